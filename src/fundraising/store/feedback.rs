//! What donors said, from the logs of people.

use rusqlite::Connection;

use super::appeals;
use crate::fundraising::model::Names;
use crate::fundraising::model::feedback::{Asked, Heard, ever};
use crate::kit::Result;
use crate::people;
use crate::people::LogKind;

/// What was said of what is asked for, the newest first.
///
/// # Errors
/// When the file cannot be read.
pub fn feedback(conn: &Connection, asked: &Asked) -> Result<Vec<Heard>> {
    let known = appeals(conn)?;
    let names = Names::of(&known);
    let own = |word: &str| {
        let id = names.get(word)?;
        known.iter().find(|appeal| appeal.id == id).map(|appeal| appeal.terms.name.clone())
    };
    // By whatever word the appeal is asked for.
    let asked =
        Asked { appeal: asked.appeal.as_ref().map(|word| own(word).unwrap_or_else(|| word.clone())), ..asked.clone() };
    let (from, to) = asked.days.unwrap_or_else(ever);
    let lines = people::store::log_between(conn, LogKind::Feedback, from, to)?;
    let heard = lines.into_iter().map(|(person, name, logged)| {
        let appeal = own(&logged.line.feedback.appeal).unwrap_or_else(|| logged.line.feedback.appeal.clone());
        Heard { id: logged.id, person, name, line: logged.line, appeal }
    });
    let mut all: Vec<Heard> = heard.filter(|one| asked.fits(one)).collect();
    all.sort_by_key(|one| std::cmp::Reverse((one.line.day, one.id)));
    Ok(all)
}
