//! Commands in this process, as a script runs them, and what they told.

use std::cell::RefCell;
use std::io::Write;
use std::path::Path;
use std::rc::Rc;

use serde_json::Value;
use wardroom::cli::{self, Reporter};
use wardroom::subjects;

/// What was written to standard output or error.
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

/// Runs a command on a day, its copies beside the office: exit status, standard output, standard error.
fn heard(day: &str, words: &[&str], json: bool) -> (u8, String, String) {
    let (out, err) = (Heard::default(), Heard::default());
    let nouns = subjects::nouns();
    let copies = super::copies(words);
    let flags = ["--as", "Asha M.", "--today", day, "--backups", &copies];
    let words = ["wardroom"].iter().chain(words).chain(&flags).chain(json.then_some(&"--json"));
    let matches = match cli::command(&nouns, &[]).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(wrong) => return (2, String::new(), wrong.to_string()),
    };
    let mut reporter = Reporter::to(json, Box::new(out.clone()), Box::new(err.clone()));
    let status = cli::run(&matches, &nouns, &[], subjects::setup(), &mut reporter);
    (status, out.text(), err.text())
}

/// Runs a command with `--json` on a day: its exit status, and its document or what it said of the problem.
pub fn run_on(day: &str, words: &[&str]) -> (u8, Value) {
    let (status, out, err) = heard(day, words, true);
    (status, serde_json::from_str(&out).unwrap_or_else(|_| Value::String(in_words(&err))))
}

/// What the lines of standard error say, message and hint; what clap says is no JSON here.
fn in_words(err: &str) -> String {
    let said = |line: &str| match serde_json::from_str::<Value>(line) {
        Ok(told) => format!("{}\n{}", told["message"].as_str().unwrap(), told["hint"].as_str().unwrap_or_default()),
        Err(_) => line.to_owned(),
    };
    err.lines().map(said).collect::<Vec<_>>().join("\n")
}

/// Runs a command without `--json`: its exit status and all it said.
pub fn told(words: &[&str]) -> (u8, String) {
    let (status, out, err) = heard("2026-11-21", words, false);
    (status, out + &err)
}

/// The same on the day it is in every test.
pub fn run(words: &[&str]) -> (u8, Value) {
    run_on("2026-11-21", words)
}

/// The document of a command that must succeed.
pub fn done_on(day: &str, words: &[&str]) -> Value {
    let (status, said) = run_on(day, words);
    assert_eq!(status, 0, "{words:?}: {said}");
    said
}

/// The same on the day it is in every test.
pub fn done(words: &[&str]) -> Value {
    done_on("2026-11-21", words)
}

/// What a command says that must not succeed.
pub fn refused_on(day: &str, words: &[&str]) -> String {
    let (status, said) = run_on(day, words);
    assert_ne!(status, 0, "{words:?}: {said}");
    said.as_str().unwrap_or_default().to_owned()
}

/// A new office in a folder.
pub fn office(folder: &Path) -> String {
    let file = folder.join("branch.wardroom").display().to_string();
    done(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", "gb"]);
    file
}

/// A file for a command to read.
pub fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}
