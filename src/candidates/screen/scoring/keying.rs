//! A paper sheet is keyed in: its number, who keys it, the code of the key sheet or the scorer's passphrase; then the card, sealed as it
//! is handed in.

use egui::{Id, Ui};
use zeroize::Zeroize as _;

use super::super::super::model::{Role, ScorerId, Whole};
use super::super::super::ops;
use super::super::super::seal::Key;
use super::super::super::store::{self, Sheet};
use super::card::{self, Desk, Way};
use super::padded;
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::ledger::screen::form::entered;
use crate::office::Passphrase;
use crate::t;
use crate::ui::{self, Button, Choice, Field, SMALL, Tone, look};

const NUMBER: &str = "candidates.sheet.number";

/// A sheet whose key was found.
struct Open {
    sheet: Sheet,
    key: Key,
    way: Way,
}

/// See the head of this file.
pub(super) struct View {
    number: String,
    code: String,
    by: Option<ScorerId>,
    unlocking: Option<Reply<(Sheet, Key)>>,
    open: Option<(Open, card::View)>,
    problem: Option<Problem>,
    /// What was keyed last.
    done: Option<i64>,
    focus: bool,
}

impl Default for View {
    fn default() -> Self {
        Self {
            number: String::new(),
            code: String::new(),
            by: None,
            unlocking: None,
            open: None,
            problem: None,
            done: None,
            focus: true,
        }
    }
}

impl Drop for View {
    fn drop(&mut self) {
        self.code.zeroize();
    }
}

impl View {
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    pub(super) fn logic(&mut self, sight: &Sight<'_>, whole: &Whole) {
        match self.unlocking.as_mut().and_then(Reply::take) {
            None => {}
            Some(Err(problem)) => (self.unlocking, self.problem, self.focus) = (None, Some(problem), true),
            Some(Ok((sheet, key))) => {
                self.unlocking = None;
                let by = self.by.unwrap_or(sheet.scorer);
                let way = Way::Paper { number: sheet.number, by };
                self.open = Some((Open { sheet, key, way }, card::View::new(Vec::new())));
            }
        }
        if let Some((open, cards)) = &mut self.open {
            cards.logic(sight, &desk(whole, open));
            if cards.is_done() {
                (self.done, self.focus) = (Some(open.sheet.number), true);
                self.number.clear();
                self.open = None;
            }
        }
    }

    /// Draws it; answers whether it is still open.
    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole) -> bool {
        if let Some((open, cards)) = &mut self.open {
            let name = |id: ScorerId| whole.scorer(id).map_or("", |one| one.name());
            let by = self.by.unwrap_or(open.sheet.scorer);
            let words = t!(
                "Sheet {number} of {scorer}, keyed in by {by}. What you read here you tell nobody.",
                number = open.sheet.number,
                scorer = name(open.sheet.scorer),
                by = name(by)
            );
            ui.horizontal_wrapped(|ui| {
                ui.add_space(24.0);
                ui::line(ui, &words, SMALL.ink(look(ui).muted));
            });
            cards.ui(ui, sight, &desk(whole, open));
            return true;
        }
        let mut stays = true;
        padded(ui, |ui| stays = self.door(ui, sight, whole));
        stays
    }

    fn door(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole) -> bool {
        ui.set_max_width(460.0);
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 12.0);
        ui::section(ui, t!("Key in a paper sheet"));
        if let Some(number) = self.done {
            let words = t!("Sheet {number} is in, sealed", number = number);
            ui::banner(ui, Tone::Good, &words, t!("Put the paper back into its envelope."), "", |_| {});
        }
        let words = t!(
            "The scorer keys their own sheet, or a substitute who scores nobody, or the chair once their own card about the candidate is in. Whoever keys reads the marks, so their name is kept."
        );
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        let id = Id::unique(NUMBER);
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let mut enter = entered(&Field::new(t!("Number on the sheet"), &mut self.number).id(id).show(ui));
        let mut who: Vec<(Option<ScorerId>, &str)> = vec![(None, t!("The scorer themself"))];
        let others = whole.scorers.iter().filter(|one| match one.new.role {
            Role::Chair => true,
            Role::Substitute => one.stands_for.is_none(),
            Role::Member => false,
        });
        who.extend(others.map(|one| (Some(one.id), one.name())));
        Choice::new(t!("Keyed in by"), &mut self.by, &who).show(ui);
        let code = Field::new(t!("Code of the key sheet, or the scorer’s passphrase"), &mut self.code).password();
        enter |= entered(&code.show(ui));
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let number = self.number.trim().parse::<i64>().ok();
        let busy = self.unlocking.is_some().then(|| t!("The key is being made"));
        let missing = match (number, self.code.is_empty()) {
            (None, _) => Some(t!("Type the number of the sheet")),
            (_, true) => Some(t!("Type the code or the passphrase")),
            _ => None,
        };
        let why_not = busy.or(missing);
        let mut leave = false;
        let mut go = enter && why_not.is_none();
        ui.horizontal_wrapped(|ui| {
            go |= Button::primary(t!("Open the card")).key(t!("Enter")).unless(why_not).show(ui).clicked();
            leave = Button::quiet(t!("Leave")).show(ui).clicked();
        });
        if let (true, None, Some(number)) = (go, why_not, number) {
            (self.problem, self.done) = (None, None);
            let (of, by, typed) = (whole.round.id, self.by, Passphrase::new(self.code.clone()));
            self.unlocking = Some(sight.desk.ask_office(move |office| {
                let (whole, sheet) =
                    office.read(|conn| Ok((store::whole(conn, of)?, store::sheet(conn, of, number)?)))?;
                ops::may_key(&whole, by.unwrap_or(sheet.scorer), &sheet)?;
                if whole.card(sheet.scorer, sheet.candidate).is_some() {
                    return Err(Problem::input(t!("Sheet {number} was keyed in already", number = number))
                        .hint(t!("A number is taken once; what the panel agrees later is kept beside it")));
                }
                let key = ops::unlock(office, of, sheet.scorer, &typed)?;
                Ok((sheet, key))
            }));
        }
        !leave
    }
}

/// The desk of one sheet.
fn desk<'a>(whole: &'a Whole, open: &'a Open) -> Desk<'a> {
    let due = whole.candidate(open.sheet.candidate).cloned().into_iter().collect();
    Desk { whole, scorer: open.sheet.scorer, key: &open.key, due, way: &open.way }
}
