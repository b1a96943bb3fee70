//! Agendas: what a meeting goes through, from the body's own items, a template, or lines as somebody typed them.

use crate::kit::fold::fold;
use crate::kit::{Problem, Result};
use crate::ledger::model::read::one_line;
use crate::t;

/// Where an item stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemState {
    #[default]
    Waiting,
    Open,
    Done,
    /// Left for the next meeting.
    Deferred,
}

impl ItemState {
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Open, Self::Done, Self::Deferred];

    pub fn key(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Done => "done",
            Self::Deferred => "deferred",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Waiting => t!("To come"),
            Self::Open => t!("Under way"),
            Self::Done => t!("Done"),
            Self::Deferred => t!("Next meeting"),
        }
    }

    /// # Errors
    /// When it is none.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == key)
            .ok_or_else(|| Problem::input(t!("“{word}” is no state of an item", word = key)))
    }
}

/// An item as it is planned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewItem {
    pub title: String,
    /// What the paper for the meeting says of it.
    pub note: String,
    pub presenter: String,
    /// How long it should take; 0 where nobody said.
    pub minutes: u32,
    /// Taken with the others of its kind in one vote, unless somebody wants to speak of it.
    pub consent: bool,
}

impl NewItem {
    /// Whether it goes by a title, however that is written.
    pub fn is_called(&self, title: &str) -> bool {
        fold(self.title.trim()) == fold(title.trim())
    }

    pub fn titled(title: &str, minutes: u32) -> Self {
        Self { title: title.to_owned(), minutes, ..Self::default() }
    }

    fn agreed(title: &str) -> Self {
        Self { consent: true, ..Self::titled(title, 0) }
    }
}

/// An agenda that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    Ordinary,
    Annual,
    Panel,
}

impl Template {
    pub const ALL: [Self; 3] = [Self::Ordinary, Self::Annual, Self::Panel];

    pub fn key(self) -> &'static str {
        match self {
            Self::Ordinary => "ordinary",
            Self::Annual => "annual",
            Self::Panel => "panel",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Ordinary => t!("Ordinary meeting"),
            Self::Annual => t!("Annual meeting"),
            Self::Panel => t!("Selection panel"),
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|template| template.key() == key)
    }

    /// Whether an item stands on one of these agendas, so that the next meeting has it by itself.
    pub fn any_has(item: &NewItem) -> bool {
        Self::ALL.into_iter().flat_map(Self::items).any(|one| one.is_called(&item.title))
    }

    /// Its items.
    pub fn items(self) -> Vec<NewItem> {
        let item = NewItem::titled;
        match self {
            Self::Ordinary => vec![
                item(t!("Welcome and apologies"), 5),
                item(t!("Declarations of interest"), 2),
                item(t!("Minutes of the last meeting"), 5),
                item(t!("Matters arising"), 10),
                NewItem::agreed(t!("Correspondence")),
                NewItem::agreed(t!("Membership report")),
                item(t!("Treasurer’s report"), 10),
                item(t!("Motions"), 20),
                item(t!("Any other business"), 10),
                item(t!("Next meeting"), 2),
            ],
            Self::Annual => vec![
                item(t!("Welcome, apologies, quorum"), 5),
                item(t!("Minutes of the last annual meeting"), 5),
                item(t!("Matters arising"), 5),
                item(t!("Chair’s report"), 10),
                item(t!("Secretary’s report"), 10),
                item(t!("Treasurer’s report and accounts"), 15),
                item(t!("Examiner’s report"), 5),
                item(t!("Changes of the rules"), 15),
                item(t!("Elections"), 30),
                item(t!("Motions"), 20),
                item(t!("Close"), 2),
            ],
            Self::Panel => vec![
                item(t!("Apologies and declarations of interest"), 5),
                item(t!("Criteria and questions"), 15),
                item(t!("Interviews"), 90),
                item(t!("Deliberation"), 30),
                item(t!("Decision and reasons"), 15),
            ],
        }
    }
}

/// Items as lines: "Treasurer’s report | 10 | consent".
pub fn lines(items: &[NewItem]) -> String {
    let line = |item: &NewItem| {
        let mut out = item.title.clone();
        if item.minutes > 0 || item.consent {
            out.push_str(&format!(" | {}", item.minutes));
        }
        if item.consent {
            out.push_str(" | consent");
        }
        out
    };
    items.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Reads such lines; empty ones are passed over.
///
/// # Errors
/// When a line says something else than a title, minutes and `consent`.
pub fn read_lines(text: &str) -> Result<Vec<NewItem>> {
    let mut items = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let mut parts = line.split('|').map(one_line);
        let mut item = NewItem { title: parts.next().unwrap_or_default(), ..NewItem::default() };
        if item.title.is_empty() {
            return Err(Problem::input(t!("A line has no title: {line}", line = line.trim())));
        }
        for part in parts {
            match (part.as_str(), part.trim_end_matches("min").trim().parse::<u32>()) {
                ("", _) => {}
                ("consent", _) => item.consent = true,
                (_, Ok(minutes)) if minutes <= 600 => item.minutes = minutes,
                _ => {
                    return Err(Problem::input(t!("“{part}” is neither minutes nor “consent”", part = part))
                        .hint(t!("Write a line as: Treasurer’s report | 10 | consent")));
                }
            }
        }
        items.push(item);
    }
    Ok(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_is_written_and_read_in_lines() {
        for template in Template::ALL {
            let items = template.items();
            assert_eq!(read_lines(&lines(&items)).unwrap(), items);
        }
        let typed = "Welcome|5 min\n\n  Reports | consent ";
        let read = read_lines(typed).unwrap();
        assert_eq!((read[0].minutes, read[1].consent, read.len()), (5, true, 2));
        assert!(read_lines("Welcome | long").is_err() && read_lines(" | 5").is_err());
    }
}
