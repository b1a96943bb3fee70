//! Printing the roll: what is asked before, and the paper.

use std::path::PathBuf;

use egui::{Id, Ui};

use super::super::model::Rule;
use super::super::page::RollPaper;
use super::super::{printing, store};
use crate::app::paper::{self, Goal, Papers};
use crate::app::{Sight, Wish, WishKind};
use crate::kit::{Day, day};
use crate::t;
use crate::ui::{Answer, Dialog, Field, Tone, checkbox, segments};

/// The dialog, and the paper that is on its way.
#[derive(Default)]
pub(super) struct RollAsk {
    open: bool,
    /// How often the dialog was drawn.
    drawn: u8,
    place: String,
    left_out: bool,
    /// 0: into the viewer; 1: saved as a PDF.
    goal: usize,
    papers: Option<Papers>,
    says: String,
}

impl RollAsk {
    pub(super) fn begin(&mut self) {
        if self.papers.is_none() {
            (self.open, self.drawn) = (true, 0);
        }
    }

    /// Takes what was printed.
    pub(super) fn logic(&mut self, sight: &Sight<'_>) {
        let Some(files) = self.papers.as_mut().and_then(|papers| papers.logic(sight)) else { return };
        self.papers = None;
        if let Some(first) = files.first()
            && self.goal == 1
        {
            sight.notice(Tone::Good, self.says.clone(), first.display().to_string());
        }
    }

    /// Draws the dialog, while it is open, for the roll that is on show.
    pub(super) fn ui(&mut self, ui: &Ui, sight: &Sight<'_>, on: Day, rule: &Rule) {
        if !self.open {
            return;
        }
        let title = t!("Print the roll for {day}", day = day::long(on));
        let body =
            t!("Each who may vote has a line to sign on. The rule stands at the top, the numbers of the pages below.");
        let confirm = if self.goal == 0 { t!("Open to print") } else { t!("Save as PDF…") };
        let Self { place, left_out, goal, drawn, .. } = self;
        let answer = Dialog::new(&title, confirm).body(body).width(480.0).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 12.0;
            let id = Id::unique("members.roll.place");
            Field::new(t!("Place of the vote"), place).id(id).hint(t!("Left empty, it is written by hand")).show(ui);
            checkbox(ui, left_out, t!("Those left out follow, each with the reason"));
            segments(ui, &[t!("Open to print"), t!("Save as PDF")], goal);
            // The keyboard goes there once the dialog has settled.
            if *drawn < 3 {
                *drawn += 1;
                ui.ctx().request_repaint();
                if *drawn == 3 {
                    ui.memory_mut(|m| m.request_focus(id));
                }
            }
        });
        match answer {
            Answer::Open => {}
            Answer::Cancelled => self.open = false,
            Answer::Confirmed => {
                self.open = false;
                self.print(sight, on, rule.clone());
            }
        }
    }

    fn print(&mut self, sight: &Sight<'_>, on: Day, rule: Rule) {
        let name = t!("Roll {day}.pdf", day = on);
        self.says = t!("The roll for {day}", day = day::long(on));
        let goal = if self.goal == 0 {
            Goal::Viewer(name)
        } else {
            Goal::Chosen(Wish {
                title: t!("Save the roll as PDF").to_owned(),
                confirm: t!("Save").to_owned(),
                kind: WishKind::Save,
                endings: Some(("PDF", &["pdf"])),
                name,
            })
        };
        let (place, left_out, made_on) = (self.place.clone(), self.left_out, sight.today());
        let start = move |sight: &Sight<'_>, to: PathBuf| {
            paper::draw(sight, t!("Print the roll"), move |office| {
                let roll = office.read(store::register)?.roll(on, &rule);
                printing::roll(office, &roll, &RollPaper { place, left_out, made_on }, &to)?;
                Ok(vec![to])
            })
        };
        self.papers = Papers::begin(sight, goal, Box::new(start));
    }
}
