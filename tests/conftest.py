"""All tests run as with ``--debug``: a fault shows itself, and no boundary turns it into a finding."""

import os

os.environ.setdefault("BIBTOOL_DEBUG", "1")
