//! Lists of members: what the preview shows is what is done, what comes out goes back in, and one undo takes it all back.

use std::path::Path;
use std::sync::Arc;

use wardroom::kit::{Day, FixedClock, day};
use wardroom::members::import::{Fate, Plan, guess};
use wardroom::members::model::{ClassForm, Register, Status, Term, Terms};
use wardroom::members::{ops, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::Details;
use wardroom::people::ops::OnDuplicate;
use wardroom::subjects;
use wardroom::tabular::{self, Mapping, Overrides, Source, Value};

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn source(text: &str) -> Source {
    tabular::from_bytes(Path::new("members.csv"), text.as_bytes().to_vec(), &Overrides::default()).unwrap()
}

/// A branch on 21 November 2026 whose full members pay £36 a year, families £60, the reduced £12.
fn branch(seed: u32) -> Office {
    let clock = Arc::new(FixedClock::at(iso("2026-11-21")));
    let how = How::new(subjects::setup(), clock, "Asha M.").seed(seed);
    let mut office = Office::in_memory(&Profile::new("Test Party", "Riverside", "gb").unwrap(), &how).unwrap();
    for (name, fee) in [("Full", "36"), ("Reduced", "12"), ("Family", "60")] {
        let class = office.read(store::classes).unwrap().into_iter().find(|c| c.name == name).unwrap();
        let terms = Terms { currency: *wardroom::kit::Currency::pound(), today: office.today(), month_first: false };
        let form = ClassForm { fee: fee.to_owned(), fee_from: "2000-01-01".to_owned(), ..ClassForm::of(&class) };
        let (now, fee) = form.parse(&terms).unwrap();
        ops::save_class(&mut office, Some(class.id), &now, fee).unwrap();
    }
    office
}

fn plan_of(office: &Office, text: &str, on_duplicate: OnDuplicate) -> Plan {
    let source = source(text);
    ops::prepare(office, &source, &guess(&source), on_duplicate).unwrap()
}

/// Imports, after seeing that a second preview says the same.
fn import(office: &mut Office, text: &str, on_duplicate: OnDuplicate) -> Plan {
    let plan = plan_of(office, text, on_duplicate);
    let report = ops::import(office, &plan).unwrap().value;
    assert!(report.ties_out(), "{report:?}");
    assert_eq!(
        (report.added, report.updated, report.refused),
        (plan.report.added, plan.report.updated, plan.report.refused)
    );
    let errors: Vec<_> = office.read(store::check).unwrap();
    assert_eq!(errors, []);
    plan
}

fn register(office: &Office) -> Register {
    (*office.read(store::register).unwrap()).clone()
}

fn terms_of<'a>(register: &'a Register, name: &str) -> &'a [Term] {
    let (id, _) = register.people.iter().find(|(_, who)| who.name == name).unwrap_or_else(|| panic!("no {name}"));
    register.terms_of(*id)
}

fn status(register: &Register, name: &str) -> Option<Status> {
    let terms = terms_of(register, name);
    register.standing(register.main_term(terms, iso("2026-11-21")).unwrap(), iso("2026-11-21")).map(|s| s.status)
}

fn why(plan: &Plan, row: usize) -> String {
    let said = plan.report.problems.iter().filter(|p| p.row == row);
    said.map(|p| format!("{}: {}", p.column, p.message)).collect::<Vec<_>>().join("; ")
}

const LIST: &str = "Number;First name;Last name;Membership type;Joined;Paid until;Left on;Status;Payer;Family membership of\n\
    17;Cy;Brook;Full;23/04/2019;31/12/2026;;Active;;Dora Brook\n\
    18;Dora;Brook;Family;01/05/2015;31/12/2026;;Active;;\n\
    19;Eve;Fox;Reduced;14/09/2021;31/12/2026;;Active;Dora Brook;\n\
    20;Flo;Gray;Full;14/09/2015;31/12/2022;30/06/2024;Resigned;;\n\
    21;Guy;Hill;Full;12/11/2026;;;Pending;;\n\
    22;Hal;Ives;Full;01/02/2010;31/12/2024;;Expired;;\n";

