//! What is asked in a dialog about an opened round, and what then is done.

use egui::Ui;

use super::super::super::decided::{NewEndorsement, NewModeration, Outcome, Results};
use super::super::super::judged::{place, words};
use super::super::super::model::{CandidateId, CriterionId, RoundId, ScorerId};
use super::super::super::opened::{Card, Says};
use super::super::super::ops;
use super::marks;
use super::{ENDORSE, HAND_OVER, LETTERS, MODERATE, PURGE, UNENDORSE};
use crate::app::{Reply, Sight};
use crate::kit::{Day, day, text};
use crate::ledger::model::FieldProblem;
use crate::ledger::screen::parts::{Fields, problem, terms, without_value};
use crate::ledger::screen::typing::{Asking, Question};
use crate::ui::{Choice, Field};
use crate::{elections, t};

/// What is asked about, with what was typed.
pub(super) enum What {
    Moderate {
        id: RoundId,
        candidate: CandidateId,
        criterion: CriterionId,
        title: String,
        scorers: Vec<(ScorerId, String)>,
        scorer: ScorerId,
        /// Places with words; none for no evidence.
        points: Vec<(Option<usize>, String)>,
        says: Option<usize>,
        why: String,
    },
    Letters {
        id: RoundId,
        who: Vec<CandidateId>,
        names: String,
    },
    Endorse {
        id: RoundId,
        candidate: CandidateId,
        name: String,
        conditions: String,
        ends: String,
    },
    Unendorse {
        id: RoundId,
        candidate: CandidateId,
        name: String,
        why: String,
    },
    HandOver {
        id: RoundId,
        names: String,
        election: String,
    },
    Purge {
        id: RoundId,
        vacancy: String,
        until: Day,
    },
}

impl What {
    /// The question of a command, or why it cannot be asked now.
    pub(super) fn of(key: &str, results: &Results, open: Option<usize>, marks: &marks::View) -> Result<Self, String> {
        let id = results.whole.round.id;
        let vacancy = results.whole.round.new.name.clone();
        if key == MODERATE.key {
            return moderate(results, marks);
        }
        let decision = results.decision.as_ref().ok_or_else(|| t!("Decide first").to_owned())?;
        let names = |wanted: &dyn Fn(Outcome) -> bool| {
            let of = decision.new.verdicts.iter().filter(|one| wanted(one.outcome));
            let all: Vec<String> =
                of.filter_map(|one| results.whole.candidate(one.candidate)).map(|one| one.name().to_owned()).collect();
            text::and_list(&all)
        };
        if key == LETTERS.key {
            let who = results.candidates.clone();
            return Ok(Self::Letters { id, who, names: names(&|_| true) });
        }
        if key == HAND_OVER.key {
            let names = names(&|outcome| matches!(outcome, Outcome::Chosen | Outcome::Shortlisted));
            if names.is_empty() {
                return Err(t!("Nobody is on the shortlist").to_owned());
            }
            return Ok(Self::HandOver { id, names, election: String::new() });
        }
        if key == PURGE.key {
            return if decision.purged.is_some() {
                Err(t!("Marks and notes were purged already").to_owned())
            } else {
                Ok(Self::Purge { id, vacancy, until: decision.new.keep_until })
            };
        }
        let candidate = open.and_then(|at| results.candidate(at)).ok_or_else(|| t!("Nobody is open").to_owned())?;
        let name = results.whole.candidate(candidate).map(|one| one.name().to_owned()).unwrap_or_default();
        if key == ENDORSE.key {
            return Ok(Self::Endorse { id, candidate, name, conditions: String::new(), ends: String::new() });
        }
        if key == UNENDORSE.key {
            return if results.endorsements.iter().any(|one| one.new.candidate == candidate && one.withdrawn.is_none()) {
                Ok(Self::Unendorse { id, candidate, name, why: String::new() })
            } else {
                Err(t!("{name} has no endorsement", name = name))
            };
        }
        Err(t!("That cannot be done now").to_owned())
    }

