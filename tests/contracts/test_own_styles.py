"""What every style in `styles/` keeps: valid CSL, a header that says what it is, no dead macros, no hidden words."""

import re
from functools import cache
from pathlib import Path

import pytest

from bibtool.csl.locale import NS, resolve_locale
from bibtool.csl.localized import read_locales
from bibtool.csl.style import Style
from bibtool.language.locale import locale_xml, locales
from bibtool.render.styles import own_styles

STYLES = sorted(own_styles().items())
LICENCE = (Path(__file__).parents[2] / "LICENSE").read_text(encoding="utf-8")
pytestmark = pytest.mark.parametrize("path", [path for _, path in STYLES], ids=[name for name, _ in STYLES])


def info(style: Style, name: str) -> str:
    return " ".join((style.root.findtext(f"{NS}info/{NS}{name}") or "").split())


def test_valid_csl(path: Path) -> None:
    assert Style.from_file(path).validate() == []
    assert Style.from_file(path).root.get("version") == "1.0"


def test_the_header(path: Path) -> None:
    style = Style.from_file(path)
    assert info(style, "id") == f"urn:bibtool:style:{path.stem}"
    assert len(info(style, "title")) > 10
    assert re.fullmatch(r"[a-z]{2}-[A-Z]{2}", style.default_locale)
    assert info(style, "updated")
    rights = style.root.find(f"{NS}info/{NS}rights")
    assert rights is not None and rights.get("license") == "https://opensource.org/license/mit"
    title, holder = LICENCE.splitlines()[0], LICENCE.splitlines()[2]
    assert rights.text == f"{title}. {holder}"


def test_the_summary_lists_extensions_and_what_is_not_confirmed(path: Path) -> None:
    """ "Extensions: idem, entry-languages." names what the instruction asks for, neither more nor less."""
    style = Style.from_file(path)
    summary = info(style, "summary")
    listed = re.search(r"Extensions: ([^.]+)\.", summary)
    assert listed is not None
    asked = style.extensions
    used = {
        *(["idem"] if asked.idem else []),
        *(["entry-languages"] if asked.entry_languages else []),
        *(["roman-months"] if asked.roman_months else []),
        *(["heading-authors"] if asked.heading_authors else []),
        *(["short-title-ellipsis"] if asked.short_title_ellipsis else []),
    }
    assert set(listed.group(1).split(", ")) == (used or {"none"})
    assert re.search(r"Not confirmed: \S", summary)


def test_every_macro_is_used(path: Path) -> None:
    style = Style.from_file(path)
    called = {e.get("macro") for e in style.root.iter(NS + "text", NS + "key", NS + "names") if e.get("macro")}
    assert set(style.macros) - called == set()


@cache
def _words(language: str) -> frozenset[str]:
    """The terms of a language that are words, and those of English."""
    extra = read_locales([locale_xml(code, extensions=True) for code in locales()])
    out = set()
    for tag in (language, "en-US"):
        locale = resolve_locale(tag, (), extra)
        for term in [*locale.terms.values(), *locale.gendered.values()]:
            out |= {text.strip().casefold() for text in (term.single, term.multiple)}
    return frozenset(word for word in out if re.search(r"[^\W\d_]", word))


def test_words_are_terms(path: Path) -> None:
    """What a locale has a term for does not stand in the style as text: it would not change with the language."""
    style = Style.from_file(path)
    words = _words(style.default_locale)
    found = []
    for element in style.root.iter():
        if any(a.tag in (NS + "info", NS + "locale") for a in (element, *element.iterancestors())):
            continue
        for attribute in ("value", "prefix", "suffix", "delimiter"):
            text = (element.get(attribute) or "").casefold()
            if not re.search(r"[^\W\d_]", text) or "://" in text:
                continue
            hidden = sorted(w for w in words if re.search(rf"(?<!\w){re.escape(w)}(?!\w)", text))
            found += [f"line {element.sourceline}: {attribute}={element.get(attribute)!r} holds {w!r}" for w in hidden]
    assert found == []
