//! Writing a file wholly or not at all: a temporary one in the same folder, synced, then renamed over the target.

use std::io::Write as _;
use std::path::Path;

use super::{Problem, Result};

/// Writes `bytes` to `path`. What stood there before is whole until the new file is.
///
/// # Errors
/// When the folder cannot be written, the disk is full, another program holds the file, or an office has that name.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    if is_office_name(path) {
        return Err(Problem::input(format!(
            "An office is kept under names that end in .wardroom, so nothing else is written there: {}. Nothing was written",
            path.display()
        ))
        .hint("Choose another name for the file"));
    }
    let folder = folder_of(path);
    let failed = |e: std::io::Error| cannot_write(path, e);
    let mut temporary = tempfile::Builder::new().prefix(".wardroom-").tempfile_in(folder).map_err(failed)?;
    temporary.write_all(bytes).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    persist(temporary, path)
}

/// Whether a name is one that an office would have: a paper or a table must never take its place.
pub fn is_office_name(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("wardroom"))
}

/// Renames a finished temporary file to its place, with patience for a sync program or a virus scanner.
///
/// # Errors
/// When the target stays held by another program for about four seconds, or the folder cannot be written.
pub fn persist(temporary: tempfile::NamedTempFile, path: &Path) -> Result<()> {
    let mut unplaced = Some(temporary);
    patiently(|| match unplaced.take().map(|temporary| temporary.persist(path)) {
        None | Some(Ok(_)) => Ok(()),
        Some(Err(failed)) => {
            unplaced = Some(failed.file);
            Err(failed.error)
        }
    })
    .map_err(|e| cannot_place(path, e))?;
    sync_folder(folder_of(path));
    Ok(())
}

/// Gives a finished and synced file the name of another, which it replaces, with the same patience.
///
/// # Errors
/// As [`persist`]; the finished file then lies where it was.
pub fn put_in_place(finished: &Path, path: &Path) -> Result<()> {
    patiently(|| std::fs::rename(finished, path)).map_err(|e| cannot_place(path, e))?;
    sync_folder(folder_of(path));
    Ok(())
}

/// Removes a file of ours that nobody needs any more, with the same patience. What cannot be removed does no harm there.
pub fn remove(path: &Path) {
    if let Err(error) = patiently(|| std::fs::remove_file(path)) {
        tracing::debug!(%error, "a file that is not needed any more could not be removed");
    }
}

/// Removes a folder in which a file was made ready, with the same patience.
pub fn clear_away(place: tempfile::TempDir) {
    let folder = place.keep();
    if let Err(error) = patiently(|| std::fs::remove_dir_all(&folder)) {
        tracing::warn!(%error, "a folder that is not needed any more could not be removed");
    }
}

/// Tries again while another program holds the file: a sync program or a virus scanner opens each new file for a second or two.
fn patiently<T>(mut attempt: impl FnMut() -> std::io::Result<T>) -> std::io::Result<T> {
    const WAITS_MS: [u64; 8] = [10, 25, 50, 100, 250, 500, 1000, 2000];
    for wait in WAITS_MS {
        match attempt() {
            Err(error) if is_held(&error) => std::thread::sleep(std::time::Duration::from_millis(wait)),
            outcome => return outcome,
        }
    }
    attempt()
}

/// The folder a file lies in; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Windows: access denied, sharing violation, lock violation, and a folder whose removed file somebody still has open.
fn is_held(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33 | 145))
}

/// A rename is safe from a power cut only once the folder is synced; systems without that have nothing to do here.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(handle) = std::fs::File::open(folder)
        && let Err(error) = handle.sync_all()
    {
        tracing::debug!(%error, "the folder could not be synced");
    }
}

/// The message for a finished file that could not take its place. Windows says "access denied" of a file that is in use, too.
fn cannot_place(path: &Path, error: std::io::Error) -> Problem {
    if is_held(&error) && path.is_file() {
        return Problem::file(format!("Another program has this file open, so it stays as it was: {}", path.display()))
            .hint("Close it there and try again, or choose another name")
            .because(error);
    }
    cannot_write(path, error)
}

/// The message for a file that could not be written, by what the system said.
pub fn cannot_write(path: &Path, error: std::io::Error) -> Problem {
    use std::io::ErrorKind;
    let (what, hint) = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            ("The disk is full, so nothing was written", "Free some space, or choose another folder")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            ("This folder may not be written to, so nothing was written", "Choose another folder")
        }
        ErrorKind::NotFound => ("The folder does not exist, so nothing was written", "Choose another folder"),
        _ => ("The file could not be written", "Close other programs that use it, or choose another folder"),
    };
    Problem::file(format!("{what}: {}", path.display())).hint(hint).because(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let problem = write_whole(&folder.path().join("no/a.txt"), b"one").unwrap_err();
        assert_eq!(problem.kind, crate::kit::ProblemKind::File);
        assert!(problem.message.contains("does not exist"));
    }

    /// What a virus scanner does: it opens a file so that nobody else may touch it, and lets go after a while.
    #[cfg(windows)]
    fn held_for(path: &Path, ms: u64) -> std::thread::JoinHandle<()> {
        use std::os::windows::fs::OpenOptionsExt as _;
        let handle = std::fs::OpenOptions::new().read(true).share_mode(0).open(path).unwrap();
        let letting_go = move || {
            std::thread::sleep(std::time::Duration::from_millis(ms));
            drop(handle);
        };
        std::thread::Builder::new().name("scanner".to_owned()).spawn(letting_go).unwrap()
    }

    #[test]
    #[cfg(windows)]
    fn a_file_that_a_scanner_holds_for_a_moment_is_replaced_and_removed() {
        let folder = tempfile::tempdir().unwrap();
        let (path, ready) = (folder.path().join("a.txt"), folder.path().join("ready"));
        std::fs::write(&path, b"old").unwrap();
        let scanner = held_for(&path, 400);
        assert!(std::fs::read(&path).is_err(), "nobody holds the file, so this test proves nothing");
        write_whole(&path, b"one").unwrap();
        scanner.join().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        std::fs::write(&ready, b"two").unwrap();
        let scanner = held_for(&path, 400);
        put_in_place(&ready, &path).unwrap();
        scanner.join().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let scanner = held_for(&path, 400);
        remove(&path);
        scanner.join().unwrap();
        let place = tempfile::tempdir_in(folder.path()).unwrap();
        std::fs::write(place.path().join("b.txt"), b"three").unwrap();
        let scanner = held_for(&place.path().join("b.txt"), 400);
        clear_away(place);
        scanner.join().unwrap();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    #[cfg(windows)]
    fn a_file_that_stays_held_is_left_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, b"old").unwrap();
        let scanner = held_for(&path, 8000);
        let problem = write_whole(&path, b"new").unwrap_err();
        assert!(problem.message.contains("Another program has this file open"), "{problem}");
        scanner.join().unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
