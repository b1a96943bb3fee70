//! What somebody does who works with the commands for the first time, and what they are told.

use std::path::Path;

use serde_json::Value;

use crate::common::told::{done, office, refused_on, run, told, written};

fn gift(file: &str, from: &str, amount: &str, on: &str) -> Value {
    done(&["ledger", "record", file, "--from", from, "--amount", amount, "--received", on])
}

fn id_of(recorded: &Value) -> String {
    recorded["entry"]["id"].as_str().unwrap().to_owned()
}

fn told_all(words: &[&str]) -> String {
    told(words).1
}

#[test]
fn a_statement_is_shown_and_written_as_its_ending_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    gift(&file, "Ann Ali", "25", "2026-01-05");
    gift(&file, "Ann Ali", "10.50", "2026-02-05");
    let said = told_all(&["ledger", "statement", &file, "Ann Ali"]);
    for words in ["Statement for Ann Ali", "5 Jan 2026", "10.50", "35.50"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert!(!said.contains("Receipt"), "a column that holds nothing is left out: {said}");
    let shown = done(&["ledger", "statement", &file, "Ann Ali"]);
    assert_eq!((shown["rows"][0][0].as_str(), shown["rows"][0][5].as_str()), (Some("2026-01-05"), Some("25.00")));
    let at = |name: &str| folder.path().join(name).display().to_string();
    for (name, begins) in [("st.csv", &b"\xEF\xBB\xBFReceived"[..]), ("st.xlsx", b"PK"), ("st.pdf", b"%PDF")] {
        done(&["ledger", "statement", &file, "Ann Ali", "--to", &at(name)]);
        let bytes = std::fs::read(at(name)).unwrap();
        let plain = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
        let begins = begins.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(begins);
        assert!(plain.starts_with(begins), "{name}");
    }
    for command in [&["ledger", "statement", &file, "Ann Ali"][..], &["report", &file, "income"]] {
        let (status, said) = run(&[command, &["--to", &at("st.docx")]].concat());
        assert!(status == 2 && said.as_str().unwrap().contains(".pdf, .csv, .xlsx or .json"), "{said}");
        assert!(!Path::new(&at("st.docx")).exists());
    }
}

#[test]
fn what_was_reversed_or_given_back_is_counted_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    gift(&file, "Ann Ali", "25", "2026-01-05");
    let twice = id_of(&gift(&file, "Ann Ali", "30", "2026-03-05"));
    done(&["ledger", "reverse", &file, &twice, "--reason", "keyed twice"]);
    let only = id_of(&gift(&file, "Ben Bo", "40", "2026-03-05"));
    done(&["ledger", "reverse", &file, &only, "--reason", "not ours"]);
    let back = id_of(&gift(&file, "Cas Cole", "50", "2026-03-05"));
    done(&["ledger", "refund", &file, &back]);
    let report = done(&["report", &file, "donors"]);
    let rows: Vec<[&Value; 4]> =
        report["rows"].as_array().unwrap().iter().map(|row| [&row[0], &row[2], &row[3], &row[4]]).collect();
    assert_eq!(rows.len(), 2, "{report}");
    assert_eq!(rows[0].map(Value::to_string), ["\"Ann Ali\"", "1", "\"2026-01-05\"", "\"25.00\""]);
    assert_eq!(rows[1][1..2].to_vec(), [&Value::from(1)], "{report}");
    assert_eq!(done(&["info", &file])["counts"]["donations"], 1);
    let given = &done(&["people", "show", &file, "Ann Ali"])["about"]["given"];
    assert_eq!((given["count"].as_i64(), given["last"].as_str()), (Some(1), Some("2026-01-05")), "{given}");
    assert!(done(&["people", "show", &file, "Ben Bo"])["about"]["given"].is_null());
    let gave = done(&["segments", "people", &file, "--if", "ledger.gave"]);
    assert_eq!(gave["total"], 1, "segments ask the same: {gave}");
}

