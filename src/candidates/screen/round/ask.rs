//! What is asked of a round in a dialog, and what then is done.

use egui::{Role, Ui, WidgetInfo};

use super::super::super::model::{
    CandidateId, CriterionId, NewRequirement, QuotaId, RequirementId, RoundId, ScorerId, Step,
};
use super::super::super::ops::{self, Part};
use super::super::super::quota::NewQuota;
use super::super::super::store;
use super::super::super::timetable::Pace;
use super::super::{EXERCISE, PAIRS, PUBLISH, QUOTA, REQUIREMENT, TIMETABLE, UNPUBLISH};
use super::Shown;
use super::pairs::Pairs;
use crate::app::{Reply, Sight};
use crate::kit::text;
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{Fields, problem, two, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, checkbox};

/// What is asked about, with what was typed.
pub(super) enum What {
    Publish { id: RoundId, name: String, missing: Vec<String>, seed: String },
    Unpublish { id: RoundId, name: String, why: String },
    Requirement { id: RoundId, known: Option<RequirementId>, text: String, rests_on: String },
    Pairs { id: RoundId, pairs: Pairs },
    Quota { id: RoundId, known: Option<QuotaId>, whom: String, least: String, first: String, rests_on: String },
    Exercise { id: RoundId, criteria: Vec<(CriterionId, String)>, chosen: CriterionId, answer: String },
    Plan { id: RoundId, minutes: String, pause: String, after: String, of: String },
    TakeOff { id: RoundId, part: Part, name: String },
    Withdraw { id: RoundId, who: CandidateId, name: String, why: String },
    StandIn { id: RoundId, who: ScorerId, name: String, places: Vec<(ScorerId, String)>, chosen: ScorerId },
}

type Refused = (String, String);

impl What {
    /// The question of a command, or why it cannot be asked now.
    pub(super) fn of(key: &str, shown: &Shown) -> Result<Self, Refused> {
        let (id, name) = (shown.whole.round.id, shown.whole.round.new.name.clone());
        let no = |message: &str, next: &str| Err((message.to_owned(), next.to_owned()));
        let draft = shown.step == Step::Draft;
        if key == PUBLISH.key {
            if !draft {
                return no(t!("The round is published already"), "");
            }
            return Ok(Self::Publish { id, name, missing: shown.missing.clone(), seed: String::new() });
        }
        if key == UNPUBLISH.key {
            if draft {
                return no(t!("The round is not published"), "");
            }
            return Ok(Self::Unpublish { id, name, why: String::new() });
        }
        if key == EXERCISE.key {
            let criteria: Vec<_> = shown.whole.criteria.iter().map(|one| (one.id, one.new.name.clone())).collect();
            let Some((chosen, _)) = criteria.first().cloned() else { return no(t!("There is no criterion yet"), "") };
            return Ok(Self::Exercise { id, criteria, chosen, answer: String::new() });
        }
        if key == TIMETABLE.key {
            let [minutes, pause, after, of] = ["40", "15", "3", "20"].map(str::to_owned);
            return Ok(Self::Plan { id, minutes, pause, after, of });
        }
        if !draft {
            return no(t!("What was published stays"), t!("Withdraw the publication first, while no card came in"));
        }
        if key == REQUIREMENT.key {
            return Ok(Self::Requirement { id, known: None, text: String::new(), rests_on: String::new() });
        }
        if key == QUOTA.key {
            let [whom, rests_on] = [String::new(), String::new()];
            return Ok(Self::Quota { id, known: None, whom, least: "1".to_owned(), first: String::new(), rests_on });
        }
        if key == PAIRS.key {
            let criteria: Vec<_> = shown.whole.criteria.iter().map(|one| (one.id, one.new.name.clone())).collect();
            if criteria.len() < 2 {
                return no(t!("There are not two criteria to compare"), "");
            }
            return Ok(Self::Pairs { id, pairs: Pairs::of(&criteria) });
        }
        no(t!("This cannot be done now"), "")
    }

    /// The question that changes something of a round.
    pub(super) fn change(shown: &Shown, part: Part) -> Option<Self> {
        let (whole, id) = (&shown.whole, shown.whole.round.id);
        match part {
            Part::Requirement(known) => {
                let one = whole.requirements.iter().find(|one| one.id == known)?.new.clone();
                Some(Self::Requirement { id, known: Some(known), text: one.text, rests_on: one.rests_on })
            }
            Part::Quota(known) => {
                let one = whole.quotas.iter().find(|one| one.id == known)?.new.clone();
                let first = if one.first == 0 { String::new() } else { one.first.to_string() };
                let least = one.least.to_string();
                Some(Self::Quota { id, known: Some(known), whom: one.whom, least, first, rests_on: one.rests_on })
            }
            _ => None,
        }
    }
}