    /// Letters that are to go to the viewer now.
    pub(super) fn letters(&self) -> Option<(RoundId, Vec<CandidateId>)> {
        match self {
            Self::Letters { id, who, .. } => Some((*id, who.clone())),
            _ => None,
        }
    }

    fn question(&self) -> Question {
        let ask = |title: String, does: &'static str, body: String| Question { title, does, body, danger: false };
        match self {
            Self::Moderate { title, .. } => ask(
                t!("Change a mark: {title}", title = title),
                t!("Keep it"),
                t!("The mark that was given stays beside it, and every figure is shown for both.").to_owned(),
            ),
            Self::Letters { names, .. } => ask(
                t!("Write to everybody?").to_owned(),
                t!("Write"),
                t!(
                    "A letter each with reasons and what the panel saw, to {names}. The time to appeal runs from today, for whom no letter was written before.",
                    names = names
                ),
            ),
            Self::Endorse { name, .. } => ask(t!("Endorse {name}", name = name), t!("Endorse"), String::new()),
            Self::Unendorse { name, .. } => {
                ask(t!("Withdraw the endorsement of {name}?", name = name), t!("Withdraw"), String::new())
            }
            Self::HandOver { names, .. } => ask(
                t!("Hand the shortlist over to a ballot").to_owned(),
                t!("Nominate"),
                t!("{names} are nominated with their statements, in the order of the lot.", names = names),
            ),
            Self::Purge { vacancy, until, .. } => Question {
                danger: true,
                ..ask(
                    t!("Purge marks and notes of {vacancy}?", vacancy = vacancy),
                    t!("Purge"),
                    t!(
                        "They are kept until {day}. With what candidates wrote and needed they go from the file and its history and cannot come back; what was decided and why stays. Backups made before still hold them until they are thinned out.",
                        day = day::long(*until)
                    ),
                )
            },
        }
    }
}

/// The mark of the row that is open, of the first scorer who gave one.
fn moderate(results: &Results, marks: &marks::View) -> Result<What, String> {
    if results.decision.is_some() {
        return Err(t!("It is decided, so no mark is changed any more").to_owned());
    }
    let (candidate, criterion) = marks.open(results).ok_or_else(|| t!("Nobody is open").to_owned())?;
    let round = &results.after;
    let scorers: Vec<(ScorerId, String)> = results
        .scorers
        .iter()
        .enumerate()
        .filter(|(at, _)| matches!(round.cards.get(candidate).and_then(|cards| cards.get(*at)), Some(Card::Marked(_))))
        .map(|(at, id)| {
            let words = format!("{} ({})", words::scorer(round, at), words::cell(round, candidate, at, criterion));
            (*id, words)
        })
        .collect();
    let first = scorers.first().map(|(id, _)| *id).ok_or_else(|| t!("Nobody marked this candidate").to_owned())?;
    let own = round.criteria.get(criterion).ok_or_else(|| t!("Nobody is open").to_owned())?;
    let mut points: Vec<(Option<usize>, String)> =
        own.anchors.iter().enumerate().map(|(at, one)| (Some(at), format!("{}  {}", one.value, one.words))).collect();
    points.push((None, t!("No evidence").to_owned()));
    let at = results.scorers.iter().position(|id| *id == first).unwrap_or_default();
    let ids = results.candidate(candidate).zip(results.criteria.get(criterion).copied());
    let (id, criterion_id) = ids.ok_or_else(|| t!("Nobody is open").to_owned())?;
    Ok(What::Moderate {
        id: results.whole.round.id,
        candidate: id,
        criterion: criterion_id,
        title: format!("{}, {}", words::candidate(round, candidate), own.name),
        says: place(round, candidate, at, criterion),
        scorers,
        scorer: first,
        points,
        why: String::new(),
    })
}

