//! Scoring away from the office by command: a kit filled without the office, a page, paper sheets.

use serde_json::json;

use crate::common::told::{done, office, refused_on, written};

/// A published round with two candidates, in which everybody has declared.
fn round(file: &str) {
    let on = |words: &[&str]| {
        let (first, rest) = words.split_first().unwrap();
        let all: Vec<&str> = ["candidates", first, file].into_iter().chain(rest.iter().copied()).collect();
        done(&all)
    };
    on(&["new", "Quay Ward", "--quorum", "1"]);
    let anchors = ["--anchor", "1: None", "--anchor", "3: Some", "--anchor", "5: Much"];
    on(&[&["criterion", "Quay Ward", "Judgement"][..], &anchors].concat());
    for (name, role) in [("Rae", "chair"), ("Sol", "member"), ("Tam", "member")] {
        on(&["panel", "Quay Ward", name, "--name-only", "--role", role]);
    }
    for name in ["Ann", "Ben"] {
        on(&["candidate", "Quay Ward", name, "--name-only"]);
    }
    on(&["publish", "Quay Ward", "--seed", "Dice 4 1 6"]);
    for name in ["Rae", "Tam"] {
        on(&["declare", "Quay Ward", "--scorer", name, "--others-free"]);
    }
    on(&["declare", "Quay Ward", "--scorer", "Sol", "--recused", "Ben", "--why", "Cousin", "--others-free"]);
}

#[test]
fn a_kit_is_filled_without_the_office_and_taken_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    round(&file);
    let place = |name: &str| folder.path().join(name).display().to_string();
    let page = done(&["candidates", "kit", &file, "Quay Ward", "--scorer", "Sol", "--to", &place("sol.html")]);
    assert_eq!((&page["candidates"], &page["recused"]), (&json!(1), &json!(1)));
    let html = std::fs::read_to_string(place("sol.html")).unwrap();
    assert!(html.contains("Content-Security-Policy") && html.contains("Ann") && !html.contains("\"Ben\""));
    done(&["candidates", "kit", &file, "Quay Ward", "--scorer", "Sol", "--to", &place("sol.json")]);
    let wrong = refused_on(
        "2026-11-21",
        &["candidates", "kit", &file, "Quay Ward", "--scorer", "Sol", "--to", &place("sol.txt")],
    );
    assert!(wrong.contains("neither in .html nor in .json"), "{wrong}");

    let key = written(folder.path(), "key.txt", "quiet words of Sol\n");
    let cards = written(folder.path(), "cards.csv", "candidate,criterion,says,note\nAnn,Judgement,5,Saw PERIWINKLE\n");
    let filled = done(&[
        "candidates",
        "fill-kit",
        &place("sol.json"),
        "--from",
        &cards,
        "--scorer-passphrase-file",
        &key,
        "--to",
        &place("answers.json"),
    ]);
    assert_eq!(filled["cards"], json!(1));
    assert!(!std::fs::read_to_string(place("answers.json")).unwrap().contains("PERIWINKLE"));
    done(&["candidates", "answers", &file, &place("answers.json"), "--came-by", "kit"]);
    let twice = refused_on("2026-11-21", &["candidates", "answers", &file, &place("answers.json")]);
    assert!(twice.contains("already"), "{twice}");
}

#[test]
fn paper_sheets_are_numbered_and_keyed_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    round(&file);
    let place = |name: &str| folder.path().join(name).display().to_string();
    let printed = done(&["candidates", "sheets", &file, "Quay Ward", "--to", &place("sheets.pdf")]);
    assert_eq!(printed["sheets"], json!([1, 2, 3, 4, 5]), "Sol has none about Ben");
    assert!(std::fs::read(place("sheets.pdf")).unwrap().starts_with(b"%PDF"));
    let again = done(&["candidates", "sheets", &file, "Quay Ward", "--scorer", "Rae", "--to", &place("rae.pdf")]);
    assert_eq!(again["sheets"], json!([1, 2]));
    let key = written(folder.path(), "key.txt", "quiet words of Rae\n");
    done(&["candidates", "passphrase", &file, "Quay Ward", "--scorer", "Rae", "--scorer-passphrase-file", &key]);
    let bare = written(folder.path(), "bare.csv", "criterion,says\n1,5\n");
    let keyed = |table: &str| {
        ["candidates", "key-sheet", &file, "Quay Ward", "2", "--from", table, "--scorer-passphrase-file", &key]
            .map(str::to_owned)
    };
    let refused = |table: &str| {
        let words = keyed(table);
        refused_on("2026-11-21", &words.iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert!(refused(&bare).contains("need a note"), "the highest mark needs one");
    let whole = written(folder.path(), "whole.csv", "criterion,says,note\n1,5,Led the wardens\n");
    let words = keyed(&whole);
    let in_ = done(&words.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(!in_.to_string().contains("wardens"));
    assert!(refused(&whole).contains("already"));
}
