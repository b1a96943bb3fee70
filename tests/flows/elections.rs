//! Elections from nominations to the declared result: what stops what, what is kept, and what a result holds.

use std::sync::Arc;

use wardroom::elections::model::{
    Account, ElectionId, LotKind, Marks, NewElection, NewNomination, Nominator, NomineeId, Rules, Step, Whole,
};
use wardroom::elections::{ops, store};
use wardroom::kit::{Day, FixedClock, day};
use wardroom::members::model::{Class, ClassId, NewTerm};
use wardroom::office::erase::copies::{Deal, Places};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::ops::Erasing;
use wardroom::people::side_by_side::Choices;
use wardroom::people::{self, Details, PersonId};
use wardroom::{members, subjects};

use crate::common;

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(5);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn add(office: &mut Office, name: &str) -> PersonId {
    people::ops::add(office, &Details::named(name)).unwrap().value
}

fn whole(office: &Office, id: ElectionId) -> Whole {
    office.read(|conn| store::whole(conn, id)).unwrap()
}

/// An election without nominators, so that a test can say what it is about.
fn election(office: &mut Office, rules: Rules, seats: usize, reopen: bool) -> ElectionId {
    let new = NewElection { reopen, nominators: 0, ..NewElection::of("Chair", seats, rules, on("2026-12-01")) };
    ops::new(office, &new).unwrap().value
}

fn stand(office: &mut Office, of: ElectionId, name: &str) -> NomineeId {
    let new = NewNomination { name: name.to_owned(), consents: true, ..NewNomination::default() };
    ops::nominate(office, of, &new).unwrap().value
}

/// Four candidates in the order in which they were drawn by hand.
fn drawn(office: &mut Office, rules: Rules, seats: usize) -> ElectionId {
    let of = election(office, rules, seats, false);
    let names = ["Per", "Pal", "Maria", "Ingrid"].map(str::to_owned);
    for name in &names {
        stand(office, of, name);
    }
    ops::close(office, of, false).unwrap();
    ops::draw(office, of, LotKind::Order, "", &names).unwrap();
    of
}

fn keyed(office: &mut Office, of: ElectionId, lines: &[&str]) {
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    ops::enter(office, of, 1, None, &lines, false).unwrap();
    office.set_who("Bo B.");
    ops::enter(office, of, 2, None, &lines, false).unwrap();
    office.set_who("Asha M.");
}

/// The papers of the case in which rounding decides a seat.
const ROUNDING: [&str; 10] = ["1 2", "1 2", "1 2", "1 2", "1 2", "1 2", "1 2", "3 4", "4 3", "4 3"];

#[test]
fn the_papers_of_an_office_count_as_the_rules_say() {
    for (rules, elected) in [
        (Rules::Scottish, vec!["Per", "Ingrid"]),
        (Rules::Ers97, vec!["Per", "Pal"]),
        (Rules::Block, vec!["Per", "Pal"]),
    ] {
        let mut office = office();
        let of = drawn(&mut office, rules, 2);
        assert_eq!(whole(&office, of).step(), Step::Voting);
        keyed(&mut office, of, &ROUNDING);
        let found = whole(&office, of);
        assert_eq!(found.step(), Step::ToDeclare);
        assert_eq!(found.elected(&found.outcome().unwrap()), elected, "{rules:?}");
        ops::declare(&mut office, of).unwrap();
        assert_eq!(whole(&office, of).declared().unwrap().outcome, found.outcome().unwrap());
        assert_eq!(office.check().unwrap(), []);
    }
}

