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

/// Writes it into a folder, which is made where it is missing. Files of the same names are replaced, each whole.
///
/// # Errors
/// When there is no such person, the folder cannot be written, or no font of this computer has a letter of a name.
pub fn everything(office: &Office, person: PersonId, to: &Path) -> Result<Written> {
    let held = access::everything(office, person.0)?;
    let profile = office.read(profile::get)?;
    let at = office.clock().now();
    std::fs::create_dir_all(to).map_err(|e| cannot_write(to, e))?;
    let stem = t!("About {name}", name = safe(&held.name));
    let mut attachments = Vec::new();
    let mut files = Vec::new();
    for (number, attachment) in held.attachments.iter().enumerate() {
        let name = format!("{stem}, {} {}", number + 1, safe(&attachment.name));
        let path = to.join(&name);
        write_whole(&path, &access::bytes(office, attachment.id)?)?;
        let (media_type, size) = (attachment.media_type.as_str(), attachment.size);
        files.push(File { file: name, name: &attachment.name, media_type, size });
        attachments.push(path);
    }
    let (pdf, json) = (to.join(format!("{stem}.pdf")), to.join(format!("{stem}.json")));
    let names: Vec<String> = files.iter().map(|f| f.file.clone()).collect();
    write_whole(&pdf, &page::everything_held(&held, &names, &profile, at)?)?;
    let paper = Paper {
        made_at: at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true),
        party: &profile.party,
        branch: &profile.branch,
        rule: access::rule(),
        held: &held,
        attachments: files,
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
