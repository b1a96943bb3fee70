//! Everything held about one person, out to a folder: a PDF to read, the same as JSON, and the attachments as files.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::model::PersonId;
use super::page;
use crate::kit::whole_file::{cannot_write, write_whole};
use crate::kit::{Problem, Result};
use crate::office::access::{self, Everything};
use crate::office::{Office, profile};
use crate::t;

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    pub pdf: PathBuf,
    pub json: PathBuf,
    pub attachments: Vec<PathBuf>,
    /// How many rows it holds.
    pub rows: usize,
}

#[derive(Serialize)]
struct Paper<'a> {
    made_at: String,
    party: &'a str,
    branch: &'a str,
    /// What is in it and what is not.
    rule: String,
    #[serde(flatten)]
    held: &'a Everything,
    attachments: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: String,
    name: &'a str,
    media_type: &'a str,
    size: u64,
}

/// Writes it into a folder, which is made where it is missing. Files of the same names are replaced, each whole, as far as
/// `may_write` lets them, which is asked of each before any is written.
///
/// # Errors
/// When there is no such person, the folder cannot be written, or no font of this computer has a letter of a name; or what
/// `may_write` says.
pub fn everything(
    office: &Office,
    person: PersonId,
    to: &Path,
    may_write: &dyn Fn(&Path) -> Result<()>,
) -> Result<Written> {
    let held = access::everything(office, person.0)?;
    let profile = office.read(profile::get)?;
    let at = office.clock().now();
    std::fs::create_dir_all(to).map_err(|e| cannot_write(to, e))?;
    let stem = t!("About {name}", name = safe(&held.name));
    let numbered = held.attachments.iter().enumerate();
    let names: Vec<String> =
        numbered.map(|(at, attachment)| format!("{stem}, {} {}", at + 1, safe(&attachment.name))).collect();
    let attachments: Vec<PathBuf> = names.iter().map(|name| to.join(name)).collect();
    let (pdf, json) = (to.join(format!("{stem}.pdf")), to.join(format!("{stem}.json")));
    attachments.iter().chain([&pdf, &json]).try_for_each(|path| may_write(path))?;
    for (path, attachment) in attachments.iter().zip(&held.attachments) {
        write_whole(path, &access::bytes(office, attachment.id)?)?;
    }
    write_whole(&pdf, &page::everything_held(&held, &names, &profile, at)?)?;
    let files = names.into_iter().zip(&held.attachments).map(|(file, a)| File {
        file,
        name: &a.name,
        media_type: &a.media_type,
        size: a.size,
    });
    let paper = Paper {
        made_at: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        party: &profile.party,
        branch: &profile.branch,
        rule: access::rule(),
        held: &held,
        attachments: files.collect(),
    };
    let text = serde_json::to_vec_pretty(&paper)
        .map_err(|e| Problem::defect(t!("The record could not be written as JSON")).because(e))?;
    write_whole(&json, &text)?;
    Ok(Written { pdf, json, attachments, rows: held.sections.iter().map(|s| s.rows.len()).sum() })
}

/// A name that every system takes as part of a file's name.
fn safe(name: &str) -> String {
    let kept: String =
        name.chars()
            .map(|c| {
                if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                    '-'
                } else {
                    c
                }
            })
            .take(80)
            .collect();
    kept.trim_matches(['.', ' ']).to_owned()
}
