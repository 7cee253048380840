"""The CSL type of a citation, by evidence in the order of its weight."""

from __future__ import annotations

from functools import cache

from bibtool.citations.draft import Draft
from bibtool.citations.fields.edited_books import CHAPTER
from bibtool.citations.scan import hints
from bibtool.citations.scan.bare import RULE
from bibtool.language.lexicon import lexicon
from bibtool.language.phrases import Phrase
from bibtool.text.letters import UPPER
from bibtool.text.patterns import regex

#: The rule of a volume that stood last in a periodical's name.
AFTER_CONTAINER = "volume-after-container"

_SCHEME = regex(r"\A\w+://")
_THESES = regex(r"(?:\A|[.-])(?:thes[ei]s|etd|dissertations?)")
_NUMBERED = regex(rf"[\s-]*(?:[{UPPER}][\w/-]*\s)*\d")


def work_type(draft: Draft, note: str) -> str:
    """The CSL type of a full citation; ``note`` is the repaired text that it stands in."""
    if draft.type:
        return draft.type
    text = draft.text
    container = text.get("container-title", "")
    url = text.get("URL", "")
    platform = hints.platform(container) or _host_platform(url)
    if platform == "video" or "director" in draft.names:
        return "motion_picture"
    if _says_thesis(draft, note) or _thesis_address(url, text.get("publisher", "")):
        return "thesis"
    if _standard(text.get("title", "")):
        return "standard"
    if platform == "blog":
        return "post-weblog"
    if draft.manuscript:
        return "manuscript"
    if "container-author" in draft.names or (
        not _periodical_or_site(draft)
        and draft.values.get("container-title", None)
        and (draft.values["container-title"].rule == "container-after-in")
    ):
        return _chapter(container)
    if container and draft.values["container-title"].rule == CHAPTER:
        return _chapter(container)
    if container:
        found = _in_container(draft, container, url)
        return _chapter(container) if found == "chapter" else found
    if url or "accessed" in draft.dates:
        return "book" if {"publisher", "ISBN"} & text.keys() or "publisher-place" in text else "webpage"
    if (
        hints.contains(text.get("title", ""), "report")
        and "publisher" in text
        and hints.has(text["publisher"], "organisation")
    ):
        return "report"
    series = text.get("collection-title", "")
    return "report" if hints.contains(series, "report") or hints.contains(series, "working_paper") else "book"


@cache
def said_thesis() -> Phrase:
    """The words for a thesis at the head of a title, or behind one."""
    forms = lexicon().forms("thesis")
    return Phrase(rf"(?:\A|[.:;,([–—-]\s?|[.:;,]\s[„“«\"]?){lexicon().alternation('thesis')}", forms)


def _says_thesis(draft: Draft, note: str) -> bool:
    """Whether a citation says that it is a thesis: but "How to Write a Dissertation" has the word inside its title."""
    if not hints.may_contain(note, draft.start, draft.end, "thesis"):
        return False
    stretch, title = note[draft.start : draft.end], draft.text.get("title", "")
    if not hints.contains(stretch, "thesis"):
        return False
    before, found, behind = stretch.partition(title) if title else ("", "", "")
    return not found or hints.contains(f"{before} {behind}", "thesis") or said_thesis().search(title) is not None


def _periodical_or_site(draft: Draft) -> bool:
    """Whether what "in:" introduces is a periodical or a site: numbered or with an address, and no imprint."""
    text = draft.text
    if {"publisher", "publisher-place", "ISBN"} & text.keys() or "editor" in draft.names:
        return False
    volume = draft.values.get("volume")
    if volume is not None and volume.rule in {RULE, AFTER_CONTAINER}:
        return True  # "in: Das Ruder 183, S. 803"
    issued = draft.dates.get("issued")
    if issued is not None and issued.parts and len(issued.parts[0]) > 1:
        return True  # "in: Emder Bote vom 14. Mai 1911", "in: Nurt, Mai 1998"
    container = text.get("container-title", "")
    if container in lexicon().hint("law_journal"):
        return True  # "in: JuS 2006, S. 412"
    if hints.has(container, "conference") and "volume" not in text:
        return False  # "In Proceedings of the 9th International Conference on Rivers, pp. 4–20"
    return "issue" in text or "URL" in text or hints.has(container, "journal", "newspaper")


