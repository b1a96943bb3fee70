//! The budget on screen: a line for each category, what was planned beside what came of it, and beside the list the line that is
//! being planned. Enter saves it and goes on to the next.

mod ask;
mod bring;
mod pane;

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::model::{Line, Scope, Whole, label};
use super::{export, ops, report, store};
use crate::app::export::Exporting;
use crate::app::{Command, Live, Screen, Sight};
use crate::cli::{Opens, Sheet};
use crate::fundraising::store::appeals;
use crate::kit::{Day, Result, text};
use crate::ledger::model::{CategoryKind, Filter};
use crate::ledger::screen::begin::Begin;
use crate::ledger::screen::export::Saving;
use crate::ledger::screen::parts::{FOOT, foot};
use crate::ledger::screen::typing::Asking;
use crate::ledger::store::report::ENTRIES;
use crate::office::{Office, profile};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Split, Tone, icons, line, look};

/// The screen.
pub(super) const BUDGET: &str = "money.budget";

/// What the answers depend on.
const TABLES: &[&str] = &["budget_line", "category", "entry", "entry_line", "appeal", "appeal_name", "office"];
/// How many years back can be chosen.
const YEARS: i32 = 4;

const NONE: Command = Command { screen: BUDGET, ..Command::NONE };

pub(super) static COPY: Command =
    Command { key: "budget.copy", says: || t!("Begin from another year…"), icon: Some(icons::COPY), ..NONE };
pub(super) static BRING_IN: Command =
    Command { key: "budget.import", says: || t!("Import a budget…"), icon: Some(icons::UPLOAD_SIMPLE), ..NONE };
