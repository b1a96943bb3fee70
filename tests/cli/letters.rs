//! The commands of letters, labels, cards and reminders, as a script sees them.

use std::cell::RefCell;
use std::io::Write;
use std::rc::Rc;

use serde_json::{Value, json};
use wardroom::cli::{self, Reporter};
use wardroom::subjects;

#[derive(Clone, Default)]
struct Heard(Rc<RefCell<Vec<u8>>>);

impl Write for Heard {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Heard {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

/// Runs a command on 1 February 2026: its exit status, its document, and what it said of a problem.
fn run(words: &[&str]) -> (u8, Value, String) {
    run_on("2026-02-01", words)
}

fn run_on(today: &str, words: &[&str]) -> (u8, Value, String) {
    let (out, err) = (Heard::default(), Heard::default());
    let nouns = subjects::nouns();
    let copies = crate::common::copies(words);
    let flags = ["--json", "--as", "Asha M.", "--today", today, "--backups", &copies];
    let words = ["wardroom"].iter().chain(words).chain(&flags);
    let matches = match cli::command(&nouns, &[]).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(wrong) => return (2, Value::Null, wrong.to_string()),
    };
    let mut reporter = Reporter::to(true, Box::new(out.clone()), Box::new(err.clone()));
    let status = cli::run(&matches, &nouns, &[], subjects::setup(), &mut reporter);
    (status, serde_json::from_str(&out.text()).unwrap_or(Value::Null), err.text())
}

fn done(words: &[&str]) -> Value {
    let (status, said, wrong) = run(words);
    assert_eq!(status, 0, "{words:?}: {said} {wrong}");
    said
}

fn refused(words: &[&str]) -> (u8, String) {
    let (status, _, wrong) = run(words);
    assert_ne!(status, 0, "{words:?}");
    (status, wrong)
}

struct Branch {
    folder: tempfile::TempDir,
    file: String,
}

impl Branch {
    /// Two members with addresses who owe £36, one of whom is not to be contacted, and one without an address.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("branch.wardroom").display().to_string();
        done(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
        done(&["members", "class", &file, "full", "--fee", "36", "--from", "2000-01-01"]);
        for (name, postcode) in [("Ann Ali", "RV2 1AA"), ("Bob Roe", "RV1 1AA"), ("Nell Nowhere", "")] {
            let mut words = vec!["people", "add", &file, "--name", name];
            if !postcode.is_empty() {
                words.extend(["--street", "4 Quay Street", "--locality", "Riverside", "--postcode", postcode]);
            }
            done(&words);
            done(&[
                "members",
                "add",
                &file,
                name,
                "--class",
                "Full",
                "--start",
                "2020-01-01",
                "--covered-to",
                "2025-12-31",
            ]);
        }
        done(&["people", "do-not-contact", &file, "Bob Roe", "--how", "by letter"]);
        assert_eq!(run_on("2025-12-10", &["dues", "run", &file, "--year", "2026"]).0, 0);
        Self { folder, file }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }
}

fn names<'v>(document: &'v Value, of: &str) -> Vec<&'v str> {
    document[of].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn a_letter_is_written_previewed_printed_merged_and_noted() {
    let branch = Branch::new();
    let file = branch.file.as_str();
    let list = done(&["letters", "list", file]);
    assert!(list["letters"].as_array().unwrap().iter().all(|letter| letter["original"] == true));
    let fields = done(&["letters", "fields", file]);
    for name in ["first name", "salutation", "address", "owed", "today"] {
        assert!(fields["fields"].as_array().unwrap().iter().any(|field| field["name"] == name), "{name}");
    }
    let (status, wrong) = refused(&["letters", "save", file, "--title", "Party", "--text", "Dear {frist name}"]);
    assert!(status == 1 && wrong.contains("{first name} is one"), "{wrong}");
    let saved = done(&[
        "letters",
        "save",
        file,
        "--title",
        "Garden party",
        "--heading",
        "For {name}",
        "--text",
        "{salutation},\n\nDo come.",
        "--envelope",
        "din_b",
    ]);
    assert_eq!((&saved["title"], &saved["envelope"]), (&json!("Garden party"), &json!("din_b")));

    let preview = done(&["letters", "preview", file, "garden", "--who", "members"]);
    assert_eq!((names(&preview, "to"), &preview["count"]), (vec!["Ann Ali"], &json!(1)));
    assert_eq!(preview["first"]["heading"], "For Ann Ali");
    let left: Vec<_> =
        preview["left_out"].as_array().unwrap().iter().map(|l| (l["name"].clone(), l["reason"].clone())).collect();
    assert_eq!(left, [(json!("Nell Nowhere"), json!("no_address")), (json!("Bob Roe"), json!("do_not_contact"))]);
    let loud = done(&["letters", "preview", file, "garden", "--who", "members", "--include-do-not-contact"]);
    assert_eq!(names(&loud, "to"), ["Bob Roe", "Ann Ali"]);

    let pdf = branch.at("party.pdf");
    let printed = done(&["letters", "print", file, "garden", "--who", "members", "--to", &pdf, "--note"]);
    assert_eq!(printed["noted"], 1);
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    assert_eq!(done(&["people", "log", file, "Ann Ali"])["log"][0]["about"], "Garden party");
    done(&["undo", file]);
    assert!(done(&["people", "log", file, "Ann Ali"])["log"].as_array().unwrap().is_empty());

    let (csv, xlsx) = (branch.at("party.csv"), branch.at("party.xlsx"));
    assert_eq!(done(&["letters", "merge", file, "garden", "--person", "Ann Ali", "--to", &csv])["rows"], 1);
    assert!(std::fs::read_to_string(&csv).unwrap().contains("first name"));
    done(&["letters", "merge", file, "garden", "--person", "Ann Ali", "--to", &xlsx]);
    let list = branch.at("list.txt");
    std::fs::write(&list, "Ann Ali\nNobody Known\n").unwrap();
    let (status, said, _) = run(&["letters", "merge", file, "garden", "--list", &list, "--to", &csv, "--force"]);
    assert_eq!((status, &said["unknown"][0]["line"]), (1, &json!("Nobody Known")), "what could be done is done");

    let (status, wrong) = refused(&["letters", "print", file, "garden", "--to", &pdf, "--force"]);
    assert!(status == 2 && wrong.contains("--who"), "{wrong}");
    let (_, wrong) = refused(&["letters", "print", file, "garden", "--who", "lapsed", "--to", &branch.at("no.pdf")]);
    assert!(wrong.contains("nobody to write to"), "{wrong}");
    assert!(refused(&["letters", "show", file, "no such"]).1.contains("Garden party"), "the hint lists them");
    done(&["letters", "remove", file, "garden"]);
    assert!(refused(&["letters", "remove", file, "a letter"]).1.contains("comes with the program"));
    assert_eq!(done(&["check", file])["ok"], true);
}

