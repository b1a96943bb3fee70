//! One election on screen, in four parts: nominations, ballots, entry, count. One screen, so that the part and the place stay.

mod ask;
mod ballots;
mod count;
mod entry;
mod files;
mod nominations;

use egui::{Frame, Margin, Stroke, Ui};

use super::super::model::{Comparison, ElectionId, Outcome, Round, Step, Whole};
use super::super::store::{self, Voter};
use super::super::{printing, report};
use super::{
    CLOSE, COMMANDS, COUNT_FILE, DECLARE, FREEZE, IMPORT, LIST, MINUTE, NEXT_ROUND, NOMINATE, ONE, OPEN_AGAIN, ORDER,
    PRINT, RECOUNT, REPORT, ROLL, SAVE, TABLES, TIE, VOID, tone,
};
use crate::app::viewed::Paper;
use crate::app::{Live, Screen, Sight};
use crate::kit::{Problem, Result, day, text};
use crate::ledger::screen::export::Saving;
use crate::ledger::screen::typing::Asking;
use crate::office::Office;
use crate::t;
use crate::ui::{self, Link, Tone, icons, line, look, segments};
use ask::What;

/// All that is shown of an election.
pub(super) struct Shown {
    pub whole: Whole,
    pub step: Step,
    /// Both entries of the last round.
    pub compared: Comparison,
    pub voters: Vec<Voter>,
    /// What the papers count to, or why they do not yet.
    pub counted: std::result::Result<Outcome, Problem>,
    /// What does not add up in the ballot account.
    pub faults: Vec<String>,
}

impl Shown {
    /// The result that stands, or what the papers count to.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.whole.declared().map(|declared| &declared.outcome).or(self.counted.as_ref().ok())
    }
}

