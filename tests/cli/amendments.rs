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
    assert!(told.contains(&"If A4 passes, A3 falls: nothing of what it changes would be left".to_owned()), "{told:?}");

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
    let again = refused(&["policy", "link", &b.file, "Clean air", &second, "consequential", &first]);
    assert!(again.contains("was said of A2 and A1 already"), "{again}");
    done(&["policy", "link", &b.file, "Clean air", &second, "none", &first]);
    assert_eq!(b.stands(&second), "Submitted");
    for (name, flags) in [("list.pdf", &[][..]), ("vote.pdf", &["--voting"]), ("synopsis.pdf", &["--synopsis"])] {
        let to = b.path(name);
        done(&[&["policy", "marshal", &b.file, "Clean air", "--to", &to][..], flags].concat());
        assert!(std::fs::read(&to).unwrap().starts_with(b"%PDF"));
    }
    for (name, flags) in [("list.csv", &[][..]), ("vote.md", &["--voting"]), ("synopsis.odt", &["--synopsis"])] {
        let to = b.path(name);
        done(&[&["policy", "marshal", &b.file, "Clean air", "--to", &to][..], flags].concat());
    }
    let list = std::fs::read_to_string(b.path("list.csv")).unwrap();
    assert!(list.contains("In clause 1, line 2, leave out “2030” and insert “2028”"), "{list}");
    let vote = std::fs::read_to_string(b.path("vote.md")).unwrap();
    assert!(vote.contains("### A1") && vote.contains("- **Needs:** Simple majority"), "{vote}");
    assert!(std::fs::read(b.path("synopsis.odt")).unwrap().starts_with(b"PK"));
    let said = refused(&["policy", "marshal", &b.file, "Clean air", "--to", &b.path("list.txt")]);
    assert!(said.contains("cannot be written as “txt”"), "{said}");
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

fn vote<'a>(b: &'a Branch, result: &'a str, number: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["policy", "vote", &b.file, "Clean air", result, "--amendment", number], more].concat()
}

fn one(list: &Value, number: &str) -> Value {
    list["amendments"].as_array().unwrap().iter().find(|a| a["number"] == number).unwrap().clone()
}

/// An amendment needs a simple majority, even to rules that need two thirds; the rule decides, and another result needs a reason.
#[test]
fn the_majority_decides_a_vote_and_says_so() {
    let b = branch();
    done(&["policy", "change", &b.file, "Clean air", "--kind", "statute"]);
    let more = ["--seconder", "Di Day"];
    let first = b.amend(&[&["--clause", "1", "--replace", "2030", "--with", "2028"][..], &more].concat());
    let list = done(&vote(&b, "counted", &first, &["--for", "11", "--against", "10", "--abstained", "3"]));
    let found = one(&list, &first);
    assert_eq!((found["vote"].as_str(), found["stands"].as_str()), (Some("carried"), Some("Carried")));
    assert_eq!(found["rule"], "Simple majority needed: 11 of 21, reached with none to spare");
    assert_eq!(found["tally"]["abstained"], 3);
    // Words of the counts are counts.
    let said = refused(&vote(&b, "carried", &first, &["--counts", "10 for, 10 against"]));
    assert!(said.contains("10 for, 10 against is lost. Simple majority needed: 11 of 20, 1 short"), "{said}");
    let list =
        done(&vote(&b, "carried", &first, &["--counts", "10 for, 10 against", "--why", "The chair's casting vote"]));
    assert_eq!(one(&list, &first)["overruled"], "The chair's casting vote");
    let list = done(&vote(&b, "open", &first, &[]));
    let found = one(&list, &first);
    assert_eq!((found["vote"].as_str(), found["rule"].as_str(), &found["tally"]), (Some(""), Some(""), &Value::Null));
    assert!(refused(&vote(&b, "counted", &first, &[])).contains("Say how many"), "nothing is known");
    // The party may ask more of amendments, by kind.
    let mut flow = wardroom::policy::model::workflow::built_in().clone();
    flow.kind.iter_mut().find(|kind| kind.key == "statute").unwrap().amendments = "2/3".to_owned();
    let own = flow.to_toml();
    let own = b.copy("flow.toml", &own);
    done(&["policy", "workflow", "set", &b.file, "--from", &own]);
    let list = done(&vote(&b, "counted", &first, &["--for", "19", "--against", "10"]));
    assert_eq!(one(&list, &first)["stands"], "Lost");
    assert_eq!(one(&list, &first)["rule"], "2/3 needed: 20 of 29, 1 short");
}

