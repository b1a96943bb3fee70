//! What money that is about to be recorded will cause, and what is said of its donor: asked of and told to whoever knows, so that
//! who records it need not know them.

use rusqlite::Connection;

use super::{Office, Tx};
use crate::kit::{Day, Money, Result};

/// From whom money is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Giver {
    /// A person of the register.
    Known(i64),
    /// Somebody who comes into the register with it. In one list the same name and number are the same donor.
    New(String, usize),
    Nobody,
}

/// What a list says of a donor and the register of people has no place for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DonorSaid {
    /// What kind of donor, in the list's own words: `Trade Union`.
    pub kind: String,
    /// On the register of companies, unions or electors.
    pub register_number: String,
}

/// Takes in what a list says of a person, where nothing else was said before.
pub type TakeSaid = fn(&Tx<'_>, i64, &DonorSaid) -> Result<()>;

/// Money that is about to be recorded, as far as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    pub from: Giver,
    pub said: DonorSaid,
    /// The key of its kind: `donation`.
    pub kind: &'static str,
    /// The key of the way of paying: `cash`.
    pub method: &'static str,
    /// As it comes in, in minor units.
    pub amount: Money,
    /// The value of anything given in return.
    pub advantage: Money,
    pub received: Day,
    pub banked: Option<Day>,
}

/// How grave a consequence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    Note,
    Check,
    Act,
    Stop,
}

/// One consequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreseen {
    pub weight: Weight,
    /// One sentence.
    pub says: String,
    /// Why, and what is not certain about it.
    pub detail: String,
    pub due: Option<Day>,
}

/// Says for each prospect what it would cause, as of a day, the earlier ones of the list counted in.
pub type Foresee = fn(&Connection, &[Prospect], Day) -> Result<Vec<Vec<Foreseen>>>;

impl Office {
    /// Who takes in what lists say of donors.
    pub fn take_said(&self) -> &'static [TakeSaid] {
        self.setup.take_said
    }

    /// What each prospect would cause, the gravest first. Nothing is written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn foresee(&self, prospects: &[Prospect]) -> Result<Vec<Vec<Foreseen>>> {
        let mut all = vec![Vec::new(); prospects.len()];
        for foresee in self.setup.foresee {
            let said = self.read(|conn| foresee(conn, prospects, self.today()))?;
            for (of, more) in all.iter_mut().zip(said) {
                of.extend(more);
            }
        }
        for of in &mut all {
            of.sort_by_key(|f: &Foreseen| (std::cmp::Reverse(f.weight), f.due.is_none(), f.due));
        }
        Ok(all)
    }
}
