//! The form of an event, in the pane of the calendar and of its plan.

use egui::{Id, Ui, vec2};

use super::super::model::{Event, EventForm, EventId, Local, Mode, Status};
use super::super::ops::event as ops;
use crate::app::{Reply, Sight};
use crate::kit::Day;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, terms, two, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::{self, Choice, Field, checkbox};

/// What is typed of an event.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// The event that is changed; none for a new one.
    pub(super) of: Option<i64>,
    /// Of a series, the start of the day that is changed.
    pub(super) at: Option<String>,
    pub(super) lead: Who,
    pub(super) form: EventForm,
    /// A new one begins with its kind's template.
    pub(super) template: bool,
    /// Of a day of a series: 0 only this day, 1 this and all later ones, 2 all of it.
    pub(super) scope: usize,
}

/// What there is to choose from.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    pub(super) kinds: Vec<(String, String)>,
    pub(super) venues: Vec<(String, String)>,
}

/// The form with what it works on.
pub(super) struct Form {
    pub(super) typing: Typing<Typed>,
    before: Option<Event>,
    at: Option<Local>,
    found: Suggestions,
}

impl Form {
    pub(super) fn new(on: Day) -> Self {
        let typed = Typed { form: EventForm::new(on), template: true, ..Typed::default() };
        Self { typing: Typing::new(typed), before: None, at: None, found: Suggestions::default() }
    }

    /// Of an event; with a start, of that day of its series.
    pub(super) fn of(event: &Event, at: Option<Local>) -> Self {
        let at = at.filter(|_| event.new.timing.is_series());
        let mut form = EventForm::of(event);
        if let Some(at) = at {
            form.day = crate::kit::day::short(at.date());
            let last = event.new.timing.last_day(at);
            form.last = if last == at.date() { String::new() } else { crate::kit::day::short(last) };
        }
        let typed = Typed {
            of: Some(event.id.0),
            at: at.map(|at| at.to_string()),
            lead: Who::known(event.new.lead, &event.lead_name),
            form,
            template: false,
            scope: 0,
        };
        let mut typing = Typing::new(typed);
        // What is looked at takes no keyboard.
        typing.takes_focus();
        Self { typing, before: Some(event.clone()), at, found: Suggestions::default() }
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<i64> {
        self.found.want(sight.desk, &self.typing.typed.lead);
        match self.typing.logic() {
            Some(Outcome::Saved(id)) => Some(id),
            Some(Outcome::Left) | None => None,
        }
    }

    /// Draws it; answers whether it was left.
    pub(super) fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>, offers: &Offers) -> bool {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let mut enter = self.head(ui, sight, offers);
        enter |= self.when(ui, sight);
        enter |= self.place(ui, sight, offers);
        enter |= self.more(ui, sight);
        if self.at.is_some() {
            let words = [t!("Only this day"), t!("This and later days"), t!("The whole series")];
            ui::segments(ui, &words, &mut self.typing.typed.scope);
        }
        let Self { typing, before, at, .. } = self;
        match typing.buttons(ui, sight, enter) {
            Some(Press::Left) => return true,
            Some(Press::Save) => typing.save(|typed| save(typed, before.as_ref(), *at, sight)),
            None => {}
        }
        false
    }

