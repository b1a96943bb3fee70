//! The commands of the register: exit codes and JSON as scripts read them.

use std::path::Path;

use serde_json::Value;

use crate::common::told::{office, run};

#[test]
fn a_person_is_added_found_changed_tagged_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let (status, ann) = run(&[
        "people",
        "add",
        &file,
        "--name",
        "Ann Lee",
        "--email",
        "ann@example.org",
        "--postcode",
        "LS1 1AA",
        "--number",
        "42",
    ]);
    assert_eq!(
        (status, ann["name"].as_str(), ann["emails"][0]["value"].as_str()),
        (0, Some("Ann Lee"), Some("ann@example.org")),
        "{ann}"
    );
    assert!(ann["id"].is_string() && ann["op"].is_string());
    let (status, found) = run(&["find", &file, "ls11aa"]);
    assert_eq!((status, found["people"][0]["id"].as_str()), (0, ann["id"].as_str()), "{found}");
    let (status, changed) =
        run(&["people", "change", &file, "42", "--phone", "020 7946 0958", "--pronouns", "she/her"]);
    assert_eq!(
        (status, changed["phones"][0]["value"].as_str(), changed["postcode"].as_str()),
        (0, Some("020 7946 0958"), None),
        "{changed}"
    );
    assert_eq!(changed["emails"][0]["value"], "ann@example.org", "what is not mentioned stays");
    assert_eq!(run(&["people", "tag", &file, "volunteer", "ann lee"]).1["changed"], 1);
    assert_eq!(run(&["people", "show", &file, "ann@example.org"]).1["tags"][0], "volunteer");
    assert_eq!(run(&["people", "add", &file, "--name", "Bob", "--email", "bob"]).0, 1, "a problem of the input");
    assert_eq!(run(&["people", "show", &file, "nobody"]).0, 1);
    assert_eq!(run(&["info", &file]).1["counts"]["people"], 1);
    assert_eq!(run(&["people", "remove", &file, "Ann Lee"]).0, 0);
    assert_eq!(run(&["find", &file, "ann"]).1["people"], serde_json::json!([]));
    assert_eq!(run(&["undo", &file]).0, 0);
    assert_eq!(run(&["find", &file, "ann"]).1["people"][0]["name"], "Ann Lee");
    assert_eq!(run(&["check", &file]).1["ok"], true);
}

#[test]
fn a_list_is_mapped_previewed_imported_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (list, map, out) = (at("members.csv"), at("map.toml"), at("out.csv"));
    std::fs::write(
        &list,
        "First Name,Last Name,E-mail,Zip\nAnn,Lee,ann@example.org,LS1 1AA\nBob,Roe,bob,\nAnn,Lee,ann@example.org,\n",
    )
    .unwrap();
    assert_eq!(run(&["map", &list, "--for", "nothing"]).0, 2);
    let (status, mapped) = run(&["map", &list, "--for", "people", "--to", &map]);
    assert_eq!(
        (status, mapped["header_row"].as_u64(), mapped["columns"][0]["field"].as_str()),
        (0, Some(1), Some("given")),
        "{mapped}"
    );
    let expected = |report: &Value| {
        for (field, n) in
            [("read", 3), ("added", 1), ("updated", 0), ("skipped", 1), ("refused", 1), ("people_added", 1)]
        {
            assert_eq!(report[field], n, "{field}: {report}");
        }
        assert_eq!(
            (report["problems"][0]["row"].as_u64(), report["problems"][0]["column"].as_str()),
            (Some(3), Some("E-mail"))
        );
    };
    let (status, dry) = run(&["import", "people", &file, &list, "--map", &map, "--dry-run"]);
    assert_eq!((status, &dry["op"], &dry["refused_file"]), (1, &Value::Null, &Value::Null), "{dry}");
    expected(&dry);
    assert_eq!(run(&["info", &file]).1["counts"]["people"], 0);
    let (status, done) = run(&["import", "people", &file, &list, "--map", &map]);
    assert_eq!(status, 1, "the good rows are in, the refused are listed: {done}");
    let (status, said) = run(&["map", &list, "--for", "people", "--to", &map]);
    assert!(status == 3 && said.to_string().contains("--force"), "what was corrected there stays: {said}");
    assert_eq!(run(&["map", &list, "--for", "people", "--to", &map, "--force"]).0, 0);
    expected(&done);
    assert!(done["op"].is_string());
    assert!(std::fs::read_to_string(done["refused_file"].as_str().unwrap()).unwrap().contains("Bob"));
    assert_eq!(run(&["export", &file, "people", "--to", &out]).1["rows"], 1);
    let (status, again) = run(&["import", "people", &file, &out, "--on-duplicate", "update"]);
    assert_eq!((status, again["skipped"].as_u64(), &again["op"]), (0, Some(1), &Value::Null), "{again}");
    let (_, history) = run(&["history", &file]);
    assert_eq!(history["ops"][0]["summary"], "Imported 1 person from members.csv");
}

