"""The whole jobs (run, extract, lint) as functions: what the command line and other programs share."""
