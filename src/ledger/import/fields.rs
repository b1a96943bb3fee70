//! The fields of a table of donations, with the headings that registers, payment services and other programs give them.

use super::words;
use crate::kit::fold::fold;
use crate::tabular::{Columns, Field, FieldKind, Mapping, Source};

const fn text(key: &'static str, label: &'static str) -> Field {
    Field::new(key, label, FieldKind::Text)
}

/// Every field. Keys and labels are phrases, because a single word such as "name" is part of many other headings.
pub const FIELDS: &[Field] = &[
    text("donor_name", "Donor name").synonyms(&[
        "donor",
        "full name",
        "donor full name",
        "contributor name",
        "contributor",
        "received from",
        "from or to",
        "organization name",
        "organisation name",
        "spender",
        "geldgeber",
        "zuwendender",
        "donateur",
        "nom du donateur",
        "donante",
        "customer name",
        "lender name",
    ]),
    text("given", "Given name").synonyms(&[
        "donor first name",
        "first name",
        "forename",
        "vorname",
        "prénom",
        "nombre",
        "voornaam",
        "lender first name",
    ]),
    text("family", "Family name").synonyms(&[
        "donor last name",
        "last name",
        "surname",
        "nachname",
        "nom de famille",
        "apellidos",
        "achternaam",
        "lender last name",
    ]),
    text("organisation", "Person or organisation").synonyms(&[
        "donor status",
        "donor type",
        "donor category",
        "entity type",
        "contributor type",
        "lender type",
        "kategorie",
    ]),
    text("member_number", "Member number").synonyms(&[
        "membership number",
        "membership no",
        "member no",
        "member id",
        "membership id",
        "supporter number",
        "supporter id",
        "mitgliedsnummer",
        "numéro d'adhérent",
    ]),
    // Who registers bodies or electors gives these; placeholders such as 000000 are common, so nobody is known by one.
    text("register_number", "Register number").synonyms(&[
        "company registration number",
        "company number",
        "company reg no",
        "registration number",
        "registered number",
        "electoral number",
        "handelsregisternummer",
        "numéro siren",
    ]),
    Field::new("email", "E-mail", FieldKind::Email).synonyms(&[
        "donor email",
        "donor email address",
        "from email address",
        "customer email",
        "email address",
        "e-mail address",
        "mail",
        "courriel",
    ]),
    text("street", "Street").synonyms(&[
        "donor addr1",
        "donor address",
        "street address",
        "address line 1",
        "mailing address",
        "address",
        "straße",
        "rue",
    ]),
    text("locality", "Town").synonyms(&["donor city", "city", "locality", "ort", "stadt", "ville", "ciudad"]),
    text("region", "Region").synonyms(&["donor state", "state", "province", "county", "bundesland"]),
    text("postcode", "Postcode").synonyms(&[
        "donor postcode",
        "donor zip",
        "postal code",
        "zip",
        "zip code",
        "plz",
        "postleitzahl",
        "code postal",
    ]),
    text("country", "Country").synonyms(&["donor country", "land", "pays", "país"]),
    Field::new("amount", "Amount", FieldKind::Money).required().synonyms(&[
        "donation amount",
        "contribution amount",
        "total amount",
        "value",
        "gross",
        "amount total",
        "betrag",
        "spende in eur",
        "montant",
        "importe",
        "bedrag",
        "montante bruto",
        "částka",
    ]),
    text("currency", "Currency").synonyms(&["currency code", "währung", "devise", "moeda", "měna"]),
    Field::new("received", "Received on", FieldKind::Day).synonyms(&[
        "received date",
        "date received",
        "receive date",
        "received",
        "donation date",
        "contribution date",
        "payment date",
        "transaction date",
        "date",
        "datetime",
        "datum",
        "eingang der spende",
        "fecha",
        "data movimento",
        "created",
        "created utc",
        "start date",
    ]),
    Field::new("banked", "Banked on", FieldKind::Day).synonyms(&[
        "accepted date",
        "date accepted",
        "banked date",
        "date banked",
        "deposit date",
        "available on utc",
    ]),
    text("kind", "Kind").synonyms(&[
        "donation type",
        "transaction type",
        "reporting category",
        "financial type",
        "type",
        "typ",
        "tipo",
    ]),
    text("status", "Payment status").synonyms(&["status"]),
    text("method", "Paid by").synonyms(&["payment method", "method", "payment instrument", "zahlungsart"]),
    text("reference", "Reference").synonyms(&["cheque number", "check number", "payment reference", "reference code"]),
    text("source_id", "Source id").synonyms(&[
        "id where it comes from",
        "transaction id",
        "transaction number",
        "trxn id",
        "receipt id",
        "donation id",
        "contribution id",
        "balance transaction id",
        "ecref",
        "ec reference",
        "external identifier",
    ]),
    text("appeal", "Appeal").synonyms(&["campaign", "fundraising page"]),
    text("note", "Note").synonyms(&["notes", "comments", "comment", "subject", "item title", "memo"]),
    text("description", "What was given").synonyms(&[
        "nature of donation",
        "in kind description",
        "description of donation",
    ]),
    text("valuation", "How it was valued").synonyms(&["valuation"]),
    Field::new("advantage", "Given in return", FieldKind::Money).synonyms(&["value of benefit", "advantage"]),
    text("ledger_account", "Ledger account"),
    text("ledger_category", "Ledger category"),
    text("ledger_fund", "Ledger fund"),
];

/// Headings that mean a field only when they say nothing else.
const BARE: &[(&str, &[&str])] =
    &[("donor_name", &["name", "from"]), ("source_id", &["id"]), ("note", &["description", "text"])];

/// What headings and cells suggest for a table of donations.
pub fn guess(source: &Source) -> Mapping {
    let mut mapping = Mapping::guess(source, FIELDS);
    // A column of which no cell means a kind, under a heading that only resembles one ("Donation time"), is none.
    let kind = mapping.columns.get("kind").and_then(|c| c.headings().first()).and_then(|h| source.column(h));
    if let Some(column) = kind.and_then(|at| source.columns.get(at)) {
        let heading = fold(&column.name);
        let said = FIELDS
            .iter()
            .find(|f| f.key == "kind")
            .is_some_and(|f| f.synonyms.contains(&heading.as_str()) || heading == f.key);
        if !said && column.samples().iter().all(|cell| words::kind(cell) == words::Said::Unknown) {
            mapping.columns.remove("kind");
        }
    }
    // A column of donors is better than given and family name, and both are better than nothing.
    for (key, headings) in BARE {
        let wanted = |name: &str| headings.contains(&fold(name).as_str());
        let split = *key == "donor_name" && mapping.columns.contains_key("family");
        let taken = |name: &str| mapping.columns.values().any(|c| c.headings().iter().any(|h| h == name));
        let found = source.columns.iter().find(|c| wanted(&c.name) && !taken(&c.name)).map(|c| c.name.clone());
        if let Some(name) = found
            && !split
            && !mapping.columns.contains_key(*key)
        {
            mapping.columns.insert((*key).to_owned(), Columns::One(name));
        }
    }
    mapping
}
