-- Votes on amendments as they were counted, by which rule, and where a meeting took them; separate votes on words; what the
-- proposer says to other words.

-- Words that are put to a separate vote, rather than a change that somebody proposes: carried, they go.
ALTER TABLE policy_amendment ADD COLUMN separate INTEGER NOT NULL DEFAULT 0 CHECK (separate IN (0, 1));
-- For, against, abstaining; none where nobody counted. Of a separate vote "for" is for keeping the words.
ALTER TABLE policy_amendment ADD COLUMN yes INTEGER CHECK (yes >= 0);
ALTER TABLE policy_amendment ADD COLUMN no INTEGER CHECK (no >= 0);
ALTER TABLE policy_amendment ADD COLUMN abstain INTEGER CHECK (abstain >= 0);
-- The majority by which it was decided, and what it came to.
ALTER TABLE policy_amendment ADD COLUMN rule TEXT NOT NULL DEFAULT '';
-- Why the result is another than the rule gives.
ALTER TABLE policy_amendment ADD COLUMN overruled TEXT NOT NULL DEFAULT '';
-- The vote of a meeting that says it.
ALTER TABLE policy_amendment ADD COLUMN meeting_vote INTEGER REFERENCES vote (id);
-- What the proposer says to the words that the committee recommends.
ALTER TABLE policy_amendment ADD COLUMN agreed_says TEXT NOT NULL DEFAULT '';
CREATE INDEX policy_amendment_meeting_vote ON policy_amendment (meeting_vote) WHERE meeting_vote IS NOT NULL;
