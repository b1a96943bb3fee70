-- The ledger. Underneath it is double entry: the lines of an entry sum to zero over accounts and categories.

-- Where money lies.
CREATE TABLE account (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  kind    TEXT NOT NULL CHECK (kind IN ('bank', 'cash', 'service')),
  closed  INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

-- What money is for. `equity` holds opening balances, `loan` what is owed to lenders. `default_for` names the kind of
-- entry that takes this category unless another is chosen; `in_kind_use` is the other side of an in-kind donation.
CREATE TABLE category (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  kind   TEXT NOT NULL CHECK (kind IN ('income', 'expense', 'equity', 'loan')),
  default_for TEXT NOT NULL DEFAULT '' CHECK (default_for IN ('', 'donation', 'dues', 'levy', 'in_kind', 'in_kind_use', 'loan', 'event', 'income', 'expense', 'opening')),
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX category_default ON category (default_for) WHERE default_for <> '';

-- Money that was given for a stated purpose only.
CREATE TABLE fund (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  purpose TEXT NOT NULL DEFAULT '',
  closed  INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

-- A stack of cheques or cash keyed together. A discarded one keeps its number, because it may stand on paper.
CREATE TABLE batch (
  id             INTEGER PRIMARY KEY,
  number         INTEGER NOT NULL UNIQUE,
  declared_count INTEGER NOT NULL CHECK (declared_count >= 0),
  declared_total INTEGER NOT NULL,
  received_on    TEXT NOT NULL CHECK (received_on IS date(received_on)),
  banked_on      TEXT CHECK (banked_on IS date(banked_on)),
  account        INTEGER NOT NULL REFERENCES account (id),
  state          TEXT NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'posted', 'discarded')),
  note           TEXT NOT NULL DEFAULT ''
) STRICT;

-- A line is from a person of the register, from somebody new (made at posting), or from nobody known.
CREATE TABLE batch_line (
  id        INTEGER PRIMARY KEY,
  batch     INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  person    INTEGER REFERENCES person (id),
  new_name  TEXT NOT NULL DEFAULT '',
  behalf_of INTEGER REFERENCES person (id),
  kind      TEXT NOT NULL DEFAULT 'donation',
  method    TEXT NOT NULL DEFAULT 'cheque',
  reference TEXT NOT NULL DEFAULT '',
  amount    INTEGER NOT NULL DEFAULT 0,
  category  INTEGER REFERENCES category (id),
  fund      INTEGER REFERENCES fund (id),
  appeal    TEXT NOT NULL DEFAULT '',
  note      TEXT NOT NULL DEFAULT '',
  CHECK (person IS NULL OR new_name = '')
) STRICT;
CREATE INDEX batch_line_of ON batch_line (batch, position);

-- One thing that happened with money. `amount` is what a person reads: in positive, out negative, in minor units; of a
-- transfer, what was moved.
CREATE TABLE entry (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('donation', 'dues', 'levy', 'in_kind', 'loan', 'event', 'income', 'refund', 'expense', 'transfer', 'opening')),
  received_on TEXT NOT NULL CHECK (received_on IS date(received_on)),
  banked_on   TEXT CHECK (banked_on IS date(banked_on)),
  person      INTEGER REFERENCES person (id),
  behalf_of   INTEGER REFERENCES person (id),
  -- From or to whom, where it is nobody in the register: "Collection, town hall meeting".
  payee       TEXT NOT NULL DEFAULT '',
  amount      INTEGER NOT NULL,
  method      TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'cash', 'cheque', 'transfer', 'standing_order', 'direct_debit', 'card', 'online', 'in_kind', 'other')),
  reference   TEXT NOT NULL DEFAULT '',
  appeal      TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  -- In kind: what was given and how its value was found.
  description TEXT NOT NULL DEFAULT '',
  valuation   TEXT NOT NULL DEFAULT '',
  -- Value of anything the donor got in return (minor units): a receipt states it and leaves it out.
  advantage   INTEGER NOT NULL DEFAULT 0 CHECK (advantage >= 0),
  batch       INTEGER REFERENCES batch (id),
  -- The entry this one takes back, gives back money of, or stands in place of.
  reverses    INTEGER REFERENCES entry (id),
  refunds     INTEGER REFERENCES entry (id),
  replaces    INTEGER REFERENCES entry (id),
  -- The id the entry had where it was imported from.
  source_ref  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entry_by_day ON entry (received_on, id);
-- Covers a person's entries and the totals of all donors.
CREATE INDEX entry_by_person ON entry (person, received_on, kind, amount) WHERE person IS NOT NULL;
CREATE INDEX entry_by_behalf ON entry (behalf_of) WHERE behalf_of IS NOT NULL;
CREATE INDEX entry_by_batch ON entry (batch) WHERE batch IS NOT NULL;
CREATE UNIQUE INDEX entry_by_reversal ON entry (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_by_refund ON entry (refunds) WHERE refunds IS NOT NULL;
CREATE UNIQUE INDEX entry_by_replacement ON entry (replaces) WHERE replaces IS NOT NULL;

-- `day` is the entry's `received_on` again, so that every balance and every month is one walk along an index.
CREATE TABLE entry_line (
  id       INTEGER PRIMARY KEY,
  entry    INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  account  INTEGER REFERENCES account (id),
  category INTEGER REFERENCES category (id),
  fund     INTEGER REFERENCES fund (id),
  day      TEXT NOT NULL,
  amount   INTEGER NOT NULL,
  memo     TEXT NOT NULL DEFAULT '',
  CHECK ((account IS NULL) <> (category IS NULL))
) STRICT;
CREATE INDEX entry_line_of ON entry_line (entry);
CREATE INDEX entry_line_account ON entry_line (account, day, amount) WHERE account IS NOT NULL;
CREATE INDEX entry_line_category ON entry_line (category, day, amount) WHERE category IS NOT NULL;
CREATE INDEX entry_line_fund ON entry_line (fund, day, amount) WHERE fund IS NOT NULL;

-- What holds an entry as it is: a receipt, a matched bank line, a closed period. Removing the row frees the entry.
CREATE TABLE entry_lock (
  id       INTEGER PRIMARY KEY,
  entry    INTEGER NOT NULL REFERENCES entry (id),
  by_table TEXT NOT NULL CHECK (length(by_table) > 0),
  by_row   INTEGER NOT NULL,
  -- As a message names it: "receipt 2026-0412".
  says     TEXT NOT NULL CHECK (length(says) > 0)
) STRICT;
CREATE UNIQUE INDEX entry_lock_of ON entry_lock (entry, by_table, by_row);
CREATE INDEX entry_lock_by ON entry_lock (by_table, by_row);
