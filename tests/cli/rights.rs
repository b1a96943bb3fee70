//! The commands for the rights of the people in the register: exit codes, JSON and files as scripts see them.

use serde_json::Value;

use crate::common::told::{done, run, run_on, told};

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

    let dry = done(&["people", "erase", &file, "7", "--dry-run", "--more-backups", &backups]);
    assert_eq!((&dry["op"], dry["people"][0].as_str()), (&Value::Null, Some(id)));
    let copy = |said: &Value| {
        let ours = |c: &&Value| c["path"].as_str().unwrap().starts_with(&backups);
        said["backups"].as_array().unwrap().iter().find(ours).unwrap()["state"].as_str().unwrap().to_owned()
    };
    assert_eq!(copy(&dry), "holds");
    assert_eq!(dry["name"], "Hortensia Plumworthy", "before, it is said who is meant");
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
    let (status, said) = told(&["people", "erase", &file, &id, "--reason", "asked"]);
    assert!(status == 0 && said.starts_with(&format!("Erased {id}: ")) && said.contains(" row"), "{said}");
    assert!(!said.contains("Plumworthy"), "what a terminal keeps names nobody: {said}");
    let bytes = std::fs::read(&file).unwrap();
    assert!(!String::from_utf8_lossy(&bytes).to_lowercase().contains("plumworthy"));
    assert_eq!(done(&["check", &file])["ok"], true);
    assert_eq!(done(&["people", "retention", &file])["removed"], serde_json::json!([]));
}
