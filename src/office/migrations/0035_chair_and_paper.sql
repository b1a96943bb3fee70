-- What a candidate needs to be heard fairly is sealed under the chair's key; which anchor passes is said of each criterion; a paper
-- sheet says who keyed it.

ALTER TABLE selection_candidate DROP COLUMN adjustments;

CREATE TABLE selection_needs (
  id         INTEGER PRIMARY KEY,
  candidate  INTEGER NOT NULL UNIQUE REFERENCES selection_candidate (id) ON DELETE CASCADE,
  -- Whose passphrase opens it: the chair when it was written.
  scorer     INTEGER NOT NULL REFERENCES selection_scorer (id) ON DELETE CASCADE,
  nonce      TEXT NOT NULL CHECK (length(nonce) = 24),
  sealed     TEXT NOT NULL CHECK (length(sealed) > 0),
  commitment TEXT NOT NULL CHECK (length(commitment) = 64)
) STRICT;
CREATE INDEX selection_needs_scorer ON selection_needs (scorer);

-- The place of the lowest anchor that passes on an essential criterion, from 0; null: the second from the bottom.
ALTER TABLE selection_criterion ADD COLUMN passes INTEGER CHECK (passes >= 0);

-- The passphrase is a code that was made here and stands on this scorer's key sheet, and nowhere else.
ALTER TABLE selection_scorer ADD COLUMN by_code INTEGER NOT NULL DEFAULT 0 CHECK (by_code IN (0, 1));

-- Who keyed the sheet in, by name, and when.
ALTER TABLE selection_sheet ADD COLUMN keyed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE selection_sheet ADD COLUMN keyed_on TEXT CHECK (keyed_on IS date(keyed_on));
