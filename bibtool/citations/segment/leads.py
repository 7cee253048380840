"""Where a citation begins after words that lead to it: "piszę o tym w: J. Lis, Wieża", "the book by A. Kos entitled
“Wells”", "Sentences of prose. Title, „Journal” 1956".

Every way to cut is tried; the surest comes first.  A citation that begins as citations do has no lead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from msgspec import Struct

from bibtool.citations.names.given import is_given
from bibtool.citations.names.persons import attested, honoured, person_list
from bibtool.citations.names.roles import role_at
from bibtool.citations.readings.archive import archive_head
from bibtool.citations.readings.shelf import known_archive, marks
from bibtool.citations.readings.translated import leads_to_translation
from bibtool.citations.scan import hints
from bibtool.citations.scan.anchors import Anchor, Kind, between
from bibtool.citations.scan.structure import Structure
from bibtool.citations.segment.cites import abbreviated, family_alone
from bibtool.citations.segment.clauses import SENTENCE, stopped
from bibtool.citations.segment.onward import governed, joined, named_again
from bibtool.citations.segment.segments import NEAR, KnownTitles
from bibtool.language.forms import alternation, exact
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Forms, Phrase
from bibtool.text.compiled import compiled
from bibtool.text.letters import CAPITAL, FURTHER, LOWER, UPPER
from bibtool.text.patterns import regex

_OPENING = "„«“\"‘'"
_NAME_BEFORE = regex(
    rf"(?:(?:[{UPPER}]\.\s?){{1,3}}|[{UPPER}][^\W\d_]+\s(?:[{UPPER}]\.\s)?){CAPITAL}[^\W\d_]+{FURTHER},?\s?\Z"
)
_WORDS = regex(r"[^\W\d_][\w’'-]*")


class Lead(Struct, frozen=True):
    """A place where a citation may begin, and the name before it that the words lead in with."""

    start: int
    author: tuple[int, int] | None = None


class _Patterns(Struct, frozen=True):
    heading: Phrase
    entitled: Phrase
    within: Phrase
    inside: Phrase
    possessive: Phrase
    role: Forms
    sentence_word: Phrase


@cache
def _patterns() -> _Patterns:
    lex = lexicon()
    owner = lex.alternation("possessive")
    places = [form for form in lex.forms("in") if " " in form]  # "в кн."
    roles = [role for role in lex.words if role.startswith("role_")]
    return _Patterns(
        heading=Phrase(rf"{lex.alternation('heading')}\s?(?::|\s[–—])\s*", lex.forms("heading")),
        entitled=Phrase(rf"{lex.alternation('entitled')}\s?:?\s(?=[{_OPENING}]?{CAPITAL})", lex.forms("entitled")),
        within=Phrase(
            rf"(?:{lex.alternation('in')}\s(?:(?:{owner}|{alternation(lex.hint('article'))})\s)?"
            rf"{lex.alternation('work_noun')}|{alternation([*lex.forms('lead_in'), *places])})"
            rf"\s?:?\s(?=[{_OPENING}]?{CAPITAL})",
            [*lex.forms("in", "lead_in"), *places],
        ),
        inside=Phrase(rf"{lex.alternation('in')}\s(?:{owner}\s)?(?=[{_OPENING}]?{CAPITAL})", lex.forms("in")),
        possessive=Phrase(rf"{owner}\s(?=[{_OPENING}]?{CAPITAL})", lex.forms("possessive")),
        role=Forms(lex.forms(*roles), behind=r"\s?:?\s?\Z"),
        sentence_word=Phrase(alternation(lex.hint("sentence_word")), lex.hint("sentence_word")),
    )


def leads(
    text: str, anchors: Sequence[Anchor], tree: Structure, start: int, end: int, known: KnownTitles
) -> tuple[Lead, ...]:
    """The places where the citation of ``[start, end)`` may begin after words that only lead to it, the likeliest
    first; none where it begins at once."""
    heading = _patterns().heading.match(text, start, end)
    if heading is not None and heading.end() < end and _heads(text, heading, end):
        return (*leads(text, anchors, tree, heading.end(), end, known), Lead(heading.end()))
    if leads_to_translation(text, start, end):
        return ()
    if again := named_again(text, start, end):
        return (Lead(again),)
    kept = _kept_behind_colon(text, start, end)
    if kept is not None:
        return (kept,)
    topic = _behind_topic(text, start, end, known)
    if topic is not None:
        return (topic,)
    if _begins(text, anchors, start, end, known):
        return ()
    head = _head(anchors, start, end)
    found: dict[int, Lead] = {}
    for lead in _all(text, anchors, tree, start, head, end, known):
        if start < lead.start < end and not _behind_place(text, start, lead.start):
            found.setdefault(lead.start, lead)
    return tuple(found.values())


# "u L'vovi 8–10 bereznia 1946 r., L'viv: Vydannia Soboru, 1946": who printed it, behind the place
_PLACE_BEFORE = regex(
    rf"(?:(?<=,)|(?<=\w\w\.)|(?<=[”»\"]\.))\s(?P<place>{CAPITAL}[^\W\d_]*(?:[’'ʹ-][^\W\d_]+)*(?:\s{CAPITAL}[^\W\d_]+)?)\s?:\s(?P<word>{CAPITAL}[^\W\d_]+\s)?\Z"
)


def _behind_place(text: str, start: int, at: int) -> bool:
    """Whether a place and a colon stand right before what may begin a citation, or one word more."""
    before = _PLACE_BEFORE.search(text, max(start, at - 60), at)
    return before is not None and hints.known_place(before["place"])


def _kept_behind_colon(text: str, start: int, end: int) -> Lead | None:
    """The archive behind a sentence and its colon: "Це підтверджують документи: ДАВіО. – Ф. П-29"."""
    colon = text.find(": ", start, end) if marks().may_stand(text) else -1
    if colon < 0 or words_of_prose(text, start, colon) < _SENTENCE or archive_head(text, colon + 2, end) is None:
        return None
    return Lead(colon + 2)


_SENTENCE = 3  # words before an archive that are a sentence


@cache
def _topic() -> re.Pattern[str]:
    """ "Zu den Anfängen Karl Vogt, Die Stadt": a topic, a name, and behind its comma a title."""
    word = rf"[^\W\d_][\w-]*|{CAPITAL}\."
    return compiled(
        rf"(?P<topic>{exact(lexicon().hint('topic'))})\s(?P<words>(?:(?:{word})\s){{0,8}}(?:{word})),\s"
        rf"(?=[{_OPENING}]?{CAPITAL}[^,]{{2,150}},\s)"
    )


def _behind_topic(text: str, start: int, end: int, known: KnownTitles) -> Lead | None:
    """The name behind a topic that nothing parts from it, as German notes have it.  A family name alone stands behind
    a noun, and is none that may be its genitive ("Zur Geschichte Polens, …")."""
    match = _topic().match(text, start, end)
    if match is None:
        return None
    words = list(_TOPIC_WORD.finditer(text, *match.span("words")))
    at = len(words) - 1
    while at and (words[at - 1].group().endswith(".") or is_given(words[at - 1].group())):
        at -= 1
    family = words[-1].group()
    if not family[0].isupper() or hints.known_place(family):
        return None
    alone = at == len(words) - 1 and not known.family(family)
    before = words[at - 1].group() if at else ""
    if alone and (before.islower() or _GENITIVE.search(family)):
        return None
    return Lead(words[at].start())


_TOPIC_WORD = regex(r"[^\W\d_][\w-]*\.?")
_GENITIVE = regex(r"[^s]s\Z")


def _heads(text: str, heading: re.Match[str], end: int) -> bool:
    """Whether a heading stands over a list: one in full letters may begin a title ("Literatura: teoria i praktyka"),
    so that a name must follow it."""
    if "." in heading.group():
        return True
    names = person_list(text, heading.end(), min(end, heading.end() + NEAR))
    return names is not None and attested(text, names)


class Introduced(NamedTuple):
    """The words that bring a title in: where they begin, and where the title does."""

    start: int
    end: int


def introduced(text: str, start: int, stop: int) -> Introduced | None:
    """The last words before ``stop`` that bring a title in: "w pracy …", "entitled …"."""
    return _last(text, start, stop, _patterns().entitled, _patterns().within)


def introduced_by_verb(text: str, start: int, stop: int) -> Introduced | None:
    """The last "in" before ``stop`` with a capital behind it: "argues in …"; much else looks like it."""
    return _last(text, start, stop, _patterns().inside)


def _last(text: str, start: int, stop: int, *patterns: Phrase) -> Introduced | None:
    found = [Introduced(*match.span()) for pattern in patterns for match in pattern.finditer(text, start, stop)]
    return max(found, key=lambda one: one.end, default=None)


def _all(
    text: str, anchors: Sequence[Anchor], tree: Structure, start: int, head: int, end: int, known: KnownTitles
) -> Iterator[Lead]:
    title = known_title(text, start, end, known)
    if title is not None:
        yield title
    yield from _entitled(text, tree, start, head, end)
    yield from _within(text, tree, start, head, end, known)
    yield from _named(text, anchors, tree, start, head, end, known)
    yield from _after_sentences(text, anchors, tree, start, head, end)
    yield from _before_archive(text, tree, start, end)
    if text[start].islower() and start:
        yield from _behind_colon(text, tree, start, head)
    yield from _before_address(text, anchors, start, end)
    # after a signal: "см. его Введение…"; "Our Town" is a title
    owner = _patterns().possessive.match(text, start, head) if text[start].islower() else None
    if owner is not None:
        yield Lead(owner.end())


def _begins(text: str, anchors: Sequence[Anchor], start: int, end: int, known: KnownTitles) -> bool:
    """Whether a citation begins at once: with a name, a reference, a role, a known name or abbreviation."""
    first = next(iter(between(anchors, start, start + 1)), None)
    if first is not None and first.kind is Kind.IDEM and text.startswith(": ", first.end):
        names = person_list(text, first.end + 2, min(end, first.end + NEAR))
        return names is None or not attested(text, names)  # "див. його ж: Гай В. М. Шляхи"
    if (first is not None and first.kind in _AT_ONCE) or _LIKE_NAMES.match(text, start, end):
        return True
    if hints.starts_with(text[start:end], "review"):
        return True
    role = role_at(text, start, end)
    if role and (text[start].isupper() or person_list(text, role[1], min(end, role[1] + NEAR), closed=False)):
        return True
    if hints.starts_with(text[start : start + 40], "statute"):
        return True
    kept = known_archive().match(text, start, end) is not None or marks().may_stand(text)
    if kept and archive_head(text, start, end) is not None:
        return True  # "Národní archiv, fond Jan Lis, karton 5": no words before a name
    if family_alone(text, start, end, known) or abbreviated(text, start, end, known):
        return True
    names = person_list(text, start, min(end, start + NEAR))
    if names is None or not attested(text, names):
        return False
    # "van der Meer J., Rivieren", "de la Cruz, Juan: Ríos": the family name begins with its particle
    return not text[start].islower() or (names.form == "family-first" and names.spans[0][0] == start)


_AT_ONCE = frozenset({Kind.IBID, Kind.IDEM, Kind.URL})
# Two or three words in capitals before a comma are names, known or not.
_LIKE_NAMES = regex(rf"{CAPITAL}[^\W\d_]*+\.?(?:[\s-]{CAPITAL}[^\W\d_]*+\.?){{1,2}},\s")


def _head(anchors: Sequence[Anchor], start: int, end: int) -> int:
    """Where the first anchor of a citation stands; words that lead in are before it."""
    telling = {Kind.IN, Kind.IDEM, Kind.LABEL, Kind.ONLINE}
    return next((a.start for a in between(anchors, start, end) if a.kind not in telling), end)


def words_of_prose(text: str, start: int, end: int) -> int:
    """The number of words of a stretch where at least half are in lower case, else 0."""
    words = _WORDS.findall(text, start, end)
    return len(words) if sum(w[0].islower() for w in words) * 2 >= len(words) else 0


def _author_before(text: str, start: int, at: int) -> tuple[int, int] | None:
    """The name in the nominative that stands right before a place."""
    window = max(start, at - 60)
    match = _NAME_BEFORE.search(text, window, at)
    if match is None:
        return None
    first = match.group().split()[0]
    span = match.start(), match.start() + len(match.group().rstrip(" ,"))
    return span if first.endswith(".") or is_given(first) else None


def _entitled(text: str, tree: Structure, start: int, head: int, end: int) -> Iterator[Lead]:
    """ "… is the book by Anna Kos entitled “Wells”, Lublin 2016"."""
    for match in _patterns().entitled.finditer(text, start, head):
        if tree.inside(match.start()):
            continue
        author = _author_before(text, start, match.start())
        if words_of_prose(text, start, author[0] if author else match.start()) > 1:
            yield Lead(match.end(), author)


def _within(text: str, tree: Structure, start: int, head: int, end: int, known: KnownTitles) -> Iterator[Lead]:
    """ "pisze Karol Lis w tekście Wieża", "см. в книге Пётр Ершов, Дорога"."""
    for match in _patterns().within.finditer(text, start, head):
        if tree.inside(match.start()):
            continue
        if _names_at(text, match.end(), head, end, known, closed=False):
            yield Lead(
                named_again(text, match.end(), end) or match.end()
            )  # "в книге А. Н. Лисовой: Лисова А. Н. Ручьи"
            return
        author = _author_before(text, start, match.start())
        before = author[0] if author else match.start()
        if before == start or words_of_prose(text, start, before) or not text[start].isupper():
            yield Lead(match.end(), author)


def _names_at(text: str, at: int, head: int, end: int, known: KnownTitles, *, closed: bool) -> bool:
    """Whether names with a title after them begin at a place."""
    if family_alone(text, at, end, known) is not None:
        return True
    names = person_list(text, at, min(end, at + NEAR))
    if names is None or not attested(text, names):
        return False
    initials = names.form == "initials-first" or text[names.end - 1] == "."
    if initials and (not closed or text[at - 2 : at - 1] == ":"):
        return True
    if text[names.end : names.end + 1] not in {",", ":", "."} or role_at(text, names.end + 2, end):
        return False  # "Letters of Anna Hale, ed. Robert Ford"
    return _titled(text, names.end, min(head if head > names.end else end, names.end + NEAR))


def _titled(text: str, at: int, head: int) -> bool:
    """Whether what stands between names and the first number can hold a title: more than a place."""
    if text[head : head + 1] == "(" and text[at:head].strip(" ,.:"):
        return True  # "Canals (Leeds: Dale Press, 1999)"
    parts = [part.strip(" ,.:") for part in re.split(r",\s", text[at:head])]
    parts = [part for part in parts if part]
    if not parts:
        return False
    return len(parts) > 1 or (len(parts[0].split()) > 1 and not hints.known_place(parts[0]))


def _named(
    text: str, anchors: Sequence[Anchor], tree: Structure, start: int, head: int, end: int, known: KnownTitles
) -> Iterator[Lead]:
    """Names in the nominative after words, a colon or a sentence: "piszę o tym w: Adam Lis, Wieża", "Vgl. zum ganzen
    Abschnitt Kos, Anna, Der Turm", "Według Jana Lisa. Jan Lis, Wieża"."""
    tried = 0
    own = person_list(text, start, min(end, start + NEAR)) if honoured(text, start, end) > start else None
    first = own.end if own is not None else start + 1  # "ks. Jan Lis", of whom the family name is known
    for match in islice(_NAME_START.finditer(text, first, head), _CAPITALS):
        at = match.start()
        if tree.inside(at):
            continue
        if not (_names_at(text, at, head, end, known, closed=True) or cited_again(text, anchors, at, end)):
            continue
        tried += 1
        if tried > _NAMES:
            return
        if any(a.end in (at, at - 1) and a.kind is Kind.IN for a in between(anchors, start, at)):
            return  # "Title, w: Jan Lis, Book"
        before = text[start:at].rstrip()
        word = _GIVEN_BEFORE.search(before) if person_list(text, at, min(end, at + NEAR)) is None else None
        if word is not None:
            at = start + word.start("word")  # "Sergii Bulgakov, …", of whom the family name is known
            before = text[start:at].rstrip()
        last = before[-1:]
        if _patterns().role.stands_in(text, max(start, at - 40), at):
            return  # "Title, red. Jan Lis": these names are no authors
        if joined(before) or before.rpartition(", ")[2] in lexicon().hint("by_line"):
            continue  # "pod redakcją Jana Kosa i Anny Lis": one of several
        if (again := named_again(text, at, end)) > at:
            yield Lead(again)
            return
        count = words_of_prose(text, start, at)
        quoted = last == "," and before[-2:-1] in '”»"“' and count > 5
        ended = last != "" and before.rstrip("”»")[-1:] in ".!?…" and not stopped(text, start + len(before))
        # one word and a colon lead in too: "Najpełniej: Zofia Karcz, …"
        # "and, for a different view, J. Lis, Weirs"
        aside = last == "," and count > 1 and before.islower()
        if (last == ":" and (count or " " not in before)) or (ended and count > 1) or quoted or aside:
            yield Lead(at)
            return
        # after a signal one word is enough: "srov. podrobně Jan Dvořák"
        enough = count > (0 if text[start].islower() else 1)
        # "Воспоминания о Н. Лисове"
        if last.islower() and enough and not governed(before) and not _in_title(text, before, at, end):
            yield Lead(at)
            return


