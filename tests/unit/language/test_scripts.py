"""Scripts of words and strangers among their letters."""

from bibtool.diagnostics.catalogue import sentence
from bibtool.language.scripts import mixed_script_findings, mixed_words, script, scripts_in


def test_the_script_of_most_letters():
    assert script("Казахсfтан") == "Cyrillic"
    assert script("Zażółć") == "Latin"
    assert script("№ 5, жук") == "Cyrillic"
    assert script("ab жук") == "Cyrillic"
    assert script("λόγος ab") == "Greek"
    assert script("№ 5 …") == ""
    assert (script("ł ж"), script("ж ł")) == ("Latin", "Cyrillic")  # of a tie the first
    assert script("Ελλάδα") == "Greek"
    assert script("12, 15–16") == ""


def test_scripts_in_the_order_of_the_text():
    assert scripts_in("Журнал «Europe» и мир") == ("Cyrillic", "Latin")


def test_a_stranger_with_a_look_alike_is_repaired():
    (found,) = mixed_words("Внешняя политика Pоссии")
    assert (found.word, found.script, found.repaired) == ("Pоссии", "Cyrillic", "России")
    assert found.strangers == ((17, 18),)


def test_a_stranger_without_a_look_alike_is_reported_only():
    (found,) = mixed_words("Казахсfтан")
    assert found.repaired == ""
    assert found.strangers == ((6, 7),)


def test_parts_joined_by_a_hyphen_are_words_of_their_own():
    assert mixed_words("IT-компания, COVID-кризис, «Росія — EU»") == ()


def test_the_finding_names_word_and_letters():
    (finding,) = mixed_script_findings("о Kазахстане")
    assert finding.code == "BT150"
    assert finding.spans == ((2, 3),)
    assert sentence(finding) == "“Kазахстане” mixes two scripts: K"
    assert sentence(finding, "pl") == "w wyrazie „Kазахстане” zmieszano dwa alfabety: K"
