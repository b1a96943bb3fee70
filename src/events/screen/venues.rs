//! The book of venues: the list, and beside it the one that is looked at with notes of past use.

use egui::{Frame, Id, Margin, Stroke, Ui, vec2};

use super::super::model::{Access, Venue, VenueForm, VenueId};
use super::super::{ops::venue as ops, store};
use super::ADD_VENUE;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::day;
use crate::kit::fold::fold;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, terms, two, with_id, without_value};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::shown::Shown;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Field, SMALL, Search, Tone, checkbox, icons, look};

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<VenueId>,
    form: VenueForm,
}

/// See the head of this file.
pub(in crate::events) struct Venues {
    text: String,
    all: Live<Vec<Venue>>,
    shown: Shown<String>,
    form: Option<Typing<Typed>>,
    note: String,
    doing: Option<Reply<()>>,
    pending: bool,
}

const TABLES: &[&str] = &["venue", "venue_note", "event"];

fn tone(access: Access) -> Tone {
    match access {
        Access::Full => Tone::Good,
        Access::Part => Tone::Warning,
        Access::No => Tone::Danger,
        Access::Unknown => Tone::Plain,
    }
}

impl Venues {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            all: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            note: String::new(),
            doing: None,
            pending: false,
        })
    }

    fn list(&self) -> &[Venue] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&Venue> {
        let id = self.shown.open(self.list(), |one| one.id.0)?;
        self.list().iter().find(|one| one.id.0 == id)
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let currency = *sight.currency();
        let columns = [
            Column::new("name", t!("Venue"), 180.0).grows(2.0).least(130.0).unsorted(),
            Column::new("capacity", t!("Fits"), 72.0).figures().unsorted(),
            Column::new("access", t!("Access"), 120.0).unsorted(),
            Column::new("cost", t!("Cost"), 92.0).figures().unsorted(),
            Column::new("contact", t!("Contact"), 160.0).grows(1.0).unsorted().spare(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Venues"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &Venue, column| match column {
                0 if row.new.closed => Cell::Muted(row.new.name.as_str().into()),
                0 => Cell::Strong(row.new.name.as_str().into()),
                1 => Cell::Text(row.new.capacity.map(|n| n.to_string()).unwrap_or_default().into()),
                2 => Cell::Chip(row.new.access.label().into(), tone(row.new.access)),
                3 => Cell::Text(row.new.cost.map(|sum| currency.figures(sum)).unwrap_or_default().into()),
                _ => Cell::Muted(row.new.contact.as_str().into()),
            },
        );
        shown.table = state;
        if out.selected {
            shown.picked();
            if self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
                self.form = None;
            }
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.form.is_none()
            && let Some(one) = self.open()
        {
            let typed = Typed { of: Some(one.id), form: VenueForm::of(&one.new, *sight.currency()) };
            let mut typing = Typing::new(typed);
            typing.takes_focus();
            self.form = Some(typing);
        }
        let seen = self.open().cloned();
        let Some(form) = &mut self.form else {
            ui::paragraph(ui, t!("Choose a venue in the list, or write a new one down."), BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let enter = fields(ui, sight, form);
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => form.save(|typed| save(typed, sight)),
            None => {}
        }
        if let Some(venue) = seen.filter(|venue| self.form.as_ref().is_some_and(|form| form.typed.of == Some(venue.id)))
        {
            self.notes(ui, sight, &venue);
        }
    }

    fn notes(&mut self, ui: &mut Ui, sight: &Sight<'_>, venue: &Venue) {
        ui.add_space(8.0);
        ui::section(ui, t!("How it went there"));
        let response = Field::new(t!("A note"), &mut self.note).show(ui);
        let why_not = self.note.trim().is_empty().then(|| t!("Write how it went")).or(read_only(sight));
        let press = Button::secondary(t!("Keep the note")).unless(why_not).show(ui).clicked();
        if (press || entered(&response)) && why_not.is_none() {
            let (id, on, note) = (venue.id, sight.today(), std::mem::take(&mut self.note));
            self.doing =
                Some(sight.desk.run(&ops::NOTE, move |office| ops::note(office, id, on, &note).map(without_value)));
        }
        for (on, note) in &venue.notes {
            ui::paragraph(ui, &format!("{}: {note}", day::short(*on)), SMALL);
        }
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>) -> bool {
    let id = Id::unique("events.venue");
    ui::section(ui, if form.typed.of.is_some() { t!("Venue") } else { t!("New venue") });
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { of, form }, problems, .. } = form;
    let fields = Fields { sight, problems };
    let name = Field::new(t!("Name"), &mut form.name).id(id).problem(problem(problems, "name")).show(ui);
    let mut enter = entered(&name);
    Field::new(t!("Address"), &mut form.address).rows(2).show(ui);
    let (mut left, mut right) = (false, false);
    two(
        ui,
        |ui| left |= fields.text(ui, "capacity", t!("How many fit in"), &mut form.capacity),
        |ui| right |= fields.money(ui, "cost", t!("Usual cost"), &mut form.cost),
    );
    enter |= left | right;
    let options: Vec<(String, &str)> = Access::ALL.iter().map(|one| (one.key().to_owned(), one.label())).collect();
    Choice::new(t!("Access"), &mut form.access, &options).problem(problem(problems, "access")).show(ui);
    enter |= fields.text(ui, "access_note", t!("What to know about access"), &mut form.access_note);
    enter |= fields.text(ui, "cost_note", t!("What the cost covers"), &mut form.cost_note);
    enter |= fields.text(ui, "contact", t!("Contact"), &mut form.contact);
    Field::new(t!("Note"), &mut form.note).rows(2).show(ui);
    if of.is_some() {
        checkbox(ui, &mut form.closed, t!("No longer used"));
    }
    enter
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse(&terms(sight))?;
    Ok(match typed.of {
        Some(id) => sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |()| id.0))),
        None => sight.desk.run(&ops::ADD, move |office| ops::add(office, &new).map(|done| with_id(done, |id| id.0))),
    })
}

impl Screen for Venues {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, (), |conn, ()| store::venues(conn));
        let words = fold(&self.text);
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &self.text.clone(), |one| {
                fold(&format!("{} {} {}", one.new.name, one.new.address, one.new.contact)).contains(&words)
            });
            self.shown.follow(all, |one| one.id.0);
        }
        if let Some(form) = &mut self.form
            && let Some(Outcome::Saved(id)) = form.logic()
        {
            self.form = None;
            self.shown.show(id);
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.doing = None,
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.all.get().is_some() && std::mem::take(&mut self.pending) {
            self.form = Some(Typing::new(Typed::default()));
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.list().iter().filter(|one| !one.new.closed).count();
        let words = if count == 0 { String::new() } else { crate::kit::text::plural(count, t!("venue"), t!("venues")) };
        sight.header(ui, &words, |ui| {
            ADD_VENUE.primary(ui, sight);
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "Write down halls, rooms and back rooms once: how many fit in, whether everybody gets in, what it costs, whom to ask, and how it went"
            );
            ui::empty_state(ui, icons::MAP_PIN, t!("No venues yet"), body, |ui| {
                ADD_VENUE.primary(ui, sight);
            });
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            Search::new(t!("Search venues"), &mut self.text).width(220.0).show(ui);
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
    }

    /// A venue's id, `new`, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = true;
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if key == ADD_VENUE.key && !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = true;
        }
    }
}
