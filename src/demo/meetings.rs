//! A committee that meets: two meetings that were held, with their minutes, and one to come; the branch in meeting, whose annual
//! meeting is planned; tasks that came of it.

use chrono::TimeDelta;

use super::{Branch, Result};
use crate::kit::Day;
use crate::meetings::model::{
    BodyId, BodyKind, Conduct, Counts, ItemState, Kind, Majority, MeetingId, Method, MotionKind, NewBody, NewItem,
    NewMeeting, NewMotion, NewSeat, NewVote, Notice, Quorum, Share,
};
use crate::meetings::{ops, store};
use crate::people::{self, PersonId};
use crate::tasks::model::{NewTask, Owner};

const POSTS: [&str; 4] = ["Chair", "Secretary", "Treasurer", "Membership secretary"];
const EVENING: u32 = 19 * 60 + 30;

impl Branch {
    /// The committee's autumn.
    pub(super) fn meetings(&mut self) -> Result<()> {
        let committee = self.nine()?;
        if committee.len() < 9 {
            return Ok(());
        }
        let today = self.today;
        let day = |back: i64| today - TimeDelta::days(back);
        self.at(day(75));
        let body = self.committee(&committee, day(400))?;
        self.branch_body()?;
        let first = self.held(body, &committee, day(60), 6)?;
        self.at(day(58));
        ops::circulate(&mut self.office, first)?;
        let second = self.held(body, &committee, day(18), 7)?;
        ops::approve(&mut self.office, first, second)?;
        ops::end(&mut self.office, second, Some(EVENING + 95))?;
        self.at(day(15));
        ops::write(&mut self.office, second, None)?;
        let next = self.planned(body, Kind::Ordinary, today + TimeDelta::days(12))?;
        self.at(day(4));
        ops::notice(&mut self.office, next, Some(day(4)))?;
        let item = NewItem {
            note: "Three offers are attached; the treasurer proposes the second.".to_owned(),
            presenter: "Treasurer".to_owned(),
            ..NewItem::titled("Printing contract for next year", 15)
        };
        ops::add_item(&mut self.office, next, &[item], Some(6))?;
        self.at(today);
        Ok(())
    }

    /// Nine people of the register, no organisations.
    pub(super) fn nine(&self) -> Result<Vec<PersonId>> {
        let mut nine = Vec::new();
        for id in self.donors.iter().copied() {
            if nine.len() < 9 && !self.office.read(|conn| people::store::get(conn, id))?.details.organisation {
                nine.push(id);
            }
        }
        Ok(nine)
    }

    pub(super) fn at(&self, day: Day) {
        self.clock.set(day);
    }

    fn committee(&mut self, people: &[PersonId], since: Day) -> Result<BodyId> {
        let new = NewBody {
            name: "Branch committee".to_owned(),
            kind: BodyKind::Committee,
            posts: POSTS.map(str::to_owned).to_vec(),
            notice: Notice { days: 7, clear: true },
            quorum: Quorum::Share { share: Share { num: 1, den: 2, more: false }, entitled: false },
            majorities: vec![("Change of the standing orders".to_owned(), Majority::TWO_THIRDS)],
            casting: true,
            proxies: 1,
            attend: "Members of the branch may attend".to_owned(),
            ..NewBody::default()
        };
        let body = ops::save_body(&mut self.office, None, &new)?.value;
        for (at, person) in people.iter().enumerate() {
            let post = POSTS.get(at).copied().unwrap_or_default().to_owned();
            let seat = NewSeat { person: *person, post, voting: at != 8, from: since, until: None };
            ops::seat(&mut self.office, body, None, &seat)?;
        }
        Ok(body)
    }

    fn branch_body(&mut self) -> Result<()> {
        let new = NewBody {
            name: "Branch in meeting".to_owned(),
            kind: BodyKind::Branch,
            roll: true,
            notice: Notice { days: 14, clear: true },
            quorum: Quorum::Share { share: Share { num: 1, den: 10, more: false }, entitled: true },
            majorities: vec![("Change of the rules".to_owned(), Majority::TWO_THIRDS)],
            attend: "Every member may attend; who is on the roll may vote".to_owned(),
            ..NewBody::default()
        };
        let body = ops::save_body(&mut self.office, None, &new)?.value;
        self.planned(body, Kind::Annual, self.today + TimeDelta::days(75))?;
        Ok(())
    }

    fn planned(&mut self, body: BodyId, kind: Kind, day: Day) -> Result<MeetingId> {
        let place = if kind == Kind::Annual { "Hall of St Mark" } else { "The Old Ferry House" };
        let new = NewMeeting {
            body,
            kind,
            title: String::new(),
            day,
            starts: Some(EVENING),
            place: place.to_owned(),
            online: String::new(),
        };
        let rules = self.office.read(|conn| store::body(conn, body))?;
        let agenda = ops::agenda_for(&rules, kind, None);
        Ok(ops::plan(&mut self.office, &new, &agenda)?.value)
    }

