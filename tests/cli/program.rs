//! The program itself, as a script starts it: exit status, and what it must never write over.

use std::path::Path;
use std::process::{Command, Output};

/// A line of standard error under `--json`.
fn told(out: &Output) -> serde_json::Value {
    serde_json::from_slice(&out.stderr).unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&out.stderr)))
}

#[test]
fn who_asks_for_json_is_told_of_problems_in_json() {
    let place = tempfile::tempdir().unwrap();
    let none = place.path().join("none.wardroom").display().to_string();
    for (words, status, kind) in [
        (&["info", none.as_str(), "--json"][..], 3, "file"),
        (&["--json", "receipts", "preview", none.as_str(), "--year", "soon"], 2, "usage"),
        (&["--json", "ledger", "record", none.as_str(), "--kind", "gift", "--amount", "1"], 2, "usage"),
    ] {
        let out = wardroom(place.path(), words);
        let told = told(&out);
        assert_eq!((out.status.code(), told["kind"].as_str()), (Some(status), Some(kind)), "{told}");
        assert!(told["message"].as_str().is_some_and(|m| !m.starts_with("error")) && out.stdout.is_empty(), "{told}");
    }
    let out = wardroom(place.path(), &["--json", "ledger", "record", &none, "--kind", "gift", "--amount", "1"]);
    assert!(told(&out)["message"].as_str().unwrap().contains("in_kind"), "the words it takes are listed");
    let out = wardroom(place.path(), &["info", &none]);
    assert!(!String::from_utf8_lossy(&out.stderr).contains('{'), "words for people otherwise");
}

pub(super) fn wardroom(home: &Path, words: &[&str]) -> Output {
    // Settings and copies of whoever runs the tests are left alone.
    Command::new(env!("CARGO_BIN_EXE_wardroom")).args(words).env("HOME", home).env_remove("DISPLAY").output().unwrap()
}

#[test]
fn commands_of_one_word_and_of_two_end_with_their_status_and_spare_the_office() {
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("demo.wardroom");
    let (home, office) = (place.path(), file.to_str().unwrap());
    let run = |words: &[&str]| {
        let out = wardroom(home, words);
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(!said.contains("panicked"), "{words:?}: {said}");
        (out.status.code().unwrap(), said)
    };
    assert_eq!(run(&["demo", office, "--people", "20", "--years", "1", "--no-window"]).0, 0);
    assert_eq!(run(&["settings", "show", office]).0, 0);
    assert_eq!(run(&["info", office]).0, 0);

    let (status, said) = run(&["frobnicate"]);
    assert!(status == 3 && said.contains("no such command"), "{status} {said}");

    let pdf = place.path().join("income.pdf");
    assert_eq!(run(&["report", office, "income", "--to", pdf.to_str().unwrap()]).0, 0);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));

    let before = std::fs::read(&file).unwrap();
    let taken = place.path().join("Other.WARDROOM");
    std::fs::copy(&file, &taken).unwrap();
    for over in [office, taken.to_str().unwrap()] {
        assert_ne!(run(&["backup", office, "--to", over]).0, 0);
        assert_ne!(run(&["report", office, "income", "--to", over]).0, 0);
        assert_ne!(run(&["map", pdf.to_str().unwrap(), "--for", "people", "--to", over]).0, 0);
    }
    // Papers of every subject write over nothing unasked.
    let sheet = place.path().join("sheet.pdf");
    let paper = ["labels", "test", office, "--to", sheet.to_str().unwrap()];
    assert_eq!(run(&paper).0, 0);
    let (status, said) = run(&paper);
    assert!(status == 3 && said.contains("--force"), "{status} {said}");
    assert_eq!(run(&[&paper[..], &["--force"]].concat()).0, 0);
    // A slip is no ten thousand pounds, and part of a name is nobody.
    let record = ["ledger", "record", office, "--kind", "donation", "--from", "Ann Ali", "--received", "2026-11-01"];
    assert_eq!(run(&[&record[..], &["--amount", "10.005"]].concat()).0, 1);
    let (status, said) = run(&["people", "erase", office, "a", "--reason", "asked"]);
    assert_eq!(status, 1, "{said}");
    assert!(std::fs::read(&file).unwrap() == before && std::fs::read(&taken).unwrap() == before);
}
