"""Shapes of numbers, years and places that several readers of anchors share, as sources of regular expressions."""

from __future__ import annotations

from bibtool.text.letters import CAPITAL, LOWER

NUMBER = rf"[0-9]+(?:ff|nn|ss|rv|[{LOWER}])?(?!\w)"
# No numeral is longer; without a bound a long row of such letters would be read again at each of them.
ROMANS = r"[IVXLCDMІХ]{1,15}(?![^\W\d_])"
# "s. 421, il. 7": a picture, and no numeral
ONE = rf"(?:{NUMBER}|{ROMANS}|(?!il(?!\w))[ivxl]{{1,15}}(?![^\W\d_]))"
# "13 –3 7": recognition parts the figures of a number; only the last figure is taken back.
# "С. 434.435": a full stop for the dash between numbers of as many figures.
DOTTED = r"(?:[0-9]{2}\.[0-9]{2}|[0-9]{3}\.[0-9]{3})(?!\w|\.\w)"
RANGE = rf"{ONE}(?:\s?[-–—−―]+\s?(?:[0-9]\s[0-9](?!\w)|{ONE}))?"
# "С. З": recognition puts the Cyrillic letter for the figure.
OCR_THREE = r"(?:[0-9]{1,3}[Зз][0-9]{0,3}|[Зз][0-9]{0,3})(?=[.;,\s]|\Z)"
YEAR = r"(?:1[4-9]|20)\d\d"
YEARS = rf"{YEAR}(?:\s?[-–—―/]\s?(?:{YEAR}|\d\d))?"
# The number of an edition beside its year: "Stuttgart ³1999", "Warszawa 1999³".
RAISED = "[⁰¹²³⁴-⁹]{1,2}"
# What tells works of one author and year apart; not "г", which is short for "года" ("2001г.").
YEAR_LETTER = "[a-fабвде]"
YEAR_SUFFIX = "year-suffix"  # the name of its value
# A town of one or two words, perhaps abbreviated: "М.", "Нижний Новгород", "W-wa".
TOWN = rf"{CAPITAL}[^\W\d_]{{0,14}}(?:[ -][^\W\d_]{{2,12}})?\.?"
_SOFT = r"(?:[’'][^\W\d_]*)?"  # "L'viv", "Khar'kov", "Kazan'"
PLACE = rf"{CAPITAL}[^\W\d_]*{_SOFT}(?:[\s-](?:{CAPITAL}[^\W\d_]*{_SOFT}|на|над|nad)){{0,3}}\.?"
