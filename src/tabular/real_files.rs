//! All real files that lie beside the project: each opens with sensible columns or is refused in words.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::*;
use crate::kit::Result;

/// The folder of real files, or `None` with a printed word where it is absent.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the real files are not here");
    None
}

fn files(folders: &[&str]) -> Vec<PathBuf> {
    let Some(data) = data() else { return Vec::new() };
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(data.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn opened(name: &str) -> Option<Result<Source>> {
    Some(open(&data()?.join(name), &Overrides::default()))
}

#[test]
fn every_file_opens_or_is_refused_in_words() {
    for path in files(&["finance", "payments", "contacts", "hostile", "polling", "bank"]) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let started = Instant::now();
        let result = open(&path, &Overrides::default());
        let took = started.elapsed();
        match &result {
            Ok(source) => {
                println!(
                    "{name}: {:?} {} {:?} header {:?} rows {} columns {} {:?} notes {:?} {took:?}",
                    source.format,
                    source.encoding.as_deref().unwrap_or("-"),
                    source.delimiter,
                    source.header_row,
                    source.row_count,
                    source.columns.len(),
                    source.columns.iter().take(6).map(|c| c.name.as_str()).collect::<Vec<_>>(),
                    source.notes.iter().take(2).collect::<Vec<_>>(),
                );
                assert!(!source.columns.is_empty(), "{name}");
                assert_eq!(source.rows().count(), source.row_count, "{name}");
            }
            Err(problem) => {
                println!("{name}: REFUSED {problem} | {}", problem.details());
                assert!(problem.hint.is_some(), "{name}: {problem}");
            }
        }
        assert!(took < Duration::from_secs(30), "{name} took {took:?}");
    }
}