#[test]
fn a_list_becomes_members_families_and_payers_and_goes_again_with_one_undo() {
    let mut office = branch(1);
    let text = LIST.replace("Number;", "Member number;");
    let plan = import(&mut office, &text, OnDuplicate::Skip);
    assert_eq!((plan.report.added, plan.report.people_added, plan.report.refused), (6, 6, 0), "{:?}", plan.report);
    let register = register(&office);
    let dora = &terms_of(&register, "Dora Brook")[0];
    assert_eq!(terms_of(&register, "Cy Brook")[0].family, Some(dora.id), "the head stands further down the list");
    assert_eq!(terms_of(&register, "Eve Fox")[0].payer, Some(dora.person));
    for (name, expected) in [
        ("Cy Brook", Status::Current),
        ("Eve Fox", Status::Current),
        ("Flo Gray", Status::Resigned),
        ("Guy Hill", Status::Applied),
        ("Hal Ives", Status::Lapsed),
    ] {
        assert_eq!(status(&register, name), Some(expected), "{name}");
    }
    let guy = &terms_of(&register, "Guy Hill")[0];
    assert_eq!((guy.applied, guy.start, guy.is_waiting()), (Some(iso("2026-11-12")), None, true));
    let shown: Vec<_> = plan.rows.iter().map(|row| row.status).collect();
    let now: Vec<_> =
        ["Cy Brook", "Dora Brook", "Eve Fox", "Flo Gray", "Guy Hill", "Hal Ives"].map(|n| status(&register, n)).into();
    assert_eq!(shown, now, "what the preview says they are today is what they are");
    assert_eq!(office.check().unwrap(), []);
    let again = plan_of(&office, &text, OnDuplicate::Skip);
    assert_eq!((again.report.skipped, again.report.added, again.report.people_added), (6, 0, 0));
    let again = plan_of(&office, &text, OnDuplicate::Update);
    assert_eq!((again.report.skipped, again.report.updated), (6, 0), "it says nothing new");
    office.undo("").unwrap();
    assert_eq!(self::register(&office).terms.len(), 0);
    assert_eq!(
        office.read(|conn| Ok(conn.query_row("SELECT count(*) FROM person", [], |r| r.get::<_, i64>(0))?)).unwrap(),
        0
    );
    assert_eq!(office.check().unwrap(), []);
}

#[test]
fn rows_that_cannot_be_members_are_refused_with_the_reason_beside_the_column() {
    let mut office = branch(1);
    wardroom::people::ops::add(&mut office, &Details { number: Some("7".into()), ..Details::named("Ann Ali") })
        .unwrap();
    let rows = [
        ("8;Bob Roe;Student;2020-01-01;;;;;;", "Membership class: There is no class “Student”"),
        ("9;Bob Roe;Full;2099-01-01;;;;;;", "Member since: 1 Jan 2099 lies too far ahead"),
        ("10;Bob Roe;Full;01/01/0001;;;;;;", "Member since: “01/01/0001” is not a day"),
        ("11;Bob Roe;Full;1801-01-01;;;;;;", "Member since: 1801-01-01 lies before 1900"),
        ("12;Bob Roe;Full;2020-01-01;2019-01-01;;;;;", "Ended on: That is before the membership began"),
        ("13;Bob Roe;Full;2020-01-01;;resigned;;;;", "Ended on: The membership is over"),
        ("14;Bob Roe;Full;2020-01-01;;perhaps;;;;", "Membership status: “perhaps” is not known"),
        ("15;Bob Roe;Full;2020-01-01;;;Zoe Nobody;;;", "Payer: Nobody in the register"),
        ("16;Bob Roe;Full;2020-01-01;;;;Ann Ali;;", "Family membership of: No member in the register"),
        (";;Full;2020-01-01;;;;;;", "Name: The row has no name"),
        ("17;Bob Roe;;2020-01-01;;;;;36;", "Fee: "),
        ("18;Bob Roe;Full;2020-01-01;;;;;30;", "Fee: “Full” costs £36.00 a year, and the list says £30.00"),
        ("19;Bob Roe;;2020-01-01;;;;;;", "Membership class: The row does not say of which class"),
        ("20;Bob Roe;Full;;;;;;;", "Member since: The row says neither"),
        ("21;Bob Roe;Full;2020-01-01;;;;;;weekly", "Months between payments: “weekly” is no rhythm"),
        ("999;;Full;2020-01-01;;;;;;", "Member number: The row has no name, and nobody"),
        ("22;Bob Roe;Full;2027-06-01;;;;;;", ""),
    ];
    let mut text =
        "Member number;Name;Membership class;Member since;Ended on;Membership status;Payer;Family membership of;Fee;\
        Months between payments\n"
            .to_owned();
    rows.iter().for_each(|(row, _)| text.push_str(&format!("{row}\n")));
    let source = source(&text);
    let mapping = Mapping { date_order: Some(tabular::DateOrder::DayMonthYear), ..guess(&source) };
    let plan = ops::prepare(&office, &source, &mapping, OnDuplicate::Skip).unwrap();
    for (at, (row, reason)) in rows.iter().enumerate() {
        let said = why(&plan, at + 2);
        // A fee that only one class costs says the class.
        if *reason == "Fee: " {
            assert_eq!(said, "", "{row}");
        } else {
            assert!(said.starts_with(reason) && said.is_empty() == reason.is_empty(), "{row}: {said}");
        }
    }
    assert_eq!(plan.report.read, rows.len());
    assert!(plan.report.ties_out());
    // Who was only in refused rows does not come in; who was taken comes in once.
    assert_eq!(plan.people.iter().filter(|p| p.used).count(), plan.report.people_added);
    ops::import(&mut office, &plan).unwrap();
    let names = crate::common::people(&office);
    assert_eq!(names.iter().filter(|name| *name == "Bob Roe").count(), plan.report.people_added);
    assert_eq!(plan.refused.len(), plan.report.refused);
}

