"""Values that are kept for the next process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import jinja2
import pytest

from bibtool.language import forms
from bibtool.report import page
from bibtool.text import kept as store
from bibtool.text.kept import kept, state_of

_FORMS = ["dz. cyt.", "dz. cyt", "tamże", "там же", "ibid.", "§", "op. cit.", "loc. cit.", "tenże", "R."]


def _never() -> str:
    raise AssertionError("what is kept was made again")


def test_a_value_is_made_once(folder: Path, forget: Callable[[], None]) -> None:
    assert kept("upper", "słowo", "słowo".upper) == "SŁOWO"
    store._keep()
    forget()
    assert kept("upper", "słowo", _never) == "SŁOWO"
    assert kept("upper", "słowa", "słowa".upper) == "SŁOWA"
    assert kept("lower", "słowo", "słowo".lower) == "słowo"


def test_what_is_not_worth_it_is_not_kept(folder: Path) -> None:
    assert kept("upper", "a", "a".upper, lambda _: False) == "A"
    assert not store._new


@pytest.mark.parametrize(
    "make", [forms.alternation, forms.exact, forms.by_first_word, forms.firsts, forms.telling], ids=lambda f: f.__name__
)
def test_what_is_made_of_forms_is_the_same_when_kept(
    folder: Path, forget: Callable[[], None], make, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    made = make(_FORMS)
    assert len(store._new) == 1
    store._keep()
    forget()
    again = make(_FORMS)
    assert again == made
    assert type(again) is type(made)
    if isinstance(made, dict):
        assert list(again) == list(made)  # the order in which forms are tried
    assert not store._new
    with monkeypatch.context() as other:
        other.setattr(store, "_file", lambda: None)
        assert make(_FORMS) == made


def test_the_forms_of_a_set_have_one_order(folder: Path) -> None:
    forms.alternation(set(_FORMS))
    forms.alternation(frozenset(reversed(_FORMS)))
    assert len(store._new) == 1


def test_a_changed_module_has_another_state(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("a = 1", encoding="utf-8")
    before = state_of(str(module))
    module.write_text("a = 2", encoding="utf-8")
    assert before != state_of(str(module))
    assert state_of(str(tmp_path / "none.py")) is None


def test_forms_are_made_where_the_module_cannot_be_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "_state", lambda: None)
    assert forms.alternation(_FORMS) == forms._alternation(_FORMS)
    assert not store._new


def test_a_template_is_compiled_once(folder: Path, forget: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> None:
    def frame() -> str:
        page._environment.cache_clear()
        template = page._environment().get_template("frame.html")
        return template.render(w=page.words_of("en"), language="en", policy="", style="", code="", data="", title="")

    made = frame()
    assert store._new
    store._keep()
    forget()
    monkeypatch.setattr(jinja2.Environment, "compile", _never)
    assert frame() == made
    with monkeypatch.context() as other, pytest.raises(TypeError):  # nothing is kept: it would be compiled
        other.setattr(store, "_file", lambda: None)
        frame()
