//! Taking a file in: which of its statements are meant, which lines are new, which are here already. Pure; the plan is both
//! what the preview shows and what is committed.

use std::collections::{HashMap, HashSet};

use super::known::{content_of, mark_of, plain_number, same_number};
use super::{AccountId, LineId, LineState};
use crate::bank::statement::{File, Line, Statement};
use crate::kit::{Currency, Day, Money, Problem, Result, text};
use crate::t;
use crate::tabular::Report;

/// A line that is in the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Here {
    pub id: LineId,
    pub state: LineState,
    pub why: String,
    pub reconciled: bool,
}

/// What the office knows that a file is held against.
#[derive(Clone, Debug)]
pub struct Known {
    pub account: AccountId,
    pub account_name: String,
    pub currency: Currency,
    /// Where the history stood when this was read.
    pub generation: i64,
    /// Lines of the account by their marks.
    pub marks: HashMap<String, Here>,
    /// Lines of the account by the bank's id: a booking that came as one may come again as its payments.
    pub refs: HashMap<String, Here>,
    /// The numbers of all accounts, plain, with the account's name.
    pub numbers: Vec<(AccountId, String, String)>,
    /// Closing balances of the account.
    pub closings: HashSet<(Day, Money)>,
    /// How many lines of the account have this day and amount.
    pub alike: HashMap<(Day, Money), usize>,
    /// The last day up to which the account is reconciled.
    pub reconciled_to: Option<Day>,
}

/// What a person says about taking a file in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Which account of the file is meant, where it holds several or one that is not known.
    pub number: Option<String>,
    /// Lines that were set aside before come back to be matched.
    pub bring_back: bool,
}

/// What becomes of a line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    New,
    /// It is here already.
    Here,
    /// It is here and was set aside, for this reason.
    Aside(LineId, String),
    /// A payment of a booking that is here as one and waits: it takes its place.
    Splits(LineId),
    /// The file holds it twice under one id.
    Twice,
}

/// A line with its fate. Its place in the statement is its place in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLine {
    pub line: Line,
    pub mark: String,
    pub fate: Fate,
}

/// A statement that will be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStatement {
    /// Without its lines.
    pub head: Statement,
    pub lines: Vec<PlannedLine>,
    /// Whether it brings anything: lines, or a balance that was not known.
    pub brings: bool,
}

/// What will be done.
#[derive(Clone, Debug)]
pub struct Plan {
    pub account: AccountId,
    pub account_name: String,
    pub generation: i64,
    pub source: String,
    pub digest: String,
    pub format: super::Format,
    pub statements: Vec<PlannedStatement>,
    /// Numbers that the account is known by from now on, plain.
    pub numbers: Vec<String>,
    pub bring_back: bool,
    /// Lines that were set aside before and are in this file again.
    pub aside: usize,
    /// The sum of the new lines.
    pub total: Money,
    pub report: Report,
    pub notes: Vec<String>,
}

/// Works out what taking the file in would do.
///
/// # Errors
/// When no statement of the file is in the office's currency, or it is not plain which account of the file is meant.
pub fn plan(file: &File, known: &Known, choice: &Choice) -> Result<Plan> {
    let mut notes = file.notes.clone();
    let meant = meant(file, known, choice, &mut notes)?;
    let mut numbers: Vec<String> = Vec::new();
    let mut report = Report { currency: Some(known.currency.code.to_owned()), ..Report::default() };
    let mut counts: HashMap<String, usize> = HashMap::new();
    let (mut aside, mut total, mut alike, mut reconciled) = (0, Money::ZERO, 0, 0);
    let mut statements = Vec::new();
    for statement in meant {
        let number = plain_number(&statement.account);
        let is_known = known.numbers.iter().any(|(_, n, _)| *n == number) || numbers.contains(&number);
        if !number.is_empty() && !is_known {
            numbers.push(number);
        }
        // Where both balances were proved, two lines under one id are two bookings.
        let proved = statement.opening.is_some() && statement.closing.is_some();
        let mut lines = Vec::with_capacity(statement.lines.len());
        for line in &statement.lines {
            let count = counts.entry(content_of(line)).or_default();
            let nth = *count;
            *count += 1;
            let mark = mark_of(line, nth);
            let twice = nth > 0 && !line.id.is_empty() && !proved;
            let fate = if twice { Fate::Twice } else { fate(line, &mark, known) };
            report.read += 1;
            match &fate {
                Fate::New => {
                    report.added += 1;
                    total = total.checked_add(line.amount)?;
                    alike += usize::from(known.alike.get(&(line.booked, line.amount)).is_some_and(|n| *n > 0));
                    reconciled += usize::from(known.reconciled_to.is_some_and(|day| line.booked <= day));
                }
                Fate::Splits(_) => report.updated += 1,
                Fate::Aside(..) if choice.bring_back => {
                    aside += 1;
                    report.updated += 1;
                }
                Fate::Aside(..) => {
                    aside += 1;
                    report.skipped += 1;
                }
                Fate::Here | Fate::Twice => report.skipped += 1,
            }
            lines.push(PlannedLine { line: line.clone(), mark, fate });
        }
        let brings_lines = lines.iter().any(|l| matches!(l.fate, Fate::New | Fate::Splits(_)));
        let closing = statement.closing.and_then(|b| Some((b.on.or(statement.to)?, b.amount)));
        let brings = brings_lines || closing.is_some_and(|closing| !known.closings.contains(&closing));
        let head = Statement { lines: Vec::new(), ..statement.clone() };
        statements.push(PlannedStatement { head, lines, brings });
    }
    if alike > 0 {
        notes.push(t!(
            "{count} new lines have day and amount of lines that are here already: if the same time was read before from another kind of file, they are the same lines",
            count = alike
        ));
    }
    if let Some(day) = known.reconciled_to.filter(|_| reconciled > 0) {
        notes.push(t!(
            "{count} of a time that is reconciled (up to {day}): before they can be matched, reopen that in Reconcile; or set them aside",
            count = text::plural(reconciled, t!("new line is"), t!("new lines are")),
            day = crate::kit::day::short(day)
        ));
    }
    report.total = Some(known.currency.plain(total));
    Ok(Plan {
        account: known.account,
        account_name: known.account_name.clone(),
        generation: known.generation,
        source: file.name.clone(),
        digest: file.digest.clone(),
        format: file.format,
        statements,
        numbers,
        bring_back: choice.bring_back,
        aside,
        total,
        report,
        notes,
    })
}

