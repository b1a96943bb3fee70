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
