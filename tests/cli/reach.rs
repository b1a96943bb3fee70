//! An operation is written once: each one has a command, or says why it has none.

use wardroom::office::Reach;
use wardroom::{cli, subjects};

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

#[test]
fn the_tree_of_commands_holds_together() {
    cli::command(&subjects::nouns(), &[]).debug_assert();
}
