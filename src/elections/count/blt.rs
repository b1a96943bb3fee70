//! Ballot files in BLT form, as counting programs exchange them:
//!
//! ```text
//! 3 2              candidates, seats
//! -3               who withdrew, if anybody
//! 4 1 2 0          how many papers, their preferences, nought
//! 0                no more papers
//! "Castor" …       the names, then the title
//! ```
//!
//! `#` begins a remark. Names may stand in short (`[nick a b c]`) and be used instead of numbers.

use std::collections::BTreeSet;

use super::ballots::{Ballots, CandidateId, Paper};
use crate::kit::{Problem, Result};
use crate::t;

/// More candidates than any ballot paper holds.
const MOST_CANDIDATES: usize = 1_000;
/// More papers than there are people.
const MOST_PAPERS: u64 = 10_000_000_000;

struct Token<'t> {
    text: &'t str,
    quoted: bool,
    line: usize,
}

fn wrong(line: usize, what: &str) -> Problem {
    Problem::input(t!("Line {line}: {what}. Nothing was counted", line = line, what = what))
}

fn tokens(text: &str) -> Result<Vec<Token<'_>>> {
    let mut found = Vec::new();
    let (mut rest, mut line) = (text, 1);
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '\n' => {
                line += 1;
                (None, rest.get(1..))
            }
            '#' => (None, rest.find('\n').and_then(|at| rest.get(at..))),
            '"' => {
                let inner = rest.get(1..).unwrap_or_default();
                let end = inner
                    .find('"')
                    .ok_or_else(|| wrong(line, t!("a name begins with a quotation mark that is not closed")))?;
                let name = inner.get(..end).unwrap_or_default();
                if name.contains('\n') {
                    return Err(wrong(line, t!("a name begins with a quotation mark that is not closed")));
                }
                (Some(Token { text: name, quoted: true, line }), inner.get(end + 1..))
            }
            '[' => {
                let end = rest.find(']').ok_or_else(|| wrong(line, t!("a square bracket is not closed")))?;
                let inner = rest.get(..=end).unwrap_or_default();
                let token = Token { text: inner, quoted: false, line };
                line += inner.matches('\n').count();
                (Some(token), rest.get(end + 1..))
            }
            c if c.is_whitespace() => (None, rest.get(c.len_utf8()..)),
            _ => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '#').unwrap_or(rest.len());
                (Some(Token { text: rest.get(..end).unwrap_or_default(), quoted: false, line }), rest.get(end..))
            }
        };
        found.extend(token);
        rest = after.unwrap_or_default();
    }
    Ok(found)
}

struct Reader<'t> {
    tokens: std::iter::Peekable<std::vec::IntoIter<Token<'t>>>,
    line: usize,
    names: usize,
    nicks: Vec<String>,
}

impl<'t> Reader<'t> {
    fn next(&mut self, wanted: &str) -> Result<Token<'t>> {
        let line = self.line;
        let token = self
            .tokens
            .next()
            .ok_or_else(|| wrong(line, &t!("the file ends where {wanted} should stand", wanted = wanted)))?;
        self.line = token.line;
        Ok(token)
    }

    fn number(&mut self, wanted: &str) -> Result<u64> {
        let token = self.next(wanted)?;
        let number = token.text.parse().ok().filter(|_| !token.quoted);
        number.ok_or_else(|| {
            wrong(token.line, &t!("“{text}” stands where {wanted} should", text = token.text, wanted = wanted))
        })
    }

    fn candidate(&self, token: &Token<'_>) -> Result<Option<CandidateId>> {
        if token.text == "0" {
            return Ok(None);
        }
        if token.text.contains('=') {
            return Err(wrong(
                token.line,
                &t!(
                    "“{text}” gives one preference to several candidates, which none of these rules counts",
                    text = token.text
                ),
            ));
        }
        let by_nick = self.nicks.iter().position(|nick| nick == token.text);
        let by_number =
            || token.text.parse::<usize>().ok().and_then(|n| n.checked_sub(1)).filter(|at| *at < self.names);
        by_nick.or_else(by_number).map(|at| Some(CandidateId(at))).ok_or_else(|| {
            wrong(token.line, &t!("“{text}” is no candidate; there are {many}", text = token.text, many = self.names))
        })
    }

    /// What stands in square brackets: `nick` names the candidates in short, `withdrawn` those who do
    /// not stand any longer, who are answered.
    fn option(&mut self, token: &Token<'_>) -> Result<Vec<CandidateId>> {
        let mut words = token.text.trim_matches(['[', ']']).split_whitespace();
        match words.next() {
            Some("withdrawn") => {
                words.map(|text| self.candidate(&Token { text, ..*token })).filter_map(Result::transpose).collect()
            }
            Some("nick") => {
                let nicks: Vec<String> = words.map(str::to_owned).collect();
                let apart: BTreeSet<_> = nicks.iter().collect();
                let numbers = nicks.iter().any(|nick| nick.parse::<i64>().is_ok());
                if nicks.len() != self.names || apart.len() != nicks.len() || numbers {
                    return Err(wrong(token.line, t!("the short names do not fit the candidates one to one")));
                }
                self.nicks = nicks;
                Ok(Vec::new())
            }
            other => Err(wrong(
                token.line,
                &t!("[{option} …] is an option this program does not know", option = other.unwrap_or_default()),
            )),
        }
    }
}

