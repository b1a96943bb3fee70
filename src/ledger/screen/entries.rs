//! Entries: the list with its filters, and beside it one entry, the form of a new one, or what to do first.

use std::collections::BTreeMap;

use egui::Ui;

use super::detail::{self, Opened, Wanted};
use super::form::{FormPane, Outcome, Typed};
use super::give_back::GiveBack;
use super::named::{Chart, Names};
use super::scans::Scans;
use super::{ATTACH, BRING_IN, CHANGE, EXPENSE, NEW_BATCH, RECORD, SEARCH, TABLES, export, list};
use crate::app::viewed::Paper;
use crate::app::{Live, Reply, Rows, Screen, Sight, Todo, of_entries};
use crate::kit::{Day, day};
use crate::ledger::model::{EntryId, EntryKind, Filter};
use crate::ledger::store::{self, EntryRow, Sums, register};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Split, Tone, icons, line, look};

/// The screen.
pub struct Entries {
    pub filter: Filter,
    /// Until the first frame the filter is the financial year, which only the office knows.
    begun: bool,
    pub rows: Rows<EntryRow, Filter>,
    sums: Live<Sums, Filter>,
    /// What wants doing about the rows at hand and the entry in the pane.
    pub(super) wants: Live<BTreeMap<i64, Vec<Todo>>, (Vec<i64>, Day)>,
    pub table: TableState,
    split: Split,
    names: Names,
    /// The name of the person that the filter is about.
    who: Live<Option<String>, Option<i64>>,
    pub person: Option<String>,
    open: Option<EntryId>,
    opened: Live<Option<Opened>, Wanted>,
    form: Option<FormPane>,
    dialog: Option<GiveBack>,
    pub to_search: bool,
    paper: Paper,
    scans: Scans,
    saving: export::Saving,
    /// The list on its way to being saved.
    listing: Option<Reply<Vec<EntryRow>>>,
    /// What is done once the entry it is about has been read.
    pose: Option<Pose>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pose {
    First,
    New(EntryKind),
    Change,
    Reverse,
    Refund,
    Attach,
}

impl Entries {
    /// The screen as it is when it is first gone to.
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            filter: Filter::default(),
            begun: false,
            rows: Rows::new(TABLES),
            sums: Live::new(TABLES),
            // Other subjects say it, of tables that the ledger does not know.
            wants: Live::new(&[]),
            table: TableState::default(),
            split: Split::default(),
            names: Names::default(),
            who: Live::new(&["person"]),
            person: None,
            open: None,
            opened: Live::new(TABLES),
            form: None,
            dialog: None,
            to_search: false,
            paper: Paper::default(),
            scans: Scans::default(),
            saving: export::Saving::default(),
            listing: None,
            pose: None,
        })
    }

    pub fn sums(&self) -> Sums {
        self.sums.get().copied().unwrap_or_default()
    }

    /// What wants doing about an entry, what is due first before the rest.
    pub fn wants(&self, entry: EntryId) -> &[Todo] {
        self.wants.get().and_then(|all| all.get(&entry.0)).map_or(&[], Vec::as_slice)
    }

    /// The row under the keyboard is the entry in the pane.
    pub fn chosen(&mut self) {
        self.open = self.table.selection.cursor().and_then(|at| self.rows.get(at)).map(|row| row.id);
        if self.form.as_ref().is_some_and(|form| form.draft().is_none()) {
            self.form = None;
        }
    }

    fn new_form(&mut self, kind: EntryKind, sight: &Sight<'_>) {
        if self.form.as_ref().is_none_or(|form| form.draft().is_none()) {
            self.form = Some(FormPane::new(kind, &day::short(sight.today())));
        }
    }

    /// Does what was asked of the entry in the pane, as soon as it is there.
    fn take_pose(&mut self, sight: &Sight<'_>) {
        match self.pose {
            Some(Pose::New(kind)) => {
                self.pose = None;
                self.new_form(kind, sight);
                return;
            }
            Some(_) if self.open.is_none() => {
                let Some(row) = self.rows.get(0) else { return };
                self.open = Some(row.id);
                self.table.selection.set(0);
                return;
            }
            Some(_) => {}
            None => return,
        }
        let opened = self.opened.get().and_then(Option::as_ref).filter(|o| Some(o.entry.id) == self.open);
        let (Some(opened), Some(chart)) = (opened, self.names.get()) else { return };
        match self.pose.take() {
            Some(Pose::Attach) => self.scans.choose(sight, opened.entry.id),
            Some(Pose::Change) => self.form = Some(FormPane::change(&opened.entry, sight)),
            Some(Pose::Reverse) => self.dialog = Some(GiveBack::reverse(&opened.entry, sight)),
            Some(Pose::Refund) => self.dialog = Some(GiveBack::refund(&opened.entry, opened.left, chart, sight)),
            _ => {}
        }
    }

    fn act(&mut self, act: detail::Act, opened: &Opened, chart: &Chart, sight: &Sight<'_>) {
        use detail::Act;
        let entry = &opened.entry;
        match act {
            Act::Change => self.form = Some(FormPane::change(entry, sight)),
            Act::Reverse => self.dialog = Some(GiveBack::reverse(entry, sight)),
            Act::Refund => self.dialog = Some(GiveBack::refund(entry, opened.left, chart, sight)),
            Act::Person => self.filter = Filter { person: entry.person, ..Filter::default() },
            Act::Batch => self.filter = Filter { batch: entry.batch, ..Filter::default() },
            Act::Entry(id) => self.open = Some(id),
            Act::Attach => self.scans.choose(sight, entry.id),
            Act::Show(attachment) => self.paper.attachment(sight, &attachment),
            Act::SaveCopy(attachment) => self.scans.save_copy(sight, &attachment),
            Act::Detach(attachment) => self.scans.detach(sight, &attachment),
            Act::Close => {
                self.open = None;
                self.table.selection.clear();
            }
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) {
        if let Some(form) = &mut self.form {
            if form.ui(ui, sight, chart) == Some(Outcome::Left) {
                self.form = None;
            }
            return;
        }
        let opened = self.opened.get().and_then(Option::as_ref).filter(|o| Some(o.entry.id) == self.open).cloned();
        match opened {
            Some(opened) => {
                if let Some(act) = detail::show(ui, &opened, self.wants(opened.entry.id), chart, sight) {
                    self.act(act, &opened, chart, sight);
                }
            }
            None => {
                let look = look(ui);
                ui.add_space(8.0);
                line(ui, t!("Choose an entry to see all of it"), BODY.ink(look.muted));
            }
        }
    }
}

