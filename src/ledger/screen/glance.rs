//! Money at a glance: what had come until each day beside last year, by month, by kind; the numbers of all three one key away.

use egui::{Frame, Id, Key, Margin, ScrollArea, Stroke, Ui, vec2};

use super::export::Saving;
use super::sheet;
use crate::app::{Command, Live, Screen, Shortcut, Sight};
use crate::cli::Opens;
use crate::kit::{Currency, Day, Money, day};
use crate::ledger::model::{Beside, Through};
use crate::ledger::store::through::{label, numbers, opens, read};
use crate::t;
use crate::ui::plot::{Bar, bars};
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Choice, OverTime, SMALL, TimeLine, card, icons, line, look};

/// The screen.
pub const GLANCE: &str = "money.glance";

/// What the answers depend on.
const TABLES: &[&str] = &["entry", "entry_line", "category", "office"];
/// How many years can be chosen.
const YEARS: usize = 6;
/// Height of each plot, points.
const PLOT: f32 = 168.0;

/// Shows the numbers behind the plots, or the plots again.
pub static NUMBERS: Command = Command {
    key: "money.numbers",
    says: || t!("Plots or their numbers"),
    icon: Some(icons::TABLE),
    shortcut: Some(Shortcut::letter(Key::T)),
    screen: GLANCE,
    writes: false,
    ..Command::NONE
};

/// Saves the numbers.
pub static SAVE: Command = Command {
    key: "money.save_numbers",
    says: || t!("Save the numbers…"),
    icon: Some(icons::DOWNLOAD_SIMPLE),
    screen: GLANCE,
    writes: false,
    ..Command::NONE
};

/// See the head of this file.
pub(super) struct Glance {
    /// A day of the year that is looked at; none for this year.
    on: Option<Day>,
    through: Live<Through, Day>,
    numbers: bool,
    table: TableState,
    saving: Saving,
}

impl Glance {
    pub(super) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            on: None,
            through: Live::new(TABLES),
            numbers: false,
            table: TableState::default(),
            saving: Saving::default(),
        })
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (profile, today) = (&sight.facts.profile, sight.today());
        let mut years = vec![profile.year_of(today)];
        while years.len() < YEARS {
            let Some(before) = years.last().and_then(|year| year.0.pred_opt()) else { break };
            years.push(profile.year_of(before));
        }
        let words: Vec<String> = years.iter().map(|year| label(*year)).collect();
        let mut year = profile.year_of(self.on.unwrap_or(today)).1;
        let mut options: Vec<(Day, &str)> =
            years.iter().zip(&words).map(|(year, words)| (year.1, words.as_str())).collect();
        let own = label(profile.year_of(year));
        if options.iter().all(|(to, _)| *to != year) {
            options.push((year, &own));
        }
        if Choice::new(t!("Year"), &mut year, &options).bare().show(ui).changed() {
            self.on = Some(year);
            self.table.other_rows();
        }
    }

    fn subtitle(&self, sight: &Sight<'_>) -> String {
        let Some(through) = self.through.get() else { return String::new() };
        let on = sight.today().min(through.now.1);
        let ([now, before], currency) = (through.until(on), sight.currency());
        t!(
            "{now} until {day}, {before} until the same day of {year}",
            now = currency.show(now),
            day = day::long(on),
            before = currency.show(before),
            year = label(through.before)
        )
    }
}

/// An amount as an axis has it: in whole pounds.
fn major(sum: Money, currency: Currency) -> f64 {
    sum.0 as f64 / 10_f64.powi(i32::from(currency.digits))
}

fn shown(value: f64, currency: Currency) -> String {
    currency.show(Money((value * 10_f64.powi(i32::from(currency.digits))).round() as i64))
}

/// What had come until each day, beside the year before.
fn through_the_year(ui: &mut Ui, sight: &Sight<'_>, through: &Through) {
    let currency = *sight.currency();
    let last = sight.today().clamp(through.now.0, through.now.1);
    // What came stays where it is until something else comes.
    let stairs = |points: &[(Day, Money)], end: Day| {
        let mut out = vec![(through.now.0, 0.0)];
        for (on, until) in points {
            if let Some((_, before)) = out.last().copied().filter(|(day, _)| day < on) {
                out.push((*on, before));
            }
            out.push((*on, major(*until, currency)));
        }
        let top = out.last().map_or(0.0, |(_, value)| *value);
        out.push((end, top));
        out
    };
    let [now, then] = through.lines();
    let (now, then) = (stairs(&now, last), stairs(&then, through.now.1));
    let (this, before) = (label(through.now), label(through.before));
    let lines =
        [TimeLine { name: &this, points: &now, faint: false }, TimeLine { name: &before, points: &then, faint: true }];
    let [sum, other] = through.until(last);
    let says = t!(
        "Income through the year: {now} until {day}, {before} until the same day of {year}",
        now = currency.show(sum),
        day = day::long(last),
        before = currency.show(other),
        year = before
    );
    let plot = OverTime {
        says: &says,
        height: PLOT,
        days: through.now,
        lines: &lines,
        target: None,
        show: &move |value| shown(value, currency),
    };
    plot.show(ui, Id::unique("money.glance.through"));
}

