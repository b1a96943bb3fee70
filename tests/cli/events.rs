//! The commands of events: plans, series with exceptions, venues, clashes, calendars in and out.

use serde_json::{Value, json};

use crate::common::told::{done_on, office, refused_on, run_on, written};

const TODAY: &str = "2026-11-27";

fn done(words: &[&str]) -> Value {
    done_on(TODAY, words)
}

fn refused(words: &[&str]) -> String {
    refused_on(TODAY, words)
}

fn branch() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    for name in ["Ann Ali", "Bo Berg", "Cy Cole"] {
        done(&["people", "add", &file, "--name", name]);
    }
    (folder, file)
}

fn days(shown: &Value) -> Vec<String> {
    shown["days"].as_array().unwrap().iter().map(|day| day.as_str().unwrap()[..10].to_owned()).collect()
}

/// Done means 1: a recurring event over a year with exceptions.
#[test]
fn a_social_comes_again_for_a_year_with_exceptions() {
    let (folder, file) = branch();
    let added = done(&[
        "events",
        "add",
        &file,
        "Pub social",
        "--kind",
        "social",
        "--day",
        "2027-01-05",
        "--from",
        "19:30",
        "--to",
        "22:00",
        "--again",
        "monthly",
        "--until",
        "2027-12-31",
        "--place",
        "The Swan",
    ]);
    assert_eq!(added["rule"], "FREQ=MONTHLY;UNTIL=20271231T235959;BYDAY=1TU");
    assert_eq!((added["status"].as_str(), added["end"].as_str()), (Some("planned"), Some("2027-01-05T22:00:00")));
    let all = days(&done(&["events", "show", &file, "social"]));
    assert_eq!(all.len(), 12);
    assert_eq!((all[0].as_str(), all[11].as_str()), ("2027-01-05", "2027-12-07"));

    // August falls out; there is one more before Christmas; in May it is elsewhere and later.
    done(&["events", "skip", &file, "Pub social", "--on", "2027-08-03"]);
    done(&["events", "also", &file, "Pub social", "--day", "2027-12-21", "--from", "18:00"]);
    let own = done(&[
        "events",
        "change",
        &file,
        "Pub social",
        "--on",
        "2027-05-04",
        "--from",
        "20:30",
        "--to",
        "23:00",
        "--place",
        "The Crown",
    ]);
    assert_eq!((own["start"].as_str(), own["place"].as_str()), (Some("2027-05-04T20:30:00"), Some("The Crown")));
    assert_eq!((&own["series"], own["instead_of"].as_str()), (&added["id"], Some("2027-05-04T19:30:00")));
    let year = done(&["events", "calendar", &file, "--from", "2027-01-01", "--until", "2027-12-31"]);
    let starts: Vec<&str> =
        year["events"].as_array().unwrap().iter().map(|one| one["start"].as_str().unwrap()).collect();
    assert_eq!(starts.len(), 12, "{starts:?}");
    assert!(starts.contains(&"2027-05-04T20:30:00") && starts.contains(&"2027-12-21T18:00:00"));
    assert!(!starts.iter().any(|at| at.starts_with("2027-08") || *at == "2027-05-04T19:30:00"));

    // From October on it is on Thursdays; what came before stays.
    let later = done(&[
        "events",
        "change",
        &file,
        "Pub social",
        "--on",
        "2027-10-05",
        "--later",
        "--day",
        "2027-10-07",
        "--again",
        "monthly",
        "--until",
        "2027-12-31",
    ]);
    assert_ne!(later["id"], added["id"]);
    let after = done(&["events", "calendar", &file, "--from", "2027-09-01", "--until", "2027-12-31"]);
    let starts: Vec<String> =
        after["events"].as_array().unwrap().iter().map(|one| one["start"].as_str().unwrap()[..10].to_owned()).collect();
    assert_eq!(starts, ["2027-09-07", "2027-10-07", "2027-11-04", "2027-12-02", "2027-12-21"]);

    // It leaves as a calendar with its exceptions, and each change counts up.
    let out = folder.path().join("social.ics").display().to_string();
    done(&["events", "export", &file, "--to", &out, "--event", added["id"].as_str().unwrap()]);
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("EXDATE") && text.contains(":20270803T193000"), "{text}");
    assert!(text.contains("RECURRENCE-ID") && text.contains(":20270504T193000"), "{text}");
    assert!(text.contains("SEQUENCE:3\r\n"), "skip, also and the split: {text}");
    let uid = format!("UID:{}\r\n", added["uid"].as_str().unwrap());
    assert_eq!(text.matches(&uid).count(), 2, "the series and its day are one for calendars: {text}");
    for _ in 0..4 {
        done(&["undo", &file]);
    }
    assert_eq!(days(&done(&["events", "show", &file, "social"])), all, "undone step by step");
    assert!(refused(&["events", "skip", &file, "Pub social", "--on", "2027-08-04"]).contains("no event"));
}