#[test]
fn the_three_orders_of_a_date_are_asked_and_not_guessed() {
    let text = "Name;Class;Member since\nAnn Ali;Full;01/02/03\nBob Roe;Full;04/05/06\n";
    let source = source(text);
    let office = branch(1);
    let open = guess(&source);
    let problem = ops::prepare(&office, &source, &open, OnDuplicate::Skip).unwrap_err();
    let said = problem.to_string() + problem.hint.as_deref().unwrap_or("");
    for order in ["day-month-year", "month-day-year", "year-month-day"] {
        assert!(said.contains(order), "{said}");
    }
    for (order, first) in [
        (tabular::DateOrder::DayMonthYear, "2003-02-01"),
        (tabular::DateOrder::MonthDayYear, "2003-01-02"),
        (tabular::DateOrder::YearMonthDay, "2001-02-03"),
    ] {
        let mapping = Mapping { date_order: Some(order), ..open.clone() };
        let plan = ops::prepare(&office, &source, &mapping, OnDuplicate::Skip).unwrap();
        assert_eq!(plan.terms[0].term.start, Some(iso(first)), "{order:?}");
    }
}

#[test]
fn what_is_there_is_left_filled_changed_or_added_to() {
    let base = "Name;Class;Member since;Paid up to;Membership note;E-mail\nAnn Ali;Full;2020-01-01;2025-12-31;;\n";
    let list = "Name;Class;Member since;Paid up to;Membership note;E-mail\n\
        Ann Ali;Reduced;2020-01-01;2026-12-31;Student since May;ann@example.org\n";
    for (how, class, covered, note, email) in [
        (OnDuplicate::Skip, "Full", "2025-12-31", "", ""),
        (OnDuplicate::Fill, "Full", "2025-12-31", "Student since May", "ann@example.org"),
        (OnDuplicate::Update, "Reduced", "2026-12-31", "Student since May", "ann@example.org"),
    ] {
        let mut office = branch(1);
        import(&mut office, base, OnDuplicate::Skip);
        let plan = import(&mut office, list, how);
        let register = register(&office);
        let [term] = terms_of(&register, "Ann Ali") else { panic!("one membership") };
        assert_eq!(register.class_name(term.class_on(iso("2026-11-21"))), class, "{how:?}");
        assert_eq!(register.class_name(term.class_on(iso("2026-11-20"))), "Full", "{how:?}: not for the past");
        assert_eq!((term.covered_to, term.note.as_str()), (Some(iso(covered)), note), "{how:?}");
        let person = office.read(|conn| wardroom::people::store::get(conn, term.person)).unwrap();
        let found = person.details.contacts.first().map(|c| c.value.clone()).unwrap_or_default();
        assert_eq!(found, email, "{how:?}");
        assert_eq!(plan.rows[0].fate, if how == OnDuplicate::Skip { Fate::Skipped } else { Fate::Updated });
    }
    let mut office = branch(1);
    import(&mut office, base, OnDuplicate::Skip);
    let plan = plan_of(&office, list, OnDuplicate::Add);
    assert!(why(&plan, 2).contains("another membership on these days, a member from 1 Jan 2020"), "{}", why(&plan, 2));
    // An earlier term of the same person is another membership, whatever is done with those that are there.
    let earlier = "Name;Class;Member since;Ended on\nAnn Ali;Full;2010-01-01;2015-12-31\n";
    let plan = import(&mut office, earlier, OnDuplicate::Skip);
    assert_eq!((plan.report.added, plan.report.people_added), (1, 0));
    assert_eq!(terms_of(&register(&office), "Ann Ali").len(), 2);
}

