//! What follows when a question is confirmed: the operation, or what is wrong with the fields.

use super::super::super::model::FieldProblem;
use super::super::super::model::{Method, NewItem, NewMotion, NewVote, read_clock, read_lines};
use super::super::super::ops;
use super::super::parts::{terms, without_value};
use super::What;
use crate::app::{Reply, Sight};
use crate::kit::{Problem, Result, day};
use crate::office::{Done, Office, Op};
use crate::people::PersonId;
use crate::people::screen::person::Who;
use crate::t;
use crate::tasks::model::Owner;

/// Runs an operation whose value nobody waits for.
fn run<T: Send + 'static>(
    sight: &Sight<'_>,
    op: &'static Op,
    work: impl FnOnce(&mut Office) -> Result<Done<T>> + Send + 'static,
) -> Reply<()> {
    sight.desk.run(op, move |office| work(office).map(without_value))
}

fn beside(field: &'static str, problem: &Problem) -> Vec<FieldProblem> {
    vec![FieldProblem::new(field, problem.to_string())]
}

fn known(who: &Who) -> Result<PersonId, Vec<FieldProblem>> {
    who.person.ok_or_else(|| vec![FieldProblem::new("who", t!("Take somebody of the register from the list"))])
}

pub(super) fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let reading = terms(sight);
    let time = |text: &str| match text.trim() {
        "" => Ok(None),
        text => read_clock(text).map(Some).map_err(|problem| beside("at", &problem)),
    };
    Ok(match what.clone() {
        What::Items { meeting, lines, note } => {
            let mut items = read_lines(&lines).map_err(|problem| beside("lines", &problem))?;
            if let [one] = items.as_mut_slice() {
                one.note = note.trim().to_owned();
            }
            if items.is_empty() {
                return Err(vec![FieldProblem::new("lines", t!("Say what the item is called"))]);
            }
            run(sight, &ops::ADD_ITEM, move |office| ops::add_item(office, meeting, &items, None))
        }
        What::Item { item, title, minutes, presenter, note, consent } => {
            let minutes = match minutes.trim() {
                "" => 0,
                text => text.parse().map_err(|_no: std::num::ParseIntError| {
                    vec![FieldProblem::new("minutes", t!("Write a whole number"))]
                })?,
            };
            let new = NewItem { title, note, presenter, minutes, consent };
            run(sight, &ops::CHANGE_ITEM, move |office| ops::change_item(office, item, &new))
        }
        What::Notice { meeting, sent, .. } => {
            let sent = match sent.trim() {
                "" => None,
                text => Some(
                    day::typed(text, reading.today, reading.month_first).map_err(|problem| beside("sent", &problem))?,
                ),
            };
            run(sight, &ops::NOTICE, move |office| ops::notice(office, meeting, sent))
        }
        What::Cancel { meeting, off, .. } => run(sight, &ops::CANCEL, move |office| ops::cancel(office, meeting, off)),
        What::Remove { meeting, .. } => run(sight, &ops::REMOVE, move |office| ops::remove(office, meeting)),
        What::RemoveBody { body, .. } => run(sight, &ops::REMOVE_BODY, move |office| ops::remove_body(office, body)),
        What::Seat { body, seat, who, form, .. } => {
            let new = form.parse(who.person, &reading)?;
            run(sight, &ops::SEAT, move |office| ops::seat(office, body, seat, &new))
        }
        What::Unseat { seat, .. } => run(sight, &ops::UNSEAT, move |office| ops::unseat(office, seat)),
        What::Open { meeting, at, .. } => {
            let at = time(&at)?;
            run(sight, &ops::BEGIN, move |office| ops::begin(office, meeting, None, None, at))
        }
        What::Close { meeting, at, .. } => {
            let at = time(&at)?;
            run(sight, &ops::END, move |office| ops::end(office, meeting, at))
        }
        What::Apologies { meeting, who } => {
            let who = known(&who)?;
            run(sight, &ops::APOLOGISE, move |office| ops::apologise(office, meeting, who, true))
        }
        What::Proxy { meeting, absent, holder, holders } => {
            let absent = known(&absent)?;
            let holder = holders.iter().find(|(id, _, _)| Some(*id) == holder).map(|(_, person, _)| *person);
            let Some(holder) = holder else {
                return Err(vec![FieldProblem::new("holder", t!("Choose who votes for them"))]);
            };
            run(sight, &ops::PROXY, move |office| ops::proxy(office, meeting, absent, Some(holder)))
        }
        What::Interest { item, who, about, conduct, .. } => {
            let who = who.ok_or_else(|| vec![FieldProblem::new("who", t!("Choose who declares it"))])?;
            run(sight, &ops::DECLARE, move |office| ops::declare(office, item, who, &about, conduct))
        }
        What::Speaker { meeting, who, .. } => {
            let who = who.ok_or_else(|| vec![FieldProblem::new("who", t!("Choose who wants to speak"))])?;
            run(sight, &ops::QUEUE, move |office| ops::queue(office, meeting, who, true))
        }
        _ => return on_the_floor(what, sight),
    })
}

