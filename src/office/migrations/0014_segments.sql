-- Segments: groups of people kept by what is asked of them, never as lists of names, so that they are as of today.

CREATE TABLE segment (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK (length(name) > 0),
  note TEXT NOT NULL DEFAULT '',
  -- What is asked, as JSON: groups (all, any, none of these) of conditions (`ask` names one that a subject declares, its
  -- values by the names of their parts, `not` turns it round).
  asks TEXT NOT NULL CHECK (length(asks) > 0)
) STRICT;
