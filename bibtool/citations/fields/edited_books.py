"""A chapter whose book nothing but a full stop parts from it, "Міст. Історія міста / за ред. О. Ліса. Львів : Брід,
2018. С. 101–115": another person edits what it stands in, or its title says that several wrote it ("Історія міста :
матеріали конф."), and its pages have a range."""

from __future__ import annotations

from bibtool.citations.draft import Draft
from bibtool.citations.fields import put as fields
from bibtool.citations.scan import hints
from bibtool.diagnostics.code import Code
from bibtool.text.letters import CAPITAL, LOWER
from bibtool.text.patterns import regex

CHAPTER = "container-before-editor"
_OTHERWISE = frozenset(
    {"container-title", "container-author", "volume", "volume-title", "part-number", "issue", "genre", "edition"}
)
# A sentence ends: behind a word of some letters, before a capital.
_STOP = regex(rf"(?<=[{LOWER}]{{4}})[.?!]\s(?={CAPITAL}[{LOWER}])")
_SLASH = regex(r"\s/\s[^/;]{2,40}\Z")
_LINE = 80  # characters behind a colon in which the word stands
_RANGE = regex(r"[0-9]+[–-][0-9]+")


def chapter_of_edited(draft: Draft, text: str) -> None:
    """Part the title of a chapter from that of its book, and say that both may be one title: an author's own book may
    have an editor, too, and pages that are cited."""
    title = draft.values.get("title")
    if title is None or len(title.spans) != 1 or "author" not in draft.names:
        return
    if _OTHERWISE & draft.text.keys() or not {"publisher-place", "issued"} & draft.values.keys():
        return
    if draft.label != "page" or _RANGE.fullmatch(draft.locator) is None:
        return
    start, end = title.spans[0]
    collected = _collected(text, start, end)
    stops = list(_STOP.finditer(text, start, end if collected is None else collected))
    if len(stops) != 1 or (collected is None and not _edited(draft, text, end)):
        return
    whole, stop = draft.text["title"], stops[0]
    draft.drop("title")
    fields.title(draft, text, start, stop.start() + (stop.group()[0] != "."), title.rule)
    fields.container(draft, text, stop.end(), end, CHAPTER)
    args = {
        "reading": f"title “{draft.text['title']}”, container-title “{draft.text['container-title']}”",
        "other": f"title “{whole}”",
    }
    draft.findings.append((Code.DOUBTFUL_READING, args, [(start, end)]))


def _edited(draft: Draft, text: str, end: int) -> bool:
    """Whether an editor is named behind a slash where the title ends."""
    editor = draft.values.get("editor")
    behind = _SLASH.search(text, end, editor.spans[0][0]) if editor is not None else None
    return behind is not None and behind.start() == end


def _collected(text: str, start: int, end: int) -> int | None:
    """Where a title goes on with a word for what several wrote, ": зб. тез", ": материалы конф."; None for nowhere."""
    colon = text.find(":", start, end)
    while colon >= 0:
        if hints.begins(text[colon + 1 : min(end, colon + _LINE)].lstrip(), "collected_papers"):
            return colon
        colon = text.find(":", colon + 1, end)
    return None
