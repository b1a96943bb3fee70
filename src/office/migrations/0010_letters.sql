-- Letters: the office's own texts, and who was reminded of dues.

-- A letter with fields in braces. `key` names one that comes with the program and whose place it takes.
CREATE TABLE letter (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL DEFAULT '',
  title    TEXT NOT NULL CHECK (length(title) > 0),
  heading  TEXT NOT NULL DEFAULT '',
  body     TEXT NOT NULL CHECK (length(body) > 0),
  -- Empty: as is usual in this office.
  paper    TEXT NOT NULL DEFAULT '' CHECK (paper IN ('', 'A4', 'Letter')),
  envelope TEXT NOT NULL DEFAULT '' CHECK (envelope IN ('', 'none', 'dl', 'din_a', 'din_b', 'us10')),
  signed   INTEGER NOT NULL DEFAULT 1 CHECK (signed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX letter_title ON letter (title);
CREATE UNIQUE INDEX letter_key ON letter (key) WHERE key <> '';

-- That a payer was reminded of dues: when, in which tone, of how much (minor units).
CREATE TABLE dues_reminder (
  id       INTEGER PRIMARY KEY,
  payer    INTEGER NOT NULL REFERENCES person (id),
  day      TEXT NOT NULL CHECK (day IS date(day)),
  tone     TEXT NOT NULL CHECK (tone IN ('friendly', 'firm', 'last')),
  owed     INTEGER NOT NULL CHECK (owed > 0),
  reminded_by TEXT NOT NULL
) STRICT;
CREATE INDEX dues_reminder_of ON dues_reminder (payer, day);
