//! The list of an event's people: who is asked, comes, waits, has paid; beside it the one that is looked at.

use egui::{Id, Ui, vec2};

use super::super::model::{Attendance, AttendanceId, EventId, NewAttendance, Presence, RowId};
use super::super::ops::people::{self as ops, Payment};
use super::PEOPLE;
use crate::app::{Reply, Sight};
use crate::kit::Money;
use crate::ledger::model::{FieldProblem, Method};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, with_id, without_value};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Button, Choice, Link, SMALL, Tone, look};

/// The choices of an event: levels of tickets and tables, by id and name.
#[derive(Clone, Debug, Default)]
pub(super) struct Choices {
    pub(super) levels: Vec<(String, String)>,
    pub(super) tables: Vec<(String, String)>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Typed {
    of: Option<AttendanceId>,
    who: Who,
    /// Of a guest who is in no register.
    name: String,
    state: String,
    level: String,
    seat: String,
    price: String,
    diet: String,
    access: String,
    channel: String,
    note: String,
}

/// The form of somebody on the list.
pub(super) struct GuestForm {
    pub(super) typing: Typing<Typed>,
    seen: Option<Attendance>,
    found: Suggestions,
    doing: Option<Reply<()>>,
}

impl GuestForm {
    pub(super) fn new() -> Self {
        let typed = Typed { state: Presence::Invited.key().to_owned(), ..Typed::default() };
        Self { typing: Typing::new(typed), seen: None, found: Suggestions::default(), doing: None }
    }

    pub(super) fn of(one: &Attendance, sight: &Sight<'_>) -> Self {
        let id = |id: Option<RowId>| id.map(|id| id.to_string()).unwrap_or_default();
        let typed = Typed {
            of: Some(one.id),
            who: Who::known(one.person, &one.name),
            name: one.name.clone(),
            state: one.new.state.key().to_owned(),
            level: id(one.new.level),
            seat: id(one.new.seat),
            price: one.new.price.map(|sum| sight.currency().plain(sum)).unwrap_or_default(),
            diet: one.new.diet.clone(),
            access: one.new.access.clone(),
            channel: one.new.channel.clone(),
            note: one.new.note.clone(),
        };
        let mut typing = Typing::new(typed);
        typing.takes_focus();
        Self { typing, seen: Some(one.clone()), found: Suggestions::default(), doing: None }
    }

    pub(super) fn id(&self) -> Option<AttendanceId> {
        self.typing.typed.of
    }

