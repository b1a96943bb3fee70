//! Everything held about a person, written to a folder that is chosen.

use super::super::PersonId;
use super::super::export::{self, Written};
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::kit::{Problem, text};
use crate::t;
use crate::ui::Tone;

/// The writing under way; the screen keeps one and calls [`Self::logic`].
#[derive(Default)]
pub struct Held {
    asked: Option<(Choice, PersonId)>,
    writing: Option<Reply<Written>>,
}

impl Held {
    /// Asks for the folder.
    pub fn begin(&mut self, sight: &Sight<'_>, id: PersonId, name: &str) {
        let choice = sight.choose(Wish {
            title: t!("Everything held about {name}", name = super::cut(name, 50)),
            confirm: t!("Write it").to_owned(),
            kind: WishKind::Folder,
            endings: None,
            name: sight.machine.borrow().folders().first().map(|f| f.display().to_string()).unwrap_or_default(),
        });
        self.asked = Some((choice, id));
    }

    /// Takes the answer, writes, and says what became of it.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        if let Some((choice, id)) = &self.asked
            && let Some(chosen) = choice.take()
        {
            let id = *id;
            self.asked = None;
            self.writing = chosen.map(|folder| {
                sight.desk.with_office(t!("Write everything held"), move |office| match office {
                    Some(office) => export::everything(office, id, &folder, &|_path| Ok(())),
                    None => Err(Problem::input(t!("The office is closed")).hint(t!("Open it again"))),
                })
            });
        }
        match self.writing.as_mut().and_then(Reply::take) {
            Some(Ok(written)) => {
                self.writing = None;
                let rows = text::plural(written.rows, t!("row"), t!("rows"));
                let files = text::plural(2 + written.attachments.len(), t!("file"), t!("files"));
                let said = t!("Wrote everything held, {rows} in {files}", rows = rows, files = files);
                sight.notice(Tone::Good, said, written.pdf.display().to_string());
            }
            Some(Err(problem)) => {
                self.writing = None;
                sight.problem(problem);
            }
            None => {}
        }
    }
}
