//! The decision: its form while there is none, then what was decided and what followed from it.

use egui::{Ui, vec2};

use super::super::super::decided::{Decision, NewDecision, Outcome as Found, Results};
use super::super::super::ops;
use super::form::{DecisionForm, reasons_field};
use super::order::tone;
use super::{COPY, DECIDE, ENDORSE, HAND_OVER, PURGE, page, remark, titled};
use crate::app::Sight;
use crate::kit::{day, text};
use crate::ledger::screen::parts::{Fields, problem, terms, with_id};
use crate::ledger::screen::typing::{Outcome, Press, Typing};
use crate::t;
use crate::ui::{self, BODY, Choice, Field, Tone, card, icons, two};

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    form: Option<Typing<DecisionForm>>,
}

impl View {
    pub(super) fn begin(&mut self, results: &Results, sight: &Sight<'_>) {
        let id = results.whole.round.id;
        if self.form.as_ref().is_none_or(|form| form.typed.round != id) {
            self.form = Some(Typing::new(DecisionForm::of(results, sight.today())));
        }
    }

    pub(super) fn logic(&mut self) {
        if let Some(form) = &mut self.form
            && let Some(Outcome::Saved(_)) = form.logic()
        {
            self.form = None;
        }
    }

    pub(super) fn draft(&self) -> Option<String> {
        self.form.as_ref().filter(|form| form.is_dirty()).and_then(|form| serde_json::to_string(&form.typed).ok())
    }

    pub(super) fn restore(&mut self, draft: &str) {
        if let Ok(typed) = serde_json::from_str::<DecisionForm>(draft) {
            let mut before = typed.clone();
            before.lines.iter_mut().for_each(|line| line.reasons.clear());
            self.form = Some(Typing::restored(typed, before));
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, results: &Results) {
        if let Some(decision) = &results.decision {
            page(ui, "decided", |ui| decided(ui, sight, results, decision));
            return;
        }
        let id = results.whole.round.id;
        match self.form.as_mut().filter(|form| form.typed.round == id) {
            Some(form) => {
                let left = page_form(ui, sight, results, form);
                if left {
                    self.form = None;
                }
            }
            None => {
                let body =
                    t!("The order says what the marks say; people decide, with reasons that every candidate may read");
                ui::empty_state(ui, icons::GAVEL, t!("Not decided yet"), body, |ui| {
                    DECIDE.primary(ui, sight);
                });
            }
        }
    }
}

/// The form; answers whether it was left.
fn page_form(ui: &mut Ui, sight: &Sight<'_>, results: &Results, form: &mut Typing<DecisionForm>) -> bool {
    let mut left = false;
    page(ui, "deciding", |ui| {
        ui.set_max_width(860.0);
        ui.spacing_mut().item_spacing.y = 12.0;
        let options = Found::ALL.map(|one| (one.key().to_owned(), one.label()));
        let Typing { typed, problems, .. } = &mut *form;
        for (at, line) in typed.lines.iter_mut().enumerate() {
            card(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                titled(ui, &line.name, &line.stands, |_| {});
                ui.push_id(at, |ui| {
                    Choice::new(t!("What becomes of them"), &mut line.outcome, &options).width(240.0).show(ui);
                    Field::new(t!("Reasons, in words that they may read"), &mut line.reasons)
                        .rows(2)
                        .problem(problem(problems, reasons_field(at)))
                        .show(ui);
                });
            });
        }
        let fields = Fields { sight, problems };
        Field::new(t!("Of the whole"), &mut typed.reasons)
            .rows(2)
            .hint(t!("Needed where somebody is passed over who stands higher"))
            .show(ui);
        Field::new(t!("Dissent"), &mut typed.dissent).rows(2).hint(t!("Who did not agree, and why")).show(ui);
        two(
            ui,
            |ui| {
                fields.text(ui, "appeal_days", t!("Days to appeal, from each letter"), &mut typed.appeal_days);
            },
            |ui| {
                fields.day(ui, "keep_until", t!("Marks and notes are kept until"), &mut typed.keep_until);
            },
        );
        remark(
            ui,
            t!("Once it is decided no mark is changed. Undo takes the decision back while nothing followed from it."),
        );
        rules(ui, results, &form.typed.as_it_stands());
        if let Ok(new) = form.typed.parse(&terms(sight))
            && let Some(why) = ops::departs(results, &new)
            && new.reasons.is_empty()
        {
            ui::banner(ui, Tone::Warning, &why, t!("Say why in “Of the whole”."), "", |_| {});
        }
        let id = results.whole.round.id;
        match form.buttons(ui, sight, false) {
            Some(Press::Left) => left = true,
            Some(Press::Save) => form.save(|typed| {
                let new = typed.parse(&terms(sight))?;
                Ok(sight.desk.run(&ops::DECIDE, move |office| {
                    ops::decide(office, id, &new).map(|done| with_id(done, |id| id.0))
                }))
            }),
            None => {}
        }
    });
    left
}