/// Draws the question; answers whether it is still open.
pub(super) fn show(ask: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = question(&ask.what);
    ask.show(ui, sight, &question, |ui, what, problems| fields(ui, sight, what, problems), |what| save(what, sight))
}

fn question(what: &What) -> Question {
    let (title, does, body, danger) = match what {
        What::Publish { name, missing, .. } => (
            t!("Publish the round for {name}?", name = name),
            t!("Publish"),
            if missing.is_empty() {
                t!("Criteria, weights, anchors, questions, the number of scorers and the way of deciding are frozen and hashed. They cannot be changed once a card came in.").to_owned()
            } else {
                t!("This stands in the way:\n{missing}", missing = missing.join("\n"))
            },
            false,
        ),
        What::Unpublish { name, .. } => (
            t!("Withdraw the publication of {name}?", name = name),
            t!("Withdraw"),
            t!("It can be changed and published again; that it was withdrawn stays in the history.").to_owned(),
            true,
        ),
        What::Requirement { .. } => (
            t!("Require something of candidates").to_owned(),
            t!("Require"),
            t!("What somebody must be or have to be chosen at all. It is looked at apart from every mark.").to_owned(),
            false,
        ),
        What::Quota { .. } => (
            t!("Rule about the shortlist").to_owned(),
            t!("Keep"),
            t!("A shortlist is held against it, and the answer says what the rule rests on. What the law does not allow is not taken.").to_owned(),
            false,
        ),
        What::Pairs { .. } => (
            t!("Weigh the criteria two at a time").to_owned(),
            t!("Keep these weights"),
            t!("Say of each pair how much more the first matters for the role. The weights follow, and whether your answers fit together.").to_owned(),
            false,
        ),
        What::Exercise { .. } => (
            t!("Practice answer").to_owned(),
            t!("Keep"),
            t!("An invented answer that all mark first. The spread is shown, so that all mean the same by a mark.").to_owned(),
            false,
        ),
        What::Plan { .. } => (
            t!("Plan the interviews").to_owned(),
            t!("Plan"),
            t!("In the times of the panel in which all of it can come, the order drawn by the seed. An older timetable is replaced.").to_owned(),
            false,
        ),
        What::TakeOff { name, .. } => {
            (t!("Take “{name}” off the round?", name = name), t!("Take off"), String::new(), true)
        }
        What::Withdraw { name, .. } => (
            t!("{name} withdraws?", name = name),
            t!("Withdraw"),
            t!("Nothing of theirs is marked from then on, and cards about them stay closed.").to_owned(),
            true,
        ),
        What::StandIn { name, .. } => (
            t!("{name} takes somebody’s place", name = name),
            t!("Take the place"),
            t!("Of a member who handed in nothing. The member does not score any more.").to_owned(),
            false,
        ),
    };
    Question { title, does, body, danger }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem]) {
    let fields = Fields { sight, problems };
    match what {
        What::Publish { seed, .. } => {
            Field::new(t!("Seed of all orders"), seed)
                .hint(t!("Drawn in front of everybody, such as by dice; left empty, it is drawn here"))
                .show(ui);
        }
        What::Unpublish { why, .. } | What::Withdraw { why, .. } => {
            fields.text(ui, "why", t!("Reason"), why);
        }
        What::Requirement { text, rests_on, .. } => {
            fields.text(ui, "text", t!("What a candidate must be or have"), text);
            fields.text(ui, "rests_on", t!("The law or the rule that asks it"), rests_on);
        }
        What::Pairs { pairs, .. } => pairs.fields(ui, &fields),
        What::Quota { whom, least, first, rests_on, .. } => {
            fields.text(ui, "whom", t!("Whom it is about, such as women"), whom);
            two(
                ui,
                |ui| {
                    fields.text(ui, "least", t!("At least"), least);
                },
                |ui| {
                    let field = Field::new(t!("In the first"), first).placeholder(t!("the whole list"));
                    field.problem(problem(problems, "first")).show(ui);
                },
            );
            fields.text(ui, "rests_on", t!("The party’s rule"), rests_on);
        }
        What::Exercise { criteria, chosen, answer, .. } => {
            let options: Vec<(CriterionId, &str)> = criteria.iter().map(|(id, name)| (*id, name.as_str())).collect();
            Choice::new(t!("Marked on"), chosen, &options).show(ui);
            Field::new(t!("The invented answer"), answer).rows(4).problem(problem(problems, "answer")).show(ui);
        }
        What::Plan { minutes, pause, after, of, .. } => {
            two(
                ui,
                |ui| {
                    fields.text(ui, "minutes", t!("Minutes of an interview"), minutes);
                },
                |ui| {
                    fields.text(ui, "pause", t!("Minutes after each"), pause);
                },
            );
            two(
                ui,
                |ui| {
                    fields.text(ui, "after", t!("A break after so many"), after);
                },
                |ui| {
                    fields.text(ui, "of", t!("Minutes of the break"), of);
                },
            );
        }
        What::TakeOff { .. } => {}
        What::StandIn { places, chosen, .. } => {
            let options: Vec<(ScorerId, &str)> = places.iter().map(|(id, name)| (*id, name.as_str())).collect();
            Choice::new(t!("Whose place"), chosen, &options).show(ui);
        }
    }
}

