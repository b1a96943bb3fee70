-- Events: what is planned and happened, where, who came, who helped, what it cost.

-- Own kinds of event, and what takes the place of a kind that comes with the program.
CREATE TABLE event_kind (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE CHECK (key <> ''),
  name     TEXT NOT NULL CHECK (name <> ''),
  -- Purpose, measure, tasks, roles, checklist: TOML in the form of `assets/events.toml`.
  template TEXT NOT NULL
) STRICT;

-- The book of venues.
CREATE TABLE venue (
  id          INTEGER PRIMARY KEY,
  name        TEXT NOT NULL UNIQUE CHECK (name <> ''),
  address     TEXT NOT NULL DEFAULT '',
  capacity    INTEGER CHECK (capacity > 0),
  access      TEXT NOT NULL DEFAULT '' CHECK (access IN ('', 'full', 'part', 'none')),
  access_note TEXT NOT NULL DEFAULT '',
  -- For a usual booking (minor units).
  cost        INTEGER CHECK (cost >= 0),
  cost_note   TEXT NOT NULL DEFAULT '',
  -- Whom to ask, with how to reach them.
  contact     TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  closed      INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1))
) STRICT;

-- Notes of past use.
CREATE TABLE venue_note (
  id     INTEGER PRIMARY KEY,
  venue  INTEGER NOT NULL REFERENCES venue (id) ON DELETE CASCADE,
  day    TEXT NOT NULL CHECK (day IS date(day)),
  note   TEXT NOT NULL CHECK (note <> '')
) STRICT;
CREATE INDEX venue_note_of ON venue_note (venue, day);

-- An event: one, a whole series by its rule, or one day of a series that has something of its own.
CREATE TABLE event (
  id          INTEGER PRIMARY KEY,
  title       TEXT NOT NULL CHECK (title <> ''),
  kind        TEXT NOT NULL CHECK (kind <> ''),
  status      TEXT NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'confirmed', 'postponed', 'cancelled')),
  -- In the time of its zone. Of whole days: midnight, and midnight after the last one.
  starts_at   TEXT NOT NULL CHECK (starts_at IS strftime('%Y-%m-%dT%H:%M:%S', starts_at)),
  ends_at     TEXT NOT NULL CHECK (ends_at IS strftime('%Y-%m-%dT%H:%M:%S', ends_at)),
  all_day     INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1)),
  -- As the IANA list names it; empty for the office's own.
  zone        TEXT NOT NULL DEFAULT '',
  -- An RRULE in local time; lists of starts, parted by commas.
  rule        TEXT NOT NULL DEFAULT '',
  also_at     TEXT NOT NULL DEFAULT '',
  except_at   TEXT NOT NULL DEFAULT '',
  -- What it lies between as a whole, for finding it; derived by who writes the row.
  first_day   TEXT NOT NULL CHECK (first_day IS date(first_day)),
  last_day    TEXT NOT NULL CHECK (last_day IS date(last_day)),
  -- The series it is a day of, and the start it had there.
  series      INTEGER REFERENCES event (id) ON DELETE CASCADE,
  instead_of  TEXT CHECK (instead_of IS strftime('%Y-%m-%dT%H:%M:%S', instead_of)),
  mode        TEXT NOT NULL DEFAULT 'place' CHECK (mode IN ('place', 'online', 'both')),
  venue       INTEGER REFERENCES venue (id),
  -- Where there is no venue of the book: the place in words.
  place       TEXT NOT NULL DEFAULT '',
  link        TEXT NOT NULL DEFAULT '',
  about       TEXT NOT NULL DEFAULT '',
  purpose     TEXT NOT NULL DEFAULT '',
  measure     TEXT NOT NULL DEFAULT '',
  -- Who leads it.
  lead        INTEGER REFERENCES person (id),
  capacity    INTEGER CHECK (capacity > 0),
  -- For how long a place is kept for who is next on the waiting list.
  offer_hours INTEGER NOT NULL DEFAULT 48 CHECK (offer_hours > 0),
  -- How many of those who signed up for a shift are planned not to come, per cent.
  no_show     INTEGER NOT NULL DEFAULT 50 CHECK (no_show BETWEEN 0 AND 99),
  -- The word by which entries of the ledger belong to it.
  appeal      TEXT NOT NULL DEFAULT '',
  plan_b      TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  -- What calendars know it by, and how often it has changed.
  uid         TEXT NOT NULL CHECK (uid <> ''),
  sequence    INTEGER NOT NULL DEFAULT 0 CHECK (sequence >= 0),
  -- The day it was looked back at; of a coalition's meeting, with its actions or the word that there are none.
  closed_on   TEXT CHECK (closed_on IS date(closed_on)),
  outcome     TEXT NOT NULL DEFAULT '',
  CHECK ((series IS NULL) = (instead_of IS NULL)),
  CHECK (ends_at >= starts_at)
) STRICT;
CREATE INDEX event_days ON event (first_day, last_day);
CREATE UNIQUE INDEX event_instead ON event (series, instead_of) WHERE series IS NOT NULL;
CREATE INDEX event_venue ON event (venue) WHERE venue IS NOT NULL;
CREATE INDEX event_lead ON event (lead) WHERE lead IS NOT NULL;

