-- What people said of an appeal or of the party, in their log: one more kind of line, with its mood, tags and appeal.

CREATE TABLE person_log_new (
  id     INTEGER PRIMARY KEY,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  kind   TEXT NOT NULL CHECK (kind IN ('contact', 'concern', 'thanks', 'interest', 'feedback')),
  day    TEXT NOT NULL CHECK (day IS date(day)),
  how    TEXT NOT NULL DEFAULT '',
  who    TEXT NOT NULL DEFAULT '',
  about  TEXT NOT NULL CHECK (length(about) > 0),
  step   TEXT NOT NULL DEFAULT '',
  due    TEXT CHECK (due IS date(due)),
  open   INTEGER NOT NULL DEFAULT 0 CHECK (open IN (0, 1)),
  -- Of feedback only: how they meant it, words it is counted by (with commas between), and the appeal it is about.
  mood   TEXT NOT NULL DEFAULT '' CHECK (mood IN ('', 'good', 'mixed', 'bad')),
  tags   TEXT NOT NULL DEFAULT '',
  appeal TEXT NOT NULL DEFAULT ''
) STRICT;
INSERT INTO person_log_new (id, person, kind, day, how, who, about, step, due, open)
  SELECT id, person, kind, day, how, who, about, step, due, open FROM person_log ORDER BY id;
DROP TABLE person_log;
ALTER TABLE person_log_new RENAME TO person_log;
CREATE INDEX person_log_of ON person_log (person, day);
CREATE INDEX person_log_by_day ON person_log (kind, day);
CREATE INDEX person_log_open ON person_log (due, person) WHERE open = 1;
