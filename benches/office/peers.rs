//! What the results are held beside: things that a reader can run on the same machine. One that is not installed is left out.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::big;
use crate::spread::Spread;

/// Runs a command; nothing where it is not installed or fails.
fn run(program: &str, args: &[&str], input: &str) -> Option<Duration> {
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    child.stdin.take()?.write_all(input.as_bytes()).ok()?;
    child.wait().ok()?.success().then(|| start.elapsed())
}

/// The shortest of a few runs of SQLite's own shell on the file.
pub fn sqlite(file: &Path, sql: &str) -> Option<Duration> {
    (0..3).map(|_| run("sqlite3", &[file.to_str()?, sql], "")).min().flatten()
}

/// The list of people into a table without keys, types or index.
pub fn sqlite_import(list: &Path) -> Option<Duration> {
    let place = tempfile::tempdir_in(big::folder()).ok()?;
    let file = place.path().join("plain.db");
    let import = format!(".import --csv \"{}\" people", list.to_str()?);
    run("sqlite3", &[file.to_str()?, &import], "")
}

/// Four kilobytes that are on the disk when the call returns.
pub fn synced_write() -> Option<Duration> {
    let mut file = tempfile::tempfile_in(big::folder()).ok()?;
    let spread = Spread::of(50, |_| file.write_all(&[7; 4096]).and_then(|()| file.sync_data()));
    Some(spread.part(50))
}

/// As many pages of thirty lines by ReportLab, with a font that every reader has, so that nothing is embedded.
pub fn reportlab(pages: usize) -> Option<Duration> {
    let place = tempfile::tempdir_in(big::folder()).ok()?;
    let script = format!(
        "from reportlab.pdfgen.canvas import Canvas\n\
         c = Canvas({:?})\n\
         for p in range({pages}):\n\
         \x20   for i in range(30): c.drawString(56, 780 - 24 * i, 'Receipt %d, line %d: Riverside branch' % (p, i))\n\
         \x20   c.showPage()\n\
         c.save()\n",
        place.path().join("plain.pdf")
    );
    run("python3", &["-"], &script)
}
