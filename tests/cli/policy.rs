//! The commands of policy: a document from an imported text to force, versions compared, a consultation out and in.

use serde_json::Value;

use crate::common::told::{done_on, office, refused_on, run_on};

const TODAY: &str = "2026-11-27";

fn done(words: &[&str]) -> Value {
    done_on(TODAY, words)
}

fn refused(words: &[&str]) -> String {
    refused_on(TODAY, words)
}

const TEXT: &str = "# Clean air\n\nEverybody breathes.\n\n1. Buses are electric by 2030.\n\n2. Schools have streets without cars:\n\n    (1) at the gate;\n\n    (2) at all times of day.\n\n3. The council measures the air at every school.\n";

fn branch() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    done(&["people", "add", &file, "--name", "Ann Ali"]);
    std::fs::write(folder.path().join("air.md"), TEXT).unwrap();
    (folder, file)
}

fn path(folder: &tempfile::TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

/// An idea to force: each step asks for what the workflow says, and the text is what it was on each day.
#[test]
fn a_document_goes_from_a_text_to_force_and_its_text_is_known_for_each_day() {
    let (folder, file) = branch();
    let air = path(&folder, "air.md");
    let made = done(&["policy", "import", &file, &air, "--topic", "Environment", "--lead", "Ann Ali"]);
    assert_eq!(made["title"], "Clean air");
    assert_eq!((made["stage"].as_str(), made["versions"].as_i64()), (Some("draft"), Some(1)));
    let text = done(&["policy", "text", &file, "Clean air"]);
    let labels: Vec<&str> = text["clauses"].as_array().unwrap().iter().map(|c| c["label"].as_str().unwrap()).collect();
    assert_eq!(labels, ["Clean air", "", "1", "2", "2(1)", "2(2)", "3"]);

    let said = refused(&["policy", "step", &file, "Clean air", "tabled"]);
    assert!(said.contains("mover") && said.contains("checklist"), "{said}");
    let said = refused(&["policy", "step", &file, "Clean air", "in_force"]);
    assert!(said.contains("review"), "the steps that lead on are named: {said}");
    done(&["policy", "sponsors", "add", &file, "Clean air", "--person", "Ann Ali", "--role", "mover"]);
    done(&["policy", "sponsors", "add", &file, "Clean air", "--name", "Bo Berg", "--role", "seconder"]);
    done(&[
        "policy",
        "evidence",
        "add",
        &file,
        "Clean air",
        "--kind",
        "costing",
        "--clause",
        "1",
        "--says",
        "Twelve buses",
        "--cost",
        "2400000",
    ]);
    for point in ["evidence", "cost", "consulted", "contradictions"] {
        done(&["policy", "check", &file, "Clean air", "--point", point, "--done", "In the file"]);
    }
    assert!(
        refused(&["policy", "check", &file, "Clean air", "--point", "equality", "--done", " "])
            .contains("how it was settled")
    );
    done(&["policy", "check", &file, "Clean air", "--point", "equality", "--not-needed", "It touches all alike"]);

    std::fs::write(&air, TEXT.replace("by 2030", "by 2029")).unwrap();
    done(&["policy", "write", &file, "Clean air", &air]);
    let said = refused(&["policy", "step", &file, "Clean air", "tabled"]);
    assert!(said.contains("save it as a version"), "{said}");
    done(&["policy", "save", &file, "Clean air", "--name", "As tabled"]);
    assert!(refused(&["policy", "save", &file, "Clean air"]).contains("says just this"));
    let compared = done(&["policy", "compare", &file, "Clean air", "1"]);
    assert_eq!(compared["steps"].as_array().unwrap().len(), 1, "{compared}");
    assert_eq!(compared["steps"][0]["label"], "1");

    let tabled = done(&["policy", "step", &file, "Clean air", "tabled"]);
    assert_eq!(tabled["code"], "P1");
    assert!(refused(&["policy", "write", &file, "P1", &air]).contains("frozen"));
    assert!(refused(&["policy", "remove", &file, "P1"]).contains("stays in the book"));
    done(&["policy", "step", &file, "P1", "debated"]);
    assert!(refused(&["policy", "step", &file, "P1", "adopted"]).contains("vote"));
    done(&["policy", "step", &file, "P1", "adopted", "--vote", "31 for, 4 against"]);
    let force = done(&["policy", "step", &file, "P1", "in_force", "--on", "2026-12-01", "--note", "the conference"]);
    assert_eq!(force["review_on"], "2029-12-01", "three years for a policy");

    done(&["policy", "step", &file, "P1", "review_due"]);
    std::fs::write(
        &air,
        TEXT.replace("by 2030", "by 2029")
            .replace("    (2) at all times of day.\n\n", "")
            .replace("3. The", "3. Trees stand in every street.\n\n4. The"),
    )
    .unwrap();
    done(&["policy", "import", &file, &air, "--into", "P1", "--name", "After review"]);
    done(&["policy", "step", &file, "P1", "in_force", "--on", "2027-05-12", "--vote", "carried", "--note", "M3-A2"]);
    let before = done(&["policy", "text", &file, "P1", "--on", "2027-05-11"]);
    let after = done(&["policy", "text", &file, "P1", "--on", "2027-05-12"]);
    assert_eq!((before["clauses"].as_array().unwrap().len(), after["clauses"].as_array().unwrap().len()), (7, 7));
    let new =
        after["clauses"].as_array().unwrap().iter().find(|c| c["text"].as_str().unwrap().starts_with("Trees")).unwrap();
    assert_eq!(new["notes"][0], "inserted by M3-A2, 12 May 2027");
    assert_eq!(after["left_out"][0], "left out by M3-A2, 12 May 2027");
    assert!(refused(&["policy", "text", &file, "P1", "--on", "2026-11-30"]).contains("not in force"));
    let found = done(&["policy", "in-force", &file, "--on", "2027-06-01", "--text", "trees"]);
    assert_eq!(found["in_force"][0]["found"][0]["label"], "3");
    assert_eq!(done(&["check", &file])["ok"], true);
}

#[test]
fn a_consultation_goes_out_comes_back_and_is_answered() {
    let (folder, file) = branch();
    done(&["policy", "import", &file, &path(&folder, "air.md")]);
    let opened = done(&[
        "policy",
        "consult",
        "open",
        &file,
        "Clean air",
        "--until",
        "2026-12-20",
        "--question",
        "What is missing?",
    ]);
    let (page, paper) = (path(&folder, "respond.html"), path(&folder, "paper.pdf"));
    done(&["policy", "consult", "papers", &file, "Clean air", "--to", &page]);
    done(&["policy", "consult", "papers", &file, "Clean air", "--to", &paper]);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("What is missing?") && html.contains("Buses are electric by 2030."));
    assert!(std::fs::read(&paper).unwrap().starts_with(b"%PDF"));

    let version =
        done(&["policy", "show", &file, "Clean air"])["version_list"][0]["sha256"].as_str().unwrap().to_owned();
    let clause = done(&["policy", "text", &file, "Clean air"])["clauses"][2]["id"].to_string();
    let saved = serde_json::json!({ "format": "wardroom-policy-response", "version": 1, "consultation": opened["id"],
        "sha256": version, "name": "Cy Cole", "general": "Thank you.",
        "comments": [{ "clause": clause, "quote": "by 2030", "says": "Too late." }] });
    let answer = path(&folder, "response.json");
    std::fs::write(&answer, saved.to_string()).unwrap();
    let read = done(&["policy", "consult", "read", &file, &answer]);
    assert_eq!(read["read"], 1);
    let (status, again) = run_on(TODAY, &["policy", "consult", "read", &file, &answer]);
    assert_eq!(again["read"], 0, "a file counts once: {again}");
    assert_ne!(status, 0);
    done(&[
        "policy",
        "consult",
        "respond",
        &file,
        "Clean air",
        "--says",
        "2(1): And at the bus stop.",
        "--name",
        "Di Dunn",
    ]);

    let table = done(&["policy", "consult", "table", &file, "Clean air"]);
    let said: Vec<&str> = table["comments"].as_array().unwrap().iter().map(|c| c["said"].as_str().unwrap()).collect();
    assert_eq!(said, ["Too late.", "Thank you.", "And at the bus stop."]);
    assert_eq!(table["comments"][0]["clause"], "1");
    assert_eq!(table["comments"][2]["clause"], "2(1)");
    let first = table["comments"][0]["id"].as_str().unwrap();
    assert!(refused(&["policy", "comments", "answer", &file, first, "--state", "not_taken"]).contains("why"));
    done(&[
        "policy",
        "comments",
        "answer",
        &file,
        first,
        "--state",
        "taken",
        "--answer",
        "It is 2029 now",
        "--theme",
        "Buses",
        "--version",
        "1",
    ]);
    assert!(refused(&["policy", "comments", "remove", &file, first]).contains("stays"));

    // The words are gone from the text: reported, never dropped.
    std::fs::write(path(&folder, "air.md"), TEXT.replace("by 2030", "soon")).unwrap();
    done(&["policy", "write", &file, "Clean air", &path(&folder, "air.md")]);
    let comments = done(&["policy", "comments", "list", &file, "Clean air"]);
    assert_eq!(comments["comments"][0]["place"], "words_gone", "{comments}");
    let table = path(&folder, "table.pdf");
    done(&["policy", "consult", "table", &file, "Clean air", "--to", &table]);
    assert!(std::fs::read(&table).unwrap().starts_with(b"%PDF"));
}

