"""One command a module: its function ``command`` is what typer runs, its docstring the help.

A new command is one new file here.  A module imports typer and the annotations it needs; what does the work is
imported inside ``command``, so that ``--help`` and shell completion stay fast.  ``ORDER`` (a number, 50 if absent)
sorts the list in ``--help``.  Errors are raised (:class:`~bibtool.jobs.errors.JobError`, ReadError), never printed;
``raise typer.Exit(code)`` sets another exit code than 0.
"""
