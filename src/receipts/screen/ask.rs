//! The questions about one receipt: void it, reissue it, print it, or issue one for a donation.

use egui::Ui;

use super::super::model::{EntryId, Receipt, ReceiptId, Status};
use super::super::ops;
use super::super::store;
use super::one::One;
use super::paper::Goal;
use super::{PRINT, REISSUE, VOID};
use crate::app::{Reply, Sight};
use crate::t;
use crate::ui::{self, Answer, BODY, Dialog, Field, Tone, look, radio};

/// A question that is open.
pub(super) enum Ask {
    Reason(Box<Reason>),
    Print { id: ReceiptId, number: String, mark: &'static str, goal: Goal },
    One(Box<One>),
}

/// Why a receipt is voided or reissued, as it is typed.
pub(super) struct Reason {
    number: String,
    reissue: bool,
    /// It is void already, and only gets a receipt in its place.
    void: bool,
    text: String,
    problem: Option<String>,
    saving: Option<Reply<Receipt>>,
}

/// What came of a question in `logic`.
pub(super) enum Asked {
    /// This receipt was issued.
    Issued(Box<Receipt>),
    Done,
}

/// What came of a question in `ui`.
pub(super) enum Step {
    Open,
    Left,
    Print { id: ReceiptId, number: String, goal: Goal },
}

impl Ask {
    /// The question of a command about a receipt.
    pub(super) fn about(key: &str, receipt: &Receipt) -> Option<Self> {
        if key == PRINT.key {
            let mark = match (receipt.status, receipt.prints) {
                (Status::Void, _) => t!("It is void, and the paper says so with the reason."),
                (Status::Issued, 0) => t!("It has not been printed yet, so this is the original."),
                (Status::Issued, _) => t!("It was printed before, so the paper says on its face that it is a copy."),
            };
            return Some(Self::Print { id: receipt.id, number: receipt.number.clone(), mark, goal: Goal::Viewer });
        }
        if key != VOID.key && key != REISSUE.key {
            return None;
        }
        let void = receipt.status == Status::Void;
        Some(Self::reason(&receipt.number, key == REISSUE.key, void, ""))
    }

    fn reason(number: &str, reissue: bool, void: bool, text: &str) -> Self {
        let (number, text) = (number.to_owned(), text.to_owned());
        Self::Reason(Box::new(Reason { number, reissue, void, text, problem: None, saving: None }))
    }

    /// Issuing a receipt for one donation.
    pub(super) fn one(entry: EntryId) -> Self {
        Self::One(Box::new(One::new(entry)))
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>) -> Option<Asked> {
        match self {
            Self::Print { .. } => None,
            Self::One(one) => one.logic(sight).map(|receipt| Asked::Issued(Box::new(receipt))),
            Self::Reason(asked) => {
                let answer = asked.saving.as_mut().and_then(Reply::take)?;
                asked.saving = None;
                match answer {
                    Ok(receipt) if asked.reissue => Some(Asked::Issued(Box::new(receipt))),
                    Ok(_) => Some(Asked::Done),
                    Err(problem) => {
                        let hint = problem.hint.map(|hint| format!(". {hint}")).unwrap_or_default();
                        asked.problem = Some(format!("{}{hint}", problem.message));
                        None
                    }
                }
            }
        }
    }

    pub(super) fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> Step {
        match self {
            Self::Reason(asked) if asked.saving.is_some() => Step::Open,
            Self::Reason(asked) => asked.show(ui, sight),
            Self::One(one) => {
                if one.show(ui, sight) {
                    Step::Open
                } else {
                    Step::Left
                }
            }
            Self::Print { id, number, mark, goal } => {
                let title = t!("Print receipt {number}", number = number);
                let confirm = if *goal == Goal::Viewer { t!("Open to print") } else { t!("Save as PDF…") };
                let answer = Dialog::new(&title, confirm).body(mark).show(ui, |ui| {
                    ui.spacing_mut().item_spacing.y = 8.0;
                    radio(ui, goal, Goal::Viewer, t!("Open it in the PDF viewer, and print from there"));
                    radio(ui, goal, Goal::OneFile, t!("Save it as a PDF, to send or to keep"));
                });
                match answer {
                    Answer::Open => Step::Open,
                    Answer::Cancelled => Step::Left,
                    Answer::Confirmed => Step::Print { id: *id, number: number.clone(), goal: *goal },
                }
            }
        }
    }

    /// A reason that was begun.
    pub(super) fn draft(&self) -> Option<String> {
        match self {
            Self::Reason(asked) if !asked.text.trim().is_empty() => {
                serde_json::to_string(&(&asked.number, asked.reissue, asked.void, &asked.text)).ok()
            }
            _ => None,
        }
    }

    /// The question again, and the number it is about.
    pub(super) fn restore(draft: &str) -> Option<(Self, String)> {
        let (number, reissue, void, text): (String, bool, bool, String) = serde_json::from_str(draft).ok()?;
        Some((Self::reason(&number, reissue, void, &text), number))
    }
}

impl Reason {
    fn show(&mut self, ui: &Ui, sight: &Sight<'_>) -> Step {
        let (title, confirm) = if self.reissue {
            (t!("Reissue receipt {number}", number = self.number), t!("Reissue"))
        } else {
            (t!("Void receipt {number}", number = self.number), t!("Void receipt"))
        };
        let body = match (self.reissue, self.void) {
            (false, _) => {
                t!("Its number stays in the book, void, with your reason. Its donations can be receipted again.")
            }
            (true, false) => t!(
                "It becomes void, and a receipt with the next number takes its place, made out as register and settings are now. The new one names the old."
            ),
            (true, true) => t!(
                "A receipt with the next number takes its place, made out as register and settings are now. The new one names the old."
            ),
        };
        let missing = self.text.trim().is_empty().then(|| t!("Say why first"));
        let mut dialog = Dialog::new(&title, confirm).body(body).unless(missing);
        if !self.reissue {
            dialog = dialog.danger();
        }
        let answer = dialog.show(ui, |ui| {
            let hint = t!("For whoever looks at the books later");
            let field = Field::new(t!("Reason"), &mut self.text).hint(hint).problem(self.problem.as_deref()).show(ui);
            // Enter without a reason is no answer: the keyboard stays where one is typed.
            if missing.is_some() && field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter)) {
                field.request_focus();
            }
            if self.reissue {
                ui::paragraph(
                    ui,
                    t!("Correct the donor’s name or address in the register before."),
                    BODY.ink(look(ui).muted),
                );
            }
        });
        match answer {
            Answer::Open => Step::Open,
            Answer::Cancelled => Step::Left,
            Answer::Confirmed => {
                self.save(sight);
                Step::Open
            }
        }
    }

    fn save(&mut self, sight: &Sight<'_>) {
        let (number, reason) = (self.number.clone(), self.text.clone());
        self.problem = None;
        self.saving = Some(if self.reissue {
            sight.desk.run(&ops::REISSUE, move |office| {
                let done = ops::reissue(office, &number, &reason)?;
                let value = office.read(|conn| store::find(conn, &done.value.new))?;
                Ok(crate::office::Done { value, op: done.op, changed: done.changed })
            })
        } else {
            sight.desk.run(&ops::VOID, move |office| ops::void(office, &number, &reason))
        });
    }
}

/// What should be looked at before, in a dialog.
pub(super) fn notices(ui: &mut Ui, notices: &[String]) {
    if !notices.is_empty() {
        ui::banner(ui, Tone::Warning, t!("Look at this before you issue"), &notices.join("\n"), "", |_| {});
    }
}
