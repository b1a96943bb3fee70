//! The bank: lines that wait and what each could be, all lines, statements, what did not come, what was remembered.

use std::collections::HashSet;

use egui::{Frame, Margin, Ui};

use super::super::model::{
    BankLine, Deed, LineId, LineState, MatchPlan, Matched, Planned, Rule, StatementRow, Suggestion, match_plan,
};
use super::super::ops;
use super::super::store::{self, LineFilter, Missing};
use super::ask::{Ask, What};
use super::entries::Entries;
use super::form::{Form, Outcome};
use super::import::Importing;
use super::lists::{self, Want};
use super::{
    ACCEPTS, ASIDE, ENTRIES_OF, FREE, IMPORT, MATCH_SURE, RECORD, REMEMBER, SOMEBODY_NEW, SPLIT, TABLES, TO_RECONCILE,
    lines, waiting,
};
use crate::app::{Live, Reply, Rows, Screen, Sight};
use crate::kit::{Day, Problem, text};
use crate::ledger::screen::causes::Causes;
use crate::ledger::screen::named::{Chart, Names};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Split, Tone, look};

/// What the screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum View {
    #[default]
    Waiting,
    Lines,
    Statements,
    Missing,
    Remembered,
}

const VIEWS: [View; 5] = [View::Waiting, View::Lines, View::Statements, View::Missing, View::Remembered];

/// Everything that waits, worked out for a day.
struct Waiting {
    plan: MatchPlan,
    /// Whether a statement was read before.
    read_before: bool,
}

/// See the head of this file.
pub(in crate::bank) struct Bank {
    view: View,
    waiting: Live<Waiting, Day>,
    /// Lines that were accepted just now and may still be in the plan that is shown.
    gone: HashSet<LineId>,
    table: TableState,
    split: Split,
    filter: LineFilter,
    rows: Rows<BankLine, LineFilter>,
    lines_table: TableState,
    lines_split: Split,
    open: Live<Option<(BankLine, Vec<Matched>)>, Option<LineId>>,
    wanted: Option<LineId>,
    statements: Live<Vec<StatementRow>>,
    statements_table: TableState,
    statements_split: Split,
    missing: Live<Missing, Day>,
    missing_table: TableState,
    rules: Live<Vec<Rule>>,
    rules_table: TableState,
    names: Names,
    /// What accepting a suggestion of the line under the keyboard will cause.
    causes: Causes,
    form: Option<Form>,
    ask: Option<Ask>,
    entries: Option<Entries>,
    importing: Importing,
    saving: Option<(Vec<LineId>, Reply<ops::Accepted>)>,
    freeing: Option<Reply<()>>,
    pending: Option<&'static str>,
    /// Why something was refused that no form shows.
    problem: Option<Problem>,
}