/// An election; where none was chosen the latest, or the latest that people voted in.
fn read(office: &Office, id: Option<ElectionId>, part: Option<Part>) -> Result<Option<Shown>> {
    office.read(|conn| {
        let id = match id {
            Some(id) => Some(id),
            None => {
                let lines = store::lines(conn)?;
                let papers = !matches!(part, None | Some(Part::Nominations));
                let voted = lines.iter().find(|line| papers && line.step > Step::ToDraw);
                voted.or(lines.first()).map(|line| line.id)
            }
        };
        let Some(id) = id else { return Ok(None) };
        let whole = store::whole(conn, id)?;
        let voters = store::voters(conn, id, whole.round().map_or(1, |round| round.number))?;
        let compared = whole.round().map(Round::compared).unwrap_or_default();
        let keyed = u32::try_from(compared.papers.len()).unwrap_or(u32::MAX);
        let faults = whole.round().map(|round| round.account.faults(round.printed(), round.marked, keyed));
        Ok(Some(Shown {
            step: whole.step(),
            counted: whole.outcome(),
            faults: faults.unwrap_or_default(),
            compared,
            whole,
            voters,
        }))
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Nominations,
    Ballots,
    Entry,
    Count,
}

const PARTS: [Part; 4] = [Part::Nominations, Part::Ballots, Part::Entry, Part::Count];

impl Part {
    fn label(self) -> &'static str {
        match self {
            Self::Nominations => t!("Nominations"),
            Self::Ballots => t!("Ballots"),
            Self::Entry => t!("Entry"),
            Self::Count => t!("Count"),
        }
    }

    /// Where one begins with an election that has come so far.
    fn of(step: Step) -> Self {
        match step {
            Step::Nominating => Self::Nominations,
            Step::ToDraw | Step::Voting => Self::Ballots,
            Step::Unopposed | Step::ToDeclare | Step::NextRound | Step::Declared => Self::Count,
        }
    }
}

/// See the head of this file.
pub(in crate::elections) struct OneElection {
    id: Option<ElectionId>,
    /// Nothing until somebody chose one: then the part that is next.
    part: Option<Part>,
    shown: Live<Option<Shown>, Option<ElectionId>>,
    nominations: nominations::View,
    ballots: ballots::View,
    entry: entry::View,
    count: count::View,
    ask: Option<Asking<What>>,
    pending: Option<&'static str>,
    paper: Paper,
    saving: Saving,
    files: files::Files,
}

impl OneElection {
    pub(in crate::elections) fn boxed() -> Box<dyn Screen> {
        Box::new(Self::empty())
    }

    fn empty() -> Self {
        Self {
            id: None,
            part: None,
            shown: Live::new(TABLES),
            nominations: nominations::View::default(),
            ballots: ballots::View::default(),
            entry: entry::View::default(),
            count: count::View::default(),
            ask: None,
            pending: None,
            paper: Paper::default(),
            saving: Saving::default(),
            files: files::Files::default(),
        }
    }

    fn shown(&self) -> Option<&Shown> {
        self.shown.get().and_then(Option::as_ref)
    }

    fn part(&self) -> Part {
        self.part.unwrap_or_else(|| self.shown().map_or(Part::Nominations, |shown| Part::of(shown.step)))
    }

    fn header(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let part = self.part();
        let step = self.shown().map(|shown| shown.step);
        sight.header(ui, "", |ui| {
            let Some(step) = step else { return };
            let main = match (part, step) {
                (_, Step::Nominating) if part != Part::Nominations => Some(&CLOSE),
                (Part::Nominations, Step::Nominating) => Some(&NOMINATE),
                (_, Step::ToDraw) => Some(&ORDER),
                (Part::Ballots, Step::Voting) => Some(&PRINT),
                (_, Step::ToDeclare | Step::Unopposed) => Some(&DECLARE),
                (_, Step::NextRound) => Some(&NEXT_ROUND),
                (_, Step::Declared) => Some(&REPORT),
                _ => None,
            };
            if let Some(main) = main {
                main.primary(ui, sight);
            }
            if step == Step::Nominating && part == Part::Nominations {
                CLOSE.secondary(ui, sight);
            }
            if step == Step::Declared && part == Part::Count {
                RECOUNT.secondary(ui, sight);
            }
            ui::menu_button(ui, t!("More for the election"), |ui| {
                for command in [
                    &OPEN_AGAIN,
                    &FREEZE,
                    &ORDER,
                    &TIE,
                    &PRINT,
                    &ROLL,
                    &IMPORT,
                    &COUNT_FILE,
                    &REPORT,
                    &SAVE,
                    &RECOUNT,
                    &MINUTE,
                    &VOID,
                ] {
                    command.item(ui, sight);
                }
            });
        });
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if Link::new(t!("All elections")).show(ui).clicked() {
            sight.go(LIST, self.id.map(|id| id.to_string()).unwrap_or_default());
        }
        let mut at = PARTS.iter().position(|part| *part == self.part()).unwrap_or(0);
        if segments(ui, &PARTS.map(Part::label), &mut at) {
            self.part = PARTS.get(at).copied();
            self.entry.take_focus();
        }
        if let Some(shown) = self.shown() {
            let new = &shown.whole.election.new;
            let step = shown.step;
            line(ui, &new.post, ui::BODY.strong());
            ui::chip(ui, step.label(), tone(step));
            let words = t!(
                "{day} · {seats} · {rules}",
                day = day::short(new.on),
                seats = text::plural(new.seats, t!("seat"), t!("seats")),
                rules = super::rules_words(new.rules)
            );
            line(ui, &words, ui::SMALL.ink(look(ui).muted));
        }
    }

    /// Opens the question of a command, or does it.
    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(Some(shown)) = self.shown.get() else {
            return sight.notice(Tone::Warning, t!("There is no election yet"), "");
        };
        let id = shown.whole.election.id;
        if key == NOMINATE.key {
            self.part = Some(Part::Nominations);
            self.nominations.begin();
        } else if key == REPORT.key {
            let name = t!("Result {post}.pdf", post = shown.whole.election.new.post);
            self.paper.make(sight, &name, move |office| printing::result(office, id));
        } else if key == ROLL.key {
            let name = t!("Roll {post}.pdf", post = shown.whole.election.new.post);
            self.paper.make(sight, &name, move |office| printing::roll(office, id));
        } else if key == SAVE.key {
            match shown.outcome() {
                Some(outcome) => self.saving.ask(sight, report::sheet(&shown.whole, outcome), "count.xlsx"),
                None => not_yet(sight, shown),
            }
        } else if key == RECOUNT.key {
            match (shown.whole.declared(), &shown.counted) {
                (Some(declared), Ok(again)) => {
                    let equal = declared.outcome == *again;
                    let says = report::recount_says(&shown.whole, &declared.outcome, again);
                    sight.notice(if equal { Tone::Good } else { Tone::Danger }, says, "");
                }
                _ => not_yet(sight, shown),
            }
        } else if key == COUNT_FILE.key {
            match shown.whole.round().map(|round| shown.whole.ballots(round)) {
                Some(Ok(ballots)) => self.files.save(sight, ballots),
                _ => not_yet(sight, shown),
            }
        } else if key == IMPORT.key {
            self.files.open(sight);
        } else {
            match What::of(key, shown) {
                Ok(what) => self.ask = Some(Asking::new(what)),
                Err((message, next)) => sight.notice(Tone::Warning, message, next),
            }
        }
    }
}

