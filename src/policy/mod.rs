//! Policy: documents from idea to force. A text is a tree of clauses whose ids never change; it is written in an editor, kept as
//! versions, commented, consulted on, decided about, and holds from a day on.

pub mod anchor;
pub mod body;
pub mod change;
mod cli;
pub mod compare;
pub mod docx;
pub mod edit;
mod export;
pub mod import;
pub mod inline;
pub mod intake;
pub mod label;
pub mod lines;
pub mod markdown;
pub mod model;
pub mod notes;
pub mod odt;
pub mod ops;
mod page;
pub mod plain;
pub mod printing;
pub mod response;
mod screen;
pub mod store;
pub mod text;

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Section, Subject, Todo};
use crate::kit::fold::fold;
use crate::kit::{Day, Result, text as words};
use crate::t;
use crate::ui::icons;

/// Its place in the rail.
pub static SECTION: Section = Section { key: "policy", name: || t!("Policy"), icon: icons::SCROLL };

/// Policy, as the window and the command line know it.
pub static SUBJECT: Subject = Subject {
    key: "policy",
    ops: ops::OPS,
    checks: &[store::check],
    guards: &[store::guard],
    personal: store::PERSONAL,
    conditions: store::CONDITIONS,
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    todo_tables: &[
        "policy_document",
        "policy_consultation",
        "policy_comment",
        "policy_measure",
        "policy_action",
        "policy_workflow",
        "policy_expert",
    ],
    find: Some(find),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[
    ScreenDef {
        key: screen::LIST,
        title: || t!("Documents"),
        section: &SECTION,
        make: screen::Documents::boxed,
        poses: &["new", "Homes change", "late bus step", "Clean air step"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::TEXT,
        title: || t!("Text of a document"),
        section: &SECTION,
        tab: Some(1),
        make: screen::Editor::boxed,
        poses: &["Homes", "P1", "Homes find", "Homes proof"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::FILE,
        title: || t!("File of a document"),
        section: &SECTION,
        tab: Some(3),
        make: screen::File::boxed,
        poses: &[
            "P1 checklist",
            "Homes comments",
            "Homes comments respond",
            "P1 readers",
            "P1 evidence add",
            "P1 force",
            "P1 values",
            "P1 actions",
            "Homes findings",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::COMPARE,
        title: || t!("Versions"),
        section: &SECTION,
        tab: Some(2),
        make: screen::Compare::boxed,
        poses: &["P1 2"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::IN_FORCE,
        title: || t!("In force"),
        section: &SECTION,
        tab: Some(6),
        make: screen::InForceScreen::boxed,
        poses: &["bus", "positions", "contradictions", "bulletin"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::WORKFLOW,
        title: || t!("Workflow"),
        section: &SECTION,
        tab: Some(7),
        make: screen::Flow::boxed,
        poses: &["stages", "steps", "steps add", "kinds", "checklist"],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::AMENDMENTS,
        title: || t!("Amendments"),
        section: &SECTION,
        tab: Some(4),
        make: screen::Amendments::boxed,
        poses: &[
            "Homes",
            "Homes new",
            "Homes matrix",
            "Homes earlier",
            "Homes bloc",
            "Homes vote",
            "Homes admit",
            "Homes refuse",
            "Homes recommend",
            "Homes words",
            "Homes separate",
            "Homes amend",
            "Homes link",
            "Homes support",
            "Homes submit",
        ],
        ..ScreenDef::NONE
    },
    ScreenDef {
        key: screen::MERGING,
        title: || t!("Merge"),
        section: &SECTION,
        tab: Some(5),
        make: screen::Merging::boxed,
        poses: &["Homes"],
        ..ScreenDef::NONE
    },
];

/// How many days before its day something is said.
const AHEAD: i64 = 30;

/// Reviews that are due, consultations that close or wait for answers, deadlines, measures to look at, actions, experts.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let mut todo = Vec::new();
    let soon = today + chrono::TimeDelta::days(AHEAD);
    let flow = store::workflow(conn)?;
    let opens = |id: model::DocumentId| Opens { screen: screen::LIST, filter: id.to_string() };
    for one in store::documents(conn)? {
        let stage = flow.stage(&one.stage);
        let mut add = |due: Day, says: String, detail: String| {
            todo.push(Todo { due: Some(due), says, detail, does: t!("Open"), opens: opens(one.id) });
        };
        if let Some(on) = one.new.review_on.filter(|on| one.is_in_force(today) && *on <= soon) {
            add(on, t!("Look at {title} again", title = one.called(&flow)), t!("Its review is due").to_owned());
        }
        if let Some(on) = one.new.deadline.filter(|on| !stage.ended && !stage.force && (today..=soon).contains(on)) {
            add(on, t!("Amendments to {title} close", title = one.called(&flow)), String::new());
        }
        for row in store::part_rows(conn, &model::parts::MEASURES, one.id)? {
            let part = &model::parts::MEASURES;
            if let Ok(on) = row.key(part, "review_on").parse::<Day>()
                && on <= soon
                && row.text(part, "result").is_empty()
            {
                add(
                    on,
                    t!("See what came of {title}", title = one.called(&flow)),
                    row.text(part, "measure").to_owned(),
                );
            }
        }
        for row in store::part_rows(conn, &model::parts::EXPERTS, one.id)? {
            let part = &model::parts::EXPERTS;
            if let Ok(on) = row.key(part, "due_on").parse::<Day>()
                && on <= today
                && row.text(part, "replied_on").is_empty()
            {
                add(
                    on,
                    t!("Ask {name} about {title}", name = part.title(&row), title = one.called(&flow)),
                    String::new(),
                );
            }
        }
    }
    for one in store::consultations(conn, None)?.iter().filter(|one| one.open > 0 || one.closes >= today) {
        if one.closes >= today && one.closes <= soon {
            todo.push(Todo {
                due: Some(one.closes),
                says: t!("The consultation on {title} closes", title = one.title),
                detail: words::plural(one.responses, t!("response so far"), t!("responses so far")),
                does: t!("Open"),
                opens: opens(one.document),
            });
        } else if one.closes < today {
            todo.push(Todo {
                due: Some(one.closes),
                says: t!("Answer what was said of {title}", title = one.title),
                detail: words::plural(one.open, t!("comment is open"), t!("comments are open")),
                does: t!("Open"),
                opens: opens(one.document),
            });
        }
    }
    Ok(todo)
}

fn find(conn: &Connection, typed: &str, most: usize) -> Result<Vec<Found>> {
    let (wanted, flow) = (fold(typed), store::workflow(conn)?);
    let documents = store::documents(conn)?;
    let fits = |one: &&model::Document| fold(&one.called(&flow)).contains(&wanted);
    Ok(documents
        .iter()
        .filter(fits)
        .take(most)
        .map(|one| Found {
            icon: icons::SCROLL,
            title: one.called(&flow),
            detail: format!("{} · {}", flow.kind(&one.new.kind).name, flow.stage(&one.stage).name),
            opens: Opens { screen: screen::LIST, filter: one.id.to_string() },
        })
        .collect())
}
