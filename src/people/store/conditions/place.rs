//! Conditions about where post goes: postcode, town, country.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::super::super::countries;
use super::person;
use crate::kit::Result;
use crate::kit::fold::fold;
use crate::office::Condition;
use crate::office::condition::{Asking, Kind, Offered, Part, Says, Sql, Values};
use crate::office::profile;
use crate::t;

/// People whose post goes to an address `a` that fits: the preferred one that holds today, else the first that does.
fn post_goes(asking: &Asking<'_>, fits: &str, values: impl IntoIterator<Item = Value>) -> Sql {
    let sql = format!(
        "p.id IN (SELECT a.person FROM person_address a WHERE ({fits}) AND a.id = (SELECT b.id FROM person_address b \
         WHERE b.person = a.person AND b.street || b.locality || b.region || b.postcode <> '' \
         AND (b.valid_from IS NULL OR b.valid_from <= ?) AND (b.valid_to IS NULL OR b.valid_to >= ?) \
         ORDER BY b.preferred DESC, b.id LIMIT 1))"
    );
    Sql::of(sql).bind_all(values).bind(asking.today_text()).bind(asking.today_text())
}

fn lives(place: &str) -> Says {
    Says::new(t!("live in {place}", place = place), t!("do not live in {place}", place = place))
}

pub(super) static POSTCODE: Condition = Condition {
    key: "people.postcode",
    heading: person,
    name: || t!("Lives in a postcode area"),
    parts: &[Part::new("begins", || t!("Postcode, or how it begins"), Kind::Text).needed()],
    check: |values| {
        let begins = values.text("begins");
        let empty = !begins.is_empty() && patterns(begins).is_empty();
        empty.then(|| ("begins", t!("Write letters or figures, like LS1 or 101").to_owned()))
    },
    says: |filled| lives(&filled.values.text("begins").to_uppercase()),
    sql: |asking, values| {
        let patterns = patterns(values.text("begins"));
        let fits: Vec<&str> = patterns.iter().map(|_| "NORMAL GLOB ?").collect();
        // How it begins is looked at first, because the rest is ten times the work.
        let fits = format!("a.postcode LIKE ? AND ({})", fits.join(" OR ").replace("NORMAL", NORMAL));
        let begins = std::iter::once(beginning(values.text("begins")));
        Ok(post_goes(asking, &fits, begins.chain(patterns).map(Value::from)))
    },
};

/// A postcode without spaces and dashes in capitals; one as the United Kingdom has them with a space before its last three
/// characters, so that `LS1` is told from `LS11`.
const NORMAL: &str = "CASE WHEN replace(a.postcode, ' ', '') GLOB '[A-Za-z]*[0-9][A-Za-z][A-Za-z]' \
      AND length(replace(a.postcode, ' ', '')) BETWEEN 5 AND 7 \
    THEN upper(substr(replace(a.postcode, ' ', ''), 1, length(replace(a.postcode, ' ', '')) - 3) || ' ' \
      || substr(replace(a.postcode, ' ', ''), -3)) \
    ELSE upper(replace(replace(a.postcode, ' ', ''), '-', '')) END";

/// What normal postcodes of an area look like. `LS` is every `LS1 …` and no `L1 …`; `LS1` is `LS1 4AA` and `LS1A 4AA`, not
/// `LS11 4AA`; `LS1 4` is `LS1 4AA`; `101` is `10115`.
pub(super) fn patterns(typed: &str) -> Vec<String> {
    let typed = typed.trim().to_uppercase();
    let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let whole = kept(&typed);
    let (letter, figure) = (|c: char| c.is_alphabetic(), |c: char| c.is_ascii_digit());
    let with_space = typed.split_once(' ').map(|(out, rest)| (kept(out), kept(rest)));
    match (whole.chars().next(), whole.chars().last()) {
        (None, _) | (_, None) => Vec::new(),
        // The first part and the beginning of the second.
        (Some(first), _) if with_space.is_some() && letter(first) => {
            let (out, rest) = with_space.unwrap_or_default();
            vec![format!("{out} {rest}*"), format!("{whole}*")]
        }
        (Some(_), Some(_)) if whole.chars().all(letter) => vec![whole.clone(), format!("{whole}[0-9]*")],
        (Some(first), Some(last)) if letter(first) && figure(last) => {
            vec![whole.clone(), format!("{whole} *"), format!("{whole}[A-Z]*")]
        }
        // A whole one without its space.
        (Some(first), Some(_)) if letter(first) && whole.is_ascii() && whole.len() > 4 => {
            let (out, inward) = whole.split_at(whole.len() - 3);
            vec![format!("{whole}*"), format!("{out} {inward}")]
        }
        _ => vec![format!("{whole}*")],
    }
}

