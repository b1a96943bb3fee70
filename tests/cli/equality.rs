//! Equality monitoring and scoring kits by command.

use serde_json::json;

use crate::common::told::{done, office, refused_on, told};

#[test]
fn a_form_is_printed_a_stack_taken_and_totals_shown() {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    let pdf = folder.path().join("form.pdf").display().to_string();
    let form = done(&["equality", "form", &file, "--to", &pdf]);
    assert_eq!(form["questions"][0], json!("age"));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    let csv = folder.path().join("forms.csv");
    let rows = |n: usize| format!("age,sex,caring\n{}", "25_34,Woman,yes\n".repeat(n));
    std::fs::write(&csv, rows(4)).unwrap();
    let table = csv.display().to_string();
    let few = refused_on("2026-11-21", &["equality", "take", &file, &table, "--for", "team"]);
    assert!(few.contains("fewer than 5"), "{few}");
    let none = refused_on("2026-11-21", &["equality", "totals", &file, "--for", "team"]);
    assert!(none.contains("no totals yet"), "{none}");
    std::fs::write(&csv, rows(9) + "35_49,man,\n").unwrap();
    assert_eq!(done(&["equality", "take", &file, &table, "--for", "team"])["forms"], json!(10));
    let totals = done(&["equality", "totals", &file, "--for", "team"]);
    assert_eq!(totals["totals"][1]["question"], json!("sex"));
    assert_eq!(
        totals["totals"][1]["answers"][0],
        json!({ "answer": "woman", "count": null }),
        "it would say the other"
    );
    let (_, words) = told(&["equality", "totals", &file, "--for", "team"]);
    assert!(words.contains("hidden"), "{words}");
    let paper = folder.path().join("totals.pdf").display().to_string();
    done(&["equality", "totals", &file, "--for", "team", "--to", &paper]);
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));
    done(&["equality", "clear", &file, "--for", "team"]);
    done(&["undo", &file]);
    done(&["equality", "totals", &file, "--for", "team"]);
}
