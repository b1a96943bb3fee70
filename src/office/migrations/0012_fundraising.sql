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

-- An appeal that was planned: what it should bring and may cost, and when it runs. Entries, batches and pledges name it in
-- words; what those words are stands here and in `appeal_name`.
CREATE TABLE appeal (
  id        INTEGER PRIMARY KEY,
  name      TEXT NOT NULL UNIQUE CHECK (name <> ''),
  -- What it should bring and what it is planned to cost (minor units).
  target    INTEGER CHECK (target > 0),
  cost      INTEGER CHECK (cost >= 0),
  starts_on TEXT CHECK (starts_on IS date(starts_on)),
  ends_on   TEXT CHECK (ends_on IS date(ends_on)),
  note      TEXT NOT NULL DEFAULT '',
  CHECK (ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on)
) STRICT;

-- Other words for an appeal: how a list writes it, or the page of somebody who raises money for it. What comes by a page is
-- from who gave it and owed to whose page it is.
CREATE TABLE appeal_name (
  id      INTEGER PRIMARY KEY,
  appeal  INTEGER NOT NULL REFERENCES appeal (id) ON DELETE CASCADE,
  name    TEXT NOT NULL UNIQUE CHECK (name <> ''),
  -- Whose page it is.
  person  INTEGER REFERENCES person (id),
  target  INTEGER CHECK (target > 0),
  address TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appeal_name_of ON appeal_name (appeal);
CREATE INDEX appeal_name_person ON appeal_name (person) WHERE person IS NOT NULL;

-- One time that people were asked to give to an appeal: a mailing, an evening of calls.
CREATE TABLE appeal_ask (
  id     INTEGER PRIMARY KEY,
  appeal INTEGER NOT NULL REFERENCES appeal (id) ON DELETE CASCADE,
  day    TEXT NOT NULL CHECK (day IS date(day)),
  -- By letter, e-mail or any other word.
  how    TEXT NOT NULL DEFAULT '',
  -- Who these people are, in words.
  whom   TEXT NOT NULL DEFAULT '',
  note   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX appeal_ask_of ON appeal_ask (appeal, day);

-- One person of these.
CREATE TABLE appeal_recipient (
  id     INTEGER PRIMARY KEY,
  ask    INTEGER NOT NULL REFERENCES appeal_ask (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  UNIQUE (ask, person)
) STRICT;
CREATE INDEX appeal_recipient_person ON appeal_recipient (person);
