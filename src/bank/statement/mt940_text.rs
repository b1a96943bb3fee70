//! Field 86 of MT940: who, what for, by which reference. Banks write it in three ways: numbered parts (Germany, Austria,
//! Poland), words between slashes (Netherlands, SWIFT), or plain text.

use super::Line;

/// Words that stand before parts of the purpose of a SEPA payment.
const WORDS: &[&str] =
    &["EREF", "KREF", "MREF", "BREF", "RREF", "CRED", "DEBT", "COAM", "OAMT", "SVWZ", "ABWA", "ABWE", "IBAN", "BIC"];
/// Letters of a line of numbered parts; one that is full goes on in the next without a space.
const FULL: usize = 27;

/// Reads what field 86 says into a line.
pub(super) fn read(lines: &[&str], line: &mut Line) {
    let wrapped: String = lines.concat();
    if let Some(mark) = mark_of(&wrapped) {
        numbered(&wrapped, mark, line);
    } else if wrapped.starts_with('/') && ["/NAME/", "/REMI/", "/CNTP/"].iter().any(|word| wrapped.contains(word)) {
        slashed(&wrapped, line);
    } else {
        free(lines, line);
    }
}

/// The mark before numbered parts: `?` of `166?00GUTSCHRIFT?20…`.
fn mark_of(text: &str) -> Option<char> {
    let text = text.trim_start();
    let code = text.get(..3)?;
    let mark = text.get(3..)?.chars().next()?;
    let number = text.get(3 + mark.len_utf8()..)?.get(..2)?;
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    (digits(code) && digits(number) && !mark.is_alphanumeric() && !mark.is_whitespace()).then_some(mark)
}

fn numbered(text: &str, mark: char, line: &mut Line) {
    let mut parts: Vec<(&str, String)> = Vec::new();
    for part in text.split(mark).skip(1) {
        match part.get(..2).filter(|code| code.bytes().all(|b| b.is_ascii_digit())) {
            Some(code) => parts.push((code, part.get(2..).unwrap_or("").to_owned())),
            // The mark stood in the text itself.
            None => {
                if let Some((_, value)) = parts.last_mut() {
                    value.push(mark);
                    value.push_str(part);
                }
            }
        }
    }
    let (mut purpose, mut name, mut bank, mut number) = (String::new(), String::new(), "", "");
    let mut full = true;
    for (code, value) in &parts {
        match *code {
            "00" => line.kind = value.trim().to_owned(),
            code if code.starts_with('2') || ["60", "61", "62", "63"].contains(&code) => {
                // A short line was a line of its own.
                if !full {
                    purpose.push(' ');
                }
                purpose.push_str(value);
                full = value.chars().count() >= FULL || value.ends_with(' ');
            }
            "30" => bank = value.trim(),
            "31" => number = value.trim(),
            "38" if !value.trim().is_empty() => number = value.trim(),
            "32" | "33" => name.push_str(value),
            _ => {}
        }
    }
    line.name = name.trim().trim_end_matches(mark).to_owned();
    line.number = if number.starts_with(|c: char| c.is_ascii_alphabetic()) || bank.is_empty() || number.is_empty() {
        number.to_owned()
    } else {
        format!("{bank}/{number}")
    };
    worded(purpose.trim_end_matches(mark), line);
}

/// A purpose with words before its parts: the purpose proper is SVWZ, the reference EREF.
fn worded(purpose: &str, line: &mut Line) {
    let mut places: Vec<(usize, &str)> = WORDS
        .iter()
        .flat_map(|word| purpose.match_indices(word).map(move |(at, _)| (at, *word)))
        .filter(|(at, word)| purpose.get(at + word.len()..).is_some_and(|rest| rest.starts_with('+')))
        .collect();
    places.sort_unstable();
    let Some((first, _)) = places.first().copied() else {
        line.purpose = purpose.trim().to_owned();
        return;
    };
    let mut said = String::new();
    for (n, (at, word)) in places.iter().enumerate() {
        let end = places.get(n + 1).map_or(purpose.len(), |(next, _)| *next);
        let value = purpose.get(at + word.len() + 1..end).unwrap_or("").trim();
        match *word {
            "SVWZ" => value.clone_into(&mut said),
            "EREF" if !value.is_empty() && !value.eq_ignore_ascii_case("NOTPROVIDED") => {
                value.clone_into(&mut line.reference);
            }
            "ABWA" if line.name.is_empty() => value.clone_into(&mut line.name),
            "IBAN" if line.number.is_empty() => value.clone_into(&mut line.number),
            _ => {}
        }
    }
    let before = purpose.get(..first).unwrap_or("").trim();
    line.purpose = if said.is_empty() { before.to_owned() } else { said };
}

