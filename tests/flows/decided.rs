//! A round after its cards are open: what it comes to, what discussion changes, the decision and what follows from it, the purge.

use std::sync::Arc;

use wardroom::candidates::decided::{
    NewDecision, NewEndorsement, NewModeration, Outcome, Results, Verdict, letter_text,
};
use wardroom::candidates::judged::{Adjusted, Refusal};
use wardroom::candidates::model::{CameBy, RoundId, sum};
use wardroom::candidates::opened::Says;
use wardroom::candidates::quota::NewQuota;
use wardroom::candidates::{ops, papers, record, store};
use wardroom::cli::Cell;
use wardroom::elections::model::{NewElection, Rules};
use wardroom::kit::{Day, FixedClock, day};
use wardroom::office::attachments;
use wardroom::office::{How, Office};
use wardroom::{elections, subjects};

use crate::common::{self, panel};

fn office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(5);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn results(office: &Office, of: RoundId) -> Results {
    office.read(|conn| store::results(conn, of, office.who())).unwrap()
}

/// Everybody with reasons; the first is chosen, the second in reserve, the others not.
fn decision(results: &Results) -> NewDecision {
    let outcome = |at| match at {
        0 => Outcome::Chosen,
        1 => Outcome::Reserve,
        _ => Outcome::NotChosen,
    };
    let verdict = |(at, one): (usize, &wardroom::candidates::judged::Standing)| Verdict {
        candidate: results.candidate(one.candidate).unwrap(),
        outcome: outcome(at),
        reasons: format!("Stood in place {} after the interviews", at + 1),
        told: None,
    };
    NewDecision {
        verdicts: results.judged.order.standings.iter().enumerate().map(verdict).collect(),
        reasons: String::new(),
        dissent: "Sol would have chosen Ben".into(),
        appeal_days: 14,
        keep_until: on("2027-06-30"),
    }
}

#[test]
fn an_opened_round_says_what_it_came_to() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let results = results(&office, of);
    let judged = &results.judged;
    let names: Vec<(&str, Option<usize>)> = judged
        .order
        .standings
        .iter()
        .map(|one| (results.given.candidates[one.candidate].name.as_str(), one.rank))
        .collect();
    assert_eq!(
        names[..2],
        [("Ann Ashworth", Some(1)), ("Ben Brook", Some(2))],
        "level, told apart by the essential criterion"
    );
    assert_eq!(names[4], ("Ed Eldritch", None), "who lacks an essential has no rank");
    assert_eq!(judged.order.ties.len(), 1);
    assert_eq!(judged.agreement.over, (4, 3), "without Cy, whom Tam did not mark, and without Uma");
    assert!(matches!(judged.adjusted, Adjusted::Values(_)), "{:?}", judged.adjusted);
    // The lot follows from what was published: the same in every reading, and of everybody.
    let mut lot = results.method.lot.clone().unwrap();
    assert_eq!(self::results(&office, of).method.lot, results.method.lot);
    lot.sort_unstable();
    assert_eq!(lot, [0, 1, 2, 3, 4]);
    assert!(!matches!(judged.adjusted, Adjusted::Refused(Refusal::Full)));
}

#[test]
fn who_declared_an_interest_sees_nothing_of_that_candidate() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let (_, candidates) = panel::ids(&office, of);
    let seen = office.read(|conn| store::results(conn, of, "tam third")).unwrap();
    assert_eq!(seen.hidden.candidates, [candidates[2]]);
    let words = format!("{:?} {:?} {:?}", seen.given, seen.judged, seen.independent);
    assert!(!words.contains("Cy Carr") && seen.given.cards.len() == 4, "no name, no card, no total, no rank");
    assert_eq!(seen.method.lot.as_ref().unwrap().len(), 4);
    let all = results(&office, of);
    assert!(all.hidden.candidates.is_empty() && all.given.cards.len() == 5);
    // Who sees all decides; the sheet of every mark leaves the candidate out too.
    assert!(!format!("{:?}", record::marks_sheet(&seen)).contains("Cy Carr"));
    assert!(format!("{:?}", record::marks_sheet(&all)).contains("Cy Carr"));
}

