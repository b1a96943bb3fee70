//! Totals in which nobody can be found again: small cells are hidden, and enough others that no hidden one can be worked out.
//!
//! The rule, as statistical offices have it for frequency tables (threshold rule with complementary suppression; Hundepool
//! and others, *Statistical Disclosure Control*, 2012, ch. 4):
//!
//! 1. A cell of 1 to 4 people is hidden. Nobody in a cell is shown as none.
//! 2. One hidden cell would be the total less the others. So the smallest cell still shown is hidden too, as long as fewer
//!    than two cells are hidden, or the hidden ones together hold fewer than 5 people, or just so many that each must be 1,
//!    or each must be 4. All cells of one size are hidden or shown together, so that the order of a table tells nothing.
//! 3. Where that leaves nothing to hide behind, the total is hidden as well.
//!
//! A hidden cell says that it is hidden, not why.

/// A cell of fewer people than this is hidden.
pub const LEAST: usize = 5;

/// One line of a table of totals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    pub name: String,
    /// `None` where it is hidden.
    pub count: Option<usize>,
}

/// A table with its small cells hidden.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub cells: Vec<Cell>,
    /// `None` where it is hidden.
    pub total: Option<usize>,
}

/// Hides what must be hidden in a table whose cells add up to their total.
pub fn tally(cells: Vec<(String, usize)>) -> Tally {
    let total: usize = cells.iter().map(|(_, count)| count).sum();
    let mut shown_from = LEAST;
    loop {
        let hidden = || cells.iter().map(|(_, count)| *count).filter(|count| (1..shown_from).contains(count));
        let (many, sum) = (hidden().count(), hidden().sum::<usize>());
        // With nothing but small ones hidden, a sum at either end would say each of them.
        let open = sum > many && (shown_from > LEAST || sum < many * (LEAST - 1));
        if many == 0 || (many >= 2 && sum >= LEAST && open) {
            return shown(cells, shown_from, Some(total));
        }
        let next = cells.iter().map(|(_, count)| *count).filter(|count| *count >= shown_from).min();
        match next {
            Some(smallest) => shown_from = smallest + 1,
            None => return shown(cells, shown_from, None),
        }
    }
}

fn shown(cells: Vec<(String, usize)>, from: usize, total: Option<usize>) -> Tally {
    let cell = |(name, count): (String, usize)| Cell { name, count: (count == 0 || count >= from).then_some(count) };
    Tally { cells: cells.into_iter().map(cell).collect(), total }
}

/// The age bands of the report, with the youngest age of each. Sixteen and eighteen are ages at which people may join and
/// vote.
pub const BANDS: [(&str, i32); 7] =
    [("Under 16", 0), ("16–17", 16), ("18–24", 18), ("25–34", 25), ("35–49", 35), ("50–64", 50), ("65 and over", 65)];

/// The band of an age; `None` where the birth date leaves two bands open.
pub fn band(age: crate::kit::Age) -> Option<usize> {
    let of = |years: i32| BANDS.iter().rposition(|(_, from)| years >= *from);
    let (least, most) = (of(age.least)?, of(age.most)?);
    (least == most).then_some(least)
}

/// The area of an address: the outward part of a United Kingdom postcode (`LS1` of `LS1 4AA`), the first digits of another
/// with figures alone, else the town. Empty where neither is known.
pub fn area(postcode: &str, locality: &str) -> String {
    let code: String = postcode.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    if let Some(outward) = outward(&code) {
        return outward.to_owned();
    }
    if code.len() >= 4 && code.bytes().all(|b| b.is_ascii_digit()) {
        return code.chars().take(2).chain("…".chars()).collect();
    }
    locality.trim().to_owned()
}

