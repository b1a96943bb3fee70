//! Lots: an order of names that anybody can draw again from its seed, or one that was drawn by hand and is kept.
//!
//! By seed: each name gets the SHA-256 of `seed:name` in UTF-8, written in hexadecimal; the smallest comes first. Any tool that
//! knows SHA-256 draws the same order (`printf '%s' 'seed:name' | sha256sum`).

use sha2::{Digest as _, Sha256};

use crate::kit::fold::fold;
use crate::kit::{Day, Problem, Result};
use crate::t;

/// What was drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LotKind {
    /// The order on the ballot paper.
    Order,
    /// Who of equals goes out first, or has the surplus moved first.
    Tie,
}

impl LotKind {
    pub fn key(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Tie => "tie",
        }
    }

    /// # Errors
    /// When it is none.
    pub fn of(key: &str) -> Result<Self> {
        match key {
            "order" => Ok(Self::Order),
            "tie" => Ok(Self::Tie),
            _ => Err(Problem::file(t!("A lot in the file cannot be read"))),
        }
    }
}

/// A lot that was drawn. It stands: a recount uses it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub kind: LotKind,
    /// Empty where it was drawn by hand.
    pub seed: String,
    /// Places on the ballot paper in the order they were drawn, from one; of a tie only.
    pub places: Vec<usize>,
    pub on: Day,
    pub by: String,
}

/// The digest that puts a name in its place.
pub fn proof(seed: &str, name: &str) -> String {
    Sha256::digest(format!("{seed}:{name}")).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The order that a seed gives: the places in `names`, from nought, first drawn first.
pub fn by_seed(seed: &str, names: &[String]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_cached_key(|at| names.get(*at).map(|name| proof(seed, name)));
    order
}

/// The order that was drawn by hand, as names: each of `names` once, first drawn first.
///
/// # Errors
/// When a name is no candidate's, is there twice, or one is missing.
pub fn by_hand(drawn: &[String], names: &[String]) -> Result<Vec<usize>> {
    let mut order = Vec::new();
    for name in drawn.iter().map(|name| name.trim()).filter(|name| !name.is_empty()) {
        let at = names.iter().position(|known| fold(known) == fold(name)).ok_or_else(|| {
            Problem::input(t!("Nobody named “{name}” stands in this election", name = name))
                .hint(t!("The names are {names}", names = names.join(", ")))
        })?;
        if order.contains(&at) {
            return Err(Problem::input(t!("{name} was drawn twice", name = name)));
        }
        order.push(at);
    }
    let left: Vec<&str> =
        names.iter().enumerate().filter(|(at, _)| !order.contains(at)).map(|(_, name)| name.as_str()).collect();
    if !left.is_empty() {
        return Err(Problem::input(t!("Not all names were drawn: {names}", names = left.join(", ")))
            .hint(t!("Draw until no name is left, so that the order decides every tie there can be")));
    }
    Ok(order)
}