#[test]
fn labels_and_cards_are_printed_on_their_sheets() {
    let branch = Branch::new();
    let file = branch.file.as_str();
    let sheets = done(&["labels", "sheets"]);
    assert!(names(&sheets, "sheets").contains(&"L7160"));
    let pdf = branch.at("labels.pdf");
    let said = done(&["labels", "print", file, "--who", "members", "--sheet", "l7163", "--start", "14", "--to", &pdf]);
    assert_eq!((&said["sheets"], &said["sheet"], &said["count"]), (&json!(1), &json!("L7163"), &json!(1)));
    let own = "A4 2x4 99.1x67.7 4.65,13.1 101.6x67.7";
    done(&[
        "labels",
        "print",
        file,
        "--who",
        "members",
        "--sheet",
        own,
        "--shift-right",
        "-0.5",
        "--to",
        &pdf,
        "--force",
    ]);
    done(&["labels", "test", file, "--sheet", "5160", "--start", "3", "--to", &branch.at("test.pdf")]);
    for (flag, value, says) in [
        ("--sheet", "L0", "no sheet of labels"),
        ("--start", "22", "labels 1 to 21"),
        ("--shift-down", "99", "at most 20"),
    ] {
        let (_, wrong) = refused(&["labels", "print", file, "--who", "members", flag, value, "--to", &pdf, "--force"]);
        assert!(wrong.contains(says), "{wrong}");
    }
    let cards = branch.at("cards.pdf");
    let said = done(&["members", "cards", file, "--who", "members", "--valid-until", "2026-12-31", "--to", &cards]);
    assert_eq!((&said["count"], &said["cards"][0]["says"]), (&json!(3), &json!("Valid until 31 December 2026")));
    let (_, wrong) = refused(&["members", "cards", file, "--to", &cards, "--force"]);
    assert!(wrong.contains("nobody to make a card for"), "the usual ones are those whose dues are paid: {wrong}");
}

