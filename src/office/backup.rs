//! Backups: whole verified copies in one folder that the person knows, thinned as they grow old.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike as _, Duration, NaiveDateTime, Utc};

use super::Office;
use super::open::{How, MEMORY};
use super::{Fingerprint, Secret, fingerprint};
use crate::kit::{Problem, Result, whole_file};

/// How many daily, weekly and monthly copies stay.
pub const KEPT: (usize, usize, usize) = (12, 10, 9);

/// Automatic copies are at least this far apart.
pub const APART_MINUTES: i64 = 30;

/// A copy that was made and verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub path: PathBuf,
    pub fingerprint: Fingerprint,
}

/// What a copy is made before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Import,
    /// Merges come in rows; the copy before the first of them stands for those of the next half hour.
    Merge,
}

impl Before {
    /// As it stands in the name of the copy.
    pub fn words(self) -> &'static str {
        match self {
            Self::Import => "before import",
            Self::Merge => "before merge",
        }
    }
}

/// What there is to go back to before a step that changes much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A copy made and verified just now.
    Made(PathBuf),
    /// The newest copy holds just this state, or the one before the same row of steps, so no other was made.
    Already(PathBuf),
    /// An office in memory has no file that a copy could stand for.
    InMemory,
}

impl Kept {
    /// Where the copy lies.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::Made(path) | Self::Already(path) => Some(path),
            Self::InMemory => None,
        }
    }
}

/// Documents/Wardroom backups.
///
/// # Errors
/// When this system has no folder of documents.
pub fn usual_folder() -> Result<PathBuf> {
    directories::UserDirs::new()
        .and_then(|dirs| dirs.document_dir().map(Path::to_owned).or_else(|| Some(dirs.home_dir().to_owned())))
        .map(|folder| folder.join("Wardroom backups"))
        .ok_or_else(|| {
            Problem::file("This system names no folder for documents").hint("Choose a folder for backups in Settings")
        })
}

impl Office {
    /// Writes a copy to `to`, reopens it and compares its fingerprint with this file's. A file of that name is replaced
    /// only once the copy is proved.
    ///
    /// # Errors
    /// When the folder cannot be written, the disk is full, or the copy does not verify; then no file is left behind.
    pub fn backup(&self, to: &Path) -> Result<Backup> {
        if same_file(&self.path, to) {
            return Err(
                Problem::input("A backup cannot take the place of the office itself").hint("Choose another name")
            );
        }
        let folder = whole_file::folder_of(to);
        let place = tempfile::Builder::new()
            .prefix(".wardroom-backup-")
            .tempdir_in(folder)
            .map_err(|e| whole_file::cannot_write(to, e))?;
        let copy = place.path().join("copy");
        let Some(copy_name) = copy.to_str() else {
            return Err(Problem::file(format!("The name of this folder cannot be written: {}", folder.display())));
        };
        self.cancellable(|| Ok(self.conn.execute("VACUUM INTO ?1", [copy_name])?))?;
        let synced = std::fs::OpenOptions::new().write(true).open(&copy).and_then(|file| file.sync_all());
        synced.map_err(|e| whole_file::cannot_write(to, e))?;
        let fingerprint = verify_copy(self, &copy)?;
        whole_file::put_in_place(&copy, to)?;
        whole_file::clear_away(place);
        Ok(Backup { path: to.to_owned(), fingerprint })
    }

    /// Runs one long statement that stops where Cancel is pressed.
    fn cancellable<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let progress = self.progress();
        progress.stops(Some(self.conn.get_interrupt_handle()));
        let outcome = progress.unless_cancelled().and_then(|()| work());
        progress.stops(None);
        // Where it was stopped, the reason is the person's and not SQLite's.
        progress.unless_cancelled().and(outcome)
    }

    /// The fingerprint as it stands.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn fingerprint(&self) -> Result<Fingerprint> {
        fingerprint::stated(&self.conn)
    }
}

