//! The list of findings, what is due first at the top, with one of them beside it.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::finding::{Finding, Kind};
use super::super::store::{self, Filter, Listed, Opened, State, Tally};
use super::super::words;
use super::super::work::WorkId;
use super::ask::Ask;
use super::{ASIDE, DONOR, ENTRIES, EXTRACT, PEOPLE, TABLES, THE_LAW, WORK, pane, tone};
use crate::app::{Live, Reply, Rows, Sight};
use crate::kit::{Day, day};
use crate::office::profile;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Choice, Search, Split, Tone, icons, look};

/// A row with its sentence.
struct Row {
    listed: Listed,
    says: String,
}

/// What another screen asked for.
enum Sought {
    Key(String),
    Work(WorkId),
}

/// See the head of this file.
pub(super) struct Findings {
    filter: Filter,
    rows: Rows<Row, (Filter, Day)>,
    tally: Live<(Tally, bool, bool), Day>,
    table: TableState,
    split: Split,
    /// The finding that is open though no row of the list was chosen.
    wanted: Option<Finding>,
    sought: Option<Sought>,
    seeking: Option<Reply<Option<Finding>>>,
    open: Live<Option<Opened>, (Option<Finding>, Day)>,
    ask: Option<Ask>,
    /// A command that waits for its finding.
    pending: Option<&'static str>,
    first: bool,
    draft: Option<String>,
}

impl Default for Findings {
    fn default() -> Self {
        Self {
            filter: Filter::default(),
            rows: Rows::new(TABLES),
            tally: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            sought: None,
            seeking: None,
            open: Live::new(TABLES),
            ask: None,
            pending: None,
            first: false,
            draft: None,
        }
    }
}