#[test]
fn pairs_that_are_probably_one_are_listed_with_reasons() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for (name, email, postcode) in [
        ("Robert Allen", "rob@x.org", "LS1 1AA"),
        ("Robert Alan", "rob@x.org", ""),
        ("Ann Allen", "", "LS1 1AA"),
        ("Eve Roe", "", ""),
    ] {
        run(&["people", "add", &file, "--name", name, "--email", email, "--postcode", postcode]);
    }
    let (status, said) = run(&["duplicates", &file]);
    let pairs = said["pairs"].as_array().unwrap();
    assert_eq!((status, pairs.len()), (0, 1), "{said}");
    assert_eq!(pairs[0]["because"], serde_json::json!(["same given name", "same e-mail address"]));
    assert!(pairs[0]["score"].as_f64().unwrap() > 0.5);
    assert_eq!(run(&["duplicates", &file, "--min-score", "1.5"]).0, 2);
}

#[test]
fn two_records_are_merged_shown_first_and_set_apart() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for (name, email, number) in
        [("Ann Lee", "ann@x.org", ""), ("Anne Lee", "ann@x.org", "17"), ("Eve Roe", "eve@x.org", "")]
    {
        run(&["people", "add", &file, "--name", name, "--email", email, "--number", number]);
    }
    let (status, dry) = run(&["people", "merge", &file, "Ann Lee", "17", "--take", "name=other", "--dry-run"]);
    assert_eq!((status, &dry["op"], dry["person"]["name"].as_str()), (0, &Value::Null, Some("Anne Lee")), "{dry}");
    assert_eq!(
        dry["fields"][0],
        serde_json::json!({ "field": "name", "keep": "Ann Lee", "other": "Anne Lee", "takes": "other" })
    );
    assert_eq!(run(&["info", &file]).1["counts"]["people"], 3);
    let (status, done) = run(&["people", "merge", &file, "Ann Lee", "17", "--take", "name=other"]);
    assert_eq!((status, done["op"].is_string(), &done["person"]), (0, true, &dry["person"]), "{done}");
    let copy = done["backup"].as_str().unwrap();
    assert!(copy.ends_with(" before merge.wardroom") && dry["backup"].is_null(), "{done}");
    assert_eq!(run(&["info", copy]).1["counts"]["people"], 3, "the office as it was before");
    let gone = done["gone"].as_str().unwrap();
    assert_eq!(run(&["people", "show", &file, gone]).1["id"], done["kept"], "the old id leads to the one that stands");
    assert_eq!(run(&["undo", &file]).0, 0);
    assert_eq!(run(&["duplicates", &file]).1["pairs"].as_array().unwrap().len(), 1);
    assert_eq!(run(&["people", "not-duplicate", &file, "Ann Lee", "17"]).1["distinct"], true);
    assert_eq!(run(&["duplicates", &file]).1["pairs"], serde_json::json!([]));
    assert_eq!(run(&["people", "not-duplicate", &file, "17", "Ann Lee", "--take-back"]).1["distinct"], false);
    assert_eq!(run(&["duplicates", &file]).1["pairs"].as_array().unwrap().len(), 1);
    assert_eq!(run(&["people", "merge", &file, "17", "17"]).0, 1);
    assert_eq!(run(&["people", "merge", &file, "17", "Ann Lee", "--take", "name=both"]).0, 2);
    assert_eq!(run(&["people", "merge", &file, "17", "Ann Lee", "--take", "hat=other"]).0, 2);
    assert_eq!(run(&["check", &file]).1["ok"], true);
}