#[test]
fn an_entry_that_is_odd_is_recorded_and_said_and_one_that_cannot_be_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let record = |amount: &str, on: &str| {
        run(&["ledger", "record", &file, "--from", "Ann Ali", "--amount", amount, "--received", on])
    };
    let (status, said) = record("999999999999", "2026-11-14");
    assert!(status == 1 && said.as_str().unwrap().contains("check the digits"), "{said}");
    let (status, said) = record("5", "2026-11-22");
    assert!(status == 1 && said.as_str().unwrap().contains("still to come"), "{said}");
    let list = written(folder.path(), "ahead.csv", "Date,Name,Amount\n2026-11-22,Ann Ali,5\n2026-11-20,Ben Bo,7\n");
    let (status, said) = run(&["import", "donations", &file, &list]);
    assert_eq!((status, said["added"].as_i64(), said["refused"].as_i64()), (1, Some(1), Some(1)), "{said}");
    assert!(said["problems"][0]["message"].as_str().unwrap().contains("still to come"), "one rule: {said}");
    let (_, said) = record("250000", "2026-11-14");
    assert!(said["causes"].to_string().contains("£250,000.00 is a great deal"), "{said}");
    let (_, said) = record("20", "2026-11-14");
    assert!(!said["causes"].to_string().contains("there already"), "{said}");
    let (status, said) = record("20", "2026-11-14");
    let causes = said["causes"].to_string();
    assert!(status == 0 && causes.contains("The same donor, amount and day is there already"), "{said}");
    for _ in 0..2 {
        let list = done(&["ledger", "entries", &file, "--filter", "kind:donation 2026-11-14..2026-11-14"]);
        let same =
            list["entries"].as_array().unwrap().iter().find(|e| e["amount"] == "20.00" && e["reversed"] == false);
        let id = same.unwrap()["id"].as_str().unwrap().to_owned();
        done(&["ledger", "reverse", &file, &id, "--reason", "keyed twice"]);
    }
    let (_, said) = record("20", "2026-11-14");
    assert!(!said["causes"].to_string().contains("there already"), "what was reversed is not there: {said}");
}

#[test]
fn receipts_say_what_to_do_what_is_final_and_which_number_is_meant() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let at = |name: &str| folder.path().join(name).display().to_string();
    let address = ["--street", "4 Quay Street", "--postcode", "RV1 1AA"];
    done(&[&["people", "add", &file, "--name", "Ann Ali"][..], &address].concat());
    gift(&file, "Ann Ali", "25", "2026-01-05");
    gift(&file, "Ben Bo", "40", "2026-03-05");
    let said = told_all(&["receipts", "preview", &file]);
    assert!(said.contains("Receipts for 2026"), "this year where none is said: {said}");
    assert!(said.contains("Add the donor’s address: in People, or with `wardroom people change"), "{said}");
    let (_, said) = told(&["receipts", "issue", &file, "--year", "2026", "--to", &at("out")]);
    assert!(said.contains("Issued 2026-0001, £25.00; 1 file written"), "{said}");
    for typed in ["1", "2026-1", "2026/1"] {
        let said = refused_on("2026-11-21", &["receipts", "print", &file, typed, "--to", &at("p.pdf")]);
        assert!(said.contains("Did you mean 2026-0001?"), "{typed}: {said}");
    }
    assert!(!refused_on("2026-11-21", &["receipts", "void", &file, "2025-1", "--reason", "x"]).contains("2026-0001"));
    let said = told_all(&["undo", &file, "--dry-run"]);
    assert!(said.contains("redo does not bring it back"), "{said}");
    let said = told_all(&["undo", &file]);
    assert!(said.contains("redo does not bring it back"), "{said}");
    let list = told_all(&["receipts", "list", &file]);
    assert!(list.contains("Void: its issue was undone"), "{list}");
    done(&["receipts", "issue", &file, "--year", "2026", "--to", &at("out")]);
    let said = refused_on(
        "2026-11-21",
        &["receipts", "reissue", &file, "2026-0001", "--reason", "misspelt", "--to", &at("r.pdf")],
    );
    assert!(said.contains("stands on receipt 2026-0002 now") && said.contains("Reissue 2026-0002"), "{said}");
    done(&["receipts", "reissue", &file, "2026-0002", "--reason", "misspelt", "--to", &at("r.pdf")]);
    let list = told_all(&["receipts", "list", &file]);
    assert!(list.contains("Void, replaced by 2026-0003: misspelt"), "{list}");
    assert!(list.contains("Issued, replaces 2026-0002"), "{list}");
}

