"""A note's text made whole: lines joined, hyphens settled, addresses read, torn words mended.

Every repair is an edit of the offset map, so the printed form is never lost; what is doubtful is a finding.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache

from msgspec import Struct

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.language.forms import squash
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.language.scripts import mixed_words
from bibtool.text import urls
from bibtool.text.letters import CYRILLIC_LOWER, CYRILLIC_UPPER, LATIN_LOWER, LATIN_UPPER, LOWER, UPPER
from bibtool.text.mapped import Edit, Mapped
from bibtool.text.normal import nfc
from bibtool.text.patterns import regex
from bibtool.text.urls import UrlCandidate
from bibtool.text.vocabulary import Vocabulary


class RepairedUrl(Struct, frozen=True):
    """An address in the repaired text, without brackets, with its readings (the best first)."""

    start: int
    end: int
    candidates: tuple[UrlCandidate, ...]


class Repaired(Struct, frozen=True):
    """One line of text, NFC, single spaces, addresses whole; ``findings`` have spans but no note yet."""

    text: Mapped
    urls: tuple[RepairedUrl, ...]
    findings: tuple[Finding, ...]


FoldVariants = Callable[[str], Collection[str]]

_WORD = regex(r"[^\W\d_]{3,}")
# White space, soft hyphens, a hyphen at a line's end with its double on the next, zero-width characters; hyphens that
# word processors set where a word or a range may not part, which stand for the one of the keyboard.  U+FFFE and
# U+0002 are what pdfium prints for a hyphen at a line's end; NUL is a gap.
# The first character is asked by a class, before any look behind: so the engine skips over all others at once.
_ZERO = r"\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_GAP = regex(
    rf"[-\u2010\u2011\ufffe\x02\u00ad{_ZERO}\s\x00](?!(?<= )[^\s\x00])(?:"
    r"(?P<space>(?<=[^\S ]|\x00)[\s\x00]*|(?<= )[\s\x00]+)"  # one plain space is what it should be
    r"|(?P<hyphen>(?<=\w[-\u2010])\s*\n\s*(?P<double>[-\u2010]?)(?=\w)|(?<=\w[\ufffe\x02])\s*(?=\w))"
    r"|(?P<typed>(?<=\w[\u2010\u2011])(?=\w))"
    r"|(?P<soft>(?<=\u00ad)\s*)"
    rf"|(?P<zero>(?<=[{_ZERO}])[{_ZERO}]*))"
)
_LETTERS_BEFORE = regex(r"[^\W\d_]*\Z")
_LETTERS_AFTER = regex(r"[^\W\d_]*")
# Asked before both: a letter by itself behind a space, and one more.  A pattern that begins with one sign is fast.
_LETTERS_APART = regex(r" (?= ?[^\W\d_] {1,2}[^\W\d_](?!\w))")
_SPACED = regex(r"(?<!\w)[^\W\d_](?: {1,2}[^\W\d_]){3,}(?!\w)")
# Three letters are enough where they make a reference word ("t a ż").
_SPACED_REFERENCE = regex(r"(?<!\w)[^\W\d_] {1,2}[^\W\d_] {1,2}[^\W\d_](?!\w)")
_LIGATURE = regex(rf"(?<!\w)(?P<left>[^\W\d_]*f{{0,1}}f[il])\s(?P<right>[{LATIN_LOWER}]+)")
# Behind what is no word, so that the engine skips the letters of one; the right part, and the space, are only looked
# at: they may be those of the next pair.
_ACUTE = regex(r"´(?<=[^\W\d_´]´|´´)(?=´?[^\W\d_])")  # at the end of a word it would close a quotation
_TORN = regex(rf"\W(?P<left>[^\W\d_]{{3,}}+)(?=\s(?![{UPPER}])(?P<right>[^\W\d_]{{2,}}+)(?!\w))")
# A word that was parted at the end of a line, of which a blank is left: "Einstel- lungen".
_BROKEN = regex(rf"(?<![\w-])(?P<left>[^\W\d_]{{3,}})- (?P<right>[{LOWER}]{{2,}})(?![\w-])")
_CYRILLIC = regex(f"[{CYRILLIC_UPPER}{CYRILLIC_LOWER}]")
_LATIN = regex(f"[{LATIN_UPPER}{LATIN_LOWER}]")
_STRAY = regex(r"[,;.](?<=[^\W\d_]\s[,;.])(?:(?<=[,;])(?=\s|$)|(?<=\.)(?=\s[^\W\d_]))")
# Marks of a typewriter or of TeX: ",,Kra''", "``Kra''", "<<Река>>", each a pair.
_TYPED_QUOTES = regex(
    r"(?P<low>,,(?=[^\s,]))(?P<a>[^<>„”\n]{1,300}?)(?:''|”|“|\")|(?P<tex>``|'')(?=[^\s'])(?P<b>[^`„”\n]{1,300}?)''"
    r"|(?P<angle><<)(?=[^\s<])(?P<c>[^<>\n]{1,300}?)>>"
)
_TYPED = {"low": ("„", "”"), "tex": ("“", "”"), "angle": ("«", "»")}
# A hyphen of the typesetter that a text kept: "меж-дунар.", "issledo-vaniya".
_HYPHEN = regex(rf"-(?<=[{LOWER}]-)[{LOWER}]{{2}}")
_HYPHENED = regex(r"-(?<=[^\W\d_]{2}-)(?P<right>[^\W\d_]{2,})(?![\w-])")
_LEFT = regex(r"(?<![\w-])[^\W\d_]+\Z")
# "H. Kos—Nowak, Title": a dash of the printer in a family name that initials stand before or behind.
_DASHED = regex(
    rf"[{UPPER}](?<!\w\w)(?P<behind>(?<=[{UPPER}]\.\s[{UPPER}]))?[{LOWER}]+(?P<dash>—)"
    rf"(?=[{UPPER}][{LOWER}]+(?:(?(behind)[,.;:]|(?!))|,?\s[{UPPER}]\.))"
)
_COLON = regex(r":(?<=[^\W\d_]{3}:)(?=[^\W\d_]{3})")
# A year, a number or a label solid with what stands before it: "записки.1998. №3", "записки.-1998.-№3.-С.45".
_GLUED_YEAR = regex(rf"\.(?<=[{LOWER}]{{3}}\.)(?=(?:1[4-9]|20)\d\d[.,])")
_GLUED_DASH = regex(rf"\.[-–—](?<=[{LOWER}\d]{{2}}\.[-–—])(?=\d|№|[{UPPER}]\.\s?\d)")
# Where one stands, a place before its mark, too: "Очерк.-Киев: Рось", "Нарис.-К., 1990"; "Dipl.-Ing. Lis" is none.
_GLUED_PLACE = regex(rf"\.[-–—](?<=[{LOWER}]{{3}}\.[-–—])(?=[{UPPER}][\w-]{{0,20}}\.?\s?[,:;]\s)")
#: Within a URN a colon parts names (RFC 8141, 2): "urn:nbn:de:…".
_NAMESPACE = regex(r"(?i)\burn:(?:[\w.-]+:)*\Z")


def repair(note: Mapped, vocabulary: Vocabulary, fold_variants: FoldVariants) -> Repaired:
    """Repair one note.  ``vocabulary`` is that of the document; ``fold_variants`` gives the ASCII forms under which
    a word may stand in an address."""
    findings: list[Finding] = []
    joined, found = _join(nfc(note), vocabulary, fold_variants, findings)
    for step in (_mend_spacing, _mend_words, _mend_initials):
        edits = step(joined, found, vocabulary, findings)
        if edits:
            found = _moved(found, edits)
            joined = joined.replace(edits)
    for url in found:
        if len(url.candidates) > 1:
            findings.append(_url_finding(joined, url))
    if "\ufffd" in joined.text:
        at = joined.text.index("\ufffd")
        findings.append(Finding(Code.REPLACEMENT_CHARACTER, spans=joined.spans(at, at + 1)))
    return Repaired(joined, found, tuple(findings))


def _join(
    note: Mapped, vocabulary: Vocabulary, fold_variants: FoldVariants, findings: list[Finding]
) -> tuple[Mapped, tuple[RepairedUrl, ...]]:
    """Lines joined, addresses read and parted from words that stick to them."""
    text = note.text
    edits: list[Edit] = []
    chosen: list[tuple[int, int, tuple[UrlCandidate, ...]]] = []
    at = 0
    evidence: urls.SlugEvidence | None = None
    for url in urls.find(text, _words_behind()):
        edits += _gaps(text, at, url.start, vocabulary)
        if url.open and evidence is None:
            evidence = _slug_evidence(text, vocabulary, fold_variants)
        if text[url.start - 1 : url.start].isalnum():  # "политикаhttp://…": the word stays a word
            edits.append(Edit(url.start, url.start, " "))
            findings.append(
                Finding(
                    Code.SPACE_MISSING_BEFORE_ADDRESS,
                    {"url": text[url.start : url.end]},
                    note.spans(url.start - 1, url.start + 1),
                )
            )
        candidates = urls.readings(text, url, evidence or urls.NO_EVIDENCE)
        if candidates[0].url != text[url.start : url.end]:
            edits.append(Edit(url.start, url.end, candidates[0].url))
        chosen.append((url.start, url.end, candidates))
        at = url.end
    edits += _gaps(text, at, len(text), vocabulary)
    found = _moved(tuple(RepairedUrl(s, e, c) for s, e, c in chosen), edits)
    return note.replace(edits), found


@cache
def _words_behind() -> Phrase:
    """A word for the day of access that stands behind an address without a space: "/x,dostęp", "/x.Dostęp"."""
    return Phrase(rf"[,.;:–—]+{lexicon().alternation('accessed')}(?=\s|\Z)", lexicon().forms("accessed"))


def _slug_evidence(text: str, vocabulary: Vocabulary, fold_variants: FoldVariants) -> urls.SlugEvidence:
    """The words of the note outside its addresses, its own line breaks joined first: half a word proves nothing."""
    words: set[str] = set()
    at = 0
    for region in [*urls.regions(text), None]:
        stop = region.start() if region else len(text)
        prose = Mapped.of(text, at, stop).replace(
            [Edit(e.start - at, e.end - at, e.replacement) for e in _gaps(text, at, stop, vocabulary)]
        )
        for match in _WORD.finditer(prose.text):
            words.update(fold_variants(match.group()))
        at = region.end() if region else stop
    return urls.SlugEvidence(frozenset(words), lambda part: vocabulary.slugs[part] > 0)


def _gaps(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[Edit]:
    """The edits of white space and hyphens in ``text[start:end]``."""
    edits: list[Edit] = []
    if _is_plain(text):
        return edits
    for match in _GAP.finditer(text, start, end):
        kind = match.lastgroup if match.lastgroup != "double" else "hyphen"
        if kind == "space":
            edits.append(Edit(*match.span(), " "))
        elif kind == "hyphen":
            keep = bool(match.group("double")) or _keeps_hyphen(text, match.start(), match.end(), vocabulary)
            edits.append(Edit(*match.span(), "-" if keep else ""))
        elif kind == "typed":
            edits.append(Edit(*match.span(), "-"))
        else:
            edits.append(Edit(*match.span(), ""))
    return edits


@lru_cache(1)
def _is_plain(text: str) -> bool:
    """Whether a text is one line of single blanks: all other white space, soft hyphens and the like do not print."""
    return text.isprintable() and not ("  " in text or "\u2010" in text or "\u2011" in text)


def _keeps_hyphen(text: str, start: int, end: int, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen at a line's end belongs to the word: figures and capitals on its right, a compound that
    stands elsewhere, or the two halves of a compound adjective; else it is the printer's."""
    before = _LETTERS_BEFORE.search(text, max(0, start - 40), start)
    after = _LETTERS_AFTER.match(text, end)
    left, right = before.group() if before else "", after.group() if after else ""
    if not left or not right or right[0].isupper():
        return True
    if vocabulary.counts[f"{left}-{right}".casefold()]:
        return True
    if vocabulary.counts[(left + right).casefold()]:
        return False
    suffixes = lexicon().suffixes
    return (
        len(left) > 4
        and len(right) > 4
        and left.endswith(suffixes["compound_left"])
        and right.endswith(suffixes["compound_right"])
    )


