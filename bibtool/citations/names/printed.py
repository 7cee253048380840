"""The forms that names at the head of a citation are printed in, as patterns: initials first or last, given names in
full, families in capitals, and what parts the names of a list."""

from __future__ import annotations

from functools import cache

from bibtool.citations.names import honours
from bibtool.citations.names.particles import INITIAL as _INITIAL
from bibtool.citations.names.particles import INITIALS as _INITIALS
from bibtool.citations.names.particles import WORD as _WORD
from bibtool.language.forms import exact, literal, spelt
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Either, Patterns, Phrase
from bibtool.text.letters import CAPITAL, LOWER, UPPER
from bibtool.text.patterns import regex

_SPACE = regex(r"\s")
TIED = rf"(?<={CAPITAL}\.)[–—-](?={CAPITAL}[{LOWER}]+\s{CAPITAL}\.)"  # "Riva L.-Sala M."


@cache
def _joiners() -> frozenset[str]:
    """The spellings of the words and signs that join names; none of them where one has white space inside."""
    joiners = lexicon().forms("and")
    return frozenset().union(*map(spelt, joiners)) if not any(map(_SPACE.search, joiners)) else frozenset()


def may_be_joined(text: str) -> bool:
    """Whether a word or sign that joins names may stand in a text, with white space on both sides."""
    return not _joiners() or not _joiners().isdisjoint(text.split())


def _before_a_name(initial: str) -> str:
    """The second initial of a name before a title that begins with a person's: "Горелин А. А. Н. С. Лесковин", as
    nobody has four of them, and "Wilson A.N. C. Lewis", where a space parts them.
    """
    one = rf"{CAPITAL}[{LOWER}]?\."
    return rf"(?:\s?{initial}(?=\s{one}\s?{one}\s?{CAPITAL}[{LOWER}])|{initial}(?=\s{one}\s{CAPITAL}[{LOWER}]{{2}}))"


@cache
def forms() -> Patterns:
    """The patterns by their names: one that holds a whole name has the groups ``family`` and ``given``."""
    lex = lexicon()
    joiner, et_al, entry = (lex.alternation(role) for role in ("and", "et_al", "entry"))
    particles = literal(lex.forms("particle"))
    short = literal(lex.hint("particle_short"))  # "v. Rodau, Klaus"
    further = literal(lex.forms("particle", "particle_behind_initials"))
    orders = exact(lex.forms("religious_order"))
    suffix = exact(lex.forms("name_suffix"))
    word = rf"(?!{orders}(?!\w)|{suffix}){_WORD}"
    elided = r"(?:(?:[dlDLO]|[Dd]e(?:ll|gl)|[Dd]all)[’'])?"
    capital = literal(form.capitalize() for form in lex.forms("particle") if len(form) > 1)
    # "Von der Haide, Ernst": the first of several particles begins a sentence
    family = rf"(?:(?:{capital})\s(?=(?:{particles})\s))?(?:(?:{particles})\s)*{elided}{word}(?:\s?[-–]\s?{_WORD})*"
    # "E. Le Roy Ladurie,", "J. de La Tour du Pin,", "M. Vargas Llosa,": two words before a comma and nothing else
    closed = rf"(?=,\s|:\s|\s[(/]|\s[-–—]\s{CAPITAL}\.|\s?$)"
    double = (
        rf"(?:(?:(?:{further}|{capital})\s)+{elided}{word}|{word})"
        rf"\s(?:(?:{further})\s)*(?P<second>{CAPITAL}[{LOWER}][^\W\d_]*){closed}"
        # "S. PUGLIATTI RIVA,": both in capitals
        rf"|[{UPPER}]{{2,}}(?:-[{UPPER}]{{2,}})?\s[{UPPER}]{{3,}}(?:-[{UPPER}]{{2,}})?{closed}"
    )
    word_and_space = r"[^\s,:]++\s"
    # "Smith J. Op. cit.", "Smith J. Rec.: …": what follows the initial is no second one
    works = literal(lex.hint("no_initial"))  # "Соч."

    def family_first(labels: str) -> str:
        initial = rf"(?!{labels}|(?:{works})(?!\w)){_INITIAL}"
        # A look-alike figure that recognition put for an initial ("3. Н." for "З. Н." or "Э. Н.").
        # behind the first they are short: "Котов А. Лес." has one, and a title
        next_initial = rf"(?!{labels}|(?:{works})(?!\w))[{UPPER}][^\W\d_]?\."
        before_a_name = _before_a_name(next_initial)
        ocr_initials = (
            rf"(?:{initial}(?:{before_a_name}|(?:\s?-?\s?{next_initial}){{0,3}})"
            rf"|[3]\.\s?{_INITIAL}|(?!A-Z|А-Я)[{UPPER}]-[{UPPER}]\.)"
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
            rf"|,\s{entry}\s"  # "Müller, Jürgen, Art. Masse, in: …"
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
        # two words, so that white space follows the first one
        initials_double=lambda: rf"(?P<given>{_INITIALS})\s?(?={word_and_space})(?P<family>(?:{double}))",
        initials_first=lambda: (
            rf"(?P<given>{_INITIALS})\s?(?P<family>(?:(?={word_and_space})"
            rf"(?:(?:(?:{particles})\s)*(?:{capital})\s(?={_WORD}(?:-{_WORD})?[,;: ])|(?:{further})\s))?{family})"
            # but "/ редкол.: В. Бобров. М.: Наука", "Oprac. J. Kos. T. 3": a place or a label is no further initial,
            # nor are those of a person whom the title begins with: "А. А. Горелин. Н. С. Лесковин и народная культура"
            rf"(?![\w.]*\.\s?[{UPPER}]\.(?!\s?:|,\s(?:1[4-9]|20)\d\d|\s?[0-9]|\s[IVXLC]+[.,:;]"
            rf"|\s?{CAPITAL}\.\s{CAPITAL}[{LOWER}]{{3}}))"
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
            rf"|(?P<family2>[{UPPER}]{{2,}}(?:\s[{UPPER}]{{2,}}){{1,2}}),\s(?P<given2>{_INITIALS})(?=[,;:/]|\s\(|\s{joiner}\s)"
        ),
        # "LAMBERT-DUVAL (Henri), Traité", "Dupont (Jean-Paul) et Lis (Anne)"
        bracketed=lambda: (
            # "LE GOFF (Jacques)"
            rf"(?P<family>(?:[{UPPER}]{{2,3}}\s(?=[{UPPER}]{{2}}))?{family})\s\((?P<given>{_WORD}(?:[-\s]{_WORD}){{0,2}})\)(?=[,;]\s|\s{joiner}\s|\s\()"
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
            # "J. Lis, bp A. Kos, Title": of the next one
            rf"(?:,\s(?!(?:{honours.honorifics()}\s)+(?:{_INITIAL}\s?[{UPPER}]|{_WORD}\s{family}[,:(]))"
            rf"{honours.honorifics()}(?=,|\.?\s[{UPPER}„«“]))?"
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