/// The same for what is said and done on the floor, and for what stands afterwards.
fn on_the_floor(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let reading = terms(sight);
    Ok(match what.clone() {
        What::Move { meeting, kind, amends, text, becomes, decides, mover, seconder, .. } => {
            if text.trim().is_empty() {
                return Err(vec![FieldProblem::new("text", t!("Write what is moved"))]);
            }
            let amends = amends.map(|(id, _)| id);
            let new = NewMotion { item: None, kind, amends, text, becomes, decides, mover, seconder };
            run(sight, &ops::MOVE, move |office| ops::move_motion(office, meeting, &new))
        }
        What::Vote { meeting, count } => {
            let counts = super::count::counts(&count)
                .ok_or_else(|| vec![FieldProblem::new("yes", t!("Votes are counted in whole numbers"))])?;
            let said = count.roll.iter().filter_map(|(id, _, said)| said.map(|said| (*id, said))).collect();
            let new = NewVote {
                item: None,
                motion: count.motion,
                question: count.question.clone(),
                method: count.method,
                counts: Some(counts),
                said: if count.method == Method::Roll { said } else { Vec::new() },
                casting: count.casting,
                majority: None,
                at: None,
            };
            run(sight, &ops::VOTE, move |office| ops::vote(office, meeting, &new))
        }
        What::Withdraw { meeting, motion, .. } => {
            run(sight, &ops::WITHDRAW, move |office| ops::withdraw(office, meeting, motion))
        }
        What::Decide { meeting, text } => {
            if text.trim().is_empty() {
                return Err(vec![FieldProblem::new("text", t!("Write what was decided"))]);
            }
            run(sight, &ops::DECIDE, move |office| ops::decide(office, meeting, None, &text))
        }
        What::Act { meeting, item, who, form } => {
            let new = form.parse(Owner::of(who.person, &who.text), &reading)?;
            run(sight, &ops::ACT, move |office| ops::act(office, meeting, item, &new))
        }
        What::Circulate { meeting, .. } => run(sight, &ops::CIRCULATE, move |office| ops::circulate(office, meeting)),
        What::Approve { meeting, at, .. } => {
            let at = at.ok_or_else(|| vec![FieldProblem::new("at", t!("Choose the meeting that approves them"))])?;
            run(sight, &ops::APPROVE, move |office| ops::approve(office, meeting, at))
        }
        What::Reopen { meeting, reason, .. } => {
            run(sight, &ops::REOPEN_MINUTES, move |office| ops::reopen_minutes(office, meeting, &reason))
        }
        What::Anew { meeting, .. } => run(sight, &ops::WRITE, move |office| ops::write(office, meeting, None)),
        What::Supersede { old, by, .. } => run(sight, &ops::SUPERSEDE, move |office| ops::supersede(office, old, by)),
        _ => return Err(vec![FieldProblem::new("", t!("Nothing is asked"))]),
    })
}
