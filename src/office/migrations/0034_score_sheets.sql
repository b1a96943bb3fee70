-- Paper sheets for scoring: each number stands for one scorer and one candidate, whatever is printed again.

CREATE TABLE selection_sheet (
  id         INTEGER PRIMARY KEY,
  round      INTEGER NOT NULL REFERENCES selection_round (id) ON DELETE CASCADE,
  number     INTEGER NOT NULL CHECK (number > 0),
  scorer     INTEGER NOT NULL REFERENCES selection_scorer (id) ON DELETE CASCADE,
  candidate  INTEGER NOT NULL REFERENCES selection_candidate (id) ON DELETE CASCADE,
  printed_on TEXT NOT NULL CHECK (printed_on IS date(printed_on)),
  UNIQUE (round, number),
  UNIQUE (scorer, candidate)
) STRICT;
CREATE INDEX selection_sheet_candidate ON selection_sheet (candidate);
