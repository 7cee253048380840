"""The variables and types that CSL 1.0.2 knows (appendices III and IV), and the older spellings still met in data."""

from __future__ import annotations

NAME_VARIABLES = frozenset(
    """author chair collection-editor compiler composer container-author contributor curator director editor
    editor-translator editortranslator editorial-director executive-producer guest host illustrator interviewer narrator
    organizer original-author performer producer recipient reviewed-author script-writer series-creator
    translator""".split()
)
DATE_VARIABLES = frozenset(
    "accessed available-date container embargo event-date issued original-date submitted".split()
)
NUMBER_VARIABLES = frozenset(
    """chapter-number citation-number collection-number edition first-reference-note-number issue locator number
    number-of-pages number-of-volumes page page-first part-number printing-number section supplement-number version
    volume""".split()
)
STRING_VARIABLES = frozenset(
    """abstract annote archive archive_collection archive_location archive-place authority call-number citation-key
    citation-label collection-title container-title container-title-short dimensions division DOI event event-title
    event-place genre ISBN ISSN jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-genre
    reviewed-title scale source status title title-short URL volume-title year-suffix collection-title-short""".split()
)
TYPES = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis
    treaty webpage""".split()
)
# Spellings of citation managers and of the JSON schema, and the variable that each stands for.
ALIASES = {"journalAbbreviation": "container-title-short", "shortTitle": "title-short"}
# Keys of CSL-JSON that are no variables.
META = frozenset({"id", "type", "custom", "categories", "citation-key", "keyword"})
KNOWN = NAME_VARIABLES | DATE_VARIABLES | NUMBER_VARIABLES | STRING_VARIABLES
