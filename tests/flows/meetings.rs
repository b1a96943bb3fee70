//! Meetings from the notice to the approved minutes: an annual meeting that loses its quorum half-way, an amended motion, a vote
//! that needs two thirds, and minutes that stay as they were approved.

use std::sync::Arc;

use wardroom::kit::{Clock, Day, FixedClock, day};
use wardroom::meetings::model::{
    BodyId, BodyKind, Conduct, Counts, ItemState, Kind, Majority, MeetingId, Method, MinutesState, MotionId,
    MotionKind, MotionState, NewBody, NewItem, NewMeeting, NewMotion, NewSeat, NewVote, Notice, Quorum, Record, Said,
    Share, Template,
};
use wardroom::meetings::ops::{self, Person};
use wardroom::meetings::store;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details, PersonId};
use wardroom::subjects;
use wardroom::tasks::model::{NewTask, Owner};

use crate::common;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

struct World {
    office: Office,
    clock: Arc<FixedClock>,
    body: BodyId,
    people: Vec<PersonId>,
}

const NAMES: [&str; 7] = ["Ann Ali", "Ben Roe", "Cleo Moss", "Dee Dean", "Eve Fox", "Finn Hay", "Gus Ives"];

fn rules() -> NewBody {
    NewBody {
        name: "Branch committee".into(),
        kind: BodyKind::Committee,
        posts: vec!["Chair".into(), "Secretary".into()],
        notice: Notice { days: 14, clear: true },
        quorum: Quorum::Share { share: Share::HALF, entitled: false },
        majorities: vec![("rule change".into(), Majority::TWO_THIRDS)],
        casting: true,
        proxies: 1,
        ..NewBody::default()
    }
}

