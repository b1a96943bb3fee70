//! Who owes what, by how long it is overdue.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::{AGES, Arrears, Debt, PersonId, age_label, age_of};
use super::super::store;
use super::{DUES, LIST, PAY, TABLES};
use crate::app::export::Exporting;
use crate::app::{Live, Screen, Sight};
use crate::kit::{Day, Money, day, text};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Link, Split, TITLE, Tone, chip, icons, look, stat};

/// One debt with the member it is for.
struct Line {
    debt: Debt,
    member: String,
}

/// What one payer owes.
struct Payer {
    arrears: Arrears,
    lines: Vec<Line>,
}

/// See the head of this file.
pub(in crate::members) struct ArrearsScreen {
    seen: Live<Vec<Payer>, Day>,
    /// Only those who owe something of this age.
    age: Option<usize>,
    table: TableState,
    split: Split,
    exporting: Exporting,
}

impl ArrearsScreen {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            seen: Live::new(TABLES),
            age: None,
            table: TableState::default(),
            split: Split::default(),
            exporting: Exporting::default(),
        })
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

fn list(ui: &mut Ui, sight: &Sight<'_>, shown: &[&Payer], table: &mut TableState) -> Option<PersonId> {
    ui.painter().rect_filled(ui.max_rect(), 0, look(ui).surface);
    let names: Vec<String> = (0..AGES.len()).map(|age| age_label(age).to_owned()).collect();
    let keys = AGES.map(|(key, _)| key);
    let mut columns = vec![Column::new("name", t!("Payer"), 170.0).grows(1.0).least(110.0).unsorted()];
    for (key, name) in keys.iter().zip(&names) {
        columns.push(Column::new(key, name, 92.0).figures().least(76.0).unsorted().spare());
    }
    columns.push(Column::new("total", t!("Together"), 92.0).figures().unsorted());
    let currency = *sight.currency();
    let out = Table::new(t!("Arrears"), &columns).rows(u64::try_from(shown.len()).unwrap_or(0)).show(
        ui,
        table,
        |at| shown.get(usize::try_from(at).ok()?).copied(),
        |payer: &Payer, column| match column {
            0 => Cell::Strong(payer.arrears.name.as_str().into()),
            6 => Cell::Strong(currency.figures(payer.arrears.total()).into()),
            age => match payer.arrears.ages.get(age - 1) {
                Some(sum) if !sum.is_zero() => Cell::Text(currency.figures(*sum).into()),
                _ => Cell::Empty,
            },
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
}

impl Screen for ArrearsScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.seen.want(sight.desk, sight.today(), |conn, today| {
            let register = store::register(conn)?;
            let named = |arrears: Arrears| {
                let line = |debt: &Debt| Line { debt: debt.clone(), member: register.name(debt.member).to_owned() };
                let lines = arrears.debts.iter().map(line).collect();
                Payer { arrears, lines }
            };
            Ok(register.arrears(*today).into_iter().map(named).collect())
        });
        self.exporting.logic(sight);
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
        sight.header(ui, &subtitle, |_ui| {});
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
        split.show(
            ui,
            |ui| opened = list(ui, sight, &shown, &mut table),
            |ui| match chosen {
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

    fn go(&mut self, filter: &str) {
        self.age = AGES.iter().position(|(key, _)| *key == filter.trim());
    }
}
