//! One round on screen, in five parts: profile and criteria, questions, candidates, panel and progress, timetable.

mod applications;
mod ask;
mod away;
mod criteria;
mod files;
mod members;
mod needs;
mod opening;
mod pairs;
mod questions;
mod times;
mod written;

use egui::{Frame, Margin, Stroke, Ui};

use super::super::model::{Candidate, CandidateId, RoundId, Step, Whole};
use super::super::store;
use super::{
    ANSWERS, CANDIDATE, COMMANDS, CRITERION, EXERCISE, KEY_IN, KEY_SHEET, KIT, LIST, ONE, OPEN, OWN_SHEETS, PAGE,
    PAIRS, PUBLISH, QUESTION, QUOTA, REQUIREMENT, SCORE, SCORER, SCORING, SHEETS, TABLES, TIMETABLE, UNPUBLISH, tone,
};
use crate::app::{Live, Screen, Sight};
use crate::kit::Result;
use crate::ledger::screen::typing::Asking;
use crate::office::Office;
use crate::office::attachments::{self, Attachment};
use crate::t;
use crate::ui::{self, Link, Tone, icons, line, look, segments};
use ask::What;

/// All that is shown of a round.
pub(super) struct Shown {
    pub whole: Whole,
    pub step: Step,
    /// What stands in the way of publishing it.
    pub missing: Vec<String>,
    /// What candidates sent along.
    pub files: Vec<(CandidateId, Vec<Attachment>)>,
}