#[test]
fn receipts_of_several_years_are_told_apart_in_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let at = |name: &str| folder.path().join(name).display().to_string();
    done(&["people", "add", &file, "--name", "Ann Ali", "--street", "4 Quay Street", "--postcode", "RV1 1AA"]);
    gift(&file, "Ann Ali", "25", "2026-01-05");
    gift(&file, "Ann Ali", "15", "2026-02-05");
    gift(&file, "Ann Ali", "7", "2019-02-05");
    for year in ["2026", "2019"] {
        done(&["receipts", "issue", &file, "--year", year, "--to", &at("out")]);
    }
    let report = done(&["report", &file, "receipts"]);
    let row = |first: &str, year: Option<&str>| {
        let rows = report["rows"].as_array().unwrap();
        let found = rows.iter().find(|row| row[0] == first && row[2].as_str() == year);
        let found = found.unwrap_or_else(|| panic!("{first}: {report}"));
        (found[5].as_i64().unwrap(), found[6].as_str().unwrap().to_owned())
    };
    assert_eq!(row("2026-0001", Some("2026")), (2, "40.00".to_owned()));
    assert_eq!(row("2026-0002", Some("2019")), (1, "7.00".to_owned()));
    assert_eq!(row("2 issued, 0 void", None), (3, "47.00".to_owned()));
    assert_eq!(row("of them 1 receipt", Some("2019")), (1, "7.00".to_owned()));
}

#[test]
fn a_misspelt_name_is_answered_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for name in ["Agatha Cheque", "Agnes Chequers", "Timothy Carrington", "Zoë O’Brien-Núñez"] {
        done(&["people", "add", &file, "--name", name]);
    }
    for (typed, meant) in [
        ("Agata Cheque", "Agatha Cheque"),
        ("Timoty Carington", "Timothy Carrington"),
        ("Carringtan", "Timothy Carrington"),
        ("Zoe OBrian", "Zoë O’Brien-Núñez"),
    ] {
        let found = done(&["find", &file, typed]);
        assert_eq!(found["people"].as_array().unwrap().len(), 0, "{typed}");
        assert_eq!(found["nearest"][0]["name"], meant, "{typed}: {found}");
        assert!(told_all(&["find", &file, typed]).contains("The nearest names:"));
        let said = refused_on("2026-11-21", &["people", "show", &file, typed]);
        assert!(said.contains("Did you mean") && said.contains(meant), "{said}");
    }
    let found = done(&["find", &file, "Xavier Quillfeather"]);
    assert_eq!(found["nearest"].as_array().unwrap().len(), 0, "{found}");
    let said = told_all(&["find", &file, "ag", "--limit", "1"]);
    assert!(said.starts_with("Agatha Cheque") && said.contains("and more; --limit"), "{said}");
    assert!(!told_all(&["find", &file, "ag", "--limit", "2"]).contains("and more"));
}

#[test]
fn a_day_or_an_id_that_is_none_is_told_in_plain_words() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let said = told_all(&["ledger", "record", &file, "--amount", "5", "--received", "04/03/2026"]);
    assert!(
        said.contains("--received: “04/03/2026” is not a day") && said.contains("2026-03-04 or 2026-04-03"),
        "{said}"
    );
    let id = told_all(&["ledger", "reverse", &file, "Agatha Cheque", "--reason", "x"]);
    assert!(id.contains("“Agatha Cheque” is not an id") && id.contains("ledger entries FILE --filter"), "{id}");
    for said in [said, id] {
        assert!(!said.contains("details:"), "no words of a library: {said}");
    }
}

#[test]
fn a_batch_says_what_differs_by_the_rows_of_its_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    gift(&file, "Ann Ali", "20", "2026-11-16");
    let list = written(folder.path(), "b.csv", "Donor,Amount\nAnn Ali,20\nBen Bo,30\n");
    let post = |count: &str, total: &str| {
        told_all(&["ledger", "batch", &file, &list, "--count", count, "--total", total, "--banked", "2026-11-16"])
    };
    assert!(post("2", "49.17").contains("the count agrees, £0.83 too much"));
    assert!(post("3", "50").contains("1 line still to find, the total agrees"));
    let said = post("2", "50");
    assert!(said.contains("2 entries for £50.00, 1 person new"), "{said}");
    assert!(said.contains("row 2: The same donor, amount and day is there already"), "{said}");
    let wrong = written(folder.path(), "w.csv", "Donor,Amount\nAnn Ali,20\nBen Bo,ten\n");
    let said = told_all(&["ledger", "batch", &file, &wrong, "--count", "2", "--total", "30"]);
    assert!(said.contains("1 row cannot be taken") && said.contains("row 3, Amount: “ten”"), "{said}");
}

