"""What archives, the marks of their shelves and leaves look like: patterns made of the data, each compiled once."""

from __future__ import annotations

import re
from functools import cache

from bibtool.citations.scan import hints
from bibtool.language.forms import exact, firsts, literal, squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER

# Of a class, with full stops: "ms. B.P. 149".
_LETTERS = rf"(?:{CAPITAL}\.){{2,3}}"
# "fond (f.) R-221": what the word will be called from here on
_GLOSS = r"(?:\s\([^\W\d_]{1,6}\.?\))?"
HOLDERS = ("archive", "holder", "library")


@cache
def leaf() -> re.Pattern[str]:
    """Leaves by a word that says so only behind an archive: "l. 14v", "ark. 5, 7 zv.–9"."""
    words = literal(lexicon().forms("leaf"))
    versos = "|".join(re.escape(form.rstrip(".")) for form in lexicon().forms("verso"))
    one = rf"\d+(?:\s?(?:{versos})(?!\w)\.?|(?:rv|[rva])(?!\w))?"
    return compiled(
        rf"(?:{words})(?P<gloss>{_GLOSS})\s?(?P<value>{one}(?:\s?[-–—]\s?{one}|,\s(?=\d{{1,3}}(?!\d)){one})*)(?!\w)"
    )


@cache
def marks() -> Phrase:
    """The marks of a shelf: "Ф. 5446", "sygn. LZ II/3"."""
    label = lexicon().alternation("shelfmark")
    none = sorted(lexicon().hint("no_shelfmark"))
    without = "|".join(re.escape(form.rstrip(".")) + r"\.?" for form in none)
    # "Ф. І. № 4104": a Roman figure in Cyrillic letters, which may be an initial where no number follows
    further = lexicon().alternation("shelfmark", "issue")
    fund = rf"[ІХ][ІVXХ]{{0,5}}(?=[.,]\s{further}\s?[0-9])"
    return Phrase(
        rf"{label}{_GLOSS}\s?(?:(?:[^\W\d_]{{1,6}}\s|{_LETTERS}\s)?[\w/-]*[0-9IVX][\w/-]*|{fund})|(?<!\w)(?:{without})",
        [*lexicon().forms("shelfmark"), *firsts(none)],  # the last word of these may go on
    )


@cache
def manuscript() -> Phrase:
    """The number of a manuscript behind the library that has it: "rkps 2471", "MS 112"."""
    forms = lexicon().forms("manuscript")
    return Phrase(rf"{lexicon().alternation('manuscript')}\s?(?=[\w./-]*[0-9])[\w./-]+", forms)


def _own_mark() -> str:
    label = rf"(?:{CAPITAL}{{1,4}}|[{LOWER}]{{1,5}}\.|№|{lexicon().alternation('issue', 'shelfmark')})"
    return rf"(?:\s?\.?\s?[–—-]\s?|[,.]\s)(?P<label>{label})\s?-?[0-9][\w/-]*"


@cache
def own_marks() -> re.Pattern[str]:
    """Two or more marks with labels that only their holder knows, up to the end: ". — КВ 69103. — Д 5402"."""
    mark = _own_mark().replace("?P<label>", "?:")
    return compiled(rf"(?:{mark}){{2,}}\.?\s*\Z")


@cache
def own_label() -> re.Pattern[str]:
    """One of them with its label."""
    return compiled(_own_mark())


@cache
def signature() -> re.Pattern[str]:
    """A place on a shelf without a word for it: "R 58/1234", "FO 371/12345", "BU 0296/41", "I.300.1.45"."""
    letters = rf"(?:{CAPITAL}{{1,6}}[{LOWER}]{{0,3}}[. ]{{0,2}})"
    # each word is looked into for its first figure and then taken whole: linear in a long one
    first, other = r"\s?(?=[\w.]*?[0-9])[\w./…–-]++", r"\s(?=[\w./-]*?[0-9])[\w./-]++"
    return compiled(rf"{letters}{{0,3}}{first}(?:{other})*+")


