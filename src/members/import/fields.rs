//! What a list of members may hold: everything that a list of people may, and what is said of a membership. The labels are
//! the headings of our own export, so that it comes back in.

use crate::people::fields as people;
use crate::tabular::{Field, FieldKind, Mapping, Source};

const fn text(key: &'static str, label: &'static str, synonyms: &'static [&'static str]) -> Field {
    Field::new(key, label, FieldKind::Text).synonyms(synonyms)
}

const fn day(key: &'static str, label: &'static str, synonyms: &'static [&'static str]) -> Field {
    Field::new(key, label, FieldKind::Day).synonyms(synonyms)
}

/// Of the membership; those of the export in its order.
const OWN: [Field; 30] = [
    text("membership_id", "Membership id", &[]),
    text(
        "class",
        "Membership class",
        &[
            "membership type",
            "member type",
            "type of membership",
            "membership category",
            "membership level",
            "class of membership",
            "member class",
            "class",
            "type",
            "category",
            "mitgliedsart",
            "mitgliedschaft",
            "beitragsgruppe",
            "beitragsklasse",
            "mitgliedstyp",
            "type d'adhésion",
            "catégorie de membre",
            "tipo de socio",
            "lidmaatschapstype",
            "soort lid",
        ],
    ),
    text("class_changes", "Class changes", &[]),
    text(
        "rhythm",
        "Months between payments",
        &[
            "payment frequency",
            "payment interval",
            "billing frequency",
            "frequency",
            "rhythm",
            "zahlungsrhythmus",
            "zahlungsweise",
            "périodicité",
            "frecuencia",
            "betaalfrequentie",
        ],
    ),
    Field::new("fee", "Fee", FieldKind::Money).synonyms(&[
        "membership fee",
        "annual fee",
        "yearly fee",
        "dues",
        "annual dues",
        "subscription",
        "subscription amount",
        "beitrag",
        "jahresbeitrag",
        "cotisation",
        "cuota",
        "contributie",
    ]),
    text("payer_id", "Payer id", &[]),
    text(
        "payer",
        "Payer",
        &["paid by", "pays for them", "zahler", "abweichender zahler", "payeur", "pagador", "betaler"],
    ),
    text("family_id", "Family membership id", &[]),
    text(
        "family_of",
        "Family membership of",
        &[
            "head of family",
            "main member",
            "primary member",
            "hauptmitglied",
            "familienmitglied von",
            "membre principal",
        ],
    ),
    text(
        "status",
        "Membership status",
        &["member status", "status", "state of membership", "mitgliedsstatus", "statut", "estado", "lidstatus"],
    ),
    day(
        "since",
        "Member since",
        &[
            "join date",
            "date joined",
            "joined",
            "joining date",
            "membership since",
            "original join date",
            "eintritt",
            "eintrittsdatum",
            "mitglied seit",
            "beitritt",
            "beitrittsdatum",
            "membre depuis",
            "date d'adhésion",
            "socio desde",
            "fecha de alta",
            "lid sinds",
        ],
    ),
    day(
        "applied",
        "Applied on",
        &[
            "application date",
            "date of application",
            "date applied",
            "antragsdatum",
            "date de demande",
            "fecha de solicitud",
        ],
    ),
    day("decided", "Decided on", &["date of decision", "decision date", "aufnahmebeschluss"]),
    text("decided_by", "Decided by", &[]),
    text("refusal", "Refused because", &[]),
    day("joined_on", "Admitted on", &["admission date", "date admitted", "approved on", "aufnahmedatum"]),
    day(
        "start",
        "Term from",
        &[
            "membership start",
            "membership start date",
            "term start",
            "start date",
            "start of membership",
            "current term from",
        ],
    ),
    day("covered_to", "Paid before, up to", &[]),
    day(
        "paid_to",
        "Paid up to",
        &[
            "paid until",
            "paid through",
            "membership expires",
            "expiry date",
            "expiration date",
            "expires",
            "renewal date",
            "membership end date",
            "valid until",
            "bezahlt bis",
            "gültig bis",
            "à jour jusqu'au",
            "vencimiento",
            "betaald tot",
        ],
    ),
    day(
        "notice",
        "Notice given on",
        &["notice date", "resignation received", "kündigung", "kündigungsdatum", "gekündigt am", "date de préavis"],
    ),
    day(
        "ended",
        "Ended on",
        &[
            "end date",
            "left on",
            "date left",
            "leaving date",
            "resignation date",
            "cancelled on",
            "austritt",
            "austrittsdatum",
            "date de sortie",
            "fecha de baja",
            "lid tot",
        ],
    ),
    text("ended_how", "How it ended", &["reason for leaving", "austrittsart", "leaving type"]),
    text("ended_why", "Why it ended", &["leaving reason", "austrittsgrund", "motif de départ", "motivo de baja"]),
    day(
        "died",
        "Died on",
        &["date of death", "deceased on", "deceased date", "sterbedatum", "verstorben am", "date de décès"],
    ),
    text("pins", "Pinned statuses", &[]),
    text("pin", "Pinned status", &["status override", "override", "is override"]),
    text("pin_why", "Why it is pinned", &["override reason", "reason for override"]),
    day("pin_from", "Pinned from", &["override from"]),
    day("pin_until", "Pinned until", &["override until", "override end date"]),
    text("membership_note", "Membership note", &["note on the membership", "member note"]),
];

