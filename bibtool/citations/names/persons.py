"""Names at the head of a citation: "S. Blank", "Корман Б. О.", "Uruszczak Wacław", "Kullman Alexander", bodies.

What the printed order is decides how a name is split; nothing is looked up but short lists of words that bodies
and particles are made of.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from bibtool.citations.names import bodies, dashes, honours, in_full, no_names, particles
from bibtool.citations.names.given import is_given, second_given
from bibtool.citations.names.particles import INITIAL as _INITIAL
from bibtool.citations.names.particles import INITIALS as _INITIALS
from bibtool.citations.names.particles import WORD as _WORD
from bibtool.items.names import Name
from bibtool.language import gazetteer
from bibtool.language.forms import exact, literal
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Either, Patterns, Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

_INITIAL_LENGTH = 4
_LISTS = 512  # of names that are remembered: whoever reads a note asks for some of them again and again
_TURNED = 40  # letters of a name
_LIST_ENDS = regex(rf"\.\s[„«“\"‘']?{CAPITAL}|,\s[„«“\"‘]|[.,]?\s\(?(?:1[4-9]|20)\d\d")
_TURNED_IN_FULL = regex(rf"[^,]+,\s{CAPITAL}[^\W\d_]*[{LOWER}]{{2}}(?!\.)")
_FAMILY_NEXT = regex(rf"\s{CAPITAL}[^\W\d_]*[{LOWER}]")
_SHORT = regex(rf"{CAPITAL}[{LOWER}]{{2}}\.")
TIED = rf"(?<={CAPITAL}\.)[–—-](?={CAPITAL}[{LOWER}]+\s{CAPITAL}\.)"  # "Riva L.-Sala M."
_YEAR_NEXT = regex(r",?\s(?:1[4-9]|20)\d\d")
_VOLUME = regex(r"[IVX]{2}")  # "Storia di Padova, IV, Il Trecento" holds no initials


#: The forms that are names by themselves.
SURE = frozenset({"initials-first", "family-first", honours.RELIGIOUS})


class NameList(Struct, frozen=True, gc=False):
    """Names found at a place: ``end`` is after the last one and what belongs to it ("i in.")."""

    names: tuple[Name, ...]
    spans: tuple[tuple[int, int], ...]
    end: int
    form: str  # initials-first, family-first, given-first, family-given, body, religious
    et_al: bool = False


@cache
def _patterns() -> Patterns:
    lex = lexicon()
    joiner, et_al = lex.alternation("and"), lex.alternation("et_al")
    particles = literal(lex.forms("particle"))
    short = literal(lex.hint("particle_short"))  # "v. Rodau, Klaus"
    further = literal(lex.forms("particle", "particle_behind_initials"))
    orders = exact(lex.forms("religious_order"))
    suffix = exact(lex.forms("name_suffix"))
    word = rf"(?!{orders}(?!\w)|{suffix}){_WORD}"
    elided = r"(?:(?:[dlDLO]|[Dd]e(?:ll|gl)|[Dd]all)[’'])?"
    family = rf"(?:(?:{particles})\s)*{elided}{word}(?:\s?[-–]\s?{_WORD})*"
    capital = "|".join(re.escape(form.capitalize()) for form in lex.forms("particle") if len(form) > 1)
    # "E. Le Roy Ladurie,", "J. de La Tour du Pin,", "M. Vargas Llosa,": two words before a comma and nothing else
    closed = r"(?=,\s|:\s|\s[(/]|\s?$)"
    double = (
        rf"(?:(?:(?:{further}|{capital})\s)+{elided}{word}|{word})"
        rf"\s(?:(?:{particles})\s)*(?P<second>{CAPITAL}[{LOWER}][^\W\d_]*){closed}"
        # "S. PUGLIATTI RIVA,": both in capitals
        rf"|[{UPPER}]{{2,}}(?:-[{UPPER}]{{2,}})?\s[{UPPER}]{{3,}}(?:-[{UPPER}]{{2,}})?{closed}"
    )
    # "Smith J. Op. cit.", "Smith J. Rec.: …": what follows the initial is no second one
    works = literal(lex.hint("no_initial"))  # "Соч."

    def family_first(labels: str) -> str:
        initial = rf"(?!{labels}|(?:{works})(?!\w)){_INITIAL}"
        # A look-alike figure that recognition put for an initial ("3. Н." for "З. Н." or "Э. Н.").
        # behind the first they are short: "Котов А. Лес." has one, and a title
        next_initial = rf"(?!{labels}|(?:{works})(?!\w))[{UPPER}][^\W\d_]?\."
        ocr_initials = (
            rf"(?:{initial}(?:\s?-?\s?{next_initial}){{0,3}}|[3]\.\s?{_INITIAL}|(?!A-Z|А-Я)[{UPPER}]-[{UPPER}]\.)"
        )
        return (
            # all initials or none: "Мороз Т.С. та ін." is no "Мороз Т."
            rf"(?P<family>{family}|(?:{short})\s{family}(?=,)),?\s(?P<given>(?>{ocr_initials}))"
            rf"(?!\s?(?!{lex.alternation('et_al')}|{joiner}\s{CAPITAL})[{LOWER}]{{2}}[^\W\d_]*\s)"
            rf"|(?P<family2>{family})\s\((?P<given2>{_INITIALS})\)"  # "Dupont (J.)"
        )

    def comma_given(editor: str) -> str:
        return (
            rf"(?P<family>(?:(?:{short})\s)?{family}),\s(?P<given>(?:{_INITIAL}\s(?={CAPITAL}[{LOWER}]))?{_WORD}(?:-{_WORD})?(?:\s(?:{_WORD}|{_INITIALS}))?)"
            rf"(?=[.:]\s|,?\s(?:{joiner}|{et_al})[\s,:;]|;\s|\s[(\[]|/{_WORD}|,\s{editor}"
            rf"|,\s[“„«\"]|,\s[{UPPER}][^,;()]{{5,150}}\s\(|,?\s(?:(?:1[4-9]|20)\d\d/)?(?:1[4-9]|20)\d\d[{LOWER}]?[.:,]"
            # "Müller, Jürgen, Die Welt als Bordell": a title of some words
            rf"|,\s[{UPPER}][^\s,;.()]*(?:\s[^\s,;.()]+){{2}}"
            # "Lange, Dirk P., Thomas R. Kranz und Ute Berger: Title", "Lange, Dirk, Ute Berger, Jan Kos: Title"
            rf"|,\s{_WORD}\s(?:{_INITIAL}\s){{1,2}}{_WORD}(?:[.,:]\s|\s(?:[{LOWER}]{{1,3}}|&)\s)"
            rf"|,\s{_WORD}\s{_WORD}(?:,\s|,?\s(?:[{LOWER}]{{1,3}}|&)\s){_WORD}\s{CAPITAL}"
            # "Lis, Jan, Kos, Anna (2020)", "Lis, Jan, Kos, Anna (Sonnenuhren, 2020)"
            rf"|,\s{_WORD},\s{_WORD}\s\((?:[^(),]{{2,40}},\s)?(?:1[4-9]|20)\d\d[{LOWER}]?\))"
        )

    def two_families(editor: str) -> str:
        return (
            rf"(?P<family>{_WORD}(?:-{_WORD})?\s{_WORD}(?:-{_WORD})?),\s(?P<given>{_WORD}(?:-{_WORD})?(?:\s(?:{_WORD}|{_INITIALS}))?)"
            rf"(?=[.:]\s|,?\s{joiner}\s|;\s|\s\(|,\s{editor}"
            # "García Márquez, Gabriel, Title": the family name is no given one
            rf"|,\s[“„«\"]?[{UPPER}]|\s(?:1[4-9]|20)\d\d[{LOWER}]?[.:,])"
        )

    dash = rf"(?<=[{LOWER}])[–—-](?=(?:{CAPITAL}\.[\s-]?){{1,3}}{CAPITAL}[{LOWER}])"  # "L. Riva–M. Sala"
    # "Riva Anna-Sala Luigi": names end here only where they were found to be two (`dashes`)
    dash += rf"|{TIED}|(?<=[^\W\d_])[–—-](?={_WORD}\s{CAPITAL})"
    labels, editors = lex.forms("op_cit", "review", "ruling"), lex.forms("role_editor")
    honorifics = lex.forms("honorific")
    return Patterns(
        initials_double=lambda: rf"(?P<given>{_INITIALS})\s?(?P<family>(?:{double}))",
        initials_first=lambda: (
            rf"(?P<given>{_INITIALS})\s?(?P<family>(?:"
            rf"(?:(?:{particles})\s)*(?:{capital})\s(?={_WORD}[,;: ])|(?:{further})\s)?{family})"
            # but "/ редкол.: В. Бобров. М.: Наука": the place is no further initial
            rf"(?![\w.]*\.\s?[{UPPER}]\.(?!\s?:|,\s(?:1[4-9]|20)\d\d))"
        ),
        # A family name and how a name goes on behind it: what all forms below begin with, and most stretches do not.
        followed=lambda: rf"(?:(?:{short})\s)?{family},?\s(?=[{UPPER}3(]|(?:{particles})\s|[dl][’'])",
        family_first=lambda: Either(family_first, labels),
        # "Timm H, …", "Roth J-M; …", "Kos JM 2003. Title"
        family_first_bare=lambda: (
            rf"(?P<family>{family})(?P<comma>,)?\s(?P<given>[{UPPER}](?:[^\W\d_]|-[{UPPER}])?)"
            rf"(?=[,;]\s|\s{joiner}\s|(?(comma)(?!)|\s(?:1[4-9]|20)\d\d[.:,]))"
        ),
        family_last_bare=lambda: (
            rf"(?P<family>{family})\s(?P<given>[{UPPER}](?:-?[{UPPER}])?)(?=:\s|\s\((?:1[4-9]|20)\d\d)"
        ),  # "Lis J, Kos A: Title"
        capitals=lambda: (
            rf"(?P<family>(?:[{UPPER}]{{2,}}(?:[\s-][{UPPER}]{{2,}})*)|{_WORD}(?:-{_WORD})?(?=,\s{_WORD}(?:-{_WORD})?(?::\s|\s?/\s?{_WORD}(?:-{_WORD})?,\s{_WORD}))),"
            rf"\s(?P<given>(?:{_WORD}-)?{_WORD}(?:\s(?:{_WORD}|{_INITIAL}))?)(?=[.,;:/]|\s\(|$)"
            # "PÉREZ LUNA, A. y SOTO VEGA, M. (2005)"
            rf"|(?P<family2>[{UPPER}]{{2,}}\s[{UPPER}]{{2,}}),\s(?P<given2>{_INITIALS})(?=[,;:/]|\s\(|\s{joiner}\s)"
        ),
        # "LAMBERT-DUVAL (Henri), Traité", "Dupont (Jean-Paul) et Lis (Anne)"
        bracketed=lambda: (
            # "LE GOFF (Jacques)"
            rf"(?P<family>(?:[{UPPER}]{{2,3}}\s(?=[{UPPER}]{{2}}))?{family})\s\((?P<given>{_WORD}(?:[-\s]{_WORD}){{0,2}})\)(?=[,;]\s|\s{joiner}\s)"
        ),
        honorific=lambda: Phrase(
            rf"(?:{honours.honorifics()}\s){{1,4}}(?={_INITIAL}\s?[{UPPER}]|{_WORD}\s(?:{family})(?:[,:(]|\s{orders})"
            rf"|{CAPITAL}[{LOWER}]+\s\({CAPITAL})",
            honorifics,
        ),
        # "O. Hieronim Lis OSB": one letter before a given name in full is a father's, not an initial
        father=lambda: Phrase(
            rf"{honours.letters()}\s(?=(?P<given>{_WORD})\s{family}(?:[,:]|,?\s{orders}|\s?\Z))",
            [form for form in honorifics if len(form.rstrip(".")) == 1],
        ),
        # "J. Lis Jr.", "J. Lis OFM,", "Лис Ю., о. Василіяни"
        behind=lambda: (
            rf"(?:,?\s(?P<suffix>{suffix}))?(?:,?\s{orders}(?=[.,:;)]|\s[(\[/–-]|\s{joiner}\s|\s?$))?"
            rf"(?:,\s{honours.honorifics()}(?=,|\.?\s[{UPPER}„«“]))?"
        ),
        # "Nowak, Anna. Title", "Black, Robert, and Mary White. Title", "Rowan, Simon, “Title”":
        # the given name is one of the data.
        comma_given=lambda: Either(comma_given, editors),
        # "García Márquez, Gabriel. Title": the given name has to be one of the data
        two_families=lambda: Either(two_families, editors),
        # "García Márquez, G., Title": only the first of a list in the usual order has initials behind its comma
        two_and_initials=lambda: (
            rf"(?P<family>{_WORD}(?:-{_WORD})?\s{_WORD}(?:-{_WORD})?),\s(?P<given>{_INITIALS})"
            rf"(?=[,;:/]|\s\(|\s{joiner}\s)"
        ),
        full=lambda: rf"(?P<words>{_WORD}(?:-{_WORD})*(?:\s(?:(?!{suffix}|{orders}(?!\w)){_INITIAL}|{family})){{1,4}})",
        separator=lambda: rf"\s?(?:,\s|;\s|\s[–—-]\s|/)(?:{joiner}\s)?|\s{joiner}\s|{dash}",
        # "M. i J. Grobla", "Anna i Jan Grobla": the first of two persons with one family name
        shared=lambda: (
            rf"(?:(?P<given>{_INITIALS})(?=\s(?P<joiner>{joiner})\s{_INITIALS}\s?{CAPITAL}[{LOWER}])"
            rf"|(?P<full>{_WORD})(?=\s(?P<joiner2>{joiner})\s(?P<other>{_WORD})\s{family}(?:,\s|:\s|\s[(\[]|\s?\Z)))"
        ),
        joined=lambda: rf"\s{joiner}\s(?={CAPITAL})",
        # "Grimm, J. und W.: Sagen": the second one, behind the family name
        shared_last=lambda: rf"(?P<given>{_INITIALS})(?=[:,]\s|\s[(\[])",
        listed=lambda: (
            rf",\s(?:{lex.alternation('et_al')}|(?:{joiner}\s)?{_INITIALS}\s?{_WORD})|,?\s{joiner}\s|[.,]?\s\(?(?:1[4-9]|20)\d\d"
        ),
        et_al=lambda: Phrase(rf",?\s?[\[(]?\s?{lex.alternation('et_al')}(?:\s?[\])])?", lex.forms("et_al")),
    )


@lru_cache(_LISTS)
def person_list(text: str, start: int, end: int, *, closed: bool = True) -> NameList | None:
    """The names that begin at ``start``, as many as follow one another.

    With ``closed`` a name in full letters counts only where a comma, a colon or a bracket closes it; names with
    initials need no such proof.
    """
    if start < end and not text[start].isalpha():
        return None  # as names, titles and particles all begin with a letter
    p = _patterns()
    names: list[Name] = []
    spans: list[tuple[int, int]] = []
    at = start
    form = ""
    stop = start
    joined = said = worded = False
    while at < end:
        honoured = p.honorific.match(text, at, end)
        if honoured:
            at = honoured.end()  # "ks. J. Lis", "prof. dr hab. A. Kos": the name begins after it
        father = p.father.match(text, at, end) if text[at + 1 : at + 2] == "." else None
        if father is not None and is_given(father["given"]):
            at = father.end()
        found = honours.in_religion(text, at, end) or _one(text, at, end, form, closed, said)
        if form in {"", "initials-first", "given-first"} and (pair := _of_one_family(text, at, end)) is not None:
            found = pair
        if (
            joined
            and (found is None or found[2] - at > _TURNED)
            and (last := _patterns().shared_last.match(text, at, end)) is not None
        ):
            found = Name(family=names[-1].family, given=" ".join(last["given"].split())), form, last.end()
        if found is not None and names and _in_usual_order(text, spans[0], at, found):
            found = None
        if found is None and joined:
            # "Smith, J. and P. Brown", "SVOBODA, Petr a Eva MALÁ": only the first name is turned round.
            found = _turned(text, at, end, said=worded)
        elif found is not None and worded and "," in text[slice(*spans[0])]:
            found = _short_family(text, at, found)
        elif found is None and form == "family-first" and names:
            # "Hansson, K., M. Ek, J. Lilja, et al. 2018": initials and a further name or a date behind them
            found = _turned(text, at, end)
            closes = len(names) > 1 and "," not in text[slice(*spans[-1])]
            if found is not None and (found[2] - at > _TURNED or not _goes_on(text, found[2], end, closes)):
                found = None
        if found is None:
            break
        name, form_found, name_end = found
        if form and not _compatible(form, form_found) and not joined:
            break
        form = form or form_found
        spans.append((at, name_end))
        behind = p.behind.match(text, name_end, end)
        if behind is not None and behind.end() > name_end:
            name, name_end = replace(name, suffix=behind["suffix"] or ""), behind.end()
        names.append(name)
        stop = name_end
        separator = p.separator.match(text, name_end, end)
        if separator is None:
            break
        at = separator.end()
        joined = form == "family-first" and separator.group().strip(" ,") != ""
        # "pod redakcją Jana Kowalskiego i Anny Lis": behind a role, and a word joins them
        word = separator.group().strip(" ,;/–—-")
        worded = word == "&" or word.isalpha()
        said = not closed and (word.isalpha() or dashes.joins(separator.group(), text, at, end))
    if not names:
        return None
    et_al = p.et_al.match(text, stop, end)
    if et_al and et_al.end() > stop:
        stop = et_al.end()
    return NameList(tuple(names), tuple(spans), stop, form, bool(et_al))


@lru_cache(8)
def _joined(text: str) -> bool:
    """Whether a word that joins names stands before a capital; a note is asked for again and again."""
    return next(_patterns().joined.finditer(text), None) is not None


def _of_one_family(text: str, at: int, end: int) -> tuple[Name, str, int] | None:
    """The first of two persons with one family name, which stands behind the second: "M. i J. Grobla", "Anna i Jan
    Grobla"."""
    first = _patterns().shared.match(text, at, end) if _joined(text) else None
    if first is None:
        return None
    given = first["given"]
    if given is None and not (is_given(first["full"]) and is_given(first["other"])):
        return None
    behind = first.end("joiner" if given is not None else "joiner2") + 1
    second = _one(text, behind, end, "initials-first" if given is not None else "given-first", closed=False)
    if second is None or not second[0].family:
        return None
    own = " ".join(first.group().split())
    return replace(second[0], given=own), "initials-first" if given is not None else "given-first", first.end()


