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

/// Done means 1: a gala from its template to looking back, with money in the ledger.
#[test]
#[expect(clippy::too_many_lines, reason = "one walk, step by step, reads from top to bottom")]
fn a_gala_goes_from_template_to_evaluation_with_money_in_the_ledger() {
    let (folder, file) = branch();
    for name in ["Di Dunn", "Ed Ekks", "Harbour Bakery Ltd"] {
        done(&["people", "add", &file, "--name", name]);
    }
    done(&[
        "events",
        "add",
        &file,
        "Spring gala",
        "--kind",
        "gala",
        "--day",
        "2027-03-05",
        "--from",
        "19:00",
        "--to",
        "23:00",
        "--capacity",
        "3",
        "--appeal",
        "Gala 2027",
    ]);
    let tasks = done(&["tasks", "list", &file, "--all"]);
    let due: Vec<&str> = tasks["tasks"].as_array().unwrap().iter().map(|task| task["due"].as_str().unwrap()).collect();
    assert!(due.contains(&"2027-03-05") && due.contains(&"2027-02-28") && due.contains(&TODAY), "{due:?}");
    let add = |words: &[&str]| done(&[&["events", words[0], "add", &file, "gala"], &words[1..]].concat());
    add(&["levels", "--name", "Table seat", "--price", "40", "--places", "3"]);
    add(&["tables", "--name", "One", "--seats", "2"]);
    add(&[
        "budget",
        "--side",
        "expense",
        "--name",
        "Hall",
        "--category",
        "Event costs",
        "--estimate",
        "60",
        "--committed",
        "50",
    ]);
    add(&["budget", "--side", "expense", "--name", "Dinner", "--estimate", "15", "--each", "yes"]);
    add(&["sponsors", "--person", "Harbour Bakery Ltd", "--promised", "100", "--benefits", "Logo on the menu"]);
    add(&["run", "--at", "19:30", "--what", "Dinner", "--minutes", "60"]);
    add(&["speakers", "--person", "Cy Cole", "--topic", "The year", "--instead", "Bo Berg"]);
    let money = done(&["events", "money", &file, "gala"]);
    assert_eq!(
        (&money["break_even"], &money["planned_cost"]),
        (&json!(3), &json!("105.00")),
        "60 / (40 - 15), begun ones too"
    );

    // Three places: the fourth and the fifth wait, and are offered one in their turn.
    for name in ["Ann Ali", "Bo Berg"] {
        done(&[
            "events",
            "invite",
            &file,
            "gala",
            "--who",
            name,
            "--state",
            "going",
            "--level",
            "Table seat",
            "--channel",
            "Leaflet",
        ]);
    }
    done(&[
        "events",
        "guest",
        &file,
        "gala",
        "Ann",
        "--name",
        "Ann's sister",
        "--diet",
        "no nuts",
        "--level",
        "Table seat",
    ]);
    for name in ["Di Dunn", "Ed Ekks"] {
        done(&["events", "invite", &file, "gala", "--who", name, "--state", "going"]);
    }
    let state = |name: &str| {
        done(&["events", "people", &file, "gala"])["people"]
            .as_array()
            .unwrap()
            .iter()
            .find(|one| one["name"] == name)
            .unwrap()
            .clone()
    };
    assert_eq!(
        (&state("Di Dunn")["state"], &state("Di Dunn")["turn"], &state("Ed Ekks")["turn"]),
        (&json!("waiting"), &json!(1), &json!(2))
    );
    done(&["events", "answer", &file, "gala", "Bo", "declined"]);
    assert_eq!(state("Di Dunn")["state"], "offered", "first come, first served");
    // Offers end by themselves after their hours, which the real clock decides; one that has time left stays.
    let waiting = done(&["events", "waiting", &file, "gala", "--advance"]);
    assert_eq!((&waiting["over"], &waiting["offered"]), (&json!([]), &json!([])));
    done(&["events", "answer", &file, "gala", "Di", "going"]);
    done(&["events", "set", &file, "gala", "Ann Ali", "--table", "One"]);
    done(&["events", "set", &file, "gala", "Ann's sister", "--table", "One"]);
    assert!(refused(&["events", "set", &file, "gala", "Di", "--table", "One"]).contains("full"));

    // Money: one step for ticket and entry; the guest's ticket is the host's.
    let evening = "2027-03-05";
    let paid = done_on(evening, &["events", "pay", &file, "gala", "Ann Ali", "--method", "card"]);
    assert_eq!((&paid["paid"], &paid["open"]), (&json!("40.00"), &json!("0.00")));
    done_on(evening, &["events", "pay", &file, "gala", "Ann's sister", "--amount", "25", "--method", "cash"]);
    assert_eq!(state("Ann's sister")["open"], "15.00");
    assert!(
        refused_on(evening, &["events", "pay", &file, "gala", "Ann's sister", "--amount", "25"])
            .contains("Only £15.00")
    );
    done_on(
        evening,
        &[
            "ledger",
            "record",
            &file,
            "--kind",
            "expense",
            "--amount",
            "55",
            "--received",
            evening,
            "--category",
            "Event costs",
            "--appeal",
            "Gala 2027",
        ],
    );
    let lot = add(&["lots", "--number", "1", "--title", "A cake", "--reserve", "10"]);
    let lot = lot["id"].as_str().unwrap();
    done_on(evening, &["events", "bid", &file, lot, "Bo Berg", "8"]);
    assert!(refused_on(evening, &["events", "sold", &file, lot]).contains("reserve"));
    done_on(evening, &["events", "bid", &file, lot, "Di Dunn", "12"]);
    assert!(refused_on(evening, &["events", "bid", &file, lot, "Bo Berg", "12"]).contains("as much or more"));
    assert_eq!(done_on(evening, &["events", "sold", &file, lot])["name"], "Di Dunn");
    done_on(evening, &["events", "pay-lot", &file, lot, "--method", "cash"]);
    let money = done_on(evening, &["events", "money", &file, "gala"]);
    assert_eq!(
        (&money["income"], &money["cost"], &money["result"]),
        (&json!("77.00"), &json!("55.00"), &json!("22.00"))
    );

    // The door: letters, walk-ins on one line, a frozen list that keys back after the list has changed.
    let list = folder.path().join("door.pdf").display().to_string();
    let sheet = done_on(evening, &["events", "door-list", &file, "gala", "--to", &list, "--blank", "3"]);
    assert_eq!((&sheet["sheet"], &sheet["lines"]), (&json!(1), &json!(3)));
    assert!(std::fs::read(&list).unwrap().starts_with(b"%PDF"));
    done_on(evening, &["people", "add", &file, "--name", "Aaron Aa"]);
    done_on(evening, &["events", "invite", &file, "gala", "--who", "Aaron Aa", "--state", "maybe"]);
    done_on(evening, &["events", "check-in", &file, "gala", "di"]);
    assert!(refused_on(evening, &["events", "check-in", &file, "gala", "Di"]).contains("in already"));
    done_on(evening, &["events", "door-key", &file, "1", "--came", "1", "--walk-in", "Zoe Zed", "--register"]);
    assert!(refused_on(evening, &["events", "door-key", &file, "1", "--came", "9"]).contains("1 to 4"));
    assert_eq!(
        (&state("Ann Ali")["came"], &state("Zoe Zed")["walked_in"]),
        (&json!(true), &json!(true)),
        "line 1 is who stood there when it was printed"
    );
    assert_eq!(state("Aaron Aa")["came"], Value::Null);
    done_on(evening, &["events", "no-shows", &file, "gala"]);
    assert_eq!(state("Ann's sister")["came"], json!(false));

    // Afterwards.
    done_on(evening, &["events", "feedback", "add", &file, "gala", "--rating", "4"]);
    done_on(evening, &["events", "feedback", "add", &file, "gala", "--rating", "5", "--better", "Warmer soup"]);
    let lesson = done_on(
        evening,
        &[
            "events",
            "lessons",
            "add",
            &file,
            "gala",
            "--lesson",
            "Cold soup",
            "--change",
            "Ask for a hotplate",
            "--due",
            "2027-09-01",
        ],
    );
    done_on(evening, &["events", "learn", &file, lesson["id"].as_str().unwrap()]);
    let open = done_on(evening, &["tasks", "list", &file]);
    assert!(
        open["tasks"]
            .as_array()
            .unwrap()
            .iter()
            .any(|task| task["task"] == "Ask for a hotplate" || task["text"] == "Ask for a hotplate"),
        "{open}"
    );
    let review = done_on(evening, &["events", "review", &file, "gala"]);
    assert_eq!(
        (&review["came"], &review["walked_in"], &review["no_show"], &review["new_contacts"]),
        (&json!(3), &json!(1), &json!(1), &json!(1))
    );
    assert_eq!(
        (&review["rating"], &review["result"], &review["cost_per_head"]),
        (&json!("4.5"), &json!("22.00"), &json!("18.33"))
    );
    assert_eq!(review["channels"][0], json!({ "channel": "Leaflet", "on_list": 2, "came": 1 }));
    assert!(refused_on(evening, &["events", "remove", &file, "gala"]).contains("paid for"));
    done_on(evening, &["events", "close", &file, "gala", "--outcome", "£22 to the fund"]);
    assert!(done_on(evening, &["check", &file])["ok"].as_bool().unwrap());
}

