"""bibtool: from a Polish article's footnotes to a bibliography.

The line to follow, one folder a stage, each stage pure::

    readers -> notes -> citations -> entries -> formats, render, links

``bibtool.jobs`` offers the whole jobs as functions; ``bibtool.cli`` is the only package that prints.
Importing ``bibtool`` does no work: everything else is imported where it is used.
"""

__version__ = "0.1.0"