#[test]
fn discussion_changes_a_mark_and_the_one_that_was_given_stays() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let (scorers, candidates) = panel::ids(&office, of);
    let before = results(&office, of);
    let change = |scorer: usize, candidate: usize, says, why: &str| NewModeration {
        scorer: scorers[scorer],
        candidate: candidates[candidate],
        criterion: before.criteria[0],
        says,
        why: why.to_owned(),
    };
    let refused = |office: &mut Office, new: &NewModeration| ops::moderate(office, of, new).unwrap_err().message;
    assert!(refused(&mut office, &change(0, 0, Says::Anchor(1), " ")).contains("Say what"));
    assert!(refused(&mut office, &change(0, 0, Says::Anchor(4), "the same")).contains("that already"));
    assert!(refused(&mut office, &change(0, 0, Says::Anchor(9), "beyond")).contains("no such point"));
    assert!(refused(&mut office, &change(2, 2, Says::Anchor(1), "recused")).contains("no card"));
    assert!(refused(&mut office, &change(3, 0, Says::Anchor(1), "absent")).contains("no card"));
    for at in 0..3 {
        ops::moderate(&mut office, of, &change(at, 0, Says::Anchor(1), "The example was another’s")).unwrap();
    }
    let after = results(&office, of);
    assert_eq!(after.given, before.given, "what was handed in stays");
    assert_eq!(after.independent, before.judged);
    let leader = |judged: &wardroom::candidates::judged::Judged| judged.order.leader();
    assert_eq!((leader(&after.independent), leader(&after.judged)), (Some(0), Some(1)));
    assert_eq!(after.moderation(0, 1, 0).unwrap().by, "Asha M.");
    let sheet = format!("{:?}", record::marks_sheet(&after));
    assert!(sheet.contains("The example was another’s (Asha M., 21 Nov 2026)"), "{sheet}");
    office.undo("").unwrap();
    assert_eq!(results(&office, of).moderations.len(), 2);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn a_decision_has_reasons_a_hash_and_stays() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let (scorers, candidates) = panel::ids(&office, of);
    let found = results(&office, of);
    let new = decision(&found);
    let refused = |office: &mut Office, new: &NewDecision| ops::decide(office, of, new).unwrap_err().message;
    let with = |change: &dyn Fn(&mut NewDecision)| {
        let mut new = new.clone();
        change(&mut new);
        new
    };
    assert!(refused(&mut office, &with(&|new| new.verdicts[2].reasons.clear())).contains("given no reasons"));
    assert!(refused(&mut office, &with(&|new| drop(new.verdicts.pop()))).contains("Nothing is said of Ed Eldritch"));
    assert!(refused(&mut office, &with(&|new| new.verdicts[1] = new.verdicts[0].clone())).contains("twice"));
    assert!(refused(&mut office, &with(&|new| new.keep_until = on("2026-12-01"))).contains("time to appeal"));
    // Passing somebody over is allowed, with a reason.
    let over = with(&|new| {
        new.verdicts[0].outcome = Outcome::NotChosen;
        new.verdicts[1].outcome = Outcome::Chosen;
    });
    assert!(refused(&mut office, &over).contains("Ann Ashworth stands higher"));
    let lacking = with(&|new| new.verdicts[4].outcome = Outcome::Chosen);
    assert!(refused(&mut office, &lacking).contains("Ed Eldritch has no rank"));
    assert!(ops::tell(&mut office, of, &candidates).unwrap_err().message.contains("not decided"));

    ops::decide(&mut office, of, &new).unwrap();
    let decided = results(&office, of);
    let kept = decided.decision.as_ref().unwrap();
    assert_eq!((kept.sum.as_str(), kept.by.as_str()), (sum(&kept.record).as_str(), "Asha M."));
    for name in panel::CANDIDATES.iter().chain(&panel::SCORERS) {
        assert!(!kept.record.contains(name), "the record names nobody, so an erasure leaves it as it is");
    }
    assert!(refused(&mut office, &new).contains("was decided"));
    let change = NewModeration {
        scorer: scorers[0],
        candidate: candidates[0],
        criterion: found.criteria[0],
        says: Says::Anchor(1),
        why: "Too late".into(),
    };
    assert!(ops::moderate(&mut office, of, &change).unwrap_err().message.contains("was decided"));

    // Papers: the record with everything, a letter that says nothing of others, the copy of what is held.
    let pdf = papers::decision(&office, of).unwrap();
    assert!(pdf.starts_with(b"%PDF") && pdf.len() > 10_000);
    let verdict = kept.verdict(candidates[2]).unwrap();
    let letter = letter_text(&decided, 2, verdict, common::today(), "Riverside");
    assert!(letter.contains("Dear Cy Carr,") && letter.contains("until 5 December 2026"), "{letter}");
    assert!(letter.contains("Judgement (essential): 2.5 of 5. Judgement at 2"), "{letter}");
    for other in ["Ann", "Ben", "Ed Eldritch", "Rae", "Sol", "Tam"] {
        assert!(!letter.contains(other), "{letter}");
    }
    let (told, letters) = papers::letters(&office, of, &[]).unwrap();
    assert!(told.len() == 5 && letters.starts_with(b"%PDF"));
    assert!(papers::copy(&office, of, candidates[4], None).unwrap().starts_with(b"%PDF"));
    ops::tell(&mut office, of, &told).unwrap();
    assert_eq!(results(&office, of).decision.unwrap().verdict(candidates[0]).unwrap().told, Some(common::today()));
    assert_eq!(office.check().unwrap(), []);
    // Undo goes back step by step, and then the round is open to decide again.
    office.undo("").unwrap();
    office.undo("").unwrap();
    assert!(results(&office, of).decision.is_none());
}

