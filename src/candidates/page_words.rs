//! The words of the scoring page: one table, so that they are translated with all others. The page looks them up by their keys.

use crate::t;

/// Key and words; `{name}` and its like are filled in by the page.
pub(super) fn words() -> Vec<(&'static str, &'static str)> {
    vec![
        ("not_kept", t!("This browser could not keep the card. Save a draft file.")),
        ("choose_anchor", t!("choose an anchor, or no evidence")),
        ("ends_need_note", t!("the lowest and the highest mark need a note")),
        ("whose", t!("Scoring page for {name}. Published round, SHA-256 {sum}.")),
        (
            "no_crypto",
            t!(
                "This browser does not seal pages that are opened from a file. Open the page in another browser, or ask the chair for a scoring kit or for paper."
            ),
        ),
        (
            "sealed_here",
            t!(
                "What you write here stays on this computer, sealed with a passphrase of yours. Nobody can read it, the chair included, until the chair opens all cards together and you type the passphrase. Nobody can find it out for you: keep it."
            ),
        ),
        (
            "no_store",
            t!(
                "This browser keeps nothing for a page from a file. Save a draft file before you close it; the draft is sealed too."
            ),
        ),
        ("chosen", t!("The passphrase that you chose for this round")),
        ("choose", t!("A passphrase of ten characters or more")),
        ("again", t!("The same again")),
        ("begin", t!("Begin")),
        ("weak", t!("Use at least ten characters; three or four words are good.")),
        ("differ", t!("The two are not the same.")),
        ("working", t!("Working out the key…")),
        ("wrong", t!("This is not the passphrase that you chose for this round.")),
        ("draft_here", t!("The draft is here. Type your passphrase to open it.")),
        ("no_draft", t!("This is no draft of this page.")),
        ("go_on", t!("Go on with a draft file")),
        ("other_draft", t!("The draft was sealed with another passphrase.")),
        ("conflicts", t!("Before you see anything: conflicts of interest")),
        (
            "conflict_is",
            t!(
                "A conflict is whatever a fair-minded person would want to know: family, close friendship or enmity, business, a debt, that you work for them or against them. Who has one is recused: they see nothing of this candidate and no card is filled in."
            ),
        ),
        ("reason_for", t!("Reason, for {name}")),
        ("free", t!("I have no conflict with this candidate")),
        ("recused", t!("I have a conflict, and am recused")),
        ("reason", t!("Reason, where there is a conflict; or what should be said")),
        ("declare", t!("Declare, and go on")),
        ("say_all", t!("Say of everybody how you stand to them.")),
        ("say_why", t!("Who is recused says why: {name}.")),
        ("no_evidence", t!("No evidence: it did not come up")),
        ("note", t!("What you saw or read (needed for the lowest and the highest mark)")),
        ("statement", t!("Statement")),
        ("recused_one", t!("There is one candidate from whom you are recused; nothing of them is shown.")),
        ("recused_many", t!("There are {count} candidates from whom you are recused; nothing of them is shown.")),
        (
            "texts_left_out",
            t!(
                "What candidates wrote is not in this page where you declared only here: it was left out when the page was made. Ask the chair for it."
            ),
        ),
        (
            "how",
            t!(
                "Mark what you saw against the words of each anchor, one candidate at a time and without talking to the others. “No evidence” is no low mark. {rules}"
            ),
        ),
        ("role", t!("The role")),
        ("questions", t!("Questions, the same for all and in this order")),
        ("minutes", t!(" ({minutes} minutes)")),
        ("remark", t!("Anything else, for the panel")),
        ("remark_about", t!("Anything else, for the panel, about {name}")),
        ("hand_in", t!("Hand in")),
        ("save_answers", t!("Save the answer file")),
        ("save_draft", t!("Save a draft file")),
        ("print", t!("Print")),
        (
            "give",
            t!(
                "Give the answer file to the chair: by mail, or on a stick. It is sealed; who finds it reads nothing. It can be handed in once."
            ),
        ),
        ("missing", t!("Still missing:")),
        ("all_there", t!("Everything is filled in.")),
        ("not_whole_one", t!("One card is not whole yet; see what is missing.")),
        ("not_whole_many", t!("{count} cards are not whole yet; see what is missing.")),
        ("answers_saved", t!("The answer file was saved. Give it to the chair.")),
        ("draft_saved", t!("The draft was saved, sealed. It is not handed in.")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every key that the page asks for is in the table, and the page asks for every key.
    #[test]
    fn the_page_and_the_table_agree() {
        let page = include_str!("../../assets/candidates/page.js");
        let known: std::collections::BTreeSet<&str> = words().into_iter().map(|(key, _)| key).collect();
        let asked: std::collections::BTreeSet<&str> =
            page.split("w('").skip(1).filter_map(|rest| rest.split_once('\'')).map(|(key, _)| key).collect();
        assert_eq!(known, asked);
        for (key, words) in words() {
            for name in words.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name) {
                let call = page.split(&format!("w('{key}'")).nth(1).unwrap();
                assert!(call.split_once(')').unwrap().0.contains(&format!("{name}:")), "{key} is asked without {name}");
            }
        }
    }
}
