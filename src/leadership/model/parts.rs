//! The short lists of leadership: four that the party keeps, five of each person.

use crate::events::model::part::{Field, Kind, Part};
use crate::t;

const fn field(key: &'static str, says: fn() -> &'static str, kind: Kind) -> Field {
    Field::new(key, says, kind)
}

/// How well somebody can do something, the least first.
pub const LEVELS: &[(&str, fn() -> &'static str)] = &[
    ("learning", || t!("Learning it")),
    ("helped", || t!("With help")),
    ("alone", || t!("Alone")),
    ("teaches", || t!("Teaches others")),
];

/// The same where a level may be left out.
const LEAST: &[(&str, fn() -> &'static str)] = &[
    ("", || t!("Any level")),
    ("learning", || t!("Learning it")),
    ("helped", || t!("With help")),
    ("alone", || t!("Alone")),
    ("teaches", || t!("Teaches others")),
];

/// What the party keeps: the ladder, what each rung asks, training, skills.
pub const CATALOGUE: &[&Part] = &[&RUNGS, &NEEDS, &TRAINING, &SKILLS];

/// What is kept of a person.
pub const OF_PERSON: &[&Part] = &[&AIMS, &CAN, &TAKEN, &MENTORS, &APPROVALS];

/// A list by its key.
pub fn part(key: &str) -> Option<&'static Part> {
    CATALOGUE.iter().chain(OF_PERSON).copied().find(|part| part.key == key)
}

pub static RUNGS: Part = Part {
    key: "rungs",
    table: "leader_rung",
    owner: "",
    says: || t!("Rungs"),
    one: || t!("rung"),
    about: || t!("The steps from member to candidate, the lowest first; each asks for something"),
    fields: &[
        field("name", || t!("Rung"), Kind::Text).needed(),
        field("place", || t!("Place on the ladder"), Kind::Count),
        field("years", || t!("An approval lasts at most, years"), Kind::UpTo(50)),
        field("about", || t!("About it"), Kind::Long),
    ],
    order: "place IS NULL, place, id",
};

pub static NEEDS: Part = Part {
    key: "asks",
    table: "leader_need",
    owner: "",
    says: || t!("What rungs ask"),
    one: || t!("thing asked"),
    about: || {
        t!("What somebody needs for a rung: training that holds, a skill, time as a member, a mentor, an approval")
    },
    fields: &[
        field("rung", || t!("Rung"), Kind::Row("leader_rung")).needed(),
        field(
            "kind",
            || t!("Asks for"),
            Kind::Choice(&[
                ("training", || t!("Training")),
                ("skill", || t!("A skill")),
                ("membership", || t!("Membership")),
                ("mentor", || t!("A mentor")),
                ("approval", || t!("An approval")),
            ]),
        ),
        field("training", || t!("Which training"), Kind::Row("leader_training")),
        field("skill", || t!("Which skill"), Kind::Row("leader_skill")),
        field("level", || t!("The skill at least"), Kind::Choice(LEAST)),
        field("months", || t!("Months as a member"), Kind::UpTo(600)),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "(SELECT n.place FROM leader_rung n WHERE n.id = r.rung) IS NULL, \
            (SELECT n.place FROM leader_rung n WHERE n.id = r.rung), r.rung, r.id",
};

pub static TRAINING: Part = Part {
    key: "training",
    table: "leader_training",
    owner: "",
    says: || t!("Training"),
    one: || t!("training"),
    about: || t!("What people can be trained in, by whom, and how long it holds"),
    fields: &[
        field("name", || t!("Training"), Kind::Text).needed(),
        field("provider", || t!("Who gives it"), Kind::Text),
        field("months", || t!("Holds for, months"), Kind::UpTo(600)),
        field("about", || t!("About it"), Kind::Long),
    ],
    order: "name COLLATE NOCASE, id",
};

pub static SKILLS: Part = Part {
    key: "skills",
    table: "leader_skill",
    owner: "",
    says: || t!("Skills"),
    one: || t!("skill"),
    about: || t!("What people can do that the branch needs"),
    fields: &[
        field("name", || t!("Skill"), Kind::Text).needed(),
        field("about", || t!("What it means to have it"), Kind::Long),
    ],
    order: "name COLLATE NOCASE, id",
};

pub static AIMS: Part = Part {
    key: "aims",
    table: "leader_aim",
    owner: "person",
    says: || t!("Interest in standing"),
    one: || t!("interest"),
    about: || t!("What they would like to become, since when, and what they wish for"),
    fields: &[
        field("rung", || t!("Would like to be"), Kind::Row("leader_rung")).needed(),
        field("office", || t!("Which office or seat"), Kind::Text),
        field("since", || t!("Since"), Kind::Day),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[
                ("open", || t!("Open")),
                ("later", || t!("Later")),
                ("reached", || t!("Reached")),
                ("withdrawn", || t!("Withdrawn")),
            ]),
        ),
        field("wishes", || t!("Wishes"), Kind::Long),
    ],
    order: "state = 'open' DESC, since IS NULL, since, id",
};

