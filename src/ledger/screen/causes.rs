//! What recording causes, shown before it is done.

use egui::Ui;

use crate::app::{Live, Sight};
use crate::kit::day;
use crate::office::{Foreseen, Prospect, Weight};
use crate::t;
use crate::ui::{self, Tone};

/// The causes of what is being typed, each with the number of its line.
pub struct Causes(Live<Vec<(usize, Vec<Foreseen>)>, Vec<(usize, Prospect)>>);

impl Default for Causes {
    fn default() -> Self {
        Self(Live::new(&[]))
    }
}

impl Causes {
    /// Asks about what is typed. Call it in `logic`.
    pub fn want(&mut self, sight: &Sight<'_>, prospects: Vec<(usize, Prospect)>) {
        self.0.want_office(sight.desk, prospects, |office, prospects| {
            let (numbers, plain): (Vec<usize>, Vec<Prospect>) = prospects.iter().cloned().unzip();
            Ok(numbers.into_iter().zip(office.foresee(&plain)?).filter(|(_, causes)| !causes.is_empty()).collect())
        });
    }

    pub fn all(&self) -> &[(usize, Vec<Foreseen>)] {
        self.0.get().map_or(&[], Vec::as_slice)
    }

    /// Those of one line.
    pub fn of(&self, number: usize) -> &[Foreseen] {
        self.all().iter().find(|(n, _)| *n == number).map_or(&[], |(_, causes)| causes.as_slice())
    }
}

/// The tone of a cause.
pub fn tone(weight: Weight) -> Tone {
    match weight {
        Weight::Note => Tone::Plain,
        Weight::Check => Tone::Accent,
        Weight::Act => Tone::Warning,
        Weight::Stop => Tone::Danger,
    }
}

/// One cause in one line: `Check Harbour Bakery Ltd before keeping £600.00, by 9 Dec 2026`.
pub fn says(cause: &Foreseen) -> String {
    match cause.due {
        Some(due) => t!("{what}, by {day}", what = cause.says, day = day::short(due)),
        None => cause.says.clone(),
    }
}

/// How many are shown of one entry.
const SHOWN: usize = 4;

/// The causes of the entry that is being typed, the gravest first.
pub fn banner(ui: &mut Ui, causes: &[Foreseen]) {
    let Some(first) = causes.first() else { return };
    let mut lines = Vec::new();
    for cause in causes.iter().take(SHOWN) {
        lines.push(if cause.detail.is_empty() { says(cause) } else { format!("{}: {}", says(cause), cause.detail) });
    }
    if causes.len() > SHOWN {
        lines.push(t!("and {more} more", more = causes.len() - SHOWN));
    }
    ui::banner(ui, tone(first.weight), t!("Before this is recorded"), &lines.join("\n"), "", |_| {});
}
