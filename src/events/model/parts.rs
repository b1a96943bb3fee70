//! The parts of an event's plan.

use super::part::{Field, Kind, Part};
use crate::t;

const fn field(key: &'static str, says: fn() -> &'static str, kind: Kind) -> Field {
    Field::new(key, says, kind)
}

/// Every part, in the order in which a plan is made.
pub const ALL: &[&Part] = &[
    &ROLES,
    &CHECKS,
    &RUN,
    &SPEAKERS,
    &ITEMS,
    &LEVELS,
    &TABLES,
    &SHIFTS,
    &LINES,
    &SPONSORS,
    &BENEFITS,
    &LOTS,
    &CHANNELS,
    &PRESS,
    &QUESTIONS,
    &DELEGATIONS,
    &FEEDBACK,
    &LESSONS,
];

/// A part by its key.
pub fn part(key: &str) -> Option<&'static Part> {
    ALL.iter().copied().find(|part| part.key == key)
}

pub static ROLES: Part = Part {
    key: "roles",
    table: "event_role",
    owner: "event",
    says: || t!("Roles"),
    one: || t!("role"),
    about: || t!("Who does what: the lead, the chair, the door, first aid, who speaks to the press"),
    fields: &[
        field("role", || t!("Role"), Kind::Text).needed(),
        field("person", || t!("Who"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("phone", || t!("Phone on the day"), Kind::Text),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "id",
};

pub static CHECKS: Part = Part {
    key: "checks",
    table: "event_check",
    owner: "event",
    says: || t!("Checklist"),
    one: || t!("point"),
    about: || {
        t!("What must not be forgotten: permission, insurance, risk assessment, first aid, stewards, access, plan B")
    },
    fields: &[
        field("item", || t!("Point"), Kind::Text).needed(),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[("open", || t!("Open")), ("done", || t!("Done")), ("not_needed", || t!("Not needed"))]),
        ),
        field("due", || t!("By"), Kind::Day),
        field("reference", || t!("Reference"), Kind::Text),
        field("note", || t!("Note"), Kind::Long),
    ],
    order: "state = 'open' DESC, due IS NULL, due, id",
};

pub static RUN: Part = Part {
    key: "run",
    table: "event_run",
    owner: "event",
    says: || t!("Running order"),
    one: || t!("item"),
    about: || t!("The day by the minute: what happens when, who does it, what it needs"),
    fields: &[
        field("at", || t!("At"), Kind::Clock).needed(),
        field("minutes", || t!("Minutes"), Kind::UpTo(1440)),
        field("what", || t!("What"), Kind::Text).needed(),
        field("who", || t!("Who"), Kind::Text),
        field("needs", || t!("Needs"), Kind::Text),
    ],
    order: "at, id",
};

pub static SPEAKERS: Part = Part {
    key: "speakers",
    table: "event_speaker",
    owner: "event",
    says: || t!("Speakers"),
    one: || t!("speaker"),
    about: || t!("Who speaks about what, with a brief, and who would stand in"),
    fields: &[
        field("person", || t!("Who"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("topic", || t!("About"), Kind::Text),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[
                ("asked", || t!("Asked")),
                ("confirmed", || t!("Confirmed")),
                ("declined", || t!("Declined")),
            ]),
        ),
        field("brief", || t!("Brief"), Kind::Long),
        field("instead", || t!("Plan B"), Kind::Text),
        field("phone", || t!("Phone on the day"), Kind::Text),
    ],
    order: "id",
};

pub static ITEMS: Part = Part {
    key: "equipment",
    table: "event_item",
    owner: "event",
    says: || t!("Equipment"),
    one: || t!("thing"),
    about: || t!("What has to be there, who brings it, and whether it came back"),
    fields: &[
        field("item", || t!("What"), Kind::Text).needed(),
        field("number", || t!("How many"), Kind::Count),
        field("who", || t!("Who brings it"), Kind::Text),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[
                ("needed", || t!("Needed")),
                ("arranged", || t!("Arranged")),
                ("here", || t!("Here")),
                ("returned", || t!("Returned")),
            ]),
        ),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "id",
};

