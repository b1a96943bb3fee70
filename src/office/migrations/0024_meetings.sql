-- Bodies, their meetings, and all that is recorded of a meeting. Times of a meeting are minutes since the midnight its day began.

CREATE TABLE body (
  id           INTEGER PRIMARY KEY,
  name         TEXT NOT NULL UNIQUE CHECK (name <> ''),
  kind         TEXT NOT NULL CHECK (kind = 'committee' OR kind = 'branch' OR kind = 'panel' OR kind = 'other'),
  -- Its members are the members of the party, and entitled is who is on the roll; else those who are seated in it.
  roll         INTEGER NOT NULL DEFAULT 0 CHECK (roll IN (0, 1)),
  -- A line each.
  posts        TEXT NOT NULL DEFAULT '',
  notice_days  INTEGER NOT NULL DEFAULT 0 CHECK (notice_days BETWEEN 0 AND 366),
  -- Neither the day of sending nor that of the meeting counts.
  notice_clear INTEGER NOT NULL DEFAULT 1 CHECK (notice_clear IN (0, 1)),
  -- "none", "5", "at least 1/3 of members", "more than 1/2 of entitled".
  quorum       TEXT NOT NULL DEFAULT 'none',
  -- A kind of decision and its majority in each line: "rule change = at least 2/3 of votes".
  majorities   TEXT NOT NULL DEFAULT '',
  casting      INTEGER NOT NULL DEFAULT 0 CHECK (casting IN (0, 1)),
  -- How many absent members one may vote for.
  proxies      INTEGER NOT NULL DEFAULT 0 CHECK (proxies BETWEEN 0 AND 99),
  attend       TEXT NOT NULL DEFAULT '',
  -- Its own agenda: a line each, "title | minutes | consent".
  agenda       TEXT NOT NULL DEFAULT '',
  ended_on     TEXT CHECK (ended_on IS date(ended_on))
) STRICT;

CREATE TABLE body_member (
  id       INTEGER PRIMARY KEY,
  body     INTEGER NOT NULL REFERENCES body (id),
  person   INTEGER NOT NULL REFERENCES person (id),
  post     TEXT NOT NULL DEFAULT '',
  voting   INTEGER NOT NULL DEFAULT 1 CHECK (voting IN (0, 1)),
  from_on  TEXT NOT NULL CHECK (from_on IS date(from_on)),
  until_on TEXT CHECK (until_on IS date(until_on)),
  CHECK (until_on IS NULL OR until_on >= from_on)
) STRICT;
CREATE INDEX body_member_body ON body_member (body);
CREATE INDEX body_member_person ON body_member (person);

CREATE TABLE meeting (
  id           INTEGER PRIMARY KEY,
  body         INTEGER NOT NULL REFERENCES body (id),
  kind         TEXT NOT NULL CHECK (kind = 'ordinary' OR kind = 'annual' OR kind = 'special'),
  title        TEXT NOT NULL DEFAULT '',
  day          TEXT NOT NULL CHECK (day IS date(day)),
  starts       INTEGER CHECK (starts BETWEEN 0 AND 1439),
  place        TEXT NOT NULL DEFAULT '',
  online       TEXT NOT NULL DEFAULT '',
  notice_on    TEXT CHECK (notice_on IS date(notice_on)),
  cancelled_on TEXT CHECK (cancelled_on IS date(cancelled_on)),
  chair        INTEGER REFERENCES person (id),
  secretary    INTEGER REFERENCES person (id),
  opened       INTEGER CHECK (opened BETWEEN 0 AND 2879),
  closed       INTEGER CHECK (closed BETWEEN 0 AND 2879),
  CHECK (closed IS NULL OR opened IS NOT NULL)
) STRICT;
CREATE INDEX meeting_body ON meeting (body, day);
CREATE INDEX meeting_chair ON meeting (chair) WHERE chair IS NOT NULL;
CREATE INDEX meeting_secretary ON meeting (secretary) WHERE secretary IS NOT NULL;

CREATE TABLE agenda_item (
  id           INTEGER PRIMARY KEY,
  meeting      INTEGER NOT NULL REFERENCES meeting (id),
  place        INTEGER NOT NULL,
  title        TEXT NOT NULL CHECK (title <> ''),
  -- What the paper for the meeting says of it.
  note         TEXT NOT NULL DEFAULT '',
  presenter    TEXT NOT NULL DEFAULT '',
  minutes      INTEGER NOT NULL DEFAULT 0 CHECK (minutes BETWEEN 0 AND 600),
  consent      INTEGER NOT NULL DEFAULT 0 CHECK (consent IN (0, 1)),
  state        TEXT NOT NULL DEFAULT 'waiting'
               CHECK (state = 'waiting' OR state = 'open' OR state = 'done' OR state = 'deferred'),
  began        INTEGER CHECK (began BETWEEN 0 AND 2879),
  ended        INTEGER CHECK (ended BETWEEN 0 AND 2879),
  -- What the minutes say of it, as typed.
  said         TEXT NOT NULL DEFAULT '',
  carried_from INTEGER REFERENCES agenda_item (id)
) STRICT;
CREATE INDEX agenda_item_meeting ON agenda_item (meeting, place);
CREATE INDEX agenda_item_carried ON agenda_item (carried_from) WHERE carried_from IS NOT NULL;

