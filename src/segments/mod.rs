//! Segments: groups of people kept by what is asked of them, in plain conditions and words, as of today.
//!
//! What can be asked is declared by each subject (`office::Condition`); a segment puts conditions together in groups (all,
//! any, none of these). [`store::people`] says who is in one; lists, letters and exports are narrowed by it.

pub mod cli;
mod examples;
mod form;
pub mod json;
pub mod model;
pub mod ops;
mod screen;
pub mod store;
pub mod typed;
pub mod words;

use rusqlite::Connection;

use crate::app::{Found, Opens, ScreenDef, Subject};
use crate::kit::Result;
use crate::kit::fold::fold;
use crate::people;
use crate::t;
use crate::ui::icons;

pub use examples::{Example, examples};
pub use model::{NewSegment, SegmentId, Tree};
pub use ops::OPS;

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "segments",
    ops: OPS,
    segments: Some(store::SEGMENTS),
    noun: cli::NOUN,
    screens: &[ScreenDef {
        key: screen::LIST,
        title: || t!("Segments"),
        section: &people::SECTION,
        tab: Some(3),
        make: screen::SegmentsScreen::boxed,
        poses: &["new", "example", "change", "rename"],
        ..ScreenDef::NONE
    }],
    commands: screen::COMMANDS,
    find: Some(find),
    ..Subject::NONE
};

/// Segments whose name has the letters that were typed.
fn find(conn: &Connection, typed: &str, most: usize) -> Result<Vec<Found>> {
    let typed = fold(typed);
    if typed.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let fits = store::all(conn)?.into_iter().filter(|stored| fold(&stored.name).contains(&typed)).take(most);
    let found = fits.map(|stored| Found {
        icon: icons::FUNNEL_SIMPLE,
        title: stored.name,
        detail: t!("Segment").to_owned(),
        opens: Opens { screen: screen::LIST, filter: stored.id.to_string() },
    });
    Ok(found.collect())
}
