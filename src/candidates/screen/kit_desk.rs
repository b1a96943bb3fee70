//! A scoring kit at work, away from the office: the scorer's passphrase, conflicts, the cards, and the answer file. Half-filled cards
//! are kept beside the kit, sealed; nothing else is written.

use std::path::PathBuf;
use std::sync::Arc;

use egui::{Frame, Id, Margin, Ui, vec2};
use zeroize::Zeroize as _;

use super::super::away::Away;
use super::super::import;
use super::super::kit::Kit;
use super::super::model::{CandidateId, Whole};
use super::super::seal::{CardText, Key};
use super::scoring::card::{self, Desk, Way};
use super::scoring::{gate, padded};
use crate::app::{Choice, Reply, Screen, Sight, Wish, WishKind};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result};
use crate::ledger::screen::form::entered;
use crate::office::Passphrase;
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, Tone, icons, line, look};

const PASSPHRASE: &str = "candidates.kit.passphrase";

/// What is known once the passphrase was typed.
struct Unlocked {
    key: Key,
    away: Away,
    cards: Vec<(CandidateId, CardText)>,
}

/// A kit with a scorer at it.
struct Seat {
    key: Key,
    whole: Whole,
    away: Arc<Away>,
    way: Way,
    declare: gate::Declare,
    cards: card::View,
    /// The role and the questions are read.
    brief: bool,
}

enum State {
    Nothing,
    Reading(Reply<(Kit, bool)>),
    Refused(Problem),
    Door(Box<Kit>),
    Unlocking(Box<Kit>, Reply<Unlocked>),
    Open(Box<Seat>),
}

/// See the head of this file.
pub(in crate::candidates) struct KitDesk {
    path: PathBuf,
    state: State,
    /// Half-filled cards lie beside it, so a passphrase was chosen.
    has_draft: bool,
    passphrase: String,
    again: String,
    problem: Option<Problem>,
    focus: bool,
    saving: Option<Choice>,
    writing: Option<(PathBuf, Reply<()>)>,
}

impl Drop for KitDesk {
    fn drop(&mut self) {
        self.passphrase.zeroize();
        self.again.zeroize();
    }
}

fn unlocked(kit: Kit, path: &std::path::Path, typed: &Passphrase) -> Result<Unlocked> {
    let key = kit.key(typed.reveal())?;
    let mut away = Away::new(kit);
    let cards = match import::draft_beside(path)? {
        Some(draft) => away.take_draft(&key, &draft)?,
        None => Vec::new(),
    };
    Ok(Unlocked { key, away, cards })
}