impl World {
    fn new() -> Self {
        let clock = Arc::new(FixedClock::at(iso("2026-10-01")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
        let mut office = Office::in_memory(&common::profile(), &how).unwrap();
        let people: Vec<_> =
            NAMES.iter().map(|name| people::ops::add(&mut office, &Details::named(name)).unwrap().value).collect();
        let body = ops::save_body(&mut office, None, &rules()).unwrap().value;
        for (at, person) in people.iter().take(6).enumerate() {
            let post = ["Chair", "Secretary"].get(at).copied().unwrap_or_default().to_owned();
            let new = NewSeat { person: *person, post, voting: true, from: iso("2026-01-01"), until: None };
            ops::seat(&mut office, body, None, &new).unwrap();
        }
        Self { office, clock, body, people }
    }

    fn plan(&mut self, kind: Kind, day: &str) -> MeetingId {
        let new = NewMeeting {
            body: self.body,
            kind,
            title: String::new(),
            day: iso(day),
            starts: Some(19 * 60 + 30),
            place: "The Old Ferry House".into(),
            online: String::new(),
        };
        let body = self.office.read(|conn| store::body(conn, self.body)).unwrap();
        ops::plan(&mut self.office, &new, &ops::agenda_for(&body, kind, None)).unwrap().value
    }

    fn record(&self, id: MeetingId) -> Record {
        self.office.read(|conn| store::record(conn, id)).unwrap()
    }

    fn come(&mut self, id: MeetingId, who: impl IntoIterator<Item = usize>, at: u32) {
        for one in who {
            ops::come(&mut self.office, id, &Person::Known(self.people[one]), None, Some(at)).unwrap();
        }
    }

    fn who(&self, id: MeetingId, at: usize) -> wardroom::meetings::model::AttendeeId {
        self.record(id).people.iter().find(|one| one.person == Some(self.people[at])).unwrap().id
    }

    fn moved(&mut self, id: MeetingId, text: &str, decides: &str) -> MotionId {
        let (mover, seconder) = (Some(self.who(id, 0)), Some(self.who(id, 1)));
        let new = NewMotion {
            item: None,
            kind: MotionKind::Motion,
            amends: None,
            text: text.into(),
            becomes: String::new(),
            decides: decides.into(),
            mover,
            seconder,
        };
        ops::move_motion(&mut self.office, id, &new).unwrap().value
    }

    fn state(&self, id: MeetingId, motion: MotionId) -> MotionState {
        self.record(id).motion(motion).unwrap().state
    }

    /// A meeting with `there` of the committee, opened at half past seven.
    fn opened(&mut self, day: &str, there: usize) -> MeetingId {
        self.clock.set(iso(day));
        let id = self.plan(Kind::Ordinary, day);
        self.come(id, 0..there, 19 * 60 + 20);
        ops::begin(&mut self.office, id, None, None, Some(19 * 60 + 30)).unwrap();
        id
    }
}

fn show(motion: MotionId, yes: u32, no: u32, abstain: u32) -> NewVote {
    NewVote {
        item: None,
        motion: Some(motion),
        question: String::new(),
        method: Method::Hands,
        counts: Some(Counts::new(yes, no, abstain)),
        said: Vec::new(),
        casting: None,
        majority: None,
        at: Some(20 * 60),
    }
}

#[test]
fn an_annual_meeting_from_the_notice_to_minutes_approved_at_the_next() {
    let mut world = World::new();
    let id = world.plan(Kind::Annual, "2026-10-16");
    // Fourteen clear days before the 16th end on the 1st.
    ops::notice(&mut world.office, id, Some(iso("2026-10-01"))).unwrap();
    let record = world.record(id);
    assert_eq!(
        record.body.new.notice.verdict(record.meeting.notice, record.meeting.new.day),
        "Notice sent 1 Oct 2026, in time"
    );
    assert_eq!(record.items.len(), Template::Annual.items().len());
    world.clock.set(iso("2026-10-16"));
    world.come(id, 0..4, 19 * 60 + 20);
    ops::come(&mut world.office, id, &Person::Known(world.people[6]), None, Some(1165)).unwrap();
    ops::come(&mut world.office, id, &Person::Guest("A. Reporter".into()), None, Some(1165)).unwrap();
    ops::apologise(&mut world.office, id, world.people[5], true).unwrap();
    ops::begin(&mut world.office, id, None, None, Some(19 * 60 + 30)).unwrap();
    let record = world.record(id);
    assert_eq!(record.quorum(None).says(), "Quorate: 4 present, 4 needed");
    assert_eq!(record.meeting.chair.as_ref().unwrap().1, "Ann Ali", "who has the post is in the chair");
    assert_eq!(record.predicted_end(19 * 60 + 30), 19 * 60 + 30 + 122);

    // A motion, amended, then carried as amended.
    let items = record.items;
    ops::item(&mut world.office, items[9].id, ItemState::Open, Some(1180)).unwrap();
    let motion = world.moved(id, "That the branch buys a minibus", "");
    let amendment = NewMotion {
        item: None,
        kind: MotionKind::Amendment,
        amends: Some(motion),
        text: "Replace “buys” by “hires”".into(),
        becomes: "That the branch hires a minibus".into(),
        decides: String::new(),
        mover: Some(world.who(id, 2)),
        seconder: None,
    };
    let amendment = ops::move_motion(&mut world.office, id, &amendment).unwrap().value;
    let early = ops::vote(&mut world.office, id, &show(motion, 4, 0, 0)).unwrap_err();
    assert_eq!(early.message, "Amendment 1a has to be decided first");
    ops::vote(&mut world.office, id, &show(amendment, 3, 1, 0)).unwrap();
    assert_eq!(world.record(id).motion(motion).unwrap().says(), "That the branch hires a minibus");
    ops::vote(&mut world.office, id, &show(motion, 4, 0, 0)).unwrap();
    let record = world.record(id);
    assert_eq!(
        (record.decisions[0].number.as_str(), record.decisions[0].text.as_str()),
        ("2026/1", "That the branch hires a minibus")
    );

    // A change of the rules needs two thirds of the votes.
    ops::item(&mut world.office, items[7].id, ItemState::Open, Some(1200)).unwrap();
    let rule = world.moved(id, "That rule 7 is repealed", "Rule change");
    let taken = ops::vote(&mut world.office, id, &show(rule, 2, 2, 0)).unwrap().value;
    let vote = world.record(id).votes.into_iter().find(|v| v.id == taken).unwrap();
    assert_eq!(vote.says(), "Lost on a show of hands: 2 for, 2 against. 2/3 needed: 3 of 4, 1 short");
    assert_eq!(world.state(id, rule), MotionState::Lost);

    // Somebody leaves, and with them the quorum.
    let action = NewTask {
        text: "Ask for offers of a minibus".into(),
        owner: Owner::Person(world.people[2]),
        due: Some(iso("2026-11-10")),
        note: String::new(),
    };
    ops::act(&mut world.office, id, Some(items[9].id), &action).unwrap();
    let dee = world.who(id, 3);
    ops::go(&mut world.office, id, dee, Some(1230)).unwrap();
    assert_eq!(world.record(id).quorum(None).says(), "Not quorate: 3 present, 4 needed, 1 short");
    let late = world.moved(id, "That the branch thanks its hosts", "");
    let refused = ops::vote(&mut world.office, id, &show(late, 3, 0, 0)).unwrap_err();
    assert_eq!(refused.message, "Not quorate: 3 present, 4 needed, 1 short. Nothing can be decided");
    let adjourn = NewMotion { kind: MotionKind::Procedural, ..motion_of("That the meeting adjourns") };
    let adjourn = ops::move_motion(&mut world.office, id, &adjourn).unwrap().value;
    ops::vote(&mut world.office, id, &show(adjourn, 3, 0, 0)).unwrap();
    ops::end(&mut world.office, id, Some(1240)).unwrap();
    let text = wardroom::meetings::model::minutes::written(&world.record(id));
    for said in [
        "Branch committee, annual meeting",
        "In the chair: Ann Ali",
        "Present: Ann Ali (Chair), Dee Dean, Cleo Moss, Ben Roe (Secretary)",
        "In attendance: A. Reporter, Gus Ives",
        "Apologies: Finn Hay",
        "The meeting opened at 19:30. Quorate: 4 present, 4 needed.",
        "Dee Dean left at 20:30.",
        "Motion 1 (moved by Ann Ali, seconded by Ben Roe): That the branch buys a minibus",
        "As amended: That the branch hires a minibus",
        "Decision 2026/1: That the branch hires a minibus",
        "Lost on a show of hands: 2 for, 2 against. 2/3 needed: 3 of 4, 1 short.",
        "Action: Ask for offers of a minibus (Cleo Moss, by 10 Nov 2026)",
        "It was not decided, for want of a quorum. Not quorate: 3 present, 4 needed, 1 short.",
        "The quorum was lost at 20:30: 3 present, 4 needed.",
        "9. Elections\nNot reached.",
        "The meeting closed at 20:40.",
    ] {
        assert!(text.contains(said), "{said}\n---\n{text}");
    }

    // What was not decided comes onto the agenda of the next meeting, and the action with it.
    let next = world.plan(Kind::Ordinary, "2026-11-13");
    let record = world.record(next);
    let carried: Vec<_> =
        record.items.iter().filter(|item| item.carried_from.is_some()).map(|item| item.new.title.as_str()).collect();
    assert_eq!(carried, ["Changes of the rules"], "what every annual meeting has stays with it");
    let left = &record.motions[0];
    assert_eq!((left.says(), left.new.item), ("That the branch thanks its hosts", Some(record.items[4].id)));
    assert_eq!(record.items[3].new.title, "Matters arising");
    assert_eq!(record.items[4].new.title, carried[0], "they stand after matters arising");
    assert_eq!(
        record.arising.iter().map(|a| a.task.new.text.as_str()).collect::<Vec<_>>(),
        ["Ask for offers of a minibus"]
    );
    assert_eq!(record.to_approve.as_ref().unwrap().id, id);

    // Draft, circulated, corrected, approved at the next meeting, locked.
    ops::write(&mut world.office, id, None).unwrap();
    assert!(ops::approve(&mut world.office, id, next).is_err(), "the next meeting has not begun");
    ops::circulate(&mut world.office, id).unwrap();
    let corrected = text.replace("Lost on a show", "It was lost on a show");
    ops::write(&mut world.office, id, Some(&corrected)).unwrap();
    assert_eq!(world.record(id).minutes.unwrap().state, MinutesState::Corrected);
    world.clock.set(iso("2026-11-13"));
    world.come(next, 0..5, 1165);
    ops::begin(&mut world.office, next, None, None, Some(1170)).unwrap();
    let hash = ops::approve(&mut world.office, id, next).unwrap().value;
    let minutes = world.record(id).minutes.unwrap();
    assert_eq!(
        (minutes.state, minutes.text.as_str(), minutes.hash.as_str()),
        (MinutesState::Approved, corrected.as_str(), hash.as_str())
    );
    assert_eq!(hash, wardroom::meetings::model::minutes::hash(iso("2026-10-16"), iso("2026-11-13"), &corrected));
    let said = wardroom::meetings::model::minutes::written(&world.record(next));
    assert!(said.contains("The minutes of Branch committee, annual meeting, 16 Oct 2026 were approved."), "{said}");
    locked(&mut world, id, items[9].id);
}

/// Nothing of the record changes any more, by whatever way; opening it again needs a reason, and keeps what was approved.
fn locked(world: &mut World, id: MeetingId, item: wardroom::meetings::model::ItemId) {
    let stays = |problem: wardroom::kit::Problem| {
        assert!(problem.message.contains("are approved and stay as they are"), "{problem}");
    };
    stays(ops::say(&mut world.office, item, "Something else").unwrap_err());
    stays(ops::write(&mut world.office, id, Some("Something else")).unwrap_err());
    stays(ops::decide(&mut world.office, id, Some(item), "Something else").unwrap_err());
    stays(ops::notice(&mut world.office, id, None).unwrap_err());
    // The last step is the approval: undoing it opens the minutes again, with a reason.
    assert!(world.office.undo("").is_err());
    world.office.undo("The wrong text was circulated").unwrap();
    let minutes = world.record(id).minutes.unwrap();
    assert_eq!((minutes.state, minutes.hash.as_str()), (MinutesState::Corrected, ""));
    let kept: Vec<_> = minutes.versions.iter().map(|v| (v.state.as_str(), v.reason.as_str())).collect();
    assert_eq!(kept, [("circulated", ""), ("approved", ""), ("reopened", "The wrong text was circulated")]);
    ops::say(&mut world.office, item, "Something else").unwrap();
    assert_eq!(world.office.read(store::check).unwrap(), []);
}

fn motion_of(text: &str) -> NewMotion {
    NewMotion {
        item: None,
        kind: MotionKind::Motion,
        amends: None,
        text: text.into(),
        becomes: String::new(),
        decides: String::new(),
        mover: None,
        seconder: None,
    }
}

#[test]
fn a_step_before_the_approval_cannot_be_undone_past_the_lock() {
    let mut world = World::new();
    let id = world.opened("2026-10-02", 4);
    let motion = world.moved(id, "That we meet monthly", "");
    let vote = ops::vote(&mut world.office, id, &show(motion, 4, 0, 0)).unwrap().op.unwrap();
    ops::end(&mut world.office, id, Some(1300)).unwrap();
    ops::circulate(&mut world.office, id).unwrap();
    let next = world.opened("2026-10-09", 4);
    ops::approve(&mut world.office, id, next).unwrap();
    let refused = world.office.undo_op(vote, "").unwrap_err();
    assert!(refused.message.contains("approved") || refused.message.contains("changed since"), "{refused}");
    // Another meeting of the body goes on, and may supersede what the locked one decided.
    let newer = world.moved(next, "That we meet weekly", "");
    ops::vote(&mut world.office, next, &show(newer, 3, 1, 0)).unwrap();
    let all = world.office.read(store::decisions).unwrap();
    assert_eq!(all.iter().map(|d| d.number.as_str()).collect::<Vec<_>>(), ["2026/2", "2026/1"]);
    ops::supersede(&mut world.office, all[1].id, Some(all[0].id)).unwrap();
    assert!(ops::supersede(&mut world.office, all[0].id, Some(all[1].id)).is_err(), "an older one supersedes nothing");
    let old = world.office.read(|conn| store::decision(conn, all[1].id)).unwrap();
    assert_eq!(old.superseded_by.unwrap().1, "2026/2");
}

#[test]
fn votes_are_held_against_who_may_vote_in_the_room() {
    let mut world = World::new();
    let id = world.opened("2026-10-02", 4);
    let item = world.record(id).items[0].id;
    ops::item(&mut world.office, item, ItemState::Open, Some(1171)).unwrap();
    let motion = world.moved(id, "That we meet monthly", "");
    let many = ops::vote(&mut world.office, id, &show(motion, 4, 1, 0)).unwrap_err();
    assert!(many.message.starts_with("5 votes were counted, but only 4 may be cast in the room"), "{many}");
    // A proxy is a vote more, and no part of the quorum.
    ops::proxy(&mut world.office, id, world.people[4], Some(world.people[0])).unwrap();
    let full = ops::proxy(&mut world.office, id, world.people[5], Some(world.people[0])).unwrap_err();
    assert!(full.message.contains("votes for 1 already"), "{full}");
    let record = world.record(id);
    assert_eq!((record.votes_in_room(None), record.quorum(None).present), (5, 4));
    let ben = world.who(id, 1);
    // Who has an interest and does not vote is a vote less; who leaves the room is no part of the quorum either.
    ops::declare(&mut world.office, item, ben, "Owns the hall", Conduct::NoVote).unwrap();
    assert_eq!((world.record(id).votes_in_room(None), world.record(id).quorum(None).present), (4, 4));
    ops::declare(&mut world.office, item, ben, "Owns the hall", Conduct::Leaves).unwrap();
    assert!(!world.record(id).quorum(None).met());
    ops::declare(&mut world.office, item, ben, "Owns the hall", Conduct::Stays).unwrap();
    // A roll call counts itself; a tie is lost unless the chair decides it.
    let roll = |yes: &[usize], no: &[usize], world: &World| {
        let said = |of: &[usize], what| of.iter().map(|at| (world.who(id, *at), what)).collect::<Vec<_>>();
        NewVote {
            method: Method::Roll,
            counts: None,
            said: [said(yes, Said::Yes), said(no, Said::No)].concat(),
            ..show(motion, 0, 0, 0)
        }
    };
    let tie = roll(&[0, 4], &[1, 2], &world);
    let decided = NewVote { casting: Some(true), ..tie.clone() };
    let not_tied = NewVote { casting: Some(true), ..roll(&[0, 4, 3], &[1, 2], &world) };
    assert!(ops::vote(&mut world.office, id, &not_tied).is_err());
    ops::vote(&mut world.office, id, &tie).unwrap();
    assert_eq!(world.state(id, motion), MotionState::Lost);
    world.office.undo("").unwrap();
    ops::vote(&mut world.office, id, &decided).unwrap();
    assert_eq!(world.state(id, motion), MotionState::Carried);
    let vote = world.record(id).votes.pop().unwrap();
    assert!(vote.says().ends_with("The chair’s casting vote was for it"), "{}", vote.says());
    assert_eq!(vote.said.len(), 4);
    assert_eq!(world.office.read(store::check).unwrap(), []);
}

#[test]
fn consent_items_are_agreed_together_and_speakers_have_their_turn() {
    let mut world = World::new();
    let id = world.opened("2026-10-02", 5);
    let consent: Vec<_> = world.record(id).consent().map(|item| item.new.title.clone()).collect();
    assert_eq!(consent, ["Correspondence", "Membership report"]);
    let taken_out = world.record(id).items.iter().find(|item| item.new.title == "Correspondence").unwrap().clone();
    ops::change_item(&mut world.office, taken_out.id, &NewItem { consent: false, ..taken_out.new }).unwrap();
    ops::consent(&mut world.office, id, Some(1180)).unwrap();
    let record = world.record(id);
    assert_eq!(record.item(taken_out.id).unwrap().state, ItemState::Waiting, "it was taken out of the block");
    assert_eq!(record.votes[0].says(), "Carried by acclamation, nobody dissenting");
    assert!(ops::consent(&mut world.office, id, None).is_err());

    let (ann, ben) = (world.who(id, 0), world.who(id, 1));
    ops::queue(&mut world.office, id, ann, true).unwrap();
    ops::queue(&mut world.office, id, ben, true).unwrap();
    assert!(ops::queue(&mut world.office, id, ann, true).is_err());
    ops::speak(&mut world.office, id, None, false).unwrap();
    assert_eq!(world.record(id).speaking().unwrap().who, ann);
    ops::speak(&mut world.office, id, None, false).unwrap();
    let record = world.record(id);
    assert_eq!((record.speaking().unwrap().who, record.waiting().count()), (ben, 0));
    assert!(record.speakers[0].seconds.is_some());
    ops::speak(&mut world.office, id, None, true).unwrap();
    assert!(ops::speak(&mut world.office, id, None, false).is_err(), "nobody is left");
    let late = ops::come(&mut world.office, id, &Person::Known(world.people[0]), None, None).unwrap_err();
    assert_eq!(late.message, "Ann Ali is here already");
}

#[test]
fn an_erasure_leaves_the_count_of_a_meeting_and_takes_the_person_out() {
    let mut world = World::new();
    let id = world.opened("2026-10-02", 4);
    ops::end(&mut world.office, id, Some(1300)).unwrap();
    assert_eq!(
        world.office.read(|conn| wardroom::office::personal::without_rule(conn, subjects::setup().personal)).unwrap(),
        [""; 0]
    );
    let before = world.record(id).people.len();
    super::fundraising::erase(&mut world.office, world.people[2]);
    let record = world.record(id);
    assert_eq!(record.people.len(), before);
    assert_eq!(record.people.iter().filter(|one| one.name == "Erased person").count(), 1);
    assert_eq!(record.members, 5, "the seat is gone");
    assert_eq!(record.people.iter().filter(|one| one.voting && !one.stays.is_empty()).count(), 4);
}

#[test]
fn the_roll_is_entitled_in_a_body_of_all_members() {
    use wardroom::members;
    let folder = tempfile::tempdir().unwrap();
    let file = common::imported(folder.path());
    let how = How::new(subjects::setup(), common::clock(), "Asha M.");
    let mut office = Office::open(std::path::Path::new(&file), &how).unwrap();
    let branch = NewBody {
        name: "Branch".into(),
        kind: BodyKind::Branch,
        roll: true,
        quorum: "more than 1/2 of entitled".parse().unwrap(),
        ..NewBody::default()
    };
    let id = ops::save_body(&mut office, None, &branch).unwrap().value;
    let (bounds, roll) = office
        .read(|conn| {
            let register = members::store::register(conn)?;
            let roll = register.roll(common::today(), &register.settings.rule);
            Ok((store::bounds(conn, &store::body(conn, id)?, common::today())?, roll.voters.len()))
        })
        .unwrap();
    assert_eq!(usize::try_from(bounds.1).unwrap(), roll);
    assert!(bounds.0 >= bounds.1 && bounds.1 > 0, "{bounds:?}");
}

fn titles(record: &Record) -> Vec<&str> {
    record.items.iter().map(|item| item.new.title.as_str()).collect()
}

#[test]
fn a_motion_that_no_quorum_decided_comes_before_the_next_meeting_as_it_was_amended() {
    let mut world = World::new();
    let id = world.opened("2026-10-02", 4);
    ops::add_item(&mut world.office, id, &[NewItem::titled("Minibus", 10)], Some(2)).unwrap();
    let items = world.record(id).items;
    ops::item(&mut world.office, items[1].id, ItemState::Open, Some(1175)).unwrap();
    let motion = world.moved(id, "That we buy a bus", "");
    let amend = |text: &str, becomes: &str| NewMotion {
        kind: MotionKind::Amendment,
        amends: Some(motion),
        becomes: becomes.into(),
        ..motion_of(text)
    };
    let hire = ops::move_motion(&mut world.office, id, &amend("Hire it", "That we hire a bus")).unwrap().value;
    ops::vote(&mut world.office, id, &show(hire, 4, 0, 0)).unwrap();
    let borrow = ops::move_motion(&mut world.office, id, &amend("Borrow it", "That we borrow a bus")).unwrap().value;
    let dee = world.who(id, 3);
    ops::go(&mut world.office, id, dee, Some(1182)).unwrap();
    assert!(ops::vote(&mut world.office, id, &show(borrow, 3, 0, 0)).is_err(), "the quorum is lost");
    // Going on does not say that the item is done; a motion outside the agenda is not lost either.
    ops::item(&mut world.office, items[2].id, ItemState::Open, Some(1185)).unwrap();
    assert_eq!(world.record(id).item(items[1].id).unwrap().state, ItemState::Deferred);
    let said = world.office.read(|conn| wardroom::office::history::steps(conn, 0, 1)).unwrap();
    assert!(said[0].summary.contains("“Minibus” is left over: Motion 1 is not decided"), "{}", said[0].summary);
    ops::item(&mut world.office, items[2].id, ItemState::Done, Some(1186)).unwrap();
    let loose = world.moved(id, "That we write to the council", "");
    ops::end(&mut world.office, id, Some(1190)).unwrap();
    let text = wardroom::meetings::model::minutes::written(&world.record(id));
    assert!(text.contains("It was not decided, for want of a quorum. Not quorate: 3 present, 4 needed"), "{text}");
    assert_eq!(world.state(id, loose), MotionState::Open);

    let next = world.plan(Kind::Ordinary, "2026-10-09");
    let record = world.record(next);
    let carried: Vec<_> = record.items.iter().filter(|item| item.carried_from.is_some()).collect();
    let names: Vec<_> = carried.iter().map(|item| item.new.title.as_str()).collect();
    assert_eq!(names, ["Minibus", "That we write to the council"]);
    let bus = record.motions.iter().find(|m| m.new.item == Some(carried[0].id)).unwrap();
    assert_eq!((bus.says(), bus.new.text.as_str()), ("That we hire a bus", "That we buy a bus"));
    let waits = record.motions.iter().find(|m| m.new.amends == Some(bus.id)).unwrap();
    assert_eq!(waits.new.becomes, "That we borrow a bus", "the amendment that waits comes with it");
    // There it is voted on, and the minutes say where it comes from.
    let (bus, waits) = (bus.id, waits.id);
    world.clock.set(iso("2026-10-09"));
    world.come(next, 0..5, 1165);
    ops::begin(&mut world.office, next, None, None, Some(1170)).unwrap();
    ops::vote(&mut world.office, next, &show(waits, 1, 4, 0)).unwrap();
    ops::vote(&mut world.office, next, &show(bus, 5, 0, 0)).unwrap();
    let record = world.record(next);
    assert_eq!(record.decisions[0].text, "That we hire a bus");
    let text = wardroom::meetings::model::minutes::written(&record);
    let from = "Motion 1 (from the meeting of 2 Oct 2026, moved by Ann Ali, seconded by Ben Roe): That we buy a bus";
    assert!(text.contains(from), "{text}");
    assert_eq!(world.office.read(store::check).unwrap(), []);
}

#[test]
fn minutes_say_when_the_quorum_was_lost_and_regained() {
    let mut world = World::new();
    let id = world.opened("2026-10-02", 3);
    world.come(id, [3], 1180);
    let (cleo, dee) = (world.who(id, 2), world.who(id, 3));
    ops::go(&mut world.office, id, dee, Some(1200)).unwrap();
    ops::go(&mut world.office, id, cleo, Some(1201)).unwrap();
    world.come(id, [4, 5], 1210);
    let text = wardroom::meetings::model::minutes::written(&world.record(id));
    let at = |said: &str| text.find(said).unwrap_or_else(|| panic!("{said}\n---\n{text}"));
    let order = [
        "Not quorate: 3 present, 4 needed, 1 short.",
        "Dee Dean arrived at 19:40.",
        "The meeting was quorate from 19:40: 4 present, 4 needed.",
        "Dee Dean left at 20:00.",
        "The quorum was lost at 20:00: 3 present, 4 needed.",
        "Cleo Moss left at 20:01.",
        "Eve Fox arrived at 20:10.",
        "The quorum was regained at 20:10: 4 present, 4 needed.",
    ];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{text}");
    assert_eq!(text.matches("quorum was").count(), 2, "{text}");
    ops::end(&mut world.office, id, Some(1230)).unwrap();
    let record = world.record(id);
    assert_eq!(
        record.quorum_says(),
        "At the beginning: Not quorate: 3 present, 4 needed, 1 short. At the end: Quorate: 4 present, 4 needed"
    );
    let starts = record.predicted_starts(19 * 60);
    assert!(starts.iter().all(Option::is_none), "nothing was reached: {starts:?}");
    assert_eq!(record.item_says(&record.items[0]), "Not reached");
}

#[test]
fn the_agenda_of_a_third_meeting_has_each_item_once() {
    let mut world = World::new();
    let first = world.opened("2026-10-02", 4);
    ops::add_item(&mut world.office, first, &[NewItem::titled("Summer fair", 10)], None).unwrap();
    ops::end(&mut world.office, first, Some(1180)).unwrap();
    let usual = Template::Ordinary.items().len();
    let second = world.opened("2026-10-09", 4);
    assert_eq!(world.record(second).items.len(), usual + 1, "{:?}", titles(&world.record(second)));
    // The next one is planned already when this one ends; what it has by that name is not there twice.
    let third = world.plan(Kind::Ordinary, "2026-10-16");
    ops::add_item(&mut world.office, third, &[NewItem::titled("summer fair", 10)], None).unwrap();
    ops::end(&mut world.office, second, Some(1180)).unwrap();
    let record = world.record(third);
    assert_eq!(record.items.len(), usual + 1, "{:?}", titles(&record));
    assert_eq!(record.items.iter().filter(|item| item.carried_from.is_some()).count(), 1);
}

#[test]
fn an_item_that_approved_minutes_is_not_left_for_the_next_meeting() {
    let mut world = World::new();
    let first = world.opened("2026-10-02", 4);
    ops::end(&mut world.office, first, Some(1180)).unwrap();
    ops::circulate(&mut world.office, first).unwrap();
    let second = world.opened("2026-10-09", 4);
    ops::approve(&mut world.office, first, second).unwrap();
    ops::end(&mut world.office, second, Some(1180)).unwrap();
    let record = world.record(second);
    assert_eq!(record.minutes_item().unwrap().state, ItemState::Done);
    let text = wardroom::meetings::model::minutes::written(&record);
    assert!(
        text.contains(
            "3. Minutes of the last meeting\nThe minutes of Branch committee, 2 Oct 2026 were approved.\n\n4."
        ),
        "{text}"
    );
}

#[test]
fn who_has_the_post_takes_the_chair_when_they_come_late_and_somebody_else_can_be_named() {
    let mut world = World::new();
    world.clock.set(iso("2026-10-02"));
    let id = world.plan(Kind::Ordinary, "2026-10-02");
    world.come(id, 2..6, 1165);
    ops::begin(&mut world.office, id, None, None, Some(1170)).unwrap();
    assert_eq!(world.record(id).meeting.chair, None);
    world.come(id, [0], 1180);
    assert_eq!(world.record(id).meeting.chair.unwrap().1, "Ann Ali");
    ops::officers(&mut world.office, id, Some(world.people[2]), Some(world.people[3])).unwrap();
    let meeting = world.record(id).meeting;
    assert_eq!((meeting.chair.unwrap().1.as_str(), meeting.secretary.unwrap().1.as_str()), ("Cleo Moss", "Dee Dean"));
}

#[test]
fn what_was_left_for_a_meeting_that_is_called_off_goes_to_the_one_after_it() {
    let mut world = World::new();
    let first = world.opened("2026-10-02", 4);
    ops::add_item(&mut world.office, first, &[NewItem::titled("Minibus", 10)], None).unwrap();
    let item = world.record(first).items.last().unwrap().id;
    ops::item(&mut world.office, item, ItemState::Open, Some(1175)).unwrap();
    world.moved(first, "That we hire a bus", "");
    ops::end(&mut world.office, first, Some(1180)).unwrap();
    let second = world.plan(Kind::Ordinary, "2026-10-09");
    let third = world.plan(Kind::Ordinary, "2026-10-16");
    let has = |world: &World, id| {
        let record = world.record(id);
        (record.items.iter().any(|item| item.new.title == "Minibus"), record.motions.len())
    };
    assert_eq!((has(&world, second), has(&world, third)), ((true, 1), (false, 0)));
    ops::cancel(&mut world.office, second, true).unwrap();
    assert_eq!((has(&world, second).1, has(&world, third)), (0, (true, 1)));
    ops::remove(&mut world.office, third).unwrap();
    ops::cancel(&mut world.office, second, false).unwrap();
    assert_eq!(has(&world, second), (true, 1), "the one that is called again has it");
    assert_eq!(world.record(second).items.iter().filter(|item| item.new.title == "Minibus").count(), 1);
    assert_eq!(world.office.read(store::check).unwrap(), []);
}