def _mend_spacing(
    text: Mapped, found: Sequence[RepairedUrl], vocabulary: Vocabulary, findings: list[Finding]
) -> list[Edit]:
    """Letter-spaced words, ligatures followed by a space, words torn in two, a colon without its space."""
    plain, counts = text.text, vocabulary.counts
    edits: list[Edit] = []
    apart = _LETTERS_APART.search(plain) is not None
    for match in _SPACED.finditer(plain) if apart else ():
        word = match.group().replace(" ", "")
        edits.append(Edit(*match.span(), word))
        findings.append(_torn(Code.LETTER_SPACED_WORD, text, match.span(), word))
    for match in _SPACED_REFERENCE.finditer(plain) if apart else ():
        word = match.group().replace(" ", "")
        if word.casefold() in _reference_words():
            edits.append(Edit(*match.span(), word))
            findings.append(_torn(Code.LETTER_SPACED_WORD, text, match.span(), word))
    for match in _LIGATURE.finditer(plain) if "fi " in plain or "fl " in plain else ():
        whole = match.group("left") + match.group("right")
        if match.group("left").casefold() not in _ligature_words() or vocabulary.knows(whole):
            edits.append(Edit(*match.span(), whole))
            findings.append(_torn(Code.TORN_WORD, text, match.span(), whole))
    for match in _BROKEN.finditer(plain) if "- " in plain else ():
        left, right = match.group("left", "right")
        kept = f"{left}-{right}" if _keeps_hyphen(plain, match.end("left"), match.start("right"), vocabulary) else ""
        if kept or f"{left}{right}".casefold() in counts:  # else the hyphen may stand for a dash: "w Dębicy- akcja"
            edits.append(Edit(*match.span(), kept or left + right))
            findings.append(_torn(Code.TORN_WORD, text, match.span(), kept or left + right))
    if "´" in plain:  # typed for an apostrophe, above all for a soft sign: "Bal´mont", "L´viv"
        edits += [Edit(*match.span(), "’") for match in _ACUTE.finditer(plain)]
    mended = 0
    # each place is one further than in the text, and ``left`` begins one later
    for torn in _TORN.finditer(f" {plain}"):
        left, right = torn.groups()
        if not right.islower() or torn.start() < mended or counts.get(left.casefold(), 0) > 1:
            continue
        whole = left + right
        if (folded := whole.casefold()) in counts or (
            len(right) > 3 and len(whole) > 7 and vocabulary.begins(folded[:-1])
        ):
            span = torn.start(), torn.end("right") - 1
            edits.append(Edit(*span, whole))
            findings.append(_torn(Code.TORN_WORD, text, span, whole))
            mended = span[1]
    edits += [Edit(*match.span("dash"), "–") for match in _DASHED.finditer(plain)] if "—" in plain else []
    edits += [
        Edit(match.end(), match.end(), " ") for match in _GLUED_YEAR.finditer(plain) if _word_ends(plain, match.start())
    ]
    if ".-" in plain or ".–" in plain or ".—" in plain:
        glued = list(_GLUED_DASH.finditer(plain))
        glued += _GLUED_PLACE.finditer(plain) if glued else ()
        edits += [Edit(*match.span(), f". {match.group()[1]} ") for match in glued]
    if not _is_plain(plain) or " ," in plain or " ;" in plain or " ." in plain:
        edits += [Edit(match.start() - 1, match.start(), "") for match in _STRAY.finditer(plain)]
    for match in _TYPED_QUOTES.finditer(plain) if ",," in plain or "''" in plain or "<<" in plain else ():
        opening = next(name for name in _TYPED if match.group(name))
        first, last = _TYPED[opening]
        edits.append(Edit(*match.span(opening), first))
        edits.append(Edit(match.end({"low": "a", "tex": "b", "angle": "c"}[opening]), match.end(), last))
    for match in _HYPHENED.finditer(plain) if "-" in plain and _HYPHEN.search(plain) else ():
        right = match.group("right")
        before = _LEFT.search(plain, plain.rfind(" ", 0, match.start()) + 1, match.start()) if right.islower() else None
        if before is None:
            continue
        left, span = before.group(), (before.start(), match.end())
        whole = left + right
        known = counts[whole.casefold()] > 0 or squash(whole) in _abbreviations()
        if known and counts[left.casefold()] < 1 and counts[right.casefold()] < 1:
            edits.append(Edit(*span, whole))
            findings.append(_torn(Code.TORN_WORD, text, span, whole))
    for match in _COLON.finditer(plain) if ":" in plain else ():
        if _NAMESPACE.search(plain, 0, match.end()):
            continue
        edits.append(Edit(match.start(), match.end(), ": "))
        findings.append(Finding(Code.SPACE_MISSING_AFTER_COLON, spans=text.spans(match.start(), match.end())))
    return _apart(edits, found)


