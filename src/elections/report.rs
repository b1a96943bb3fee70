//! The result as a table: every stage with the votes of each candidate, for screen, paper and spreadsheet.

use super::count::{CandidateId, Fixed, Stage, State};
use super::model::{Drawn, LotKind, Outcome, Whole};
use crate::cli::{Cell, Sheet, SheetColumn, SheetRow, Width};
use crate::kit::{day, text};
use crate::t;

/// One candidate's line of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageLine {
    pub place: usize,
    pub name: String,
    /// What the stage brought or took; nothing in the first.
    pub change: Option<Fixed>,
    pub votes: Fixed,
    pub state: State,
    /// Elected or excluded in this stage.
    pub new: bool,
}

/// The lines of a stage: who had most before comes first, who went out earlier last.
pub fn stage_lines(whole: &Whole, outcome: &Outcome, at: usize) -> Vec<StageLine> {
    let Some(count) = &outcome.count else { return Vec::new() };
    let Some(stage) = count.stages.get(at) else { return Vec::new() };
    let before = at.checked_sub(1).and_then(|at| count.stages.get(at));
    let names = whole.names();
    let place = |id: CandidateId| id.0 + 1;
    let ids = stage.votes.ids().filter(|id| whole.places().contains(&place(*id)));
    ids.map(|id| {
        let votes = stage.votes[id];
        let was = before.map(|before| before.votes[id]);
        StageLine {
            place: place(id),
            name: names.get(id.0).cloned().unwrap_or_default(),
            change: was.map(|was| Fixed { units: votes.units - was.units, ..votes }),
            votes,
            state: stage.state[id],
            new: stage.state[id] != State::Hopeful && before.is_none_or(|before| before.state[id] != stage.state[id]),
        }
    })
    .collect()
}

/// What a line says of a candidate.
pub fn state_says(state: State) -> &'static str {
    match state {
        State::Hopeful => "",
        State::Elected => t!("Elected"),
        State::Excluded => t!("Out"),
    }
}

/// A change with its sign: `+12.00`, `−3.00`; nothing for nought.
pub fn change_says(change: Option<Fixed>) -> String {
    match change {
        Some(change) if change.units > 0 => format!("+{change}"),
        Some(change) if change.units < 0 => format!("−{}", Fixed { units: -change.units, ..change }),
        _ => String::new(),
    }
}

/// How a lot was drawn, in a sentence.
pub fn lot_says(whole: &Whole, lot: &Drawn) -> String {
    let names = whole.drawn_names(lot).join(", ");
    let (on, by) = (day::short(lot.on), &lot.by);
    let how = if lot.seed.is_empty() { t!("by hand").to_owned() } else { t!("with the seed {seed}", seed = lot.seed) };
    match lot.kind {
        LotKind::Order => {
            t!(
                "Order on the paper drawn {how} on {day} by {who}: {names}",
                how = how,
                day = on,
                who = by,
                names = names
            )
        }
        LotKind::Tie => {
            t!("Lot for ties drawn {how} on {day} by {who}: {names}", how = how, day = on, who = by, names = names)
        }
    }
}

/// The ties that a lot decided, a sentence each.
pub fn ties(whole: &Whole, outcome: &Outcome) -> Vec<String> {
    let names = whole.names();
    let name = |id: &CandidateId| names.get(id.0).map_or("", String::as_str);
    let lots = outcome.count.iter().flat_map(|count| &count.lots);
    lots.map(|lot| {
        let tied: Vec<&str> = lot.tied.iter().map(name).collect();
        let (tied, chosen) = (text::list(&tied), name(&lot.chosen));
        if lot.drawn {
            t!(
                "Stage {stage}: {tied} were level; the lot says {chosen} ({about})",
                stage = lot.stage,
                tied = tied,
                chosen = chosen,
                about = lot.about
            )
        } else {
            t!(
                "Stage {stage}: {tied} are level, and no lot was drawn yet ({about})",
                stage = lot.stage,
                tied = tied,
                about = lot.about
            )
        }
    })
    .collect()
}

