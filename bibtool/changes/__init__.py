"""What would be written, as a value: edits of bytes or of a package's parts, with their inverse.

Every command that changes a file makes a :class:`~bibtool.changes.change.ChangeSet`, shows it
(:mod:`bibtool.changes.diff`) and writes it (:mod:`bibtool.changes.store`), with a backup beside the file and a row in
the journal (:mod:`bibtool.changes.journal`), from which it is undone.
"""
