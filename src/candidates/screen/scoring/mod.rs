//! The desk at which a scorer scores: a passphrase, conflicts, practice, then cards. Several share one computer: each types their own
//! passphrase, and whoever leaves the desk, or presses L, has locked it. Nothing typed here is kept but sealed.

pub(super) mod card;
pub(super) mod gate;
mod keying;
mod mark;
mod working;

use egui::{Frame, Id, Margin, Ui, vec2};
use zeroize::Zeroize as _;

use super::super::model::{CandidateId, RoundId, ScorerId, Step, Whole};
use super::super::ops;
use super::super::seal::{CardText, Key, Place};
use super::super::store;
use super::{LIST, LOCK, ONE, TABLES};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{Problem, Result};
use crate::ledger::screen::form::entered;
use crate::office::{Office, Passphrase};
use crate::t;
use crate::ui::{self, BODY, Button, Choice, Field, Link, SMALL, Tone, icons, line, look};

/// The field of the passphrase.
const PASSPHRASE: &str = "candidates.passphrase";

fn read(office: &Office, id: Option<RoundId>) -> Result<Option<Whole>> {
    office.read(|conn| {
        let scored = |line: &&store::Line| matches!(line.step, Step::Declaring | Step::Scoring | Step::AllIn);
        let id = match id {
            Some(id) => Some(id),
            None => store::lines(conn)?.iter().find(scored).map(|line| line.id),
        };
        id.map(|id| store::whole(conn, id)).transpose()
    })
}

/// Where somebody stands at the desk.
enum Seat {
    /// Nobody is there: who it is, and their passphrase.
    Empty,
    Unlocking(Reply<(Key, Vec<(CandidateId, CardText)>)>),
    Taken(Box<Taken>),
}

/// A scorer at the desk, with the key that opens their cards.
pub(super) struct Taken {
    scorer: ScorerId,
    key: Key,
    declare: gate::Declare,
    practise: gate::Practise,
    cards: card::View,
}

/// See the head of this file.
pub(in crate::candidates) struct Scoring {
    id: Option<RoundId>,
    who: Option<ScorerId>,
    shown: Live<Option<Whole>, Option<RoundId>>,
    seat: Seat,
    /// A paper sheet is being keyed in.
    keying: Option<keying::View>,
    passphrase: String,
    again: String,
    problem: Option<Problem>,
    /// The passphrase takes the keyboard when it is drawn next.
    focus: bool,
    /// The frame this was drawn in last: after any other screen the desk is locked.
    frame: u64,
}

