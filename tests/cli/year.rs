//! The commands of the end of a year: closing, the statement, the examiner, the audit; budgets; thanks.

use serde_json::{Value, json};

use crate::cli::fundraising::branch;
use crate::common::told::{done_on as done, refused_on as refused, run_on, written};

const TODAY: &str = "2026-03-01";

fn record(file: &str, kind: &str, from: &str, amount: &str, on: &str) -> String {
    let mut words = vec!["ledger", "record", file, "--kind", kind, "--amount", amount, "--received", on];
    if !from.is_empty() {
        words.extend(["--from", from]);
    }
    done(TODAY, &words)["entry"]["id"].as_str().unwrap().to_owned()
}

fn row<'a>(statement: &'a Value, key: &str) -> &'a Value {
    statement["rows"].as_array().unwrap().iter().find(|row| row["key"] == key).unwrap_or(&Value::Null)
}

#[test]
fn a_year_is_closed_and_opened_again_by_command() {
    let (folder, file) = branch();
    done(TODAY, &["people", "add", &file, "--name", "Ann Ali"]);
    record(&file, "donation", "Ann Ali", "30", "2025-02-01");
    let expense = record(&file, "expense", "", "12.50", "2025-03-01");
    let status = done(TODAY, &["year", "status", &file]);
    assert_eq!(status["next"], "2025");
    assert_eq!(
        status["years"][1],
        json!({ "year": "2025", "from": "2025-01-01", "to": "2025-12-31", "state": "next" })
    );
    let items: Vec<&str> = status["items"].as_array().unwrap().iter().map(|i| i["item"].as_str().unwrap()).collect();
    assert_eq!(items, ["ledger", "batches", "cash", "funds", "receipts", "findings"]);
    let accounts = done(TODAY, &["year", "accounts", &file]);
    assert_eq!((&accounts["form"], &accounts["confirmed"]), (&json!("gb"), &json!(false)));
    assert_eq!(row(&accounts, "result")["now"]["amount"], "17.50");
    let opens = row(&accounts, "income.donations")["now"]["opens"].as_str().unwrap().to_owned();
    let audit = done(TODAY, &["year", "audit", &file, "--open", &opens]);
    assert_eq!((audit["entries"].as_array().unwrap().len(), &audit["entries"][0]["amount"]), (1, &json!("30.00")));
    assert!(audit["proof"][0]["found"].as_str().unwrap().starts_with("Sound"), "{audit}");
    done(TODAY, &["year", "note", &file, "review", "We knocked on doors."]);
    assert!(refused(TODAY, &["year", "note", &file, "nonsense", "x"]).contains("The notes are review"));
    done(TODAY, &["year", "place", &file, "Other expenses", "premises"]);
    assert_eq!(row(&done(TODAY, &["year", "accounts", &file]), "expense.premises")["now"]["amount"], "12.50");
    let places = done(TODAY, &["year", "place", &file]);
    assert!(places["categories"].as_array().unwrap().iter().any(|c| c["line"] == "premises" && c["placed"] == true));

    assert!(refused(TODAY, &["year", "close", &file, "--left", "nonsense=x"]).contains("The keys are ledger"));
    let (status, dry) = run_on(TODAY, &["year", "close", &file, "--dry-run"]);
    assert_eq!((status, &dry["closes"]), (0, &json!(true)));
    let closed = done(TODAY, &["year", "close", &file, "--note", "At the meeting"]);
    assert_eq!(
        (&closed["entries"], &closed["balance"], &closed["note"]),
        (&json!(2), &json!("17.50"), &json!("At the meeting"))
    );
    let said =
        refused(TODAY, &["ledger", "record", &file, "--kind", "expense", "--amount", "1", "--received", "2025-12-31"]);
    assert!(said.contains("the closed year 2025"), "{said}");
    assert!(
        refused(TODAY, &["ledger", "reverse", &file, &expense, "--reason", "Twice", "--on", "2025-12-01"])
            .contains("closed year")
    );
    done(TODAY, &["ledger", "reverse", &file, &expense, "--reason", "Twice"]);
    let donations =
        written(folder.path(), "gifts.csv", "Donor name,Date,Amount\nAnn Ali,2025-06-01,5\nAnn Ali,2026-01-05,7\n");
    let (status, told) = run_on(TODAY, &["import", "donations", &file, &donations]);
    assert_eq!((status, &told["added"], &told["refused"]), (1, &json!(1), &json!(1)), "{told}");
    assert!(told["problems"][0]["message"].as_str().unwrap().contains("lies in the closed year 2025"));
    let one = done(TODAY, &["year", "audit", &file, "--entry", &expense]);
    assert!(one["steps"].as_array().unwrap().len() == 1 && one["lock"] == "the closed year 2025", "{one}");
    assert_eq!(done(TODAY, &["check", &file])["ok"], true);
    for name in ["accounts.pdf", "accounts.xlsx", "accounts.csv"] {
        let out = folder.path().join(name).display().to_string();
        done(TODAY, &["year", "accounts", &file, "--to", &out]);
        assert!(refused(TODAY, &["year", "accounts", &file, "--to", &out]).contains("--force"));
    }
    let csv = std::fs::read_to_string(folder.path().join("accounts.csv")).unwrap();
    assert!(csv.contains("Total receipts") && csv.contains("We knocked on doors."), "{csv}");
    let out = folder.path().join("audit.pdf").display().to_string();
    done(TODAY, &["year", "audit", &file, "--to", &out]);

    assert!(refused(TODAY, &["year", "reopen", &file, "--reason", " "]).contains("with a reason"));
    assert!(
        refused(TODAY, &["year", "reopen", &file, "--reason", "x", "--year", "2024"]).contains("no such closed year")
    );
    done(TODAY, &["year", "reopen", &file, "--reason", "A bill was forgotten"]);
    record(&file, "expense", "", "1", "2025-12-31");
    let again = done(TODAY, &["year", "close", &file]);
    assert_eq!(again["balance"], "16.50");
    let book = done(TODAY, &["year", "status", &file]);
    assert_eq!(book["closed"].as_array().unwrap().len(), 2);
    assert_eq!(book["closed"][1]["reopened"]["why"], "A bill was forgotten");
    assert_eq!(done(TODAY, &["check", &file])["ok"], true);
}

