-- The bank: statements as they were read, their lines, what each line was matched to, and reconciliations.

-- The numbers by which a bank knows an account of the ledger, as its files write them: letters and digits only.
CREATE TABLE bank_account (
  id      INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account (id),
  number  TEXT NOT NULL UNIQUE CHECK (length(number) > 0)
) STRICT;
CREATE INDEX bank_account_of ON bank_account (account);

-- One statement of one account. Balances are in minor units and stand where the file states them.
CREATE TABLE bank_statement (
  id        INTEGER PRIMARY KEY,
  account   INTEGER NOT NULL REFERENCES account (id),
  source    TEXT NOT NULL,
  digest    TEXT NOT NULL,
  format    TEXT NOT NULL CHECK (format IN ('ofx', 'qif', 'camt', 'mt940', 'table')),
  number    TEXT NOT NULL DEFAULT '',
  from_day  TEXT CHECK (from_day IS date(from_day)),
  to_day    TEXT CHECK (to_day IS date(to_day)),
  opening   INTEGER,
  closing   INTEGER,
  closed_on TEXT CHECK (closed_on IS date(closed_on)),
  -- Lines in the file; those that were here already stand with the statement that brought them.
  lines     INTEGER NOT NULL CHECK (lines >= 0),
  CHECK (closing IS NULL OR closed_on IS NOT NULL)
) STRICT;
CREATE INDEX bank_statement_of ON bank_statement (account, to_day);

-- An account found to agree with the bank at the end of a day, to the penny.
CREATE TABLE bank_reconciliation (
  id        INTEGER PRIMARY KEY,
  account   INTEGER NOT NULL REFERENCES account (id),
  closed_on TEXT NOT NULL CHECK (closed_on IS date(closed_on)),
  -- What the bank says, and what the entries on its lines and those brought forward come to: the same.
  balance   INTEGER NOT NULL,
  note      TEXT NOT NULL DEFAULT '',
  UNIQUE (account, closed_on)
) STRICT;

-- One booking of the bank: into the account positive, in minor units. `mark` is how it is known when it comes again.
CREATE TABLE bank_line (
  id             INTEGER PRIMARY KEY,
  account        INTEGER NOT NULL REFERENCES account (id),
  statement      INTEGER NOT NULL REFERENCES bank_statement (id),
  position       INTEGER NOT NULL,
  mark           TEXT NOT NULL CHECK (length(mark) = 32),
  bank_ref       TEXT NOT NULL DEFAULT '',
  booked_on      TEXT NOT NULL CHECK (booked_on IS date(booked_on)),
  valued_on      TEXT CHECK (valued_on IS date(valued_on)),
  amount         INTEGER NOT NULL CHECK (amount <> 0),
  name           TEXT NOT NULL DEFAULT '',
  number         TEXT NOT NULL DEFAULT '',
  purpose        TEXT NOT NULL DEFAULT '',
  reference      TEXT NOT NULL DEFAULT '',
  kind           TEXT NOT NULL DEFAULT '',
  -- The line or row of the file.
  row            INTEGER NOT NULL,
  -- Open, matched to entries of the ledger, or set aside for a reason.
  state          TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'matched', 'aside')),
  why            TEXT NOT NULL DEFAULT '',
  -- Whose money it is, once it is matched.
  person         INTEGER REFERENCES person (id),
  reconciliation INTEGER REFERENCES bank_reconciliation (id),
  CHECK ((state = 'aside') = (why <> '')),
  CHECK (reconciliation IS NULL OR state <> 'open')
) STRICT;
CREATE UNIQUE INDEX bank_line_once ON bank_line (account, mark);
CREATE INDEX bank_line_by_day ON bank_line (account, booked_on, id);
CREATE INDEX bank_line_open ON bank_line (account, booked_on, id) WHERE state = 'open';
CREATE INDEX bank_line_statement ON bank_line (statement);
CREATE INDEX bank_line_person ON bank_line (person) WHERE person IS NOT NULL;
CREATE INDEX bank_line_reconciled ON bank_line (reconciliation) WHERE reconciliation IS NOT NULL;

-- How much of a line is which entry. A line may be several entries, and an entry may come in several lines.
CREATE TABLE bank_match (
  id     INTEGER PRIMARY KEY,
  line   INTEGER NOT NULL REFERENCES bank_line (id) ON DELETE CASCADE,
  entry  INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  amount INTEGER NOT NULL CHECK (amount <> 0),
  UNIQUE (line, entry)
) STRICT;
CREATE INDEX bank_match_entry ON bank_match (entry);

-- What an account moved before its first line, as the first reconciliation found it: part of the balance, on no line.
CREATE TABLE bank_brought (
  id             INTEGER PRIMARY KEY,
  reconciliation INTEGER NOT NULL REFERENCES bank_reconciliation (id) ON DELETE CASCADE,
  account        INTEGER NOT NULL REFERENCES account (id),
  entry          INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  amount         INTEGER NOT NULL,
  UNIQUE (account, entry)
) STRICT;
CREATE INDEX bank_brought_entry ON bank_brought (entry);
CREATE INDEX bank_brought_of ON bank_brought (reconciliation);

-- The accounts that people were seen to pay from.
CREATE TABLE bank_payer (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  number TEXT NOT NULL DEFAULT '' CHECK (length(number) > 0),
  UNIQUE (person, number)
) STRICT;
CREATE INDEX bank_payer_number ON bank_payer (number);

-- What is done with lines like one that was seen: recorded as an entry, moved to another account, or set aside.
CREATE TABLE bank_rule (
  id         INTEGER PRIMARY KEY,
  -- What a line must have. No account: any. Words are folded and must all stand in it.
  account    INTEGER REFERENCES account (id),
  way        TEXT NOT NULL CHECK (way IN ('in', 'out')),
  words      TEXT NOT NULL DEFAULT '',
  number     TEXT NOT NULL DEFAULT '',
  amount     INTEGER CHECK (amount <> 0),
  does       TEXT NOT NULL CHECK (does IN ('record', 'transfer', 'aside')),
  kind       TEXT NOT NULL DEFAULT '',
  category   INTEGER REFERENCES category (id),
  fund       INTEGER REFERENCES fund (id),
  person     INTEGER REFERENCES person (id),
  payee      TEXT NOT NULL DEFAULT '',
  appeal     TEXT NOT NULL DEFAULT '',
  to_account INTEGER REFERENCES account (id),
  why        TEXT NOT NULL DEFAULT '',
  CHECK (words <> '' OR number <> ''),
  CHECK ((does = 'record') = (kind <> '')),
  CHECK ((does = 'transfer') = (to_account IS NOT NULL)),
  CHECK ((does = 'aside') = (why <> ''))
) STRICT;

-- A lock may hold only what money moved where and when, and leave the words of an entry free.
ALTER TABLE entry_lock ADD COLUMN holds TEXT NOT NULL DEFAULT 'all' CHECK (holds IN ('all', 'money'));
