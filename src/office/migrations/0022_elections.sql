-- Elections: who stands, in which order, what was keyed from the papers twice, the lots, and the result that was declared.

CREATE TABLE election (
  id          INTEGER PRIMARY KEY,
  -- What is filled.
  post        TEXT NOT NULL CHECK (length(post) > 0),
  seats       INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 99),
  -- The rules it is counted under.
  rules       TEXT NOT NULL CHECK (length(rules) > 0),
  -- "Reopen nominations" stands on the paper.
  reopen      INTEGER NOT NULL CHECK (reopen IN (0, 1)),
  secret      INTEGER NOT NULL CHECK (secret IN (0, 1)),
  -- The day of the vote.
  on_day      TEXT NOT NULL CHECK (on_day IS date(on_day)),
  nominate_by TEXT CHECK (nominate_by IS date(nominate_by)),
  nominators  INTEGER NOT NULL CHECK (nominators BETWEEN 0 AND 2),
  note        TEXT NOT NULL DEFAULT '',
  -- The roll that was frozen, and the rule it was made under.
  roll_on     TEXT CHECK (roll_on IS date(roll_on)),
  roll_rule   TEXT NOT NULL DEFAULT '',
  -- Nominations were closed.
  closed_on   TEXT CHECK (closed_on IS date(closed_on))
) STRICT;

