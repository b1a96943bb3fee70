//! Accounts, categories and funds: three short lists and the form that adds or changes one.

use egui::{Frame, Id, Key, Margin, Stroke, Ui};

use super::form::entered;
use super::named::{Chart, Names};
use super::{ADD_ACCOUNT, ENTRIES};
use crate::app::{Reply, Screen, Sight};
use crate::kit::Problem;
use crate::ledger::model::{AccountId, AccountKind, CategoryId, CategoryKind, Filter, FundId};
use crate::ledger::ops;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Field, Link, Split, Tone, icons, line, look, segments};

/// Which list is on show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum List {
    #[default]
    Accounts,
    Categories,
    Funds,
}

const LISTS: [List; 3] = [List::Accounts, List::Categories, List::Funds];

/// A row of any of the three.
struct Row {
    id: i64,
    name: String,
    kind: String,
    closed: bool,
    balance: String,
}

/// What is being typed.
#[derive(Clone, Debug, PartialEq)]
struct Form {
    id: Option<i64>,
    name: String,
    account: AccountKind,
    category: CategoryKind,
    purpose: String,
    closed: bool,
    focus: bool,
}

/// The screen.
#[derive(Default)]
pub struct Accounts {
    list: usize,
    names: Names,
    table: TableState,
    split: Split,
    form: Option<Form>,
    saving: Option<Reply<()>>,
    refused: Option<Problem>,
}

