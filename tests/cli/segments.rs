//! The commands of segments, and the lists and exports that are narrowed to one.

use std::cell::RefCell;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use serde_json::{Value, json};
use wardroom::cli::{self, Reporter};
use wardroom::subjects;

#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Heard {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

/// Runs a command: its exit status, its document, and what was said on standard error.
fn run(words: &[&str]) -> (u8, Value, String) {
    let (out, err) = (Heard::default(), Heard::default());
    let nouns = subjects::nouns();
    let copies = crate::common::copies(words);
    let more = ["--json", "--as", "Asha M.", "--today", "2026-11-21", "--backups", &copies];
    let words = ["wardroom"].iter().chain(words).chain(&more);
    let matches = cli::command(&nouns, &[]).try_get_matches_from(words).unwrap_or_else(|e| panic!("{e}"));
    let mut reporter = Reporter::to(true, Box::new(out.clone()), Box::new(err.clone()));
    let status = cli::run(&matches, &nouns, &[], subjects::setup(), &mut reporter);
    (status, serde_json::from_str(&out.text()).unwrap_or(Value::Null), err.text())
}

fn done(words: &[&str]) -> Value {
    let (status, said, err) = run(words);
    assert_eq!(status, 0, "{words:?}: {said} {err}");
    said
}

/// An office with three people, of whom two gave and one is not to be contacted.
fn office(folder: &Path) -> String {
    let file = folder.join("branch.wardroom").display().to_string();
    done(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    for (name, tag, postcode) in
        [("Ann Lee", "donor", "RV1 1AA"), ("Bo Roe", "donor", "RV1 2BB"), ("Cy Ott", "helper", "RV10 1AA")]
    {
        done(&["people", "add", &file, "--name", name, "--tag", tag, "--street", "4 Quay", "--postcode", postcode]);
    }
    done(&["people", "do-not-contact", &file, "Bo Roe"]);
    for (name, amount) in [("Ann Lee", "60"), ("Bo Roe", "20")] {
        let words = ["ledger", "record", &file, "--kind", "donation", "--from", name, "--amount", amount];
        done(&[&words[..], &["--received", "2026-10-01"]].concat());
    }
    file
}

fn names(document: &Value) -> Vec<&str> {
    document["people"].as_array().unwrap().iter().map(|person| person["name"].as_str().unwrap()).collect()
}

#[test]
fn a_segment_is_made_from_plain_conditions() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let made = done(&[
        "segments",
        "new",
        &file,
        "Donors",
        "--if",
        "people.tag tag=Donor",
        "--if",
        "ledger.gave least=10 when=\"last 12 months\"",
        "--not",
        "people.postcode begins=RV10",
        "--note",
        "For the fair",
    ]);
    assert_eq!(
        made["says"],
        "People who are tagged “donor” and gave at least £10 in the last 12 months, but do not live in RV10"
    );
    assert_eq!((&made["people"], &made["do_not_contact"]), (&json!(2), &json!(1)));

    let shown = done(&["segments", "show", &file, "donors"]);
    assert_eq!(shown["asks"]["all"][1], json!({ "ask": "ledger.gave", "least": "10.00", "when": "last 12 months" }));
    let counts: Vec<&Value> = shown["conditions"].as_array().unwrap().iter().map(|c| &c["people"]).collect();
    assert_eq!(counts, [&json!(2), &json!(2), &json!(2)]);
    assert_eq!(shown["note"], "For the fair");

    // The people of a segment, by two commands; who is not to be contacted stays out until it is said.
    for words in [vec!["segments", "people", &file, "Donors"], vec!["people", "list", &file, "--segment", "Donors"]] {
        let listed = done(&words);
        assert_eq!((names(&listed), &listed["total"], &listed["left_out"]), (vec!["Ann Lee"], &json!(1), &json!(1)));
        let all = done(&[&words[..], &["--include-do-not-contact"]].concat());
        assert_eq!(names(&all), ["Ann Lee", "Bo Roe"]);
        assert_eq!(all["people"][1]["do_not_contact"], true);
    }
    assert_eq!(names(&done(&["people", "list", &file])), ["Ann Lee", "Cy Ott"]);
    let rest = done(&["people", "list", &file, "--offset", "1", "--limit", "1"]);
    assert_eq!((names(&rest), &rest["total"]), (vec!["Cy Ott"], &json!(2)));

    let out = folder.path().join("donors.csv").display().to_string();
    let wrote = done(&["export", &file, "people", "--segment", "donors", "--to", &out]);
    assert_eq!((&wrote["rows"], &wrote["left_out"]), (&json!(1), &json!(1)));
    assert!(std::fs::read_to_string(&out).unwrap().contains("Ann Lee"));
    let (status, _, said) = run(&["export", &file, "entries", "--segment", "donors", "--to", &out, "--force"]);
    assert_eq!((status, said.contains("cannot be narrowed")), (2, true), "{said}");
    let (status, _, said) = run(&["export", &file, "people", "--segment", "helpers", "--to", &out, "--force"]);
    assert_eq!((status, said.contains("There are: Donors")), (1, true), "{said}");
}