_TITLE_NEXT = regex(rf",\s[{_OPENING}]?{CAPITAL}")


@cache
def _dedicated() -> re.Pattern[str]:
    return compiled(exact(lexicon().hint("dedicated") | lexicon().hint("saint")))


def _in_title(text: str, before: str, at: int, end: int) -> bool:
    """Whether a name is part of a title: a saint's, to whom a church is dedicated ("La scuola di San Rocco, i teleri"),
    or one that a full stop ends behind words that go on with it ("La vita di Marco Foscarini. Documenti")."""
    names = person_list(text, at, min(end, at + NEAR))
    if names is not None and _dedicated().match(text, at) is not None and _TITLE_NEXT.match(text, names.end) is None:
        return True
    last = before.rpartition(" ")[2]
    return names is not None and text.startswith(". ", names.end) and last in lexicon().hint("governs_in_title")


def cited_again(text: str, anchors: Sequence[Anchor], at: int, end: int) -> bool:
    """Whether names stand at a place, and the word for a work cited before right behind them: "J. Lis, dz. cyt."."""
    names = person_list(text, at, min(end, at + NEAR))
    if names is None or not attested(text, names):
        return False
    return any(a.kind is Kind.OP_CIT and a.start - names.end < 3 for a in between(anchors, names.end, names.end + 3))


