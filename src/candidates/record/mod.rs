//! The papers of a round's end: the record of the decision, letters to candidates, the copy of their data, and the statements for a
//! ballot.

mod held;
mod letter;
mod sheet;
mod statements;

pub use held::held;
pub use letter::letters;
pub use sheet::marks_sheet;
pub use statements::statements;

use chrono::{DateTime, Utc};

use super::decided::{Decision, Left, Place, Results};
use super::judged::words::{self, candidate, criterion, points_or_none, scorer};
use super::judged::{Adjusted, Measure, Standing};
use super::model::{CandidateId, RequirementId, ScorerId, Stance, Whole};
use crate::cli::Letterhead;
use crate::kit::{Day, Result, day, text};
use crate::print::{Column, Document, Frame, Table, draw_all};
use crate::t;

/// What was decided of a candidate, in a word.
fn outcome(decision: &Decision, results: &Results, at: usize) -> String {
    let found = results.candidate(at).and_then(|id| decision.verdict(id));
    found.map(|one| one.outcome.label().to_owned()).unwrap_or_default()
}

fn facts(results: &Results, decision: &Decision, today: Day) -> Table {
    let mut table = Table::new(vec![Column::text("", 1.3), Column::text("", 5.0).wrapped()]);
    let whole = &results.whole;
    let round = &results.after;
    let mut row = |name: &str, words: String| {
        if !words.trim().is_empty() {
            table.row([name.to_owned(), words]);
        }
    };
    for (own, label) in super::decided::Outcome::ALL.map(|one| (one, one.label())) {
        let of = decision.new.verdicts.iter().filter(|one| one.outcome == own);
        let names: Vec<String> =
            of.filter_map(|one| whole.candidate(one.candidate)).map(|one| one.name().to_owned()).collect();
        row(label, text::and_list(&names));
    }
    row(t!("Reasons"), decision.new.reasons.clone());
    row(
        t!("Dissent"),
        if decision.new.dissent.trim().is_empty() {
            t!("None was noted").to_owned()
        } else {
            decision.new.dissent.clone()
        },
    );
    if decision.purged.is_none() {
        row(t!("Order"), words::order(round, &results.judged));
        for tie in &results.judged.order.ties {
            row(t!("Tie"), words::tie(round, tie));
        }
        if !results.judged.order.ties.is_empty() {
            row(t!("Lot"), lot_says(results));
        }
    }
    left(results, decision, &mut row);
    for id in &results.candidates {
        row(t!("Eligibility"), eligibility(whole, *id));
    }
    attendance(results, decision, &mut row);
    for line in words::rules(round, &results.judged, &results.method) {
        row(t!("Method"), line);
    }
    if let Some(published) = &whole.round.published {
        let words =
            t!("{day} by {who}, SHA-256 {sum}", day = day::long(published.on), who = published.by, sum = published.sum);
        row(t!("Published"), words);
    }
    if let Some((on, by)) = &whole.round.opened {
        row(t!("Opened"), t!("{day} by {who}", day = day::long(*on), who = by));
    }
    row(t!("Decided"), t!("{day} by {who}", day = day::long(decision.on), who = decision.by));
    row(
        t!("Appeals"),
        match decision.new.appeal_days {
            0 => t!("None").to_owned(),
            days => t!("Within {days} days of each letter", days = days),
        },
    );
    row(
        t!("Kept until"),
        match decision.purged {
            Some(on) => t!("Marks and notes were purged on {day}", day = day::long(on)),
            None => t!(
                "{day}; then marks and notes are purged and this decision stays",
                day = day::long(decision.new.keep_until)
            ),
        },
    );
    for one in &results.endorsements {
        let name = whole.candidate(one.new.candidate).map(|c| c.name().to_owned()).unwrap_or_default();
        let conditions = if one.new.conditions.is_empty() {
            String::new()
        } else {
            t!(". Conditions: {text}", text = one.new.conditions)
        };
        row(t!("Endorsement"), format!("{name}: {}{conditions}", one.says(today)));
    }
    for one in &results.handed {
        row(
            t!("Ballot"),
            t!("Handed over to the election of {post} on {day}", post = one.post, day = day::long(one.on)),
        );
    }
    for one in results.check_shortlist(&decision.new) {
        let kept = if one.kept { t!("kept") } else { t!("not kept") };
        let words = t!(
            "{rule}: {says}, {kept}. {rests_on}",
            rule = one.rule,
            says = one.says,
            kept = kept,
            rests_on = one.rests_on
        );
        row(t!("Rule about the shortlist"), words);
    }
    row(t!("Hash"), t!("SHA-256 of what this was made from: {sum}", sum = decision.sum));
    table.signatures(&[(t!("Chair"), ""), (t!("Member of the panel"), ""), (t!("Place and date"), "")]);
    table
}