    /// A meeting that was held, up to its last item; the first one is closed, the second goes on to approve its minutes.
    fn held(&mut self, body: BodyId, people: &[PersonId], day: Day, there: usize) -> Result<MeetingId> {
        self.at(day - TimeDelta::days(10));
        let id = self.planned(body, Kind::Ordinary, day)?;
        ops::notice(&mut self.office, id, Some(day - TimeDelta::days(10)))?;
        self.at(day);
        for (at, person) in people.iter().enumerate() {
            if at < there {
                let minute = EVENING - 12 + u32::try_from(at).unwrap_or(0) * 2;
                ops::come(&mut self.office, id, &ops::Person::Known(*person), None, Some(minute))?;
            } else if at % 2 == 0 {
                ops::apologise(&mut self.office, id, *person, true)?;
            }
        }
        ops::begin(&mut self.office, id, None, None, Some(EVENING + 2))?;
        let record = self.office.read(|conn| store::record(conn, id))?;
        let mut at = EVENING + 2;
        for (number, item) in record.items.iter().enumerate() {
            if item.new.consent {
                continue;
            }
            ops::item(&mut self.office, item.id, ItemState::Open, Some(at))?;
            match number {
                0 => drop(ops::say(&mut self.office, item.id, "The chair welcomed those present.")?),
                1 => {
                    ops::consent(&mut self.office, id, Some(at))?;
                    let who = record.people.get(2).map(|one| one.id);
                    if let Some(who) = who.filter(|_| there > 6) {
                        ops::declare(&mut self.office, item.id, who, "Rents the hall to the branch", Conduct::NoVote)?;
                    }
                }
                6 => {
                    drop(ops::say(&mut self.office, item.id, "The treasurer reported on income, costs and the bank.")?)
                }
                _ if item.new.title == "Motions" => self.motion(id, at, there)?,
                _ => {}
            }
            at += 8;
            if number + 1 == record.items.len() && there < 7 {
                ops::end(&mut self.office, id, Some(at))?;
            }
        }
        Ok(id)
    }

    fn motion(&mut self, id: MeetingId, at: u32, there: usize) -> Result<()> {
        let record = self.office.read(|conn| store::record(conn, id))?;
        let who = |at: usize| record.people.iter().filter(|one| one.voting && one.is_here()).nth(at).map(|one| one.id);
        let second = there > 6;
        let text = if second {
            "That the branch hires a minibus for the spring campaign, at no more than £600"
        } else {
            "That the branch buys a second-hand minibus"
        };
        let new = NewMotion {
            item: None,
            kind: MotionKind::Motion,
            amends: None,
            text: text.to_owned(),
            becomes: String::new(),
            decides: String::new(),
            mover: who(0),
            seconder: who(1),
        };
        let motion = ops::move_motion(&mut self.office, id, &new)?.value;
        let votes = u32::try_from(there).unwrap_or(0);
        let vote = |motion, counts| NewVote {
            item: None,
            motion: Some(motion),
            question: String::new(),
            method: Method::Hands,
            counts: Some(counts),
            said: Vec::new(),
            casting: None,
            majority: None,
            at: Some(at + 6),
        };
        if !second {
            ops::vote(&mut self.office, id, &vote(motion, Counts::new(2, votes - 2, 0)))?;
            return Ok(());
        }
        let becomes = "That the branch hires a minibus for the spring campaign, at no more than £750".to_owned();
        let amendment = NewMotion {
            kind: MotionKind::Amendment,
            amends: Some(motion),
            text: "£750 instead of £600".to_owned(),
            becomes,
            mover: who(3),
            seconder: None,
            ..new
        };
        let amendment = ops::move_motion(&mut self.office, id, &amendment)?.value;
        ops::vote(&mut self.office, id, &vote(amendment, Counts::new(votes - 2, 1, 1)))?;
        ops::vote(&mut self.office, id, &vote(motion, Counts::new(votes - 1, 0, 1)))?;
        let task = |text: &str, owner: &str, days: i64| NewTask {
            text: text.to_owned(),
            owner: Owner::of(None, owner),
            due: Some(self.today + TimeDelta::days(days)),
            note: String::new(),
        };
        let tasks = [
            task("Ask three firms for offers of a minibus", "Owain Specimen", -3),
            task("Book the hall for the annual meeting", "Asha Morrow", 9),
        ];
        for task in tasks {
            ops::act(&mut self.office, id, None, &task)?;
        }
        Ok(())
    }
}
