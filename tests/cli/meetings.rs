//! A meeting by command, as a secretary with a script would run it.

use serde_json::{Value, json};

use crate::common::told::{done_on, office, refused_on};

#[test]
#[expect(clippy::too_many_lines, reason = "one walk, step by step, reads from top to bottom")]
fn an_annual_meeting_runs_by_command() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let on = |day: &str, words: &[&str]| -> Value {
        let all: Vec<&str> =
            words[..2].iter().copied().chain([file.as_str()]).chain(words[2..].iter().copied()).collect();
        done_on(day, &all)
    };
    let refused = |day: &str, words: &[&str]| {
        let all: Vec<&str> =
            words[..2].iter().copied().chain([file.as_str()]).chain(words[2..].iter().copied()).collect();
        refused_on(day, &all)
    };
    for name in ["Ann Ali", "Ben Roe", "Cleo Moss", "Dee Dean"] {
        on("2026-10-01", &["people", "add", "--name", name]);
    }
    let body = on(
        "2026-10-01",
        &[
            "bodies",
            "set",
            "Committee",
            "--quorum",
            "more than 1/2",
            "--notice",
            "7",
            "--majority",
            "rule change=2/3",
            "--casting",
            "yes",
        ],
    );
    assert_eq!((&body["quorum"], &body["clear_days"]), (&json!("more than 1/2 of members"), &json!(true)));
    for (name, post) in [("Ann Ali", "Chair"), ("Ben Roe", "Secretary"), ("Cleo Moss", ""), ("Dee Dean", "")] {
        on("2026-10-01", &["bodies", "seat", "Committee", name, "--post", post, "--from", "2026-01-01"]);
    }
    let again = refused("2026-10-01", &["bodies", "seat", "Committee", "Ann Ali", "--from", "2026-02-01"]);
    assert!(again.contains("sits in Committee already"), "{again}");
    assert_eq!(on("2026-10-01", &["bodies", "show", "committee"])["quorum_needed"], json!(3));

    on(
        "2026-10-01",
        &["meetings", "plan", "Committee", "2026-10-16", "--kind", "annual", "--starts", "19:30", "--place", "Hall"],
    );
    let short = on("2026-10-10", &["meetings", "notice", "Committee"]);
    assert_eq!((&short["enough"], &short["last_day"]), (&json!(false), &json!("2026-10-08")));
    assert!(short["says"].as_str().unwrap().contains("too short: 5 of 7 clear days"), "{short}");
    on("2026-10-10", &["agenda", "add", "Committee", "Branch colours", "--minutes", "5", "--before", "3"]);
    assert_eq!(on("2026-10-10", &["meetings", "show", "Committee"])["agenda"][2]["title"], json!("Branch colours"));

    let there = on(
        "2026-10-16",
        &["room", "arrive", "Committee", "Ann Ali", "--and", "Ben Roe", "--and", "Cleo Moss", "--at", "19:20"],
    );
    assert_eq!(there["quorum"]["met"], json!(true));
    on("2026-10-16", &["room", "apologies", "Committee", "Dee Dean"]);
    on("2026-10-16", &["room", "arrive", "Committee", "A. Reporter", "--guest", "--at", "19:25"]);
    on("2026-10-16", &["meetings", "open", "Committee", "--at", "19:30"]);
    on("2026-10-16", &["room", "item", "Committee", "3", "--at", "19:31"]);
    on("2026-10-16", &["room", "interest", "Committee", "cleo", "--about", "Sells paint", "--then", "stays"]);
    on("2026-10-16", &["room", "note", "Committee", "Three colours were shown."]);
    let unknown = refused("2026-10-16", &["motions", "move", "Committee", "That green it is", "--decides", "colour"]);
    assert!(unknown.contains("no majority for “colour”"), "{unknown}");
    on(
        "2026-10-16",
        &[
            "motions",
            "move",
            "Committee",
            "That blue it is",
            "--mover",
            "ann",
            "--seconder",
            "ben",
            "--decides",
            "rule change",
        ],
    );
    on(
        "2026-10-16",
        &[
            "motions",
            "move",
            "Committee",
            "Green for blue",
            "--amends",
            "1",
            "--becomes",
            "That green it is",
            "--mover",
            "cleo",
        ],
    );
    on(
        "2026-10-16",
        &["motions", "vote", "Committee", "--motion", "1a", "--for", "2", "--against", "1", "--at", "19:40"],
    );
    let lost = on(
        "2026-10-16",
        &[
            "motions",
            "vote",
            "Committee",
            "--motion",
            "1",
            "--yes",
            "ann",
            "--no",
            "ben",
            "--abstain",
            "cleo",
            "--at",
            "19:45",
        ],
    );
    assert_eq!((&lost["carried"], &lost["short"], &lost["method"]), (&json!(false), &json!(1), &json!("roll")));
    assert_eq!(lost["says"], json!("Lost by roll call: 1 for, 1 against, 1 abstained. 2/3 needed: 2 of 2, 1 short"));
    on("2026-10-16", &["room", "action", "Committee", "Paint the door", "--owner", "Ben Roe", "--due", "2026-11-01"]);
    let gone = on("2026-10-16", &["room", "leave", "Committee", "cleo", "--at", "20:00"]);
    assert_eq!(gone["quorum"]["says"], json!("Not quorate: 2 present, 3 needed, 1 short"));
    let closed = on("2026-10-16", &["meetings", "close", "Committee", "--at", "20:05"]);
    assert!(closed["left"].as_u64().unwrap() > 5);

    let tasks = on("2026-10-17", &["tasks", "list"]);
    assert_eq!(tasks["tasks"][0]["from"]["says"], json!("Committee, annual meeting, 16 Oct 2026"));
    on("2026-10-17", &["minutes", "circulate", "2026-10-16"]);
    on("2026-10-17", &["meetings", "plan", "Committee", "2026-11-06"]);
    assert_eq!(on("2026-10-17", &["meetings", "show", "2026-11-06"])["arising"][0]["text"], json!("Paint the door"));
    on(
        "2026-11-06",
        &["room", "arrive", "2026-11-06", "Ann Ali", "--and", "Ben Roe", "--and", "Dee Dean", "--at", "19:00"],
    );
    on("2026-11-06", &["meetings", "open", "2026-11-06", "--at", "19:30"]);
    let approved = on("2026-11-06", &["minutes", "approve", "2026-10-16", "--at", "2026-11-06"]);
    assert_eq!((&approved["state"], approved["hash"].as_str().unwrap().len()), (&json!("approved"), 64));
    assert!(approved["text"].as_str().unwrap().contains("Three colours were shown."));
    let locked = refused("2026-11-06", &["room", "note", "2026-10-16", "Four colours", "--item", "3"]);
    assert!(locked.contains("stay as they are"), "{locked}");
    on("2026-11-06", &["decisions", "add", "2026-11-06", "The door stays blue"]);
    let found = on("2026-11-06", &["decisions", "list", "--text", "door"]);
    assert_eq!(found["decisions"][0]["number"], json!("2026/1"));

    let paper = folder.path().join("notice.pdf").display().to_string();
    for which in ["notice", "list", "minutes", "archive"] {
        on("2026-11-06", &["meetings", "papers", "2026-10-16", "--paper", which, "--to", &paper, "--force"]);
        assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    }
    let sheet = folder.path().join("decisions.csv").display().to_string();
    done_on("2026-11-06", &["export", &file, "decisions", "--to", &sheet]);
    assert!(std::fs::read_to_string(&sheet).unwrap().contains("The door stays blue"));
    assert_eq!(done_on("2026-11-06", &["check", &file])["ok"], json!(true));
}
