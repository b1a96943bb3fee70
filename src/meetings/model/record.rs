//! Everything recorded of one meeting, read at once, and what follows from it: quorum, votes in the room, the end to expect.

use super::clock::Minute;
use super::{
    Action, Attendee, AttendeeId, Body, Conduct, Decision, Interest, Item, ItemId, ItemState, Meeting, Minutes, Motion,
    MotionId, MotionKind, MotionState, Speaker, Standing, Vote,
};
use crate::t;

/// See the head of this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    pub meeting: Meeting,
    pub body: Body,
    /// In the order of the agenda.
    pub items: Vec<Item>,
    /// By name.
    pub people: Vec<Attendee>,
    pub interests: Vec<Interest>,
    pub speakers: Vec<Speaker>,
    pub motions: Vec<Motion>,
    pub votes: Vec<Vote>,
    pub decisions: Vec<Decision>,
    pub actions: Vec<Action>,
    /// What earlier meetings of the body left to do.
    pub arising: Vec<Action>,
    pub minutes: Option<Minutes>,
    /// An earlier meeting of the body whose minutes are not approved yet.
    pub to_approve: Option<Meeting>,
    /// What the meetings are called whose minutes this one approved.
    pub approved_here: Vec<String>,
    /// How many belong to the body on the day, and how many of them may vote.
    pub members: u32,
    pub entitled: u32,
}

impl Record {
    pub fn person(&self, id: AttendeeId) -> Option<&Attendee> {
        self.people.iter().find(|one| one.id == id)
    }

    pub fn name(&self, id: AttendeeId) -> &str {
        self.person(id).map_or("", |one| one.name.as_str())
    }

    pub fn item(&self, id: ItemId) -> Option<&Item> {
        self.items.iter().find(|item| item.id == id)
    }

    pub fn motion(&self, id: MotionId) -> Option<&Motion> {
        self.motions.iter().find(|motion| motion.id == id)
    }