#[test]
fn reminders_are_seen_sent_remembered_and_undone() {
    let branch = Branch::new();
    let file = branch.file.as_str();
    let dry = done(&["members", "remind", file, "--dry-run"]);
    assert_eq!((&dry["count"], &dry["total"]), (&json!(1), &json!("36.00")));
    assert_eq!((&dry["reminders"][0]["name"], &dry["reminders"][0]["tone"]), (&json!("Ann Ali"), &json!("friendly")));
    assert_eq!(names(&dry, "left_out"), ["Nell Nowhere", "Bob Roe"]);
    let (status, wrong) = refused(&["members", "remind", file]);
    assert!(status == 2 && wrong.contains("--dry-run"), "{wrong}");

    let (pdf, csv) = (branch.at("remind.pdf"), branch.at("remind.csv"));
    let said = done(&["members", "remind", file, "--to", &pdf, "--merge", &csv]);
    assert_eq!(said["reminders"], dry["reminders"], "what was seen is what went out");
    assert!(said["op"].is_string() && std::fs::read_to_string(&csv).unwrap().contains("Ann Ali,friendly"));
    let again = done(&["members", "remind", file, "--dry-run"]);
    assert_eq!(again["count"], 0);
    let picked = done(&["members", "remind", file, "--dry-run", "--person", "Ann Ali"]);
    assert_eq!((&picked["reminders"][0]["tone"], &picked["reminders"][0]["reminders"]), (&json!("firm"), &json!(1)));
    done(&["members", "remind", file, "--no-note", "--tone", "last", "--pause", "0", "--to", &pdf, "--force"]);
    let shown = done(&["members", "show", file, "Ann Ali"]);
    assert_eq!(shown["reminders"].as_array().unwrap().len(), 1, "a round that is not to be noted is not");
    let arrears = done(&["arrears", file]);
    let ann = arrears["arrears"].as_array().unwrap().iter().find(|a| a["name"] == "Ann Ali").unwrap();
    assert_eq!((&ann["reminders"], &ann["last_reminder"]["tone"]), (&json!(1), &json!("friendly")));
    done(&["undo", file]);
    assert_eq!(done(&["members", "remind", file, "--dry-run"])["count"], 1);
}

#[test]
fn the_roll_is_printed_beside_the_roll_that_is_shown() {
    let branch = Branch::new();
    let file = branch.file.as_str();
    let pdf = branch.at("roll.pdf");
    let said = done(&["roll", "print", file, "--on", "2026-02-01", "--grace", "--place", "The Old Mill", "--to", &pdf]);
    assert_eq!((&said["count"], &said["left_out"]), (&json!(3), &json!(0)));
    assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF"));
    assert_eq!(done(&["roll", file, "--grace"])["count"], 3, "the other command is as it was");
    assert_eq!(refused(&["roll"]).0, 2);
}
