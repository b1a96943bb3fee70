-- Numbers of members, given from a series of the branch's own.

-- Whether new members get the next number, how it is written, and from which serial the branch wants it to go on.
ALTER TABLE member_settings ADD COLUMN number_auto INTEGER NOT NULL DEFAULT 0 CHECK (number_auto IN (0, 1));
ALTER TABLE member_settings ADD COLUMN number_prefix TEXT NOT NULL DEFAULT '';
ALTER TABLE member_settings ADD COLUMN number_digits INTEGER NOT NULL DEFAULT 1 CHECK (number_digits BETWEEN 1 AND 12);
ALTER TABLE member_settings ADD COLUMN number_next INTEGER NOT NULL DEFAULT 1 CHECK (number_next >= 1);

-- The last serial that was given with a prefix. Undo leaves it as it is, so that no number is given a second time.
CREATE TABLE member_counter (
  id     INTEGER PRIMARY KEY,
  prefix TEXT NOT NULL UNIQUE,
  last   INTEGER NOT NULL CHECK (last >= 1)
) STRICT;

-- Numbers that somebody had and has no longer, as a hash: no series gives one again, and nothing is said of who had it.
CREATE TABLE person_number_gone (
  id   INTEGER PRIMARY KEY,
  mark INTEGER NOT NULL UNIQUE
) STRICT;