/// The inward part of a postcode is a figure and two letters; before it stand two to four characters that begin with a
/// letter and hold a figure (Royal Mail, Programmers’ Guide to the Postcode Address File).
fn outward(code: &str) -> Option<&str> {
    if !code.is_ascii() {
        return None;
    }
    let (out, inward) = code.split_at_checked(code.len().checked_sub(3)?)?;
    let is_inward = matches!(inward.as_bytes(), [a, b, c] if a.is_ascii_digit() && b.is_ascii_alphabetic() && c.is_ascii_alphabetic());
    let is_outward = (2..=4).contains(&out.len())
        && out.starts_with(|c: char| c.is_ascii_alphabetic())
        && out.contains(|c: char| c.is_ascii_digit());
    (is_inward && is_outward).then_some(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::kit::Age;

    fn counts(cells: &[usize]) -> (Vec<Option<usize>>, Option<usize>) {
        let named = cells.iter().enumerate().map(|(at, count)| (at.to_string(), *count)).collect();
        let tally = tally(named);
        (tally.cells.into_iter().map(|cell| cell.count).collect(), tally.total)
    }

    #[test]
    fn a_small_cell_takes_another_with_it() {
        assert_eq!(counts(&[20, 5, 0]), (vec![Some(20), Some(5), Some(0)], Some(25)), "nothing is small");
        assert_eq!(counts(&[20, 3, 9]), (vec![Some(20), None, None], Some(32)), "3 would be 32 − 20 − 9");
        assert_eq!(counts(&[20, 3, 2]), (vec![Some(20), None, None], Some(25)), "together 5");
        assert_eq!(
            counts(&[20, 1, 1, 8]),
            (vec![Some(20), None, None, None], Some(30)),
            "two that hold two are one each"
        );
        assert_eq!(counts(&[20, 4, 4, 8]), (vec![Some(20), None, None, None], Some(36)), "two that hold eight");
        assert_eq!(counts(&[20, 3, 9, 9]), (vec![Some(20), None, None, None], Some(41)), "the nines go together");
        assert_eq!(counts(&[3, 40]), (vec![None, None], Some(43)));
        assert_eq!(counts(&[3, 0]), (vec![None, Some(0)], None), "there is nothing to hide behind");
        assert_eq!(counts(&[2, 2]), (vec![None, None], None));
        assert_eq!(counts(&[]), (vec![], Some(0)));
    }

    /// Whether somebody who knows the rule and the table can tell a hidden cell: no other table that looks the same has
    /// another count there.
    fn can_be_told(cells: &[usize], at: usize) -> bool {
        let (seen, total) = counts(cells);
        let places: Vec<usize> = (0..cells.len()).filter(|n| seen[*n].is_none()).collect();
        let mut other = cells.to_vec();
        let mut tried = vec![1_usize; places.len()];
        loop {
            for (place, count) in places.iter().zip(&tried) {
                other[*place] = *count;
            }
            let same_sum = total.is_none_or(|total| other.iter().sum::<usize>() == total);
            if same_sum && other[at] != cells[at] && counts(&other) == (seen.clone(), total) {
                return false;
            }
            let Some(step) = tried.iter().position(|count| *count < 12) else { return true };
            tried[..step].fill(1);
            tried[step] += 1;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn no_hidden_cell_can_be_worked_out(cells in prop::collection::vec(0_usize..10, 1..5)) {
            let (seen, _) = counts(&cells);
            prop_assert!(seen.iter().all(|s| s.is_none_or(|n| n == 0 || n >= LEAST)));
            for (at, shown) in seen.iter().enumerate() {
                match shown {
                    Some(shown) => prop_assert_eq!(*shown, cells[at]),
                    None => prop_assert!(!can_be_told(&cells, at), "{} of {:?}", at, cells),
                }
            }
        }
    }

    #[test]
    fn cells_of_one_size_do_not_give_each_other_away() {
        assert_eq!(counts(&[1, 1, 1, 1, 1, 30, 40]).0[5], None, "five cells that hold five people");
        assert_eq!(counts(&[4, 4, 4, 4, 4, 30, 40]).0[5], None, "five cells that hold twenty");
        for cells in [vec![1, 1, 1, 1, 1, 9], vec![4, 4, 4, 9, 20], vec![4, 4, 9], vec![2, 2, 2, 9]] {
            assert!((0..cells.len()).all(|at| counts(&cells).0[at].is_some() || !can_be_told(&cells, at)), "{cells:?}");
        }
    }

    #[test]
    fn ages_and_places_fall_into_bands_and_areas() {
        let name = |least, most| band(Age { least, most }).map(|at| BANDS[at].0);
        assert_eq!(name(15, 15), Some("Under 16"));
        assert_eq!(name(18, 18), Some("18–24"));
        assert_eq!(name(64, 65), None, "the year alone leaves it open");
        assert_eq!(name(90, 91), Some("65 and over"));
        for (postcode, locality, expected) in [
            ("LS1 4AA", "Leeds", "LS1"),
            ("sw1a1aa", "", "SW1A"),
            ("50667", "Köln", "50…"),
            ("", "Leeds", "Leeds"),
            ("K1A 0B1", "Ottawa", "Ottawa"),
            ("n/a", "", ""),
        ] {
            assert_eq!(area(postcode, locality), expected, "{postcode}");
        }
    }
}
