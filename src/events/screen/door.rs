//! The door: a few letters, Enter, in. Who is not on the list walks in on the same line.

use egui::{Frame, Id, Key, Margin, Stroke, Ui, vec2};

use super::super::model::{Attendance, Event, EventId, tally};
use super::super::ops::people::{self as ops, WalkIn};
use super::super::store;
use super::people::tone;
use super::{CALENDAR, PLAN};
use crate::app::{Live, Reply, Screen, Sight};
use crate::ledger::screen::parts::{read_only, without_value};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, Tone, checkbox, icons, line, look};

/// See the head of this file.
pub(in crate::events) struct Door {
    id: Option<EventId>,
    data: Live<Option<(Event, Vec<Attendance>)>, Option<EventId>>,
    text: String,
    /// A walk-in comes into the register.
    to_register: bool,
    table: TableState,
    doing: Option<Reply<()>>,
    /// The field takes the keyboard again once an answer is there.
    focus: bool,
    last: String,
}

impl Door {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            data: Live::new(&[
                "attendance",
                "person",
                "event",
                "event_level",
                "event_table",
                "ticket_payment",
                "entry",
            ]),
            text: String::new(),
            to_register: true,
            table: TableState::default(),
            doing: None,
            focus: true,
            last: String::new(),
        })
    }

    /// Those with these letters who are not in yet first; without letters everybody.
    fn fits(&self) -> Vec<Attendance> {
        let Some(Some((_, all))) = self.data.get() else { return Vec::new() };
        let mut fits: Vec<Attendance> = if self.text.trim().is_empty() {
            all.clone()
        } else {
            store::matching(all, &self.text).into_iter().cloned().collect()
        };
        fits.sort_by_key(|one| one.came == Some(true));
        fits
    }

    fn check(&mut self, one: &Attendance, sight: &Sight<'_>) {
        let (id, came) = (one.id, one.came != Some(true));
        self.last = if came { t!("{name} is in", name = one.name) } else { t!("{name} is not in", name = one.name) };
        self.doing = Some(sight.desk.run(&ops::CHECK_IN, move |office| ops::check_in(office, id, came)));
        self.text.clear();
        self.focus = true;
    }

    fn walk_in(&mut self, sight: &Sight<'_>) {
        let Some(event) = self.id else { return };
        let who = WalkIn { name: self.text.trim().to_owned(), to_register: self.to_register, ..WalkIn::default() };
        self.last = t!("{name} walked in", name = who.name);
        self.doing =
            Some(sight.desk.run(&ops::WALK_IN, move |office| ops::walk_in(office, event, &who).map(without_value)));
        self.text.clear();
        self.focus = true;
    }

    fn line(&mut self, ui: &mut Ui, sight: &Sight<'_>, fits: &[Attendance]) {
        let id = Id::unique("events.door");
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
            // Shift and Enter walks in whoever is typed, also where somebody of that name is on the list.
            let shift = ui.input(|i| i.modifiers.shift);
            let before = self.text.clone();
            let response = Field::new(t!("A few letters of the name"), &mut self.text).id(id).show(ui);
            if before != self.text {
                self.table.other_rows();
            }
            let entered = response.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
            let typed = self.text.trim().to_owned();
            let open: Vec<&Attendance> = fits.iter().filter(|one| one.came != Some(true)).collect();
            let why_not = self.doing.is_some().then(|| t!("It is being saved")).or(read_only(sight));
            let hint = match (typed.is_empty(), open.as_slice()) {
                (true, _) => t!("Enter checks in who stands first; a name that is not on the list walks in").to_owned(),
                (false, [one]) => t!("Enter: {name} is in", name = one.name),
                (false, []) => t!("Nobody of that name is still expected. Enter: {name} walks in", name = typed),
                (false, several) => t!(
                    "{count} of these letters. Enter: {name} is in",
                    count = several.len(),
                    name = several.first().map_or("", |one| one.name.as_str())
                ),
            };
            ui.horizontal(|ui| {
                line(ui, &hint, BODY.ink(look(ui).muted));
            });
            ui.horizontal(|ui| {
                if !typed.is_empty()
                    && Button::secondary(&t!("{name} walks in", name = typed))
                        .key(t!("Shift Enter"))
                        .unless(why_not)
                        .show(ui)
                        .clicked()
                {
                    self.walk_in(sight);
                }
                checkbox(ui, &mut self.to_register, t!("Walk-ins come into the register"));
            });
            if entered && !typed.is_empty() && why_not.is_none() {
                match open.first() {
                    Some(one) if !shift => {
                        let one = (*one).clone();
                        self.check(&one, sight);
                    }
                    _ => self.walk_in(sight),
                }
            } else if entered {
                self.focus = true;
            }
            if !self.last.is_empty() {
                ui.horizontal(|ui| {
                    ui::chip(ui, &self.last, Tone::Good);
                });
            }
        });
    }
}

