//! The commands of meetings: an election counted from a ballot file, for whoever wants to check a result.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command};
use serde_json::{Map, Value as Json, json};

use super::stv::{self, Ballots, Count, Lots, Rules};
use crate::cli::{Call, Noun, Outcome, Verb};
use crate::kit::{Problem, Result, text};
use crate::t;
use crate::tabular::decode;

/// The commands that need no office.
pub const NOUN: Noun = Noun {
    verbs: &[Verb {
        words: &["elections", "count"],
        about: "Count a single transferable vote from a ballot file (BLT), stage by stage",
        args,
        run,
    }],
    groups: &[("elections", "Counting of elections")],
    ..Noun::NONE
};

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
