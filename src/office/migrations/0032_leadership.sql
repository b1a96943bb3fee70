-- Leadership: the rungs from member to candidate and what each asks; who aims for what, can do what, was trained, is mentored
-- and was approved. See `leadership/`.

CREATE TABLE leader_rung (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL CHECK (name <> ''),
  -- From the lowest rung up.
  place INTEGER CHECK (place BETWEEN 1 AND 99999),
  -- How long an approval for it lasts at most; for ever, where nothing is said.
  years INTEGER CHECK (years BETWEEN 1 AND 50),
  about TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE leader_skill (
  id    INTEGER PRIMARY KEY,
  name  TEXT NOT NULL CHECK (name <> ''),
  about TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE leader_training (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL CHECK (name <> ''),
  provider TEXT NOT NULL DEFAULT '',
  -- How long it holds; for ever, where nothing is said.
  months   INTEGER CHECK (months BETWEEN 1 AND 600),
  about    TEXT NOT NULL DEFAULT ''
) STRICT;

-- One thing that a rung asks for.
CREATE TABLE leader_need (
  id       INTEGER PRIMARY KEY,
  rung     INTEGER NOT NULL REFERENCES leader_rung (id),
  kind     TEXT NOT NULL CHECK (kind = 'training' OR kind = 'skill' OR kind = 'membership' OR kind = 'mentor' OR kind = 'approval'),
  training INTEGER REFERENCES leader_training (id),
  skill    INTEGER REFERENCES leader_skill (id),
  -- Empty: any level.
  level    TEXT NOT NULL CHECK (level = '' OR level = 'learning' OR level = 'helped' OR level = 'alone' OR level = 'teaches'),
  months   INTEGER CHECK (months BETWEEN 1 AND 600),
  note     TEXT NOT NULL DEFAULT '',
  CHECK ((kind = 'training') = (training IS NOT NULL)),
  CHECK ((kind = 'skill') = (skill IS NOT NULL)),
  CHECK ((kind = 'membership') = (months IS NOT NULL))
) STRICT;
CREATE INDEX leader_need_rung ON leader_need (rung);
CREATE INDEX leader_need_training ON leader_need (training) WHERE training IS NOT NULL;
CREATE INDEX leader_need_skill ON leader_need (skill) WHERE skill IS NOT NULL;

-- Who would like to stand.
CREATE TABLE leader_aim (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  rung   INTEGER NOT NULL REFERENCES leader_rung (id),
  office TEXT NOT NULL DEFAULT '',
  since  TEXT CHECK (since IS date(since)),
  wishes TEXT NOT NULL DEFAULT '',
  state  TEXT NOT NULL CHECK (state = 'open' OR state = 'later' OR state = 'reached' OR state = 'withdrawn')
) STRICT;
CREATE INDEX leader_aim_person ON leader_aim (person);
CREATE INDEX leader_aim_rung ON leader_aim (rung);

CREATE TABLE leader_can (
  id       INTEGER PRIMARY KEY,
  person   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  skill    INTEGER NOT NULL REFERENCES leader_skill (id),
  level    TEXT NOT NULL CHECK (level = 'learning' OR level = 'helped' OR level = 'alone' OR level = 'teaches'),
  evidence TEXT NOT NULL DEFAULT '',
  seen_on  TEXT CHECK (seen_on IS date(seen_on))
) STRICT;
CREATE INDEX leader_can_person ON leader_can (person);
CREATE INDEX leader_can_skill ON leader_can (skill);

CREATE TABLE leader_taken (
  id       INTEGER PRIMARY KEY,
  person   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  training INTEGER NOT NULL REFERENCES leader_training (id),
  taken_on TEXT NOT NULL CHECK (taken_on IS date(taken_on)),
  -- The last day it holds.
  until_on TEXT CHECK (until_on IS date(until_on)),
  note     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX leader_taken_person ON leader_taken (person);
CREATE INDEX leader_taken_training ON leader_taken (training);

CREATE TABLE leader_mentor (
  id       INTEGER PRIMARY KEY,
  person   INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  -- Empty once the mentor is erased.
  mentor   INTEGER REFERENCES person (id),
  from_on  TEXT CHECK (from_on IS date(from_on)),
  until_on TEXT CHECK (until_on IS date(until_on)),
  note     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX leader_mentor_person ON leader_mentor (person);
CREATE INDEX leader_mentor_mentor ON leader_mentor (mentor) WHERE mentor IS NOT NULL;

CREATE TABLE leader_approval (
  id           INTEGER PRIMARY KEY,
  person       INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  rung         INTEGER NOT NULL REFERENCES leader_rung (id),
  approved_on  TEXT NOT NULL CHECK (approved_on IS date(approved_on)),
  -- The last day it holds.
  until_on     TEXT CHECK (until_on IS date(until_on)),
  approved_by  TEXT NOT NULL DEFAULT '',
  conditions   TEXT NOT NULL DEFAULT '',
  withdrawn_on TEXT CHECK (withdrawn_on IS date(withdrawn_on)),
  reason       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX leader_approval_person ON leader_approval (person);
CREATE INDEX leader_approval_rung ON leader_approval (rung);
