//! `elections ballots`, `mark`, `account`, `enter`, `compare`, `settle`, `import` and `count-file`.

use clap::Command;
use serde_json::{Value as Json, json};

use super::super::count::written;
use super::super::model::{Account, Comparison, Marks};
use super::super::{import, ops, printing, store};
use super::{answer, election, one_args, person, whole};
use crate::cli::args::{choice, flag, must_write, needed, option};
use crate::cli::{Call, Outcome};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result, text};
use crate::t;
use crate::tabular::decode;

pub(super) fn ballots_args(c: Command) -> Command {
    must_write(one_args(c), "to", "OUT.pdf", "The file")
        .arg(option("papers", "N", "How many new papers (default: as many as may vote)"))
        .arg(
            option("again", "FIRST-LAST", "Print papers of these numbers once more, such as 7-7")
                .conflicts_with("papers"),
        )
        .arg(choice("per-page", "N", "How many stand on a page (default: as many as fit)", ["1", "2", "4"]))
}

pub(super) fn ballots(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let per_page = call.number::<usize>("per-page")?;
    let again = call.text("again").map(numbers).transpose()?;
    let known = whole(&office, id)?;
    printing::probe(&office, &known)?;
    let (first, last, op) = match again {
        Some((first, last)) => (first, last, None),
        None => {
            let may_vote = known.election.roll.as_ref().map(|roll| u32::try_from(roll.people).unwrap_or(0));
            let papers = call
                .number::<u32>("papers")?
                .or(may_vote)
                .ok_or_else(|| Problem::usage(t!("Say with --papers how many, or freeze the roll first")))?;
            let done = ops::print(&mut office, id, papers)?;
            (done.value.first, done.value.last, done.op)
        }
    };
    let pdf = printing::papers(&office, id, (first, last), per_page)?;
    write_whole(&to, &pdf)?;
    office.close()?;
    let document = json!({ "first": first, "last": last, "file": to, "op": op });
    call.out.answer(
        &document,
        &t!("Ballot papers {first} to {last}: {file}", first = first, last = last, file = to.display()),
    )?;
    Ok(Outcome::Done)
}

/// `7-9`, or `7`.
fn numbers(text: &str) -> Result<(u32, u32)> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if first > 0 && first <= last => Ok((first, last)),
        _ => Err(Problem::usage(t!("“{text}” are no numbers of papers; write 7-9", text = text))),
    }
}

pub(super) fn mark_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("person", "PERSON", "Id, number, e-mail address or name"))
        .arg(flag("untick", "They were not given one after all"))
}

pub(super) fn mark(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let who = person(&office, call.need("person")?)?;
    let voter = office.read(|conn| store::voter(conn, id, who))?;
    let ticked = !call.flag("untick");
    let done = ops::mark(&mut office, id, voter, ticked)?;
    answer(call, office, id, done.op, if ticked { t!("Ticked off") } else { t!("Not ticked off any more") })
}

pub(super) fn account_args(c: Command) -> Command {
    one_args(c)
        .arg(option("issued", "N", "Papers given out to vote"))
        .arg(option("replaced", "N", "Papers given back spoilt and replaced"))
        .arg(option("unused", "N", "Papers left over"))
        .arg(option("returned", "N", "Papers in the box"))
}

pub(super) fn account(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let known = whole(&office, id)?.round().map(|round| round.account).unwrap_or_default();
    let account = Account {
        issued: call.number("issued")?.or(known.issued),
        replaced: call.number("replaced")?.or(known.replaced),
        unused: call.number("unused")?.or(known.unused),
        returned: call.number("returned")?.or(known.returned),
    };
    let done = ops::account(&mut office, id, &account)?;
    let after = whole(&office, id)?;
    let faults = after.round().map(super::show::faults).unwrap_or_default();
    let says = if faults.is_empty() { t!("The ballot account is kept").to_owned() } else { faults.join("\n") };
    answer(call, office, id, done.op, &says)
}

const MARKS: &str = "What a paper says: the candidates by their numbers on the paper or the beginning of their names, first choice \
    first (“3 1 2”: candidate 3 is the first choice, 1 the second, 2 the third); or, of a paper that does not count, why: “/1” unmarked \
    or unclear, “/2” more marks than the rules allow, “/3” shows who voted, “/4” not one that was issued, “/ REASON” anything else";

pub(super) fn enter_args(c: Command) -> Command {
    one_args(c)
        .arg(choice("entry", "WHICH", "The first or the second entry", ["1", "2"]).required(true))
        .arg(option("ballot", "N", "The number of the (first) paper (default: the next)"))
        .arg(option("marks", "TEXT", MARKS))
        .arg(
            option("from", "LIST.txt", "A file with a line for each paper, each as --marks has it")
                .conflicts_with("marks"),
        )
        .arg(flag("again", "Key a paper anew that was keyed wrong").requires("ballot"))
        .arg(flag("take-out", "Take a paper out that is none").requires("ballot").conflicts_with_all(["marks", "from"]))
        .arg(flag("alone", "Nobody else can make the other entry; the result shows that"))
}

