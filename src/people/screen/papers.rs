//! Photos and documents: choosing one to attach, and opening one.

use super::super::{PersonId, ops};
use crate::app::viewed::Paper;
use crate::app::{Choice, Reply, Sight, Wish, WishKind};
use crate::office::attachments::{Attachment, AttachmentId};
use crate::t;

/// What is under way with papers.
#[derive(Default)]
pub struct Papers {
    asked: Option<(PersonId, Choice)>,
    attaching: Option<Reply<AttachmentId>>,
    opening: Paper,
}

impl Papers {
    /// Asks for the file to attach.
    pub fn choose(&mut self, sight: &Sight<'_>, person: PersonId) {
        let choice = sight.choose(Wish {
            title: t!("Attach a photo or document of at most 10 MB").to_owned(),
            confirm: t!("Attach it").to_owned(),
            kind: WishKind::Open,
            endings: None,
            name: String::new(),
        });
        self.asked = Some((person, choice));
    }

    /// Puts a copy where the system's viewer can read it; the folder is emptied when the office locks or closes.
    pub fn open(&mut self, sight: &Sight<'_>, paper: &Attachment) {
        self.opening.attachment(sight, paper);
    }

    /// Takes answers.
    pub fn logic(&mut self, sight: &Sight<'_>) {
        if let Some((person, choice)) = &self.asked
            && let Some(chosen) = choice.take()
        {
            let person = *person;
            self.asked = None;
            if let Some(path) = chosen {
                self.attaching = Some(sight.desk.run(&ops::ATTACH, move |office| ops::attach(office, person, &path)));
            }
        }
        if let Some(answer) = self.attaching.as_mut().and_then(Reply::take) {
            self.attaching = None;
            if let Err(problem) = answer {
                sight.problem(problem);
            }
        }
        self.opening.logic(sight);
    }
}
