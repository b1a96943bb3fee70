//! Contacts as vCard 2.1, 3.0 and 4.0, laid out as a table: one row for each contact, one column for each thing said.

use std::panic::{AssertUnwindSafe, catch_unwind};

use calcard::common::IanaString as _;
use calcard::vcard::{VCard, VCardEntry, VCardParameterName, VCardParameterValue, VCardProperty, VCardValue};
use calcard::{Entry, Parser};
use csv::StringRecord;

use super::decode::decode;
use super::limits;
use super::source::Held;
use crate::kit::{Problem, Result};
use crate::t;

/// How many e-mail addresses, phone numbers and postal addresses of one contact get columns.
const REPEATS: usize = 5;

/// The encoding, the names of the columns, and the rows.
pub type Cards = (String, Vec<String>, Held);

/// Reads all contacts of a file. Columns that no contact fills are left out.
///
/// # Errors
/// When the file is too large or holds no contact that can be read.
pub fn read(bytes: Vec<u8>, encoding: Option<&str>) -> Result<Cards> {
    if bytes.len() > limits::CARD_FILE_BYTES {
        return Err(Problem::input(t!("The contacts file is larger than 256 MB, so it was not read"))
            .hint(t!("Export it in parts, without pictures")));
    }
    let bytes = if bytes.contains(&0) { decode(bytes, None)?.text.into_bytes() } else { bytes };
    let decoded = decode(logical_lines(&bytes), encoding)?;
    let mut notes = Vec::new();
    if decoded.replaced > 0 {
        notes.push(t!(
            "{count} places are no text in {encoding} and show as �",
            count = decoded.replaced,
            encoding = decoded.encoding
        ));
    }
    let columns = columns();
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut unfinished = 0_usize;
    // Each contact is read by itself, so a broken one costs only itself, and whatever goes wrong stays in it.
    for card in decoded.text.split_inclusive("END:VCARD\n").filter(|part| !part.trim().is_empty()) {
        let parsed = catch_unwind(AssertUnwindSafe(|| Parser::new(card).entry()));
        match parsed {
            Ok(Entry::VCard(card)) => {
                rows.push(cells(&card, &columns));
            }
            Ok(Entry::Eof) => {}
            _ => unfinished += 1,
        }
        if rows.len() > limits::CARDS {
            return Err(Problem::input(t!("The file holds more than a million contacts, so it was not read"))
                .hint(t!("Export it in parts")));
        }
    }
    if rows.iter().flatten().all(String::is_empty) {
        return Err(Problem::input(t!(
            "No contact in this file has a name, an address or anything else that can be read"
        ))
        .hint(t!("Export the contacts again, as vCard 3.0 or as CSV")));
    }
    if unfinished > 0 {
        notes.push(t!("{count} contacts could not be read and were left out", count = unfinished));
    }
    let used: Vec<usize> =
        (0..columns.len()).filter(|at| rows.iter().any(|row| row.get(*at).is_some_and(|c| !c.is_empty()))).collect();
    let names = used.iter().filter_map(|at| columns.get(*at)).map(|c| c.name.clone()).collect();
    let pick =
        |row: &Vec<String>| used.iter().filter_map(|at| row.get(*at)).map(String::as_str).collect::<StringRecord>();
    let rows = rows.iter().enumerate().map(|(at, row)| (at + 1, pick(row))).collect();
    Ok((decoded.encoding, names, Held { rows, notes, ..Held::default() }))
}

/// Joins folded lines as bytes, because a fold may cut a letter in half, and joins the soft breaks of quoted-printable.
/// Pictures, sounds and keys are left out, and so is a contact that stands inside another one as its agent.
fn logical_lines(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut line: Vec<u8> = Vec::new();
    let mut agent = 0_usize;
    let mut expects_agent = false;
    let mut flush = |line: &mut Vec<u8>| {
        let upper: Vec<u8> = line.iter().take(120).map(u8::to_ascii_uppercase).collect();
        let begins = upper.starts_with(b"BEGIN:VCARD");
        if begins && (expects_agent || agent > 0) {
            agent += 1;
        } else if agent > 0 {
            agent -= usize::from(upper.starts_with(b"END:VCARD"));
        } else if begins || upper.starts_with(b"END:VCARD") {
            out.extend_from_slice(if begins { b"BEGIN:VCARD\n" } else { b"END:VCARD\n" });
        } else if !is_bulk(&upper) {
            out.extend_from_slice(line);
            out.push(b'\n');
        }
        if !upper.is_empty() {
            expects_agent = upper.starts_with(b"AGENT");
        }
        line.clear();
    };
    let mut soft = false;
    for physical in physical_lines(bytes) {
        let folded = physical.first().is_some_and(|b| *b == b' ' || *b == b'\t');
        if soft {
            line.extend_from_slice(physical);
        } else if folded && !line.is_empty() {
            line.extend_from_slice(physical.get(1..).unwrap_or_default());
        } else {
            flush(&mut line);
            line.extend_from_slice(physical);
        }
        soft = line.last() == Some(&b'=') && is_quoted_printable(&line);
        if soft {
            line.pop();
        }
    }
    flush(&mut line);
    out
}

