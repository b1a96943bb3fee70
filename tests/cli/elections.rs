//! The commands of elections: a whole one as a script runs it, with a tie that a lot breaks, and what the calculator says of its
//! ballot file.

use serde_json::{Value, json};

use super::program::wardroom;
use crate::common;
use crate::common::told::{done_on, refused_on, run_on, written};

const DAY: &str = "2026-11-21";

fn done(words: &[&str]) -> Value {
    done_on(DAY, words)
}

fn refused(words: &[&str]) -> String {
    refused_on(DAY, words)
}

#[test]
fn a_transferable_vote_from_nominations_to_the_declared_result() {
    let folder = tempfile::tempdir().unwrap();
    let file = common::imported(folder.path());
    let at = |name: &str| folder.path().join(name).display().to_string();
    let f = file.as_str();
    let new = done(&[
        "elections",
        "new",
        f,
        "Committee",
        "--on",
        "2026-12-05",
        "--seats",
        "2",
        "--rules",
        "scottish",
        "--reopen",
        "no",
    ]);
    assert_eq!((&new["step"], &new["nominators"], &new["secret"]), (&json!("nominations"), &json!(2), &json!(true)));
    assert!(refused(&["elections", "new", f, "Chair", "--on", "2026-12-05", "--seats", "2"]).contains("one seat"));

    // Bob has applied only, and so neither stands nor proposes without a reason.
    let stand = |who: &str, by: &str, and: &str| {
        done(&["elections", "nominate", f, "Committee", who, "--proposer", by, "--seconder", and, "--consents", "yes"])
    };
    stand("Ann Ali", "Dee Dean", "Eve Fox");
    stand("Dee Dean", "Ann Ali", "Eve Fox");
    stand("Eve Fox", "Ann Ali", "Dee Dean");
    stand("Łukasz Żółkiewski", "Ann Ali", "Bob Fay");
    let found = done(&["elections", "show", f, "Committee"]);
    assert_eq!(found["candidates"][3]["missing"], json!(["Bob Fay: Has applied and is not a member yet"]));
    assert!(
        refused(&["elections", "close", f, "Committee"])
            .contains("Łukasz Żółkiewski (Bob Fay: Has applied and is not a member yet)")
    );
    done(&["elections", "nominate", f, "Committee", "Łukasz Żółkiewski", "--seconder", "Dee Dean"]);
    assert!(refused(&["elections", "marked-roll", f, "Committee", "--to", &at("none.pdf")]).contains("not frozen yet"));
    let roll = done(&["elections", "roll", f, "Committee", "--freeze"]);
    assert_eq!((&roll["count"], &roll["frozen_on"]), (&json!(4), &json!(DAY)));
    done(&["elections", "close", f, "Committee"]);
    assert!(refused(&["elections", "ballots", f, "Committee", "--to", &at("early.pdf")]).contains("Nobody votes"));
    let names = ["Ann Ali", "Dee Dean", "Eve Fox", "Łukasz Żółkiewski"];
    let drawn: Vec<&str> = names.iter().flat_map(|name| ["--drawn", name]).collect();
    let lot = done(&[&["elections", "lot", f, "Committee"][..], &drawn].concat());
    assert_eq!((&lot["lots"][0]["by_hand"], &lot["lots"][0]["order"]), (&json!(true), &json!(names)));

    let printed = done(&["elections", "ballots", f, "Committee", "--to", &at("papers.pdf")]);
    assert_eq!((&printed["first"], &printed["last"]), (&json!(1), &json!(4)), "as many as may vote");
    done(&["elections", "marked-roll", f, "Committee", "--to", &at("roll.pdf")]);
    assert!(std::fs::read(at("roll.pdf")).unwrap().starts_with(b"%PDF"));
    done(&["export", f, "candidates", "--to", &at("candidates.csv")]);
    let listed = std::fs::read_to_string(at("candidates.csv")).unwrap();
    assert!(listed.contains("Place on the paper") && listed.contains("Committee"), "{listed}");
    let more = done(&["elections", "ballots", f, "Committee", "--papers", "6", "--to", &at("more.pdf")]);
    assert_eq!((&more["first"], &more["last"]), (&json!(5), &json!(10)));
    assert!(std::fs::read(at("papers.pdf")).unwrap().starts_with(b"%PDF"));
    let again = done(&["elections", "ballots", f, "Committee", "--again", "7", "--to", &at("again.pdf")]);
    assert_eq!((&again["first"], &again["op"]), (&json!(7), &Value::Null));
    assert!(refused(&["elections", "ballots", f, "Committee", "--again", "11", "--to", &at("x.pdf")]).contains("10"));

    done(&["elections", "mark", f, "Committee", "Ann Ali"]);
    assert!(refused(&["elections", "mark", f, "Committee", "Ann Ali"]).contains("already"));
    assert!(refused(&["elections", "mark", f, "Committee", "Bob Fay"]).contains("not on the roll"));

    // Six papers. Quota 3: Ann has 3, and Dee, Eve and Łukasz one each, level at every stage.
    let list = written(folder.path(), "first.txt", "1\n1\n1\n2\neve\n4\n");
    let keyed = done(&["elections", "enter", f, "Committee", "--entry", "1", "--from", &list]);
    assert_eq!(keyed["rounds"][0]["first"], 6);
    assert!(
        refused(&["elections", "enter", f, "Committee", "--entry", "2", "--from", &list]).contains("Somebody else")
    );
    let second = written(folder.path(), "second.txt", "1\n1\n1\n2\n3\n4 2\n");
    done(&["elections", "enter", f, "Committee", "--entry", "2", "--from", &second, "--alone"]);
    let (status, compared) = run_on(DAY, &["elections", "compare", f, "Committee"]);
    assert_eq!(status, 1);
    assert_eq!(compared["differ"], json!([{ "number": 6, "first": "4", "second": "4 2" }]));
    assert!(refused(&["elections", "result", f, "Committee"]).contains("1 paper differs"));
    done(&["elections", "settle", f, "Committee", "6", "--marks", "4", "--note", "The 2 is struck out"]);
    done(&["elections", "account", f, "Committee", "--returned", "6"]);

    let result = done(&["elections", "result", f, "Committee"]);
    assert_eq!(
        (&result["declared"], &result["quota"], &result["undrawn"]),
        (&json!(false), &json!("3.00000"), &json!(2))
    );
    assert!(refused(&["elections", "declare", f, "Committee"]).contains("by lot"));
    let tie = done(&["elections", "lot", f, "Committee", "--tie", "--seed", "dice 5 1 3"]);
    let order: Vec<&str> = tie["lots"][1]["order"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    let declared = done(&["elections", "declare", f, "Committee"]);
    // Of the three, two go out in the order that was drawn; the last one is elected beside Ann.
    let last = order.iter().rfind(|name| **name != "Ann Ali").unwrap();
    assert_eq!(declared["results"][0]["elected"], json!(["Ann Ali", last]));
    assert_eq!(done(&["elections", "recount", f, "Committee"])["equal"], json!(true));
    // It flows into the minutes of the meeting that held it.
    done(&["bodies", "set", f, "Branch", "--quorum", "1"]);
    done(&["bodies", "seat", f, "Branch", "Ann Ali", "--from", "2026-01-01"]);
    done(&["meetings", "plan", f, "Branch", DAY, "--kind", "annual", "--starts", "19:30"]);
    done(&["room", "arrive", f, "Branch", "Ann Ali"]);
    done(&["meetings", "open", f, "Branch"]);
    done(&["elections", "minute", f, "Committee", "Branch"]);
    let minutes = done(&["minutes", "show", f, "Branch"]).to_string();
    assert!(minutes.contains("Election of Committee, declared on 21 November 2026"), "{minutes}");
    let decisions = done(&["decisions", "list", f]).to_string();
    assert!(decisions.contains("Ann Ali") && decisions.contains("SHA-256"), "{decisions}");
    assert!(
        refused(&["elections", "withdraw", f, "Committee", "Ann Ali", "--reason", "Moved"]).contains("was declared")
    );

    // The report, and the ballot file that the calculator counts to the same stages.
    for name in ["result.pdf", "result.csv", "result.xlsx", "result.json"] {
        done(&["elections", "result", f, "Committee", "--to", &at(name)]);
        assert!(std::fs::metadata(at(name)).unwrap().len() > 100, "{name}");
    }
    let csv = std::fs::read_to_string(at("result.csv")).unwrap();
    assert!(csv.contains("Ann Ali,,3.00000,Elected,3.00000"), "{csv}");
    let out = done(&["elections", "count-file", f, "Committee", "--to", &at("papers.blt")]);
    let lots: Vec<&str> = out["lots"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    let words = ["elections", "count", &at("papers.blt"), "--rules", "scottish", "--lots", &lots.join(","), "--json"];
    let calculated: Value = serde_json::from_slice(&wardroom(folder.path(), &words).stdout).unwrap();
    let result = done(&["elections", "result", f, "Committee"]);
    for field in ["stages", "elected", "quota", "valid", "lots"] {
        assert_eq!(calculated[field], result[field], "{field}");
    }

    // Void with a reason; the papers come back in from their own file.
    done(&["elections", "void", f, "Committee", "--reason", "A voter was not on the roll"]);
    let found = done(&["elections", "show", f, "Committee"]);
    assert_eq!(found["results"][0]["voided_why"], json!("A voter was not on the roll"));
    assert!(refused(&["elections", "import", f, "Committee", &at("papers.blt")]).contains("keyed already"));
    assert_eq!(done(&["elections", "list", f])["elections"][0]["step"], json!("to_declare"));
    let (status, check) = run_on(DAY, &["check", f]);
    assert_eq!(status, 0, "{check}");
}

#[test]
fn papers_that_were_counted_elsewhere_come_in_from_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = common::told::office(folder.path());
    let f = file.as_str();
    done(&[
        "elections",
        "new",
        f,
        "Chair",
        "--on",
        "2026-12-05",
        "--rules",
        "alternative",
        "--nominators",
        "0",
        "--reopen",
        "yes",
    ]);
    for name in ["Bush", "Gore", "Nader"] {
        done(&["elections", "nominate", f, "Chair", name, "--name-only", "--consents", "yes"]);
    }
    assert!(refused(&["elections", "nominate", f, "Chair", "Reopen nominations", "--name-only"]).contains("by itself"));
    done(&["elections", "close", f, "Chair"]);
    done(&["elections", "lot", f, "Chair", "--drawn", "Bush", "--drawn", "Gore", "--drawn", "Nader"]);
    let other = written(folder.path(), "other.blt", "2 1\n1 1 0\n0\n\"A\"\n\"B\"\n\"Chair\"\n");
    assert!(refused(&["elections", "import", f, "Chair", &other]).contains("other candidates"));
    let papers =
        "4 1\n4 1 0\n3 2 0\n2 3 2 0\n1 0\n0\n\"Bush\"\n\"Gore\"\n\"Nader\"\n\"Reopen nominations\"\n\"Chair\"\n";
    let papers = written(folder.path(), "papers.blt", papers);
    let come = done(&["elections", "import", f, "Chair", &papers]);
    assert_eq!((&come["rounds"][0]["first"], &come["rounds"][0]["compared"]["agree"]), (&json!(10), &json!(10)));
    let declared = done(&["elections", "declare", f, "Chair"]);
    assert_eq!(declared["results"][0]["says"], json!("Gore elected"));
    let result = done(&["elections", "result", f, "Chair"]);
    assert_eq!((&result["papers"], &result["valid"]), (&json!(10), &json!(9)), "one says nothing");
    assert_eq!(result["stages"][1]["action"], json!("Reopen nominations excluded"), "who has nothing goes first");
}