@cache
def letters_and_figures() -> re.Pattern[str]:
    """The same with capitals before its figures, all of a part: "DCN 1/12/4", "D 2025", "LM/COR/3/12", which no volume
    of a periodical looks like."""
    figures = r"[0-9][0-9A-Za-z/.-]*"
    letters = rf"{CAPITAL}{{1,6}}(?:[ /]{CAPITAL}{{1,6}})*(?:\({CAPITAL}{{1,2}}\))?"
    further = rf"(?:\s{CAPITAL}(?:/?{CAPITAL})*\s{figures})?"  # "D239 M/F 1234"
    return compiled(rf"{letters}[ /]?{figures}{further}(?=[,;.]\s|\.?\s*\Z)")


@cache
def between_figures() -> re.Pattern[str]:
    """Capitals between figures, as departments of France mark their shelves: "4 M 212", "1 J 33/2"."""
    return compiled(rf"[0-9]{{1,4}}\s{CAPITAL}{{1,2}}\s[0-9]{{1,5}}(?:[/-][0-9]{{1,4}})?")


@cache
def reference_code() -> re.Pattern[str]:
    """A country, an archive and a fund as reference codes have them, a labelled number behind them: "SI AS 1931, t. e.
    1053", "HR-HDA-1561, kut. 12"."""
    page = lexicon().alternation("page")
    return compiled(
        rf"(?P<archive>[A-Z]{{2}}(?P<mark>[ -])[A-Z]{{2,6}})(?P=mark)[0-9][\w/-]*"
        rf"(?=,\s(?!{page}\s?[0-9])(?:[{LOWER}]{{1,8}}\.?\s){{1,3}}[0-9])"
    )


_ABBREVIATED = r"(?:[LOWER]{1,8}\.\s?){1,2}[0-9][\w/.-]*|[0-9]{1,5}\.\s?[LOWER]{1,10}\.?".replace("LOWER", LOWER)


@cache
def abbreviated() -> re.Pattern[str]:
    """A number and an abbreviation that no data need know, among the marks of a shelf: "t. e. 1053", "12. lp."."""
    return compiled(_ABBREVIATED)


@cache
def numbers_first() -> re.Pattern[str]:
    """Two marks or more whose numbers stand first, behind an archive: "1. f., 2. apr.", "5. csomó, 12. tétel"."""
    one = rf"[0-9]{{1,5}}\.\s?[{LOWER}]{{1,10}}\.?"
    return compiled(rf",\s(?:[^,;]{{2,40}},\s)?{one}(?:,\s{one})+(?=[,.;\s]|\Z)")


@cache
def number_before_leaves() -> re.Pattern[str]:
    """Collections and a bare number, then leaves or pages, behind an archive: ", Ministerstwo Skarbu, 5512, k. 3", ",
    Staatskanzlei, Venedig 12, fol. 3", ", Archiwum Zamoyskich, 2845, s. 17"."""
    leaves = lexicon().alternation("folio", "leaf", "page")
    return compiled(rf"(?:,\s{CAPITAL}[^,;.()0-9]{{2,60}}){{1,3}},?\s[0-9]{{1,6}},\s{leaves}\s?[0-9]")


@cache
def number_before_document() -> re.Pattern[str]:
    """Collections and a bare number that is no year, then a document, behind an archive: ", MSW II, 7148, Raport"."""
    words = exact(lexicon().hint("document_word"))
    number = r"(?!1[5-9][0-9]{2},|20[0-9]{2},)[0-9]{1,6}"
    return compiled(rf"(?:,\s{CAPITAL}[^,;.()0-9]{{2,60}}){{1,3}},\s{number},\s{words}(?!\w)")


@cache
def unmarked() -> re.Pattern[str]:
    """One or two collections behind an archive, and nothing else: ", Metryka Koronna"."""
    name = rf"{CAPITAL}[^,;.()0-9„«“”\"]{{2,60}}"
    return compiled(rf",\s(?P<name>{name}(?:,\s{name})?)\.?\s*(?:\Z|(?=;))")


def _fonds() -> str:
    short = r"[^\W\d_]{2,5}\."
    particles = literal(lexicon().forms("particle", "particle_behind_initials"))
    word = rf"(?:{short}|(?:(?:{particles})\s)?{CAPITAL}[{LOWER}]+)"
    return rf"{short}(?:\s{word}){{0,3}},?\s(?:[IVX]{{1,5}},\s)?[0-9]{{1,6}}[^\W\d_]?(?:\s\(=?\s?[0-9]+\))?(?![\w/])"


