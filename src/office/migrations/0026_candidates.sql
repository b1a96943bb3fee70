-- Choosing candidates: a round, what it asks, who scores whom, and cards that stay sealed until the round is opened.

CREATE TABLE selection_round (
  id            INTEGER PRIMARY KEY,
  -- The vacancy.
  name          TEXT NOT NULL CHECK (length(name) > 0),
  -- A candidate of a public election, an officer of the party, or somebody who is employed: the law differs.
  kind          TEXT NOT NULL CHECK (kind IN ('candidate', 'officer', 'employee')),
  -- Written applications with names hidden, or interviews.
  stage         TEXT NOT NULL CHECK (stage IN ('sift', 'interview')),
  profile       TEXT NOT NULL DEFAULT '',
  seats         INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 99),
  -- How many scorers must have marked each candidate.
  quorum        INTEGER NOT NULL CHECK (quorum BETWEEN 1 AND 99),
  combine       TEXT NOT NULL CHECK (combine IN ('mean', 'median', 'trimmed')),
  -- The rungs by which ties are decided, in their order.
  ladder        TEXT NOT NULL,
  -- What each candidate declares and signs.
  declaration   TEXT NOT NULL DEFAULT '',
  -- Orders per scorer and of interviews follow from it; drawn when the round is published.
  seed          TEXT NOT NULL DEFAULT '',
  -- Rounds of PBKDF2 for the keys of this round.
  strength      INTEGER NOT NULL CHECK (strength > 0),
  published_on  TEXT CHECK (published_on IS date(published_on)),
  published_by  TEXT NOT NULL DEFAULT '',
  -- What was published, as JSON, and its SHA-256.
  published     TEXT NOT NULL DEFAULT '',
  published_sum TEXT NOT NULL DEFAULT '',
  -- The step of history that published it.
  published_in  INTEGER,
  opened_on     TEXT CHECK (opened_on IS date(opened_on)),
  opened_by     TEXT NOT NULL DEFAULT '',
  CHECK ((published_on IS NULL) = (published = '')),
  CHECK (opened_on IS NULL OR published_on IS NOT NULL)
) STRICT;

