-- Policy: documents with their versions, the way of each from idea to force, what people say of it, and what comes of it.
-- A text is kept as JSON (`policy/body.rs`): its clauses in order, each with an id that is the same in every version.

CREATE TABLE policy_document (
  id        INTEGER PRIMARY KEY,
  -- A kind and a stage of the workflow, which is data.
  kind      TEXT NOT NULL CHECK (kind <> ''),
  stage     TEXT NOT NULL CHECK (stage <> ''),
  title     TEXT NOT NULL CHECK (title <> ''),
  -- Its number among those of its kind, given when it is tabled and never again.
  number    INTEGER CHECK (number >= 1),
  topic     TEXT NOT NULL DEFAULT '',
  summary   TEXT NOT NULL DEFAULT '',
  -- The group that drafts it, and who brought it.
  body      INTEGER REFERENCES body (id),
  lead      INTEGER REFERENCES person (id),
  lead_name TEXT NOT NULL DEFAULT '',
  -- The last day on which amendments are taken.
  deadline  TEXT CHECK (deadline IS date(deadline)),
  review_on TEXT CHECK (review_on IS date(review_on)),
  ended_on  TEXT CHECK (ended_on IS date(ended_on)),
  -- What stands in its place.
  superseded_by INTEGER REFERENCES policy_document (id),
  begun_on  TEXT NOT NULL CHECK (begun_on IS date(begun_on)),
  UNIQUE (kind, number)
) STRICT;
CREATE INDEX policy_document_body ON policy_document (body) WHERE body IS NOT NULL;
CREATE INDEX policy_document_lead ON policy_document (lead) WHERE lead IS NOT NULL;
CREATE INDEX policy_document_superseded ON policy_document (superseded_by) WHERE superseded_by IS NOT NULL;

-- Never changed once written: see `policy/store/check.rs`.
CREATE TABLE policy_version (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  number   INTEGER NOT NULL CHECK (number >= 1),
  name     TEXT NOT NULL CHECK (name <> ''),
  parent   INTEGER REFERENCES policy_version (id),
  -- Characters in a line, by which its lines are counted.
  width    INTEGER NOT NULL CHECK (width BETWEEN 40 AND 200),
  text     TEXT NOT NULL CHECK (text <> ''),
  -- SHA-256 of `text`, as 64 small hexadecimal letters.
  sha256   TEXT NOT NULL CHECK (length(sha256) = 64),
  day      TEXT NOT NULL CHECK (day IS date(day)),
  who      TEXT NOT NULL,
  UNIQUE (document, number)
) STRICT;
CREATE INDEX policy_version_parent ON policy_version (parent) WHERE parent IS NOT NULL;

-- Where a clause of a version came from, as far as it is another than in the parent: "inserted by M3-A2".
CREATE TABLE policy_source (
  id      INTEGER PRIMARY KEY,
  version INTEGER NOT NULL REFERENCES policy_version (id),
  clause  INTEGER NOT NULL,
  deed    TEXT NOT NULL CHECK (deed = 'inserted' OR deed = 'changed' OR deed = 'moved' OR deed = 'left_out'),
  origin  TEXT NOT NULL CHECK (origin <> ''),
  UNIQUE (version, clause, deed, origin)
) STRICT;

-- The text at work: outside the history, as it changes with every word that is typed. It refers to its document by id alone, so
-- that it is still there when undoing and doing again brought the document back.
CREATE TABLE policy_working (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL UNIQUE,
  -- The version that it began from.
  began    INTEGER,
  text     TEXT NOT NULL
) STRICT;