def honoured(text: str, start: int, end: int) -> int:
    """Where the name begins behind the honorifics at ``start`` ("prof. dr hab. A. Kos")."""
    match = _honours().match(text, start, end)
    start = match.end() if match else start
    father = _patterns().father.match(text, start, end)
    return father.end() if father is not None and is_given(father["given"]) else start


@cache
def _honours() -> re.Pattern[str]:
    return compiled(rf"(?:{honours.honorifics()}\s)+")


def _turned(text: str, at: int, end: int, *, said: bool = False) -> tuple[Name, str, int] | None:
    """A name in the usual order after one with the family name first.

    With ``said`` a word joins them, so that a name in full needs no given name of the data if it ends as one:
    "de Vries, Jan, and Ad van der Woude. Title"."""
    p = _patterns()
    match = p.initials_first.match(text, at, end)
    if match:
        return _name(match), "family-first", match.end()
    match = p.full.match(text, at, end)
    if match:
        words = match.group("words").split()
        ends = said and particles.count(words) in {2, 3} and _LIST_ENDS.match(text, match.end(), end) is not None
        known = _attested(words, family_first=False) or (ends and not bodies.no_person(words))
        if known and not in_full.NUMERAL.fullmatch(words[-1]):
            found = in_full.parted(words, "given-first", match.end())
            return (found[0], "family-first", found[2]) if found else None
    return None


