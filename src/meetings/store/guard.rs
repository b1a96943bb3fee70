//! What stays as it was approved: the record of a meeting whose minutes are approved, by whatever way somebody would change it.

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::kit::{Problem, Result};
use crate::t;

/// Rows of the journal that touched the record of a meeting, each with the meeting. Who is meant may change: two records become
/// one, somebody is erased; a later meeting may supersede a decision, and what it rests on may be made void.
const TOUCHED: &str = "WITH row AS (SELECT j.id, t.name, j.act, j.row, j.before FROM journal_row j JOIN seal_table t ON t.id = j.tbl \
     WHERE j.id > ?1 AND t.name IN (SELECT value FROM json_each(?2))) \
     SELECT DISTINCT m.id FROM row r \
     LEFT JOIN presence p ON r.name = 'presence' AND p.id = r.row \
     LEFT JOIN vote_said s ON r.name = 'vote_said' AND s.id = r.row \
     LEFT JOIN meeting_person a ON (r.name = 'meeting_person' AND a.id = r.row) \
       OR (r.name = 'presence' AND a.id = coalesce(p.attendance, json_extract(r.before, '$.attendance'))) \
     LEFT JOIN agenda_item i ON r.name = 'agenda_item' AND i.id = r.row \
     LEFT JOIN interest n ON r.name = 'interest' AND n.id = r.row \
     LEFT JOIN motion o ON r.name = 'motion' AND o.id = r.row \
     LEFT JOIN vote v ON (r.name = 'vote' AND v.id = r.row) \
       OR (r.name = 'vote_said' AND v.id = coalesce(s.vote, json_extract(r.before, '$.vote'))) \
     LEFT JOIN decision d ON r.name = 'decision' AND d.id = r.row \
     LEFT JOIN minutes x ON r.name = 'minutes' AND x.id = r.row \
     JOIN meeting m ON m.id = CASE WHEN r.name = 'meeting' THEN r.row ELSE coalesce(a.meeting, i.meeting, n.meeting, o.meeting, \
       v.meeting, d.meeting, x.meeting, json_extract(r.before, '$.meeting')) END \
     JOIN minutes k ON k.meeting = m.id AND k.state = 'approved' \
     WHERE (r.act <> 'update' OR EXISTS (SELECT 1 FROM json_each(r.before) c \
       WHERE c.key NOT IN ('person', 'name', 'chair', 'secretary', 'superseded_by', 'withdrawn_on', 'withdrawn_why'))) \
     AND NOT EXISTS (SELECT 1 FROM row w WHERE w.name = 'minutes' AND w.row = k.id \
       AND (w.act = 'insert' OR json_extract(w.before, '$.state') IS NOT NULL))";

/// The tables of a meeting's record.
const TABLES: &str = r#"["meeting","agenda_item","meeting_person","presence","interest","motion","vote","vote_said","decision","minutes"]"#;

/// Minutes that a step took out of their approval without a word of why.
const UNLOCKED: &str = "SELECT j.row FROM journal_row j JOIN seal_table t ON t.id = j.tbl LEFT JOIN minutes m ON m.id = j.row \
     WHERE j.id > ?1 AND t.name = 'minutes' AND j.act <> 'insert' AND json_extract(j.before, '$.hash') <> '' \
     AND NOT EXISTS (SELECT 1 FROM journal_row v JOIN seal_table n ON n.id = v.tbl JOIN minutes_version k ON k.id = v.row \
       WHERE v.id > ?1 AND n.name = 'minutes_version' AND v.act = 'insert' AND k.state = 'reopened' AND k.meeting = m.meeting)";

/// Refuses a step that touched the record of a meeting whose minutes are approved.
///
/// # Errors
/// When it did.
pub fn guard(conn: &Connection, after: i64) -> Result<()> {
    let approved: bool = conn
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM minutes_version WHERE state = 'approved')")?
        .query_row([], |row| row.get(0))?;
    if !approved {
        return Ok(());
    }
    let touched: Option<i64> =
        conn.prepare_cached(TOUCHED)?.query_row(params![after, TABLES], |row| row.get(0)).optional()?;
    let unlocked: Option<i64> = conn.prepare_cached(UNLOCKED)?.query_row([after], |row| row.get(0)).optional()?;
    if touched.is_none() && unlocked.is_none() {
        return Ok(());
    }
    let what = match touched {
        Some(id) => super::meeting_words(conn, id)?.unwrap_or_default(),
        None => t!("this meeting").to_owned(),
    };
    Err(Problem::input(t!(
        "The minutes of {meeting} are approved and stay as they are. Nothing was changed",
        meeting = what
    ))
    .hint(t!("Open them again with a reason, or record the correction in a later meeting")))
}