CREATE TABLE policy_step (
  id         INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL REFERENCES policy_document (id),
  from_stage TEXT NOT NULL,
  to_stage   TEXT NOT NULL,
  day        TEXT NOT NULL CHECK (day IS date(day)),
  who        TEXT NOT NULL,
  version    INTEGER REFERENCES policy_version (id),
  meeting    INTEGER REFERENCES meeting (id),
  decision   INTEGER REFERENCES decision (id),
  -- "12 for, 3 against", where no vote of a meeting says it.
  vote       TEXT NOT NULL DEFAULT '',
  note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_step_document ON policy_step (document);
CREATE INDEX policy_step_version ON policy_step (version) WHERE version IS NOT NULL;
CREATE INDEX policy_step_meeting ON policy_step (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX policy_step_decision ON policy_step (decision) WHERE decision IS NOT NULL;

-- Which version holds from which day on, until another does or the document ended.
CREATE TABLE policy_force (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  version  INTEGER NOT NULL REFERENCES policy_version (id),
  from_on  TEXT NOT NULL CHECK (from_on IS date(from_on)),
  -- By what: "adopted by the conference", "M3-A2".
  origin   TEXT NOT NULL DEFAULT '',
  UNIQUE (document, from_on)
) STRICT;
CREATE INDEX policy_force_version ON policy_force (version);

-- A party's own workflow in the place of the program's, as TOML.
CREATE TABLE policy_workflow (
  id   INTEGER PRIMARY KEY,
  text TEXT NOT NULL
) STRICT;

-- Who moved, seconded and supports a document.
CREATE TABLE policy_sponsor (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  role     TEXT NOT NULL CHECK (role = 'mover' OR role = 'seconder' OR role = 'supporter'),
  person   INTEGER REFERENCES person (id),
  name     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_sponsor_document ON policy_sponsor (document);
CREATE INDEX policy_sponsor_person ON policy_sponsor (person) WHERE person IS NOT NULL;

-- Research before there is a clause: what was asked, what was found.
CREATE TABLE policy_finding (
  id         INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL REFERENCES policy_document (id),
  question   TEXT NOT NULL CHECK (question <> ''),
  finding    TEXT NOT NULL DEFAULT '',
  source     TEXT NOT NULL DEFAULT '',
  found_on   TEXT CHECK (found_on IS date(found_on)),
  confidence TEXT NOT NULL CHECK (confidence = 'open' OR confidence = 'low' OR confidence = 'medium' OR confidence = 'high')
) STRICT;
CREATE INDEX policy_finding_document ON policy_finding (document);

CREATE TABLE policy_expert (
  id         INTEGER PRIMARY KEY,
  document   INTEGER NOT NULL REFERENCES policy_document (id),
  person     INTEGER REFERENCES person (id),
  name       TEXT NOT NULL DEFAULT '',
  field      TEXT NOT NULL DEFAULT '',
  asked_on   TEXT CHECK (asked_on IS date(asked_on)),
  due_on     TEXT CHECK (due_on IS date(due_on)),
  replied_on TEXT CHECK (replied_on IS date(replied_on)),
  reply      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_expert_document ON policy_expert (document);
CREATE INDEX policy_expert_person ON policy_expert (person) WHERE person IS NOT NULL;

CREATE TABLE policy_evidence (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  -- The clause it speaks for; none: for the whole.
  clause   INTEGER,
  kind     TEXT NOT NULL CHECK (kind = 'source' OR kind = 'figure' OR kind = 'costing' OR kind = 'impact' OR kind = 'equality'),
  says     TEXT NOT NULL CHECK (says <> ''),
  source   TEXT NOT NULL DEFAULT '',
  day      TEXT CHECK (day IS date(day)),
  cost     INTEGER
) STRICT;
CREATE INDEX policy_evidence_document ON policy_evidence (document);

-- Values and aims of the party; how a document stands to each.
CREATE TABLE policy_value (
  id     INTEGER PRIMARY KEY,
  title  TEXT NOT NULL UNIQUE CHECK (title <> ''),
  kind   TEXT NOT NULL CHECK (kind = 'value' OR kind = 'aim'),
  about  TEXT NOT NULL DEFAULT '',
  ended  INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1))
) STRICT;

CREATE TABLE policy_mark (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  value    INTEGER NOT NULL REFERENCES policy_value (id),
  mark     TEXT NOT NULL CHECK (mark = 'serves' OR mark = 'neutral' OR mark = 'against'),
  why      TEXT NOT NULL DEFAULT '',
  UNIQUE (document, value)
) STRICT;
CREATE INDEX policy_mark_value ON policy_mark (value);

-- The checklist before tabling: a point of the workflow, and how it was settled.
CREATE TABLE policy_check (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  point    TEXT NOT NULL CHECK (point <> ''),
  state    TEXT NOT NULL CHECK (state = 'done' OR state = 'not_needed'),
  says     TEXT NOT NULL CHECK (says <> ''),
  day      TEXT NOT NULL CHECK (day IS date(day)),
  who      TEXT NOT NULL,
  UNIQUE (document, point)
) STRICT;

CREATE TABLE policy_contradiction (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  clause   INTEGER,
  -- The policy it contradicts, and where.
  other    TEXT NOT NULL CHECK (other <> ''),
  says     TEXT NOT NULL DEFAULT '',
  state    TEXT NOT NULL CHECK (state = 'open' OR state = 'settled'),
  settled  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_contradiction_document ON policy_contradiction (document);

CREATE TABLE policy_consultation (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES policy_document (id),
  version   INTEGER NOT NULL REFERENCES policy_version (id),
  title     TEXT NOT NULL CHECK (title <> ''),
  question  TEXT NOT NULL DEFAULT '',
  opens_on  TEXT NOT NULL CHECK (opens_on IS date(opens_on)),
  closes_on TEXT NOT NULL CHECK (closes_on IS date(closes_on)),
  CHECK (closes_on >= opens_on)
) STRICT;
CREATE INDEX policy_consultation_document ON policy_consultation (document);
CREATE INDEX policy_consultation_version ON policy_consultation (version);

CREATE TABLE policy_response (
  id           INTEGER PRIMARY KEY,
  consultation INTEGER NOT NULL REFERENCES policy_consultation (id),
  person       INTEGER REFERENCES person (id),
  name         TEXT NOT NULL DEFAULT '',
  channel      TEXT NOT NULL CHECK (channel = 'page' OR channel = 'paper' OR channel = 'letter' OR channel = 'meeting'),
  day          TEXT NOT NULL CHECK (day IS date(day)),
  -- SHA-256 of the file it came from, so that one file counts once.
  sha256       TEXT UNIQUE
) STRICT;
CREATE INDEX policy_response_consultation ON policy_response (consultation);
CREATE INDEX policy_response_person ON policy_response (person) WHERE person IS NOT NULL;

-- A comment: beside a clause in drafting, or part of a response. It holds to a clause and the words it quotes.
CREATE TABLE policy_comment (
  id          INTEGER PRIMARY KEY,
  document    INTEGER NOT NULL REFERENCES policy_document (id),
  response    INTEGER REFERENCES policy_response (id),
  clause      INTEGER,
  quote       TEXT NOT NULL DEFAULT '',
  -- A few words before and after, to tell one of several places.
  before      TEXT NOT NULL DEFAULT '',
  after       TEXT NOT NULL DEFAULT '',
  says        TEXT NOT NULL CHECK (says <> ''),
  person      INTEGER REFERENCES person (id),
  name        TEXT NOT NULL DEFAULT '',
  day         TEXT NOT NULL CHECK (day IS date(day)),
  theme       TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL CHECK (state = 'open' OR state = 'taken' OR state = 'partly' OR state = 'not_taken' OR state = 'noted'),
  -- What we say to it, and the version in which something changed for it.
  answer      TEXT NOT NULL DEFAULT '',
  version     INTEGER REFERENCES policy_version (id)
) STRICT;
CREATE INDEX policy_comment_document ON policy_comment (document);
CREATE INDEX policy_comment_response ON policy_comment (response) WHERE response IS NOT NULL;
CREATE INDEX policy_comment_person ON policy_comment (person) WHERE person IS NOT NULL;
CREATE INDEX policy_comment_version ON policy_comment (version) WHERE version IS NOT NULL;

-- What is done about a policy in force.
CREATE TABLE policy_action (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  clause   INTEGER,
  action   TEXT NOT NULL CHECK (action <> ''),
  body     TEXT NOT NULL DEFAULT '',
  person   INTEGER REFERENCES person (id),
  name     TEXT NOT NULL DEFAULT '',
  due      TEXT CHECK (due IS date(due)),
  state    TEXT NOT NULL CHECK (state = 'open' OR state = 'under_way' OR state = 'done' OR state = 'dropped'),
  result   TEXT NOT NULL DEFAULT '',
  evidence TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_action_document ON policy_action (document);
CREATE INDEX policy_action_person ON policy_action (person) WHERE person IS NOT NULL;

CREATE TABLE policy_measure (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES policy_document (id),
  measure   TEXT NOT NULL CHECK (measure <> ''),
  baseline  TEXT NOT NULL DEFAULT '',
  target    TEXT NOT NULL DEFAULT '',
  review_on TEXT CHECK (review_on IS date(review_on)),
  result    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_measure_document ON policy_measure (document);

CREATE TABLE policy_question (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  question TEXT NOT NULL CHECK (question <> ''),
  person   INTEGER REFERENCES person (id),
  name     TEXT NOT NULL DEFAULT '',
  asked_on TEXT CHECK (asked_on IS date(asked_on)),
  answer   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_question_document ON policy_question (document);
CREATE INDEX policy_question_person ON policy_question (person) WHERE person IS NOT NULL;

-- What a speaker says of a topic.
CREATE TABLE policy_position (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  topic    TEXT NOT NULL CHECK (topic <> ''),
  says     TEXT NOT NULL CHECK (says <> ''),
  facts    TEXT NOT NULL DEFAULT '',
  avoid    TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_position_document ON policy_position (document);

-- Who said that they read it.
CREATE TABLE policy_read (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  person   INTEGER REFERENCES person (id),
  name     TEXT NOT NULL DEFAULT '',
  asked_on TEXT CHECK (asked_on IS date(asked_on)),
  read_on  TEXT CHECK (read_on IS date(read_on))
) STRICT;
CREATE INDEX policy_read_document ON policy_read (document);
CREATE INDEX policy_read_person ON policy_read (person) WHERE person IS NOT NULL;

-- Who was of another opinion, beside a decision.
CREATE TABLE policy_dissent (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  person   INTEGER REFERENCES person (id),
  name     TEXT NOT NULL DEFAULT '',
  day      TEXT CHECK (day IS date(day)),
  reason   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_dissent_document ON policy_dissent (document);
CREATE INDEX policy_dissent_person ON policy_dissent (person) WHERE person IS NOT NULL;
