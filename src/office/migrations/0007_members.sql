-- Members: classes and their fees, one record per term of membership, and what is owed. What is paid stands in the ledger
-- (entries of kind dues) and nowhere else.

-- A kind of membership, as the party names it.
CREATE TABLE member_class (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  -- Whether its members pay dues. One that owes none (honorary) never lapses.
  owes     INTEGER NOT NULL DEFAULT 1 CHECK (owes IN (0, 1)),
  -- Whether its members may vote, where the roll's rule names no classes.
  votes    INTEGER NOT NULL DEFAULT 1 CHECK (votes IN (0, 1)),
  -- Whether one fee covers dependants.
  family   INTEGER NOT NULL DEFAULT 0 CHECK (family IN (0, 1)),
  position INTEGER NOT NULL,
  closed   INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  note     TEXT NOT NULL DEFAULT ''
) STRICT;

-- What a class costs for twelve months (minor units), from a day on until the next fee of the class.
CREATE TABLE member_fee (
  id       INTEGER PRIMARY KEY,
  class    INTEGER NOT NULL REFERENCES member_class (id) ON DELETE CASCADE,
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  amount   INTEGER NOT NULL CHECK (amount >= 0),
  UNIQUE (class, from_day)
) STRICT;

-- How this branch counts years and days: one row.
CREATE TABLE member_settings (
  id             INTEGER PRIMARY KEY CHECK (id = 1),
  year           TEXT NOT NULL DEFAULT 'fixed' CHECK (year IN ('fixed', 'rolling')),
  year_month     INTEGER NOT NULL DEFAULT 1 CHECK (year_month BETWEEN 1 AND 12),
  year_day       INTEGER NOT NULL DEFAULT 1 CHECK (year_day BETWEEN 1 AND 28),
  -- Who joins from this day of the year on has paid until the end of the next one. No month: there is no such day.
  rollover_month INTEGER CHECK (rollover_month BETWEEN 1 AND 12),
  rollover_day   INTEGER CHECK (rollover_day BETWEEN 1 AND 28),
  grace_days     INTEGER NOT NULL DEFAULT 90 CHECK (grace_days BETWEEN 0 AND 730),
  proration      TEXT NOT NULL DEFAULT 'months' CHECK (proration IN ('none', 'months', 'days')),
  -- How many days before the paid time ends a renewal is called due.
  remind_days    INTEGER NOT NULL DEFAULT 30 CHECK (remind_days BETWEEN 0 AND 365),
  -- The roll's usual rule.
  vote_days      INTEGER NOT NULL DEFAULT 0 CHECK (vote_days BETWEEN 0 AND 3660),
  vote_age       INTEGER CHECK (vote_age BETWEEN 0 AND 120),
  vote_paid      INTEGER NOT NULL DEFAULT 1 CHECK (vote_paid IN (0, 1)),
  vote_grace     INTEGER NOT NULL DEFAULT 0 CHECK (vote_grace IN (0, 1)),
  -- A gap of at most so many days after lapsing does not break the time as a member.
  vote_forgive   INTEGER NOT NULL DEFAULT 0 CHECK (vote_forgive BETWEEN 0 AND 3660),
  CHECK ((rollover_month IS NULL) = (rollover_day IS NULL))
) STRICT;

-- One term of one person: from an application or a start to an end. Who comes back later gets another one.
CREATE TABLE membership (
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person (id),
  class      INTEGER NOT NULL REFERENCES member_class (id),
  rhythm     INTEGER NOT NULL DEFAULT 12 CHECK (rhythm IN (1, 3, 6, 12)),
  -- Who pays, where it is not the member.
  payer      INTEGER REFERENCES person (id),
  -- The family membership whose fee covers this one.
  family     INTEGER REFERENCES membership (id),
  applied_on TEXT CHECK (applied_on IS date(applied_on)),
  -- The decision on the application: day, who, and where it was refused the reason.
  decided_on TEXT CHECK (decided_on IS date(decided_on)),
  decided_by TEXT NOT NULL DEFAULT '',
  refused    INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1)),
  refusal    TEXT NOT NULL DEFAULT '',
  -- Member since, over all terms; admitted; the first day of this term.
  since      TEXT CHECK (since IS date(since)),
  joined_on  TEXT CHECK (joined_on IS date(joined_on)),
  start_on   TEXT CHECK (start_on IS date(start_on)),
  -- The day up to which dues were paid before the office kept them.
  covered_to TEXT CHECK (covered_to IS date(covered_to)),
  notice_on  TEXT CHECK (notice_on IS date(notice_on)),
  -- The last day as a member, and how it ended.
  ended_on   TEXT CHECK (ended_on IS date(ended_on)),
  ended_how  TEXT CHECK (ended_how IN ('resigned', 'expelled', 'lapsed')),
  ended_why  TEXT NOT NULL DEFAULT '',
  died_on    TEXT CHECK (died_on IS date(died_on)),
  note       TEXT NOT NULL DEFAULT '',
  CHECK ((ended_on IS NULL) = (ended_how IS NULL)),
  CHECK (refused = 0 OR (decided_on IS NOT NULL AND length(refusal) > 0 AND start_on IS NULL)),
  CHECK (start_on IS NOT NULL OR applied_on IS NOT NULL),
  CHECK (ended_on IS NULL OR start_on IS NOT NULL),
  CHECK (family IS NULL OR family <> id)
) STRICT;
CREATE INDEX membership_of ON membership (person, start_on);
CREATE INDEX membership_payer ON membership (payer) WHERE payer IS NOT NULL;
CREATE INDEX membership_family ON membership (family) WHERE family IS NOT NULL;