#[test]
fn a_waiting_application_becomes_a_membership_only_where_the_list_is_to_be_taken() {
    let mut office = branch(1);
    import(&mut office, "Name;Class;Applied on;Status\nAnn Ali;Full;2026-10-01;Applied\n", OnDuplicate::Skip);
    let list = "Name;Class;Member since;Paid up to\nAnn Ali;Full;2026-11-01;2026-12-31\n";
    import(&mut office, list, OnDuplicate::Fill);
    assert!(terms_of(&register(&office), "Ann Ali")[0].is_waiting());
    import(&mut office, list, OnDuplicate::Update);
    let register = register(&office);
    let [term] = terms_of(&register, "Ann Ali") else { panic!("one membership") };
    assert_eq!(
        (term.start, term.since, status(&register, "Ann Ali")),
        (Some(iso("2026-11-01")), Some(iso("2026-11-01")), Some(Status::Current))
    );
}

#[test]
fn a_plan_is_not_committed_on_another_office_than_it_was_made_for() {
    let mut office = branch(1);
    let plan = plan_of(&office, "Name;Class;Member since\nAnn Ali;Full;2020-01-01\n", OnDuplicate::Skip);
    wardroom::people::ops::add(&mut office, &Details::named("Bob Roe")).unwrap();
    let said = ops::import(&mut office, &plan).unwrap_err();
    assert!(said.message.contains("has changed since the preview"), "{said}");
    assert_eq!(register(&office).terms.len(), 0);
}

/// The export of members as a CSV file, and its cells without those that only this office knows.
fn exported(office: &Office) -> (String, Vec<Vec<String>>) {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("members.csv");
    let columns = (store::EXPORT.columns)();
    let title = "Members".to_owned();
    let sheet = tabular::Sheet { title, columns: columns.clone(), currency: *wardroom::kit::Currency::pound() };
    let mut rows = Vec::new();
    office
        .read(|conn| {
            (store::EXPORT.rows)(conn, &mut |all| {
                let all: Vec<Vec<Value>> = all.collect::<wardroom::kit::Result<_>>()?;
                rows = all.iter().map(|row| row.iter().map(|cell| format!("{cell:?}")).collect()).collect();
                tabular::write_table(&to, &sheet, all.into_iter().map(Ok))
            })
        })
        .unwrap();
    let of_the_office = ["id", "person_id", "payer_id", "family_id"];
    let keep: Vec<bool> = columns.iter().map(|c| !of_the_office.contains(&c.key.as_str())).collect();
    let rows = rows
        .into_iter()
        .map(|row: Vec<String>| row.into_iter().zip(&keep).filter(|(_, keep)| **keep).map(|(cell, _)| cell).collect())
        .collect();
    (std::fs::read_to_string(&to).unwrap(), rows)
}

