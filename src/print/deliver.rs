//! Handing a finished sheet to the system's viewer or printer, from a private folder that can be emptied.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::kit::whole_file::{cannot_write, write_whole};
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

    /// Removes everything in the folder. A sheet that a viewer still holds stays until the next time.
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
                if entry.file_type()?.is_dir() {
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
        // Not through cmd.exe, which would read marks in the name as its own.
        let mut command = Command::new("rundll32.exe");
        command.arg("url.dll,FileProtocolHandler").arg(sheet);
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
        let problem = outbox.print(&outbox.folder().join("no.pdf"), Some("no such printer")).unwrap_err();
        assert!(problem.hint.unwrap().contains("viewer"));
    }
}
