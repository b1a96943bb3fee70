//! What elections print: ballot papers, several to a page, and the report of a result with the sheet of every stage.

use chrono::{DateTime, Utc};

use super::model::{Outcome, Whole, instructions};
use super::report::{self, change_says, papers_says, stage_lines, stage_says, state_says, ties};
use super::store::Voter;
use crate::cli::Letterhead;
use crate::kit::{Result, day, text};
use crate::print::{Column, Document, Frame, Ink, Page, Pen, Region, Style, Table, draw_all};
use crate::t;

/// Room around what can be printed on, and between two papers, in millimetres.
const EDGE: f32 = 10.0;
const BESIDE: f32 = 8.0;
/// The height of a candidate's row, and the least it can be made to be.
const ROW: f32 = 11.0;
const LEAST: f32 = 7.0;
/// What stands above and below the names.
const AROUND: f32 = 46.0;

/// How many papers stand on a page: as many as leave each name a row that a pen can hit.
pub fn per_page(names: usize) -> usize {
    let rows = names as f32 * ROW;
    match () {
        () if rows + AROUND <= 132.0 => 4,
        () if rows * (LEAST / ROW) + AROUND <= 132.0 => 2,
        () => 1,
    }
}

/// The places of the papers on a page.
fn places(page: Region, count: usize) -> Vec<Region> {
    let inner = page.inset(EDGE);
    match count {
        4 => inner.rows(2, BESIDE).into_iter().flat_map(|row| row.columns(2, BESIDE)).collect(),
        2 => inner.rows(2, BESIDE),
        _ => vec![inner],
    }
}

/// Ballot papers with these numbers, in this order.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn papers(
    whole: &Whole,
    numbers: &[u32],
    asked: Option<usize>,
    head: &Letterhead,
    at: DateTime<Utc>,
) -> Result<Vec<u8>> {
    let new = &whole.election.new;
    let round = whole.round();
    let on_paper = round.map(|round| whole.on_paper(round));
    let names: Vec<(usize, String)> = whole
        .names()
        .into_iter()
        .zip(1..)
        .map(|(name, place)| (place, name))
        .filter(|(place, _)| on_paper.as_ref().is_none_or(|places| places.contains(place)))
        .collect();
    let fits = per_page(names.len());
    let count = asked.map_or(fits, |asked| asked.min(fits));
    let paper = Ballot {
        head: head.line(),
        title: match round.map(|round| round.number) {
            Some(number) if number > 1 => t!("{post}, round {number}", post = new.post, number = number),
            _ => new.post.clone(),
        },
        seats: text::plural(new.seats, t!("seat"), t!("seats")),
        day: day::long(new.on),
        says: round.and_then(|round| round.says.clone()).unwrap_or_else(|| instructions(new.rules, new.seats)),
        secret: new.secret,
        names,
        mark: whole.election.id.0 % 10_000,
    };
    let mut document = Document::new(&t!("Ballot papers: {post}", post = new.post), head.paper, at)?;
    for page_of in numbers.chunks(count) {
        document.page(|page| {
            for (region, number) in places(page.region(), count).into_iter().zip(page_of) {
                paper.draw(page, region, *number)?;
            }
            cuts(page, count);
            Ok(())
        })?;
    }
    document.bytes()
}

/// Where the page is cut.
fn cuts(page: &mut Page<'_>, count: usize) {
    let pen = Pen { thickness: 0.4, ink: Ink::grey(200) };
    let sheet = page.region();
    if count > 1 {
        page.line((0.0, sheet.height / 2.0), (sheet.width, sheet.height / 2.0), pen);
    }
    if count == 4 {
        page.line((sheet.width / 2.0, 0.0), (sheet.width / 2.0, sheet.height), pen);
    }
}

/// What stands on each paper.
struct Ballot {
    head: String,
    title: String,
    seats: String,
    day: String,
    says: String,
    secret: bool,
    names: Vec<(usize, String)>,
    /// The last figures of the election's id, so that papers of two elections are told apart.
    mark: i64,
}

