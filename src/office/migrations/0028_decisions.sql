-- What comes of an opened round: marks that the panel changed, the decision, endorsements, and who went on to a ballot.

-- A mark that was changed in discussion. The one that was given stays in the card.
CREATE TABLE selection_moderation (
  id        INTEGER PRIMARY KEY,
  scorer    INTEGER NOT NULL REFERENCES selection_scorer (id) ON DELETE CASCADE,
  candidate INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  criterion INTEGER NOT NULL REFERENCES selection_criterion (id) ON DELETE CASCADE,
  -- The place of the anchor; null: no evidence.
  anchor    INTEGER CHECK (anchor >= 0),
  why       TEXT NOT NULL DEFAULT '',
  said_on   TEXT NOT NULL CHECK (said_on IS date(said_on)),
  said_by   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_moderation_scorer ON selection_moderation (scorer);
CREATE INDEX selection_moderation_candidate ON selection_moderation (candidate);
CREATE INDEX selection_moderation_criterion ON selection_moderation (criterion);

CREATE TABLE selection_decision (
  id          INTEGER PRIMARY KEY,
  round       INTEGER NOT NULL UNIQUE REFERENCES selection_round (id) ON DELETE CASCADE,
  decided_on  TEXT NOT NULL CHECK (decided_on IS date(decided_on)),
  decided_by  TEXT NOT NULL DEFAULT '',
  reasons     TEXT NOT NULL DEFAULT '',
  dissent     TEXT NOT NULL DEFAULT '',
  -- Days to appeal, from the day of each letter.
  appeal_days INTEGER NOT NULL CHECK (appeal_days BETWEEN 0 AND 365),
  -- Marks and notes are kept until this day.
  keep_until  TEXT NOT NULL CHECK (keep_until IS date(keep_until)),
  -- What it was made from, as JSON, and its SHA-256. The text goes when marks are purged, the hash stays.
  record      TEXT NOT NULL DEFAULT '',
  record_sum  TEXT NOT NULL CHECK (length(record_sum) = 64),
  purged_on   TEXT CHECK (purged_on IS date(purged_on))
) STRICT;

-- What was decided of one candidate.
CREATE TABLE selection_verdict (
  id        INTEGER PRIMARY KEY,
  decision  INTEGER NOT NULL REFERENCES selection_decision (id) ON DELETE CASCADE,
  candidate INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  outcome   TEXT NOT NULL CHECK (outcome IN ('chosen', 'shortlisted', 'reserve', 'not_chosen')),
  reasons   TEXT NOT NULL DEFAULT '',
  -- The day of their letter.
  told_on   TEXT CHECK (told_on IS date(told_on)),
  UNIQUE (decision, candidate)
) STRICT;
CREATE INDEX selection_verdict_candidate ON selection_verdict (candidate);

CREATE TABLE selection_endorsement (
  id            INTEGER PRIMARY KEY,
  candidate     INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  given_on      TEXT NOT NULL CHECK (given_on IS date(given_on)),
  given_by      TEXT NOT NULL DEFAULT '',
  conditions    TEXT NOT NULL DEFAULT '',
  -- The last day on which it holds.
  ends_on       TEXT CHECK (ends_on IS date(ends_on)),
  withdrawn_on  TEXT CHECK (withdrawn_on IS date(withdrawn_on)),
  withdrawn_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_endorsement_candidate ON selection_endorsement (candidate);

-- That a shortlist was nominated in an election of the members. The election may go; that it was handed over stays.
CREATE TABLE selection_hand_over (
  id        INTEGER PRIMARY KEY,
  round     INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  election  INTEGER NOT NULL,
  post      TEXT NOT NULL DEFAULT '',
  handed_on TEXT NOT NULL CHECK (handed_on IS date(handed_on)),
  handed_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_hand_over_of ON selection_hand_over (round);