#[test]
fn the_examiner_draws_and_ticks_by_command() {
    let (folder, file) = branch();
    for n in 1..=9 {
        record(&file, "expense", "", &format!("{n}0"), &format!("2025-0{n}-01"));
    }
    let list = done(TODAY, &["year", "examine", &file, "--count", "3", "--over", "90", "--seed", "8 April"]);
    assert_eq!((&list["of"], list["entries"].as_array().unwrap().len()), (&json!(9), 4));
    let again = done(TODAY, &["year", "examine", &file]);
    assert_eq!((&again["id"], &again["op"]), (&list["id"], &Value::Null), "it is shown, not drawn anew");
    done(TODAY, &["year", "checked", &file, "1", "--outcome", "agreed"]);
    assert!(refused(TODAY, &["year", "checked", &file, "2", "--outcome", "query"]).contains("what is to be asked"));
    done(TODAY, &["year", "checked", &file, "2", "--outcome", "query", "--note", "Where is the invoice?"]);
    let seen = done(TODAY, &["year", "examine", &file]);
    assert_eq!(
        (&seen["entries"][0]["outcome"], &seen["entries"][1]["note"]),
        (&json!("agreed"), &json!("Where is the invoice?"))
    );
    let out = folder.path().join("list.pdf").display().to_string();
    done(TODAY, &["year", "examine", &file, "--to", &out]);
    let other = done(TODAY, &["year", "examine", &file, "--draw"]);
    assert_ne!(other["seed"], list["seed"]);
}

