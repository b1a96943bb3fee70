//! What a candidate needs to be heard fairly: opened and written by the chair with their passphrase, locked again when another
//! candidate is looked at or the page is left.

use egui::{Id, Ui};
use zeroize::{Zeroize as _, Zeroizing};

use super::super::super::model::{Candidate, CandidateId, RoundId, Step};
use super::super::super::ops;
use super::super::super::seal::Key;
use super::Shown;
use crate::app::{Reply, Sight};
use crate::kit::Problem;
use crate::ledger::screen::form::entered;
use crate::ledger::screen::parts::{read_only, with_id};
use crate::office::{Office, Passphrase};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Tone, look};

const PASSPHRASE: &str = "candidates.needs.passphrase";

/// The chair's key and what it opened.
type Opened = (Key, Option<Zeroizing<String>>);

#[derive(Default)]
enum State {
    /// Nothing is shown.
    #[default]
    Locked,
    /// The passphrase is asked for.
    Asking,
    Unlocking(Reply<Opened>),
    Open {
        key: Key,
        saving: Option<Reply<()>>,
    },
}

/// See the head of this file.
#[derive(Default)]
pub(super) struct View {
    of: Option<CandidateId>,
    state: State,
    passphrase: String,
    again: String,
    text: String,
    problem: Option<Problem>,
    focus: bool,
    frame: u64,
}

impl Drop for View {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl View {
    fn wipe(&mut self) {
        self.passphrase.zeroize();
        self.again.zeroize();
        self.text.zeroize();
    }

    fn lock(&mut self) {
        self.wipe();
        (self.state, self.problem) = (State::Locked, None);
    }