#[test]
fn a_result_is_one_decision_which_goes_when_it_is_void_and_is_superseded_by_the_next() {
    use wardroom::meetings::model::{BodyKind, ItemState, Kind, NewBody, NewMeeting, Template};
    use wardroom::meetings::{self};

    let mut office = office();
    let of = drawn(&mut office, Rules::Scottish, 2);
    keyed(&mut office, of, &ROUNDING);
    ops::declare(&mut office, of).unwrap();
    let body = NewBody { name: "Branch".into(), kind: BodyKind::Branch, ..NewBody::default() };
    let body = meetings::ops::save_body(&mut office, None, &body).unwrap().value;
    let new = NewMeeting {
        body,
        kind: Kind::Annual,
        title: String::new(),
        day: common::today(),
        starts: Some(1170),
        place: String::new(),
        online: String::new(),
    };
    let meeting = meetings::ops::plan(&mut office, &new, &Template::Annual.items()).unwrap().value;
    meetings::ops::begin(&mut office, meeting, None, None, Some(1170)).unwrap();
    let first = ops::minute(&mut office, of, meeting).unwrap().value;
    let again = ops::minute(&mut office, of, meeting).unwrap_err();
    assert!(again.message.starts_with("The result for Chair is decision 2026/1 of Branch already"), "{again}");
    let record = office.read(|conn| meetings::store::record(conn, meeting)).unwrap();
    let item = record.items.iter().find(|item| item.new.title == "Elections").unwrap();
    assert_eq!((record.decisions[0].item, item.state), (Some(item.id), ItemState::Done), "where elections are held");

    ops::void(&mut office, of, "A voter was not on the roll").unwrap();
    let decision = |office: &Office, id| office.read(|conn| meetings::store::decision(conn, id)).unwrap();
    let gone = decision(&office, first);
    assert!(!gone.stands());
    assert_eq!(
        gone.no_longer(),
        "withdrawn on 21 Nov 2026: the result was made void: A voter was not on the roll",
        "nothing else stands yet"
    );
    ops::declare(&mut office, of).unwrap();
    let second = ops::minute(&mut office, of, meeting).unwrap().value;
    assert_eq!(decision(&office, first).superseded_by.unwrap().0, second);
    let standing: Vec<_> =
        office.read(meetings::store::decisions).unwrap().into_iter().filter(|d| d.stands()).map(|d| d.id).collect();
    assert_eq!(standing, [second]);
    // Undone, nothing says that the new one is minuted.
    office.undo("").unwrap();
    assert!(!decision(&office, first).stands());
    ops::minute(&mut office, of, meeting).unwrap();
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_nomination_that_came_late_or_that_somebody_seconds_themselves_stands_only_with_a_reason() {
    let mut office = office();
    let ann = add(&mut office, "Ann Ali");
    let by = common::today().pred_opt().unwrap();
    let new = NewElection {
        nominate_by: Some(by),
        nominators: 0,
        ..NewElection::of("Chair", 1, Rules::Scottish, on("2026-12-01"))
    };
    let of = ops::new(&mut office, &new).unwrap().value;
    let own = Nominator { person: Some(ann), name: String::new() };
    let new = NewNomination { person: Some(ann), seconder: own, consents: true, ..NewNomination::default() };
    let id = ops::nominate(&mut office, of, &new).unwrap().value;
    let missing = whole(&office, of).candidates[0].missing(0);
    assert_eq!(
        missing,
        [
            "Ann Ali was nominated on 21 Nov 2026, after nominations ended on 20 Nov 2026",
            "Ann Ali cannot second themselves"
        ]
    );
    let refused = ops::close(&mut office, of, false).unwrap_err();
    assert!(refused.message.contains("after nominations ended") && refused.message.contains("Nothing was closed"));
    ops::close(&mut office, of, true).unwrap();
    let out = whole(&office, of).candidates[0].withdrawn.clone().unwrap();
    assert!(out.1.contains("after nominations ended on 20 Nov 2026"), "{}", out.1);
    office.undo("").unwrap();
    let allowed = NewNomination { allowed: "Handed in on the 20th".into(), ..new };
    ops::edit(&mut office, id, &allowed).unwrap();
    assert_eq!(whole(&office, of).candidates[0].missing(0), Vec::<String>::new());
}

#[test]
fn what_a_result_was_counted_from_is_held_until_it_is_void() {
    let mut office = office();
    let of = drawn(&mut office, Rules::Scottish, 2);
    keyed(&mut office, of, &ROUNDING);
    ops::declare(&mut office, of).unwrap();
    let one = whole(&office, of).candidates[0].id;
    let refused = |result: wardroom::kit::Result<()>| {
        let problem = result.unwrap_err();
        assert!(problem.message.contains("was declared"), "{problem}");
        assert!(problem.hint.as_ref().unwrap().contains("void"), "{problem:?}");
    };
    refused(ops::enter(&mut office, of, 1, None, &["1".to_owned()], true).map(drop));
    refused(ops::correct(&mut office, of, 1, 1, None).map(drop));
    refused(ops::withdraw(&mut office, one, "Moved away").map(drop));
    refused(ops::account(&mut office, of, &Account::default()).map(drop));
    refused(ops::draw(&mut office, of, LotKind::Tie, "x", &[]).map(drop));
    refused(ops::freeze_roll(&mut office, of).map(drop));
    // By the back door too: undoing an earlier step takes papers away.
    let steps = office.read(|conn| wardroom::office::history::steps(conn, 0, 100)).unwrap();
    let entry = steps.iter().find(|step| step.kind == "elections.enter").unwrap().id;
    refused(office.undo_op(entry, "").map(drop));
    assert_eq!(office.check().unwrap(), []);
    // Undoing the declaration makes it void, with a reason, and the book keeps it.
    assert!(office.undo("").is_err(), "no reason");
    office.undo("Two papers were found under the table").unwrap();
    let found = whole(&office, of);
    assert_eq!((found.step(), found.results.len()), (Step::ToDeclare, 1));
    assert_eq!(found.results[0].voided.as_ref().unwrap().2, "Two papers were found under the table");
    ops::enter(&mut office, of, 1, None, &["4".to_owned()], true).unwrap();
    assert!(ops::declare(&mut office, of).unwrap_err().message.contains("1 paper differs"));
    office.undo("").unwrap();
    ops::declare(&mut office, of).unwrap();
    assert!(ops::void(&mut office, of, " ").is_err());
    ops::void(&mut office, of, "Wrong roll").unwrap();
    ops::declare(&mut office, of).unwrap();
    assert_eq!(whole(&office, of).results.len(), 3);
}

#[test]
fn a_tie_waits_for_a_lot_and_the_lot_stands_in_a_recount() {
    let mut office = office();
    let of = drawn(&mut office, Rules::FirstPast, 1);
    keyed(&mut office, of, &["1", "2", "2", "1", "3", "/3"]);
    let problem = ops::declare(&mut office, of).unwrap_err();
    assert!(problem.message.contains("by lot"), "{problem}");
    let names = ops::draw(&mut office, of, LotKind::Tie, "dice 4 2 6", &[]).unwrap().value;
    assert!(ops::draw(&mut office, of, LotKind::Tie, "another", &[]).unwrap_err().message.contains("already"));
    ops::declare(&mut office, of).unwrap();
    let found = whole(&office, of);
    let outcome = &found.declared().unwrap().outcome;
    // Who is drawn first of the two goes out.
    let first = names.iter().find(|name| ["Per", "Pal"].contains(&name.as_str())).unwrap();
    let wins = if first == "Per" { "Pal" } else { "Per" };
    assert_eq!(found.elected(outcome), [wins]);
    assert_eq!((outcome.undrawn(), outcome.papers, outcome.valid()), (0, 6, 5));
    assert_eq!(&found.outcome().unwrap(), outcome, "a recount is equal");
    assert_eq!(
        wardroom::elections::report::recount_says(&found, outcome, outcome),
        "Equal: the papers count to the declared result, stage by stage"
    );
}

#[test]
fn papers_are_keyed_twice_by_different_people_and_differences_are_settled() {
    let mut office = office();
    let of = drawn(&mut office, Rules::Alternative, 1);
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    ops::enter(&mut office, of, 1, None, &lines(&["1 2", "2", "/2", "3"]), false).unwrap();
    let problem = ops::enter(&mut office, of, 2, None, &lines(&["1 2"]), false).unwrap_err();
    assert!(problem.message.contains("Asha M. keyed the other entry"), "{problem}");
    // A line that cannot be read is named, and none of the list is kept.
    office.set_who("Bo B.");
    let problem = ops::enter(&mut office, of, 2, None, &lines(&["1 2", "9"]), false).unwrap_err();
    assert!(problem.message.starts_with("Paper 2: ") && problem.message.ends_with("Nothing was kept"), "{problem}");
    assert!(whole(&office, of).rounds[0].second.is_empty());
    ops::enter(&mut office, of, 2, None, &lines(&["1 2", "2 1", "/2"]), false).unwrap();
    let problem = ops::enter(&mut office, of, 2, Some(2), &lines(&["1"]), false).unwrap_err();
    assert!(problem.message.contains("Paper 2 was keyed already"), "{problem}");
    assert!(whole(&office, of).outcome().unwrap_err().message.contains("2 papers differ"));
    assert!(ops::settle(&mut office, of, 1, Some("1 2"), "Looked").is_err(), "paper 1 does not differ");
    assert!(ops::settle(&mut office, of, 2, Some("2 1"), "").is_err(), "no note");
    ops::settle(&mut office, of, 2, Some("2 1"), "A faint 1 beside Per").unwrap();
    ops::settle(&mut office, of, 4, None, "The same paper twice").unwrap();
    let found = whole(&office, of);
    let compared = found.rounds[0].compared();
    assert_eq!(compared.papers.len(), 3);
    assert_eq!(compared.papers.get(&2), Some(&Marks::Places(vec![2, 1])));
    assert_eq!(found.rounds[0].settled[0].who, "Bo B.");
    // Mended by the other, an entry stays whose it is.
    ops::correct(&mut office, of, 1, 1, Some("2 1")).unwrap();
    assert_eq!(whole(&office, of).rounds[0].first[0].who, "Asha M.");
    assert_eq!(whole(&office, of).rounds[0].compared().open.len(), 1);
    office.undo("").unwrap();
    // The box held one more than was keyed.
    ops::account(&mut office, of, &Account { returned: Some(4), ..Account::default() }).unwrap();
    assert!(ops::declare(&mut office, of).unwrap_err().message.contains("4 papers were in the box, but 3 were keyed"));
}

/// A member who may vote, one who owes, somebody who is none.
fn branch(office: &mut Office) -> (PersonId, PersonId, PersonId, PersonId) {
    let classes = office.read(members::store::classes).unwrap();
    let class: &Class = classes.iter().find(|class| class.votes).unwrap();
    let id = class.id;
    let people = ["Ann Ali", "Bea Cole", "Cy Dorn", "Di Else"].map(|name| add(office, name));
    for person in people.iter().take(3) {
        member(office, *person, id);
    }
    let [ann, bea, cy, di] = people;
    (ann, bea, cy, di)
}

fn member(office: &mut Office, person: PersonId, class: ClassId) {
    let new = NewTerm {
        class,
        start: Some(on("2020-01-01")),
        covered_to: Some(on("2027-12-31")),
        ..NewTerm::application(class, on("2020-01-01"))
    };
    members::ops::add(office, person, &new).unwrap();
}

#[test]
fn the_roll_says_who_may_stand_and_nominate_and_can_be_frozen() {
    let mut office = office();
    let (ann, bea, cy, di) = branch(&mut office);
    let of = ops::new(&mut office, &NewElection::of("Chair", 1, Rules::Alternative, on("2026-12-01"))).unwrap().value;
    let by = |person| Nominator { person: Some(person), name: String::new() };
    let new = NewNomination {
        person: Some(di),
        proposer: by(ann),
        seconder: by(bea),
        consents: true,
        ..NewNomination::default()
    };
    let di_stands = ops::nominate(&mut office, of, &new).unwrap().value;
    let found = whole(&office, of);
    assert_eq!(
        (found.candidates[0].name(), found.candidates[0].missing(2)),
        ("Di Else", vec!["Di Else: Not a member".to_owned()])
    );
    let problem = ops::close(&mut office, of, false).unwrap_err();
    assert!(problem.message.contains("Di Else (Di Else: Not a member)"), "{problem}");
    assert!(ops::nominate(&mut office, of, &new).unwrap_err().message.contains("already"));
    let alone = NewNomination { person: Some(ann), proposer: by(bea), seconder: by(bea), ..NewNomination::default() };
    assert!(ops::nominate(&mut office, of, &alone).unwrap_err().message.contains("both propose and second"));
    ops::edit(&mut office, di_stands, &NewNomination { allowed: "The rules let supporters stand".into(), ..new })
        .unwrap();
    let ann_stands =
        NewNomination { person: Some(ann), proposer: by(bea), seconder: by(cy), ..NewNomination::default() };
    let ann_stands = ops::nominate(&mut office, of, &ann_stands).unwrap().value;
    assert_eq!(whole(&office, of).candidates[1].missing(2), ["Has not agreed yet"]);
    ops::consent(&mut office, ann_stands).unwrap();
    // The roll of the day, frozen: who leaves afterwards stays on it.
    let roll = ops::freeze_roll(&mut office, of).unwrap().value;
    assert_eq!(roll.people, 3);
    assert!(ops::freeze_roll(&mut office, of).is_err());
    let voter = office.read(|conn| store::voter(conn, of, cy)).unwrap();
    assert!(office.read(|conn| store::voter(conn, of, di)).is_err());
    assert!(ops::mark(&mut office, of, voter, true).unwrap_err().message.contains("Nobody votes"));
    ops::close(&mut office, of, false).unwrap();
    ops::draw(&mut office, of, LotKind::Order, "a seed", &[]).unwrap();
    ops::mark(&mut office, of, voter, true).unwrap();
    assert!(ops::mark(&mut office, of, voter, true).unwrap_err().message.contains("Cy Dorn was given a paper"));
    assert!(ops::thaw_roll(&mut office, of).is_err(), "somebody is ticked off");
    let marked: Vec<bool> =
        office.read(|conn| store::voters(conn, of, 1)).unwrap().iter().map(|one| one.marked).collect();
    assert_eq!(marked, [false, false, true]);
    // Nothing in the file says which paper it was: no column of papers leads to a voter or a person.
    let columns = |table: &str| -> Vec<String> {
        office
            .read(|conn| {
                let mut select = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
                Ok(select.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
            })
            .unwrap()
    };
    assert_eq!(columns("election_mark"), ["id", "election", "voter", "round"]);
    assert!(!columns("election_entry").iter().any(|column| column == "voter" || column == "person"));
}

#[test]
fn nobody_votes_where_nobody_is_opposed_unless_nominations_may_be_reopened() {
    let mut office = office();
    let of = election(&mut office, Rules::Scottish, 2, false);
    stand(&mut office, of, "Ann");
    assert_eq!(ops::close(&mut office, of, false).unwrap().value, Step::Unopposed);
    assert!(ops::draw(&mut office, of, LotKind::Order, "x", &[]).unwrap_err().message.contains("Nobody has to vote"));
    ops::declare(&mut office, of).unwrap();
    let found = whole(&office, of);
    assert_eq!(found.says(&found.declared().unwrap().outcome), "Ann elected unopposed; 1 seat stays vacant");
    assert_eq!(office.check().unwrap(), []);

    let of = election(&mut office, Rules::Alternative, 1, true);
    stand(&mut office, of, "Ann");
    assert_eq!(ops::close(&mut office, of, false).unwrap().value, Step::ToDraw);
    ops::draw(&mut office, of, LotKind::Order, "x", &[]).unwrap();
    keyed(&mut office, of, &["1", "2", "reopen"]);
    ops::declare(&mut office, of).unwrap();
    let found = whole(&office, of);
    assert_eq!(
        found.says(&found.declared().unwrap().outcome),
        "Nobody is elected; nominations are reopened; 1 seat stays vacant"
    );
}

#[test]
fn exhaustive_ballots_go_from_round_to_round() {
    let mut office = office();
    let of = drawn(&mut office, Rules::Exhaustive, 1);
    keyed(&mut office, of, &["1", "1", "2", "2", "3", "4", "4"]);
    assert_eq!(whole(&office, of).step(), Step::NextRound);
    assert!(ops::declare(&mut office, of).unwrap_err().message.contains("decided nothing"));
    assert_eq!(ops::next_round(&mut office, of).unwrap().value, ["Per", "Pal", "Ingrid"]);
    let problem = ops::enter(&mut office, of, 1, None, &["3".to_owned()], false).unwrap_err();
    assert!(problem.message.contains("Maria does not stand in this round"), "{problem}");
    keyed(&mut office, of, &["1", "1", "1", "2", "4", "4", "4"]);
    ops::next_round(&mut office, of).unwrap();
    keyed(&mut office, of, &["1", "1", "1", "4", "4", "4", "4"]);
    ops::declare(&mut office, of).unwrap();
    let found = whole(&office, of);
    let outcome = &found.declared().unwrap().outcome;
    assert_eq!((found.elected(outcome), outcome.count.as_ref().unwrap().stages.len()), (vec!["Ingrid".to_owned()], 3));
}

#[test]
fn the_order_by_seed_is_drawn_once_and_again_by_anybody() {
    let mut office = office();
    let of = election(&mut office, Rules::Alternative, 1, true);
    for name in ["Ann", "Bo", "Cy"] {
        stand(&mut office, of, name);
    }
    assert!(ops::draw(&mut office, of, LotKind::Order, "x", &[]).unwrap_err().message.contains("open"));
    ops::close(&mut office, of, false).unwrap();
    let order = ops::draw(&mut office, of, LotKind::Order, "2026-11-21", &[]).unwrap().value;
    // The digests of `2026-11-21:Ann` and so on, from the smallest.
    let mut names = ["Ann", "Bo", "Cy"];
    names.sort_by_key(|name| wardroom::elections::model::proof("2026-11-21", name));
    assert_eq!(order, names);
    let found = whole(&office, of);
    assert_eq!(found.names()[..3], order);
    assert_eq!(found.names()[3], "Reopen nominations", "always last");
    assert!(ops::draw(&mut office, of, LotKind::Order, "y", &[]).unwrap_err().message.contains("already"));
    assert!(ops::open(&mut office, of).unwrap_err().message.contains("drawn"));
    // While nobody has a paper, undo takes the lot back.
    office.undo("").unwrap();
    assert_eq!(whole(&office, of).step(), Step::ToDraw);
}

#[test]
fn what_lacks_something_is_left_out_with_the_reason() {
    let mut office = office();
    let of = election(&mut office, Rules::FirstPast, 1, false);
    for name in ["Ann", "Bo"] {
        stand(&mut office, of, name);
    }
    let new = NewNomination { name: "Cy".into(), ..NewNomination::default() };
    ops::nominate(&mut office, of, &new).unwrap();
    assert!(ops::close(&mut office, of, false).unwrap_err().message.contains("Cy (Has not agreed yet)"));
    ops::close(&mut office, of, true).unwrap();
    let found = whole(&office, of);
    assert_eq!(found.candidates[2].withdrawn.as_ref().unwrap().1, "Nomination not complete: Has not agreed yet");
    assert_eq!(found.standing().count(), 2);
    ops::open(&mut office, of).unwrap();
    assert_eq!(whole(&office, of).step(), Step::Nominating);
    // Removed while nobody voted, and brought back.
    ops::remove(&mut office, of).unwrap();
    assert!(office.read(store::lines).unwrap().is_empty());
    office.undo("").unwrap();
    assert_eq!(whole(&office, of).candidates.len(), 3);
}

#[test]
fn an_erased_candidate_leaves_the_result_without_a_name() {
    let mut office = office();
    let (ann, ..) = branch(&mut office);
    let of = election(&mut office, Rules::FirstPast, 1, false);
    let new = NewNomination { person: Some(ann), consents: true, ..NewNomination::default() };
    ops::nominate(&mut office, of, &new).unwrap();
    stand_by(&mut office, of, "Bea Cole");
    ops::freeze_roll(&mut office, of).unwrap();
    ops::close(&mut office, of, false).unwrap();
    ops::draw(&mut office, of, LotKind::Order, "", &["Ann Ali".into(), "Bea Cole".into()]).unwrap();
    keyed(&mut office, of, &["1", "1", "2"]);
    ops::declare(&mut office, of).unwrap();
    let what = Erasing { people: vec![ann], reason: "They asked".into(), deal: Deal::Leave, places: Places::default() };
    people::ops::erase(&mut office, &what).unwrap();
    let found = whole(&office, of);
    let outcome = &found.declared().unwrap().outcome;
    assert_eq!((found.elected(outcome), outcome.papers), (vec!["Erased person".to_owned()], 3));
    let rows = office.read(|conn| store::voters(conn, of, 1)).unwrap();
    assert!(rows.iter().any(|row| row.name == "Erased person") && rows.len() == 3, "{rows:?}");
    assert_eq!(office.check().unwrap(), []);
}

fn stand_by(office: &mut Office, of: ElectionId, name: &str) {
    let person = office.read(|conn| people::store::resolve(conn, name)).unwrap();
    let new = NewNomination { person: Some(person), consents: true, ..NewNomination::default() };
    ops::nominate(office, of, &new).unwrap();
}

/// A declared result holds figures and lots; whose record a candidate is may still become clear.
#[test]
fn two_records_of_a_candidate_become_one_after_the_result() {
    let mut office = office();
    let (ann, ..) = branch(&mut office);
    let again = add(&mut office, "Ann M. Ali");
    let of = election(&mut office, Rules::FirstPast, 1, false);
    let new =
        NewNomination { person: Some(again), consents: true, allowed: "Known".into(), ..NewNomination::default() };
    ops::nominate(&mut office, of, &new).unwrap();
    stand_by(&mut office, of, "Bea Cole");
    ops::close(&mut office, of, false).unwrap();
    ops::draw(&mut office, of, LotKind::Order, "", &["Ann M. Ali".into(), "Bea Cole".into()]).unwrap();
    keyed(&mut office, of, &["1", "1", "2"]);
    ops::declare(&mut office, of).unwrap();
    people::ops::merge(&mut office, ann, again, &Choices::default()).unwrap();
    assert_eq!(whole(&office, of).candidates[0].new.person, Some(ann));
    assert_eq!(office.check().unwrap(), []);
}
