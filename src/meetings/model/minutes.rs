//! Minutes: the text that what was recorded makes, and the states it goes through until it is approved.

use std::collections::BTreeMap;

use sha2::{Digest as _, Sha256};

use super::clock::{Minute, clock};
use super::{
    Attendee, Conduct, Earlier, Item, ItemId, ItemState, MeetingId, Motion, MotionKind, MotionState, Record, Said, Vote,
};
use crate::kit::{Day, Problem, Result, day, text};
use crate::t;

/// How far minutes have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MinutesState {
    Draft,
    Circulated,
    /// Changed after they had gone out.
    Corrected,
    Approved,
}

impl MinutesState {
    pub const ALL: [Self; 4] = [Self::Draft, Self::Circulated, Self::Corrected, Self::Approved];

    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Circulated => "circulated",
            Self::Corrected => "corrected",
            Self::Approved => "approved",
        }
    }

    pub fn says(self) -> &'static str {
        match self {
            Self::Draft => t!("Draft"),
            Self::Circulated => t!("Circulated"),
            Self::Corrected => t!("Corrected"),
            Self::Approved => t!("Approved"),
        }
    }

    /// # Errors
    /// When it is none.
    pub fn of(key: &str) -> Result<Self> {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == key)
            .ok_or_else(|| Problem::input(t!("“{word}” is no state of minutes", word = key)))
    }
}

/// The minutes of a meeting once somebody has written them down as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    pub state: MinutesState,
    pub text: String,
    /// The meeting that approved them, what it is called, and its day.
    pub approved: Option<(MeetingId, String, Day)>,
    pub hash: String,
    pub versions: Vec<Version>,
}

/// What went out, was approved, or was opened again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    pub state: String,
    pub day: Day,
    pub who: String,
    pub text: String,
    pub hash: String,
    pub reason: String,
}