#[test]
fn a_text_goes_out_in_every_form_and_markdown_comes_back_as_it_was() {
    let (folder, file) = branch();
    done(&["policy", "import", &file, &path(&folder, "air.md")]);
    let before = done(&["policy", "text", &file, "Clean air"]);
    for (name, begins) in [("a.md", "# Clean air"), ("a.txt", "Clean air"), ("a.json", "{"), ("a.pdf", "%PDF")] {
        done(&["policy", "export", &file, "Clean air", "--to", &path(&folder, name)]);
        let bytes = std::fs::read(path(&folder, name)).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{name}");
    }
    assert!(refused(&["policy", "export", &file, "Clean air", "--to", &path(&folder, "a.xyz")]).contains(".pdf"));
    assert!(refused(&["policy", "export", &file, "Clean air", "--to", &path(&folder, "a.md")]).contains("--force"));
    done(&["policy", "write", &file, "Clean air", &path(&folder, "a.md")]);
    let after = done(&["policy", "text", &file, "Clean air"]);
    assert_eq!(before["sha256"], after["sha256"], "ids, depths and words are the same");
    assert!(refused(&["policy", "import", &file, &path(&folder, "a.pdf")]).contains("text"));
}

#[test]
fn a_party_edits_its_workflow_and_no_document_is_lost_by_it() {
    let (folder, file) = branch();
    done(&["policy", "new", &file, "Night buses", "--kind", "motion"]);
    let shown = done(&["policy", "workflow", "show", &file]);
    assert_eq!(shown["own"], false);
    let own = include_str!("../../assets/policy.toml");
    let flow = path(&folder, "flow.toml");
    std::fs::write(&flow, own.replace("\"idea\"", "\"thought\"")).unwrap();
    assert!(refused(&["policy", "workflow", "set", &file, "--from", &flow]).contains("Night buses"));
    std::fs::write(&flow, own.replace("name = \"Idea\"", "name = \"Thought\"")).unwrap();
    done(&["policy", "workflow", "set", &file, "--from", &flow]);
    assert_eq!(done(&["policy", "workflow", "show", &file])["own"], true);
    done(&["undo", &file]);
    assert_eq!(done(&["policy", "workflow", "show", &file])["own"], false);
    assert!(refused(&["policy", "new", &file, "Night buses", "--kind", "poem"]).contains("poem"));
    assert!(refused(&["policy", "new", &file, "X", "--stage", "in_force"]).contains("by its steps"));
}