fn number(field: &'static str, text: &str, wrong: &mut Vec<FieldProblem>) -> u32 {
    text.trim().parse().unwrap_or_else(|_no_number| {
        wrong.push(FieldProblem::new(field, t!("A whole number")));
        0
    })
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let desk = sight.desk;
    let mut wrong = Vec::new();
    Ok(match what {
        What::Publish { id, seed, .. } => {
            let (id, seed) = (*id, seed.clone());
            desk.run(&ops::PUBLISH, move |office| ops::publish_with(office, id, Some(&seed)).map(without_value))
        }
        What::Unpublish { id, why, .. } => {
            let (id, why) = (*id, why.clone());
            desk.run(&ops::UNPUBLISH, move |office| ops::unpublish(office, id, &why))
        }
        What::Requirement { id, known, text, rests_on } => {
            let (id, known) = (*id, *known);
            let new = NewRequirement { text: text.trim().to_owned(), rests_on: rests_on.trim().to_owned() };
            desk.run(&ops::REQUIREMENT, move |office| match known {
                Some(known) => ops::change_requirement(office, id, known, &new),
                None => ops::requirement(office, id, &new).map(without_value),
            })
        }
        What::Pairs { id, pairs } => {
            let (id, (weights, why)) = (*id, pairs.parse()?);
            desk.run(&ops::WEIGHTS, move |office| ops::weights(office, id, &weights, &why))
        }
        What::Quota { id, known, whom, least, first, rests_on } => {
            let least = number("least", least, &mut wrong);
            let first = if first.trim().is_empty() { 0 } else { number("first", first, &mut wrong) };
            if !wrong.is_empty() {
                return Err(wrong);
            }
            let new = NewQuota { first, least, whom: whom.trim().to_owned(), rests_on: rests_on.trim().to_owned() };
            let (id, known) = (*id, *known);
            desk.run(&ops::QUOTA, move |office| match known {
                Some(known) => ops::change_quota(office, id, known, &new),
                None => ops::quota(office, id, &new).map(without_value),
            })
        }
        What::Exercise { id, chosen, answer, .. } => {
            let (id, chosen, answer) = (*id, *chosen, answer.clone());
            desk.run(&ops::EXERCISE, move |office| ops::exercise(office, id, chosen, &answer).map(without_value))
        }
        What::Plan { id, minutes, pause, after, of } => {
            let pace = Pace {
                interview: number("minutes", minutes, &mut wrong),
                pause: number("pause", pause, &mut wrong),
                break_after: number("after", after, &mut wrong),
                break_of: number("of", of, &mut wrong),
            };
            if !wrong.is_empty() {
                return Err(wrong);
            }
            let id = *id;
            desk.run(&ops::TIMETABLE, move |office| {
                let plan = office.read(|conn| store::whole(conn, id))?.plan(pace)?;
                ops::timetable(office, id, &plan.slots)
            })
        }
        What::TakeOff { id, part, .. } => {
            let (id, part) = (*id, *part);
            desk.run(&ops::TAKE_OFF, move |office| ops::take_off(office, id, part))
        }
        What::Withdraw { id, who, why, .. } => {
            let (id, who, why) = (*id, *who, why.clone());
            desk.run(&ops::WITHDRAW, move |office| ops::withdraw(office, id, who, Some(&why)))
        }
        What::StandIn { id, who, chosen, .. } => {
            let (id, who, chosen) = (*id, *who, *chosen);
            desk.run(&ops::STAND_IN, move |office| ops::stand_in(office, id, who, Some(chosen)))
        }
    })
}

/// How many of something, for a heading.
pub(super) fn heading(words: &str, count: usize) -> String {
    if count == 0 { words.to_owned() } else { format!("{words} ({})", text::count(count)) }
}

/// A box that is ticked, its words above it where they are too long to stand beside it; answers whether it was changed just now.
pub(super) fn tick(ui: &mut Ui, is: bool, words: &str) -> Option<bool> {
    let mut now = is;
    let fits = ui::text_width(ui, words, BODY) + 30.0 < ui.available_width();
    if fits {
        return (checkbox(ui, &mut now, words).changed() && now != is).then_some(now);
    }
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let ticked = checkbox(ui, &mut now, "");
        ticked.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), now, words));
        ui.vertical(|ui| {
            ui.add_space(5.0);
            ui::paragraph(ui, words, BODY);
        });
        (ticked.changed() && now != is).then_some(now)
    })
    .inner
}
