-- Amendments: what is asked to be changed in a version of a document, who asks it, how it was ruled, recommended, voted and merged.
-- What an amendment does is kept as operations (`policy/change`), as JSON; the amended text follows from them and the version.

CREATE TABLE policy_amendment (
  id        INTEGER PRIMARY KEY,
  document  INTEGER NOT NULL REFERENCES policy_document (id),
  -- The version that it amends.
  version   INTEGER NOT NULL REFERENCES policy_version (id),
  -- The amendment that it amends.
  parent    INTEGER REFERENCES policy_amendment (id),
  -- Puts another text in the place of the whole.
  whole     INTEGER NOT NULL DEFAULT 0 CHECK (whole IN (0, 1)),
  -- Given when it is submitted, and never again.
  number    TEXT CHECK (number <> ''),
  ops       TEXT NOT NULL CHECK (ops <> ''),
  reason    TEXT NOT NULL DEFAULT '',
  proposer  INTEGER REFERENCES person (id),
  proposer_name TEXT NOT NULL DEFAULT '',
  state     TEXT NOT NULL CHECK (state = 'draft' OR state = 'submitted' OR state = 'admitted' OR state = 'refused' OR state = 'withdrawn'),
  begun_on  TEXT NOT NULL CHECK (begun_on IS date(begun_on)),
  submitted_on TEXT CHECK (submitted_on IS date(submitted_on)),
  -- Why it was admitted or refused.
  ruling    TEXT NOT NULL DEFAULT '',
  -- Orders those that stand at one place.
  code      TEXT NOT NULL DEFAULT '',
  -- Amendments of one block are voted on together.
  block     TEXT NOT NULL DEFAULT '',
  -- What the committee recommends, with its own wording, and whether the proposer agrees.
  recommends TEXT NOT NULL DEFAULT '' CHECK (recommends IN ('', 'accept', 'reject', 'modify')),
  recommended_ops TEXT,
  recommends_why TEXT NOT NULL DEFAULT '',
  agreed    INTEGER CHECK (agreed IN (0, 1)),
  vote      TEXT NOT NULL DEFAULT '' CHECK (vote IN ('', 'carried', 'lost', 'not_moved')),
  counts    TEXT NOT NULL DEFAULT '',
  voted_on  TEXT CHECK (voted_on IS date(voted_on)),
  meeting   INTEGER REFERENCES meeting (id),
  decision  INTEGER REFERENCES decision (id),
  -- The version that it was merged into.
  merged    INTEGER REFERENCES policy_version (id),
  UNIQUE (document, number),
  CHECK ((state = 'draft') = (number IS NULL) OR state = 'withdrawn')
) STRICT;
CREATE INDEX policy_amendment_version ON policy_amendment (version);
CREATE INDEX policy_amendment_parent ON policy_amendment (parent) WHERE parent IS NOT NULL;
CREATE INDEX policy_amendment_proposer ON policy_amendment (proposer) WHERE proposer IS NOT NULL;
CREATE INDEX policy_amendment_meeting ON policy_amendment (meeting) WHERE meeting IS NOT NULL;
CREATE INDEX policy_amendment_decision ON policy_amendment (decision) WHERE decision IS NOT NULL;
CREATE INDEX policy_amendment_merged ON policy_amendment (merged) WHERE merged IS NOT NULL;

CREATE TABLE policy_supporter (
  id        INTEGER PRIMARY KEY,
  amendment INTEGER NOT NULL REFERENCES policy_amendment (id),
  role      TEXT NOT NULL CHECK (role = 'seconder' OR role = 'supporter'),
  person    INTEGER REFERENCES person (id),
  name      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX policy_supporter_amendment ON policy_supporter (amendment);
CREATE INDEX policy_supporter_person ON policy_supporter (person) WHERE person IS NOT NULL;

-- What somebody said of two amendments, beside what their words say.
CREATE TABLE policy_link (
  id        INTEGER PRIMARY KEY,
  amendment INTEGER NOT NULL REFERENCES policy_amendment (id),
  other     INTEGER NOT NULL REFERENCES policy_amendment (id),
  kind      TEXT NOT NULL CHECK (kind = 'excludes' OR kind = 'requires' OR kind = 'consequential'),
  UNIQUE (amendment, other, kind),
  CHECK (amendment <> other)
) STRICT;
CREATE INDEX policy_link_other ON policy_link (other);

-- How a conflict was decided in merging, by the key that names it as long as the same amendments do the same there.
CREATE TABLE policy_fix (
  id       INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES policy_document (id),
  key      TEXT NOT NULL CHECK (key <> ''),
  fix      TEXT NOT NULL CHECK (fix = 'base' OR fix = 'of' OR fix = 'words'),
  says     TEXT NOT NULL DEFAULT '',
  UNIQUE (document, key)
) STRICT;
