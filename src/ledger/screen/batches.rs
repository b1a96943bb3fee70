//! Batches: drafts and posted ones, and what is declared before a new one is keyed.

use egui::{Frame, Id, Key, Margin, Ui};

use super::form::entered;
use super::named::{Chart, Names};
use super::{BATCH, ENTRIES, NEW_BATCH, export};
use crate::app::viewed::Paper;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Money, day, text};
use crate::ledger::model::{AccountId, Batch, BatchForm, BatchId, BatchState, FieldProblem, Filter, Terms};
use crate::ledger::{ops, store};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{
    self, Answer, BODY, Button, Choice, DayField, Dialog, FIGURE, Field, MoneyField, SMALL, Split, Tone, chip, icons,
    key_values, line, look,
};

/// A batch with what was keyed of it.
#[derive(Clone, Debug)]
struct Row {
    batch: Batch,
    keyed: usize,
    sum: Money,
    account: String,
}

/// The screen.
pub struct Batches {
    rows: Live<Vec<Row>>,
    table: TableState,
    split: Split,
    names: Names,
    new: Option<Declared>,
    starting: Option<Reply<BatchId>>,
    discarding: Option<(BatchId, i64)>,
    slip: Paper,
}

/// What is declared of a stack of cheques before it is keyed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Declared {
    pub form: BatchForm,
    pub problems: Vec<FieldProblem>,
    focus: bool,
}

impl Declared {
    pub fn of(form: BatchForm) -> Self {
        Self { form, problems: Vec::new(), focus: true }
    }

    /// Draws the fields; answers whether Enter was pressed in one.
    pub fn fields(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) -> bool {
        let mut enter = false;
        let half = (ui.available_width() - 8.0) / 2.0;
        let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
        let problem = |field: &str| self.problems.iter().find(|p| p.field == field).map(|p| p.message.as_str());
        let form = &mut self.form;
        ui.horizontal_top(|ui| {
            let id = Id::unique("declared count");
            if std::mem::take(&mut self.focus) {
                ui.memory_mut(|m| m.request_focus(id));
            }
            let field = Field::new(t!("How many"), &mut form.declared_count).figures().id(id).width(half);
            enter |= entered(&field.problem(problem("declared_count")).show(ui));
            let field = MoneyField::new(t!("Control total"), &mut form.declared_total, *sight.currency()).width(half);
            enter |= entered(&field.problem(problem("declared_total")).show(ui));
        });
        ui.horizontal_top(|ui| {
            let field = DayField::new(t!("Received"), &mut form.received, today)
                .happened()
                .month_first(month_first)
                .width(half);
            enter |= entered(&field.problem(problem("received")).show(ui));
            let field =
                DayField::new(t!("Banked on"), &mut form.banked, today).happened().month_first(month_first).width(half);
            enter |= entered(&field.problem(problem("banked")).show(ui));
        });
        let mut options: Vec<(Option<AccountId>, &str)> = Vec::new();
        if form.account.is_none() {
            options.push((None, t!("Usual account")));
        }
        options.extend(chart.open_accounts(form.account).map(|a| (Some(a.id), a.name.as_str())));
        Choice::new(t!("Into account"), &mut form.account, &options).show(ui);
        enter |= entered(&Field::new(t!("Note"), &mut form.note).show(ui));
        enter
    }
}

/// What typed days and amounts are read against.
pub fn terms(sight: &Sight<'_>) -> Terms {
    Terms { currency: *sight.currency(), today: sight.today(), month_first: sight.facts.profile.month_first }
}