/// What a recount says.
pub fn recount_says(whole: &Whole, declared: &Outcome, again: &Outcome) -> String {
    if declared == again {
        return t!("Equal: the papers count to the declared result, stage by stage").to_owned();
    }
    if declared.elected == again.elected && declared.vacant == again.vacant {
        return t!("Not equal: the same are elected, but a stage differs from the declared one").to_owned();
    }
    t!(
        "Not equal: declared was “{then}”, and the papers count to “{now}”",
        then = whole.says(declared),
        now = whole.says(again)
    )
}

/// The head of a stage: `Stage 2: Surplus of Ann transferred`.
pub fn stage_says(whole: &Whole, stage: &Stage) -> String {
    t!("Stage {number}: {action}", number = stage.number, action = stage.action.says(&whole.names()))
}

/// How many papers there were, in a sentence: `62 papers, 60 count; 1 more marks than the rules allow`.
pub fn papers_says(outcome: &Outcome) -> String {
    let papers = text::plural(outcome.papers, t!("paper"), t!("papers"));
    let counted = t!("{papers}, {count} valid", papers = papers, count = outcome.valid());
    let spoilt: Vec<String> =
        outcome.spoilt.iter().map(|one| format!("{} ({})", one.papers, one.reason.to_lowercase())).collect();
    if spoilt.is_empty() {
        counted
    } else {
        t!("{counted}; not counted: {spoilt}", counted = counted, spoilt = spoilt.join(", "))
    }
}

/// Every stage as one table, a row for each candidate of each stage.
pub fn sheet(whole: &Whole, outcome: &Outcome) -> Sheet {
    let column = |name: &str, width| SheetColumn { name: name.to_owned(), width };
    let new = &whole.election.new;
    let mut sheet = Sheet {
        title: t!("Election of {post}", post = new.post),
        subtitle: t!(
            "{day}. {rules}. {says}",
            day = day::long(new.on),
            rules = new.rules.name(),
            says = whole.says(outcome)
        ),
        columns: vec![
            column(t!("Stage"), Width::Count),
            column(t!("What was done"), Width::Text),
            column(t!("Candidate"), Width::Text),
            column(t!("Change"), Width::Short),
            column(t!("Votes"), Width::Short),
            column(t!("State"), Width::Short),
            column(t!("Quota"), Width::Short),
        ],
        rows: Vec::new(),
    };
    let text_cell = |text: String| if text.is_empty() { Cell::Empty } else { Cell::Text(text) };
    for (at, stage) in outcome.count.iter().flat_map(|count| count.stages.iter().enumerate()) {
        let action = stage.action.says(&whole.names());
        let quota = if new.rules.has_quota() { stage.quota.to_string() } else { String::new() };
        let number = i64::try_from(stage.number).unwrap_or(0);
        let mut row = |name: String, change: String, votes: String, state: &str| {
            sheet.rows.push(SheetRow {
                cells: vec![
                    Cell::Count(number),
                    Cell::Text(action.clone()),
                    Cell::Text(name),
                    text_cell(change),
                    Cell::Text(votes),
                    text_cell(state.to_owned()),
                    text_cell(quota.clone()),
                ],
                strong: false,
                opens: None,
            });
        };
        for line in stage_lines(whole, outcome, at) {
            row(line.name, change_says(line.change), line.votes.to_string(), state_says(line.state));
        }
        if new.rules.ranks() {
            row(t!("Non-transferable").to_owned(), String::new(), stage.non_transferable.to_string(), "");
        }
    }
    if outcome.count.is_none() {
        for name in whole.elected(outcome) {
            let cells = vec![
                Cell::Empty,
                Cell::Text(t!("Nobody had to vote").to_owned()),
                Cell::Text(name),
                Cell::Empty,
                Cell::Empty,
                Cell::Text(t!("Elected").to_owned()),
                Cell::Empty,
            ];
            sheet.rows.push(SheetRow { cells, strong: false, opens: None });
        }
    }
    sheet
}
