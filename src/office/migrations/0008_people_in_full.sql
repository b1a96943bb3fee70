-- People in full: birth dates, languages, where they came from; consent, own fields, links, and what a secretary notes.

-- `1987-04-03`, or as much as is known: `1987-04`, `1987`, `--04-03`.
ALTER TABLE person ADD COLUMN birth TEXT NOT NULL DEFAULT '' CHECK (
  birth = '' OR birth IS date(birth) OR birth GLOB '[0-9][0-9][0-9][0-9]'
  OR birth GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]' OR birth GLOB '--[01][0-9]-[0-3][0-9]');
-- With commas between them, the first preferred.
ALTER TABLE person ADD COLUMN languages TEXT NOT NULL DEFAULT '';
-- Where they came from: a stall, a friend, the website.
ALTER TABLE person ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- What somebody said about being written to or called. Rows are only added, so the past can be shown: what holds on a day
-- is the last row of the channel up to that day. The channel `any` is the do-not-contact: `no` sets it, `yes` lifts it.
CREATE TABLE person_consent (
  id          INTEGER PRIMARY KEY,
  person      INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  channel     TEXT NOT NULL CHECK (length(channel) > 0),
  state       TEXT NOT NULL CHECK (state IN ('yes', 'no', 'unknown')),
  day         TEXT NOT NULL CHECK (day IS date(day)),
  how         TEXT NOT NULL DEFAULT '',
  recorded_by TEXT NOT NULL
) STRICT;
CREATE INDEX person_consent_of ON person_consent (person, channel, day, id);
-- Few people have ever been do-not-contact, so lists and exports find them without walking the register.
CREATE INDEX person_consent_any ON person_consent (person, day, id) WHERE channel = 'any';

-- The fields an office adds for itself. `options` has the words of a choice, a line each.
CREATE TABLE own_field (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL CHECK (length(name) > 0),
  kind     TEXT NOT NULL CHECK (kind IN ('text', 'number', 'day', 'choice')),
  options  TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  in_list  INTEGER NOT NULL DEFAULT 0 CHECK (in_list IN (0, 1)),
  closed   INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX own_field_once ON own_field (name);

CREATE TABLE person_own (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  field  INTEGER NOT NULL REFERENCES own_field (id),
  value  TEXT NOT NULL CHECK (length(value) > 0)
) STRICT;
CREATE UNIQUE INDEX person_own_once ON person_own (person, field);
CREATE INDEX person_own_by_field ON person_own (field, value);

-- Who belongs to whom. A link is read from both ends: `person` pays for `other`, `other` is paid for by `person`.
CREATE TABLE person_link (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind   TEXT NOT NULL CHECK (kind IN ('household', 'payer', 'contact', 'referred')),
  note   TEXT NOT NULL DEFAULT '',
  CHECK (person <> other)
) STRICT;
CREATE UNIQUE INDEX person_link_once ON person_link (person, other, kind);
CREATE INDEX person_link_back ON person_link (other, kind);

-- What a secretary notes of a person: contacts with their next step, concerns with owner and day, thanks, interest.
-- `step` is the next step of a contact and the outcome of a concern; `open` says that it still wants doing.
CREATE TABLE person_log (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind   TEXT NOT NULL CHECK (kind IN ('contact', 'concern', 'thanks', 'interest')),
  day    TEXT NOT NULL CHECK (day IS date(day)),
  how    TEXT NOT NULL DEFAULT '',
  who    TEXT NOT NULL DEFAULT '',
  about  TEXT NOT NULL CHECK (length(about) > 0),
  step   TEXT NOT NULL DEFAULT '',
  due    TEXT CHECK (due IS date(due)),
  open   INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1))
) STRICT;
CREATE INDEX person_log_of ON person_log (person, day);
CREATE INDEX person_log_by_day ON person_log (kind, day);
CREATE INDEX person_log_open ON person_log (due, person) WHERE open = 1;
