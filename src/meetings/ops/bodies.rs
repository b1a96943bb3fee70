//! Bodies and who sits in them.

use crate::kit::{Problem, Result, day, text};
use crate::meetings::model::{BodyId, NewBody, NewSeat, SeatId};
use crate::meetings::store;
use crate::office::{Done, Office, Op, Reach, Undo};
use crate::people;
use crate::t;

/// Sets up a body, or changes its rules.
pub static SAVE_BODY: Op =
    Op { key: "bodies.save", says: "Save body", undo: Undo::Reverse, reach: Reach::Command("bodies set") };

/// Removes a body that has never met.
pub static REMOVE_BODY: Op =
    Op { key: "bodies.remove", says: "Remove body", undo: Undo::Reverse, reach: Reach::Command("bodies remove") };

/// Seats somebody, or changes their post, vote or days.
pub static SEAT: Op =
    Op { key: "bodies.seat", says: "Seat in body", undo: Undo::Reverse, reach: Reach::Command("bodies seat") };

/// Removes a seat that was recorded by mistake.
pub static UNSEAT: Op =
    Op { key: "bodies.unseat", says: "Remove seat", undo: Undo::Reverse, reach: Reach::Command("bodies unseat") };

/// Sets up a body, or makes a known one what it says now.
///
/// # Errors
/// When another body has the name.
pub fn save_body(office: &mut Office, id: Option<BodyId>, new: &NewBody) -> Result<Done<BodyId>> {
    office.transact(&SAVE_BODY, |tx| {
        let all = store::bodies(tx.conn())?;
        let fold = crate::kit::fold::fold;
        if all.iter().any(|b| Some(b.id) != id && fold(&b.new.name) == fold(&new.name)) {
            return Err(Problem::input(t!("There is a body called “{name}” already", name = new.name)));
        }
        let known = id.and_then(|id| all.iter().find(|b| b.id == id));
        if id.is_some() && known.is_none() {
            return Err(Problem::input(t!("This body is no longer there")));
        }
        let at = id.unwrap_or_else(|| BodyId(tx.new_id()));
        if known.is_none_or(|known| known.new != *new) {
            store::put_body(tx.conn(), at, new)?;
        }
        tx.say(match known {
            None => t!(
                "Set up {name}: {quorum}; notice: {notice}",
                name = new.name,
                quorum = new.quorum.says(),
                notice = new.notice.says()
            ),
            Some(_) => t!("Changed the rules of {name}", name = new.name),
        });
        Ok(at)
    })
}

/// Removes a body with its seats.
///
/// # Errors
/// When it has met or is to meet.
pub fn remove_body(office: &mut Office, id: BodyId) -> Result<Done<()>> {
    office.transact(&REMOVE_BODY, |tx| {
        let body = store::body(tx.conn(), id)?;
        let filter = store::Filter { body: Some(id), ..store::Filter::default() };
        let meetings = store::lines(tx.conn(), &filter, tx.today())?.len();
        if meetings > 0 {
            return Err(Problem::input(t!(
                "{name} has {meetings}. Nothing was removed",
                name = body.new.name,
                meetings = text::plural(meetings, t!("meeting"), t!("meetings"))
            ))
            .hint(t!("Give it a day on which it ended instead; its meetings stay")));
        }
        store::delete_body(tx.conn(), id)?;
        tx.say(t!("Removed {name}", name = body.new.name));
        Ok(())
    })
}

/// Seats somebody in a body, or makes a known seat what it says now.
///
/// # Errors
/// When they sit there already in that time.
pub fn seat(office: &mut Office, body: BodyId, id: Option<SeatId>, new: &NewSeat) -> Result<Done<SeatId>> {
    office.transact(&SEAT, |tx| {
        let name = people::store::get(tx.conn(), new.person)?.details.name;
        let body_name = store::body(tx.conn(), body)?.new.name;
        let others = store::seats(tx.conn(), body)?;
        let overlaps = |s: &crate::meetings::model::Seat| {
            let (one, other) = (s.new.until.unwrap_or(crate::kit::Day::MAX), new.until.unwrap_or(crate::kit::Day::MAX));
            Some(s.id) != id && s.new.person == new.person && s.new.from <= other && new.from <= one
        };
        if let Some(there) = others.iter().find(|s| overlaps(s)) {
            return Err(Problem::input(t!(
                "{name} sits in {body} already, since {day}. Nothing was changed",
                name = name,
                body = body_name,
                day = day::short(there.new.from)
            ))
            .hint(t!("Give that time a last day first, or change it")));
        }
        if let Some(id) = id {
            store::seat(tx.conn(), id)?;
        }
        let at = id.unwrap_or_else(|| SeatId(tx.new_id()));
        store::put_seat(tx.conn(), at, body, new)?;
        let post = if new.post.is_empty() { t!("Member").to_owned() } else { new.post.clone() };
        tx.say(match new.until {
            None => t!(
                "{name}: {post} of {body} from {day}",
                name = name,
                post = post,
                body = body_name,
                day = day::short(new.from)
            ),
            Some(until) => t!(
                "{name}: {post} of {body} {from} to {until}",
                name = name,
                post = post,
                body = body_name,
                from = day::short(new.from),
                until = day::short(until)
            ),
        });
        Ok(at)
    })
}

/// Removes a seat.
///
/// # Errors
/// When there is no such seat.
pub fn unseat(office: &mut Office, id: SeatId) -> Result<Done<()>> {
    office.transact(&UNSEAT, |tx| {
        let seat = store::seat(tx.conn(), id)?;
        let body = store::body(tx.conn(), seat.body)?;
        store::delete_seat(tx.conn(), id)?;
        tx.say(t!("Removed {name} from {body}", name = seat.name, body = body.new.name));
        Ok(())
    })
}
