//! Handing a finished sheet to the system's viewer or printer, from a private folder that can be emptied.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::kit::whole_file::{self, cannot_write, write_whole};
use crate::kit::{Problem, Result};
use crate::t;

/// A folder that only its owner can read, for sheets that are shown or printed and then go.
#[derive(Debug, Clone)]
pub struct Outbox {
    folder: PathBuf,
}

impl Outbox {
    /// Makes the folder, or takes an existing one and closes it to others.
    ///
    /// # Errors
    /// When the folder cannot be made, or is a link to somewhere else.
    pub fn new(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        let failed = |e: std::io::Error| cannot_write(&folder, e);
        if std::fs::symlink_metadata(&folder).is_ok_and(|meta| !meta.is_dir()) {
            return Err(Problem::file(t!(
                "The place for sheets to print is not a folder, so nothing was put there: {path}",
                path = folder.display()
            )));
        }
        if let Some(above) = folder.parent() {
            std::fs::create_dir_all(above).map_err(failed)?;
        }
        private_folder(&folder).map_err(failed)?;
        Ok(Self { folder })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Puts a sheet into the folder under a name made safe for every system, and says where it is. A sheet of the same name is
    /// replaced.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn put(&self, bytes: &[u8], name: &str) -> Result<PathBuf> {
        let path = self.place(name);
        write_whole(&path, bytes)?;
        Ok(path)
    }

    /// Where a sheet of this name lies in the folder, under a name made safe; for what writes it itself.
    pub fn place(&self, name: &str) -> PathBuf {
        self.folder.join(safe_name(name))
    }

    /// Removes every sheet in the folder. One that a viewer still holds stays until the next time.
    ///
    /// # Errors
    /// When something could not be removed; the message counts it.
    pub fn empty(&self) -> Result<()> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(e) => return Err(stayed(1, &self.folder).because(e)),
        };
        let mut left = 0;
        for entry in entries {
            let removed = entry.and_then(|entry| {
                if entry.file_name() == LOCK {
                    Ok(())
                } else if entry.file_type()?.is_dir() {
                    std::fs::remove_dir_all(entry.path())
                } else {
                    std::fs::remove_file(entry.path())
                }
            });
            if let Err(error) = removed {
                tracing::warn!(%error, "a printed sheet could not be removed");
                left += 1;
            }
        }
        if left > 0 { Err(stayed(left, &self.folder)) } else { Ok(()) }
    }

    /// Opens a sheet in the system's viewer and does not wait for it.
    ///
    /// # Errors
    /// When the system has no viewer to start.
    pub fn open(&self, sheet: &Path) -> Result<()> {
        let refused = |e: std::io::Error| {
            Problem::file(t!("No viewer could be started for the sheet: {path}", path = sheet.display()))
                .hint(t!("Open the file by hand, or install a PDF viewer"))
                .because(e)
        };
        start(&mut viewer(sheet)).map_err(refused)
    }

    /// Sends a sheet to a printer by its system name, or to the default one. Waits until the system has taken it.
    ///
    /// # Errors
    /// When the system has no print command or refuses the sheet; it can then be opened and printed from the viewer.
    pub fn print(&self, sheet: &Path, printer: Option<&str>) -> Result<()> {
        let failed = || {
            Problem::file(t!("The sheet could not be sent to the printer: {path}", path = sheet.display()))
                .hint(t!("Open it in the viewer and print it from there"))
        };
        let mut last = failed();
        for mut command in printers(sheet, printer) {
            match command.stdin(Stdio::null()).output() {
                Ok(output) if output.status.success() => return Ok(()),
                Ok(output) => {
                    last = failed().because(String::from_utf8_lossy(&output.stderr).trim().to_owned());
                    break;
                }
                // This command is not installed; the next may be.
                Err(e) => last = failed().because(e),
            }
        }
        Err(last)
    }
}

/// The folder for sheets of one opening of one office, below the system's folder for passing things. It is emptied and removed
/// when this value goes. A sheet that a viewer holds then, or one left by a program that was killed, goes the next time.
#[derive(Debug)]
pub struct PrivateOutbox {
    outbox: Outbox,
    /// Locked while the folder is in use, so that another program knows to leave it alone.
    lock: Option<File>,
}

const PLACES: &str = "wardroom-papers-";
const LOCK: &str = ".in-use";

impl PrivateOutbox {
    /// Removes what other times left, then makes a new folder.
    ///
    /// # Errors
    /// When no folder can be made or locked.
    pub fn new() -> Result<Self> {
        Self::below(&std::env::temp_dir())
    }

