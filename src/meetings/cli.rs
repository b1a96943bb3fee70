//! The commands of meetings.

mod agenda;
mod bodies;
mod meetings;
mod minutes;
mod parts;
mod room;

use self::parts::meeting_args;
use super::store;
use crate::cli::{Noun, Verb, verb};

/// The commands, the exports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("bodies", "Committees, branches and panels: who sits in them, and their rules"),
        ("meetings", "Meetings: calling them, notice, opening, closing, papers"),
        ("agenda", "The agenda of a meeting"),
        ("room", "While a meeting is under way: who is there, items, speakers, actions"),
        ("motions", "Motions, amendments and votes"),
        ("minutes", "Minutes: written, circulated, corrected, approved"),
        ("decisions", "The register of decisions"),
    ],
    exports: &[store::MEETINGS, store::DECISIONS],
    counts: Some(|conn, _today| store::counts(conn)),
    mailing: store::MAILING,
    about: Some(store::about),
    ..Noun::NONE
};

const VERBS: &[Verb] = &[
    verb!("bodies", "list"; "Every body with its quorum and notice"; bodies::list_args; bodies::list),
    verb!("bodies", "show"; "One body: its rules, who sits in it, what the quorum comes to"; bodies::show_args; bodies::show),
    verb!("bodies", "set"; "Set up a body, or change its rules"; bodies::set_args; bodies::set),
    verb!("bodies", "remove"; "Remove a body that has never met"; bodies::remove_args; bodies::remove),
    verb!("bodies", "seat"; "Seat somebody, or change their post, vote or days"; bodies::seat_args; bodies::seat),
    verb!("bodies", "unseat"; "Remove a seat that was recorded by mistake"; bodies::unseat_args; bodies::unseat),
    verb!("meetings", "list"; "Meetings: those to come, then those that were held"; meetings::list_args; meetings::list),
    verb!("meetings", "show"; "Everything that is recorded of a meeting"; meetings::show_args; meetings::show),
    verb!("meetings", "plan"; "Call a meeting of a body, with an agenda"; meetings::plan_args; meetings::plan),
    verb!("meetings", "change"; "Change day, time, place and the rest"; meetings::change_args; meetings::change),
    verb!("meetings", "cancel"; "Call a meeting off"; meetings::cancel_args; meetings::cancel),
    verb!("meetings", "remove"; "Remove a meeting that was planned by mistake"; meeting_args; meetings::remove),
    verb!("meetings", "notice"; "Say on which day notice was sent; it is held against the rule"; meetings::notice_args; meetings::notice),
    verb!("meetings", "open"; "Open a meeting"; meetings::open_args; meetings::open),
    verb!("meetings", "chair"; "Say who is in the chair and who writes the minutes, once it is open"; meetings::chair_args; meetings::chair),
    verb!("meetings", "close"; "Close a meeting; what was not reached is left for the next one"; meetings::close_args; meetings::close),
    verb!("meetings", "papers"; "Write notice and agenda, the list to sign, or the minutes as a PDF"; meetings::papers_args; meetings::papers),
    verb!("agenda", "add"; "Add an item"; agenda::add_item_args; agenda::add_item),
    verb!("agenda", "change"; "Change an item"; agenda::change_item_args; agenda::change_item),
    verb!("agenda", "move"; "Move an item to another place"; agenda::move_item_args; agenda::move_item),
    verb!("agenda", "remove"; "Take an item off the agenda"; agenda::remove_item_args; agenda::remove_item),
    verb!("room", "arrive"; "Somebody came"; room::arrive_args; room::arrive),
    verb!("room", "leave"; "Somebody left"; room::leave_args; room::leave),
    verb!("room", "apologies"; "Somebody sent apologies"; room::apologies_args; room::apologies),
    verb!("room", "proxy"; "Somebody votes for one who is absent"; room::proxy_args; room::proxy),
    verb!("room", "interest"; "Somebody declared an interest in an item"; room::interest_args; room::interest),
    verb!("room", "item"; "Take an item up, end it, or leave it for the next meeting"; room::item_args; room::take_item),
    verb!("room", "note"; "Write down what the minutes say of an item"; room::note_args; room::note),
    verb!("room", "speaker"; "Somebody wants to speak"; room::speaker_args; room::speaker),
    verb!("room", "speak"; "Give the floor to the next speaker"; room::speak_args; room::speak),
    verb!("room", "consent"; "Agree the consent items in one go"; room::consent_args; room::consent),
    verb!("room", "action"; "Record what somebody does after the meeting"; room::action_args; room::action),
    verb!("motions", "move"; "Somebody moves a motion, an amendment or a procedural motion"; room::move_args; room::move_motion),
    verb!("motions", "withdraw"; "Withdraw a motion; its amendments fall"; room::withdraw_args; room::withdraw),
    verb!("motions", "vote"; "Take a vote: counted, by name, or by acclamation"; room::vote_args; room::vote),
    verb!("minutes", "show"; "The minutes, or what was recorded so far"; minutes::show_args; minutes::show),
    verb!("minutes", "write"; "Write the minutes down from what was recorded, or change their text"; minutes::write_args; minutes::write),
    verb!("minutes", "circulate"; "Keep that the minutes went out"; meeting_args; minutes::circulate),
    verb!("minutes", "approve"; "Approve the minutes at a later meeting, and lock them"; minutes::approve_args; minutes::approve),
    verb!("minutes", "reopen"; "Open approved minutes again, with a reason"; minutes::reopen_args; minutes::reopen),
    verb!("decisions", "list"; "The register of decisions, the newest first"; minutes::decisions_args; minutes::decisions),
    verb!("decisions", "add"; "Record a decision that was taken without a motion"; minutes::decide_args; minutes::decide),
    verb!("decisions", "supersede"; "Say that a decision took the place of another"; minutes::supersede_args; minutes::supersede),
];
