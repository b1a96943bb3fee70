//! Amendments by command: written by an edited copy, screened, voted on, merged, carried over, out as Word.

use serde_json::Value;

use crate::common::told::{done_on, office, refused_on, run_on};

const TODAY: &str = "2026-11-27";
const AIR: &str = "# Clean air\n\n1. Buses are electric by 2030.\n\n2. Schools have streets without cars:\n\n    (1) at the gate;\n\n    (2) at all times of day.\n\n3. The council measures the air at every school.\n";

fn done(words: &[&str]) -> Value {
    done_on(TODAY, words)
}

fn refused(words: &[&str]) -> String {
    refused_on(TODAY, words)
}

struct Branch {
    folder: tempfile::TempDir,
    file: String,
}

impl Branch {
    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn copy(&self, name: &str, text: &str) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.path(name)
    }

    /// An amendment that is submitted at once; its number.
    fn amend(&self, words: &[&str]) -> String {
        let by = ["--proposer-name", "Bo Berg", "--seconder", "Cy Cole", "--submit"];
        let all: Vec<&str> =
            ["policy", "amend", &self.file, "Clean air"].iter().chain(words).chain(&by).copied().collect();
        done(&all)["number"].as_str().unwrap().to_owned()
    }

    fn stands(&self, number: &str) -> String {
        let all = done(&["policy", "amendments", &self.file, "Clean air"]);
        let one = all["amendments"].as_array().unwrap().iter().find(|a| a["number"] == number).unwrap().clone();
        one["stands"].as_str().unwrap().to_owned()
    }
}

fn branch() -> Branch {
    let folder = tempfile::tempdir().unwrap();
    let file = office(folder.path());
    done(&["people", "add", &file, "--name", "Ann Ali"]);
    let branch = Branch { folder, file };
    let air = branch.copy("air.md", AIR);
    done(&["policy", "import", &branch.file, &air, "--lead", "Ann Ali"]);
    branch
}

