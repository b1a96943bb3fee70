//! The yearly run: who gets a receipt and who does not, before anything is issued; then issuing it and bringing it to paper.

use std::sync::atomic::{AtomicU64, Ordering};

use chrono::Datelike as _;
use egui::{Key, Modifiers, Ui};

use super::super::model::{LeftEntry, Making, Plan, Reason, ReceiptId, ReceiptKind, Scope};
use super::super::ops::{self, Issued};
use super::super::store;
use super::paper::{Goal, Paper};
use super::run_ask::{self, Asking};
use super::run_list::{self, Order};
use super::run_pane;
use super::{CHANGE_SETTINGS, ISSUE, LIST, PROOF, likely_year};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::Problem;
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, Button, PageHeader, Split, Tone, icons, summary_strip};

/// Numbers the answers, so that the list knows a new one.
static ANSWERS: AtomicU64 = AtomicU64::new(1);

fn next_answer() -> u64 {
    ANSWERS.fetch_add(1, Ordering::Relaxed)
}

/// What is known of a run before it is issued.
pub(super) struct Seen {
    pub(super) answer: u64,
    pub(super) plan: Plan,
    pub(super) making: Making,
    /// What the papers should show and the office has not set.
    pub(super) notices: Vec<String>,
    /// First and last number that it would take.
    pub(super) numbers: (String, String),
    /// Receipts of the year that are issued and were never printed.
    pub(super) unprinted: Vec<ReceiptId>,
    /// The oldest year of a receipt.
    pub(super) oldest: i32,
}

/// What the list at the left shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shows {
    #[default]
    ToIssue,
    Left(Reason),
}

/// The donations that are left out for one reason.
#[derive(Default)]
pub(super) struct Left {
    pub(super) answer: u64,
    pub(super) rows: Vec<LeftRow>,
}

/// A donation that is left out, with the donor's name.
pub(super) struct LeftRow {
    pub(super) entry: LeftEntry,
    pub(super) name: String,
}

/// The view's own state, without what was asked for.
pub(super) struct View {
    pub(super) year: i32,
    pub(super) kind: ReceiptKind,
    pub(super) shows: Shows,
    pub(super) search: String,
    pub(super) order: Order,
    pub(super) table: TableState,
    pub(super) goal: Goal,
    /// Which rows of the plan are shown, and for what.
    pub(super) shown: run_list::Shown,
}

/// See the head of this file.
pub(in crate::receipts) struct Run {
    view: Option<View>,
    /// What another screen asked for before there was a view.
    filter: String,
    /// A command that waits for the plan.
    pending: Option<&'static str>,
    split: Split,
    seen: Live<Result<Box<Seen>, Problem>, (i32, ReceiptKind)>,
    left: Live<Left, Option<(i32, ReceiptKind, Reason)>>,
    asking: Option<Asking>,
    issuing: Option<Reply<Issued>>,
    paper: Option<Paper>,
    proof: Option<Reply<Vec<std::path::PathBuf>>>,
}