impl Batches {
    /// The screen as it is when it is first gone to.
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            rows: Live::new(&["batch", "batch_line", "account"]),
            table: TableState::default(),
            split: Split::default(),
            names: Names::default(),
            new: None,
            starting: None,
            discarding: None,
            slip: Paper::default(),
        })
    }

    fn start(&mut self, sight: &Sight<'_>) {
        let Some(new) = &mut self.new else { return };
        match new.form.parse(&terms(sight)) {
            Ok(batch) => {
                self.starting =
                    Some(sight.desk.run(&ops::SAVE_BATCH, move |office| ops::save_batch(office, None, &batch)));
            }
            Err(problems) => {
                new.problems = problems;
                new.focus = true;
            }
        }
    }

    fn form(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) {
        let escape = !egui::Popup::is_any_open(ui.ctx()) && ui.input(|i| i.key_pressed(Key::Escape));
        let Some(new) = &mut self.new else { return };
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 12.0);
        ui::section(ui, t!("New batch"));
        let ink = look(ui).muted;
        ui::paragraph(
            ui,
            t!("Count the stack and add it up first. The batch is posted only when what you key agrees with both"),
            SMALL.ink(ink),
        );
        let enter = new.fields(ui, sight, chart);
        let (mut start, mut leave) = (enter, escape);
        ui.horizontal(|ui| {
            start |= Button::primary(t!("Start keying")).key(t!("Enter")).show(ui).clicked();
            leave |= Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked();
        });
        if start && self.starting.is_none() {
            self.start(sight);
        } else if leave {
            self.new = None;
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) {
        if self.new.is_some() {
            self.form(ui, sight, chart);
            return;
        }
        let row = self.table.selection.cursor().and_then(|at| self.rows.get()?.get(usize::try_from(at).ok()?)).cloned();
        match row {
            Some(row) => self.record(ui, sight, &row),
            None => {
                let look = look(ui);
                line(ui, t!("Choose a batch to see what was declared"), BODY.ink(look.muted));
            }
        }
    }

    fn record(&mut self, ui: &mut Ui, sight: &Sight<'_>, row: &Row) {
        let (batch, currency) = (&row.batch, *sight.currency());
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 8.0);
        chip(ui, batch.state.label(), tone(batch.state));
        line(ui, &t!("Batch {number}", number = batch.number), FIGURE);
        let banked = batch.banked.map_or_else(|| t!("Not banked yet").to_owned(), day::long);
        let (declared, keyed) = (
            t!("{count} for {total}", count = batch.declared_count, total = currency.show(batch.declared_total)),
            t!("{count} for {total}", count = row.keyed, total = currency.show(row.sum)),
        );
        let received = day::long(batch.received);
        let mut facts = vec![
            (t!("Declared"), declared.as_str()),
            (t!("Keyed"), keyed.as_str()),
            (t!("Received"), received.as_str()),
            (t!("Banked"), banked.as_str()),
            (t!("Account"), row.account.as_str()),
        ];
        if !batch.note.is_empty() {
            facts.push((t!("Note"), batch.note.as_str()));
        }
        key_values(ui, &facts);
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let read_only = sight.facts.read_only.then_some(t!("This office is open read-only"));
            if batch.state == BatchState::Draft {
                if Button::primary(t!("Go on keying")).unless(read_only).show(ui).clicked() {
                    sight.go(BATCH, batch.id.to_string());
                }
                if Button::secondary(t!("Discard…")).unless(read_only).show(ui).clicked() {
                    self.discarding = Some((batch.id, batch.number));
                }
            } else if Button::primary(t!("Show its entries")).show(ui).clicked() {
                sight.go(ENTRIES, Filter { batch: Some(batch.id), ..Filter::default() }.to_string());
            }
            if Button::secondary(t!("Print the slip")).show(ui).clicked() {
                export::batch_slip(&mut self.slip, sight, batch.id, batch.number, &row.account);
            }
        });
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let area = ui.max_rect();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let none = Vec::new();
        let rows = self.rows.get().unwrap_or(&none);
        if rows.is_empty() && self.rows.get().is_some() {
            let body = t!(
                "Key a stack of cheques in one go: one line each, checked against a count and a total you made first"
            );
            ui::empty_state(ui, icons::STACK, t!("No batches yet"), body, |ui| {
                NEW_BATCH.primary(ui, sight);
                super::RECORD.secondary(ui, sight);
            });
            return;
        }
        let currency = *sight.currency();
        let total = t!("Control total {sign}", sign = currency.sign.trim());
        let keyed = t!("Keyed {sign}", sign = currency.sign.trim());
        let columns = [
            Column::new("number", t!("Batch"), 76.0).unsorted(),
            Column::new("received", t!("Received"), 96.0).unsorted(),
            Column::new("account", t!("Account"), 100.0).grows(1.0).unsorted(),
            Column::new("count", t!("Declared"), 72.0).figures().unsorted(),
            Column::new("total", &total, 112.0).figures().unsorted(),
            Column::new("keyed", &keyed, 104.0).figures().spare().unsorted(),
            Column::new("state", t!("State"), 96.0).unsorted(),
        ];
        let out = Table::new(t!("Batches"), &columns).rows(rows.len() as u64).show(
            ui,
            &mut self.table,
            |at| rows.get(usize::try_from(at).ok()?),
            |row, column| cell(row, column, currency),
        );
        if out.selected && self.new.as_ref().is_some_and(|new| new.form.declared_count.is_empty()) {
            self.new = None;
        }
        if let Some(row) = out.opened.and_then(|at| rows.get(usize::try_from(at).ok()?)) {
            sight.go(BATCH, row.batch.id.to_string());
        }
    }
}

