//! `candidates kit`, `fill-kit`, `sheets` and `key-sheet`: scoring away from the office.

use clap::Command;
use serde_json::json;

use super::super::kit::{self, Kit};
use super::super::model::{CandidateId, CriterionId, ScorerId};
use super::super::opened::{Mark, Says};
use super::super::seal::CardText;
use super::super::{import, ops, papers, store};
use super::panel::by_scorer;
use super::score;
use super::{answer, one_args, round, scorer as scorer_of, whole};
use crate::cli::args::{flag, must_write, needed, option};
use crate::cli::{Call, Outcome, read_passphrase};
use crate::kit::fold::fold;
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, Result};
use crate::t;
use crate::tabular::{self, Overrides};

pub(super) fn kit_args(c: Command) -> Command {
    must_write(by_scorer(one_args(c)), "to", "OUT.html|.json", "A page for any browser, or a file for this program")
}

pub(super) fn kit(call: &mut Call<'_>) -> Result<Outcome> {
    let office = call.office_to_read()?;
    let to = call.need_target("to")?;
    let whole = whole(&office, round(call, &office)?)?;
    let scorer = scorer_of(&whole, call.need("scorer")?)?;
    let kit = kit::of(&whole, scorer)?;
    let ending = to.extension().map(|e| e.to_ascii_lowercase().to_string_lossy().into_owned()).unwrap_or_default();
    let bytes = match ending.as_str() {
        "html" | "htm" => kit.page()?,
        "json" => kit.json()?,
        _ => {
            return Err(Problem::usage(t!("“{path}” ends neither in .html nor in .json", path = to.display()))
                .hint(t!("A page ends in .html, a kit for this program in .json")));
        }
    };
    write_whole(&to, bytes.as_bytes())?;
    let mut says =
        t!("The kit of {name} is in {path}: give it to nobody else", name = kit.scorer.name, path = to.display());
    if kit.candidates.iter().any(|one| one.stance == "undeclared") {
        says.push_str(t!(
            ". They say in it how they stand to each candidate; what candidates wrote is not in it before that is declared here"
        ));
    }
    call.out.answer(
        &json!({ "to": to, "scorer": kit.scorer.id, "candidates": kit.candidates.len(), "recused": kit.recused }),
        &says,
    )?;
    Ok(Outcome::Done)
}

pub(super) fn fill_args(c: Command) -> Command {
    let c = c
        .arg(needed("kit", "KIT.json", "The scoring kit"))
        .arg(option("from", "CARDS.csv", "Columns candidate, criterion, says (points, or none), note").required(true))
        .arg(
            option("scorer-passphrase-file", "P", "Read the scorer’s passphrase from the first line of this file")
                .required(true),
        );
    must_write(c, "to", "ANSWERS.json", "The answer file, for the office")
}

/// The cards of a table.
fn cards(call: &Call<'_>, kit: &Kit) -> Result<Vec<(CandidateId, CardText)>> {
    let source = tabular::open(&call.path("from")?, &Overrides::default())?;
    let column = |name: &str| source.columns.iter().position(|c| c.name.trim().eq_ignore_ascii_case(name));
    let need = |name: &str| {
        column(name)
            .ok_or_else(|| Problem::input(t!("The table has no column “{name}”. Nothing was sealed", name = name)))
    };
    let (candidate, criterion, says, note) = (need("candidate")?, need("criterion")?, need("says")?, column("note"));
    let mut all: Vec<(CandidateId, CardText)> = Vec::new();
    for row in source.rows() {
        let gone = |text: &str| Problem::input(t!("The kit knows no “{name}”. Nothing was sealed", name = text));
        let named = |id: String, name: &str, text: &str| id == text.trim() || fold(name) == fold(text);
        let who = kit.candidates.iter().find(|one| named(one.id.to_string(), &one.name, row.cell(candidate)));
        let who = who.ok_or_else(|| gone(row.cell(candidate)))?.id;
        let of = kit.criteria.iter().find(|one| named(one.id.to_string(), &one.name, row.cell(criterion)));
        let of = of.ok_or_else(|| gone(row.cell(criterion)))?;
        let typed = row.cell(says).trim();
        let mark = if typed.eq_ignore_ascii_case("none") {
            Says::NoEvidence
        } else {
            let at = of.anchors.iter().position(|anchor| anchor.points.to_string() == typed);
            Says::Anchor(at.ok_or_else(|| Problem::input(t!("“{text}” is no point of the scale", text = typed)))?)
        };
        let id: CriterionId = of.id;
        if !all.iter().any(|(known, _)| *known == who) {
            all.push((who, CardText::default()));
        }
        if let Some((_, card)) = all.iter_mut().find(|(known, _)| *known == who) {
            card.set(id.0, Mark { says: mark, note: note.map_or("", |at| row.cell(at)).to_owned() });
        }
    }
    Ok(all)
}

