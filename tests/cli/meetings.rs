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
    on("2026-10-16", &["agenda", "add", "Committee", "Spring clean"]);
    let closed = on("2026-10-16", &["meetings", "close", "Committee", "--at", "20:05"]);
    assert_eq!(closed["left"], json!(1), "what every annual meeting has is not left over");

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

/// Runs a command on a file: the words after the verb follow the file.
fn on_file(file: &str, day: &str, words: &[&str]) -> Value {
    let all: Vec<&str> = words[..2].iter().copied().chain([file]).chain(words[2..].iter().copied()).collect();
    done_on(day, &all)
}

#[test]
fn a_command_says_which_decision_and_why_somebody_has_no_vote() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let day = "2026-10-01";
    let on = |words: &[&str]| on_file(&file, day, words);
    for name in ["Ann Ali", "Ben Roe"] {
        on(&["people", "add", "--name", name]);
    }
    for body in ["Branch", "Committee"] {
        on(&["bodies", "set", body, "--quorum", "1"]);
        on(&["bodies", "seat", body, "Ann Ali", "--from", "2026-01-01"]);
        on(&["meetings", "plan", body, day]);
    }
    let here = on(&["room", "arrive", "Branch", "Ann Ali", "--and", "Ben Roe", "--at", "19:00"]);
    assert_eq!(here["no_vote"], json!([{ "name": "Ben Roe", "why": "does not sit in Branch" }]));
    on(&["meetings", "open", "Branch", "--at", "19:00"]);
    let named = on(&["meetings", "chair", "Branch", "--chair", "Ben Roe"]);
    assert_eq!(named["chair"], json!("Ben Roe"));
    let none = refused_on(day, &["motions", "vote", &file, "Branch", "--motion", "2", "--for", "1"]);
    assert!(none.contains("Nothing was moved in this meeting yet"), "{none}");
    on(&["meetings", "close", "Branch", "--at", "20:00"]);
    let shown = on(&["meetings", "show", "Branch"]);
    assert_eq!(shown["quorum"]["says"], json!("Quorate: 1 present, 1 needed"), "as it was at the end");

    on(&["decisions", "add", "Branch", "The door is blue"]);
    on(&["decisions", "add", "Committee", "The door is red"]);
    let which = refused_on(day, &["decisions", "supersede", &file, "2026/1"]);
    assert!(
        which.contains("More than one body") && which.contains("Branch (") && which.contains("Committee ("),
        "{which}"
    );
    on(&["decisions", "add", "Committee", "The door is green"]);
    let other = on(&["decisions", "supersede", "2026/1", "--by", "2026/2", "--body", "Committee"]);
    assert_eq!(other["superseded_by"], json!("2026/2"));
    let green = on(&["decisions", "list", "--text", "green"])["decisions"][0]["id"].as_str().unwrap().to_owned();
    let blue = on(&["decisions", "list", "--text", "blue"])["decisions"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(on(&["decisions", "supersede", &blue, "--by", &green])["superseded_by"], json!("2026/2 (Committee)"));
    let (_, said) = crate::common::told::told(&["decisions", "list", &file]);
    assert!(said.contains("Branch: The door is blue (superseded by 2026/2 (Committee))"), "{said}");

    // An action says of which meeting it is, and is done by its words.
    on(&["room", "action", "Branch", "Paint the door"]);
    let (_, said) = crate::common::told::told(&["tasks", "list", &file]);
    assert!(said.contains("Paint the door · Branch, 1 Oct 2026"), "{said}");
    assert!(refused_on(day, &["tasks", "done", &file, "Wash"]).contains("There is no task “Wash”"));
    assert_eq!(on(&["tasks", "done", "paint"])["done"], json!(day));
}

#[test]
fn an_empty_hint_is_not_printed() {
    let problem = wardroom::kit::Problem::input("No").hint(" ");
    assert_eq!(problem.hint, None);
}

#[test]
fn a_committee_is_planned_over_a_year_with_exceptions_and_stands_in_the_calendar() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let day = "2026-12-01";
    let on = |words: &[&str]| on_file(&file, day, words);
    on(&["people", "add", "--name", "Ann Ali"]);
    on(&["bodies", "set", "Committee"]);
    on(&["bodies", "seat", "Committee", "Ann Ali", "--from", "2026-01-01"]);
    let year =
        ["meetings", "plan", "Committee", "2027-01-05", "--starts", "19:30", "--place", "Hall", "--again", "monthly"];
    let endless = refused_on(day, &[&["meetings", "plan", &file][..], &year[2..]].concat());
    assert!(endless.contains("Say until when"), "{endless}");
    let year = [&year[..], &["--until", "2027-12-31", "--except", "2027-08", "--except", "2027-05-04"]].concat();
    let seen = on(&[&year[..], &["--dry-run"]].concat());
    let days: Vec<&str> = seen["days"].as_array().unwrap().iter().map(|day| day.as_str().unwrap()).collect();
    assert_eq!(
        days,
        [
            "2027-01-05",
            "2027-02-02",
            "2027-03-02",
            "2027-04-06",
            "2027-06-01",
            "2027-07-06",
            "2027-09-07",
            "2027-10-05",
            "2027-11-02",
            "2027-12-07"
        ]
    );
    assert_eq!(on(&["meetings", "list"])["meetings"], json!([]), "nothing was changed");
    let done = on(&year);
    assert_eq!((&done["days"], done["ids"].as_array().unwrap().len()), (&seen["days"], 10));
    let listed = on(&["meetings", "list"]);
    assert_eq!(listed["meetings"].as_array().unwrap().len(), 10);
    let again = refused_on(day, &[&["meetings", "plan", &file][..], &year[2..]].concat());
    assert!(again.contains("meets on 5 Jan 2027 already"), "{again}");
    done_on(day, &["undo", &file]);
    assert_eq!(on(&["meetings", "list"])["meetings"], json!([]), "one step");
    on(&year);

    // In the calendar, on its clocks, and in the way of an event with the same people in the same hall.
    let shown = on(&["events", "calendar", "--from", "2027-01-01", "--until", "2027-01-31"]);
    let meeting = &shown["events"][0];
    assert_eq!((&meeting["title"], &meeting["start"]), (&json!("Committee"), &json!("2027-01-05T19:30:00")));
    assert!(meeting["meeting"].is_string() && meeting["id"].is_null(), "{meeting}");
    on(&["events", "add", "Quiz", "--day", "2027-01-05", "--from", "20:00", "--lead", "Ann Ali"]);
    let clashes = on(&["events", "clashes"]);
    assert_eq!(clashes["clashes"][0]["hard"], json!(true), "{clashes}");
    assert!(clashes["clashes"].to_string().contains("Ann Ali also at"), "{clashes}");
    let ics = folder.path().join("out.ics").display().to_string();
    done_on(day, &["events", "export", &file, "--to", &ics]);
    let text = std::fs::read_to_string(&ics).unwrap();
    assert_eq!(text.matches("SUMMARY:Committee").count(), 10, "{text}");
    let sequence =
        |text: &str| text.split("UID:meeting-").nth(1).unwrap().split("END:VEVENT").next().unwrap().to_owned();
    assert!(sequence(&text).contains("SEQUENCE:0"), "{text}");
    on(&["meetings", "change", "2027-01-05", "--place", "Town hall"]);
    done_on(day, &["events", "export", &file, "--to", &ics, "--force"]);
    let text = std::fs::read_to_string(&ics).unwrap();
    assert!(sequence(&text).contains("SEQUENCE:1") && sequence(&text).contains("LOCATION:Town hall"), "{text}");
}