#[test]
fn words_for_people_hold_no_names_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    gift(&file, "Ann Ali", "20", "2026-11-16");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let said = told_all(&["info", &file]);
    assert!(
        said.contains("law of") && said.contains("version of the file") && said.contains("bank lines to match"),
        "{said}"
    );
    assert!(!said.contains('_'), "{said}");
    done(&["settings", "set", &file, "--unit-type", "accounting_unit"]);
    assert!(told_all(&["settings", "show", &file]).contains("Accounting unit (Great Britain, Ireland)"));
    done(&["export", &file, "history", "--to", &at("h.csv")]);
    let history = std::fs::read_to_string(at("h.csv")).unwrap();
    assert!(history.contains("ledger: record") && !history.contains("ledger.record"), "{history}");
    let entries = told_all(&["ledger", "entries", &file]);
    assert!(entries.starts_with("2026-11-16  Donation") && entries.contains("1 entry, in"), "{entries}");
    let people = told_all(&["people", "list", &file]);
    assert!(people.starts_with("Ann Ali"), "{people}");
}

#[test]
fn what_cannot_be_done_says_what_can() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let at = |name: &str| folder.path().join(name).display().to_string();
    let refused = |words: &[&str], status: u8, expected: &[&str]| {
        let (ended, said) = told(words);
        assert_eq!(ended, status, "{words:?}: {said}");
        for words in expected {
            assert!(said.contains(words), "{words}: {said}");
        }
    };
    let inside = folder.path().display().to_string();
    refused(&["backup", &file, "--to", &inside], 3, &["This is a folder", "copy.wardroom"]);
    refused(&["backup", &file, "--to", &file], 3, &["already", "no --force"]);
    let record = ["ledger", "record", &file, "--amount", "5", "--received", "2026-11-16"];
    let fund = ["--fund", "Roof"];
    refused(&[&record[..], &fund].concat(), 1, &["There are none yet: `wardroom ledger fund FILE NAME` makes one"]);
    let map = written(folder.path(), "m.toml", "nothing = [");
    let list = written(folder.path(), "l.csv", "Date,Name,Amount\n2026-11-20,Ben Bo,7\n");
    refused(&["import", "donations", &file, &list, "--map", &map], 2, &["--for WHAT", "donations"]);
    let new = ["--party", "P", "--branch", "B", "--jurisdiction", "gb"];
    refused(&[&["new", &at("x4.txt")][..], &new].concat(), 2, &["ends in .wardroom", "x4.wardroom"]);
    assert!(!Path::new(&at("x4.txt")).exists());
    let text = written(folder.path(), "README.md", &"# Read me, it is “a text”\n".repeat(9));
    refused(&["info", &text], 3, &["This is not a Wardroom file"]);
    assert!(!told_all(&["info", &text]).contains("passphrase"));
    let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    std::fs::write(at("sealed.wardroom"), noise).unwrap();
    refused(&["info", &at("sealed.wardroom")], 3, &["--passphrase-file"]);
}

#[test]
fn an_organisation_is_known_by_the_end_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for (name, organisation) in [("Printer Ltd", true), ("Müller GmbH", true), ("Ann Ali", false), ("Ltd", false)] {
        gift(&file, name, "20", "2026-11-16");
        assert_eq!(done(&["people", "show", &file, name])["organisation"], organisation, "{name}");
    }
}

#[test]
fn income_is_compared_only_with_a_span_that_is_another() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    gift(&file, "Ann Ali", "20", "2025-11-16");
    gift(&file, "Ann Ali", "30", "2026-11-16");
    let columns = |from: &str| done(&["report", &file, "income", "--from", from])["columns"].as_array().unwrap().len();
    assert_eq!((columns("2026-01-01"), columns("2019-01-01"), columns("2025-12-31")), (5, 3, 3));
    let long = done(&["report", &file, "income", "--from", "2019-01-01"]);
    assert_eq!(long["rows"].as_array().unwrap().last().unwrap()[2], "50.00", "{long}");
}

#[test]
fn a_damaged_file_is_told_to_be_damaged() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for n in 0..60 {
        gift(&file, &format!("Donor {n}"), "20", "2026-11-16");
    }
    let bytes = std::fs::read(&file).unwrap();
    let mut found = 0;
    for page in 2..bytes.len() / 4096 {
        let mut damaged = bytes.clone();
        damaged[page * 4096 + 40..page * 4096 + 1200].fill(0xA7);
        let path = folder.path().join("d.wardroom");
        std::fs::write(&path, &damaged).unwrap();
        let (status, said) = told(&["check", &path.display().to_string()]);
        assert!(matches!(status, 0 | 1 | 3), "page {page}: {status} {said}");
        assert!(!said.contains("refused a step of the program"), "page {page}: {said}");
        assert!(!said.lines().any(|line| line.contains("Tree ") && !line.contains("damaged")), "page {page}: {said}");
        found += usize::from(status != 0);
    }
    assert!(found > 10, "most pages hold something: {found}");
}
