//! The lists that belong to a document: what was found before it, what speaks for it, what comes of it.

use crate::events::model::part::{Field, Kind, Part};
use crate::t;

const fn field(key: &'static str, says: fn() -> &'static str, kind: Kind) -> Field {
    Field::new(key, says, kind)
}

/// A clause, by its id; commands and forms take its label too.
pub const CLAUSE: Kind = Kind::UpTo(i64::MAX);

/// Every list, in the order in which a document comes to need it.
pub const ALL: &[&Part] = &[
    &FINDINGS,
    &EXPERTS,
    &EVIDENCE,
    &CONTRADICTIONS,
    &SPONSORS,
    &DISSENT,
    &ACTIONS,
    &MEASURES,
    &QUESTIONS,
    &POSITIONS,
    &READERS,
];

/// A list by its key.
pub fn part(key: &str) -> Option<&'static Part> {
    ALL.iter().copied().find(|part| part.key == key)
}

pub static FINDINGS: Part = Part {
    key: "findings",
    table: "policy_finding",
    owner: "document",
    says: || t!("Research"),
    one: || t!("finding"),
    about: || t!("What was asked before a clause was written, what was found, where, when, and how sure it is"),
    fields: &[
        field("question", || t!("Question"), Kind::Text).needed(),
        field("finding", || t!("What was found"), Kind::Long),
        field("source", || t!("Source"), Kind::Text),
        field("found_on", || t!("On"), Kind::Day),
        field(
            "confidence",
            || t!("How sure"),
            Kind::Choice(&[
                ("open", || t!("Open")),
                ("low", || t!("Low")),
                ("medium", || t!("Medium")),
                ("high", || t!("High")),
            ]),
        ),
    ],
    order: "confidence = 'open' DESC, id",
};