# Words that lead in hold few names; what is looked at must not grow with a hostile note.
_CAPITALS, _NAMES = 80, 8
_GIVEN_BEFORE = regex(rf"(?<=[{LOWER}:,]\s)(?P<word>{CAPITAL}[^\W\d_]+)\Z")
_NAME_START = regex(rf"(?<=[\s(]){CAPITAL}[^\W\d_]*[.,\s]")


def _after_sentences(
    text: str, anchors: Sequence[Anchor], tree: Structure, start: int, head: int, end: int
) -> Iterator[Lead]:
    """A title after sentences of prose: the last sentence that ends before its first number."""
    last = None
    for match in SENTENCE.finditer(text, start, head):
        gap = match.start("gap")
        if not tree.inside(gap) and not stopped(text, gap):
            last = match
    if last is None:
        return
    if " // " in text[start : last.start()] or any(
        a.kind is Kind.ONLINE for a in between(anchors, start, last.start())
    ):
        return  # "Станции, которых нет [Электронный ресурс] // Память тракта: сайт. URL: …"
    if words_of_prose(text, start, last.start()) > 7 and _patterns().sentence_word.search(text, start, last.start()):
        yield Lead(last.end())


# the letters of somebody unnamed, too: ": (jk), Po procesie"
_COLON = regex(rf":\s(?=[{_OPENING}]?{CAPITAL}|\((?:[^\W\d_]{{1,4}}\.?){{1,3}}\),\s[{_OPENING}]?{CAPITAL})")
_DESCRIBING = 9  # words at most that say what is cited


