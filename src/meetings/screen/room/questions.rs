//! What is asked for a command of the room, filled with what is likely.

use super::super::super::model::{Conduct, Method, Motion, MotionKind, MotionState, Record};
use super::super::ask::{self, Count, Listed, What};
use super::super::{ACT, AMEND, CLOSE, DECIDE, INTEREST, MOVE, PROCEDURE, SPEAKER, VOTE, WITHDRAW};
use crate::app::Sight;
use crate::people::screen::person::Who;
use crate::t;
use crate::tasks::model::TaskForm;

/// Who of the room can be chosen, by name.
fn there(record: &Record) -> Listed {
    let here = record.people.iter().filter(|one| one.is_here());
    [(None, t!("Nobody").to_owned())].into_iter().chain(here.map(|one| (Some(one.id), one.name.clone()))).collect()
}

/// The motion that is voted on next: what has to be decided before the others.
fn next_vote(record: &Record) -> Option<&Motion> {
    let first = record.motions.iter().filter(|motion| motion.state == MotionState::Open).max_by_key(|motion| {
        let current = record.current().map(|item| item.id);
        (motion.new.item == current, std::cmp::Reverse(motion.id))
    })?;
    let mut motion = first;
    while let Some(before) = record.before(motion) {
        motion = before;
    }
    Some(motion)
}

pub(super) fn vote_on(record: &Record, motion: Option<&Motion>) -> What {
    let item = motion.map_or_else(|| record.current().map(|item| item.id), |motion| motion.new.item);
    let decides = match motion {
        Some(motion) if motion.new.kind == MotionKind::Motion => motion.new.decides.as_str(),
        _ => "",
    };
    let roll = record.voters(item).into_iter().map(|(one, holder)| {
        let name = if holder == one.id {
            one.name.clone()
        } else {
            t!("{name} (by {holder})", name = one.name, holder = record.name(holder))
        };
        (one.id, name, None)
    });
    let count = Count {
        motion: motion.map(|motion| motion.id),
        name: motion.map_or_else(|| t!("a question").to_owned(), |motion| record.motion_name(motion)),
        question: String::new(),
        method: Method::Hands,
        yes: String::new(),
        no: String::new(),
        abstain: String::new(),
        invalid: String::new(),
        roll: roll.collect(),
        casting: None,
        may_cast: record.body.new.casting,
        majority: record.body.new.majority(decides),
        voters: record.votes_in_room(item),
        members: record.members,
        entitled: record.entitled,
    };
    What::Vote { meeting: record.meeting.id, count: Box::new(count) }
}

/// The dialog of a command, filled with what is likely.
pub(super) fn of(key: &str, record: &Record, sight: &Sight<'_>) -> Option<What> {
    let meeting = record.meeting.id;
    let moves = |kind: MotionKind, amends: Option<&Motion>| What::Move {
        meeting,
        kind,
        amends: amends.map(|motion| (motion.id, record.motion_name(motion))),
        text: String::new(),
        becomes: amends.map(|motion| motion.says().to_owned()).unwrap_or_default(),
        decides: String::new(),
        kinds: record.body.new.majorities.iter().map(|(kind, _)| kind.clone()).collect(),
        mover: None,
        seconder: None,
        list: there(record),
    };
    let open = |kind: MotionKind| {
        record.motions.iter().rev().find(move |m| m.state == MotionState::Open && m.new.kind == kind)
    };
    Some(match key {
        _ if key == CLOSE.key => {
            let left = record.left_by_closing();
            What::Close { meeting, at: ask::now(sight), left }
        }
        _ if key == INTEREST.key => {
            let item = record.current()?;
            let (title, list) = (item.new.title.clone(), there(record));
            What::Interest { item: item.id, title, who: None, list, about: String::new(), conduct: Conduct::NoVote }
        }
        _ if key == SPEAKER.key => What::Speaker { meeting, who: None, list: there(record) },
        _ if key == MOVE.key => moves(MotionKind::Motion, None),
        _ if key == PROCEDURE.key => moves(MotionKind::Procedural, None),
        _ if key == AMEND.key => moves(MotionKind::Amendment, Some(open(MotionKind::Motion)?)),
        _ if key == VOTE.key => vote_on(record, Some(next_vote(record)?)),
        _ if key == WITHDRAW.key => {
            let motion = next_vote(record)?;
            What::Withdraw { meeting, motion: motion.id, name: record.motion_name(motion) }
        }
        _ if key == DECIDE.key => What::Decide { meeting, text: String::new() },
        _ if key == ACT.key => What::Act {
            meeting,
            item: record.current().map(|item| item.id),
            who: Who::default(),
            form: TaskForm::default(),
        },
        _ => return None,
    })
}
