"""Numbers that catalogues, archives and databases give a work: "PMID: 12345678", "hdl:2027/mdp.39", "JSTOR 2504021"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bibtool.citations.scan.anchors import Anchor, Kind
from bibtool.citations.scan.rules import Note, Rule, keys, keys_of
from bibtool.language.lexicon import lexicon

#: The rules of those for which CSL has a variable, and of all others.
PUBMED, CENTRAL, OTHER = "pmid", "pmcid", "identifier"
_ENDS = r"(?![\w/])"


def rules() -> tuple[Rule, ...]:
    """What names itself by its own letters, and numbers behind the words for whose they are."""
    before = lexicon().alternation("identifier")
    return (
        # with figures enough to be no year, or six capitals: "OCLC 1234567", "EDN: ABCDEF"
        Rule(
            keys("identifier"),
            rf"(?P<pmc>PMCID\s?:?\s?(?P<number2>PMC[0-9]{{4,9}}))"
            rf"|(?P<pmid>(?:PubMed\s)?PMID\s?:?\s?(?P<number>[0-9]{{4,9}})){_ENDS}"
            rf"|(?:URN\s?:?\s?)(?P<urn>urn:[a-z0-9-]{{2,16}}:[\w.:/-]*\w)"
            rf"|(?P<other>{before}\s?:?\s?(?:№\s?)?(?:(?=[\w./-]*[0-9]{{5}})[\w./-]*\w|[A-Z]{{6}}{_ENDS}))",
            _found,
        ),
        Rule(keys_of(("PMC",)), rf"(?P<pmc>(?P<number2>PMC[0-9]{{4,9}})){_ENDS}", _found),
        Rule(
            keys_of(("hdl", "handle", "urn", "arXiv", "stable")),
            rf"(?P<other>(?:hdl|HDL|[Hh]andle)\s?:\s?[0-9][\w.]*/[\w.:()/-]*\w"
            rf"|urn:nbn:[a-z]{{2}}[\w.:/-]*\w"
            # "arXiv preprint arXiv:1205.12345 [math.CO]"
            rf"|(?:(?i:arXiv)\spreprint,?\s)?(?i:arXiv)\s?:\s?(?:[0-9]{{4}}\.[0-9]{{4,5}}|[a-z-]+(?:\.[A-Z]{{2}})?/[0-9]{{7}})"
            rf"(?:v[0-9]{{1,2}})?(?:\s\[[\w.-]+\])?"
            rf"|stable/[0-9]{{4,}}){_ENDS}",
            _found,
        ),
    )


def _found(note: Note, match: re.Match[str]) -> Iterator[Anchor]:
    if any(url.start <= match.start() < url.end for url in note.urls):
        return
    found = match.groupdict()
    if found.get("pmid") is not None:
        rule, group = PUBMED, "number"
    elif found.get("pmc") is not None:
        rule, group = CENTRAL, "number2"
    else:
        rule, group = OTHER, "urn" if found.get("urn") is not None else "other"
    yield Anchor(Kind.DOI, *match.span(), *match.span(group), match[group], rule=rule)
