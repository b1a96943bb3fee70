//! The results of a round that was opened, in five parts: the order, every mark, agreement, what if, the decision. One screen, so that
//! the part and the candidate stay.

mod agreement;
mod ask;
mod commands;
mod decision;
mod form;
mod marks;
mod order;
mod pictures;
mod what_if;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::decided::Results;
use super::super::model::{RoundId, Step};
use super::super::{papers, record, store};
use crate::app::viewed::Paper;
use crate::app::{Live, Screen, Sight};
use crate::kit::{Result, text};
use crate::ledger::screen::export::Saving;
use crate::ledger::screen::typing::Asking;
use crate::office::Office;
use crate::t;
use crate::ui::{self, Button, Choice, SMALL, Tone, icons, look, segments};
use ask::What;
pub use commands::{
    COMMANDS, COPY, DECIDE, ENDORSE, HAND_OVER, LETTERS, MODERATE, NUMBERS, PURGE, RECORD, SAVE, UNENDORSE,
};

/// The screen.
pub const RESULTS: &str = "candidates.results";

/// What the answers depend on.
const TABLES: &[&str] = &[
    "selection_round",
    "selection_criterion",
    "selection_anchor",
    "selection_scorer",
    "selection_candidate",
    "selection_conflict",
    "selection_card",
    "selection_text",
    "selection_moderation",
    "selection_decision",
    "selection_verdict",
    "selection_endorsement",
    "selection_hand_over",
];

/// The dialogs and parts that pictures and tests walk.
pub const POSES: &[&str] = &[
    "marks",
    "agreement",
    "what-if",
    "decision",
    "numbers",
    "marks numbers",
    "agreement numbers",
    "what-if numbers",
    "candidates.moderate",
    "candidates.decide",
    "candidates.letters",
    "candidates.endorse",
    "candidates.unendorse",
    "candidates.hand_over",
    "candidates.purge",
];

/// All that is shown.
pub(super) struct Shown {
    /// Rounds that were opened, the newest first.
    pub rounds: Vec<(RoundId, String)>,
    pub results: Option<Results>,
}

fn read(office: &Office, id: Option<RoundId>) -> Result<Shown> {
    office.read(|conn| {
        let opened = store::lines(conn)?.into_iter().filter(|line| line.step == Step::Opened);
        let rounds: Vec<(RoundId, String)> = opened.map(|line| (line.id, line.name)).collect();
        let wanted = id.filter(|id| rounds.iter().any(|(own, _)| own == id)).or(rounds.first().map(|(id, _)| *id));
        let results = wanted.map(|id| store::results(conn, id, office.who())).transpose()?;
        Ok(Shown { rounds, results })
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Order,
    Marks,
    Agreement,
    WhatIf,
    Decision,
}

const PARTS: [Part; 5] = [Part::Order, Part::Marks, Part::Agreement, Part::WhatIf, Part::Decision];

impl Part {
    fn label(self) -> &'static str {
        match self {
            Self::Order => t!("Order"),
            Self::Marks => t!("Marks"),
            Self::Agreement => t!("Agreement"),
            Self::WhatIf => t!("What if"),
            Self::Decision => t!("Decision"),
        }
    }

    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "order" => Self::Order,
            "marks" => Self::Marks,
            "agreement" => Self::Agreement,
            "what-if" => Self::WhatIf,
            "decision" => Self::Decision,
            _ => return None,
        })
    }
}

/// See the head of this file.
pub struct ResultsPage {
    id: Option<RoundId>,
    part: Part,
    numbers: bool,
    shown: Live<Shown, (Option<RoundId>, String)>,
    order: order::View,
    marks: marks::View,
    what_if: what_if::View,
    decision: decision::View,
    ask: Option<Asking<What>>,
    pending: Option<&'static str>,
    paper: Paper,
    saving: Saving,
}