#[test]
fn endorsements_have_conditions_and_end() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let (_, candidates) = panel::ids(&office, of);
    let new = decision(&results(&office, of));
    ops::decide(&mut office, of, &new).unwrap();
    let endorse = |candidate: usize, ends: Option<Day>| NewEndorsement {
        candidate: candidates[candidate],
        conditions: " Signs the code of conduct ".into(),
        ends,
    };
    let problem = ops::endorse(&mut office, of, &endorse(3, None)).unwrap_err();
    assert!(problem.message.contains("was not chosen"), "{problem}");
    let problem = ops::endorse(&mut office, of, &endorse(0, Some(on("2026-11-20")))).unwrap_err();
    assert!(problem.message.contains("has passed"), "{problem}");
    ops::endorse(&mut office, of, &endorse(0, Some(on("2027-05-06")))).unwrap();
    let held = results(&office, of).endorsements[0].clone();
    assert_eq!(held.new.conditions, "Signs the code of conduct");
    assert!(held.holds(on("2027-05-06")) && !held.holds(on("2027-05-07")), "the last day counts");
    assert!(ops::unendorse(&mut office, of, candidates[0], "").unwrap_err().message.contains("Say why"));
    ops::unendorse(&mut office, of, candidates[0], "Moved away").unwrap();
    assert!(!results(&office, of).endorsements[0].holds(common::today()));
    assert!(ops::unendorse(&mut office, of, candidates[0], "Again").unwrap_err().message.contains("no endorsement"));
}

