//! The commands for the rights of the people in the register: exit codes, JSON and files as scripts see them.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use serde_json::Value;
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

/// Runs a command with `--json`: its exit status, and its document or what it said of the problem.
fn run_on(day: &str, words: &[&str]) -> (u8, Value) {
    let (out, err) = (Heard::default(), Heard::default());
    let nouns = subjects::nouns();
    let globals = ["--json", "--as", "Asha M.", "--today", day];
    let words = ["wardroom"].iter().chain(words).chain(&globals);
    let matches = match cli::command(&nouns, &[]).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(wrong) => return (2, Value::String(wrong.to_string())),
    };
    let mut reporter = Reporter::to(true, Box::new(out.clone()), Box::new(err.clone()));
    let status = cli::run(&matches, &nouns, &[], subjects::setup(), &mut reporter);
    let text = |heard: &Heard| String::from_utf8(heard.0.borrow().clone()).unwrap();
    let document = serde_json::from_str(&text(&out)).unwrap_or_else(|_| Value::String(text(&err)));
    (status, document)
}

fn run(words: &[&str]) -> (u8, Value) {
    run_on("2026-11-21", words)
}

fn done(words: &[&str]) -> Value {
    let (status, said) = run(words);
    assert_eq!(status, 0, "{words:?}: {said}");
    said
}

#[test]
fn access_erase_retention_and_release_by_commands() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let file = at("branch.wardroom");
    done(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    let said =
        done(&["people", "add", &file, "--name", "Hortensia Plumworthy", "--email", "hp@example.org", "--number", "7"]);
    let id = said["id"].as_str().unwrap();
    done(&[
        "ledger",
        "record",
        &file,
        "--kind",
        "donation",
        "--from",
        "7",
        "--amount",
        "600",
        "--received",
        "2026-03-01",
    ]);
    let backups = at("backups");
    std::fs::create_dir(&backups).unwrap();
    done(&["backup", &file, "--to", &at("backups/branch 2026-11-20 120000.wardroom")]);

    let written = done(&["people", "access", &file, "7", "--to", &at("access")]);
    for key in ["pdf", "json"] {
        assert!(std::path::Path::new(written[key].as_str().unwrap()).is_file(), "{written}");
    }

    let dry = done(&["people", "erase", &file, "7", "--dry-run", "--backups-in", &backups]);
    assert_eq!((&dry["op"], dry["people"][0].as_str()), (&Value::Null, Some(id)));
    let copy = |said: &Value| {
        let ours = |c: &&Value| c["path"].as_str().unwrap().starts_with(&backups);
        said["backups"].as_array().unwrap().iter().find(ours).unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(copy(&dry), "holds");
    let kept = dry["stays"].as_array().unwrap().iter().find(|s| s["with_name"] == true).unwrap();
    assert_eq!(
        (kept["what"].as_str(), kept["until"].as_str()),
        (Some("Donations and other money"), Some("2032-12-31")),
        "{dry}"
    );
    assert_eq!(done(&["people", "show", &file, "7"])["name"], "Hortensia Plumworthy", "nothing was changed");

    let (status, said) = run(&["people", "erase", &file, "7"]);
    assert!(status == 2 && said.to_string().contains("--reason"), "{said}");
    let (status, said) = run(&["people", "erase", &file, "7", "--reason", "hp@example.org asked"]);
    assert!(status == 1 && said.to_string().contains("names the person"), "{said}");
    let said = done(&["people", "erase", &file, "7", "--reason", "asked by letter", "--backups-in", &backups]);
    assert_eq!(copy(&said), "erased", "{said}");
    assert!(said["op"].is_string());
    assert_eq!(done(&["check", &file])["ok"], true);
    assert_eq!(done(&["find", &file, "plumworthy"])["people"], serde_json::json!([]));
    let history = done(&["history", &file]);
    assert_eq!(history["ops"][0]["summary"], "Erased a person: asked by letter");
    let (status, said) = run(&["undo", &file]);
    assert!(status == 1 && said.to_string().contains("cannot be undone"), "{said}");

    let review = done(&["people", "retention", &file]);
    assert_eq!(
        (review["due"].as_array().unwrap().len(), review["over"].as_array().unwrap().len(), &review["years"]),
        (0, 0, &Value::from(2))
    );
    let (status, later) = run_on("2033-01-01", &["people", "retention", &file, "--years", "3"]);
    assert_eq!(
        (status, later["over"][0]["what"].as_str(), &later["years"]),
        (0, Some("Donations and other money"), &Value::from(3)),
        "{later}"
    );
    let (status, released) = run_on("2033-01-01", &["people", "release", &file]);
    assert_eq!((status, released["released"].as_u64()), (0, Some(1)), "{released}");
    assert_eq!(done(&["check", &file])["ok"], true);
    let bytes = std::fs::read(&file).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("plumworthy"));
}

#[test]
fn somebody_who_was_removed_is_erased_by_id() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("branch.wardroom").display().to_string();
    done(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    done(&["people", "add", &file, "--name", "Hortensia Plumworthy", "--email", "hp@example.org"]);
    done(&["people", "remove", &file, "Hortensia Plumworthy"]);
    let review = done(&["people", "retention", &file]);
    let id = review["removed"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(review["removed"][0]["name"], "Hortensia Plumworthy");
    done(&["people", "erase", &file, &id, "--reason", "asked"]);
    let bytes = std::fs::read(&file).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("plumworthy"));
    assert_eq!(done(&["check", &file])["ok"], true);
    assert_eq!(done(&["people", "retention", &file])["removed"], serde_json::json!([]));
}