impl Bank {
    pub(in crate::bank) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            view: View::default(),
            waiting: Live::new(TABLES),
            gone: HashSet::new(),
            table: TableState::default(),
            split: Split::default(),
            filter: LineFilter::default(),
            rows: Rows::new(TABLES),
            lines_table: TableState::default(),
            lines_split: Split::default(),
            open: Live::new(TABLES),
            wanted: None,
            statements: Live::new(TABLES),
            statements_table: TableState::default(),
            statements_split: Split::default(),
            missing: Live::new(TABLES),
            missing_table: TableState::default(),
            rules: Live::new(TABLES),
            rules_table: TableState::default(),
            names: Names::default(),
            causes: Causes::default(),
            form: None,
            ask: None,
            entries: None,
            importing: Importing::default(),
            saving: None,
            freeing: None,
            pending: None,
            problem: None,
        })
    }

    fn shown(&self) -> Vec<&Planned> {
        let all = self.waiting.get().map_or(&[][..], |w| &w.plan.lines);
        all.iter().filter(|p| !self.gone.contains(&p.line.id)).collect()
    }

    fn current(&self) -> Option<Planned> {
        let at = usize::try_from(self.table.selection.cursor().unwrap_or(0)).unwrap_or(0);
        let shown = self.shown();
        shown.get(at).or_else(|| shown.last()).map(|p| (*p).clone())
    }

    /// The lines that are meant: those selected, or the one under the keyboard.
    fn meant(&self) -> Vec<BankLine> {
        if self.view == View::Lines {
            let rows = self.lines_table.selection.rows();
            let all: Vec<BankLine> = rows.filter_map(|at| self.rows.get(at)).cloned().collect();
            return if all.is_empty() {
                self.open.get().cloned().flatten().map(|(l, _)| l).into_iter().collect()
            } else {
                all
            };
        }
        let shown = self.shown();
        let all: Vec<BankLine> = self
            .table
            .selection
            .rows()
            .filter_map(|at| shown.get(usize::try_from(at).ok()?))
            .map(|p| p.line.clone())
            .collect();
        if all.is_empty() { self.current().map(|p| p.line).into_iter().collect() } else { all }
    }

    /// Accepts a suggestion of the line under the keyboard; one that is only a beginning opens the form.
    fn accept(&mut self, at: usize, sight: &Sight<'_>) {
        if self.saving.is_some() || sight.facts.read_only {
            return;
        }
        let Some(planned) = self.current() else { return };
        let Some(suggestion) = planned.suggestions.get(at) else {
            let words = t!("This line has no such suggestion");
            return sight.notice(Tone::Warning, words, t!("Say what it is with C"));
        };
        if suggestion.ask {
            let known = suggestion.payer.map(|person| (person, suggestion.name.clone()));
            self.form = Some(Form::new(vec![planned.line.clone()], known, sight));
            return;
        }
        let (id, deed) = (planned.line.id, suggestion.deed.clone());
        let mut ids = vec![id];
        if let Deed::Parts { twin: Some(twin), .. } = &deed {
            ids.push(*twin);
        }
        let op = ops::op_of(&deed);
        self.saving = Some((ids, sight.desk.run(op, move |office| ops::accept(office, &[id], &deed, None))));
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if key == IMPORT.key {
            return self.importing.begin(sight);
        }
        if key == MATCH_SURE.key {
            let Some(plan) = self.waiting.get().map(|w| w.plan.clone()) else { return };
            if plan.sure().is_empty() {
                let next = t!("Accept the right suggestion of each line");
                return sight.notice(Tone::Accent, t!("No line is sure"), next);
            }
            self.ask = Some(Ask::new(What::Sure(Box::new(plan))));
            return;
        }
        if let Some(at) = ACCEPTS.iter().position(|c| c.key == key) {
            if self.view == View::Waiting {
                self.accept(at, sight);
            }
            return;
        }
        let lines = self.meant();
        let Some(first) = lines.first() else {
            return sight.notice(Tone::Warning, t!("No line is chosen"), t!("Choose one in the list first"));
        };
        if key == FREE.key {
            return self.free(&lines, sight);
        }
        if lines.iter().any(|l| l.state != LineState::Open) {
            let words = t!("A line that is chosen does not wait any more");
            return sight.notice(Tone::Warning, words, t!("Free it first"));
        }
        let way = |l: &BankLine| (l.account, l.amount > crate::kit::Money::ZERO);
        if lines.iter().any(|l| way(l) != way(first)) {
            let words = t!("Lines are one thing only where they are of one account, and all in or all out");
            return sight.notice(Tone::Warning, words, t!("Choose fewer lines"));
        }
        if key == ASIDE.key {
            self.ask = Some(Ask::new(What::Aside { lines, why: String::new(), remember: false }));
        } else if key == ENTRIES_OF.key {
            self.entries = Some(Entries::new(lines));
        } else {
            let known = self.current().filter(|p| p.line.id == first.id).and_then(|p| known_payer(&p));
            let mut form = Form::new(lines, known, sight);
            form.remember = key == REMEMBER.key;
            // The form stands beside the lines that wait.
            self.view = View::Waiting;
            self.form = Some(if key == SPLIT.key {
                form.split()
            } else if key == SOMEBODY_NEW.key {
                form.somebody_new()
            } else {
                form
            });
        }
    }

    fn free(&mut self, all: &[BankLine], sight: &Sight<'_>) {
        if self.freeing.is_some() {
            return;
        }
        let of = |state: LineState| all.iter().filter(|l| l.state == state).map(|l| l.id).collect::<Vec<_>>();
        let (matched, aside) = (of(LineState::Matched), of(LineState::Aside));
        if !matched.is_empty() {
            self.freeing = Some(sight.desk.run(&ops::FREE, move |office| ops::free(office, &matched)));
        } else if !aside.is_empty() {
            self.freeing = Some(sight.desk.run(&ops::BRING_BACK, move |office| ops::bring_back(office, &aside)));
        } else {
            sight.notice(Tone::Accent, t!("This line waits already"), "");
        }
    }

    fn answers(&mut self) {
        match self.saving.as_mut().and_then(|(_, reply)| reply.take()) {
            Some(Ok(_)) => {
                if let Some((ids, _)) = self.saving.take() {
                    self.gone.extend(ids);
                }
            }
            Some(Err(problem)) => {
                (self.saving, self.problem) = (None, Some(problem));
            }
            None => {}
        }
        if let Some(outcome) = self.freeing.as_mut().and_then(Reply::take) {
            self.freeing = None;
            self.problem = outcome.err();
        }
    }
}

