//! The fields of a table from a bank or a payment service, with the headings that they give them.

use super::table_rules::{Way, way};
use crate::kit::fold::fold;
use crate::tabular::{Columns, Decision, Field, FieldKind, Mapping, Source};

const fn text(key: &'static str, label: &'static str) -> Field {
    Field::new(key, label, FieldKind::Text)
}

const fn money(key: &'static str, label: &'static str) -> Field {
    Field::new(key, label, FieldKind::Money)
}

/// Every field. A table has either one column of amounts, or one of money in and one of money out.
pub const FIELDS: &[Field] = &[
    Field::new("booked", "Day booked", FieldKind::Day).required().synonyms(&[
        "booking date",
        "posting date",
        "transaction date",
        "date processed",
        "date",
        "datetime",
        "buchungstag",
        "buchungsdatum",
        "datum",
        "date de l'opération",
        "date operation",
        "data movimento",
        "fecha",
        "fecha operación",
        "donation date",
        "receive date",
        "created",
        "created utc",
        "completed date",
        "journal date",
    ]),
    Field::new("valued", "Day valued", FieldKind::Day).synonyms(&[
        "value date",
        "valutadatum",
        "wertstellung",
        "valuta",
        "rentedatum",
        "execution date",
        "date valeur",
        "available on utc",
        "data liquidação",
    ]),
    money("amount", "Amount").synonyms(&[
        "gross",
        "amount total",
        "total amount",
        "betrag",
        "buchungsbetrag",
        "bedrag",
        "montant",
        "montant de l'opération",
        "importe",
        "montante bruto",
        "částka",
        "beløb",
        "value",
        "net amount",
    ]),
    money("paid_in", "Money in").synonyms(&[
        "credit",
        "credit amount",
        "paid in",
        "inflow",
        "deposit",
        "haben",
        "crédit",
        "receipts",
    ]),
    money("paid_out", "Money out").synonyms(&[
        "debit",
        "debit amount",
        "paid out",
        "outflow",
        "withdrawal",
        "debet",
        "soll",
        "débit",
        "payments",
    ]),
    money("fee", "Fee kept").synonyms(&["fee", "fees", "amount fee", "comissão", "poplatek", "gebühr", "frais"]),
    money("net", "Net of the fee").synonyms(&["net", "montante líquido", "netto"]),
    text("sign", "In or out").synonyms(&["af bij", "debit credit", "dr cr", "credit debit", "sens"]),
    text("name", "Who")
        .synonyms(&[
            "payee",
            "counterparty name",
            "partner name",
            "counteraccount name",
            "naam tegenpartij",
            "auftraggeber empfänger",
            "beguenstigter zahlungspflichtiger",
            "empfänger",
            "merchant name",
            "customer name",
            "customer description",
            "organization name",
            "name",
        ])
        .parts(&[&["donor first name", "first name", "vorname"], &["donor last name", "last name", "nachname"]]),
    text("from", "From whom").synonyms(&["from"]),
    text("to", "To whom").synonyms(&["to"]),
    text("number", "Their account").synonyms(&[
        "counterparty account",
        "partner iban",
        "counterparty",
        "bank account",
        "tegenrekening iban bban",
        "rekeningnummer tegenpartij",
        "kontonummer",
        "iban",
        "from email address",
        "donor email address",
        "donor email",
        "customer email",
    ]),
    text("purpose", "What for")
        .synonyms(&[
            "description",
            "details",
            "memo",
            "narrative",
            "label",
            "verwendungszweck",
            "omschrijving",
            "libellé",
            "remarque",
            "item title",
            "subject",
            "message for payee",
            "original description",
            "transaktionsbeschreibung",
            "concepto",
            "note",
            "notes",
            "product",
            "campaign name",
            "reference code",
        ])
        .parts(&[
            &["vwz1"],
            &["vwz2"],
            &["vwz3"],
            &["vwz4"],
            &["vwz5"],
            &["vwz6"],
            &["vwz7"],
            &["vwz8"],
            &["vwz9"],
            &["vwz10"],
            &["vwz11"],
            &["vwz12"],
            &["vwz13"],
            &["vwz14"],
        ]),
    text("reference", "Reference").synonyms(&[
        "payment reference",
        "invoice number",
        "cheque number",
        "check number",
        "num",
        "variable symbol 1",
        "betalingskenmerk",
    ]),
    text("bank_id", "The bank's own id").synonyms(&[
        "transaction id",
        "balance transaction id",
        "transaction reference number",
        "transaction number",
        "lineitem id",
        "volgnr",
        "buchungsreferenz",
        "receipt id",
        "external identifier",
        "row",
    ]),
    text("kind", "What the bank calls it").synonyms(&[
        "type",
        "transaktionstyp",
        "buchungstext",
        "reporting category",
        "financial type",
        "transaction type",
        "tipo",
        "typ",
    ]),
    text("status", "Status"),
    text("effect", "Whether it moves money").synonyms(&["balance impact"]),
    text("currency", "Currency").synonyms(&[
        "munt",
        "währung",
        "waehrung",
        "devise",
        "moeda",
        "měna",
        "buchungswährung",
    ]),
    money("balance", "Balance after it").synonyms(&[
        "balance",
        "running balance",
        "saldo",
        "saldo na trn",
        "kontostand",
        "solde",
    ]),
    text("account", "Own account").synonyms(&[
        "account",
        "account number",
        "auftragskonto",
        "iban bban",
        "rekeningnummer",
        "account name",
    ]),
    text("ledger_account", "Account of the ledger"),
];

