-- Prospects: who may give, how much, what moves them, who asks, and what comes next.

CREATE TABLE prospect (
  id       INTEGER PRIMARY KEY,
  person   INTEGER NOT NULL UNIQUE REFERENCES person (id) ON DELETE CASCADE,
  -- What they could give in a year, as far as anybody can tell (minor units).
  capacity INTEGER CHECK (capacity > 0),
  interest TEXT NOT NULL DEFAULT '',
  -- Who asks.
  asker    TEXT NOT NULL DEFAULT '',
  step     TEXT NOT NULL DEFAULT '',
  step_on  TEXT CHECK (step_on IS date(step_on)),
  state    TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'asked', 'gave', 'declined')),
  note     TEXT NOT NULL DEFAULT '',
  CHECK (step_on IS NULL OR step <> '')
) STRICT;
CREATE INDEX prospect_due ON prospect (step_on) WHERE step_on IS NOT NULL;
