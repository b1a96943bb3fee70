//! The commands of the ledger: exit codes and JSON as scripts read them.

use serde_json::Value;

use crate::common::told::{office, run, told, written};

#[test]
fn an_entry_is_recorded_listed_refunded_and_reversed() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let (status, said) = run(&[
        "ledger",
        "record",
        &file,
        "--kind",
        "donation",
        "--from",
        "Ann Ali",
        "--amount",
        "£25",
        "--received",
        "2026-11-14",
        "--method",
        "cheque",
        "--reference",
        "001182",
        "--appeal",
        "Autumn",
    ]);
    assert_eq!(
        (status, said["people_added"].as_u64(), said["entry"]["amount"].as_str()),
        (0, Some(1), Some("25.00")),
        "{said}"
    );
    let id = said["entry"]["id"].as_str().unwrap().to_owned();
    let (status, said) = run(&[
        "ledger",
        "record",
        &file,
        "--from",
        "ann ali",
        "--amount",
        "10",
        "--received",
        "2026-11-15",
        "--method",
        "cash",
    ]);
    assert_eq!((status, said["people_added"].as_u64()), (0, Some(0)), "{said}");
    assert_eq!(
        run(&["ledger", "record", &file, "--from", "nobody@example.org", "--amount", "10", "--received", "2026-11-15"])
            .0,
        1
    );
    assert_eq!(run(&["ledger", "record", &file, "--amount", "ten", "--received", "2026-11-15"]).0, 1);
    for (received, banked, words) in [
        ("0001-01-01", "2026-11-15", "before 1900"),
        ("2126-01-01", "2026-11-15", "still to come"),
        ("2026-11-15", "2026-11-14", "not banked before"),
    ] {
        let days = ["--received", received, "--banked", banked];
        let (status, said) = run(&[&["ledger", "record", &file, "--amount", "1"], &days[..]].concat());
        assert!(status == 1 && said.as_str().unwrap().contains(words), "{days:?}: {said}");
    }
    let (status, said) = told(&["ledger", "record", &file, "--amount", "1", "--received", "2009-01-01"]);
    assert!(status == 0 && said.contains("1 Jan 2009 is 17 years ago"), "possible, and said: {said}");
    assert_eq!(run(&["undo", &file]).0, 0);
    assert_eq!(run(&["ledger", "record", &file, "--kind", "gift", "--amount", "1", "--received", "2026-11-15"]).0, 2);
    let (_, accounts) = run(&["ledger", "accounts", &file]);
    let of = |accounts: &Value, name: &str| {
        let list = accounts["accounts"].as_array().unwrap();
        list.iter().find(|a| a["name"] == name).unwrap()["balance"].as_str().unwrap().to_owned()
    };
    assert_eq!((of(&accounts, "General"), of(&accounts, "Cash")), ("25.00".to_owned(), "10.00".to_owned()));
    assert_eq!(run(&["ledger", "refund", &file, &id, "--amount", "26"]).0, 1);
    let (status, said) = run(&["ledger", "refund", &file, &id, "--amount", "5"]);
    assert_eq!((status, said["entry"]["amount"].as_str()), (0, Some("-5.00")), "{said}");
    let refund = said["entry"]["id"].as_str().unwrap().to_owned();
    let (status, said) = run(&["ledger", "reverse", &file, &refund, "--reason", "not cashed"]);
    assert_eq!((status, said["entry"]["reverses"].as_str()), (0, Some(refund.as_str())), "{said}");
    let (status, said) = run(&["ledger", "entries", &file, "--filter", "kind:donation 2026-11-01..2026-11-14"]);
    assert_eq!((status, said["count"].as_u64(), said["in"].as_str()), (0, Some(1), Some("25.00")), "{said}");
    let (_, info) = run(&["info", &file]);
    assert_eq!(
        (info["counts"]["entries"].as_u64(), info["counts"]["donations"].as_u64()),
        (Some(4), Some(2)),
        "{info}"
    );
    assert_eq!(run(&["check", &file]).1["ok"], true);
    let pdf = folder.path().join("ann.pdf").display().to_string();
    let (status, said) = run(&["ledger", "statement", &file, "Ann Ali", "--to", &pdf]);
    assert_eq!((status, said["total"].as_str()), (0, Some("35.00")), "{said}");
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_batch_is_refused_unless_count_and_total_agree() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let batch = written(
        folder.path(),
        "batch.csv",
        "Donor,Amount,Method,Cheque number\nSiân Llewellyn,20,cheque,000417\nŁukasz Żółkiewski,250.00,,001182\nsian llewellyn,54,cash,\n",
    );
    let (status, said) =
        run(&["ledger", "batch", &file, &batch, "--count", "3", "--total", "325", "--banked", "2026-11-16"]);
    assert_eq!(status, 1, "{said}");
    assert!(said.as_str().unwrap().contains("£1.00"), "{said}");
    let (status, said) = run(&["ledger", "batch", &file, &batch, "--count", "4", "--total", "324", "--dry-run"]);
    assert_eq!((status, said["agrees"].as_bool(), said["missing_count"].as_i64()), (1, Some(false), Some(1)), "{said}");
    assert_eq!(run(&["info", &file]).1["counts"]["entries"], 0);
    let (status, said) =
        run(&["ledger", "batch", &file, &batch, "--count", "3", "--total", "324.00", "--banked", "2026-11-16"]);
    assert_eq!(
        (status, said["batch"].as_i64(), said["count"].as_u64(), said["people_added"].as_u64()),
        (0, Some(1), Some(3), Some(2)),
        "{said}"
    );
    assert_eq!(run(&["info", &file]).1["counts"]["entries"], 3);
    let post = ["ledger", "batch", &file, &batch, "--count", "3", "--total", "324.00", "--banked", "2026-11-16"];
    let (status, dry) = run(&[&post[..], &["--dry-run"]].concat());
    assert_eq!((status, dry["same_as"].as_i64(), dry["agrees"].as_bool()), (1, Some(1), Some(true)), "{dry}");
    let (status, said) = run(&post);
    assert!(status == 1 && said.as_str().unwrap().contains("Batch 1 is the same"), "posted twice by mistake: {said}");
    assert_eq!(run(&["info", &file]).1["counts"]["entries"], 3, "the money is there once");
    let (status, said) = run(&[&post[..], &["--again"]].concat());
    assert_eq!((status, said["batch"].as_i64(), said["people_added"].as_u64()), (0, Some(2), Some(0)), "{said}");
    assert_eq!(run(&["undo", &file]).0, 0);
    let next_day = [&post[..8], &["--banked", "2026-11-17"]].concat();
    assert_eq!(run(&[&next_day[..], &["--dry-run"]].concat()).0, 0, "another day's cheques are others");
    assert_eq!(run(&["undo", &file]).0, 0);
    let info = run(&["info", &file]).1;
    assert_eq!((info["counts"]["entries"].as_u64(), info["counts"]["people"].as_u64()), (Some(0), Some(0)));
    let bad = written(folder.path(), "bad.csv", "Donor,Amount\nAnn,20\nBob,lots\n");
    let (status, said) = run(&["ledger", "batch", &file, &bad, "--count", "2", "--total", "40"]);
    assert_eq!((status, said["problems"][0]["row"].as_u64()), (1, Some(3)), "{said}");
}