#[test]
fn a_budget_is_planned_copied_imported_and_held_against_what_happened() {
    let (folder, file) = branch();
    record(&file, "dues", "", "100", "2025-03-01");
    record(&file, "dues", "", "130", "2026-02-01");
    record(&file, "expense", "", "45", "2025-04-01");
    let copied = done(TODAY, &["budget", "copy", &file, "--add", "10"]);
    assert_eq!(copied["planned"], 2);
    let line = |name: &str| -> Value {
        let shown = done(TODAY, &["budget", "show", &file]);
        shown["lines"].as_array().unwrap().iter().find(|l| l["category"] == name).cloned().unwrap_or(Value::Null)
    };
    let dues = line("Membership dues");
    assert_eq!(
        (&dues["planned"], &dues["actual"], &dues["before"], &dues["share"]),
        (&json!("110.00"), &json!("130.00"), &json!("100.00"), &json!(118))
    );
    done(TODAY, &["budget", "set", &file, "Travel", "60", "--note", "Conference"]);
    assert!(refused(TODAY, &["budget", "set", &file, "Loans", "60"]).contains("what comes in and what goes out"));
    let table = written(
        folder.path(),
        "budget.csv",
        "Category,Planned,Note\nTravel,75.50,\nMembership dues,110,\nNonsense,5,\nEvent costs,x,\n",
    );
    let (status, dry) = run_on(TODAY, &["budget", "import", &file, &table, "--dry-run"]);
    assert_eq!(
        (status, &dry["updated"], &dry["skipped"], &dry["refused"]),
        (1, &json!(1), &json!(1), &json!(2)),
        "{dry}"
    );
    assert_eq!(line("Travel")["planned"], "60.00", "a dry run changes nothing");
    let (_, told) = run_on(TODAY, &["budget", "import", &file, &table]);
    assert!(told["op"].is_string(), "{told}");
    assert_eq!((&line("Travel")["planned"], &line("Travel")["note"]), (&json!("75.50"), &json!("Conference")));
    done(TODAY, &["undo", &file]);
    assert_eq!(line("Travel")["planned"], "60.00");
    done(TODAY, &["budget", "set", &file, "Travel", "none"]);
    assert_eq!(line("Travel"), Value::Null);
    // Of an appeal, by whatever word entries name it.
    done(TODAY, &["appeals", "add", &file, "Minibus"]);
    done(TODAY, &["appeals", "name", &file, "Minibus", "Bus walk"]);
    done(TODAY, &["ledger", "record", &file, "--amount", "25", "--received", "2026-02-02", "--appeal", "bus walk"]);
    done(TODAY, &["budget", "set", &file, "Donations", "500", "--appeal", "Minibus"]);
    let shown = done(TODAY, &["budget", "show", &file, "--appeal", "Minibus"]);
    assert_eq!((&shown["lines"][0]["planned"], &shown["lines"][0]["actual"]), (&json!("500.00"), &json!("25.00")));
    let report = done(TODAY, &["report", &file, "budget"]);
    assert!(report["rows"].as_array().unwrap().iter().any(|r| r[0] == "All income" && r[2] == "155.00"), "{report}");
    let out = folder.path().join("budget-out.csv").display().to_string();
    done(TODAY, &["export", &file, "budget", "--to", &out]);
    let csv = std::fs::read_to_string(&out).unwrap();
    assert!(csv.contains("Appeal: Minibus") && csv.contains("Membership dues"), "{csv}");
    assert_eq!(done(TODAY, &["check", &file])["ok"], true);
}

