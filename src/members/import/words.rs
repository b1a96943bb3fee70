//! What other programs write in their columns of status, of rhythm, and of how a membership ended.

use crate::kit::fold::fold;
use crate::members::model::{How, Rhythm, Status};

/// What a status of another program says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Applied, and not a member yet.
    Applied,
    /// A member, paid up or not: what the dues come to says the rest.
    Member,
    /// Over, in this way.
    Over(How),
    Died,
}

fn has(folded: &str, words: &[&str]) -> bool {
    words.iter().any(|word| folded == *word || format!(" {folded} ").contains(&format!(" {word} ")))
}

const APPLIED: &[&str] = &[
    "applied",
    "applicant",
    "application",
    "pending",
    "prospective",
    "awaiting approval",
    "antrag",
    "beantragt",
    "en attente",
];
const DIED: &[&str] = &["died", "deceased", "dead", "verstorben", "decede", "fallecido", "overleden"];
const EXPELLED: &[&str] = &["expelled", "excluded", "struck off", "ausgeschlossen", "exclu", "expulsado", "geroyeerd"];
const LAPSED: &[&str] = &["lapsed", "expired", "abgelaufen", "gestrichen", "expire", "caducado", "verlopen"];
const RESIGNED: &[&str] = &[
    "resigned",
    "left",
    "cancelled",
    "canceled",
    "withdrawn",
    "terminated",
    "former",
    "inactive",
    "archived",
    "ausgetreten",
    "gekundigt",
    "abgemeldet",
    "ehemalig",
    "demissionne",
    "baja",
    "opgezegd",
];
const MEMBER: &[&str] = &[
    "current",
    "active",
    "paid",
    "paid up",
    "new",
    "renewed",
    "member",
    "full",
    "good standing",
    "in grace",
    "grace",
    "overdue",
    "late",
    "in arrears",
    "aktiv",
    "angemeldet",
    "mitglied",
    "actif",
    "activo",
    "actief",
    "unpaid",
    "owing",
    "yes",
];

/// What a status means; nothing for one that is not known.
pub(super) fn status(cell: &str) -> Option<Said> {
    let folded = fold(cell);
    if has(&folded, APPLIED) {
        Some(Said::Applied)
    } else if has(&folded, DIED) {
        Some(Said::Died)
    } else {
        how(&folded).map(Said::Over).or_else(|| has(&folded, MEMBER).then_some(Said::Member))
    }
}

/// How a membership ended.
pub(super) fn how(cell: &str) -> Option<How> {
    let folded = fold(cell);
    if has(&folded, EXPELLED) {
        Some(How::Expelled)
    } else if has(&folded, LAPSED) {
        Some(How::Lapsed)
    } else if has(&folded, RESIGNED) || has(&folded, &["resignation", "austritt", "kundigung"]) {
        Some(How::Resigned)
    } else {
        None
    }
}

/// Every how many months dues are paid.
pub(super) fn rhythm(cell: &str) -> Option<Rhythm> {
    let folded = fold(cell);
    let figure: Option<u32> = folded.split(' ').find_map(|word| word.parse().ok());
    if let Some(rhythm) = figure.and_then(|months| Rhythm::of(months).ok()) {
        return Some(rhythm);
    }
    let known = [
        (
            Rhythm::HalfYearly,
            &["half yearly", "half year", "biannual", "semi annual", "halbjahrlich", "semestriel"][..],
        ),
        (Rhythm::Quarterly, &["quarterly", "quarter", "vierteljahrlich", "quartalsweise", "trimestriel", "trimestral"]),
        (Rhythm::Monthly, &["monthly", "month", "monatlich", "mensuel", "mensual", "maandelijks"]),
        (Rhythm::Yearly, &["yearly", "annual", "annually", "year", "jahrlich", "annuel", "anual", "jaarlijks"]),
    ];
    known.into_iter().find(|(_, words)| has(&folded, words)).map(|(rhythm, _)| rhythm)
}

/// A status that can be pinned.
pub(super) fn pin(cell: &str) -> Option<Status> {
    Status::of(cell).filter(|status| Status::PINNABLE.contains(status)).or_else(|| match status(cell)? {
        Said::Member => Some(Status::Current),
        Said::Over(How::Lapsed) => Some(Status::Lapsed),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_other_programs() {
        for (cell, said) in [
            ("Active", Some(Said::Member)),
            ("Pending", Some(Said::Applied)),
            ("Resigned", Some(Said::Over(How::Resigned))),
            ("ausgetreten", Some(Said::Over(How::Resigned))),
            ("Inactive", Some(Said::Over(How::Resigned))),
            ("Expired", Some(Said::Over(How::Lapsed))),
            ("Décédé", Some(Said::Died)),
            ("???", None),
        ] {
            assert_eq!(status(cell), said, "{cell}");
        }
        for (cell, wanted) in [
            ("12", Some(Rhythm::Yearly)),
            ("1 month", Some(Rhythm::Monthly)),
            ("Vierteljährlich", Some(Rhythm::Quarterly)),
            ("half-yearly", Some(Rhythm::HalfYearly)),
            ("annual", Some(Rhythm::Yearly)),
            ("5", None),
            ("weekly", None),
        ] {
            assert_eq!(rhythm(cell), wanted, "{cell}");
        }
        assert_eq!(
            (pin("in_grace"), pin("Active"), pin("Lapsed"), pin("died")),
            (Some(Status::InGrace), Some(Status::Current), Some(Status::Lapsed), None)
        );
    }
}
