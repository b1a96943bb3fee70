//! What a row of a list says about being reached, and the cells of our own export that say it.

use super::consent::{Said, Standing, State, Way};
use crate::kit::Day;
use crate::t;
use crate::tabular::Record;

/// The columns that say something about being reached, the way of each, and whether it says the opposite.
const CONSENTS: [(&str, Option<Way>, bool); 9] = [
    ("do_not_contact", None, true),
    ("consent_post", Some(Way::Post), false),
    ("consent_email", Some(Way::Email), false),
    ("consent_phone", Some(Way::Phone), false),
    ("consent_text", Some(Way::Text), false),
    ("no_post", Some(Way::Post), true),
    ("no_email", Some(Way::Email), true),
    ("no_phone", Some(Way::Phone), true),
    ("no_text", Some(Way::Text), true),
];

/// What a row says about being reached, or the problems with the key of the field that each concerns.
///
/// A column headed “Do not e-mail” that says no is no consent, so it says nothing.
pub(super) fn read(record: &Record, today: Day) -> Result<Vec<Said>, Vec<(&'static str, String)>> {
    let (mut all, mut problems) = (Vec::new(), Vec::new());
    for (key, way, turned) in CONSENTS {
        let Some(cell) = record.text(key) else { continue };
        match Said::read(way.clone(), cell, turned, today) {
            Ok(Some(said)) if turned && way.is_some() && said.state == State::Yes => {}
            // A bare yes or no of another program does not say how; that it came in a list is what is known.
            Ok(Some(said)) if said.how.is_empty() && !cell.contains(',') => {
                all.push(Said { how: t!("list brought in").to_owned(), ..said });
            }
            Ok(said) => all.extend(said),
            Err(wrong) => problems.push((key, wrong)),
        }
    }
    for part in record.text("consent_other").unwrap_or("").split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let read = part.split_once(':').and_then(|(name, cell)| Some((Way::of(name)?, cell)));
        match read.map(|(way, cell)| Said::read(Some(way), cell, false, today)) {
            Some(Ok(said)) => all.extend(said),
            Some(Err(wrong)) => problems.push(("consent_other", wrong)),
            None => problems
                .push(("consent_other", t!("“{part}” names no channel; write it like newsletter: yes", part = part))),
        }
    }
    // Two columns of one way: the last of them in the list's order says it.
    let mut each: Vec<Said> = Vec::new();
    for said in all {
        each.retain(|known| known.way != said.way);
        each.push(said);
    }
    if problems.is_empty() { Ok(each) } else { Err(problems) }
}

/// The cell of a column about being reached.
pub(super) fn cell(standing: &Standing, key: &str) -> Option<String> {
    if key == "consent_other" {
        let others = standing.ways.iter().filter_map(|c| match &c.said.way {
            // What stands between two ways may not stand in one.
            Some(Way::Own(name)) => Some(format!("{name}: {}", c.said.cell().replace(';', ","))),
            _ => None,
        });
        return Some(others.collect::<Vec<_>>().join("; "));
    }
    let (_, way, _) = CONSENTS.iter().find(|(k, _, _)| *k == key)?;
    Some(match way {
        // “Do not contact: yes” is a no to all of it.
        None => {
            standing.stop.as_ref().map_or_else(String::new, |c| Said { state: State::Yes, ..c.said.clone() }.cell())
        }
        Some(way) => standing.of(way).map_or_else(String::new, |c| c.said.cell()),
    })
}