#[test]
fn a_shortlist_goes_on_to_a_ballot_with_its_statements() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let found = results(&office, of);
    let mut new = decision(&found);
    new.verdicts[0].outcome = Outcome::Shortlisted;
    new.verdicts[1].outcome = Outcome::Shortlisted;
    let election =
        NewElection { nominators: 0, ..NewElection::of("Quay Ward", 1, Rules::Alternative, on("2026-12-05")) };
    let election = elections::ops::new(&mut office, &election).unwrap().value;
    assert!(ops::hand_over(&mut office, of, election).unwrap_err().message.contains("not decided"));
    ops::decide(&mut office, of, &new).unwrap();
    let handed = ops::hand_over(&mut office, of, election).unwrap().value;
    let mut lot: Vec<&str> = found.method.lot.as_ref().unwrap().iter().map(|at| panel::CANDIDATES[*at]).collect();
    lot.retain(|name| ["Ann Ashworth", "Ben Brook"].contains(name));
    assert_eq!(handed, lot, "in the order of the lot");
    let whole = office.read(|conn| elections::store::whole(conn, election)).unwrap();
    assert!(
        whole.candidates.len() == 2
            && whole.candidates.iter().all(|one| one.consented.is_some() && one.new.person.is_some())
    );
    assert_eq!(results(&office, of).handed[0].post, "Quay Ward");
    assert!(papers::statements(&office, election).unwrap_err().message.contains("not drawn"));
    elections::ops::close(&mut office, election, false).unwrap();
    elections::ops::draw(&mut office, election, elections::model::LotKind::Order, "dice", &[]).unwrap();
    assert!(papers::statements(&office, election).unwrap().starts_with(b"%PDF"));
    // One step: undo takes everybody back out of the ballot.
    office.undo("").unwrap();
    office.undo("").unwrap();
    office.undo("").unwrap();
    let whole = office.read(|conn| elections::store::whole(conn, election)).unwrap();
    assert!(whole.candidates.is_empty() && results(&office, of).handed.is_empty());
}

#[test]
fn a_purge_takes_marks_and_notes_from_file_and_history_and_leaves_the_decision() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("branch.wardroom");
    let at = |today: &str| How::new(subjects::setup(), Arc::new(FixedClock::at(on(today))), "Asha M.").seed(5);
    let mut office = Office::create(&path, &common::profile(), &at("2026-11-21")).unwrap();
    let of = panel::opened(&mut office);
    let (scorers, candidates) = panel::ids(&office, of);
    for (name, bytes) in [("letter.pdf", "%PDF cornflower sent along"), ("old.pdf", "%PDF cornflower taken off")] {
        attachments::attach(&mut office, "selection_candidate", candidates[1].0, name, bytes.as_bytes()).unwrap();
    }
    let files = office.read(|conn| attachments::of(conn, "selection_candidate", candidates[1].0)).unwrap();
    attachments::detach(&mut office, files[1].id).unwrap();
    let change = NewModeration {
        scorer: scorers[0],
        candidate: candidates[3],
        criterion: results(&office, of).criteria[0],
        says: Says::Anchor(4),
        why: "Periwinkle quoin was said later".into(),
    };
    ops::moderate(&mut office, of, &change).unwrap();
    let new = decision(&results(&office, of));
    ops::decide(&mut office, of, &new).unwrap();
    let kept = results(&office, of).decision.unwrap();
    assert!(ops::purge(&mut office, of).unwrap_err().message.contains("are kept until 30 June 2027"));
    office.close().unwrap();
    let traces: [&[u8]; 5] = [
        b"Noted by 1 of 4",
        b"Periwinkle quoin",
        b"wardroom-decision-1",
        b"%PDF cornflower sent along",
        b"%PDF cornflower taken off",
    ];
    let found = |trace: &[u8]| std::fs::read(&path).unwrap().windows(trace.len()).any(|window| window == trace);
    assert!(traces.iter().all(|trace| found(trace)), "before, they are in the file");

    let mut office = Office::open(&path, &at("2027-07-01")).unwrap();
    assert_eq!(office.read(|conn| store::to_purge(conn, on("2027-07-01"))).unwrap().len(), 1);
    ops::purge(&mut office, of).unwrap();
    let left = results(&office, of);
    let decision = left.decision.as_ref().unwrap();
    assert_eq!((decision.purged, decision.sum.as_str()), (Some(on("2027-07-01")), kept.sum.as_str()));
    assert_eq!(decision.new.verdicts, kept.new.verdicts, "what was decided and why stays");
    assert!(left.is_purged() && left.moderations.is_empty());
    assert!(papers::decision(&office, of).unwrap().starts_with(b"%PDF"));
    assert!(papers::letters(&office, of, &[]).unwrap_err().message.contains("were purged"));
    assert!(ops::purge(&mut office, of).unwrap_err().message.contains("purged already"));
    assert_eq!(office.check().unwrap(), [], "the chain still verifies");
    office.close().unwrap();
    for trace in traces {
        assert!(!found(trace), "{}", String::from_utf8_lossy(trace));
    }
}