/// The story that the issue tells: three amendments of which two collide and one falls, a recommendation, votes, a merge.
#[test]
fn amendments_go_from_a_copy_to_a_version_with_a_source_for_each_clause() {
    let b = branch();
    let copy = b.copy("a1.md", &AIR.replace("by 2030", "by 2028").replace("every school", "every school and nursery"));
    let first = b.amend(&["--copy", &copy, "--reason", "Sooner"]);
    assert_eq!(first, "A1");
    let second = b.amend(&["--clause", "1", "--replace", "by 2030", "--with", "by 2035"]);
    let third = b.amend(&["--clause", "2(2)", "--replace", "at all times of day", "--with", "in term time"]);
    let fourth = b.amend(&["--clause", "2", "--leave-out"]);
    let fifth = b.amend(&["--after", "3", "--insert", "Trees are planted in each street."]);

    let list = done(&["policy", "marshal", &b.file, "Clean air"]);
    let numbers: Vec<&str> = list["list"].as_array().unwrap().iter().map(|a| a["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["A1", "A2", "A4", "A3", "A5"]);
    let says = |at: usize, n: usize| list["list"][at]["instructions"][n]["words"].as_str().unwrap().to_owned();
    assert_eq!(says(0, 0), "In clause 1, line 2, leave out “2030” and insert “2028”");
    assert_eq!(says(0, 1), "In clause 3, line 6, after “at every school” insert “and nursery”");
    assert_eq!(says(2, 0), "Leave out clause 2 (line 3) and all that lies within it");
    assert_eq!(says(4, 0), "After clause 3 insert a new clause: “Trees are planted in each street.”");

    let met = done(&["policy", "collisions", &b.file, "Clean air"]);
    let told: Vec<String> = met["pairs"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|p| p["says"].as_array().unwrap())
        .map(|s| s.as_str().unwrap().to_owned())
        .collect();
    assert!(told.contains(&"A1 and A2 overlap in clause 1".to_owned()), "{told:?}");
    assert!(told.contains(&"If A4 passes, A3 falls".to_owned()), "{told:?}");

    done(&[
        "policy",
        "recommend",
        &b.file,
        "Clean air",
        &third,
        "modify",
        "--clause",
        "2(2)",
        "--replace",
        "at all times of day",
        "--with",
        "on school days",
        "--agreed",
        "yes",
    ]);
    done(&[
        "policy",
        "vote",
        &b.file,
        "Clean air",
        "carried",
        "--amendment",
        &first,
        "--amendment",
        &third,
        "--counts",
        "40 for, 12 against",
    ]);
    assert_eq!(b.stands(&first), "Carried");
    assert_eq!(b.stands(&second), "Falls: A1 was carried");
    done(&["policy", "vote", &b.file, "Clean air", "open", "--amendment", &third]);
    done(&["policy", "vote", &b.file, "Clean air", "carried", "--amendment", &fourth]);
    assert_eq!(b.stands(&third), "Falls: A4 was carried");
    let said = refused(&["policy", "vote", &b.file, "Clean air", "carried", "--amendment", &third]);
    assert!(said.contains("A4 was carried"), "{said}");
    done(&["policy", "vote", &b.file, "Clean air", "lost", "--amendment", &fourth]);
    done(&["policy", "vote", &b.file, "Clean air", "carried", "--amendment", &third, "--amendment", &fifth]);

    // Somebody would have both of those that collide: nothing is merged before that is decided.
    let both = ["policy", "merge-version", &b.file, "Clean air", "--in", &first, "--in", &second];
    let (status, open) = run_on(TODAY, &both);
    assert_eq!(status, 1, "{open}");
    assert_eq!(open["merged"], Value::Null);
    let key = open["conflicts"][0]["key"].as_str().unwrap();
    let preview = done(&[&both[..], &["--preview", "--fix", &format!("{key}=words:by 2029")]].concat());
    assert!(preview["merged"]["clauses"][1]["text"].as_str().unwrap().contains("by 2029"), "{preview}");

    let merged = done(&["policy", "merge-version", &b.file, "Clean air", "--name", "As amended"]);
    assert_eq!(merged["number"], 2);
    let sources = merged["sources"].as_array().unwrap();
    let by = |deed: &str| {
        sources.iter().filter(|s| s["deed"] == deed).map(|s| s["by"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(by("changed"), ["A1", "A3", "A1"]);
    assert_eq!(by("inserted"), ["A5"]);
    let text = done(&["policy", "text", &b.file, "Clean air", "--version", "2"]);
    let texts: Vec<&str> = text["clauses"].as_array().unwrap().iter().map(|c| c["text"].as_str().unwrap()).collect();
    assert_eq!(
        texts,
        [
            "Clean air",
            "Buses are electric by 2028.",
            "Schools have streets without cars:",
            "at the gate;",
            "on school days.",
            "The council measures the air at every school and nursery.",
            "Trees are planted in each street."
        ]
    );
    let said = refused(&["policy", "merge-version", &b.file, "Clean air", "--in", &first]);
    assert!(said.contains("another version"), "{said}");

    // What is still open is held against the new version.
    let open = done(&["policy", "rebase", &b.file, "Clean air"]);
    assert_eq!(open["amendments"][0]["number"], Value::String(second));
    assert_eq!(open["amendments"][0]["state"], "overtaken");
    let undone = done(&["undo", &b.file]);
    assert!(undone.to_string().contains("policy.merge_version") || undone.is_object(), "{undone}");
    assert!(done(&["check", &b.file]).is_object());
}

#[test]
fn a_draft_begun_in_time_is_not_submitted_late_and_a_refusal_says_why() {
    let b = branch();
    done(&["policy", "change", &b.file, "Clean air", "--deadline", "2026-11-30"]);
    let draft =
        done(&["policy", "amend", &b.file, "Clean air", "--clause", "1", "--replace", "2030", "--with", "2031"]);
    let id = draft["id"].as_i64().map_or_else(|| draft["id"].as_str().unwrap().to_owned(), |id| id.to_string());
    let said = refused(&["policy", "submit", &b.file, "Clean air", &id]);
    assert!(said.contains("who proposes it"), "{said}");
    done(&["policy", "amend-change", &b.file, "Clean air", &id, "--proposer", "Ann Ali"]);
    let said = refused(&["policy", "submit", &b.file, "Clean air", &id]);
    assert!(said.contains("1 seconder"), "{said}");
    done(&["policy", "support", &b.file, "Clean air", &id, "--role", "seconder", "--name", "Bo Berg"]);
    let said = refused_on("2026-12-01", &["policy", "submit", &b.file, "Clean air", &id]);
    assert!(said.contains("not when it was begun"), "{said}");
    let sent = done_on("2026-11-30", &["policy", "submit", &b.file, "Clean air", &id]);
    assert_eq!((sent["number"].as_str(), sent["state"].as_str()), (Some("A1"), Some("submitted")));
    assert!(
        refused(&["policy", "amend-change", &b.file, "Clean air", "A1", "--reason", "x"]).contains("stays as it is")
    );
    assert!(refused(&["policy", "screen", &b.file, "Clean air", "A1", "refused"]).contains("why"));
    done(&["policy", "screen", &b.file, "Clean air", "A1", "refused", "--reason", "The same was decided in May"]);
    assert!(done(&["policy", "marshal", &b.file, "Clean air"])["list"].as_array().unwrap().is_empty());
    assert!(
        refused(&["policy", "amend", &b.file, "Clean air", "--clause", "1", "--replace", "2030", "--with", "2030"])
            .contains("amends nothing")
    );
}

#[test]
fn an_amendment_is_amended_once_and_merged_with_it() {
    let b = branch();
    let first = b.amend(&["--clause", "1", "--replace", "by 2030", "--with", "by 2028 at the latest"]);
    let inner = b.amend(&["--to", &first, "--clause", "1", "--replace", "at the latest", "--with", "if money allows"]);
    assert_eq!(inner, "A1a");
    let said = refused(&[
        "policy",
        "amend",
        &b.file,
        "Clean air",
        "--to",
        &inner,
        "--clause",
        "1",
        "--replace",
        "2030",
        "--with",
        "2031",
    ]);
    assert!(said.contains("as far as it goes"), "{said}");
    let said = refused(&["policy", "merge-version", &b.file, "Clean air", "--in", &inner]);
    assert!(said.contains("not chosen"), "{said}");
    done(&["policy", "vote", &b.file, "Clean air", "lost", "--amendment", &first]);
    assert_eq!(b.stands(&inner), "Falls: A1 did not pass");
    done(&["policy", "vote", &b.file, "Clean air", "carried", "--amendment", &first]);
    done(&["policy", "vote", &b.file, "Clean air", "carried", "--amendment", &inner]);
    let merged = done(&["policy", "merge-version", &b.file, "Clean air"]);
    assert_eq!(merged["sources"][0]["by"], "A1 as amended by A1a");
    let text = done(&["policy", "text", &b.file, "Clean air"]);
    assert_eq!(text["clauses"][1]["text"], "Buses are electric by 2028 if money allows.");
}

#[test]
fn links_that_somebody_makes_count_and_papers_and_word_documents_are_written() {
    let b = branch();
    let first = b.amend(&["--clause", "1", "--replace", "2030", "--with", "2028"]);
    let second = b.amend(&["--clause", "3", "--replace", "every school", "--with", "every street"]);
    done(&["policy", "link", &b.file, "Clean air", &second, "consequential", &first]);
    done(&["policy", "vote", &b.file, "Clean air", "carried", "--amendment", &first]);
    assert_eq!(b.stands(&second), "Agreed with A1");
    done(&["policy", "link", &b.file, "Clean air", &second, "none", &first]);
    assert_eq!(b.stands(&second), "Submitted");
    for (name, flags) in [("list.pdf", &[][..]), ("vote.pdf", &["--voting"]), ("synopsis.pdf", &["--synopsis"])] {
        let to = b.path(name);
        done(&[&["policy", "marshal", &b.file, "Clean air", "--to", &to][..], flags].concat());
        assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF"));
    }
    let to = b.path("amendments.docx");
    done(&["policy", "docx", &b.file, "Clean air", "--amendments", "--to", &to]);
    let bytes = std::fs::read(&to).unwrap();
    use wardroom::policy::docx::{Take, read};
    let new = read(&bytes, Take::Accept).unwrap();
    assert_eq!(new.body.clauses[1].text, "Buses are electric by 2028.");
    let authors: Vec<&str> = new.authors.keys().map(String::as_str).collect();
    assert_eq!(authors, ["A1 (Bo Berg)", "A2 (Bo Berg)"]);
    assert_eq!(read(&bytes, Take::Reject).unwrap().body.clauses[1].text, "Buses are electric by 2030.");
    // A Word document is an amended copy like any.
    let third = b.amend(&["--copy", &to]);
    let list = done(&["policy", "amendments", &b.file, "Clean air"]);
    let one = list["amendments"].as_array().unwrap().iter().find(|a| a["number"] == third.as_str()).unwrap();
    assert_eq!(one["instructions"].as_array().unwrap().len(), 2, "{one}");
    let back = done(&["policy", "import", &b.file, &to, "--title", "Air from Word"]);
    assert_eq!(back["versions"], 1);
}
