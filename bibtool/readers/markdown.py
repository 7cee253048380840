"""Markdown, CommonMark with what pandoc adds for papers: footnotes, inline notes, raised figures, metadata.

The blocks and inlines are markdown-it's.  Notes are taken out before: a definition that nothing calls is a note all the
same, and markup that one note leaves open ends with it.  Citation keys (``[@key]``) stay as they are written.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.readers import html
from bibtool.readers.decoded import decoded
from bibtool.readers.document import Document
from bibtool.readers.hidden import linked
from bibtool.readers.markdown_metadata import printed_metadata
from bibtool.readers.reader import Reader, ReadError
from bibtool.readers.sheet import RAISED, NoteSource, document
from bibtool.text.patterns import regex
from bibtool.text.spans import Span

if TYPE_CHECKING:
    from lxml.etree import _Element
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline

# "[^label]: a note", and "[#key]: a reference" of MultiMarkdown, which is no address of a link.
_DEFINITION = regex(
    r" {0,3}\[(?:\^|(?P<listed>#)(?=[^\]\[\s]+\]:[ \t]*+(?!<|\S+(?:\s+[\"'(].*)?\s*\Z)))"
    r"(?P<label>[^\]\[\s^]{1,200})\]:[ \t]*(?P<text>.*)"
)
_CALL = regex(r"\[\^(?P<label>[^\]\[\s^]{1,200})\]")
_RAISED = regex(r"\^(?P<text>[^\s^\[\]\\]{1,40})\^")
_LOWERED = regex(r"~(?P<text>[^\s~\\]{1,40})~(?!~)")
_FENCE = regex(r" {0,3}(?P<mark>`{3,}|~{3,})(?P<rest>.*)")
_DIVISION = regex(r" {0,3}:{3,}(?:\s|\Z|[^:])[^\n]*\Z|:{3,}\s*\Z")
_HEADING = regex(r"(?P<text> {0,3}#{1,6} .*?)[ \t]*(?<!\\)\{[#.:\w][^{}]*\}[ \t]*\Z")
_ATTRIBUTES = regex(r"\{[#.:\w-][^{}\n]{0,200}\}")
_BRACKET = regex(r"\\.|(`+)[^`]+\1(?!`)|[\[\]]", re.DOTALL)
_DEEPEST = 100  # blocks in blocks
_DEEPEST_NOTE = 4  # notes in notes
_LONGEST_PENDING = 4096  # letters; each that is added copies those before it
_MOST_OPEN = 50  # brackets that nothing closes, in one paragraph: markdown-it looks for the end of each
_DASHES = regex(r"(?<=\d)--(?=\d)|(?<!\S)---?(?!\S)")
# What ends a paragraph without a blank line.
_BLOCK = regex(r" {0,3}(?:#{1,6}\s|>|`{3}|~{3}|:{3}|[-*_](?:\s*[-*_]){2,}\s*\Z|</?(?:div|p|h\d|hr|ul|ol|section)\b)")


class _Notes(Struct):
    """The definitions by label, and what was called, in order: each call is numbered from 0."""

    texts: Mapping[str, str]
    calls: list[str] = field(default_factory=list)  # the label of each call; of an inline note its own
    inline: dict[str, str] = field(default_factory=dict)
    attribute: str = "data-call"  # of the calls' elements; the text holds it nowhere
    contents: dict[str, str] = field(default_factory=dict)  # what stands in the brackets of each inline note
    missing: list[str] = field(default_factory=list)
    # Of the texts at hand: where their brackets end, and whether there are many that do not.
    closed: dict[str, tuple[Mapping[int, int], bool]] = field(default_factory=dict)

    def called(self, page: _Element) -> Iterator[tuple[_Element, str]]:
        """The calls on a page with their labels."""
        for element in page.iter("a"):
            if (at := element.get(self.attribute)) is not None:
                yield element, self.calls[int(at)]

    def brackets(self, source: str) -> tuple[Mapping[int, int], bool]:
        """Where the brackets of a text are closed, and whether many are not; kept for a note and what is around it."""
        found = self.closed.pop(source, None)
        if found is None:
            ends = _brackets(source)
            found = ends, source.count("[") - len(ends) > _MOST_OPEN
        self.closed[source] = found
        if len(self.closed) > _DEEPEST_NOTE:
            del self.closed[next(iter(self.closed))]
        return found

    def end(self, source: str, at: int) -> int:
        """Where the bracket that opens at a place is closed, -1 where it is not."""
        return self.brackets(source)[0].get(at, -1)

    def left_open(self, source: str, at: int) -> bool:
        """Whether nothing closes a bracket, as nothing does many others."""
        ends, many = self.brackets(source)
        return many and at not in ends


def read(data: bytes, name: str) -> Document:
    """The text as a page shows it and its notes."""
    text, encoding, findings = decoded(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
    whole = text
    head, text = printed_metadata(text)
    text = _without_comments(text)
    body, definitions = _apart(text)
    texts: dict[str, str] = {}
    origins: dict[str, str] = {}
    again: list[tuple[str, str, str]] = []
    references = [words for label, words, _ in definitions if label.startswith("#")]
    for label, words, at in definitions:
        if label.startswith("#"):
            continue
        origin = _origin(at, len(whole) - len(text))
        if label in texts:
            again.append((label, words, origin))
        else:
            texts[label], origins[label] = words, origin
    notes = _Notes(texts)
    while notes.attribute in text:
        notes.attribute += "-"
    markdown, env = _parser(notes, plain=not texts and "^[" not in text), dict[str, Any]()
    root = _tree(head + _rendered(markdown, body, env, name), name)
    pages: dict[str, _Element] = {}
    calls: dict[str, list[_Element]] = {}
    uncalled = [_tree(_rendered(markdown, words, env, name), name) for _, words, _ in again]
    waiting = deque([root])
    left = iter(texts)
    while waiting:  # notes may call notes
        page = waiting.popleft()
        for element, label in notes.called(page):
            if page is root:
                calls.setdefault(label, []).append(element)
            if label not in pages:
                inner = notes.inline.get(label)
                words = _rendered(markdown, texts[label], env, name) if inner is None else inner
                pages[label] = _tree(words, name)
                waiting.append(pages[label])
        while not waiting and (label := next(left, "")):  # those that nothing calls
            if label not in pages:
                pages[label] = _tree(_rendered(markdown, texts[label], env, name), name)
                waiting.append(pages[label])
    numbers = _numbers(notes, calls, texts)
    origins |= _in_place(whole, notes.contents)
    found = [
        NoteSource(
            numbers[label],
            (page,),
            frozenset(),
            calls[label][0] if label in calls else None,
            origin=origins.get(label, ""),
        )
        for label, page in pages.items()
    ]
    found += [NoteSource(label, (page,), origin=at) for (label, _, at), page in zip(again, uncalled, strict=True)]
    repeated = {element: numbers[label] for label, rows in calls.items() for element in rows[1:]}
    for page in (*pages.values(), *uncalled):
        for element, label in notes.called(page):
            element.text = numbers.get(label, "*").translate(RAISED)
    listed = [_tree(_rendered(markdown, words, env, name), name) for words in references]
    links = linked((*pages.values(), *uncalled, *listed), ("href",))
    beside = linked([root], ("href",))
    laid = document(
        name,
        "markdown",
        encoding,
        [root, *listed],
        html.role,
        found,
        repeated,
        findings,
        html.labels(),
        links=links,
        listed=listed,
        beside=beside,
    )
    return _told(laid, notes.missing, [label for label, _, _ in again])


def _origin(at: Span, begin: int) -> str:
    return f"{begin + at.start}-{begin + at.end}"


def extent(origin: str) -> Span:
    """The letters of a note in the file, line ends counted as one, by its origin."""
    start, _, end = origin.partition("-")
    return Span(int(start), int(end))


def _in_place(text: str, contents: Mapping[str, str]) -> dict[str, str]:
    """The origins of inline notes; none where the same words stand in such brackets elsewhere, as in code."""
    places: dict[str, list[Span]] = {}
    for opening, closing in sorted(_brackets(text).items()) if contents else ():
        if text[opening - 1 : opening] == "^":
            places.setdefault(" ".join(text[opening + 1 : closing].split()), []).append(Span(opening + 1, closing))
    labels: dict[str, list[str]] = {}
    for label, words in contents.items():
        labels.setdefault(" ".join(words.split()), []).append(label)
    return {
        label: _origin(at, 0)
        for words, same in labels.items()
        if len(same) == len(places.get(words, ()))
        for label, at in zip(same, places[words], strict=True)
    }


def _brackets(text: str) -> dict[int, int]:
    """The places of brackets, from those that open to those that close; not in code, not behind a backslash."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            found[opened.pop()] = match.start()
    return found