impl Ballot {
    fn draw(&self, page: &mut Page<'_>, region: Region, number: u32) -> Result<()> {
        let small = Style::new(7.5).muted();
        page.one_line(Region { height: 4.0, ..region }, small, &self.head)?;
        page.fit(Region { y: region.y + 4.5, height: 8.0, ..region }, Style::new(15.0).bold(), &self.title)?;
        page.one_line(
            Region { y: region.y + 12.5, height: 4.5, ..region },
            Style::new(9.0).muted(),
            &t!("{seats} · {day}", seats = self.seats, day = self.day),
        )?;
        let top = page.fit(Region { y: region.y + 18.0, height: 15.0, ..region }, Style::new(9.5), &self.says)? + 2.5;
        let foot = region.bottom() - 5.0;
        let many = self.names.len().max(1) as f32;
        let row = ((foot - 2.0 - top) / many).clamp(4.0, ROW);
        page.rule(region, top, Pen::BLACK);
        for ((place, name), at) in self.names.iter().zip(0_u8..) {
            let line = Region { y: top + f32::from(at) * row, height: row, ..region };
            let side = (row - 2.0).min(8.0);
            let square = Region::new(line.right() - side - 1.0, line.y + (row - side) / 2.0, side, side);
            page.figure(Region { width: 7.0, ..line }, Style::new(9.0).muted(), &place.to_string())?;
            let room = Region { x: line.x + 9.0, width: square.x - line.x - 11.0, ..line };
            page.one_line(room, Style::new((row * 1.25).clamp(7.5, 11.5)).bold(), name)?;
            page.outline(square, Pen::BLACK);
            page.rule(region, line.bottom(), Pen::RULE);
        }
        let words = if self.secret { t!("Secret ballot. Do not sign.") } else { t!("Open ballot.") };
        page.one_line(Region { y: foot, height: 4.5, width: region.width * 0.6, ..region }, small, words)?;
        let right = Region { x: region.x + region.width * 0.6, y: foot, width: region.width * 0.4, height: 4.5 };
        page.figure(
            right,
            small.right(),
            &t!("No. {number} · {mark}", number = number, mark = format!("{:04}", self.mark)),
        )
    }
}

/// What is known of a result beside its stages: who is elected, the papers, the ballot account, the roll, the lots.
fn facts(whole: &Whole, outcome: &Outcome) -> Table {
    let mut table = Table::new(vec![Column::text("", 1.2), Column::text("", 5.0).wrapped()]);
    table.row([t!("Result").to_owned(), whole.says(outcome)]);
    if outcome.count.is_some() {
        table.row([t!("Papers").to_owned(), papers_says(outcome)]);
    }
    for round in &whole.rounds {
        table.row([t!("Ballot account").to_owned(), account_says(round)]);
        for one in &round.settled {
            let says = one.marks.as_ref().map_or_else(|| t!("no such paper").to_owned(), super::model::Marks::says);
            let words = t!(
                "Paper {number} settled as {says}: {note} ({who})",
                number = one.number,
                says = says,
                note = one.note,
                who = one.who
            );
            table.row([String::new(), words]);
        }
    }
    if let Some(roll) = &whole.election.roll {
        let people = text::plural(roll.people, t!("person"), t!("people"));
        let words = t!(
            "{people} could vote; frozen on {day}. {rule}",
            people = people,
            day = day::long(roll.on),
            rule = roll.rule
        );
        table.row([t!("Roll").to_owned(), words]);
    }
    for lot in &whole.lots {
        table.row([t!("Lot").to_owned(), report::lot_says(whole, lot)]);
    }
    for tie in ties(whole, outcome) {
        table.row([t!("Tie").to_owned(), tie]);
    }
    for one in whole.candidates.iter().filter(|one| one.place.is_some()) {
        if let Some((on, why)) = &one.withdrawn {
            let words = t!("{name}, {day}: {why}", name = one.name(), day = day::short(*on), why = why);
            table.row([t!("Withdrawn").to_owned(), words]);
        }
    }
    table.signatures(&[(t!("Returning officer"), ""), (t!("Scrutineer"), ""), (t!("Place and date"), "")]);
    table
}

/// The sheets of all stages, one below the other.
fn stages(whole: &Whole, outcome: &Outcome) -> Table {
    let rules = whole.election.new.rules;
    let mut table = Table::new(vec![
        Column::text(t!("Candidate"), 4.0).wrapped(),
        Column::figures(t!("Change"), 1.6),
        Column::figures(t!("Votes"), 1.6),
        Column::text("", 1.2),
    ]);
    for (at, stage) in outcome.count.iter().flat_map(|count| count.stages.iter().enumerate()) {
        let mut words = stage_says(whole, stage);
        if rules.has_quota() {
            words.push_str(&t!(". Quota {quota}", quota = stage.quota));
        }
        table.section(words);
        for line in stage_lines(whole, outcome, at) {
            let name = format!("{}. {}", line.place, line.name);
            table.row([name, change_says(line.change), line.votes.to_string(), state_says(line.state).to_owned()]);
        }
        if rules.ranks() {
            let votes = stage.non_transferable.to_string();
            table.row([t!("Non-transferable").to_owned(), String::new(), votes, String::new()]);
        }
    }
    table
}