def _goes_on(text: str, at: int, end: int, closes: bool) -> bool:
    """Whether a list of names goes on, or its date follows; or its colon, with ``closes``: one of the usual order went
    before ("Lange, Dirk, Jan Kos, Ute Berger: Title", but "Lange, Dirk, Maria Stuart: Ein Leben")."""
    if _patterns().listed.match(text, at, end) is not None or (closes and text.startswith(": ", at)):
        return True
    following = _turned(text, at + 2, end) if text.startswith(", ", at) else None
    return following is not None and following[2] - at <= _TURNED and _goes_on(text, following[2], end, True)


def _in_usual_order(text: str, first: tuple[int, int], at: int, found: tuple[Name, str, int]) -> bool:
    """Whether a name that looks turned is not: "Lange, Dirk P., Thomas R. Kranz und Ute Berger: Title".  The first has
    a comma inside and its given name in full, and so would this one."""
    name, form, end = found
    return (
        form == "family-first"
        and "," not in text[at:end]
        and _TURNED_IN_FULL.match(text, *first) is not None
        and is_given(name.family)
        and _FAMILY_NEXT.match(text, end) is not None
    )


def _short_family(text: str, at: int, found: tuple[Name, str, int]) -> tuple[Name, str, int]:
    """A family name of three letters before a full stop that looked like an initial: "Smith, John, and Ang Lee. Title".
    The first name has a comma inside, and another that stood with its family name first would have one, too."""
    name, form, end = found
    if not _SHORT.fullmatch(name.given) or "," in text[at:end] or " " in name.family or text[end - 1] != ".":
        return found
    return Name(family=name.given[:-1], given=name.family), form, end - 1


