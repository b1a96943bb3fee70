-- What a meeting left over goes to the next one with its motions; decisions that no longer stand say so; an election knows which
-- decision its result is.

-- It came with the agenda of the body or a template, and so stands on the next one by itself.
ALTER TABLE agenda_item ADD COLUMN standing INTEGER NOT NULL DEFAULT 0 CHECK (standing IN (0, 1));

-- The motion as it was moved first, at an earlier meeting.
ALTER TABLE motion ADD COLUMN carried_from INTEGER REFERENCES motion (id);
CREATE INDEX motion_carried ON motion (carried_from) WHERE carried_from IS NOT NULL;

-- What it rested on is void.
ALTER TABLE decision ADD COLUMN withdrawn_on TEXT CHECK (withdrawn_on IS date(withdrawn_on));
ALTER TABLE decision ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT '';

CREATE TABLE minuted_result (
  id       INTEGER PRIMARY KEY,
  result   INTEGER NOT NULL REFERENCES election_result (id) ON DELETE CASCADE,
  decision INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX minuted_result_result ON minuted_result (result);
CREATE INDEX minuted_result_decision ON minuted_result (decision);