#[test]
fn donations_are_imported_once_and_refused_rows_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let input = written(
        folder.path(),
        "gifts.csv",
        "Date,Donor,Amount\n2026-01-02,Ann Ali,25.00\n2026-01-03,Bo Berg,lots\n2026-01-03,,5\n",
    );
    let (status, dry) = run(&["import", "donations", &file, &input, "--dry-run"]);
    assert_eq!(
        (status, dry["added"].as_u64(), dry["refused"].as_u64(), &dry["op"]),
        (1, Some(2), Some(1), &Value::Null),
        "{dry}"
    );
    let (status, said) = run(&["import", "donations", &file, &input]);
    assert_eq!(
        (status, said["added"].as_u64(), said["total"].as_str(), said["people_added"].as_u64()),
        (1, Some(2), Some("30.00"), Some(1))
    );
    assert_eq!(
        (said["problems"][0]["row"].as_u64(), said["problems"][0]["column"].as_str()),
        (Some(3), Some("Amount")),
        "{said}"
    );
    let refused = std::fs::read_to_string(said["refused_file"].as_str().unwrap()).unwrap();
    assert!(refused.contains("Bo Berg") && !refused.contains("Ann Ali"), "{refused}");
    let copy = said["backup"].as_str().unwrap();
    assert!(copy.ends_with(" before import.wardroom") && dry["backup"].is_null(), "{said}");
    assert_eq!(run(&["info", copy]).1["counts"]["entries"], 0, "as it was before");
    assert_eq!(run(&["import", "donations", &file, &input]).0, 1, "a second time");
    assert_eq!(run(&["info", &file]).1["counts"]["entries"], 2);
    assert_eq!(run(&["import", "donations", &file, &input, "--again"]).1["added"], 2);
    let map = written(
        folder.path(),
        "map.toml",
        "[columns]\namount = \"Amount\"\n[constants]\nreceived = \"2026-02-01\"\ndonor_name = \"Cy\"\n",
    );
    let other = written(folder.path(), "other.csv", "When,Amount\nx,7\n");
    let (status, said) = run(&["import", "donations", &file, &other, "--map", &map]);
    assert_eq!((status, said["total"].as_str()), (0, Some("7.00")), "{said}");
    assert_eq!(run(&["import", "donations", &file, &other, "--map", "none.toml"]).0, 3);
    assert_eq!(run(&["undo", &file]).0, 0);
    for (what, rows) in [("donations", 4), ("entries", 4)] {
        let out = folder.path().join(format!("{what}.csv")).display().to_string();
        assert_eq!(run(&["export", &file, what, "--to", &out]).1["rows"], rows, "{what}");
    }
    for name in ["income", "donors", "balances", "statements"] {
        let (status, said) = run(&["report", &file, name]);
        assert_eq!(status, 0, "{said}");
        assert!(said["rows"].as_array().is_some_and(|rows| !rows.is_empty()), "{name}");
    }
    assert_eq!(run(&["check", &file]).1["ok"], true);
}