#[test]
fn a_shortlist_that_breaks_a_rule_of_its_own_needs_a_reason() {
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    let rule = NewQuota { first: 2, least: 1, whom: "women".into(), rests_on: "Rule 7".into() };
    let rule = ops::quota(&mut office, of, &rule).unwrap().value;
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    let said: Vec<_> = candidates.iter().map(|id| (*id, false, String::new())).collect();
    for scorer in &scorers {
        ops::declare(&mut office, of, *scorer, &said).unwrap();
    }
    let key = panel::key(&mut office, of, 0);
    let whole = panel::whole(&office, of);
    let card = |at: usize| panel::card(&whole, [Some(5 - at as i64), Some(3)], "Seen");
    let cards: Vec<_> = candidates.iter().enumerate().map(|(at, id)| (*id, card(at))).collect();
    ops::hand_in(&mut office, of, scorers[0], &key, &cards, CameBy::Here).unwrap();
    let absent = [1, 2, 3].map(|at| (scorers[at], "Away".to_owned())).to_vec();
    let opening = ops::Opening { keys: vec![(scorers[0], panel::passphrase(0))], absent };
    ops::open(&mut office, of, &opening).unwrap();
    // Di is a woman, and fourth.
    ops::of_quota(&mut office, of, rule, candidates[3], true).unwrap();
    let mut new = decision(&results(&office, of));
    for one in &mut new.verdicts {
        let at = candidates.iter().position(|id| *id == one.candidate).unwrap();
        one.outcome = if at < 3 { Outcome::Shortlisted } else { Outcome::NotChosen };
    }
    new.reasons.clear();
    let checked = results(&office, of).check_shortlist(&new);
    assert_eq!((checked[0].kept, checked[0].says.as_str()), (false, "0 in the first 2; 1 asked for"));
    assert!(checked[0].rests_on.starts_with("Rule 7. Equality Act 2010, s 104"), "{}", checked[0].rests_on);
    let refused = ops::decide(&mut office, of, &new).unwrap_err();
    assert!(refused.message.contains("“At least 1 of women in the first 2” is not kept"), "{refused}");
    new.reasons = "No woman reached the second place, and the rule allows it then".into();
    ops::decide(&mut office, of, &new).unwrap();
    assert!(papers::decision(&office, of).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_table_of_all_marks_keeps_absent_recused_no_evidence_and_the_lowest_apart() {
    let mut office = office();
    let of = panel::opened(&mut office);
    let sheet = record::marks_sheet(&results(&office, of));
    let names: Vec<&str> = sheet.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names[1..8], ["Candidate", "Criterion", "Scorer", "Mark", "What it means", "Note", "On the whole"]);
    let text = |cell: &Cell| if let Cell::Text(text) = cell { text.clone() } else { String::new() };
    let row = |candidate: &str, criterion: &str, scorer: &str| -> Vec<String> {
        let rows = sheet.rows.iter().map(|row| row.cells.iter().map(text).collect::<Vec<_>>());
        let mut found = rows.filter(|row| row[1] == candidate && row[2] == criterion && row[3] == scorer);
        found.next().unwrap()
    };
    let absent = row("Ann Ashworth", "Judgement", "Uma Fourth");
    assert_eq!((absent[4].as_str(), absent[6].as_str()), ("absent", "Taken ill"));
    let recused = row("Cy Carr", "Judgement", "Tam Third");
    assert_eq!((recused[4].as_str(), recused[6].as_str()), ("recused", "Cousin"));
    assert_eq!(row("Ed Eldritch", "Judgement", "Sol Second")[4], "no evidence");
    let lowest = row("Ed Eldritch", "Judgement", "Rae Chair");
    assert_eq!((lowest[4].as_str(), lowest[5].as_str()), ("1", "Judgement at 1"));
    assert_eq!(lowest[7], "Remark: Noted by 0 of 4");
}