def _behind_colon(text: str, tree: Structure, start: int, head: int) -> Iterator[Lead]:
    """The title behind words that say what is cited, after a signal: "zob. rozmowę z poetą: Rzeka nie zna granic",
    "про це свідчить і преса: Новий перевіз // Рада"."""
    colon = _COLON.search(text, start, head)
    if colon is None or tree.inside(colon.start()):
        return
    words = text[start : colon.start()].split()
    if (
        len(words) <= _DESCRIBING
        and all(word.isalpha() for word in words)
        and words_of_prose(text, start, colon.start())
    ):
        yield Lead(colon.end())


def _before_archive(text: str, tree: Structure, start: int, end: int) -> Iterator[Lead]:
    """A known archive that begins a sentence after one of prose: "Rejestry zachowały się. Archiwum Główne Akt …"."""
    for match in SENTENCE.finditer(text, start, end):
        at = match.end()
        if tree.inside(match.start("gap")) or known_archive().match(text, at, end) is None:
            continue
        if words_of_prose(text, start, at) > 5 and _patterns().sentence_word.search(text, start, at):
            yield Lead(at)
            return


def _before_address(text: str, anchors: Sequence[Anchor], start: int, end: int) -> Iterator[Lead]:
    """The address that a sentence ends in: "The list is available on the website https://…"."""
    own = between(anchors, start, end)
    first = next((a for a in own if a.kind is Kind.URL), None)
    if first is None or any(a.kind not in {Kind.LABEL, Kind.IN} for a in own if a.start < first.start):
        return
    before = text[start : first.start].rstrip(" :<")
    if before[-1:] in '.,;!?”»")]–—' or not before[-1:] or " // " in before:
        return
    if words_of_prose(text, start, first.start) > 4 and _patterns().sentence_word.search(text, start, first.start):
        yield Lead(first.start)


def known_title(text: str, start: int, end: int, known: KnownTitles) -> Lead | None:
    """A title cited before that is cut short at the end of words: "Wszystkie cytaty z tekstu Błędne drogi…"."""
    if not text[start:end].rstrip(" .,;)").endswith("…") and not text[start:end].rstrip(" ,;)").endswith("..."):
        return None
    for match in list(re.finditer(rf"(?<=\s){CAPITAL}", text[max(start, end - 120) : end]))[:12]:
        at = max(start, end - 120) + match.start()
        stretch = text[at:end].strip(" .,;…)")
        if " " in stretch and known.begins(stretch):
            return Lead(at)
    return None