/// How the lot of the round came about.
pub fn lot_says(results: &Results) -> String {
    let order = results.method.lot.clone().unwrap_or_default();
    let names: Vec<&str> = order.iter().map(|at| candidate(&results.after, *at)).collect();
    t!(
        "Candidates in the order of SHA-256 of “{seed}:lot:ID”: {names}. The seed stands in what was published, before anybody marked.",
        seed = results.whole.round.seed,
        names = names.join(", ")
    )
}

/// Who keyed in the paper sheets of a scorer.
fn keyed_by(whole: &Whole, scorer: ScorerId) -> Vec<String> {
    let theirs = whole.cards.iter().filter(|card| card.scorer == scorer && !card.keyed_by.is_empty());
    let names: std::collections::BTreeSet<&str> = theirs.map(|card| card.keyed_by.as_str()).collect();
    names.into_iter().map(str::to_owned).collect()
}

/// The order and the ties, as they stay after a purge.
fn left(results: &Results, decision: &Decision, row: &mut impl FnMut(&str, String)) {
    let Some(left) = Left::read(&decision.record).filter(|_| decision.purged.is_some()) else { return };
    let name = |id: &CandidateId| results.whole.candidate(*id).map_or("", |one| one.name()).to_owned();
    let place = |one: &Place| match one.rank {
        Some(rank) => t!("{rank} {name}", rank = rank, name = name(&one.candidate)),
        None => t!("{name} without a rank", name = name(&one.candidate)),
    };
    row(t!("Order"), left.order.iter().map(place).collect::<Vec<_>>().join("; "));
    for tie in &left.ties {
        let by: Vec<String> = tie.by.iter().map(|rung| rung.label().to_lowercase()).collect();
        let order: Vec<String> =
            tie.groups.iter().map(|group| text::and_list(&group.iter().map(name).collect::<Vec<_>>())).collect();
        let by = if by.is_empty() { t!("nothing").to_owned() } else { by.join("; ") };
        row(t!("Tie"), t!("Level; told apart by: {by}. In order: {order}", by = by, order = order.join("; ")));
    }
}

/// How a candidate stands to what is required of everybody, apart from marks.
fn eligibility(whole: &Whole, id: CandidateId) -> String {
    if whole.requirements.is_empty() {
        return String::new();
    }
    let said = |of: RequirementId| whole.met.iter().find(|met| met.candidate == id && met.requirement == of);
    let words = |wanted: Option<bool>| -> Vec<&str> {
        let asked = whole.requirements.iter();
        asked.filter(|one| said(one.id).map(|met| met.met) == wanted).map(|one| one.new.text.as_str()).collect()
    };
    let (not_met, unsaid) = (words(Some(false)), words(None));
    let mut parts = vec![t!("{met} of {all} met", met = words(Some(true)).len(), all = whole.requirements.len())];
    if !not_met.is_empty() {
        parts.push(t!("not met: {what}", what = not_met.join("; ")));
    }
    if !unsaid.is_empty() {
        parts.push(t!("not looked at: {what}", what = unsaid.join("; ")));
    }
    let name = whole.candidate(id).map_or("", |one| one.name());
    t!("{name}: {what}", name = name, what = parts.join(", "))
}

/// Who scored, who did not and why, and every recusal.
fn attendance(results: &Results, decision: &Decision, row: &mut impl FnMut(&str, String)) {
    let whole = &results.whole;
    for (at, one) in results.scorers.iter().enumerate() {
        let mut words = if decision.purged.is_some() {
            t!(
                "{name}: handed in {cards}, purged since",
                name = scorer(&results.after, at),
                cards = text::plural(
                    whole.cards.iter().filter(|card| card.scorer == *one).count(),
                    t!("card"),
                    t!("cards")
                )
            )
        } else {
            let figures = results.judged.scorers.get(at).cloned().unwrap_or_default();
            t!(
                "{name}: marked {marked}, recused from {recused}, absent for {absent}",
                name = scorer(&results.after, at),
                marked = figures.marked,
                recused = figures.recused,
                absent = figures.absent
            )
        };
        if let Some(why) = whole.scorer(*one).map(|one| one.absent_why.trim()).filter(|why| !why.is_empty()) {
            words.push_str(&t!(" ({why})", why = why));
        }
        let keyed = keyed_by(whole, *one);
        if !keyed.is_empty() {
            words.push_str(&t!("; sheets keyed in by {names}", names = text::and_list(&keyed)));
        }
        row(t!("Panel"), words);
        for id in &results.candidates {
            if let Stance::Recused(why) = whole.stance(*one, *id) {
                let name = whole.candidate(*id).map(|c| c.name().to_owned()).unwrap_or_default();
                row(
                    t!("Recusal"),
                    t!("{scorer} from {name}: {why}", scorer = scorer(&results.after, at), name = name, why = why),
                );
            }
        }
    }
}