    /// Who it is, as somebody's host.
    pub(super) fn host(&self) -> Option<(AttendanceId, String)> {
        self.seen.as_ref().map(|one| (one.id, one.name.clone()))
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<i64> {
        self.found.want(sight.desk, &self.typing.typed.who);
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => {
                self.doing = None;
                return self.typing.typed.of.map(|id| id.0);
            }
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.typing.logic() {
            Some(Outcome::Saved(id)) => Some(id),
            Some(Outcome::Left) | None => None,
        }
    }

    /// Draws it; answers whether it was left.
    pub(super) fn show(&mut self, ui: &mut Ui, sight: &Sight<'_>, event: EventId, choices: &Choices) -> bool {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let mut enter = self.head(ui, sight);
        let Typing { typed, problems, .. } = &mut self.typing;
        let fields = Fields { sight, problems };
        let states: Vec<(String, &str)> = Presence::ALL.iter().map(|one| (one.key().to_owned(), one.label())).collect();
        Choice::new(t!("Answer"), &mut typed.state, &states).problem(problem(problems, "state")).show(ui);
        for (says, key, value, of) in [
            (t!("Ticket"), "level", &mut typed.level, &choices.levels),
            (t!("Table"), "seat", &mut typed.seat, &choices.tables),
        ] {
            if !of.is_empty() {
                let mut options = vec![(String::new(), t!("None"))];
                options.extend(of.iter().map(|(id, name)| (id.clone(), name.as_str())));
                Choice::new(says, value, &options).problem(problem(problems, key)).show(ui);
            }
        }
        if !choices.levels.is_empty() {
            enter |= fields.money(ui, "price", t!("Price, where it is another"), &mut typed.price);
        }
        for (key, says, text) in [
            ("diet", t!("Diet"), &mut typed.diet),
            ("access", t!("Access needs"), &mut typed.access),
            ("channel", t!("Heard of it by"), &mut typed.channel),
            ("note", t!("Note"), &mut typed.note),
        ] {
            enter |= fields.text(ui, key, says, text);
        }
        let seen = self.seen.clone();
        match self.typing.buttons(ui, sight, enter) {
            Some(Press::Left) => return true,
            Some(Press::Save) => self.typing.save(|typed| save(event, typed, seen.as_ref(), sight)),
            None => {}
        }
        false
    }

    fn head(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> bool {
        let Some(one) = self.seen.clone() else {
            ui::section(ui, t!("Put somebody on the list"));
            let id = Id::unique("events.guest");
            if self.typing.takes_focus() {
                ui.memory_mut(|m| m.request_focus(id));
            }
            let Typing { typed, problems, .. } = &mut self.typing;
            let shown =
                person::Shown { label: t!("Who"), problem: problem(problems, "who"), ..person::Shown::default() };
            let (response, taken) = person::show(ui, id, &mut typed.who, &self.found, shown);
            return !taken && entered(&response);
        };
        match one.person {
            Some(person) => {
                if Link::new(&one.name).show(ui).clicked() {
                    sight.go(PEOPLE, person.to_string());
                }
            }
            None => {
                ui::section(ui, &one.name);
            }
        }
        if !one.host.is_empty() {
            ui::paragraph(ui, &t!("Guest of {host}", host = one.host), SMALL.ink(look(ui).muted));
        }
        ui.horizontal_wrapped(|ui| {
            ui::chip(ui, one.says(), tone(&one));
            if let Some(turn) = one.turn {
                ui::chip(ui, &t!("Place {turn} in the line", turn = turn), Tone::Plain);
            }
        });
        let currency = sight.currency();
        if !one.owes.is_zero() {
            let paid = t!("{paid} of {owes} paid", paid = currency.show(one.paid), owes = currency.show(one.owes));
            ui::paragraph(ui, &paid, SMALL);
        }
        let why_not = self.doing.is_some().then(|| t!("It is being saved")).or(read_only(sight));
        ui.horizontal_wrapped(|ui| {
            if one.came != Some(true) && Button::secondary(t!("Check in")).unless(why_not).show(ui).clicked() {
                let id = one.id;
                self.doing = Some(sight.desk.run(&ops::CHECK_IN, move |office| ops::check_in(office, id, true)));
            }
            if one.open() > Money::ZERO {
                let (id, amount, on) = (one.id, one.open(), sight.today());
                let mut pay = |words: &str, method: Method, ui: &mut Ui| {
                    if Button::secondary(words).unless(why_not).show(ui).clicked() {
                        let payment = Payment { amount, on, method, account: None, reference: String::new() };
                        self.doing = Some(
                            sight.desk.run(&ops::PAY, move |office| ops::pay(office, id, &payment).map(without_value)),
                        );
                    }
                };
                let sum = currency.show(amount);
                pay(&t!("{sum} in cash", sum = sum), Method::Cash, ui);
                pay(&t!("{sum} by card", sum = sum), Method::Card, ui);
            }
        });
        false
    }
}

pub(super) fn tone(one: &Attendance) -> Tone {
    match (one.came, one.new.state) {
        (Some(true), _) => Tone::Good,
        (Some(false), _) => Tone::Danger,
        (None, Presence::Going) => Tone::Accent,
        (None, Presence::Waiting | Presence::Offered | Presence::Maybe) => Tone::Warning,
        (None, _) => Tone::Plain,
    }
}

fn save(
    event: EventId,
    typed: &Typed,
    seen: Option<&Attendance>,
    sight: &Sight<'_>,
) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let wrong = |field: &'static str, problem: crate::kit::Problem| vec![FieldProblem::new(field, problem.to_string())];
    let state = Presence::of(&typed.state).map_err(|p| wrong("state", p))?;
    let id = |text: &str| text.parse().ok().map(RowId);
    let price = if typed.price.trim().is_empty() {
        None
    } else {
        Some(sight.currency().parse(&typed.price, None).map_err(|p| wrong("price", p))?)
    };
    let new = NewAttendance {
        state,
        level: id(&typed.level),
        price,
        seat: id(&typed.seat),
        diet: typed.diet.trim().to_owned(),
        access: typed.access.trim().to_owned(),
        channel: typed.channel.trim().to_owned(),
        note: typed.note.trim().to_owned(),
    };
    let Some(seen) = seen else {
        let Some(person) = typed.who.person else {
            return Err(vec![FieldProblem::new("who", t!("Take somebody of the register from the list"))]);
        };
        return Ok(sight.desk.run(&ops::INVITE, move |office| {
            ops::invite(office, event, &[person], &new).map(|done| with_id(done, |_| 0))
        }));
    };
    let (of, before) = (seen.id, seen.new.state);
    // An answer and what else is known are two steps; the answer is the one that can be refused.
    Ok(if state == before {
        sight.desk.run(&ops::SET, move |office| ops::set(office, of, &new).map(|done| with_id(done, |()| of.0)))
    } else {
        sight.desk.run(&ops::ANSWER, move |office| {
            ops::set(office, of, &new)?;
            ops::answer(office, of, state).map(|done| with_id(done, |_| of.0))
        })
    })
}

/// Draws the list; answers whether another one was chosen.
pub(super) fn table(ui: &mut Ui, sight: &Sight<'_>, people: &[Attendance], state: &mut TableState) -> bool {
    let currency = *sight.currency();
    let columns = [
        Column::new("name", t!("Name"), 170.0).grows(2.0).least(120.0).unsorted(),
        Column::new("state", t!("State"), 116.0).unsorted(),
        Column::new("level", t!("Ticket"), 110.0).grows(1.0).unsorted().spare(),
        Column::new("open", t!("To pay"), 84.0).figures().unsorted(),
        Column::new("seat", t!("Table"), 80.0).unsorted(),
        Column::new("needs", t!("Needs"), 120.0).grows(1.0).unsorted().spare(),
    ];
    let out = Table::new(t!("People"), &columns).rows(u64::try_from(people.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| people.get(usize::try_from(at).ok()?),
        |one: &Attendance, column| match column {
            0 if one.host.is_empty() => Cell::Strong(one.name.as_str().into()),
            0 => Cell::Named(one.name.as_str().into(), t!("with {host}", host = one.host).into()),
            1 => Cell::Chip(one.says().into(), tone(one)),
            2 => Cell::Text(one.level.as_str().into()),
            3 if one.open().is_zero() => Cell::Empty,
            3 => Cell::Text(currency.figures(one.open()).into()),
            4 => Cell::Text(one.seat.as_str().into()),
            _ => {
                let needs = [one.new.diet.as_str(), one.new.access.as_str()];
                Cell::Muted(needs.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ").into())
            }
        },
    );
    out.selected
}
