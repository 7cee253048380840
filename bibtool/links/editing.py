"""Bibliographies with what a check found, every other character as it stands: .bib files, CSL-JSON, RIS.

Nothing is read anew and set again: each edit is that of one value or one new field, in the file's own layout.  A field
that is filled is never overwritten, but for the address itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.formats.bib.edits import added, inner, value_edit
from bibtool.formats.bib.tree import Block, Field, Kind, blocks
from bibtool.formats.bibvalues import read_text, write_text
from bibtool.formats.bibwriter import balanced
from bibtool.links.applied import Wanted, archive_day, archive_title
from bibtool.links.plan import complete
from bibtool.text.edits import TextEdit
from bibtool.text.patterns import regex

_COLUMN = 12  # where bibtool's own files have their signs
_IN_WORDS = ("howpublished", "note", "addendum")
#: What TeX takes for its own, and people escape in addresses though a command for them needs none of it.
_TEX = "&%#_$"
_TILDE = r"\{\\textasciitilde\}|\\textasciitilde\{\}|\\~\{\}|\$\\sim\$"
_TEX_ESCAPED = regex(rf"(\{{)?\\([{_TEX}])(?(1)\}})|({_TILDE})")
_TEX_SIGN = {sign: rf"(?:\{{\\{sign}\}}|\\?{re.escape(sign)})" for sign in _TEX} | {"~": rf"(?:~|{_TILDE})"}
#: A command around an address, and what stands on both sides of it.
_COMMAND = regex(
    r"(\s*\\(?:url|nolinkurl|path)\s*\{)(.*)(\}\s*)|(\s*\\href\s*\{)((?:[^{}]|\{[^{}]*\})*)(\}\s*\{.*\}\s*)", re.DOTALL
)
#: A whole address in a field of words: what follows ends it.
_END = r"(?![^\s{}<>\"|,;.)\]]|[.,;](?![\s}]|$))"


class Edited(Struct):
    """The edits of a text, and what could not be edited (BT522)."""

    edits: list[TextEdit] = field(default_factory=list)
    left: list[Finding] = field(default_factory=list)

    def leave(self, key: str, why: str) -> None:
        """Say that an entry stays as it is."""
        self.left.append(Finding(Code.ENTRY_NOT_EDITED, {"key": key, "reason": why}))


# .bib


def bib(text: str, count: int, rows: Mapping[int, Sequence[Wanted]]) -> Edited:
    """Edits of a .bib file whose entries are ``count``; ``rows`` by their place in it."""
    found = [block for block in blocks(text) if block.kind is Kind.ENTRY]
    done = Edited()
    if len(found) != count:
        done.leave("@", "its entries cannot be told apart")
        return done
    for place, wanted in rows.items():
        block = found[place]
        if block.flaws:
            done.leave(block.key or f"@{block.type}", "its syntax is broken")
            continue
        _bib_entry(text, block, wanted, done)
    return done


def _bib_entry(text: str, block: Block, wanted: Sequence[Wanted], done: Edited) -> None:
    own: dict[str, list[Field]] = {}
    for each in block.fields:
        own.setdefault(each.name.lower(), []).append(each)
    more: list[tuple[str, str]] = []
    for row in wanted:
        changed = _bib_address(text, block, own, row, done) if row.address else False
        filled = {name for name, fields in own.items() if any(_filled(text, f) for f in fields)}
        main = _holds(text, own.get("url", []), row.printed) or "url" not in filled
        snapshot = row.snapshot
        if snapshot is not None and main and not {"archiveurl", "archivedate"} & {*filled, *(n for n, _ in more)}:
            more += _bib_fields(text, own, {"archiveurl": snapshot.uri, "archivedate": archive_day(snapshot)}, done)
        dated = {"urldate", "accessed", "lastaccessed", "urlyear", "lastchecked"} & filled
        if changed and main and row.seen and not dated and not any(name == "urldate" for name, _ in more):
            more += _bib_fields(text, own, {"urldate": row.seen}, done)
    if more:
        done.edits.append(added(text, block, more, _COLUMN))


def _filled(text: str, field: Field) -> bool:
    value = inner(text, field)
    return value is None or bool(value.strip())


def _bib_fields(
    text: str, own: Mapping[str, Sequence[Field]], values: Mapping[str, str], done: Edited
) -> Iterator[tuple[str, str]]:
    """Fields that are new; those that stand there empty are filled."""
    for name, value in values.items():
        written = write_text("verbatim", value) or ""
        if name in own:
            done.edits.append(value_edit(text, own[name][0], written))
        elif written:
            yield name, written


def _holds(text: str, fields: Sequence[Field], printed: str) -> bool:
    return any(complete(read_text("verbatim", inner(text, f) or "")) == printed for f in fields)


def _bib_address(text: str, block: Block, own: Mapping[str, Sequence[Field]], row: Wanted, done: Edited) -> bool:
    """The new address where the printed one stands: in ``url``, or alone or in words in another field."""
    urls = own.get("url", ())
    if len(urls) > 1:
        done.leave(block.key, "it has two fields url")
        return False
    if urls and inner(text, urls[0]) is None:
        done.leave(block.key, "its url is put together of several strings")
        return False
    written = write_text("verbatim", row.address) or ""
    if _holds(text, urls, row.printed):
        value = inner(text, urls[0]) or ""
        if text[urls[0].value] not in '{"':
            done.leave(block.key, "its url is an abbreviation")
            return False
        before, behind = _margins(value)
        command = _COMMAND.fullmatch(value[len(before) : len(value) - len(behind)])
        if command:
            lead, tail = filter(None, command.group(1, 3, 4, 6))
            before, behind = before + lead, tail + behind
        done.edits.append(value_edit(text, urls[0], before + _escaped_as(value, written) + behind))
        return True
    printed = "".join(_TEX_SIGN.get(sign) or re.escape(sign) for sign in row.printed)
    places = [
        (f.value + match.start(), f.value + match.end())
        for name in _IN_WORDS
        for f in own.get(name, ())
        for match in re.finditer(printed + _END, text[f.value : f.end])
    ]
    if len(places) == 1:
        start, end = places[0]
        done.edits.append(TextEdit(start, end, _escaped_as(text[start:end], written)))
        return True
    done.leave(block.key, "its address is written in another way")
    return False


def _escaped_as(old: str, new: str) -> str:
    """An address with the signs of TeX escaped, where the old one had them so; one that stood bare there stays bare."""
    found = list(_TEX_ESCAPED.finditer(old))
    bare = set(_TEX_ESCAPED.sub("", old))
    escaped = {match[2] or "~": match[0] for match in found}
    for match in found:
        if sign := match[2]:  # who escapes one of them escapes all
            escaped = {each: match[0].replace(sign, each) for each in _TEX if each not in bare} | escaped
    return "".join(escaped.get(sign, sign) for sign in new)


def _margins(value: str) -> tuple[str, str]:
    """White space and braces around a value, which stay."""
    start, end = 0, len(value)
    while True:
        inside = value[start:end]
        start += len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        if value[start : start + 1] != "{" or value[end - 1 : end] != "}" or not balanced(value[start + 1 : end - 1]):
            return value[:start], value[end:]
        start, end = start + 1, end - 1


# CSL-JSON


class _Member(Struct, frozen=True):
    """``"name": value`` of an object, with the places of its name and of its value."""

    name: str
    start: int
    value: object
    at: int
    end: int


_SPACE = regex(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


def csl_json(text: str, count: int, rows: Mapping[int, Sequence[Wanted]]) -> Edited:
    """Edits of CSL-JSON: an array of items, an object that holds one, or one item.  Raises ValueError for no JSON."""
    done = Edited()
    items = list(_items(text))
    if len(items) != count:
        done.leave("[", "its items cannot be told apart")
        return done
    for place, wanted in rows.items():
        members = _members(text, items[place])
        by_name = {member.name: member for member in members}
        key = str(by_name["id"].value) if "id" in by_name else f"item {place + 1}"
        if len(by_name) != len(members):
            done.leave(key, "one of its names stands twice")
            continue
        _csl_item(text, key, by_name, members, wanted, done)
    return done


def _csl_item(
    text: str,
    key: str,
    own: Mapping[str, _Member],
    members: Sequence[_Member],
    wanted: Sequence[Wanted],
    done: Edited,
) -> None:
    plain = text.isascii()
    url = own.get("URL")
    printed = complete(str(url.value)) if url is not None and isinstance(url.value, str) else ""
    row = next((row for row in wanted if row.printed == printed or not printed), None)
    if row is None:
        if any(row.address for row in wanted):
            done.leave(key, "its address is written in another way")
        return
    new: dict[str, object] = {}
    if row.address and url is not None:
        written = json.dumps(row.address, ensure_ascii=plain)
        if "\\/" in text[url.at : url.end]:
            written = written.replace("/", "\\/")
        done.edits.append(TextEdit(url.at, url.end, written))
        if row.seen and not ("accessed" in own and own["accessed"].value):
            new["accessed"] = {"date-parts": [[int(number) for number in row.seen.split("-")]]}
    if row.snapshot is not None and not any(own[name].value for name in ("archive", "archive_location") if name in own):
        new |= {"archive": archive_title(row.snapshot), "archive_location": row.snapshot.uri}
    for name in [name for name in new if name in own]:
        done.edits.append(TextEdit(own[name].at, own[name].end, json.dumps(new.pop(name), ensure_ascii=plain)))
    if new and members:
        last = members[-1]
        lead = _between(text, members)
        colon = text[last.start : last.at]
        sign = colon[len(json.dumps(last.name)) :] if colon.startswith(json.dumps(last.name)) else ": "
        parts = [
            f"{lead}{json.dumps(name)}{sign}{json.dumps(value, ensure_ascii=plain)}" for name, value in new.items()
        ]
        done.edits.append(TextEdit(last.end, last.end, "".join(parts)))


def _between(text: str, members: Sequence[_Member]) -> str:
    """What parts the last two members, or a comma and what stands before the only one."""
    if len(members) > 1:
        return text[members[-2].end : members[-1].start]
    begin = text.rfind("{", 0, members[0].start) + 1
    return "," + text[begin : members[0].start]


def _items(text: str) -> Iterator[int]:
    """Where the items of a CSL-JSON text begin, in order."""
    at = _skip(text, 1 if text.startswith("\ufeff") else 0)
    if text[at : at + 1] == "{":
        lists = [m for m in _members(text, at) if m.name in ("items", "references") and isinstance(m.value, list)]
        if not lists:
            yield at
            return
        at = lists[0].at
    at = _skip(text, at + 1)
    while text[at] != "]":
        _, end = _DECODER.raw_decode(text, at)
        yield at
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)


def _members(text: str, at: int) -> list[_Member]:
    """The members of the object at ``at``; none for another value."""
    found: list[_Member] = []
    if text[at : at + 1] != "{":
        return found
    at = _skip(text, at + 1)
    while text[at] != "}":
        start = at
        name, at = _DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)  # the colon
        value, end = _DECODER.raw_decode(text, at)
        found.append(_Member(str(name), start, value, at, end))
        at = _skip(text, end)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return found


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


# RIS

_START = regex(r"[ \ufeff]{0,3}TY {1,2}- +[A-Za-z]")
_TAG = regex(r"(?P<lead>[ \ufeff]{0,3})(?P<tag>[A-Z][A-Z0-9])(?P<sign> {1,2}- ?)(?P<value>[^\r\n]*)")
_LINE = regex(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


def ris(text: str, count: int, rows: Mapping[int, Sequence[Wanted]]) -> Edited:
    """Edits of RIS: a new address in its line ``UR``, the copy in a line ``UR`` behind it, where readers look, and the
    day on which a new address was seen in a line ``Y2`` where there is none."""
    done = Edited()
    records: list[list[re.Match[str]]] = []
    at = 0
    while at < len(text):
        line = _LINE.match(text, at)
        tag = _TAG.match(text, at)
        if _START.match(text, at):
            records.append([])
        if tag is not None and records:
            records[-1].append(tag)
        at = max(line.end() if line else len(text), at + 1)
    if len(records) != count:
        done.leave("TY", "its records cannot be told apart")
        return done
    for place, wanted in rows.items():
        tags = records[place]
        key = next((t["value"].strip() for t in tags if t["tag"] == "ID"), f"record {place + 1}")
        for row in wanted:
            _ris_address(text, key, tags, row, done)
    return done


def _ris_address(text: str, key: str, tags: Sequence[re.Match[str]], row: Wanted, done: Edited) -> None:
    addresses = [t for t in tags if t["tag"] in ("UR", "L1", "L2", "LK")]
    own = [t for t in addresses if complete(t["value"]) == row.printed]
    if not own:
        if row.address:
            done.leave(key, "its address is written in another way")
        return
    tag = own[0]
    if row.address:
        start = tag.start("value")
        bare = tag["value"].rstrip()
        done.edits.append(TextEdit(start, start + len(bare), row.address))
    new: list[tuple[str, str]] = []
    copies = [t for t in addresses if "://" in t["value"].partition("://")[2]]
    if row.snapshot is not None and not copies:
        new.append((tag["tag"], row.snapshot.uri))
    dates = [t for t in tags if t["tag"] == "Y2"]
    seen = row.seen.replace("-", "/") + "/"
    if row.address and row.seen and not dates:
        new.append(("Y2", seen))
    elif row.address and row.seen and not any(t["value"].strip() for t in dates):
        at = dates[0].start("value")
        done.edits.append(TextEdit(at, at + len(dates[0]["value"]), seen))
    newline = re.compile(r"\r\n|\r|\n").match(text, tag.end())
    lead = f"{newline.group() if newline else chr(10)}{tag['lead']}"
    lines = "".join(f"{lead}{name}{tag['sign']}{value}" for name, value in new)
    if lines:
        done.edits.append(TextEdit(tag.end(), tag.end(), lines))