@cache
def fonds() -> re.Pattern[str]:
    """The fonds and number of a manuscript, behind the library that has it: "Vat. lat. 5631", "ms. fr. 5599", "cod.
    Cicogna 2533", "It. VII, 794 (8503)"."""
    return compiled(_fonds())


@cache
def fonds_behind() -> re.Pattern[str]:
    """The same behind the library and its comma, perhaps a class between them."""
    return compiled(rf",\s(?:[^,;]{{2,30}},\s)?{_fonds()}")


@cache
def acronym() -> re.Pattern[str]:
    """An acronym before a comma, a full stop or its first mark: "APKr,", "VU RS,"; transliterated, "TsGASO f. 3"."""
    letters = rf"(?:{CAPITAL}{{2,8}}[{LOWER}]{{0,2}}|(?:{CAPITAL}[{LOWER}]?){{3,8}})"
    return compiled(
        rf"{letters}(?:\s{CAPITAL}[{LOWER}]{{1,2}}|(?:\s{CAPITAL}{{2,4}}){{1,2}})?(?=[,.]|\s[{LOWER}]{{1,5}}\.\s?[0-9])"
    )


@cache
def another_archive() -> Phrase:
    """Where another reference to an archive may begin: ", IPN BU II 3971", " oraz AAN, MSZ, sygn. 5", ". AAN, MSZ"."""
    joined, names = lexicon().alternation("and", "and_also"), lexicon().hint("archive_name")
    return Phrase(rf"[,;.\s](?:(?<=[,;.])\s(?:{joined}\s)?|(?<=[\w/]\s){joined}\s)(?={_known()})", names)


@cache
def class_in_words() -> re.Pattern[str]:
    """A class in words and figures with a stroke: "BArch FilmSG 1/11628 I"."""
    return compiled(rf"(?:{CAPITAL}\w{{0,8}}\s){{0,2}}{CAPITAL}[^\W\d_]{{0,8}}\s?\d+/\d+(?:\s?[IVX\d]{{1,5}})?")


@cache
def known_archive() -> Phrase:
    """A name of the data."""
    return Phrase(_known(), lexicon().hint("archive_name"))


def _known() -> str:
    return exact(lexicon().hint("archive_name"))


@cache
def town_behind() -> re.Pattern[str]:
    """The town of an archive behind its name: ", м. Київ", ", Kew"."""
    known = exact(lexicon().hint("town_of_archive"))
    return compiled(rf",\s(?:(?:{literal(lexicon().hint('town_word'))})\s?{CAPITAL}[{LOWER}’'-]+|{known}(?=[\s,.]))")


@cache
def places() -> Phrase:
    """Words for a place on a shelf that say so only behind an archive: "Karton 12", "п. 313"."""
    words = sorted(lexicon().hint("shelf"), key=lambda word: (-len(word), word))
    forms = "|".join(f"[{w[0].lower()}{w[0].upper()}]{re.escape(w[1:])}" for w in words)
    letters = rf"(?:(?:{CAPITAL}{{1,3}}|{_LETTERS})\s)?"
    return Phrase(rf"(?<!\w)(?P<word>{forms})(?!\w){_GLOSS}\s?{letters}[\w./-]*[0-9IVX][\w/-]*", words)


@cache
def private_holding() -> Phrase:
    """A holding without marks: "zbiory autora", "личный архив Н. Лисова"; or an archive in small letters, "archiwum
    Sądu Wojewódzkiego", which is nobody's title."""
    return Phrase(_private(), [*lexicon().hint("private_holding"), *lexicon().hint("archive_word")])


def _private() -> str:
    words = sorted(lexicon().hint("private_holding"), key=lambda word: (-len(word), word))
    # the first letter stands in either case
    forms = "|".join(f"[{w[0].lower()}{w[0].upper()}]{re.escape(w[1:])}" for w in words)
    archives = "|".join(sorted(map(re.escape, lexicon().hint("archive_word"))))
    return rf"(?:(?:{forms})(?!\w)|(?<!\w)(?:{archives})\s(?={CAPITAL}[{LOWER}]))[^,;]*"


@cache
def behind_comma() -> Phrase:
    """A known archive, or a holding without marks, behind a comma."""
    kinds = ("archive_name", "private_holding", "archive_word")
    return Phrase(
        rf",\s(?:(?P<known>{_known()})|{_private()})", [name for kind in kinds for name in lexicon().hint(kind)]
    )