/// Several are voted on together; what falls with them stands again once the vote is taken back, also by undo.
#[test]
fn a_block_is_voted_on_together_and_what_fell_comes_back() {
    let b = branch();
    let first = b.amend(&["--clause", "1", "--replace", "2030", "--with", "2028"]);
    let second = b.amend(&["--clause", "3", "--replace", "every school", "--with", "each school"]);
    let third = b.amend(&["--clause", "1", "--replace", "2030", "--with", "2035"]);
    done(&["policy", "block", &b.file, "Clean air", "agreed", "--amendment", &first, "--amendment", &second]);
    let to = b.path("vote.md");
    done(&["policy", "marshal", &b.file, "Clean air", "--voting", "--to", &to]);
    assert!(std::fs::read_to_string(&to).unwrap().contains("## En bloc: agreed"));
    let list = done(&[
        "policy",
        "vote",
        &b.file,
        "Clean air",
        "counted",
        "--block",
        "agreed",
        "--for",
        "40",
        "--against",
        "2",
    ]);
    assert_eq!(one(&list, &first)["stands"], "Carried");
    assert_eq!(one(&list, &second)["stands"], "Carried");
    assert_eq!(one(&list, &third)["stands"], "Falls: A1 was carried");
    done(&["undo", &b.file]);
    assert_eq!(b.stands(&third), "Submitted");
    done(&["policy", "block", &b.file, "Clean air", "none", "--amendment", &first]);
    let all = done(&["policy", "amendments", &b.file, "Clean air"]);
    assert_eq!((one(&all, &first)["block"].as_str(), one(&all, &second)["block"].as_str()), (Some(""), Some("agreed")));
}

/// Words are kept or left out by a vote of their own: one operation, merged like any.
#[test]
fn words_are_voted_on_separately() {
    let b = branch();
    let by = ["--by-name", "Di Day"];
    let words = [&["policy", "separate", &b.file, "Clean air", "3", "--words", "at every school"][..], &by].concat();
    let asked = done(&words);
    assert_eq!((asked["number"].as_str(), asked["separate"].as_bool()), (Some("S1"), Some(true)));
    assert_eq!(asked["instructions"][0]["words"], "Separate vote on “at every school” in clause 3, line 6");
    assert_eq!(asked["ops"].as_array().unwrap().len(), 1);
    let whole = done(&["policy", "separate", &b.file, "Clean air", "2(2)"]);
    assert_eq!(whole["instructions"][0]["words"], "Separate vote on clause 2(2), line 5");
    let first = b.amend(&["--clause", "1", "--replace", "by 2030", "--with", "by 2028 if money allows"]);
    let inner = done(&["policy", "separate", &b.file, "Clean air", "1", "--words", "if money allows", "--of", &first]);
    assert_eq!(inner["number"], "A1s");
    // For is for keeping the words.
    assert!(refused(&vote(&b, "carried", "S1", &[])).contains("whether the words stay"));
    done(&vote(&b, "counted", "S1", &["--for", "3", "--against", "20"]));
    assert_eq!(b.stands("S1"), "Left out");
    done(&vote(&b, "counted", "S2", &["--for", "20", "--against", "3"]));
    assert_eq!(b.stands("S2"), "Kept");
    done(&vote(&b, "left-out", "A1s", &[]));
    done(&vote(&b, "counted", &first, &["--for", "20", "--against", "3"]));
    done(&["policy", "merge-version", &b.file, "Clean air"]);
    let text = done(&["policy", "text", &b.file, "Clean air"]);
    let texts: Vec<&str> = text["clauses"].as_array().unwrap().iter().map(|c| c["text"].as_str().unwrap()).collect();
    assert_eq!(texts[1], "Buses are electric by 2028.");
    assert_eq!(texts[4], "at all times of day.");
    assert_eq!(texts[5], "The council measures the air.");
}