#[test]
fn the_rules_are_measured_on_a_list_with_known_answers() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let (list, labels) = (at("list.csv"), at("labels.csv"));
    std::fs::write(
        &list,
        "rec_id,given_name,surname,postcode,date_of_birth\nrec-1-org,Ann,Lee,LS1 1AA,19600309\nrec-1-dup-0,Anne,Lee,LS1 1AA,19600309\n\
         rec-2-org,Bob,Roe,LS2 2BB,19710102\nrec-2-dup-0,Roe,Bob,LS2 2BB,\nrec-3-org,Eve,Roe,LS2 2BB,19900404\n",
    )
    .unwrap();
    let (status, said) = run(&["people", "measure-duplicates", &list, "--truth", "rec_id"]);
    let level = |said: &Value, rule: &str| {
        said["levels"].as_array().unwrap().iter().find(|l| l["rule"] == rule).unwrap().clone()
    };
    assert_eq!((status, said["records"].as_u64(), said["pairs"].as_u64()), (0, Some(5), Some(2)), "{said}");
    let likely = level(&said, "0.5");
    assert_eq!(
        (likely["found"].as_u64(), likely["right"].as_u64(), likely["f1"].as_f64()),
        (Some(2), Some(2), Some(1.0))
    );
    assert!(said["seconds"].is_number());
    std::fs::write(&labels, "id_l,id_r,score\nrec-1-org,rec-1-dup-0,1.0\nrec-2-org,rec-3-org,0.0\n").unwrap();
    let (_, judged) = run(&["people", "measure-duplicates", &list, "--labels", &labels]);
    assert_eq!((judged["pairs"].as_u64(), level(&judged, "0.5")["found"].as_u64()), (Some(1), Some(1)), "{judged}");
    assert_eq!(run(&["people", "measure-duplicates", &list]).0, 2);
    assert_eq!(run(&["people", "measure-duplicates", &list, "--truth", "who"]).0, 2);
}

/// The public sets lie beside the repository where they are; what the docs of `people::likeness` print is held here.
#[test]
fn the_rules_hold_what_they_promise_on_the_public_sets() {
    let sets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/contacts");
    let set = |name: &str| sets.join(name).display().to_string();
    if !Path::new(&set("dedupe_febrl_dataset3.csv")).exists() {
        println!("skipped: the public sets are not here");
        return;
    }
    let level = |said: &Value, rule: &str| {
        said["levels"].as_array().unwrap().iter().find(|l| l["rule"] == rule).unwrap().clone()
    };
    let wrong = |level: &Value| level["found"].as_u64().unwrap() - level["right"].as_u64().unwrap();
    let febrl = set("dedupe_febrl_dataset3.csv");
    let (_, said) = run(&["people", "measure-duplicates", &febrl, "--truth", "rec_id"]);
    let broad = level(&said, "0.25");
    assert!(broad["f1"].as_f64().unwrap() >= 0.97, "{broad}");
    assert_eq!(wrong(&level(&said, "strict")) + wrong(&level(&said, "0.5")), 0, "{said}");
    let (_, said) = run(&["people", "measure-duplicates", &febrl, "--truth", "rec_id", "--number", "soc_sec_id"]);
    assert!(level(&said, "0.5")["f1"].as_f64().unwrap() >= 0.98, "{said}");
    assert_eq!(wrong(&level(&said, "strict")), 0, "{said}");
    let (splink, labels) = (set("dedupe_splink_fake_1000.csv"), set("dedupe_splink_fake_1000_labels.csv"));
    let (_, said) = run(&["people", "measure-duplicates", &splink, "--truth", "cluster"]);
    assert_eq!(wrong(&level(&said, "strict")) + wrong(&level(&said, "0.25")), 0, "{said}");
    assert!(level(&said, "0.25")["f1"].as_f64().unwrap() >= 0.8, "{said}");
    assert_eq!(run(&["people", "measure-duplicates", &splink, "--labels", &labels]).0, 0);
}

