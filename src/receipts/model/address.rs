//! A postal address as a receipt prints it, and the order in which letters are posted.

use crate::kit::fold::fold;

/// An address as the register holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    pub street: String,
    pub locality: String,
    pub region: String,
    pub postcode: String,
    pub country: String,
}

impl Address {
    /// Whether a letter could be sent to it: a street or a postcode, and a place or a postcode.
    pub fn is_postal(&self) -> bool {
        let has = |text: &str| !text.trim().is_empty();
        has(&self.street) && (has(&self.locality) || has(&self.postcode))
    }

    /// The lines below the name, in the order of the country. A country other than the office's own is written out, in
    /// capitals, on the last line.
    pub fn lines(&self, home: &str) -> Vec<String> {
        let abroad = !self.country.trim().is_empty() && country_code(&self.country) != home;
        let code = if self.country.trim().is_empty() { home.to_owned() } else { country_code(&self.country) };
        let mut lines: Vec<String> = self.street.lines().map(str::to_owned).collect();
        let (place, region, code_line) = (self.locality.trim(), self.region.trim(), self.postcode.trim());
        match code.as_str() {
            "gb" | "ie" => {
                lines.push(place.to_owned());
                lines.push(region.to_owned());
                lines.push(code_line.to_owned());
            }
            "us" | "ca" | "au" => {
                let comma = if code == "us" && !place.is_empty() && !region.is_empty() { "," } else { "" };
                lines.push(joined(&[&format!("{place}{comma}"), region, code_line]));
            }
            "nz" => {
                lines.push(region.to_owned());
                lines.push(joined(&[place, code_line]));
            }
            // Most of Europe, and where nothing else is known: the postcode before the place.
            _ => {
                lines.push(joined(&[code_line, place]));
                lines.push(region.to_owned());
            }
        }
        if abroad {
            lines.push(country_name(&self.country).to_uppercase());
        }
        lines.into_iter().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    }

    /// What letters are sorted by for the post: country (the office's own first), postcode, street.
    pub fn post_key(&self, home: &str) -> [String; 3] {
        let country = country_code(&self.country);
        let country = if country == home { String::new() } else { country };
        [country, fold(&self.postcode).replace(' ', ""), fold(&self.street)]
    }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// Names that people write for the countries of the packs, and their codes.
const COUNTRIES: &[(&str, &str, &[&str])] = &[
    ("gb", "United Kingdom", &["uk", "great britain", "england", "scotland", "wales", "northern ireland", "britain"]),
    ("ie", "Ireland", &["eire", "republic of ireland"]),
    ("ca", "Canada", &[]),
    ("us", "United States", &["usa", "united states of america", "u s a", "u s"]),
    ("de", "Germany", &["deutschland"]),
    ("fr", "France", &[]),
    ("nz", "New Zealand", &["aotearoa"]),
    ("au", "Australia", &[]),
];

/// The code of a country written as a code or a name; anything else in lower case.
fn country_code(country: &str) -> String {
    let folded = fold(country);
    COUNTRIES
        .iter()
        .find(|(code, name, others)| folded == *code || folded == fold(name) || others.contains(&folded.as_str()))
        .map_or(folded.clone(), |(code, ..)| (*code).to_owned())
}

fn country_name(country: &str) -> String {
    let code = country_code(country);
    COUNTRIES.iter().find(|(c, ..)| *c == code).map_or_else(|| country.trim().to_owned(), |(_, name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(street: &str, locality: &str, region: &str, postcode: &str, country: &str) -> Address {
        let [street, locality, region, postcode, country] = [street, locality, region, postcode, country].map(str::to_owned);
        Address { street, locality, region, postcode, country }
    }

    #[test]
    fn lines_follow_the_country() {
        for (address, home, lines) in [
            (address("4 Quay Street", "Riverside", "", "RV1 4AB", ""), "gb", vec!["4 Quay Street", "Riverside", "RV1 4AB"]),
            (address("Hauptstr. 5", "Köln", "", "50667", "Deutschland"), "de", vec!["Hauptstr. 5", "50667 Köln"]),
            (address("Hauptstr. 5", "Köln", "", "50667", "DE"), "gb", vec!["Hauptstr. 5", "50667 Köln", "GERMANY"]),
            (address("1 Main St\nApt 4", "Springfield", "IL", "62701", "USA"), "us", vec!["1 Main St", "Apt 4", "Springfield, IL 62701"]),
            (address("22 Elm Ave", "Ottawa", "ON", "K1A 0B1", ""), "ca", vec!["22 Elm Ave", "Ottawa ON K1A 0B1"]),
            (address("Ulica 3", "Łódź", "", "90-001", "Poland"), "gb", vec!["Ulica 3", "90-001 Łódź", "POLAND"]),
        ] {
            assert_eq!(address.lines(home), lines);
        }
    }

    #[test]
    fn the_post_goes_home_first_then_by_postcode() {
        let near = address("2 A Street", "", "", "rv1 4ab", "UK");
        let far = address("1 A Street", "", "", "AA1 1AA", "France");
        assert!(near.post_key("gb") < far.post_key("gb"));
        assert_eq!(near.post_key("gb"), address("2 A street", "", "", "RV14AB", "").post_key("gb"));
    }

    #[test]
    fn a_street_and_a_place_make_an_address() {
        assert!(address("1 A Street", "", "", "X1", "").is_postal());
        assert!(!address("", "Riverside", "", "X1", "").is_postal());
        assert!(!address("1 A Street", "", "", " ", "").is_postal());
    }
}