@cache
def leaves_behind() -> re.Pattern[str]:
    """Leaves by their word, behind a comma."""
    return compiled(rf",\s{lexicon().alternation('folio', 'leaf')}\s?[0-9]")


@cache
def leaves() -> frozenset[str]:
    """The words for leaves."""
    return frozenset(map(squash, lexicon().forms("folio", "leaf")))


@cache
def pages() -> frozenset[str]:
    """The words for pages."""
    return frozenset(map(squash, lexicon().forms("page")))


@cache
def numbered() -> frozenset[str]:
    """The words for volumes, issues, parts and pages, which mark no shelf."""
    return frozenset(map(squash, lexicon().forms("volume", "issue", "part", "page")))


@cache
def part_of() -> re.Pattern[str]:
    """ ", in " and a capital: what stands before is the title of a part."""
    return compiled(rf",\s\[?{lexicon().alternation('in')}\s?:?\]?\s(?=[^\W\d_]{{3}})")


@cache
def leaf_in_mark() -> re.Pattern[str]:
    """Between a mark and leaves that no comma parts: "Sygn. 157 k. 88v"."""
    return compiled(rf"(?<=[0-9IVX])\s(?={lexicon().alternation('folio', 'leaf')}\s?[0-9])")


@cache
def _holders() -> tuple[str, ...]:
    return lexicon().suffixes.get("holder", ())


def holder(words: str) -> bool:
    """Whether a word for an archive or library stands in a name, "Diözesanarchiv Linz" among them."""
    return hints.has(words, *HOLDERS) or any(word.endswith(_holders()) for word in words.split())


def keeper(text: str, start: int, stop: int) -> bool:
    """Whether a word for an archive, a library or an office stands in a stretch: :func:`holder` and
    :func:`of_an_office` want one."""
    words = text[start:stop]
    if hints.may_have(text, *HOLDERS, "office") and hints.has(words, *HOLDERS, "office"):
        return True
    endings = _keepers()
    return any(word.endswith(endings) for word in words.split())


@cache
def _keepers() -> tuple[str, ...]:
    return (*_holders(), *_offices())


@cache
def _offices() -> tuple[str, ...]:
    return lexicon().suffixes.get("office", ())


def of_an_office(text: str, start: int, stop: int, at: int, end: int) -> bool:
    """Whether a stretch ``[start, stop)`` names an office, and nothing but a mark of a shelf and its leaves or pages
    follow at ``at``: "Izba Rzemieślnicza w Jaśle, sygn. 77, k. 12"."""
    words = text[start:stop]
    if not (hints.has(words, "office") or any(word.endswith(_offices()) for word in words.split())):
        return False
    mark = marks().match(text, at, end) or manuscript().match(text, at, end) or places().match(text, at, end)
    return mark is not None and _last_leaves().match(text, mark.end(), end) is not None


@cache
def _last_leaves() -> re.Pattern[str]:
    """Leaves or pages at the end, behind a comma; more marks may stand before them."""
    lex = lexicon()
    label = lex.alternation("folio", "leaf", "page")
    return compiled(rf"(?:,\s[^\W\d_]{{1,10}}\.?\s?[\w/-]{{1,12}}){{0,3}}[,.]?\s{label}\s?[0-9][^,;]{{0,16}}\Z")


@cache
def unpublished() -> Phrase:
    """Words that say that a work was not printed, and nothing else: "mps niepubl.", "unveröff. Ms."."""
    return _said("unpublished")


@cache
def exhibition_catalogue() -> Phrase:
    """Words that say that a book is the catalogue of an exhibition: "kat. wyst.", "Ausst.-Kat."."""
    return _said("exhibition_catalogue")


def _said(hint: str) -> Phrase:
    words = sorted(lexicon().hint(hint), key=lambda word: (-len(word), word))
    one = "|".join(f"[{w[0].lower()}{w[0].upper()}]{re.escape(w[1:])}" for w in words)
    # the full stop of the last may end the stretch
    one = one.replace(r"\.", r"(?:\.|(?=[\s,;)\]]|\Z))")
    return Phrase(rf"(?<!\w)(?:{one})(?:,?\s(?:{one}))*(?!\w)", words)
