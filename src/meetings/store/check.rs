//! What `wardroom check` proves of meetings.

use rusqlite::Connection;

use super::{meeting_words, meetings, minutes};
use crate::kit::Result;
use crate::meetings::model::minutes::hash;
use crate::meetings::model::{MeetingId, MinutesState};
use crate::office::{Finding, Severity};
use crate::t;

/// Approved minutes say what their hash says, and every counted vote came out as its counts do.
///
/// # Errors
/// When the file cannot be read.
pub fn check(conn: &Connection) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let mut select = conn.prepare_cached("SELECT meeting FROM minutes WHERE state = 'approved' ORDER BY meeting")?;
    let approved = super::all(select.query_map([], |row| row.get(0).map(MeetingId))?)?;
    for id in approved {
        let meeting = meetings::meeting(conn, id)?;
        let Some(found) = minutes(conn, id)?.filter(|m| m.state == MinutesState::Approved) else { continue };
        let on = found.approved.as_ref().map_or(meeting.new.day, |(_, _, on)| *on);
        if hash(meeting.new.day, on, &found.text) != found.hash {
            findings.push(Finding {
                severity: Severity::Error,
                what: t!("The minutes of {meeting} are not what was approved", meeting = meeting.called()),
                place: format!("meeting {id}"),
            });
        }
    }
    let mut select = conn.prepare_cached("SELECT DISTINCT meeting FROM vote ORDER BY meeting")?;
    let voted = super::all(select.query_map([], |row| row.get(0).map(MeetingId))?)?;
    for id in voted {
        let record = super::record(conn, id)?;
        for vote in &record.votes {
            let Some(verdict) = vote.verdict() else { continue };
            if vote.carried != vote.casting.unwrap_or(verdict.carried()) {
                findings.push(Finding {
                    severity: Severity::Error,
                    what: t!(
                        "A vote of {meeting} does not come to what its counts say: {vote}",
                        meeting = meeting_words(conn, id.0)?.unwrap_or_default(),
                        vote = vote.says()
                    ),
                    place: format!("vote {}", vote.id),
                });
            }
        }
    }
    Ok(findings)
}