/// A round; where none was chosen the newest, or the newest that is scored where its people are asked for.
fn read(office: &Office, id: Option<RoundId>, part: Option<Part>) -> Result<Option<Shown>> {
    office.read(|conn| {
        let id = match id {
            Some(id) => Some(id),
            None => {
                let lines = store::lines(conn)?;
                let people = matches!(part, Some(Part::Candidates | Part::Panel | Part::Timetable));
                let scored = |line: &&store::Line| people && !matches!(line.step, Step::Draft | Step::Opened);
                lines.iter().find(scored).or(lines.first()).map(|line| line.id)
            }
        };
        let Some(id) = id else { return Ok(None) };
        let whole = store::whole(conn, id)?;
        let step = whole.step();
        let missing = if step == Step::Draft { whole.missing() } else { Vec::new() };
        let of = |one: &Candidate| Ok((one.id, attachments::of(conn, files::OWNER, one.id.0)?));
        let files = whole.candidates.iter().map(of).collect::<Result<_>>()?;
        Ok(Some(Shown { whole, step, missing, files }))
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Profile,
    Questions,
    Candidates,
    Panel,
    Timetable,
}

const PARTS: [Part; 5] = [Part::Profile, Part::Questions, Part::Candidates, Part::Panel, Part::Timetable];

impl Part {
    fn label(self) -> &'static str {
        match self {
            Self::Profile => t!("Profile"),
            Self::Questions => t!("Questions"),
            Self::Candidates => t!("Candidates"),
            Self::Panel => t!("Panel"),
            Self::Timetable => t!("Timetable"),
        }
    }

    fn of(step: Step) -> Self {
        if step == Step::Draft { Self::Profile } else { Self::Panel }
    }
}

/// See the head of this file.
pub(in crate::candidates) struct OneRound {
    id: Option<RoundId>,
    /// Nothing until somebody chose one: then the part that is next.
    part: Option<Part>,
    shown: Live<Option<Shown>, Option<RoundId>>,
    criteria: criteria::View,
    questions: questions::View,
    applications: applications::View,
    members: members::View,
    times: times::View,
    opening: Option<opening::View>,
    answers: Option<members::Taking>,
    away: away::Away,
    ask: Option<Asking<What>>,
    pending: Option<&'static str>,
}

impl OneRound {
    pub(in crate::candidates) fn boxed() -> Box<dyn Screen> {
        Box::new(Self::empty())
    }

    fn empty() -> Self {
        Self {
            id: None,
            part: None,
            shown: Live::new(TABLES),
            criteria: criteria::View::default(),
            questions: questions::View::default(),
            applications: applications::View::default(),
            members: members::View::default(),
            times: times::View::default(),
            opening: None,
            answers: None,
            away: away::Away::default(),
            ask: None,
            pending: None,
        }
    }

    fn shown(&self) -> Option<&Shown> {
        self.shown.get().and_then(Option::as_ref)
    }

    fn part(&self) -> Part {
        self.part.unwrap_or_else(|| self.shown().map_or(Part::Profile, |shown| Part::of(shown.step)))
    }

    fn header(&self, ui: &mut Ui, sight: &Sight<'_>) {
        let part = self.part();
        let step = self.shown().map(|shown| shown.step);
        // Somebody's cards are all in, so what is missing may be missing for good: the chair can name who does not come.
        let some_in =
            self.shown().is_some_and(|shown| shown.whole.progress().iter().any(|one| one.due > 0 && one.is_in()));
        sight.header(ui, "", |ui| {
            let Some(step) = step else { return };
            match (part, step) {
                (_, Step::AllIn) => drop(OPEN.primary(ui, sight)),
                (Part::Panel, Step::Declaring | Step::Scoring) => {
                    SCORE.primary(ui, sight);
                    if step == Step::Scoring && some_in {
                        OPEN.secondary(ui, sight);
                    }
                }
                (Part::Profile, Step::Draft) => {
                    CRITERION.primary(ui, sight);
                    PUBLISH.secondary(ui, sight);
                }
                (Part::Questions, Step::Draft) => drop(QUESTION.primary(ui, sight)),
                (Part::Candidates, Step::Draft | Step::Declaring) => drop(CANDIDATE.primary(ui, sight)),
                (Part::Panel, Step::Draft) => drop(SCORER.primary(ui, sight)),
                (Part::Timetable, _) if step != Step::Opened => drop(TIMETABLE.primary(ui, sight)),
                _ => {}
            }
            ui::menu_button(ui, t!("More for the round"), |ui| {
                for command in [
                    &REQUIREMENT,
                    &QUOTA,
                    &PAIRS,
                    &EXERCISE,
                    &SCORER,
                    &CANDIDATE,
                    &TIMETABLE,
                    &PUBLISH,
                    &UNPUBLISH,
                    &SCORE,
                    &PAGE,
                    &KIT,
                    &SHEETS,
                    &KEY_SHEET,
                    &KEY_IN,
                    &ANSWERS,
                    &OPEN,
                ] {
                    command.item(ui, sight);
                }
            });
        });
    }

    fn bar(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if Link::new(t!("All rounds")).show(ui).clicked() {
            sight.go(LIST, self.id.map(|id| id.to_string()).unwrap_or_default());
        }
        let mut at = PARTS.iter().position(|part| *part == self.part()).unwrap_or(0);
        if segments(ui, &PARTS.map(Part::label), &mut at) {
            self.part = PARTS.get(at).copied();
        }
        if let Some(shown) = self.shown() {
            line(ui, &shown.whole.round.new.name, ui::BODY.strong());
            ui::chip(ui, shown.step.label(), tone(shown.step));
            let sum = shown.whole.round.published.as_ref().and_then(|published| published.sum.get(..12));
            if let Some(sum) = sum {
                line(ui, &t!("SHA-256 {sum}…", sum = sum), ui::SMALL.ink(look(ui).muted));
            }
        }
    }

    /// Opens the question of a command, or does it.
    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(Some(shown)) = self.shown.get() else {
            return sight.notice(Tone::Warning, t!("There is no round yet"), "");
        };
        let id = shown.whole.round.id;
        let draft = shown.step == Step::Draft;
        if draft && key == CRITERION.key {
            self.part = Some(Part::Profile);
            self.criteria.begin();
        } else if draft && key == QUESTION.key {
            self.part = Some(Part::Questions);
            self.questions.begin();
        } else if key == CANDIDATE.key {
            self.part = Some(Part::Candidates);
            self.applications.begin();
        } else if key == SCORER.key {
            self.part = Some(Part::Panel);
            self.members.begin();
        } else if key == SCORE.key {
            sight.go(SCORING, id.to_string());
        } else if key == OPEN.key && !draft && shown.step != Step::Opened {
            self.part = Some(Part::Panel);
            self.opening = Some(opening::View::new(&shown.whole));
        } else if key == KEY_IN.key {
            sight.go(SCORING, format!("{id} sheet"));
        } else if let Some(what) = away_of(key) {
            self.part = Some(Part::Panel);
            let scorer = self.members.chosen(&shown.whole);
            self.away.begin(sight, shown, what, scorer);
        } else if key == ANSWERS.key {
            self.answers = Some(members::Taking::choose(sight));
        } else {
            match What::of(key, shown) {
                Ok(what) => self.ask = Some(Asking::new(what)),
                Err((message, next)) => sight.notice(Tone::Warning, message, next),
            }
        }
    }
}

