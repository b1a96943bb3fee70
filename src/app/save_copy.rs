//! A copy of the file where the person wants it: on a stick, for the next treasurer.

use std::path::PathBuf;

use super::desk::{Desk, Reply};
use super::sight::{Choice, Wish, WishKind};
use crate::kit::{Day, Problem, Result};
use crate::t;

/// The copy that is being made: where it goes is asked first, then it is written and proved.
#[derive(Default)]
pub(super) struct SaveCopy {
    choice: Option<Choice>,
    writing: Option<Reply<PathBuf>>,
}

impl SaveCopy {
    /// Asks where; the choice goes to the dialog.
    pub fn begin(&mut self, office: &std::path::Path, today: Day) -> (Wish, Choice) {
        let choice = Choice::default();
        self.choice = Some(choice.clone());
        let stem = office.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let wish = Wish {
            title: t!("Save a copy of the file").to_owned(),
            confirm: t!("Save the copy").to_owned(),
            kind: WishKind::Save,
            endings: Some((t!("Wardroom offices"), &["wardroom"])),
            name: format!("{stem} {today}.wardroom"),
        };
        (wish, choice)
    }

    /// Writes once it is known where; answers where the copy lies when it is there and proved.
    pub fn logic(&mut self, desk: &Desk) -> Option<Result<PathBuf>> {
        if let Some(chosen) = self.choice.as_ref().and_then(Choice::take) {
            self.choice = None;
            self.writing = chosen.map(|path| {
                desk.with_office(t!("Write a copy"), move |place| {
                    let office = place.as_ref().ok_or_else(|| Problem::input(t!("The office is closed")))?;
                    Ok(office.backup(&path)?.path)
                })
            });
        }
        let written = self.writing.as_mut().and_then(Reply::take)?;
        self.writing = None;
        Some(written)
    }
}
