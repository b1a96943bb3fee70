//! Whom one can write to because of meetings: who is called to one, and who sits in a body.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::{Filter, bodies, body, called, lines, meeting};
use crate::cli::{Asked, Audience, Mailing};
use crate::kit::Result;
use crate::meetings::model::{BodyId, MeetingId};
use crate::t;

/// The part of meetings in letters and labels.
pub const MAILING: Mailing = Mailing {
    audiences: &[
        Audience {
            key: "meeting",
            says: || t!("Who is called to a meeting"),
            choices: Some(|conn| {
                let all = lines(conn, &Filter::default(), crate::kit::Day::MIN)?;
                let open =
                    all.into_iter().map(|line| line.meeting).filter(|m| m.closed.is_none() && m.cancelled.is_none());
                Ok(open.map(|m| (m.id.to_string(), m.called())).collect())
            }),
            people: |conn, asked| {
                let Ok(id) = asked.choice.parse::<MeetingId>() else { return Ok(Vec::new()) };
                let meeting = meeting(conn, id)?;
                people(conn, meeting.new.body, asked, Some(meeting.new.day))
            },
        },
        Audience {
            key: "body",
            says: || t!("Members of a body"),
            choices: Some(|conn| Ok(bodies(conn)?.into_iter().map(|b| (b.id.to_string(), b.new.name)).collect())),
            people: |conn, asked| {
                let Ok(id) = asked.choice.parse::<BodyId>() else { return Ok(Vec::new()) };
                people(conn, id, asked, None)
            },
        },
    ],
    ..Mailing::NONE
};

fn people(conn: &Connection, id: BodyId, asked: Asked<'_>, on: Option<crate::kit::Day>) -> Result<Vec<i64>> {
    let called = called(conn, &body(conn, id)?, on.unwrap_or(asked.on))?;
    Ok(called.into_iter().map(|(person, _)| person.0).collect::<BTreeSet<_>>().into_iter().collect())
}