/// The order with every total beside it.
fn order(results: &Results, decision: &Decision) -> Table {
    let round = &results.after;
    let scale = results.judged.scale;
    let adjusted = match &results.judged.adjusted {
        Adjusted::Values(values) => values.as_slice(),
        Adjusted::Refused(_) => &[],
    };
    let mut columns = vec![
        Column::text(t!("Rank"), 1.3).wrapped(),
        Column::text(t!("Candidate"), 3.0).wrapped(),
        Column::figures(t!("Result"), 1.1),
        Column::figures(t!("Mean"), 1.1),
        Column::figures(t!("Median"), 1.1),
        Column::figures(t!("Trimmed"), 1.1),
    ];
    if !adjusted.is_empty() {
        columns.push(Column::figures(t!("Adjusted"), 1.1));
    }
    if results.is_moderated() {
        columns.push(Column::figures(t!("As marked"), 1.1));
    }
    columns.extend([Column::text(t!("Noise leaves"), 1.5), Column::text(t!("Decided"), 1.6)]);
    let mut table = Table::new(columns);
    let independent = |at: usize| results.independent.order.of(at).and_then(|one| one.result);
    for one in &results.judged.order.standings {
        let at = one.candidate;
        let mut cells = vec![words::rank(round, one), candidate(round, at).to_owned()];
        cells.extend([one.result, one.mean, one.median, one.trimmed].map(|value| points_or_none(value, scale)));
        if !adjusted.is_empty() {
            cells.push(points_or_none(adjusted.get(at).copied(), scale));
        }
        if results.is_moderated() {
            cells.push(points_or_none(independent(at), scale));
        }
        cells.extend([between(one), outcome(decision, results, at)]);
        table.row(cells);
    }
    table.section(words::adjusted(round, &results.judged));
    table
}

/// `1 to 3`, or the one rank.
pub fn between(one: &Standing) -> String {
    match one.between {
        Some((from, to)) if from == to => from.to_string(),
        Some((from, to)) => t!("{from} to {to}", from = from, to = to),
        None => "–".to_owned(),
    }
}

/// Every mark of every scorer, candidate by candidate.
fn marks(results: &Results) -> Table {
    let round = &results.given;
    let mut columns = vec![Column::text(t!("Criterion"), 3.0).wrapped()];
    columns.extend(round.scorers.iter().map(|one| Column::text(&one.name, 1.4).wrapped()));
    columns.push(Column::figures(t!("Mean"), 0.9));
    let mut table = Table::new(columns);
    for (at, one) in round.candidates.iter().enumerate() {
        table.section(one.name.clone());
        // What decides: the marks as they stand after moderation.
        let profile = results.judged.profiles.get(at);
        for (k, own) in round.criteria.iter().enumerate() {
            let mut cells = vec![own.name.clone()];
            for s in 0..round.scorers.len() {
                let given = words::cell(round, at, s, k);
                let changed = results.moderation(at, s, k).is_some();
                cells.push(if changed {
                    t!("{given}, then {after}", given = given, after = words::cell(&results.after, at, s, k))
                } else {
                    given
                });
            }
            cells.push(points_or_none(profile.and_then(|p| p.get(k)).copied().flatten(), results.judged.scale));
            table.row(cells);
        }
    }
    table
}

/// Agreement, sensitivity and what is worth a look, each in a sentence.
fn sure(results: &Results) -> Table {
    let (round, judged) = (&results.after, &results.judged);
    let mut table = Table::new(vec![Column::text("", 1.6).wrapped(), Column::text("", 5.0).wrapped()]);
    table.section(t!("Agreement"));
    for measure in Measure::ALL {
        let value = measure.of(&judged.agreement);
        let mut words = format!("{}: {}", measure.term(), words::figure(value));
        if let Ok(value) = value {
            words.push_str(&format!(". {}", measure.means(value)));
        }
        table.row([measure.name().to_owned(), format!("{words} {}", measure.silent())]);
    }
    let (many, scorers) = judged.agreement.over;
    table.row([
        String::new(),
        t!(
            "The last three cover {candidates} whom all {scorers} who handed in a card have marked.",
            candidates = text::plural(many, t!("candidate"), t!("candidates")),
            scorers = scorers
        ),
    ]);
    table.section(t!("What would change who leads"));
    table.row([t!("Weights").to_owned(), words::critical(round, judged)]);
    for (at, flip) in judged.flips.iter().enumerate() {
        table.row([criterion(round, at).to_owned(), words::flip(round, at, flip.as_ref())]);
    }
    table.row([t!("Random weights").to_owned(), words::drawn(judged)]);
    for one in judged.order.standings.iter().filter(|one| judged.shares.share(one.candidate) > 0.0) {
        let share = words::percent(judged.shares.share(one.candidate));
        table
            .row([String::new(), t!("{name} leads in {share}", name = candidate(round, one.candidate), share = share)]);
    }
    for left in &judged.without_scorers {
        table.row([t!("Scorers").to_owned(), words::left_out(round, scorer(round, left.of), left)]);
    }
    for left in &judged.without_criteria {
        table.row([
            t!("Criteria").to_owned(),
            words::left_out(round, &format!("“{}”", criterion(round, left.of)), left),
        ]);
    }
    table.section(t!("Scorers"));
    for (at, one) in judged.scorers.iter().enumerate() {
        let remarks = words::scorer_remarks(judged, one);
        let words = if remarks.is_empty() { t!("Nothing stands out").to_owned() } else { remarks.join(". ") };
        table.row([scorer(round, at).to_owned(), words]);
    }
    table.row([String::new(), words::scorers_silent().to_owned()]);
    if !judged.stand_out.is_empty() {
        table.section(t!("Marks that stand out"));
        for one in &judged.stand_out {
            table.row([candidate(round, one.candidate).to_owned(), words::stands_out(round, one)]);
        }
    }
    table
}