fn tone(state: BatchState) -> Tone {
    match state {
        BatchState::Draft => Tone::Accent,
        BatchState::Posted => Tone::Good,
        BatchState::Discarded => Tone::Plain,
    }
}

fn cell(row: &Row, column: usize, currency: crate::kit::Currency) -> Cell<'_> {
    let batch = &row.batch;
    match column {
        0 => Cell::Strong(batch.number.to_string().into()),
        1 => Cell::Text(day::short(batch.received).into()),
        2 => Cell::Text(row.account.as_str().into()),
        3 => Cell::Text(text::count(batch.declared_count).into()),
        4 => Cell::Text(currency.figures(batch.declared_total).into()),
        5 => Cell::Muted(currency.figures(row.sum).into()),
        _ => Cell::Chip(batch.state.label().into(), tone(batch.state)),
    }
}

impl Screen for Batches {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.names.want(sight.desk, sight.today());
        self.rows.want(sight.desk, (), |conn, ()| {
            let accounts = store::accounts(conn)?;
            store::batches(conn)?
                .into_iter()
                .map(|batch| {
                    let account =
                        accounts.iter().find(|a| a.id == batch.account).map(|a| a.name.clone()).unwrap_or_default();
                    let (keyed, sum) = if batch.state == BatchState::Draft {
                        let lines = store::batch(conn, batch.id)?.lines;
                        (lines.len(), lines.iter().map(|l| l.new.amount).sum())
                    } else {
                        (batch.declared_count, batch.declared_total)
                    };
                    Ok(Row { batch, keyed, sum, account })
                })
                .collect()
        });
        match self.starting.as_mut().and_then(Reply::take) {
            Some(Ok(id)) => {
                (self.starting, self.new) = (None, None);
                sight.go(BATCH, id.to_string());
            }
            Some(Err(problem)) => {
                self.starting = None;
                sight.problem(problem);
            }
            None => {}
        }
        self.slip.logic(sight);
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let names = std::mem::take(&mut self.names);
        let none = Chart::default();
        let chart = names.get().unwrap_or(&none);
        let drafts =
            self.rows.get().map_or(0, |rows| rows.iter().filter(|r| r.batch.state == BatchState::Draft).count());
        let subtitle = if drafts == 0 {
            String::new()
        } else {
            text::plural(drafts, t!("batch is a draft"), t!("batches are drafts"))
        };
        sight.header(ui, &subtitle, |ui| {
            NEW_BATCH.primary(ui, sight);
        });
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                Frame::new().inner_margin(Margin::ZERO).show(ui, |ui| this.borrow_mut().list(ui, sight));
            },
            |ui| this.borrow_mut().pane(ui, sight, chart),
        );
        self.split = split;
        self.names = names;
        if let Some((id, number)) = self.discarding {
            let title = t!("Discard batch {number}?", number = number);
            let body = t!("Its lines are put away and its number stays taken. Nothing of it was posted");
            match Dialog::new(&title, t!("Discard batch")).body(body).danger().show(ui, |_| {}) {
                Answer::Confirmed => {
                    sight.desk.run(&ops::DISCARD_BATCH, move |office| ops::discard_batch(office, id)).forget();
                    self.discarding = None;
                }
                Answer::Cancelled => self.discarding = None,
                Answer::Open => {}
            }
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == NEW_BATCH.key && self.new.is_none() {
            let received = day::short(sight.today());
            self.new = Some(Declared::of(BatchForm { received, ..BatchForm::default() }));
        }
    }

    fn go(&mut self, filter: &str) {
        if filter == "new" && self.new.is_none() {
            self.new = Some(Declared::of(BatchForm::default()));
        }
    }

    fn draft(&self) -> Option<String> {
        let typed =
            self.new.as_ref().filter(|new| !new.form.declared_count.is_empty() || !new.form.declared_total.is_empty());
        typed.and_then(|new| serde_json::to_string(&new.form).ok())
    }

    fn restore(&mut self, draft: &str) {
        self.new = serde_json::from_str(draft).ok().map(Declared::of);
    }
}
