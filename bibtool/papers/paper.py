"""A pandoc document with its citations formatted: cites, footnotes and the list of works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bibtool.csl.context import Cite
from bibtool.csl.processor import NO_FORM, Processor
from bibtool.csl.punctuation import Part, flatten
from bibtool.csl.style import Style
from bibtool.csl.tree import Mark, Run
from bibtool.diagnostics.code import Code
from bibtool.diagnostics.findings import Finding
from bibtool.entries.entry import Entry
from bibtool.entries.parents import other_keys
from bibtool.papers.citing import EVERYTHING, NO_TEXT, Mode, PaperCitation, Reference, citations, uncited
from bibtool.papers.inlines import NOTHING, Carrier, capitalised, is_space, joined
from bibtool.papers.listing import KEPT, REFS, insert, listing
from bibtool.papers.locators import located
from bibtool.papers.marks import marks, place
from bibtool.papers.metadata import PaperSetting
from bibtool.papers.names import has_names, names_of
from bibtool.papers.notes import leads_in, without_layout_stop, without_stop
from bibtool.papers.tree import SPACE, Element, attributes, element, inline_lists, is_element, replaced, words
from bibtool.papers.untold import completed, doubts, told_of, untold
from bibtool.render.fallback import plain as bare_entry
from bibtool.render.processing import processor, used_locale
from bibtool.render.spacing import spaced
from bibtool.render.telling import tells
from bibtool.text.nearest import Names

# Writers that print a citation's keys and not what stands in the document (pandoc's extension "citations").
_KEYS = ("markdown", "commonmark", "gfm", "org", "typst")


class Paper(Struct, frozen=True):
    """The document, how many citations it has, and what is doubtful."""

    document: Element
    citations: int
    findings: tuple[Finding, ...] = ()


class _Setter(Struct):
    """What the citations of one document are set with."""

    entries: Mapping[str, Entry]
    made: Processor
    setting: PaperSetting
    carrier: Carrier
    language: str
    style: Style
    names: Names
    untold: dict[str, str]  # what stands before the cites of works that the style does not tell apart
    findings: list[Finding] = field(default_factory=list)
    unprinted: list[str] = field(default_factory=list)  # the works that are printed without the style

    def links(self, address: str) -> bool:
        """Is an address of a cite or entry a link?"""
        return address.startswith("#") or self.setting.link_bibliography

    def spaced(self, parts: Sequence[Run | Mark], keys: Iterable[str]) -> list[Run | Mark]:
        """What was printed of the works of ``keys``, with the spaces of the setting."""
        works = (self.entries[key].item for key in keys if key in self.entries)
        return spaced(parts, self.setting.setting.spaces, {self.language, *(work.get("language") for work in works)})

    def inlines(self, parts: Sequence[Part]) -> list[Element]:
        """Parts as inlines."""
        return self.carrier.inlines(parts, self.links)


def paper(
    document: Element,
    entries: Sequence[Entry],
    style: Style,
    setting: PaperSetting,
    carrier: Carrier,
    to: str = "",
) -> Paper:
    """Format every citation of ``document`` and add the list of works.

    ``carrier`` is the one that ``setting`` was read with, ``to`` pandoc's output format.  A key that no entry has is
    printed as **?key** and is a finding (BT901).  Raises UnknownScheme.
    """
    known: dict[str, Entry] = {}
    for entry in entries:
        known.setdefault(entry.key, entry)
    others = other_keys(entries)
    found = _by_own_keys(citations(document), others)
    placed = [each for each in found if each is not None]
    asked = [others.get(key, key) for key in uncited(document)]
    keys = [reference.key for each in placed for reference in each.references]
    more = list(known) if EVERYTHING in asked else [key for key in asked if key in known]
    used = [key for key in dict.fromkeys([*keys, *more]) if key in known]
    made = processor(style, {key: known[key].item for key in used}, setting.setting)
    made.anchor = (lambda key: f"#ref-{key}") if setting.link_citations else None
    language = setting.setting.locale or used_locale(made)
    cited = [key for key in dict.fromkeys(keys) if key in known]
    setter = _Setter(known, made, setting, carrier, language, style, Names(known), {})
    setter.findings += [_unknown(key, setter.names, None) for key in asked if key not in known and key != EVERYTHING]
    numbers = _numbers(found, known, style.in_text)
    parts = _clusters(placed, numbers, more, cited, setter)
    parts = [
        setter.spaced(part, [reference.key for reference in each.references])
        for each, part in zip(placed, parts, strict=True)
    ]
    printed = {
        id(each.element): element("Cite", [each.element["c"][0], _trimmed(_printed(each, part, setter))])
        for each, part in zip(placed, parts, strict=True)
    }
    done = replaced(document, lambda each: printed.get(id(each)))
    if not style.in_text or setting.notes_after is not None:
        rule = marks(setter.language, made.locale.punctuation_in_quote, setting.notes_after)
        place([done["meta"], done["blocks"]], rule)
    else:
        place([done["meta"], done["blocks"]], marks(setter.language, False, False))
    prints_keys = to.partition("_")[0] in _KEYS
    if prints_keys:
        _spliced(done)
        for field_name in NO_TEXT:  # or the writer, and who reads what it wrote, would cite once more
            done["meta"].pop(field_name, None)
    if used and not setting.suppress_bibliography:
        listed = {entry.id: flatten(entry.node, entry.locale) for entry in made.entries()}
        if made.sheets.main.bibliography is not None:
            listed |= {
                key: completed(listed.get(key, []), known[key]) for key in used if not tells(listed.get(key, []))
            }
            setter.unprinted += [key for key, row in listed.items() if not tells(row)]
        rows = {key: setter.inlines(setter.spaced(row, [key])) for key, row in listed.items()}
        refs = listing(rows, known, setting, made, setter.language, to)
        insert(done, refs, setting.section_title, KEPT if prints_keys else REFS)
    return Paper(done, len(placed), (*setter.findings, *doubts([*setter.untold, *setter.unprinted], style.name)))


def _clusters(
    placed: Sequence[PaperCitation], numbers: Sequence[int], more: Sequence[str], cited: Sequence[str], setter: _Setter
) -> list[list[Run | Mark]]:
    """Every citation as the style prints it, with what ``setter`` finds untold of works.

    Most citations say by themselves whether the style tells which work they are of; only others are looked at apart.
    """
    before = list(setter.findings)
    while True:
        clusters = [_cites(each, setter) for each in placed]
        parts = setter.made.document_clusters(list(zip(clusters, numbers, strict=True)), more)
        if setter.untold:
            return parts
        told = told_of(zip(clusters, parts, strict=True))
        setter.untold = untold(setter.made, setter.entries, [key for key in cited if key not in told])
        if not setter.untold:
            return parts
        setter.findings = list(before)


def _by_own_keys(found: Sequence[PaperCitation | None], others: Mapping[str, str]) -> list[PaperCitation | None]:
    """The citations with the keys of the entries where they cite by another one (``ids``)."""
    if not others:
        return list(found)
    return [
        each
        and replace(each, references=tuple(replace(one, key=others.get(one.key, one.key)) for one in each.references))
        for each in found
    ]


def _numbers(found: Sequence[PaperCitation | None], known: Mapping[str, Entry], in_text: bool) -> list[int]:
    """The number of the note that each citation stands in, all notes of the finished document counted."""
    numbers: list[int] = []
    last = 0
    for each in found:
        if each is None:
            last += 1
        elif each.note:
            numbers.append(last)
        elif in_text:
            numbers.append(0)
        else:
            last += _makes_note(each, known)
            numbers.append(last)
    return numbers


def _makes_note(citation: PaperCitation, known: Mapping[str, Entry]) -> bool:
    """Does a citation in the running text become a note?  "@key" of an unknown work does not."""
    return not citation.in_text or any(reference.key in known for reference in citation.references)


def _cites(citation: PaperCitation, setter: _Setter) -> list[Cite]:
    """The known cites of a citation, with the unknown ones in the words around them."""
    out: list[Cite] = []
    waiting = ""  # unknown cites before the first known one
    delimiter = setter.made.collapse_rules.delimiter or "; "
    others = [reference for reference in citation.references if reference.key not in setter.untold]
    for number, reference in enumerate(citation.references):
        entry = setter.entries.get(reference.key)
        named_before = reference.mode is Mode.SUPPRESSED or (number == 0 and citation.in_text)
        bare = "" if named_before else setter.untold.get(reference.key, "")
        if entry is None:
            setter.findings.append(_unknown(reference.key, setter.names, citation))
        if entry is None or (bare and others):
            text = _missing(reference, setter, bare)
            if out:
                out[-1].suffix += delimiter + text
            else:
                waiting += text + delimiter
            continue
        told = located(reference.suffix, setter.language, entry.item.get("language"))
        cite = Cite(
            reference.key,
            told.locator,
            told.label,
            waiting + _prefix(reference, setter, not out and _starts(citation, setter)) + (f"{bare}, " if bare else ""),
            setter.carrier.text(told.suffix),
        )
        waiting = ""
        # the note of a work without names keeps its title, which else would stand for the names
        named = setter.style.in_text or has_names(entry.item)
        cite.suppress_author = reference.mode is Mode.SUPPRESSED or (number == 0 and citation.in_text and named)
        if not out and not setter.style.in_text and not cite.prefix and not _begins(citation):
            cite.prefix = NOTHING  # "zob. tamże": no capital inside of a sentence
        if _goes_on(citation, setter.style):
            cite.suffix += NOTHING  # the full stop of the note does not melt into that of "dz. cyt."
        out.append(cite)
    return out


def _starts(citation: PaperCitation, setter: _Setter) -> bool:
    return not setter.style.in_text and _begins(citation)


def _begins(citation: PaperCitation) -> bool:
    """Does a citation begin its note?"""
    return not citation.note or not citation.before.strip()


def _prefix(reference: Reference, setter: _Setter, capital: bool) -> str:
    text = setter.carrier.text(capitalised(reference.prefix) if capital else reference.prefix)
    return f"{text} " if text and text[-1] not in " \u00a0([„“«/–—-" else text


def _missing(reference: Reference, setter: _Setter, bare: str = "") -> str:
    """A cite as words: of an unknown work its key, else what is known of it (``bare``)."""
    shown = bare or setter.carrier.carry(element("Strong", [element("Str", f"?{reference.key}")]))
    suffix = setter.carrier.text(reference.suffix)
    if suffix and suffix[0].isalnum():
        suffix = f", {suffix}"
    return _prefix(reference, setter, False) + shown + suffix


def _unknown(key: str, names: Names, citation: PaperCitation | None) -> Finding:
    near = names.nearest(key)
    args = {"key": key, "near": f" ({', '.join(near)}?)" if near else "", "context": ": nocite", "section": ""}
    if citation is None:
        return Finding(Code.KEY_UNKNOWN, args)
    args["context"] = f": {citation.context}" if citation.context else ""  # LaTeX's citations have no text
    args["section"] = f" ({citation.heading})" if citation.heading else ""
    return Finding(Code.KEY_UNKNOWN, args, note_id=str(citation.note) if citation.note else "")


def _printed(citation: PaperCitation, parts: Sequence[Part], setter: _Setter) -> list[Element]:
    """What a citation is in the document: text, a note, or an author and one of these."""
    known = [reference for reference in citation.references if reference.key in setter.entries]
    if not known:
        return _all_unknown(citation, setter)
    if any(isinstance(part, Run) and NO_FORM in part.text for part in parts):
        # a style of authors alone ("Nowak") leaves nothing behind "@nowak"; else the style has no form for the work
        parts = [] if citation.in_text else _without_form(known, setter)
    text = setter.inlines(without_layout_stop(parts))
    author = _author(known[0].key, setter) if citation.in_text else []
    if setter.style.in_text:
        return joined([*author, *([SPACE] if author and text and text[0]["t"] != "Superscript" else []), *text])
    if not citation.note:
        # without its author a note may begin with "op. cit."
        whole = citation.in_text or known[0].mode is Mode.SUPPRESSED
        return [*author, *([_note(capitalised(text) if whole else text)] if text else [])]
    if citation.in_text:
        text = joined([*author, *([element("Str", ","), SPACE] if author and text else []), *text])
    elif not leads_in(citation.before):
        return joined([element("Str", "("), *text, element("Str", ")")])
    return without_stop(text) if citation.after.startswith(".") else text


def _goes_on(citation: PaperCitation, style: Style) -> bool:
    """Does something follow a citation inside a note of the author's, be it the bracket that it is set in?"""
    if style.in_text or not citation.note:
        return False
    return bool(citation.after.strip()) or not (citation.in_text or leads_in(citation.before))


