//! From bytes to text: byte order mark, then UTF-16 without one, then UTF-8, then a guess from the letters.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250, WINDOWS_1252};

use crate::kit::{Problem, Result};
use crate::t;

/// Bytes with letters beyond ASCII that the guess is made from.
const GUESS_BYTES: usize = 1024 * 1024;

/// A file's text and how it was found.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    /// The WHATWG name in lower case, as it stands in a map: `utf-8`, `utf-16le`, `windows-1252`.
    pub encoding: String,
    /// Places that were no text in this encoding and show as `�`.
    pub replaced: usize,
    /// Where in `text` the first character of value zero stood; all of them are left out of `text`.
    pub first_nul: Option<usize>,
}

/// Decodes a whole file. A byte order mark decides before `told`, because it cannot be wrong.
///
/// # Errors
/// When `told` names no encoding.
pub fn decode(bytes: Vec<u8>, told: Option<&str>) -> Result<Decoded> {
    let (encoding, text) = if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        (encoding, without_bom(encoding, bytes, mark))
    } else if let Some(label) = told {
        let encoding = Encoding::for_label(label.trim().as_bytes()).ok_or_else(|| {
            Problem::usage(t!("“{label}” is not a text encoding", label = label))
                .hint(t!("Write utf-8, utf-16le, windows-1252 or another name from the WHATWG list"))
        })?;
        (encoding, without_bom(encoding, bytes, 0))
    } else if let Some(encoding) = utf16_by_zeros(&bytes) {
        (encoding, without_bom(encoding, bytes, 0))
    } else {
        match String::from_utf8(bytes) {
            Ok(text) => (UTF_8, text),
            Err(failed) => {
                let bytes = failed.into_bytes();
                let encoding = if mostly_utf8(&bytes) { UTF_8 } else { guess(&bytes) };
                (encoding, without_bom(encoding, bytes, 0))
            }
        }
    };
    let first_nul = text.find('\0');
    let text = if first_nul.is_some() { text.replace('\0', "") } else { text };
    let replaced = text.matches('\u{FFFD}').count();
    Ok(Decoded { text, encoding: encoding.name().to_lowercase(), replaced, first_nul })
}

/// Decodes with `encoding`, leaving out the first `mark` bytes; UTF-8 that is whole is not copied.
fn without_bom(encoding: &'static Encoding, mut bytes: Vec<u8>, mark: usize) -> String {
    bytes.drain(..mark.min(bytes.len()));
    if encoding == UTF_8 {
        return match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(failed) => String::from_utf8_lossy(failed.as_bytes()).into_owned(),
        };
    }
    match encoding.decode_without_bom_handling(&bytes).0 {
        Cow::Owned(text) => text,
        Cow::Borrowed(text) => text.to_owned(),
    }
}

/// UTF-16 without a mark shows as text whose every second byte is zero.
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(64 * 1024))?;
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let (many, few) = (pairs * 2 / 5, pairs / 20);
    if odd > many && even <= few {
        Some(UTF_16LE)
    } else if even > many && odd <= few {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// UTF-8 with a few broken places: one bad byte must not turn every other accent of the file into two wrong letters.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut broken, mut letters) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    letters > broken * 10
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut fed = 0;
    for line in bytes.split_inclusive(|b| *b == b'\n' || *b == b'\r').filter(|line| !line.is_ascii()) {
        detector.feed(line, false);
        fed += line.len();
        if fed > GUESS_BYTES {
            break;
        }
    }
    detector.feed(b"", true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    let western = WINDOWS_1252.decode_without_bom_handling(bytes).0;
    // Where the common one reads the same, it is named; and the pound sign before a digit is a Polish letter in the other.
    let is_pound = |(at, _): (usize, &str)| {
        western
            .get(at + '£'.len_utf8()..)
            .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
    };
    if guessed == WINDOWS_1250
        && (guessed.decode_without_bom_handling(bytes).0 == western || western.match_indices('£').any(is_pound))
    {
        return WINDOWS_1252;
    }
    guessed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> (String, String) {
        let decoded = decode(bytes.to_vec(), None).unwrap();
        (decoded.encoding, decoded.text)
    }

    #[test]
    fn finds_unicode_with_and_without_its_mark() {
        assert_eq!(found(b"\xEF\xBB\xBFa,\xC3\xA9"), ("utf-8".into(), "a,é".into()));
        assert_eq!(found(b"\xFF\xFEa\0,\0\xE9\0"), ("utf-16le".into(), "a,é".into()));
        assert_eq!(found(b"\xFE\xFF\0a\0,\0\xE9"), ("utf-16be".into(), "a,é".into()));
        assert_eq!(found(b"n\0a\0m\0e\0,\0\xE9\0\n\0"), ("utf-16le".into(), "name,é\n".into()));
        assert_eq!(found("name\nŁukasz Żółkiewski\n".as_bytes()).0, "utf-8");
    }

    #[test]
    fn one_bad_byte_leaves_the_other_letters_alone() {
        let mut bytes = "é".repeat(30).into_bytes();
        bytes.push(0xE9);
        let decoded = decode(bytes, None).unwrap();
        assert_eq!((decoded.encoding.as_str(), decoded.replaced), ("utf-8", 1));
        assert!(decoded.text.starts_with("ééé"));
    }

    #[test]
    fn windows_text_and_what_was_told() {
        let (encoding, text) = found(b"name,town\r\nZo\xEB,Montr\xE9al\r\nJos\xE9,M\xE1laga\r\n");
        assert_eq!(encoding, "windows-1252");
        assert!(text.contains("Zoë,Montréal"));
        for common in [&b"name,town\nJ\xFCrgen M\xFCller,K\xF6ln\n"[..], b"name,paid\nAnn,\xA312.00\nBob,\xA3 5\n"] {
            assert_eq!(found(common).0, "windows-1252", "{}", found(common).1);
        }
        let polish = b"imi\xEA,miasto\n\xA3ukasz,\xA3\xF3d\x9F\nStanis\xB3aw,\x8Cwidnica\n";
        assert_eq!(found(polish), ("windows-1250".into(), "imię,miasto\nŁukasz,Łódź\nStanisław,Świdnica\n".into()));
        let told = decode(b"\xB3".to_vec(), Some("windows-1250")).unwrap();
        assert_eq!(told.text, "ł");
        assert!(decode(Vec::new(), Some("klingon")).unwrap_err().message.contains("klingon"));
        let marked = decode(b"\xEF\xBB\xBF\xC3\xA9".to_vec(), Some("windows-1252")).unwrap();
        assert_eq!(marked.text, "é", "the mark decides");
    }

    #[test]
    fn zero_characters_are_left_out_and_counted() {
        let decoded = decode(b"a,b\n1,x\0y\n".to_vec(), None).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.first_nul), ("a,b\n1,xy\n", Some(7)));
    }
}
