//! The fundraising plan: a grid of ways and months with what each should bring and brought; targets are written in place.

mod grid;

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, vec2};

use super::parts::without_value;
use super::typing::{Asking, Question};
use super::{COPY_PLAN, ENTRIES, SAVE_PLAN, WRITE_PLAN};
use crate::app::{Live, Reply, Screen, Sight};
use crate::cli::{Opens, Sheet};
use crate::fundraising::model::{FieldProblem, Plan, Target};
use crate::fundraising::ops::plan::{self as ops, From};
use crate::fundraising::{report, store};
use crate::kit::{Day, Money, Result, day};
use crate::ledger::model::Way;
use crate::ledger::screen::begin::Begin;
use crate::ledger::screen::export::Saving;
use crate::office::{Office, profile};
use crate::t;
use crate::ui::{self, BODY, Choice, icons, line, look};
use grid::{Act, Place, Typed};

/// What the answers depend on.
const TABLES: &[&str] = &["plan_target", "entry", "entry_line", "category", "office"];
/// How many years back can be chosen.
const YEARS: i32 = 4;

type Year = (Day, Day);

/// A plan with all that is shown of it.
struct Shown {
    plan: Plan,
    says: String,
    sheet: Sheet,
    /// To choose from, the newest first.
    years: Vec<(Year, String)>,
    /// Whether the year before is planned, so that its plan is the one to begin from.
    before: bool,
}

/// See the head of this file.
pub(in crate::fundraising) struct Planning {
    /// A day of the year that is looked at; none for this year.
    on: Option<Day>,
    shown: Live<Shown, (Option<Day>, Day)>,
    typed: Typed,
    saving: Vec<(Place, Reply<()>)>,
    /// The grid is shown although nothing is planned and nothing came.
    begun: bool,
    ask: Option<Asking<Begin<Year>>>,
    out: Saving,
    pending: Option<&'static str>,
}

impl Planning {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            on: None,
            shown: Live::new(TABLES),
            typed: Typed::default(),
            saving: Vec::new(),
            begun: false,
            ask: None,
            out: Saving::default(),
            pending: None,
        })
    }

    fn header(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let planned = self.shown.get().is_some_and(|shown| shown.plan.is_planned());
        let words = self.shown.get().map(|shown| {
            let (sums, currency) = (shown.plan.total(), sight.currency());
            let (year, actual) = (shown.says.as_str(), currency.show(sums.actual));
            if planned {
                let target = currency.show(sums.target);
                t!("{year}: {actual} of a planned {target} came", year = year, actual = actual, target = target)
            } else {
                t!("{year}: {actual} came, nothing is planned yet", year = year, actual = actual)
            }
        });
        let nothing = self.shown.get().is_some_and(|shown| shown.plan.is_empty());
        sight.header(ui, &words.unwrap_or_default(), |ui| {
            if planned || nothing {
                WRITE_PLAN.primary(ui, sight)
            } else {
                COPY_PLAN.primary(ui, sight)
            };
            ui::menu_button(ui, t!("More for the plan"), |ui| {
                if planned || nothing {
                    COPY_PLAN.item(ui, sight)
                } else {
                    WRITE_PLAN.item(ui, sight)
                };
                SAVE_PLAN.item(ui, sight);
            });
        });
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(shown) = self.shown.get() else { return };
        let options: Vec<(Year, &str)> = shown.years.iter().map(|(year, says)| (*year, says.as_str())).collect();
        let mut year = shown.plan.year;
        let changed = Choice::new(t!("Plan of"), &mut year, &options).bare().show(ui).changed();
        let words = match &self.typed.wrong {
            Some((_, message)) => Some((message.clone(), look(ui).danger)),
            None => behind(&shown.plan, sight).map(|words| (words, look(ui).warning)),
        };
        if let Some((words, ink)) = words {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &words, BODY.ink(ink)));
        }
        if changed {
            self.on = Some(year.0);
            self.typed = Typed::default();
        }
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(shown) = self.shown.get() else { return };
        if key == COPY_PLAN.key {
            let begin = Begin::new(shown.plan.year, shown.says.clone(), shown.years.clone(), shown.before);
            self.ask = Some(Asking::new(begin));
        } else if key == SAVE_PLAN.key {
            self.out.ask(sight, shown.sheet.clone(), "fundraising-plan.xlsx");
        } else {
            self.begun = true;
            let month = shown.plan.over.min(shown.plan.months.len().saturating_sub(1));
            self.typed.focus = Way::ALL.first().map(|way| (*way, month));
        }
    }

    /// Saves what was typed in a cell, or says what is wrong with it.
    fn write(&mut self, sight: &Sight<'_>, of: Place, text: &str) {
        let Some(shown) = self.shown.get() else { return };
        let (way, month) = of;
        let Some((from, _)) = shown.plan.months.get(month).copied() else { return };
        let currency = *sight.currency();
        let amount = match text.trim() {
            "" => Ok(None),
            text => currency.parse(text, None).map(Some),
        };
        let amount = match amount {
            Ok(Some(sum)) if sum < Money::ZERO => Err(t!("Write an amount of nothing or more").to_owned()),
            Ok(amount) => Ok(amount),
            Err(problem) => Err(problem.message),
        };
        match amount {
            Ok(amount) => {
                let known = shown.plan.lines.iter().find(|line| line.way == way);
                if known.and_then(|line| line.cells.get(month)).is_some_and(|cell| cell.target == amount) {
                    self.typed.texts.remove(&of);
                    return;
                }
                let (year, target) = (shown.plan.year, Target { way, month: from, amount });
                self.saving.push((of, sight.desk.run(&ops::SET, move |office| ops::set(office, year, target))));
            }
            Err(message) => self.typed.wrong = Some((of, format!("{}: {message}", way.label()))),
        }
    }
}

