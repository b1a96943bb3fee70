//! What is done when a part of the screen asks for it.

use super::super::store::Filter;
use super::super::{LogKind, PersonId, ops};
use super::ask::{Ask, CloseAsk, ConsentAsk, LinkAsk, LogAsk, Whom, ranges};
use super::commands::{
    ACCESS, ADDRESS_LABELS, ATTACH, CONSENT, EDIT, ERASE, LABELS, LETTER, LETTERS_TO, LINK, LOG, TAG, UNTAG,
};
use super::erase::Erase;
use super::form::{After, Editing};
use super::list::Pick;
use super::{DUPLICATES, People, Want};
use crate::app::Sight;

impl People {
    /// Whom Tag and Untag are for.
    pub(super) fn whom(&self) -> Option<Whom> {
        if self.list.table.selection.count() > 1 {
            return Some(Whom::Rows(self.list.filter.clone(), ranges(self.list.table.selection.rows())));
        }
        self.shown().map(|seen| Whom::One(seen.person.id, seen.person.details.name.clone()))
    }

    pub(super) fn begin_tag(&mut self, off: bool) {
        let has = match self.shown() {
            Some(seen) if self.list.table.selection.count() <= 1 => seen.person.details.tags.clone(),
            _ => Vec::new(),
        };
        self.ask = self.whom().map(|whom| Ask::tag(whom, off, has));
    }

    /// Asks what those who are selected said about being reached.
    pub(super) fn begin_consent(&mut self, sight: &Sight<'_>) {
        self.ask = self.whom().map(|whom| Ask::Consent(Box::new(ConsentAsk::new(sight, whom, &[], false))));
    }

    /// Goes to a screen that makes papers, with whoever is picked.
    pub(super) fn begin_paper(&mut self, screen: &'static str, sight: &Sight<'_>) {
        self.paper_for = self.whom().map(|whom| (screen, sight.desk.ask_office(move |office| whom.ids(office))));
    }

    pub(super) fn begin_edit(&mut self) {
        if let (None, Some(seen)) = (&self.form, self.shown()) {
            self.form = Some(Editing::change(seen.person.id, &seen.person.details));
        }
    }

    /// Opens a form for somebody new; one that is half typed stays.
    pub(super) fn begin_new(&mut self, name: &str) {
        match &mut self.form {
            Some(form) if form.is_dirty() => form.resume(),
            _ => self.form = Some(Editing::new(name)),
        }
    }

    pub(super) fn does(&mut self, want: Want, sight: &Sight<'_>) {
        match want {
            Want::Row(at) => {
                self.list.pick = Pick::Row(at);
                self.whole_log = false;
                self.leave(None);
            }
            Want::Everybody => self.list.show(Filter::default()),
            Want::New(name) => self.begin_new(&name),
            Want::Edit => self.waiting = Some(EDIT.key),
            Want::Tag => self.begin_tag(false),
            Want::Untag => self.begin_tag(true),
            Want::Consent => self.begin_consent(sight),
            Want::Save(after) => {
                if let Some(form) = &mut self.form {
                    form.save(sight, after);
                }
            }
            Want::Leave => self.leave(None),
            Want::UseInstead(id) => self.leave(Some(id)),
            Want::Compare => self.compare(sight),
            Want::Discard(then) => self.close_form(then),
            Want::Show(id) => {
                self.whole_log = false;
                self.list.open(id);
            }
            Want::Unlink(id) => self.going = Some(sight.desk.run(&ops::UNLINK, move |office| ops::unlink(office, id))),
            Want::RemoveLog(id) => {
                self.going = Some(sight.desk.run(&ops::REMOVE_LOG, move |office| ops::remove_log(office, id)));
            }
            Want::ChangeLog(logged) => {
                if let Some(seen) = self.shown() {
                    let person = &seen.person;
                    self.ask = Some(Ask::Log(Box::new(LogAsk::change(person.id, &person.details.name, &logged))));
                }
            }
            Want::CloseLog(logged) => self.ask = Some(Ask::Close(Box::new(CloseAsk::new(&logged)))),
            Want::OpenPaper(paper) => self.papers.open(sight, &paper),
            Want::Detach(id) => {
                if let Some(person) = self.shown().map(|seen| seen.person.id) {
                    self.going = Some(sight.desk.run(&ops::DETACH, move |office| ops::detach(office, person, id)));
                }
            }
            Want::Resume => {
                if let Some(form) = &mut self.form {
                    form.resume();
                }
            }
        }
    }

