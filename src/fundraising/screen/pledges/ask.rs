//! What is asked before something happens to pledges: a dialog with a few fields, then the operation.

use egui::{Ui, vec2};

use super::super::super::model::{Cancelled, EntryId, FieldProblem, Method, PledgeId, Suggestion};
use super::super::super::ops::pledge as ops;
use super::super::super::store;
use super::super::parts::{Fields, terms, two, without_value};
use super::super::typing::{Asking, Question};
use super::super::{CANCEL, RECEIVE, REMOVE_PLEDGE, RESUME};
use super::Open;
use crate::app::{Reply, Sight};
use crate::kit::{Day, Money, day, text};
use crate::ledger::model::NewEntry;
use crate::t;
use crate::ui::{self, BODY, SMALL, look};

/// How many rows a dialog lists.
const LISTED: usize = 8;

/// What is asked about, with what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Receive {
        pledge: PledgeId,
        name: String,
        due: Option<Day>,
        amount: String,
        on: String,
        method: String,
        reference: String,
    },
    /// The next instalment of each, all on one day.
    ReceiveMany {
        pledges: Vec<(PledgeId, Money)>,
        on: String,
    },
    Cancel {
        pledge: PledgeId,
        name: String,
        on: String,
        why: String,
    },
    Resume {
        pledge: PledgeId,
        name: String,
    },
    Remove {
        pledge: PledgeId,
        name: String,
    },
    Accept(Vec<Suggestion>),
    Unlink {
        pledge: PledgeId,
        entry: EntryId,
    },
}

/// The question of a command, filled with what is likely; `several` are the pledges selected in the list.
pub(super) fn of(key: &str, open: &Open, several: Vec<(PledgeId, Money)>, sight: &Sight<'_>) -> Option<What> {
    let today = day::short(sight.today());
    let (pledge, name) = (open.pledge.id, open.pledge.name.clone());
    if key == RECEIVE.key {
        if several.len() > 1 {
            return Some(What::ReceiveMany { pledges: several, on: today });
        }
        let next = open.schedule.next();
        let amount = next.map_or(open.pledge.terms.amount, |next| next.left());
        return Some(What::Receive {
            pledge,
            name,
            due: next.map(|next| next.due),
            amount: sight.currency().figures(amount),
            on: today,
            method: open.pledge.terms.method.key().to_owned(),
            reference: open.pledge.terms.reference.clone(),
        });
    }
    if key == CANCEL.key {
        Some(What::Cancel { pledge, name, on: today, why: String::new() })
    } else if key == RESUME.key {
        Some(What::Resume { pledge, name })
    } else if key == REMOVE_PLEDGE.key {
        Some(What::Remove { pledge, name })
    } else {
        None
    }
}

impl What {
    fn question(&self, sight: &Sight<'_>) -> Question {
        let (title, does, body, danger) = match self {
            Self::Receive { name, due, .. } => {
                let body = match due {
                    Some(due) => t!("A donation, counted towards the instalment of {day}.", day = day::long(*due)),
                    None => t!("A donation, counted towards the pledge.").to_owned(),
                };
                (t!("Instalment from {name}", name = name), t!("Record donation"), body, false)
            }
            Self::ReceiveMany { pledges, .. } => {
                let total = sight.currency().show(pledges.iter().map(|(_, left)| *left).sum());
                let count = text::plural(pledges.len(), t!("instalment"), t!("instalments"));
                let body = t!(
                    "The next instalment of each pledge that is selected, {total} together, in one step. Each is a donation of its own.",
                    total = total
                );
                (t!("Record {count}?", count = count), t!("Record donations"), body, false)
            }
            Self::Cancel { name, .. } => (
                t!("Cancel the pledge of {name}", name = name),
                t!("Cancel pledge"),
                t!("From that day on nothing is expected. What was given stays as it is.").to_owned(),
                true,
            ),
            Self::Resume { name, .. } => (
                t!("Take the pledge of {name} up again?", name = name),
                t!("Take it up again"),
                t!("It goes on as if it had not been cancelled, and what has not come since is missed.").to_owned(),
                false,
            ),
            Self::Remove { name, .. } => (
                t!("Remove the pledge of {name}?", name = name),
                t!("Remove"),
                t!("For one that was recorded by mistake. One that ends before its time is cancelled.").to_owned(),
                true,
            ),
            Self::Accept(found) => {
                let count = text::plural(found.len(), t!("donation"), t!("donations"));
                (
                    t!("Count {count} towards pledges?", count = count),
                    t!("Count them"),
                    t!("Each is from the person who promised it, of the amount that is open, near its day.").to_owned(),
                    false,
                )
            }
            Self::Unlink { .. } => (
                t!("Take the donation off the pledge?").to_owned(),
                t!("Take it off"),
                t!("It stays in the ledger; the instalment is open again.").to_owned(),
                false,
            ),
        };
        Question { title, does, body, danger }
    }
}

