"""Orders of letters, of scripts, and equality with ICU where PyICU is installed."""

import doctest
import importlib.util
import random

import pytest

from bibtool.language import collation
from bibtool.language.collation import Scripts, collated_languages, collator, sort_key
from bibtool.language.errors import UnknownLanguage

ALPHABETS = {
    "pl": "a ą b c ć d e ę f g h i j k l ł m n ń o ó p q r s ś t u v w x y z ź ż",
    "cs": "a b c č d e f g h ch i j k l m n o p q r ř s š t u v w x y z ž",
    "sk": "a ä b c č d e f g h ch i j k l m n o ô p q r s š t u v w x y z ž",
    "de": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "fr": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "en": "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    "ru": "а б в г д е ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
    "uk": "а б в г ґ д е є ж з и і ї й к л м н о п р с т у ф х ц ч ш щ ь ю я",
    "be": "а б в г д е ё ж з і й к л м н о п р с т у ў ф х ц ч ш ы ь э ю я",
    "kk": "а ә б в г ғ д е ё ж з и й к қ л м н ң о ө п р с т у ұ ү ф х һ ц ч ш щ ъ ы і ь э ю я",
}
# Letters that words of the language are made of when they are compared with ICU.
LETTERS = {
    "pl": "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    "cs": "aábcčdďeéěfghiíjklmnňoóprřsštťuúůvyýzž",
    "sk": "aáäbcčdďeéfghiíjklĺľmnňoóôprŕsštťuúvyýzž",
    "de": "aäbcdefghijklmnoöpqrsßtuüvwxyz",
    "fr": "aàâbcçdeéèêëfghiîïjklmnoôpqrstuùûüvwxyz",
    "en": "abcdefghijklmnopqrstuvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
}


def test_examples_in_docstrings():
    assert doctest.testmod(collation) == (0, 1)


@pytest.mark.parametrize("language", ALPHABETS)
def test_the_alphabet_is_in_order(language):
    letters = ALPHABETS[language].split()
    # Each is a letter of its own: what follows it decides nothing against the next one.
    words = [letter + end for letter in letters for end in ("ая" if letters[0] == "а" else "az")]
    mixed = words[::-1]
    assert sorted(mixed, key=lambda word: sort_key(word, language)) == words


def generated(language: str, count: int) -> list[str]:
    rnd = random.Random(language)
    letters = LETTERS[language]
    found: dict[str, None] = {}
    while len(found) < count:
        # Half of the letters from a few, so that words share beginnings and differ in accents or case alone.
        word = "".join(rnd.choice(letters[:8] if rnd.random() < 0.5 else letters) for _ in range(rnd.randint(1, 7)))
        if language in {"cs", "sk"} and rnd.random() < 0.2:
            word = word.replace("c", "ch", 1)
        kind = rnd.random()
        if kind < 0.3:
            word = word.capitalize()
        elif kind < 0.36 and "ß" not in word:
            word = word.upper()
        found.setdefault(word)
    return list(found)


@pytest.mark.parametrize("language", LETTERS)
@pytest.mark.skipif(not importlib.util.find_spec("icu"), reason="PyICU is not installed: no comparison with ICU")
def test_ten_thousand_words_are_sorted_as_by_icu(language):
    import icu

    words = generated(language, 10_000)
    theirs = icu.Collator.createInstance(icu.Locale(language)).getSortKey
    assert sorted(words, key=lambda w: sort_key(w, language)) == sorted(words, key=lambda w: (theirs(w), w))


@pytest.mark.parametrize("language", LETTERS)
def test_the_quick_way_and_the_slow_way_agree(language):
    found = collator(language)
    words = generated(language, 500)
    assert words
    for word in words:
        assert found._slow(word) == found.key(word)[:2]


def test_polish_letters_stand_after_their_plain_ones():
    names = ["Zając", "Łomanowski", "Lipski", "Ćwik", "Cybula", "Żak", "Źrebiec"]
    assert sorted(names, key=lambda n: sort_key(n, "pl")) == [
        "Cybula", "Ćwik", "Lipski", "Łomanowski", "Zając", "Źrebiec", "Żak",
    ]  # fmt: skip


def test_accents_decide_only_where_letters_do_not():
    assert sort_key("côte", "fr") > sort_key("cote", "fr")
    assert sort_key("côte", "fr") < sort_key("coter", "fr")
    assert sort_key("ёлка", "ru") < sort_key("ель", "ru")


def test_small_letters_stand_before_capitals():
    assert sorted(["Mir", "mir", "MIR"], key=lambda w: sort_key(w, "pl")) == ["mir", "Mir", "MIR"]


def test_word_by_word_and_punctuation_counts_for_nothing():
    titles = ["„Nowa” epoka", "Nowakowie", "Nowa Huta", "Nowa – stara", "(Nowa) Ruda"]
    assert sorted(titles, key=lambda t: sort_key(t, "pl")) == [
        "„Nowa” epoka", "Nowa Huta", "(Nowa) Ruda", "Nowa – stara", "Nowakowie",
    ]  # fmt: skip


def test_the_order_of_scripts_is_a_parameter():
    names = ["Zając", "Арестович", "Abacki", "Яновский"]

    def order(language, scripts):
        return sorted(names, key=lambda n: sort_key(n, language, scripts))

    latin = ["Abacki", "Zając", "Арестович", "Яновский"]
    cyrillic = ["Арестович", "Яновский", "Abacki", "Zając"]
    assert order("pl", Scripts.OWN) == latin
    assert order("ru", Scripts.OWN) == cyrillic
    assert order("pl", Scripts.CYRILLIC) == cyrillic
    assert order("ru", Scripts.LATIN) == latin


def test_one_alphabet_as_transliterated():
    names = ["Zając", "Быков", "Abacki", "Wilk", "Cybula"]
    found = sorted(names, key=lambda n: collator("pl", Scripts.TOGETHER).key(n, "ru", "pl"))
    assert found == ["Abacki", "Быков", "Cybula", "Wilk", "Zając"]


@pytest.mark.parametrize("text", ["", " ", "…", "中文 日本", "ﬁn", "\ud800", "a\u0301\u0328b", "Ǆ", "１２"])
def test_any_text_has_a_key(text):
    assert isinstance(sort_key(text, "pl"), tuple)


def test_decomposed_and_composed_texts_stand_together():
    assert sort_key("o\u0301", "pl")[:2] == sort_key("ó", "pl")[:2]


def test_an_unknown_language_names_the_nearest():
    with pytest.raises(UnknownLanguage, match="pl") as caught:
        sort_key("a", "plx")
    assert "pl" in caught.value.nearest
    assert {"pl", "ru", "uk", "be", "kk", "cs", "sk", "de", "fr", "en"} <= set(collated_languages())
