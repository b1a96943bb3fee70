//! From the file to paper: what a print needs is read, and made into pages.

use super::model::Year;
use super::page::{self, Audit};
use super::{report, store};
use crate::cli::{Letterhead, on_paper};
use crate::kit::{Problem, Result, text};
use crate::ledger::model::Filter;
use crate::ledger::store::report::ENTRIES;
use crate::office::{Office, Severity, profile};
use crate::t;

/// The statement of accounts of a year as a PDF, to be signed.
///
/// # Errors
/// When the file cannot be read, or no font of this computer has a letter of a name.
pub fn statement(office: &Office, year: Year) -> Result<Vec<u8>> {
    let (profile, statement, closed) = office.read(|conn| {
        let closed = store::last_closed(conn)?;
        let all = store::all(conn)?.into_iter().find(|c| c.year == year && c.reopened.is_none());
        Ok((profile::get(conn)?, store::statement(conn, year)?, all.or(closed.filter(|c| c.year == year))))
    })?;
    let head = Letterhead::of(&profile);
    page::statement(&statement, closed.as_ref(), &profile.signatory, &head, *profile.currency, office.clock().now())
}

/// All that an auditor walks through, as one PDF.
///
/// # Errors
/// As [`statement`].
pub fn audit(office: &Office, year: Year) -> Result<Vec<u8>> {
    let proof = proof(office)?;
    let (profile, statement, closed, sample, entries) = office.read(|conn| {
        let sample = store::sample_of(conn, year)?;
        Ok((
            profile::get(conn)?,
            store::statement(conn, year)?,
            store::all(conn)?.into_iter().filter(|c| c.year == year).collect::<Vec<_>>(),
            sample.map(|sample| report::sample_sheet(conn, &sample, ENTRIES)).transpose()?,
            report::audit_sheet(conn, &Filter::between(year.from, year.to), ENTRIES)?,
        ))
    })?;
    let audit =
        Audit { statement: &statement, closed: &closed, sample: sample.as_ref(), entries: &entries, proof: &proof };
    page::audit(&audit, &Letterhead::of(&profile), *profile.currency, office.clock().now())
}

/// What `check` proves, a line each.
///
/// # Errors
/// When the file cannot be read.
pub fn proof(office: &Office) -> Result<Vec<(String, String)>> {
    let findings = office.check()?;
    let faults = findings.iter().filter(|f| f.severity == Severity::Error).count();
    let seal = office.read(crate::office::history::seal)?;
    let mut lines = vec![
        (t!("The whole file").to_owned(), match faults {
            0 => t!("Sound: every row agrees with the seal, the chain of the history is whole, the ledger ties out, receipts follow one another, closed years are as they were closed").to_owned(),
            n => text::plural(n, t!("fault"), t!("faults")),
        }),
        (t!("Step of the file").to_owned(), seal.generation.to_string()),
        (t!("Head of the chain (SHA-256)").to_owned(), seal.head),
    ];
    lines.extend(findings.into_iter().map(|finding| (finding.place, finding.what)));
    Ok(lines)
}

/// The examiner's list of a year as a PDF.
///
/// # Errors
/// As [`statement`], and when none was drawn.
pub fn sample(office: &Office, year: Year) -> Result<Vec<u8>> {
    let (profile, sheet) = office.read(|conn| {
        let Some(sample) = store::sample_of(conn, year)? else {
            return Err(Problem::input(t!("No list was drawn for {year} yet", year = year.label())));
        };
        Ok((profile::get(conn)?, report::sample_sheet(conn, &sample, ENTRIES)?))
    })?;
    let foot = t!("To be held against the papers");
    on_paper(&sheet, &Letterhead::of(&profile), *profile.currency, office.clock().now(), foot)
}
