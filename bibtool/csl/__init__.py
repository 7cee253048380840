"""A CSL 1.0.2 processor.  It imports nothing else of bibtool.

    from bibtool.csl.processor import Processor
    from bibtool.csl.style import Style

    processor = Processor(Style.load("chicago-notes-bibliography"), items, locale="pl-PL")
    processor.bibliography(to="html")                          # one string an entry, in the style's order
    processor.cite([{"id": "kowalska2016", "locator": "12"}], note=1)    # the next citation of a document
    processor.document([(["kowalska2016"], 1), (["kowalska2016"], 2)])   # all citations at once, ibid. found
    processor.entries()                                        # typed trees, for writers of one's own
    processor.findings                                         # what was wrong with the items

`items` are CSL-JSON dictionaries.  Outputs: html, text, markdown, latex.  Styles that cannot be used raise
:class:`bibtool.csl.findings.StyleError`; nothing in an item raises.

An item goes this way: `item` (made safe) -> `compile` (a style became functions, once) -> `tree` (typed inlines) ->
`sort`, `positions`, `disambiguate`, `collapse`, `substitute` -> `punctuation` (flat, marks settled) -> `output`.
"""
