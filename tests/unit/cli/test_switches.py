"""Options of every command that are environment variables too."""

from bibtool.cli.app import SWITCHES
from bibtool.cli.progress import QUIET, quiet
from bibtool.jobs.boundary import DEBUG


def test_each_has_the_variable_that_is_looked_at() -> None:
    assert SWITCHES == {"--debug": DEBUG, "--quiet": QUIET}
    assert quiet({QUIET: "1"}) and not quiet({QUIET: "0"}) and not quiet({})
