//! The questions of a run: issue it, print a proof of it.

use std::path::PathBuf;

use egui::Ui;

use super::super::model::Plan;
use super::super::printing;
use super::run::Seen;
use crate::app::paper;
use crate::app::{Reply, Sight};
use crate::t;
use crate::ui::{self, Answer, Dialog, Tone, radio};

/// A question that is open.
pub(super) enum Asking {
    Issue,
    /// How many receipts a proof shows.
    Proof(usize),
}

/// What came of it.
pub(super) enum Step {
    Open,
    Left,
    Issue,
    Proof(usize),
}

/// As many as a proof shows unless one wants all.
const SAMPLE: usize = 10;

impl Asking {
    pub(super) fn proof(count: usize) -> Self {
        Self::Proof(count.min(SAMPLE))
    }
}

pub(super) fn show(ui: &Ui, sight: &Sight<'_>, asking: &mut Asking, seen: &Seen) -> Step {
    let plan = &seen.plan;
    let count = plan.drafts.len();
    let (answer, step) = match asking {
        Asking::Issue => {
            let receipts = super::receipts(count);
            let title = t!("Issue {receipts}?", receipts = receipts);
            let confirm = t!("Issue {receipts}", receipts = receipts);
            let answer = Dialog::new(&title, &confirm).width(480.0).show(ui, |ui| issue(ui, sight, seen));
            (answer, Step::Issue)
        }
        Asking::Proof(most) => {
            let body = t!(
                "A proof shows the receipts as they would be, without numbers and with PROOF across them. Nothing is issued."
            );
            let answer = Dialog::new(t!("Print a proof"), t!("Open the proof")).body(body).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                if count > SAMPLE {
                    radio(ui, most, SAMPLE, &t!("The first {receipts}", receipts = super::receipts(SAMPLE)));
                    radio(ui, most, count, &t!("All {receipts}", receipts = super::receipts(count)));
                }
                super::ask::notices(ui, &seen.notices);
            });
            (answer, Step::Proof(*most))
        }
    };
    match answer {
        Answer::Open => Step::Open,
        Answer::Cancelled => Step::Left,
        Answer::Confirmed => step,
    }
}

fn issue(ui: &mut Ui, sight: &Sight<'_>, seen: &Seen) {
    let (first, last) = &seen.numbers;
    let numbers = if first == last { first.clone() } else { t!("{first} to {last}", first = first, last = last) };
    let together = sight.currency().show(seen.plan.total());
    let donations = super::donations(seen.plan.donations());
    let wording = t!("{name}, {version}", name = seen.making.wording.name, version = seen.making.wording.version);
    ui::key_values(
        ui,
        &[
            (t!("Numbers"), &numbers),
            (t!("Together"), &t!("{amount}, {donations}", amount = together, donations = donations)),
            (t!("Wording"), &wording),
        ],
    );
    let body = t!("The numbers are never used again. A receipt that is wrong is voided with a reason, or reissued.");
    ui::banner(ui, Tone::Accent, t!("Once issued, a receipt stays in the book"), body, "", |_| {});
    super::ask::notices(ui, &seen.notices);
}

/// Draws a proof for the viewer.
pub(super) fn proof(sight: &Sight<'_>, plan: &Plan, most: usize) -> Option<Reply<Vec<PathBuf>>> {
    let path = sight.paper("proof.pdf")?;
    let plan = plan.clone();
    Some(paper::draw(sight, t!("Draw the proof"), move |office| printing::proof(office, &plan, most, &path)))
}
