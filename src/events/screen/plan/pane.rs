//! What stands beside the lists of a plan: the form of what is looked at, and what can be done with it.

use egui::{Id, Ui, vec2};

use super::super::form::Form;
use super::super::part_pane::RowForm;
use super::super::people::GuestForm;
use super::super::{KEY_SHEET, PRINT_DOOR, PRINT_SIGN_UP, sheets, sums};
use super::{Plan, View};
use crate::app::Sight;
use crate::events::model::part::{Part, PartForm};
use crate::events::model::{EventId, PersonId, parts};
use crate::events::{ops, store};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{read_only, terms, without_value};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Tone, line, look};

/// Where tasks are seen.
const TASKS: &str = "tasks.list";

impl Plan {
    pub(super) fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(id) = self.id else { return };
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let cursor = self.cursor();
        match self.view {
            View::Overview => self.pane_of_event(ui, sight),
            View::People => {
                if self.guest.is_none()
                    && let Some(one) = cursor.and_then(|at| self.data.get()?.people.get(at))
                {
                    self.guest = Some(GuestForm::of(one, sight));
                }
                let choices = self.data.get().map(|data| data.choices.clone()).unwrap_or_default();
                if let Some(guest) = &mut self.guest {
                    if guest.show(ui, sight, id, &choices) {
                        self.guest = None;
                    }
                } else {
                    ui::paragraph(ui, t!("Put somebody on the list: press A."), BODY.ink(look(ui).muted));
                }
            }
            View::Part(part) => {
                if self.row.is_none()
                    && let Some(row) = cursor.and_then(|at| self.data.get()?.rows.get(at))
                {
                    self.row = Some(RowForm::of(part, row, sight, &super::PARTS));
                }
                if part == &parts::SPONSORS {
                    self.promises(ui, sight, id);
                }
                let offers = [("category", self.data.get().map(|data| data.categories.clone()).unwrap_or_default())];
                if let Some(row) = &mut self.row {
                    if row.show(ui, sight, id.0, &offers) {
                        self.row = None;
                    }
                } else {
                    ui::paragraph(ui, &t!("Add a {what}: press A.", what = (part.one)()), BODY.ink(look(ui).muted));
                }
                self.next_of_row(ui, sight, part);
                if part == &parts::SHIFTS {
                    self.helpers(ui, sight);
                } else if part == &parts::LOTS {
                    self.lot(ui, sight);
                } else if part == &parts::LESSONS {
                    self.lesson(ui, sight);
                }
            }
            View::Tasks => self.task(ui, sight),
            View::Tell => self.told(ui, sight),
            View::Sheets => self.pane_of_sheets(ui, sight),
            View::Review => sums::left_to_do(ui, sight, self.data.get()),
        }
    }

    fn pane_of_event(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.form.is_none()
            && let Some(event) = self.event()
        {
            self.form = Some(Form::of(event, None));
        }
        let offers = self.offers.get().cloned().unwrap_or_default();
        if let Some(form) = &mut self.form
            && form.show(ui, sight, &offers)
        {
            self.form = None;
        }
    }

    /// The bidding for the lot that is looked at.
    fn lot(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let row = self.row.as_ref().and_then(RowForm::row);
        let lot = self.data.get().and_then(|data| data.lots.iter().find(|lot| Some(lot.id) == row)).cloned();
        if let Some(lot) = lot
            && let Some(begun) = self.bidding.show(ui, sight, &lot)
        {
            self.doing = Some(begun);
        }
    }

    /// A lesson that says what changes becomes a task.
    fn lesson(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        use crate::events::ops::money::{LEARN, learn};
        let Some(row) = self.row.as_ref().and_then(RowForm::row) else { return };
        if Button::secondary(t!("Make it a task")).unless(read_only(sight)).show(ui).clicked() {
            self.doing = Some(sight.desk.run(&LEARN, move |office| learn(office, row).map(without_value)));
        }
    }

    /// Who works the shift that is looked at, and who could.
    fn helpers(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        use crate::events::ops::shift::{OUTCOME, SIGN_UP, What, outcome, sign_up};
        let Some(shift) = self.row.as_ref().and_then(RowForm::row) else { return };
        self.shift = Some(shift.0);
        let Some(data) = self.data.get() else { return };
        let why_not = self.doing.is_some().then(|| t!("It is being saved")).or(read_only(sight));
        ui.add_space(8.0);
        ui::section(ui, t!("Who works it"));
        let mut doing = None;
        for work in data.work.iter().filter(|work| work.shift == shift) {
            ui.horizontal_wrapped(|ui| {
                line(ui, &work.name, BODY);
                line(ui, &work.phone, SMALL.ink(look(ui).muted));
                let person = work.person;
                let over = work.day <= sight.today();
                let next = match (work.state.as_str(), over) {
                    ("asked" | "signed", false) => {
                        vec![(t!("Confirmed"), What::Confirmed), (t!("Called"), What::Called)]
                    }
                    ("completed" | "no_show", _) => Vec::new(),
                    (_, true) => vec![(t!("Completed"), What::Completed(None)), (t!("Not there"), What::NoShow)],
                    _ => Vec::new(),
                };
                ui::chip(
                    ui,
                    &work.state.replace('_', " "),
                    if work.state == "no_show" { Tone::Danger } else { Tone::Plain },
                );
                for (words, what) in next {
                    if Link::new(words).small().show(ui).clicked() && why_not.is_none() {
                        doing = Some(sight.desk.run(&OUTCOME, move |office| outcome(office, shift, person, what)));
                    }
                }
            });
        }
        ui::section(ui, t!("Who could"));
        if data.candidates.is_empty() {
            ui::paragraph(
                ui,
                t!("Nobody who has the skill, or said that they would do something, is free then."),
                SMALL.ink(look(ui).muted),
            );
        }
        for one in data.candidates.iter().take(8) {
            ui.horizontal_wrapped(|ui| {
                let person = one.person;
                if Link::new(&one.name).show(ui).on_hover_text(t!("Sign up for this shift")).clicked()
                    && why_not.is_none()
                {
                    doing = Some(sight.desk.run(&SIGN_UP, move |office| sign_up(office, shift, person, false)));
                }
                if one.skilled {
                    ui::chip(ui, t!("Skilled"), Tone::Good);
                }
                line(ui, &one.why, SMALL.ink(look(ui).muted));
            });
        }
        if doing.is_some() {
            self.doing = doing;
        }
    }

    fn told(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        use crate::events::ops::money::{TOLD, told};
        let people: Vec<store::Told> = self
            .data
            .get()
            .and_then(|data| data.changes.first())
            .map(|change| change.people.clone())
            .unwrap_or_default();
        let Some(one) = self.cursor().and_then(|at| people.get(at)) else {
            ui::paragraph(
                ui,
                t!(
                    "When venue, speaker or time change, press C: the list of everybody who has to hear of it is made, with how to reach them."
                ),
                BODY.ink(look(ui).muted),
            );
            return;
        };
        ui::section(ui, &one.name);
        ui::key_values(ui, &[(t!("Why"), &one.why), (t!("How"), &one.how)]);
        let (id, done) = (one.id, one.told.is_none());
        let words = if done { t!("Told") } else { t!("Not told after all") };
        if Button::primary(words).unless(read_only(sight)).show(ui).clicked() {
            self.doing = Some(sight.desk.run(&TOLD, move |office| told(office, &[id], done)));
        }
    }

    /// What a row is next, by one key.
    fn next_of_row(&mut self, ui: &mut Ui, sight: &Sight<'_>, part: &'static Part) {
        let row = self.row.as_ref().and_then(RowForm::row);
        let next = self.data.get().and_then(|data| data.rows.iter().find(|one| Some(one.id) == row));
        let Some((says, _)) = next.and_then(|row| part.next(row)) else { return };
        let words = t!("Mark: {next}", next = says);
        if Button::secondary(&words).key("S").unless(read_only(sight)).show(ui).clicked() {
            self.settle(sight);
        }
    }

    /// The task that is looked at.
    fn task(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let task = self.cursor().and_then(|at| self.data.get()?.tasks.get(at)).cloned();
        let Some(task) = task else {
            let words = t!(
                "Tasks come with the template of its kind and from lessons; press A for another one. They show on Home when they are due."
            );
            ui::paragraph(ui, words, BODY.ink(look(ui).muted));
            return;
        };
        ui::section(ui, &task.new.text);
        let by = task.due_words(sight.today());
        let owner = if task.owner.is_empty() { t!("Nobody yet") } else { task.owner.as_str() };
        let mut rows = vec![(t!("Who"), owner), (t!("When"), by.as_str())];
        if !task.new.note.is_empty() {
            rows.push((t!("Note"), task.new.note.as_str()));
        }
        rows.retain(|(_, value)| !value.is_empty());
        ui::key_values(ui, &rows);
        ui.horizontal(|ui| {
            if task.is_open() {
                let press = Button::primary(t!("Done")).key("S").unless(read_only(sight)).show(ui).clicked();
                if press {
                    self.settle(sight);
                }
            }
            if Button::secondary(t!("See it in Tasks")).show(ui).clicked() {
                sight.go(TASKS, task.id.to_string());
            }
        });
    }

    /// The sheet that is looked at: keyed in, or printed again.
    fn pane_of_sheets(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(id) = self.id else { return };
        let sheet = self.cursor().and_then(|at| self.data.get()?.sheets.get(at)).cloned();
        if let Some(sheet) = &sheet {
            sheets::told(ui, sheet);
            ui.horizontal_wrapped(|ui| {
                KEY_SHEET.primary(ui, sight);
                if Button::secondary(t!("Print it again")).show(ui).clicked() {
                    self.print_again(id, sheet.number, sight);
                }
            });
        } else {
            let words = t!(
                "A printed sheet has a number and keeps its lines, so that what was written on it is keyed in again in its own order."
            );
            ui::paragraph(ui, words, BODY.ink(look(ui).muted));
        }
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            PRINT_DOOR.secondary(ui, sight);
            PRINT_SIGN_UP.secondary(ui, sight);
        });
    }

    /// What a sponsor was promised, one by one.
    fn promises(&mut self, ui: &mut Ui, sight: &Sight<'_>, event: EventId) {
        let row = self.row.as_ref().and_then(RowForm::row);
        let Some(data) = self.data.get() else { return };
        let sponsor = data.rows.iter().find(|one| Some(one.id) == row);
        let Some(person) = sponsor.and_then(|row| row.number(&parts::SPONSORS, "person")) else { return };
        let part = &parts::BENEFITS;
        let theirs: Vec<_> = data.promises.iter().filter(|one| one.number(part, "person") == Some(person)).collect();
        let kept = theirs.iter().filter(|one| one.key(part, "state") != "open").count();
        let title = match theirs.len() {
            0 => t!("Promises, one by one").to_owned(),
            all => t!("Promises: {kept} of {all} kept", kept = kept, all = all),
        };
        ui::section(ui, &title);
        let why_not = self.doing.is_some().then(|| t!("It is being saved")).or(read_only(sight));
        let mut doing = None;
        for one in theirs {
            ui.horizontal_wrapped(|ui| {
                let mut done = one.key(part, "state") != "open";
                if ui::checkbox(ui, &mut done, one.text(part, "benefit")).clicked() && why_not.is_none() {
                    let mut values = one.values.clone();
                    let word = if done { "done" } else { "open" };
                    if let Some(place) = part.at("state").and_then(|at| values.get_mut(at)) {
                        *place = crate::events::model::part::Value::Text(word.to_owned());
                    }
                    let id = one.id;
                    let work = move |office: &mut crate::office::Office| ops::part::change(office, part, id, &values);
                    doing = Some(sight.desk.run(&ops::part::CHANGE, work));
                }
                if let Some(due) = Some(one.text(part, "due")).filter(|due| !due.is_empty()) {
                    line(ui, &t!("by {day}", day = due), SMALL.ink(look(ui).muted));
                }
            });
        }
        let response = Field::new(t!("Another promise"), &mut self.promise).id(Id::unique("events.promise")).show(ui);
        if entered(&response) && !self.promise.trim().is_empty() && why_not.is_none() {
            let mut form = PartForm::new(part);
            form.set("person", PersonId(person).to_string());
            form.set("benefit", std::mem::take(&mut self.promise));
            if let Ok(values) = form.parse(part, &terms(sight)) {
                let work = move |office: &mut crate::office::Office| {
                    ops::part::add(office, part, event, &values).map(without_value)
                };
                doing = Some(sight.desk.run(&ops::part::ADD, work));
            }
        }
        if doing.is_some() {
            self.doing = doing;
        }
    }
}