impl Run {
    pub(in crate::receipts) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            view: None,
            filter: String::new(),
            pending: None,
            split: Split::default(),
            seen: Live::new(&[]),
            left: Live::new(&[]),
            asking: None,
            issuing: None,
            paper: None,
            proof: None,
        })
    }

    fn plan(&self) -> Option<&Seen> {
        self.seen.get().and_then(|seen| seen.as_ref().ok()).map(Box::as_ref)
    }

    /// Applies `to_issue 2026`, `no_address 2026`, `2025`; answers the command that it names, if it does.
    fn apply(view: &mut View, filter: &str) -> Option<&'static str> {
        let mut asks = None;
        for word in filter.split_whitespace() {
            if let Ok(year) = word.parse::<i32>() {
                view.year = year;
            } else if let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.key() == word) {
                view.shows = Shows::Left(reason);
            } else if word == "to_issue" {
                view.shows = Shows::ToIssue;
            } else if let Some(kind) = ReceiptKind::of(word) {
                view.kind = kind;
            } else if let Some(command) = [&ISSUE, &PROOF].into_iter().find(|command| command.key == word) {
                asks = Some(command.key);
            }
        }
        view.table.selection.clear();
        asks
    }

    fn ask_all(&mut self, sight: &Sight<'_>) {
        let Some(view) = &mut self.view else { return };
        let (today, who) = (sight.today(), sight.facts.who.clone());
        self.seen.want(sight.desk, (view.year, view.kind), move |conn, (year, kind)| {
            let seen = || {
                let plan = store::plan(conn, Scope::Year { year: *year, kind: *kind }, today)?;
                let (making, notices) = store::making(conn, *kind, today, &who)?;
                let ahead = store::ahead(conn, today, plan.drafts.len())?;
                let numbers = (ahead.first().cloned().unwrap_or_default(), ahead.last().cloned().unwrap_or_default());
                let unprinted = store::unprinted(conn, *year)?;
                let first = store::list(conn, &store::Filter::default(), 0, 1)?;
                let oldest = first.first().map_or(today.year() - 6, |receipt| receipt.for_year.min(today.year() - 6));
                Ok(Box::new(Seen { answer: next_answer(), plan, making, notices, numbers, unprinted, oldest }))
            };
            Ok(seen())
        });
        let reason = match view.shows {
            Shows::ToIssue => None,
            Shows::Left(reason) => Some((view.year, view.kind, reason)),
        };
        self.left.want(sight.desk, reason, move |conn, reason| {
            let Some((year, kind, reason)) = *reason else { return Ok(Left::default()) };
            let Ok(plan) = store::plan(conn, Scope::Year { year, kind }, today) else { return Ok(Left::default()) };
            let left: Vec<_> = plan.left_out.into_iter().filter(|left| left.reason == reason).collect();
            let names = store::left_names(conn, &left)?;
            let entries = left.into_iter().flat_map(|left| left.entries);
            let named = |donor| names.get(&donor).cloned().unwrap_or_else(|| t!("Nobody known").to_owned());
            let rows = entries.map(|entry| LeftRow { name: named(entry.donor), entry }).collect();
            Ok(Left { answer: next_answer(), rows })
        });
    }

    fn take_answers(&mut self, sight: &Sight<'_>) {
        match self.issuing.as_mut().and_then(Reply::take) {
            Some(Ok(issued)) => {
                self.issuing = None;
                let title = t!("Receipts {first} to {last}", first = issued.first, last = issued.last);
                let goal = self.view.as_ref().map_or(Goal::OneFile, |view| view.goal);
                self.paper = Paper::begin(sight, issued.receipts, goal, title);
            }
            Some(Err(problem)) => {
                self.issuing = None;
                self.seen.renew();
                sight.problem(problem);
            }
            None => {}
        }
        if self.paper.as_mut().is_some_and(|paper| paper.logic(sight)) {
            self.paper = None;
        }
        match self.proof.as_mut().and_then(Reply::take) {
            Some(Ok(files)) => {
                self.proof = None;
                files.into_iter().for_each(|file| sight.show_paper(file));
            }
            Some(Err(problem)) => {
                self.proof = None;
                sight.problem(problem);
            }
            None => {}
        }
    }

    fn issue(&mut self, sight: &Sight<'_>) {
        let Some(plan) = self.plan().map(|seen| seen.plan.clone()) else { return };
        self.issuing = Some(sight.desk.run(&ops::RUN, move |office| ops::issue(office, &plan)));
    }

    /// Why nothing can be issued now.
    fn why_not(&self, sight: &Sight<'_>) -> Option<&'static str> {
        if self.issuing.is_some() {
            return Some(t!("They are being issued"));
        }
        let none = self.plan().is_none_or(|seen| seen.plan.drafts.is_empty());
        ISSUE.refused(sight).or_else(|| none.then(|| t!("There is nothing to issue")))
    }

    fn header(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(view) = &self.view else { return };
        let count = self.plan().map_or(0, |seen| seen.plan.drafts.len());
        let title = t!("Receipts for {year}", year = view.year);
        let issue = t!("Issue {receipts}", receipts = super::receipts(count));
        let why_not = self.why_not(sight);
        let no_proof = (count == 0).then(|| t!("There is nothing to issue"));
        let seen = self.plan();
        let mut shows = None;
        let mut asking = None;
        let mut header = PageHeader::new(&title);
        if seen.is_some() {
            header = header.chip(t!("Preview, nothing issued yet"), Tone::Plain);
        }
        header.show(
            ui,
            |ui| {
                if Button::primary(if count == 0 { t!("Issue receipts") } else { &issue })
                    .key("I")
                    .unless(why_not)
                    .show(ui)
                    .clicked()
                {
                    asking = Some(Asking::Issue);
                }
                if Button::secondary(t!("Print a proof…")).unless(no_proof).show(ui).clicked() {
                    asking = Some(Asking::proof(count));
                }
                ui::menu_button(ui, t!("More for the run"), |ui| {
                    if ui::menu_item(ui, Some(icons::ARROW_LEFT), t!("All receipts"), Some("Esc"), true).clicked() {
                        sight.go(LIST, "");
                    }
                    CHANGE_SETTINGS.item(ui, sight);
                });
            },
            |ui| {
                if let Some(seen) = seen {
                    summary_strip(ui, |ui| shows = run_pane::summary(ui, sight, &seen.plan));
                    ui.add_space(16.0);
                }
            },
        );
        if asking.is_some() {
            self.asking = asking;
        }
        if let (Some(shows), Some(view)) = (shows, &mut self.view) {
            view.show(shows);
        }
    }
}