def _word_ends(text: str, at: int) -> bool:
    """Whether a word of letters alone ends at a place, and no address or number of a document."""
    return text[text.rfind(" ", 0, at) + 1 : at].strip('«»„“”"()').replace("-", "").isalpha()


def _torn(code: str, text: Mapped, span: tuple[int, int], word: str) -> Finding:
    return Finding(code, {"printed": text.text[slice(*span)], "word": word}, text.spans(*span))


def _mend_words(
    text: Mapped, found: Sequence[RepairedUrl], vocabulary: Vocabulary, findings: list[Finding]
) -> list[Edit]:
    """Words of two scripts: each stranger is replaced by its look-alike, letter for letter, or the word is left as it
    is printed.  To leave strangers out because the word without them is known lost letters that were printed (the
    last one of "канферэнцыi", a numeral of "XVІII")."""
    if not (_CYRILLIC.search(text.text) and _LATIN.search(text.text)):
        return []
    edits: list[Edit] = []
    for word in mixed_words(text.text):
        if _meets(word.span, found):
            continue
        spans = text.spans(*word.span)
        if not word.repaired:
            strangers = ", ".join(text.text[slice(*place)] for place in word.strangers)
            findings.append(Finding(Code.MIXED_SCRIPTS, {"word": word.word, "letters": strangers}, spans))
            continue
        findings.append(Finding(Code.MIXED_SCRIPT_WORD, {"printed": word.word, "word": word.repaired}, spans))
        start = word.span.start
        edits += [Edit(*place, word.repaired[place.start - start]) for place in word.strangers]
    return edits


