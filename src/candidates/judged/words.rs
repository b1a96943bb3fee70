//! What the figures of a judged round say, in sentences: the same on the screen, on paper and by command.

use super::grid::Scale;
use super::order::{Gap, Standing};
use super::panel::ScorerFigures;
use super::whatif::{Flip, LeftOut};
use super::{Adjusted, Combine, Figure, Judged, Method, StandsOut, Tie, place};
use crate::candidates::opened::{Card, Opened, Says};
use crate::kit::text;
use crate::t;

/// A scorer is called severe or mild from this part of the scale on.
const SEVERE: f64 = 0.125;
/// A change of a weight below this is none.
const LEAST: f64 = 1e-6;
/// From here on one impression may have decided all marks.
const HALO: f64 = 0.8;

/// A result on its scale: two decimals on a scale of points, one on that from 0 to 100.
pub fn points(value: f64, scale: Scale) -> String {
    if scale.own { format!("{value:.2}") } else { format!("{value:.1}") }
}

/// The same, or `–` where there is none.
pub fn points_or_none(value: Option<f64>, scale: Scale) -> String {
    value.map_or_else(|| "–".to_owned(), |value| points(value, scale))
}

/// `27%`.
pub fn percent(part: f64) -> String {
    let value = part * 100.0;
    // Neither never nor always is rounded to.
    match value {
        v if v > 0.0 && v < 0.5 => t!("under 1%").to_owned(),
        v if v < 100.0 && v > 99.5 => t!("over 99%").to_owned(),
        v => format!("{v:.0}%"),
    }
}

/// A figure of agreement, or why there is none.
pub fn figure(value: Figure) -> String {
    match value {
        Ok(value) => format!("{value:.2}"),
        Err(why) => why.says().to_owned(),
    }
}

/// `Ann Ali`, or a word where the name was erased.
pub fn candidate(round: &Opened, at: usize) -> &str {
    named(round.candidates.get(at).map(|one| one.name.as_str()))
}

pub fn scorer(round: &Opened, at: usize) -> &str {
    named(round.scorers.get(at).map(|one| one.name.as_str()))
}

pub fn criterion(round: &Opened, at: usize) -> &str {
    round.criteria.get(at).map_or("", |one| one.name.as_str())
}

fn named(name: Option<&str>) -> &str {
    name.filter(|name| !name.is_empty()).unwrap_or(t!("Somebody who was erased"))
}

/// Names of candidates, in a sentence.
pub fn candidates(round: &Opened, all: &[usize]) -> String {
    text::list(&all.iter().map(|at| candidate(round, *at)).collect::<Vec<_>>())
}

/// The scale, in words.
pub fn scale(scale: Scale) -> String {
    if scale.own {
        t!("on the scale of the anchors, {low} to {high}", low = scale.low, high = scale.high)
    } else {
        t!("from 0 (the lowest anchor everywhere) to 100 (the highest everywhere), as the criteria have different scales")
            .to_owned()
    }
}

/// How the totals of the scorers are put together, in words.
pub fn method(combine: Combine) -> &'static str {
    match combine {
        Combine::Mean => t!("the mean of the scorers’ weighted totals"),
        Combine::Median => t!("the median of the scorers’ weighted totals"),
        Combine::Trimmed => t!("the mean of the scorers’ weighted totals without the highest and the lowest"),
    }
}

/// Where somebody stands: `1`, `1 to 3` where noise leaves it open, or why there is no rank.
pub fn rank(round: &Opened, standing: &Standing) -> String {
    match standing.rank {
        Some(rank) => rank.to_string(),
        None if standing.lacks.is_empty() => t!("not marked").to_owned(),
        None => {
            let names: Vec<&str> = standing.lacks.iter().map(|at| criterion(round, *at)).collect();
            t!("lacks {names}", names = text::list(&names))
        }
    }
}

/// What a gap to the next one is worth.
pub fn gap(gap: &Gap, scale: Scale) -> String {
    let difference = points(gap.difference, scale);
    match (gap.within_noise(), gap.error) {
        _ if gap.difference < LEAST => t!("Level with the next").to_owned(),
        (Some(true), Some(error)) => t!(
            "{difference} ahead of the next, within noise (standard error {error})",
            difference = difference,
            error = points(error, scale)
        ),
        (Some(false), Some(error)) => t!(
            "{difference} ahead of the next (standard error {error})",
            difference = difference,
            error = points(error, scale)
        ),
        _ => t!(
            "{difference} ahead of the next; with fewer than two scorers of both, nobody can say how much that is worth",
            difference = difference
        ),
    }
}

