-- The rules of the law: what is found, what was done about it, what the law asks of a donor, and the party's own values.

-- What a law asks about a donor besides name and address.
CREATE TABLE donor_standing (
  id              INTEGER PRIMARY KEY,
  person          INTEGER NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
  -- What kind of donor the law sees, as jurisdiction packs name it; empty where nobody said.
  class           TEXT NOT NULL DEFAULT '',
  nationality     TEXT NOT NULL DEFAULT '',
  -- On the electoral, company or union register.
  register_number TEXT NOT NULL DEFAULT '',
  -- Holds an elected office.
  office_holder   INTEGER NOT NULL DEFAULT 0 CHECK (office_holder IN (0, 1)),
  note            TEXT NOT NULL DEFAULT ''
) STRICT;

-- What was done about a finding, with the finding as it was and the pack it came from. Rows are only added; a later pack changes
-- none of them. `finding` names people and entries by their ids.
CREATE TABLE finding_work (
  id           INTEGER PRIMARY KEY,
  pack         TEXT NOT NULL,
  pack_version TEXT NOT NULL,
  -- SHA-256 of the pack, hexadecimal.
  pack_digest  TEXT NOT NULL CHECK (length(pack_digest) = 64),
  rule         TEXT NOT NULL CHECK (length(rule) > 0),
  kind         TEXT NOT NULL CHECK (length(kind) > 0),
  anchor       TEXT NOT NULL,
  -- The sum and the entries that it settles.
  mark         TEXT NOT NULL,
  person       INTEGER REFERENCES person (id),
  -- The entry of which nobody is known; neither this nor a person: it is about the unit. No reference: undoing the entry
  -- leaves what was done about it.
  nobody       INTEGER,
  finding      TEXT NOT NULL,
  outcome      TEXT NOT NULL CHECK (outcome IN ('accepted', 'impermissible', 'unidentified', 'indirect', 'aware', 'returned', 'paid_over', 'collection', 'reported', 'done', 'explained', 'before')),
  done_on      TEXT NOT NULL CHECK (done_on IS date(done_on)),
  done_by      TEXT NOT NULL,
  -- Which register was looked at, or by what means and to whom something went.
  means        TEXT NOT NULL DEFAULT '',
  note         TEXT NOT NULL DEFAULT '',
  amount       INTEGER,
  -- Of a collection: how many gave.
  people       INTEGER CHECK (people > 0),
  CHECK (person IS NULL OR nobody IS NULL)
) STRICT;
CREATE INDEX finding_work_of ON finding_work (person) WHERE person IS NOT NULL;
CREATE INDEX finding_work_nobody ON finding_work (nobody) WHERE nobody IS NOT NULL;
CREATE INDEX finding_work_by_day ON finding_work (done_on, id);

-- The entries that work was about. No reference, as above.
CREATE TABLE finding_work_entry (
  id    INTEGER PRIMARY KEY,
  work  INTEGER NOT NULL REFERENCES finding_work (id) ON DELETE CASCADE,
  entry INTEGER NOT NULL
) STRICT;
CREATE INDEX finding_work_entry_of ON finding_work_entry (work);
CREATE INDEX finding_work_by_entry ON finding_work_entry (entry);

-- A value of the party's own in place of a pack's, with the reason.
CREATE TABLE rule_value (
  id       INTEGER PRIMARY KEY,
  rule     TEXT NOT NULL CHECK (length(rule) > 0),
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day   TEXT CHECK (to_day IS date(to_day)),
  op       TEXT CHECK (op IN ('gt', 'gte')),
  amount   INTEGER CHECK (amount >= 0),
  days     INTEGER CHECK (days BETWEEN 0 AND 3660),
  reason   TEXT NOT NULL CHECK (length(reason) > 0),
  set_by   TEXT NOT NULL,
  CHECK ((op IS NULL) = (amount IS NULL)),
  CHECK (amount IS NOT NULL OR days IS NOT NULL),
  CHECK (to_day IS NULL OR to_day >= from_day)
) STRICT;
CREATE INDEX rule_value_of ON rule_value (rule, from_day);

-- A rule of the party's own, with the reason.
CREATE TABLE rule_own (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL CHECK (length(name) > 0),
  says     TEXT NOT NULL DEFAULT '',
  kind     TEXT NOT NULL CHECK (kind IN ('check', 'limit', 'cash', 'anonymous', 'identify', 'report')),
  -- Kinds of entry, with commas.
  entries  TEXT NOT NULL CHECK (length(entries) > 0),
  op       TEXT NOT NULL CHECK (op IN ('gt', 'gte')),
  amount   INTEGER NOT NULL CHECK (amount >= 0),
  over     TEXT NOT NULL DEFAULT 'none' CHECK (over IN ('none', 'calendar_year', 'financial_year', 'quarter')),
  days     INTEGER CHECK (days BETWEEN 0 AND 3660),
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day   TEXT CHECK (to_day IS date(to_day)),
  reason   TEXT NOT NULL CHECK (length(reason) > 0),
  set_by   TEXT NOT NULL,
  CHECK (to_day IS NULL OR to_day >= from_day)
) STRICT;

-- Election periods, for the rules that hold in them only.
CREATE TABLE rule_election (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL CHECK (length(name) > 0),
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day   TEXT NOT NULL CHECK (to_day IS date(to_day)),
  CHECK (to_day >= from_day)
) STRICT;

-- Derived: what the rules find about each donor, kept true after every step and made anew when pack, unit or own rules are others.
-- Outside the history and the fingerprint.
CREATE TABLE finding (
  id       INTEGER PRIMARY KEY,
  -- The donor, or the entry of which nobody is known.
  owner    INTEGER NOT NULL,
  rule     TEXT NOT NULL,
  kind     TEXT NOT NULL,
  severity INTEGER NOT NULL,
  due      TEXT,
  day      TEXT NOT NULL,
  -- The work that settled it.
  work     INTEGER,
  json     TEXT NOT NULL
) STRICT;
CREATE INDEX finding_of ON finding (owner);
CREATE INDEX finding_open ON finding (due, severity, id) WHERE work IS NULL;
-- What the table was made with.
CREATE TABLE finding_basis (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  basis TEXT NOT NULL
) STRICT;
