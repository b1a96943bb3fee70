//! Workbooks are ZIP archives: what is in one, and that it does not unpack to more than a workbook can be.

use std::io::{Cursor, Read as _};

use super::limits;
use super::sniff::not_a_table;
use crate::kit::{Problem, Result};
use crate::t;

/// The kinds of workbook that a ZIP archive can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Book {
    Xlsx,
    Ods,
}

/// Unpacks every entry once into nothing, and says which workbook it is. Sizes written in an archive can lie, so they
/// are not believed.
///
/// # Errors
/// When it is another archive, is damaged, or unpacks to more than the limit.
pub fn inspect(bytes: &[u8]) -> Result<Book> {
    inspect_within(bytes, limits::UNPACKED_BYTES)
}

fn inspect_within(bytes: &[u8], limit: u64) -> Result<Book> {
    let damaged = |e: zip::result::ZipError| {
        Problem::input(t!("The workbook is damaged or cut short, so nothing was read"))
            .hint(t!("Open it in a spreadsheet program, save it again, and read that"))
            .because(e)
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > limits::ARCHIVE_ENTRIES {
        return Err(too_much());
    }
    let book = book(&archive)?;
    let mut left = limit;
    for at in 0..archive.len() {
        // An encrypted entry cannot be unpacked here; the reader of the workbook says so in its words.
        let Ok(entry) = archive.by_index(at) else { continue };
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        match unpacked {
            Ok(size) if size > left => return Err(too_much()),
            Ok(size) => left -= size,
            Err(e) => {
                return Err(damaged(zip::result::ZipError::Io(e)));
            }
        }
    }
    Ok(book)
}

fn book(archive: &zip::ZipArchive<Cursor<&[u8]>>) -> Result<Book> {
    let names: Vec<String> =
        archive.file_names().flatten().map(|name| name.replace('\\', "/").to_lowercase()).collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    if has("workbook.bin") {
        return Err(not_a_table(t!("a binary Excel workbook (.xlsb)"))
            .hint(t!("Open it in a spreadsheet program and save it as .xlsx, then read that")));
    }
    if has("word/document.xml") {
        return Err(not_a_table(t!("a Word document")));
    }
    if has("ppt/presentation.xml") {
        return Err(not_a_table(t!("a presentation")));
    }
    if has("[content_types].xml") {
        return Ok(Book::Xlsx);
    }
    if has("content.xml") && has("manifest.xml") {
        return Ok(Book::Ods);
    }
    let inside = names.iter().find(|name| !name.ends_with('/')).map_or("", String::as_str);
    Err(not_a_table(t!("a ZIP archive")).hint(t!("Unpack it and read the table inside: {name}", name = inside)))
}

fn too_much() -> Problem {
    Problem::input(t!("The workbook unpacks to more than 2 GB, so it was not read"))
        .hint(t!("Save only the sheet you need as .csv, and read that"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
        let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        for (name, bytes) in entries {
            out.start_file(*name, options).unwrap();
            out.write_all(bytes).unwrap();
        }
        out.finish().unwrap().into_inner()
    }

    #[test]
    fn archives_are_told_apart() {
        assert_eq!(inspect(&archive(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"")])).unwrap(), Book::Xlsx);
        let problem = inspect(&archive(&[("people.csv", b"a,b")])).unwrap_err();
        assert!(problem.message.contains("ZIP") && problem.hint.unwrap().contains("people.csv"));
        assert!(inspect(b"PK\x03\x04 cut").unwrap_err().message.contains("damaged"));
    }

    #[test]
    fn an_archive_that_swells_is_refused() {
        let zeros = vec![0_u8; 1024 * 1024];
        let bytes = archive(&[("[Content_Types].xml", b""), ("xl/a.xml", &zeros), ("xl/b.xml", &zeros)]);
        assert!(bytes.len() < 10_000);
        assert!(inspect_within(&bytes, 2 * 1024 * 1024).is_ok());
        assert!(inspect_within(&bytes, 2 * 1024 * 1024 - 1).unwrap_err().message.contains("unpacks"));
    }
}
