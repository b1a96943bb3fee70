-- People and organisations, as a donation needs them.

CREATE TABLE person (
  id           INTEGER PRIMARY KEY,
  organisation INTEGER NOT NULL DEFAULT 0 CHECK (organisation IN (0, 1)),
  number       TEXT,
  name         TEXT NOT NULL CHECK (length(name) > 0),
  sort_name    TEXT NOT NULL DEFAULT '',
  given        TEXT NOT NULL DEFAULT '',
  family       TEXT NOT NULL DEFAULT '',
  legal_name   TEXT NOT NULL DEFAULT '',
  honorific    TEXT NOT NULL DEFAULT '',
  pronouns     TEXT NOT NULL DEFAULT '',
  greeting     TEXT NOT NULL DEFAULT '',
  employer     TEXT NOT NULL DEFAULT '',
  occupation   TEXT NOT NULL DEFAULT '',
  notes        TEXT NOT NULL DEFAULT '',
  -- The folded sort name, so that lists are in order and the first letters of a search are a range of an index.
  sort_key     TEXT NOT NULL
) STRICT;
-- `organisation` rides along, so that a list of either kind is counted and paged from the index alone.
CREATE INDEX person_by_sort_key ON person (sort_key, id, organisation);
CREATE UNIQUE INDEX person_by_number ON person (number) WHERE number IS NOT NULL;

CREATE TABLE person_address (
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind       TEXT NOT NULL DEFAULT 'home',
  street     TEXT NOT NULL DEFAULT '',
  locality   TEXT NOT NULL DEFAULT '',
  region     TEXT NOT NULL DEFAULT '',
  postcode   TEXT NOT NULL DEFAULT '',
  country    TEXT NOT NULL DEFAULT '',
  preferred  INTEGER NOT NULL DEFAULT 1 CHECK (preferred IN (0, 1)),
  valid_from TEXT CHECK (valid_from IS date(valid_from)),
  valid_to   TEXT CHECK (valid_to IS date(valid_to))
) STRICT;
CREATE INDEX person_address_of ON person_address (person);

-- E-mail addresses and phone numbers; `folded` is what a match compares (lower case, or digits only).
CREATE TABLE person_contact (
  id         INTEGER PRIMARY KEY,
  person     INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  channel    TEXT NOT NULL CHECK (channel IN ('email', 'phone')),
  kind       TEXT NOT NULL DEFAULT 'home',
  value      TEXT NOT NULL CHECK (length(value) > 0),
  folded     TEXT NOT NULL,
  preferred  INTEGER NOT NULL DEFAULT 1 CHECK (preferred IN (0, 1)),
  valid_from TEXT CHECK (valid_from IS date(valid_from)),
  valid_to   TEXT CHECK (valid_to IS date(valid_to))
) STRICT;
CREATE INDEX person_contact_of ON person_contact (person);
CREATE INDEX person_contact_folded ON person_contact (channel, folded);

CREATE TABLE person_tag (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  tag    TEXT NOT NULL CHECK (length(tag) > 0)
) STRICT;
CREATE UNIQUE INDEX person_tag_once ON person_tag (person, tag);
CREATE INDEX person_tag_by_tag ON person_tag (tag, person);

-- One row per import that was committed: recognises the same input when it comes a second time.
CREATE TABLE import_run (
  id     INTEGER PRIMARY KEY,
  noun   TEXT NOT NULL,
  source TEXT NOT NULL,
  digest TEXT NOT NULL,
  added  INTEGER NOT NULL
) STRICT;
CREATE INDEX import_run_by_digest ON import_run (noun, digest);

-- The search index is derived: outside the journal and the fingerprint, rebuilt by `check` when it is wrong. Its text is
-- folded before it comes here, so words end at spaces only, which is what the ascii tokenizer does.
CREATE VIRTUAL TABLE person_search USING fts5 (text, prefix = '1 2 3', detail = none, columnsize = 0, tokenize = 'ascii');
-- Fewer, larger segments when many people come in at once (bytes of words kept in memory before they are written).
INSERT INTO person_search (person_search, rank) VALUES ('hashsize', 8388608);