#[test]
fn birth_dates_own_fields_consent_links_and_notes_by_command() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let (status, fields) =
        run(&["people", "field", &file, "Shirt size", "--kind", "choice", "--option", "Small", "--option", "Large"]);
    assert_eq!((status, fields["fields"][0]["name"].as_str()), (0, Some("Shirt size")), "{fields}");
    let (status, ann) = run(&[
        "people",
        "add",
        &file,
        "--name",
        "Ann Lee",
        "--birth",
        "2008-02-29",
        "--languages",
        "cy, English",
        "--source",
        "Stall",
        "--field",
        "shirt size=small",
        "--email",
        "ann@example.org",
    ]);
    assert_eq!(status, 0, "{ann}");
    assert_eq!(
        (ann["birth"].as_str(), ann["age"]["least"].as_i64(), ann["own"]["Shirt size"].as_str()),
        (Some("2008-02-29"), Some(18), Some("Small"))
    );
    assert_eq!(ann["languages"], serde_json::json!(["Welsh", "English"]));
    assert_eq!(run(&["people", "add", &file, "--name", "X", "--birth", "soon"]).0, 1);
    assert_eq!(run(&["people", "add", &file, "--name", "X", "--field", "Hat=7"]).0, 1);
    assert_eq!(run(&["people", "add", &file, "--name", "Bob Roe"]).0, 0);

    let (status, said) = run(&[
        "people",
        "consent",
        &file,
        "ann lee",
        "--channel",
        "email",
        "--state",
        "yes",
        "--day",
        "2026-03-01",
        "--how",
        "form",
    ]);
    assert_eq!(
        (status, said["consent"]["email"]["state"].as_str(), said["history"][0]["recorded_by"].as_str()),
        (0, Some("yes"), Some("Asha M.")),
        "{said}"
    );
    let (_, reach) = run(&["people", "reach", &file, "ann lee"]);
    let of =
        |channel: &str| reach["channels"].as_array().unwrap().iter().find(|c| c["channel"] == channel).unwrap().clone();
    assert_eq!(
        (of("email")["consented"].as_bool(), of("post")["why"].as_str()),
        (Some(true), Some("No address or number")),
        "{reach}"
    );
    assert_eq!(
        run(&["people", "consent", &file, "ann lee", "--channel", "any", "--state", "no"]).0,
        2,
        "that is do-not-contact"
    );
    assert_eq!(
        run(&["people", "do-not-contact", &file, "ann lee", "--how", "by letter"]).1["do_not_contact"]["how"],
        "by letter"
    );
    let out = folder.path().join("out.csv").display().to_string();
    let (_, export) = run(&["export", &file, "people", "--to", &out]);
    assert_eq!((export["rows"].as_u64(), export["left_out"].as_u64()), (Some(1), Some(1)), "{export}");
    let (_, export) = run(&["export", &file, "people", "--to", &out, "--include-do-not-contact", "--force"]);
    assert_eq!((export["rows"].as_u64(), export["left_out"].as_u64()), (Some(2), Some(0)), "{export}");
    assert_eq!(run(&["people", "do-not-contact", &file, "ann lee", "--lift"]).1["do_not_contact"], Value::Null);

    let (status, links) = run(&["people", "link", &file, "Ann Lee", "paid-by", "Bob Roe"]);
    assert_eq!((status, links["links"][0]["link"].as_str()), (0, Some("paid-by")), "{links}");
    let (_, links) = run(&["people", "link", &file, "Bob Roe"]);
    assert_eq!(
        (links["links"][0]["link"].as_str(), links["links"][0]["name"].as_str()),
        (Some("payer-for"), Some("Ann Lee"))
    );
    let id = links["links"][0]["id"].as_str().unwrap();
    assert_eq!(run(&["people", "unlink", &file, "Bob Roe", id]).1["links"], serde_json::json!([]));

    let (status, log) =
        run(&["people", "log", &file, "Ann Lee", "--about", "the hall", "--next", "call back", "--due", "2026-12-01"]);
    assert_eq!(
        (status, log["log"][0]["open"].as_bool(), log["log"][0]["who"].as_str()),
        (0, Some(true), Some("Asha M.")),
        "{log}"
    );
    let id = log["log"][0]["id"].as_str().unwrap();
    assert_eq!(
        run(&["people", "log-change", &file, id, "--about", "the old hall"]).1["log"][0]["about"],
        "the old hall"
    );
    assert_eq!(run(&["people", "open", &file]).1["open"][0]["name"], "Ann Lee");
    assert_eq!(
        run(&["people", "log-done", &file, id, "--outcome", "she comes"]).1["log"][0]["next"],
        "call back: she comes"
    );
    assert_eq!(run(&["people", "open", &file]).1["open"], serde_json::json!([]));
    assert_eq!(run(&["people", "log", &file, "Ann Lee", "--kind", "thanks", "--about", "the tea"]).0, 0);
    assert_eq!(run(&["people", "log-remove", &file, id]).1["log"].as_array().unwrap().len(), 1);

    let paper = folder.path().join("card.pdf");
    std::fs::write(&paper, b"%PDF-1.7 a card").unwrap();
    let (status, papers) = run(&["people", "attach", &file, "Ann Lee", &paper.display().to_string()]);
    assert_eq!((status, papers["papers"][0]["media_type"].as_str()), (0, Some("application/pdf")), "{papers}");
    let id = papers["papers"][0]["id"].as_str().unwrap();
    let back = folder.path().join("back.pdf");
    assert_eq!(run(&["people", "paper", &file, "Ann Lee", id, "--to", &back.display().to_string()]).0, 0);
    assert_eq!(std::fs::read(back).unwrap(), std::fs::read(paper).unwrap());
    assert_eq!(run(&["people", "detach", &file, "Ann Lee", id]).1["papers"], serde_json::json!([]));
    assert_eq!(run(&["people", "unfield", &file, "Shirt size"]).1["fields"][0]["closed"], true);
    let (status, thanked) = run(&["report", &file, "thanked"]);
    assert_eq!((status, thanked["rows"][0][2].as_str()), (0, Some("the tea")), "{thanked}");
    assert_eq!(run(&["check", &file]).1["ok"], true);
}

