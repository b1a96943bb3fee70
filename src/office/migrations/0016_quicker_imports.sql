-- What made bringing in long lists slow, and changes nothing that is kept.

-- The history's rows as they were, with the check of `act` written out: SQLite answers IN over three words or more by
-- filling a table with them for each row, which took longer than the rest of the row did.
CREATE TABLE journal_row_new (
  id     INTEGER PRIMARY KEY,
  op     INTEGER NOT NULL,
  tbl    INTEGER NOT NULL REFERENCES seal_table (id),
  row    INTEGER NOT NULL,
  act    TEXT NOT NULL CHECK (act = 'insert' OR act = 'update' OR act = 'delete'),
  before TEXT,
  proof  TEXT
) STRICT;
INSERT INTO journal_row_new (id, op, tbl, row, act, before, proof)
  SELECT id, op, tbl, row, act, before, proof FROM journal_row ORDER BY id;
DROP TABLE journal_row;
ALTER TABLE journal_row_new RENAME TO journal_row;
CREATE INDEX journal_row_of ON journal_row (tbl, row);

-- As many words of the search index in memory as the library takes by itself (1 MiB): they stay near the processor. Eight
-- times as many made fewer pieces to merge, and took longer to look up than that saved.
INSERT INTO person_search (person_search, rank) VALUES ('hashsize', 1048576);
