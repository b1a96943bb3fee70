//! Files that the page of a consultation saved, read one after the other: each is a step of its own, and at the end it is said how
//! many were taken and why the others were not.

use std::path::PathBuf;

use crate::app::{Reply, Sight};
use crate::kit::text;
use crate::ledger::screen::parts::without_value;
use crate::policy::ops::consult;
use crate::policy::{import, response};
use crate::t;
use crate::ui::Tone;

/// See the head of this file.
#[derive(Default)]
pub(super) struct Reading {
    waiting: Vec<PathBuf>,
    doing: Option<(String, Reply<()>)>,
    taken: usize,
    refused: Vec<String>,
}

impl Reading {
    pub(super) fn add(&mut self, paths: impl IntoIterator<Item = PathBuf>) {
        self.waiting.extend(paths);
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        if let Some((name, reply)) = &mut self.doing {
            match reply.take() {
                None => return,
                Some(Ok(())) => self.taken += 1,
                Some(Err(problem)) => self.refused.push(format!("{name}: {problem}")),
            }
            self.doing = None;
            if self.waiting.is_empty() {
                self.say(sight);
            }
        }
        if self.waiting.is_empty() {
            return;
        }
        let path = self.waiting.remove(0);
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let reply = sight.desk.run(&consult::RESPOND, move |office| {
            let bytes = import::bytes(&path, response::MOST_BYTES)?;
            consult::read(office, bytes).map(without_value)
        });
        self.doing = Some((name, reply));
    }

    fn say(&mut self, sight: &Sight<'_>) {
        let (taken, refused) = (std::mem::take(&mut self.taken), std::mem::take(&mut self.refused));
        let head = t!("{responses} read", responses = text::plural(taken, t!("response"), t!("responses")));
        if refused.is_empty() {
            sight.notice(Tone::Good, head, "");
        } else {
            sight.notice(
                Tone::Warning,
                t!("{read}, {count} refused", read = head, count = refused.len()),
                refused.join("\n"),
            );
        }
    }
}
