//! The ballot account: every paper that was printed is issued, spoilt and replaced, or left over; what was issued comes back or
//! does not.

use crate::t;

/// What a returning officer writes down. Nothing means that nobody said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Given out to vote, replacements not counted.
    pub issued: Option<u32>,
    /// Given back spoilt, and replaced.
    pub replaced: Option<u32>,
    pub unused: Option<u32>,
    /// In the box.
    pub returned: Option<u32>,
}

impl Account {
    /// What does not add up, in words. `printed` and `keyed` are what the program itself knows, `marked` who is ticked off on the
    /// roll.
    pub fn faults(&self, printed: u32, marked: u32, keyed: u32) -> Vec<String> {
        let mut faults = Vec::new();
        if let (Some(issued), Some(unused)) = (self.issued, self.unused)
            && printed > 0
        {
            let replaced = self.replaced.unwrap_or(0);
            let sum = issued + replaced + unused;
            if sum != printed {
                faults.push(t!(
                    "{printed} papers were printed, but issued, replaced and left over make {sum}",
                    printed = printed,
                    sum = sum
                ));
            }
        }
        if let Some(issued) = self.issued
            && marked > 0
            && marked != issued
        {
            faults.push(t!(
                "{marked} people are ticked off on the roll, but {issued} papers were issued",
                marked = marked,
                issued = issued
            ));
        }
        let given = self.issued.or((marked > 0).then_some(marked));
        if let (Some(given), Some(returned)) = (given, self.returned)
            && returned > given
        {
            faults.push(t!(
                "{returned} papers were in the box, more than the {given} issued",
                returned = returned,
                given = given
            ));
        }
        if printed > 0 && keyed > printed {
            faults.push(t!(
                "{keyed} papers were keyed, but only {printed} were printed",
                keyed = keyed,
                printed = printed
            ));
        }
        if let Some(returned) = self.returned
            && keyed > 0
            && keyed != returned
        {
            faults.push(t!(
                "{returned} papers were in the box, but {keyed} were keyed",
                returned = returned,
                keyed = keyed
            ));
        }
        faults
    }

    /// How many that were issued did not come back, where that is known.
    pub fn not_returned(&self) -> Option<u32> {
        self.issued?.checked_sub(self.returned?)
    }
}
