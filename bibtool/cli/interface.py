"""The language of messages: ``--ui``, else the locale of the environment."""

from __future__ import annotations

import os

DEFAULT = "en"


def language(asked: str | None = None) -> str:
    """``en`` or ``pl``: what was asked for, else the first of LC_ALL, LC_MESSAGES, LANG that says, else English."""
    from bibtool.diagnostics.catalogue import UI_LANGUAGES

    if asked in UI_LANGUAGES:
        return asked
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):  # POSIX order
        value = os.environ.get(variable)
        if value:
            code = value[:2].lower()
            return code if code in UI_LANGUAGES else DEFAULT
    return DEFAULT