CREATE TABLE meeting_person (
  id      INTEGER PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES meeting (id),
  person  INTEGER REFERENCES person (id),
  -- Of a guest who is nobody of the register.
  name    TEXT NOT NULL DEFAULT '',
  voting  INTEGER NOT NULL DEFAULT 0 CHECK (voting IN (0, 1)),
  apology INTEGER NOT NULL DEFAULT 0 CHECK (apology IN (0, 1)),
  -- Who votes for them.
  proxy   INTEGER REFERENCES meeting_person (id),
  UNIQUE (meeting, person)
) STRICT;
CREATE INDEX meeting_person_person ON meeting_person (person) WHERE person IS NOT NULL;
CREATE INDEX meeting_person_proxy ON meeting_person (proxy) WHERE proxy IS NOT NULL;

CREATE TABLE presence (
  id         INTEGER PRIMARY KEY,
  attendance INTEGER NOT NULL REFERENCES meeting_person (id) ON DELETE CASCADE,
  came       INTEGER NOT NULL CHECK (came BETWEEN 0 AND 2879),
  gone       INTEGER CHECK (gone BETWEEN 0 AND 2879),
  CHECK (gone IS NULL OR gone >= came)
) STRICT;
CREATE INDEX presence_attendance ON presence (attendance);

CREATE TABLE interest (
  id         INTEGER PRIMARY KEY,
  meeting    INTEGER NOT NULL REFERENCES meeting (id),
  item       INTEGER NOT NULL REFERENCES agenda_item (id),
  attendance INTEGER NOT NULL REFERENCES meeting_person (id),
  about      TEXT NOT NULL DEFAULT '',
  conduct    TEXT NOT NULL CHECK (conduct = 'stays' OR conduct = 'no_vote' OR conduct = 'leaves')
) STRICT;
CREATE INDEX interest_item ON interest (item);
CREATE INDEX interest_attendance ON interest (attendance);

CREATE TABLE speaker (
  id         INTEGER PRIMARY KEY,
  meeting    INTEGER NOT NULL REFERENCES meeting (id),
  item       INTEGER REFERENCES agenda_item (id),
  attendance INTEGER NOT NULL REFERENCES meeting_person (id),
  -- Seconds since 1970 (UTC), while and since they speak.
  began      INTEGER,
  -- How long they spoke.
  seconds    INTEGER CHECK (seconds >= 0),
  CHECK (seconds IS NULL OR began IS NOT NULL)
) STRICT;
CREATE INDEX speaker_meeting ON speaker (meeting);
CREATE INDEX speaker_item ON speaker (item) WHERE item IS NOT NULL;
CREATE INDEX speaker_attendance ON speaker (attendance);

CREATE TABLE motion (
  id       INTEGER PRIMARY KEY,
  meeting  INTEGER NOT NULL REFERENCES meeting (id),
  item     INTEGER REFERENCES agenda_item (id),
  kind     TEXT NOT NULL CHECK (kind = 'motion' OR kind = 'amendment' OR kind = 'procedural'),
  amends   INTEGER REFERENCES motion (id),
  text     TEXT NOT NULL CHECK (text <> ''),
  -- Of a motion the text as amended; of an amendment what the motion says if it is carried. Empty: as it was moved.
  becomes  TEXT NOT NULL DEFAULT '',
  -- The kind of decision, as the body's majorities have it.
  decides  TEXT NOT NULL DEFAULT '',
  mover    INTEGER REFERENCES meeting_person (id),
  seconder INTEGER REFERENCES meeting_person (id),
  state    TEXT NOT NULL DEFAULT 'open'
           CHECK (state = 'open' OR state = 'carried' OR state = 'lost' OR state = 'withdrawn' OR state = 'fell'),
  CHECK ((kind = 'amendment') = (amends IS NOT NULL))
) STRICT;
CREATE INDEX motion_meeting ON motion (meeting);
CREATE INDEX motion_item ON motion (item) WHERE item IS NOT NULL;
CREATE INDEX motion_amends ON motion (amends) WHERE amends IS NOT NULL;
CREATE INDEX motion_mover ON motion (mover) WHERE mover IS NOT NULL;
CREATE INDEX motion_seconder ON motion (seconder) WHERE seconder IS NOT NULL;

