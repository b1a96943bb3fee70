-- The fundraising plan: what each way of raising money should bring in a month. What it brought is what the ledger says.

CREATE TABLE plan_target (
  id       INTEGER PRIMARY KEY,
  -- As the ledger puts entries into ways: dues, regular, appeals, online and so on.
  way      TEXT NOT NULL CHECK (length(way) > 0),
  -- The first day of a month of the financial year.
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day)),
  -- Minor units.
  amount   INTEGER NOT NULL CHECK (amount >= 0)
) STRICT;
CREATE UNIQUE INDEX plan_target_once ON plan_target (from_day, way);