-- Who may vote, as the roll was frozen. Names stay when the register changes.
CREATE TABLE election_voter (
  id       INTEGER PRIMARY KEY,
  election INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  person   INTEGER REFERENCES person (id),
  position INTEGER NOT NULL,
  name     TEXT NOT NULL DEFAULT '',
  number   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX election_voter_of ON election_voter (election, position);
CREATE INDEX election_voter_person ON election_voter (person) WHERE person IS NOT NULL;

-- That somebody got a paper in a round: never which.
CREATE TABLE election_mark (
  id       INTEGER PRIMARY KEY,
  election INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  voter    INTEGER NOT NULL REFERENCES election_voter (id) ON DELETE CASCADE,
  round    INTEGER NOT NULL CHECK (round > 0),
  UNIQUE (voter, round)
) STRICT;
CREATE INDEX election_mark_of ON election_mark (election, round);

CREATE TABLE election_candidate (
  id              INTEGER PRIMARY KEY,
  election        INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  person          INTEGER REFERENCES person (id),
  -- As it stands on the paper.
  name            TEXT NOT NULL DEFAULT '',
  proposer_person INTEGER REFERENCES person (id),
  proposer        TEXT NOT NULL DEFAULT '',
  seconder_person INTEGER REFERENCES person (id),
  seconder        TEXT NOT NULL DEFAULT '',
  statement       TEXT NOT NULL DEFAULT '',
  -- Why the nomination is taken although the roll speaks against it.
  allowed_why     TEXT NOT NULL DEFAULT '',
  nominated_on    TEXT NOT NULL CHECK (nominated_on IS date(nominated_on)),
  consented_on    TEXT CHECK (consented_on IS date(consented_on)),
  withdrawn_on    TEXT CHECK (withdrawn_on IS date(withdrawn_on)),
  withdrawn_why   TEXT NOT NULL DEFAULT '',
  -- On the paper, from one.
  place           INTEGER CHECK (place > 0)
) STRICT;
CREATE INDEX election_candidate_of ON election_candidate (election);
CREATE INDEX election_candidate_person ON election_candidate (person) WHERE person IS NOT NULL;
CREATE INDEX election_candidate_proposer ON election_candidate (proposer_person) WHERE proposer_person IS NOT NULL;
CREATE INDEX election_candidate_seconder ON election_candidate (seconder_person) WHERE seconder_person IS NOT NULL;

-- A lot, drawn once: the order on the paper, or who of equals goes first.
CREATE TABLE election_lot (
  id       INTEGER PRIMARY KEY,
  election INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  kind     TEXT NOT NULL CHECK (kind = 'order' OR kind = 'tie'),
  -- Anybody can draw it again from the seed; empty where it was drawn by hand.
  seed     TEXT NOT NULL DEFAULT '',
  -- Of a tie: places in the order they were drawn.
  places   TEXT NOT NULL DEFAULT '',
  drawn_on TEXT NOT NULL CHECK (drawn_on IS date(drawn_on)),
  drawn_by TEXT NOT NULL,
  UNIQUE (election, kind)
) STRICT;

-- One vote, with its ballot account; exhaustive ballots have several.
CREATE TABLE election_round (
  id       INTEGER PRIMARY KEY,
  election INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  round    INTEGER NOT NULL CHECK (round > 0),
  -- The places that stand in it.
  standing TEXT NOT NULL CHECK (length(standing) > 0),
  -- What the paper tells voters to do, once it was printed.
  says     TEXT,
  issued   INTEGER CHECK (issued >= 0),
  replaced INTEGER CHECK (replaced >= 0),
  unused   INTEGER CHECK (unused >= 0),
  returned INTEGER CHECK (returned >= 0),
  UNIQUE (election, round)
) STRICT;

-- Papers that were printed, by their numbers.
CREATE TABLE election_print (
  id         INTEGER PRIMARY KEY,
  election   INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  round      INTEGER NOT NULL CHECK (round > 0),
  first      INTEGER NOT NULL CHECK (first > 0),
  last       INTEGER NOT NULL CHECK (last >= first),
  printed_on TEXT NOT NULL CHECK (printed_on IS date(printed_on)),
  printed_by TEXT NOT NULL
) STRICT;
CREATE INDEX election_print_of ON election_print (election, round);

-- What a paper says, as it was keyed: places in their order, or why it does not count.
CREATE TABLE election_entry (
  id       INTEGER PRIMARY KEY,
  election INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  round    INTEGER NOT NULL CHECK (round > 0),
  entry    INTEGER NOT NULL CHECK (entry = 1 OR entry = 2),
  number   INTEGER NOT NULL CHECK (number > 0),
  marks    TEXT NOT NULL,
  spoilt   TEXT NOT NULL DEFAULT '',
  keyed_by TEXT NOT NULL,
  CHECK ((marks = '') <> (spoilt = '')),
  UNIQUE (election, round, entry, number)
) STRICT;

-- What a paper says of which the two entries differ, after a look at it; neither marks nor a reason: there is no such paper.
CREATE TABLE election_settled (
  id         INTEGER PRIMARY KEY,
  election   INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  round      INTEGER NOT NULL CHECK (round > 0),
  number     INTEGER NOT NULL CHECK (number > 0),
  marks      TEXT NOT NULL DEFAULT '',
  spoilt     TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL CHECK (length(note) > 0),
  settled_by TEXT NOT NULL,
  CHECK (marks = '' OR spoilt = ''),
  UNIQUE (election, round, number)
) STRICT;

-- A result. While it stands nothing of its election changes; it can be made void.
CREATE TABLE election_result (
  id          INTEGER PRIMARY KEY,
  election    INTEGER NOT NULL REFERENCES election (id) ON DELETE CASCADE,
  declared_on TEXT NOT NULL CHECK (declared_on IS date(declared_on)),
  declared_by TEXT NOT NULL,
  -- Who is elected and every stage, as JSON; candidates are places on the paper.
  outcome     TEXT NOT NULL CHECK (length(outcome) > 0),
  -- SHA-256 of it.
  hash        TEXT NOT NULL CHECK (length(hash) = 64),
  -- The step of history that declared it.
  declared_in INTEGER NOT NULL,
  voided_on   TEXT CHECK (voided_on IS date(voided_on)),
  voided_by   TEXT NOT NULL DEFAULT '',
  voided_why  TEXT NOT NULL DEFAULT '',
  CHECK ((voided_on IS NULL) = (voided_why = ''))
) STRICT;
CREATE UNIQUE INDEX election_result_standing ON election_result (election) WHERE voided_on IS NULL;