-- A calendar of a partner, as it was read last. It is never changed here.
CREATE TABLE partner_calendar (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL UNIQUE CHECK (name <> ''),
  source  TEXT NOT NULL DEFAULT '',
  read_on TEXT NOT NULL CHECK (read_on IS date(read_on))
) STRICT;

CREATE TABLE partner_event (
  id         INTEGER PRIMARY KEY,
  calendar   INTEGER NOT NULL REFERENCES partner_calendar (id) ON DELETE CASCADE,
  uid        TEXT NOT NULL,
  sequence   INTEGER NOT NULL DEFAULT 0,
  title      TEXT NOT NULL,
  status     TEXT NOT NULL DEFAULT 'confirmed' CHECK (status IN ('planned', 'confirmed', 'cancelled')),
  starts_at  TEXT NOT NULL CHECK (starts_at IS strftime('%Y-%m-%dT%H:%M:%S', starts_at)),
  ends_at    TEXT NOT NULL CHECK (ends_at IS strftime('%Y-%m-%dT%H:%M:%S', ends_at)),
  all_day    INTEGER NOT NULL DEFAULT 0 CHECK (all_day IN (0, 1)),
  zone       TEXT NOT NULL DEFAULT '',
  rule       TEXT NOT NULL DEFAULT '',
  also_at    TEXT NOT NULL DEFAULT '',
  except_at  TEXT NOT NULL DEFAULT '',
  instead_of TEXT CHECK (instead_of IS strftime('%Y-%m-%dT%H:%M:%S', instead_of)),
  first_day  TEXT NOT NULL CHECK (first_day IS date(first_day)),
  last_day   TEXT NOT NULL CHECK (last_day IS date(last_day)),
  place      TEXT NOT NULL DEFAULT '',
  link       TEXT NOT NULL DEFAULT '',
  about      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX partner_event_days ON partner_event (first_day, last_day);
CREATE INDEX partner_event_of ON partner_event (calendar, uid);

-- Tickets of a level, and tables to sit at.
CREATE TABLE event_level (
  id       INTEGER PRIMARY KEY,
  event    INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  name     TEXT NOT NULL CHECK (name <> ''),
  price    INTEGER NOT NULL DEFAULT 0 CHECK (price >= 0),
  places   INTEGER CHECK (places > 0),
  includes TEXT NOT NULL DEFAULT '',
  UNIQUE (event, name)
) STRICT;

CREATE TABLE event_table (
  id    INTEGER PRIMARY KEY,
  event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  name  TEXT NOT NULL CHECK (name <> ''),
  seats INTEGER NOT NULL CHECK (seats > 0),
  UNIQUE (event, name)
) STRICT;

-- One person at an event, or one who came with somebody and is in no register.
CREATE TABLE attendance (
  id          INTEGER PRIMARY KEY,
  event       INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person      INTEGER REFERENCES person (id) ON DELETE CASCADE,
  -- Of who is in no register.
  name        TEXT NOT NULL DEFAULT '',
  guest_of    INTEGER REFERENCES attendance (id) ON DELETE SET NULL,
  state       TEXT NOT NULL CHECK (state IN ('invited', 'going', 'maybe', 'declined', 'waiting', 'offered', 'expired', 'cancelled')),
  -- The order of the waiting list; and until when a place is kept (UTC).
  turn        INTEGER,
  kept_until  TEXT,
  level       INTEGER REFERENCES event_level (id),
  price       INTEGER CHECK (price >= 0),
  seat        INTEGER REFERENCES event_table (id),
  diet        TEXT NOT NULL DEFAULT '',
  access      TEXT NOT NULL DEFAULT '',
  -- How they heard of it.
  channel     TEXT NOT NULL DEFAULT '',
  note        TEXT NOT NULL DEFAULT '',
  invited_on  TEXT CHECK (invited_on IS date(invited_on)),
  answered_on TEXT CHECK (answered_on IS date(answered_on)),
  -- What the door says; none before.
  came        INTEGER CHECK (came IN (0, 1)),
  walked_in   INTEGER NOT NULL DEFAULT 0 CHECK (walked_in IN (0, 1)),
  CHECK (person IS NOT NULL OR name <> '')
) STRICT;
CREATE UNIQUE INDEX attendance_person ON attendance (event, person) WHERE person IS NOT NULL;
CREATE INDEX attendance_of ON attendance (event, state);
CREATE INDEX attendance_by_person ON attendance (person) WHERE person IS NOT NULL;
CREATE INDEX attendance_guest ON attendance (guest_of) WHERE guest_of IS NOT NULL;
CREATE INDEX attendance_level ON attendance (level) WHERE level IS NOT NULL;
CREATE INDEX attendance_seat ON attendance (seat) WHERE seat IS NOT NULL;

-- What was paid for a ticket. No reference to the entry, so that taking it back in the ledger stays possible.
CREATE TABLE ticket_payment (
  id         INTEGER PRIMARY KEY,
  attendance INTEGER NOT NULL REFERENCES attendance (id) ON DELETE CASCADE,
  entry      INTEGER NOT NULL,
  amount     INTEGER NOT NULL
) STRICT;
CREATE INDEX ticket_payment_of ON ticket_payment (attendance);
CREATE INDEX ticket_payment_entry ON ticket_payment (entry);

-- A printed sheet, as it lies on the table: what stands on which line stays.
CREATE TABLE event_sheet (
  id         INTEGER PRIMARY KEY,
  event      INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  number     INTEGER NOT NULL UNIQUE,
  kind       TEXT NOT NULL CHECK (kind IN ('door', 'signup')),
  printed_on TEXT NOT NULL CHECK (printed_on IS date(printed_on)),
  -- Lines left blank at its end, for who is not on it.
  blank      INTEGER NOT NULL DEFAULT 0 CHECK (blank >= 0)
) STRICT;
CREATE INDEX event_sheet_of ON event_sheet (event);

CREATE TABLE event_sheet_line (
  id         INTEGER PRIMARY KEY,
  sheet      INTEGER NOT NULL REFERENCES event_sheet (id) ON DELETE CASCADE,
  line       INTEGER NOT NULL CHECK (line > 0),
  attendance INTEGER REFERENCES attendance (id) ON DELETE SET NULL,
  shift      INTEGER REFERENCES event_shift (id) ON DELETE SET NULL,
  keyed      INTEGER NOT NULL DEFAULT 0 CHECK (keyed IN (0, 1)),
  UNIQUE (sheet, line)
) STRICT;
CREATE INDEX event_sheet_line_attendance ON event_sheet_line (attendance) WHERE attendance IS NOT NULL;
CREATE INDEX event_sheet_line_shift ON event_sheet_line (shift) WHERE shift IS NOT NULL;

-- Work at an event: so many people in a role for a time.
CREATE TABLE event_shift (
  id       INTEGER PRIMARY KEY,
  event    INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  role     TEXT NOT NULL CHECK (role <> ''),
  day      TEXT NOT NULL CHECK (day IS date(day)),
  starts   TEXT NOT NULL CHECK (starts IS strftime('%H:%M', starts)),
  ends     TEXT NOT NULL CHECK (ends IS strftime('%H:%M', ends)),
  needed   INTEGER NOT NULL CHECK (needed > 0),
  -- A skill or training that it asks for: a tag of the person.
  skill    TEXT NOT NULL DEFAULT '',
  contact  TEXT NOT NULL DEFAULT '',
  note     TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_shift_of ON event_shift (event, day, starts);
CREATE INDEX event_shift_day ON event_shift (day);

CREATE TABLE shift_person (
  id           INTEGER PRIMARY KEY,
  shift        INTEGER NOT NULL REFERENCES event_shift (id) ON DELETE CASCADE,
  person       INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  state        TEXT NOT NULL DEFAULT 'signed' CHECK (state IN ('asked', 'signed', 'confirmed', 'declined', 'completed', 'no_show')),
  confirmed_on TEXT CHECK (confirmed_on IS date(confirmed_on)),
  called_on    TEXT CHECK (called_on IS date(called_on)),
  -- Worked, where it differs from the shift's own time.
  minutes      INTEGER CHECK (minutes >= 0),
  note         TEXT NOT NULL DEFAULT '',
  UNIQUE (shift, person)
) STRICT;
CREATE INDEX shift_person_person ON shift_person (person);

-- The parts of a plan, each a short list of an event.
CREATE TABLE event_role (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role <> ''), person INTEGER REFERENCES person (id), name TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_role_of ON event_role (event);
CREATE INDEX event_role_person ON event_role (person) WHERE person IS NOT NULL;

CREATE TABLE event_check (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  item TEXT NOT NULL CHECK (item <> ''),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'not_needed')),
  due TEXT CHECK (due IS date(due)), reference TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_check_of ON event_check (event);

CREATE TABLE event_run (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  at TEXT NOT NULL CHECK (at IS strftime('%H:%M', at)), minutes INTEGER CHECK (minutes > 0),
  what TEXT NOT NULL CHECK (what <> ''), who TEXT NOT NULL DEFAULT '', needs TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_run_of ON event_run (event, at);

CREATE TABLE event_speaker (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id), name TEXT NOT NULL DEFAULT '',
  topic TEXT NOT NULL DEFAULT '', brief TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'confirmed', 'declined')),
  instead TEXT NOT NULL DEFAULT '', phone TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_speaker_of ON event_speaker (event);
