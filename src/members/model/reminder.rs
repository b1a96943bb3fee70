//! Reminding of dues: three tones, who was reminded when, and whom to remind in which tone now.

use std::collections::{BTreeMap, BTreeSet};

use super::{Arrears, PersonId, Register};
use crate::kit::{Day, Money};
use crate::t;

crate::row_id!(
    /// That a payer was reminded.
    ReminderId
);

/// How a reminder is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    #[default]
    Friendly,
    Firm,
    Last,
}

impl Tone {
    pub const ALL: [Self; 3] = [Self::Friendly, Self::Firm, Self::Last];

    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Friendly => "friendly",
            Self::Firm => "firm",
            Self::Last => "last",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.key() == key.trim())
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Friendly => t!("Friendly"),
            Self::Firm => t!("Firm"),
            Self::Last => t!("Last"),
        }
    }

    /// The letter that is written in this tone, by its name among those that come with the program.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Friendly => "reminder_friendly",
            Self::Firm => "reminder_firm",
            Self::Last => "reminder_last",
        }
    }
}

/// One reminder that went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reminder {
    pub id: ReminderId,
    pub payer: PersonId,
    pub day: Day,
    pub tone: Tone,
    /// What was owed then, minor units.
    pub owed: Money,
    pub by: String,
}

/// What a payer was reminded of for what is owed now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminded {
    pub count: usize,
    pub last: Option<(Day, Tone)>,
}

/// What counts for a payer: reminders since the oldest of the dues that are owed fell due. One from an earlier year, about
/// dues that were paid then, does not.
pub fn reminded(arrears: &Arrears, reminders: &[Reminder]) -> Reminded {
    let since = arrears.since();
    let of: Vec<&Reminder> =
        reminders.iter().filter(|r| r.payer == arrears.payer && since.is_some_and(|since| r.day >= since)).collect();
    let last = of.iter().max_by_key(|r| (r.day, r.id)).map(|r| (r.day, r.tone));
    Reminded { count: of.len(), last }
}

/// The tone after what was written before: friendly, firm, last. Dues that are overdue for more than 90 days are asked for
/// firmly at least.
pub fn next_tone(arrears: &Arrears, reminded: &Reminded) -> Tone {
    let by_count = match reminded.last {
        None => Tone::Friendly,
        Some((_, Tone::Friendly)) => Tone::Firm,
        Some((_, Tone::Firm | Tone::Last)) => Tone::Last,
    };
    let old = arrears.ages.last().is_some_and(|sum| !sum.is_zero());
    if old { by_count.max(Tone::Firm) } else { by_count }
}

/// What is asked of a round of reminders.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Round {
    /// One tone for all; `None`: for each the one that is next.
    pub tone: Option<Tone>,
    /// Overdue for at least so many days.
    pub overdue: u32,
    /// Whom nobody reminded in the last so many days.
    pub pause: u32,
    /// Only these payers, whatever the days say; empty for everybody.
    pub only: BTreeSet<PersonId>,
}

impl Default for Round {
    fn default() -> Self {
        Self { tone: None, overdue: 1, pause: 14, only: BTreeSet::new() }
    }
}

/// One who is reminded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToRemind {
    pub arrears: Arrears,
    pub tone: Tone,
    /// What went out for these dues before.
    pub before: Reminded,
}

/// Why somebody who owes dues is not reminded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotYet {
    /// Nothing is overdue for long enough.
    NotOverdue,
    /// Reminded on this day.
    Lately(Day),
}

impl NotYet {
    pub fn says(self) -> String {
        match self {
            Self::NotOverdue => t!("Not overdue for long enough").to_owned(),
            Self::Lately(on) => t!("Reminded on {day}", day = crate::kit::day::short(on)),
        }
    }
}

/// Whom a round reminds, and whom not yet and why; each in the order of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reminding {
    pub to: Vec<ToRemind>,
    pub not_yet: Vec<(Arrears, NotYet)>,
}

impl Reminding {
    /// What all who are reminded owe together.
    pub fn total(&self) -> Money {
        self.to.iter().map(|one| one.arrears.total()).sum()
    }

    /// How many get each tone.
    pub fn tones(&self) -> [usize; 3] {
        Tone::ALL.map(|tone| self.to.iter().filter(|one| one.tone == tone).count())
    }

    /// The tone of each who is reminded.
    pub fn tone_of(&self) -> BTreeMap<PersonId, Tone> {
        self.to.iter().map(|one| (one.arrears.payer, one.tone)).collect()
    }
}

impl Register {
    /// Whom to remind on a day.
    pub fn remind(&self, day: Day, reminders: &[Reminder], round: &Round) -> Reminding {
        let mut by_payer: BTreeMap<PersonId, Vec<Reminder>> = BTreeMap::new();
        for reminder in reminders.iter().filter(|r| r.day <= day) {
            by_payer.entry(reminder.payer).or_default().push(reminder.clone());
        }
        let mut reminding = Reminding::default();
        for arrears in self.arrears(day) {
            let picked = round.only.contains(&arrears.payer);
            if !round.only.is_empty() && !picked {
                continue;
            }
            let before = reminded(&arrears, by_payer.get(&arrears.payer).map_or(&[], Vec::as_slice));
            let overdue = arrears.since().map_or(0, |since| (day - since).num_days());
            let lately = before.last.filter(|(on, _)| (day - *on).num_days() < i64::from(round.pause));
            if !picked && overdue < i64::from(round.overdue) {
                reminding.not_yet.push((arrears, NotYet::NotOverdue));
            } else if let Some((on, _)) = lately.filter(|_| !picked) {
                reminding.not_yet.push((arrears, NotYet::Lately(on)));
            } else {
                let tone = round.tone.unwrap_or_else(|| next_tone(&arrears, &before));
                reminding.to.push(ToRemind { arrears, tone, before });
            }
        }
        reminding
    }
}