impl KitDesk {
    pub(in crate::candidates) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            path: PathBuf::new(),
            state: State::Nothing,
            has_draft: false,
            passphrase: String::new(),
            again: String::new(),
            problem: None,
            focus: true,
            saving: None,
            writing: None,
        })
    }

    fn sit_down(&mut self, found: Unlocked) {
        let Unlocked { key, away, cards } = found;
        let away = Arc::new(away);
        self.state = State::Open(Box::new(Seat {
            key,
            whole: away.whole(),
            way: Way::Kit(Arc::clone(&away), import::beside(&self.path)),
            away,
            declare: gate::Declare::default(),
            cards: card::View::new(cards),
            brief: true,
        }));
    }

    fn door(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (kit, busy) = match &self.state {
            State::Door(kit) => (kit, None),
            State::Unlocking(kit, _) => (kit, Some(t!("The key is being made"))),
            _ => return,
        };
        let kit = kit.clone();
        let chosen = kit.scorer.check.is_some() || self.has_draft;
        ui.set_max_width(520.0);
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        ui::section(ui, &kit.name);
        ui::paragraph(ui, &t!("Scoring kit for {name}", name = kit.scorer.name), BODY);
        let sum = kit.published.get(..16).unwrap_or_default();
        ui::paragraph(ui, &t!("Published round, SHA-256 {sum}…", sum = sum), SMALL.ink(look(ui).muted));
        let words = t!(
            "What you write here is sealed under a passphrase of yours from the first letter, and kept beside this file. Nobody can read it, the chair included, until the chair opens all cards together and you type the passphrase. Nobody can find it out for you: keep it."
        );
        ui::paragraph(ui, words, BODY);
        if std::mem::take(&mut self.focus) {
            ui.memory_mut(|m| m.request_focus(Id::unique(PASSPHRASE)));
        }
        let label = if chosen {
            t!("The passphrase that you chose for this round")
        } else {
            t!("A passphrase of ten characters or more")
        };
        let field = Field::new(label, &mut self.passphrase).id(Id::unique(PASSPHRASE)).password();
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
        let weak = Passphrase::new(self.passphrase.clone()).weakness();
        let same = (!chosen && self.again != self.passphrase).then(|| t!("Type it twice"));
        let why_not = busy.or(weak).or(same);
        let pressed = Button::primary(t!("Begin")).key(t!("Enter")).unless(why_not).show(ui).clicked();
        if (pressed || enter) && why_not.is_none() {
            self.problem = None;
            let (typed, path) = (Passphrase::new(self.passphrase.clone()), self.path.clone());
            self.passphrase.zeroize();
            self.again.zeroize();
            let own = (*kit).clone();
            let reply = sight.desk.with_office("", move |_office| unlocked(own, &path, &typed));
            self.state = State::Unlocking(kit, reply);
        }
    }

    fn open(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let State::Open(seat) = &mut self.state else { return };
        let scorer = seat.away.kit.scorer.id;
        if !seat.whole.has_declared(scorer) {
            let mut said = None;
            padded(ui, |ui| said = seat.declare.ui(ui, &seat.whole, scorer));
            if let Some(said) = said {
                let mut away = (*seat.away).clone();
                away.declare(&said);
                seat.away = Arc::new(away);
                seat.whole = seat.away.whole();
                seat.way = Way::Kit(Arc::clone(&seat.away), import::beside(&self.path));
            }
            return;
        }
        if seat.brief {
            padded(ui, |ui| seat.brief = !brief(ui, &seat.away.kit));
            return;
        }
        let missing = seat.away.missing(&seat.cards.all());
        Frame::new().inner_margin(Margin::symmetric(24, 10)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(12.0, 8.0);
                let left = t!("Not whole yet: {names}", names = crate::kit::text::and_list(&missing));
                let busy = (self.saving.is_some() || self.writing.is_some()).then(|| t!("It is being saved"));
                let why_not = busy.or((!missing.is_empty()).then_some(left.as_str()));
                if Button::primary(t!("Save the answer file…")).unless(why_not).show(ui).clicked() {
                    self.saving = Some(sight.choose(Wish {
                        title: t!("Answer file for the chair").to_owned(),
                        confirm: t!("Save").to_owned(),
                        kind: WishKind::Save,
                        endings: Some((t!("Answer file"), &["json"])),
                        name: format!("{} {}.json", t!("Answers"), seat.away.kit.scorer.name),
                    }));
                }
                let recused = seat.away.kit.recused + seat.away.declared.iter().filter(|one| one.recused).count();
                let words = match (missing.is_empty(), recused) {
                    (false, _) => left.clone(),
                    (true, 0) => t!("Every card is whole.").to_owned(),
                    (true, many) => t!("Every card is whole; you are recused from {many}.", many = many),
                };
                line(ui, &words, SMALL.ink(look(ui).muted));
                if Link::new(t!("The role and the questions")).small().show(ui).clicked() {
                    seat.brief = true;
                }
            });
        });
        let desk = Desk { whole: &seat.whole, scorer, key: &seat.key, due: seat.away.due(), way: &seat.way };
        seat.cards.ui(ui, sight, &desk);
    }

    /// Seals all cards into the file that was chosen.
    fn write(&mut self, sight: &Sight<'_>, path: PathBuf) {
        let State::Open(seat) = &self.state else { return };
        let (away, key, cards) = (Arc::clone(&seat.away), seat.key.clone(), seat.cards.all());
        let to = path.clone();
        let reply = sight.desk.with_office("", move |_office| {
            let answers = away.answers(&key, &cards)?;
            let json = answers.json()?;
            write_whole(&to, json.as_bytes())
        });
        self.writing = Some((path, reply));
    }
}