def _note(text: list[Element]) -> Element:
    return element("Note", [element("Para", text)])


def _author(key: str, setter: _Setter) -> list[Element]:
    """The author in the sentence: as the style prints names, or else the names of the work."""
    named = setter.made.named(key)
    inlines = (
        setter.inlines(named)
        if named
        else words(names_of(setter.entries[key].item, setter.made.locale) or setter.untold.get(key, ""))
    )
    if inlines and setter.setting.link_citations:
        return [element("Link", [attributes(), inlines, [f"#ref-{key}", ""]])]
    return inlines


def _all_unknown(citation: PaperCitation, setter: _Setter) -> list[Element]:
    delimiter = setter.made.collapse_rules.delimiter or "; "
    shown = delimiter.join(_missing(each, setter) for each in citation.references)
    if citation.in_text:
        return setter.inlines([Run(shown)])
    text = setter.inlines(_in_brackets(shown, setter))
    return text if citation.note or setter.style.in_text else [_note([*text, element("Str", ".")])]


def _without_form(known: Sequence[Reference], setter: _Setter) -> list[Part]:
    setter.unprinted += [reference.key for reference in known]
    texts = [_missing(each, setter, bare_entry(setter.entries[each.key])) for each in known]
    return _in_brackets("; ".join(texts), setter)


def _in_brackets(text: str, setter: _Setter) -> list[Part]:
    """What stands in the place of cites, in the brackets of an in-text style."""
    area = setter.made.sheets.main.citation
    if not setter.style.in_text or area is None:
        return [Run(text)]
    look = area.layouts[-1].look
    return [Run(look.prefix), Run(text), Run(look.suffix)]


def _trimmed(text: list[Element]) -> list[Element]:
    while text and is_space(text[-1]):
        text.pop()
    return text


def _spliced(document: Element) -> None:
    """Put what citations print in their place, for writers that would print the keys of a ``Cite``."""
    for inlines in inline_lists(document):
        if any(is_element(each, "Cite") for each in inlines):
            rows = [each["c"][1] if is_element(each, "Cite") else [each] for each in inlines]
            inlines[:] = joined([inline for row in rows for inline in row])
