-- Duplicates: who turned out to be somebody else of the register, and who is surely not.

-- A merge moves what refers to a person; what keeps an old id on purpose (an issued receipt, a list on somebody's disk) is led
-- to the person who stands now. `person` moves on when that one is merged too, so one step always leads home.
CREATE TABLE person_merged (
  id     INTEGER PRIMARY KEY,
  -- The id that is gone. No reference: there is no such person any more.
  was    INTEGER NOT NULL UNIQUE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- The name it had, so that the record says whom it took in.
  name   TEXT NOT NULL
) STRICT;
CREATE INDEX person_merged_of ON person_merged (person);

-- Two who look like one and are not: said once, and not asked again. Which of them stands first means nothing.
CREATE TABLE person_distinct (
  id    INTEGER PRIMARY KEY,
  one   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  other INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  CHECK (one <> other),
  UNIQUE (one, other)
) STRICT;
CREATE INDEX person_distinct_other ON person_distinct (other);