#[test]
fn donors_wait_for_thanks_until_their_log_says_so() {
    let (_folder, file) = branch();
    let ann = ["--name", "Ann Ali", "--street", "1 Quay Street", "--locality", "Riverside", "--postcode", "ZZ1 1AA"];
    done(TODAY, &[&["people", "add", file.as_str()][..], &ann].concat());
    for name in ["Bob Roe", "Cy Long"] {
        done(TODAY, &["people", "add", &file, "--name", name]);
    }
    record(&file, "donation", "Cy Long", "99", "2024-01-01");
    record(&file, "donation", "Ann Ali", "30", "2026-02-01");
    record(&file, "donation", "Ann Ali", "5", "2026-02-03");
    let wrong = record(&file, "donation", "Bob Roe", "70", "2026-02-01");
    done(TODAY, &["ledger", "reverse", &file, &wrong, "--reason", "Not his"]);
    record(&file, "donation", "Bob Roe", "10", "2026-02-05");
    let names = |said: &Value| -> Vec<String> {
        said["donors"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| format!("{} {}", d["name"].as_str().unwrap(), d["sum"].as_str().unwrap()))
            .collect()
    };
    let all = done(TODAY, &["donors", "to-thank", &file]);
    assert_eq!(names(&all), ["Ann Ali 35.00", "Bob Roe 10.00"], "two years ago is too long ago");
    let out = file.replace(".wardroom", ".csv");
    let (_, letters) = run_on(TODAY, &["letters", "merge", &file, "Thank you", "--who", "to_thank", "--to", &out]);
    assert_eq!(letters["rows"], 1, "Bob Roe has no address: {letters}");
    assert!(std::fs::read_to_string(&out).unwrap().contains("£35.00"), "what she gave is a field of the letter");
    done(TODAY, &["donors", "thank", &file, "--people", "Ann Ali", "--how", "in person", "--on", "2026-02-20"]);
    assert_eq!(names(&done(TODAY, &["donors", "to-thank", &file])), ["Bob Roe 10.00"]);
    record(&file, "donation", "Ann Ali", "1", "2026-02-10");
    let again = done(TODAY, &["donors", "to-thank", &file]);
    assert_eq!(names(&again), ["Bob Roe 10.00", "Ann Ali 1.00"], "recorded after she was thanked");
    assert_eq!(again["donors"][1]["thanked"], "2026-02-20");
    done(TODAY, &["people", "do-not-contact", &file, "Bob Roe"]);
    assert_eq!(
        done(TODAY, &["donors", "thank", &file, "--all"])["thanked"],
        1,
        "who is not to be contacted is left out"
    );
    done(TODAY, &["undo", &file]);
    assert_eq!(names(&done(TODAY, &["donors", "to-thank", &file])).len(), 2);
    assert!(refused(TODAY, &["donors", "thank", &file]).contains("--all"));
    assert!(refused(TODAY, &["donors", "thank", &file, "--all", "--on", "2027-01-01"]).contains("still to come"));
}

#[test]
fn a_prospect_is_written_down_followed_up_and_removed() {
    let (_folder, file) = branch();
    done(TODAY, &["people", "add", &file, "--name", "Ann Ali"]);
    record(&file, "donation", "Ann Ali", "30", "2026-02-01");
    record(&file, "donation", "Ann Ali", "99", "2025-02-01");
    let set = |more: &[&str]| done(TODAY, &[&["prospects", "set", &file, "Ann Ali"], more].concat());
    let first = set(&[
        "--capacity",
        "500",
        "--interest",
        "The new hall",
        "--asker",
        "Bob Roe",
        "--step",
        "Ring",
        "--due",
        "2026-03-10",
    ]);
    assert_eq!(
        (&first["capacity"], &first["given"], &first["state"]),
        (&json!("500.00"), &json!("30.00"), &json!("open"))
    );
    let second = set(&["--state", "asked", "--step", "Ask again", "--due", "2026-04-01"]);
    assert_eq!(
        (&second["id"], &second["interest"], &second["step"]),
        (&first["id"], &json!("The new hall"), &json!("Ask again"))
    );
    assert!(
        refused(TODAY, &["prospects", "set", &file, "Ann Ali", "--step", "", "--due", "2026-04-01"]).contains("step:")
    );
    let open = done(TODAY, &["prospects", "list", &file]);
    assert_eq!(open["prospects"][0]["due"], "2026-04-01");
    set(&["--state", "gave"]);
    assert_eq!(done(TODAY, &["prospects", "list", &file])["prospects"], json!([]));
    assert_eq!(done(TODAY, &["prospects", "list", &file, "--all"])["prospects"].as_array().unwrap().len(), 1);
    done(TODAY, &["prospects", "remove", &file, "Ann Ali"]);
    assert!(refused(TODAY, &["prospects", "remove", &file, "Ann Ali"]).contains("no prospect"));
    done(TODAY, &["undo", &file]);
    assert_eq!(done(TODAY, &["prospects", "list", &file, "--all"])["prospects"][0]["id"], first["id"]);
    // A page of hers: credited to who gave, and to her.
    done(TODAY, &["appeals", "add", &file, "Hall"]);
    done(TODAY, &["appeals", "name", &file, "Hall", "Ann walks", "--page-of", "Ann Ali"]);
    done(TODAY, &["ledger", "record", &file, "--amount", "12", "--received", "2026-02-02", "--appeal", "Ann walks"]);
    let shown = done(TODAY, &["people", "show", &file, "Ann Ali"]);
    assert!(shown.to_string().contains("Raised by pages") || shown["about"]["raised"]["total"] == "12.00", "{shown}");
    assert_eq!(done(TODAY, &["check", &file])["ok"], true);
}
