-- Budgets: what a year or an appeal is planned to bring and to cost, by category. What it did is what the ledger says.

CREATE TABLE budget_line (
  id       INTEGER PRIMARY KEY,
  -- The last day of the financial year, or the appeal.
  to_day   TEXT CHECK (to_day IS date(to_day)),
  appeal   INTEGER REFERENCES appeal (id) ON DELETE CASCADE,
  category INTEGER NOT NULL REFERENCES category (id),
  -- Minor units; income and expenditure are both positive.
  amount   INTEGER NOT NULL CHECK (amount >= 0),
  note     TEXT NOT NULL DEFAULT '',
  CHECK ((to_day IS NULL) <> (appeal IS NULL))
) STRICT;
CREATE UNIQUE INDEX budget_line_year ON budget_line (to_day, category) WHERE to_day IS NOT NULL;
CREATE UNIQUE INDEX budget_line_appeal ON budget_line (appeal, category) WHERE appeal IS NOT NULL;
CREATE INDEX budget_line_category ON budget_line (category);