/// Draws the question; answers whether it is still open.
pub(super) fn show(ask: &mut Asking<What>, ui: &Ui, sight: &Sight<'_>) -> bool {
    let question = ask.what.question();
    ask.show(ui, sight, &question, |ui, what, problems| fields(ui, sight, what, problems), |what| save(what, sight))
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem]) {
    let fields = Fields { sight, problems };
    match what {
        What::Moderate { scorers, scorer, points, says, why, .. } => {
            let options: Vec<(ScorerId, &str)> = scorers.iter().map(|(id, words)| (*id, words.as_str())).collect();
            Choice::new(t!("Whose mark"), scorer, &options).show(ui);
            let options: Vec<(Option<usize>, &str)> = points.iter().map(|(at, words)| (*at, words.as_str())).collect();
            Choice::new(t!("It becomes"), says, &options).show(ui);
            Field::new(t!("What in the discussion changed it"), why).rows(2).problem(problem(problems, "why")).show(ui);
        }
        What::Endorse { conditions, ends, .. } => {
            Field::new(t!("Conditions"), conditions).rows(2).hint(t!("Empty where it hangs on nothing")).show(ui);
            fields.day(ui, "ends", t!("The last day on which it holds"), ends);
        }
        What::Unendorse { why, .. } => {
            fields.text(ui, "why", t!("Why"), why);
        }
        What::HandOver { election, .. } => {
            Field::new(t!("Election"), election)
                .hint(t!("The post of an election whose nominations are open"))
                .problem(problem(problems, "election"))
                .show(ui);
        }
        What::Letters { .. } | What::Purge { .. } => {}
    }
}

fn needed(field: &'static str, text: &str, missing: &str) -> Result<String, Vec<FieldProblem>> {
    let text = text.trim();
    if text.is_empty() { Err(vec![FieldProblem::new(field, missing)]) } else { Ok(text.to_owned()) }
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let desk = sight.desk;
    Ok(match what {
        What::Moderate { id, candidate, criterion, scorer, says, why, .. } => {
            let id = *id;
            let new = NewModeration {
                scorer: *scorer,
                candidate: *candidate,
                criterion: *criterion,
                says: says.map_or(Says::NoEvidence, Says::Anchor),
                why: needed("why", why, t!("Say what in the discussion changed the mark"))?,
            };
            desk.run(&ops::MODERATE, move |office| ops::moderate(office, id, &new).map(without_value))
        }
        What::Letters { id, who, .. } => {
            let (id, who) = (*id, who.clone());
            desk.run(&ops::TELL, move |office| ops::tell(office, id, &who).map(without_value))
        }
        What::Endorse { id, candidate, conditions, ends, .. } => {
            let (id, terms) = (*id, terms(sight));
            let ends = match ends.trim() {
                "" => None,
                text => Some(
                    day::typed(text, terms.today, terms.month_first)
                        .map_err(|problem| vec![FieldProblem::new("ends", problem.to_string())])?,
                ),
            };
            let new = NewEndorsement { candidate: *candidate, conditions: conditions.clone(), ends };
            desk.run(&ops::ENDORSE, move |office| ops::endorse(office, id, &new).map(without_value))
        }
        What::Unendorse { id, candidate, why, .. } => {
            let (id, candidate) = (*id, *candidate);
            let why = needed("why", why, t!("Say why the endorsement is withdrawn"))?;
            desk.run(&ops::UNENDORSE, move |office| ops::unendorse(office, id, candidate, &why).map(without_value))
        }
        What::HandOver { id, election, .. } => {
            let (id, election) = (*id, needed("election", election, t!("Say which election"))?);
            desk.run(&ops::HAND_OVER, move |office| {
                let election = office.read(|conn| elections::store::called(conn, &election))?;
                ops::hand_over(office, id, election).map(without_value)
            })
        }
        What::Purge { id, .. } => {
            let id = *id;
            desk.run(&ops::PURGE, move |office| ops::purge(office, id).map(without_value))
        }
    })
}
