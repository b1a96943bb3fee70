-- The ledger. Underneath it is double entry: the lines of an entry sum to zero over accounts and categories.

-- Where money lies.
CREATE TABLE account (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  kind    TEXT NOT NULL CHECK (kind IN ('bank', 'cash', 'service')),
  closed  INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

-- What money is for. `equity` holds opening balances, `loan` what is owed to lenders.
CREATE TABLE category (
  id     INTEGER PRIMARY KEY,
  name   TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  kind   TEXT NOT NULL CHECK (kind IN ('income', 'expense', 'equity', 'loan')),
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

-- Money that was given for a stated purpose only.
CREATE TABLE fund (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  purpose TEXT NOT NULL DEFAULT '',
  closed  INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

CREATE TABLE batch (
  id             INTEGER PRIMARY KEY,
  number         INTEGER NOT NULL UNIQUE,
  declared_count INTEGER NOT NULL CHECK (declared_count >= 0),
  declared_total INTEGER NOT NULL,
  banked_on      TEXT CHECK (banked_on IS date(banked_on)),
  received_on    TEXT NOT NULL CHECK (received_on IS date(received_on)),
  account        INTEGER NOT NULL REFERENCES account (id),
  posted         INTEGER NOT NULL DEFAULT 0 CHECK (posted IN (0, 1)),
  note           TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE batch_line (
  id        INTEGER PRIMARY KEY,
  batch     INTEGER NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
  position  INTEGER NOT NULL,
  person    INTEGER REFERENCES person (id),
  method    TEXT NOT NULL DEFAULT 'cheque',
  reference TEXT NOT NULL DEFAULT '',
  amount    INTEGER NOT NULL DEFAULT 0,
  kind      TEXT NOT NULL DEFAULT 'donation',
  appeal    TEXT NOT NULL DEFAULT '',
  note      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX batch_line_of ON batch_line (batch, position);

-- One thing that happened with money. `amount` is what a person reads: in positive, out negative, in minor units.
CREATE TABLE entry (
  id          INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('donation', 'dues', 'levy', 'in_kind', 'loan', 'event', 'income', 'refund', 'expense', 'transfer', 'opening')),
  received_on TEXT NOT NULL CHECK (received_on IS date(received_on)),
  banked_on   TEXT CHECK (banked_on IS date(banked_on)),
  person      INTEGER REFERENCES person (id),
  behalf_of   INTEGER REFERENCES person (id),
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
  reverses    INTEGER UNIQUE REFERENCES entry (id),
  refunds     INTEGER REFERENCES entry (id),
  -- The id the entry had where it was imported from.
  source_ref  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entry_by_day ON entry (received_on, id);
CREATE INDEX entry_by_person ON entry (person, received_on) WHERE person IS NOT NULL;
CREATE INDEX entry_by_batch ON entry (batch) WHERE batch IS NOT NULL;
CREATE INDEX entry_by_refund ON entry (refunds) WHERE refunds IS NOT NULL;

CREATE TABLE entry_line (
  id       INTEGER PRIMARY KEY,
  entry    INTEGER NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
  account  INTEGER REFERENCES account (id),
  category INTEGER REFERENCES category (id),
  fund     INTEGER REFERENCES fund (id),
  amount   INTEGER NOT NULL,
  memo     TEXT NOT NULL DEFAULT '',
  CHECK ((account IS NULL) <> (category IS NULL))
) STRICT;
CREATE INDEX entry_line_of ON entry_line (entry);
CREATE INDEX entry_line_account ON entry_line (account, amount) WHERE account IS NOT NULL;
CREATE INDEX entry_line_category ON entry_line (category, amount) WHERE category IS NOT NULL;
