//! The commands of fundraising: a year of a branch as a script sees it.

use serde_json::{Value, json};

use crate::common::told::{done_on as done, refused_on as refused};

const JAN: &str = "2026-01-10";

/// A branch, and the folder it lies in.
pub fn branch() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("branch.wardroom").display().to_string();
    done(JAN, &["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    (folder, file)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn a_pledge_from_promise_to_cancel() {
    let (folder, file) = branch();
    let added = done(
        JAN,
        &["pledges", "add", &file, "Ann Ali", "--amount", "10", "--first", "2026-01-31", "--method", "standing_order"],
    );
    assert_eq!(
        (&added["rhythm"], &added["state"], &added["next_due"]),
        (&json!("monthly"), &json!("upcoming"), &json!("2026-01-31"))
    );
    let id = text(&added["id"]).to_owned();
    assert!(refused(JAN, &["pledges", "add", &file, "Ann Ali", "--amount", "nothing"]).contains("amount:"));
    assert!(refused(JAN, &["pledges", "show", &file, "Bob Roe"]).contains("Bob Roe"));
    // 28 February and a week.
    let list = done("2026-03-08", &["pledges", "list", &file]);
    assert_eq!((&list["pledges"][0]["missed"], &list["missed"]), (&json!(2), &json!("20.00")));
    let due = done("2026-03-08", &["pledges", "due", &file]);
    let days: Vec<_> = due["items"].as_array().unwrap().iter().map(|i| text(&i["due"])).collect();
    assert_eq!(days, ["2026-01-31", "2026-02-28"]);
    let came = done("2026-03-08", &["pledges", "receive", &file, "Ann Ali", "--amount", "15", "--on", "2026-03-07"]);
    assert_eq!((&came["state"], &came["missed_sum"]), (&json!("part"), &json!("5.00")));
    // Recorded by somebody who knew of no pledge.
    let loose = done(
        "2026-04-02",
        &["ledger", "record", &file, "--from", "Ann Ali", "--amount", "10", "--received", "2026-04-01"],
    );
    let entry = text(&loose["entry"]["id"]).to_owned();
    let dry = done("2026-04-02", &["pledges", "match", &file, "--dry-run"]);
    assert_eq!((&dry["op"], &dry["matched"][0]["due"]), (&json!(null), &json!("2026-03-31")));
    let matched = done("2026-04-02", &["pledges", "match", &file]);
    assert_eq!(matched["matched"], dry["matched"], "what was shown is what was done");
    let show = done("2026-04-02", &["pledges", "show", &file, &id]);
    assert_eq!((&show["received"], &show["missed_sum"]), (&json!("25.00"), &json!("0.00")));
    done("2026-04-02", &["pledges", "unmatch", &file, &id, &entry]);
    done("2026-04-02", &["pledges", "match", &file, &id, &entry, "--amount", "5"]);
    assert_eq!(done("2026-04-02", &["pledges", "show", &file, &id])["received"], "20.00");
    done("2026-04-03", &["pledges", "change", &file, &id, "--amount", "20", "--end", "2026-12-31"]);
    let changed = done("2026-04-03", &["pledges", "show", &file, &id]);
    assert_eq!((&changed["amount"], &changed["end"]), (&json!("20.00"), &json!("2026-12-31")));
    let cancelled = done("2026-05-01", &["pledges", "cancel", &file, &id, "--why", "Moved away"]);
    assert_eq!((&cancelled["state"], &cancelled["cancelled"]["why"]), (&json!("cancelled"), &json!("Moved away")));
    assert_eq!(done("2026-05-01", &["pledges", "list", &file])["pledges"], json!([]));
    assert_eq!(done("2026-05-01", &["pledges", "list", &file, "--all"])["pledges"][0]["id"], json!(id));
    assert_eq!(done("2026-05-01", &["pledges", "resume", &file, &id])["cancelled"], json!(null));
    assert!(refused("2026-05-01", &["pledges", "remove", &file, &id]).contains("so it stays"));
    assert_eq!(done(JAN, &["info", &file])["counts"]["pledges"], 1);
    let out = folder.path().join("pledges.csv").display().to_string();
    assert_eq!(done(JAN, &["export", &file, "pledges", "--to", &out])["rows"], 1);
    assert!(std::fs::read_to_string(&out).unwrap().contains("monthly"));
    let report = done("2026-05-01", &["report", &file, "pledges"]);
    assert_eq!(report["rows"][0][4], "240.00", "twelve instalments of the year at what they are now");
    assert_eq!(done("2026-05-01", &["check", &file])["ok"], true);
}

#[test]
fn an_appeal_from_plan_to_who_answered() {
    let (folder, file) = branch();
    let give = |on: &str, from: &str, amount: &str, appeal: &str| {
        done(
            on,
            &["ledger", "record", &file, "--from", from, "--amount", amount, "--received", on, "--appeal", appeal],
        );
    };
    for name in ["Ann Ali", "Bob Roe"] {
        done(JAN, &["people", "add", &file, "--name", name]);
    }
    give("2025-05-01", "Ann Ali", "10", "");
    give("2025-06-01", "Bob Roe", "20", "");
    let added =
        done(JAN, &["appeals", "add", &file, "Minibus", "--target", "200", "--cost", "15", "--ends", "2026-06-30"]);
    assert_eq!(
        (&added["stage"], &added["raised"], &added["target"]),
        (&json!("running"), &json!("0.00"), &json!("200.00"))
    );
    assert!(refused(JAN, &["appeals", "add", &file, "minibus"]).contains("Minibus"));
    assert!(refused(JAN, &["appeals", "show", &file, "Roof"]).contains("Minibus"));
    let ends = ["appeals", "change", &file, "Minibus", "--starts", "2026-07-01"];
    assert!(refused(JAN, &ends).contains("ends:"));
    let page = ["appeals", "name", &file, "Minibus", "Bob’s walk", "--page-of", "Bob Roe", "--target", "50"];
    assert_eq!(done(JAN, &page)["names"][0]["owner"], "Bob Roe");
    let dry = done(JAN, &["appeals", "ask", &file, "Minibus", "--whom", "last_year", "--dry-run"]);
    assert_eq!((&dry["people"], &dry["ask"], &dry["op"]), (&json!(2), &json!(null), &json!(null)));
    let ask = done(JAN, &["appeals", "ask", &file, "Minibus", "--whom", "last_year", "--by", "letter"]);
    assert_eq!(ask["people"], 2);
    assert!(refused(JAN, &["appeals", "ask", &file, "Minibus", "--whom", "nobody"]).contains("nobody"));
    give("2026-02-01", "Ann Ali", "60", "bob’s WALK");
    give("2026-02-02", "Ann Ali", "40", "Minibus");
    give("2026-02-03", "Cat Poe", "5", "Roof");
    let show = done("2026-02-04", &["appeals", "show", &file, "bob’s walk"]);
    assert_eq!(
        [&show["raised"], &show["average"], &show["return_on_each"], &show["names"][0]["raised"]],
        ["100.00", "50.00", "6.67", "60.00"].map(|text| json!(text)).each_ref()
    );
    assert_eq!(
        [&show["share"], &show["donors"], &show["asked"], &show["answered"]],
        [50, 1, 2, 1].map(|n| json!(n)).each_ref()
    );
    let list = done("2026-02-04", &["appeals", "list", &file]);
    assert_eq!((&list["appeals"][0]["raised"], &list["unplanned"][0]["name"]), (&json!("100.00"), &json!("Roof")));
    assert_eq!(done("2026-07-01", &["appeals", "list", &file, "--stage", "running"])["appeals"], json!([]));
    let asked = done("2026-02-04", &["appeals", "asked", &file, "Minibus"]);
    assert_eq!((&asked["asked"][0]["name"], &asked["asked"][0]["given"]), (&json!("Ann Ali"), &json!("100.00")));
    let out = folder.path().join("asked.csv").display().to_string();
    done("2026-02-04", &["export", &file, "asked", "--to", &out]);
    let table = std::fs::read_to_string(&out).unwrap();
    assert!(table.contains("Dear Bob Roe") && table.contains("letter"), "{table}");
    let donors = done("2026-02-04", &["donors", "list", &file]);
    assert_eq!(
        [&donors["donors_before"], &donors["kept"], &donors["lapsed"], &donors["new"], &donors["retention"]],
        [2, 1, 1, 1, 50].map(|n| json!(n)).each_ref()
    );
    let lapsed = done("2026-02-04", &["donors", "list", &file, "--state", "lapsed"]);
    assert_eq!(lapsed["donors"][0]["name"], "Bob Roe");
    for report in ["appeals", "retention"] {
        let sheet = done("2026-02-04", &["report", &file, report]);
        assert!(sheet["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{report}: {sheet}");
    }
    done("2026-02-04", &["appeals", "unask", &file, text(&ask["ask"])]);
    done("2026-02-04", &["appeals", "unname", &file, "Minibus", "Bob’s Walk"]);
    assert_eq!(done("2026-02-04", &["appeals", "show", &file, "Minibus"])["raised"], "40.00");
    done("2026-02-04", &["appeals", "remove", &file, "Minibus"]);
    assert_eq!(done("2026-02-04", &["appeals", "list", &file])["appeals"], json!([]));
}

/// A year with an entry of each way, what was given back, and what was taken back.
fn a_year_of_every_way(file: &str) {
    let today = "2026-07-10";
    let entry = |words: &[&str]| {
        let told = done(today, &[&["ledger", "record", file, "--from", "Ann Ali"], words].concat());
        text(&told["entry"]["id"]).to_owned()
    };
    let of = |kind: &str, amount: &str, on: &str| -> [String; 6] {
        ["--kind", kind, "--amount", amount, "--received", on].map(str::to_owned)
    };
    for (kind, amount, on, more) in [
        ("dues", "30", "2026-01-15", &["--method", "online"][..]),
        ("donation", "10", "2026-02-01", &["--method", "standing_order"]),
        ("donation", "10", "2026-03-01", &["--method", "direct_debit"]),
        ("donation", "55.50", "2026-03-02", &["--method", "online", "--appeal", "Minibus"]),
        ("donation", "20", "2026-03-31", &["--method", "card"]),
        ("donation", "8", "2026-04-01", &["--method", "cash"]),
        ("donation", "100", "2026-04-02", &["--method", "transfer"]),
        ("event", "70", "2026-05-05", &["--method", "cash"]),
        ("in_kind", "40", "2026-05-06", &["--description", "Printing"]),
        ("levy", "25", "2026-06-01", &[]),
        ("income", "3", "2026-06-02", &[]),
        ("loan", "500", "2026-06-03", &[]),
        ("expense", "12", "2026-06-04", &[]),
    ] {
        let of = of(kind, amount, on);
        entry(&[&of.each_ref().map(String::as_str)[..], more].concat());
    }
    // What is given back of an online donation is taken off online giving, however it goes back, and comes back with a reversal.
    let online = entry(&["--amount", "60", "--received", "2026-06-05", "--method", "online"]);
    let back = done(today, &["ledger", "refund", file, &online, "--amount", "15", "--on", "2026-06-06"]);
    let other = entry(&["--amount", "9", "--received", "2026-06-07", "--method", "card"]);
    let gone = done(today, &["ledger", "refund", file, &other, "--amount", "9", "--on", "2026-06-08"]);
    done(
        today,
        &["ledger", "reverse", file, text(&gone["entry"]["id"]), "--reason", "Not given back", "--on", "2026-06-09"],
    );
    assert_ne!(back["entry"]["id"], gone["entry"]["id"]);
}

#[test]
fn a_plan_by_way_and_month_counts_each_entry_once() {
    let (folder, file) = branch();
    let today = "2026-07-10";
    a_year_of_every_way(&file);
    assert_eq!(done(today, &["plan", "set", &file, "dues", "1200"])["target"], "1200.00");
    done(today, &["plan", "set", &file, "online", "50", "--month", "2026-03"]);
    let plan = done(today, &["plan", "show", &file]);
    assert_eq!((&plan["plan_of"], &plan["months_over"]), (&json!("2026"), &json!(6)));
    let ways = plan["ways"].as_array().unwrap();
    let of = |key: &str| ways.iter().find(|way| way["way"] == key).unwrap();
    for (key, actual) in [
        ("dues", "30.00"),
        ("regular", "20.00"),
        ("appeals", "55.50"),
        ("online", "74.00"),
        ("hand", "8.00"),
        ("other", "100.00"),
        ("events", "70.00"),
        ("in_kind", "40.00"),
        ("levies", "25.00"),
        ("income", "3.00"),
    ] {
        assert_eq!(of(key)["sum"]["actual"], actual, "{key}");
    }
    assert_eq!(
        of("dues")["sum"],
        json!({ "target": "1200.00", "actual": "30.00", "due": "600.00", "came": "30.00", "behind": "570.00" })
    );
    assert_eq!(
        of("online")["months"][2],
        json!({ "from": "2026-03-01", "to": "2026-03-31", "target": "50.00", "actual": "20.00" })
    );
    // All income, and nothing twice: the same as the budget's.
    let budget = done(today, &["budget", "show", &file]);
    let income = budget["lines"].as_array().unwrap().iter().filter(|line| line["side"] == "income");
    let pence = |value: &Value| text(value).replace('.', "").parse::<i64>().unwrap();
    assert_eq!(income.map(|line| pence(&line["actual"])).sum::<i64>(), pence(&plan["total"]["actual"]));
    // Every figure opens the entries that it is the sum of.
    for way in ways {
        for month in way["months"].as_array().unwrap() {
            let filter =
                format!("side:income way:{} {}..{}", text(&way["way"]), text(&month["from"]), text(&month["to"]));
            let list = done(today, &["ledger", "entries", &file, "--filter", &filter]);
            let sum: i64 = list["entries"].as_array().unwrap().iter().map(|entry| pence(&entry["part"])).sum();
            assert_eq!(sum, pence(&month["actual"]), "{filter}: {list}");
        }
    }
    let report = done(today, &["report", &file, "plan"]);
    let rows = report["rows"].as_array().unwrap();
    assert_eq!(rows.last().unwrap()[3], plan["total"]["actual"]);
    for ending in ["csv", "xlsx", "pdf"] {
        let out = folder.path().join(format!("plan.{ending}")).display().to_string();
        done(today, &["report", &file, "plan", "--to", &out]);
        assert!(std::fs::metadata(&out).unwrap().len() > 500, "{ending}");
    }
    // Next year from this year's plan, and undone.
    let next = ["--year", "2027"];
    let copied = done(today, &[&["plan", "copy", &file, "--add", "10"], &next[..]].concat());
    assert_eq!(copied["planned"], 13);
    let show = || done(today, &[&["plan", "show", &file], &next[..]].concat());
    assert_eq!(show()["total"]["target"], "1375.00");
    assert!(refused(today, &["plan", "copy", &file, "--year", "2027"]).contains("nothing to begin from"));
    let from = ["plan", "copy", &file, "--year", "2027", "--from", "actual"];
    assert_eq!(done(today, &from)["planned"], 10, "what came where nothing was planned");
    done(today, &["undo", &file]);
    done(today, &["undo", &file]);
    assert_eq!(show()["total"]["target"], "0.00");
    done(today, &["plan", "set", &file, "dues", "none"]);
    assert_eq!(done(today, &["plan", "show", &file])["total"]["target"], "50.00");
    assert_eq!(done(today, &["check", &file])["ok"], true);
}

#[test]
fn a_target_that_cannot_be_is_refused_with_its_reason() {
    let (_folder, file) = branch();
    let set = |words: &[&str]| refused(JAN, &[&["plan", "set", &file], words].concat());
    assert!(set(&["raffle", "5"]).contains("regular"));
    assert!(set(&["dues", "-5"]).contains("nothing or more"));
    assert!(set(&["dues", "lots"]).contains("lots"));
    assert!(set(&["dues", "5", "--month", "March"]).contains("2026-03"));
    assert!(set(&["dues", "5", "--year", "26"]).contains("2026/27"));
    assert!(set(&["dues", "5", "--year", "2026", "--month", "2026-03"]).contains("either"));
    assert_eq!(done(JAN, &["plan", "show", &file])["total"]["target"], "0.00");
    // A year that begins in April has its own months.
    done(JAN, &["settings", "set", &file, "--year-start", "04-06"]);
    done(JAN, &["plan", "set", &file, "dues", "7", "--month", "2026-03"]);
    let plan = done("2026-03-10", &["plan", "show", &file]);
    assert_eq!((&plan["plan_of"], &plan["from"]), (&json!("2025/26"), &json!("2025-04-06")));
    let month = &plan["ways"][0]["months"][11];
    assert_eq!(
        (&month["from"], &month["to"], &month["target"]),
        (&json!("2026-03-06"), &json!("2026-04-05"), &json!("7.00"))
    );
}

#[test]
fn what_donors_said_is_kept_in_their_log_and_counted() {
    let (folder, file) = branch();
    let today = "2026-07-10";
    for name in ["Ann Ali", "Bob Roe"] {
        done(JAN, &["people", "add", &file, "--name", name]);
    }
    done(JAN, &["appeals", "add", &file, "Minibus"]);
    done(JAN, &["appeals", "name", &file, "Minibus", "Bus walk"]);
    let said = |who: &str, day: &str, about: &str, more: &[&str]| {
        let words = ["people", "log", &file, who, "--kind", "feedback", "--day", day, "--about", about];
        done(today, &[&words[..], more].concat())
    };
    said(
        "Ann Ali",
        "2026-02-01",
        "Two letters are too many",
        &["--mood", "bad", "--tags", "Letters, often", "--appeal", "bus walk"],
    );
    said(
        "Bob Roe",
        "2026-03-01",
        "Liked the letter",
        &["--mood", "good", "--tags", "letters", "--appeal", "Minibus", "--how", "letter"],
    );
    let last = said("Ann Ali", "2026-04-01", "Did not know", &[]);
    let id = text(&last["log"][0]["id"]).to_owned();
    let wrong = ["people", "log", &file, "Ann Ali", "--kind", "feedback", "--about", "x", "--mood", "angry"];
    assert!(refused(today, &wrong).contains("good"));
    let all = done(today, &["donors", "feedback", &file]);
    assert_eq!(all["total"], json!({ "said": 3, "good": 1, "mixed": 0, "bad": 1, "unsaid": 1 }));
    assert_eq!(
        (&all["tags"][0]["tag"], &all["tags"][0]["said"], &all["tags"][0]["bad"]),
        (&json!("Letters"), &json!(2), &json!(1))
    );
    assert_eq!(
        (&all["appeals"][0]["appeal"], &all["appeals"][0]["said"]),
        (&json!("Minibus"), &json!(2)),
        "by whatever word"
    );
    assert_eq!((&all["said"][0]["day"], &all["said"][2]["appeal"]), (&json!("2026-04-01"), &json!("Minibus")));
    let count = |more: &[&str]| done(today, &[&["donors", "feedback", &file], more].concat())["total"]["said"].clone();
    assert_eq!(count(&["--tag", "LETTERS", "--mood", "bad"]), 1);
    assert_eq!(count(&["--appeal", "bus walk"]), 2);
    assert_eq!(count(&["--from", "2026-03-01", "--until", "2026-03-31"]), 1);
    assert_eq!(count(&["--text", "ann"]), 2);
    // What nobody meant in any way can be said later, and taken back.
    done(today, &["people", "log-change", &file, &id, "--mood", "mixed", "--tags", "forms"]);
    assert_eq!(count(&["--mood", "mixed"]), 1);
    done(today, &["undo", &file]);
    assert_eq!(count(&["--mood", "unsaid"]), 1);
    let report = done(today, &["report", &file, "feedback"]);
    assert_eq!(report["rows"].as_array().unwrap().last().unwrap()[2], 3, "{report}");
    let out = folder.path().join("said.pdf").display().to_string();
    done(today, &["report", &file, "feedback", "--to", &out]);
    assert_eq!(done(today, &["check", &file])["ok"], true);
}