pub static EXPERTS: Part = Part {
    key: "experts",
    table: "policy_expert",
    owner: "document",
    says: || t!("Experts"),
    one: || t!("expert"),
    about: || t!("Who was asked, by when they answer, and what they said"),
    fields: &[
        field("person", || t!("Who"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("field", || t!("Knows about"), Kind::Text),
        field("asked_on", || t!("Asked"), Kind::Day),
        field("due_on", || t!("By"), Kind::Day),
        field("replied_on", || t!("Replied"), Kind::Day),
        field("reply", || t!("Reply"), Kind::Long),
    ],
    order: "replied_on IS NOT NULL, due_on IS NULL, due_on, id",
};

pub static EVIDENCE: Part = Part {
    key: "evidence",
    table: "policy_evidence",
    owner: "document",
    says: || t!("Evidence"),
    one: || t!("evidence"),
    about: || t!("Sources, figures, costings, notes on impact and equality, each for a clause or for the whole"),
    fields: &[
        field(
            "kind",
            || t!("Kind"),
            Kind::Choice(&[
                ("source", || t!("Source")),
                ("figure", || t!("Figure")),
                ("costing", || t!("Costing")),
                ("impact", || t!("Impact")),
                ("equality", || t!("Equality")),
            ]),
        ),
        field("clause", || t!("Clause"), CLAUSE),
        field("says", || t!("What it says"), Kind::Text).needed(),
        field("source", || t!("Source"), Kind::Text),
        field("day", || t!("Of"), Kind::Day),
        field("cost", || t!("Cost"), Kind::Money),
    ],
    order: "id",
};

pub static CONTRADICTIONS: Part = Part {
    key: "contradictions",
    table: "policy_contradiction",
    owner: "document",
    says: || t!("Contradictions"),
    one: || t!("contradiction"),
    about: || t!("Where it says another thing than policy in force, and how that is settled"),
    fields: &[
        field("clause", || t!("Clause"), CLAUSE),
        field("other", || t!("Contradicts"), Kind::Text).needed(),
        field("says", || t!("In what"), Kind::Text),
        field("state", || t!("State"), Kind::Choice(&[("open", || t!("Open")), ("settled", || t!("Settled"))])),
        field("settled", || t!("How it is settled"), Kind::Long),
    ],
    order: "state = 'open' DESC, id",
};

pub static SPONSORS: Part = Part {
    key: "sponsors",
    table: "policy_sponsor",
    owner: "document",
    says: || t!("Movers and seconders"),
    one: || t!("sponsor"),
    about: || t!("Who moves it, who seconds it, who supports it"),
    fields: &[
        field("person", || t!("Who"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field(
            "role",
            || t!("As"),
            Kind::Choice(&[
                ("mover", || t!("Mover")),
                ("seconder", || t!("Seconder")),
                ("supporter", || t!("Supporter")),
            ]),
        ),
    ],
    order: "CASE role WHEN 'mover' THEN 0 WHEN 'seconder' THEN 1 ELSE 2 END, id",
};

pub static DISSENT: Part = Part {
    key: "dissent",
    table: "policy_dissent",
    owner: "document",
    says: || t!("Dissent"),
    one: || t!("dissent"),
    about: || t!("Who was of another opinion when it was decided, and why"),
    fields: &[
        field("person", || t!("Who"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("day", || t!("On"), Kind::Day),
        field("reason", || t!("Reason"), Kind::Long),
    ],
    order: "day, id",
};

pub static ACTIONS: Part = Part {
    key: "actions",
    table: "policy_action",
    owner: "document",
    says: || t!("Carrying out"),
    one: || t!("action"),
    about: || {
        t!("What is done about it: where it was brought, by whom, how it stands, what came of it and what shows that")
    },
    fields: &[
        field("action", || t!("Action"), Kind::Text).needed(),
        field("clause", || t!("Clause"), CLAUSE),
        field("body", || t!("Brought to"), Kind::Text),
        field("person", || t!("Sponsor"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("due", || t!("By"), Kind::Day),
        field(
            "state",
            || t!("State"),
            Kind::Choice(&[
                ("open", || t!("Open")),
                ("under_way", || t!("Under way")),
                ("done", || t!("Done")),
                ("dropped", || t!("Dropped")),
            ]),
        ),
        field("result", || t!("Result"), Kind::Long),
        field("evidence", || t!("What shows it"), Kind::Text),
    ],
    order: "state IN ('done', 'dropped'), due IS NULL, due, id",
};

pub static MEASURES: Part = Part {
    key: "measures",
    table: "policy_measure",
    owner: "document",
    says: || t!("Outcomes"),
    one: || t!("measure"),
    about: || t!("How one will know that it works: where it began, the target, when somebody looks, what came out"),
    fields: &[
        field("measure", || t!("Measure"), Kind::Text).needed(),
        field("baseline", || t!("At the beginning"), Kind::Text),
        field("target", || t!("Target"), Kind::Text),
        field("review_on", || t!("Looked at on"), Kind::Day),
        field("result", || t!("Result"), Kind::Text),
    ],
    order: "result <> '', review_on IS NULL, review_on, id",
};

pub static QUESTIONS: Part = Part {
    key: "questions",
    table: "policy_question",
    owner: "document",
    says: || t!("Questions"),
    one: || t!("question"),
    about: || t!("What members ask about it, with the answer that everybody can give"),
    fields: &[
        field("question", || t!("Question"), Kind::Text).needed(),
        field("person", || t!("Asked by"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("asked_on", || t!("On"), Kind::Day),
        field("answer", || t!("Answer"), Kind::Long),
    ],
    order: "answer <> '', id",
};

pub static POSITIONS: Part = Part {
    key: "positions",
    table: "policy_position",
    owner: "document",
    says: || t!("Positions"),
    one: || t!("position"),
    about: || t!("What a speaker says of a topic, with the facts at hand and what is better left unsaid"),
    fields: &[
        field("topic", || t!("Topic"), Kind::Text).needed(),
        field("says", || t!("What we say"), Kind::Long).needed(),
        field("facts", || t!("Facts"), Kind::Long),
        field("avoid", || t!("Better not"), Kind::Text),
    ],
    order: "topic COLLATE NOCASE, id",
};

pub static READERS: Part = Part {
    key: "readers",
    table: "policy_read",
    owner: "document",
    says: || t!("Read and acknowledged"),
    one: || t!("reader"),
    about: || t!("Who was asked to read it, and who said that they did"),
    fields: &[
        field("person", || t!("Who"), Kind::Person),
        field("name", || t!("Or by name"), Kind::Text),
        field("asked_on", || t!("Asked"), Kind::Day),
        field("read_on", || t!("Read"), Kind::Day),
    ],
    order: "read_on IS NOT NULL, asked_on, id",
};