/// The rules about the shortlist, held against it, with what each rests on.
fn rules(ui: &mut Ui, results: &Results, new: &NewDecision) {
    if results.whole.quotas.is_empty() {
        return;
    }
    let checked = results.check_shortlist(new);
    titled(ui, t!("Rules about the shortlist"), "", |ui| {
        if checked.is_empty() {
            remark(ui, t!("They are held against the shortlist once somebody is put on it."));
        }
        for one in &checked {
            ui.horizontal_wrapped(|ui| {
                let (words, tone) = if one.kept { (t!("Kept"), Tone::Good) } else { (t!("Not kept"), Tone::Danger) };
                ui::chip(ui, words, tone);
                ui::paragraph(ui, &format!("{}: {}", one.rule, one.says), BODY);
            });
            remark(ui, &one.rests_on);
        }
        if !checked.is_empty() {
            remark(
                ui,
                t!(
                    "Whom a rule is about is what candidates said of themselves for that purpose, in Candidates of the round."
                ),
            );
        }
    });
}

/// What was decided, and what followed.
fn decided(ui: &mut Ui, sight: &Sight<'_>, results: &Results, decision: &Decision) {
    let today = sight.today();
    card(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let by = t!("Decided on {day} by {who}", day = day::long(decision.on), who = decision.by);
        titled(ui, &results.whole.round.new.name, &by, |_| {});
        let appeal = match decision.new.appeal_days {
            0 => t!("None").to_owned(),
            days => t!("Within {days} days of each letter", days = days),
        };
        let kept = match decision.purged {
            Some(on) => t!("Marks and notes were purged on {day}", day = day::long(on)),
            None => day::long(decision.new.keep_until),
        };
        let handed: Vec<&str> = results.handed.iter().map(|one| one.post.as_str()).collect();
        let dissent = if decision.new.dissent.is_empty() { t!("None was noted") } else { &decision.new.dissent };
        let mut rows = vec![(t!("Dissent"), dissent), (t!("Appeals"), &appeal), (t!("Marks are kept until"), &kept)];
        if !decision.new.reasons.is_empty() {
            rows.insert(0, (t!("Reasons"), &decision.new.reasons));
        }
        let ballot = text::list(&handed);
        if !handed.is_empty() {
            rows.push((t!("Handed over to the ballot for"), &ballot));
        }
        rows.push((t!("SHA-256 of the record"), &decision.sum));
        ui::key_values(ui, &rows);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            HAND_OVER.secondary(ui, sight);
            if decision.purged.is_none() && decision.new.keep_until < today {
                PURGE.secondary(ui, sight);
            }
        });
    });
    rules(ui, results, &decision.new);
    for one in &decision.new.verdicts {
        let name = results.whole.candidate(one.candidate).map(|c| c.name().to_owned()).unwrap_or_default();
        card(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
            ui.horizontal(|ui| {
                ui::section(ui, &name);
                ui::chip(ui, one.outcome.label(), tone(one.outcome));
            });
            ui::paragraph(ui, &one.reasons, BODY);
            let told = match one.told {
                Some(told) => {
                    let until = told.checked_add_days(chrono::Days::new(u64::from(decision.new.appeal_days)));
                    match until.filter(|_| decision.new.appeal_days > 0) {
                        Some(until) => t!(
                            "Letter of {day}; appeals until {until}",
                            day = day::short(told),
                            until = day::short(until)
                        ),
                        None => t!("Letter of {day}", day = day::short(told)),
                    }
                }
                None => t!("No letter was written yet").to_owned(),
            };
            remark(ui, &told);
            for held in results.endorsements.iter().filter(|held| held.new.candidate == one.candidate) {
                let mut words = held.says(today);
                if !held.new.conditions.is_empty() {
                    words.push_str(&t!(". Conditions: {text}", text = held.new.conditions));
                }
                ui::paragraph(ui, &words, BODY);
            }
        });
    }
    remark(ui, t!("Endorsements and the copy of somebody’s data are for the candidate who is open in the order."));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
        ENDORSE.secondary(ui, sight);
        COPY.secondary(ui, sight);
    });
}