/// Opens a copy read-only, with the key of the office it was made from.
fn reopen(office: &Office, copy: &Path) -> Result<Office> {
    let secret = office.key.clone().map_or(Secret::None, Secret::Key);
    let how =
        How::new(office.setup, std::sync::Arc::clone(&office.clock), office.who.clone()).secret(secret).read_only();
    Office::open_unmigrated(copy, &how)
}

/// Reopens a copy read-only, recounts every table, and compares it with the office it was made from.
fn verify_copy(office: &Office, copy: &Path) -> Result<Fingerprint> {
    let failed = |problem: Problem| {
        Problem::file("The copy could not be verified, so it was thrown away; the office is untouched").because(problem)
    };
    let reopened = reopen(office, copy).map_err(failed)?;
    let mut recount = fingerprint::Recount::begin(&reopened.conn)?;
    let findings = loop {
        office.progress().unless_cancelled()?;
        if let Some(findings) = recount.step(&reopened.conn, 50_000).map_err(failed)? {
            break findings;
        }
    };
    let (copied, ours) = (reopened.fingerprint()?, office.fingerprint()?);
    reopened.close()?;
    match findings.first() {
        None if copied == ours => Ok(copied),
        None => {
            Err(Problem::file("The copy is not the same as the office, so it was thrown away; the office is untouched"))
        }
        Some(finding) => {
            Err(Problem::file(format!("The copy was thrown away: {}. The office is untouched", finding.what)))
        }
    }
}

/// A dated copy in a folder, which is made if it is missing.
///
/// # Errors
/// As [`Office::backup`].
pub fn copy_into(office: &Office, folder: &Path, why: &str) -> Result<Backup> {
    std::fs::create_dir_all(folder).map_err(|e| whole_file::cannot_write(folder, e))?;
    let at = office.clock.now();
    let mut name = format!("{} {}", stem(&office.path), at.format("%Y-%m-%d %H%M%S"));
    if !why.is_empty() {
        name.push_str(&format!(" {why}"));
    }
    // Another office of that name may have been copied in the same second.
    let named = |n: u32| folder.join(if n == 1 { format!("{name}.wardroom") } else { format!("{name} {n}.wardroom") });
    let free = (1..100).map(named).find(|path| !path.exists());
    office.backup(&free.unwrap_or_else(|| named(1)))
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or_else(|| "office".to_owned(), |s| s.to_string_lossy().into_owned())
}

/// The copies of one office in a folder, newest first, by the moment in their names.
pub fn list(folder: &Path, office: &Path) -> Vec<(PathBuf, DateTime<Utc>)> {
    let prefix = format!("{} ", stem(office));
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<_> = entries
        .filter_map(std::result::Result::ok)
        .filter_map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let rest = name.strip_prefix(&prefix)?.strip_suffix(".wardroom")?;
            let at = NaiveDateTime::parse_from_str(rest.get(..17)?, "%Y-%m-%d %H%M%S").ok()?;
            Some((entry.path(), at.and_utc()))
        })
        .collect();
    found.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    found
}

/// Makes an automatic copy if the newest is old enough, then thins the old ones.
///
/// # Errors
/// As [`Office::backup`].
pub fn automatic(office: &Office, folder: &Path) -> Result<Option<Backup>> {
    let now = office.clock.now();
    let copies = list(folder, &office.path);
    if copies.first().is_some_and(|(_, at)| now - *at < Duration::minutes(APART_MINUTES)) {
        return Ok(None);
    }
    let made = copy_into(office, folder, "")?;
    thin(&list(folder, &office.path), now);
    Ok(Some(made))
}

/// Makes a verified copy before an import or a merge, unless the newest one holds just this state, or was made before the first
/// of a row of merges; then thins the old ones. However short a time ago the last copy was made: what comes changes much.
///
/// # Errors
/// As [`Office::backup`]. The step it was for can be undone, so it goes on without a copy and says so; only a migration,
/// where undo stops, is refused.
pub fn before(office: &Office, folder: &Path, what: Before) -> Result<Kept> {
    if office.path == Path::new(MEMORY) {
        return Ok(Kept::InMemory);
    }
    if let Some(copy) = newest_if_current(office, folder) {
        return Ok(Kept::Already(copy));
    }
    if what == Before::Merge
        && let Some((path, at)) = list(folder, &office.path).into_iter().next()
        && stem(&path).contains(what.words())
        && office.clock.now() - at < Duration::minutes(APART_MINUTES)
    {
        return Ok(Kept::Already(path));
    }
    let made = copy_into(office, folder, what.words())?;
    thin(&list(folder, &office.path), office.clock.now());
    Ok(Kept::Made(made.path))
}

