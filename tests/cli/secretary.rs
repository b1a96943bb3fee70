//! A year of a secretary by commands, from the desk to the check: on the demo, and on lists that came from elsewhere.

use std::path::Path;

use serde_json::{Value, json};

use crate::common::imported;
use crate::common::told::{done_on as done, refused_on as refused};

/// The day on which it begins: the usual one of the demo.
const DAY: &str = "2026-11-21";
/// The day of the annual meeting.
const MEETING: &str = "2027-03-14";

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} in {value}"))
}

fn is_paper(path: &Path) {
    let bytes = std::fs::read(path).unwrap();
    assert!(bytes.starts_with(b"%PDF") && bytes.len() > 2000, "{}", path.display());
}

/// What Done means: applied and approved, charged and partly paid, reminded, the roll stated and printed with reasons, two
/// people merged and un-merged after other work, one erased, the file checked.
fn a_year(folder: &Path, file: &str) {
    let to = |name: &str| folder.join(name).display().to_string();
    // An application is approved, with the first dues.
    let waiting = done(DAY, &["members", "list", file, "--status", "applied"]);
    let applicant = text(&list(&waiting, "members")[0], "person").to_owned();
    let before = done(DAY, &["info", file])["counts"].clone();
    let approved = done(DAY, &["members", "approve", file, &applicant, "--by", "Committee"]);
    assert_eq!(list(&approved, "terms")[0]["decided"]["by"], "Committee", "{approved}");
    let counts = done(DAY, &["info", file])["counts"].clone();
    assert_eq!(
        counts["members"].as_i64().unwrap(),
        before["members"].as_i64().unwrap() + 1,
        "in grace until it is paid"
    );
    assert_eq!(counts["applications"].as_i64().unwrap(), before["applications"].as_i64().unwrap() - 1);

    // The year's dues: seen, run, taken back, run again.
    let run_on = "2027-01-02";
    let seen = done(run_on, &["dues", "preview", file, "--year", "2027"]);
    assert!(seen["count"].as_i64().unwrap() > 2, "{seen}");
    let ran = done(run_on, &["dues", "run", file, "--year", "2027"]);
    assert_eq!((&ran["charges"], &ran["total"]), (&seen["charges"], &seen["total"]), "what is seen is what is done");
    done(run_on, &["undo", file]);
    assert_eq!(done(run_on, &["dues", "preview", file, "--year", "2027"])["charges"], seen["charges"]);
    done(run_on, &["dues", "run", file, "--year", "2027"]);

    // Partly paid: one the half, one the whole and two pounds ahead.
    let pay_on = "2027-02-01";
    let arrears = done(pay_on, &["arrears", file]);
    let owing = list(&arrears, "arrears");
    let (half, whole) = (&owing[0], &owing[1]);
    let pence = |owed: &str| owed.replace('.', "").parse::<i64>().unwrap();
    let pounds = |pence: i64| format!("{}.{:02}", pence / 100, pence % 100);
    let owed = pence(text(half, "total"));
    let paid = done(pay_on, &["dues", "pay", file, text(half, "payer"), "--amount", &pounds(owed / 2)]);
    assert_eq!(paid["still_owed"], json!(pounds(owed - owed / 2)));
    let more = pounds(pence(text(whole, "total")) + 200);
    let paid = done(pay_on, &["dues", "pay", file, text(whole, "payer"), "--amount", &more]);
    assert_eq!((&paid["still_owed"], &paid["paid_ahead"]), (&json!("0.00"), &json!("2.00")));

    // Reminders, as letters and for a mail merge; a second round at once reminds nobody.
    let round = done(pay_on, &["members", "remind", file, "--dry-run"]);
    let (letters, merge) = (to("reminders.pdf"), to("reminders.csv"));
    let sent = done(pay_on, &["members", "remind", file, "--to", &letters, "--merge", &merge]);
    assert_eq!(sent["count"], round["count"], "what was shown is what goes out");
    assert!(sent["count"].as_i64().unwrap() > 0, "{sent}");
    is_paper(Path::new(&letters));
    let table = wardroom::tabular::open(Path::new(&merge), &wardroom::tabular::Overrides::default()).unwrap();
    assert_eq!(json!(table.rows().count()), sent["count"], "a row for each, addresses in several lines");
    assert_eq!(done(pay_on, &["members", "remind", file, "--dry-run"])["count"], json!(0));

    // The roll for the day of the meeting, with a reason beside everybody who is left out, and printed.
    let roll = done(MEETING, &["roll", file, "--on", MEETING, "--days", "30"]);
    let out = list(&roll, "left_out");
    assert!(!list(&roll, "voters").is_empty() && !out.is_empty());
    assert!(out.iter().all(|absent| !list(absent, "reasons").is_empty()), "{roll}");
    assert!(list(&roll, "voters").iter().any(|voter| voter["person"] == whole["payer"]), "who has paid may vote");
    let paper = to("roll.pdf");
    let (status, said) =
        crate::common::told::run_on(MEETING, &["roll", "print", file, "--on", MEETING, "--days", "30", "--to", &paper]);
    // A computer without fonts for every script says so, and prints no boxes.
    if said.as_str().is_some_and(|said| said.contains("No font on this computer")) {
        eprintln!("the roll was not printed: {said}");
    } else {
        assert_eq!(status, 0, "{said}");
        is_paper(Path::new(&paper));
    }

    // Two records of one person are merged; then there is other work; then they are two again.
    let pairs = done(MEETING, &["duplicates", file, "--min-score", "0.5"]);
    let pair = &list(&pairs, "pairs")[0];
    assert!(!list(pair, "because").is_empty());
    let (keep, other) = (text(pair, "a").to_owned(), text(pair, "b").to_owned());
    let names = |id: &str| text(&done(MEETING, &["people", "show", file, id]), "name").to_owned();
    let (kept_name, other_name) = (names(&keep), names(&other));
    let merged = done(MEETING, &["people", "merge", file, &keep, &other, "--take", "name=other"]);
    assert_eq!(names(&other), other_name, "the id that went leads to the one that stands");
    assert!(list(&done(MEETING, &["duplicates", file, "--min-score", "0.5"]), "pairs").iter().all(|p| p != pair));
    done(MEETING, &["people", "tag", file, "teller", &keep]);
    done(
        MEETING,
        &["ledger", "record", file, "--kind", "donation", "--from", &keep, "--amount", "25", "--received", MEETING],
    );
    let apart = done(MEETING, &["undo", file, "--op", text(&merged, "op")]);
    assert_eq!(apart["op"], merged["op"], "{apart}");
    assert_eq!((names(&keep), names(&other)), (kept_name, other_name));
    assert!(
        list(&done(MEETING, &["people", "show", file, &keep]), "tags").contains(&json!("teller")),
        "later work stays"
    );

    // Somebody is erased, and the file is sound.
    let gone = text(&out[0], "person").to_owned();
    let name = names(&gone);
    done(MEETING, &["people", "erase", file, &gone, "--reason", "asked by letter"]);
    assert!(refused(MEETING, &["people", "show", file, &gone]).to_lowercase().contains("no"));
    assert!(list(&done(MEETING, &["find", file, &name]), "people").iter().all(|hit| hit["id"] != json!(gone)));
    let checked = done(MEETING, &["check", file]);
    assert_eq!(checked["ok"], json!(true), "{checked}");
}

#[test]
fn a_secretarys_year_on_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.wardroom");
    wardroom::demo::make(&path, wardroom::demo::Size::default(), wardroom::demo::usual_day().unwrap()).unwrap();
    a_year(folder.path(), &path.display().to_string());
}

#[test]
fn a_secretarys_year_on_lists_that_came_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    a_year(folder.path(), &imported(folder.path()));
}
