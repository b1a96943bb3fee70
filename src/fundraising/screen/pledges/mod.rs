//! Pledges and standing orders: the list, missed ones first, and beside it one of them or the form.

mod ask;
mod form;
mod list;
mod pane;

use egui::Ui;

use super::super::model::{Pledge, PledgeId, Schedule, State, Suggestion, suggest};
use super::super::store;
use super::shown::Shown;
use super::typing::{Asking, Outcome};
use super::{ACCEPT, ADD_PLEDGE, CANCEL, EDIT_PLEDGE, EXPORT_PLEDGES, RECEIVE, REMOVE_PLEDGE, RESUME, SEARCH_PLEDGES};
use crate::app::export::Exporting;
use crate::app::{Live, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, Money};
use crate::office::history;
use crate::t;
use crate::ui::{self, BODY, Tone, look};
use ask::What;
use form::Editing;

/// What the answers depend on.
const TABLES: &[&str] = &["pledge", "pledge_share", "entry", "person"];

/// Which pledges the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    /// Those of which money is expected.
    #[default]
    Open,
    All,
    Only(State),
    /// Those that a donation in the ledger seems to keep.
    Seen,
}

/// One row of the list.
struct Line {
    pledge: Pledge,
    schedule: Schedule,
    seen: usize,
}

/// All pledges, worked out for a day.
struct Everything {
    stamp: u64,
    lines: Vec<Line>,
    suggestions: Vec<Suggestion>,
}

/// The pledge in the pane.
struct Open {
    pledge: Pledge,
    schedule: Schedule,
    suggestions: Vec<Suggestion>,
    steps: Vec<history::Step>,
}

/// See the head of this file.
pub(in crate::fundraising) struct Pledges {
    text: String,
    which: Which,
    all: Live<Everything, Day>,
    shown: Shown<(String, Which)>,
    open: Live<Option<Open>, (Option<i64>, Day)>,
    form: Option<Editing>,
    ask: Option<Asking<What>>,
    exporting: Exporting,
    pending: Option<&'static str>,
    focus_search: bool,
}

impl Pledges {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            which: Which::default(),
            all: Live::new(TABLES),
            shown: Shown::default(),
            open: Live::new(TABLES),
            form: None,
            ask: None,
            exporting: Exporting::default(),
            pending: None,
            focus_search: false,
        })
    }

    fn lines(&self) -> &[Line] {
        self.all.get().map_or(&[][..], |all| &all.lines)
    }

    fn show(&mut self, id: PledgeId) {
        self.form = None;
        self.shown.show(id.0);
        let listed = self.shown.rows(self.lines()).any(|line| line.pledge.id == id);
        if !listed {
            (self.text, self.which) = (String::new(), Which::All);
        }
    }

    fn arrange(&mut self) {
        let Some(all) = self.all.get() else { return };
        let filters = (self.text.clone(), self.which);
        let words = fold(&self.text);
        self.shown.arrange(all.stamp, &all.lines, &filters, |line| {
            let name = fold(&line.pledge.name);
            let text = words.split(' ').all(|word| name.split(' ').any(|part| part.starts_with(word)))
                || fold(&line.pledge.terms.appeal).contains(&words);
            text && match self.which {
                Which::Open => line.schedule.state.is_open(),
                Which::All => true,
                Which::Only(state) => line.schedule.state == state,
                Which::Seen => line.seen > 0,
            }
        });
        self.shown.follow(&all.lines, |line| line.pledge.id.0);
    }

    /// Opens the question or form of a command about the pledges that are selected, or the one in the pane.
    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ACCEPT.key {
            let found = self.all.get().map(|all| all.suggestions.clone()).unwrap_or_default();
            if found.is_empty() {
                let next = t!("A donation of the promised amount near its day is suggested here");
                return sight.notice(Tone::Accent, t!("No donation looks like an instalment"), next);
            }
            self.ask = Some(Asking::new(What::Accept(found)));
            return;
        }
        let Some(Some(open)) = self.open.get() else {
            return sight.notice(Tone::Warning, t!("No pledge is open"), t!("Choose one in the list first"));
        };
        let several: Vec<(PledgeId, Money)> = self
            .shown
            .selected(self.lines())
            .filter(|line| line.schedule.state != State::Cancelled)
            .filter_map(|line| Some((line.pledge.id, line.schedule.next()?.left())))
            .collect();
        if let Some(why) = pane::why_not(key, open) {
            return sight.notice(Tone::Warning, why, "");
        }
        if key == EDIT_PLEDGE.key {
            self.form = Some(Editing::change(&open.pledge, sight));
        } else if let Some(what) = ask::of(key, open, several, sight) {
            self.ask = Some(Asking::new(what));
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<pane::Want> {
        if let Some(form) = &mut self.form {
            if form.ui(ui, sight) == Some(Outcome::Left) {
                self.form = None;
            }
            return None;
        }
        match self.open.get() {
            Some(Some(open)) => pane::show(ui, sight, open),
            _ => {
                let words = t!("Choose a pledge in the list, and what is known of it shows here.");
                ui::paragraph(ui, words, BODY.ink(look(ui).muted));
                None
            }
        }
    }

    fn does(&mut self, want: pane::Want, sight: &Sight<'_>) {
        match want {
            pane::Want::Command(key) => self.begin(key, sight),
            pane::Want::Accept(found) => self.ask = Some(Asking::new(What::Accept(found))),
            pane::Want::Unlink(entry) => {
                if let Some(Some(open)) = self.open.get() {
                    self.ask = Some(Asking::new(What::Unlink { pledge: open.pledge.id, entry }));
                }
            }
        }
    }
}

