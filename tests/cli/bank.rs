//! The commands of the bank: a statement from reading to reconciling, as a script sees it.

use serde_json::{Value, json};

use crate::common::told::{done, office, refused_on, run, written};

const DAY: &str = "2026-11-21";

fn refused(words: &[&str]) -> String {
    refused_on(DAY, words)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A statement that begins with 100.00: dues of Ann, a stack of cheques, a fee, a transfer nobody knows.
const STATEMENT: &str = "Date,Name,Details,Amount,Balance\n\
    2026-11-02,ANN ALI,DONATION,25.00,125.00\n\
    2026-11-05,,CHEQUES,80.00,205.00\n\
    2026-11-10,,ACCOUNT FEE NOV,-6.00,199.00\n\
    2026-11-12,HARBOUR BAKERY,RAFFLE AND GIFT,40.00,239.00\n";

/// An office with a donation of Ann's, two cheques, 100.00 from before, and the statement read.
fn branch() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let record = |words: &[&str]| {
        let words = ["ledger", "record", &file].iter().chain(words).copied().collect::<Vec<_>>();
        text(&done(&words)["entry"]["id"]).to_owned()
    };
    record(&["--kind", "opening", "--amount", "100", "--received", "2026-10-31", "--account", "General"]);
    record(&["--from", "Ann Ali", "--amount", "25", "--received", "2026-11-01", "--method", "transfer"]);
    record(&["--from", "Bea Brook", "--amount", "30", "--received", "2026-11-03", "--method", "cheque"]);
    record(&["--from", "Cy Cole", "--amount", "50", "--received", "2026-11-03", "--method", "cheque"]);
    let input = written(folder.path(), "november.csv", STATEMENT);
    let read = done(&["import", "bank", &file, &input, "--account", "General"]);
    assert_eq!(read["added"], 4, "{read}");
    (folder, file)
}

/// The id of the line with this amount.
fn line(file: &str, amount: &str) -> String {
    let lines = done(&["bank", "lines", file]);
    let found = lines["lines"].as_array().unwrap().iter().find(|l| l["amount"] == amount);
    text(&found.unwrap_or_else(|| panic!("no line of {amount}"))["id"]).to_owned()
}

fn sound(file: &str) {
    let (status, said) = run(&["check", file]);
    assert_eq!(status, 0, "{said}");
}

#[test]
fn a_statement_is_matched_and_reconciled_and_all_of_it_goes_back() {
    let (folder, file) = branch();
    let info = done(&["info", &file]);
    assert_eq!(info["counts"]["bank_lines_to_match"], 4);
    let dry = done(&["bank", "match", &file, "--dry-run"]);
    assert_eq!((&dry["op"], &dry["matched"].as_array().unwrap().len(), &dry["left"]), (&json!(null), &1, &json!(3)));
    assert_eq!(done(&["info", &file])["generation"], info["generation"], "a dry run changes nothing");
    let matched = done(&["bank", "match", &file]);
    assert_eq!(matched["matched"], dry["matched"], "what was shown is what was done");
    // Two cheques are one line.
    let cheques = line(&file, "80.00");
    let shown = done(&["bank", "show", &file, &cheques]);
    assert!(refused(&["bank", "accept", &file, &cheques, "--suggestion", "9"]).contains("no suggestion 9"));
    let entries = done(&["ledger", "entries", &file, "--filter", "2026-11-03..2026-11-03"]);
    let ids: Vec<&str> = entries["entries"].as_array().unwrap().iter().map(|e| text(&e["id"])).collect();
    assert_eq!(ids.len(), 2, "{shown}");
    assert!(refused(&["bank", "accept", &file, &cheques, "--entry", ids[0]]).contains("is left to say"));
    done(&["bank", "accept", &file, &cheques, "--entry", ids[0], "--entry", ids[1]]);
    // One line is two things, the second of somebody new.
    let bakery = line(&file, "40.00");
    let parts = ["--part", "amount=15,kind=event", "--part", "kind=donation,new=Harbour Bakery Ltd"];
    let words = ["bank", "split", &file, &bakery].iter().chain(&parts).copied().collect::<Vec<_>>();
    let split = done(&words);
    assert_eq!((&split["recorded"], &split["people_added"], &split["left"]), (&json!(2), &json!(1), &json!(1)));
    // The account does not agree while a line waits.
    let (status, dry) = run(&["bank", "reconcile", &file, "--account", "General", "--dry-run"]);
    assert_eq!((status, &dry["agrees"], &dry["difference"]), (1, &json!(false), &json!("-6.00")));
    assert!(refused(&["bank", "reconcile", &file, "--account", "General"]).contains("wait to be matched"));
    let fee = line(&file, "-6.00");
    assert!(refused(&["bank", "record", &file, &fee, "--kind", "dues"]).contains("went out"));
    let recorded = done(&["bank", "record", &file, &fee, "--payee", "The bank", "--remember"]);
    assert!(recorded["rule"].is_string());
    let rules = done(&["bank", "rules", &file]);
    assert_eq!((&rules["rules"][0]["way"], &rules["rules"][0]["kind"]), (&json!("out"), &json!("expense")));
    let dry = done(&["bank", "reconcile", &file, "--account", "General", "--dry-run"]);
    assert_eq!(
        (&dry["balance"], &dry["cleared"], &dry["brought_sum"], &dry["on"]),
        (&json!("239.00"), &json!("239.00"), &json!("100.00"), &json!("2026-11-12"))
    );
    done(&["bank", "reconcile", &file, "--account", "General", "--note", "by post"]);
    sound(&file);
    // What is reconciled stays.
    assert!(refused(&["bank", "free", &file, &fee]).contains("is reconciled"));
    let locked = done(&["ledger", "entries", &file, "--filter", "2026-11-03..2026-11-03"]);
    assert_eq!(locked["entries"][0]["locked_by"], "reconciliation of General to 12 Nov 2026");
    assert!(refused(&["bank", "reconcile", &file, "--account", "General"]).contains("already"));
    // A statement that reaches into that time is told of it before.
    let late =
        written(folder.path(), "late.csv", "Date,Name,Details,Amount\n2026-11-12,X,LATE,1.00\n2026-11-13,Y,NEW,2.00\n");
    let dry = done(&["import", "bank", &file, &late, "--account", "General", "--dry-run"]);
    let notes = dry["notes"].to_string();
    assert!(notes.contains("1 new line is of a time that is reconciled (up to 12 Nov 2026)"), "{dry}");
    let list = done(&["bank", "reconciliations", &file]);
    let id = text(&list["reconciliations"][0]["id"]).to_owned();
    assert!(refused(&["bank", "reopen", &file, &id, "--reason", " "]).contains("needs a reason"));
    done(&["bank", "reopen", &file, &id, "--reason", "A cheque was keyed wrongly"]);
    done(&["bank", "free", &file, &fee]);
    assert_eq!(line(&file, "-6.00"), fee);
    for _ in 0..7 {
        done(&["undo", &file]);
    }
    assert_eq!(done(&["bank", "lines", &file, "--state", "open"])["count"], 4, "all of it was undone");
    sound(&file);
}