#[test]
#[expect(clippy::too_many_lines, reason = "one walk, step by step, reads from top to bottom")]
fn shifts_are_filled_called_and_counted() {
    let (folder, file) = branch();
    done(&[
        "events",
        "add",
        &file,
        "Canvass",
        "--kind",
        "canvass",
        "--day",
        "2026-12-01",
        "--from",
        "10:00",
        "--to",
        "16:00",
    ]);
    let shift = done(&[
        "events",
        "shifts",
        "add",
        &file,
        "Canvass",
        "--role",
        "Doors",
        "--starts",
        "10:00",
        "--ends",
        "12:30",
        "--needed",
        "3",
        "--skill",
        "Canvasser",
    ]);
    let shift = shift["id"].as_str().unwrap();
    done(&["people", "tag", &file, "canvasser", "Bo Berg"]);
    done(&["people", "log", &file, "Cy Cole", "--kind", "interest", "--how", "do", "--about", "knock on doors"]);
    let who = done(&["events", "who", &file, shift]);
    let names: Vec<&str> = who["people"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Bo Berg", "Cy Cole"], "who has the training first");
    for name in ["Bo Berg", "Cy Cole"] {
        done(&["events", "sign-up", &file, shift, name]);
    }
    assert!(refused(&["events", "sign-up", &file, shift, "Bo Berg"]).contains("on that shift"));
    let staff = done(&["events", "staff", &file, "Canvass"]);
    assert_eq!(
        (&staff["shifts"][0]["signed"], &staff["shifts"][0]["expected"], &staff["shifts"][0]["missing"]),
        (&json!(2), &json!(1), &json!(2)),
        "half of them come"
    );
    let calls = || {
        done(&["events", "to-call", &file])["calls"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(calls(), ["Bo Berg", "Cy Cole"]);
    done(&["events", "shift", &file, shift, "Bo Berg", "confirmed"]);
    done(&["events", "shift", &file, shift, "Cy Cole", "called"]);
    assert!(calls().is_empty());
    assert_eq!(
        done_on("2026-11-30", &["events", "to-call", &file])["calls"].as_array().unwrap().len(),
        1,
        "the day before, once more"
    );
    assert!(refused(&["events", "shift", &file, shift, "Bo Berg", "completed"]).contains("still to come"));
    let after = "2026-12-02";
    done_on(after, &["events", "shift", &file, shift, "Bo Berg", "completed"]);
    done_on(after, &["events", "shift", &file, shift, "Cy Cole", "no_show"]);
    let hours = done_on(after, &["events", "hours", &file]);
    assert_eq!((&hours["volunteers"][0]["minutes"], &hours["volunteers"][1]["missed"]), (&json!(150), &json!(1)));

    // A change makes the list of whom to tell, each with how.
    done(&["people", "change", &file, "Ann Ali", "--phone", "555 0199"]);
    done(&["events", "invite", &file, "Canvass", "--who", "Ann Ali", "--state", "going"]);
    done(&["events", "press", "add", &file, "Canvass", "--outlet", "Riverside Echo", "--contact", "desk@echo.example"]);
    let told = done(&["events", "tell", &file, "Canvass", "--what", "It starts an hour later"]);
    let people = told["changes"][0]["people"].as_array().unwrap();
    let ann = people.iter().find(|one| one["name"] == "Ann Ali").unwrap();
    assert_eq!((&ann["how"], &ann["told"]), (&json!("555 0199"), &Value::Null));
    assert!(people.iter().any(|one| one["name"] == "Riverside Echo" && one["how"] == "desk@echo.example"));
    done(&["events", "told", &file, "--id", ann["id"].as_str().unwrap()]);
    let again = done(&["events", "tell", &file, "Canvass"]);
    assert!(
        again["changes"][0]["people"]
            .as_array()
            .unwrap()
            .iter()
            .any(|one| one["name"] == "Ann Ali" && one["told"] == TODAY)
    );

    for (what, name) in [("run", "run.pdf"), ("pack", "pack.pdf")] {
        let to = folder.path().join(name).display().to_string();
        let printed = done(&["events", "print", &file, "Canvass", "--what", what, "--to", &to]);
        let sheets = if what == "run" { json!([]) } else { json!([1, 2]) };
        let numbers: Vec<&Value> =
            printed["sheets"].as_array().unwrap().iter().flat_map(|s| [&s["door_list"], &s["sign_up_sheet"]]).collect();
        assert_eq!(json!(numbers), sheets, "what is printed with everything has numbers");
        assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF"), "{what}");
    }
    // A blank sheet has a number, and its lines key back into the register.
    let to = folder.path().join("signup.pdf").display().to_string();
    let sheet = done(&["events", "sign-up-sheet", &file, "Canvass", "--to", &to, "--lines", "10"]);
    assert_eq!(sheet["sheet"], 3);
    let keyed = done(&[
        "events",
        "sheet-key",
        &file,
        "3",
        "1",
        "--name",
        "Uma Urn",
        "--email",
        "uma@urn.example",
        "--help-with",
        "Leaflets",
        "--may-write",
    ]);
    assert_eq!(keyed["new"], true);
    let again = done(&["events", "sheet-key", &file, "3", "2", "--name", "Uma U.", "--email", "uma@urn.example"]);
    assert_eq!((&again["new"], &again["person"]), (&json!(false), &keyed["person"]));
    assert!(
        refused(&["events", "sheet-key", &file, "3", "11", "--name", "X"]).contains("no sign-up sheet with a line 11")
    );
    assert!(
        refused(&["events", "sheet-key", &file, "3", "1", "--name", "X"]).contains("keyed already, as Uma Urn"),
        "a line once"
    );
    assert!(refused(&["events", "door-key", &file, "3", "--came", "1"]).contains("is no door list"));
    done(&["events", "door-key", &file, "1", "--came", "1", "--walk-in", "Zoe Zed"]);
    let sheets = done(&["events", "sheets", &file, "Canvass"]);
    let keyed: Vec<&Value> = sheets["sheets"].as_array().unwrap().iter().map(|one| &one["keyed"]).collect();
    assert_eq!(json!(keyed), json!([2, 0, 2]), "the newest first: {sheets}");
    let on_list = done(&["events", "people", &file, "Canvass"]);
    let uma = on_list["people"].as_array().unwrap().iter().find(|one| one["name"] == "Uma Urn").unwrap();
    assert_eq!((&uma["state"], &uma["channel"]), (&json!("invited"), &json!("Sign-up sheet")));
    let to = folder.path().join("today.pdf").display().to_string();
    done_on("2026-12-01", &["events", "today", &file, "--to", &to]);
    assert!(
        refused(&["events", "today", &file, "--to", &folder.path().join("x.pdf").display().to_string()])
            .contains("Nothing is on")
    );

    let table =
        done(&["events", "add", &file, "Table", "--kind", "coalition", "--day", "2026-11-26", "--from", "18:00"]);
    let id = table["id"].as_str().unwrap();
    done(&[
        "events",
        "delegations",
        "add",
        &file,
        id,
        "--name",
        "Tenants' union",
        "--delegates",
        "Two of them",
        "--came",
        "yes",
    ]);
    assert!(refused(&["events", "close", &file, id]).contains("Say which actions"));
    done(&["events", "close", &file, id, "--outcome", "none"]);
}

/// A coalition that meets each month: every day planned by itself, who keeps coming, actions instead of words at its close.
#[test]
fn a_coalition_meets_each_month_and_closes_with_its_actions() {
    let (folder, file) = branch();
    let first = ["--day", "2026-09-10", "--from", "18:00", "--again", "monthly", "--until", "2027-03-31"];
    let series = done(&[&["events", "add", &file, "Table", "--kind", "coalition"][..], &first].concat());
    let series = series["id"].as_str().unwrap();
    let list = |what: &str, of: &str| {
        let all = done(&["events", what, "list", &file, of]);
        all["rows"].as_array().or(all[what].as_array()).map_or(0, Vec::len)
    };
    let mut last = String::new();
    for (on, cyclists) in [("2026-09-10", "yes"), ("2026-10-08", "no"), ("2026-11-12", "no")] {
        let day = done(&["events", "change", &file, series, "--on", on, "--planned"]);
        last = day["id"].as_str().unwrap().to_owned();
        assert_ne!(last, series, "a day of its own");
        for (name, came) in [("Tenants' union", "yes"), ("Cyclists", cyclists)] {
            done(&["events", "delegations", "add", &file, &last, "--name", name, "--came", came]);
        }
    }
    assert!(list("roles", &last) > 0, "the plan of the series comes with its day");
    let tasks = done(&["tasks", "list", &file, "--from", &format!("event:{last}")]);
    assert!(!tasks["tasks"].as_array().unwrap().is_empty(), "its tasks are dated back from it: {tasks}");
    let keeps = done(&["events", "keeps-coming", &file, &last]);
    let said: Vec<Value> = keeps["organisations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["name"], one["came"], one["of"], one["in_a_row"]]))
        .collect();
    assert_eq!(json!(said), json!([["Tenants' union", 3, 3, 3], ["Cyclists", 1, 3, 0]]));

    assert!(refused(&["events", "close", &file, &last]).contains("Say which actions"));
    done(&["events", "act", &file, &last, "--do", "Print leaflets", "--owner", "Ann Ali", "--due", "2026-12-10"]);
    done(&["events", "close", &file, &last]);

    // Tasks go into a calendar only where they are asked for.
    let to = |name: &str| folder.path().join(name).display().to_string();
    done(&["events", "export", &file, "--to", &to("plain.ics")]);
    let counted = done(&["events", "export", &file, "--tasks", "--to", &to("tasks.ics")]);
    assert!(!std::fs::read_to_string(to("plain.ics")).unwrap().contains("VTODO"));
    let text = std::fs::read_to_string(to("tasks.ics")).unwrap();
    assert_eq!(counted["tasks"].as_u64().unwrap(), u64::try_from(text.matches("BEGIN:VTODO").count()).unwrap());
    assert!(text.contains("SUMMARY:Print leaflets (Ann Ali)") && text.contains("DUE;VALUE=DATE:20261210"), "{text}");
    done(&["events", "calendars", "read", &file, &to("tasks.ics"), "--name", "Ourselves", "--dry-run"]);

    let promise = |rest: &[&str]| done(&[&["events", "benefits"][..], rest].concat());
    let made = promise(&["add", &file, &last, "--person", "Bo Berg", "--benefit", "Logo on the programme"]);
    promise(&["change", &file, made["id"].as_str().unwrap(), "--state", "done"]);
    let kept = promise(&["list", &file, &last]);
    assert!(kept.to_string().contains("\"done\""), "{kept}");
}