impl Screen for Door {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.data.want(sight.desk, self.id, |conn, id| {
            let Some(id) = id else { return Ok(None) };
            Ok(Some((store::event(conn, *id)?, store::people(conn, *id)?)))
        });
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.doing, self.focus) = (None, true),
            Some(Err(problem)) => {
                (self.doing, self.focus) = (None, true);
                self.last.clear();
                sight.problem(problem);
            }
            None => {}
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let known = self.data.get().and_then(Option::as_ref);
        let words = known.map_or_else(String::new, |(event, all)| {
            let sums = tally(all);
            let expected = sums.going.max(sums.came);
            t!(
                "{event}: {came} of {expected} in, {walked} walked in",
                event = event.new.title,
                came = sums.came,
                expected = expected,
                walked = sums.walked_in
            )
        });
        let id = self.id;
        sight.header(ui, &words, |ui| {
            if let Some(id) = id
                && Button::secondary(t!("Back to the plan")).show(ui).clicked()
            {
                sight.go(PLAN, format!("{id} people"));
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            ui::empty_state(
                ui,
                icons::SIGN_IN,
                t!("No door is open"),
                t!("Choose an event in the calendar, then go to its door"),
                |ui| {
                    if Button::primary(t!("To the calendar")).show(ui).clicked() {
                        sight.go(CALENDAR, "");
                    }
                },
            );
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        let fits = self.fits();
        self.line(ui, sight, &fits);
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let currency = *sight.currency();
        let columns = [
            Column::new("name", t!("Name"), 220.0).grows(2.0).least(140.0).unsorted(),
            Column::new("state", t!("State"), 130.0).unsorted(),
            Column::new("level", t!("Ticket"), 130.0).grows(1.0).unsorted(),
            Column::new("open", t!("To pay"), 96.0).figures().unsorted(),
            Column::new("seat", t!("Table"), 96.0).unsorted(),
            Column::new("needs", t!("Needs"), 160.0).grows(1.0).unsorted().spare(),
        ];
        let mut state = std::mem::take(&mut self.table);
        let out = Table::new(t!("On the list"), &columns).rows(u64::try_from(fits.len()).unwrap_or(0)).show(
            ui,
            &mut state,
            |at| fits.get(usize::try_from(at).ok()?),
            |one: &Attendance, column| match column {
                0 if one.host.is_empty() => Cell::Strong(one.name.as_str().into()),
                0 => Cell::Named(one.name.as_str().into(), t!("with {host}", host = one.host).into()),
                1 => Cell::Chip(one.says().into(), tone(one)),
                2 => Cell::Text(one.level.as_str().into()),
                3 if one.open().is_zero() => Cell::Empty,
                3 => Cell::Chip(currency.figures(one.open()).into(), Tone::Warning),
                4 => Cell::Text(one.seat.as_str().into()),
                _ => Cell::Muted(
                    [one.new.diet.as_str(), one.new.access.as_str()]
                        .into_iter()
                        .filter(|t| !t.is_empty())
                        .collect::<Vec<_>>()
                        .join("; ")
                        .into(),
                ),
            },
        );
        self.table = state;
        if let Some(one) = out.opened.and_then(|at| fits.get(usize::try_from(at).ok()?))
            && self.doing.is_none()
            && read_only(sight).is_none()
        {
            self.check(one, sight);
        }
    }

    /// An event's id.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.id = Some(EventId(id));
            self.text.clear();
            self.focus = true;
        }
    }
}
