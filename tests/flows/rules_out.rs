//! What the rules say before money is recorded, and what leaves for the party's centre or the regulator.

use wardroom::cli::{Cell, Letterhead, Span, on_paper, write_sheet};
use wardroom::kit::{Currency, Money};
use wardroom::ledger::import::guess;
use wardroom::ledger::model::{EntryKind, Method, NewBatch, NewBatchLine, NewEntry};
use wardroom::ledger::{ops as ledger, prospect};
use wardroom::office::{Foreseen, Giver, Prospect, Weight};
use wardroom::receipts::model::{EntryId, Scope};
use wardroom::receipts::{ops as receipts, store as receipts_store};
use wardroom::rules::own::Standing;
use wardroom::rules::pack::{Class, pack_for};
use wardroom::rules::report::{self, extract, usual_span};
use wardroom::rules::work::{NewWork, Outcome};
use wardroom::rules::{ops, store};
use wardroom::tabular::{self, Overrides};

use super::ledger::content;
use super::rules::{Branch, done, on};

fn prospect(from: Giver, received: &str, minor: i64) -> Prospect {
    NewEntry::simple(EntryKind::Donation, on(received), Money(minor)).prospect(from)
}

fn said(causes: &[Vec<Foreseen>]) -> Vec<Vec<&str>> {
    causes.iter().map(|of| of.iter().map(|f| f.says.as_str()).collect()).collect()
}

#[test]
fn what_a_list_says_of_a_donor_is_known_to_the_rules_and_to_the_extract() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register.csv");
    let rows = "Date,Donor,Donor status,Company registration number,Amount\n\
        2026-10-01,Harbour Hall Ltd,Company,00357963,600\n\
        2026-10-01,Mill Lane Union,Trade Union,0000,600\n\
        2026-10-02,Odd Fellows,Something else,,600\n\
        2026-10-02,Ann Ali,Individual,,600\n";
    std::fs::write(&path, rows).unwrap();
    let mut b = Branch::new("gb", "2026-11-21");
    let said_before = b.person("Harbour Hall");
    let source = tabular::open(&path, &Overrides::default()).unwrap();
    let plan = ledger::prepare(&b.office, &source, &guess(&source), false).unwrap();
    let causes = b.office.foresee(&prospect::of_plan(&plan)).unwrap();
    let asks = |of: &[Foreseen]| of.iter().any(|f| f.says.contains("what kind of donor"));
    assert_eq!(causes.iter().map(|of| asks(of)).collect::<Vec<_>>(), [false, false, false, false], "{causes:?}");
    ledger::commit(&mut b.office, &plan).unwrap();
    let known = b.office.read(store::with_standing).unwrap();
    let known: Vec<_> =
        known.iter().map(|s| (s.name.as_str(), s.standing.class, s.standing.register_number.as_str())).collect();
    assert_eq!(
        known,
        [("Harbour Hall Ltd", Some(Class::Company), "00357963"), ("Mill Lane Union", Some(Class::TradeUnion), "")]
    );
    assert_eq!(b.office.read(|conn| store::standing(conn, said_before)).unwrap().standing, Standing::default());
    b.office.undo("").unwrap();
    assert_eq!(b.office.read(store::with_standing).unwrap(), []);
}

#[test]
fn what_a_donation_causes_is_what_is_found_once_it_is_recorded() {
    let mut b = Branch::new("gb", "2026-11-21");
    let ann = b.person("Ann Ali");
    b.gift(Some(ann), "2026-10-01", 150_000);
    let seal = content(&b.office);
    let causes = b.office.foresee(&[prospect(Giver::Known(ann.0), "2026-11-20", 100_000)]).unwrap();
    assert_eq!(content(&b.office), seal, "nothing is written");
    assert_eq!(
        said(&causes),
        [["Check Ann Ali before keeping £1,000.00", "Report £2,500.00 of Ann Ali"]],
        "the earlier gift counts in, and its own check is not said again"
    );
    assert_eq!((causes[0][0].weight, causes[0][0].due), (Weight::Act, Some(on("2026-12-20"))));
    b.gift(Some(ann), "2026-11-20", 100_000);
    let found: Vec<String> = b
        .list(&store::Filter::default())
        .into_iter()
        .filter(|listed| listed.finding.entries.len() == 2 || listed.finding.on == on("2026-11-20"))
        .filter(|listed| !listed.finding.entries.is_empty())
        .map(|listed| listed.finding.rule)
        .collect();
    assert_eq!(found, ["gb.accept_check", "gb.report.au"]);
    // Small change from somebody, and from nobody: nothing is said, and never that it is allowed.
    let small = [prospect(Giver::Known(ann.0), "2026-11-20", 2_000), prospect(Giver::Nobody, "2026-11-20", 2_000)];
    assert!(b.office.foresee(&small).unwrap().iter().all(Vec::is_empty));
    assert_eq!(
        said(&b.office.foresee(&[prospect(Giver::Nobody, "2026-11-20", 50_001)]).unwrap()),
        [["Find out who gave £500.01, or give £500.01 back"]]
    );
}

