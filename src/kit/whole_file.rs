//! Writing a file wholly or not at all: a temporary one in the same folder, synced, then renamed over the target.

use std::io::Write as _;
use std::path::Path;

use super::{Problem, Result};

/// Writes `bytes` to `path`. What stood there before is whole until the new file is.
///
/// # Errors
/// When the folder cannot be written, the disk is full, or another program holds the file.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let folder = folder_of(path);
    let failed = |e: std::io::Error| cannot_write(path, e);
    let mut temporary = tempfile::Builder::new().prefix(".wardroom-").tempfile_in(folder).map_err(failed)?;
    temporary.write_all(bytes).map_err(failed)?;
    temporary.as_file().sync_all().map_err(failed)?;
    persist(temporary, path)
}

/// Renames a finished temporary file to its place, with patience for a sync program or a virus scanner.
///
/// # Errors
/// When the target stays held by another program for about four seconds, or the folder cannot be written.
pub fn persist(mut temporary: tempfile::NamedTempFile, path: &Path) -> Result<()> {
    const WAITS_MS: [u64; 8] = [10, 25, 50, 100, 250, 500, 1000, 2000];
    for wait in WAITS_MS.into_iter().map(Some).chain([None]) {
        match temporary.persist(path) {
            Ok(_) => {
                sync_folder(folder_of(path));
                return Ok(());
            }
            Err(failed) => match wait {
                Some(ms) if is_held(&failed.error) => {
                    temporary = failed.file;
                    std::thread::sleep(std::time::Duration::from_millis(ms));
                }
                _ => return Err(cannot_write(path, failed.error)),
            },
        }
    }
    Err(Problem::defect("The list of waits ended without an answer"))
}

/// The folder a file lies in; `.` for a bare name.
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."))
}

/// Windows: access denied, sharing violation, lock violation.
fn is_held(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32 | 33))
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
}