/// Headings that mean a field only when they say nothing else.
const BARE: &[(&str, &[&str])] = &[("bank_id", &["id"])];

/// What headings and cells suggest.
pub fn guess(source: &Source) -> Mapping {
    let mut mapping = Mapping::guess(source, FIELDS);
    // Only a map says which account of the ledger a table belongs to.
    mapping.columns.remove("ledger_account");
    for (key, headings) in BARE {
        let taken = |name: &str| mapping.columns.values().any(|c| c.headings().iter().any(|h| h == name));
        let is_it = |name: &str| headings.contains(&fold(name).as_str());
        let found = source.columns.iter().find(|c| is_it(&c.name) && !taken(&c.name)).map(|c| c.name.clone());
        if let Some(name) = found.filter(|_| !mapping.columns.contains_key(*key)) {
            mapping.columns.insert((*key).to_owned(), Columns::One(name));
        }
    }
    both_names(source, &mut mapping);
    // The time of a payment is not what the bank calls it.
    let is_time = |c: &Columns| c.headings().iter().any(|h| fold(h).split(' ').any(|word| word == "time"));
    mapping.columns.retain(|key, columns| key != "kind" || !is_time(columns));
    if source.header_row.is_none() {
        by_cells(source, &mut mapping);
    }
    says_the_way(source, &mut mapping);
    // Gross, fee and net are one amount said three ways; debit and credit are one amount in two columns.
    if mapping.columns.contains_key("paid_in") && mapping.columns.contains_key("paid_out") {
        mapping.columns.remove("amount");
    }
    mapping
}

/// Given and family name together say more than either, and more than the name of who collected it.
fn both_names(source: &Source, mapping: &mut Mapping) {
    let called = |names: &[&str]| {
        source.columns.iter().find(|c| names.contains(&fold(&c.name).as_str())).map(|c| c.name.clone())
    };
    let given = called(&["donor first name", "first name", "given name", "vorname"]);
    let family = called(&["donor last name", "last name", "family name", "surname", "nachname"]);
    if let (Some(given), Some(family)) = (given, family) {
        mapping.columns.insert("name".to_owned(), Columns::Joined(vec![given, family]));
    }
}

/// A column whose every cell is a word for in or out says which way the money went.
fn says_the_way(source: &Source, mapping: &mut Mapping) {
    let used = |name: &str, but: &str| {
        mapping.columns.iter().any(|(key, c)| key != but && c.headings().iter().any(|h| h == name))
    };
    let found = source.columns.iter().find(|column| {
        // A table may repeat its headings in the middle.
        let cells: Vec<&String> = column.samples().iter().filter(|cell| **cell != column.name).collect();
        !cells.is_empty()
            && cells.iter().all(|cell| way(cell).is_some_and(|w| w != Way::Flip))
            && !used(&column.name, "kind")
    });
    match found.map(|column| column.name.clone()) {
        Some(name) if !mapping.columns.contains_key("paid_out") => {
            mapping.columns.retain(|key, c| key != "kind" || !c.headings().contains(&name));
            mapping.columns.insert("sign".to_owned(), Columns::One(name));
        }
        _ => {
            // A heading alone is not enough: "credit" over amounts is money in.
            mapping.columns.remove("sign");
        }
    }
}

/// What cells suggest where there are no headings: the first day, the only amount, the longest words.
fn by_cells(source: &Source, mapping: &mut Mapping) {
    let named = |at: usize| source.columns.get(at).map(|c| Columns::One(c.name.clone()));
    let days: Vec<usize> =
        (0..source.columns.len()).filter(|at| source.columns.get(*at).is_some_and(|c| c.profile.is_days())).collect();
    let figures: Vec<usize> = (0..source.columns.len())
        .filter(|at| source.columns.get(*at).is_some_and(|c| c.profile.is_figures()))
        .collect();
    let words = (0..source.columns.len())
        .filter(|at| !days.contains(at) && !figures.contains(at))
        .max_by_key(|at| source.columns.get(*at).map_or(0, |c| c.profile.longest));
    // Numbers of accounts are figures too; amounts have decimals.
    let has_decimals =
        |at: &usize| source.columns.get(*at).is_some_and(|c| c.profile.decimal_mark() != Decision::Unneeded);
    let decimals: Vec<usize> = figures.iter().copied().filter(has_decimals).collect();
    let amount = match (figures.as_slice(), decimals.as_slice()) {
        ([one], _) | (_, [one]) => Some(*one),
        _ => None,
    };
    for (key, at) in [("booked", days.first().copied()), ("amount", amount), ("purpose", words)] {
        if let Some(columns) = at.and_then(named) {
            mapping.columns.insert(key.to_owned(), columns);
        }
    }
}