# A lone letter that both scripts have; those that are numerals too are left.
_IN_LATIN, _IN_CYRILLIC = "ABEHKOPTY", "АВЕНКОРТУ"
_ALIKE = {
    "Cyrillic": str.maketrans(_IN_LATIN, _IN_CYRILLIC),
    "Latin": str.maketrans(_IN_CYRILLIC + "С", _IN_LATIN + "C"),
}
_FAMILY = {
    "Cyrillic": rf"[{CYRILLIC_UPPER}][{CYRILLIC_LOWER}’'-]+",
    "Latin": rf"[{LATIN_UPPER}][{LATIN_LOWER}’'-]+",
}
_INITIAL = {
    "Cyrillic": regex(
        rf"(?<![\w’'])(?P<letter>[{_IN_LATIN}])\.(?=\s?(?:[{CYRILLIC_UPPER}{_IN_LATIN}]\.\s?)?{_FAMILY['Cyrillic']})"
        rf"|(?<!\w){_FAMILY['Cyrillic']}\s(?:[{CYRILLIC_UPPER}]\.\s?)?(?P<after>[{_IN_LATIN}])\.(?=[\s,;:])"
    ),
    "Latin": regex(
        rf"(?<![\w’'])(?P<letter>[{_IN_CYRILLIC}С])\.(?=\s?(?:[{LATIN_UPPER}{_IN_CYRILLIC}С]\.\s?)?{_FAMILY['Latin']})"
        rf"|(?<!\w){_FAMILY['Latin']}\s(?:[{LATIN_UPPER}]\.\s?)?(?P<after>[{_IN_CYRILLIC}С])\.(?=[\s,;:])"
    ),
}
# What each of these holds, asked first: few notes that have both scripts do.
_STRANGE = {"Cyrillic": regex(rf"[{_IN_LATIN}]\."), "Latin": regex(rf"[{_IN_CYRILLIC}С]\.")}
_WORD_BEFORE = regex(r"[^\W\d_]{2,}\s\Z")
# "В.3. Дробижев": recognition reads the initial as a figure; not behind a letter that is a label ("Т.3. Минск").
_FIGURE_INITIAL = regex(rf"(?<![\w.])(?P<first>[{CYRILLIC_UPPER}])\.(?P<figure>[30])\.\s?(?={_FAMILY['Cyrillic']})")
_FIGURES = {"3": "З", "0": "О"}


