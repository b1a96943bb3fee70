-- Receipts: each its own record with a number from a series, frozen when issued, never erased.

-- A series of numbers. The active one is what new receipts are numbered from.
CREATE TABLE receipt_series (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  -- Before the year or serial, e.g. the letter of a second copy's own series.
  prefix   TEXT NOT NULL DEFAULT '',
  yearly   INTEGER NOT NULL DEFAULT 1 CHECK (yearly IN (0, 1)),
  digits   INTEGER NOT NULL DEFAULT 4 CHECK (digits BETWEEN 1 AND 12),
  active   INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  UNIQUE (prefix, yearly)
) STRICT;

-- The next serial of a series in a year (year 0 where the series runs on). Numbers come from here and nowhere else.
CREATE TABLE receipt_counter (
  id     INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES receipt_series (id),
  year   INTEGER NOT NULL,
  first  INTEGER NOT NULL DEFAULT 1 CHECK (first >= 1),
  next   INTEGER NOT NULL CHECK (next >= first),
  UNIQUE (series, year)
) STRICT;

-- One yearly run: what was issued, what was left out, and the ledger's total that both add up to.
CREATE TABLE receipt_run (
  id       INTEGER PRIMARY KEY,
  for_year INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('single', 'annual')),
  count    INTEGER NOT NULL,
  total    INTEGER NOT NULL,
  left_out INTEGER NOT NULL,
  ledger   INTEGER NOT NULL,
  CHECK (total + left_out = ledger)
) STRICT;

CREATE TABLE receipt (
  id          INTEGER PRIMARY KEY,
  series      INTEGER NOT NULL REFERENCES receipt_series (id),
  year        INTEGER NOT NULL,
  serial      INTEGER NOT NULL,
  number      TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('single', 'annual')),
  status      TEXT NOT NULL DEFAULT 'issued' CHECK (status IN ('issued', 'void')),
  issued_on   TEXT NOT NULL CHECK (issued_on IS date(issued_on)),
  issued_by   TEXT NOT NULL,
  -- The calendar year of the donations.
  for_year    INTEGER NOT NULL,
  -- The person it was made out to. No reference: the receipt outlives the record.
  donor       INTEGER NOT NULL,
  donor_name  TEXT NOT NULL,
  total       INTEGER NOT NULL,
  -- Everything the paper says, as JSON: donor, issuer, lines, totals in figures and words, wording and its version.
  sheet       TEXT NOT NULL,
  replaces    INTEGER UNIQUE REFERENCES receipt (id),
  run         INTEGER REFERENCES receipt_run (id),
  -- The step of history that issued it; undoing that step voids it.
  issued_in   INTEGER NOT NULL,
  void_reason TEXT NOT NULL DEFAULT '',
  voided_at   TEXT,
  voided_by   TEXT NOT NULL DEFAULT '',
  -- Its place in the order of issue, the hash of the receipt issued before, and its own: number, day, donor, total, sheet.
  position    INTEGER NOT NULL UNIQUE CHECK (position >= 1),
  previous_hash TEXT NOT NULL,
  hash        TEXT NOT NULL,
  CHECK ((status = 'void') = (voided_at IS NOT NULL)),
  CHECK (status = 'issued' OR length(void_reason) > 0),
  UNIQUE (series, year, serial)
) STRICT;
CREATE INDEX receipt_by_donor ON receipt (donor);
CREATE INDEX receipt_by_year ON receipt (for_year, position);
CREATE INDEX receipt_by_step ON receipt (issued_in);
CREATE INDEX receipt_by_run ON receipt (run) WHERE run IS NOT NULL;

-- The newest receipt of the chain, so that one missing at its end is noticed.
CREATE TABLE receipt_head (
  id       INTEGER PRIMARY KEY CHECK (id = 1),
  position INTEGER NOT NULL,
  hash     TEXT NOT NULL
) STRICT;

-- Which donations a receipt covers. A donation may stand on one issued receipt only; void ones let it go, and then the
-- entry may be undone: what the receipt said stays in its sheet.
CREATE TABLE receipt_line (
  id      INTEGER PRIMARY KEY,
  receipt INTEGER NOT NULL REFERENCES receipt (id),
  entry   INTEGER NOT NULL,
  amount  INTEGER NOT NULL,
  -- 1 while the receipt stands; cleared when it is voided.
  stands  INTEGER NOT NULL DEFAULT 1 CHECK (stands IN (0, 1))
) STRICT;
CREATE INDEX receipt_line_of ON receipt_line (receipt);
CREATE UNIQUE INDEX receipt_line_once ON receipt_line (entry) WHERE stands = 1;

-- Each time a receipt went to paper; the first is the original, later ones are copies.
CREATE TABLE receipt_print (
  id      INTEGER PRIMARY KEY,
  receipt INTEGER NOT NULL REFERENCES receipt (id),
  at      TEXT NOT NULL,
  who     TEXT NOT NULL,
  copy    INTEGER NOT NULL CHECK (copy IN (0, 1))
) STRICT;
CREATE INDEX receipt_print_of ON receipt_print (receipt);

-- How this branch issues: one row.
CREATE TABLE receipt_settings (
  id        INTEGER PRIMARY KEY CHECK (id = 1),
  wording   TEXT NOT NULL,
  minimum   INTEGER NOT NULL DEFAULT 0 CHECK (minimum >= 0),
  envelope  TEXT NOT NULL DEFAULT 'dl' CHECK (envelope IN ('none', 'dl', 'din_a', 'din_b', 'us10')),
  per_page  INTEGER NOT NULL DEFAULT 1 CHECK (per_page BETWEEN 1 AND 3),
  place     TEXT NOT NULL DEFAULT '',
  registration TEXT NOT NULL DEFAULT '',
  tax_office TEXT NOT NULL DEFAULT '',
  tax_number TEXT NOT NULL DEFAULT '',
  notice_day TEXT NOT NULL DEFAULT ''
) STRICT;
