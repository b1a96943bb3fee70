//! The house's rules, read from the `use` lines and paths of the source: who may use whom.

use std::fs;
use std::path::{Path, PathBuf};

/// The folders of `src` from top to bottom; each may use those further down.
const ORDER: &[&str] = &[
    "main",
    "lib",
    "demo",
    "subjects",
    "settings",
    "history",
    "home",
    "policy",
    "equality",
    "candidates",
    "elections",
    "leadership",
    "events",
    "meetings",
    "tasks",
    "year",
    "budget",
    "bank",
    "rules",
    "receipts",
    "fundraising",
    "members",
    "letters",
    "ledger",
    "segments",
    "people",
    "app",
    "cli",
    "ui",
    "print",
    "tabular",
    "office",
    "kit",
];

/// The subjects; machinery below them names none.
const SUBJECTS: &[&str] = &[
    "settings",
    "history",
    "home",
    "policy",
    "candidates",
    "elections",
    "meetings",
    "equality",
    "leadership",
    "events",
    "tasks",
    "year",
    "budget",
    "bank",
    "rules",
    "receipts",
    "fundraising",
    "members",
    "letters",
    "ledger",
    "segments",
    "people",
];

struct Source {
    /// Relative to `src`, with `/`.
    path: String,
    /// The code without comments, strings and the unit tests at its end.
    code: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(source(&root, path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn source(root: &Path, path: PathBuf) -> Source {
    let text = fs::read_to_string(&path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap();
    let code = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let path = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
    Source { path, code }
}

impl Source {
    fn top(&self) -> &str {
        self.path.split(['/', '.']).next().unwrap()
    }

    /// `screen` for `people/screen.rs` and `people/screen/list.rs`; empty at the top.
    fn layer(&self) -> &str {
        self.path.split(['/', '.']).nth(1).unwrap_or("")
    }

    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs") || self.path.contains("/tests/")
    }

    /// The top folders it names as `crate::x`, also inside braces.
    fn uses(&self) -> Vec<String> {
        let mut used = Vec::new();
        for (at, _) in self.code.match_indices("crate::") {
            let rest = &self.code[at + 7..];
            match rest.strip_prefix('{') {
                Some(inner) => used.extend(heads(inner)),
                None => used.push(word(rest)),
            }
        }
        used
    }

    /// Whether it climbs out of its own top folder by `super::`, where [`Self::uses`] would not see it.
    fn climbs_out(&self) -> bool {
        let depth = self.path.trim_end_matches(".rs").split('/').filter(|part| *part != "mod").count();
        self.code.contains(&"super::".repeat(depth))
    }
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first words of what stands between braces: `kit` and `people` of `kit::{Day, Money}, people}`.
fn heads(inner: &str) -> Vec<String> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, c) in inner.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' | '}' if depth == 0 => {
                found.push(word(inner[from..at].trim()));
                from = at + 1;
                if c == '}' {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn what_a_file_uses_is_seen_however_it_is_written() {
    let of = |path: &str, code: &str| Source { path: path.to_owned(), code: code.to_owned() };
    let nested =
        of("office/undo.rs", "use crate::{\n    kit::{Problem, Result},\n    people,\n};\nlet x = crate::t!(1);");
    assert_eq!(nested.uses(), ["kit", "people", "", "t"]);
    assert!(of("office/undo.rs", "use super::super::people;").climbs_out());
    assert!(of("office/mod.rs", "use super::people;").climbs_out());
    assert!(!of("office/undo.rs", "use super::op::Op;").climbs_out());
    assert!(!of("receipts/screen/list.rs", "use super::super::model::Receipt;").climbs_out());
}

#[test]
fn each_folder_uses_only_what_stands_below_it() {
    let place = |name: &str| ORDER.iter().position(|o| *o == name);
    let mut wrong = Vec::new();
    for source in sources() {
        let Some(own) = place(source.top()) else {
            panic!("{} stands in no place of the tree; add it to ORDER and ARCHITECTURE.md", source.path)
        };
        for used in source.uses() {
            if place(&used).is_some_and(|at| at < own) && !source.is_test() {
                wrong.push(format!("{} uses {used}", source.path));
            }
        }
        if source.top() != "main" && source.top() != "lib" && source.climbs_out() {
            wrong.push(format!("{} climbs out of its folder by super::", source.path));
        }
    }
    assert!(wrong.is_empty(), "against the order of the tree:\n{}", wrong.join("\n"));
}

#[test]
fn layers_keep_to_what_they_may_use() {
    /// What a layer may not name.
    fn forbidden(layer: &str) -> &'static [&'static str] {
        match layer {
            "store" => &["egui", "Connection::open", ".transaction(", "std::fs", "BEGIN", "COMMIT"],
            "ops" => &["egui", "rfd", "crate::print", "crate::ui", "crate::app"],
            "screen" => &["rusqlite::", "std::fs", "rfd", "Utc::now", "Local::now", "SystemTime"],
            "page" => &["rusqlite", "egui", "crate::app", "crate::ui"],
            "cli" => &["rusqlite::", "egui", "crate::ui", "crate::app"],
            "import" | "export" => &["egui", "crate::ui", "crate::app"],
            "report" | "reports" => &["egui", "crate::ui", "crate::app"],
            "mod" => &["egui::Ui", "std::fs", "execute("],
            _ => &["rusqlite", "egui", "std::fs", "Utc::now", "Local::now", "crate::app", "crate::ui"],
        }
    }
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| SUBJECTS.contains(&s.top()) && !s.is_test()) {
        for word in forbidden(source.layer()) {
            if source.code.contains(word) {
                wrong.push(format!("{} names {word}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "a layer reaches too far:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_in_the_program_speaks_over_a_network() {
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|s| ["std::net", "TcpStream", "UdpSocket", "reqwest", "hyper::"].iter().any(|w| s.code.contains(w)))
        .map(|s| s.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn only_print_knows_the_pdf_library_and_only_office_opens_connections() {
    for source in sources() {
        assert!(source.top() == "print" || !source.code.contains("printpdf"), "{}", source.path);
        assert!(source.path == "office/connect.rs" || !source.code.contains("Connection::open"), "{}", source.path);
    }
}

/// A screen that no subject lists is drawn by no test and reached by nobody.
#[test]
fn every_screen_is_in_the_registry() {
    let all = sources();
    let subjects: Vec<&Source> = all.iter().filter(|s| SUBJECTS.contains(&s.top()) && !s.is_test()).collect();
    let screens: Vec<String> =
        subjects.iter().flat_map(|s| s.code.split("impl Screen for ").skip(1).map(word)).collect();
    assert!(screens.len() > 10, "{screens:?}");
    for screen in screens {
        let listed = subjects
            .iter()
            .flat_map(|s| s.code.split("make: ").skip(1))
            .filter_map(|rest| rest.split([',', '\n']).next())
            .any(|make| make.ends_with(&format!("{screen}::boxed")));
        assert!(listed, "{screen} is in no subject's list of screens");
    }
}

/// Widgets draw: they know no file, no database, no clock, no thread, and so does what stands below them.
#[test]
fn widgets_neither_read_nor_ask_the_time() {
    let forbidden = ["rusqlite", "std::fs", "Utc::now", "Local::now", "SystemTime", "Instant::now", "thread::"];
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| s.top() == "ui" && !s.is_test()) {
        wrong.extend(
            forbidden.iter().filter(|w| source.code.contains(**w)).map(|w| format!("{} names {w}", source.path)),
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut silent = Vec::new();
    for source in sources() {
        let text = fs::read_to_string(root.join(&source.path)).unwrap();
        if !text.starts_with("//!") && !text.starts_with("#![doc") {
            silent.push(source.path);
        }
    }
    assert!(silent.is_empty(), "no word at the head of {silent:?}");
}

#[test]
fn no_test_file_is_forgotten() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    for folder in ["", "flows", "files", "cli", "screens"] {
        let list = if folder.is_empty() { tests.join("main.rs") } else { tests.join(folder).join("mod.rs") };
        let Ok(named) = fs::read_to_string(&list) else { continue };
        for entry in fs::read_dir(list.parent().unwrap()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let is_rust = path.extension().is_some_and(|e| e == "rs") || path.join("mod.rs").exists();
            if is_rust && name != "mod" && name != "main" {
                assert!(named.contains(&format!("mod {name};")), "{} is not in {}", path.display(), list.display());
            }
        }
    }
}