/// The report of a result: a page to sign, and the sheet of every stage.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn result(whole: &Whole, outcome: &Outcome, head: &Letterhead, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let new = &whole.election.new;
    let title = t!("Election of {post}", post = new.post);
    let mut document = Document::new(&title, head.paper, at)?;
    let foot = match whole.declared() {
        Some(declared) => {
            let hash = declared.hash.get(..16).unwrap_or_default();
            t!(
                "Declared on {day} by {who}. SHA-256 {hash}",
                day = day::short(declared.on),
                who = declared.by,
                hash = hash
            )
        }
        None => t!("Not declared: the result may still change").to_owned(),
    };
    let seats = text::plural(new.seats, t!("seat"), t!("seats"));
    let subtitle = format!("{} · {} · {seats} · {}", head.line(), day::long(new.on), new.rules.name());
    let frame = Frame { title: title.clone(), subtitle, foot, landscape: false };
    let facts = facts(whole, outcome);
    let stages = stages(whole, outcome);
    let sheets = Frame { title: t!("{title}: every stage", title = title), ..frame.clone() };
    let mut tables = vec![(&facts, &frame)];
    if outcome.count.is_some() {
        tables.push((&stages, &sheets));
    }
    draw_all(&mut document, &tables)?;
    document.bytes()
}

/// The ballot account of a round in a sentence.
pub fn account_says(round: &super::model::Round) -> String {
    let mut parts = vec![t!("Round {number}", number = round.number)];
    let mut add = |label: &str, value: Option<u32>| parts.extend(value.map(|value| format!("{label} {value}")));
    add(t!("printed"), Some(round.printed()).filter(|printed| *printed > 0));
    add(t!("issued"), round.account.issued);
    add(t!("replaced"), round.account.replaced);
    add(t!("left over"), round.account.unused);
    add(t!("in the box"), round.account.returned);
    add(t!("keyed twice"), u32::try_from(round.first.len()).ok());
    let who = |entered: &[super::model::Entered]| {
        let mut names: Vec<&str> = entered.iter().map(|one| one.who.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names.join(", ")
    };
    parts.push(t!("by {first} and by {second}", first = who(&round.first), second = who(&round.second)));
    parts.join(", ")
}

/// The frozen roll with who was given a paper: a tick where one was, room for one where none was yet.
///
/// # Errors
/// When no font of this computer has a letter of a name.
pub fn roll(whole: &Whole, voters: &[Voter], head: &Letterhead, at: DateTime<Utc>) -> Result<Vec<u8>> {
    let new = &whole.election.new;
    let title = t!("Marked roll: {post}", post = new.post);
    let mut document = Document::new(&title, head.paper, at)?;
    let mut table = Table::new(vec![
        Column::figures("#", 0.7),
        Column::text(t!("Name"), 5.0).wrapped(),
        Column::text(t!("Number"), 1.8),
        Column::text(t!("Got a paper"), 1.8),
    ])
    .to_sign(3, 7.0);
    for (one, line) in voters.iter().zip(1_u32..) {
        let got = if one.marked { t!("Yes") } else { "" };
        table.row([line.to_string(), one.name.clone(), one.number.clone(), got.to_owned()]);
    }
    let marked = voters.iter().filter(|one| one.marked).count();
    let rule = whole.election.roll.as_ref().map(|roll| roll.rule.clone()).unwrap_or_default();
    let counts =
        t!("{marked} of {people} were given a paper", marked = text::count(marked), people = text::count(voters.len()));
    let frame = Frame {
        title: title.clone(),
        subtitle: format!("{} · {} · {counts}\n{rule}", head.line(), day::long(new.on)),
        foot: t!("Which paper somebody was given stands nowhere.").to_owned(),
        landscape: false,
    };
    draw_all(&mut document, &[(&table, &frame)])?;
    document.bytes()
}
