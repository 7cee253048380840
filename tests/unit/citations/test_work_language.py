"""The language of a work, from all that is printed of it."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from bibtool.citations.fields.work_language import Background, Evidence, background, language_of
from bibtool.language.marks import marks

PART = re.compile(r"\{([tcpba]):([^}]*)\}")
DOCUMENT = re.compile(r"@(\w+) ")


def cases(section: str) -> list[tuple[str, Evidence]]:
    found = []
    now = ""
    for line in (Path(__file__).parent / "work_languages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            now = line.strip("[]")
        elif line and not line.startswith("#") and now == section:
            language, _, citation = line.partition(" | ")
            document = DOCUMENT.match(citation)
            parts: dict[str, list[str]] = {}
            for key, value in PART.findall(citation):
                parts.setdefault(key, []).append(value)
            title, container, place, publisher, names = (", ".join(parts.get(key, ())) for key in "tcpba")
            printed = PART.sub(r"\2", DOCUMENT.sub("", citation, count=1))
            around = Background(document[1] if document else "")
            found.append((language, Evidence(title, container, place, publisher, names, printed, around)))
    return found


ASIDE, BESIDE, DOMAINS = cases("aside"), cases("beside"), cases("domains")


def test_there_are_enough_cases_in_enough_languages():
    languages = Counter(language for language, _ in ASIDE + BESIDE + DOMAINS)
    assert len(ASIDE) >= 60
    assert len(BESIDE) >= 60
    assert len(DOMAINS) >= 60
    assert len(languages) >= 14


def test_the_cases_that_the_weights_were_set_beside_are_told_right():
    wrong = [(language, language_of(evidence), evidence.printed) for language, evidence in BESIDE]
    wrong = [case for case in wrong if case[0] != case[1]]
    assert len(wrong) <= 1, wrong


@pytest.mark.parametrize("put_aside", [ASIDE, DOMAINS], ids=["aside", "domains"])
def test_nineteen_of_twenty_cases_that_were_put_aside_are_told_right(put_aside):
    right = [language_of(evidence) == language for language, evidence in put_aside]
    assert sum(right) >= 0.95 * len(put_aside)


@pytest.mark.parametrize("title", ["Kot", "Otello", "Ruch", "Dama", "Modern", "Terra", "Delta", "Atom", "Ideal"])
@pytest.mark.parametrize("document", ["pl", "en", "ru", "de", ""])
def test_a_short_title_is_of_no_rare_language_without_a_reason(title, document):
    got = language_of(Evidence(title, background=Background(document)))
    assert got in {"pl", "en", "de", "fr"}


@pytest.mark.parametrize(
    ("evidence", "language"),
    [
        # transliterated, in several spellings
        (Evidence("Voprosy istorii"), "ru"),
        (Evidence("Istoriia Rossii"), "ru"),
        (Evidence("Zhizn' derevni"), "ru"),
        (Evidence("Narysy z istorii Ukrainy"), "uk"),
        (Evidence("Historyja Bielarusi"), "be"),
        # a translation is in the language of the word for it
        (Evidence("Macbeth", printed="W. Szekspir, Macbeth, przeł. L. Ulrich", background=Background("pl")), "pl"),
        # labels that are not of the document's language
        (Evidence("Paneuropa", printed="E. Roth, Paneuropa, Bd. 2, S. 14", background=Background("pl")), "de"),
        # places
        (Evidence("Metropolis", place="London", background=Background("pl")), "en"),
        (Evidence("Metropolis", place="Wien", background=Background("pl")), "de"),
        (Evidence("Metropolis", place="Łódź", background=Background("pl")), "pl"),
        (Evidence("Поема", place="Київ", background=Background("ru")), "uk"),
        (Evidence("Портрет", place="М.", background=Background("uk")), "ru"),
        # a title in two languages, the second in brackets
        (Evidence("Zarys metody [An outline of the method in the social sciences]"), "pl"),
        # letters of the old spelling
        (Evidence("Очеркъ быта", background=Background("uk")), "ru"),
        (Evidence("Лѣтопись", background=Background("uk")), "ru"),
        # Serbian, Bulgarian and Macedonian by their letters
        (Evidence("Људи и књиге", background=Background("ru")), "sr"),
        (Evidence("Градът и морето", background=Background("ru")), "bg"),
        # what a word or letters say is stronger than the place
        (Evidence("The road to war", place="Warszawa", background=Background("pl")), "en"),
        (Evidence("Droga do wolności", place="London", background=Background("en")), "pl"),
    ],
)
def test_each_kind_of_evidence(evidence, language):
    assert language_of(evidence) == language


@pytest.mark.parametrize("title", ["", "1984", "…", "中文書名", "\ud800"])
def test_nothing_to_go_by_gives_no_language(title):
    assert language_of(Evidence(title, place="London", background=Background("pl"))) == ""


def test_the_neighbours_break_a_tie():
    neutral = Evidence("Razgrad 185", place="M.", printed="Razgrad 185. M., 2007. S. 5")
    russian = background("", ["Voprosy istorii derevni. M., 1999.", "Ocherki russkoi kul'tury. M., 1980."] * 3)
    assert dict(russian.shares).keys() == {"ru@latin"}
    assert language_of(replace(neutral, background=russian)) == "ru"


def test_the_background_is_the_same_in_whatever_order_the_notes_stand():
    notes = [f"Zob. szerzej o tym {n}, Warszawa" for n in range(90)] + [f"The war of the {n} worlds" for n in range(80)]
    assert background("Zob. tamże", notes) == background("Zob. tamże", notes[::-1])


def test_shared_words_say_less_than_a_language_s_own():
    points = marks("i dla").points  # "i" is of many languages, "dla" of one
    assert points["pl"] - points["it"] >= 80 > points["it"] > 0


def test_the_model_is_not_loaded_where_the_rest_decides():
    code = (
        "import sys; from bibtool.citations.fields.work_language import Background, Evidence, language_of as of; "
        "around = Background('pl'); "
        "assert of(Evidence('Archive', place='London', printed='p. 5', background=around)) == 'en'; "
        "assert of(Evidence('Dzieje miasta', background=around)) == 'pl'; print('numpy' in sys.modules)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"
