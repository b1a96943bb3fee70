//! A row of a list from elsewhere as a person: names put together, contacts told apart by kind.

use serde::{Deserialize, Serialize};

use super::consent::Standing;
use super::form::{AddressForm, ContactForm, FieldProblem, PersonForm};
use super::model::{Channel, Details};
use super::{names, said};
use crate::kit::Day;
use crate::kit::fold::fold;
use crate::t;
use crate::tabular::{Mapping, Record};

pub(super) const EMAILS: [(&str, &str); 5] = [
    ("email", "email_kind"),
    ("email_2", "email_kind_2"),
    ("email_3", "email_kind_3"),
    ("email_4", "email_kind_4"),
    ("email_5", "email_kind_5"),
];
pub(super) const PHONES: [(&str, &str); 5] = [
    ("phone", "phone_kind"),
    ("phone_2", "phone_kind_2"),
    ("phone_3", "phone_kind_3"),
    ("phone_4", "phone_kind_4"),
    ("phone_5", "phone_kind_5"),
];
/// Kind, street and its further lines, locality, region, postcode, country.
pub(super) const ADDRESSES: [[&str; 8]; 3] = [
    ["address_kind", "street", "street_line_2", "street_line_3", "locality", "region", "postcode", "country"],
    ["address_kind_2", "street_2", "street_2_line_2", "", "locality_2", "region_2", "postcode_2", "country_2"],
    ["address_kind_3", "street_3", "street_3_line_2", "", "locality_3", "region_3", "postcode_3", "country_3"],
];

/// What has no columns of its own in the export: more addresses and contacts, and those that hold for some time only.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Further {
    pub addresses: Vec<AddressForm>,
    pub contacts: Vec<ContactForm>,
}

