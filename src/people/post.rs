//! What goes by post: the lines of an address as the post of its country wants them, the order in which letters are posted,
//! and the envelopes whose windows an address stands in.

use serde::{Deserialize, Serialize};

use super::countries::{self, Layout};
use super::model::Address;
use crate::kit::fold::fold;
use crate::t;

/// The lines below the name. `from` is the country that the letter is posted in (two letters): another country is written
/// out on the last line, in capitals.
pub fn post_lines(address: &Address, from: &str) -> Vec<String> {
    let country = if address.country.is_empty() { from } else { &address.country };
    let mut lines: Vec<String> = address.street.lines().map(str::trim).map(str::to_owned).collect();
    let (locality, region, postcode) = (&address.locality, &address.region, &address.postcode);
    let joined = |parts: &[&String], between: &str| {
        parts.iter().filter(|p| !p.is_empty()).map(|p| p.as_str()).collect::<Vec<_>>().join(between)
    };
    match countries::layout_of(country) {
        Layout::Below => lines.extend([locality.clone(), region.clone(), postcode.clone()]),
        Layout::Before => lines.push(joined(&[postcode, locality], " ")),
        Layout::Behind => {
            let comma = if country.eq_ignore_ascii_case("us") && !locality.is_empty() && !region.is_empty() {
                ", "
            } else {
                " "
            };
            let place = joined(&[locality, region], comma);
            // Canada Post wants two spaces before the postcode.
            lines.push(joined(&[&place, postcode], if country.eq_ignore_ascii_case("ca") { "  " } else { " " }));
        }
    }
    let abroad = !countries::code_of(country).eq_ignore_ascii_case(&countries::code_of(from));
    if abroad {
        lines.push(countries::name_of(country).to_uppercase());
    }
    lines.retain(|line| !line.trim().is_empty());
    lines
}

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

/// Where the address stands, for which envelope.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Envelope {
    /// Handed over, or a label is used.
    None,
    /// UK DL.
    #[default]
    Dl,
    /// DIN 5008 form A.
    DinA,
    /// DIN 5008 form B.
    DinB,
    /// US #10.
    Us10,
}

impl Envelope {
    /// What is usual where the office's law is: the German standard, the American one, else the British.
    pub fn usual(jurisdiction: &str) -> Self {
        match jurisdiction {
            "de" => Self::DinB,
            "us" | "ca" => Self::Us10,
            _ => Self::Dl,
        }
    }

    pub const ALL: [Self; 5] = [Self::None, Self::Dl, Self::DinA, Self::DinB, Self::Us10];

    /// As the file and commands have it.
    pub fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Dl => "dl",
            Self::DinA => "din_a",
            Self::DinB => "din_b",
            Self::Us10 => "us10",
        }
    }

    pub fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|envelope| envelope.key() == key)
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::None => t!("No window"),
            Self::Dl => t!("UK DL"),
            Self::DinA => t!("DIN 5008 form A"),
            Self::DinB => t!("DIN 5008 form B"),
            Self::Us10 => t!("US #10"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(country: &str, parts: [&str; 4], from: &str) -> String {
        let [street, locality, region, postcode] = parts.map(str::to_owned);
        let address = Address { street, locality, region, postcode, country: country.into(), ..Address::default() };
        post_lines(&address, from).join("|")
    }

    #[test]
    fn each_country_has_its_order() {
        assert_eq!(
            lines("", ["12 High Street\nFlat 2", "Leeds", "", "LS1 1AA"], "gb"),
            "12 High Street|Flat 2|Leeds|LS1 1AA"
        );
        assert_eq!(lines("DE", ["Hauptstraße 5", "Köln", "", "50667"], "gb"), "Hauptstraße 5|50667 Köln|GERMANY");
        assert_eq!(lines("US", ["1 Main St", "Austin", "TX", "78701"], "us"), "1 Main St|Austin, TX 78701");
        assert_eq!(lines("CA", ["1 Rue Haute", "Ottawa", "ON", "K1A 0B1"], "ca"), "1 Rue Haute|Ottawa ON  K1A 0B1");
        assert_eq!(
            lines("Narnia", ["The Lamp Post", "Lantern Waste", "", "1"], "GB"),
            "The Lamp Post|1 Lantern Waste|NARNIA"
        );
        assert_eq!(lines("", ["", "Leeds", "", ""], "gb"), "Leeds");
    }

    fn at(street: &str, locality: &str, postcode: &str, country: &str) -> Address {
        let [street, locality, postcode, country] = [street, locality, postcode, country].map(str::to_owned);
        Address { street, locality, postcode, country, ..Address::default() }
    }

    #[test]
    fn the_post_goes_home_first_then_by_postcode() {
        let near = at("2 A Street", "", "rv1 4ab", "GB");
        let far = at("1 A Street", "", "AA1 1AA", "FR");
        assert!(post_key(&near, "gb") < post_key(&far, "gb"));
        assert_eq!(post_key(&near, "gb"), post_key(&at("2 A street", "", "RV14AB", ""), "gb"));
    }

    #[test]
    fn a_street_and_a_place_make_an_address() {
        assert!(is_postal(&at("1 A Street", "", "X1", "")));
        assert!(!is_postal(&at("", "Riverside", "X1", "")));
        assert!(!is_postal(&at("1 A Street", "", " ", "")));
    }
}