/// Who a line is known to be from, where nothing of theirs fits.
fn known_payer(p: &Planned) -> Option<(super::super::model::PersonId, String)> {
    p.suggestions.iter().find_map(|s| s.payer.map(|person| (person, s.name.clone())))
}

impl Screen for Bank {
    fn logic(&mut self, sight: &Sight<'_>) {
        let generation = self.waiting.get().map(|w| w.plan.generation);
        self.waiting.want_office(sight.desk, sight.today(), |office, today| {
            let (expects, today) = (office.setup().expects, *today);
            let (world, read_before) = office
                .read(|conn| Ok((store::world(conn, expects, today)?, !store::statements(conn, None)?.is_empty())))?;
            Ok(Waiting { plan: match_plan(&world), read_before })
        });
        if self.waiting.get().map(|w| w.plan.generation) != generation {
            self.gone.clear();
        }
        self.names.want(sight.desk, sight.today());
        let current = self.current().filter(|_| self.view == View::Waiting && self.form.is_none());
        let suggestions = current.iter().flat_map(|p| p.suggestions.iter().take(ACCEPTS.len()).enumerate());
        let recorded =
            |(at, s): (usize, &Suggestion)| s.deed.prospects().into_iter().map(|one| (at, one)).collect::<Vec<_>>();
        let prospects = suggestions.filter(|(_, s)| !s.ask).flat_map(recorded).collect();
        self.causes.want(sight, prospects);
        if self.view == View::Lines {
            self.rows.want(
                sight.desk,
                self.filter.clone(),
                |conn, filter| Ok(u64::try_from(store::count(conn, filter)?.0).unwrap_or(0)),
                |conn, filter, from, many| {
                    let at = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
                    store::page(conn, filter, at(from), at(many))
                },
            );
            let under = self.lines_table.selection.cursor().or(Some(0)).and_then(|at| self.rows.get(at)).map(|l| l.id);
            let id = self.wanted.or(under);
            self.open.want(sight.desk, id, |conn, id| {
                let Some(line) = id.and_then(|id| store::line(conn, id).ok()) else { return Ok(None) };
                let matched = store::matches_of(conn, line.id)?;
                Ok(Some((line, matched)))
            });
        }
        if self.view == View::Statements {
            self.statements.want(sight.desk, (), |conn, ()| store::statements(conn, None));
        }
        if self.view == View::Missing {
            self.missing.want_office(sight.desk, sight.today(), |office, today| {
                let (expects, today) = (office.setup().expects, *today);
                office.read(|conn| store::missing(conn, expects, today))
            });
        }
        if self.view == View::Remembered {
            self.rules.want(sight.desk, (), |conn, ()| store::rules(conn));
        }
        self.answers();
        if let Some(problem) = self.problem.take() {
            sight.problem(problem);
        }
        if self.form.as_mut().and_then(|form| form.logic(sight)) == Some(Outcome::Saved) {
            if let Some(form) = self.form.take() {
                self.gone.extend(form.lines.iter().map(|l| l.id));
            }
            self.table.selection.clear();
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
        }
        if self.entries.as_mut().is_some_and(|entries| !entries.logic(sight)) {
            self.entries = None;
        }
        self.importing.logic(sight, self.names.get());
        if let Some(key) = self.pending
            && self.waiting.get().is_some()
            && self.names.get().is_some()
        {
            self.pending = None;
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.shown().len();
        let said = match (self.waiting.get(), count) {
            (None, _) => String::new(),
            (Some(w), 0) if !w.read_before => t!("No statement was read yet").to_owned(),
            (Some(_), 0) => t!("No line waits").to_owned(),
            (Some(_), n) => t!("{count} to match", count = text::plural(n, t!("line"), t!("lines"))),
        };
        sight.header(ui, &said, |ui| {
            IMPORT.primary(ui, sight);
            TO_RECONCILE.secondary(ui, sight);
        });
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 10, bottom: 10 }).show(ui, |ui| {
            let words = [t!("To match"), t!("All lines"), t!("Statements"), t!("Did not come"), t!("Remembered")];
            let mut at = VIEWS.iter().position(|v| *v == self.view).unwrap_or(0);
            if ui::segments(ui, &words, &mut at) {
                self.view = VIEWS.get(at).copied().unwrap_or_default();
                self.form = None;
            }
        });
        match self.view {
            View::Waiting => self.show_waiting(ui, sight),
            View::Lines => self.show_lines(ui, sight),
            View::Statements | View::Missing | View::Remembered => self.show_list(ui, sight),
        }
        let chart = Chart::default();
        let chart = self.names.get().unwrap_or(&chart);
        if self.importing.ui(ui, sight, chart) {
            sight.go(super::MAP, "");
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.ui(ui, sight)) {
            self.ask = None;
        }
        if self.entries.as_mut().is_some_and(|entries| !entries.ui(ui, sight)) {
            self.entries = None;
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        self.form = None;
        let known = [&RECORD, &SPLIT, &SOMEBODY_NEW, &REMEMBER, &ENTRIES_OF, &ASIDE, &MATCH_SURE];
        self.view = match filter {
            "lines" => View::Lines,
            "statements" => View::Statements,
            "missing" => View::Missing,
            "remembered" => View::Remembered,
            _ => View::Waiting,
        };
        if let Ok(id) = filter.parse() {
            (self.view, self.wanted) = (View::Lines, Some(LineId(id)));
        } else if let Some(command) = known.into_iter().find(|c| c.key == filter) {
            self.pending = Some(command.key);
        } else if let Some(path) = filter.strip_prefix("file:") {
            self.importing.read(path.into());
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        let busy = self.form.is_some() || self.ask.is_some() || self.entries.is_some() || self.importing.is_open();
        if !busy {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}

impl Bank {
    fn show_waiting(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(waiting) = self.waiting.get() else { return };
        let read_before = waiting.read_before;
        let count = self.shown().len();
        if count == 0 && self.form.is_none() {
            return waiting::empty(ui, sight, read_before);
        }
        // After an accepted line the next one is under the keyboard.
        let last = u64::try_from(count).unwrap_or(0).saturating_sub(1);
        match self.table.selection.cursor() {
            None if count > 0 => self.table.selection.set(0),
            Some(at) if at > last => self.table.selection.set(last),
            _ => {}
        }
        let mut table = std::mem::take(&mut self.table);
        let mut split = self.split;
        let (mut want, mut opened, mut outcome) = (None, false, None);
        let this = std::cell::RefCell::new(&mut *self);
        let table_cell = std::cell::RefCell::new(&mut table);
        split.show(
            ui,
            |ui| {
                let this = this.borrow();
                let shown = this.shown();
                let out = waiting::list(ui, sight, &shown, &mut table_cell.borrow_mut());
                opened = out.opened.is_some();
                let quiet = this.form.is_none() && this.ask.is_none() && this.entries.is_none();
                if quiet
                    && !this.importing.is_open()
                    && ui.memory(|m| m.focused().is_none())
                    && let Some(id) = out.id
                {
                    ui.memory_mut(|m| m.request_focus(id));
                }
            },
            |ui| {
                let mut this = this.borrow_mut();
                let this = &mut **this;
                if let Some(form) = &mut this.form {
                    let chart = Chart::default();
                    outcome = form.ui(ui, sight, this.names.get().unwrap_or(&chart));
                    return;
                }
                let causes = &this.causes;
                let cursor = table_cell.borrow().selection.cursor().unwrap_or(0);
                let shown = this.shown();
                match usize::try_from(cursor).ok().and_then(|at| shown.get(at)) {
                    Some(planned) => want = waiting::pane(ui, sight, planned, causes),
                    None => {
                        let words = t!("Choose a line in the list, and what it could be shows here.");
                        ui::paragraph(ui, words, BODY.ink(look(ui).muted));
                    }
                }
            },
        );
        (self.table, self.split) = (table, split);
        if outcome == Some(Outcome::Left) {
            self.form = None;
        }
        self.form_follows(sight);
        if opened && self.form.is_none() {
            self.accept(0, sight);
        }
        if let Some(waiting::Want::Accept(at)) = want {
            self.accept(at, sight);
        }
    }

    /// A form is that of the line in the list: it goes when another line is gone to, and what was typed in it holds the list.
    fn form_follows(&mut self, sight: &Sight<'_>) {
        let Some(form) = &self.form else { return };
        let shown = self.shown();
        let at = |planned: &&Planned| form.lines.iter().any(|line| line.id == planned.line.id);
        let cursor = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok());
        if cursor.and_then(|at| shown.get(at)).is_none_or(at) {
            return;
        }
        if !form.is_touched() {
            self.form = None;
        } else if let Some(own) = shown.iter().position(at) {
            self.table.selection.set(u64::try_from(own).unwrap_or(0));
            sight.notice(
                Tone::Warning,
                t!("The form of this line is not saved yet"),
                t!("Record it, or leave it first"),
            );
        }
    }

    fn show_lines(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Self { filter, rows, lines_table, lines_split, open, wanted, .. } = self;
        let mut picked = false;
        lines_split.show(
            ui,
            |ui| picked = lines::list(ui, sight, filter, rows, lines_table),
            |ui| match open.get() {
                Some(Some((line, matched))) => lines::pane(ui, sight, line, matched),
                _ => {
                    let words = t!("Choose a line in the list, and what became of it shows here.");
                    ui::paragraph(ui, words, BODY.ink(look(ui).muted));
                }
            },
        );
        if picked {
            *wanted = None;
        }
    }

    fn show_list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let want = match self.view {
            View::Statements => self.statements.get().and_then(|all| {
                lists::statements(ui, sight, all, &mut self.statements_table, &mut self.statements_split)
            }),
            View::Missing => {
                let waiting = self.shown().len();
                if let Some(all) = self.missing.get() {
                    lists::missing(ui, sight, all, waiting, &mut self.missing_table);
                }
                None
            }
            _ => self.rules.get().and_then(|all| {
                let chart = self.names.get();
                let name = |id| chart.map_or("", |c| c.account(id)).to_owned();
                lists::remembered(ui, sight, all, name, &mut self.rules_table)
            }),
        };
        match want {
            Some(Want::Forget(id, source)) => self.ask = Some(Ask::new(What::Forget(id, source))),
            Some(Want::Remove(id, when)) => self.ask = Some(Ask::new(What::RemoveRule(id, when))),
            Some(Want::Lines(id)) => {
                self.filter = LineFilter { statement: Some(id), ..LineFilter::default() };
                self.lines_table.other_rows();
                self.view = View::Lines;
            }
            None => {}
        }
    }
}
