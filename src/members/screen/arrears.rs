//! Who owes what, by how long it is overdue.

use std::collections::BTreeMap;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{AGES, Arrears, Debt, PersonId, Reminded, Reminder, age_label, age_of, reminded};
use super::super::store;
use super::remind::shade;
use super::{DUES, LIST, PAY, REMIND, SEE_REMINDERS, TABLES};
use crate::app::{Live, Screen, Sight};
use crate::kit::{Day, Money, day, text};
use crate::letters::screen::{LABELS as ADDRESS_LABELS, RUN as LETTERS_TO, these};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Link, Split, TITLE, Tone, chip, icons, look, stat};

/// How many reminders are shown.
const MOST: usize = 6;

/// One debt with the member it is for.
struct Line {
    debt: Debt,
    member: String,
}

/// What one payer owes.
struct Payer {
    arrears: Arrears,
    lines: Vec<Line>,
    /// What went out for what is owed now.
    reminded: Reminded,
    /// Every reminder, the newest first.
    reminders: Vec<Reminder>,
}

/// See the head of this file.
pub(in crate::members) struct ArrearsScreen {
    seen: Live<Vec<Payer>, Day>,
    /// Only those who owe something of this age.
    age: Option<usize>,
    table: TableState,
    split: Split,
    /// The reminders are gone to with the next drawing.
    remind_next: bool,
}

impl ArrearsScreen {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            seen: Live::new(TABLES),
            age: None,
            table: TableState::default(),
            split: Split::default(),
            remind_next: false,
        })
    }

    /// Those who are selected, where it is more than one; nobody means everybody who is overdue.
    fn picked(&self) -> String {
        let selection = &self.table.selection;
        if selection.count() < 2 {
            return String::new();
        }
        let shown = self.shown();
        let rows = selection.rows().filter_map(|at| shown.get(usize::try_from(at).ok()?));
        rows.map(|payer| payer.arrears.payer.to_string()).collect::<Vec<_>>().join(",")
    }

    fn shown(&self) -> Vec<&Payer> {
        let fits =
            |payer: &&Payer| self.age.is_none_or(|age| payer.arrears.ages.get(age).is_some_and(|sum| !sum.is_zero()));
        self.seen.get().into_iter().flatten().filter(fits).collect()
    }
}

fn totals(all: &[Payer]) -> [Money; 5] {
    let mut totals = [Money::ZERO; 5];
    for payer in all {
        for (total, sum) in totals.iter_mut().zip(payer.arrears.ages) {
            *total += sum;
        }
    }
    totals
}

/// From these widths on every age has a column, or all that are overdue; points.
const WIDE: f32 = 900.0;
const MIDDLE: f32 = 700.0;

/// What a column of the list shows.
#[derive(Clone, Copy)]
enum Shows {
    Name,
    Age(usize),
    Overdue,
    Total,
    Reminded,
}

fn list(ui: &mut Ui, sight: &Sight<'_>, shown: &[&Payer], table: &mut TableState) -> Option<PersonId> {
    ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
    // Where there is no room for every age, what is not overdue has none; where there is still less, what is overdue stands
    // in one column, beside the oldest of it. The figures above have all of them.
    let width = ui.available_width();
    let has_room = |age: usize| age + 1 == AGES.len() || width > WIDE || width > MIDDLE && age > 0;
    let mut columns = vec![Column::new("name", t!("Payer"), 150.0).grows(1.0).least(90.0).unsorted()];
    let mut shows = vec![Shows::Name];
    for (age, (key, _)) in AGES.iter().enumerate() {
        if has_room(age) {
            columns.push(Column::new(key, age_label(age), 84.0).figures().least(78.0).unsorted());
            shows.push(Shows::Age(age));
        } else if age == 0 && width <= MIDDLE {
            columns.push(Column::new("overdue", t!("Overdue"), 84.0).figures().least(66.0).unsorted());
            shows.push(Shows::Overdue);
        }
    }
    columns.push(Column::new("total", t!("Together"), 86.0).figures().least(66.0).unsorted());
    columns.push(Column::new("reminded", t!("Reminded"), 104.0).least(84.0).unsorted());
    shows.extend([Shows::Total, Shows::Reminded]);
    let currency = *sight.currency();
    let figures = |sum: Money| if sum.is_zero() { Cell::Empty } else { Cell::Text(currency.figures(sum).into()) };
    let out = Table::new(t!("Arrears"), &columns).rows(u64::try_from(shown.len()).unwrap_or(0)).many().show(
        ui,
        table,
        |at| shown.get(usize::try_from(at).ok()?).copied(),
        |payer: &Payer, column| match shows.get(column) {
            Some(Shows::Name) => Cell::Strong(payer.arrears.name.as_str().into()),
            Some(Shows::Age(age)) => figures(payer.arrears.ages.get(*age).copied().unwrap_or_default()),
            Some(Shows::Overdue) => figures(payer.arrears.overdue()),
            Some(Shows::Total) => Cell::Strong(currency.figures(payer.arrears.total()).into()),
            Some(Shows::Reminded) => {
                Cell::Muted(payer.reminded.last.map(|(on, _)| day::short(on)).unwrap_or_default().into())
            }
            None => Cell::Empty,
        },
    );
    let opened = out.opened.and_then(|at| usize::try_from(at).ok()).and_then(|at| shown.get(at));
    opened.map(|payer| payer.arrears.payer)
}