fn not_yet(sight: &Sight<'_>, shown: &Shown) {
    match &shown.counted {
        Err(problem) => sight.notice(Tone::Warning, &problem.message, problem.hint.clone().unwrap_or_default()),
        Ok(_) => sight.notice(Tone::Warning, t!("No result was declared yet"), t!("Declare it first")),
    }
}

impl Screen for OneElection {
    fn logic(&mut self, sight: &Sight<'_>) {
        let part = self.part;
        self.shown.want_office(sight.desk, self.id, move |office, id| read(office, *id, part));
        if self.id.is_none() {
            self.id = self.shown().map(|shown| shown.whole.election.id);
        }
        let id = self.id;
        if let Some(Some(shown)) = self.shown.get() {
            self.nominations.logic(sight, shown);
            self.entry.logic(sight, shown);
            self.ballots.logic(sight, shown, sight.desk.revision(TABLES));
        }
        self.paper.logic(sight);
        self.saving.logic(sight);
        if let Some(id) = id {
            self.files.logic(sight, id);
        }
        if let Some(ask) = &mut self.ask {
            // Papers go to the viewer once their numbers are taken.
            if !ask.logic() {
                let printed = ask.what.printed();
                self.ask = None;
                if let (Some(id), Some((numbers, per_page))) = (id, printed) {
                    let name = t!("Ballot papers.pdf");
                    self.paper.make(sight, name, move |office| printing::papers(office, id, numbers, per_page));
                }
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
        if self.shown.get().is_some_and(Option::is_none) {
            let body = t!("Lay an election down first: the post, the seats, the rules and the day");
            ui::empty_state(ui, icons::CHECKS, t!("No election yet"), body, |ui| {
                super::ADD.primary(ui, sight);
            });
            return;
        }
        ui.spacing_mut().item_spacing = egui::vec2(12.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.y = 8.0;
                self.bar(ui, sight);
            });
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let part = self.part();
        let Self { shown, nominations, ballots, entry, count, ask, .. } = self;
        let Some(Some(shown)) = shown.get() else { return };
        let asked = match part {
            Part::Nominations => nominations.ui(ui, sight, shown),
            Part::Ballots => ballots.ui(ui, sight, shown),
            Part::Entry => entry.ui(ui, sight, shown, ask.is_some()),
            Part::Count => {
                count.ui(ui, sight, shown);
                None
            }
        };
        if let Some(what) = asked {
            *ask = Some(Asking::new(what));
        }
        if let (Some(id), Some(numbers)) = (self.id, self.ballots.again.take()) {
            let name = t!("Ballot papers.pdf");
            self.paper.make(sight, name, move |office| printing::papers(office, id, numbers, None));
        }
        if self.ask.as_mut().is_some_and(|ask| !ask::show(ask, ui, sight)) {
            self.ask = None;
            self.entry.take_focus();
        }
    }

    /// `123 entry`: an election's id, the part, and the key of a command.
    fn go(&mut self, filter: &str) {
        for word in filter.split_whitespace() {
            if let Ok(id) = word.parse() {
                if self.id != Some(ElectionId(id)) {
                    *self = Self { shown: std::mem::replace(&mut self.shown, Live::new(TABLES)), ..Self::empty() };
                }
                (self.id, self.part) = (Some(ElectionId(id)), None);
            }
            match word {
                "nominations" => self.part = Some(Part::Nominations),
                "ballots" => self.part = Some(Part::Ballots),
                "entry" => self.part = Some(Part::Entry),
                "first" | "second" => {
                    self.part = Some(Part::Entry);
                    self.entry.begin(usize::from(word == "second"));
                }
                "count" => self.part = Some(Part::Count),
                _ => {}
            }
            if let Some(command) = COMMANDS.iter().find(|command| command.key == word && command.screen == ONE) {
                self.pending = Some(command.key);
            }
        }
        self.entry.take_focus();
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = COMMANDS.iter().find(|command| command.key == key).map(|command| command.key);
    }
}
