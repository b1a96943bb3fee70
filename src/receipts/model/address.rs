//! Whether a letter could be sent to an address, and the order in which letters are posted.

use crate::kit::fold::fold;
use crate::people::Address;

/// Whether a letter could be sent to it: a street, and a place or a postcode.
pub fn is_postal(address: &Address) -> bool {
    let has = |text: &str| !text.trim().is_empty();
    has(&address.street) && (has(&address.locality) || has(&address.postcode))
}

/// What letters are sorted by for the post: country (the office's own first), postcode, street.
pub fn post_key(address: &Address, home: &str) -> [String; 3] {
    let country = address.country.trim().to_lowercase();
    let country = if country == home { String::new() } else { country };
    [country, fold(&address.postcode).replace(' ', ""), fold(&address.street)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(street: &str, locality: &str, postcode: &str, country: &str) -> Address {
        let [street, locality, postcode, country] = [street, locality, postcode, country].map(str::to_owned);
        Address { street, locality, postcode, country, ..Address::default() }
    }

    #[test]
    fn the_post_goes_home_first_then_by_postcode() {
        let near = address("2 A Street", "", "rv1 4ab", "GB");
        let far = address("1 A Street", "", "AA1 1AA", "FR");
        assert!(post_key(&near, "gb") < post_key(&far, "gb"));
        assert_eq!(post_key(&near, "gb"), post_key(&address("2 A street", "", "RV14AB", ""), "gb"));
    }

    #[test]
    fn a_street_and_a_place_make_an_address() {
        assert!(is_postal(&address("1 A Street", "", "X1", "")));
        assert!(!is_postal(&address("", "Riverside", "X1", "")));
        assert!(!is_postal(&address("1 A Street", "", " ", "")));
    }
}