/// What a command takes away.
fn away_of(key: &str) -> Option<away::What> {
    [
        (&PAGE, away::What::Page),
        (&KIT, away::What::Kit),
        (&SHEETS, away::What::AllSheets),
        (&OWN_SHEETS, away::What::Sheets),
        (&KEY_SHEET, away::What::KeySheet),
    ]
    .into_iter()
    .find(|(command, _)| command.key == key)
    .map(|(_, what)| what)
}

impl Screen for OneRound {
    fn logic(&mut self, sight: &Sight<'_>) {
        let part = self.part;
        self.shown.want_office(sight.desk, self.id, move |office, id| read(office, *id, part));
        if self.id.is_none() {
            self.id = self.shown().map(|shown| shown.whole.round.id);
        }
        if let Some(Some(shown)) = self.shown.get() {
            self.criteria.logic(shown);
            self.questions.logic(shown);
            self.applications.logic(sight, shown);
            self.members.logic(sight, shown);
            self.times.logic(sight);
            self.away.logic(sight);
        }
        if self.opening.as_mut().is_some_and(|opening| !opening.logic()) {
            self.opening = None;
        }
        if self.answers.as_mut().is_some_and(|taking| !taking.logic(sight)) {
            self.answers = None;
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
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
            let body = t!("Lay a round down first: what is vacant, and what is scored");
            ui::empty_state(ui, icons::LIST_CHECKS, t!("No selection round yet"), body, |ui| {
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
        let Self { shown, criteria, questions, applications, members, times, ask, opening, .. } = self;
        let Some(Some(shown)) = shown.get() else { return };
        let asked = match part {
            Part::Profile => criteria.ui(ui, sight, shown),
            Part::Questions => questions.ui(ui, sight, shown),
            Part::Candidates => applications.ui(ui, sight, shown),
            Part::Panel => members.ui(ui, sight, shown),
            Part::Timetable => times.ui(ui, sight, shown),
        };
        if let Some(what) = asked {
            *ask = Some(Asking::new(what));
        }
        if ask.as_mut().is_some_and(|ask| !ask::show(ask, ui, sight)) {
            *ask = None;
        }
        if opening.as_mut().is_some_and(|opening| !opening.show(ui, sight, &shown.whole)) {
            *opening = None;
        }
    }

    /// `123 panel`: a round's id, the part, and the key of a command.
    fn go(&mut self, filter: &str) {
        for word in filter.split_whitespace() {
            if let Ok(id) = word.parse() {
                if self.id != Some(RoundId(id)) {
                    *self = Self { shown: std::mem::replace(&mut self.shown, Live::new(TABLES)), ..Self::empty() };
                }
                (self.id, self.part) = (Some(RoundId(id)), None);
            }
            match word {
                "profile" => self.part = Some(Part::Profile),
                "questions" => self.part = Some(Part::Questions),
                "candidates" => self.part = Some(Part::Candidates),
                "panel" => self.part = Some(Part::Panel),
                "timetable" => self.part = Some(Part::Timetable),
                _ => {}
            }
            if let Some(command) = COMMANDS.iter().find(|command| command.key == word && command.screen == ONE) {
                self.pending = Some(command.key);
                if [OPEN.key, UNPUBLISH.key].contains(&command.key) {
                    self.part = Some(Part::Panel);
                }
            }
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = COMMANDS.iter().find(|command| command.key == key).map(|command| command.key);
    }
}