def _in_container(draft: Draft, container: str, url: str) -> str:
    text = draft.text
    issued = draft.dates.get("issued")
    daily = issued is not None and issued.parts and len(issued.parts[0]) == 3
    numbered = bool({"volume", "issue"} & text.keys())
    after_slashes = draft.values["container-title"].rule == "container-after-slashes"
    of_volumes = not daily and "volume" in text and "issue" not in text  # "Lotsen-Nachrichten 56, 50–69"
    if _holds(container, "newspaper") and not of_volumes and not hints.has(container, "journal"):
        return "article-newspaper"
    if _holds(container, "magazine") and "DOI" not in text:
        return "article-magazine"
    if "publisher-place" in text and after_slashes and not text.get("issue"):
        # "// Ленинский путь (Рогачев). 1969. 3 мая": a day, and the town of a newspaper
        return "article-newspaper" if daily and "publisher" not in text else "chapter"
    if after_slashes and "editor" in draft.names and "publisher" in text and not hints.has(container, "journal"):
        return "chapter"  # "// Реки: сб. ст. / отв. ред. А. Лис. Вып. 3. Самара: Брод, 2012"
    of_the_day = daily and "issue" in text and not {"volume", "DOI", "ISSN"} & text.keys()
    if of_the_day and not hints.has(container, "journal"):
        return "article-newspaper"  # "„Goniec”, 2 marca 1913, nr 12"
    if "publisher-place" in text and "issue" not in text and container in lexicon().hint("reference_work"):
        return "entry-encyclopedia"  # "PSB, t. XVI, Wrocław 1971"
    if numbered or "DOI" in text or "ISSN" in text:
        return "article-journal"
    if draft.quoted_container and not daily and hints.has(container, "journal"):
        return "article-journal"
    if draft.quoted_container:
        return "article-newspaper" if daily or url else "article-journal"
    if url or "accessed" in draft.dates:
        return "webpage"
    if daily:
        return "article-newspaper"
    if "publisher" in text or "publisher-place" in text:
        return "chapter"
    return "article-journal"


def _chapter(container: str) -> str:
    """What a part of a book is, by what the book is."""
    if hints.has(container, "conference"):
        return "paper-conference"
    return "entry-encyclopedia" if hints.has(container, "reference_work") else "chapter"


def _holds(container: str, kind: str) -> bool:
    """Whether a container holds a word for a kind, or is a name that is one whole: "Kultura", not "Kultura
    Współczesna"."""
    known = _hint(kind)
    if container in known:
        return True
    if not hints.has(container, kind):
        return False
    first = container.split()[0]
    return first not in known or first not in _hint("whole_name")


@cache
def _hint(kind: str) -> frozenset[str]:
    return lexicon().hint(kind)


def _host_platform(url: str) -> str:
    host = _host(url).removeprefix("www.").partition("/")[0] if url else ""
    while host:
        found = hints.platform(host)
        if found in {"video", "blog"}:
            return found
        host = host.partition(".")[2]
    return ""


def _thesis_address(url: str, publisher: str) -> bool:
    """A repository of theses, cited with the university as publisher."""
    return bool(publisher and url) and _THESES.search(_host(url).partition("/")[0]) is not None


def _host(url: str) -> str:
    return _SCHEME.sub("", url.casefold(), count=1)


def _standard(title: str) -> bool:
    match = hints.starts_with(title, "standard")
    return match is not None and _NUMBERED.match(title, match.end()) is not None
