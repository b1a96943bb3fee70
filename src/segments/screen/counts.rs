//! How many people fit what is asked: worked out on the office's thread, kept until something changed.

use std::collections::BTreeMap;

use super::super::store::{self, Told};
use crate::app::{Reply, Sight};

/// How many fit, and whether that is as of now or an older answer while a new one comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub people: usize,
    pub stopped: usize,
    pub fresh: bool,
}

/// By the text of what is asked.
#[derive(Debug, Default)]
pub struct Counts {
    known: BTreeMap<String, (u64, Option<Told>)>,
    coming: Option<(Vec<String>, u64, Reply<Vec<Option<Told>>>)>,
}

/// How many answers are kept.
const KEPT: usize = 300;

impl Counts {
    /// Sees to it that these are known. They are asked together, so that what several of them need is read once; with
    /// `one_by_one` each by itself, so that other questions are not kept waiting for all of them.
    pub fn want(&mut self, sight: &Sight<'_>, wanted: &[String], one_by_one: bool) {
        self.take(sight);
        if self.coming.is_some() {
            return;
        }
        let revision = sight.desk.revision(&[]);
        let is_old = |text: &&String| self.known.get(*text).is_none_or(|(of, _)| *of != revision);
        let mut missing: Vec<String> = wanted.iter().filter(is_old).cloned().collect();
        missing.truncate(if one_by_one { 1 } else { missing.len() });
        if missing.is_empty() {
            return;
        }
        if self.known.len() > KEPT {
            self.known.retain(|text, _| wanted.contains(text));
        }
        let (asked, today) = (missing.clone(), sight.today());
        let reply =
            sight.desk.ask_office(move |office| office.read(|conn| store::tell(conn, office.setup(), &asked, today)));
        self.coming = Some((missing, revision, reply));
        self.take(sight);
    }

    fn take(&mut self, sight: &Sight<'_>) {
        let Some((_, _, reply)) = &mut self.coming else { return };
        let Some(answer) = reply.take() else { return };
        let Some((asked, revision, _)) = self.coming.take() else { return };
        match answer {
            Ok(told) => {
                for (text, told) in asked.into_iter().zip(told) {
                    self.known.insert(text, (revision, told));
                }
            }
            Err(problem) => {
                // Not asked again until something changed.
                for text in asked {
                    self.known.insert(text, (revision, None));
                }
                sight.problem(problem);
            }
        }
    }

    /// What is known of one; nothing while it was never answered.
    pub fn get(&self, sight: &Sight<'_>, text: &str) -> Option<Counted> {
        let (revision, told) = self.known.get(text)?;
        let told = told.as_ref()?;
        let fresh = *revision == sight.desk.revision(&[]);
        Some(Counted { people: told.people, stopped: told.stopped, fresh })
    }

    /// The words and what is gone, of one that was answered.
    pub fn told(&self, text: &str) -> Option<&Told> {
        self.known.get(text).and_then(|(_, told)| told.as_ref())
    }
}
