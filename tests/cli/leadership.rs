//! Leadership by command.

use serde_json::json;

use crate::common::told::{done, office, refused_on, told};

#[test]
fn a_pipeline_is_built_shown_and_printed() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    done(&["people", "add", &file, "--name", "Ann Ali"]);
    done(&["people", "add", &file, "--name", "Bo Berg"]);
    let (_, none) = told(&["leadership", "rungs", "list", &file]);
    assert!(none.contains("None yet. The steps from member to candidate"), "{none}");
    let made = done(&["leadership", "start", &file]);
    assert_eq!(made["rungs"], json!(["Active member", "Organiser", "Officer", "Candidate"]));
    done(&["leadership", "aims", "add", &file, "Ann Ali", "--rung", "candidate", "--office", "Riverside ward"]);
    let taken =
        done(&["leadership", "taken", "add", &file, "Ann Ali", "--training", "welcome", "--taken_on", "2026-02-01"]);
    assert_eq!(
        (&taken["training_name"], &taken["until_on"]),
        (&json!("Welcome and how the branch works"), &json!(null))
    );
    done(&["leadership", "can", "add", &file, "Ann Ali", "--skill", "Chairing a meeting", "--level", "alone"]);
    done(&["leadership", "can", "add", &file, "Bo Berg", "--skill", "chairing", "--level", "learning"]);
    done(&["leadership", "mentors", "add", &file, "Ann Ali", "--mentor", "Bo Berg"]);
    let approval = done(&[
        "leadership",
        "approvals",
        "add",
        &file,
        "Ann Ali",
        "--rung",
        "Candidate",
        "--approved_on",
        "2026-11-01",
    ]);
    assert_eq!(approval["until_on"], json!("2030-10-31"));

    let shown = done(&["leadership", "show", &file, "Ann Ali"]);
    assert_eq!((&shown["reached"], &shown["next"]), (&json!("Active member"), &json!("Organiser")));
    assert_eq!(shown["steps"][3]["asks"][5], json!({ "asks": "An approval", "stands": "met", "day": "2030-10-31" }));
    let (_, words) = told(&["leadership", "people", &file, "--open"]);
    assert!(words.contains("Ann Ali · Active member · Candidate, Riverside ward · 2 to go for Organiser"), "{words}");
    assert!(!words.contains("Bo Berg"), "{words}");
    let who = done(&["leadership", "who", &file, "chairing", "--least", "alone"]);
    assert_eq!((&who["people"][0]["name"], who["people"].as_array().unwrap().len()), (&json!("Ann Ali"), 1));

    let pdf = folder.path().join("ann.pdf").display().to_string();
    done(&["leadership", "print", &file, "Ann Ali", "--to", &pdf]);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    let csv = folder.path().join("all.csv").display().to_string();
    done(&["export", &file, "leadership", "--to", &csv]);
    let csv = std::fs::read_to_string(&csv).unwrap();
    assert!(csv.contains("Ann Ali,taken,Welcome and how the branch works"), "{csv}");
    let report = folder.path().join("pipeline.csv").display().to_string();
    done(&["report", &file, "pipeline", "--to", &report]);
    assert!(std::fs::read_to_string(&report).unwrap().contains("Ann Ali"));

    let wrong = refused_on(
        "2026-11-21",
        &["leadership", "taken", "add", &file, "Ann Ali", "--training", "sailing", "--taken_on", "2026-02-01"],
    );
    assert!(wrong.contains("There is no “sailing”") && wrong.contains("Data protection"), "{wrong}");
    let several = refused_on("2026-11-21", &["leadership", "who", &file, "an"]);
    assert!(several.contains("may mean several"), "{several}");
    let id = taken["id"].as_str().unwrap();
    done(&["leadership", "taken", "remove", &file, id]);
    assert_eq!(done(&["leadership", "show", &file, "Ann Ali"])["reached"], json!(null));
    done(&["undo", &file]);
    assert_eq!(done(&["leadership", "show", &file, "Ann Ali"])["reached"], json!("Active member"));
}
