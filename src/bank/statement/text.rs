//! From bytes to text: what form a file is in, and which letters it is written with.

use encoding_rs::Encoding;

use super::{Flaws, Format, Told};
use crate::t;
use crate::tabular::decode;

/// Bytes of a file that are looked at to say what it is.
const HEAD: usize = 4096;

/// The form of a file by its first lines. Names lie: banks call anything `.txt`.
pub(super) fn format_of(bytes: &[u8]) -> Option<Format> {
    // Without zero bytes the head is readable in UTF-16 as well.
    let head: Vec<u8> = bytes.iter().copied().take(HEAD).filter(|b| *b != 0).collect();
    let text = String::from_utf8_lossy(&head);
    let text =
        text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{FEFF}' | '\u{FFFD}'));
    let upper = text.to_uppercase();
    if upper.starts_with("OFXHEADER") || upper.contains("<OFX>") || upper.contains("<?OFX") {
        return Some(Format::Ofx);
    }
    if text.starts_with('<') && (text.contains("camt.05") || text.contains("BkToCstmr")) {
        return Some(Format::Camt);
    }
    let mut lines = text.split(['\r', '\n']).map(str::trim_end);
    if lines.clone().any(|line| is_qif(line.trim_start())) {
        return Some(Format::Qif);
    }
    let tag = |line: &str| super::mt940_tags::tag(line).is_some_and(|(tag, _)| tag != "86" && tag != "12");
    let swift = |line: &str| line.starts_with("{1:F01") || tag(line);
    lines.any(swift).then_some(Format::Mt940)
}

fn is_qif(line: &str) -> bool {
    let begins = |word: &str| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    ["!Type:", "!Account", "!Option:", "!Clear:"].iter().any(|word| begins(word))
}

/// The text of a file, and what to say about how it was found. `declared` is what the file says of itself, which is believed
/// only where its bytes are no UTF-8: programs write UTF-8 under any name.
pub(super) fn text(bytes: &[u8], told: &Told, declared: Option<&str>) -> Result<(String, Vec<String>), Flaws> {
    let known = declared.and_then(|label| Encoding::for_label(label.as_bytes())).map(|e| e.name().to_owned());
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let label = told.encoding.clone().or_else(|| known.filter(|_| !is_utf8));
    let decoded = decode(bytes.to_vec(), label.as_deref()).map_err(|e| Flaws::one(0, e.to_string()))?;
    let mut notes = Vec::new();
    if decoded.replaced > 0 {
        notes.push(t!(
            "{count} places are no text in {encoding} and show as �",
            count = decoded.replaced,
            encoding = decoded.encoding
        ));
    }
    Ok((decoded.text, notes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_says_what_a_file_is() {
        for (bytes, format) in [
            (&b"OFXHEADER:100\r\nDATA:OFXSGML"[..], Some(Format::Ofx)),
            (b"\r\n\r\n<OFX>\r\n<SIGNONMSGSRSV1>", Some(Format::Ofx)),
            (b"<?xml version=\"1.0\"?>\n<?OFX OFXHEADER=\"200\"?>", Some(Format::Ofx)),
            (b"\xEF\xBB\xBF<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">", Some(Format::Camt)),
            (b"### notes\n\n!Type:Bank\nD1/2", Some(Format::Qif)),
            (b"\x01\n:20:ST17\n:25:PL29", Some(Format::Mt940)),
            (b"{1:F01ASNBNL21XXXX0000000000}{2:O940}", Some(Format::Mt940)),
            (b"ABNANL2A\n940\nABNANL2A\n:20:ABN", Some(Format::Mt940)),
            (b"<?xml version=\"1.0\"?><svg/>", None),
            (b"Date,Amount\n2020-01-01,5\n", None),
            (b"", None),
        ] {
            assert_eq!(format_of(bytes), format, "{}", String::from_utf8_lossy(bytes));
        }
        let wide: Vec<u8> = "OFXHEADER:100".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(format_of(&wide), Some(Format::Ofx));
    }
}
