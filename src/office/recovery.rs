//! The recovery sheet: the raw key on paper, which opens the file without the passphrase.

use zeroize::Zeroizing;

use super::Office;
use super::op::{Done, Op, Reach, Undo};
use crate::kit::{Problem, Result};

/// Prints the recovery sheet.
pub static PRINT_RECOVERY: Op = Op {
    key: "office.print_recovery",
    says: "Print the recovery sheet",
    undo: Undo::Final("paper cannot be unprinted; a new passphrase makes the sheet worthless"),
    reach: Reach::WindowOnly("the code must not pass through a terminal or its log"),
};

impl Office {
    /// The recovery code, recorded in the history before it is given out.
    ///
    /// # Errors
    /// When the file has no passphrase, or cannot be written.
    pub fn recovery_code(&mut self) -> Result<Done<Zeroizing<String>>> {
        let Some(key) = self.key.clone() else {
            return Err(Problem::input("This file has no passphrase, so there is nothing to recover")
                .hint("Set a passphrase first"));
        };
        self.transact(&PRINT_RECOVERY, |tx| {
            // The step stands for the paper: it is in the history even though no row changes.
            tx.conn().execute("UPDATE office SET id = id WHERE id = 1", [])?;
            Ok(key.recovery_code())
        })
    }
}