#[test]
fn what_many_said_is_recorded_by_names_or_by_a_filter() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for (name, tag) in [("Ann Lee", "stall"), ("Bob Roe", "stall"), ("Eve Fox", "other")] {
        run(&["people", "add", &file, "--name", name, "--tag", tag]);
    }
    let said = ["--channel", "email", "--state", "yes", "--day", "2026-05-01", "--how", "stall"];
    let with = |more: &[&str]| run(&[&["people", "consent", &file], more, &said[..]].concat());
    let (status, dry) = with(&["--tagged", "stall", "--dry-run"]);
    assert_eq!((status, dry["people"].as_array().unwrap().len(), &dry["op"]), (0, 2, &Value::Null), "{dry}");
    let (status, done) = with(&["--tagged", "stall"]);
    assert_eq!((status, &done["recorded"]), (0, &serde_json::json!(2)), "{done}");
    assert_eq!(with(&["Ann Lee", "Eve Fox"]).1["recorded"], 1);
    assert_eq!(with(&["Ann Lee", "--tagged", "stall"]).0, 2, "one or the other");
    assert_eq!(with(&[]).0, 2);
    assert_eq!(run(&["people", "consent", &file, "Ann Lee"]).1["consent"]["email"]["state"], "yes");
    let (status, stopped) = run(&["people", "do-not-contact", &file, "--search", "eve"]);
    assert_eq!((status, &stopped["recorded"]), (0, &serde_json::json!(1)), "{stopped}");
    assert_eq!(run(&["people", "reach", &file, "Eve Fox", "--channel", "email"]).1["channels"][0]["may"], false);
    assert_eq!(run(&["undo", &file]).0, 0);
    assert_eq!(run(&["check", &file]).1["ok"], true);
}