    fn below(place: &Path) -> Result<Self> {
        sweep(place);
        let failed = |e: std::io::Error| cannot_write(place, e);
        let folder = tempfile::Builder::new().prefix(PLACES).tempdir_in(place).map_err(failed)?;
        let unnamed = folder.path().join("lock");
        let lock = File::create_new(&unnamed).map_err(failed)?;
        lock.lock().map_err(failed)?;
        // It gets its name once it is locked, so that nobody can take it for one that was left.
        std::fs::rename(&unnamed, folder.path().join(LOCK)).map_err(failed)?;
        let outbox = Outbox::new(folder.path())?;
        // From here on this value removes it: it goes on after a sheet that cannot be removed.
        let _path: PathBuf = folder.keep();
        Ok(Self { outbox, lock: Some(lock) })
    }

    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }
}

impl Drop for PrivateOutbox {
    fn drop(&mut self) {
        // Windows removes no file that is open, the lock's included.
        self.lock = None;
        clear(&self.outbox);
    }
}

/// Removes a folder that nobody uses. While a sheet stays in it, its lock stays too: by it the next time knows the folder.
fn clear(outbox: &Outbox) {
    if let Err(problem) = outbox.empty() {
        tracing::warn!(%problem, "sheets stay until the next time");
        return;
    }
    whole_file::remove(&outbox.folder().join(LOCK));
    if let Err(error) = std::fs::remove_dir(outbox.folder()) {
        tracing::warn!(%error, "the folder for sheets could not be removed");
    }
}

/// Removes the folders that nobody has locked any more. One without a lock was never used.
fn sweep(place: &Path) {
    let Ok(entries) = std::fs::read_dir(place) else { return };
    for entry in entries.filter_map(std::result::Result::ok) {
        let is_ours = entry.file_name().to_string_lossy().starts_with(PLACES);
        // A link with such a name would lead the removal somewhere else.
        if !is_ours || !entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            continue;
        }
        let folder = entry.path();
        let Ok(lock) = File::options().write(true).open(folder.join(LOCK)) else { continue };
        if lock.try_lock().is_ok() {
            drop(lock);
            clear(&Outbox { folder });
        }
    }
}

fn stayed(count: usize, folder: &Path) -> Problem {
    Problem::file(t!("{count} printed sheets could not be removed from {path}", count = count, path = folder.display()))
        .hint(t!("Close the viewer that shows them; they are removed the next time"))
}

/// Letters, figures, spaces and a few marks; no path, no device name, no leading dot.
fn safe_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | '(' | ')') { c } else { '-' })
        .take(120)
        .collect();
    let kept = kept.trim_matches(['.', ' ']).to_owned();
    let stem = kept.split('.').next().unwrap_or("").to_uppercase();
    let device = matches!(stem.as_str(), "" | "CON" | "PRN" | "AUX" | "NUL")
        || (stem.len() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")));
    if device { format!("sheet-{kept}") } else { kept }
}