impl Screen for Entries {
    fn logic(&mut self, sight: &Sight<'_>) {
        if !std::mem::replace(&mut self.begun, true) && self.filter == Filter::default() {
            let (from, to) = sight.facts.profile.year_of(sight.today());
            self.filter = Filter::between(from, to);
        }
        self.names.want(sight.desk, sight.today());
        self.rows.want(
            sight.desk,
            self.filter.clone(),
            |conn, filter| Ok(store::count(conn, filter)? as u64),
            |conn, filter, from, many| {
                store::page(
                    conn,
                    filter,
                    usize::try_from(from).unwrap_or(usize::MAX),
                    usize::try_from(many).unwrap_or(0),
                )
            },
        );
        self.sums.want(sight.desk, self.filter.clone(), store::sums);
        let mut at_hand: Vec<i64> =
            self.rows.at_hand().map(|(_, row)| row.id.0).chain(self.open.map(|id| id.0)).collect();
        at_hand.sort_unstable();
        at_hand.dedup();
        let subjects = sight.subjects();
        self.wants.want(sight.desk, (at_hand, sight.today()), move |conn, (entries, today)| {
            of_entries(subjects, conn, entries, *today)
        });
        self.who.want(sight.desk, self.filter.person.map(|p| p.0), |conn, id| {
            id.map(|id| register::name_of(conn, crate::ledger::model::PersonId(id))).transpose()
        });
        self.person = self.who.get().cloned().flatten();
        let (from, to) = sight.facts.profile.year_of(sight.today());
        self.opened.want_office(sight.desk, (self.open, from, to), detail::read);
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(|form| form.logic(sight)) {
            self.form = None;
            self.open = Some(id);
        }
        if let Some(id) = self.dialog.as_mut().and_then(GiveBack::logic) {
            self.dialog = None;
            self.open = Some(id);
        }
        self.paper.logic(sight);
        self.scans.logic(sight);
        self.saving.logic(sight);
        match self.listing.as_mut().and_then(Reply::take) {
            Some(Ok(rows)) => {
                self.listing = None;
                self.saving.ask(sight, list::sheet(rows), "entries.xlsx");
            }
            Some(Err(problem)) => {
                self.listing = None;
                sight.problem(problem);
            }
            None => {}
        }
        self.take_pose(sight);
        // The row of the entry in the pane is the selected one, wherever it moved to.
        let under = self.table.selection.cursor().and_then(|at| self.rows.get(at)).map(|row| row.id);
        if self.open.is_some() && under != self.open {
            let open = self.open;
            match self.rows.at_hand().find(|(_, row)| Some(row.id) == open).map(|(at, _)| at) {
                Some(at) => {
                    self.table.selection.set(at);
                    self.table.reveal = Some(at);
                }
                None => self.table.selection.clear(),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.scans.dropped(ui, sight, self.open.filter(|_| self.form.is_none()));
        let none = Chart::default();
        let names = std::mem::take(&mut self.names);
        let chart = names.get().unwrap_or(&none);
        let account = chart.accounts.iter().zip(&chart.balances).find(|(a, _)| !a.closed);
        let subtitle = account
            .map(|(a, balance)| {
                t!("{account} account {balance}", account = a.name, balance = sight.currency().show(*balance))
            })
            .unwrap_or_default();
        sight.header(ui, &subtitle, |ui| {
            RECORD.primary(ui, sight);
            EXPENSE.secondary(ui, sight);
            NEW_BATCH.secondary(ui, sight);
            // Where there is little room, the menu has it.
            if ui.available_width() > 560.0 {
                BRING_IN.secondary(ui, sight);
            }
            ui::menu_button(ui, t!("More for the list"), |ui| {
                BRING_IN.item(ui, sight);
                let any = self.rows.total() > 0;
                if ui::menu_item(ui, Some(icons::DOWNLOAD_SIMPLE), t!("Save this list…"), None, any).clicked() {
                    let filter = self.filter.clone();
                    self.listing = Some(sight.desk.ask(move |conn| store::page(conn, &filter, 0, 1_000_000)));
                }
            });
        });
        let mut split = self.split;
        // Two closures that each want the whole screen, one after the other.
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| list::show(ui, &mut this.borrow_mut(), sight, chart),
            |ui| this.borrow_mut().pane(ui, sight, chart),
        );
        self.split = split;
        if self.dialog.as_mut().is_some_and(|dialog| dialog.ui(ui, sight)) {
            self.dialog = None;
        }
        self.names = names;
    }

    fn go(&mut self, filter: &str) {
        self.pose = match filter {
            "new" => Some(Pose::New(EntryKind::Donation)),
            "first" => Some(Pose::First),
            "change" => Some(Pose::Change),
            "reverse" => Some(Pose::Reverse),
            "refund" => Some(Pose::Refund),
            _ => filter.strip_prefix("new ").and_then(|kind| EntryKind::of(kind).ok()).map(Pose::New),
        };
        if self.pose.is_some() {
            return;
        }
        if let Ok(id) = filter.parse::<EntryId>() {
            self.open = Some(id);
            self.begun = true;
            self.filter = Filter::default();
        } else if let Ok(filter) = filter.parse::<Filter>() {
            self.begun = true;
            self.filter = filter;
            self.open = None;
            self.table.selection.clear();
        }
        if self.form.as_ref().is_some_and(|form| form.draft().is_none()) {
            self.form = None;
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == RECORD.key {
            self.new_form(EntryKind::Donation, sight);
        } else if key == EXPENSE.key {
            self.new_form(EntryKind::Expense, sight);
        } else if key == SEARCH.key {
            self.to_search = true;
        } else if key == CHANGE.key && self.open.is_some() && self.form.is_none() {
            self.pose = Some(Pose::Change);
        } else if key == ATTACH.key && self.form.is_none() {
            if self.open.is_some() {
                self.pose = Some(Pose::Attach);
            } else {
                sight.notice(
                    Tone::Warning,
                    t!("No entry is open"),
                    t!("Choose the entry that the scan belongs to first"),
                );
            }
        }
    }

    fn draft(&self) -> Option<String> {
        self.form.as_ref().and_then(FormPane::draft).and_then(|typed| serde_json::to_string(typed).ok())
    }

    fn restore(&mut self, draft: &str) {
        self.form = serde_json::from_str::<Typed>(draft).ok().map(FormPane::restored);
    }
}