#[test]
fn what_is_typed_wrongly_is_said_beside_its_field() {
    let (_folder, file) = branch();
    let add = |more: &[&str]| refused(&[&["events", "add", &file, "X"], more].concat());
    assert!(add(&[]).contains("day: Say on which day"));
    assert!(add(&["--day", "04/12/2026"]).contains("2026-04-12 or 2026-12-04"));
    assert!(add(&["--day", "2026-12-04", "--from", "25:00"]).contains("from:"));
    assert!(add(&["--day", "2026-12-04", "--to", "20:00"]).contains("from:"));
    assert!(add(&["--day", "2026-12-04", "--again", "sometimes"]).contains("again:"));
    assert!(add(&["--day", "2026-12-04", "--zone", "Europe/Atlantis"]).contains("zone:"));
    assert!(add(&["--day", "2026-12-04", "--kind", "seance"]).contains("no kind of event"));
    assert!(add(&["--day", "2026-12-04", "--venue", "Town Hall"]).contains("no venue"));
    assert!(refused(&["events", "show", &file, "Nothing"]).contains("There is no event"));
    assert_eq!(done(&["events", "list", &file])["events"], json!([]));
}

#[test]
fn a_template_begins_a_rally_and_own_kinds_come_in() {
    let (folder, file) = branch();
    let rally =
        done(&["events", "add", &file, "Spring rally", "--kind", "rally", "--day", "2027-04-24", "--from", "12:00"]);
    assert!(rally["purpose"].as_str().unwrap().contains("Show how many"));
    let shown = done(&["events", "show", &file, "rally"]);
    let checks: Vec<&str> = shown["checks"].as_array().unwrap().iter().map(|c| c["item"].as_str().unwrap()).collect();
    for word in [
        "Permission",
        "insurance",
        "Risk assessment",
        "First aid",
        "one for each hundred",
        "Access",
        "Lost children",
        "Plan B for the venue",
        "Plan B for the speaker",
    ] {
        assert!(checks.iter().any(|check| check.contains(word)), "{word}: {checks:?}");
    }
    assert!(shown["roles"].as_array().unwrap().iter().any(|role| role["role"] == "Safety lead"));
    let role = shown["roles"][0]["id"].as_str().unwrap();
    let changed = done(&["events", "roles", "change", &file, role, "--person", "Ann Ali"]);
    assert_eq!(changed["person_name"], "Ann Ali");
    let plain = done(&["events", "add", &file, "Plain", "--kind", "rally", "--day", "2027-04-25", "--plain"]);
    assert_eq!((&plain["all_day"], plain["purpose"].as_str()), (&json!(true), Some("")));

    let template = written(
        folder.path(),
        "quiz.toml",
        "key = \"quiz\"\nname = \"Quiz night\"\npurpose = \"Raise a little\"\nchecks = [\"Questions written\"]\n",
    );
    done(&["events", "kinds", "set", &file, &template]);
    let quiz = done(&["events", "add", &file, "Quiz", "--kind", "quiz", "--day", "2027-02-05", "--from", "19:00"]);
    assert_eq!((quiz["kind_name"].as_str(), quiz["purpose"].as_str()), (Some("Quiz night"), Some("Raise a little")));
    assert!(refused(&["events", "kinds", "remove", &file, "quiz"]).contains("Events are of the kind"));
    assert!(refused(&["events", "kinds", "remove", &file, "rally"]).contains("no own kind"));
}