/// Every sort of membership: terms one after the other, families, payers, classes that changed, pins, ends, refusals.
fn full(office: &mut Office) {
    use wardroom::members::model::{End, How as Ends, NewTerm, Number, Pin, PinId, TermId};
    let class = |office: &Office, name: &str| {
        office.read(store::classes).unwrap().into_iter().find(|c| c.name == name).unwrap().id
    };
    let (family, full, reduced) = (class(office, "Family"), class(office, "Full"), class(office, "Reduced"));
    let add = |office: &mut Office, name: &str, new: NewTerm| -> TermId {
        ops::add_new(office, &Details::named(name), &new).unwrap().value
    };
    let covered = |new: NewTerm| NewTerm { covered_to: Some(iso("2026-12-31")), ..new };
    let dora = NewTerm { number: Number::This("M-1".into()), ..covered(NewTerm::member(family, iso("2015-05-01"))) };
    let dora = add(office, "Dora Brook", dora);
    let child = NewTerm { family: Some(dora), ..NewTerm::member(full, iso("2019-04-23")) };
    add(office, "Cy Brook", child);
    let payer = office.read(|conn| store::term(conn, dora)).unwrap();
    let eve = NewTerm {
        payer: Some(payer),
        note: "=1+1, \"quoted\"".into(),
        ..covered(NewTerm::member(full, iso("2021-09-14")))
    };
    let eve = add(office, "Eve Fox", eve);
    ops::change_class(office, eve, reduced, iso("2024-01-01"), "student").unwrap();
    ops::change_class(office, eve, full, iso("2027-01-01"), "").unwrap();
    let pin = |status, from, until| Pin {
        id: PinId(0),
        status,
        from: iso(from),
        until,
        who: String::new(),
        why: "agreed, with the board; see letter".into(),
    };
    ops::pin(office, eve, &pin(Status::Current, "2025-01-01", Some(iso("2025-06-30")))).unwrap();
    ops::pin(office, eve, &pin(Status::InGrace, "2026-01-01", None)).unwrap();
    let flo = add(
        office,
        "Flo Gray",
        NewTerm { covered_to: Some(iso("2024-12-31")), ..NewTerm::member(full, iso("2015-09-14")) },
    );
    let end = End { on: iso("2024-06-30"), how: Ends::Expelled, why: "Joined another party".into() };
    ops::end(office, flo, Some(iso("2024-06-01")), &end).unwrap();
    let person = office.read(|conn| store::term(conn, flo)).unwrap();
    ops::add(office, person, &covered(NewTerm::member(reduced, iso("2026-01-01")))).unwrap();
    let guy = NewTerm::application(full, iso("2026-11-12"));
    let guy = ops::apply_new(office, &Details::named("Guy Hill"), &guy).unwrap().value;
    ops::refuse(office, guy, iso("2026-11-15"), "Board", "Member of another party").unwrap();
    ops::apply_new(office, &Details::named("Hal Ives"), &NewTerm::application(full, iso("2026-11-20"))).unwrap();
    let ida = add(office, "Ida Jones", covered(NewTerm::member(full, iso("1999-01-01"))));
    ops::died(office, ida, iso("2026-02-03")).unwrap();
    // A namesake, who is somebody else.
    add(office, "Ida Jones", covered(NewTerm::member(full, iso("2005-01-01"))));
}

#[test]
fn what_goes_out_comes_back_in_without_loss() {
    let mut here = branch(1);
    full(&mut here);
    let (text, rows) = exported(&here);
    assert_eq!(rows.len(), 9);
    // Into the same office: it says nothing new.
    let again = plan_of(&here, &text, OnDuplicate::Update);
    assert_eq!((again.report.skipped, again.report.refused), (9, 0), "{:?}", again.report);
    // Into another: the same memberships of the same people, and everybody is what they were on any day.
    let mut there = branch(2);
    let plan = import(&mut there, &text, OnDuplicate::Skip);
    assert_eq!((plan.report.added, plan.report.people_added, plan.report.refused), (9, 8, 0), "{:?}", plan.report);
    assert_eq!(exported(&there).1, rows);
    for on in ["2016-01-01", "2024-07-01", "2025-03-01", "2026-02-03", "2026-11-21", "2027-06-01"] {
        let rows = |office: &Office| -> Vec<_> {
            let register = register(office);
            let rows = register.rows(iso(on));
            rows.into_iter().map(|r| (r.name, r.number, r.status, r.pinned, r.since, r.paid_to)).collect()
        };
        assert_eq!(rows(&there), rows(&here), "{on}");
    }
    assert_eq!(there.check().unwrap(), []);
}

#[test]
fn a_workbook_says_the_same_as_the_text() {
    let mut office = branch(1);
    full(&mut office);
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("members.xlsx");
    let sheet = tabular::Sheet {
        title: "Members".to_owned(),
        columns: (store::EXPORT.columns)(),
        currency: *wardroom::kit::Currency::pound(),
    };
    office.read(|conn| (store::EXPORT.rows)(conn, &mut |rows| tabular::write_table(&to, &sheet, rows))).unwrap();
    let source = tabular::open(&to, &Overrides::default()).unwrap();
    let there = branch(2);
    let book = ops::prepare(&there, &source, &guess(&source), OnDuplicate::Skip).unwrap();
    let text = plan_of(&there, &exported(&office).0, OnDuplicate::Skip);
    assert_eq!((book.report.added, book.report.refused), (9, 0), "{:?}", book.report);
    assert_eq!(book.terms, text.terms);
}