CREATE TABLE vote (
  id       INTEGER PRIMARY KEY,
  meeting  INTEGER NOT NULL REFERENCES meeting (id),
  item     INTEGER REFERENCES agenda_item (id),
  motion   INTEGER REFERENCES motion (id),
  question TEXT NOT NULL DEFAULT '',
  method   TEXT NOT NULL CHECK (method = 'hands' OR method = 'roll' OR method = 'secret' OR method = 'acclamation'),
  majority TEXT NOT NULL,
  -- None of them at an acclamation, which nobody counts.
  yes      INTEGER CHECK (yes >= 0),
  no       INTEGER CHECK (no >= 0),
  abstain  INTEGER CHECK (abstain >= 0),
  invalid  INTEGER CHECK (invalid >= 0),
  -- Votes in the room with proxies, members of the body, and those entitled, when it was taken.
  voters   INTEGER NOT NULL CHECK (voters >= 0),
  members  INTEGER NOT NULL CHECK (members >= 0),
  entitled INTEGER NOT NULL CHECK (entitled >= 0),
  -- The quorum, and how many of it were there.
  needed   INTEGER NOT NULL CHECK (needed >= 0),
  present  INTEGER NOT NULL CHECK (present >= 0),
  casting  TEXT NOT NULL DEFAULT '' CHECK (casting = '' OR casting = 'yes' OR casting = 'no'),
  carried  INTEGER NOT NULL CHECK (carried IN (0, 1)),
  at       INTEGER NOT NULL CHECK (at BETWEEN 0 AND 2879)
) STRICT;
CREATE INDEX vote_meeting ON vote (meeting);
CREATE INDEX vote_item ON vote (item) WHERE item IS NOT NULL;
CREATE INDEX vote_motion ON vote (motion) WHERE motion IS NOT NULL;

CREATE TABLE vote_said (
  id         INTEGER PRIMARY KEY,
  vote       INTEGER NOT NULL REFERENCES vote (id) ON DELETE CASCADE,
  attendance INTEGER NOT NULL REFERENCES meeting_person (id),
  said       TEXT NOT NULL CHECK (said = 'yes' OR said = 'no' OR said = 'abstain')
) STRICT;
CREATE INDEX vote_said_vote ON vote_said (vote);
CREATE INDEX vote_said_attendance ON vote_said (attendance);

CREATE TABLE decision (
  id            INTEGER PRIMARY KEY,
  body          INTEGER NOT NULL REFERENCES body (id),
  meeting       INTEGER NOT NULL REFERENCES meeting (id),
  item          INTEGER REFERENCES agenda_item (id),
  vote          INTEGER REFERENCES vote (id),
  number        TEXT NOT NULL,
  text          TEXT NOT NULL CHECK (text <> ''),
  day           TEXT NOT NULL CHECK (day IS date(day)),
  superseded_by INTEGER REFERENCES decision (id)
) STRICT;
CREATE INDEX decision_body ON decision (body, day);
CREATE INDEX decision_meeting ON decision (meeting);
CREATE INDEX decision_item ON decision (item) WHERE item IS NOT NULL;
CREATE INDEX decision_vote ON decision (vote) WHERE vote IS NOT NULL;
CREATE INDEX decision_superseded ON decision (superseded_by) WHERE superseded_by IS NOT NULL;

CREATE TABLE meeting_action (
  id      INTEGER PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES meeting (id),
  item    INTEGER REFERENCES agenda_item (id),
  task    INTEGER NOT NULL UNIQUE REFERENCES task (id) ON DELETE CASCADE
) STRICT;
CREATE INDEX meeting_action_meeting ON meeting_action (meeting);
CREATE INDEX meeting_action_item ON meeting_action (item) WHERE item IS NOT NULL;

CREATE TABLE minutes (
  id          INTEGER PRIMARY KEY,
  meeting     INTEGER NOT NULL UNIQUE REFERENCES meeting (id),
  state       TEXT NOT NULL
              CHECK (state = 'draft' OR state = 'circulated' OR state = 'corrected' OR state = 'approved'),
  text        TEXT NOT NULL,
  approved_at INTEGER REFERENCES meeting (id),
  approved_on TEXT CHECK (approved_on IS date(approved_on)),
  -- SHA-256 of what was approved; see `meetings/model/minutes.rs`.
  hash        TEXT NOT NULL DEFAULT '',
  CHECK ((state = 'approved') = (hash <> '')),
  CHECK ((state = 'approved') = (approved_on IS NOT NULL))
) STRICT;
CREATE INDEX minutes_approved ON minutes (approved_at) WHERE approved_at IS NOT NULL;

-- What went out, what was approved, and what was opened again: each as it was.
CREATE TABLE minutes_version (
  id      INTEGER PRIMARY KEY,
  meeting INTEGER NOT NULL REFERENCES meeting (id),
  state   TEXT NOT NULL CHECK (state = 'circulated' OR state = 'approved' OR state = 'reopened'),
  day     TEXT NOT NULL CHECK (day IS date(day)),
  who     TEXT NOT NULL,
  text    TEXT NOT NULL,
  hash    TEXT NOT NULL,
  reason  TEXT NOT NULL DEFAULT '',
  CHECK (state <> 'reopened' OR reason <> '')
) STRICT;
CREATE INDEX minutes_version_meeting ON minutes_version (meeting);