#[test]
fn lists_values_and_papers_of_a_document() {
    let (folder, file) = branch();
    done(&["policy", "import", &file, &path(&folder, "air.md")]);
    done(&["policy", "values", "set", &file, "Fairness", "--about", "Nobody is left behind"]);
    done(&["policy", "values", "mark", &file, "Clean air", "Fairness", "--mark", "serves", "--why", "Schools first"]);
    assert_eq!(done(&["policy", "values", "list", &file, "--document", "Clean air"])["values"][0]["mark"], "serves");
    let added = done(&[
        "policy",
        "findings",
        "add",
        &file,
        "Clean air",
        "--question",
        "How many buses?",
        "--confidence",
        "low",
    ]);
    done(&[
        "policy",
        "findings",
        "change",
        &file,
        added["id"].as_str().unwrap(),
        "--finding",
        "Twelve",
        "--confidence",
        "high",
    ]);
    let list = done(&["policy", "findings", "list", &file, "Clean air"]);
    assert_eq!(list["findings"][0]["finding"], "Twelve");
    done(&[
        "policy",
        "actions",
        "add",
        &file,
        "Clean air",
        "--action",
        "Ask for a budget line",
        "--clause",
        "1",
        "--due",
        "2027-01-31",
    ]);
    done(&["policy", "positions", "add", &file, "Clean air", "--topic", "Buses", "--says", "Electric by 2030"]);
    assert!(
        refused(&["policy", "actions", "add", &file, "Clean air", "--action", "x", "--clause", "99"])
            .contains("no clause")
    );
    for (words, name) in [
        (vec!["policy", "bulletin", &file, "--document", "Clean air"], "one.pdf"),
        (vec!["policy", "bulletin", &file], "all.pdf"),
        (vec!["policy", "positions", "page", &file], "pos.pdf"),
    ] {
        let to = path(&folder, name);
        done(&[words, vec!["--to", &to]].concat());
        assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF"), "{name}");
    }
    let (status, proof) = run_on(TODAY, &["policy", "proof", &file, "Clean air"]);
    assert_eq!((status, proof["found"].as_array().unwrap().len()), (0, 0), "{proof}");
}

