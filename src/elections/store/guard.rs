//! A declared result holds its election: no step changes what it was counted from, by whatever way.

use rusqlite::{Connection, OptionalExtension as _};

use crate::kit::{Problem, Result};
use crate::t;

/// A row of an election with a standing result that came, went or changed in the step. What names people may change: two records
/// become one, somebody is erased. Of a result only the making void may be written, and the result itself, once.
const TOUCHED: &str = "SELECT e.post FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     LEFT JOIN election_voter v ON t.name = 'election_voter' AND v.id = j.row \
     LEFT JOIN election_mark m ON t.name = 'election_mark' AND m.id = j.row \
     LEFT JOIN election_candidate c ON t.name = 'election_candidate' AND c.id = j.row \
     LEFT JOIN election_lot l ON t.name = 'election_lot' AND l.id = j.row \
     LEFT JOIN election_round o ON t.name = 'election_round' AND o.id = j.row \
     LEFT JOIN election_print p ON t.name = 'election_print' AND p.id = j.row \
     LEFT JOIN election_entry n ON t.name = 'election_entry' AND n.id = j.row \
     LEFT JOIN election_settled s ON t.name = 'election_settled' AND s.id = j.row \
     LEFT JOIN election_result r ON t.name = 'election_result' AND r.id = j.row \
     JOIN election e ON e.id = coalesce(CASE WHEN t.name = 'election' THEN j.row END, v.election, m.election, c.election, \
       l.election, o.election, p.election, n.election, s.election, r.election, json_extract(j.before, '$.election')) \
     WHERE j.id > ?1 AND t.name GLOB 'election*' \
       AND EXISTS (SELECT 1 FROM election_result d WHERE d.election = e.id AND d.voided_on IS NULL) \
       AND NOT (t.name = 'election_result' AND j.act = 'insert') \
       AND (j.act <> 'update' OR EXISTS (SELECT 1 FROM json_each(j.before) k WHERE k.key NOT IN ('person', 'name', 'number', \
         'proposer_person', 'proposer', 'seconder_person', 'seconder', 'statement', 'withdrawn_why', 'allowed_why'))) LIMIT 1";

/// A result that a step took away, or made to say something else, whether it stands or not.
const RESULT: &str = "SELECT 1 FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     WHERE j.id > ?1 AND t.name = 'election_result' AND (j.act = 'delete' OR (j.act = 'update' AND EXISTS \
       (SELECT 1 FROM json_each(j.before) k WHERE k.key NOT IN ('voided_on', 'voided_by', 'voided_why')))) LIMIT 1";

/// Refuses a step that changed an election whose result was declared.
///
/// # Errors
/// When it did.
pub fn guard(conn: &Connection, after: i64) -> Result<()> {
    let any: bool =
        conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM election_result)")?.query_row([], |row| row.get(0))?;
    if !any {
        return Ok(());
    }
    let hint = t!("Make the result void first, with the reason; it stays in the book");
    let touched: Option<String> = conn.prepare_cached(TOUCHED)?.query_row([after], |row| row.get(0)).optional()?;
    if let Some(post) = touched {
        let what = t!("The result of the election of {post} was declared. Nothing was changed", post = post);
        return Err(Problem::input(what).hint(hint));
    }
    if conn.prepare_cached(RESULT)?.exists([after])? {
        return Err(Problem::input(t!("A result that was declared stays as it was. Nothing was changed")).hint(hint));
    }
    Ok(())
}
