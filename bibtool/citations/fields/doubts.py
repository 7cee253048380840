"""What is doubtful in one citation, from what it says itself."""

from __future__ import annotations

from collections.abc import Iterator

from bibtool.citations.scan import hints
from bibtool.diagnostics.code import Code
from bibtool.items.dates import Date
from bibtool.items.item import Item
from bibtool.language.folding import fold, fold_variants
from bibtool.text.nearest import alike
from bibtool.text.patterns import regex

_IN_PATH = regex(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_VIDEO_ID = regex(r"(?:[?&]v=|youtu\.be/)([\w-]{11})(?![\w-])")
_MARK = regex(r"\W")
_SCHEME = regex(r"\A\w+://")
_SITE = regex(r"\A\w+://[^/]*")
_BEFORE_PATH = regex(r"\A(?:\w+://)?[^/]*/?")
_PATH_ENDS = regex(r"[/?#]")
_SLUG_WORD = regex(r"[^\W\d_]+")
_LIKE = 0.8  # "wgospodawce" and "wgospodarce" are 0.91 alike, "interia" and "wydarzenia" 0.59

Doubt = tuple[str, dict[str, str]]


def doubts(item: Item) -> Iterator[Doubt]:
    """What is doubtful in a full citation: codes with their arguments; ``field`` names the fields to be shown."""
    yield from _dates(item)
    url = item.get("URL")
    if url:
        yield from _address(item, url)
    if not item.get("title") and not item.get("archive_location") and item.type not in {"legislation", "legal_case"}:
        container = item.get("container-title")
        if item.type == "chapter" and hints.has(container, "commentary_title"):
            return  # what somebody wrote of a law has none
        code = Code.PERIODICAL_WITHOUT_ARTICLE if container else Code.CITATION_WITHOUT_TITLE
        yield code, {"field": "container-title author"}


def _dates(item: Item) -> Iterator[Doubt]:
    issued, accessed = item.dates.get("issued"), item.dates.get("accessed")
    if issued and accessed and _before(accessed, issued):
        yield (
            Code.ACCESSED_BEFORE_ISSUED,
            {"accessed": accessed.to_edtf(), "issued": issued.to_edtf(), "field": "accessed"},
        )
    if issued and issued.parts:
        url = item.get("URL")
        found = _IN_PATH.search(_SITE.sub("", url)) if url else None
        if found:
            named = tuple(int(n) for n in found.groups() if n)
            if _plausible(named) and _apart(named, issued.parts[0]):
                yield (
                    Code.DATE_CONTRADICTED_BY_URL,
                    {"issued": issued.to_edtf(), "url": found.group(), "field": "issued"},
                )


def _before(first: Date, second: Date) -> bool:
    """Whether one date lies wholly before another, at the precision that both have."""
    if not first.parts or not second.parts:
        return False
    one, other = first.parts[-1], second.parts[0]
    size = min(len(one), len(other))
    return one[:size] < other[:size]


def _plausible(named: tuple[int, ...]) -> bool:
    return len(named) > 1 and 1 <= named[1] <= 12 and (len(named) < 3 or 1 <= named[2] <= 31)


def _apart(named: tuple[int, ...], printed: tuple[int, ...]) -> bool:
    """Whether an address names another month than the printed date (a page may go up days before or after)."""
    size = min(len(named), len(printed), 2)
    if named[:size] == printed[:size]:
        return False
    months = [year * 12 + (rest[0] if rest else 0) for year, *rest in (named[:size], printed[:size])]
    near = abs(months[0] - months[1]) == 1 and len(named) == len(printed) == 3
    return not (near and abs(named[2] - printed[2]) > 25)


def _address(item: Item, url: str) -> Iterator[Doubt]:
    if "://" not in url:
        yield Code.URL_WITHOUT_SCHEME, {"url": url, "field": "URL"}
    host = _SCHEME.sub("", url).partition("/")[0].casefold().removeprefix("www.")
    container = item.get("container-title")
    if container and _misprint(container, host):
        yield Code.CONTAINER_AGAINST_HOST, {"container": container, "host": host, "field": "container-title"}
    if "youtu" in host:
        match = _VIDEO_ID.search(url)
        if match and match.group(1) == match.group(1).lower():
            yield Code.LOST_CAPITALS_IN_ID, {"id": match.group(1), "field": "URL"}
    last = _cut_short(item.get("title"), url)
    if last:
        yield Code.URL_CUT_SHORT, {"last": last, "field": "URL"}


def _misprint(container: str, host: str) -> bool:
    """Whether a container's name is nearly, but not quite, the name of the host."""
    if len(container.split()) > 2:
        return False
    name = _MARK.sub("", fold(container))
    if len(name) < 5:
        return False
    labels = [_MARK.sub("", fold(part)) for part in (host, *host.split("."))]
    if any(name in label for label in labels):
        return False
    return any(len(label) > 4 and alike(name, label, _LIKE) for label in labels)


def _cut_short(title: str, url: str) -> str:
    """The last word of an address whose path tells the title and ends in the middle of it."""
    path = _BEFORE_PATH.sub("", url)
    segment = _PATH_ENDS.split(path.rstrip("/"))[-1]
    if "." in segment[-6:] or segment.count("-") < 2:
        return ""
    words = _SLUG_WORD.findall(segment.casefold())
    if not words or not segment.casefold().endswith(words[-1]):
        return ""
    last, of_title = words[-1], _SLUG_WORD.findall(title)
    if of_title and last in _forms(of_title[-1]):
        return ""  # as most do
    forms = [_forms(word) for word in of_title]
    known = sum(any(word in form for form in forms) for word in words)
    if known * 2 < len(words):
        return ""
    if len(last) > 2:
        if any(last in form for form in forms):
            return ""
        return last if any(w.startswith(last) for form in forms for w in form) else ""
    at = [i for i, form in enumerate(forms) if last in form]
    return last if at and at[-1] < len(forms) - 1 and len(words) < len(forms) else ""


def _forms(word: str) -> set[str]:
    """A word as addresses may write it."""
    return {_MARK.sub("", form) for form in fold_variants(word)}


__all__ = ["doubts"]
