//! What is done with amendments: written, submitted, screened, supported, recommended, linked, voted on, carried over.

mod carry;
mod recommend;
mod screen;
mod vote;
mod write;

use crate::kit::{Problem, Result};
use crate::office::Tx;
use crate::policy::model::amendment::{Amendment, AmendmentId, State};
use crate::policy::store;
use crate::t;

pub use carry::{REBASE, REWRITE, rebase, rewrite};
pub use recommend::{LINK, RECOMMEND, Recommending, UNLINK, link, recommend, unlink};
pub use screen::{BLOCK, SCREEN, SUPPORT, block, screen, support};
pub use vote::{SEPARATE, Separately, VOTE, Voting, separate, vote};
pub use write::{CHANGE, REMOVE, SUBMIT, WRITE, Writing, change, remove, submit, write};

fn submitted(tx: &Tx<'_>, id: AmendmentId) -> Result<Amendment> {
    let one = store::amendment(tx.conn(), id)?;
    if one.state == State::Draft {
        return Err(Problem::input(t!("It is a draft still. Nothing was changed")).hint(t!("Submit it first")));
    }
    if one.merged.is_some() {
        return Err(Problem::input(t!(
            "{number} was merged into a version already. Nothing was changed",
            number = one.called()
        )));
    }
    Ok(one)
}
