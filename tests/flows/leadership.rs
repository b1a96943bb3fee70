//! Leadership: the ladder, what people have, and how they stand on each rung; what lapses, what is refused, what an erasure leaves.

use wardroom::events::model::part::{Part, PartForm};
use wardroom::kit::{Day, day};
use wardroom::leadership::model::parts::{AIMS, APPROVALS, CAN, MENTORS, NEEDS, RUNGS, SKILLS, TAKEN, TRAINING};
use wardroom::leadership::model::{PersonId, RowId};
use wardroom::leadership::{SUBJECT, ops, store};
use wardroom::ledger::model::Terms;
use wardroom::office::profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;

use crate::common;

fn world() -> Office {
    let how = How::new(subjects::setup(), common::clock(), "Asha M.").seed(1);
    let mut office = Office::in_memory(&common::profile(), &how).unwrap();
    ops::start(&mut office).unwrap();
    office
}

fn person(office: &mut Office, name: &str) -> PersonId {
    people::ops::add(office, &Details::named(name)).unwrap().value
}

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn id(office: &Office, part: &Part, name: &str) -> String {
    let offered = office.read(|conn| store::offered(conn, part.table)).unwrap();
    offered.into_iter().find(|(_, known)| known == name).unwrap_or_else(|| panic!("{name}")).0
}

fn typed(office: &mut Office, part: &'static Part, of: i64, fields: &[(&str, &str)]) -> wardroom::kit::Result<RowId> {
    let profile = office.read(profile::get).unwrap();
    let terms = Terms { currency: *profile.currency, today: common::today(), month_first: false };
    let mut form = PartForm::new(part);
    for (key, text) in fields {
        form.set(key, *text);
    }
    let values = form.parse(part, &terms).unwrap_or_else(|wrong| panic!("{wrong:?}"));
    ops::add(office, part, of, &values).map(|done| done.value)
}

/// Where somebody stands: reached, next, and how each thing that the next rung asks stands.
fn stands(office: &Office, person: PersonId, on: &str) -> (String, String, Vec<String>) {
    let line = office.read(|conn| store::person(conn, person, iso(on))).unwrap();
    let reached = line.pipeline.reached().map_or_else(String::new, |step| step.name.clone());
    let next = line.pipeline.next().map_or_else(String::new, |step| step.name.clone());
    let asks = line.pipeline.next().map_or_else(Vec::new, |step| {
        step.asks.iter().map(|(need, stands)| format!("{}: {}", need.says(), stands.says())).collect()
    });
    (reached, next, asks)
}

#[test]
fn somebody_goes_up_the_ladder_and_comes_down_when_a_training_lapses() {
    let mut office = world();
    let ann = person(&mut office, "Ann Ali");
    let today = common::today().to_string();
    assert_eq!(
        stands(&office, ann, &today),
        (String::new(), "Active member".into(), vec!["Welcome and how the branch works: missing".into()])
    );
    let welcome = id(&office, &TRAINING, "Welcome and how the branch works");
    let data = id(&office, &TRAINING, "Data protection");
    let canvass = id(&office, &SKILLS, "Canvassing and listening");
    typed(&mut office, &TAKEN, ann.0, &[("training", &welcome), ("taken_on", "2024-05-01")]).unwrap();
    let taken = typed(&mut office, &TAKEN, ann.0, &[("training", &data), ("taken_on", "2025-03-10")]).unwrap();
    // Two years from the catalogue, as nothing else was said.
    let (_, row) = office.read(|conn| store::row_of(conn, &TAKEN, taken)).unwrap();
    assert_eq!(row.key(&TAKEN, "until_on"), "2027-03-09");
    typed(&mut office, &CAN, ann.0, &[("skill", &canvass), ("level", "helped"), ("seen_on", "2026-01-01")]).unwrap();
    assert_eq!(
        stands(&office, ann, &today),
        (
            "Active member".into(),
            "Organiser".into(),
            vec![
                "Data protection: met until 9 Mar 2027".into(),
                "Canvassing and listening: alone or better: missing".into()
            ]
        )
    );
    typed(&mut office, &CAN, ann.0, &[("skill", &canvass), ("level", "teaches"), ("seen_on", "2026-11-01")]).unwrap();
    assert_eq!(stands(&office, ann, &today).0, "Organiser");
    assert_eq!(stands(&office, ann, "2027-03-09").0, "Organiser", "the last day counts");
    let (reached, _, asks) = stands(&office, ann, "2027-03-10");
    assert_eq!((reached.as_str(), asks[0].as_str()), ("Active member", "Data protection: lapsed on 9 Mar 2027"));
    office.undo("").unwrap();
    assert_eq!(stands(&office, ann, &today).0, "Active member", "the second look at the skill is undone");
}