def _mend_initials(
    text: Mapped, found: Sequence[RepairedUrl], vocabulary: Vocabulary, findings: list[Finding]
) -> list[Edit]:
    """Initials in letters of the other script, or in figures: those of the name beside them are meant."""
    plain = text.text
    if not _CYRILLIC.search(plain):
        return []
    edits: list[Edit] = []
    for script, pattern in _INITIAL.items() if _LATIN.search(plain) else ():
        if _STRANGE[script].search(plain) is None:
            continue
        other = _LATIN if script == "Cyrillic" else _CYRILLIC
        for match in pattern.finditer(plain):
            group = "letter" if match.group("letter") else "after"
            at = match.start(group)
            before = _WORD_BEFORE.search(plain, max(0, at - 24), at)
            if group == "letter" and before and other.search(before.group()):
                continue  # "Smith A. Книга": the initial is that of the word before
            letter = match.group(group).translate(_ALIKE[script])
            edits.append(Edit(at, at + 1, letter))
            findings.append(
                Finding(
                    Code.MIXED_SCRIPT_WORD,
                    {"printed": plain[at : match.end()], "word": letter + plain[at + 1 : match.end()]},
                    text.spans(at, at + 1),
                )
            )
    for match in _FIGURE_INITIAL.finditer(plain) if ".3." in plain or ".0." in plain else ():
        if match.group("first").casefold() not in _label_letters():
            at, letter = match.start("figure"), _FIGURES[match.group("figure")]
            edits.append(Edit(at, at + 1, letter))
            printed = match.group().rstrip()
            word = f"{match.group('first')}.{letter}."
            findings.append(
                Finding(Code.MIXED_SCRIPT_WORD, {"printed": printed, "word": word}, text.spans(*match.span()))
            )
    return _apart(edits, found)