/// What a scorer reads before the cards; answers whether they go on.
fn brief(ui: &mut Ui, kit: &Kit) -> bool {
    ui.set_max_width(640.0);
    ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
    ui::section(ui, &kit.name);
    let words = t!(
        "Mark what you saw against the words of each anchor, one candidate at a time and without talking to the others. “No evidence” is no low mark. {rules}",
        rules = kit.rules
    );
    ui::paragraph(ui, &words, BODY);
    if kit.recused > 0 {
        let many = crate::kit::text::plural(kit.recused, t!("candidate"), t!("candidates"));
        ui::paragraph(ui, &t!("You are recused from {many}; nothing of them is in this file.", many = many), BODY);
    }
    if !kit.profile.is_empty() {
        ui::section(ui, t!("The role"));
        ui::paragraph(ui, &kit.profile, BODY);
    }
    if !kit.questions.is_empty() {
        ui::section(ui, t!("Questions, the same for all and in this order"));
    }
    for (at, one) in kit.questions.iter().enumerate() {
        let minutes = if one.minutes > 0 { t!(" ({minutes} minutes)", minutes = one.minutes) } else { String::new() };
        ui::paragraph(ui, &format!("{}. {}{minutes}", at + 1, one.text), BODY);
        if !one.follow_ups.is_empty() {
            ui::paragraph(ui, &one.follow_ups, SMALL.ink(look(ui).muted));
        }
    }
    let pressed = ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, egui::Key::Enter));
    Button::primary(t!("On to the cards")).key(t!("Enter")).show(ui).clicked() || pressed
}

impl Screen for KitDesk {
    fn logic(&mut self, sight: &Sight<'_>) {
        if matches!(self.state, State::Nothing) && !self.path.as_os_str().is_empty() {
            let path = self.path.clone();
            self.state = State::Reading(
                sight
                    .desk
                    .with_office("", move |_office| Ok((import::kit(&path)?, import::draft_beside(&path)?.is_some()))),
            );
        }
        match &mut self.state {
            State::Reading(reply) => match reply.take() {
                None => {}
                Some(Ok((kit, has_draft))) => (self.state, self.has_draft) = (State::Door(Box::new(kit)), has_draft),
                Some(Err(problem)) => self.state = State::Refused(problem),
            },
            State::Unlocking(kit, reply) => match reply.take() {
                None => {}
                Some(Ok(found)) => self.sit_down(found),
                Some(Err(problem)) => {
                    (self.problem, self.focus) = (Some(problem), true);
                    self.state = State::Door(kit.clone());
                }
            },
            State::Open(seat) => {
                let desk = Desk {
                    whole: &seat.whole,
                    scorer: seat.away.kit.scorer.id,
                    key: &seat.key,
                    due: seat.away.due(),
                    way: &seat.way,
                };
                seat.cards.logic(sight, &desk);
            }
            State::Nothing | State::Refused(_) | State::Door(_) => {}
        }
        if let Some(chosen) = self.saving.as_ref().and_then(Choice::take) {
            self.saving = None;
            if let Some(path) = chosen {
                self.write(sight, path);
            }
        }
        if let Some(outcome) = self.writing.as_mut().and_then(|(_, reply)| reply.take())
            && let Some((path, _)) = self.writing.take()
        {
            match outcome {
                Ok(()) => {
                    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                    let next = t!("Give it to the chair, by mail or on a stick: it is sealed, and it is taken once");
                    sight.notice(Tone::Good, t!("Wrote {file}", file = name), next);
                }
                Err(problem) => sight.problem(problem),
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        match &self.state {
            State::Nothing => {
                let body =
                    t!("A kit is a file that the chair gives you; open it from the first page, or by a double click");
                ui::empty_state(ui, icons::NOTE_PENCIL, t!("No scoring kit is open"), body, |_| {});
            }
            State::Reading(_) => {}
            State::Refused(problem) => {
                let hint = problem.hint.clone().unwrap_or_else(|| t!("Ask the chair for another one").to_owned());
                ui::empty_state(ui, icons::NOTE_PENCIL, &problem.message, &hint, |_| {});
            }
            State::Door(_) | State::Unlocking(..) => padded(ui, |ui| self.door(ui, sight)),
            State::Open(_) => self.open(ui, sight),
        }
    }

    /// The path of a kit.
    fn go(&mut self, filter: &str) {
        self.path = PathBuf::from(filter);
        self.state = State::Nothing;
    }
}