impl Findings {
    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        let today = sight.today();
        self.seek(sight);
        self.rows.want(
            sight.desk,
            (self.filter.clone(), today),
            |conn, (filter, today)| {
                let count = store::List::new(conn, *today)?.count(filter)?;
                Ok(u64::try_from(count).unwrap_or(0))
            },
            |conn, (filter, today), from, many| {
                let laws = store::laws(conn)?;
                let currency = *profile::get(conn)?.currency;
                let [from, many] = [from, many].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
                let list = store::List::new(conn, *today)?.page(filter, from, many)?;
                let row = |listed: Listed| {
                    let rule = laws.iter().find_map(|law| law.rule(&listed.finding.rule));
                    Row { says: words::says(&listed.finding, rule, &listed.name, currency), listed }
                };
                Ok(list.into_iter().map(row).collect())
            },
        );
        self.tally.want(sight.desk, today, |conn, today| {
            Ok((store::List::new(conn, *today)?.tally()?, store::leading(conn)?.is_some(), store::is_current(conn)?))
        });
        if self.first && self.rows.get(0).is_some() {
            self.first = false;
            self.table.selection.set(0);
        }
        self.open.want(sight.desk, (self.chosen(), today), |conn, (finding, today)| match finding {
            Some(finding) => store::one(conn, finding, *today).map(Some),
            None => Ok(None),
        });
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
        }
        if self.rows.is_known() && !self.open.is_coming() {
            self.take_pending(sight);
        }
    }

    fn seek(&mut self, sight: &Sight<'_>) {
        let today = sight.today();
        if let Some(sought) = self.sought.take() {
            self.seeking = Some(sight.desk.ask(move |conn| match sought {
                Sought::Key(key) => store::find(conn, &key, today),
                Sought::Work(id) => store::work(conn, id).map(|work| Some(work.finding)),
            }));
        }
        match self.seeking.as_mut().and_then(Reply::take) {
            Some(Ok(Some(finding))) => {
                self.seeking = None;
                self.table.selection.clear();
                self.wanted = Some(finding);
            }
            Some(Ok(None)) => {
                self.seeking = None;
                sight.notice(
                    Tone::Plain,
                    t!("The rules no longer find this"),
                    t!("What was done about it is under Done"),
                );
            }
            Some(Err(problem)) => {
                self.seeking = None;
                sight.problem(problem);
            }
            None => {}
        }
    }

    /// The finding in the pane.
    fn chosen(&self) -> Option<Finding> {
        let row = |at| self.rows.get(at).map(|row: &Row| row.listed.finding.clone());
        self.wanted.clone().or_else(|| self.table.selection.cursor().and_then(row))
    }

    fn take_pending(&mut self, sight: &Sight<'_>) {
        if let Some(draft) = self.draft.take()
            && let Some(Some(opened)) = self.open.get()
        {
            self.ask = Ask::restored(&draft, opened, *sight.currency());
        }
        let Some(key) = self.pending.take() else { return };
        if key == ASIDE.key {
            self.ask = Some(Ask::aside(sight));
            return;
        }
        let opened = self.open.get().and_then(Option::as_ref);
        match opened {
            Some(opened) if key == WORK.key => self.ask = Some(Ask::work(opened, sight)),
            Some(opened) => self.ask = Ask::donor(opened, sight),
            None => sight.notice(Tone::Warning, t!("No finding is open"), t!("Choose one in the list first")),
        }
    }

    pub(super) fn subtitle(&self) -> String {
        let Some((tally, ..)) = self.tally.get() else { return String::new() };
        match (tally.open, tally.late) {
            (0, _) => t!("Nothing is to be done").to_owned(),
            (open, 0) => t!("{open} to do", open = open),
            (open, late) => t!("{open} to do, {late} of them late", open = open, late = late),
        }
    }

    pub(super) fn buttons(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        WORK.primary(ui, sight);
        ui::menu_button(ui, t!("More for rules"), |ui| {
            DONOR.item(ui, sight);
            EXTRACT.item(ui, sight);
            THE_LAW.item(ui, sight);
            ASIDE.item(ui, sight);
        });
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let known = self.tally.get().copied();
        if known.is_some_and(|(_, has_law, _)| !has_law) {
            super::no_law(ui);
            return;
        }
        let (mut split, mut act) = (self.split, None);
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, sight),
            |ui| {
                let this = this.borrow();
                act = pane::show(ui, sight, this.open.get().and_then(Option::as_ref));
            },
        );
        self.split = split;
        match act {
            Some(pane::Act::Work) => self.pending = Some(WORK.key),
            Some(pane::Act::Donor) => self.pending = Some(DONOR.key),
            Some(pane::Act::Person(person)) => sight.go(PEOPLE, person.to_string()),
            Some(pane::Act::Entry(entry)) => sight.go(ENTRIES, entry.to_string()),
            Some(pane::Act::Law(rule)) => sight.go(super::FINDINGS_SCREEN, format!("law:{rule}")),
            Some(pane::Act::Extract) => sight.go(super::FINDINGS_SCREEN, "extracts"),
            None => {}
        }
        if self.pending.is_some() {
            ui.ctx().request_repaint();
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.ui(ui, sight)) {
            self.ask = None;
        }
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let look = look(ui);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        if self.tally.get().is_some_and(|(_, _, current)| !current) {
            Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
                let title = t!("This list was made by another version of the program");
                ui::banner(
                    ui,
                    Tone::Warning,
                    title,
                    t!("It is renewed when the office is opened for writing"),
                    "",
                    |_| {},
                );
            });
        }
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                if self.filters(ui) {
                    self.table.other_rows();
                    self.wanted = None;
                }
            });
        });
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        if self.rows.is_known() && self.rows.total() == 0 {
            self.empty(ui);
            return;
        }
        let done = self.filter.state == State::Done;
        let when = if done { t!("Done on") } else { t!("Due") };
        let amount = t!("Amount {sign}", sign = sight.currency().sign.trim());
        let columns = [
            Column::new("due", when, 100.0).least(92.0).unsorted(),
            Column::new("what", t!("What"), 220.0).grows(1.0).least(150.0).unsorted(),
            Column::new("amount", &amount, 92.0).figures().spare().unsorted(),
            Column::new("state", if done { t!("What was done") } else { t!("How grave") }, 124.0)
                .least(104.0)
                .unsorted(),
        ];
        let (today, currency) = (sight.today(), *sight.currency());
        let Self { rows, table, .. } = self;
        let out = Table::new(t!("Findings"), &columns).rows(rows.total()).show(
            ui,
            table,
            |at| rows.get(at),
            |row: &Row, column| {
                let finding = &row.listed.finding;
                match column {
                    0 => match (row.listed.done_on, finding.due) {
                        (Some(on), _) => Cell::Text(day::short(on).into()),
                        (None, Some(due)) if due < today => Cell::Chip(day::short(due).into(), Tone::Danger),
                        (None, Some(due)) => Cell::Text(day::short(due).into()),
                        (None, None) => Cell::Muted(t!("No day").into()),
                    },
                    1 => Cell::Strong(row.says.as_str().into()),
                    2 if finding.amount.is_zero() => Cell::Empty,
                    2 => Cell::Text(currency.figures(finding.amount).into()),
                    _ => match row.listed.outcome {
                        Some(outcome) => Cell::Chip(outcome.label().into(), Tone::Good),
                        None => Cell::Chip(finding.severity.label().into(), tone(finding.severity)),
                    },
                }
            },
        );
        rows.in_sight(out.visible);
        if out.selected {
            self.wanted = None;
        }
        if out.opened.is_some() && !done {
            self.pending = Some(WORK.key);
        }
    }

    /// The row of filters; answers whether one was changed.
    fn filters(&mut self, ui: &mut Ui) -> bool {
        let filter = &mut self.filter;
        let mut other = Search::new(t!("Search donors"), &mut filter.text).width(170.0).show(ui).changed();
        let states = State::ALL.map(|state| (state, state.label()));
        other |= Choice::new(t!("State"), &mut filter.state, &states).bare().show(ui).changed();
        let mut kinds: Vec<(Option<&'static str>, &str)> = vec![(None, t!("All kinds"))];
        kinds.extend(Kind::ALL.iter().map(|kind| (Some(kind.key()), kind.label())));
        other |= Choice::new(t!("Kind"), &mut filter.kind, &kinds).bare().width(170.0).show(ui).changed();
        let mut off = |words: &str| Button::quiet(words).icon(icons::X).show(ui).clicked();
        if let Some(day) = filter.since
            && off(&t!("From {day}", day = day::short(day)))
        {
            filter.since = None;
            other = true;
        }
        if let Some(day) = filter.upto
            && off(&t!("Up to {day}", day = day::short(day)))
        {
            filter.upto = None;
            other = true;
        }
        if let Some(day) = filter.money
            && off(&t!("Money up to {day}", day = day::short(day)))
        {
            filter.money = None;
            other = true;
        }
        if let Some(least) = filter.least
            && off(&t!("At least “{severity}”", severity = least.label()))
        {
            filter.least = None;
            other = true;
        }
        if filter.person.is_some() && off(t!("One donor")) {
            filter.person = None;
            other = true;
        }
        other
    }

    fn empty(&mut self, ui: &mut Ui) {
        let plain = Filter { state: self.filter.state, ..Filter::default() } == self.filter;
        let (icon, title, body) = match self.filter.state {
            State::Open if plain => (
                icons::CHECK_CIRCLE,
                t!("The rules ask for nothing now"),
                t!("What the law wants of donations, donors and the unit stands here as soon as an entry brings it up"),
            ),
            State::Done if plain => (
                icons::LIST_CHECKS,
                t!("Nothing was recorded yet"),
                t!("Each check, return and report that is recorded stands here, with the law as it was then"),
            ),
            State::Notes if plain => (icons::INFO, t!("Nothing to know"), t!("Limits that come near stand here")),
            _ => {
                (icons::MAGNIFYING_GLASS, t!("Nothing like this"), t!("No finding has all of what the filters ask for"))
            }
        };
        let mut all = false;
        ui::empty_state(ui, icon, title, body, |ui| {
            if !plain {
                all = Button::primary(t!("Show all findings")).show(ui).clicked();
            }
        });
        if all {
            self.filter = Filter::default();
        }
    }

    pub(super) fn go(&mut self, filter: &str) {
        if let Some(key) = filter.strip_prefix("finding:") {
            self.filter = Filter::default();
            self.sought = Some(Sought::Key(key.to_owned()));
            return;
        }
        if let Some(id) = filter.strip_prefix("work:").and_then(|id| id.parse().ok()) {
            self.filter = Filter { state: State::Done, ..Filter::default() };
            self.sought = Some(Sought::Work(id));
            return;
        }
        match filter {
            "first" => self.first = true,
            "work" => (self.first, self.pending) = (true, Some(WORK.key)),
            "donor" => (self.first, self.pending) = (true, Some(DONOR.key)),
            "aside" => self.pending = Some(ASIDE.key),
            _ => {
                if let Ok(filter) = filter.parse::<Filter>() {
                    self.filter = filter;
                    self.wanted = None;
                    self.table.selection.clear();
                }
            }
        }
    }

    pub(super) fn command(&mut self, key: &str) {
        self.pending = super::COMMANDS.iter().map(|c| c.key).find(|known| *known == key);
    }

    pub(super) fn draft(&self) -> Option<String> {
        self.ask.as_ref().and_then(Ask::draft)
    }

    pub(super) fn restore(&mut self, draft: &str) {
        if let Some((finding, ask)) = Ask::read_draft(draft) {
            self.wanted = Some(finding);
            self.draft = Some(ask);
        }
    }
}