/// The ways that are behind, in words.
fn behind(plan: &Plan, sight: &Sight<'_>) -> Option<String> {
    let all = plan.behind();
    let currency = sight.currency();
    let first = all.iter().take(2).map(|(way, sum)| format!("{} {}", way.label(), currency.show(*sum)));
    let words = first.collect::<Vec<_>>().join(", ");
    match all.len() {
        0 => None,
        1 | 2 => Some(t!("Behind: {ways}", ways = words)),
        more => Some(t!("Behind: {ways} and {count} more", ways = words, count = more - 2)),
    }
}

fn read(office: &Office, on: Option<Day>, today: Day) -> Result<Shown> {
    office.read(|conn| {
        let profile = profile::get(conn)?;
        let (this, year) = (profile.year_of(today), profile.year_of(on.unwrap_or(today)));
        let mut years: Vec<Year> = (-YEARS..=1).rev().filter_map(|years| profile.years_on(this.0, years)).collect();
        if !years.contains(&year) {
            years.push(year);
            years.sort_unstable_by(|a, b| b.cmp(a));
        }
        let plan = store::plan(conn, year, today)?;
        let before = profile.years_on(year.0, -1).map(|before| store::plan(conn, before, today)).transpose()?;
        Ok(Shown {
            says: day::year_words(year.0, year.1),
            sheet: report::plan_sheet(&plan),
            plan,
            years: years.into_iter().map(|year| (year, day::year_words(year.0, year.1))).collect(),
            before: before.is_some_and(|before| before.is_planned()),
        })
    })
}

fn copy(ask: &mut Asking<Begin<Year>>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = Question {
        title: t!("Begin the fundraising plan of {year}", year = ask.what.says),
        does: t!("Plan"),
        body: t!("Each way gets a target for each month, rounded to whole units. What is planned already stays.")
            .to_owned(),
        danger: false,
    };
    let fields = |ui: &mut Ui, what: &mut Begin<Year>, problems: &[FieldProblem]| {
        what.fields(ui, t!("what came in"), problems);
    };
    ask.show(ui, sight, &question, fields, |what| {
        let (per_cent, year, of) = (what.per_cent()?, what.scope, what.of);
        let from = if what.planned { From::Plan } else { From::Actual };
        Ok(sight.desk.run(&ops::COPY, move |office| ops::copy(office, year, of, from, per_cent).map(without_value)))
    })
}

impl Screen for Planning {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.shown.want_office(sight.desk, (self.on, sight.today()), |office, (on, today)| read(office, *on, *today));
        let Self { saving, typed, .. } = self;
        saving.retain_mut(|(of, reply)| match reply.take() {
            None => true,
            Some(Ok(())) => {
                typed.texts.remove(of);
                false
            }
            Some(Err(problem)) => {
                typed.wrong = Some((*of, problem.message.clone()));
                sight.problem(problem);
                false
            }
        });
        self.out.logic(sight);
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
            ui.horizontal(|ui| self.bar(ui, sight));
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let Self { shown, typed, begun, .. } = self;
        let Some(shown) = shown.get() else { return };
        if shown.plan.is_empty() && !*begun {
            let body = t!(
                "Write what dues, appeals, events and the rest should bring in each month; what came of it stands below, and what is behind shows first"
            );
            ui::empty_state(ui, icons::CHART_BAR, t!("Nothing is planned and nothing came"), body, |ui| {
                WRITE_PLAN.primary(ui, sight);
                COPY_PLAN.secondary(ui, sight);
            });
        } else {
            for act in grid::show(ui, sight, &shown.plan, typed) {
                match act {
                    Act::Opened(filter) => sight.open(&Opens { screen: ENTRIES, filter: filter.to_string() }),
                    Act::Wrote(of, text) => self.write(sight, of, &text),
                }
            }
        }
        if self.ask.as_mut().is_some_and(|ask| !copy(ask, ui, sight)) {
            self.ask = None;
        }
    }

    /// A day of a year, or the key of a command.
    fn go(&mut self, filter: &str) {
        if let Ok(on) = day::from_iso(filter) {
            self.on = Some(on);
        } else {
            self.pending = [&COPY_PLAN, &WRITE_PLAN].into_iter().find(|c| c.key == filter).map(|c| c.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&COPY_PLAN, &WRITE_PLAN, &SAVE_PLAN].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