#[test]
fn an_approval_holds_as_long_as_its_rung_allows_and_home_says_when_it_lapses() {
    let mut office = world();
    let (ann, bo) = (person(&mut office, "Ann Ali"), person(&mut office, "Bo Berg"));
    let candidate = id(&office, &RUNGS, "Candidate");
    let approve = |office: &mut Office, of: PersonId, on: &str, until: &str| {
        let fields =
            [("rung", candidate.as_str()), ("approved_on", on), ("until_on", until), ("conditions", "Training first")];
        typed(office, &APPROVALS, of.0, &fields)
    };
    let long = approve(&mut office, ann, "2024-01-01", "2028-01-01").unwrap_err();
    assert!(long.message.contains("lasts 4 years at most, until 31 December 2027"), "{long}");
    let ahead = approve(&mut office, ann, "2027-01-01", "").unwrap_err();
    assert!(ahead.message.contains("still to come"), "{ahead}");
    let first = approve(&mut office, ann, "2022-12-01", "").unwrap();
    approve(&mut office, bo, "2026-01-01", "2026-12-31").unwrap();
    let todo = |office: &Office| -> Vec<(String, String)> {
        let all = office.read(|conn| (SUBJECT.todo.unwrap())(conn, common::today())).unwrap();
        all.into_iter().map(|todo| (todo.says, todo.detail)).collect()
    };
    assert_eq!(
        todo(&office),
        [
            ("Renew the approval of Ann Ali as Candidate".into(), "It holds until 30 Nov 2026".into()),
            ("Renew the approval of Bo Berg as Candidate".into(), "It holds until 31 Dec 2026".into()),
        ]
    );
    // Renewed: the longest counts. Withdrawn: it is no matter of renewal any more, and says why.
    approve(&mut office, ann, "2026-11-20", "").unwrap();
    assert_eq!(todo(&office).len(), 1);
    let (_, row) = office.read(|conn| store::row_of(conn, &APPROVALS, first)).unwrap();
    let mut values = row.values.clone();
    values[APPROVALS.at("withdrawn_on").unwrap()] = wardroom::events::model::part::Value::Text("2026-11-01".into());
    let why = ops::change(&mut office, &APPROVALS, first, &values).unwrap_err();
    assert_eq!(why.message, "Say why the approval was withdrawn");
}

#[test]
fn what_others_refer_to_is_not_removed_and_needs_say_what_they_need() {
    let mut office = world();
    let data = id(&office, &TRAINING, "Data protection");
    let used = ops::remove(&mut office, &TRAINING, data.parse().unwrap()).unwrap_err();
    assert!(used.message.contains("used in 1 place"), "{used}");
    assert!(ops::start(&mut office).is_err(), "there is a ladder already");
    let rung = id(&office, &RUNGS, "Officer");
    for (kind, says) in [
        ("training", "Say which training is asked for"),
        ("skill", "Say which skill is asked for"),
        ("membership", "Say for how many months somebody has to be a member"),
    ] {
        let wrong = typed(&mut office, &NEEDS, 0, &[("rung", &rung), ("kind", kind)]).unwrap_err();
        assert_eq!(wrong.message, says);
    }
    let mixed = [("rung", rung.as_str()), ("kind", "mentor"), ("training", data.as_str()), ("months", "3")];
    let made = typed(&mut office, &NEEDS, 0, &mixed).unwrap();
    let (_, row) = office.read(|conn| store::row_of(conn, &NEEDS, made)).unwrap();
    assert_eq!((row.number(&NEEDS, "training"), row.number(&NEEDS, "months")), (None, None), "only what belongs to it");
    ops::remove(&mut office, &NEEDS, made).unwrap();
    let welcome = id(&office, &TRAINING, "Election law for candidates and agents");
    let ann = person(&mut office, "Ann Ali");
    let late = typed(&mut office, &TAKEN, ann.0, &[("training", &welcome), ("taken_on", "2026-12-24")]).unwrap_err();
    assert!(late.message.contains("still to come"), "{late}");
    let own = typed(&mut office, &MENTORS, ann.0, &[("mentor", &ann.to_string())]).unwrap_err();
    assert_eq!(own.message, "Nobody is their own mentor");
}

#[test]
fn an_erasure_takes_everything_of_the_person_and_frees_whom_they_mentored() {
    let mut office = world();
    let (ann, bo) = (person(&mut office, "Ann Ali"), person(&mut office, "Bo Berg"));
    let candidate = id(&office, &RUNGS, "Candidate");
    let skill = id(&office, &SKILLS, "Speaking in public");
    typed(&mut office, &AIMS, ann.0, &[("rung", &candidate), ("office", "Riverside ward"), ("wishes", "Evenings")])
        .unwrap();
    typed(&mut office, &CAN, ann.0, &[("skill", &skill), ("evidence", "Hustings")]).unwrap();
    typed(&mut office, &AIMS, bo.0, &[("rung", &candidate)]).unwrap();
    typed(&mut office, &MENTORS, bo.0, &[("mentor", &ann.to_string()), ("from_on", "2026-01-01")]).unwrap();
    let asks = |office: &Office| {
        let line = office.read(|conn| store::person(conn, bo, common::today())).unwrap();
        line.pipeline
            .steps
            .iter()
            .flat_map(|step| &step.asks)
            .any(|(need, stands)| need.says() == "A mentor" && stands.is_met())
    };
    assert!(asks(&office));
    super::fundraising::erase(&mut office, ann);
    assert!(!asks(&office), "the mentor is gone");
    let kept = office.read(store::persons).unwrap();
    assert_eq!(kept, [bo]);
    let everything = office.read(|conn| {
        let mut select = conn.prepare("SELECT before FROM journal_row WHERE before IS NOT NULL").unwrap();
        let rows = select.query_map([], |row| row.get::<_, String>(0)).unwrap();
        Ok(rows.map(Result::unwrap).collect::<Vec<_>>().join("\n"))
    });
    assert!(!everything.unwrap().contains("Hustings"));
}