impl Screen for Pledges {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, sight.today(), move |conn, today| {
            let all = store::pledges(conn)?;
            let suggestions = suggest(&all, &store::loose(conn, &all, *today)?, *today);
            let line = |pledge: Pledge| {
                let seen = suggestions.iter().filter(|s| s.pledge == pledge.id).count();
                Line { schedule: pledge.schedule(*today), pledge, seen }
            };
            let mut lines: Vec<Line> = all.into_iter().map(line).collect();
            lines.sort_by_key(|line| (line.schedule.state, line.schedule.next().map(|next| next.due)));
            Ok(Everything { stamp, lines, suggestions })
        });
        self.arrange();
        let id = self.shown.open(self.lines(), |line| line.pledge.id.0);
        self.open.want(sight.desk, (id, sight.today()), |conn, (id, today)| {
            let Some(pledge) = id.and_then(|id| store::pledge(conn, PledgeId(id)).ok()) else { return Ok(None) };
            let own = std::slice::from_ref(&pledge);
            let suggestions = suggest(own, &store::loose(conn, own, *today)?, *today);
            let steps = history::of_record(conn, &[("pledge", pledge.id.0)])?;
            Ok(Some(Open { schedule: pledge.schedule(*today), pledge, suggestions, steps }))
        });
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(|form| form.logic(sight)) {
            self.show(PledgeId(id));
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
        }
        self.exporting.logic(sight);
        if let Some(key) = self.pending
            && self.all.get().is_some()
            && !self.open.is_coming()
        {
            self.pending = None;
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        list::header(ui, sight, self.lines());
        let nothing = self.all.get().is_some_and(|all| all.lines.is_empty());
        if nothing && self.form.is_none() {
            list::empty(ui, sight);
            return;
        }
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        let (mut picked, mut want) = ((false, false), None);
        split.show(
            ui,
            |ui| picked = list::show(ui, sight, &mut this.borrow_mut()),
            |ui| want = this.borrow_mut().pane(ui, sight),
        );
        self.shown.split = split;
        if picked.0 {
            self.shown.picked();
            if self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
                self.form = None;
            }
        }
        if picked.1 {
            self.pending = Some(EDIT_PLEDGE.key);
        }
        if let Some(want) = want {
            self.does(want, sight);
        }
        if self.ask.as_mut().is_some_and(|ask| !ask::show(ask, ui, sight)) {
            self.ask = None;
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        let known = [&EDIT_PLEDGE, &RECEIVE, &CANCEL, &RESUME, &REMOVE_PLEDGE, &ACCEPT];
        if let Ok(id) = filter.parse() {
            self.show(id);
        } else if filter == "new" {
            self.form = Some(Editing::new(None));
        } else if filter == "all" {
            (self.text, self.which) = (String::new(), Which::All);
        } else if filter == "seen" {
            (self.text, self.which) = (String::new(), Which::Seen);
        } else if let Some(state) = State::of(filter) {
            (self.text, self.which) = (String::new(), Which::Only(state));
        } else if let Some(command) = known.into_iter().find(|c| c.key == filter) {
            self.pending = Some(command.key);
        } else if !filter.is_empty() {
            (self.text, self.which) = (filter.to_owned(), Which::All);
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD_PLEDGE.key {
            if !self.form.as_ref().is_some_and(Editing::is_dirty) {
                self.form = Some(Editing::new(Some(sight.today())));
            }
        } else if key == SEARCH_PLEDGES.key {
            self.focus_search = true;
        } else if key == EXPORT_PLEDGES.key {
            self.exporting.begin(sight, &super::super::cli::PLEDGES);
        } else if self.form.is_none() {
            let known = [&EDIT_PLEDGE, &RECEIVE, &CANCEL, &RESUME, &REMOVE_PLEDGE, &ACCEPT];
            self.pending = known.into_iter().find(|c| c.key == key).map(|c| c.key);
        }
    }

    fn draft(&self) -> Option<String> {
        self.form.as_ref().and_then(Editing::draft)
    }

    fn restore(&mut self, draft: &str) {
        self.form = Editing::restore(draft);
    }
}