/// `/TRTP/SEPA OVERBOEKING/IBAN/NL…/NAME/J DE VRIES/REMI/CONTRIBUTIE/EREF/…`.
fn slashed(text: &str, line: &mut Line) {
    const KEYS: &[&str] = &[
        "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "CNTP", "MARF", "CSID", "ORDP", "BENM", "ADDR", "ID", "PREF",
        "RTRN", "PURP", "ULTD", "ULTC", "USTD", "STRD",
    ];
    let mut key = "";
    let mut values: Vec<(&str, String)> = Vec::new();
    for part in text.split('/') {
        if KEYS.contains(&part) {
            key = part;
            values.push((key, String::new()));
        } else if let Some((_, value)) = values.last_mut().filter(|_| !key.is_empty()) {
            if !value.is_empty() {
                value.push('/');
            }
            value.push_str(part);
        }
    }
    let value =
        |key: &str| values.iter().find(|(k, v)| *k == key && !v.trim().is_empty()).map_or("", |(_, v)| v.trim());
    // ING: account, bank and name between slashes.
    let mut other = value("CNTP").split('/');
    let (account, _bank, named) = (other.next().unwrap_or(""), other.next(), other.next().unwrap_or(""));
    let first = |a: &str, b: &str| if a.is_empty() { b.trim().to_owned() } else { a.to_owned() };
    line.name = first(value("NAME"), named);
    line.number = first(value("IBAN"), account);
    let purpose = value("REMI");
    line.purpose = purpose.trim_start_matches("USTD//").trim_start_matches('/').to_owned();
    if line.purpose.is_empty() {
        value("USTD").trim_start_matches('/').clone_into(&mut line.purpose);
    }
    if !value("EREF").is_empty() && !value("EREF").eq_ignore_ascii_case("NOTPROVIDED") {
        value("EREF").clone_into(&mut line.reference);
    }
    if line.kind.is_empty() || !value("TRTP").is_empty() {
        value("TRTP").clone_into(&mut line.kind);
    }
}

/// Plain text. Some Dutch banks begin it with account and name.
fn free(lines: &[&str], line: &mut Line) {
    let first = lines.first().map_or("", |l| l.trim());
    let (head, rest) = first.split_once(' ').unwrap_or((first, ""));
    if is_iban(head) {
        head.clone_into(&mut line.number);
        rest.trim().clone_into(&mut line.name);
        line.purpose = lines.iter().skip(1).map(|l| l.trim()).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    } else {
        line.purpose = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    }
}

/// Two letters, two digits, then eleven to thirty letters and digits.
pub(super) fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes.iter().take(2).all(u8::is_ascii_uppercase)
        && bytes.iter().skip(2).take(2).all(u8::is_ascii_digit)
        && bytes.iter().all(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{Day, Money};

    fn said(lines: &[&str]) -> Line {
        let mut line = Line::new(Day::from_ymd_opt(2026, 1, 1).unwrap(), Money(1), 1);
        read(lines, &mut line);
        line
    }

    #[test]
    fn the_three_ways_of_field_86() {
        let german = said(&[
            "166?00GUTSCHRIFT?100399?20EREF+TFNR 0300300004?21SVWZ+Strukturier",
            "ter Verwend?22ungszweck 30030004 DE?30DRESDEFF508?31DE03508800500",
            "194791600?32Quentin Quast?70Empfaenger",
        ]);
        assert_eq!(german.purpose, "Strukturierter Verwendungszweck 30030004 DE");
        assert_eq!((german.name.as_str(), german.reference.as_str()), ("Quentin Quast", "TFNR 0300300004"));
        assert_eq!((german.number.as_str(), german.kind.as_str()), ("DE03508800500194791600", "GUTSCHRIFT"));
        let old = said(&["051?00UEBERWEISUNG?20Beitrag 2026?21Mitglied 17?3050060400?310847564700?32MUELLER"]);
        assert_eq!(
            (super::super::tidy(&old.purpose).as_str(), old.number.as_str()),
            ("Beitrag 2026 Mitglied 17", "50060400/0847564700")
        );
        let triodos = said(&["000>100987654321", ">20 HUUR>21 KANTOOR"]);
        assert_eq!(super::super::tidy(&triodos.purpose), "HUUR KANTOOR");
        let dutch = said(&[
            "/TRTP/SEPA OVERBOEKING/IBAN/NL46ABNA0499998748/BIC/ABNANL2A/NAME/J DE VRIES/REMI/CON",
            "TRIBUTIE 2026/EREF/NOTPROVIDED",
        ]);
        assert_eq!((dutch.name.as_str(), dutch.purpose.as_str()), ("J DE VRIES", "CONTRIBUTIE 2026"));
        let ing = said(&["/CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV///REMI/USTD//DONATIE/"]);
        assert_eq!(
            (ing.name.as_str(), ing.number.as_str(), ing.purpose.as_str()),
            ("ING BANK NV", "NL32INGB0000012345", "DONATIE/")
        );
        let asn = said(&["NL47INGB9999999999 hr gjlm paulissen", "", "Betaling sieraden"]);
        assert_eq!(
            (asn.number.as_str(), asn.name.as_str(), asn.purpose.as_str()),
            ("NL47INGB9999999999", "hr gjlm paulissen", "Betaling sieraden")
        );
        assert_eq!(said(&["999PN5477SCHECK-NR. 0000016703074"]).purpose, "999PN5477SCHECK-NR. 0000016703074");
        assert_eq!(said(&["091"]).purpose, "091");
    }
}