/// The kinds that the headings themselves tell: “Mobile Phone”, “Business Street”.
#[derive(Debug)]
pub(super) struct Kinds {
    emails: [&'static str; 5],
    phones: [&'static str; 5],
    addresses: [&'static str; 3],
}

impl Kinds {
    pub fn of(mapping: &Mapping) -> Self {
        let by_heading = |key: &str| {
            mapping
                .columns
                .get(key)
                .and_then(|c| c.headings().first())
                .map_or("home", |heading| known_kind(heading).unwrap_or("home"))
        };
        Self {
            emails: EMAILS.map(|(key, _)| by_heading(key)),
            phones: PHONES.map(|(key, _)| by_heading(key)),
            addresses: ADDRESSES.map(|[_, street, ..]| by_heading(street)),
        }
    }
}

/// A kind that a heading or a label of another program means.
fn known_kind(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    folded.split(' ').find_map(|word| match word {
        "mobile" | "cell" | "cellphone" | "handy" | "mobil" | "mobiltelefon" | "mobilnummer" | "portable" | "movil"
        | "gsm" | "mobiel" | "sms" => Some("mobile"),
        "fax" => Some("fax"),
        "work" | "business" | "geschaftlich" | "dienstlich" | "professionnel" | "trabajo" | "werk" | "daytime"
        | "office" => Some("work"),
        "home" | "privat" | "personal" | "domicile" | "particular" => Some("home"),
        "other" => Some("other"),
        _ => None,
    })
}

fn kind(record: &Record, key: &str, by_heading: &str) -> String {
    let cell = record.text(key);
    if is_ours(record) {
        return cell.unwrap_or("").to_owned();
    }
    let Some(cell) = cell.map(|c| c.trim_start_matches(['*', ' '])).filter(|c| !c.is_empty()) else {
        return by_heading.to_owned();
    };
    known_kind(cell).map_or_else(|| cell.split([',', ';']).next().unwrap_or(cell).to_lowercase(), str::to_owned)
}

/// Whether the row comes from our own export, whose cells are taken as they are.
fn is_ours(record: &Record) -> bool {
    record.text("wardroom_id").is_some()
}

/// Cells that say there is nothing.
fn is_nothing(cell: &str) -> bool {
    !cell.chars().any(char::is_alphanumeric)
        || matches!(fold(cell).as_str(), "n a" | "na" | "none" | "null" | "nil" | "unknown")
}

/// A person from a row, or the problems with the key of the field that each concerns.
pub(super) fn details(
    record: &Record,
    kinds: &Kinds,
    today: Day,
    month_first: bool,
) -> Result<Details, Vec<(&'static str, String)>> {
    let text = |key: &str| record.text(key).unwrap_or("");
    let (mut keys, mut problems) = (Keys::default(), Vec::new());
    let mut form = PersonForm {
        organisation: record.text("record_kind").is_some_and(is_organisation),
        number: text("member_number").to_owned(),
        sort_name: text("sort_name").to_owned(),
        legal_name: text("legal_name").to_owned(),
        honorific: text("honorific").to_owned(),
        pronouns: text("pronouns").to_owned(),
        greeting: text("greeting").to_owned(),
        employer: text("employer").to_owned(),
        occupation: text("occupation").to_owned(),
        notes: text("notes").to_owned(),
        birth: record.day("birth").map_or_else(|| text("birth").to_owned(), |day| day.to_string()),
        languages: text("languages").to_owned(),
        source: text("source").to_owned(),
        tags: if is_ours(record) { text("tags").to_owned() } else { tags(text("tags")) },
        ..PersonForm::default()
    };
    contacts(record, kinds, &mut form, &mut keys);
    addresses(record, kinds, &mut form, &mut keys);
    if let Some(further) = record.text("further") {
        match serde_json::from_str::<Further>(further) {
            Ok(further) => {
                form.addresses.extend(further.addresses.into_iter().map(|a| AddressForm { id: None, ..a }));
                form.contacts.extend(further.contacts.into_iter().map(|c| ContactForm { id: None, ..c }));
            }
            Err(_unreadable) => {
                problems.push(("further", t!("This is not as Wardroom writes it; leave it empty").to_owned()))
            }
        }
    }
    name(record, &mut form);
    if form.name.trim().is_empty() {
        problems.push(("full_name", t!("The row has no name, no organisation and no e-mail address").to_owned()));
        form.name = "?".to_owned();
    }
    match form.parse(today, month_first) {
        Ok(details) if problems.is_empty() => Ok(details),
        Ok(_) => Err(problems),
        Err(more) => {
            problems.extend(more.into_iter().map(|p| (keys.of(&p), p.message)));
            Err(problems)
        }
    }
}

/// Puts the name together from what the row has.
fn name(record: &Record, form: &mut PersonForm) {
    let text = |key: &str| record.text(key).unwrap_or("");
    let (mut whole, mut given, mut family) =
        (text("full_name").to_owned(), text("given").to_owned(), text("family").to_owned());
    if is_ours(record) && !whole.is_empty() {
        (form.name, form.given, form.family) = (whole, given, family);
        return;
    }
    let middle = text("middle");
    if !middle.is_empty() && !given.contains(middle) {
        given = format!("{given} {middle}").trim().to_owned();
    }
    // A column “Name” beside one of first names is the family name: Vorname, Name; prénom, nom.
    if family.is_empty() && !given.is_empty() && !whole.is_empty() && !fold(&whole).contains(&fold(&given)) {
        family = std::mem::take(&mut whole);
    }
    if whole.is_empty() {
        whole = format!("{given} {family}").trim().to_owned();
    }
    if whole.is_empty() && !form.employer.is_empty() {
        whole = std::mem::take(&mut form.employer);
        form.organisation = true;
    }
    // An address book of e-mail addresses alone: better a person called by it than none.
    if whole.is_empty()
        && let Some(first) = form.contacts.iter().find(|c| !c.phone)
    {
        whole.clone_from(&first.value);
    }
    // Where the list does not say what it is, the name may: "Harbour Bakery Ltd".
    form.organisation |=
        record.text("record_kind").is_none() && given.is_empty() && family.is_empty() && names::is_organisation(&whole);
    // "Lee, Ann" is how lists write it, not how Ann does.
    if given.is_empty()
        && family.is_empty()
        && !form.organisation
        && let Some((before, behind)) = whole.split_once(',')
        && !behind.contains(',')
        && behind.split_whitespace().count() <= 3
        && !behind.trim().is_empty()
        && before.split_whitespace().count() <= 3
        && !behind.contains('.')
    {
        (family, given) = (before.trim().to_owned(), behind.trim().to_owned());
        whole = format!("{given} {family}");
    }
    (form.name, form.given, form.family) = (whole, given, family);
}

fn is_organisation(cell: &str) -> bool {
    matches!(
        fold(cell).as_str(),
        "organisation"
            | "organization"
            | "org"
            | "company"
            | "business"
            | "association"
            | "firma"
            | "verein"
            | "societe"
            | "empresa"
            | "bedrijf"
            | "organisatie"
            | "organizacion"
            | "vereniging"
            | "unternehmen"
            | "body"
            | "trade union"
    )
}

/// `"VIP","Blog"`, `a|b`, `* My Contacts ::: Exit` as tags separated by commas.
fn tags(cell: &str) -> String {
    let cleaned = cell.replace(":::", ",").replace('"', "");
    let tags: Vec<&str> =
        cleaned.split([',', ';', '|', '\n']).map(|t| t.trim().trim_start_matches("* ").trim()).collect();
    tags.into_iter().filter(|t| !t.is_empty() && !t.eq_ignore_ascii_case("my contacts")).collect::<Vec<_>>().join(",")
}

fn contacts(record: &Record, kinds: &Kinds, form: &mut PersonForm, keys: &mut Keys) {
    for (phone, columns, by_heading) in [(false, EMAILS, kinds.emails), (true, PHONES, kinds.phones)] {
        for ((key, kind_key), by_heading) in columns.into_iter().zip(by_heading) {
            let Some(cell) = record.text(key) else { continue };
            let values =
                cell.split(":::").flat_map(|part| if phone { vec![part] } else { part.split([';', ',']).collect() });
            for value in values.map(str::trim).filter(|v| !is_nothing(v)) {
                form.contacts.push(ContactForm {
                    phone,
                    kind: kind(record, kind_key, by_heading),
                    value: value.to_owned(),
                    ..ContactForm::default()
                });
                keys.contacts.push(key);
            }
        }
    }
}

fn addresses(record: &Record, kinds: &Kinds, form: &mut PersonForm, keys: &mut Keys) {
    for ([kind_key, street, line_2, line_3, locality, region, postcode, country], by_heading) in
        ADDRESSES.into_iter().zip(kinds.addresses)
    {
        let text = |key: &str| record.text(key).filter(|cell| !is_nothing(cell)).unwrap_or("");
        let number = if street == "street" { text("house_number") } else { "" };
        let first = if number.is_empty() { text(street).to_owned() } else { format!("{number} {}", text(street)) };
        let lines: Vec<&str> =
            [first.as_str(), text(line_2), text(line_3)].into_iter().filter(|l| !l.is_empty()).collect();
        let address = AddressForm {
            kind: kind(record, kind_key, by_heading),
            street: lines.join("\n"),
            locality: text(locality).to_owned(),
            region: text(region).to_owned(),
            postcode: text(postcode).to_owned(),
            country: text(country).to_owned(),
            ..AddressForm::default()
        };
        if [&address.street, &address.locality, &address.region, &address.postcode].iter().any(|part| !part.is_empty())
        {
            form.addresses.push(address);
            keys.addresses.push(street);
        }
    }
}

/// Which field of the table each part of the form came from.
#[derive(Default)]
struct Keys {
    contacts: Vec<&'static str>,
    addresses: Vec<&'static str>,
}

impl Keys {
    fn of(&self, problem: &FieldProblem) -> &'static str {
        let mut parts = problem.field.split('.');
        let (first, at) = (parts.next().unwrap_or(""), parts.next().and_then(|n| n.parse::<usize>().ok()));
        match (first, at) {
            ("contacts", Some(at)) => self.contacts.get(at).copied().unwrap_or("further"),
            ("addresses", Some(at)) => self.addresses.get(at).copied().unwrap_or("further"),
            ("name", _) => "full_name",
            ("number", _) => "member_number",
            ("own", _) => "own_fields",
            _ => super::fields::FIELDS.iter().map(|f| f.key).find(|key| *key == first).unwrap_or("full_name"),
        }
    }
}

/// The cells of a person in our own export, in the order of its fields.
pub(super) fn cells(id: i64, details: &Details, standing: &Standing) -> Vec<String> {
    let form = PersonForm::from(details);
    let (mut further, mut emails, mut phones, mut addresses) = (Further::default(), Vec::new(), Vec::new(), Vec::new());
    for (contact, shown) in details.contacts.iter().zip(form.contacts) {
        let columns = if contact.channel == Channel::Email { &mut emails } else { &mut phones };
        // A value that reads as several, or only for some time, would not come back by a column.
        let plain =
            shown.from.is_empty() && shown.to.is_empty() && !shown.value.contains(":::") && !is_nothing(&shown.value);
        if plain && columns.len() < EMAILS.len() {
            columns.push(shown)
        } else {
            further.contacts.push(ContactForm { id: None, ..shown })
        }
    }
    for address in form.addresses {
        let plain = address.from.is_empty() && address.to.is_empty();
        let holds = |part: &str| part.is_empty() || !is_nothing(part);
        let plain =
            plain && [&address.street, &address.locality, &address.region, &address.postcode].iter().all(|p| holds(p));
        if plain && addresses.len() < ADDRESSES.len() {
            addresses.push(address)
        } else {
            further.addresses.push(AddressForm { id: None, ..address })
        }
    }
    let mut cells = Vec::with_capacity(64);
    for field in super::fields::FIELDS.iter().filter(|f| super::fields::is_exported(f)) {
        let key = field.key;
        let contact = |columns: &[(&str, &str)], values: &[ContactForm]| {
            let at = columns.iter().position(|(value, kind)| *value == key || *kind == key)?;
            let value = values.get(at);
            let is_kind = key.contains("_kind");
            Some(value.map(|v| if is_kind { v.kind.clone() } else { v.value.clone() }).unwrap_or_default())
        };
        let place = || {
            let (at, part) =
                ADDRESSES.iter().enumerate().find_map(|(at, keys)| Some((at, keys.iter().position(|k| *k == key)?)))?;
            let Some(address) = addresses.get(at) else { return Some(String::new()) };
            Some(match part {
                0 => address.kind.clone(),
                1 => address.street.clone(),
                4 => address.locality.clone(),
                5 => address.region.clone(),
                6 => address.postcode.clone(),
                7 => address.country.clone(),
                _ => String::new(),
            })
        };
        cells.push(match key {
            "wardroom_id" => id.to_string(),
            "record_kind" => if details.organisation { "organisation" } else { "person" }.to_owned(),
            "member_number" => details.number.clone().unwrap_or_default(),
            "full_name" => details.name.clone(),
            "sort_name" => details.sort_name.clone(),
            "given" => details.given.clone(),
            "family" => details.family.clone(),
            "legal_name" => details.legal_name.clone(),
            "honorific" => details.honorific.clone(),
            "pronouns" => details.pronouns.clone(),
            "greeting" => details.greeting.clone(),
            "employer" => details.employer.clone(),
            "occupation" => details.occupation.clone(),
            "notes" => details.notes.clone(),
            "birth" => details.birth.map(|birth| birth.to_string()).unwrap_or_default(),
            "languages" => details.languages.join(", "),
            "source" => details.source.clone(),
            "tags" => details.tags.join(", "),
            "further" if further.addresses.is_empty() && further.contacts.is_empty() => String::new(),
            "further" => serde_json::to_string(&further).unwrap_or_default(),
            _ => said::cell(standing, key)
                .or_else(|| contact(&EMAILS, &emails))
                .or_else(|| contact(&PHONES, &phones))
                .or_else(place)
                .unwrap_or_default(),
        });
    }
    cells
}