def _told(laid: Document, missing: Sequence[str], again: Sequence[str]) -> Document:
    """With a finding for each call of a note that is nowhere, and for each label that several notes have."""
    from msgspec.structs import replace

    rows: list[Finding] = []
    for label in dict.fromkeys(missing):
        at = laid.text.find(f"[^{label}]")
        spans = (Span(at, at + len(label) + 3),) if at >= 0 else ()
        rows.append(Finding(Code.NOTE_PART_MISSING, {"name": laid.name, "number": label}, spans, laid.name))
    for label in dict.fromkeys(again):
        rows.append(Finding(Code.NOTE_DEFINED_TWICE, {"name": laid.name, "number": label}, (), laid.name))
    return replace(laid, findings=(*laid.findings, *rows))


def _numbers(notes: _Notes, calls: Mapping[str, object], texts: Mapping[str, str]) -> dict[str, str]:
    """What each note is called by: its label where all are numbers, else its place in the order of calls."""
    if not notes.inline and all(label.isdecimal() for label in texts):
        return {label: label for label in texts}
    order = [*calls, *(label for label in notes.calls if label not in calls)]
    return {label: label for label in texts} | {label: str(at) for at, label in enumerate(dict.fromkeys(order), 1)}


def _without_comments(text: str) -> str:
    """Spaces for what Obsidian shows to its author alone ("%%check this%%"), outside code."""
    if "%%" not in text:
        return text
    parts = _CODE.split(text)
    return "".join(
        part if at % 2 else _COMMENT.sub(lambda m: _LETTER.sub(" ", m[0]), part) for at, part in enumerate(parts)
    )