    fn head(&mut self, ui: &mut Ui, sight: &Sight<'_>, offers: &Offers) -> bool {
        let id = Id::unique("events.title");
        if self.typing.takes_focus() {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let Typing { typed, problems, .. } = &mut self.typing;
        ui::section(ui, if typed.of.is_some() { t!("Event") } else { t!("New event") });
        let title = Field::new(t!("What it is called"), &mut typed.form.title)
            .id(id)
            .problem(problem(problems, "title"))
            .show(ui);
        let (kinds, form) = (options(&offers.kinds), &mut typed.form);
        let (kind, status) = (&mut form.kind, &mut form.status);
        if status.is_empty() {
            Status::Planned.key().clone_into(status);
        }
        let states: Vec<(String, &str)> = Status::ALL.iter().map(|one| (one.key().to_owned(), one.label())).collect();
        two(
            ui,
            |ui| {
                Choice::new(t!("Kind"), kind, &kinds).show(ui);
            },
            |ui| {
                Choice::new(t!("State"), status, &states).show(ui);
            },
        );
        if typed.of.is_none() {
            checkbox(ui, &mut typed.template, t!("Begin with the tasks, roles and checklist of its kind"));
        }
        _ = sight;
        entered(&title)
    }

    fn when(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let Typing { typed, problems, .. } = &mut self.typing;
        let fields = Fields { sight, problems };
        let form = &mut typed.form;
        let (mut enter, mut more) = (false, false);
        two(
            ui,
            |ui| enter |= fields.day(ui, "day", t!("Day"), &mut form.day),
            |ui| more |= fields.day(ui, "last", t!("Last day"), &mut form.last),
        );
        let (mut from, mut to) = (false, false);
        two(
            ui,
            |ui| {
                let field = Field::new(t!("From (empty: all day)"), &mut form.from);
                from |= entered(&field.problem(problem(problems, "from")).show(ui));
            },
            |ui| {
                to |= entered(&Field::new(t!("To"), &mut form.to).problem(problem(problems, "to")).show(ui));
            },
        );
        let rhythms = [
            ("", t!("Once")),
            ("daily", t!("Every day")),
            ("weekly", t!("Every week")),
            ("fortnightly", t!("Every two weeks")),
            ("monthly", t!("Every month, this weekday")),
            ("monthly-day", t!("Every month, this date")),
            ("yearly", t!("Every year")),
        ];
        let mut options: Vec<(String, &str)> = rhythms.iter().map(|(key, says)| ((*key).to_owned(), *says)).collect();
        let own = super::super::model::rule::says(&form.again);
        if !options.iter().any(|(key, _)| *key == form.again) {
            options.push((form.again.clone(), own.as_str()));
        }
        if typed.scope > 0 || typed.at.is_none() {
            let recurs = !form.again.is_empty();
            two(
                ui,
                |ui| {
                    Choice::new(t!("Again"), &mut form.again, &options).problem(problem(problems, "again")).show(ui);
                },
                |ui| {
                    if recurs {
                        more |= fields.day(ui, "until", t!("Until"), &mut form.until);
                    }
                },
            );
        }
        enter | more | from | to
    }

    fn place(&mut self, ui: &mut Ui, sight: &Sight<'_>, offers: &Offers) -> bool {
        let Typing { typed, problems, .. } = &mut self.typing;
        let (fields, form) = (Fields { sight, problems }, &mut typed.form);
        let modes: Vec<(String, &str)> = Mode::ALL.iter().map(|one| (one.key().to_owned(), one.label())).collect();
        if form.mode.is_empty() {
            Mode::Place.key().clone_into(&mut form.mode);
        }
        let mut venues = vec![(String::new(), t!("None of the book"))];
        venues.extend(offers.venues.iter().map(|(id, name)| (id.clone(), name.as_str())));
        let (mode, venue) = (&mut form.mode, &mut form.venue);
        two(
            ui,
            |ui| {
                Choice::new(t!("Where"), mode, &modes).show(ui);
            },
            |ui| {
                Choice::new(t!("Venue"), venue, &venues).show(ui);
            },
        );
        let mut enter = false;
        if form.venue.is_empty() && form.mode != Mode::Online.key() {
            enter |= fields.text(ui, "place", t!("Place"), &mut form.place);
        }
        if form.mode != Mode::Place.key() {
            enter |= fields.text(ui, "link", t!("Address to join online"), &mut form.link);
        }
        enter
    }

    fn more(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let found = &self.found;
        let Typing { typed, problems, .. } = &mut self.typing;
        let shown = person::Shown { label: t!("Lead"), problem: problem(problems, "lead"), ..person::Shown::default() };
        let (response, taken) = person::show(ui, Id::unique("events.lead"), &mut typed.lead, found, shown);
        let mut enter = !taken && entered(&response);
        let (fields, form) = (Fields { sight, problems }, &mut typed.form);
        let (mut left, mut right) = (false, false);
        two(
            ui,
            |ui| left |= fields.text(ui, "capacity", t!("How many can come"), &mut form.capacity),
            |ui| right |= fields.text(ui, "appeal", t!("Word in the ledger"), &mut form.appeal),
        );
        enter |= left | right;
        Field::new(t!("Purpose"), &mut form.purpose).rows(2).show(ui);
        Field::new(t!("Measure of success"), &mut form.measure).rows(2).show(ui);
        enter |= fields.text(ui, "plan_b", t!("Plan B"), &mut form.plan_b);
        Field::new(t!("About it, for who is invited"), &mut form.about).rows(3).show(ui);
        enter
    }
}

fn options(all: &[(String, String)]) -> Vec<(String, &str)> {
    all.iter().map(|(key, says)| (key.clone(), says.as_str())).collect()
}

fn save(
    typed: &Typed,
    before: Option<&Event>,
    at: Option<Local>,
    sight: &Sight<'_>,
) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let mut form = typed.form.clone();
    if typed.lead.is_unclear() {
        return Err(vec![FieldProblem::new("lead", t!("Take somebody of the register from the list"))]);
    }
    form.lead = typed.lead.person.map(|id| id.to_string()).unwrap_or_default();
    let desk = sight.desk;
    let id = |id: EventId| id.0;
    let Some(before) = before else {
        let (new, template) = (form.parse(&terms(sight))?, typed.template);
        return Ok(desk.run(&ops::ADD, move |office| ops::add(office, &new, template).map(|done| with_id(done, id))));
    };
    let of = before.id;
    match (at, typed.scope) {
        (Some(at), 0) => {
            form.again = String::new();
            let new = form.parse(&terms(sight))?;
            Ok(desk.run(&ops::OWN_DAY, move |office| {
                ops::own_day(office, of, at, Some(&new), false).map(|done| with_id(done, id))
            }))
        }
        (Some(at), 1) => {
            let later = before.new.timing.from(at);
            if form.again == EventForm::of(before).again && form.until.is_empty() {
                form.again.clone_from(&later.rule);
            }
            let new = form.parse_over(&terms(sight), Some(&later))?;
            Ok(desk.run(&ops::LATER, move |office| ops::later(office, of, at, &new).map(|done| with_id(done, id))))
        }
        _ => {
            // Of the whole series the day that is shown is not its first one; that stays.
            if at.is_some() {
                let first = EventForm::of(before);
                (form.day, form.last) = (first.day, first.last);
            }
            if form.until.is_empty() && form.again == EventForm::of(before).again {
                form.again.clone_from(&before.new.timing.rule);
            }
            let new = form.parse_over(&terms(sight), Some(&before.new.timing))?;
            Ok(desk.run(&ops::CHANGE, move |office| ops::change(office, of, &new).map(|done| with_id(done, |_| of.0))))
        }
    }
}