#[test]
fn venues_keep_how_it_went_and_clashes_are_seen() {
    let (folder, file) = branch();
    done(&[
        "venues",
        "add",
        &file,
        "Town Hall",
        "--capacity",
        "120",
        "--access",
        "full",
        "--cost",
        "150",
        "--contact",
        "Kim, 555 0101",
    ]);
    assert!(refused(&["venues", "add", &file, "town hall"]).contains("in the book already"));
    done(&["venues", "note", &file, "Town Hall", "Heating failed", "--on", "2026-01-10"]);
    assert!(refused(&["venues", "note", &file, "Town Hall", "x", "--on", "2027-01-10"]).contains("still to come"));
    let venue = done(&["venues", "show", &file, "town hall"]);
    assert_eq!((&venue["notes"][0]["note"], &venue["cost"]), (&json!("Heating failed"), &json!("150.00")));

    let event = |title: &str, day: &str, from: &str, more: &[&str]| {
        done(&[&["events", "add", &file, title, "--day", day, "--from", from, "--plain"], more].concat());
    };
    event("Gala", "2027-03-05", "19:00", &["--venue", "Town Hall", "--lead", "Ann Ali"]);
    event("Choir", "2027-03-05", "20:00", &["--venue", "Town Hall"]);
    event("Committee", "2027-03-05", "19:30", &["--lead", "Ann Ali", "--again", "weekly", "--until", "2027-03-31"]);
    event("Stall", "2027-03-05", "10:00", &[]);
    event("Cancelled", "2027-03-05", "19:00", &["--venue", "Town Hall", "--status", "cancelled"]);
    let ics = written(
        folder.path(),
        "union.ics",
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Union\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20270305\r\nSUMMARY:Day of action\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    );
    assert_eq!(done(&["events", "calendars", "read", &file, &ics])["added"], 1);
    let clashes = done(&["events", "clashes", &file, "--event", "Gala"]);
    let says: Vec<&str> = clashes["clashes"].as_array().unwrap().iter().map(|c| c["says"].as_str().unwrap()).collect();
    assert_eq!(says.len(), 4, "{says:?}");
    for words in [
        "Town Hall is taken by “Choir”",
        "Ann Ali also at “Committee”",
        "“Stall” is on the same day",
        "Union has “Day of action” that day",
    ] {
        assert!(says.contains(&words), "{words}: {says:?}");
    }
    assert!(clashes["clashes"][1]["hard"] == true && clashes["clashes"][2]["hard"] == false, "hard ones first");
    assert!(refused(&["venues", "remove", &file, "Town Hall"]).contains("no longer used"));

    // A partner's calendar is replaced as a whole, comes out as it came in, and is taken away.
    let again = written(
        folder.path(),
        "union2.ics",
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Union\r\nBEGIN:VEVENT\r\nUID:b\r\nDTSTART:20270306T100000Z\r\nSUMMARY:March\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:c\r\nDTSTART:20270306T100000Z\r\nRRULE:FREQ=SECONDLY\r\nSUMMARY:Bomb\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    );
    let (status, read) = run_on(TODAY, &["events", "calendars", "read", &file, &again]);
    assert_eq!((status, &read["added"], &read["refused"][0]["what"]), (1, &json!(1), &json!("Bomb")));
    let list = done(&["events", "calendars", "list", &file]);
    assert_eq!((list["calendars"].as_array().unwrap().len(), &list["calendars"][0]["events"]), (1, &json!(1)));
    let out = folder.path().join("out.ics").display().to_string();
    done(&["events", "calendars", "export", &file, "Union", "--to", &out]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("DTSTART:20270306T100000Z\r\n"));
    done(&["events", "calendars", "remove", &file, "union"]);
    assert_eq!(done(&["events", "clashes", &file, "--event", "Gala"])["clashes"].as_array().unwrap().len(), 3);
}
