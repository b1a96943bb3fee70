//! Counting a vote: the figures or the roll, and at once what they come to.

use egui::Ui;

use super::super::super::model::{Counts, FieldProblem, Method, Said};
use super::super::parts::{problem, two};
use super::Count;
use crate::t;
use crate::ui::{self, BODY, Choice, Field, SMALL, look};

/// The counts of what was typed; `None` where something is no number.
pub(super) fn counts(count: &Count) -> Option<Counts> {
    if count.method == Method::Roll {
        let of = |what: Said| u32::try_from(count.roll.iter().filter(|(_, _, said)| *said == Some(what)).count()).ok();
        return Some(Counts { yes: of(Said::Yes)?, no: of(Said::No)?, abstain: of(Said::Abstain)?, invalid: 0 });
    }
    let number = |text: &str| if text.trim().is_empty() { Some(0) } else { text.trim().parse::<u32>().ok() };
    Some(Counts {
        yes: number(&count.yes)?,
        no: number(&count.no)?,
        abstain: number(&count.abstain)?,
        invalid: number(&count.invalid)?,
    })
}

pub(super) fn counted(ui: &mut Ui, count: &mut Count, problems: &[FieldProblem]) {
    if count.motion.is_none() {
        Field::new(t!("What is asked"), &mut count.question).problem(problem(problems, "question")).show(ui);
    }
    match count.method {
        Method::Acclamation => {
            ui::paragraph(
                ui,
                t!("Nobody is counted: it is recorded that nobody dissented."),
                SMALL.ink(look(ui).muted),
            );
        }
        Method::Roll => {
            egui::ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
                for (at, (_, name, said)) in count.roll.iter_mut().enumerate() {
                    ui.push_id(at, |ui| {
                        ui.horizontal(|ui| {
                            let options: Vec<(Option<Said>, &str)> = [(None, t!("–"))]
                                .into_iter()
                                .chain(Said::ALL.iter().map(|said| (Some(*said), said.says())))
                                .collect();
                            Choice::new(name, said, &options).bare().width(130.0).show(ui);
                            ui::line(ui, name, BODY);
                        });
                    });
                }
            });
        }
        Method::Hands | Method::Secret => {
            two(
                ui,
                |ui| drop(Field::new(t!("For"), &mut count.yes).figures().problem(problem(problems, "yes")).show(ui)),
                |ui| drop(Field::new(t!("Against"), &mut count.no).figures().show(ui)),
            );
            two(
                ui,
                |ui| drop(Field::new(t!("Abstained"), &mut count.abstain).figures().show(ui)),
                |ui| drop(Field::new(t!("Invalid"), &mut count.invalid).figures().show(ui)),
            );
        }
    }
    let methods: Vec<(Method, &str)> = Method::ALL.iter().map(|method| (*method, method.says())).collect();
    Choice::new(t!("How"), &mut count.method, &methods).show(ui);
    let Some(counts) = counts(count).filter(|_| count.method != Method::Acclamation) else { return };
    if counts.cast() == 0 {
        return;
    }
    let verdict = count.majority.decide(counts, count.voters, count.members, count.entitled);
    let look = look(ui);
    if counts.cast() > count.voters {
        let words = t!(
            "{cast} were counted, but only {votes} may vote in the room",
            cast = counts.cast(),
            votes = count.voters
        );
        ui::paragraph(ui, &words, BODY.ink(look.danger));
        return;
    }
    let ink = if verdict.carried() { look.good } else { look.warning };
    ui::paragraph(ui, &verdict.says(), BODY.medium().ink(ink));
    if verdict.tied && count.may_cast {
        let options = [(None, t!("No casting vote")), (Some(true), t!("For it")), (Some(false), t!("Against it"))];
        Choice::new(t!("The chair’s casting vote"), &mut count.casting, &options).show(ui);
    } else {
        count.casting = None;
    }
}