CREATE INDEX event_speaker_person ON event_speaker (person) WHERE person IS NOT NULL;

CREATE TABLE event_item (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  item TEXT NOT NULL CHECK (item <> ''), number INTEGER CHECK (number > 0), who TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL DEFAULT 'needed' CHECK (state IN ('needed', 'arranged', 'here', 'returned')), note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_item_of ON event_item (event);

CREATE TABLE event_channel (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  channel TEXT NOT NULL CHECK (channel <> ''), what TEXT NOT NULL DEFAULT '', day TEXT CHECK (day IS date(day)),
  cost INTEGER CHECK (cost >= 0), done INTEGER NOT NULL DEFAULT 0 CHECK (done IN (0, 1))
) STRICT;
CREATE INDEX event_channel_of ON event_channel (event);

CREATE TABLE event_press (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  outlet TEXT NOT NULL CHECK (outlet <> ''), contact TEXT NOT NULL DEFAULT '', invited TEXT CHECK (invited IS date(invited)),
  answer TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'coming', 'maybe', 'no')),
  came INTEGER NOT NULL DEFAULT 0 CHECK (came IN (0, 1)), recording TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_press_of ON event_press (event);

CREATE TABLE event_question (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id), name TEXT NOT NULL DEFAULT '', question TEXT NOT NULL CHECK (question <> ''),
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'answered', 'follow_up', 'done')),
  answered TEXT NOT NULL DEFAULT '', follow TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_question_of ON event_question (event);