impl View {
    fn new(year: i32) -> Self {
        Self {
            year,
            kind: ReceiptKind::Annual,
            shows: Shows::ToIssue,
            search: String::new(),
            order: Order::Post,
            table: TableState::default(),
            goal: Goal::OneFile,
            shown: run_list::Shown::default(),
        }
    }

    /// Shows other rows.
    pub(super) fn show(&mut self, shows: Shows) {
        self.shows = shows;
        self.search.clear();
        self.table.selection.clear();
        self.table.reveal = Some(0);
    }
}

impl Screen for Run {
    fn logic(&mut self, sight: &Sight<'_>) {
        let filter = std::mem::take(&mut self.filter);
        let view = self.view.get_or_insert_with(|| View::new(likely_year(sight.today())));
        if !filter.is_empty() {
            self.pending = Self::apply(view, &filter);
        }
        self.take_answers(sight);
        self.ask_all(sight);
        if !self.seen.is_coming()
            && let Some(key) = self.pending.take()
        {
            self.command(key, sight);
        }
        let Self { view, seen, left, .. } = self;
        if let (Some(view), Some(Ok(seen))) = (view, seen.get()) {
            run_list::arrange(view, seen, left.get().unwrap_or(&Left::default()));
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        let mut split = self.split;
        let mut wants = None;
        let Self { view: Some(view), seen, left, .. } = self else { return };
        match seen.get() {
            None => {}
            Some(Err(problem)) => run_pane::refused(ui, sight, problem),
            Some(Ok(seen)) => {
                let left = left.get().map(|left| left.rows.as_slice()).unwrap_or_default();
                let mut opens = None;
                let View { goal, .. } = *view;
                let mut chosen_goal = goal;
                split.show(
                    ui,
                    |ui| opens = run_list::show(ui, sight, view, seen, left),
                    |ui| wants = run_pane::show(ui, sight, seen, &mut chosen_goal),
                );
                view.goal = chosen_goal;
                if let Some((screen, filter)) = opens {
                    sight.go(screen, filter);
                }
            }
        }
        self.split = split;
        match wants {
            Some(run_pane::Wants::Shows(shows)) => {
                if let Some(view) = &mut self.view {
                    view.show(shows);
                }
            }
            Some(run_pane::Wants::PrintUnprinted) => {
                let Some((ids, year)) = self.plan().map(|seen| (seen.unprinted.clone(), seen.plan.year)) else {
                    return;
                };
                let goal = self.view.as_ref().map_or(Goal::OneFile, |view| view.goal);
                self.paper = Paper::begin(sight, ids, goal, t!("Receipts {year}", year = year));
            }
            None => {}
        }
        if let (Some(asking), Some(Ok(seen))) = (&mut self.asking, self.seen.get()) {
            match run_ask::show(ui, sight, asking, seen) {
                run_ask::Step::Open => {}
                run_ask::Step::Left => self.asking = None,
                run_ask::Step::Issue => {
                    self.asking = None;
                    self.issue(sight);
                }
                run_ask::Step::Proof(most) => {
                    self.asking = None;
                    self.proof = run_ask::proof(sight, &seen.plan, most);
                }
            }
        } else if self.asking.is_none()
            && !ui.ctx().egui_wants_keyboard_input()
            && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::Escape))
        {
            sight.go(LIST, "");
        }
    }

    fn go(&mut self, filter: &str) {
        filter.clone_into(&mut self.filter);
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        let count = self.plan().map_or(0, |seen| seen.plan.drafts.len());
        let refused = if key == ISSUE.key { self.why_not(sight) } else { None };
        if let Some(why) = refused {
            sight.notice(Tone::Warning, why, "");
        } else if key == ISSUE.key {
            self.asking = Some(Asking::Issue);
        } else if key == PROOF.key && count > 0 {
            self.asking = Some(Asking::proof(count));
        }
    }
}