impl ResultsPage {
    pub fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            part: Part::Order,
            numbers: false,
            shown: Live::new(TABLES),
            order: order::View::default(),
            marks: marks::View::default(),
            what_if: what_if::View::default(),
            decision: decision::View::default(),
            ask: None,
            pending: None,
            paper: Paper::default(),
            saving: Saving::default(),
        })
    }

    fn results(&self) -> Option<&Results> {
        self.shown.get().and_then(|shown| shown.results.as_ref())
    }

    /// The candidate whom the page is about: the one that is open in the order, else the first.
    fn candidate(&self) -> Option<usize> {
        let results = self.results()?;
        match self.part {
            Part::Marks => self.marks.candidate(results),
            _ => self.order.candidate(results),
        }
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let open = self.candidate();
        let Some(results) = self.shown.get().and_then(|shown| shown.results.as_ref()) else {
            return sight.notice(Tone::Warning, t!("No round was opened yet"), "");
        };
        let id = results.whole.round.id;
        let vacancy = results.whole.round.new.name.clone();
        if key == NUMBERS.key {
            self.numbers = !self.numbers;
        } else if key == SAVE.key {
            self.saving.ask(sight, record::marks_sheet(results), "marks.xlsx");
        } else if key == DECIDE.key {
            self.part = Part::Decision;
            if results.decision.is_some() {
                return sight.notice(Tone::Warning, t!("It is decided already"), "");
            }
            self.decision.begin(results, sight);
        } else if key == RECORD.key {
            self.paper.make(sight, &t!("Decision {vacancy}.pdf", vacancy = vacancy), move |office| {
                papers::decision(office, id)
            });
        } else if key == COPY.key {
            let Some(who) = open.and_then(|at| results.candidate(at)) else { return };
            self.paper.make(sight, &t!("Copy {vacancy}.pdf", vacancy = vacancy), move |office| {
                papers::copy(office, id, who, None)
            });
        } else {
            match What::of(key, results, open, &self.marks) {
                Ok(what) => self.ask = Some(Asking::new(what)),
                Err(message) => sight.notice(Tone::Warning, message, ""),
            }
        }
    }

    fn header(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let decided = self.results().map(|results| results.decision.is_some());
        sight.header(ui, "", |ui| {
            let Some(decided) = decided else { return };
            if decided {
                RECORD.primary(ui, sight);
                LETTERS.secondary(ui, sight);
            } else {
                DECIDE.primary(ui, sight);
            }
            ui::menu_button(ui, t!("More for the results"), |ui| {
                for command in COMMANDS {
                    command.item(ui, sight);
                }
            });
        });
    }

    fn bar(&mut self, ui: &mut Ui) {
        let Some(shown) = self.shown.get() else { return };
        let Some(results) = &shown.results else { return };
        let mut id = results.whole.round.id;
        let options: Vec<(RoundId, &str)> = shown.rounds.iter().map(|(id, name)| (*id, name.as_str())).collect();
        if Choice::new(t!("Round"), &mut id, &options).bare().width(220.0).show(ui).changed() {
            self.id = Some(id);
            (self.order, self.marks) = (order::View::default(), marks::View::default());
            self.what_if = what_if::View::default();
        }
        let mut at = PARTS.iter().position(|part| *part == self.part).unwrap_or(0);
        if segments(ui, &PARTS.map(Part::label), &mut at) {
            self.part = PARTS.get(at).copied().unwrap_or(Part::Order);
        }
        if let Some(decision) = &results.decision {
            let words = if decision.purged.is_some() { t!("Decided, purged") } else { t!("Decided") };
            ui::chip(ui, words, Tone::Good);
        }
        if results.is_moderated() {
            ui::chip(
                ui,
                &text::plural(results.moderations.len(), t!("changed mark"), t!("changed marks")),
                Tone::Warning,
            );
        }
        if !results.hidden.candidates.is_empty() {
            let many = text::plural(results.hidden.candidates.len(), t!("candidate"), t!("candidates"));
            let words = t!("{many} not shown to you: you declared an interest", many = many);
            ui::chip(ui, &words, Tone::Warning);
        }
    }
}

