"""What finds the works that a new one may be: identifiers, its title, its author and year, its very content."""

from __future__ import annotations

import hashlib
import json

from bibtool.entries.members import Member
from bibtool.items.item import Item


def evidence(item: Item) -> list[str]:
    """The values under which a work is found again; two works that share one need not be the same."""
    return evidence_of(Member.of(item, "", 0))


def evidence_of(member: Member) -> list[str]:
    """The same, of a member that is there already."""
    found = [content(member.item)]
    for kind, value in (
        ("doi", member.doi),
        ("isbn", member.isbn),
        ("url", member.address),
        ("shelf", member.shelf),
        ("title", member.title.words),
    ):
        if value:
            found.append(f"{kind}:{_short(value)}")
    if member.authors and member.year is not None:
        found.append(f"who:{_short(member.authors[0])} {member.year}")
    return found


def content(item: Item) -> str:
    """A hash of all values: what has it is the same entry, whatever its key."""
    text = json.dumps(item.to_csl(), ensure_ascii=False, sort_keys=True)
    return f"is:{hashlib.blake2b(text.encode('utf-8', 'surrogatepass'), digest_size=9).hexdigest()}"


def _short(value: str) -> str:
    """Long values as a hash: they are compared, never read."""
    if len(value) <= 40:
        return value.encode("utf-8", "replace").decode()
    return hashlib.blake2b(value.encode("utf-8", "surrogatepass"), digest_size=9).hexdigest()