fn lines(call: &Call<'_>) -> Result<Vec<String>> {
    if let Some(marks) = call.text("marks") {
        return Ok(vec![marks.to_owned()]);
    }
    let Some(from) = call.text("from") else {
        return Err(Problem::usage(t!("Say what the paper says with --marks, or give a list with --from")));
    };
    let unread = |e| Problem::file(t!("The list could not be read: {path}", path = from)).because(e);
    let text = decode(std::fs::read(from).map_err(unread)?, None)?.text;
    Ok(text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect())
}

pub(super) fn enter(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let entry = if call.need("entry")? == "1" { 1 } else { 2 };
    let ballot = call.number::<u32>("ballot")?;
    let (op, says) = match ballot {
        Some(number) if call.flag("take-out") => {
            (ops::correct(&mut office, id, entry, number, None)?.op, t!("Taken out").to_owned())
        }
        Some(number) if call.flag("again") => {
            let lines = lines(call)?;
            let [line] = lines.as_slice() else {
                return Err(Problem::usage(t!("One paper is keyed anew at a time")));
            };
            (ops::correct(&mut office, id, entry, number, Some(line))?.op, t!("Keyed again").to_owned())
        }
        _ => {
            let done = ops::enter(&mut office, id, entry, ballot, &lines(call)?, call.flag("alone"))?;
            (done.op, t!("Keyed {papers}", papers = text::plural(done.value.len(), t!("paper"), t!("papers"))))
        }
    };
    answer(call, office, id, op, &says)
}

fn said(marks: Option<&Marks>) -> String {
    marks.map_or_else(|| "—".to_owned(), Marks::says)
}

/// What came of comparing, for scripts.
pub(super) fn compared_json(compared: &Comparison) -> Json {
    let open: Vec<Json> = compared
        .open
        .iter()
        .map(|one| {
            json!({ "number": one.number, "first": one.first.as_ref().map(Marks::says),
                "second": one.second.as_ref().map(Marks::says) })
        })
        .collect();
    json!({ "agree": compared.papers.len(), "differ": open })
}

pub(super) fn compare(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let id = election(call, &office)?;
    let whole = whole(&office, id)?;
    let Some(round) = whole.round() else {
        return Err(Problem::input(t!("Nobody votes for {post} yet", post = whole.election.new.post)));
    };
    let compared = round.compared();
    let mut out = String::new();
    for one in &compared.open {
        out.push_str(&t!(
            "Paper {number}: {first} | {second}\n",
            number = one.number,
            first = said(one.first.as_ref()),
            second = said(one.second.as_ref())
        ));
    }
    out.push_str(&t!(
        "{papers} agree, {differ} differ",
        papers = text::plural(compared.papers.len(), t!("paper"), t!("papers")),
        differ = compared.open.len()
    ));
    call.out.answer(&compared_json(&compared), &out)?;
    Ok(if compared.open.is_empty() { Outcome::Done } else { Outcome::Problems })
}

pub(super) fn settle_args(c: Command) -> Command {
    one_args(c)
        .arg(needed("ballot", "N", "The number of the paper"))
        .arg(option("marks", "TEXT", MARKS))
        .arg(flag("no-paper", "There is no such paper").conflicts_with("marks"))
        .arg(option("note", "TEXT", "What was seen").required(true))
}

pub(super) fn settle(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let Some(number) = call.number::<u32>("ballot")? else {
        return Err(Problem::usage(t!("Say the number of the paper")));
    };
    let marks = call.text("marks").map(str::to_owned);
    if marks.is_none() && !call.flag("no-paper") {
        return Err(Problem::usage(t!("Say what the paper says with --marks, or --no-paper")));
    }
    let note = call.need("note")?.to_owned();
    let done = ops::settle(&mut office, id, number, marks.as_deref(), &note)?;
    answer(call, office, id, done.op, t!("Settled"))
}

pub(super) fn import_args(c: Command) -> Command {
    one_args(c).arg(needed("input", "BALLOTS.blt", "The ballot file, with the same names in the order of the paper"))
}

pub(super) fn import_file(call: &mut Call<'_>) -> Result<Outcome> {
    let path = call.path("input")?;
    let ballots = import::read(&path)?;
    let mut office = call.office()?;
    let id = election(call, &office)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let done = ops::import(&mut office, id, &ballots, &name)?;
    let papers = text::plural(usize::try_from(done.value).unwrap_or(0), t!("paper"), t!("papers"));
    answer(call, office, id, done.op, &t!("Brought in {papers}", papers = papers))
}

pub(super) fn file_args(c: Command) -> Command {
    must_write(one_args(c), "to", "OUT.blt", "The file")
}

pub(super) fn count_file(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let office = call.office_to_read()?;
    let id = election(call, &office)?;
    let whole = whole(&office, id)?;
    let Some(round) = whole.round() else {
        return Err(Problem::input(t!("Nobody votes for {post} yet", post = whole.election.new.post)));
    };
    let ballots = whole.ballots(round)?;
    write_whole(&to, written(&ballots).as_bytes())?;
    let lots: Vec<String> = whole.tie_names();
    let document =
        json!({ "papers": ballots.total(), "rules": whole.election.new.rules.key(), "lots": lots, "file": to });
    call.out.answer(&document, &t!("Wrote {papers} papers: {file}", papers = ballots.total(), file = to.display()))?;
    Ok(Outcome::Done)
}
