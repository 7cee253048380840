"""Titles of .bib files: what BibLaTeX keeps in several fields is one title of CSL, and can be parted again."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping

_ENDS = "?!:.,;…–—"
#: Variable, field of the title, of the subtitle, of the addition.
PARTED = (
    ("title", "title", "subtitle", "titleaddon"),
    ("container-title", "booktitle", "booksubtitle", "booktitleaddon"),
    ("container-title", "journaltitle", "journalsubtitle", "journaltitleaddon"),
    ("volume-title", "issuetitle", "issuesubtitle", "issuetitleaddon"),
    ("title", "maintitle", "mainsubtitle", "maintitleaddon"),
)
SUBTITLES = frozenset(field for _, _, sub, addon in PARTED for field in (sub, addon))


def joined(title: str, subtitle: str, addition: str) -> str:
    """One title: ``Title: subtitle. Addition``; no second mark behind one that ends the title.

    >>> joined("Czyje rzeki?", "Studia", "wyd. krytyczne")
    'Czyje rzeki? Studia. wyd. krytyczne'
    """
    for part, mark in ((subtitle, ": "), (addition, ". ")):
        if part and title:
            title = f"{title} {part}" if title[-1] in _ENDS else f"{title}{mark}{part}"
        else:
            title = title or part
    return title


def parted(whole: str, subtitle: str, addition: str) -> str:
    """What :func:`joined` made ``whole`` of, but for the parts; "" where it did not."""
    title = whole
    for part in (addition, subtitle):
        if part:
            if not title.endswith(part):
                return ""
            title = title[: -len(part)].rstrip(" ")
            if title[-1:] in (":", ".") and joined(title[:-1], *_only(part, subtitle)) == f"{title} {part}":
                title = title[:-1]
    return title if title and joined(title, subtitle, addition) == whole else ""


def _only(part: str, subtitle: str) -> tuple[str, str]:
    return (part, "") if part == subtitle else ("", part)


def take(text: MutableMapping[str, str], custom: MutableMapping[str, str]) -> None:
    """Join what stands in ``custom`` as parts of titles with the titles in ``text``; the parts stay in ``custom``."""
    for variable, _, sub, addon in PARTED[:4]:
        if (sub in custom or addon in custom) and variable in text:
            text[variable] = joined(text[variable], custom.get(sub, ""), custom.get(addon, ""))


def part_of(title: str, field: str, custom: Mapping[str, str]) -> str:
    """The text for the field of a title whose parts have fields of their own."""
    for _, own, sub, addon in PARTED:
        if own == field and (sub in custom or addon in custom):
            return parted(title, custom.get(sub, ""), custom.get(addon, "")) or title
    return title
