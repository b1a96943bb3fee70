-- What an erasure left with a name on it because the law makes the branch keep it, and the last day of that time.
CREATE TABLE erasure_kept (
  id    INTEGER PRIMARY KEY,
  tbl   TEXT NOT NULL CHECK (length(tbl) > 0),
  row   INTEGER NOT NULL,
  until TEXT NOT NULL CHECK (until IS date(until)),
  UNIQUE (tbl, row)
) STRICT;
