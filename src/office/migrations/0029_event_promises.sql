-- What a sponsor of an event was promised, one by one, so that each can be kept and ticked off.
CREATE TABLE event_benefit (
  id      INTEGER PRIMARY KEY,
  event   INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person  INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  benefit TEXT NOT NULL CHECK (benefit <> ''),
  due     TEXT CHECK (due IS date(due)),
  state   TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'not_needed')),
  note    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_benefit_of ON event_benefit (event);
CREATE INDEX event_benefit_person ON event_benefit (person);
