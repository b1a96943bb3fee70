//! `elections count`: a ballot file counted without an office, for whoever wants to check a result.

use clap::{Arg, Command};
use serde_json::{Map, Value as Json, json};

use super::super::count::{self, Ballots, Count, Lots, Rules};
use super::super::import;
use crate::cli::args::OneOf;
use crate::cli::{Call, Outcome};
use crate::kit::{Problem, Result, text};
use crate::t;

pub(super) fn args(c: Command) -> Command {
    c.arg(Arg::new("ballots").value_name("BALLOTS.blt").required(true).help("The ballots"))
        .arg(
            Arg::new("rules")
                .long("rules")
                .value_name("RULES")
                .required(true)
                .value_parser(OneOf::of(
                    Rules::STV
                        .iter()
                        .chain(Rules::ALL.iter().filter(|rules| !Rules::STV.contains(rules)))
                        .map(|rules| rules.key()),
                ))
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

pub(super) fn run(call: &mut Call<'_>) -> Result<Outcome> {
    let ballots = import::read(&call.path("ballots")?)?;
    let rules = Rules::of(call.need("rules")?).ok_or_else(|| Problem::usage(t!("These rules are not known")))?;
    let seats = call.matches.get_one::<u16>("seats").map_or(ballots.seats, |seats| usize::from(*seats));
    let lots = match call.text("lots") {
        Some(names) => Lots::named(names.split(','), &ballots)?,
        None => Lots::none(),
    };
    let counted = count::count(&ballots, rules, seats, lots)?;
    call.out.answer(&document(&ballots, &counted), &sheet(&ballots, &counted))?;
    let undrawn = counted.lots.iter().filter(|lot| !lot.drawn).count();
    if undrawn > 0 {
        call.out.remark(&t!(
            "{many} could only be decided by lot, and none was given: the order of the ballot paper stands in. Draw it and count again with --lots",
            many = text::plural(undrawn, t!("tie"), t!("ties"))
        ))?;
    }
    Ok(Outcome::Done)
}

pub(super) fn document(ballots: &Ballots, count: &Count) -> Json {
    let standing = ballots.standing();
    let named = |value: &dyn Fn(count::CandidateId) -> String| -> Json {
        standing.iter().map(|id| (ballots.name(*id).to_owned(), value(*id).into())).collect::<Map<_, _>>().into()
    };
    let quota = |quota: count::Fixed| count.rules.has_quota().then(|| quota.to_string());
    let stages: Vec<Json> = count
        .stages
        .iter()
        .map(|stage| {
            json!({
                "number": stage.number,
                "action": stage.action.says(&ballots.names),
                "quota": quota(stage.quota),
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
        "invalid": ballots.total().saturating_sub(count.valid),
        "withdrawn": ballots.withdrawn.iter().map(|id| ballots.name(*id)).collect::<Vec<_>>(),
        "quota": quota(count.quota),
        "elected": count.elected.iter().map(|id| ballots.name(*id)).collect::<Vec<_>>(),
        "stages": stages,
        "lots": lots,
    })
}

/// The count as text: a block for each stage, whoever still matters in it.
pub(super) fn sheet(ballots: &Ballots, count: &Count) -> String {
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
        let action = stage.action.says(&ballots.names);
        lines.push(if count.rules.has_quota() {
            t!("Stage {number}: {action} (quota {quota})", number = stage.number, action = action, quota = stage.quota)
        } else {
            t!("Stage {number}: {action}", number = stage.number, action = action)
        });
        for id in ballots.standing() {
            let state = match stage.state[id] {
                count::State::Hopeful => "",
                count::State::Elected => t!("elected"),
                count::State::Excluded => t!("excluded"),
            };
            let name = ballots.name(id);
            lines.push(format!("  {name:<wide$} {:>18}  {state}", stage.votes[id].to_string()).trim_end().to_owned());
        }
        lines.push(format!("  {:<wide$} {:>18}", t!("Non-transferable"), stage.non_transferable.to_string()));
    }
    lines.push(String::new());
    for lot in &count.lots {
        let tied: Vec<&str> = lot.tied.iter().map(|id| ballots.name(*id)).collect();
        let (tied, chosen) = (text::list(&tied), ballots.name(lot.chosen));
        lines.push(if lot.drawn {
            t!(
                "Stage {stage}: {tied} were level; the lot says {chosen} ({about})",
                stage = lot.stage,
                tied = tied,
                chosen = chosen,
                about = lot.about
            )
        } else {
            t!(
                "Stage {stage}: {tied} are level; until a lot is drawn the paper’s order says {chosen} ({about})",
                stage = lot.stage,
                tied = tied,
                chosen = chosen,
                about = lot.about
            )
        });
    }
    let elected: Vec<&str> = count.elected.iter().map(|id| ballots.name(*id)).collect();
    lines.push(if elected.is_empty() {
        t!("Nobody is elected yet").to_owned()
    } else {
        t!("Elected: {names}", names = text::list(&elected))
    });
    lines.join("\n")
}
