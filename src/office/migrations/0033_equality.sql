-- Equality monitoring: how often each answer was given, and nothing else. No form is kept and no two answers of one form are
-- brought together; forms come in stacks of five or more. See `equality/`.

CREATE TABLE equality_count (
  id       INTEGER PRIMARY KEY,
  -- Whose forms: of the membership, of the team, or (neither) of who applied in a round.
  whose    TEXT NOT NULL CHECK (whose = 'members' OR whose = 'team' OR whose = 'round'),
  round    INTEGER REFERENCES selection_round (id) ON DELETE CASCADE,
  question TEXT NOT NULL CHECK (question <> ''),
  answer   TEXT NOT NULL CHECK (answer <> ''),
  count    INTEGER NOT NULL CHECK (count > 0),
  CHECK ((whose = 'round') = (round IS NOT NULL))
) STRICT;
CREATE INDEX equality_count_round ON equality_count (round) WHERE round IS NOT NULL;