fn pane(ui: &mut Ui, sight: &Sight<'_>, payer: &Payer) {
    let currency = *sight.currency();
    let person = payer.arrears.payer;
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    ui::paragraph(ui, &payer.arrears.name, TITLE);
    let (total, overdue) = (currency.show(payer.arrears.total()), currency.show(payer.arrears.overdue()));
    ui::key_values(ui, &[(t!("Owed"), &total), (t!("Overdue"), &overdue)]);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if Button::primary(t!("Record dues paid…")).unless(PAY.refused(sight)).show(ui).clicked() {
            // The question is asked where the member is; a payer who is no member pays for the first they owe for.
            let member = payer.lines.first().map_or(person, |line| line.debt.member);
            sight.go(LIST, format!("{}:{}", PAY.key, member.0));
        }
        if Button::secondary(t!("Remind…")).show(ui).clicked() {
            sight.go(REMIND, person.to_string());
        }
        ui::menu_button(ui, t!("More for this payer"), |ui| papers(ui, sight, &[person]));
    });
    ui::section(ui, t!("What it is for"));
    for line in &payer.lines {
        ui.horizontal(|ui| {
            let age = age_of(line.debt.due, sight.today());
            let tone = if age == 0 {
                Tone::Plain
            } else if age < 3 {
                Tone::Warning
            } else {
                Tone::Danger
            };
            chip(ui, age_label(age), tone);
            if Link::new(&line.member).show(ui).clicked() {
                sight.go(LIST, line.debt.member.to_string());
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui::line(ui, &currency.figures(line.debt.owed), BODY);
            });
        });
        let (from, to) = (day::short(line.debt.period.from), day::short(line.debt.period.to));
        let words = t!("{from} – {to}, due {due}", from = from, to = to, due = day::short(line.debt.due));
        ui.add_space(-6.0);
        ui::line(ui, &words, ui::SMALL.ink(look(ui).muted));
    }
    reminders(ui, sight, &payer.reminders);
}

/// What a payer was reminded of, the newest first.
pub(super) fn reminders(ui: &mut Ui, sight: &Sight<'_>, all: &[Reminder]) {
    if all.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui::section(ui, t!("Reminders"));
    for reminder in all.iter().take(MOST) {
        let row = ui.horizontal(|ui| {
            chip(ui, reminder.tone.label(), shade(reminder.tone));
            ui::line(ui, &day::short(reminder.day), BODY);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui::line(ui, &sight.currency().figures(reminder.owed), BODY);
            });
        });
        row.response.on_hover_text(t!("Noted by {who}", who = reminder.by));
    }
    if all.len() > MOST {
        let earlier = t!("and {count} earlier", count = text::count(all.len() - MOST));
        ui::line(ui, &earlier, ui::SMALL.ink(look(ui).muted));
    }
}

/// Papers for these payers, in a menu.
fn papers(ui: &mut Ui, sight: &Sight<'_>, payers: &[PersonId]) {
    let whom = || these(payers.iter().copied());
    if ui::menu_item(ui, Some(icons::ENVELOPE_SIMPLE), t!("Write a letter…"), None, true).clicked() {
        sight.go(LETTERS_TO, whom());
    }
    if ui::menu_item(ui, Some(icons::TAG), t!("Address labels…"), None, true).clicked() {
        sight.go(ADDRESS_LABELS, whom());
    }
}