@cache
def _label_letters() -> frozenset[str]:
    """Letters that are labels of a number ("т.", "с.")."""
    roles = ("page", "page_in_other_letters", "folio", "column", "volume", "part", "issue", "chapter", "shelfmark")
    words = lexicon().forms(*roles)
    shelf = lexicon().hint("shelf")
    return frozenset(form.rstrip(".").casefold() for form in (*words, *shelf) if len(form.rstrip(".")) == 1)


@cache
def _reference_words() -> frozenset[str]:
    return frozenset(f.casefold() for f in lexicon().forms("idem_m", "idem_f", "idem_pl", "ibid") if f.isalpha())


@cache
def _abbreviations() -> frozenset[str]:
    """Abbreviations that end no sentence, without their full stops: no compound is printed like one."""
    return frozenset(squash(form) for form in lexicon().hint("inner") if len(form) > 4)


@cache
def _ligature_words() -> frozenset[str]:
    return frozenset(lexicon().suffixes["ligature_words"])


def _apart(edits: list[Edit], found: Sequence[RepairedUrl]) -> list[Edit]:
    """Sorted, without overlaps (the earlier wins) and outside of addresses."""
    kept: list[Edit] = []
    for edit in sorted(set(edits)):
        if not _meets((edit.start, edit.end), found) and (not kept or edit.start >= kept[-1].end):
            kept.append(edit)
    return kept


def _meets(span: tuple[int, int], found: Sequence[RepairedUrl]) -> bool:
    """Whether a span shares a character with an address."""
    index = bisect_left(found, span[1], key=_start) - 1  # the last address that begins before the span ends
    return index >= 0 and found[index].end > span[0]


def _start(url: RepairedUrl) -> int:
    return url.start


def _moved(found: Sequence[RepairedUrl], edits: Sequence[Edit]) -> tuple[RepairedUrl, ...]:
    """The addresses at their places after ``edits`` (which replace an address as a whole or leave it alone)."""
    out: list[RepairedUrl] = []
    shift = 0
    index = 0
    for url in found:
        while index < len(edits) and edits[index].end <= url.start:
            shift += len(edits[index].replacement) - (edits[index].end - edits[index].start)
            index += 1
        start = url.start + shift
        length = url.end - url.start
        if index < len(edits) and edits[index].start == url.start:
            length = len(edits[index].replacement)
        out.append(RepairedUrl(start, start + length, url.candidates))
    return tuple(out)


def _url_finding(text: Mapped, url: RepairedUrl) -> Finding:
    """How the line breaks of an address were read: decided (BT134) or not (BT133)."""
    best, second = url.candidates[0], url.candidates[1]
    code = Code.UNDECIDED_URL if second.score * 2 > best.score else Code.URL_OVER_LINE_BREAK
    args = {"url": best.url, "other": second.url, "why": "; ".join(best.evidence)}
    return Finding(code, args, text.spans(url.start, url.end))
