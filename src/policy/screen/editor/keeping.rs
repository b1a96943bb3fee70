//! A text read, kept a second after the last key, and read anew when another version came from elsewhere.

use super::Editor;
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::ledger::screen::parts::read_only;
use crate::policy::edit::Editing;
use crate::policy::model::{DocumentId, Working};
use crate::policy::ops::version;
use crate::policy::screen::text_view::TextView;
use crate::policy::store::{self};
use crate::t;

impl Editor {
    /// Reads the text of a document anew.
    pub(super) fn open(&mut self, id: DocumentId) {
        if self.id != Some(id) || self.editing.is_none() {
            self.forget();
            self.id = Some(id);
        }
    }

    pub(super) fn forget(&mut self) {
        // What was typed in the last second is kept all the same.
        if let (Some(editing), Some(id)) = (&self.editing, self.id)
            && !self.is_kept()
        {
            self.left.push((id, Working { body: editing.body().clone(), began: self.began }));
        }
        (self.editing, self.opening, self.keeping, self.proved) = (None, None, None, None);
        self.view = TextView::default();
        (self.refer, self.last) = (None, None);
        self.note.clear();
    }

    pub(super) fn keep(&mut self, sight: &Sight<'_>) {
        let (Some(editing), Some(id)) = (&self.editing, self.id) else { return };
        if self.is_kept() || self.keeping.is_some() || read_only(sight).is_some() {
            return;
        }
        let (revision, working) = (editing.revision(), Working { body: editing.body().clone(), began: self.began });
        self.keeping = Some((revision, keep_of(sight, id, working)));
        self.due = false;
    }

    pub(super) fn logic_text(&mut self, sight: &Sight<'_>) {
        let newest = self.about().map(|about| about.newest.as_ref().map(|version| version.id.0));
        // A version that came from elsewhere (an import, a merge, an undo) is read where nothing was typed meanwhile.
        if let Some(newest) = newest
            && self.editing.is_some()
            && newest != self.read_at
            && self.saving.is_none()
        {
            self.read_at = newest;
            if self.is_kept() {
                self.forget();
            }
        }
        if self.editing.is_none()
            && self.opening.is_none()
            && let (Some(id), Some(newest)) = (self.id, newest)
        {
            self.read_at = newest;
            self.opening =
                Some(sight.desk.ask(move |conn| Ok((store::working(conn, id)?, store::next_clause(conn, id)?))));
        }
        match self.opening.as_mut().and_then(Reply::take) {
            Some(Ok((working, next))) => {
                self.opening = None;
                let rescued = self.rescued.take().filter(|rescued| self.id.is_some_and(|id| id.0 == rescued.document));
                let kept = rescued.is_none();
                self.editing = Some(Editing::new(rescued.map_or(working.body, |rescued| rescued.body), next));
                (self.began, self.seen) = (working.began, 0);
                self.kept = if kept { 0 } else { u64::MAX };
            }
            Some(Err(problem)) => {
                (self.opening, self.id) = (None, None);
                sight.problem(problem);
            }
            None => {}
        }
    }

    pub(super) fn logic_replies(&mut self, sight: &Sight<'_>) {
        if let Some((revision, reply)) = &mut self.keeping
            && let Some(outcome) = reply.take()
        {
            match outcome {
                Ok(()) => self.kept = *revision,
                Err(problem) => sight.problem(problem),
            }
            self.keeping = None;
        }
        if let Some((revision, reply)) = &mut self.saving
            && let Some(outcome) = reply.take()
        {
            match outcome {
                Ok(id) => (self.kept, self.began, self.read_at) = (*revision, Some(id), Some(id)),
                Err(problem) => sight.problem(problem),
            }
            self.saving = None;
        }
        match self.noting.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.noting = None;
                self.note.clear();
            }
            Some(Err(problem)) => {
                self.noting = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.proof.as_mut().and_then(Reply::take) {
            Some(Ok(found)) => (self.proof, self.proved) = (None, Some(found)),
            Some(Err(problem)) => {
                self.proof = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
    }
}

pub(super) fn keep_of(sight: &Sight<'_>, id: DocumentId, working: Working) -> Reply<()> {
    sight.desk.with_office("", move |place| {
        let office = place.as_mut().ok_or_else(|| Problem::input(t!("The office is closed")))?;
        version::keep_working(office, id, &working)
    })
}
