"""``python -m bibtool``: the command line."""

import sys

from bibtool.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