/// Several payers that are selected.
fn several(ui: &mut Ui, sight: &Sight<'_>, payers: &[&Payer]) {
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    ui::paragraph(ui, &text::plural(payers.len(), t!("payer"), t!("payers")), TITLE);
    let total: Money = payers.iter().map(|payer| payer.arrears.total()).sum();
    let overdue: Money = payers.iter().map(|payer| payer.arrears.overdue()).sum();
    let (total, overdue) = (sight.currency().show(total), sight.currency().show(overdue));
    ui::key_values(ui, &[(t!("Owed"), &total), (t!("Overdue"), &overdue)]);
    let people: Vec<PersonId> = payers.iter().map(|payer| payer.arrears.payer).collect();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        if Button::primary(t!("Remind these…")).key("W").show(ui).clicked() {
            sight.command(&SEE_REMINDERS);
        }
        ui::menu_button(ui, t!("More for these payers"), |ui| papers(ui, sight, &people));
    });
}

impl Screen for ArrearsScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, sight.today(), |conn, today| {
            let register = store::register(conn)?;
            let mut all: BTreeMap<PersonId, Vec<Reminder>> = BTreeMap::new();
            for reminder in store::reminders(conn)?.into_iter().rev() {
                all.entry(reminder.payer).or_default().push(reminder);
            }
            let named = |arrears: Arrears| {
                let line = |debt: &Debt| Line { debt: debt.clone(), member: register.name(debt.member).to_owned() };
                let lines = arrears.debts.iter().map(line).collect();
                let reminders = all.remove(&arrears.payer).unwrap_or_default();
                Payer { reminded: reminded(&arrears, &reminders), arrears, lines, reminders }
            };
            Ok(register.arrears(*today).into_iter().map(named).collect())
        });
        if std::mem::take(&mut self.remind_next) {
            sight.go(REMIND, self.picked());
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let all = self.seen.get().map_or(&[][..], Vec::as_slice);
        let currency = *sight.currency();
        let totals = totals(all);
        let total: Money = totals.iter().copied().sum();
        let subtitle = if all.is_empty() {
            String::new()
        } else {
            let payers = text::plural(all.len(), t!("payer owes"), t!("payers owe"));
            t!("{payers} {total}", payers = payers, total = currency.show(total))
        };
        sight.header(ui, &subtitle, |ui| {
            if all.is_empty() {
                return;
            }
            SEE_REMINDERS.primary(ui, sight);
            ui::menu_button(ui, t!("More for arrears"), |ui| {
                let shown: Vec<PersonId> = self.shown().iter().map(|payer| payer.arrears.payer).collect();
                papers(ui, sight, &shown);
            });
        });
        if self.seen.get().is_none() {
            return;
        }
        if all.is_empty() {
            let body =
                t!("Whoever owes dues stands here, by how long they are overdue. Dues are charged by a dues run.");
            ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nobody owes dues"), body, |ui| {
                if Button::secondary(t!("See the dues run")).show(ui).clicked() {
                    sight.go(DUES, "");
                }
                if Button::secondary(t!("See the members")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
            });
            return;
        }
        let mut age = self.age;
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 16, bottom: 16 }).show(ui, |ui| {
            ui::summary_strip(ui, |ui| {
                if ui.available_width() < 900.0 {
                    ui.spacing_mut().item_spacing.x = 18.0;
                }
                for (at, sum) in totals.iter().enumerate() {
                    let tone = if at >= 3 && !sum.is_zero() { Some(Tone::Danger) } else { None };
                    if stat(ui, age_label(at), &currency.show(*sum), tone).clicked() {
                        age = if age == Some(at) { None } else { Some(at) };
                    }
                }
                ui.separator();
                if stat(ui, t!("Together"), &currency.show(total), None).clicked() {
                    age = None;
                }
            });
        });
        if age != self.age {
            self.age = age;
            self.table.selection.clear();
        }
        ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut table = std::mem::take(&mut self.table);
        let (mut split, mut opened) = (self.split, None);
        let shown = self.shown();
        let at = table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let chosen = shown.get(at).or_else(|| shown.first()).copied();
        let selected: Vec<&Payer> = table
            .selection
            .rows()
            .filter_map(|at| usize::try_from(at).ok())
            .filter_map(|at| shown.get(at).copied())
            .collect();
        split.show(
            ui,
            |ui| opened = list(ui, sight, &shown, &mut table),
            |ui| match chosen {
                _ if selected.len() > 1 => several(ui, sight, &selected),
                Some(payer) => pane(ui, sight, payer),
                None => {
                    ui::paragraph(ui, t!("Nobody owes anything of this age"), BODY.ink(look(ui).muted));
                }
            },
        );
        (self.table, self.split) = (table, split);
        if let Some(person) = opened {
            sight.go(LIST, person.to_string());
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.remind_next = key == SEE_REMINDERS.key;
    }

    fn go(&mut self, filter: &str) {
        self.age = AGES.iter().position(|(key, _)| *key == filter.trim());
    }
}