/// What passed goes out as tracked changes by its author, also where an amendment to an amendment changed that, and where another
/// text takes the place of the whole.
#[test]
fn an_amendment_to_an_amendment_and_another_text_for_the_whole_go_out_as_tracked_changes() {
    use wardroom::policy::docx::{Take, read};
    let b = branch();
    let first = b.amend(&["--clause", "1", "--replace", "by 2030", "--with", "by 2028 at the latest"]);
    let by = ["--proposer-name", "Di Day", "--seconder", "Cy Cole", "--submit"];
    let inner = [
        "policy",
        "amend",
        &b.file,
        "Clean air",
        "--to",
        &first,
        "--clause",
        "1",
        "--replace",
        "at the latest",
        "--with",
        "if money allows",
    ];
    let inner = done(&[&inner[..], &by].concat())["number"].as_str().unwrap().to_owned();
    let to = b.path("asked.docx");
    let docx = |more: &[&str]| {
        done(&[&["policy", "docx", &b.file, "Clean air", "--to", &to, "--force"][..], more].concat());
        std::fs::read(&to).unwrap()
    };
    // Not voted on yet: the amendment stands as it was put.
    let bytes = docx(&["--amendments"]);
    assert_eq!(read(&bytes, Take::Accept).unwrap().body.clauses[1].text, "Buses are electric by 2028 at the latest.");
    done(&vote(&b, "carried", &inner, &[]));
    let bytes = docx(&["--amendments"]);
    let found = read(&bytes, Take::Accept).unwrap();
    assert_eq!(found.body.clauses[1].text, "Buses are electric by 2028 if money allows.");
    let authors: Vec<&str> = found.authors.keys().map(String::as_str).collect();
    assert_eq!(authors, ["A1 (Bo Berg)", "A1a (Di Day)"]);
    assert_eq!(read(&bytes, Take::Reject).unwrap().body.clauses[1].text, "Buses are electric by 2030.");

    let other = b.copy("other.md", "# Clean air\n\n1. There is no traffic at all.\n");
    let whole = b.amend(&["--copy", &other, "--whole"]);
    let list = done(&["policy", "marshal", &b.file, "Clean air"]);
    assert_eq!(list["list"][0]["number"].as_str(), Some(whole.as_str()), "the alternative is called first");
    assert_eq!(list["list"][0]["stands"], "Submitted");
    assert_eq!(list["list"][2]["stands"], "Carried");
    done(&vote(&b, "carried", &whole, &[]));
    assert_eq!(b.stands(&first), format!("Falls: {whole} was carried"));
    let bytes = docx(&["--passed"]);
    let found = read(&bytes, Take::Accept).unwrap();
    let texts: Vec<&str> = found.body.clauses.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(texts, ["Clean air", "There is no traffic at all."]);
    assert_eq!(found.authors.keys().map(String::as_str).collect::<Vec<_>>(), [format!("{whole} (Bo Berg)")]);
    assert_eq!(read(&bytes, Take::Reject).unwrap().body.clauses.len(), 6);
}