_CODE = regex(r"((?m:^ {0,3}(?:```|~~~))[\s\S]*?(?:(?m:^ {0,3}(?:```|~~~))|\Z)|`[^`\n]*`)")
_COMMENT = regex(r"(?<![%\w])%%(?!%)[^%]{1,2000}%%(?![%\w])")
_LETTER = regex(r"[^\n]")


def _apart(text: str) -> tuple[str, list[tuple[str, str, Span]]]:
    """The text without the definitions of notes and references ("#key"), and these: label, Markdown and where in the
    text it stands."""
    body: list[str] = []
    notes: list[tuple[str, list[str]]] = []
    places: list[Span] = []
    at = 0
    here = body  # what the lines belong to
    fence = ""
    lazy = False  # whether a paragraph of a note goes on without being indented
    for raw in text.split("\n"):
        start, end, at, line = at, at + len(raw.rstrip()), at + len(raw) + 1, raw
        line = line.expandtabs(4) if line.startswith(("\t", " ")) else line
        definition = _DEFINITION.match(line) if not fence else None
        if definition is not None:
            body.append("")
            here, line = [], definition["text"]
            notes.append(((definition["listed"] or "") + definition["label"], here))
            begin = start + raw.index("]:") + 2
            begin += len(raw[begin - start :]) - len(raw[begin - start :].lstrip())
            places.append(Span(min(begin, end), end))
        elif here is not body and (line.startswith("    ") or not line.strip()):
            line = line[4:]
        elif here is not body and not fence and not (lazy and _BLOCK.match(line) is None):
            here = body
        if here is body and not fence:
            line = _plain(line)
        if here is not body and line.strip():
            places[-1] = Span(places[-1].start, max(places[-1].end, end))
        here.append(line)
        mark = _FENCE.match(line)
        if mark is None:
            lazy = bool(line.strip())
        elif not fence and not ("`" in mark["mark"] and "`" in mark["rest"]):
            fence, lazy = mark["mark"], False
        elif fence and mark["mark"].startswith(fence) and not mark["rest"].strip():
            fence = ""
    return "\n".join(body), [
        (label, "\n".join(lines).rstrip("\n"), place) for (label, lines), place in zip(notes, places, strict=True)
    ]


def _plain(line: str) -> str:
    """A line of the body without what pandoc takes for attributes and divisions."""
    if ":::" in line and _DIVISION.match(line):
        return ""
    if line.lstrip(" ").startswith("#") and (heading := _HEADING.match(line)) is not None:
        return heading["text"]
    return line


def _tree(words: str, name: str) -> _Element:
    return html.tree(f"<div>{words}</div>", name)


def _rendered(markdown: MarkdownIt, text: str, env: MutableMapping[str, Any], name: str) -> str:
    """Markdown as HTML.  Raises ReadError for blocks in blocks that markdown-it would leave out."""
    try:
        tokens = markdown.parse(text, env)
    except RecursionError:
        raise ReadError(
            Code.BAD_XML_PART, name=name, part="Markdown", reason="its blocks are nested too deeply"
        ) from None
    rendered: str = markdown.renderer.render(tokens, markdown.options, env)
    return rendered


def _depth(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Give up at once where markdown-it would leave out what is nested deeper, which it looks through at each depth."""
    if state.level >= _DEEPEST - 1:
        raise RecursionError
    return False


def _parser(notes: _Notes, *, plain: bool) -> MarkdownIt:
    """``plain``: notes are typed as text, so that their lines are kept, which tell where they begin."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"maxNesting": _DEEPEST + 4, "breaks": plain}).enable(
        ["table", "strikethrough"]
    )
    markdown.block.ruler.before("table", "depth", _depth)
    inline = markdown.inline.ruler
    inline.before("link", "note", lambda state, silent: _note(state, silent, notes, markdown))
    inline.before("escape", "open", lambda state, silent: _open(state, silent, notes))
    inline.before("link", "mark", _mark)
    inline.before("link", "span", lambda state, silent: _span(state, silent, notes, markdown))
    inline.after("link", "attributes", _attributes)
    inline.before("escape", "space", _space)
    markdown.core.ruler.push("dashes", _dashes)
    markdown.core.ruler.push("entities", _entities)
    # the words for a picture are its caption
    markdown.add_render_rule("image", lambda _, tokens, at, options, env: escape(tokens[at].content))
    return markdown