impl Accounts {
    /// The screen as it is when it is first gone to.
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self::default())
    }

    fn on_show(&self) -> List {
        LISTS.get(self.list).copied().unwrap_or_default()
    }

    fn rows(&self, chart: &Chart, sight: &Sight<'_>) -> Vec<Row> {
        let currency = sight.currency();
        match self.on_show() {
            List::Accounts => chart
                .accounts
                .iter()
                .zip(&chart.balances)
                .map(|(a, balance)| Row {
                    id: a.id.0,
                    name: a.name.clone(),
                    kind: a.kind.label().to_owned(),
                    closed: a.closed,
                    balance: currency.figures(*balance),
                })
                .collect(),
            List::Categories => chart
                .categories
                .iter()
                .map(|c| Row {
                    id: c.id.0,
                    name: c.name.clone(),
                    kind: c.kind.label().to_owned(),
                    closed: c.closed,
                    balance: String::new(),
                })
                .collect(),
            List::Funds => chart
                .funds
                .iter()
                .map(|f| Row {
                    id: f.id.0,
                    name: f.name.clone(),
                    kind: f.purpose.clone(),
                    closed: f.closed,
                    balance: String::new(),
                })
                .collect(),
        }
    }

    fn begin(&mut self, chart: &Chart, id: Option<i64>) {
        let mut form = Form {
            id,
            name: String::new(),
            account: AccountKind::Bank,
            category: CategoryKind::Expense,
            purpose: String::new(),
            closed: false,
            focus: id.is_none(),
        };
        match self.on_show() {
            List::Accounts => {
                if let Some(a) = chart.accounts.iter().find(|a| Some(a.id.0) == id) {
                    (form.name, form.account, form.closed) = (a.name.clone(), a.kind, a.closed);
                }
            }
            List::Categories => {
                if let Some(c) = chart.categories.iter().find(|c| Some(c.id.0) == id) {
                    (form.name, form.category, form.closed) = (c.name.clone(), c.kind, c.closed);
                }
            }
            List::Funds => {
                if let Some(f) = chart.funds.iter().find(|f| Some(f.id.0) == id) {
                    (form.name, form.purpose, form.closed) = (f.name.clone(), f.purpose.clone(), f.closed);
                }
            }
        }
        (self.form, self.refused) = (Some(form), None);
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let Some(form) = self.form.clone().filter(|_| self.saving.is_none()) else { return };
        let Form { id, name, closed, .. } = form;
        self.saving = Some(match self.on_show() {
            List::Accounts => sight.desk.run(&ops::SAVE_ACCOUNT, move |office| {
                ops::save_account(office, id.map(AccountId), &name, form.account, closed).map(without_value)
            }),
            List::Categories => sight.desk.run(&ops::SAVE_CATEGORY, move |office| {
                ops::save_category(office, id.map(CategoryId), &name, form.category, closed).map(without_value)
            }),
            List::Funds => sight.desk.run(&ops::SAVE_FUND, move |office| {
                ops::save_fund(office, id.map(FundId), &name, &form.purpose, closed).map(without_value)
            }),
        });
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>, chart: &Chart) {
        let look = look(ui);
        let area = ui.max_rect();
        ui.painter().rect_filled(area, 0, look.surface);
        ui.spacing_mut().item_spacing.y = 0.0;
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            if segments(ui, &[t!("Accounts"), t!("Categories"), t!("Funds")], &mut self.list) {
                (self.form, self.table) = (None, TableState::default());
            }
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look.line));
        let rows = self.rows(chart, sight);
        if rows.is_empty() && !chart.accounts.is_empty() {
            let body = t!("A fund keeps apart what was given for one purpose only, and shows what is left of it");
            ui::empty_state(ui, icons::PIGGY_BANK, t!("No funds"), body, |ui| {
                ADD_ACCOUNT.primary(ui, sight);
            });
            return;
        }
        let list = self.on_show();
        let balance = t!("Balance {sign}", sign = sight.currency().sign.trim());
        let mut columns = vec![
            Column::new("name", t!("Name"), 180.0).grows(2.0).unsorted(),
            Column::new("kind", if list == List::Funds { t!("Purpose") } else { t!("Kind") }, 140.0)
                .grows(1.0)
                .unsorted(),
        ];
        if list == List::Accounts {
            columns.push(Column::new("balance", &balance, 112.0).figures().unsorted());
        }
        columns.push(Column::new("state", t!("State"), 90.0).unsorted());
        let state = columns.len() - 1;
        let out = Table::new(t!("Accounts"), &columns).rows(rows.len() as u64).show(
            ui,
            &mut self.table,
            |at| rows.get(usize::try_from(at).ok()?),
            |row, at| match at {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Text(row.kind.as_str().into()),
                _ if at == state && row.closed => Cell::Chip(t!("Closed").into(), Tone::Plain),
                _ if at == state => Cell::Empty,
                _ => Cell::Link(row.balance.as_str().into()),
            },
        );
        let row = |at: u64| usize::try_from(at).ok().and_then(|at| rows.get(at)).map(|r| r.id);
        if let Some(id) = out.link.and_then(|(at, _)| row(at)) {
            sight.go(ENTRIES, Filter { account: Some(AccountId(id)), ..Filter::default() }.to_string());
        } else if let (true, Some(id)) = (out.selected, self.table.selection.cursor().and_then(row)) {
            self.begin(chart, Some(id));
        }
        if out.opened.is_some()
            && let Some(form) = &mut self.form
        {
            form.focus = true;
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let list = self.on_show();
        let Some(form) = &mut self.form else {
            let look = look(ui);
            line(ui, t!("Choose a line to change it"), BODY.ink(look.muted));
            return;
        };
        let escape = !egui::Popup::is_any_open(ui.ctx()) && ui.input(|i| i.key_pressed(Key::Escape));
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 12.0);
        let (new, change) = match list {
            List::Accounts => (t!("New account"), t!("Account")),
            List::Categories => (t!("New category"), t!("Category")),
            List::Funds => (t!("New fund"), t!("Fund")),
        };
        ui::section(ui, if form.id.is_none() { new } else { change });
        let id = Id::unique("chart name");
        if std::mem::take(&mut form.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let wrong = self.refused.as_ref().map(ToString::to_string);
        let mut enter = entered(&Field::new(t!("Name"), &mut form.name).id(id).problem(wrong.as_deref()).show(ui));
        match list {
            List::Accounts => {
                let options = AccountKind::ALL.map(|k| (k, k.label()));
                Choice::new(t!("Kind"), &mut form.account, &options).show(ui);
            }
            List::Categories => {
                let options = CategoryKind::ALL.map(|k| (k, k.label()));
                Choice::new(t!("Kind"), &mut form.category, &options).show(ui);
            }
            List::Funds => {
                let field = Field::new(t!("Purpose"), &mut form.purpose).hint(t!("As the donor stated it"));
                enter |= entered(&field.show(ui));
            }
        }
        if form.id.is_some() {
            ui::checkbox(ui, &mut form.closed, t!("Closed: nothing new goes there"));
        }
        let (mut save, mut leave) = (enter, escape);
        let read_only = sight.facts.read_only.then_some(t!("This office is open read-only"));
        let opens = form.id.map(|id| match list {
            List::Accounts => Filter { account: Some(AccountId(id)), ..Filter::default() },
            List::Categories => Filter { category: Some(CategoryId(id)), ..Filter::default() },
            List::Funds => Filter { fund: Some(FundId(id)), ..Filter::default() },
        });
        ui.horizontal(|ui| {
            save |= Button::primary(t!("Save")).key(t!("Enter")).unless(read_only).show(ui).clicked();
            leave |= Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked();
        });
        if let Some(filter) = opens
            && Link::new(t!("Show its entries")).show(ui).clicked()
        {
            sight.go(ENTRIES, filter.to_string());
        }
        if save && read_only.is_none() {
            self.save(sight);
        } else if leave {
            self.form = None;
        }
    }
}

fn without_value<T>(done: crate::office::Done<T>) -> crate::office::Done<()> {
    crate::office::Done { value: (), op: done.op, changed: done.changed }
}

impl Screen for Accounts {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.names.want(sight.desk, sight.today());
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.saving, self.form, self.refused) = (None, None, None),
            Some(Err(problem)) => (self.saving, self.refused) = (None, Some(problem)),
            None => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let names = std::mem::take(&mut self.names);
        let none = Chart::default();
        let chart = names.get().unwrap_or(&none);
        sight.header(ui, t!("Where money lies, and what it is for"), |ui| {
            ADD_ACCOUNT.primary(ui, sight);
        });
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, sight, chart), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        self.names = names;
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if key == ADD_ACCOUNT.key {
            self.begin(&Chart::default(), None);
        }
    }

    fn go(&mut self, filter: &str) {
        self.list = match filter {
            "categories" => 1,
            "funds" => 2,
            _ => 0,
        };
        if filter == "new" {
            self.begin(&Chart::default(), None);
        }
    }
}
