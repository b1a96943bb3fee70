//! Profile and criteria: what the role asks, what candidates are marked on, and what is required of them apart from marks.

use std::cell::RefCell;

use egui::{Id, Ui, vec2};

use super::super::super::model::{Criterion, CriterionForm, CriterionId, FieldProblem, RoundId, Step};
use super::super::super::ops::{self, Part};
use super::super::{CRITERION, percent};
use super::Shown;
use super::ask::{What, heading};
use crate::app::{Reply, Sight};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{Fields, problem, read_only, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Split, Tone, icons, look};

/// The first field of the form.
const NAME: &str = "candidates.criterion.name";

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<CriterionId>,
    form: CriterionForm,
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    table: TableState,
    split: Split,
    form: Option<Typing<Typed>>,
    begin: bool,
    wanted: Option<CriterionId>,
    moving: Option<Reply<()>>,
}

impl View {
    pub(super) fn begin(&mut self) {
        self.begin = !self.form.as_ref().is_some_and(Typing::is_dirty);
    }

    pub(super) fn logic(&mut self, shown: &Shown) {
        if std::mem::take(&mut self.begin) {
            self.form = Some(Typing::new(Typed::default()));
        }
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Typing::logic) {
            self.form = None;
            self.wanted = Some(CriterionId(id));
        }
        if let Some(at) = self.wanted.and_then(|id| shown.whole.criteria.iter().position(|one| one.id == id)) {
            self.table.selection.set(at as u64);
            self.wanted = None;
        }
        if self.moving.as_mut().is_some_and(|moving| moving.take().is_some()) {
            self.moving = None;
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        if shown.whole.criteria.is_empty() && self.form.is_none() {
            let body = t!(
                "What the role asks for, essential or desirable, each with a scale that says what is seen at every point"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No criterion yet"), body, |ui| {
                CRITERION.primary(ui, sight);
            });
            return None;
        }
        let mut split = self.split;
        let asked = RefCell::new(None);
        let this = RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| this.borrow_mut().list(ui, shown),
            |ui| *asked.borrow_mut() = this.borrow_mut().pane(ui, sight, shown),
        );
        self.split = split;
        asked.into_inner()
    }

    fn list(&mut self, ui: &mut Ui, shown: &Shown) {
        let columns = [
            Column::new("name", t!("Criterion"), 190.0).grows(1.0).least(140.0).unsorted(),
            Column::new("kind", t!("Kind"), 110.0).unsorted(),
            Column::new("weight", t!("Weight"), 80.0).figures().unsorted(),
            Column::new("scale", t!("Scale"), 80.0).figures().unsorted().spare(),
        ];
        let all = &shown.whole.criteria;
        let sum: i64 = all.iter().map(|one| one.new.weight).sum();
        let out = Table::new(t!("Criteria"), &columns).rows(all.len() as u64).show(
            ui,
            &mut self.table,
            |at| all.get(usize::try_from(at).ok()?),
            |one: &Criterion, column| match column {
                0 => Cell::Strong(one.new.name.clone().into()),
                1 if one.new.essential => Cell::Chip(t!("Essential").into(), Tone::Accent),
                1 => Cell::Chip(t!("Desirable").into(), Tone::Plain),
                2 => Cell::Text(percent(one.new.weight, sum).into()),
                _ => Cell::Muted(t!("{count} points", count = one.new.anchors.len()).into()),
            },
        );
        if out.selected && self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
            self.form = None;
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let id = shown.whole.round.id;
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_none() { t!("New criterion") } else { t!("Change the criterion") });
            let enter = fields(ui, sight, form);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    form.save(|typed| save(typed, id, sight));
                    if !form.problems.is_empty() {
                        ui.memory_mut(|m| m.request_focus(Id::unique(NAME)));
                    }
                }
                None => {}
            }
            return None;
        }
        if !shown.missing.is_empty() {
            let words = shown.missing.join("\n");
            ui::banner(ui, Tone::Warning, t!("Before it can be published"), &words, "", |_| {});
        }
        let at = self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0);
        let mut asked = None;
        if let Some(one) = shown.whole.criteria.get(at) {
            asked = self.one(ui, sight, shown, one, at);
        }
        let profile = round_parts(ui, sight, shown);
        asked.or(profile)
    }

    fn one(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, one: &Criterion, at: usize) -> Option<What> {
        let id = shown.whole.round.id;
        ui::section(ui, &one.new.name);
        ui.horizontal(|ui| {
            if one.new.essential {
                ui::chip(ui, t!("Essential"), Tone::Accent);
            } else {
                ui::chip(ui, t!("Desirable"), Tone::Plain);
            }
            if one.new.party_value {
                ui::chip(ui, t!("A value of the party"), Tone::Good);
            }
        });
        if !one.new.about.is_empty() {
            ui::paragraph(ui, &one.new.about, BODY);
        }
        if !one.new.weight_reason.is_empty() {
            let words = t!("Why it weighs that: {why}", why = one.new.weight_reason);
            ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        }
        for (at, anchor) in one.new.anchors.iter().enumerate() {
            ui.horizontal_top(|ui| {
                ui::line(ui, &anchor.value.to_string(), BODY.strong());
                ui.add_space(4.0);
                ui.vertical(|ui| {
                    ui::paragraph(ui, &anchor.words, BODY);
                    if one.new.essential && at == one.new.passes_at() {
                        ui::paragraph(ui, t!("From here on it passes"), SMALL.ink(look(ui).accent));
                    }
                });
            });
        }
        ui::paragraph(
            ui,
            t!("“No evidence” is an answer of its own, and not the lowest mark."),
            SMALL.ink(look(ui).muted),
        );
        let mut asked = None;
        if shown.step != Step::Draft {
            return None;
        }
        let why_not = read_only(sight);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            if Button::secondary(t!("Change")).unless(why_not).show(ui).clicked() {
                self.form = Some(Typing::new(Typed { of: Some(one.id), form: CriterionForm::of(&one.new) }));
            }
            let places = [(t!("Up"), at), (t!("Down"), at + 2)];
            for (words, place) in places {
                let can = (1..=shown.whole.criteria.len()).contains(&place);
                if can && Button::quiet(words).unless(why_not).show(ui).clicked() {
                    let part = Part::Criterion(one.id);
                    self.wanted = Some(one.id);
                    self.moving = Some(sight.desk.run(&ops::MOVE, move |office| ops::move_to(office, id, part, place)));
                }
            }
            if Button::quiet(t!("Take off…")).unless(why_not).show(ui).clicked() {
                asked = Some(What::TakeOff { id, part: Part::Criterion(one.id), name: one.new.name.clone() });
            }
        });
        asked
    }
}