pub static CAN: Part = Part {
    key: "can",
    table: "leader_can",
    owner: "person",
    says: || t!("Skills they have"),
    one: || t!("skill they have"),
    about: || t!("What they can do, how well, and what shows it"),
    fields: &[
        field("skill", || t!("Skill"), Kind::Row("leader_skill")).needed(),
        field("level", || t!("How well"), Kind::Choice(LEVELS)),
        field("evidence", || t!("What shows it"), Kind::Text),
        field("seen_on", || t!("Seen on"), Kind::Day),
    ],
    order: "(SELECT n.name FROM leader_skill n WHERE n.id = r.skill) COLLATE NOCASE, seen_on DESC, id DESC",
};

pub static TAKEN: Part = Part {
    key: "taken",
    table: "leader_taken",
    owner: "person",
    says: || t!("Training taken"),
    one: || t!("training taken"),
    about: || t!("What they were trained in, when, and until when it holds"),
    fields: &[
        field("training", || t!("Training"), Kind::Row("leader_training")).needed(),
        field("taken_on", || t!("Taken on"), Kind::Day).needed(),
        field("until_on", || t!("Holds until"), Kind::Day),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "taken_on DESC, id DESC",
};

pub static MENTORS: Part = Part {
    key: "mentors",
    table: "leader_mentor",
    owner: "person",
    says: || t!("Mentors"),
    one: || t!("mentor"),
    about: || t!("Who helps them on, from when to when"),
    fields: &[
        field("mentor", || t!("Mentor"), Kind::Person).needed(),
        field("from_on", || t!("From"), Kind::Day),
        field("until_on", || t!("Until"), Kind::Day),
        field("note", || t!("Note"), Kind::Text),
    ],
    order: "until_on IS NOT NULL, until_on DESC, from_on DESC, id DESC",
};

pub static APPROVALS: Part = Part {
    key: "approvals",
    table: "leader_approval",
    owner: "person",
    says: || t!("Approvals"),
    one: || t!("approval"),
    about: || t!("For which rung they were approved, by whom, on which conditions, and until when"),
    fields: &[
        field("rung", || t!("Approved as"), Kind::Row("leader_rung")).needed(),
        field("approved_on", || t!("Approved on"), Kind::Day).needed(),
        field("until_on", || t!("Holds until"), Kind::Day),
        field("approved_by", || t!("By whom"), Kind::Text),
        field("conditions", || t!("Conditions"), Kind::Long),
        field("withdrawn_on", || t!("Withdrawn on"), Kind::Day),
        field("reason", || t!("Why withdrawn"), Kind::Text),
    ],
    order: "withdrawn_on IS NOT NULL, approved_on DESC, id DESC",
};