def _compatible(first: str, other: str) -> bool:
    """Names of one list are of one form; initials and full given names may mix in the same order."""
    return _ORDER[first] == _ORDER[other]


_ORDER = {"initials-first": 0, "given-first": 0, "family-first": 1, "family-given": 1, "body": 2, honours.RELIGIOUS: 2}


def _one(text: str, at: int, end: int, form: str, closed: bool, said: bool = False) -> tuple[Name, str, int] | None:
    p = _patterns()
    if form in {"", "initials-first", "given-first"} and text.find(".", at, at + _INITIAL_LENGTH) > 0:
        match = p.initials_double.match(text, at, end)
        if match is None or (match["second"] or "").casefold() in no_names.no_families():
            match = p.initials_first.match(text, at, end)
        if match and closed and not form and bodies.is_body((match["family"] or "").split()[:1]):
            whole = bodies.at_head(text, at, end)
            if whole is not None:  # "U.S. Department of Water (1991)"
                return whole[0], "body", whole[1]
        if match and match.group("family") and not no_names.abbreviation(match.group("given")):
            return second_given(_name(match)), "initials-first", match.end()
    if form in {"", "family-first", "family-given"}:
        if p.followed.match(text, at, end) is None:
            return _body(text, at, end) if not form and closed else None
        if form != "family-given" and (found := particles.turned(text, at, end)) is not None:
            return found
        match = p.capitals.match(text, at, end)
        # "NOVÁK, Jan." as ISO 690 prints it, "Karlsson, Klas-Göran:" as libraries do
        if match and (form or not _given_first(match)):
            return _name(match), "family-first", match.end()
        comma = text.find(",", at, end)
        with_comma = comma >= 0
        match = p.two_families.match(text, at, end) if with_comma else None
        if match and _given_follows(match.group("given")) and not _given_follows(match.group("family")):
            return _name(match), "family-first", match.end()
        initials = text.find(".", comma, comma + _INITIAL_LENGTH + 1) > 0 and text.find(" ", at, comma) > 0
        match = p.two_and_initials.match(text, at, end) if with_comma and initials else None
        if match and not is_given(match["family"].split()[0]):
            return _name(match), "family-first", match.end()
        match = p.comma_given.match(text, at, end) if with_comma else None
        if match and _given_follows(match.group("given")) and not _of_whom(text, match, end):
            return _name(match), "family-first", match.end()
        match = p.bracketed.match(text, at, end) if "(" in text[at : at + _TURNED] else None
        if match and (
            match.group("family").isupper()
            or (_given_follows(match.group("given")) and gazetteer.place(match.group("family")) is None)
        ):
            return _name(match), "family-first", match.end()
        match = p.family_first.match(text, at, end) or (
            (p.family_first_bare.match(text, at, end) if form == "family-first" or closed else None)
            or (p.family_last_bare.match(text, at, end) if form == "family-first" else None)
        )
        numeral = match is not None and _VOLUME.fullmatch(match.groupdict().get("given") or "")
        editor = match is not None and no_names.edits(match.groupdict().get("given2"))  # "Grimmer (Hg.)"
        if (
            match
            and not numeral
            and not editor
            and not (form == "" and (_given_and_initial(text, match, at, end) or _title_of_whom(text, match, at, end)))
        ):
            if form == "" and in_full.of_three_letters(match.groupdict(), match.group()):
                return Name(family=match["given"][:-1], given=match["family"]), "given-first", match.end() - 1
            return _name(match), "family-first", match.end()
    match = p.full.match(text, at, end)
    if match and (stop := dashes.first_ends(text, at, match.end(), closed)):
        match = p.full.match(text, at, stop)
    if match and (not closed or _closes(text, match.end(), end)):
        words = match.group("words").split()
        acronym = len(words[0]) > 1 and words[0].isupper() and not words[-1].isupper() and not is_given(words[-1])
        if 2 <= len(words) <= 4 and not form and in_full.NUMERAL.fullmatch(words[-1]):
            return Name(literal=match.group("words")), "body", match.end()  # "Jan Paweł II"
        if (
            2 <= particles.count(words) <= 4
            and not acronym
            and words[0].casefold() not in no_names.works_of()
            and not bodies.no_person(words)
            and not (form == "" and particles.title_like(words))
            and (not form or _attested(words, form.startswith("family")) or (said and len(words) == 2))
        ):
            return in_full.parted(words, form, match.end())
    return _body(text, at, end) if not form and closed else None