/// The order in one sentence, with what is not sure of it.
pub fn order(round: &Opened, judged: &Judged) -> String {
    let ranked: Vec<&Standing> = judged.order.standings.iter().filter(|one| one.rank.is_some()).collect();
    let Some(first) = ranked.first() else { return t!("Nobody has a rank.").to_owned() };
    let Some(leader) = judged.order.leader() else {
        let level: Vec<usize> = ranked.iter().filter(|one| one.rank == Some(1)).map(|one| one.candidate).collect();
        return t!("{names} are level at the top.", names = candidates(round, &level));
    };
    let close: Vec<usize> = ranked
        .iter()
        .skip(1)
        .filter(|one| one.between.is_some_and(|(from, _)| from == 1))
        .map(|one| one.candidate)
        .collect();
    let name = candidate(round, leader);
    if close.is_empty() {
        t!("{name} leads with {points}.", name = name, points = points_or_none(first.result, judged.scale))
    } else {
        t!(
            "{name} leads with {points}, but within noise: the marks do not tell {others} from the first.",
            name = name,
            points = points_or_none(first.result, judged.scale),
            others = candidates(round, &close)
        )
    }
}

/// What the ladder made of a tie.
pub fn tie(round: &Opened, tie: &Tie) -> String {
    let names = candidates(round, &tie.tied);
    if tie.by.is_empty() {
        return t!("{names} are level, and nothing has told them apart yet.", names = names);
    }
    let by: Vec<String> = tie.by.iter().map(|rung| rung.label().to_lowercase()).collect();
    let order: Vec<String> = tie.groups.iter().map(|group| candidates(round, group)).collect();
    t!(
        "{names} were level; told apart by: {by}. In order: {order}.",
        names = names,
        by = by.join("; "),
        order = order.join("; ")
    )
}

/// What must happen to a weight before somebody else leads.
pub fn flip(round: &Opened, criterion_at: usize, flip: Option<&Flip>) -> String {
    let name = criterion(round, criterion_at);
    match flip {
        None => t!("No weight of “{name}” changes who leads.", name = name),
        Some(flip) if (flip.at - flip.from).abs() < LEAST => t!(
            "They are level now: the least change of “{name}” puts {who} ahead.",
            name = name,
            who = candidate(round, flip.leader)
        ),
        Some(flip) => t!(
            "{who} would lead if “{name}” weighed {at} instead of {from}.",
            who = candidate(round, flip.leader),
            name = name,
            at = tenths(flip.at),
            from = tenths(flip.from)
        ),
    }
}

/// `18.8%`.
pub fn tenths(part: f64) -> String {
    let text = format!("{:.1}", part * 100.0);
    format!("{}%", text.strip_suffix(".0").unwrap_or(&text))
}

/// The critical weight, in one sentence.
pub fn critical(round: &Opened, judged: &Judged) -> String {
    if judged.order.leader().is_none() {
        return t!("Nobody leads alone, so no weight can be said to change who does.").to_owned();
    }
    let nearest = judged.flips.iter().flatten().min_by(|a, b| a.relative().total_cmp(&b.relative()));
    let level =
        judged.order.ties.iter().find(|tie| judged.order.leader().is_some_and(|first| tie.tied.contains(&first)));
    match nearest {
        None if level.is_some() => t!(
            "{names} are level, whatever a single criterion weighs; only the ladder told them apart.",
            names = candidates(round, level.map_or(&[], |tie| tie.tied.as_slice()))
        ),
        None => t!("Whatever weight a single criterion had, the same candidate would lead.").to_owned(),
        Some(one) => {
            let words = flip(round, one.criterion, Some(one));
            if one.relative().is_finite() && one.relative() > LEAST {
                t!("The nearest change: {words} That is {part} of it.", words = words, part = percent(one.relative()))
            } else {
                words
            }
        }
    }
}

/// What leaving somebody or something out does.
pub fn left_out(round: &Opened, name: &str, left: &LeftOut) -> String {
    if left.moved.is_empty() {
        return t!("Without {name}: the same order.", name = name);
    }
    let moved = candidates(round, &left.moved);
    match (left.leads, left.order.leader()) {
        (true, Some(leader)) => {
            t!("Without {name}: {who} leads.", name = name, who = candidate(round, leader))
        }
        (true, None) => t!("Without {name}: nobody leads alone.", name = name),
        (false, _) => t!("Without {name}: {moved} change places; the lead stays.", name = name, moved = moved),
    }
}