/// The newest copy, if it holds what the office holds now. It was verified when it was made.
pub fn newest_if_current(office: &Office, folder: &Path) -> Option<PathBuf> {
    let (path, _) = list(folder, &office.path).into_iter().next()?;
    let copy = reopen(office, &path).ok()?;
    let same = matches!((copy.fingerprint(), office.fingerprint()), (Ok(theirs), Ok(ours)) if theirs == ours);
    copy.close().ok()?;
    same.then_some(path)
}

/// Removes the copies that no daily, weekly or monthly place holds. Those before a migration stay, because undo stops there.
fn thin(copies: &[(PathBuf, DateTime<Utc>)], now: DateTime<Utc>) {
    let automatic: Vec<_> = copies.iter().filter(|(path, _)| !stem(path).contains(" before version ")).collect();
    let moments: Vec<_> = automatic.iter().map(|(_, at)| *at).collect();
    let keep = kept(&moments, now);
    for ((path, _), keep) in automatic.iter().zip(keep) {
        if !keep && let Err(error) = std::fs::remove_file(path) {
            tracing::debug!(%error, "an old backup could not be removed");
        }
    }
}

/// Which of some moments (newest first) stay: everything of the last day, then one a day, a week, a month.
pub fn kept(moments: &[DateTime<Utc>], now: DateTime<Utc>) -> Vec<bool> {
    let (days, weeks, months) = KEPT;
    let mut keep = vec![false; moments.len()];
    let mut seen_days: Vec<i32> = Vec::new();
    let mut seen_weeks: Vec<(i32, u32)> = Vec::new();
    let mut seen_months: Vec<(i32, u32)> = Vec::new();
    for (at, keep) in moments.iter().zip(keep.iter_mut()) {
        let day = at.num_days_from_ce();
        let week = (at.iso_week().year(), at.iso_week().week());
        let month = (at.year(), at.month());
        *keep |= now - *at < Duration::days(1);
        if !seen_days.contains(&day) && seen_days.len() < days {
            seen_days.push(day);
            *keep = true;
        }
        if !seen_weeks.contains(&week) && seen_weeks.len() < weeks {
            seen_weeks.push(week);
            *keep = true;
        }
        if !seen_months.contains(&month) && seen_months.len() < months {
            seen_months.push(month);
            *keep = true;
        }
    }
    keep
}

fn same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone as _;

    #[test]
    fn thinning_keeps_twelve_days_ten_weeks_nine_months() {
        let now = Utc.with_ymd_and_hms(2026, 11, 21, 12, 0, 0).unwrap();
        let moments: Vec<_> = (0..400 * 4).map(|quarter| now - Duration::hours(6 * quarter)).collect();
        let keep = kept(&moments, now);
        let kept: Vec<_> = moments.iter().zip(&keep).filter(|(_, k)| **k).map(|(m, _)| *m).collect();
        // All four of the last day, 11 more days, weeks and months beyond those.
        assert!(kept.len() >= 4 + 11 && kept.len() <= 4 + 12 + 10 + 9, "{}", kept.len());
        assert!(kept.iter().all(|m| now - *m < Duration::days(9 * 31)));
        assert!(kept.last().is_some_and(|m| now - *m > Duration::days(7 * 31)));
        let one_a_day =
            kept.iter().filter(|m| now - **m >= Duration::days(1)).map(|m| m.date_naive()).collect::<Vec<_>>();
        assert!(one_a_day.windows(2).all(|pair| pair.first() != pair.last()));
    }
}