/// What belongs to the round as a whole: the role, how it is decided, what is required, rules, practice.
fn round_parts(ui: &mut Ui, sight: &Sight<'_>, shown: &Shown) -> Option<What> {
    let whole = &shown.whole;
    let new = &whole.round.new;
    let id = whole.round.id;
    let draft = shown.step == Step::Draft && read_only(sight).is_none();
    let mut asked = None;
    if !new.profile.is_empty() {
        ui::section(ui, t!("The role"));
        ui::paragraph(ui, &new.profile, BODY);
    }
    ui::section(ui, t!("How it is decided"));
    let ladder = new.ladder.0.iter().map(|rung| rung.label()).collect::<Vec<_>>().join(" → ");
    let (seats, quorum) = (new.seats.to_string(), new.quorum.to_string());
    ui::key_values(
        ui,
        &[
            (t!("Places"), seats.as_str()),
            (t!("Scorers each needs"), quorum.as_str()),
            (t!("Marks become one by"), new.combine.label()),
            (t!("Ties"), ladder.as_str()),
        ],
    );
    let mut item = |ui: &mut Ui, words: &str, detail: &str, part: Part| {
        ui::paragraph(ui, words, BODY);
        ui.horizontal_wrapped(|ui| {
            if !detail.is_empty() {
                ui::line(ui, detail, SMALL.ink(look(ui).muted));
            }
            let changes = matches!(part, Part::Requirement(_) | Part::Quota(_));
            if draft && changes && Link::new(t!("Change")).small().show(ui).clicked() {
                asked = What::change(shown, part);
            }
            if draft && Link::new(t!("Take off")).small().show(ui).clicked() {
                asked = Some(What::TakeOff { id, part, name: words.to_owned() });
            }
        });
    };
    if !whole.requirements.is_empty() {
        ui::section(ui, &heading(t!("Required, apart from marks"), whole.requirements.len()));
        for one in &whole.requirements {
            item(ui, &one.new.text, &one.new.rests_on, Part::Requirement(one.id));
        }
    }
    if !whole.quotas.is_empty() {
        ui::section(ui, &heading(t!("Rules about the shortlist"), whole.quotas.len()));
        for one in &whole.quotas {
            item(ui, &one.new.says(), &one.new.law(new.kind, whole.british), Part::Quota(one.id));
        }
    }
    if !whole.exercises.is_empty() {
        ui::section(ui, &heading(t!("Practice answers"), whole.exercises.len()));
        for one in &whole.exercises {
            let spread = whole.spread(one.id).says();
            item(ui, &one.answer, &spread, Part::Exercise(one.id));
        }
    }
    asked
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>) -> bool {
    let id = Id::unique(NAME);
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let fields = Fields { sight, problems };
    let name = Field::new(t!("Criterion"), &mut form.name).id(id).placeholder(t!("Judgement under pressure"));
    let mut enter = entered(&name.problem(problem(problems, "name")).show(ui));
    Field::new(t!("What is meant"), &mut form.about).rows(2).show(ui);
    ui::checkbox(ui, &mut form.essential, t!("Essential: nobody is chosen without it"));
    ui::checkbox(ui, &mut form.party_value, t!("One of the party’s values"));
    enter |= fields.text(ui, "weight", t!("Weight"), &mut form.weight);
    let why = Field::new(t!("Why it weighs that"), &mut form.weight_reason);
    enter |= entered(&why.hint(t!("Equal unless argued: a different weight needs a reason in writing")).show(ui));
    Field::new(t!("Scale"), &mut form.anchors)
        .rows(7)
        .hint(t!("A line for each point, from the lowest: the points, a colon, what is seen of a candidate there"))
        .problem(problem(problems, "anchors"))
        .show(ui);
    if form.essential {
        let passes =
            Field::new(t!("Passes from"), &mut form.passes).placeholder(t!("the second point from the bottom"));
        let hint = t!("Whose mark, put together, lies below these points lacks the criterion and has no rank");
        enter |= entered(&passes.hint(hint).problem(problem(problems, "passes")).show(ui));
    }
    enter
}

fn save(typed: &Typed, of: RoundId, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse()?;
    let known = typed.of;
    Ok(sight.desk.run(&ops::CRITERION, move |office| {
        ops::criterion(office, of, known, &new).map(|done| with_id(done, |id| id.0))
    }))
}