/// What is worth a look about a scorer, a sentence each.
pub fn scorer_remarks(judged: &Judged, one: &ScorerFigures) -> Vec<String> {
    let mut all = Vec::new();
    if one.marked == 0 {
        all.push(t!("Handed in nothing").to_owned());
        return all;
    }
    let scale = judged.scale;
    let width = (scale.high - scale.low).max(f64::MIN_POSITIVE);
    if let Some(severity) = one.severity.filter(|severity| severity.abs() / width >= SEVERE) {
        let apart = points(severity.abs(), scale);
        all.push(if severity < 0.0 {
            t!("Marks {apart} below the panel", apart = apart)
        } else {
            t!("Marks {apart} above the panel", apart = apart)
        });
    }
    if let Some(halo) = one.halo.filter(|halo| *halo >= HALO) {
        all.push(t!("Marks all criteria much alike (correlation {halo})", halo = format!("{halo:.2}")));
    }
    if one.straight > 0 {
        let cards = text::plural(one.straight, t!("card"), t!("cards"));
        all.push(t!("The same mark on every criterion on {cards}", cards = cards));
    }
    let others: Vec<f64> = judged.scorers.iter().filter_map(|other| other.spread).collect();
    let usual = crate::candidates::stats::mean(&others);
    if let (Some(spread), Some(usual)) = (one.spread, usual)
        && usual > 0.0
        && spread < usual / 2.0
    {
        all.push(t!("Uses little of the scale (spread {spread})", spread = points(spread, scale)));
    }
    if let Some(slope) = one.slope.filter(|slope| slope.abs() / width >= 0.05) {
        let each = points(slope.abs(), scale);
        all.push(if slope > 0.0 {
            t!("Each later interview gains {each} beside the others’ marks", each = each)
        } else {
            t!("Each later interview loses {each} beside the others’ marks", each = each)
        });
    }
    all
}

/// What the figures of scorers do not show.
pub fn scorers_silent() -> &'static str {
    t!(
        "None of this says that a scorer is wrong: with few candidates each of these figures moves by chance, and good candidates may really be good at everything."
    )
}

/// A mark that stands out.
pub fn stands_out(round: &Opened, one: &StandsOut) -> String {
    let anchors = round.criteria.get(one.criterion).map(|criterion| criterion.anchors.as_slice()).unwrap_or_default();
    let value = |place: usize| anchors.get(place).map(|anchor| anchor.value).unwrap_or_default();
    let others = others_say(one.others, &value);
    t!(
        "{scorer} gave {who} {mark} on “{criterion}”, the others {others}",
        scorer = scorer(round, one.scorer),
        who = candidate(round, one.candidate),
        mark = value(one.place),
        criterion = criterion(round, one.criterion),
        others = others
    )
}

/// A place that may lie between two anchors, as points.
fn others_say(place: f64, value: &dyn Fn(usize) -> i64) -> String {
    let (low, high) = (value(place.floor() as usize), value(place.ceil() as usize));
    if low == high { low.to_string() } else { t!("{low} to {high}", low = low, high = high) }
}

/// Why an adjusted result is shown or not.
pub fn adjusted(round: &Opened, judged: &Judged) -> String {
    match &judged.adjusted {
        Adjusted::Values(_) => t!(
            "Not everybody marked everybody. The adjusted result takes out how severe each scorer was; the order stays that of the published method."
        )
        .to_owned(),
        Adjusted::Refused(why) => t!("No adjusted result: {why}.", why = why.says(round)),
    }
}

/// How many weightings were drawn, and from what.
pub fn drawn(judged: &Judged) -> String {
    t!(
        "Of {draws} weightings drawn at random (seed {seed}), every weighting as likely as any other.",
        draws = text::count(judged.shares.draws),
        seed = judged.shares.seed
    )
}

/// One cell as the panel reads it: points, or which of the four other things it is.
pub fn cell(round: &Opened, candidate: usize, scorer: usize, criterion: usize) -> String {
    match round.cards.get(candidate).and_then(|cards| cards.get(scorer)) {
        Some(Card::Marked(marks)) => match marks.get(criterion).map(|mark| mark.says) {
            Some(Says::Anchor(_)) => place(round, candidate, scorer, criterion)
                .and_then(|place| round.criteria.get(criterion)?.anchors.get(place))
                .map_or_else(|| "–".to_owned(), |anchor| anchor.value.to_string()),
            _ => t!("no evidence").to_owned(),
        },
        Some(Card::Recused(_)) => t!("recused").to_owned(),
        _ => t!("absent").to_owned(),
    }
}

/// How the round said that it would be judged.
pub fn rules(round: &Opened, judged: &Judged, by: &Method) -> Vec<String> {
    let mut all = vec![
        t!("The result is {method}, {scale}.", method = method(by.combine), scale = scale(judged.scale)),
        t!("No evidence, absent and recused are no marks: they are left out, never counted as nought.").to_owned(),
    ];
    let essential: Vec<String> = round
        .criteria
        .iter()
        .filter(|one| one.essential)
        .map(|one| {
            let at = one.passes.unwrap_or(by.essentials.least);
            let least = one.anchors.get(at).or(one.anchors.last()).map_or(0, |anchor| anchor.value);
            t!("{least} on “{name}”", least = least, name = one.name)
        })
        .collect();
    if !essential.is_empty() {
        let all_of_them = text::and_list(&essential);
        all.push(t!("Whoever does not reach {least} has no rank.", least = all_of_them));
    }
    let rungs: Vec<String> = by.ladder.iter().map(|rung| rung.label().to_lowercase()).collect();
    all.push(t!("Ties: {ladder}.", ladder = rungs.join(", then ")));
    all.push(
        t!("A lead smaller than its standard error, which comes from how far the scorers differ about it, is called within noise.")
            .to_owned(),
    );
    all
}
