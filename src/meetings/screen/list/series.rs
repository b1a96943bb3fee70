//! A body that meets again and again: the rhythm, its end, what falls out, and the days that come of it.

use egui::Ui;

use super::super::super::model::{FieldProblem, NewMeeting, series};
use super::super::parts::{Fields, problem, two};
use super::Typed;
use crate::app::Sight;
use crate::kit::{Day, Problem, day, text};
use crate::t;
use crate::ui::{self, Choice, SMALL, look};

/// The rhythm as it is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Again {
    /// A word of the rhythms; empty for one meeting.
    pub rhythm: String,
    pub until: String,
    pub except: String,
}

impl Again {
    /// The days that are typed.
    pub(super) fn days(&self, first: Day, sight: &Sight<'_>) -> Result<Vec<Day>, Vec<FieldProblem>> {
        let wrong = |field, problem: &Problem| vec![FieldProblem::new(field, problem.to_string())];
        let read = |text: &str| day::typed(text, sight.today(), sight.facts.profile.month_first);
        let until = match self.until.trim() {
            "" => return Err(vec![FieldProblem::new("until", t!("Say until when it meets again"))]),
            text => read(text).map_err(|problem| wrong("until", &problem))?,
        };
        let mut except = Vec::new();
        for part in self.except.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let month = part.len() == 7 && day::from_iso(&format!("{part}-01")).is_ok();
            except.push(if month {
                part.to_owned()
            } else {
                read(part).map_err(|problem| wrong("except", &problem))?.to_string()
            });
        }
        series::days(first, &self.rhythm, Some(until), None, &except).map_err(|problem| wrong("except", &problem))
    }

    /// The meetings that are typed, one for each day.
    pub(super) fn meetings(&self, new: &NewMeeting, sight: &Sight<'_>) -> Result<Vec<NewMeeting>, Vec<FieldProblem>> {
        Ok(self.days(new.day, sight)?.into_iter().map(|day| NewMeeting { day, ..new.clone() }).collect())
    }
}

/// The fields, and the days as far as they are typed. Answers whether Enter was pressed.
pub(super) fn fields(ui: &mut Ui, sight: &Sight<'_>, typed: &mut Typed, problems: &[FieldProblem]) -> bool {
    let mut options: Vec<(String, &str)> = vec![(String::new(), t!("Once"))];
    options.extend(series::RHYTHMS.iter().map(|(key, says)| ((*key).to_owned(), says())));
    Choice::new(t!("Meets again"), &mut typed.again.rhythm, &options).problem(problem(problems, "again")).show(ui);
    if typed.again.rhythm.is_empty() {
        return false;
    }
    let fields = Fields { sight, problems };
    let (mut enter, mut other) = (false, false);
    let Typed { again, form, .. } = typed;
    two(
        ui,
        |ui| enter |= fields.day(ui, "until", t!("Until"), &mut again.until),
        |ui| other |= fields.text(ui, "except", t!("But not on"), &mut again.except),
    );
    let muted = SMALL.ink(look(ui).muted);
    let first = day::typed(&form.day, sight.today(), sight.facts.profile.month_first).ok();
    match first.map(|first| again.days(first, sight)) {
        Some(Ok(days)) => {
            let count = text::plural(days.len(), t!("meeting"), t!("meetings"));
            let each: Vec<String> = days.iter().map(|on| day::brief(*on)).collect();
            ui::paragraph(ui, &t!("{count}: {days}", count = count, days = each.join(" · ")), muted);
        }
        _ => {
            let hint = t!("Days or whole months that fall out, parted by commas: 4 May 2027, 2027-08");
            ui::paragraph(ui, hint, muted);
        }
    }
    enter | other
}