fn physical_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(|b| matches!(b, b'\r' | b'\n')).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(end);
        rest = match behind {
            [b'\r', b'\n', behind @ ..] | [_, behind @ ..] => behind,
            [] => behind,
        };
        Some(line)
    })
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let head = line.split(|b| *b == b':').next().unwrap_or_default();
    String::from_utf8_lossy(head).to_uppercase().contains("QUOTED-PRINTABLE")
}

fn is_bulk(upper: &[u8]) -> bool {
    let name = upper.split(|b| matches!(b, b':' | b';')).next().unwrap_or_default();
    let name = name.rsplit(|b| *b == b'.').next().unwrap_or_default();
    matches!(name, b"PHOTO" | b"LOGO" | b"SOUND" | b"KEY")
        || name.starts_with(b"X-ABCROP")
        || name.starts_with(b"X-MS-CARDPICTURE")
}

/// One column and where its text comes from.
struct CardColumn {
    name: String,
    from: Origin,
}

#[derive(Clone, Copy)]
enum Origin {
    /// The whole value of a property.
    Whole(Property),
    /// One component of the property's nth appearance.
    Part(Property, usize, usize),
    /// The nth appearance of a property.
    Nth(Property, usize),
    /// What the nth appearance is for: home, work, mobile.
    Kind(Property, usize),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Property {
    FullName,
    Name,
    Nickname,
    Organisation,
    Title,
    Role,
    Email,
    Phone,
    Address,
    Birthday,
    Pronouns,
    Categories,
    Note,
    Url,
    Uid,
}

fn columns() -> Vec<CardColumn> {
    use Origin::{Kind, Nth, Part, Whole};
    let mut columns = Vec::new();
    let mut add = |name: String, from: Origin| columns.push(CardColumn { name, from });
    add("Name".into(), Whole(Property::FullName));
    for (at, name) in ["Family name", "Given name", "Middle names", "Prefix", "Suffix"].into_iter().enumerate() {
        add(name.into(), Part(Property::Name, 0, at));
    }
    add("Nickname".into(), Whole(Property::Nickname));
    add("Pronouns".into(), Whole(Property::Pronouns));
    add("Organisation".into(), Part(Property::Organisation, 0, 0));
    add("Department".into(), Part(Property::Organisation, 0, 1));
    add("Job title".into(), Whole(Property::Title));
    add("Role".into(), Whole(Property::Role));
    let numbered = |name: &str, nth: usize| if nth == 0 { name.to_owned() } else { format!("{name} {}", nth + 1) };
    for nth in 0..REPEATS {
        add(numbered("E-mail", nth), Nth(Property::Email, nth));
        add(numbered("E-mail kind", nth), Kind(Property::Email, nth));
    }
    for nth in 0..REPEATS {
        add(numbered("Phone", nth), Nth(Property::Phone, nth));
        add(numbered("Phone kind", nth), Kind(Property::Phone, nth));
    }
    for nth in 0..REPEATS {
        for (at, name) in
            ["PO box", "Address line 2", "Street", "City", "Region", "Postcode", "Country"].into_iter().enumerate()
        {
            add(numbered(name, nth), Part(Property::Address, nth, at));
        }
        add(numbered("Address kind", nth), Kind(Property::Address, nth));
    }
    add("Birthday".into(), Whole(Property::Birthday));
    add("Categories".into(), Whole(Property::Categories));
    add("Website".into(), Whole(Property::Url));
    add("Note".into(), Whole(Property::Note));
    add("UID".into(), Whole(Property::Uid));
    columns
}

fn property(entry: &VCardEntry) -> Option<Property> {
    Some(match entry.name {
        VCardProperty::Fn => Property::FullName,
        VCardProperty::N => Property::Name,
        VCardProperty::Nickname => Property::Nickname,
        VCardProperty::Org => Property::Organisation,
        VCardProperty::Title => Property::Title,
        VCardProperty::Role => Property::Role,
        VCardProperty::Email => Property::Email,
        VCardProperty::Tel => Property::Phone,
        VCardProperty::Adr => Property::Address,
        VCardProperty::Bday => Property::Birthday,
        VCardProperty::Pronouns => Property::Pronouns,
        VCardProperty::Categories => Property::Categories,
        VCardProperty::Note => Property::Note,
        VCardProperty::Url => Property::Url,
        VCardProperty::Uid => Property::Uid,
        _ => return None,
    })
}

fn cells(card: &VCard, columns: &[CardColumn]) -> Vec<String> {
    let mut entries: Vec<(Property, &VCardEntry)> =
        card.entries.iter().filter_map(|entry| property(entry).map(|p| (p, entry))).collect();
    // What the contact prefers comes first; among equals the order of the file stays.
    entries.sort_by_key(|(_, entry)| !is_preferred(entry));
    let nth = |property: Property, nth: usize| {
        entries
            .iter()
            .filter(|(p, entry)| *p == property && !parts(entry).iter().all(String::is_empty))
            .nth(nth)
            .map(|(_, e)| *e)
    };
    let mut row: Vec<String> = columns
        .iter()
        .map(|column| match column.from {
            Origin::Whole(property) => match property {
                Property::Categories | Property::Note => {
                    let all: Vec<String> =
                        entries.iter().filter(|(p, _)| *p == property).map(|(_, e)| whole(e)).collect();
                    all.join(if property == Property::Note { "\n" } else { ", " })
                }
                _ => nth(property, 0).map(whole).unwrap_or_default(),
            },
            Origin::Part(property, at, part) => {
                nth(property, at).and_then(|entry| parts(entry).get(part).cloned()).unwrap_or_default()
            }
            Origin::Nth(property, at) => nth(property, at).map(|entry| plain_uri(&whole(entry))).unwrap_or_default(),
            Origin::Kind(property, at) => nth(property, at).map(kinds).unwrap_or_default(),
        })
        .collect();
    // A card of version 2.1 may give only the parts of the name.
    if let [full, family, given, middle, prefix, suffix, ..] = row.as_mut_slice()
        && full.is_empty()
    {
        let parts = [&*prefix, &*given, &*middle, &*family, &*suffix];
        *full = parts.into_iter().filter(|p| !p.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    }
    row
}

/// The values of a property as texts, one for each component.
fn parts(entry: &VCardEntry) -> Vec<String> {
    entry.values.iter().map(text).collect()
}

fn whole(entry: &VCardEntry) -> String {
    let parts = parts(entry);
    let filled: Vec<&str> = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
    filled.join(", ")
}

fn text(value: &VCardValue) -> String {
    match value {
        VCardValue::Text(text) => text.trim().to_owned(),
        VCardValue::Component(parts) => {
            parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect::<Vec<_>>().join(" ")
        }
        VCardValue::Integer(n) => n.to_string(),
        VCardValue::Float(n) => n.to_string(),
        VCardValue::Boolean(yes) => yes.to_string(),
        VCardValue::PartialDateTime(date) => match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
            (None, Some(month), Some(day)) => format!("--{month:02}-{day:02}"),
            (Some(year), ..) => year.to_string(),
            _ => String::new(),
        },
        VCardValue::Binary(_) | VCardValue::Sex(_) | VCardValue::GramGender(_) | VCardValue::Kind(_) => String::new(),
    }
}

/// `tel:+44-20` and `mailto:ann@example.org` without their scheme.
fn plain_uri(text: &str) -> String {
    let (scheme, rest) = text.split_once(':').unwrap_or(("", text));
    let rest = if matches!(scheme.to_lowercase().as_str(), "tel" | "mailto") { rest } else { text };
    rest.trim().to_owned()
}

fn kinds(entry: &VCardEntry) -> String {
    let mut kinds: Vec<String> = Vec::new();
    for param in &entry.params {
        let word = match (&param.name, &param.value) {
            (VCardParameterName::Type, VCardParameterValue::Type(kind)) => kind.as_str().to_lowercase(),
            (VCardParameterName::Type, VCardParameterValue::Text(text)) => text.to_lowercase(),
            // Version 2.1 writes the kind bare: `TEL;HOME;VOICE:…`.
            (VCardParameterName::Other(name), _) => name.to_lowercase(),
            _ => continue,
        };
        let known = matches!(word.as_str(), "home" | "work" | "cell" | "fax" | "pager" | "main" | "iphone" | "other");
        if known && !kinds.contains(&word) {
            kinds.push(word);
        }
    }
    kinds.join(" ")
}

fn is_preferred(entry: &VCardEntry) -> bool {
    entry.params.iter().any(|param| match (&param.name, &param.value) {
        (VCardParameterName::Pref, _) => true,
        (VCardParameterName::Type, VCardParameterValue::Type(kind)) => kind.as_str().eq_ignore_ascii_case(PREF),
        (VCardParameterName::Type, VCardParameterValue::Text(text)) => text.eq_ignore_ascii_case(PREF),
        (VCardParameterName::Other(name), _) => name.eq_ignore_ascii_case(PREF),
        _ => false,
    })
}

const PREF: &str = "pref";

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
        let (_, names, held) = read(text.as_bytes().to_vec(), None).unwrap();
        (names, held.rows.iter().map(|(_, r)| r.iter().map(str::to_owned).collect()).collect())
    }

    fn cell(text: &str, name: &str) -> String {
        let (names, rows) = read_text(text);
        let at = names.iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name} in {names:?}"));
        rows.first().unwrap().get(at).unwrap().clone()
    }

    const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zoë O’Brien\r\nN:O’Brien;Zoë;;Dr;\r\nORG:Party;Branch\r\n\
        EMAIL;TYPE=home:zoe@example.org\r\nEMAIL;TYPE=work,pref:office@example.org\r\nTEL;TYPE=CELL:+44 7700 900123\r\n\
        ADR;TYPE=home:;;1 High Street;Leeds;;LS1 1AA;UK\r\nBDAY:1980-02-03\r\nNOTE:one\\, two\\nthree\r\nEND:VCARD\r\n";

    #[test]
    fn a_contact_becomes_a_row() {
        for (column, text) in [
            ("Name", "Zoë O’Brien"),
            ("Family name", "O’Brien"),
            ("Given name", "Zoë"),
            ("Prefix", "Dr"),
            ("Organisation", "Party"),
            ("Department", "Branch"),
            ("E-mail", "office@example.org"),
            ("E-mail 2", "zoe@example.org"),
            ("Phone", "+44 7700 900123"),
            ("Phone kind", "cell"),
            ("Street", "1 High Street"),
            ("City", "Leeds"),
            ("Postcode", "LS1 1AA"),
            ("Birthday", "1980-02-03"),
            ("Note", "one, two\nthree"),
        ] {
            assert_eq!(cell(CARD, column), text, "{column}");
        }
    }

    #[test]
    fn quoted_printable_with_a_charset_and_soft_breaks() {
        let card = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BC=\nller;Ann;;;\n\
            NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=WINDOWS-1252:five =80=\n more\nEND:VCARD\n";
        assert_eq!(cell(card, "Family name"), "Müller");
        assert_eq!(cell(card, "Name"), "Ann Müller");
        assert_eq!(cell(card, "Note"), "five € more");
    }

    #[test]
    fn a_fold_inside_a_letter_and_an_agent_inside_a_card() {
        let mut bytes = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:J\xC3\r\n \xB6rg\r\n".to_vec();
        bytes.extend_from_slice(
            b"AGENT:\r\nBEGIN:VCARD\r\nFN:Someone Else\r\nEND:VCARD\r\nEMAIL:j@example.org\r\nEND:VCARD\r\n",
        );
        let (_, names, held) = read(bytes, None).unwrap();
        assert_eq!(names, ["Name", "E-mail"]);
        assert_eq!(held.rows.len(), 1);
        assert_eq!(held.rows.first().unwrap().1.get(0), Some("Jörg"));
    }

    #[test]
    fn hostile_cards_end_soon() {
        let deep = "BEGIN:VCARD\nAGENT:\n".repeat(50_000);
        let wide = format!("BEGIN:VCARD\nFN:{}\nEND:VCARD\n", "x;,".repeat(200_000));
        let started = std::time::Instant::now();
        assert!(
            read(deep.into_bytes(), None).is_ok_and(|(_, _, held)| held.rows.len() <= 1)
                || started.elapsed().as_secs() < 20
        );
        assert!(read(wide.into_bytes(), None).is_ok());
        assert!(started.elapsed().as_secs() < 20);
    }
}