/// Reads a ballot file.
///
/// # Errors
/// With the line, when it is no ballot file or a paper in it says what no rule counts.
pub fn parse(text: &str) -> Result<Ballots> {
    let mut read = Reader { tokens: tokens(text)?.into_iter().peekable(), line: 1, names: 0, nicks: Vec::new() };
    let names = usize::try_from(read.number(t!("the number of candidates"))?).unwrap_or(usize::MAX);
    if names == 0 || names > MOST_CANDIDATES {
        return Err(wrong(
            read.line,
            &t!("{many} candidates stand; at least 1 and at most {most} may", many = names, most = MOST_CANDIDATES),
        ));
    }
    read.names = names;
    let seats = usize::try_from(read.number(t!("the number of seats"))?).unwrap_or(usize::MAX);
    let withdrawn = head(&mut read)?;
    let papers = papers(&mut read)?;
    let mut listed = Vec::with_capacity(names);
    for at in 1..=names {
        listed.push(name(&mut read, &t!("the name of candidate {at}", at = at))?);
    }
    for (at, name) in listed.iter().enumerate() {
        if name.is_empty() || listed.iter().take(at).any(|other| other == name) {
            return Err(wrong(
                read.line,
                &t!("candidate {at} has no name of their own (“{name}”)", at = at + 1, name = name),
            ));
        }
    }
    let title = if read.tokens.peek().is_some() { name(&mut read, t!("the title"))? } else { String::new() };
    if let Some(token) = read.tokens.next() {
        return Err(wrong(token.line, &t!("“{text}” stands behind the title", text = token.text)));
    }
    Ok(Ballots { title, seats, names: listed, withdrawn, papers })
}

fn name(read: &mut Reader<'_>, wanted: &str) -> Result<String> {
    let token = read.next(wanted)?;
    if !token.quoted {
        return Err(wrong(
            token.line,
            &t!("“{text}” stands where {wanted} should, in quotation marks", text = token.text, wanted = wanted),
        ));
    }
    Ok(token.text.trim().to_owned())
}

/// What stands between the numbers and the first paper: options, and minus numbers for who withdrew.
fn head(read: &mut Reader<'_>) -> Result<Vec<CandidateId>> {
    let mut withdrawn = Vec::new();
    while let Some(token) = read.tokens.next_if(|t| !t.quoted && t.text.starts_with(['-', '['])) {
        let gone = match token.text.strip_prefix('-') {
            None => read.option(&token)?,
            Some(number) => read.candidate(&Token { text: number, ..token })?.into_iter().collect(),
        };
        for id in gone {
            if !withdrawn.contains(&id) {
                withdrawn.push(id);
            }
        }
    }
    Ok(withdrawn)
}

fn papers(read: &mut Reader<'_>) -> Result<Vec<Paper>> {
    let (mut papers, mut total) = (Vec::new(), 0_u64);
    loop {
        let many = read.number(t!("how many papers say the same, or 0 after the last"))?;
        if many == 0 {
            return Ok(papers);
        }
        total = total.saturating_add(many);
        if total > MOST_PAPERS {
            return Err(wrong(read.line, t!("there are more papers than people")));
        }
        let mut preferences: Vec<CandidateId> = Vec::new();
        let mut broken = false;
        loop {
            let token = read.next(t!("a preference, or 0 after the last"))?;
            // A number left out: what follows is no next preference in an unbroken order, so the paper ends there.
            broken |= token.text == "-";
            if broken {
                if token.text == "0" {
                    break;
                }
                continue;
            }
            let Some(id) = read.candidate(&token)? else { break };
            if preferences.contains(&id) {
                return Err(wrong(token.line, &t!("a paper names “{text}” twice", text = token.text)));
            }
            preferences.push(id);
        }
        papers.push(Paper { preferences, many });
    }
}

/// Ballots as a ballot file, one line for each paper as it was given. Quotation marks cannot stand in a name there.
pub fn written(ballots: &Ballots) -> String {
    let mut out = format!("{} {}\n", ballots.names.len(), ballots.seats);
    for id in &ballots.withdrawn {
        out.push_str(&format!("-{}\n", id.0 + 1));
    }
    for paper in &ballots.papers {
        let places: String = paper.preferences.iter().map(|id| format!("{} ", id.0 + 1)).collect();
        out.push_str(&format!("{} {places}0\n", paper.many));
    }
    out.push_str("0\n");
    for name in ballots.names.iter().chain(std::iter::once(&ballots.title)) {
        out.push_str(&format!("\"{}\"\n", name.replace('"', "”").replace('\n', " ")));
    }
    out
}