/// Bars of rows; answers what was opened.
fn beside(
    ui: &mut Ui,
    sight: &Sight<'_>,
    name: &str,
    rows: &[Beside],
    through: &Through,
    short: bool,
) -> Option<Opens> {
    let currency = *sight.currency();
    let all: Vec<Bar> = rows
        .iter()
        .map(|row| Bar {
            label: if short { row.name.chars().take(3).collect() } else { row.name.clone() },
            now: major(row.now, currency),
            before: major(row.before, currency),
        })
        .collect();
    let (this, before) = (label(through.now), label(through.before));
    let (_, clicked) = bars(ui, name, PLOT, &all, [&this, &before], |value| shown(value, currency));
    let row = rows.get(clicked?)?;
    // Of a month or kind that nothing came in yet this year, last year's.
    let days = if row.now.is_zero() { row.days[1] } else { row.days[0] };
    Some(opens(row.kind, days))
}

impl Screen for Glance {
    fn logic(&mut self, sight: &Sight<'_>) {
        let on = self.on.unwrap_or(sight.today());
        self.through.want(sight.desk, on, |conn, on| read(conn, *on));
        self.saving.logic(sight);
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, &self.subtitle(sight), |ui| {
            NUMBERS.secondary(ui, sight);
            ui::menu_button(ui, t!("More for the plots"), |ui| {
                SAVE.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, if self.numbers { look(ui).surface } else { look(ui).canvas });
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| self.bar(ui, sight));
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let Self { through, numbers, table, .. } = self;
        let Some(through) = through.get() else { return };
        if through.is_empty() {
            let body = t!(
                "Nothing came in during this year or the one before. Once something does, it shows here as it grows"
            );
            ui::empty_state(ui, icons::CHART_LINE_UP, t!("Nothing to plot yet"), body, |ui| {
                super::RECORD.primary(ui, sight);
                super::BRING_IN.secondary(ui, sight);
            });
            return;
        }
        let mut opened = None;
        if *numbers {
            let made = crate::ledger::store::through::numbers(through);
            opened = sheet::show(ui, &made, "money.glance", table, *sight.currency()).cloned();
        } else {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                    ui.spacing_mut().item_spacing = vec2(16.0, 16.0);
                    card(ui, |ui| {
                        ui::section(ui, t!("Through the year"));
                        let words = t!(
                            "{year}, and {before} in grey",
                            year = label(through.now),
                            before = label(through.before)
                        );
                        line(ui, &words, SMALL.ink(look(ui).muted));
                        through_the_year(ui, sight, through);
                    });
                    let wide = ui.available_width() > 900.0;
                    let months = |ui: &mut Ui| {
                        card(ui, |ui| {
                            ui::section(ui, t!("By month"));
                            beside(ui, sight, t!("Income by month"), &through.months(), through, true)
                        })
                        .inner
                    };
                    let kinds = |ui: &mut Ui| {
                        card(ui, |ui| {
                            ui::section(ui, t!("By kind"));
                            let rows: Vec<Beside> = through.by_kind().into_iter().take(6).collect();
                            beside(ui, sight, t!("Income by kind"), &rows, through, false)
                        })
                        .inner
                    };
                    if wide {
                        let mut right = None;
                        ui::two(ui, |ui| opened = months(ui), |ui| right = kinds(ui));
                        opened = opened.take().or(right);
                    } else {
                        opened = months(ui);
                        opened = kinds(ui).or(opened.take());
                    }
                    line(ui, t!("T shows the numbers. A click on a bar opens its entries."), BODY.ink(look(ui).muted));
                });
            });
        }
        if let Some(opens) = opened {
            sight.open(&opens);
        }
    }

    /// A day of a year; `numbers` for the table.
    fn go(&mut self, filter: &str) {
        for word in filter.split_whitespace() {
            match word {
                "numbers" => self.numbers = true,
                word => self.on = day::from_iso(word).ok().or(self.on),
            }
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == NUMBERS.key {
            self.numbers = !self.numbers;
        } else if let Some(through) = self.through.get() {
            self.saving.ask(sight, numbers(through), "income.xlsx");
        }
    }
}
