//! Answer files on their way in.

use std::path::{Path, PathBuf};

use super::answers::Answers;
use super::kit::Kit;
use crate::kit::{Problem, Result};
use crate::t;

/// Reads the answer file of a scoring kit.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn answers(path: &Path) -> Result<Answers> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        Problem::file(t!("The answer file could not be read: {path}", path = path.display())).because(e)
    })?;
    Answers::read(&text)
}

/// What stands near the beginning of a file tells what it is, without reading all of it.
fn begins(path: &Path) -> Option<String> {
    use std::io::Read as _;
    let mut head = Vec::new();
    std::fs::File::open(path).ok()?.take(4096).read_to_end(&mut head).ok()?;
    Some(String::from_utf8_lossy(&head).into_owned())
}

/// Whether a file is a scoring kit; an answer file, a draft or a scoring page is none, and is refused with what to do with it.
///
/// # Errors
/// When it is one of those.
pub fn is_kit(path: &Path) -> Result<bool> {
    let Some(head) = begins(path) else { return Ok(false) };
    let refuse = |what: &str, next: &str| Err(Problem::input(what).hint(next.to_owned()));
    // The page holds a kit too, far behind its head.
    if head.contains("content=\"Wardroom scoring page\"") {
        return refuse(
            t!("This is a scoring page for a browser"),
            t!("Open it in a browser; for this program ask the chair for a scoring kit"),
        );
    }
    if head.contains("\"wardroom-kit-1\"") {
        return Ok(true);
    }
    if head.contains("\"wardroom-answers-1\"") {
        return refuse(
            t!("This is the answer file of a scorer"),
            t!("The chair takes it in: open the office, Candidates, the round, “Take an answer file…”"),
        );
    }
    if head.contains("\"wardroom-draft-1\"") {
        return refuse(
            t!("This is a draft of half-filled cards, sealed"),
            t!("Open the scoring kit that it lies beside, or the scoring page it came from"),
        );
    }
    Ok(false)
}

/// The draft beside a kit, where there is one.
///
/// # Errors
/// When it cannot be read.
pub fn draft_beside(kit: &Path) -> Result<Option<String>> {
    let path = beside(kit);
    if !path.exists() {
        return Ok(None);
    }
    std::fs::read_to_string(&path)
        .map(Some)
        .map_err(|e| Problem::file(t!("The draft could not be read: {path}", path = path.display())).because(e))
}

/// Where half-filled cards are kept beside a kit: `Kit of Ann.json` has `Kit of Ann.draft.json`.
pub fn beside(kit: &Path) -> PathBuf {
    kit.with_extension("draft.json")
}

/// Reads a scoring kit.
///
/// # Errors
/// When it cannot be read, or is none.
pub fn kit(path: &Path) -> Result<Kit> {
    let text = std::fs::read_to_string(path).map_err(|e| {
        Problem::file(t!("The scoring kit could not be read: {path}", path = path.display())).because(e)
    })?;
    Kit::read(&text)
}