CREATE INDEX event_question_person ON event_question (person) WHERE person IS NOT NULL;

CREATE TABLE event_sponsor (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE, promised INTEGER CHECK (promised > 0),
  kind TEXT NOT NULL DEFAULT '', benefits TEXT NOT NULL DEFAULT '', given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1)),
  note TEXT NOT NULL DEFAULT '', UNIQUE (event, person)
) STRICT;
CREATE INDEX event_sponsor_person ON event_sponsor (person);

CREATE TABLE event_lot (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0), title TEXT NOT NULL CHECK (title <> ''), donor INTEGER REFERENCES person (id),
  reserve INTEGER CHECK (reserve >= 0), winner INTEGER REFERENCES person (id), price INTEGER CHECK (price > 0),
  -- The entry of the ledger that paid for it.
  entry INTEGER, collected INTEGER NOT NULL DEFAULT 0 CHECK (collected IN (0, 1)), note TEXT NOT NULL DEFAULT '',
  UNIQUE (event, number), CHECK (winner IS NULL OR price IS NOT NULL)
) STRICT;
CREATE INDEX event_lot_donor ON event_lot (donor) WHERE donor IS NOT NULL;
CREATE INDEX event_lot_winner ON event_lot (winner) WHERE winner IS NOT NULL;

CREATE TABLE lot_bid (
  id INTEGER PRIMARY KEY, lot INTEGER NOT NULL REFERENCES event_lot (id) ON DELETE CASCADE,
  person INTEGER NOT NULL REFERENCES person (id), amount INTEGER NOT NULL CHECK (amount > 0)
) STRICT;
CREATE INDEX lot_bid_of ON lot_bid (lot, amount);
CREATE INDEX lot_bid_person ON lot_bid (person);

