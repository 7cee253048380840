"""The library's file: its tables, version by version."""

from __future__ import annotations

from bibtool.database import Kind
from bibtool.decisions.store import TABLES as TABLES_OF_DECISIONS

#: In the header of the file (SQLite file format, 1.3.17): "bibl".
APPLICATION = 0x6269626C

# One script a version: a file of version n gets those from n on.  Tables that hold what people entered are logged row
# by row (bibtool.library.log); "words", "spellings" and "evidence" are made from "work" and are not.  The two full-text
# tables hold no text (content='') and no index of beginnings: for 100,000 works they take 15 MB instead of 40, and a
# beginning of two letters 3 ms.
_VERSIONS = (
    """
CREATE TABLE work (
  id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL COLLATE NOCASE UNIQUE, type TEXT NOT NULL, year INTEGER,
  language TEXT NOT NULL, item TEXT NOT NULL, variants TEXT NOT NULL, certainty TEXT NOT NULL, added TEXT NOT NULL);
CREATE TABLE mention (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, document TEXT NOT NULL,
  note_id TEXT NOT NULL, note TEXT NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, locator TEXT NOT NULL,
  accessed TEXT NOT NULL, url TEXT NOT NULL, UNIQUE (document, note_id, place));
CREATE INDEX mention_work ON mention (work);
CREATE TABLE tag (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, name TEXT NOT NULL,
  UNIQUE (work, name));
CREATE INDEX tag_name ON tag (name);
CREATE TABLE remark (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, text TEXT NOT NULL);
CREATE INDEX remark_work ON remark (work);
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, path TEXT NOT NULL,
  UNIQUE (work, path));
CREATE TABLE distinct_pair (
  id INTEGER PRIMARY KEY AUTOINCREMENT, one INTEGER NOT NULL REFERENCES work ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES work ON DELETE CASCADE, UNIQUE (one, other));
CREATE TABLE aside (
  id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, line TEXT NOT NULL, text TEXT NOT NULL,
  reason TEXT NOT NULL, UNIQUE (source, line, text, reason));
CREATE TABLE operation (
  id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, command TEXT NOT NULL, batch INTEGER,
  undoes INTEGER, undone_by INTEGER);
CREATE TABLE logged (
  id INTEGER PRIMARY KEY, operation INTEGER NOT NULL REFERENCES operation, place TEXT NOT NULL, row INTEGER NOT NULL,
  before TEXT, after TEXT);
CREATE INDEX logged_operation ON logged (operation);
CREATE TABLE evidence (value TEXT NOT NULL, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE,
  PRIMARY KEY (value, work)) WITHOUT ROWID;
CREATE INDEX evidence_work ON evidence (work);
CREATE VIRTUAL TABLE words USING fts5 (people, rest, content='', tokenize="ascii tokenchars '_'");
CREATE VIRTUAL TABLE spellings USING fts5 (exact, content='', detail=none, tokenize="ascii tokenchars '_'");
""",
    TABLES_OF_DECISIONS,
    """
CREATE TABLE former (
  id INTEGER PRIMARY KEY AUTOINCREMENT, work INTEGER NOT NULL REFERENCES work ON DELETE CASCADE,
  key TEXT NOT NULL COLLATE NOCASE, content TEXT NOT NULL, UNIQUE (work, key, content));
CREATE INDEX former_key ON former (key);
CREATE INDEX former_content ON former (content);
CREATE TABLE person_form (
  id INTEGER PRIMARY KEY AUTOINCREMENT, person INTEGER NOT NULL, form TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  preferred INTEGER NOT NULL);
CREATE INDEX person_form_person ON person_form (person);
""",
)
KIND = Kind(APPLICATION, "library", _VERSIONS)


class LibraryError(Exception):
    """The library cannot be used; the message says why, for the user."""