/// The reasons for each candidate, and every mark that was changed with who and why.
fn reasons(results: &Results, decision: &Decision) -> Table {
    let mut table = Table::new(vec![Column::text("", 1.6).wrapped(), Column::text("", 5.0).wrapped()]);
    table.section(t!("Reasons for each candidate"));
    for one in &decision.new.verdicts {
        let name = results.whole.candidate(one.candidate).map(|c| c.name().to_owned()).unwrap_or_default();
        let told = one.told.map(|on| t!(" Written to on {day}.", day = day::long(on))).unwrap_or_default();
        table.row([name, format!("{}. {}{told}", one.outcome.label(), one.reasons.trim())]);
    }
    if results.is_moderated() {
        table.section(t!("Marks that were changed after discussion"));
        for one in &results.moderations {
            let name = results.whole.candidate(one.new.candidate).map(|c| c.name().to_owned()).unwrap_or_default();
            table.row([name, moderation_says(results, one)]);
        }
    }
    table
}

/// What was changed, by whom and why.
pub fn moderation_says(results: &Results, one: &super::decided::Moderation) -> String {
    let at = |id| results.scorers.iter().position(|own| *own == id).unwrap_or_default();
    let k = results.criteria.iter().position(|own| *own == one.new.criterion).unwrap_or_default();
    let value = match one.new.says {
        super::opened::Says::Anchor(place) => results
            .after
            .criteria
            .get(k)
            .and_then(|own| own.anchors.get(place))
            .map_or_else(String::new, |anchor| anchor.value.to_string()),
        super::opened::Says::NoEvidence => t!("no evidence").to_owned(),
    };
    t!(
        "{scorer}’s mark on “{criterion}” became {value} on {day} ({who}): {why}",
        scorer = scorer(&results.after, at(one.new.scorer)),
        criterion = criterion(&results.after, k),
        value = value,
        day = day::short(one.on),
        who = one.by,
        why = one.new.why
    )
}

/// The record of a decision, to be signed and kept.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn record(
    results: &Results,
    decision: &Decision,
    head: &Letterhead,
    today: Day,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let vacancy = &results.whole.round.new.name;
    let title = t!("Decision: {vacancy}", vacancy = vacancy);
    let mut document = Document::new(&title, head.paper, at)?;
    let short = decision.sum.get(..16).unwrap_or_default();
    let foot =
        t!("Decided on {day} by {who}. SHA-256 {hash}", day = day::short(decision.on), who = decision.by, hash = short);
    let subtitle = format!("{} · {}", head.line(), day::long(decision.on));
    let frame =
        |title: String, landscape: bool| Frame { title, subtitle: subtitle.clone(), foot: foot.clone(), landscape };
    let facts = facts(results, decision, today);
    let reasons = reasons(results, decision);
    let first = frame(title.clone(), false);
    let why = frame(t!("{title}: reasons", title = title), false);
    if decision.purged.is_some() {
        draw_all(&mut document, &[(&facts, &first), (&reasons, &why)])?;
        return document.bytes();
    }
    let (order, sure, marks) = (order(results, decision), sure(results), marks(results));
    let standing = frame(t!("{title}: the order", title = title), true);
    let sureness = frame(t!("{title}: how sure the order is", title = title), false);
    let all = frame(t!("{title}: every mark", title = title), true);
    let tables = [(&facts, &first), (&order, &standing), (&reasons, &why), (&sure, &sureness), (&marks, &all)];
    draw_all(&mut document, &tables)?;
    document.bytes()
}
