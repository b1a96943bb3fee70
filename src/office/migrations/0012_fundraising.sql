-- Fundraising. An appeal is named by entries, lines of batches and pledges in words, as donors and lists name it.

-- The entries of an appeal are found by its name, and all names there are without walking the ledger.
CREATE INDEX entry_by_appeal ON entry (appeal, received_on, id) WHERE appeal <> '';

-- What somebody promised to give: once, or again and again as a standing order does. What falls due on which day is worked
-- out, never stored.
CREATE TABLE pledge (
  id            INTEGER PRIMARY KEY,
  person        INTEGER NOT NULL REFERENCES person (id),
  -- Of each instalment (minor units).
  amount        INTEGER NOT NULL CHECK (amount > 0),
  rhythm        TEXT NOT NULL CHECK (rhythm IN ('once', 'monthly', 'quarterly', 'half_yearly', 'yearly')),
  first_on      TEXT NOT NULL CHECK (first_on IS date(first_on)),
  -- No instalment falls due after this day; none: until it is cancelled.
  ends_on       TEXT CHECK (ends_on IS date(ends_on)),
  appeal        TEXT NOT NULL DEFAULT '',
  method        TEXT NOT NULL DEFAULT '' CHECK (method IN ('', 'cash', 'cheque', 'transfer', 'standing_order', 'direct_debit', 'card', 'online', 'other')),
  -- What the bank's line or the cheque will say.
  reference     TEXT NOT NULL DEFAULT '',
  note          TEXT NOT NULL DEFAULT '',
  pledged_on    TEXT CHECK (pledged_on IS date(pledged_on)),
  -- Instalments from this day on are expected no longer.
  cancelled_on  TEXT CHECK (cancelled_on IS date(cancelled_on)),
  cancelled_why TEXT NOT NULL DEFAULT '',
  CHECK (ends_on IS NULL OR ends_on >= first_on),
  CHECK (cancelled_on IS NOT NULL OR cancelled_why = '')
) STRICT;
CREATE INDEX pledge_of ON pledge (person);

-- How much of an entry was given towards a pledge. No reference to the entry: undoing the donation lets the share go, and
-- `check` names one that is left over.
CREATE TABLE pledge_share (
  id     INTEGER PRIMARY KEY,
  pledge INTEGER NOT NULL REFERENCES pledge (id) ON DELETE CASCADE,
  entry  INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount > 0),
  UNIQUE (pledge, entry)
) STRICT;
CREATE INDEX pledge_share_entry ON pledge_share (entry);