    pub(super) fn logic(&mut self) {
        match &mut self.state {
            State::Unlocking(reply) => match reply.take() {
                None => {}
                Some(Ok((key, found))) => {
                    found.as_ref().map_or("", |text| text.as_str()).clone_into(&mut self.text);
                    self.state = State::Open { key, saving: None };
                }
                Some(Err(problem)) => {
                    (self.state, self.problem) = (State::Asking, Some(problem));
                    self.focus = true;
                }
            },
            State::Open { saving, .. } => match saving.as_mut().and_then(Reply::take) {
                None => {}
                Some(Ok(())) => self.lock(),
                Some(Err(problem)) => (*saving, self.problem) = (None, Some(problem)),
            },
            State::Locked | State::Asking => {}
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, shown: &Shown, one: &Candidate) {
        let frame = ui.ctx().cumulative_pass_nr();
        if self.of != Some(one.id) || (frame > self.frame + 2 && self.frame > 0) {
            self.lock();
            self.of = Some(one.id);
        }
        self.frame = frame;
        let whole = &shown.whole;
        let known = whole.needs_of(one.id);
        let open = shown.step != Step::Opened && read_only(sight).is_none();
        if known.is_none() && !open {
            return;
        }
        ui::section(ui, t!("For the chair alone"));
        let sealer = known.and_then(|known| whole.scorer(known.scorer)).or(whole.chair());
        let Some(sealer) = sealer else {
            let words =
                t!("What they need to be heard fairly is sealed by the chair of the panel; nobody chairs it yet.");
            ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
            return;
        };
        // What an earlier chair sealed is read with their passphrase, and not changed with it.
        let writes = open && whole.chair().is_some_and(|chair| chair.id == sealer.id);
        match &self.state {
            State::Locked => {
                let words = if known.is_some() {
                    t!("Show what they need to be heard fairly…")
                } else {
                    t!("Write what they need to be heard fairly…")
                };
                if Link::new(words).small().show(ui).clicked() {
                    (self.state, self.focus) = (State::Asking, true);
                }
            }
            State::Asking | State::Unlocking(_) => {
                self.ask(ui, sight, whole.round.id, (sealer.name(), sealer.check.is_some()), one.id)
            }
            State::Open { .. } => self.open(ui, sight, whole.round.id, one.id, writes),
        }
    }

    fn ask(&mut self, ui: &mut Ui, sight: &Sight<'_>, of: RoundId, (chair, chosen): (&str, bool), who: CandidateId) {
        let words = if chosen {
            t!("{name} types the passphrase they chose for this round.", name = chair)
        } else {
            t!(
                "{name} chooses a passphrase for this round: ten characters or more. It seals what candidates need, and later their own cards. Nobody can find it out or set another.",
                name = chair
            )
        };
        ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
        let id = Id::unique(PASSPHRASE);
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let mut enter =
            entered(&Field::new(t!("Passphrase of the chair"), &mut self.passphrase).id(id).password().show(ui));
        if !chosen {
            let differs = !self.again.is_empty() && self.again != self.passphrase;
            let field = Field::new(t!("The same again"), &mut self.again).password();
            enter = entered(&field.problem(differs.then_some(t!("This is not the same"))).show(ui));
        }
        self.refused(ui);
        let busy = matches!(self.state, State::Unlocking(_)).then(|| t!("The key is being made"));
        let same = (!chosen && self.again != self.passphrase).then(|| t!("Type it twice"));
        let why_not = busy.or(self.passphrase.is_empty().then(|| t!("Type the passphrase"))).or(same);
        let mut leave = false;
        let mut go = enter && why_not.is_none();
        ui.horizontal_wrapped(|ui| {
            go |= Button::primary(t!("Unlock")).key(t!("Enter")).unless(why_not).show(ui).clicked();
            leave = Button::quiet(t!("Cancel")).show(ui).clicked();
        });
        if leave {
            return self.lock();
        }
        if go && why_not.is_none() {
            self.unlock(sight, of, who, chosen);
        }
    }

    fn unlock(&mut self, sight: &Sight<'_>, of: RoundId, who: CandidateId, chosen: bool) {
        self.problem = None;
        let typed = Passphrase::new(self.passphrase.clone());
        self.passphrase.zeroize();
        self.again.zeroize();
        self.state = State::Unlocking(if chosen {
            sight.desk.ask_office(move |office| unlocked(office, of, who, &typed))
        } else {
            sight.desk.run(&ops::PASSPHRASE, move |office| {
                let whole = office.read(|conn| super::super::super::store::whole(conn, of))?;
                let chair =
                    whole.chair().map(|chair| chair.id).ok_or_else(|| Problem::input(t!("Nobody chairs the panel")))?;
                Ok(with_id(ops::choose(office, of, chair, &typed)?, |key| (key, None)))
            })
        });
    }

    fn open(&mut self, ui: &mut Ui, sight: &Sight<'_>, of: RoundId, who: CandidateId, writes: bool) {
        if writes {
            Field::new(t!("What they need to be heard fairly"), &mut self.text)
                .id(Id::unique("candidates.needs.text"))
                .rows(3)
                .hint(t!("Sealed under the chair’s passphrase: in no history, search, copy or export that anybody else can read"))
                .show(ui);
        } else {
            ui::paragraph(ui, &self.text, BODY);
        }
        self.refused(ui);
        let State::Open { key, saving } = &mut self.state else { return };
        let busy = saving.is_some().then(|| t!("It is being sealed"));
        let mut leave = false;
        ui.horizontal_wrapped(|ui| {
            if writes && Button::primary(t!("Keep it sealed")).unless(busy).show(ui).clicked() {
                let (key, text) = (key.clone(), Zeroizing::new(self.text.clone()));
                *saving = Some(sight.desk.run(&ops::NEEDS, move |office| ops::needs(office, of, who, &key, &text)));
            }
            leave = Button::quiet(t!("Lock")).show(ui).clicked();
        });
        if leave {
            self.lock();
        }
    }

    fn refused(&self, ui: &mut Ui) {
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
    }
}

/// The key of who sealed, and what it opens.
fn unlocked(office: &Office, of: RoundId, who: CandidateId, typed: &Passphrase) -> crate::kit::Result<Opened> {
    let whole = office.read(|conn| super::super::super::store::whole(conn, of))?;
    let sealer = whole.needs_of(who).map(|known| known.scorer).or(whole.chair().map(|chair| chair.id));
    let sealer = sealer.ok_or_else(|| Problem::input(t!("Nobody chairs the panel")))?;
    let key = ops::unlock(office, of, sealer, typed)?;
    Ok((key, ops::read_needs(office, of, who, typed)?))
}
