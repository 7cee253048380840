"""Findings: coded values with arguments and spans; their sentences live in ``codes/*.toml``, a file a family."""
