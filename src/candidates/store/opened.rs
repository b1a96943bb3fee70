//! A round with its seals open, from what the file kept when they were opened.

use rusqlite::Connection;

use super::read::{rows, whole};
use crate::candidates::model::{self, CandidateId, Role, RoundId, ScorerId, Stance, Whole};
use crate::candidates::opened::{Candidate, Card, Criterion, Mark, Opened, Scorer};
use crate::candidates::seal::CardText;
use crate::kit::{Problem, Result};
use crate::t;

/// What the scorers wrote, and everything that figures about it are worked out from. Only who scored is in it, and who did not
/// withdraw: criteria, scorers and candidates in the order of [`whole`], so that their ids can be set beside it.
///
/// # Errors
/// When the round is sealed, or a card of it cannot be read.
pub fn opened(conn: &Connection, id: RoundId) -> Result<Opened> {
    let whole = whole(conn, id)?;
    if whole.round.opened.is_none() {
        return Err(Problem::input(t!("The round “{name}” is sealed", name = whole.round.new.name))
            .hint(t!("The chair opens it with the passphrases of all scorers, or names who is missing")));
    }
    let cards = rows(
        conn,
        id,
        "SELECT k.scorer, k.candidate, k.json FROM selection_card k JOIN selection_candidate c ON c.id = k.candidate \
         WHERE c.round = ?1 AND k.json IS NOT NULL",
        |row| Ok((ScorerId(row.get(0)?), CandidateId(row.get(1)?), row.get::<_, String>(2)?)),
    )?;
    let card = |scorer: ScorerId, candidate: CandidateId| -> Result<Card> {
        if let Stance::Recused(why) = whole.stance(scorer, candidate) {
            return Ok(Card::Recused(why.to_owned()));
        }
        match cards.iter().find(|(s, c, _)| *s == scorer && *c == candidate) {
            Some((_, _, json)) => Ok(Card::Marked(marks(&whole, json)?)),
            None => Ok(Card::Absent(whole.scorer(scorer).map(|one| one.absent_why.clone()).unwrap_or_default())),
        }
    };
    let remark = |scorer: ScorerId, candidate: CandidateId| -> Result<String> {
        let hers = |(s, c, _): &&(ScorerId, CandidateId, String)| *s == scorer && *c == candidate;
        if matches!(whole.stance(scorer, candidate), Stance::Recused(_)) {
            return Ok(String::new());
        }
        cards.iter().find(hers).map_or(Ok(String::new()), |(_, _, json)| Ok(read(json)?.remark))
    };
    let said = |one: &model::Candidate| whole.panel().map(|scorer| remark(scorer.id, one.id)).collect();
    let row = |one: &model::Candidate| whole.panel().map(|scorer| card(scorer.id, one.id)).collect();
    Ok(Opened {
        name: whole.round.new.name.clone(),
        published: whole.round.published.as_ref().map(|published| published.sum.clone()),
        criteria: whole
            .criteria
            .iter()
            .map(|one| Criterion {
                name: one.new.name.clone(),
                essential: one.new.essential,
                weight: one.new.weight,
                weight_reason: one.new.weight_reason.clone(),
                anchors: one.new.anchors.clone(),
                passes: one.new.passes,
            })
            .collect(),
        scorers: whole
            .panel()
            .map(|one| Scorer { name: one.name().to_owned(), chair: one.new.role == Role::Chair })
            .collect(),
        candidates: whole
            .standing()
            .map(|one| Candidate { name: one.name().to_owned(), place: whole.place(one.id) })
            .collect(),
        cards: whole.standing().map(row).collect::<Result<_>>()?,
        remarks: whole.standing().map(said).collect::<Result<_>>()?,
    })
}

fn read(json: &str) -> Result<CardText> {
    serde_json::from_str(json).map_err(|e| Problem::file(t!("A card of an opened round cannot be read")).because(e))
}

/// The marks of a card, in the order of the criteria.
fn marks(whole: &Whole, json: &str) -> Result<Vec<Mark>> {
    let card = read(json)?;
    Ok(whole.criteria.iter().map(|one| card.mark(one.id.0).unwrap_or_default()).collect())
}