/// Draws a question; answers whether it is still open.
pub(super) fn show(asking: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = asking.what.question(sight);
    asking.show(ui, sight, &question, |ui, what, problems| fields(ui, sight, what, problems), |what| save(what, sight))
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let reading = terms(sight);
    let read_day = |text: &str, problems: &mut Vec<FieldProblem>| -> Option<Day> {
        if text.trim().is_empty() {
            return Some(reading.today);
        }
        day::typed(text, reading.today, reading.month_first)
            .map_err(|problem| problems.push(FieldProblem::new("on", problem.to_string())))
            .ok()
    };
    let mut all = Vec::new();
    let problems = &mut all;
    let reply = match what.clone() {
        What::Receive { pledge, amount, on, method, reference, .. } => {
            let on = read_day(&on, problems);
            let amount = match reading.currency.parse(&amount, None) {
                Ok(amount) if amount > Money::ZERO => Some(amount),
                Ok(_) => {
                    problems.push(FieldProblem::new("amount", t!("A donation of nothing is not recorded")));
                    None
                }
                Err(problem) => {
                    problems.push(FieldProblem::new("amount", problem.to_string()));
                    None
                }
            };
            on.zip(amount).map(|(on, amount)| {
                sight.desk.run(&ops::RECEIVE, move |office| {
                    let found = office.read(|conn| store::pledge(conn, pledge))?;
                    let mut new = NewEntry {
                        amount,
                        method: Method::of(&method)?,
                        reference: reference.trim().to_owned(),
                        ..ops::instalment(&found, on)
                    };
                    new.splits.iter_mut().for_each(|split| split.amount = amount);
                    ops::receive(office, &[(pledge, new)]).map(without_value)
                })
            })
        }
        What::ReceiveMany { pledges, on } => read_day(&on, problems).map(|on| {
            sight.desk.run(&ops::RECEIVE, move |office| {
                let mut came = Vec::with_capacity(pledges.len());
                for (id, _) in pledges {
                    let found = office.read(|conn| store::pledge(conn, id))?;
                    came.push((id, ops::instalment(&found, on)));
                }
                ops::receive(office, &came).map(without_value)
            })
        }),
        What::Cancel { pledge, on, why, .. } => read_day(&on, problems).map(|on| {
            let cancelled = Cancelled { on, why };
            sight.desk.run(&ops::CANCEL, move |office| ops::cancel(office, pledge, &cancelled))
        }),
        What::Resume { pledge, .. } => Some(sight.desk.run(&ops::RESUME, move |office| ops::resume(office, pledge))),
        What::Remove { pledge, .. } => Some(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, pledge))),
        What::Accept(found) => {
            let pairs: Vec<_> = found.iter().map(|s| (s.pledge, s.entry, s.amount)).collect();
            Some(sight.desk.run(&ops::LINK, move |office| ops::link(office, &pairs)))
        }
        What::Unlink { pledge, entry } => {
            Some(sight.desk.run(&ops::UNLINK, move |office| ops::unlink(office, pledge, entry)))
        }
    };
    reply.ok_or(all)
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem]) {
    let fields = Fields { sight, problems };
    match what {
        What::Receive { amount, on, method, reference, .. } => {
            two(
                ui,
                |ui| {
                    fields.money(ui, "amount", t!("Amount"), amount);
                },
                |ui| {
                    fields.day(ui, "on", t!("Received on"), on);
                },
            );
            two(
                ui,
                |ui| fields.method(ui, "method", t!("How it was paid"), method),
                |ui| {
                    fields.text(ui, "reference", t!("Reference"), reference);
                },
            );
        }
        What::ReceiveMany { on, .. } => {
            fields.day(ui, "on", t!("Received on"), on);
        }
        What::Cancel { on, why, .. } => {
            fields.day(ui, "on", t!("Nothing expected from"), on);
            fields.text(ui, "why", t!("What they said"), why);
        }
        What::Resume { .. } | What::Remove { .. } | What::Unlink { .. } => {}
        What::Accept(found) => listed(ui, sight, found),
    }
}

fn listed(ui: &mut Ui, sight: &Sight<'_>, found: &[Suggestion]) {
    ui.spacing_mut().item_spacing.y = 6.0;
    for suggestion in found.iter().take(LISTED) {
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui::line(ui, &sight.currency().figures(suggestion.amount), BODY);
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
                    ui::line(ui, &suggestion.name, BODY.medium());
                    let words =
                        t!("{day}, for {due}", day = day::short(suggestion.on), due = day::short(suggestion.due));
                    ui::line(ui, &words, SMALL.ink(look(ui).muted));
                });
            });
        });
    }
    if found.len() > LISTED {
        let more = t!("and {count} more", count = text::count(found.len() - LISTED));
        ui::line(ui, &more, SMALL.ink(look(ui).muted));
    }
}
