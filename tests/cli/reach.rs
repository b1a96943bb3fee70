//! An operation is written once: each one has a command, or says why it has none.

use wardroom::cli::{Globals, Invocation};
use wardroom::office::Reach;
use wardroom::{cli, subjects};

/// The same word is a group of events and of policy, and means another thing in each.
#[test]
fn a_group_is_explained_by_the_subject_it_stands_in() {
    let tree = cli::command(&subjects::nouns(), &[]);
    let about = |noun: &str, group: &str| {
        let found = tree.find_subcommand(noun).and_then(|noun| noun.find_subcommand(group)).unwrap();
        found.get_about().unwrap().to_string()
    };
    assert_eq!(about("policy", "sponsors"), "Movers, seconders and supporters");
    assert_eq!(about("events", "sponsors"), "Sponsors, and what they were promised");
}

#[test]
fn every_operation_has_a_command_or_a_reason() {
    let nouns = subjects::nouns();
    let tree = cli::command(&nouns, &[]);
    let mut wrong = Vec::new();
    let mut keys = std::collections::BTreeSet::new();
    for op in subjects::setup().all_ops() {
        assert!(keys.insert(op.key), "{} stands twice", op.key);
        match op.reach {
            Reach::Command(words) => {
                let mut at = Some(&tree);
                for word in words.split(' ') {
                    at = at.and_then(|c| c.find_subcommand(word));
                }
                if at.is_none_or(|c| c.has_subcommands()) {
                    wrong.push(format!("{}: there is no command “{words}”", op.key));
                }
            }
            Reach::WindowOnly(why) => assert!(why.len() > 10, "{} gives no reason", op.key),
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An operation that is in no list would be in the history under a name that this program does not know: no words, no undo.
#[test]
fn every_operation_that_is_declared_is_listed() {
    fn declared(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                declared(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap();
                let of_type = code.split(": Op =").skip(1);
                found.extend(of_type.map(|rest| rest.split('"').nth(1).unwrap_or_default().to_owned()));
            }
        }
    }
    let mut found = Vec::new();
    declared(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    let listed: std::collections::BTreeSet<&str> = subjects::setup().all_ops().map(|op| op.key).collect();
    let missing: Vec<_> = found.iter().filter(|key| !listed.contains(key.as_str())).collect();
    assert!(found.len() > 20, "{found:?}");
    assert!(missing.is_empty(), "declared and in no list: {missing:?}");
}

#[test]
fn the_flags_of_every_command_hold_for_the_window_too() {
    let ask = |words: &[&str]| {
        let words = std::iter::once("wardroom").chain(words.iter().copied());
        Invocation::of(cli::command(&subjects::nouns(), &[]).try_get_matches_from(words).unwrap())
    };
    let flags = ["--as", "Bo", "--today", "2026-03-04", "--passphrase-file", "p.txt", "--renderer", "glow"];
    for words in [[&flags[..], &["b.wardroom"]].concat(), [&["b.wardroom"], &flags[..]].concat()] {
        let Invocation::Window { file, renderer, globals } = ask(&words).unwrap() else { panic!("no window") };
        assert_eq!((file.as_deref(), renderer.as_deref()), (Some("b.wardroom"), Some("glow")));
        assert_eq!((globals.who.as_deref(), globals.passphrase_file.unwrap().to_str()), (Some("Bo"), Some("p.txt")));
        assert_eq!(globals.today.unwrap().to_string(), "2026-03-04");
    }
    let problem = ask(&["b.wardroom", "--today", "someday"]).unwrap_err();
    assert_eq!(problem.exit_code(), 2, "{problem}");
    let Invocation::Command(matches) = ask(&["--as", "Bo", "info", "b.wardroom"]).unwrap() else {
        panic!("no command")
    };
    assert_eq!(Globals::of(matches.subcommand().unwrap().1).unwrap().who.as_deref(), Some("Bo"));
    assert_eq!(ask(&["b.wardroom", "info", "c.wardroom"]).unwrap_err().exit_code(), 2, "one or the other");
}

#[test]
fn the_tree_of_commands_holds_together() {
    cli::command(&subjects::nouns(), &[]).debug_assert();
}

/// What takes one of a few words refuses every other one as a wrong call, and says which there are.
#[test]
fn a_word_that_is_none_of_the_list_is_a_wrong_call() {
    let ask = |words: &str| cli::command(&subjects::nouns(), &[]).try_get_matches_from(words.split(' '));
    for (right, wrong, known) in [
        ("settings set F --unit-type accounting-unit", "settings set F --unit-type club", "eda"),
        ("settings set F --paper letter", "settings set F --paper A5", "A4"),
        ("settings set F --month-first no", "settings set F --month-first perhaps", "yes"),
        ("settings set F --jurisdictions gb,ie", "settings set F --jurisdictions gb,zz", "nz"),
        ("new F --party P --branch B --jurisdiction GB", "new F --party P --branch B --jurisdiction zz", "nz"),
        ("ledger record F --amount 1 --kind in-kind", "ledger record F --amount 1 --kind gift", "in_kind"),
        ("ledger record F --amount 1 --method cheque", "ledger record F --amount 1 --method gold", "standing_order"),
        ("ledger account F N --kind bank", "ledger account F N --kind sock", "service"),
        ("receipts preview F --year 2026 --kind single", "receipts preview F --year 2026 --kind both", "annual"),
        ("receipts settings F --envelope din-a", "receipts settings F --envelope c4", "us10"),
        ("members list F --status lapsed", "members list F --status gone", "in_grace"),
        ("F --renderer glow", "F --renderer crayon", "wgpu"),
    ] {
        ask(&format!("wardroom {right}")).unwrap_or_else(|e| panic!("{right}: {e}"));
        let said = ask(&format!("wardroom {wrong}")).unwrap_err();
        assert!(said.exit_code() == 2 && said.to_string().contains(known), "{wrong}: {said}");
    }
}

#[test]
fn words_that_were_renamed_still_hold() {
    let ask = |words: &str| cli::command(&subjects::nouns(), &[]).try_get_matches_from(words.split(' '));
    for words in [
        "wardroom report F income --to-day 2026-12-31",
        "wardroom ledger accounts F --to-day 2026-12-31",
        "wardroom members resign F P --why moved",
        "wardroom people erase F P --backups-in D --backups E",
    ] {
        ask(words).unwrap_or_else(|e| panic!("{words}: {e}"));
    }
}

#[test]
fn every_command_and_every_flag_says_what_it_is_for() {
    fn walk(command: &clap::Command, path: &str, silent: &mut Vec<String>) {
        let path = format!("{path} {}", command.get_name());
        if command.get_about().is_none() {
            silent.push(path.clone());
        }
        silent.extend(
            command.get_arguments().filter(|a| a.get_help().is_none()).map(|a| format!("{path} {}", a.get_id())),
        );
        command.get_subcommands().for_each(|inner| walk(inner, &path, silent));
    }
    let mut silent = Vec::new();
    walk(&cli::command(&subjects::nouns(), &[]), "", &mut silent);
    assert!(silent.is_empty(), "no word about {silent:?}");
}
