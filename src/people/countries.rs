//! Countries as addresses write them, and how post is addressed there.

use crate::kit::fold::fold;

/// How town, region and postcode stand on an envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// The postcode on a line of its own below the town: the United Kingdom, Ireland.
    Below,
    /// Before the town: most of Europe.
    Before,
    /// Town, region and postcode on one line: the United States, Canada, Australia.
    Behind,
}

/// Code, English name, other words for it (folded), layout.
type Country = (&'static str, &'static str, &'static [&'static str], Layout);

use Layout::{Before, Behind, Below};

const COUNTRIES: &[Country] = &[
    (
        "GB",
        "United Kingdom",
        &[
            "uk",
            "great britain",
            "britain",
            "england",
            "scotland",
            "wales",
            "northern ireland",
            "vereinigtes konigreich",
            "royaume uni",
            "reino unido",
            "gbr",
        ],
        Below,
    ),
    ("IE", "Ireland", &["eire", "irland", "irlande", "republic of ireland", "irl"], Below),
    (
        "US",
        "United States",
        &["usa", "united states of america", "u s a", "u s", "etats unis", "estados unidos", "vereinigte staaten"],
        Behind,
    ),
    ("CA", "Canada", &["can", "kanada"], Behind),
    ("AU", "Australia", &["aus", "australien", "australie"], Behind),
    ("NZ", "New Zealand", &["nzl", "neuseeland", "aotearoa"], Behind),
    ("DE", "Germany", &["deutschland", "allemagne", "alemania", "duitsland", "deu", "d"], Before),
    ("AT", "Austria", &["osterreich", "autriche", "aut"], Before),
    ("CH", "Switzerland", &["schweiz", "suisse", "svizzera", "che"], Before),
    ("FR", "France", &["frankreich", "francia", "frankrijk", "fra"], Before),
    ("BE", "Belgium", &["belgique", "belgie", "belgien", "bel"], Before),
    ("NL", "Netherlands", &["the netherlands", "nederland", "niederlande", "pays bas", "holland", "nld"], Before),
    ("LU", "Luxembourg", &["luxemburg"], Before),
    ("ES", "Spain", &["espana", "spanien", "espagne", "esp"], Before),
    ("PT", "Portugal", &["prt"], Before),
    ("IT", "Italy", &["italia", "italien", "italie", "ita"], Before),
    ("DK", "Denmark", &["danmark", "danemark"], Before),
    ("SE", "Sweden", &["sverige", "schweden", "suede"], Before),
    ("NO", "Norway", &["norge", "norwegen", "norvege"], Before),
    ("FI", "Finland", &["suomi", "finnland"], Before),
    ("PL", "Poland", &["polska", "polen", "pologne"], Before),
    ("CZ", "Czechia", &["czech republic", "cesko", "ceska republika", "tschechien"], Before),
    ("GR", "Greece", &["ελλαδα", "hellas", "griechenland", "grece"], Before),
    ("UA", "Ukraine", &["україна"], Below),
    ("IN", "India", &["bharat", "indien", "inde"], Behind),
    ("ZA", "South Africa", &["sudafrika"], Below),
    ("SG", "Singapore", &[], Behind),
    ("TW", "Taiwan", &["臺 灣", "台 灣"], Behind),
    ("JP", "Japan", &["日 本"], Behind),
];

fn find(text: &str) -> Option<&'static Country> {
    let folded = fold(text);
    COUNTRIES
        .iter()
        .find(|(code, name, words, _)| fold(code) == folded || fold(name) == folded || words.contains(&folded.as_str()))
}

/// The two-letter code where the country is known, else the text as it is.
pub fn code_of(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    find(text).map_or_else(|| text.to_owned(), |(code, ..)| (*code).to_owned())
}

/// The English name for a code, or the text as it is.
pub fn name_of(code: &str) -> &str {
    find(code).map_or(code, |(_, name, ..)| name)
}

/// How post is addressed there; unknown countries as most do.
pub fn layout_of(code: &str) -> Layout {
    find(code).map_or(Before, |(.., layout)| *layout)
}