pub(super) static EXPORT: Command = Command {
    key: "budget.export",
    says: || t!("Export the budgets…"),
    icon: Some(icons::EXPORT),
    writes: false,
    ..NONE
};
pub(super) static SAVE: Command = Command {
    key: "budget.save",
    says: || t!("Save or print this budget…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    writes: false,
    ..NONE
};

pub(super) const COMMANDS: &[&Command] = &[&COPY, &BRING_IN, &EXPORT, &SAVE];

/// A budget with all that is shown of it.
struct Shown {
    whole: Whole,
    says: String,
    /// The entries that it is about.
    entries: Filter,
    sheet: Sheet,
    /// Years, then appeals, to choose from.
    scopes: Vec<(Scope, String)>,
}

/// See the head of this file.
pub(super) struct Budget {
    scope: Option<Scope>,
    shown: Live<Shown, (Option<Scope>, Day)>,
    table: TableState,
    split: Split,
    pane: pane::Pane,
    ask: Option<Asking<Begin<Scope>>>,
    bring: bring::Bring,
    exporting: Exporting,
    saving: Saving,
    pending: Option<&'static str>,
}

impl Budget {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            scope: None,
            shown: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            pane: pane::Pane::default(),
            ask: None,
            bring: bring::Bring::default(),
            exporting: Exporting::default(),
            saving: Saving::default(),
            pending: None,
        })
    }

    fn lines(&self) -> &[Line] {
        self.shown.get().map_or(&[][..], |shown| &shown.whole.lines)
    }

    fn header(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let currency = sight.currency();
        let words = self.shown.get().map(|shown| {
            let result = shown.whole.result();
            if shown.whole.is_planned() {
                t!(
                    "{scope}: {actual} is left over, of a planned {planned}",
                    scope = shown.says,
                    actual = currency.show(result.actual),
                    planned = currency.show(result.planned)
                )
            } else {
                t!("{scope}: nothing is planned yet", scope = shown.says)
            }
        });
        let planned = self.shown.get().is_some_and(|shown| shown.whole.is_planned());
        sight.header(ui, &words.unwrap_or_default(), |ui| {
            if planned {
                SAVE.primary(ui, sight)
            } else {
                COPY.primary(ui, sight)
            };
            ui::menu_button(ui, t!("More for the budget"), |ui| {
                if planned {
                    COPY.item(ui, sight);
                } else {
                    SAVE.item(ui, sight);
                }
                BRING_IN.item(ui, sight);
                EXPORT.item(ui, sight);
            });
        });
    }

    fn bar(&mut self, ui: &mut Ui) {
        let Some(shown) = self.shown.get() else { return };
        let options: Vec<(Scope, &str)> = shown.scopes.iter().map(|(scope, says)| (*scope, says.as_str())).collect();
        let mut scope = shown.whole.scope;
        if Choice::new(t!("Budget of"), &mut scope, &options).bare().width(220.0).show(ui).changed() {
            self.scope = Some(scope);
            self.table.other_rows();
            self.pane.leave();
        }
        let short = shown.whole.lines.iter().filter(|line| line.is_short() && line.planned.is_some()).count();
        if short > 0 {
            let words = t!("{count} not as planned", count = text::plural(short, t!("category"), t!("categories")));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &words, BODY.ink(look(ui).muted)));
        }
    }

    /// Draws the list; answers the category whose actual was clicked.
    fn list(ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, table: &mut TableState) -> Option<Filter> {
        let currency = *sight.currency();
        let year = matches!(shown.whole.scope, Scope::Year(..));
        let mut columns = vec![
            Column::new("category", t!("Category"), 170.0).grows(1.0).least(130.0).unsorted(),
            Column::new("planned", t!("Planned"), 100.0).figures().unsorted(),
            Column::new("actual", t!("Actual"), 100.0).figures().unsorted(),
            Column::new("share", t!("Of it"), 72.0).figures().unsorted(),
        ];
        if year {
            columns.push(Column::new("before", t!("Year before"), 100.0).figures().unsorted().spare());
        }
        columns.push(Column::new("side", t!("Side"), 108.0).unsorted().spare());
        let lines = &shown.whole.lines;
        let last = columns.len() - 1;
        let out = Table::new(t!("Budget"), &columns).rows(lines.len() as u64).show(
            ui,
            table,
            |at| lines.get(usize::try_from(at).ok()?),
            |row: &Line, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Text(row.planned.map(|sum| currency.figures(sum)).unwrap_or_default().into()),
                2 if row.actual.is_zero() => Cell::Empty,
                2 => Cell::Link(currency.figures(row.actual).into()),
                3 => match row.share() {
                    Some(share) => {
                        let over = row.kind == CategoryKind::Expense && row.is_short();
                        let words = t!("{share} %", share = share);
                        if over { Cell::Chip(words.into(), Tone::Warning) } else { Cell::Text(words.into()) }
                    }
                    None => Cell::Empty,
                },
                at if at == last => Cell::Muted(row.kind.label().into()),
                _ => match row.before.filter(|sum| !sum.is_zero()) {
                    Some(sum) => Cell::Muted(currency.figures(sum).into()),
                    None => Cell::Empty,
                },
            },
        );
        let (at, _) = out.link?;
        let line = lines.get(usize::try_from(at).ok()?)?;
        Some(Filter { categories: vec![line.category], ..shown.entries.clone() })
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(shown) = self.shown.get() else { return };
        if key == COPY.key {
            self.ask =
                Some(Asking::new(Begin::new(shown.whole.scope, shown.says.clone(), shown.scopes.clone(), false)));
        } else if key == BRING_IN.key {
            self.bring.choose(sight, shown.whole.scope);
        }
    }
}

fn read(office: &Office, wanted: Option<Scope>, today: Day) -> Result<Shown> {
    office.read(|conn| {
        let profile = profile::get(conn)?;
        let this = Scope::year(&profile, today);
        let scope = wanted.unwrap_or(this);
        let mut scopes: Vec<(Scope, String)> = (-YEARS..=1)
            .rev()
            .filter_map(|years| if years == 0 { Some(this) } else { this.years_on(&profile, years) })
            .filter_map(|scope| match scope {
                Scope::Year(from, to) => Some((scope, label(from, to))),
                Scope::Appeal(_) => None,
            })
            .collect();
        for appeal in appeals(conn)? {
            scopes.push((Scope::Appeal(appeal.id), t!("Appeal: {name}", name = appeal.terms.name)));
        }
        if scopes.iter().all(|(known, _)| *known != scope) {
            scopes.push((scope, ops::says(conn, scope)?));
        }
        Ok(Shown {
            whole: store::budget(conn, scope)?,
            says: ops::says(conn, scope)?,
            entries: store::entries(conn, scope)?,
            sheet: report::sheet(conn, scope)?,
            scopes,
        })
    })
}