    /// Shows the two that are selected side by side.
    fn compare(&self, sight: &Sight<'_>) {
        let rows = self.list.table.selection.rows();
        let ids: Vec<PersonId> = rows.filter_map(|at| self.list.rows.get(at)).map(|hit| hit.id).collect();
        if let [a, b] = ids.as_slice() {
            sight.go(DUPLICATES, format!("{}:{}", a.0, b.0));
        }
    }

    pub(super) fn leave(&mut self, then: Option<PersonId>) {
        match &self.form {
            // Choosing the person that is meant already keeps nothing that would be missed.
            Some(form) if form.is_dirty() && then.is_none() => self.ask = Some(Ask::Leave(then)),
            Some(_) => self.close_form(then),
            None => {}
        }
    }

    pub(super) fn close_form(&mut self, then: Option<PersonId>) {
        self.form = None;
        self.list.focus_table = true;
        if let Some(id) = then {
            self.list.open(id);
        }
    }

    pub(super) fn saved(&mut self, id: PersonId, after: After) {
        self.list.open(id);
        self.form = match after {
            After::Show => None,
            After::Next => Some(Editing::new("")),
        };
        self.list.focus_table = self.form.is_none();
    }

    /// A person that is gone makes place for the one in its row.
    pub(super) fn step_over_a_gap(&mut self) {
        let Pick::Person(id) = self.list.pick else { return };
        let gone = matches!(self.record.get(), Some(None)) && self.record.asked_for() == Some(&Some(id));
        if gone && !self.record.is_coming() {
            let at = self.list.table.selection.cursor().filter(|at| *at < self.list.rows.total());
            let next = at.and_then(|at| self.list.rows.get(at)).map(|hit| hit.id);
            self.list.pick = match (next, at) {
                (Some(next), Some(at)) if next != id => Pick::Row(at),
                _ => Pick::First,
            };
        }
    }

    /// What waited for the person in the pane is done when that has been read.
    pub(super) fn catch_up(&mut self, sight: &Sight<'_>, open: Option<PersonId>) {
        let Some(key) = self.waiting else { return };
        let ready = self.shown().is_some_and(|seen| Some(seen.person.id) == open);
        if open.is_none() && self.list.rows.is_known() && self.list.rows.total() == 0 {
            self.waiting = None;
        }
        if !ready {
            return;
        }
        self.waiting = None;
        if key == EDIT.key {
            self.begin_edit();
        } else if key == TAG.key {
            self.begin_tag(false);
        } else if key == UNTAG.key {
            self.begin_tag(true);
        } else if key == ERASE.key {
            self.erase = open.map(|id| Erase::new(vec![id], sight));
        } else if key == LETTER.key {
            self.begin_paper(LETTERS_TO, sight);
        } else if key == LABELS.key {
            self.begin_paper(ADDRESS_LABELS, sight);
        } else if key == ACCESS.key {
            if let Some(seen) = self.record.get().and_then(Option::as_ref) {
                self.held.begin(sight, seen.person.id, &seen.person.details.name);
            }
        } else if let Some(seen) = self.shown() {
            let (id, name) = (seen.person.id, seen.person.details.name.clone());
            self.ask = if key == LOG.key {
                Some(Ask::Log(Box::new(LogAsk::new(sight, id, &name, LogKind::Contact))))
            } else if key == CONSENT.key {
                Some(Ask::Consent(Box::new(ConsentAsk::new(sight, Whom::One(id, name), &seen.consents, false))))
            } else if key == LINK.key {
                Some(Ask::Link(Box::new(LinkAsk::new(id, &name))))
            } else if key == ATTACH.key {
                self.papers.choose(sight, id);
                None
            } else {
                Some(Ask::remove(id, &name))
            };
        }
    }
}
