-- Tasks: what somebody said they would do by a day, whatever it came from.

CREATE TABLE task (
  id          INTEGER PRIMARY KEY,
  text        TEXT NOT NULL CHECK (text <> ''),
  -- Who sees to it: somebody of the register, or a name in words (a user of the office), or nobody yet.
  person      INTEGER REFERENCES person (id),
  owner       TEXT NOT NULL DEFAULT '',
  due         TEXT CHECK (due IS date(due)),
  done_on     TEXT CHECK (done_on IS date(done_on)),
  done_by     TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  -- What it came from: a word for the kind of record, and its id.
  origin_kind TEXT NOT NULL DEFAULT '',
  origin      INTEGER,
  CHECK (done_on IS NOT NULL OR done_by = ''),
  CHECK (person IS NULL OR owner = ''),
  CHECK ((origin_kind = '') = (origin IS NULL))
) STRICT;
CREATE INDEX task_open ON task (due) WHERE done_on IS NULL;
CREATE INDEX task_person ON task (person) WHERE person IS NOT NULL;
CREATE INDEX task_origin ON task (origin_kind, origin) WHERE origin IS NOT NULL;
