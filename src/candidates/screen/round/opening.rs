//! Opening a round: each scorer types their passphrase, or the chair says why somebody is missing. All cards open at once, or none.

use egui::{Id, Ui};
use zeroize::Zeroize as _;

use super::super::super::model::{RoundId, ScorerId, Whole};
use super::super::super::ops::{self, Opening};
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::office::Passphrase;
use crate::t;
use crate::ui::{self, Answer, Dialog, Field, SMALL, Tone, look};

struct One {
    id: ScorerId,
    name: String,
    /// What is due of them.
    says: String,
    /// Nothing of theirs can be opened.
    empty: bool,
    passphrase: String,
    missing: bool,
    why: String,
}

impl Drop for One {
    fn drop(&mut self) {
        self.passphrase.zeroize();
    }
}

/// See the head of this file.
pub(super) struct View {
    id: RoundId,
    name: String,
    all: Vec<One>,
    problem: Option<Problem>,
    opening: Option<Reply<()>>,
}

impl View {
    pub(super) fn new(whole: &Whole) -> Self {
        let of = |p: super::super::super::model::Progress| One {
            id: p.scorer,
            name: whole.scorer(p.scorer).map(|one| one.name().to_owned()).unwrap_or_default(),
            says: t!("{handed} of {due} cards", handed = p.handed_in, due = p.due),
            empty: p.handed_in == 0,
            passphrase: String::new(),
            missing: !p.is_in(),
            why: String::new(),
        };
        let name = whole.round.new.name.clone();
        Self {
            id: whole.round.id,
            name,
            all: whole.progress().into_iter().map(of).collect(),
            problem: None,
            opening: None,
        }
    }

    /// Whether it is still open.
    pub(super) fn logic(&mut self) -> bool {
        match self.opening.as_mut().and_then(Reply::take) {
            None => true,
            Some(Ok(())) => false,
            Some(Err(problem)) => {
                (self.opening, self.problem) = (None, Some(problem));
                true
            }
        }
    }

    /// Draws it; answers whether it is still open.
    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>, _whole: &Whole) -> bool {
        let title = t!("Open the round for {name}?", name = self.name);
        let body = t!(
            "All cards open at once. Each scorer types the passphrase they chose; who is missing is named with the reason. It cannot be sealed again."
        );
        let why_not = self.opening.is_some().then(|| t!("The cards are being opened"));
        let answer =
            Dialog::new(&title, t!("Open all cards")).body(body).unless(why_not).width(560.0).danger().show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 10.0;
                egui::ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
                    for (at, one) in self.all.iter_mut().enumerate() {
                        row(ui, at, one);
                    }
                });
                if let Some(problem) = &self.problem {
                    let hint = problem.hint.as_deref().unwrap_or_default();
                    ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
                }
            });
        match answer {
            Answer::Open => true,
            Answer::Cancelled => self.opening.is_some(),
            Answer::Confirmed => {
                self.open(sight);
                true
            }
        }
    }

    fn open(&mut self, sight: &Sight<'_>) {
        self.problem = None;
        let mut what = Opening::default();
        for one in &self.all {
            if !one.passphrase.is_empty() {
                what.keys.push((one.id, Passphrase::new(one.passphrase.clone())));
            }
            if one.missing {
                what.absent.push((one.id, one.why.clone()));
            }
        }
        let id = self.id;
        self.opening = Some(sight.desk.run(&ops::OPEN, move |office| ops::open(office, id, &what)));
    }
}

fn row(ui: &mut Ui, at: usize, one: &mut One) {
    let words = format!("{} · {}", one.name, one.says);
    if !one.empty {
        Field::new(&words, &mut one.passphrase)
            .id(Id::unique("candidates.opening").with(at))
            .password()
            .placeholder(t!("Passphrase"))
            .show(ui);
    } else {
        ui::line(ui, &words, SMALL.ink(look(ui).muted));
    }
    ui::checkbox(ui, &mut one.missing, &t!("{name} is missing, or not all is in", name = one.name));
    if one.missing {
        Field::new(t!("Why"), &mut one.why).id(Id::unique("candidates.missing").with(at)).show(ui);
    }
}