#[allow(clippy::indexing_slicing, reason = "worked out while compiling, which fails beyond the end")]
const ALL: [Field; people::FIELDS.len() + OWN.len()] = {
    let mut all = [Field::new("", "", FieldKind::Text); people::FIELDS.len() + OWN.len()];
    let mut at = 0;
    while at < all.len() {
        all[at] = if at < OWN.len() { OWN[at] } else { people::FIELDS[at - OWN.len()] };
        at += 1;
    }
    all
};

/// Every field: those of the membership first.
pub const FIELDS: &[Field] = &ALL;

/// The map that the headings suggest: what a heading means of the membership goes before what it may mean of the person.
pub fn guess(source: &Source) -> Mapping {
    people::guess_among(source, FIELDS)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::*;
    use crate::kit::fold::fold;
    use crate::tabular::{DateOrder, Overrides, from_bytes};

    #[test]
    fn keys_and_labels_stand_once() {
        let keys: HashSet<_> = FIELDS.iter().map(|f| f.key).collect();
        let labels: HashSet<_> = FIELDS.iter().map(|f| fold(f.label)).collect();
        assert_eq!((keys.len(), labels.len()), (FIELDS.len(), FIELDS.len()));
    }

    fn map(text: &str) -> Mapping {
        guess(&from_bytes(Path::new("x.csv"), text.as_bytes().to_vec(), &Overrides::default()).unwrap())
    }

    fn of(mapping: &Mapping, key: &str) -> String {
        mapping.columns.get(key).map(|c| c.headings().join("+")).unwrap_or_default()
    }

    #[test]
    fn headings_of_other_programs() {
        let m = map("First name,Last name,E-mail,Membership type,Join date,Expiry date,Status,Annual fee,Notes\n\
            Ann,Ali,ann@example.org,Full,23/04/2019,31/12/2026,Active,36.00,x\n");
        for (key, heading) in [
            ("given", "First name"),
            ("family", "Last name"),
            ("email", "E-mail"),
            ("class", "Membership type"),
            ("since", "Join date"),
            ("paid_to", "Expiry date"),
            ("status", "Status"),
            ("fee", "Annual fee"),
            ("notes", "Notes"),
        ] {
            assert_eq!(of(&m, key), heading, "{key}");
        }
        assert_eq!(m.date_order, Some(DateOrder::DayMonthYear));
        assert_eq!(of(&map("First name;Surname;Type\nAnn;Ali;Full\n"), "class"), "Type");
        assert_eq!(of(&map("Membership no;Name\n17;Ann\n"), "member_number"), "Membership no");
        let m = map("Mitgliedsnummer;Vorname;Nachname;Eintritt;Austritt;Beitrag;Geburtsdatum;Ort\n\
            17;Ann;Ali;01.05.2019;;36,00;17.05.1980;Köln\n");
        assert_eq!((of(&m, "member_number"), of(&m, "since")), ("Mitgliedsnummer".into(), "Eintritt".into()));
        assert_eq!(
            (of(&m, "ended"), of(&m, "fee"), of(&m, "birth")),
            ("Austritt".into(), "Beitrag".into(), "Geburtsdatum".into())
        );
        assert_eq!(of(&m, "locality"), "Ort");
    }
}
