//! The commands of the register: exit codes and JSON as scripts read them.

use std::cell::RefCell;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value;
use wardroom::cli::{self, Noun, Reporter};
use wardroom::office::Setup;
use wardroom::people;

const NOUNS: &[Noun] = &[people::NOUN];
const SETUP: Setup = Setup { ops: &[people::OPS], derived: people::DERIVED, ..Setup::NONE };

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

/// Runs a command with `--json`: its exit status and document.
fn run(words: &[&str]) -> (u8, Value) {
    let (out, err) = (Heard::default(), Heard::default());
    let copies = crate::common::copies(words);
    let more = ["--json", "--as", "Asha M.", "--today", "2026-11-21", "--backups", &copies];
    let words = ["wardroom"].iter().chain(words).chain(&more);
    let matches = cli::command(NOUNS, &[]).try_get_matches_from(words).unwrap_or_else(|e| panic!("{e}"));
    let mut reporter = Reporter::to(true, Box::new(out.clone()), Box::new(err.clone()));
    let status = cli::run(&matches, NOUNS, &[], SETUP, &mut reporter);
    let document = serde_json::from_str(&out.text()).unwrap_or_else(|_| Value::String(err.text()));
    (status, document)
}

fn office(folder: &Path) -> String {
    let file = folder.join("branch.wardroom").display().to_string();
    let (status, said) = run(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    assert_eq!(status, 0, "{said}");
    file
}

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
    assert_eq!(pairs[0]["because"], serde_json::json!(["similar name", "same e-mail address"]));
    assert!(pairs[0]["score"].as_f64().unwrap() > 0.9);
    assert_eq!(run(&["duplicates", &file, "--min-score", "1.5"]).0, 2);
}