-- Another class from a day on.
CREATE TABLE membership_class (
  id         INTEGER PRIMARY KEY,
  membership INTEGER NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
  from_day   TEXT NOT NULL CHECK (from_day IS date(from_day)),
  class      INTEGER NOT NULL REFERENCES member_class (id),
  note       TEXT NOT NULL DEFAULT '',
  UNIQUE (membership, from_day)
) STRICT;

-- A status that holds whatever the dates say, with who pinned it, why and until when (the last day; none: until taken off).
CREATE TABLE membership_pin (
  id         INTEGER PRIMARY KEY,
  membership INTEGER NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
  status     TEXT NOT NULL CHECK (status IN ('current', 'in_grace', 'lapsed')),
  from_day   TEXT NOT NULL CHECK (from_day IS date(from_day)),
  until_day  TEXT CHECK (until_day IS date(until_day)),
  who        TEXT NOT NULL,
  reason     TEXT NOT NULL CHECK (length(reason) > 0),
  CHECK (until_day IS NULL OR until_day >= from_day)
) STRICT;
CREATE INDEX membership_pin_of ON membership_pin (membership);

-- One dues run: everything that was charged together.
CREATE TABLE dues_run (
  id       INTEGER PRIMARY KEY,
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day   TEXT NOT NULL CHECK (to_day IS date(to_day)),
  made_on  TEXT NOT NULL CHECK (made_on IS date(made_on)),
  count    INTEGER NOT NULL,
  total    INTEGER NOT NULL
) STRICT;

-- What is owed for one period of one term (minor units). A waived one is owed no longer.
CREATE TABLE dues_charge (
  id         INTEGER PRIMARY KEY,
  membership INTEGER NOT NULL REFERENCES membership (id),
  -- Who is asked for it; where that person was erased, the member.
  payer      INTEGER REFERENCES person (id),
  from_day   TEXT NOT NULL CHECK (from_day IS date(from_day)),
  to_day     TEXT NOT NULL CHECK (to_day IS date(to_day)),
  due_on     TEXT NOT NULL CHECK (due_on IS date(due_on)),
  amount     INTEGER NOT NULL CHECK (amount > 0),
  run        INTEGER REFERENCES dues_run (id),
  waived_on  TEXT CHECK (waived_on IS date(waived_on)),
  waived_by  TEXT NOT NULL DEFAULT '',
  waived_why TEXT NOT NULL DEFAULT '',
  CHECK (to_day >= from_day),
  CHECK ((waived_on IS NULL) = (waived_why = '')),
  UNIQUE (membership, from_day)
) STRICT;
CREATE INDEX dues_charge_payer ON dues_charge (payer);
CREATE INDEX dues_charge_run ON dues_charge (run) WHERE run IS NOT NULL;

-- What the payer said a payment is for, where it is not simply for the oldest. No reference to the entry: undoing the
-- payment lets the share go, and `check` names one that is left over.
CREATE TABLE dues_share (
  id     INTEGER PRIMARY KEY,
  entry  INTEGER NOT NULL,
  charge INTEGER NOT NULL REFERENCES dues_charge (id) ON DELETE CASCADE,
  amount INTEGER NOT NULL CHECK (amount > 0),
  UNIQUE (entry, charge)
) STRICT;
CREATE INDEX dues_share_charge ON dues_share (charge);
-- A year's dues are found without walking the whole ledger.
CREATE INDEX entry_dues ON entry (received_on, id) WHERE kind = 'dues';
