-- Closing a year: what holds the entries of its days, what was found and left open when it was closed, the notes of its
-- statement, where categories stand in a form, and what an examiner looked at.

-- Days in which the ledger stays as it is: a closed year. While the row stands nothing is recorded, moved or taken back in them.
CREATE TABLE period_lock (
  id       INTEGER PRIMARY KEY,
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day   TEXT NOT NULL CHECK (to_day IS date(to_day)),
  by_table TEXT NOT NULL CHECK (length(by_table) > 0),
  by_row   INTEGER NOT NULL,
  -- As a message names it: "the closed year 2025".
  says     TEXT NOT NULL CHECK (length(says) > 0),
  CHECK (to_day >= from_day),
  UNIQUE (by_table, by_row)
) STRICT;
CREATE INDEX period_lock_days ON period_lock (from_day, to_day);

-- Each time that a year was closed. One that was opened again stays, with the reason.
CREATE TABLE year_close (
  id            INTEGER PRIMARY KEY,
  from_day      TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day        TEXT NOT NULL CHECK (to_day IS date(to_day)),
  closed_on     TEXT NOT NULL CHECK (closed_on IS date(closed_on)),
  closed_by     TEXT NOT NULL,
  note          TEXT NOT NULL DEFAULT '',
  -- The entries of the year, and what lay in all accounts at its end (minor units).
  entries       INTEGER NOT NULL CHECK (entries >= 0),
  balance       INTEGER NOT NULL,
  -- The statement of accounts as it was then: its figures, each with the entries that it opens.
  statement     TEXT NOT NULL,
  -- The step of history that closed it; undoing that step opens the year again.
  closed_in     INTEGER NOT NULL,
  reopened_on   TEXT CHECK (reopened_on IS date(reopened_on)),
  reopened_by   TEXT NOT NULL DEFAULT '',
  reopened_why  TEXT NOT NULL DEFAULT '',
  CHECK (to_day >= from_day),
  CHECK ((reopened_on IS NOT NULL) = (length(reopened_why) > 0))
) STRICT;
CREATE UNIQUE INDEX year_close_standing ON year_close (to_day) WHERE reopened_on IS NULL;

-- What was not settled when a year was closed, and why it was left.
CREATE TABLE year_left (
  id     INTEGER PRIMARY KEY,
  close  INTEGER NOT NULL REFERENCES year_close (id) ON DELETE CASCADE,
  item   TEXT NOT NULL CHECK (length(item) > 0),
  says   TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0)
) STRICT;
CREATE INDEX year_left_of ON year_left (close);

-- The notes that people write for a year's statement, by the form's key of the note.
CREATE TABLE year_note (
  id     INTEGER PRIMARY KEY,
  to_day TEXT NOT NULL CHECK (to_day IS date(to_day)),
  note   TEXT NOT NULL CHECK (length(note) > 0),
  text   TEXT NOT NULL CHECK (length(text) > 0),
  UNIQUE (to_day, note)
) STRICT;

-- Where a category stands in a form, in place of where the form would put it.
CREATE TABLE year_place (
  id       INTEGER PRIMARY KEY,
  category INTEGER NOT NULL REFERENCES category (id) ON DELETE CASCADE,
  form     TEXT NOT NULL CHECK (length(form) > 0),
  line     TEXT NOT NULL CHECK (length(line) > 0),
  UNIQUE (category, form)
) STRICT;

-- Entries drawn for an examiner: by the seed anybody can draw the same ones again.
CREATE TABLE year_sample (
  id       INTEGER PRIMARY KEY,
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day   TEXT NOT NULL CHECK (to_day IS date(to_day)),
  seed     TEXT NOT NULL CHECK (length(seed) > 0),
  -- How many were drawn by the seed, and from which amount on all were taken (minor units).
  wanted   INTEGER NOT NULL CHECK (wanted >= 0),
  least    INTEGER CHECK (least > 0),
  -- How many entries the year had then.
  of_all   INTEGER NOT NULL CHECK (of_all >= 0),
  drawn_on TEXT NOT NULL CHECK (drawn_on IS date(drawn_on)),
  drawn_by TEXT NOT NULL
) STRICT;
CREATE INDEX year_sample_of ON year_sample (to_day);

-- One of them, and what the examiner found. No reference to the entry: it is named also after it was taken back.
CREATE TABLE year_sampled (
  id         INTEGER PRIMARY KEY,
  sample     INTEGER NOT NULL REFERENCES year_sample (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,
  entry      INTEGER NOT NULL,
  why        TEXT NOT NULL CHECK (why IN ('seed', 'large')),
  outcome    TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'agreed', 'query')),
  note       TEXT NOT NULL DEFAULT '',
  checked_on TEXT CHECK (checked_on IS date(checked_on)),
  checked_by TEXT NOT NULL DEFAULT '',
  CHECK ((outcome = '') = (checked_on IS NULL)),
  UNIQUE (sample, entry)
) STRICT;
