//! When the panel and the candidates can come, and the timetable that follows.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::super::model::{FieldProblem, Free, Slot, Step, Whole, Whose};
use super::super::super::ops::{self, Part};
use super::super::super::timetable::{clock, read_clock};
use super::super::TIMETABLE;
use super::Shown;
use super::ask::What;
use crate::app::{Reply, Sight};
use crate::kit::day;
use crate::ledger::screen::parts::{Fields, read_only, two, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, Choice, Link, SMALL, Split, icons, look};

#[derive(Clone, Debug, PartialEq)]
struct Typed {
    whose: String,
    on: String,
    begins: String,
    ends: String,
}

impl Default for Typed {
    fn default() -> Self {
        Self { whose: "panel".into(), on: String::new(), begins: "10:00".into(), ends: "16:00".into() }
    }
}

/// See the head of this file.
pub(super) struct View {
    table: TableState,
    split: Split,
    form: Typing<Typed>,
}

impl Default for View {
    fn default() -> Self {
        let mut form = Typing::new(Typed::default());
        // The keyboard stays where it is until somebody goes to the field.
        form.takes_focus();
        Self { table: TableState::default(), split: Split::default(), form }
    }
}

impl View {
    pub(super) fn logic(&mut self, _sight: &Sight<'_>) {
        if let Some(Outcome::Saved(_)) = self.form.logic() {
            self.form = Typing::new(Typed { whose: "panel".into(), ..self.form.typed.clone() });
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        let mut split = self.split;
        let asked = RefCell::new(None);
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, sight, shown),
            |ui| *asked.borrow_mut() = this.borrow_mut().pane(ui, sight, shown),
        );
        self.split = split;
        asked.into_inner()
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) {
        let whole = &shown.whole;
        if whole.slots.is_empty() {
            let body = t!(
                "Say when the panel meets and who can come when; the plan finds a place for everybody, with breaks between"
            );
            ui::empty_state(ui, icons::CALENDAR, t!("No interview has a time yet"), body, |ui| {
                if shown.step != Step::Opened {
                    TIMETABLE.primary(ui, sight);
                }
            });
            return;
        }
        let columns = [
            Column::new("day", t!("Day"), 110.0).unsorted(),
            Column::new("time", t!("Time"), 120.0).unsorted(),
            Column::new("who", t!("Who"), 220.0).grows(1.0).unsorted(),
        ];
        let all = &whole.slots;
        Table::new(t!("Timetable"), &columns).rows(all.len() as u64).show(
            ui,
            &mut self.table,
            |at| all.get(usize::try_from(at).ok()?),
            |slot: &Slot, column| match (column, slot.candidate.and_then(|id| whole.candidate(id))) {
                (0, _) => Cell::Text(day::short(slot.on).into()),
                (1, _) => Cell::Text(format!("{}–{}", clock(slot.begins), clock(slot.ends)).into()),
                (_, Some(one)) => Cell::Strong(one.name().to_owned().into()),
                (_, None) => Cell::Muted(t!("Break").into()),
            },
        );
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let (whole, id) = (&shown.whole, shown.whole.round.id);
        let mut asked = None;
        ui::section(ui, t!("Who can come when"));
        if whole.free.is_empty() {
            let words = t!("Nothing was said yet. The panel needs a time; who says nothing can come at any.");
            ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        }
        for one in &whole.free {
            ui.horizontal_wrapped(|ui| {
                let words =
                    format!("{}: {} {}–{}", whose(whole, one), day::short(one.on), clock(one.begins), clock(one.ends));
                ui::line(ui, &words, ui::BODY);
                if shown.step != Step::Opened && Link::new(t!("Take off")).small().show(ui).clicked() {
                    asked = Some(What::TakeOff { id, part: Part::Free(one.id), name: words });
                }
            });
        }
        if shown.step == Step::Opened || read_only(sight).is_some() {
            return asked;
        }
        ui::section(ui, t!("A time"));
        let mut options: Vec<(String, &str)> = vec![("panel".to_owned(), t!("The panel"))];
        options.extend(whole.panel().map(|one| (format!("s{}", one.id), one.name())));
        options.extend(whole.standing().map(|one| (format!("c{}", one.id), one.name())));
        let form = &mut self.form;
        Choice::new(t!("Whose"), &mut form.typed.whose, &options).id(Id::unique("candidates.whose")).show(ui);
        let Typing { typed, problems, .. } = form;
        let fields = Fields { sight, problems };
        let mut enter = fields.day(ui, "on", t!("Day"), &mut typed.on);
        let mut more = false;
        two(
            ui,
            |ui| more |= fields.text(ui, "begins", t!("From"), &mut typed.begins),
            |ui| enter |= fields.text(ui, "ends", t!("To"), &mut typed.ends),
        );
        let days = (sight.today(), sight.facts.profile.month_first);
        match form.buttons(ui, sight, enter | more) {
            Some(Press::Save) => form.save(|typed| {
                let mut wrong = Vec::new();
                let on = day::typed(&typed.on, days.0, days.1);
                let on = on.map_err(|problem| wrong.push(FieldProblem::new("on", problem.to_string()))).ok();
                let mut time = |field: &'static str, text: &str| {
                    read_clock(text).unwrap_or_else(|| {
                        wrong.push(FieldProblem::new(field, t!("Write it as 14:30")));
                        0
                    })
                };
                let (begins, ends) = (time("begins", &typed.begins), time("ends", &typed.ends));
                if wrong.is_empty() && begins >= ends {
                    wrong.push(FieldProblem::new("ends", t!("After it begins")));
                }
                let Some(on) = on.filter(|_| wrong.is_empty()) else { return Err(wrong) };
                let number = |text: &str| text.parse::<i64>().unwrap_or(0);
                let whose = match typed.whose.split_at_checked(1) {
                    Some(("s", id)) => Whose::Scorer(super::super::super::model::ScorerId(number(id))),
                    Some(("c", id)) => Whose::Candidate(super::super::super::model::CandidateId(number(id))),
                    _ => Whose::Panel,
                };
                Ok::<Reply<i64>, _>(sight.desk.run(&ops::FREE, move |office| {
                    ops::free(office, id, whose, (on, begins, ends)).map(|done| with_id(done, |id| id))
                }))
            }),
            Some(Press::Left) => self.form = Typing::new(Typed::default()),
            None => {}
        }
        asked
    }
}

fn whose(whole: &Whole, one: &Free) -> String {
    match one.whose {
        Whose::Panel => t!("The panel").to_owned(),
        Whose::Scorer(id) => whole.scorer(id).map(|one| one.name().to_owned()).unwrap_or_default(),
        Whose::Candidate(id) => whole.candidate(id).map(|one| one.name().to_owned()).unwrap_or_default(),
    }
}