/// A newer version: each open amendment is reported with the reason, one to an amendment with that, another text as a whole; and
/// what needs hand is written anew under its number.
#[test]
fn amendments_are_carried_over_with_those_to_them_and_other_texts() {
    let b = branch();
    let clean = b.amend(&["--clause", "3", "--replace", "every school", "--with", "each school and nursery"]);
    let inner = b.amend(&["--to", &clean, "--clause", "3", "--replace", "and nursery", "--with", "and college"]);
    let hand = b.amend(&["--clause", "1", "--replace", "electric by 2030", "--with", "mostly electric by 2028"]);
    let child = b.amend(&["--to", &hand, "--clause", "1", "--replace", "2028", "--with", "2027"]);
    let gone = b.amend(&["--clause", "2(1)", "--replace", "gate", "--with", "door"]);
    let done_ = b.amend(&["--after", "3", "--insert", "Trees are planted."]);
    let other = b.copy("other.md", "# Clean air\n\n1. There is no traffic at all.\n");
    let whole = b.amend(&["--copy", &other, "--whole"]);
    let next = AIR.replace("by 2030", "from 2031 on").replace("    (1) at the gate;\n\n    (2) at", "    (1) at")
        + "\n4. Trees are planted.\n";
    let next = b.copy("next.md", &next);
    done(&["policy", "write", &b.file, "Clean air", &next]);
    done(&["policy", "save", &b.file, "Clean air", "--name", "Second"]);
    let told = done(&["policy", "rebase", &b.file, "Clean air"]);
    let of = |number: &str| one(&told, number);
    let state = |number: &str| of(number)["state"].as_str().unwrap().to_owned();
    let why = |number: &str| of(number)["why"].as_str().unwrap().to_owned();
    assert_eq!([state(&clean), state(&inner), state(&whole)], ["clean", "clean", "clean"]);
    assert!(why(&whole).contains("as a whole"), "{}", why(&whole));
    assert_eq!([state(&hand), state(&child)], ["needs_hand", "needs_hand"], "{told}");
    assert!(why(&hand).contains("in clause 1 the new version has “"), "{}", why(&hand));
    assert!(why(&child).contains("A2, which it amends, must be written anew first"), "{}", why(&child));
    assert_eq!(state(&gone), "overtaken");
    assert!(why(&gone).contains("leaves out “at the gate;”"), "{}", why(&gone));
    assert_eq!(state(&done_), "applied");
    done(&["policy", "rebase", &b.file, "Clean air", "--write"]);
    let list = done(&["policy", "amendments", &b.file, "Clean air"]);
    let numbers: Vec<&str> =
        list["amendments"].as_array().unwrap().iter().map(|a| a["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, [clean.as_str(), &inner, &whole]);
    let said = refused(&[
        "policy",
        "rewrite",
        &b.file,
        "Clean air",
        &child,
        "--clause",
        "1",
        "--replace",
        "2031",
        "--with",
        "2027",
    ]);
    assert!(said.contains("is not carried over"), "{said}");
    done(&[
        "policy",
        "rewrite",
        &b.file,
        "Clean air",
        &hand,
        "--clause",
        "1",
        "--replace",
        "electric from 2031",
        "--with",
        "mostly electric from 2028",
    ]);
    let child = done(&[
        "policy",
        "rewrite",
        &b.file,
        "Clean air",
        &child,
        "--clause",
        "1",
        "--replace",
        "2028",
        "--with",
        "2027",
    ]);
    assert_eq!(child["number"], "A2a");
    assert_eq!(child["instructions"][0]["words"], "In clause 1, line 2, leave out “2028” and insert “2027”");
    done(&["undo", &b.file]);
    assert_eq!(state(&clean), "clean");
}

/// The vote of a meeting brings its counts along, and is named with the amendment.
#[test]
fn a_vote_of_a_meeting_decides_an_amendment() {
    let b = branch();
    let first = b.amend(&["--clause", "1", "--replace", "2030", "--with", "2028"]);
    let day = "2026-11-27";
    let on = |words: &[&str]| {
        let all: Vec<&str> =
            words[..2].iter().copied().chain([b.file.as_str()]).chain(words[2..].iter().copied()).collect();
        done_on(day, &all)
    };
    for name in ["Ben Roe", "Cleo Moss"] {
        on(&["people", "add", "--name", name]);
    }
    on(&["bodies", "set", "Branch", "--quorum", "1"]);
    for name in ["Ann Ali", "Ben Roe", "Cleo Moss"] {
        on(&["bodies", "seat", "Branch", name, "--from", "2026-01-01"]);
    }
    on(&["meetings", "plan", "Branch", day, "--starts", "19:00"]);
    on(&["room", "arrive", "Branch", "Ann Ali", "--and", "Ben Roe", "--and", "Cleo Moss", "--at", "18:50"]);
    on(&["meetings", "open", "Branch", "--at", "19:00"]);
    on(&["motions", "move", "Branch", "Amendment A1 to Clean air", "--mover", "ann"]);
    on(&["motions", "vote", "Branch", "--motion", "1", "--for", "2", "--against", "1", "--at", "19:30"]);
    let list = done_on(day, &vote(&b, "counted", &first, &["--meeting", "Branch", "--vote", "1"]));
    let found = one(&list, &first);
    assert_eq!((found["stands"].as_str(), found["tally"]["for"].as_i64()), (Some("Carried"), Some(2)), "{found}");
    assert_eq!(found["rule"], "Simple majority needed: 2 of 3, reached with none to spare");
    assert!(found["meeting_vote"].as_str().is_some() && found["meeting"].as_str().is_some(), "{found}");
    let said = refused(&vote(&b, "counted", &first, &["--meeting", "Branch", "--vote", "7"]));
    assert!(said.contains("has no vote “7”"), "{said}");
    let said = refused(&vote(&b, "lost", &first, &["--meeting", "Branch", "--vote", "1"]));
    assert!(said.contains("2 for, 1 against is carried"), "{said}");
}
