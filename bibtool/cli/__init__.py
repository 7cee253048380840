"""The command line: the only package that prints, reads arguments and sets exit codes."""