/// What a dry run is for: what would come in, what would not, and what would be dropped without a word.
#[test]
fn a_dry_run_says_what_is_refunded_nameless_and_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for postcode in ["LS1 1AA", "LS2 2BB"] {
        run(&["people", "add", &file, "--name", "Ann Ali", "--postcode", postcode]);
    }
    let input = written(
        folder.path(),
        "gifts.csv",
        "Date,Donor,Amount,Shoe size\n2026-01-02,Ann Ali,25.00,7\n2026-01-03,,5,\n2026-01-03,Bo Berg,-5,\n",
    );
    let (status, dry) = run(&["import", "donations", &file, &input, "--dry-run"]);
    assert_eq!(
        (status, dry["added"].as_u64(), dry["refunds"].as_u64(), dry["anonymous"].as_u64(), dry["ambiguous"].as_u64()),
        (1, Some(2), Some(1), Some(1), Some(1)),
        "{dry}"
    );
    assert_eq!(dry["unused_columns"], serde_json::json!(["Shoe size"]));
    assert!(dry["problems"][0]["message"].as_str().unwrap().contains("2 people of the register"), "{dry}");
    let (_, said) = told(&["import", "donations", &file, &input, "--dry-run"]);
    for words in
        ["1   of them money given back", "1   of them from nobody named", "Columns not used: Shoe size", "LS2 2BB"]
    {
        assert!(said.contains(words), "{words}: {said}");
    }
    let people = written(folder.path(), "people.csv", "Name,Shoe size\nCy Dee,7\n");
    let (_, dry) = run(&["import", "people", &file, &people, "--dry-run"]);
    assert_eq!(dry["unused_columns"], serde_json::json!(["Shoe size"]));
}

#[test]
fn a_copy_that_cannot_be_made_is_told_and_stops_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let input = written(folder.path(), "gifts.csv", "Date,Donor,Amount\n2026-01-02,Ann Ali,25.00\n");
    written(folder.path(), "Copies", "a file where the folder should be");
    let (status, said) = run(&["import", "donations", &file, &input]);
    assert_eq!((status, said["added"].as_u64(), &said["backup"]), (0, Some(1), &Value::Null), "{said}");
    let people = written(folder.path(), "people.csv", "Name\nBo Berg\n");
    let (status, said) = run(&["import", "people", &file, &people]);
    assert_eq!((status, said["added"].as_u64(), &said["backup"]), (0, Some(1), &Value::Null), "{said}");
}

#[test]
fn accounts_are_added_and_closed() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    assert_eq!(run(&["ledger", "account", &file, "Savings"]).0, 0);
    assert_eq!(
        run(&[
            "ledger",
            "record",
            &file,
            "--kind",
            "transfer",
            "--account",
            "General",
            "--to-account",
            "savings",
            "--amount",
            "5"
        ])
        .0,
        0
    );
    assert_eq!(run(&["ledger", "account", &file, "Savings", "--close"]).0, 0);
    assert_eq!(run(&["ledger", "record", &file, "--account", "Savings", "--amount", "5"]).0, 1);
    assert_eq!(run(&["ledger", "category", &file, "Stalls"]).0, 2, "a new category needs a kind");
    assert_eq!(run(&["ledger", "category", &file, "Stalls", "--kind", "income"]).0, 0);
    assert_eq!(run(&["ledger", "fund", &file, "Election", "--purpose", "the election"]).0, 0);
    let (status, said) =
        run(&["ledger", "record", &file, "--amount", "5", "--category", "Stalls", "--fund", "election"]);
    assert_eq!(status, 0, "{said}");
}
