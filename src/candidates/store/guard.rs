//! What holds whatever step comes: a published round stays as it was published, a card that was handed in stays as it was handed
//! in, and what was opened is not closed again.

use rusqlite::{Connection, OptionalExtension as _};

use super::read::whole;
use crate::candidates::model::{RoundId, published, sum};
use crate::kit::{Problem, Result};
use crate::t;

/// Something that a published text is made of came, went or changed in the step.
const TOUCHED: &str = "SELECT EXISTS (SELECT 1 FROM journal_row j JOIN seal_table t ON t.id = j.tbl WHERE j.id > ?1 \
     AND t.name IN ('selection_round', 'selection_criterion', 'selection_anchor', 'selection_question', 'selection_asks', \
       'selection_quota', 'selection_requirement'))";

/// A card that was taken away while its candidate and scorer are there, or says something else than when it came in.
const CARD: &str = "SELECT EXISTS (SELECT 1 FROM journal_row j JOIN seal_table t ON t.id = j.tbl WHERE j.id > ?1 \
     AND t.name = 'selection_card' AND ((j.act = 'delete' \
         AND EXISTS (SELECT 1 FROM selection_candidate c WHERE c.id = json_extract(j.before, '$.candidate')) \
         AND EXISTS (SELECT 1 FROM selection_scorer s WHERE s.id = json_extract(j.before, '$.scorer'))) \
       OR (j.act = 'update' AND EXISTS (SELECT 1 FROM json_each(j.before) k \
         WHERE k.key NOT IN ('salt', 'json') OR k.value IS NOT NULL))))";

/// A round that was opened and is not any more, or is opened by another or on another day.
const OPENED: &str = "SELECT EXISTS (SELECT 1 FROM journal_row j JOIN seal_table t ON t.id = j.tbl WHERE j.id > ?1 \
     AND t.name = 'selection_round' AND j.act = 'update' AND json_extract(j.before, '$.opened_on') IS NOT NULL)";

/// Refuses a step that changed what was published, handed in or opened.
///
/// # Errors
/// When it did.
pub fn guard(conn: &Connection, after: i64) -> Result<()> {
    let asks = |sql: &str| conn.prepare_cached(sql)?.query_row([after], |row| row.get::<_, bool>(0));
    if asks(CARD)? {
        return Err(Problem::input(t!("A card that was handed in stays as it is. Nothing was changed"))
            .hint(t!("What the panel agrees afterwards is kept beside it, with who and why")));
    }
    if asks(OPENED)? {
        return Err(Problem::input(t!("A round that was opened is not sealed again. Nothing was changed"))
            .hint(t!("Make a new round from it")));
    }
    if !asks(TOUCHED)? {
        return Ok(());
    }
    match changed(conn)? {
        None => Ok(()),
        Some((_, name)) => Err(Problem::input(t!(
            "The round “{name}” was published, and what was published stays. Nothing was changed",
            name = name
        ))
        .hint(t!("Withdraw the publication with the reason while no card came in, or make a new round from it"))),
    }
}

/// The first published round that is not what was published any more.
pub(super) fn changed(conn: &Connection) -> Result<Option<(RoundId, String)>> {
    let mut select = conn.prepare_cached(
        "SELECT id, name, published, published_sum FROM selection_round WHERE published_on IS NOT NULL ORDER BY id",
    )?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let id = RoundId(row.get(0)?);
        let (text, known): (String, String) = (row.get(2)?, row.get(3)?);
        if sum(&text) != known || published(&whole(conn, id)?) != text {
            return Ok(Some((id, row.get(1)?)));
        }
    }
    Ok(None)
}

/// Whether a card came in for a round.
pub(in crate::candidates) fn any_card(conn: &Connection, id: RoundId) -> Result<bool> {
    let sql = "SELECT 1 FROM selection_card k JOIN selection_scorer s ON s.id = k.scorer WHERE s.round = ?1 LIMIT 1";
    let mut select = conn.prepare_cached(sql)?;
    Ok(select.query_row([id.0], |_| Ok(())).optional()?.is_some())
}
