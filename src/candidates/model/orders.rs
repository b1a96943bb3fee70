//! Orders that anybody can work out again: by SHA-256 of “seed:what”, as samples and lots are drawn elsewhere in the program.

use sha2::{Digest as _, Sha256};

use crate::office::key::hex;

/// What a place in an order is drawn by.
pub fn drawn(seed: &str, what: &str) -> String {
    hex(&Sha256::digest(format!("{seed}:{what}").as_bytes()))
}

/// Puts things in the order that a seed draws; `what` names each.
pub fn order<T>(seed: &str, things: impl IntoIterator<Item = T>, what: impl Fn(&T) -> String) -> Vec<T> {
    let mut all: Vec<(String, T)> = things.into_iter().map(|one| (drawn(seed, &what(&one)), one)).collect();
    all.sort_by(|(a, _), (b, _)| a.cmp(b));
    all.into_iter().map(|(_, one)| one).collect()
}