/// How every postcode of an area begins, however its spaces and dashes stand: for `LIKE`.
fn beginning(typed: &str) -> String {
    let whole: String = typed.chars().filter(|c| c.is_alphanumeric()).collect();
    let sure = if whole.starts_with(char::is_alphabetic) { 3 } else { 2 };
    whole.chars().take(sure).chain(['%']).collect()
}

pub(super) static TOWN: Condition = Condition {
    key: "people.town",
    heading: person,
    name: || t!("Lives in a town"),
    parts: &[Part::new("town", || t!("Town"), Kind::Text).needed()],
    check: |values| super::wordless(values, "town"),
    says: |filled| lives(filled.values.text("town")),
    sql: |asking, values| {
        let fits = "a.locality <> '' AND fold(a.locality) = ?";
        Ok(post_goes(asking, fits, [Value::from(fold(values.text("town")))]))
    },
};

pub(super) static COUNTRY: Condition = Condition {
    key: "people.country",
    heading: person,
    name: || t!("Lives in a country"),
    parts: &[Part::new("country", || t!("Country"), Kind::Choices(found)).needed()],
    says: |filled| lives(&filled.either("country")),
    sql: |asking, values| {
        let countries = values.texts("country");
        let home = asking.profile.jurisdiction().to_uppercase();
        // Addresses without a country are of the office's own.
        let fits = format!("CASE a.country WHEN '' THEN ? ELSE a.country END IN ({})", Sql::places(countries.len()));
        Ok(post_goes(asking, &fits, std::iter::once(home).chain(countries.iter().cloned()).map(Value::from)))
    },
    ..Condition::NONE
};

/// The countries that addresses are in, the office's own among them.
fn found(conn: &Connection, _: &Values) -> Result<Vec<Offered>> {
    let home = profile::get(conn)?.jurisdiction().to_uppercase();
    let all = super::distinct(conn, "SELECT DISTINCT country FROM person_address WHERE country <> ''")?;
    let mut all: Vec<Offered> = all
        .into_iter()
        .map(|offered| offered.key)
        .filter(|code| *code != home)
        .chain([home.clone()])
        .map(|code| Offered::new(code.clone(), countries::name_of(&code)))
        .collect();
    all.sort_by(|a, b| a.says.cmp(&b.says));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the pattern of SQL would say, for the three forms used here.
    fn fits(typed: &str, normal: &str) -> bool {
        patterns(typed).iter().any(|pattern| match pattern.strip_suffix('*') {
            None => pattern == normal,
            Some(begin) => {
                let (begin, next): (&str, fn(char) -> bool) = if let Some(begin) = begin.strip_suffix("[0-9]") {
                    (begin, |c| c.is_ascii_digit())
                } else if let Some(begin) = begin.strip_suffix("[A-Z]") {
                    (begin, |c| c.is_ascii_uppercase())
                } else {
                    (begin, |_| true)
                };
                let any = pattern.len() == begin.len() + 1;
                normal.strip_prefix(begin).is_some_and(|rest| any || rest.starts_with(next))
            }
        })
    }

    #[test]
    fn an_area_holds_its_own_postcodes_and_no_others() {
        for (typed, normal, inside) in [
            ("RV1", "RV1 2AB", true),
            ("rv1", "RV10 2AB", false),
            ("RV1", "RV1A 2AB", true),
            ("RV", "RV10 2AB", true),
            ("R", "RV10 2AB", false),
            ("rv1 2", "RV1 2AB", true),
            ("rv1 2", "RV1 3AB", false),
            ("RV1 2AB", "RV1 2AB", true),
            ("RV12AB", "RV1 2AB", true),
            ("101", "10115", true),
            ("101", "11011", false),
            ("00-950", "00950", true),
            ("K1A", "K1A0B1", true),
            ("K1A 0B1", "K1A0B1", true),
        ] {
            assert_eq!(fits(typed, normal), inside, "{normal} in {typed}: {:?}", patterns(typed));
        }
        assert!(patterns(" *- ").is_empty());
    }
}