pub(super) fn fill(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let kit = import::kit(&call.path("kit")?)?;
    let passphrase = read_passphrase(&call.path("scorer-passphrase-file")?)?;
    if let Some(weak) = passphrase.weakness() {
        return Err(Problem::input(t!("The passphrase is too short. Nothing was sealed")).hint(weak));
    }
    let key = kit.key(passphrase.reveal())?;
    let answers = kit.answers(&key, &cards(call, &kit)?)?;
    let json = answers.json()?;
    write_whole(&to, json.as_bytes())?;
    let says = t!("Sealed: {count}. Give {path} to the chair", count = answers.cards.len(), path = to.display());
    call.out.answer(&json!({ "to": to, "cards": answers.cards.len() }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn sheets_args(c: Command) -> Command {
    let c = one_args(c).arg(option("scorer", "SCORER", "Only the sheets of one scorer"));
    must_write(c, "to", "OUT.pdf", "Where to")
}

pub(super) fn sheets(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let to = call.need_target("to")?;
    let id = round(call, &office)?;
    let only = call.text("scorer").map(|text| scorer_of(&whole(&office, id)?, text)).transpose()?;
    let (done, pages) = papers::sheets(&mut office, id, only)?;
    write_whole(&to, &pages)?;
    office.close()?;
    let numbers: Vec<i64> = done.value.iter().map(|one| one.number).collect();
    let about: Vec<_> = done
        .value
        .iter()
        .map(|one| json!({ "number": one.number, "scorer": one.scorer, "candidate": one.candidate }))
        .collect();
    let count = crate::kit::text::plural(numbers.len(), t!("sheet"), t!("sheets"));
    let says = t!("{count} in {path}", count = count, path = to.display());
    call.out.answer(&json!({ "to": to, "sheets": numbers, "about": about, "op": done.op }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn key_code_args(c: Command) -> Command {
    let c = by_scorer(one_args(c))
        .arg(flag("again", "Another code in place of one whose sheet was lost, while no card came in"));
    must_write(c, "to", "OUT.pdf", "Where to; the code stands there and nowhere else")
}

pub(super) fn key_code(call: &mut Call<'_>) -> Result<Outcome> {
    let to = call.need_target("to")?;
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let scorer = scorer_of(&whole(&office, id)?, call.need("scorer")?)?;
    let pages = papers::key_sheet(&mut office, id, scorer, call.flag("again"))?;
    // A code that is on no paper opens nothing, so another can be made where this could not be written.
    write_whole(&to, &pages.value)?;
    office.close()?;
    let says = t!(
        "The key sheet is in {path}: print it, put it in the scorer’s envelope, and delete the file",
        path = to.display()
    );
    call.out.answer(&json!({ "to": to, "scorer": scorer, "op": pages.op }), &says)?;
    Ok(Outcome::Done)
}

pub(super) fn key_sheet_args(c: Command) -> Command {
    one_args(c)
        .arg(option("by", "SCORER", "Who keys it in: the scorer themself (default), the chair, or a substitute"))
        .arg(needed("number", "NUMBER", "The number on the sheet"))
        .arg(
            option(
                "from",
                "CARD.csv",
                "Columns criterion (its number on the sheet will do), says (points, or none), note",
            )
            .required(true),
        )
        .arg(
            option(
                "scorer-passphrase-file",
                "P",
                "Read the scorer’s passphrase, or the code of their key sheet, from the first line of this file",
            )
            .required(true),
        )
}

pub(super) fn key_sheet(call: &mut Call<'_>) -> Result<Outcome> {
    let mut office = call.office()?;
    let id = round(call, &office)?;
    let typed = call.need("number")?;
    let number: i64 =
        typed.trim().parse().map_err(|_no_number| Problem::usage(t!("“{text}” is not a number", text = typed)))?;
    let sheet = office.read(|conn| store::sheet(conn, id, number))?;
    let key = ops::unlock(&office, id, sheet.scorer, &score::typed(call)?)?;
    let known = whole(&office, id)?;
    let by: ScorerId = call.text("by").map_or(Ok(sheet.scorer), |text| scorer_of(&known, text))?;
    ops::may_key(&known, by, &sheet)?;
    let card = score::cards(call, &known, Some(sheet.candidate))?.pop().map(|(_, card)| card).unwrap_or_default();
    let done = ops::key_sheet_by(&mut office, id, number, &key, &card, by)?;
    let (scorer, about) = (known.scorer(sheet.scorer), known.candidate(sheet.candidate));
    let says = t!(
        "Sheet {number} is in, sealed: {scorer} about {candidate}",
        number = number,
        scorer = scorer.map_or("", |one| one.name()),
        candidate = about.map_or("", |one| one.name())
    );
    answer(call, office, id, done.op, &says)
}
