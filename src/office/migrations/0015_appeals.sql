-- Appeals: planned, named, put to people.

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