impl Screen for Budget {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.shown.want_office(sight.desk, (self.scope, sight.today()), |office, (scope, today)| {
            read(office, *scope, *today)
        });
        if self.pane.logic() {
            // Saved: on to the next line.
            let next = self.table.selection.cursor().map_or(0, |at| at + 1);
            if usize::try_from(next).is_ok_and(|next| next < self.lines().len()) {
                self.table.selection.set(next);
                self.table.reveal = Some(next);
            }
        }
        self.bring.logic(sight);
        self.exporting.logic(sight);
        self.saving.logic(sight);
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
        }
        if !self.shown.is_coming()
            && self.shown.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| self.bar(ui));
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let Self { shown, table, split, pane, ask, bring, .. } = self;
        let Some(shown) = shown.get() else { return };
        let mut opened = None;
        let state = std::cell::RefCell::new(table);
        split.show(
            ui,
            |ui| {
                let rest = ui.available_rect_before_wrap();
                let mut inner = ui.new_child(UiBuilder::new().max_rect(rest.with_max_y(rest.bottom() - FOOT)));
                opened = Self::list(&mut inner, sight, shown, &mut state.borrow_mut());
                let (income, expense) =
                    (shown.whole.sums(CategoryKind::Income), shown.whole.sums(CategoryKind::Expense));
                let pairs = [
                    (t!("Planned in"), income.planned),
                    (t!("out"), expense.planned),
                    (t!("left over"), income.planned - expense.planned),
                ];
                foot(ui, sight, &pairs, 0, rest.with_min_y(rest.bottom() - FOOT));
            },
            |ui| {
                let at = state.borrow().selection.cursor().and_then(|at| usize::try_from(at).ok());
                match at.and_then(|at| shown.whole.lines.get(at)) {
                    Some(line) => pane.ui(ui, sight, shown.whole.scope, line),
                    None => {
                        let words =
                            t!("Choose a category, write what is planned for it, and Enter goes on to the next.");
                        ui::paragraph(ui, words, BODY.ink(look(ui).muted));
                        ui.add_space(8.0);
                        if !shown.whole.is_planned() && Button::secondary(t!("Plan the first one")).show(ui).clicked() {
                            state.borrow_mut().selection.set(0);
                            pane.take_keyboard();
                        }
                    }
                }
            },
        );
        if let Some(filter) = opened {
            sight.open(&Opens { screen: ENTRIES, filter: filter.to_string() });
        }
        if ask.as_mut().is_some_and(|question| !ask::show(question, ui, sight)) {
            *ask = None;
        }
        bring.ui(ui, sight);
    }

    /// A day of a year, an appeal as `appeal:ID`, `first` for its first line, or the key of a command.
    fn go(&mut self, filter: &str) {
        if let Some(id) = filter.strip_prefix("appeal:").and_then(|id| id.parse().ok()) {
            self.scope = Some(Scope::Appeal(id));
        } else if filter == "first" {
            self.table.selection.set(0);
        } else if let Some(command) = COMMANDS.iter().find(|command| command.key == filter) {
            self.pending = Some(command.key);
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == EXPORT.key {
            self.exporting.begin(sight, &export::BUDGET);
        } else if key == SAVE.key {
            if let Some(shown) = self.shown.get() {
                self.saving.ask(sight, shown.sheet.clone(), "budget.xlsx");
            }
        } else {
            self.pending = COMMANDS.iter().find(|command| command.key == key).map(|command| command.key);
        }
    }
}