#[test]
fn a_line_is_set_aside_and_brought_back_and_a_rule_is_made_by_hand() {
    let (_folder, file) = branch();
    let fee = line(&file, "-6.00");
    done(&["bank", "aside", &file, &fee, "--reason", "the bank took it back"]);
    assert!(refused(&["bank", "record", &file, &fee]).contains("set aside"));
    done(&["bank", "bring-back", &file, &fee]);
    assert!(refused(&["bank", "rule", &file, "--way", "out", "--kind", "expense"]).contains("words"));
    let rule = done(&["bank", "rule", &file, "--way", "out", "--words", "Account fee", "--payee", "The bank"]);
    let id = text(&rule["rule"]).to_owned();
    done(&["bank", "rule", &file, &id, "--words", "account fee", "--aside", "not ours"]);
    let shown = done(&["bank", "show", &file, &fee]);
    assert_eq!(shown["suggestions"][0]["says"], "Set aside: not ours");
    done(&["bank", "accept", &file, &fee]);
    assert_eq!(done(&["bank", "lines", &file, "--state", "aside"])["count"], 1);
    done(&["bank", "remove-rule", &file, &id]);
    assert_eq!(done(&["bank", "rules", &file])["rules"], json!([]));
}

#[test]
fn what_was_expected_and_did_not_come_is_listed() {
    let (_folder, file) = branch();
    done(&[
        "pledges",
        "add",
        &file,
        "Ann Ali",
        "--amount",
        "10",
        "--first",
        "2026-11-01",
        "--method",
        "standing_order",
    ]);
    let expected = done(&["bank", "expected", &file]);
    assert_eq!(
        (&expected["until"], &expected["awaited"][0]["name"], &expected["awaited"][0]["amount"]),
        (&json!("2026-11-12"), &json!("Ann Ali"), &json!("10.00"))
    );
    let waiting: Vec<&str> = expected["entries"].as_array().unwrap().iter().map(|e| text(&e["amount"])).collect();
    assert_eq!(
        waiting,
        ["30.00", "50.00"],
        "cheques of the 3rd that no line has; Ann’s entry came before the first line"
    );
}

#[test]
fn what_a_line_causes_is_said_where_it_is_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let text_of = "Date,Name,Details,Amount\n2026-11-12,HARBOUR BAKERY,GIFT,600.00\n2026-11-13,ANN ALI,GIFT,5.00\n";
    let input = written(folder.path(), "november.csv", text_of);
    done(&["import", "bank", &file, &input, "--account", "General"]);
    let foreseen = ["rules", "foresee", &file, "--kind", "donation", "--amount", "600", "--from", "Harbour Bakery"];
    let foreseen = done(&[&foreseen[..], &["--received", "2026-11-12", "--method", "transfer"]].concat());
    assert!(foreseen["causes"][0]["due"].is_string(), "{foreseen}");
    let gift = line(&file, "600.00");
    let recorded = done(&["bank", "record", &file, &gift, "--kind", "donation", "--new", "Harbour Bakery"]);
    assert_eq!(recorded["causes"], foreseen["causes"], "the same as the form of a donation says");
    let small = line(&file, "5.00");
    let recorded = done(&["bank", "record", &file, &small, "--kind", "donation", "--new", "Ann Ali"]);
    assert_eq!(recorded["causes"], json!([]));
    // What is sure is recorded without a form, and says it as well.
    let again =
        written(folder.path(), "december.csv", "Date,Name,Details,Amount\n2026-11-19,HARBOUR BAKERY,GIFT,600.00\n");
    done(&["import", "bank", &file, &again, "--account", "General"]);
    done(&[
        "bank",
        "rule",
        &file,
        "--way",
        "in",
        "--words",
        "HARBOUR BAKERY",
        "--kind",
        "donation",
        "--from",
        "Harbour Bakery",
    ]);
    let dry = done(&["bank", "match", &file, "--dry-run"]);
    assert_eq!(dry["matched"].as_array().map(Vec::len), Some(1), "{dry}");
    assert_eq!(dry["causes"][0]["line"], dry["matched"][0]["line"]["id"]);
    assert!(dry["causes"].to_string().contains("before keeping"), "{dry}");
    let matched = done(&["bank", "match", &file]);
    assert_eq!((&matched["causes"], &matched["recorded"]), (&dry["causes"], &json!(1)));
}
