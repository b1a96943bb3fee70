//! The commands of meetings; here the one that needs no office: an election counted from a ballot file, for whoever wants to
//! check a result.

mod bodies;
mod meetings;
mod minutes;
mod parts;
mod room;

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use serde_json::{Map, Value as Json, json};

use self::parts::meeting_args;
use super::store;
use super::stv::{self, Ballots, Count, Lots, Rules};
use crate::cli::{Call, Noun, Outcome, Verb, verb};
use crate::kit::{Problem, Result, text};
use crate::t;
use crate::tabular::decode;

/// The commands, the exports and the counts.
pub const NOUN: Noun = Noun {
    verbs: VERBS,
    groups: &[
        ("elections", "Counting of elections"),
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
    Verb {
        words: &["elections", "count"],
        about: "Count a single transferable vote from a ballot file (BLT), stage by stage",
        args,
        run,
    },
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
    verb!("meetings", "close"; "Close a meeting; what was not reached is left for the next one"; meetings::close_args; meetings::close),
    verb!("meetings", "papers"; "Write notice and agenda, the list to sign, or the minutes as a PDF"; meetings::papers_args; meetings::papers),
    verb!("agenda", "add"; "Add an item"; meetings::add_item_args; meetings::add_item),
    verb!("agenda", "change"; "Change an item"; meetings::change_item_args; meetings::change_item),
    verb!("agenda", "move"; "Move an item to another place"; meetings::move_item_args; meetings::move_item),
    verb!("agenda", "remove"; "Take an item off the agenda"; meetings::remove_item_args; meetings::remove_item),
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

/// More than any count needs; what is larger is no ballot file.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

fn args(c: Command) -> Command {
    c.arg(Arg::new("ballots").value_name("BALLOTS.blt").required(true).help("The ballots"))
        .arg(
            Arg::new("rules")
                .long("rules")
                .value_name("RULES")
                .required(true)
                .value_parser(PossibleValuesParser::new(Rules::ALL.iter().map(|rules| rules.key())))
                .help("The rules it is counted under"),
        )
        .arg(
            Arg::new("seats")
                .long("seats")
                .value_name("N")
                .value_parser(clap::value_parser!(u16).range(1..))
                .help("How many are elected (default: what the file says)"),
        )
        .arg(Arg::new("lots").long("lots").value_name("NAME,NAME,…").help(
            "The order in which names were drawn for ties: the first drawn is excluded, or has the surplus moved first",
        ))
}

fn ballots(call: &Call<'_>) -> Result<Ballots> {
    let path = call.path("ballots")?;
    let unread = |e| Problem::file(t!("The ballots could not be read: {path}", path = path.display())).because(e);
    let size = std::fs::metadata(&path).map_err(unread)?.len();
    if size > MOST_BYTES {
        return Err(Problem::input(t!("This is no ballot file: it is too large. Nothing was counted")));
    }
    stv::parse(&decode(std::fs::read(&path).map_err(unread)?, None)?.text)
}

fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let ballots = ballots(call)?;
    let rules = Rules::of(call.need("rules")?).ok_or_else(|| Problem::usage(t!("These rules are not known")))?;
    let seats = call.matches.get_one::<u16>("seats").map_or(ballots.seats, |seats| usize::from(*seats));
    let lots = match call.text("lots") {
        Some(names) => Lots::named(names.split(','), &ballots)?,
        None => Lots::none(),
    };
    let count = stv::count(&ballots, rules, seats, lots)?;
    call.out.answer(&document(&ballots, &count), &sheet(&ballots, &count))?;
    let undrawn = count.lots.iter().filter(|lot| !lot.drawn).count();
    if undrawn > 0 {
        call.out.remark(&t!(
            "{many} could only be decided by lot, and none was given: the order of the ballot paper stands in. Draw it and count again with --lots",
            many = text::plural(undrawn, t!("tie"), t!("ties"))
        ))?;
    }
    Ok(Outcome::Done)
}

fn document(ballots: &Ballots, count: &Count) -> Json {
    let standing = ballots.standing();
    let named = |value: &dyn Fn(stv::CandidateId) -> String| -> Json {
        standing.iter().map(|id| (ballots.name(*id).to_owned(), value(*id).into())).collect::<Map<_, _>>().into()
    };
    let stages: Vec<Json> = count
        .stages
        .iter()
        .map(|stage| {
            json!({
                "number": stage.number,
                "action": stage.action,
                "quota": stage.quota.to_string(),
                "non_transferable": stage.non_transferable.to_string(),
                "votes": named(&|id| stage.votes[id].to_string()),
                "state": named(&|id| stage.state[id].key().to_owned()),
            })
        })
        .collect();
    let lots: Vec<Json> = count
        .lots
        .iter()
        .map(|lot| {
            json!({
                "stage": lot.stage,
                "about": lot.about,
                "tied": lot.tied.iter().map(|id| ballots.name(*id)).collect::<Vec<_>>(),
                "chosen": ballots.name(lot.chosen),
                "drawn": lot.drawn,
            })
        })
        .collect();
    json!({
        "title": ballots.title,
        "rules": count.rules.key(),
        "seats": count.seats,
        "valid": count.valid,
        "invalid": ballots.total() - count.valid,
        "withdrawn": ballots.withdrawn.iter().map(|id| ballots.name(*id)).collect::<Vec<_>>(),
        "quota": count.quota.to_string(),
        "elected": count.elected.iter().map(|id| ballots.name(*id)).collect::<Vec<_>>(),
        "stages": stages,
        "lots": lots,
    })
}

/// The count as text: a block for each stage, whoever still matters in it.
fn sheet(ballots: &Ballots, count: &Count) -> String {
    let mut lines = Vec::new();
    if !ballots.title.is_empty() {
        lines.push(ballots.title.clone());
    }
    lines.push(t!(
        "{rules}: {valid}, {seats}",
        rules = count.rules.name(),
        valid = text::plural(usize::try_from(count.valid).unwrap_or(usize::MAX), t!("valid paper"), t!("valid papers")),
        seats = text::plural(count.seats, t!("seat"), t!("seats"))
    ));
    let wide =
        ballots.names.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(t!("Non-transferable").len());
    for stage in &count.stages {
        lines.push(String::new());
        lines.push(t!(
            "Stage {number}: {action} (quota {quota})",
            number = stage.number,
            action = stage.action,
            quota = stage.quota
        ));
        for id in ballots.standing() {
            let state = match stage.state[id] {
                stv::State::Hopeful => "",
                stv::State::Elected => t!("elected"),
                stv::State::Excluded => t!("excluded"),
            };
            let name = ballots.name(id);
            lines.push(format!("  {name:<wide$} {:>18}  {state}", stage.votes[id].to_string()).trim_end().to_owned());
        }
        lines.push(format!("  {:<wide$} {:>18}", t!("Non-transferable"), stage.non_transferable.to_string()));
    }
    lines.push(String::new());
    for lot in &count.lots {
        let tied: Vec<&str> = lot.tied.iter().map(|id| ballots.name(*id)).collect();
        lines.push(t!(
            "Stage {stage}: {tied} were level; the lot says {chosen} ({about})",
            stage = lot.stage,
            tied = text::list(&tied),
            chosen = ballots.name(lot.chosen),
            about = lot.about
        ));
    }
    let elected: Vec<&str> = count.elected.iter().map(|id| ballots.name(*id)).collect();
    lines.push(t!("Elected: {names}", names = text::list(&elected)));
    lines.join("\n")
}