#[test]
fn segments_are_changed_copied_deleted_and_undone() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    done(&["segments", "new", &file, "One", "--if", "people.tag tag=donor,helper"]);
    let tree = r#"{"any":[{"ask":"people.stopped"},{"none":[{"ask":"people.tag","tag":["donor"]}]}]}"#;
    let other = done(&["segments", "new", &file, "Other", "--tree", tree]);
    assert_eq!(other["says"], "People who either are on do not contact or are not tagged “donor”");
    let path = folder.path().join("tree.json");
    std::fs::write(&path, tree).unwrap();
    assert_eq!(done(&["segments", "count", &file, "--tree", &path.display().to_string()])["people"], 2);
    let like = done(&["segments", "new", &file, "Like", "--like", "one"]);
    assert_eq!(
        (&like["people"], like["says"].as_str()),
        (&json!(3), Some("People who are tagged “donor” or “helper”"))
    );

    let changed = done(&[
        "segments",
        "change",
        &file,
        "like",
        "--rename",
        "Nobody",
        "--if",
        "people.stopped",
        "--match",
        "none",
        "--not",
        "people.stopped",
    ]);
    assert_eq!((&changed["name"], &changed["people"]), (&json!("Nobody"), &json!(0)));
    let listed = done(&["segments", "list", &file]);
    let all: Vec<&str> = listed["segments"].as_array().unwrap().iter().map(|s| s["name"].as_str().unwrap()).collect();
    assert_eq!(all, ["Nobody", "One", "Other"]);
    assert_eq!(done(&["info", &file])["counts"]["segments"], 3);
    done(&["segments", "delete", &file, "nobody"]);
    assert_eq!(done(&["segments", "list", &file, "--no-counts"])["segments"].as_array().unwrap().len(), 2);
    done(&["undo", &file]);
    assert_eq!(done(&["segments", "count", &file, "Nobody"])["people"], 0);
    done(&["check", &file]);
}

#[test]
fn what_is_wrong_is_said_with_what_there_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for (words, status, said) in [
        (vec!["--if", "people.tag tag=Donors"], 1, "There is: donor, helper"),
        (vec!["--if", "people.tags tag=donor"], 1, "does not know the condition “people.tags”"),
        (vec!["--if", "people.tag"], 1, "Choose one"),
        (vec!["--if", "people.tag donor"], 2, "has no “=”"),
        (vec!["--if", "ledger.gave least=lots"], 1, "ledger.gave least"),
        (vec!["--tree", "{\"all\": 3}"], 1, "holds no list"),
        (vec!["--tree", "{\"all\": []}", "--match", "any"], 2, "either --tree"),
        (vec![], 2, "Name a segment"),
        (vec!["Nowhere"], 1, "There are no segments yet"),
    ] {
        let (got, _, err) = run(&[&["segments", "count", &file], &words[..]].concat());
        assert_eq!((got, err.contains(said)), (status, true), "{words:?}: {err}");
    }
    let (status, _, err) = run(&["segments", "new", &file, "  "]);
    assert_eq!((status, err.contains("Write a name")), (1, true), "{err}");

    // Everything that can be asked is listed, with what there is to choose.
    let all = done(&["segments", "conditions", &file]);
    assert_eq!(all["conditions"].as_array().unwrap().len(), subjects::setup().conditions.len());
    let one = done(&["segments", "conditions", &file, "people.tag"]);
    assert_eq!(one["conditions"][0]["parts"][0]["choices"][1], json!({ "key": "helper", "says": "helper" }));
    done(&["people", "field", &file, "Shirt", "--kind", "choice", "--option", "Small"]);
    let one = done(&["segments", "conditions", &file, "people.own_choice", "--field", "shirt"]);
    assert_eq!(one["conditions"][0]["parts"][1]["choices"][0]["says"], "Small");
}