CREATE TABLE selection_criterion (
  id            INTEGER PRIMARY KEY,
  round         INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  place         INTEGER NOT NULL CHECK (place > 0),
  name          TEXT NOT NULL CHECK (length(name) > 0),
  about         TEXT NOT NULL DEFAULT '',
  essential     INTEGER NOT NULL CHECK (essential IN (0, 1)),
  -- One of the party's values.
  party_value   INTEGER NOT NULL DEFAULT 0 CHECK (party_value IN (0, 1)),
  -- Hundredths; only their proportion counts.
  weight        INTEGER NOT NULL CHECK (weight BETWEEN 0 AND 1000000),
  weight_reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_criterion_of ON selection_criterion (round, place);

-- A point of a criterion's scale, from the lowest.
CREATE TABLE selection_anchor (
  id        INTEGER PRIMARY KEY,
  criterion INTEGER NOT NULL REFERENCES selection_criterion (id) ON DELETE CASCADE,
  place     INTEGER NOT NULL CHECK (place >= 0),
  points    INTEGER NOT NULL,
  words     TEXT NOT NULL DEFAULT '',
  UNIQUE (criterion, place)
) STRICT;

CREATE TABLE selection_question (
  id          INTEGER PRIMARY KEY,
  round       INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  place       INTEGER NOT NULL CHECK (place > 0),
  text        TEXT NOT NULL CHECK (length(text) > 0),
  follow_ups  TEXT NOT NULL DEFAULT '',
  minutes     INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 600),
  -- Why it is asked although the check speaks against it.
  allowed_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_question_of ON selection_question (round, place);

CREATE TABLE selection_asks (
  id        INTEGER PRIMARY KEY,
  question  INTEGER NOT NULL REFERENCES selection_question (id) ON DELETE CASCADE,
  criterion INTEGER NOT NULL REFERENCES selection_criterion (id) ON DELETE CASCADE,
  UNIQUE (question, criterion)
) STRICT;
CREATE INDEX selection_asks_criterion ON selection_asks (criterion);

-- A place that is kept on the shortlist, or a rule about its first places.
CREATE TABLE selection_quota (
  id       INTEGER PRIMARY KEY,
  round    INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  -- At least `least` of the first `first`; nought for the whole list.
  first    INTEGER NOT NULL CHECK (first BETWEEN 0 AND 99),
  least    INTEGER NOT NULL CHECK (least BETWEEN 1 AND 99),
  whom     TEXT NOT NULL CHECK (length(whom) > 0),
  -- The party's rule that says so.
  rests_on TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_quota_of ON selection_quota (round);

-- Something a candidate must be or have, apart from any mark.
CREATE TABLE selection_requirement (
  id       INTEGER PRIMARY KEY,
  round    INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  place    INTEGER NOT NULL CHECK (place > 0),
  text     TEXT NOT NULL CHECK (length(text) > 0),
  rests_on TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_requirement_of ON selection_requirement (round, place);

CREATE TABLE selection_scorer (
  id               INTEGER PRIMARY KEY,
  round            INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  person           INTEGER REFERENCES person (id),
  name             TEXT NOT NULL DEFAULT '',
  role             TEXT NOT NULL CHECK (role IN ('chair', 'member', 'substitute')),
  -- Whom a substitute took the place of.
  stands_for       INTEGER REFERENCES selection_scorer (id),
  -- 16 random bytes, as hexadecimal digits.
  salt             TEXT NOT NULL CHECK (length(salt) = 32),
  -- An empty card under the key of who chose a passphrase here, so that a wrong one is noticed before anything is written.
  check_nonce      TEXT NOT NULL DEFAULT '',
  check_sealed     TEXT NOT NULL DEFAULT '',
  check_commitment TEXT NOT NULL DEFAULT '',
  -- Why nothing, or not everything, was handed in when the round was opened.
  absent_why       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_scorer_of ON selection_scorer (round);
CREATE INDEX selection_scorer_person ON selection_scorer (person) WHERE person IS NOT NULL;
CREATE UNIQUE INDEX selection_scorer_stands ON selection_scorer (stands_for) WHERE stands_for IS NOT NULL;

CREATE TABLE selection_candidate (
  id            INTEGER PRIMARY KEY,
  round         INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  person        INTEGER REFERENCES person (id),
  name          TEXT NOT NULL DEFAULT '',
  applied_on    TEXT NOT NULL CHECK (applied_on IS date(applied_on)),
  -- They signed the declaration.
  signed_on     TEXT CHECK (signed_on IS date(signed_on)),
  -- What they need to be heard fairly: for the chair.
  adjustments   TEXT NOT NULL DEFAULT '',
  withdrawn_on  TEXT CHECK (withdrawn_on IS date(withdrawn_on)),
  withdrawn_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX selection_candidate_of ON selection_candidate (round);
CREATE INDEX selection_candidate_person ON selection_candidate (person) WHERE person IS NOT NULL;

-- What a candidate wrote: the statement, or the answer to a question; and as scorers read it in the sift.
CREATE TABLE selection_text (
  id        INTEGER PRIMARY KEY,
  candidate INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  question  INTEGER REFERENCES selection_question (id) ON DELETE CASCADE,
  text      TEXT NOT NULL DEFAULT '',
  redacted  TEXT NOT NULL DEFAULT '',
  -- The chair has read the redacted text.
  ready     INTEGER NOT NULL DEFAULT 0 CHECK (ready IN (0, 1))
) STRICT;
CREATE INDEX selection_text_of ON selection_text (candidate);
CREATE INDEX selection_text_question ON selection_text (question) WHERE question IS NOT NULL;

CREATE TABLE selection_met (
  id          INTEGER PRIMARY KEY,
  requirement INTEGER NOT NULL REFERENCES selection_requirement (id) ON DELETE CASCADE,
  candidate   INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  met         INTEGER NOT NULL CHECK (met IN (0, 1)),
  note        TEXT NOT NULL DEFAULT '',
  seen_on     TEXT NOT NULL CHECK (seen_on IS date(seen_on)),
  UNIQUE (requirement, candidate)
) STRICT;
CREATE INDEX selection_met_candidate ON selection_met (candidate);

-- Who said, for the check of a shortlist alone, that a rule is about them.
CREATE TABLE selection_of_quota (
  id        INTEGER PRIMARY KEY,
  quota     INTEGER NOT NULL REFERENCES selection_quota (id) ON DELETE CASCADE,
  candidate INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  UNIQUE (quota, candidate)
) STRICT;
CREATE INDEX selection_of_quota_candidate ON selection_of_quota (candidate);

-- What a scorer declares of a candidate before seeing anything.
CREATE TABLE selection_conflict (
  id          INTEGER PRIMARY KEY,
  scorer      INTEGER NOT NULL REFERENCES selection_scorer (id) ON DELETE CASCADE,
  candidate   INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  recused     INTEGER NOT NULL CHECK (recused IN (0, 1)),
  why         TEXT NOT NULL DEFAULT '',
  declared_on TEXT NOT NULL CHECK (declared_on IS date(declared_on)),
  UNIQUE (scorer, candidate)
) STRICT;
CREATE INDEX selection_conflict_candidate ON selection_conflict (candidate);

-- An invented answer that all mark first.
CREATE TABLE selection_exercise (
  id        INTEGER PRIMARY KEY,
  round     INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  criterion INTEGER NOT NULL REFERENCES selection_criterion (id) ON DELETE CASCADE,
  answer    TEXT NOT NULL CHECK (length(answer) > 0)
) STRICT;
CREATE INDEX selection_exercise_of ON selection_exercise (round);
CREATE INDEX selection_exercise_criterion ON selection_exercise (criterion);

CREATE TABLE selection_tried (
  id       INTEGER PRIMARY KEY,
  exercise INTEGER NOT NULL REFERENCES selection_exercise (id) ON DELETE CASCADE,
  scorer   INTEGER NOT NULL REFERENCES selection_scorer (id) ON DELETE CASCADE,
  -- The place of the anchor; null: no evidence.
  anchor   INTEGER CHECK (anchor >= 0),
  UNIQUE (exercise, scorer)
) STRICT;
CREATE INDEX selection_tried_scorer ON selection_tried (scorer);

-- When somebody can be there; nobody said: at any time.
CREATE TABLE selection_free (
  id        INTEGER PRIMARY KEY,
  round     INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  -- Neither: the whole panel meets.
  scorer    INTEGER REFERENCES selection_scorer (id) ON DELETE CASCADE,
  candidate INTEGER REFERENCES selection_candidate (id) ON DELETE CASCADE,
  on_day    TEXT NOT NULL CHECK (on_day IS date(on_day)),
  -- Minutes since midnight.
  begins    INTEGER NOT NULL CHECK (begins BETWEEN 0 AND 1439),
  ends      INTEGER NOT NULL CHECK (ends > begins AND ends <= 1440),
  CHECK (scorer IS NULL OR candidate IS NULL)
) STRICT;
CREATE INDEX selection_free_of ON selection_free (round);
CREATE INDEX selection_free_scorer ON selection_free (scorer) WHERE scorer IS NOT NULL;
CREATE INDEX selection_free_candidate ON selection_free (candidate) WHERE candidate IS NOT NULL;

-- The timetable: an interview, or a break.
CREATE TABLE selection_slot (
  id        INTEGER PRIMARY KEY,
  round     INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  candidate INTEGER REFERENCES selection_candidate (id) ON DELETE CASCADE,
  on_day    TEXT NOT NULL CHECK (on_day IS date(on_day)),
  begins    INTEGER NOT NULL CHECK (begins BETWEEN 0 AND 1439),
  ends      INTEGER NOT NULL CHECK (ends > begins AND ends <= 1440)
) STRICT;
CREATE INDEX selection_slot_of ON selection_slot (round);
CREATE INDEX selection_slot_candidate ON selection_slot (candidate) WHERE candidate IS NOT NULL;

-- A card that was handed in. What it says is in `salt` and `json` once the round is opened, and nowhere before.
CREATE TABLE selection_card (
  id         INTEGER PRIMARY KEY,
  scorer     INTEGER NOT NULL REFERENCES selection_scorer (id) ON DELETE CASCADE,
  candidate  INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  nonce      TEXT NOT NULL CHECK (length(nonce) = 24),
  sealed     TEXT NOT NULL CHECK (length(sealed) > 0),
  commitment TEXT NOT NULL CHECK (length(commitment) = 64),
  came_by    TEXT NOT NULL CHECK (came_by IN ('here', 'kit', 'page', 'paper')),
  handed_on  TEXT NOT NULL CHECK (handed_on IS date(handed_on)),
  salt       TEXT,
  json       TEXT,
  CHECK ((salt IS NULL) = (json IS NULL)),
  UNIQUE (scorer, candidate)
) STRICT;
CREATE INDEX selection_card_candidate ON selection_card (candidate);
