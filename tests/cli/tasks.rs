//! Tasks by command.

use serde_json::json;

use crate::common::told::{done, office, refused_on, run, told};

#[test]
fn a_task_is_written_down_done_and_found_again() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    done(&["people", "add", &file, "--name", "Ann Ali"]);
    let made = done(&["tasks", "add", &file, "Book the hall", "--owner", "Ann Ali", "--due", "2026-11-17"]);
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!((&made["owner"], &made["due"], &made["done"]), (&json!("Ann Ali"), &json!("2026-11-17"), &json!(null)));
    assert!(made["person"].is_string() && made["op"].is_string(), "{made}");
    let (_, said) = told(&["tasks", "list", &file]);
    assert!(said.contains("Book the hall · Ann Ali · by 17 Nov 2026, 4 days late"), "{said}");
    done(&["tasks", "change", &file, &id, "--owner", "Asha M.", "--due", "1 Dec 2026"]);
    let finished = done(&["tasks", "done", &file, &id, "--outcome", "Booked"]);
    assert_eq!((&finished["done"], &finished["done_by"]), (&json!("2026-11-21"), &json!("Asha M.")));
    assert_eq!(done(&["tasks", "list", &file])["tasks"], json!([]));
    assert_eq!(done(&["tasks", "list", &file, "--all", "--owner", "asha"])["tasks"][0]["note"], json!("Booked"));
    let again = refused_on("2026-11-21", &["tasks", "done", &file, &id]);
    assert!(again.contains("was done on 21 Nov 2026"), "{again}");
    assert_eq!(run(&["tasks", "reopen", &file, &id]).0, 0);
    let out = folder.path().join("tasks.json").display().to_string();
    done(&["export", &file, "tasks", "--to", &out]);
    assert!(std::fs::read_to_string(&out).unwrap().contains("Book the hall"));
    let paper = folder.path().join("tasks.pdf").display().to_string();
    done(&["tasks", "print", &file, "--to", &paper]);
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"), "tasks on paper, as calendars do not all show them");
    done(&["tasks", "remove", &file, &id]);
    assert_eq!(done(&["info", &file])["counts"]["tasks"], json!(0));
    done(&["undo", &file]);
    assert_eq!(done(&["info", &file])["counts"]["tasks"], json!(1));
}
