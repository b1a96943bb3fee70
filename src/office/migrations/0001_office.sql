-- The office itself: what it is, who uses it, its history, its seal. Every table is STRICT with an INTEGER PRIMARY KEY
-- and holds only INTEGER and TEXT, so that a row's image is plain JSON. The exceptions are listed in office/schema.rs.

CREATE TABLE office (
  id            INTEGER PRIMARY KEY CHECK (id = 1),
  party         TEXT NOT NULL,
  branch        TEXT NOT NULL,
  unit_type     TEXT NOT NULL DEFAULT 'branch',
  currency      TEXT NOT NULL CHECK (length(currency) = 3),
  year_start_month INTEGER NOT NULL DEFAULT 1 CHECK (year_start_month BETWEEN 1 AND 12),
  year_start_day   INTEGER NOT NULL DEFAULT 1 CHECK (year_start_day BETWEEN 1 AND 28),
  time_zone     TEXT NOT NULL DEFAULT 'UTC',
  letterhead    TEXT NOT NULL DEFAULT '',
  logo          INTEGER REFERENCES attachment (id),
  signature     INTEGER REFERENCES attachment (id),
  signatory     TEXT NOT NULL DEFAULT '',
  accent        TEXT NOT NULL DEFAULT '2B5C8A' CHECK (length(accent) = 6),
  lock_minutes  INTEGER NOT NULL DEFAULT 10 CHECK (lock_minutes BETWEEN 1 AND 240),
  paper         TEXT NOT NULL DEFAULT 'A4' CHECK (paper IN ('A4', 'Letter')),
  month_first   INTEGER NOT NULL DEFAULT 0 CHECK (month_first IN (0, 1))
) STRICT;

-- Which law's packs the office follows, in order; the first decides the defaults.
CREATE TABLE office_jurisdiction (
  id       INTEGER PRIMARY KEY,
  code     TEXT NOT NULL UNIQUE,
  position INTEGER NOT NULL
) STRICT;

-- The people who use the office. There are no roles: whoever opens the file sees all of it.
CREATE TABLE officer (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL CHECK (length(name) > 0),
  initials TEXT NOT NULL DEFAULT '',
  post     TEXT NOT NULL DEFAULT '',
  active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1))
) STRICT;

-- What is attached to a record: the row is journaled, the bytes lie apart and are proved by the digest (SHA-256, hex).
CREATE TABLE attachment (
  id         INTEGER PRIMARY KEY,
  owner_table TEXT NOT NULL,
  owner      INTEGER NOT NULL,
  name       TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size       INTEGER NOT NULL CHECK (size >= 0),
  digest     TEXT NOT NULL CHECK (length(digest) = 64)
) STRICT;
CREATE INDEX attachment_of ON attachment (owner_table, owner);

CREATE TABLE attachment_data (
  id    INTEGER PRIMARY KEY,
  bytes BLOB NOT NULL
) STRICT;

-- Half-typed forms and unposted batches, kept when the office locks. Not part of the history.
CREATE TABLE draft (
  id    INTEGER PRIMARY KEY,
  place TEXT NOT NULL UNIQUE,
  at    TEXT NOT NULL,
  json  TEXT NOT NULL
) STRICT;

-- One row per operation. `hash` covers the row and the hash before it; `undone` is not part of the chain.
CREATE TABLE journal_op (
  id             INTEGER PRIMARY KEY,
  at             TEXT NOT NULL,
  who            TEXT NOT NULL,
  kind           TEXT NOT NULL,
  summary        TEXT,
  summary_proof  TEXT NOT NULL,
  undoes         INTEGER REFERENCES journal_op (id),
  undone         INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
  first_row      INTEGER NOT NULL,
  row_count      INTEGER NOT NULL,
  rows_digest    TEXT NOT NULL,
  previous_hash  TEXT NOT NULL,
  hash           TEXT NOT NULL
) STRICT;

-- One row per row changed. `before` holds what a change took away (null for an insert: the row is its own image).
-- `proof` is salt:digest of `before`; erasing blanks the image and the salt, the digest stays and the chain still verifies.
CREATE TABLE journal_row (
  id     INTEGER PRIMARY KEY,
  op     INTEGER NOT NULL,
  tbl    INTEGER NOT NULL REFERENCES seal_table (id),
  row    INTEGER NOT NULL,
  act    TEXT NOT NULL CHECK (act IN ('insert', 'update', 'delete')),
  before TEXT,
  proof  TEXT
) STRICT;
CREATE INDEX journal_row_of ON journal_row (tbl, row);

-- The fingerprint: how many rows each table has and the sum of their hashes, kept by the same triggers as the journal.
CREATE TABLE seal_table (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE,
  count INTEGER NOT NULL,
  sum   INTEGER NOT NULL
) STRICT;

-- What each transaction seals: a generation, the head of the chain, the program that wrote it.
CREATE TABLE seal (
  id         INTEGER PRIMARY KEY CHECK (id = 1),
  generation INTEGER NOT NULL,
  head       INTEGER,
  head_hash  TEXT NOT NULL,
  journal_rows INTEGER NOT NULL,
  written_by TEXT NOT NULL
) STRICT;
INSERT INTO seal VALUES (1, 0, NULL, '', 0, '');