def _body(text: str, at: int, end: int) -> tuple[Name, str, int] | None:
    found = bodies.at_head(text, at, end)
    return (found[0], "body", found[1]) if found is not None else None


def _given_first(match: re.Match[str]) -> bool:
    """Whether what looks like two family names is a person in full before a title: "FRITZ KELLER, Das Lied"."""
    first, _, more = (match["family"] or "").partition(" ")
    return bool(more) and is_given(first) and not _given_follows(match["given"])


def _given_follows(given: str) -> bool:
    """Whether a given name is one of the data, perhaps behind an initial ("M. Rainer")."""
    words = given.split()
    return is_given(words[1] if len(words) > 1 and words[0].endswith(".") else words[0])


def _of_whom(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a short form's title is a person's name: "Satz, Marcantonio Raimondi, 2015"."""
    more = match["given"].split()[1:]
    return (
        bool(more)
        and "." not in match["given"]
        and not is_given(more[-1])
        and _YEAR_NEXT.match(text, match.end(), end) is not None
    )


def _given_and_initial(text: str, match: re.Match[str], at: int, end: int) -> bool:
    """Whether "John J." goes on as "John J. Mearsheimer," rather than being a family name with its initial."""
    longer = _patterns().full.match(text, at, end)
    return (
        longer is not None
        and longer.end() > match.end()
        and is_given(match.group("family") or "")
        and text[longer.end() : longer.end() + 1] in {",", ":"}
    )


def _title_of_whom(text: str, match: re.Match[str], at: int, end: int) -> bool:
    """Whether a word for a work stands before whose it is: "Дневник А. В. Никитина", "Letters J. Black"."""
    if (match.group("family") or "").casefold() not in no_names.works_of():
        return False
    return _patterns().initials_first.match(text, match.end("family") + 1, end) is not None


def _attested(words: list[str], family_first: bool) -> bool:
    """Whether full letters are a name by evidence: a given name of the data where the list has its given names, or
    an initial, and few words.  After a first name a title may follow that looks like another ("K. Nowak, Wielka
    Wojna, Warszawa 1990", "A. Mickiewicz, Pan Tadeusz, Kraków 1990")."""
    given = words[-1] if family_first else words[0]
    return particles.count(words) <= 3 and (is_given(given) or any(w.endswith(".") and len(w) < 4 for w in words[1:]))


def attested(text: str, names: NameList) -> bool:
    """Whether names are names for certain: initials or a given name of the data tell them from a title ("in Urban
    Cultures, ed. Tom Green")."""
    return names.form in SURE or any(
        is_given(word) for start, end in names.spans[:1] for word in text[start:end].split()
    )


def _closes(text: str, at: int, end: int) -> bool:
    behind = _patterns().behind.match(text, at, end)
    if behind is not None and behind.end() > at:
        return True
    rest = text[at:end]
    return (
        not rest
        or rest[0] in ",;:("
        or rest[:2] in {" (", ". "}
        or _patterns().separator.match(text, at, end) is not None
    )


def _name(match: re.Match[str]) -> Name:
    found = match.groupdict()
    given = found.get("given") or found.get("given2") or ""
    family = found.get("family") or found.get("family2") or ""
    return in_full.sainted(Name(family=" ".join(family.split()), given=" ".join(given.split())))