#[test]
fn one_new_donor_in_several_lines_is_one_and_two_of_one_name_in_an_import_are_two() {
    let b = Branch::new("gb", "2026-11-21");
    let line = |name: &str, minor: i64| NewBatchLine {
        person: None,
        new_name: name.into(),
        behalf_of: None,
        kind: EntryKind::Donation,
        method: Method::Cheque,
        reference: String::new(),
        amount: Money(minor),
        category: None,
        fund: None,
        appeal: String::new(),
        note: String::new(),
    };
    let batch = NewBatch {
        declared_count: 3,
        declared_total: Money(260_000),
        received: on("2026-11-14"),
        banked: None,
        account: None,
        note: String::new(),
        lines: vec![line("Bo Berg", 130_000), line("Cy Coe", 20_000), line("BO  BERG", 110_000)],
    };
    let causes = b.office.foresee(&prospect::of_batch(&batch)).unwrap();
    assert_eq!(causes[0].len(), 1, "the first line is only to be checked");
    assert!(causes[1].is_empty());
    assert!(causes[2].iter().any(|f| f.says == "Report £2,400.00 of Bo Berg"), "{:?}", said(&causes));

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gifts.csv");
    let table = "Date,Donor name,Email,Postcode,Amount\n\
        2026-11-02,Bo Berg,bo@example.org,LS1 1AA,1300.00\n\
        2026-11-03,Bo Berg,other@example.org,M1 1AA,1100.00\n\
        2026-11-04,,,,600.00\n";
    std::fs::write(&path, table).unwrap();
    let source = tabular::open(&path, &Overrides::default()).unwrap();
    let plan = ledger::prepare(&b.office, &source, &guess(&source), false).unwrap();
    let causes = b.office.foresee(&prospect::of_plan(&plan)).unwrap();
    assert_eq!(
        said(&causes),
        [
            ["Check Bo Berg before keeping £1,300.00"],
            ["Check Bo Berg before keeping £1,100.00"],
            ["Find out who gave £600.00, or give £600.00 back"]
        ]
    );
}

#[test]
fn many_prospects_are_asked_about_as_one_by_one() {
    let mut b = Branch::new("gb", "2026-11-21");
    let people: Vec<_> = (0..600).map(|n| b.person(&format!("Donor {n}"))).collect();
    for person in people.iter().step_by(3) {
        b.gift(Some(*person), "2026-10-01", 180_000);
    }
    let all: Vec<Prospect> = people
        .iter()
        .enumerate()
        .map(|(n, p)| prospect(Giver::Known(p.0), "2026-11-20", 40_000 + 500 * n as i64))
        .collect();
    let together = b.office.foresee(&all).unwrap();
    let mut something = 0;
    for (prospect, causes) in all.iter().zip(&together).step_by(7) {
        let alone = b.office.foresee(std::slice::from_ref(prospect)).unwrap();
        assert_eq!(&alone[0], causes);
        something += causes.len();
    }
    assert!(something > 50);
}

#[test]
fn france_says_whose_receipt_it_is() {
    let b = Branch::new("fr", "2026-11-21");
    let causes = b.office.foresee(&[prospect(Giver::New("Zoé Exemple".into(), 0), "2026-11-20", 5_000)]).unwrap();
    assert!(said(&causes)[0].contains(&"Only the regulator’s own receipt may be given"), "{:?}", said(&causes));
}

fn text(cell: &Cell) -> String {
    match cell.value() {
        Cell::Text(text) => text.clone(),
        Cell::Day(day) => day.to_string(),
        Cell::Money(money) => Currency::pound().figures(*money),
        Cell::Count(n) => n.to_string(),
        Cell::Empty | Cell::Opening(..) => String::new(),
    }
}

