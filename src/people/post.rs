//! The lines of an address on an envelope, as the post of its country wants them.

use super::countries::{self, Layout};
use super::model::Address;

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
}