def _dashes(state: StateCore) -> None:
    """Two and three hyphens between figures or spaces, as typewriters set dashes and pandoc reads them."""
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text" and "--" in child.content:
                child.content = _DASHES.sub(lambda m: "—" if len(m[0]) == 3 else "–", child.content)


def _entities(state: StateCore) -> None:
    """ "&amp;" in an address between angle brackets, which markdown-it leaves as it is."""
    for token in state.tokens:
        inside = False
        for child in token.children or ():
            inside = child.markup == "autolink" if child.type == "link_open" else inside and child.type != "link_close"
            if inside and child.type == "link_open":
                child.attrSet("href", str(child.attrGet("href")).replace("&amp;", "&"))
            elif inside:
                child.content = child.content.replace("&amp;", "&")


def _note(state: StateInline, silent: bool, notes: _Notes, markdown: MarkdownIt) -> bool:
    """``[^label]`` of a note that there is, and ``^[a note in its place]``."""
    at, source = state.pos, state.src
    if source.startswith("[^", at):
        match = _CALL.match(source, at, state.posMax)
        if match is None:
            return False
        label, stop = match["label"], match.end()
        if label not in notes.texts:
            if not silent:
                notes.missing.append(label)
            return False
    elif source.startswith("^[", at):
        end = notes.end(source, at + 1)
        if not 0 <= end < state.posMax:
            return False
        label, stop = f"\0{len(notes.inline)}", end + 1
        if not silent:
            notes.inline[label] = ""
            notes.contents[label] = source[at + 2 : end]
            notes.inline[label] = markdown.renderInline(source[at + 2 : end], state.env)
    else:
        return False
    if not silent:
        token = state.push("html_inline", "", 0)
        token.content = f'<a {notes.attribute}="{len(notes.calls)}">*</a>'
        notes.calls.append(label)
    state.pos = stop
    return True


def _mark(state: StateInline, silent: bool) -> bool:
    """Raised and lowered letters (``2^nd^``, ``H~2~O``)."""
    for pattern, name in ((_RAISED, "sup"), (_LOWERED, "sub")):
        match = pattern.match(state.src, state.pos, state.posMax)
        if match is not None and not (name == "sub" and state.src[state.pos - 1 : state.pos] == "~"):
            if not silent:
                state.push("html_inline", "", 0).content = f"<{name}>{escape(match['text'])}</{name}>"
            state.pos = match.end()
            return True
    return False


def _open(state: StateInline, silent: bool, notes: _Notes) -> bool:
    """A bracket that nothing closes, or that of a picture, where there are many."""
    source, at = state.src, state.pos
    bracket = at + 1 if source.startswith("![", at) else at
    if source[bracket] != "[" or not notes.left_open(source, bracket):
        return False
    if not silent:
        state.pending += source[at : bracket + 1]
        if len(state.pending) > _LONGEST_PENDING:
            state.pushPending()
    state.pos = bracket + 1
    return True


def _span(state: StateInline, silent: bool, notes: _Notes, markdown: MarkdownIt) -> bool:
    """The words of ``[words]{.smallcaps}``."""
    at = state.pos
    end = notes.end(state.src, at) if state.src[at] == "[" else -1
    behind = _ATTRIBUTES.match(state.src, end + 1, state.posMax) if 0 <= end < state.posMax else None
    if behind is None:
        return False
    if not silent:
        stop = state.posMax
        state.pos, state.posMax = at + 1, end
        markdown.inline.tokenize(state)
        state.posMax = stop
    state.pos = behind.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:
    """The attributes behind links and code, which are not printed."""
    at = state.pos
    if state.src[at] == "{" and state.src[at - 1 : at] in (")", "`"):
        match = _ATTRIBUTES.match(state.src, at, state.posMax)
        if match is not None:
            state.pos = match.end()
            return True
    return False


def _space(state: StateInline, silent: bool) -> bool:
    """A no-break space, written with a backslash."""
    if not state.src.startswith("\\ ", state.pos):
        return False
    if not silent:
        state.pending += "\N{NO-BREAK SPACE}"
    state.pos += 2
    return True


READER = Reader("markdown", (".md", ".markdown"), read)
