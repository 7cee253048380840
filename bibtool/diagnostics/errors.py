"""The error that says what cannot be done, as a finding."""

from __future__ import annotations

from bibtool.diagnostics.findings import Finding


class CodedError(Exception):
    """Something that cannot be done.  ``finding`` says what, where and what to do; ``str`` of it is that sentence."""

    finding: Finding

    @property
    def code(self) -> str:
        """The code of the catalogue ("BT701"), which never changes its meaning."""
        return self.finding.code

    def message(self, ui: str = "en") -> str:
        """The sentence in a language of messages ("en", "pl")."""
        from bibtool.diagnostics.catalogue import sentence

        return sentence(self.finding, ui)

    def __str__(self) -> str:
        return self.message()
