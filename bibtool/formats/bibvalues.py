"""Values of .bib fields by kind: each kind writes a text and reads it back; None where the field cannot hold it."""

from __future__ import annotations

import re

from bibtool.formats.bibwriter import balanced
from bibtool.formats.latex import Letters, Seen, address, escape, tex_spans, unescape
from bibtool.formats.protected_words import protect
from bibtool.text.identifiers import is_isbn, is_issn
from bibtool.text.numerals import roman
from bibtool.text.patterns import regex

_OPEN, _CLOSE = "\ue000", "\ue001"  # private use: stand for braces until the rest is escaped
_RANGE = regex(r"(?<=\w)-(?=\w)")
_LIST_MARK = regex(r"\s*;\s+")


def write_text(kind: str, text: str, language: str = "", letters: Letters = Letters.PLAIN) -> str | None:
    """``text`` as the value of a field of this kind; None: it would be invalid there."""
    if not text.strip():
        return None
    match kind:
        case "titles":
            return _title(text, language, letters)
        case "lists":
            return " and ".join(_listed(part, letters) for part in _LIST_MARK.split(text))
        case "verbatim" | "keys":
            return _verbatim(text)
        case "raw":
            return text if balanced(text) else None
        case "integers":
            return text if re.fullmatch(r"\d{1,9}", text) else _roman(text)
        case "isbn":
            # Zotero writes those of all printings, with a space between them
            return text if is_isbn(text) or all(map(is_isbn, re.split(r"[;,\s]+", text))) else None
        case "issn":
            return text if is_issn(text) else None
        case "ranges":
            if not all(part.strip() for part in re.split("[;,]", text)):
                return None  # biber calls a list with an empty part malformed
            return escape(_RANGE.sub(_OPEN, text), letters).replace(_OPEN, "--")
    return escape(text, letters)


def _listed(text: str, letters: Letters) -> str:
    return "{" + escape(text, letters) + "}" if re.search(r"(?i)(^|\s)and(\s|$)", text) else escape(text, letters)


def read_text(kind: str, value: str, seen: Seen | None = None) -> str:
    """The text of a field of this kind."""
    match kind:
        case "text" | "titles":
            return unescape(value, seen)
        case "verbatim" | "keys":
            return address(value)
        case "ranges":
            return unescape(value.replace("--", "-") if "--" in value else value, seen)
        case "lists":
            if " and " not in value:
                return unescape(value, seen)
            from bibtool.formats.bibnames import split_list

            return "; ".join(unescape(part, seen) for part in split_list(value))
        case "raw":
            return value
    return unescape(value, seen)


def _title(text: str, language: str, letters: Letters) -> str:
    if _OPEN in text or _CLOSE in text:
        return escape(text, letters)
    parts: list[str] = []
    at = 0
    kept = tex_spans(text) if letters is Letters.TEX else []
    for start, end in protect(text, language):
        if any(start < other and one < end for one, other in kept):
            continue  # no brace within a formula or an argument
        parts += [text[at:start], _OPEN, text[start:end], _CLOSE]
        at = end
    parts.append(text[at:])
    return escape("".join(parts), letters).replace(_OPEN, "{").replace(_CLOSE, "}")


def _verbatim(text: str) -> str | None:
    """Raw, as addresses have to stay; only what would end or cut the field is percent-encoded."""
    text = re.sub(r"[ \t\r\n]", "%20", text).replace("\\", "%5C")
    return text if balanced(text) else text.replace("{", "%7B").replace("}", "%7D")


_ROMAN_FORM = regex(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")


def _roman(text: str) -> str | None:
    """The data model wants volumes as integers: LXXVI becomes 76 (the remainder keeps the printed form)."""
    if not text or not _ROMAN_FORM.fullmatch(text):
        return None
    return str(roman(text))
