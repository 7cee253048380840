"""Works in Latin letters, both scripts side by side, and translations."""

import pytest

from bibtool.entries.entry import Entry
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.items.names import Name
from bibtool.language.errors import UnknownScheme
from bibtool.render.registry import get
from bibtool.render.scripts import in_latin, language_of, script_of, with_translation
from bibtool.render.setting import Script, Setting

RUSSIAN = Item(
    "article-journal",
    {"author": (Name("Щукин", "Е. А."), Name("Жданова", "Ю."))},
    {"issued": Date(((2016,),))},
    {
        "title": "Мосты и речные переправы",
        "container-title": "Вестник",
        "URL": "https://пример.рф/мост",
        "language": "ru",
    },
    {"translated-title": "Bridges and river crossings"},
)
UKRAINIAN = Item(
    "book", {"author": (Name("Гайко", "Зоя"),)}, {"issued": Date(((2010,),))}, {"title": "Шлях", "language": "uk"}
)
POLISH = Item(
    "book", {"author": (Name("Żak", "Ewa"),)}, {"issued": Date(((2011,),))}, {"title": "Mosty", "language": "pl"}
)


def test_latin_letters_by_the_scheme_of_the_language() -> None:
    latin = in_latin(RUSSIAN, {})
    assert latin.names["author"][0] == Name("Ŝukin", "E. A.")
    assert latin.get("title") == "Mosty i rečnye perepravy"
    assert latin.get("URL") == RUSSIAN.get("URL"), "an address is no text"
    schemes = {"uk": "uk-2010", "": "pl"}
    assert in_latin(UKRAINIAN, schemes).names["author"][0] == Name("Haiko", "Zoia")
    assert in_latin(RUSSIAN, schemes).names["author"][0].family == "Szczukin"
    assert in_latin(POLISH, schemes) == POLISH


def test_a_scheme_that_lacks_the_language_gives_way_to_the_default() -> None:
    assert in_latin(RUSSIAN, {"": "uk-2010"}).get("container-title") == "Vestnik"


def test_a_scheme_that_there_is_not_is_refused() -> None:
    with pytest.raises(UnknownScheme):
        in_latin(RUSSIAN, {"ru": "iso-nine"})


def test_language_and_script_of_a_work() -> None:
    assert (language_of(UKRAINIAN), script_of(UKRAINIAN)) == ("uk", "Cyrillic")
    assert (language_of(POLISH), script_of(POLISH)) == ("pl", "Latin")
    bare = Item("book", {}, {}, {"title": "Погода ў Мінску"})
    assert (language_of(bare), script_of(bare)) == ("be", "Cyrillic")
    assert (language_of(Item()), script_of(Item())) == ("", "Latin")


def test_a_translation_follows_the_title_once() -> None:
    assert with_translation(RUSSIAN).get("title") == "Мосты и речные переправы [Bridges and river crossings]"
    assert with_translation(POLISH) is POLISH


def lines(setting: Setting, *items: Item) -> list[str]:
    entries = [Entry(f"k{number}", item) for number, item in enumerate(items)]
    return [entry.text for entry in get("bibtool").bibliography(entries, setting).entries]


def test_both_scripts_side_by_side() -> None:
    found = lines(Setting("chicago-notes-bibliography", "pl-PL", script=Script.BOTH), RUSSIAN, POLISH)
    assert found == [
        "Żak, Ewa. Mosty. 2011.",
        "Щукин, Е. А. [Ŝukin, E. A.], i Ю. Жданова [Û. Ždanova]. „Мосты и речные переправы” "
        "[Mosty i rečnye perepravy]. Вестник [Vestnik], 2016. https://пример.рф/мост.",
    ]


def test_a_title_with_quotations_stays_one_value() -> None:
    """The brackets follow the whole title, and what is quoted in it is quoted in them too."""
    title = "Паром «Волна» и «новый мост»: что дальше"
    item = Item("book", {"author": (Name("Жданова", "Ю."),)}, {}, {"title": title, "language": "ru"})
    latin = "[Parom «Volna» i «novyj most»: čto dalʹše]"
    assert lines(Setting("gost-r-7-0-5-2008", script=Script.BOTH), item) == [
        f"1. Жданова Ю. [Ždanova Û.]. {title} {latin}."
    ]
    article = Item("webpage", item.names, {}, {**item.text, "container-title": "Вестник"})
    (line,) = lines(Setting("chicago-przypisy-pl", script=Script.BOTH), article)
    assert f"„{title}” {latin}" in line


def test_latin_with_translations() -> None:
    setting = Setting("chicago-notes-bibliography", "en-US", script=Script.LATIN, translations=True)
    assert lines(setting, RUSSIAN)[0].startswith(
        "Ŝukin, E. A., and Û. Ždanova. “Mosty i rečnye perepravy [Bridges and river crossings].” Vestnik"
    )