CREATE TABLE event_line (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  side TEXT NOT NULL CHECK (side IN ('income', 'expense')), name TEXT NOT NULL CHECK (name <> ''),
  category INTEGER REFERENCES category (id),
  -- As planned, and as ordered or promised (minor units). What happened is the ledger's.
  estimate INTEGER NOT NULL DEFAULT 0 CHECK (estimate >= 0), committed INTEGER NOT NULL DEFAULT 0 CHECK (committed >= 0),
  -- For each ticket, rather than once.
  each INTEGER NOT NULL DEFAULT 0 CHECK (each IN (0, 1)), note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_line_of ON event_line (event);
CREATE INDEX event_line_category ON event_line (category) WHERE category IS NOT NULL;

CREATE TABLE event_delegation (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id), name TEXT NOT NULL DEFAULT '', delegates TEXT NOT NULL DEFAULT '',
  number INTEGER CHECK (number > 0), came INTEGER NOT NULL DEFAULT 0 CHECK (came IN (0, 1)), note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_delegation_of ON event_delegation (event);
CREATE INDEX event_delegation_person ON event_delegation (person) WHERE person IS NOT NULL;

-- Something changed: what, and who has to hear of it.
CREATE TABLE event_change (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  day TEXT NOT NULL CHECK (day IS date(day)), what TEXT NOT NULL CHECK (what <> '')
) STRICT;
CREATE INDEX event_change_of ON event_change (event);

CREATE TABLE event_told (
  id INTEGER PRIMARY KEY, change INTEGER NOT NULL REFERENCES event_change (id) ON DELETE CASCADE,
  person INTEGER REFERENCES person (id), name TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '', how TEXT NOT NULL DEFAULT '',
  told_on TEXT CHECK (told_on IS date(told_on))
) STRICT;
CREATE INDEX event_told_of ON event_told (change);
CREATE INDEX event_told_person ON event_told (person) WHERE person IS NOT NULL;

-- What people say afterwards: a rating and three questions.
CREATE TABLE event_feedback (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  rating INTEGER CHECK (rating BETWEEN 1 AND 5), best TEXT NOT NULL DEFAULT '', better TEXT NOT NULL DEFAULT '',
  next TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX event_feedback_of ON event_feedback (event);

CREATE TABLE event_lesson (
  id INTEGER PRIMARY KEY, event INTEGER NOT NULL REFERENCES event (id) ON DELETE CASCADE,
  lesson TEXT NOT NULL CHECK (lesson <> ''), change TEXT NOT NULL DEFAULT '', owner TEXT NOT NULL DEFAULT '',
  due TEXT CHECK (due IS date(due))
) STRICT;
CREATE INDEX event_lesson_of ON event_lesson (event);