fn fate(line: &Line, mark: &str, known: &Known) -> Fate {
    if let Some(here) = known.marks.get(mark) {
        return match here.state {
            LineState::Aside if !here.reconciled => Fate::Aside(here.id, here.why.clone()),
            _ => Fate::Here,
        };
    }
    // A payment `X/2` of a booking `X` that came as one, or the booking whose payments came before.
    if let Some((whole, _)) = line.id.rsplit_once('/').filter(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()))
        && let Some(here) = known.refs.get(whole)
    {
        return if here.state == LineState::Open { Fate::Splits(here.id) } else { Fate::Here };
    }
    if !line.id.is_empty() && known.refs.contains_key(&format!("{}/1", line.id)) {
        return Fate::Here;
    }
    Fate::New
}

/// The statements of the file that belong to the account.
fn meant<'f>(file: &'f File, known: &Known, choice: &Choice, notes: &mut Vec<String>) -> Result<Vec<&'f Statement>> {
    let here = |s: &&Statement| s.currency.as_deref().is_none_or(|code| code.eq_ignore_ascii_case(known.currency.code));
    let (ours, foreign): (Vec<&Statement>, Vec<&Statement>) = file.statements.iter().partition(here);
    let codes = |list: &[&Statement]| {
        let mut codes: Vec<&str> = list.iter().filter_map(|s| s.currency.as_deref()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(", ")
    };
    if ours.is_empty() {
        return Err(Problem::input(t!(
            "{file} is in {found}, and this office keeps {code}. Nothing was read",
            file = file.name,
            found = codes(&foreign),
            code = known.currency.code
        )));
    }
    if !foreign.is_empty() {
        notes.push(t!(
            "Statements in {codes} were left out: this office keeps {own}",
            codes = codes(&foreign),
            own = known.currency.code
        ));
    }
    let owner = |number: &str| known.numbers.iter().find(|(_, n, _)| same_number(n, number));
    let told = choice.number.as_deref().map(plain_number);
    let is_ours = |s: &&Statement| {
        let number = plain_number(&s.account);
        match (&told, owner(&number)) {
            (Some(told), _) => same_number(told, &number),
            (None, Some((account, ..))) => *account == known.account,
            (None, None) => number.is_empty(),
        }
    };
    let (taken, left): (Vec<&Statement>, Vec<&Statement>) = ours.iter().copied().partition(is_ours);
    if !taken.is_empty() {
        if !left.is_empty() {
            notes.push(t!(
                "Statements of other accounts in the file were left out: {accounts}",
                accounts = accounts(&left)
            ));
        }
        return Ok(taken);
    }
    unknown(file, known, &told, left)
}

/// No statement says that it belongs to the account: a single unknown one is taken where the account has no number yet.
fn unknown<'f>(
    file: &File,
    known: &Known,
    told: &Option<String>,
    left: Vec<&'f Statement>,
) -> Result<Vec<&'f Statement>> {
    if let Some(told) = told {
        return Err(Problem::input(t!(
            "{file} holds no statement of {number}. Nothing was read",
            file = file.name,
            number = told
        ))
        .hint(t!("It holds {accounts}", accounts = accounts(&left))));
    }
    let owner =
        left.iter().find_map(|s| known.numbers.iter().find(|(_, n, _)| same_number(n, &plain_number(&s.account))));
    if let Some((_, _, name)) = owner {
        return Err(Problem::input(t!(
            "{file} is a statement of “{other}”, not of “{account}”. Nothing was read",
            file = file.name,
            other = name,
            account = known.account_name
        ))
        .hint(t!("Read it into that account")));
    }
    let mut different: Vec<String> = left.iter().map(|s| plain_number(&s.account)).collect();
    different.sort_unstable();
    different.dedup();
    if different.len() > 1 {
        return Err(Problem::input(t!("{file} holds several accounts. Nothing was read", file = file.name))
            .hint(t!("Say which one is meant by its number: {accounts}", accounts = accounts(&left))));
    }
    let own: Vec<&str> =
        known.numbers.iter().filter(|(a, ..)| *a == known.account).map(|(_, n, _)| n.as_str()).collect();
    match own.first() {
        None => Ok(left),
        Some(first) => Err(Problem::input(t!(
            "{file} is a statement of {number}, but “{account}” is {own} at the bank. Nothing was read",
            file = file.name,
            number = accounts(&left),
            account = known.account_name,
            own = first
        ))
        .hint(t!("If the account has both numbers, say the new one with the file"))),
    }
}

fn accounts(list: &[&Statement]) -> String {
    let mut all: Vec<&str> = list.iter().map(|s| s.account.as_str()).filter(|a| !a.is_empty()).collect();
    all.dedup();
    all.join(", ")
}
