//! People: persons and organisations, found by a few letters, brought in from the lists a branch already has.
//!
//! A [`Person`] carries its [`Details`]; a half-typed one is a [`PersonForm`], which [`PersonForm::parse`] turns into
//! details or into problems by field. Operations are in [`ops`]; reading is in [`store`], search foremost.

pub mod cli;
pub mod consent;
mod countries;
pub mod export;
pub mod fields;
mod form;
pub mod import;
mod languages;
pub mod likeness;
mod link;
pub mod log;
pub mod matching;
pub mod merge;
mod model;
pub mod names;
pub mod ops;
mod own;
pub mod page;
mod post;
mod row;
mod said;
pub mod screen;
pub mod side_by_side;
pub mod store;
pub mod tally;
mod words;

pub use consent::{Reach, Way};
pub use form::{AddressForm, ContactForm, FieldProblem, OwnForm, PersonForm};
pub use link::{End, LinkId, LinkKind, Linked};
pub use log::{Feedback, LogForm, LogId, LogKind, LogLine, Logged, Mood};
pub use model::{Address, AddressId, Channel, Contact, ContactId, Details, Person, PersonId, Validity};
pub use own::{OwnField, OwnFieldId, OwnKind};
pub use post::{Envelope, is_postal, post_key, post_lines};

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Section, Subject, Todo};
use crate::cli::Noun;
use crate::kit::{Day, Result};
use crate::office::{Derived, Op};
use crate::t;
use crate::ui::icons;

/// The operations of this subject.
pub const OPS: &[&Op] = &[
    &ops::ADD,
    &ops::CHANGE,
    &ops::REMOVE,
    &ops::TAG,
    &ops::UNTAG,
    &ops::IMPORT,
    &ops::MERGE,
    &ops::NOT_DUPLICATE,
    &ops::MAYBE_DUPLICATE,
    &ops::ERASE,
    &ops::RELEASE,
    &ops::CONSENT,
    &ops::CONSENT_MANY,
    &ops::ADD_FIELD,
    &ops::CHANGE_FIELD,
    &ops::REMOVE_FIELD,
    &ops::LINK,
    &ops::UNLINK,
    &ops::LOG,
    &ops::CHANGE_LOG,
    &ops::CLOSE_LOG,
    &ops::REMOVE_LOG,
    &ops::ATTACH,
    &ops::DETACH,
];

/// The indexes that are derived from its tables.
pub const DERIVED: &[&Derived] = &[&store::PERSON_SEARCH];

/// The condition of segments that tells people from organisations.
pub const KIND: &str = "people.kind";

/// Its commands, exports and counts.
pub const NOUN: Noun = cli::NOUN;

/// Its place in the rail.
pub static SECTION: Section = Section { key: "people", name: || t!("People"), icon: icons::USERS };

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "people",
    ops: OPS,
    derived: DERIVED,
    personal: store::PERSONAL,
    conditions: store::CONDITIONS,
    noun: NOUN,
    screens: &[
        ScreenDef {
            key: screen::LIST,
            title: || t!("People"),
            section: &SECTION,
            make: screen::People::boxed,
            poses: &["new", "edit", "remove", "tag", "log", "consent", "link", "fields", "erase", "segment"],
            ..ScreenDef::NONE
        },
        ScreenDef {
            key: screen::DUPLICATES,
            title: || t!("Duplicates"),
            section: &SECTION,
            tab: Some(5),
            make: screen::duplicates::Duplicates::boxed,
            poses: &["everything"],
            ..ScreenDef::NONE
        },
        ScreenDef {
            key: screen::IMPORT,
            title: || t!("Import people"),
            section: &SECTION,
            tab: None,
            make: screen::import::boxed,
            poses: &["example"],
            ..ScreenDef::NONE
        },
        ScreenDef {
            key: screen::RETENTION,
            title: || t!("Retention"),
            section: &SECTION,
            tab: Some(90),
            make: screen::retention::Retention::boxed,
            poses: &["all"],
            ..ScreenDef::NONE
        },
    ],
    commands: screen::COMMANDS,
    find: Some(|conn, text, most| {
        let hits = store::search(conn, text, most)?;
        Ok(hits
            .into_iter()
            .map(|hit| Found {
                icon: if hit.organisation { icons::BUILDINGS } else { icons::USER },
                title: hit.name,
                detail: hit.line,
                opens: Opens { screen: screen::LIST, filter: hit.id.0.to_string() },
            })
            .collect())
    }),
    todo: Some(todo),
    badge: Some(|conn, _today| {
        let all = store::counts(conn)?.iter().map(|(_, n)| *n).sum::<i64>();
        Ok(usize::try_from(all).ok().filter(|n| *n > 0))
    }),
    ..Subject::NONE
};

/// Next steps and concerns that want doing.
fn todo(conn: &Connection, _today: Day) -> Result<Vec<Todo>> {
    if store::is_empty(conn)? {
        return Ok(vec![Todo {
            due: None,
            says: t!("Bring in the people you have").to_owned(),
            detail: t!("A spreadsheet, an address book, or one by one").to_owned(),
            does: t!("Import"),
            opens: Opens { screen: screen::IMPORT, filter: String::new() },
        }]);
    }
    let open = store::open_log(conn)?;
    Ok(open.into_iter().map(|(person, name, logged)| screen::todo(person, &name, &logged.line)).collect())
}