pub static LEVELS: Part = Part {
    key: "levels",
    table: "event_level",
    owner: "event",
    says: || t!("Tickets"),
    one: || t!("level"),
    about: || t!("What tickets there are: their price, how many, what is in it"),
    fields: &[
        field("name", || t!("Level"), Kind::Text).needed(),
        field("price", || t!("Price"), Kind::Money).needed(),
        field("places", || t!("How many"), Kind::Count),
        field("includes", || t!("What is in it"), Kind::Text),
    ],
    order: "price DESC, id",
};

pub static TABLES: Part = Part {
    key: "tables",
    table: "event_table",
    owner: "event",
    says: || t!("Tables"),
    one: || t!("table"),
    about: || t!("Tables to sit at, with how many seats each has"),
    fields: &[
        field("name", || t!("Table"), Kind::Text).needed(),
        field("seats", || t!("Seats"), Kind::UpTo(999)).needed(),
    ],
    order: "id",
};

pub static SHIFTS: Part = Part {
    key: "shifts",
    table: "event_shift",
    owner: "event",
    says: || t!("Shifts"),
    one: || t!("shift"),
    about: || t!("Work in times: the role, how many are needed, from when to when"),
    fields: &[
        field("role", || t!("Role"), Kind::Text).needed(),
        field("day", || t!("Day"), Kind::Day).needed(),
        field("starts", || t!("From"), Kind::Clock).needed(),
        field("ends", || t!("To"), Kind::Clock).needed(),
        field("needed", || t!("How many"), Kind::UpTo(999)).needed(),
        field("skill", || t!("Skill or training (a tag)"), Kind::Text),
        field("contact", || t!("Whom to ask on the day"), Kind::Text),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "day, starts, id",
};

pub static LINES: Part = Part {
    key: "budget",
    table: "event_line",
    owner: "event",
    says: || t!("Budget"),
    one: || t!("line"),
    about: || t!("What it will cost and bring, what is ordered, and what the ledger says came of it"),
    fields: &[
        field("side", || t!("In or out"), Kind::Choice(&[("expense", || t!("Cost")), ("income", || t!("Income"))])),
        field("name", || t!("What"), Kind::Text).needed(),
        field("category", || t!("Category"), Kind::Category),
        field("estimate", || t!("Estimate"), Kind::Money).needed(),
        field("committed", || t!("Committed"), Kind::Money).needed(),
        field("each", || t!("For each ticket"), Kind::YesNo),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "side DESC, id",
};

pub static SPONSORS: Part = Part {
    key: "sponsors",
    table: "event_sponsor",
    owner: "event",
    says: || t!("Sponsors"),
    one: || t!("sponsor"),
    about: || t!("Who pays towards it, and what they were promised for it"),
    fields: &[
        field("person", || t!("Who"), Kind::Person).needed(),
        field("promised", || t!("Promised"), Kind::Money),
        field("kind", || t!("Or in kind"), Kind::Text),
        field("benefits", || t!("What was agreed, in words"), Kind::Long),
        field("given", || t!("They got all of it"), Kind::YesNo),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "promised DESC, id",
};

pub static BENEFITS: Part = Part {
    key: "benefits",
    table: "event_benefit",
    owner: "event",
    says: || t!("Promises to sponsors"),
    one: || t!("promise"),
    about: || t!("What each sponsor was promised, one by one, and whether they got it"),
    fields: &[
        field("benefit", || t!("What they were promised"), Kind::Text).needed(),
        field("person", || t!("Sponsor"), Kind::Person).needed(),
        field("due", || t!("By"), Kind::Day),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[("open", || t!("Open")), ("done", || t!("Kept")), ("not_needed", || t!("Not wanted"))]),
        ),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "person, due IS NULL, due, id",
};

pub static LOTS: Part = Part {
    key: "lots",
    table: "event_lot",
    owner: "event",
    says: || t!("Auction"),
    one: || t!("lot"),
    about: || t!("Lots of an auction: who gave it, the reserve, who won it, whether it was paid and collected"),
    fields: &[
        field("number", || t!("Lot"), Kind::Count).needed(),
        field("title", || t!("What"), Kind::Text).needed(),
        field("donor", || t!("Given by"), Kind::Person),
        field("reserve", || t!("Reserve"), Kind::Money),
        field("collected", || t!("Collected"), Kind::YesNo),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "number",
};

pub static CHANNELS: Part = Part {
    key: "promotion",
    table: "event_channel",
    owner: "event",
    says: || t!("Promotion"),
    one: || t!("channel"),
    about: || t!("Where it is made known, and what each channel brought"),
    fields: &[
        field("channel", || t!("Channel"), Kind::Text).needed(),
        field("what", || t!("What"), Kind::Text),
        field("day", || t!("Day"), Kind::Day),
        field("cost", || t!("Cost"), Kind::Money),
        field("done", || t!("Done"), Kind::YesNo),
    ],
    order: "day IS NULL, day, id",
};

pub static PRESS: Part = Part {
    key: "press",
    table: "event_press",
    owner: "event",
    says: || t!("Press"),
    one: || t!("outlet"),
    about: || t!("Which outlets were invited, what they answered, and where the recording is"),
    fields: &[
        field("outlet", || t!("Outlet"), Kind::Text).needed(),
        field("contact", || t!("Contact"), Kind::Text),
        field("invited", || t!("Invited on"), Kind::Day),
        field(
            "answer",
            || t!("Answer"),
            Kind::Choice(&[
                ("", || t!("None yet")),
                ("coming", || t!("Coming")),
                ("maybe", || t!("Maybe")),
                ("no", || t!("Not coming")),
            ]),
        ),
        field("came", || t!("Came"), Kind::YesNo),
        field("recording", || t!("Recording"), Kind::Text),
    ],
    order: "id",
};

pub static QUESTIONS: Part = Part {
    key: "questions",
    table: "event_question",
    owner: "event",
    says: || t!("Questions"),
    one: || t!("question"),
    about: || t!("The queue of a public meeting: who asked what, who answered, what is to follow"),
    fields: &[
        field("question", || t!("Question"), Kind::Text).needed(),
        field("person", || t!("Asked by"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[
                ("waiting", || t!("Waiting")),
                ("answered", || t!("Answered")),
                ("follow_up", || t!("To follow up")),
                ("done", || t!("Followed up")),
            ]),
        ),
        field("answered", || t!("Answered by"), Kind::Text),
        field("follow", || t!("What follows"), Kind::Text),
    ],
    order: "CASE state WHEN 'waiting' THEN 0 WHEN 'follow_up' THEN 1 ELSE 2 END, id",
};

pub static DELEGATIONS: Part = Part {
    key: "delegations",
    table: "event_delegation",
    owner: "event",
    says: || t!("Delegations"),
    one: || t!("delegation"),
    about: || t!("Which organisations sit at the table, whom they send, and who keeps coming"),
    fields: &[
        field("person", || t!("Organisation"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("delegates", || t!("Whom they send"), Kind::Text),
        field("number", || t!("How many"), Kind::Count),
        field("came", || t!("Came"), Kind::YesNo),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "id",
};

pub static FEEDBACK: Part = Part {
    key: "feedback",
    table: "event_feedback",
    owner: "event",
    says: || t!("Feedback"),
    one: || t!("answer"),
    about: || t!("What people say afterwards: a mark from 1 to 5 and three questions"),
    fields: &[
        field("rating", || t!("Mark, 1 to 5"), Kind::UpTo(5)),
        field("best", || t!("What was best?"), Kind::Text),
        field("better", || t!("What should be better?"), Kind::Text),
        field("next", || t!("What would you do next with us?"), Kind::Text),
    ],
    order: "id",
};

pub static LESSONS: Part = Part {
    key: "lessons",
    table: "event_lesson",
    owner: "event",
    says: || t!("Lessons"),
    one: || t!("lesson"),
    about: || t!("What was learnt, what changes, who sees to it by when"),
    fields: &[
        field("lesson", || t!("What was learnt"), Kind::Text).needed(),
        field("change", || t!("What changes"), Kind::Text),
        field("owner", || t!("Who sees to it"), Kind::Text),
        field("due", || t!("By"), Kind::Day),
    ],
    order: "id",
};