#[cfg(unix)]
fn private_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
    if !folder.is_dir() {
        std::fs::DirBuilder::new().mode(0o700).create(folder)?;
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// On Windows a folder below the user's own is closed to others by inheritance.
#[cfg(not(unix))]
fn private_folder(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// Starts a program in a thread that waits for it, so that no dead process is left until we end.
fn start(command: &mut Command) -> std::io::Result<()> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    std::thread::Builder::new().name("viewer".to_owned()).spawn(move || {
        if let Err(error) = child.wait() {
            tracing::debug!(%error, "the viewer's end was not seen");
        }
    })?;
    Ok(())
}

fn viewer(sheet: &Path) -> Command {
    if cfg!(windows) {
        // Not through cmd.exe, which would read marks in the name as its own, nor through url.dll, which loses letters that the
        // system's old code page lacks.
        let mut command = Command::new("explorer.exe");
        command.arg(sheet);
        command
    } else if cfg!(target_os = "macos") {
        let mut command = Command::new("open");
        command.arg(sheet);
        command
    } else {
        let mut command = Command::new("xdg-open");
        command.arg(sheet);
        command
    }
}

/// The window's program has no console; without this Windows would open one for a moment.
#[cfg(windows)]
fn without_console(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(CREATE_NO_WINDOW);
}

#[cfg(not(windows))]
fn without_console(_command: &mut Command) {}

/// The commands to try, in order.
fn printers(sheet: &Path, printer: Option<&str>) -> Vec<Command> {
    if cfg!(windows) {
        // The values go by environment, so that no mark in a name is read as part of the script.
        let mut command = Command::new("powershell.exe");
        let script = if printer.is_some() {
            "Start-Process -FilePath $env:WARDROOM_SHEET -Verb PrintTo -ArgumentList ('\"' + $env:WARDROOM_PRINTER + '\"') \
             -WindowStyle Hidden -ErrorAction Stop"
        } else {
            "Start-Process -FilePath $env:WARDROOM_SHEET -Verb Print -WindowStyle Hidden -ErrorAction Stop"
        };
        command.args(["-NoProfile", "-NonInteractive", "-Command", script]).env("WARDROOM_SHEET", sheet);
        if let Some(printer) = printer {
            command.env("WARDROOM_PRINTER", printer);
        }
        without_console(&mut command);
        return vec![command];
    }
    let mut lp = Command::new("lp");
    let mut lpr = Command::new("lpr");
    if let Some(printer) = printer {
        lp.args(["-d", printer]);
        lpr.args(["-P", printer]);
    }
    lp.arg("--").arg(sheet);
    lpr.arg(sheet);
    vec![lp, lpr]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_lie_in_a_private_folder_and_go() {
        let above = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(above.path().join("deep/outbox")).unwrap();
        let path = outbox.put(b"%PDF-1.7", "Receipt 2026/0001: Żółkiewski.pdf").unwrap();
        assert_eq!(path.file_name().unwrap(), "Receipt 2026-0001- Żółkiewski.pdf");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
            assert_eq!(mode(outbox.folder()), 0o700);
            assert_eq!(mode(&path), 0o600);
        }
        outbox.empty().unwrap();
        assert_eq!(std::fs::read_dir(outbox.folder()).unwrap().count(), 0);
        std::fs::remove_dir(outbox.folder()).unwrap();
        outbox.empty().unwrap();
    }

    #[test]
    fn sheets_of_a_killed_program_go_the_next_time_and_those_in_use_stay() {
        let place = tempfile::tempdir().unwrap();
        let count = || std::fs::read_dir(place.path()).unwrap().count();
        let killed = PrivateOutbox::below(place.path()).unwrap();
        let left = killed.outbox().put(b"%PDF-1.7", "left.pdf").unwrap();
        let in_use = PrivateOutbox::below(place.path()).unwrap();
        let shown = in_use.outbox().put(b"%PDF-1.7", "shown.pdf").unwrap();
        assert!(left.exists(), "a folder in use was emptied");
        // A killed program's lock goes with it, its folder does not.
        let mut killed = std::mem::ManuallyDrop::new(killed);
        killed.lock = None;
        let third = PrivateOutbox::below(place.path()).unwrap();
        assert!(!left.exists() && shown.exists());
        assert_eq!(count(), 2);
        drop((in_use, third));
        assert_eq!(count(), 0);
    }

    #[test]
    #[cfg(windows)]
    fn a_sheet_that_a_viewer_holds_goes_the_next_time_and_the_others_at_once() {
        use std::os::windows::fs::OpenOptionsExt as _;
        const READ: u32 = 1;
        let place = tempfile::tempdir().unwrap();
        let outbox = PrivateOutbox::below(place.path()).unwrap();
        let held = outbox.outbox().put(b"%PDF-1.7", "a held.pdf").unwrap();
        let other = outbox.outbox().put(b"%PDF-1.7", "b other.pdf").unwrap();
        let viewer = File::options().read(true).share_mode(READ).open(&held).unwrap();
        drop(outbox);
        assert!(held.exists() && !other.exists());
        drop(viewer);
        drop(PrivateOutbox::below(place.path()).unwrap());
        assert!(!held.exists(), "{}", held.display());
    }

    #[cfg(unix)]
    #[test]
    fn an_open_folder_is_closed_and_a_link_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let above = tempfile::tempdir().unwrap();
        let open = above.path().join("open");
        std::fs::create_dir(&open).unwrap();
        std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o777)).unwrap();
        Outbox::new(&open).unwrap();
        assert_eq!(std::fs::metadata(&open).unwrap().permissions().mode() & 0o777, 0o700);
        let link = above.path().join("link");
        std::os::unix::fs::symlink(&open, &link).unwrap();
        assert!(Outbox::new(&link).is_err());
    }

    #[test]
    fn names_cannot_leave_the_folder() {
        for (name, safe) in [
            ("../../etc/passwd", "-..-etc-passwd"),
            ("..", "sheet-"),
            ("con.pdf", "sheet-con.pdf"),
            ("-rf.pdf", "-rf.pdf"),
            (".hidden", "hidden"),
            ("a\\b\u{202E}c.pdf", "a-b-c.pdf"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
    }

    #[test]
    fn a_sheet_that_cannot_be_printed_says_what_to_do() {
        let above = tempfile::tempdir().unwrap();
        let outbox = Outbox::new(above.path().join("outbox")).unwrap();
        let printed = outbox.print(&outbox.folder().join("no.pdf"), Some("no such printer"));
        if cfg!(windows) && printed.is_ok() {
            println!("skipped: the powershell of this system does nothing and calls it success");
            return;
        }
        assert!(printed.unwrap_err().hint.unwrap().contains("viewer"));
    }
}