#[test]
fn the_quarter_s_extract_has_what_the_form_asks_in_every_form_of_file() {
    let mut b = Branch::new("gb", "2026-10-05");
    let standing = Standing { class: Some(Class::Company), register_number: "ZZ000001".into(), ..Standing::default() };
    let bakery = b.body("=Harbour Bakery Ltd", None);
    ops::set_standing(&mut b.office, bakery, &standing).unwrap();
    let first = b.gift(Some(bakery), "2026-07-01", 150_000);
    b.work(&b.one("gb.accept_check").clone(), Outcome::Accepted, "2026-07-08");
    b.gift(Some(bakery), "2026-08-01", 100_000);
    b.entry(EntryKind::Donation, None, "2026-08-02", 60_000, Method::Cash);
    b.work(&b.one("gb.anonymous").clone(), Outcome::Unidentified, "2026-08-20");
    let back = NewWork { amount: Some(Money(60_000)), refund: true, ..done(Outcome::PaidOver, "2026-08-25") };
    let key = b.one("gb.return").key();
    ops::work(&mut b.office, &key, &back).unwrap();

    let pack = pack_for("gb").unwrap().unwrap();
    let definition = pack.extracts.iter().find(|e| e.id == "quarter").unwrap();
    let (from, to) = usual_span(definition, b.office.today());
    assert_eq!((from, to), (on("2026-07-01"), on("2026-09-30")));
    let span = Span { from, to, today: b.office.today() };
    let sheet = b.office.read(|conn| extract(conn, definition, &span)).unwrap();
    let titles: Vec<&str> = sheet.columns.iter().map(|c| c.name.as_str()).collect();
    let rows: Vec<Vec<String>> = sheet.rows.iter().map(|row| row.cells.iter().map(text).collect()).collect();
    let column = |title: &str| titles.iter().position(|t| *t == title).unwrap();
    assert_eq!(rows.len(), 4, "two of the group, one that was refused, the total: {rows:?}");
    let row = &rows[0];
    assert_eq!(row[column("Donor")], "=Harbour Bakery Ltd");
    assert_eq!((row[column("Status")].as_str(), row[column("Register no.")].as_str()), ("Company", "ZZ000001"));
    assert_eq!((row[column("Received")].as_str(), row[column("Accepted")].as_str()), ("2026-07-01", "2026-07-08"));
    assert_eq!(
        (row[column("Amount or value")].as_str(), row[column("Group total")].as_str()),
        ("1,500.00", "2,500.00")
    );
    assert!(row[column("Action taken")].contains("Checked and accepted on 8 Jul 2026 by Asha M., Register"));
    let refused = rows.iter().find(|row| row[column("Donor")] == "Nobody named").unwrap();
    assert_eq!(refused[column("Returned")], "2026-08-25");
    assert!(refused[column("Action taken")].contains("Paid over"), "{refused:?}");
    assert_eq!(refused[column("Accepted")], "", "it was not accepted");
    assert_eq!(rows[3][column("Amount or value")], "3,100.00");
    assert!(sheet.rows.iter().all(|row| row.opens.is_some()), "every row opens what is behind it");
    assert_eq!(sheet.rows[0].opens.as_ref().unwrap().filter, first.to_string());

    let folder = tempfile::tempdir().unwrap();
    let csv = folder.path().join("quarter.csv");
    write_sheet(&csv, &sheet, *Currency::pound()).unwrap();
    let written = std::fs::read_to_string(&csv).unwrap();
    assert!(!written.contains("\n=Harbour") && written.contains("Harbour Bakery Ltd"), "no formula leaves: {written}");
    let xlsx = folder.path().join("quarter.xlsx");
    write_sheet(&xlsx, &sheet, *Currency::pound()).unwrap();
    let back = tabular::open(&xlsx, &Overrides::default()).unwrap();
    assert!(back.rows().any(|row| row.cell(column("Register no.")) == "ZZ000001"));
    let profile = b.office.read(wardroom::office::profile::get).unwrap();
    let pdf = on_paper(&sheet, &Letterhead::of(&profile), *Currency::pound(), b.office.clock().now(), "").unwrap();
    assert!(pdf.starts_with(b"%PDF"));

    // The quarter before has none of it.
    let span = Span { from: on("2026-04-01"), to: on("2026-06-30"), today: b.office.today() };
    assert_eq!(b.office.read(|conn| extract(conn, definition, &span)).unwrap().rows.len(), 1);
    // What was done stands in its own report.
    let span = Span { from: on("2026-01-01"), to: on("2026-12-31"), today: b.office.today() };
    let done = b.office.read(|conn| (report::REPORTS[1].sheet)(conn, &span)).unwrap();
    assert_eq!(done.rows.len(), 3);
}

/// Vector 14: a spoiled serial stays, marked, and is listed; the one in its place names it.
#[test]
fn a_spoiled_receipt_is_listed_in_the_annual_extract_with_the_one_in_its_place() {
    let mut b = Branch::new("ca", "2026-11-21");
    let mut last = String::new();
    for n in 1..=17 {
        let donor = b.person(&format!("Donor {n}"));
        let entry = b.gift(Some(donor), "2026-03-02", 25_000);
        let plan = b
            .office
            .read(|conn| receipts_store::plan(conn, Scope::Donation(EntryId(entry.0)), on("2026-11-21")))
            .unwrap();
        last = receipts::issue(&mut b.office, &plan).unwrap().value.first;
    }
    let again = receipts::reissue(&mut b.office, &last, "Coffee on the paper").unwrap().value;
    assert_eq!((again.old.as_str(), again.new.as_str()), ("2026-0017", "2026-0018"));
    let sheet = b.office.read(|conn| receipts_store::sheet(conn, again.receipt)).unwrap().sheet;
    assert!(sheet.closing.iter().any(|text| text.contains("2026-0017")), "18 says that it replaces 17");
    let definition = &pack_for("ca").unwrap().unwrap().extracts[0];
    let span = Span { from: on("2026-01-01"), to: on("2026-12-31"), today: on("2026-11-21") };
    let sheet = b.office.read(|conn| extract(conn, definition, &span)).unwrap();
    let cancelled: Vec<String> = sheet
        .rows
        .iter()
        .flat_map(|row| row.cells.iter().map(text))
        .filter(|text| text.contains("cancelled"))
        .collect();
    assert_eq!(cancelled, ["Receipt 2026-0017 cancelled, replaced by 2026-0018: Coffee on the paper"]);
    assert_eq!(sheet.rows.len(), 17 + 1 + 1);
}
