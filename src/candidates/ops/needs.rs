//! What candidates need to be heard fairly: sealed under the key of the chair of the panel, and readable nowhere else.

use zeroize::Zeroizing;

use super::lay::op;
use super::score::{derive, place};
use super::sealed;
use crate::candidates::model::{CandidateId, RoundId};
use crate::candidates::seal::{self, Key};
use crate::candidates::store;
use crate::kit::{Problem, Result};
use crate::office::{Done, Office, Op, Passphrase, Reach, Undo};
use crate::t;

op!(
    /// Keeps what a candidate needs, sealed.
    NEEDS, "candidates.needs", "Keep what a candidate needs", "candidates needs");

/// Keeps what a candidate needs to be heard fairly, sealed under the key of the chair ([`super::choose`] or [`super::unlock`] make
/// it); an empty text takes it away. Nothing of it is in the line of the history.
///
/// # Errors
/// When the round is opened, nobody chairs the panel, there is no such candidate, or it is another key than the chair's.
pub fn needs(office: &mut Office, of: RoundId, who: CandidateId, key: &Key, text: &str) -> Result<Done<()>> {
    office.transact(&NEEDS, |tx| {
        let whole = sealed(tx, of)?;
        let chair = whole.chair().ok_or_else(|| Problem::input(t!("Nobody chairs the panel. Nothing was kept")))?;
        let one =
            whole.candidate(who).ok_or_else(|| Problem::input(t!("There is no such candidate. Nothing was kept")))?;
        let check = chair.check.as_ref().ok_or_else(|| no_passphrase(chair.name()))?;
        seal::open(key, place(of, chair.id, 0), check).map_err(|problem| {
            Problem::input(t!("This is not the key of the chair. Nothing was kept")).because(problem)
        })?;
        let text = text.trim();
        let at = place(of, chair.id, who.0);
        let envelope = match text {
            "" => None,
            text => Some(seal::seal_needs(key, at, text, &tx.random()?, &tx.random()?)?),
        };
        store::set_needs(tx.conn(), tx.new_id(), (who, chair.id), envelope.as_ref())?;
        tx.say(t!("What {name} needs to be heard fairly, for the chair alone", name = one.name()));
        Ok(())
    })
}

fn no_passphrase(chair: &str) -> Problem {
    Problem::input(t!("{name} chairs the panel and chose no passphrase yet. Nothing was kept", name = chair))
        .hint(t!("It seals what candidates need, and the chair’s own cards"))
}

/// What a candidate needs, opened with the passphrase of who chaired the panel when it was written; nothing where nothing was.
///
/// # Errors
/// When the passphrase does not open it.
pub fn read_needs(
    office: &Office,
    of: RoundId,
    who: CandidateId,
    typed: &Passphrase,
) -> Result<Option<Zeroizing<String>>> {
    let whole = office.read(|conn| store::whole(conn, of))?;
    let Some(known) = whole.needs_of(who) else { return Ok(None) };
    let gone = || Problem::file(t!("Whoever sealed this is not in the round any more"));
    let one = whole.scorer(known.scorer).ok_or_else(gone)?;
    let key = derive(&whole, one, typed)?;
    seal::open_needs(&key, place(of, one.id, who.0), &known.envelope).map(Some).map_err(|problem| {
        Problem::input(t!("This is not the passphrase of {name} for this round", name = one.name()))
            .hint(t!("What a candidate needs is sealed under the passphrase of who chaired when it was written"))
            .because(problem)
    })
}