    /// The item under way.
    pub fn current(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.state == ItemState::Open)
    }

    /// The item that comes next: the first that waits.
    pub fn next(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.state == ItemState::Waiting)
    }

    /// The number of an item on the agenda: 1, 2, 3.
    pub fn number(&self, id: ItemId) -> usize {
        self.items.iter().position(|item| item.id == id).map_or(0, |at| at + 1)
    }

    fn conduct(&self, who: AttendeeId, item: Option<ItemId>) -> Conduct {
        let item = item.or_else(|| self.current().map(|item| item.id));
        let declared = self.interests.iter().filter(|i| i.who == who && Some(i.item) == item);
        declared.map(|i| i.conduct).max().unwrap_or(Conduct::Stays)
    }

    /// How the quorum stands now: who is in the room and may vote, without those who left it for an item.
    pub fn quorum(&self, item: Option<ItemId>) -> Standing {
        let there = |one: &&Attendee| one.voting && one.is_here() && self.conduct(one.id, item) != Conduct::Leaves;
        Standing {
            needed: self.body.new.quorum.needed(self.members, self.entitled),
            present: count(self.people.iter().filter(there).count()),
        }
    }

    /// How the quorum stood at a minute of the meeting: who of those that may vote was in the room, without those who left it for
    /// an item. Whom the end of the meeting sent home was there until then.
    pub fn quorum_at(&self, at: Minute, item: Option<ItemId>) -> Standing {
        let there = |one: &&Attendee| {
            let stays = |s: &super::Presence| {
                s.came <= at && s.gone.is_none_or(|gone| gone > at || Some(gone) == self.meeting.closed)
            };
            let left = item.is_some() && self.conduct(one.id, item) == Conduct::Leaves;
            one.voting && one.stays.iter().any(stays) && !left
        };
        Standing { present: count(self.people.iter().filter(there).count()), ..self.quorum(item) }
    }

    /// How the quorum stands now; of a meeting that is over, how it stood at its end.
    pub fn quorum_now(&self) -> Standing {
        self.meeting.closed.map_or_else(|| self.quorum(None), |at| self.quorum_at(at, None))
    }

    /// How many items closing the meeting leaves for the next one: what was not reached, but for items that every agenda has, and
    /// whatever has a motion that is not decided.
    pub fn left_by_closing(&self) -> usize {
        let waits = |item: &&Item| item.state == ItemState::Waiting && !item.standing;
        let left = |item: &&Item| item.state == ItemState::Deferred || self.undecided(Some(item.id)).next().is_some();
        self.items.iter().filter(|item| waits(item) || left(item)).count() + self.undecided(None).count()
    }

    /// How the quorum stands in words; of a meeting that is over, how it stood at its end.
    pub fn quorum_says(&self) -> String {
        match (self.meeting.closed, self.meeting.opened) {
            (Some(closed), Some(opened)) => {
                let (first, last) = (self.quorum_at(opened, None), self.quorum_at(closed, None));
                if first == last {
                    first.says()
                } else {
                    t!("At the beginning: {first}. At the end: {last}", first = first.says(), last = last.says())
                }
            }
            _ => self.quorum(None).says(),
        }
    }

    /// Motions of an item that nothing was decided of.
    pub fn undecided(&self, item: Option<ItemId>) -> impl Iterator<Item = &Motion> {
        self.motions.iter().filter(move |motion| {
            motion.new.item == item && motion.new.kind == MotionKind::Motion && motion.state == MotionState::Open
        })
    }

    /// Where an item stands, in words.
    pub fn item_says(&self, item: &Item) -> &'static str {
        match item.state {
            ItemState::Waiting if self.meeting.closed.is_some() => t!("Not reached"),
            state => state.says(),
        }
    }

    /// The item that elections are held under, if there is one: the one under way, else the first that is called so.
    pub fn election_item(&self) -> Option<&Item> {
        let is = |item: &&Item| crate::kit::fold::fold(&item.new.title).contains(t!("election"));
        self.current().filter(is).or_else(|| self.items.iter().find(is))
    }

    /// The item under which minutes of earlier meetings are read.
    pub fn minutes_item(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.new.title.to_lowercase().contains(t!("minutes")))
    }

    /// Who may vote on an item now, each with who casts the vote: themselves, or the one who votes for them.
    pub fn voters(&self, item: Option<ItemId>) -> Vec<(&Attendee, AttendeeId)> {
        let may = |one: &Attendee| one.voting && self.conduct(one.id, item) == Conduct::Stays;
        let mut all = Vec::new();
        for one in self.people.iter().filter(|one| may(one)) {
            if one.is_here() {
                all.push((one, one.id));
            } else if let Some(holder) = one.proxy.and_then(|id| self.person(id))
                && holder.is_here()
                && may(holder)
            {
                all.push((one, holder.id));
            }
        }
        all
    }

    pub fn votes_in_room(&self, item: Option<ItemId>) -> u32 {
        count(self.voters(item).len())
    }

    /// The motions of an item in their order, each amendment after its motion.
    pub fn motions_of(&self, item: Option<ItemId>) -> Vec<&Motion> {
        let mut out = Vec::new();
        for motion in self.motions.iter().filter(|m| m.new.item == item && m.new.kind != MotionKind::Amendment) {
            out.push(motion);
            out.extend(self.motions.iter().filter(|m| m.new.amends == Some(motion.id)));
        }
        out
    }

    /// What has to be dealt with before a motion is voted on: procedural motions, then its amendments.
    pub fn before(&self, motion: &Motion) -> Option<&Motion> {
        let open = |m: &&Motion| m.state == MotionState::Open && m.id != motion.id;
        let procedural = |m: &&Motion| m.new.kind == MotionKind::Procedural && m.new.item == motion.new.item;
        let first = self.motions.iter().filter(open).find(procedural);
        let first = if motion.new.kind == MotionKind::Procedural { None } else { first };
        first.or_else(|| self.motions.iter().filter(open).find(|m| m.new.amends == Some(motion.id)))
    }

    /// "Motion 2", "Amendment 2a": the name of a motion in this meeting.
    pub fn motion_name(&self, motion: &Motion) -> String {
        let place = |kind: MotionKind, id: MotionId| {
            self.motions.iter().filter(|m| m.new.kind == kind).position(|m| m.id == id).map_or(0, |at| at + 1)
        };
        match (motion.new.kind, motion.new.amends) {
            (MotionKind::Amendment, Some(parent)) => {
                let at = self.motions.iter().filter(|m| m.new.amends == Some(parent)).position(|m| m.id == motion.id);
                let letter = at.and_then(|at| "abcdefghijklmnopqrstuvwxyz".chars().nth(at)).unwrap_or('z');
                t!("Amendment {number}{letter}", number = place(MotionKind::Motion, parent), letter = letter)
            }
            (MotionKind::Procedural, _) => t!("Procedural motion {n}", n = place(MotionKind::Procedural, motion.id)),
            (_, _) => t!("Motion {n}", n = place(MotionKind::Motion, motion.id)),
        }
    }

    /// Who speaks at the moment.
    pub fn speaking(&self) -> Option<&Speaker> {
        self.speakers.iter().find(|s| s.began.is_some() && s.seconds.is_none())
    }

    /// Who waits to speak, in their order.
    pub fn waiting(&self) -> impl Iterator<Item = &Speaker> {
        self.speakers.iter().filter(|s| s.began.is_none())
    }

    /// When it should end: what is left of the item under way, and what the others are planned for.
    pub fn predicted_end(&self, now: Minute) -> Minute {
        let start = match self.meeting.opened {
            Some(_) => now,
            None => self.meeting.new.starts.unwrap_or(now),
        };
        let left = self.items.iter().map(|item| match (item.state, item.began) {
            (ItemState::Waiting, _) => item.new.minutes,
            (ItemState::Open, Some(began)) => item.new.minutes.saturating_sub(now.saturating_sub(began)),
            _ => 0,
        });
        start + left.sum::<u32>()
    }

    /// When each item began or should begin, beside the items; nothing for what a meeting that is over did not reach.
    pub fn predicted_starts(&self, now: Minute) -> Vec<Option<Minute>> {
        let mut at = if self.meeting.opened.is_some() { now } else { self.meeting.new.starts.unwrap_or(now) };
        let mut starts = Vec::with_capacity(self.items.len());
        for item in &self.items {
            match (item.state, item.began) {
                (_, None) if self.meeting.closed.is_some() => starts.push(None),
                (ItemState::Waiting, _) => {
                    starts.push(Some(at));
                    at += item.new.minutes;
                }
                (ItemState::Open, Some(began)) => {
                    starts.push(Some(began));
                    at += item.new.minutes.saturating_sub(now.saturating_sub(began));
                }
                (_, began) => starts.push(Some(began.unwrap_or(at))),
            }
        }
        starts
    }

    /// The items that are taken in one vote and are not yet dealt with.
    pub fn consent(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.new.consent && item.state == ItemState::Waiting)
    }
}

pub(super) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
