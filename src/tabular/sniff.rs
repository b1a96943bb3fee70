//! What a file is, by its content. Names lie: a bank's `.xls` is often CSV, a `.csv` sometimes a workbook.

use crate::kit::{Problem, Result};
use crate::t;

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A ZIP archive that holds a workbook: XLSX, XLSB or ODS.
    ZippedBook,
    /// The container of Excel 97 to 2003, and of workbooks with a password.
    OldBook,
    VCard,
    Text,
}

/// Says what the bytes are.
///
/// # Errors
/// When they are something known that holds no table; the message names it.
pub fn kind(bytes: &[u8]) -> Result<Kind> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Problem::input(t!("The file is empty, so there is nothing to read"))
            .hint(t!("Export it again, and look at it in a spreadsheet first")));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::ZippedBook);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Ok(Kind::OldBook);
    }
    for (magic, what) in BINARIES {
        // A heading row may begin with the same two or three letters; a program or an archive soon holds a zero byte.
        let by_chance = magic.is_ascii() && magic.len() < 4 && !bytes.iter().take(1024).any(|b| *b == 0);
        if bytes.starts_with(magic) && !by_chance {
            return Err(not_a_table(what));
        }
    }
    text_kind(bytes)
}

const BINARIES: &[(&[u8], &str)] = &[
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"%PDF-", "a PDF document"),
    (b"\x1F\x8B", "a compressed archive (gzip)"),
    (b"BZh", "a compressed archive (bzip2)"),
    (b"\xFD7zXZ\0", "a compressed archive (xz)"),
    (b"7z\xBC\xAF\x27\x1C", "a compressed archive (7-Zip)"),
    (b"Rar!\x1A\x07", "a compressed archive (RAR)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xFF\xD8\xFF", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"MZ", "a program"),
    (b"\x7FELF", "a program"),
    (b"\0\0\xFE\xFF", "text in UTF-32, which no office program writes"),
    (b"\xFF\xFE\0\0", "text in UTF-32, which no office program writes"),
];

/// Text that is some other format, by its first line.
const TEXTS: &[(&str, &str)] = &[
    ("BEGIN:VCALENDAR", "a calendar (iCalendar), even if its name says contacts"),
    ("OFXHEADER", "a bank statement (OFX), not a table"),
    ("<OFX", "a bank statement (OFX), not a table"),
    ("<?XML", "an XML file"),
    ("<!DOCTYPE HTML", "a web page"),
    ("<HTML", "a web page"),
    ("<TABLE", "a web page"),
    ("{\"", "a JSON file"),
    ("[{", "a JSON file"),
    ("!TYPE:", "a bank statement (QIF), not a table"),
    ("!ACCOUNT", "a bank statement (QIF), not a table"),
    (":20:", "a bank statement (MT940), not a table"),
    ("{1:F01", "a bank statement (MT940), not a table"),
];

/// Lines that give a format away wherever they stand in the head.
const LINES: &[(&str, &str)] = &[
    (":60F:", "a bank statement (MT940), not a table"),
    (":61:", "a bank statement (MT940), not a table"),
    (":28C:", "a bank statement (MT940), not a table"),
    ("!TYPE:", "a bank statement (QIF), not a table"),
    ("!ACCOUNT", "a bank statement (QIF), not a table"),
    ("!OPTION:", "a bank statement (QIF), not a table"),
];

fn text_kind(bytes: &[u8]) -> Result<Kind> {
    // The first kilobyte without zero bytes is readable in UTF-16 as well.
    let head: Vec<u8> = bytes.iter().copied().take(4096).filter(|b| *b != 0).collect();
    let lossy = String::from_utf8_lossy(&head).to_uppercase();
    let start = lossy.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}' || c == '\u{FFFD}');
    if start.starts_with("BEGIN:VCARD") {
        return Ok(Kind::VCard);
    }
    for (begin, what) in TEXTS {
        if start.starts_with(begin) {
            let problem = not_a_table(what);
            return Err(match *what {
                "a web page" => {
                    problem.hint(t!("Open it in a spreadsheet program and save it as .xlsx or .csv, then read that"))
                }
                _ => problem,
            });
        }
    }
    for line in start.split(['\r', '\n']) {
        if let Some((_, what)) = LINES.iter().find(|(begin, _)| line.starts_with(begin)) {
            return Err(not_a_table(what));
        }
    }
    // Text has next to no control characters; FEC filings separate with 0x1C, and CSV from old systems holds a few.
    let odd = head.iter().filter(|b| **b < 0x09 || (0x0E..0x1C).contains(*b)).count();
    if odd * 20 > head.len() {
        return Err(not_a_table("no text and no format that is known here"));
    }
    Ok(Kind::Text)
}

pub fn not_a_table(what: &str) -> Problem {
    Problem::input(t!("This file is {what}, so nothing was read", what = what))
        .hint(t!("Give a table: CSV, XLSX, XLS or ODS, or contacts as vCard"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_and_what_holds_no_table_is_named() {
        assert_eq!(kind(b"PK\x03\x04rest").unwrap(), Kind::ZippedBook);
        assert_eq!(kind(b"\xEF\xBB\xBF\r\nbegin:vcard\r\n").unwrap(), Kind::VCard);
        assert_eq!(kind(b"B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0").unwrap(), Kind::VCard);
        assert_eq!(kind(b"a,b\n1,2\n").unwrap(), Kind::Text);
        assert_eq!(kind(b"MZ,name\n1,2\n").unwrap(), Kind::Text);
        for (bytes, word) in [
            (&b"SQLite format 3\0..."[..], "SQLite"),
            (b"%PDF-1.7", "PDF"),
            (b"BEGIN:VCALENDAR\nVERSION:1.0", "calendar"),
            (b"  <html><table>", "web page"),
            (b"", "empty"),
            (b" \r\n", "empty"),
            (b"\x01\x02\x03\x04\x05\x06", "no text"),
        ] {
            let problem = kind(bytes).unwrap_err();
            assert!(problem.message.contains(word), "{}", problem.message);
            assert!(problem.hint.is_some());
        }
    }
}