impl Scoring {
    pub(in crate::candidates) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            who: None,
            shown: Live::new(TABLES),
            seat: Seat::Empty,
            keying: None,
            passphrase: String::new(),
            again: String::new(),
            problem: None,
            focus: true,
            frame: 0,
        })
    }

    fn lock(&mut self) {
        self.seat = Seat::Empty;
        self.keying = None;
        self.passphrase.zeroize();
        self.again.zeroize();
        self.problem = None;
        self.focus = true;
    }

    /// Who sits down, when one was chosen or there is but one.
    fn scorer(&self, whole: &Whole) -> Option<ScorerId> {
        self.who.filter(|id| whole.is_on_panel(*id)).or_else(|| whole.panel().next().map(|one| one.id))
    }

    fn door(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole) {
        let Some(mut who) = self.scorer(whole) else { return };
        ui.set_max_width(460.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, t!("Who scores?"));
        let names: Vec<(ScorerId, &str)> = whole.panel().map(|one| (one.id, one.name())).collect();
        if Choice::new(t!("Scorer"), &mut who, &names).show(ui).changed() || self.who.is_none() {
            self.who = Some(who);
            self.problem = None;
        }
        let one = whole.scorer(who);
        let chosen = one.is_some_and(|one| one.check.is_some()) || whole.cards.iter().any(|card| card.scorer == who);
        let words = if chosen {
            t!("Type the passphrase that you chose for this round.")
        } else {
            t!(
                "Choose a passphrase for this round: ten characters or more, three or four words are good. It seals your cards. Nobody can find it out or set another one, and the round is opened with it: do not lose it."
            )
        };
        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(Id::unique(PASSPHRASE)));
        }
        let field = Field::new(t!("Passphrase"), &mut self.passphrase).id(Id::unique(PASSPHRASE)).password();
        let mut enter = entered(&field.show(ui));
        if !chosen {
            let differs = !self.again.is_empty() && self.again != self.passphrase;
            let field = Field::new(t!("The same again"), &mut self.again).password();
            enter = entered(&field.problem(differs.then_some(t!("This is not the same"))).show(ui));
        }
        if let Some(problem) = &self.problem {
            let hint = problem.hint.as_deref().unwrap_or_default();
            ui::banner(ui, Tone::Danger, &problem.message, hint, "", |_| {});
        }
        let busy = matches!(self.seat, Seat::Unlocking(_)).then(|| t!("The key is being made"));
        let same = (!chosen && self.again != self.passphrase).then(|| t!("Type it twice"));
        let why_not = busy.or(self.passphrase.is_empty().then(|| t!("Type the passphrase"))).or(same);
        let words = if chosen { t!("Sit down") } else { t!("Choose it and begin") };
        if (Button::primary(words).key(t!("Enter")).unless(why_not).show(ui).clicked() || enter) && why_not.is_none() {
            self.unlock(sight, whole, who, chosen);
        }
    }

    fn unlock(&mut self, sight: &Sight<'_>, whole: &Whole, who: ScorerId, chosen: bool) {
        self.problem = None;
        let typed = Passphrase::new(self.passphrase.clone());
        let id = whole.round.id;
        let reply = if chosen {
            sight.desk.ask_office(move |office| {
                let key = ops::unlock(office, id, who, &typed)?;
                let cards = drafts(office, id, who, &key)?;
                Ok((key, cards))
            })
        } else {
            sight.desk.run(&ops::PASSPHRASE, move |office| {
                let done = ops::choose(office, id, who, &typed)?;
                Ok(crate::ledger::screen::parts::with_id(done, |key| (key, Vec::new())))
            })
        };
        self.passphrase.zeroize();
        self.again.zeroize();
        self.seat = Seat::Unlocking(reply);
    }

    fn desk(&mut self, ui: &mut Ui, sight: &Sight<'_>, whole: &Whole) {
        let Seat::Taken(taken) = &mut self.seat else { return };
        let scorer = taken.scorer;
        if !whole.has_declared(scorer) || taken.declare.is_open() {
            let mut said = None;
            padded(ui, |ui| said = taken.declare.ui(ui, whole, scorer));
            if let Some(said) = said {
                taken.declare.save(sight, whole.round.id, scorer, said);
            }
        } else if !whole.has_tried(scorer) || taken.practise.is_open() {
            padded(ui, |ui| taken.practise.ui(ui, sight, whole, scorer));
        } else {
            let desk = at_desk(whole, scorer, &taken.key);
            taken.cards.ui(ui, sight, &desk);
        }
    }
}

/// The desk of a scorer at this computer.
fn at_desk<'a>(whole: &'a Whole, scorer: ScorerId, key: &'a Key) -> card::Desk<'a> {
    let due = whole.due(scorer).into_iter().cloned().collect();
    card::Desk { whole, scorer, key, due, way: &card::Way::Here }
}

/// The half-filled cards of a scorer.
fn drafts(office: &Office, id: RoundId, scorer: ScorerId, key: &Key) -> Result<Vec<(CandidateId, CardText)>> {
    let whole = office.read(|conn| store::whole(conn, id))?;
    let mut all = Vec::new();
    for one in &whole.candidates {
        let place = Place { round: id.0, scorer: scorer.0, candidate: one.id.0 };
        if let Some(card) = ops::draft(office, key, place)? {
            all.push((one.id, card));
        }
    }
    Ok(all)
}