/// SHA-256, in hexadecimal, of the day of the meeting, the day of approval (both as `2026-11-03`), and the text: a line each,
/// the text last.
pub fn hash(day: Day, approved: Day, text: &str) -> String {
    let sum = Sha256::digest(format!("{day}\n{approved}\n{text}"));
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The minutes as what was recorded makes them.
pub fn written(record: &Record) -> String {
    let meeting = &record.meeting;
    let mut out = vec![
        meeting.name(),
        [day::long(meeting.new.day), meeting.where_and_when()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(", "),
        String::new(),
    ];
    attendance(record, &mut out);
    let reads = record.minutes_item().map(|item| item.id);
    if reads.is_none() {
        approvals(record, &mut out);
    }
    for item in &record.items {
        out.push(String::new());
        out.push(format!("{}. {}", record.number(item.id), item.new.title));
        of_item(record, item, &mut out);
        let approves = Some(item.id) == reads && !record.approved_here.is_empty();
        if approves {
            approvals(record, &mut out);
        } else {
            left_over(record, item, &mut out);
        }
    }
    let loose = dealt_with(record, None);
    if !loose.is_empty() {
        out.push(String::new());
        out.push(t!("Outside the agenda").to_owned());
        out.extend(loose);
    }
    if let Some(closed) = meeting.closed {
        out.push(String::new());
        out.push(t!("The meeting closed at {time}.", time = clock(closed)));
    }
    out.join("\n")
}

fn approvals(record: &Record, out: &mut Vec<String>) {
    for meeting in &record.approved_here {
        out.push(t!("The minutes of {meeting} were approved.", meeting = meeting));
    }
}

fn names<'a>(people: impl Iterator<Item = &'a Attendee>) -> String {
    let all: Vec<String> = people
        .map(|one| if one.post.is_empty() { one.name.clone() } else { format!("{} ({})", one.name, one.post) })
        .collect();
    all.join(", ")
}

fn attendance(record: &Record, out: &mut Vec<String>) {
    let meeting = &record.meeting;
    let mut said = |label: &str, names: String| {
        if !names.is_empty() {
            out.push(format!("{label}: {names}"));
        }
    };
    said(t!("In the chair"), meeting.chair.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    said(t!("Minutes by"), meeting.secretary.as_ref().map(|(_, name)| name.clone()).unwrap_or_default());
    let was_there = |one: &&Attendee| !one.stays.is_empty();
    said(t!("Present"), names(record.people.iter().filter(was_there).filter(|one| one.voting)));
    said(t!("In attendance"), names(record.people.iter().filter(was_there).filter(|one| !one.voting)));
    said(t!("Apologies"), names(record.people.iter().filter(|one| one.apology && one.stays.is_empty())));
    for one in record.people.iter().filter(|one| one.stays.is_empty()) {
        if let Some(holder) = one.proxy {
            said(t!("Proxy"), t!("{holder} for {name}", holder = record.name(holder), name = one.name));
        }
    }
    if let Some(opened) = meeting.opened {
        let came = record.people.iter().filter(|one| one.voting && one.stays.iter().any(|s| s.came <= opened)).count();
        let there = super::Standing {
            needed: record.body.new.quorum.needed(record.members, record.entitled),
            present: super::record::count(came),
        };
        out.push(t!("The meeting opened at {time}. {quorum}.", time = clock(opened), quorum = there.says()));
        came_and_went(record, opened, out);
    }
}

/// Who arrived and left while the meeting was under way, in that order, and what it did to the quorum.
fn came_and_went(record: &Record, opened: Minute, out: &mut Vec<String>) {
    let end = record.meeting.closed.unwrap_or(Minute::MAX);
    let mut all: BTreeMap<Minute, Vec<String>> = BTreeMap::new();
    for one in &record.people {
        for stay in one.stays.iter().filter(|stay| stay.came > opened) {
            let says = t!("{name} arrived at {time}.", name = one.name, time = clock(stay.came));
            all.entry(stay.came).or_default().push(says);
        }
        for gone in one.stays.iter().filter_map(|stay| stay.gone).filter(|gone| *gone < end) {
            all.entry(gone).or_default().push(t!("{name} left at {time}.", name = one.name, time = clock(gone)));
        }
    }
    let mut before = record.quorum_at(opened, None);
    let mut had_it = before.met();
    for (at, says) in all {
        out.extend(says);
        let now = record.quorum_at(at, None);
        let (time, present, needed) = (clock(at), now.present, now.needed);
        match (before.met(), now.met()) {
            (true, false) => out.push(t!(
                "The quorum was lost at {time}: {present} present, {needed} needed.",
                time = time,
                present = present,
                needed = needed
            )),
            (false, true) if had_it => out.push(t!(
                "The quorum was regained at {time}: {present} present, {needed} needed.",
                time = time,
                present = present,
                needed = needed
            )),
            (false, true) => out.push(t!(
                "The meeting was quorate from {time}: {present} present, {needed} needed.",
                time = time,
                present = present,
                needed = needed
            )),
            _ => {}
        }
        had_it |= now.met();
        before = now;
    }
}

fn of_item(record: &Record, item: &Item, out: &mut Vec<String>) {
    if !item.said.trim().is_empty() {
        out.push(item.said.trim().to_owned());
    }
    for interest in record.interests.iter().filter(|interest| interest.item == item.id) {
        let about = if interest.about.is_empty() { String::new() } else { format!(": {}", interest.about) };
        let then = match interest.conduct {
            Conduct::Stays => String::new(),
            Conduct::NoVote => t!(" They stayed and did not vote.").to_owned(),
            Conduct::Leaves => t!(" They left the room for the item.").to_owned(),
        };
        out.push(t!(
            "{name} declared an interest{about}.{then}",
            name = record.name(interest.who),
            about = about,
            then = then
        ));
    }
    out.extend(dealt_with(record, Some(item.id)));
}

fn left_over(record: &Record, item: &Item, out: &mut Vec<String>) {
    match item.state {
        ItemState::Deferred => out.push(t!("Left for the next meeting.").to_owned()),
        ItemState::Waiting if record.meeting.closed.is_some() => out.push(t!("Not reached.").to_owned()),
        _ => {}
    }
}

/// Motions, votes, decisions and actions of an item, or of none.
fn dealt_with(record: &Record, item: Option<ItemId>) -> Vec<String> {
    let mut out = Vec::new();
    for motion in record.motions.iter().filter(|m| m.new.item == item && m.new.kind != MotionKind::Amendment) {
        moved(record, motion, &mut out);
        // What was moved on the way to it was decided before it.
        for amendment in record.motions.iter().filter(|m| m.new.amends == Some(motion.id)) {
            moved(record, amendment, &mut out);
            decided(record, amendment, &mut out);
        }
        decided(record, motion, &mut out);
    }
    for vote in record.votes.iter().filter(|vote| vote.item == item && vote.motion.is_none()) {
        out.push(format!("{} {}.", vote.question, vote.says()));
        roll_call(record, vote, &mut out);
    }
    for decision in record.decisions.iter().filter(|decision| decision.item == item) {
        let gone = decision.withdrawn.as_ref().map(|_| format!(" ({})", decision.no_longer())).unwrap_or_default();
        out.push(t!("Decision {number}: {text}", number = decision.number, text = decision.text) + &gone);
    }
    for action in record.actions.iter().filter(|action| action.item == item) {
        let task = &action.task;
        let owner = if task.owner.is_empty() { t!("nobody yet").to_owned() } else { task.owner.clone() };
        let due = task.new.due.map(|due| t!(", by {day}", day = day::short(due))).unwrap_or_default();
        out.push(t!("Action: {text} ({owner}{due})", text = task.new.text, owner = owner, due = due));
    }
    out
}

fn moved(record: &Record, motion: &Motion, out: &mut Vec<String>) {
    let new = &motion.new;
    let who = match (new.mover, new.seconder) {
        (Some(mover), Some(seconder)) => {
            t!(
                " (moved by {mover}, seconded by {seconder})",
                mover = record.name(mover),
                seconder = record.name(seconder)
            )
        }
        (Some(mover), None) => t!(" (moved by {mover})", mover = record.name(mover)),
        _ => motion.earlier.as_ref().map(earlier).unwrap_or_default(),
    };
    out.push(format!("{}{who}: {}", record.motion_name(motion), new.text));
    let again = |m: &Motion| m.new.amends == Some(motion.id) && m.state == MotionState::Carried;
    if motion.earlier.is_some() && motion.is_amended() && !record.motions.iter().any(again) {
        out.push(t!("As it was amended: {text}", text = motion.says()));
    }
}

/// How a motion was moved that an earlier meeting left undecided.
fn earlier(from: &Earlier) -> String {
    let day = day::short(from.day);
    match (from.mover.as_str(), from.seconder.as_str()) {
        ("", _) => t!(" (from the meeting of {day})", day = day),
        (mover, "") => t!(" (from the meeting of {day}, moved by {mover})", day = day, mover = mover),
        (mover, seconder) => t!(
            " (from the meeting of {day}, moved by {mover}, seconded by {seconder})",
            day = day,
            mover = mover,
            seconder = seconder
        ),
    }
}

/// How a motion was voted on, or what else became of it.
fn decided(record: &Record, motion: &Motion, out: &mut Vec<String>) {
    for vote in record.votes.iter().filter(|vote| vote.motion == Some(motion.id)) {
        if motion.is_amended() {
            out.push(t!("As amended: {text}", text = motion.says()));
        }
        let lost = if vote.quorum.met() { String::new() } else { format!(" {}.", vote.quorum.says()) };
        out.push(format!("{}.{lost}", vote.says()));
        roll_call(record, vote, out);
    }
    match (motion.state, motion.new.kind) {
        (MotionState::Withdrawn, _) => out.push(t!("Withdrawn.").to_owned()),
        (MotionState::Fell, _) => out.push(t!("It fell.").to_owned()),
        (MotionState::Open, MotionKind::Motion) => out.push(undecided(record, motion)),
        _ => {}
    }
}

/// That nothing was decided of a motion, and why: the quorum, where it was lost when the meeting went on or ended.
fn undecided(record: &Record, motion: &Motion) -> String {
    let item = motion.new.item;
    let at = item.and_then(|id| record.item(id)).and_then(|item| item.ended).or(record.meeting.closed);
    match at.map(|at| record.quorum_at(at, item)).filter(|quorum| !quorum.met()) {
        Some(quorum) => t!("It was not decided, for want of a quorum. {quorum}.", quorum = quorum.says()),
        None => t!("It was not decided.").to_owned(),
    }
}

fn roll_call(record: &Record, vote: &Vote, out: &mut Vec<String>) {
    for said in Said::ALL {
        let who: Vec<&str> = vote.said.iter().filter(|(_, s)| s == said).map(|(id, _)| record.name(*id)).collect();
        if !who.is_empty() {
            out.push(format!("{}: {}", said.says(), text::list(&who)));
        }
    }
}