/// Who brought a document is somebody of the register or a name, never both; an empty word takes it away.
#[test]
fn who_brought_a_document_is_one_person_and_can_be_cleared() {
    let (folder, file) = branch();
    let lead = |words: &[&str]| {
        let all = [&["policy", "change", &file, "Clean air"], words].concat();
        done(&all)["lead"].as_str().unwrap().to_owned()
    };
    done(&["policy", "import", &file, &path(&folder, "air.md"), "--lead-name", "Bo Berg"]);
    assert_eq!(lead(&["--lead", "Ann Ali"]), "Ann Ali");
    assert_eq!(lead(&["--lead", ""]), "", "the name that stood there before does not come back");
    assert_eq!(lead(&["--lead", "Ann Ali"]), "Ann Ali");
    assert_eq!(lead(&["--lead-name", "Cy Cole"]), "Cy Cole", "a name takes the place of somebody of the register");
    assert_eq!(lead(&["--lead-name", ""]), "");
    let row = done(&["policy", "sponsors", "add", &file, "Clean air", "--name", "Bo Berg", "--role", "mover"]);
    let id = row["id"].as_str().unwrap();
    let row = done(&["policy", "sponsors", "change", &file, id, "--person", "Ann Ali"]);
    assert_eq!((row["person_name"].as_str(), row["name"].as_str()), (Some("Ann Ali"), Some("")), "{row}");
    let row = done(&["policy", "sponsors", "change", &file, id, "--name", "Bo Berg"]);
    assert_eq!((&row["person"], row["name"].as_str()), (&Value::Null, Some("Bo Berg")), "{row}");
}

/// Each list leaves as a table, and cells that a spreadsheet would run stay words.
#[test]
fn policy_leaves_as_tables() {
    let (folder, file) = branch();
    done(&["policy", "import", &file, &path(&folder, "air.md"), "--lead", "Ann Ali", "--summary", "=1+1"]);
    done(&[
        "policy",
        "actions",
        "add",
        &file,
        "Clean air",
        "--action",
        "Ask the Council",
        "--clause",
        "3",
        "--due",
        "2027-01-31",
    ]);
    done(&[
        "policy",
        "evidence",
        "add",
        &file,
        "Clean air",
        "--kind",
        "costing",
        "--says",
        "Buses",
        "--cost",
        "2400000",
    ]);
    done(&["policy", "questions", "add", &file, "Clean air", "--question", "Why?", "--answer", "Because"]);
    done(&["policy", "readers", "add", &file, "Clean air", "--person", "Ann Ali", "--read_on", "2026-11-20"]);
    done(&["policy", "measures", "add", &file, "Clean air", "--measure", "Soot", "--review_on", "2027-06-01"]);
    done(&["policy", "comments", "add", &file, "Clean air", "--clause", "1", "Too late"]);
    for (name, says) in [
        ("policy", "Clean air"),
        ("policy-actions", "Ask the Council"),
        ("policy-evidence", "2400000.00"),
        ("policy-questions", "Because"),
        ("policy-readers", "2026-11-20"),
        ("policy-measures", "Soot"),
        ("policy-comments", "Too late"),
        ("policy-in-force", "document"),
    ] {
        let to = path(&folder, &format!("{name}.csv"));
        done(&["export", &file, name, "--to", &to]);
        let text = std::fs::read_to_string(&to).unwrap();
        assert!(text.to_lowercase().contains(&says.to_lowercase()), "{name}: {text}");
    }
    let text = std::fs::read_to_string(path(&folder, "policy.csv")).unwrap();
    assert!(text.contains("Ann Ali") && !text.contains(",=1+1"), "{text}");
    done(&["export", &file, "policy-actions", "--to", &path(&folder, "actions.xlsx")]);
}