pub(super) fn padded(ui: &mut Ui, inner: impl FnOnce(&mut Ui)) {
    egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, inner);
    });
}

impl Screen for Scoring {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.shown.want_office(sight.desk, self.id, |office, id| read(office, *id));
        if let Some(Some(whole)) = self.shown.get() {
            self.id.get_or_insert(whole.round.id);
        }
        if let (Some(keying), Some(Some(whole))) = (&mut self.keying, self.shown.get()) {
            keying.logic(sight, whole);
        }
        match &mut self.seat {
            Seat::Empty => {}
            Seat::Unlocking(reply) => match reply.take() {
                None => {}
                Some(Err(problem)) => {
                    (self.seat, self.problem) = (Seat::Empty, Some(problem));
                    self.focus = true;
                }
                Some(Ok((key, cards))) => {
                    let scorer = self.shown.get().and_then(Option::as_ref).and_then(|whole| self.scorer(whole));
                    self.seat = scorer.map_or(Seat::Empty, |scorer| {
                        Seat::Taken(Box::new(Taken {
                            scorer,
                            key,
                            declare: gate::Declare::default(),
                            practise: gate::Practise::default(),
                            cards: card::View::new(cards),
                        }))
                    });
                }
            },
            Seat::Taken(taken) => {
                if let Some(Some(whole)) = self.shown.get() {
                    taken.declare.logic();
                    taken.practise.logic();
                    let desk = at_desk(whole, taken.scorer, &taken.key);
                    taken.cards.logic(sight, &desk);
                }
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let frame = ui.ctx().cumulative_pass_nr();
        if frame > self.frame + 2 && self.frame > 0 {
            self.lock();
        }
        self.frame = frame;
        let name = match (&self.seat, self.shown.get()) {
            (Seat::Taken(taken), Some(Some(whole))) => whole.scorer(taken.scorer).map(|one| one.name().to_owned()),
            _ => None,
        };
        let keys = self.keying.as_ref().is_some_and(keying::View::is_open);
        let is_taken = name.is_some() || keys;
        sight.header(ui, &name.unwrap_or_default(), |ui| {
            if is_taken {
                LOCK.primary(ui, sight);
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let round = match self.shown.get() {
            None => return,
            Some(None) => None,
            Some(Some(whole)) => Some(whole.clone()),
        };
        let Some(whole) = round.filter(|whole| !matches!(whole.step(), Step::Draft | Step::Opened)) else {
            let body = t!("A round is scored once it is published, and until it is opened");
            ui::empty_state(ui, icons::NOTE_PENCIL, t!("Nothing is scored now"), body, |ui| {
                if Button::primary(t!("Go to the rounds")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
            });
            return;
        };
        Frame::new().inner_margin(Margin::symmetric(24, 10)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                if Link::new(t!("To the round")).show(ui).clicked() {
                    sight.go(ONE, format!("{} panel", whole.round.id));
                }
                line(ui, &whole.round.new.name, BODY.strong());
                line(ui, whole.round.new.stage.label(), SMALL.ink(look(ui).muted));
            });
        });
        if let Some(keying) = &mut self.keying {
            if !keying.ui(ui, sight, &whole) {
                self.lock();
            }
        } else if matches!(self.seat, Seat::Taken(_)) {
            self.desk(ui, sight, &whole);
        } else {
            padded(ui, |ui| self.door(ui, sight, &whole));
        }
    }

    /// `123 456`: the round, and who scores; `123 sheet`: a paper sheet is keyed in.
    fn go(&mut self, filter: &str) {
        let mut words = filter.split_whitespace().filter_map(|word| word.parse::<i64>().ok());
        if let Some(id) = words.next() {
            self.lock();
            (self.id, self.who) = (Some(RoundId(id)), words.next().map(ScorerId));
        }
        if filter.split_whitespace().any(|word| word == "sheet") {
            self.lock();
            self.keying = Some(keying::View::default());
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if key == LOCK.key {
            self.lock();
        }
    }
}
