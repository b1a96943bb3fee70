//! The commands of members: a year of a branch as a script sees it.

use serde_json::{Value, json};

use crate::common::told::{done_on as done, refused_on as refused, run_on as run};

const MAY: &str = "2026-05-10";

/// A branch whose full members pay £36 from the calendar year's begin.
fn branch() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("branch.wardroom").display().to_string();
    done(MAY, &["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    done(MAY, &["members", "class", &file, "full", "--fee", "36", "--from", "2000-01-01"]);
    done(MAY, &["members", "settings", &file, "--grace-days", "30", "--rollover", "10-01"]);
    (folder, file)
}

#[test]
fn a_year_of_a_branch() {
    let (folder, file) = branch();
    let ann = done(MAY, &["members", "apply", &file, "Ann Ali", "--class", "Full"]);
    assert_eq!((&ann["status"], &ann["name"]), (&json!("applied"), &json!("Ann Ali")));
    done(MAY, &["members", "apply", &file, "Bob Roe", "--class", "Full"]);
    assert!(refused(MAY, &["members", "apply", &file, "Bob Roe", "--class", "Full"]).contains("applied already"));
    let ann = done(MAY, &["members", "approve", &file, "Ann Ali", "--by", "Committee"]);
    assert_eq!(ann["terms"][0]["charges"][0]["amount"], "24.00");
    assert_eq!(ann["terms"][0]["decided"]["by"], "Committee");
    let bob = done(MAY, &["members", "refuse", &file, "Bob Roe", "--reason", "In another party"]);
    assert_eq!(bob["status"], "refused");
    done(
        MAY,
        &["members", "add", &file, "Cy Dean", "--class", "Full", "--start", "2019-03-01", "--covered-to", "2026-12-31"],
    );
    let info = done(MAY, &["info", &file]);
    assert_eq!((&info["counts"]["members"], &info["counts"]["applications"]), (&json!(2), &json!(0)));

    let paid = done(MAY, &["dues", "pay", &file, "Ann Ali", "--amount", "20", "--method", "transfer"]);
    assert_eq!((&paid["still_owed"], &paid["paid_ahead"]), (&json!("4.00"), &json!("0.00")));
    let arrears = done("2026-06-20", &["arrears", &file]);
    assert_eq!((&arrears["total"], &arrears["ages"]["31_60"]), (&json!("4.00"), &json!("4.00")));
    done("2026-06-20", &["dues", "pay", &file, "Ann Ali", "--amount", "4"]);
    let status = done("2026-06-20", &["members", "status", &file, "Ann Ali"]);
    assert_eq!((&status["status"], &status["standing"]["paid_to"]), (&json!("current"), &json!("2026-12-31")));

    let preview = done("2026-12-01", &["dues", "preview", &file, "--year", "2027"]);
    assert_eq!((&preview["count"], &preview["total"]), (&json!(2), &json!("72.00")));
    let ran = done("2026-12-01", &["dues", "run", &file, "--year", "2027"]);
    assert_eq!(ran["charges"], preview["charges"], "what was shown is what was done");
    assert!(refused("2026-12-01", &["dues", "run", &file, "--year", "2027"]).contains("nothing to charge"));
    done("2026-12-01", &["undo", &file]);
    assert_eq!(done("2026-12-01", &["dues", "preview", &file, "--year", "2027"])["charges"], preview["charges"]);
    done("2026-12-01", &["dues", "run", &file, "--year", "2027"]);
    done("2026-12-01", &["dues", "waive", &file, "Cy Dean", "--reason", "Hardship"]);
    let cy = done("2026-12-01", &["members", "show", &file, "Cy Dean"]);
    assert_eq!(cy["terms"][0]["charges"][0]["waived"]["reason"], "Hardship");

    let roll = done("2027-01-20", &["roll", &file, "--on", "2027-01-20", "--days", "30"]);
    assert_eq!(roll["voters"][0]["name"], "Cy Dean");
    let out: Vec<_> =
        roll["left_out"].as_array().unwrap().iter().map(|a| (&a["name"], &a["reasons"][0]["key"])).collect();
    assert_eq!(out, [(&json!("Ann Ali"), &json!("in_grace")), (&json!("Bob Roe"), &json!("refused"))]);
    let roll = done("2027-01-20", &["roll", &file, "--grace", "--age", "16"]);
    assert_eq!((&roll["count"], &roll["left_out"][0]["reasons"][0]["key"]), (&json!(0), &json!("no_birth_date")));
    let sheet = folder.path().join("roll.csv");
    done("2027-01-20", &["roll", &file, "--to", &sheet.display().to_string()]);
    assert!(std::fs::read_to_string(&sheet).unwrap().contains("In grace: dues not paid"));

    done("2027-01-20", &["members", "resign", &file, "Cy Dean", "--notice", "2027-01-05", "--on", "2027-01-31"]);
    assert_eq!(done("2027-02-01", &["members", "status", &file, "Cy Dean"])["status"], "resigned");
    done(
        "2027-04-01",
        &[
            "members",
            "pin",
            &file,
            "Ann Ali",
            "--status",
            "current",
            "--reason",
            "Paid in cash",
            "--until",
            "2027-04-30",
        ],
    );
    let pinned = done("2027-04-02", &["members", "list", &file, "--status", "current"]);
    assert_eq!((&pinned["members"][0]["name"], &pinned["members"][0]["pinned"]), (&json!("Ann Ali"), &json!(true)));
    done("2027-04-02", &["members", "unpin", &file, "Ann Ali"]);
    assert_eq!(done("2027-04-02", &["members", "status", &file, "Ann Ali"])["status"], "lapsed");
    let again = done("2027-05-01", &["members", "renew", &file, "Ann Ali", "--forgive"]);
    assert_eq!((again["terms"].as_array().unwrap().len(), &again["owed"]), (2, &json!("24.00")));
    done("2027-05-02", &["members", "died", &file, "Ann Ali"]);
    assert_eq!(done("2027-05-03", &["members", "status", &file, "Ann Ali"])["status"], "died");

    let out = folder.path().join("members.csv").display().to_string();
    assert_eq!(done(MAY, &["export", &file, "members", "--to", &out])["rows"], 4);
    let checked = done("2027-05-03", &["check", &file]);
    assert_eq!((&checked["ok"], &checked["findings"]), (&json!(true), &json!([])), "{checked}");
}

#[test]
fn families_classes_and_payers_by_command() {
    let (_folder, file) = branch();
    done(MAY, &["members", "class", &file, "Family", "--fee", "60", "--from", "2000-01-01"]);
    done(
        MAY,
        &[
            "members",
            "add",
            &file,
            "Bea Brook",
            "--class",
            "Family",
            "--start",
            "2020-01-01",
            "--covered-to",
            "2026-12-31",
        ],
    );
    let child =
        ["members", "add", &file, "Cy Brook", "--class", "Family", "--start", "2021-01-01", "--family", "Bea Brook"];
    assert_eq!(done(MAY, &child)["status"], "current");
    done(MAY, &["members", "change", &file, "Cy Brook", "--family", "none", "--payer", "Bea Brook", "--rhythm", "3"]);
    done(MAY, &["members", "move", &file, "Cy Brook", "--class", "Full", "--on", "2027-01-01"]);
    let plan = done("2026-12-01", &["dues", "preview", &file, "--year", "2027", "--lapsed"]);
    assert_eq!((&plan["count"], &plan["total"]), (&json!(5), &json!("96.00")));
    assert!(
        refused(MAY, &["members", "add", &file, "Di Dean", "--class", "Gold", "--start", MAY]).contains("no class")
    );
    assert!(refused(MAY, &["members", "change", &file, "Cy Brook", "--rhythm", "5"]).contains("1, 3, 6, 12"));
    assert!(refused(MAY, &["members", "settings", &file, "--year", "31-01"]).contains("no day of the year"));
    let classes = done(MAY, &["members", "class", &file, "Full", "--rename", "Ordinary", "--votes", "no"]);
    let ordinary = classes["classes"].as_array().unwrap().iter().find(|c| c["name"] == "Ordinary").unwrap();
    assert_eq!((&ordinary["votes"], &ordinary["yearly_fee"]), (&json!(false), &json!("36.00")));
    let settings =
        done(MAY, &["members", "settings", &file, "--year", "rolling", "--vote-dues", "grace", "--vote-days", "30"]);
    assert_eq!((&settings["year"], &settings["vote"]["grace"]), (&json!("rolling"), &json!(true)));
    assert_eq!(done(MAY, &["report", &file, "members"])["rows"].as_array().unwrap().len(), 3);
}

#[test]
fn what_a_payment_is_for_by_command() {
    let (_folder, file) = branch();
    done(
        MAY,
        &["members", "add", &file, "Ann Ali", "--class", "Full", "--start", "2020-01-01", "--covered-to", "2025-12-31"],
    );
    done(MAY, &["dues", "run", &file, "--from", "2026-01-01", "--to-day", "2027-12-31", "--lapsed"]);
    let ann = done(MAY, &["members", "show", &file, "Ann Ali"]);
    let charge = |at: usize| ann["terms"][0]["charges"][at]["id"].as_str().unwrap().to_owned();
    let paid = done(MAY, &["dues", "pay", &file, "Ann Ali", "--amount", "36", "--for", &charge(1)]);
    let ann = done(MAY, &["members", "show", &file, "Ann Ali"]);
    assert_eq!(ann["terms"][0]["charges"][1]["paid"], "36.00");
    let entry = paid["entry"].as_str().unwrap();
    assert!(refused(MAY, &["dues", "share", &file, entry, "--for", &charge(0), "--amount", "1"]).contains("£0.00"));
    let other = done(MAY, &["ledger", "record", &file, "--kind", "dues", "--from", "Ann Ali", "--amount", "10"]);
    let entry = other["entry"]["id"].as_str().unwrap();
    done(MAY, &["dues", "share", &file, entry, "--for", &charge(0), "--amount", "10"]);
    assert_eq!(done(MAY, &["check", &file])["ok"], true);
}

#[test]
fn members_are_numbered_by_the_series_or_by_hand() {
    let (_folder, file) = branch();
    let set = ["members", "settings", &file, "--numbers", "yes", "--number-prefix", "M-", "--number-digits", "4"];
    assert_eq!(done(MAY, &set)["numbers"]["next"], "M-0001");
    done(MAY, &["members", "apply", &file, "Ann Ali", "--class", "Full"]);
    done(MAY, &["members", "approve", &file, "Ann Ali"]);
    assert_eq!(done(MAY, &["members", "number", &file, "Ann Ali"])["number"], "M-0001");
    done(MAY, &["members", "add", &file, "Bob Roe", "--class", "Full", "--start", MAY, "--number", "M-0002"]);
    done(MAY, &["members", "add", &file, "Cy Brook", "--class", "Full", "--start", MAY, "--number", "none"]);
    let stands = done(MAY, &["members", "number", &file]);
    assert_eq!((&stands["next"], &stands["without"]), (&json!("M-0003"), &json!(1)));
    assert!(refused(MAY, &["members", "number", &file, "Cy Brook", "--set", "M-0002"]).contains("belongs to Bob Roe"));
    assert_eq!(done(MAY, &["members", "number", &file, "--all"])["numbered"], 1);
    assert_eq!(done(MAY, &["members", "number", &file, "M-0003"])["name"], "Cy Brook");
    let back = ["members", "settings", &file, "--number-next", "1"];
    assert!(refused(MAY, &back).contains("M-0001 was given already"));
    let list = done(MAY, &["members", "list", &file]);
    let numbers: Vec<_> = list["members"].as_array().unwrap().iter().map(|m| m["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["M-0001", "M-0003", "M-0002"]);
}

#[test]
fn a_list_of_members_comes_in_and_its_refused_rows_come_back() {
    let (folder, file) = branch();
    let list = folder.path().join("members.csv");
    std::fs::write(
        &list,
        "Name,Class,Member since,Paid up to\nAnn Ali,Full,2019-03-01,2026-12-31\nBob Roe,Student,2020-01-01,\n",
    )
    .unwrap();
    let list = list.display().to_string();
    let map = done(MAY, &["map", &list, "--for", "members"]);
    assert_eq!(map["map"]["columns"]["since"], "Member since");
    let (status, dry) = run(MAY, &["members", "import", &file, &list, "--dry-run"]);
    assert_eq!((status, &dry["added"], &dry["refused"], &dry["op"]), (1, &json!(1), &json!(1), &Value::Null));
    let (status, said) = run(MAY, &["import", "members", &file, &list]);
    assert_eq!((status, &said["added"], &said["people_added"]), (1, &json!(1), &json!(1)));
    assert_eq!(said["problems"], dry["problems"]);
    assert!(std::path::Path::new(said["backup"].as_str().unwrap()).exists());
    let refused = std::fs::read_to_string(said["refused_file"].as_str().unwrap()).unwrap();
    assert!(refused.contains("Bob Roe,Student,2020-01-01,,\"Class: There is no class “Student”"), "{refused}");
    let ann = done(MAY, &["members", "show", &file, "Ann Ali"]);
    assert_eq!((&ann["status"], &ann["terms"][0]["covered_to"]), (&json!("current"), &json!("2026-12-31")));
    let out = folder.path().join("out.csv").display().to_string();
    done(MAY, &["export", &file, "members", "--to", &out]);
    let again = done(MAY, &["members", "import", &file, &out, "--on-duplicate", "update"]);
    assert_eq!((&again["skipped"], &again["op"], &again["backup"]), (&json!(1), &Value::Null, &Value::Null));
    done(MAY, &["undo", &file]);
    assert_eq!(done(MAY, &["members", "list", &file])["members"], json!([]));
}

#[test]
fn who_looks_at_a_person_sees_membership_money_and_notes() {
    let (_folder, file) = branch();
    done(MAY, &["members", "apply", &file, "Ann Ali", "--class", "Full"]);
    done(MAY, &["members", "approve", &file, "Ann Ali"]);
    let record = ["ledger", "record", &file, "--kind", "donation", "--from", "Ann Ali", "--received", MAY, "--amount"];
    done(MAY, &[&record[..], &["25.00"]].concat());
    done(MAY, &[&record[..], &["10.00"]].concat());
    done(MAY, &["people", "log", &file, "Ann Ali", "--kind", "contact", "--about", "Will bring a cake"]);
    done(MAY, &["members", "add", &file, "Eve Fox", "--class", "Full", "--start", MAY, "--payer", "Ann Ali"]);
    let ann = done(MAY, &["people", "show", &file, "Ann Ali"]);
    let about = &ann["about"];
    assert_eq!((&about["membership"]["status"], &about["membership"]["class"]), (&json!("in_grace"), &json!("Full")));
    assert_eq!((&about["given"]["total"], &about["given"]["count"]), (&json!("35.00"), &json!(2)));
    assert_eq!((&about["dues"]["owed"], &about["pays_for"]["name"]), (&json!("24.00"), &json!("Eve Fox")));
    assert_eq!(ann["log"][0]["about"], "Will bring a cake");
    done(MAY, &["people", "add", &file, "--name", "Bob Roe"]);
    assert_eq!(done(MAY, &["people", "show", &file, "Bob Roe"])["about"], json!({}));
}