/// A page that scrolls, with the margins of a page.
fn page(ui: &mut Ui, name: &str, contents: impl FnOnce(&mut Ui)) {
    egui::ScrollArea::vertical().id_salt(name).auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(12.0, 16.0);
            contents(ui);
        });
    });
}

impl Screen for ResultsPage {
    fn logic(&mut self, sight: &Sight<'_>) {
        // Who works here is part of the question: somebody else may see others.
        let with = (self.id, sight.facts.who.clone());
        self.shown.want_office(sight.desk, with, |office, (id, _)| read(office, *id));
        self.paper.logic(sight);
        self.saving.logic(sight);
        if let Some(results) = self.shown.get().and_then(|shown| shown.results.as_ref()) {
            self.order.logic(results);
            self.marks.logic(results);
            self.what_if.logic(results);
            self.decision.logic();
        }
        if let Some(ask) = &mut self.ask
            && !ask.logic()
        {
            let letters = ask.what.letters();
            self.ask = None;
            if let Some((id, who)) = letters {
                self.paper.make(sight, t!("Letters.pdf"), move |office| Ok(papers::letters(office, id, &who)?.1));
            }
        }
        if !self.shown.is_coming()
            && self.shown.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        self.header(ui, sight);
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let Some(shown) = self.shown.get() else { return };
        if shown.results.is_none() {
            let body = t!(
                "Once all cards are in, the chair opens the round; its order, agreement and what it hangs on are shown here"
            );
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No round was opened yet"), body, |ui| {
                if Button::primary(t!("Go to the rounds")).show(ui).clicked() {
                    sight.go(super::LIST, "");
                }
            });
            return;
        }
        ui.spacing_mut().item_spacing = vec2(12.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                self.bar(ui);
            });
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let (part, numbers) = (self.part, self.numbers);
        let Self { shown, order, marks, what_if, decision, ask, .. } = self;
        let Some(results) = shown.get().and_then(|shown| shown.results.as_ref()) else { return };
        if results.is_purged() && part != Part::Decision {
            let body = t!("What was decided and why stays; see the decision");
            ui::empty_state(ui, icons::TRASH, t!("Marks and notes were purged"), body, |_| {});
        } else {
            match part {
                Part::Order => order.ui(ui, results, numbers),
                Part::Marks => marks.ui(ui, sight, results),
                Part::Agreement => page(ui, "agreement", |ui| agreement::ui(ui, results, numbers)),
                Part::WhatIf => what_if.ui(ui, results, numbers),
                Part::Decision => decision.ui(ui, sight, results),
            }
        }
        if let Some(question) = ask
            && !ask::show(question, ui, sight)
        {
            *ask = None;
        }
    }

    /// `123 agreement numbers`: a round's id, the part, `numbers`, and the key of a command.
    fn go(&mut self, filter: &str) {
        for word in filter.split_whitespace() {
            if let Ok(id) = word.parse() {
                self.id = Some(RoundId(id));
            }
            if let Some(part) = Part::of(word) {
                (self.part, self.numbers) = (part, false);
            }
            if word == "numbers" {
                self.numbers = true;
            }
            if let Some(command) = COMMANDS.iter().find(|command| command.key == word) {
                self.pending = Some(command.key);
            }
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = COMMANDS.iter().find(|command| command.key == key).map(|command| command.key);
    }

    fn draft(&self) -> Option<String> {
        self.decision.draft()
    }

    fn restore(&mut self, draft: &str) {
        self.decision.restore(draft);
        self.part = Part::Decision;
    }
}

/// A remark under a picture.
fn remark(ui: &mut Ui, words: &str) {
    ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
}

/// A heading with what stands below it.
fn titled(ui: &mut Ui, title: &str, words: &str, contents: impl FnOnce(&mut Ui)) {
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        ui::section(ui, title);
        if !words.is_empty() {
            remark(ui, words);
        }
        contents(ui);
    });
}
