//! Faults: a program killed at any moment, bytes flipped, files cut short or copied mid-write, a full disk.
//!
//! `cargo test` runs short forms. The long ones: `WARDROOM_FAULTS=long cargo test --test main faults -- --nocapture`
//! (300 kills, 10,000 mutated files).

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use rusqlite::params;
use wardroom::kit::ProblemKind;
use wardroom::office::{Office, Passphrase, Secret, Severity};

use crate::common::{self, STEP, add_person, insert_person, people, place, stepping};

fn is_long() -> bool {
    std::env::var("WARDROOM_FAULTS").is_ok_and(|v| v == "long")
}

/// A small generator of random numbers, so that a failing case can be repeated by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit.max(1)
    }
}

/// One step of many rows: a person and three addresses. Half a step would show as another number of addresses.
fn whole_step(office: &mut Office, n: u64) {
    office
        .transact(&STEP, |tx| {
            let person = tx.new_id();
            insert_person(tx.conn(), person, &format!("Person {n}"))?;
            for street in ["a", "b", "c"] {
                tx.conn().execute(
                    "INSERT INTO person_address (id, person, street) VALUES (?1, ?2, ?3)",
                    params![tx.new_id(), person, street.repeat(200)],
                )?;
            }
            tx.conn().execute("UPDATE office SET letterhead = ?1", [format!("step {n}")])?;
            Ok(())
        })
        .unwrap();
}

/// Not a test of its own: the process that the next one kills. It says that it runs, that it has opened the file, and the
/// number of each step once that is committed.
#[test]
fn writer_for_the_kill_test() {
    let Ok(path) = std::env::var("WARDROOM_KILL_FILE") else { return };
    eprintln!("running");
    let mut office = Office::open(Path::new(&path), &stepping()).unwrap();
    let start = people(&office).len() as u64;
    eprintln!("opened");
    for n in start.. {
        whole_step(&mut office, n);
        // In one write, so that a kill can cut the line but not leave out its middle.
        std::io::stderr().write_all(format!("acked {}\n", n + 1).as_bytes()).unwrap();
    }
}

/// Its lines, without a last one that the kill cut short.
fn whole_lines(from: impl Read) -> impl Iterator<Item = String> {
    let mut reader = BufReader::new(from);
    std::iter::from_fn(move || {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        line.strip_suffix('\n').map(str::to_owned)
    })
}

#[test]
fn only_whole_lines_of_a_killed_writer_are_read() {
    assert_eq!(whole_lines(&b"opened\nacked 1\nacked "[..]).collect::<Vec<_>>(), ["opened", "acked 1"]);
    assert_eq!(whole_lines(&b""[..]).count(), 0);
}

#[test]
fn a_writer_killed_at_any_moment_loses_nothing_acknowledged() {
    let (_folder, path) = place();
    Office::create(&path, &common::profile(), &stepping()).unwrap().close().unwrap();
    let mut random = Random(0x5EED);
    let kills = if is_long() { 300 } else { 8 };
    let mut least = 0_u64;
    for kill in 0..kills {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "files::faults::writer_for_the_kill_test", "--nocapture"])
            .env("WARDROOM_KILL_FILE", &path)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = whole_lines(child.stderr.take().unwrap());
        // Some are killed while they open the file, most while they write; on a busy machine no clock could tell.
        let sign = if kill % 4 == 0 { "running" } else { "opened" };
        assert!(lines.by_ref().any(|line| line == sign), "kill {kill}: the writer never was {sign}");
        let wait = Duration::from_millis(random.below(400));
        let killer = std::thread::Builder::new()
            .name("killer".to_owned())
            .spawn(move || {
                std::thread::sleep(wait);
                child.kill().unwrap();
                child.wait().unwrap();
            })
            .unwrap();
        for line in lines {
            if let Some(n) = line.strip_prefix("acked ") {
                least = least.max(n.parse().unwrap());
            }
        }
        killer.join().unwrap();
        // First as a reader, who may not touch the file or its hot journal, then as a writer, who recovers it.
        for how in [stepping().read_only(), stepping()] {
            let office = Office::open(&path, &how).unwrap();
            let count = people(&office).len() as u64;
            assert!(count >= least, "kill {kill}: {count} steps in the file, {least} acknowledged");
            let halves: i64 = office
                .read(|c| {
                    Ok(c.query_row(
                        "SELECT count(*) FROM person p WHERE (SELECT count(*) FROM person_address WHERE person = p.id) <> 3",
                        [],
                        |r| r.get(0),
                    )?)
                })
                .unwrap();
            assert_eq!(halves, 0, "kill {kill}: half a step");
            let said: String =
                office.read(|c| Ok(c.query_row("SELECT letterhead FROM office", [], |r| r.get(0))?)).unwrap();
            assert!(count == 0 || said == format!("step {}", count - 1));
            assert_eq!(office.check().unwrap(), [], "kill {kill}");
            office.close().unwrap();
        }
    }
    println!("{kills} kills, {least} steps acknowledged, none lost");
    assert!(least > 0);
}

/// Everything in the journaled tables and the history, as text.
fn dump(office: &Office) -> wardroom::kit::Result<Vec<String>> {
    office.read(|conn| {
        let mut lines = Vec::new();
        for table in ["office", "person", "person_address", "person_tag", "journal_op", "journal_row"] {
            let mut select = conn.prepare(&format!("SELECT * FROM {table} ORDER BY id"))?;
            let columns = select.column_count();
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                let mut line = table.to_owned();
                for at in 0..columns {
                    line.push_str(&format!("|{:?}", row.get_ref(at)?));
                }
                lines.push(line);
            }
        }
        Ok(lines)
    })
}

fn mutate(bytes: &mut Vec<u8>, random: &mut Random) -> String {
    let at = random.below(bytes.len() as u64) as usize;
    match random.below(5) {
        0 | 1 => {
            let bit = 1_u8 << random.below(8);
            bytes[at] ^= bit;
            format!("bit {bit} of byte {at}")
        }
        2 => {
            bytes.truncate(at);
            format!("cut to {at} bytes")
        }
        3 => {
            let end = (at + 1 + random.below(600) as usize).min(bytes.len());
            bytes[at..end].fill(0);
            format!("zeros from {at} to {end}")
        }
        _ => {
            let page = 4096.min(bytes.len());
            let pages = (bytes.len() / page).max(1) as u64;
            let (a, b) = (random.below(pages) as usize * page, random.below(pages) as usize * page);
            let copy = bytes[a..a + page].to_vec();
            bytes[b..b + page].copy_from_slice(&copy);
            format!("page at {a} copied over {b}")
        }
    }
}

#[test]
fn a_mutated_file_is_refused_or_found_out_or_reads_the_same() {
    for encrypted in [false, true] {
        let (folder, path) = place();
        let secret =
            if encrypted { Secret::Passphrase(Passphrase::new("correct horse battery")) } else { Secret::None };
        let mut office = Office::create(&path, &common::profile(), &stepping().secret(secret)).unwrap();
        for n in 0..20 {
            whole_step(&mut office, n);
        }
        add_person(&mut office, "Żółkiewski");
        office.undo("").unwrap();
        let key = office.key().cloned();
        let truth = dump(&office).unwrap();
        office.close().unwrap();
        let bytes = std::fs::read(&path).unwrap();
        let mutant = folder.path().join("mutant.wardroom");
        let mut random = Random(if encrypted { 77 } else { 99 });
        let (mut refused, mut found, mut same) = (0, 0, 0);
        for case in 0..if is_long() { 5000 } else { 120 } {
            let mut changed = bytes.clone();
            // The first is left as it is: it must read the same, or the others prove nothing.
            let what = if case == 0 { "nothing".to_owned() } else { mutate(&mut changed, &mut random) };
            std::fs::write(&mutant, &changed).unwrap();
            let how = stepping().secret(key.clone().map_or(Secret::None, Secret::Key)).read_only();
            let verdict = Office::open(&mutant, &how).and_then(|office| {
                let findings = office.check()?;
                Ok((findings.iter().any(|f| f.severity == Severity::Error), dump(&office)?))
            });
            match verdict {
                Err(problem) => {
                    refused += 1;
                    assert!(
                        matches!(problem.kind, ProblemKind::File | ProblemKind::Input | ProblemKind::Defect),
                        "{what}"
                    );
                }
                Ok((true, _)) => found += 1,
                Ok((false, rows)) => {
                    same += 1;
                    assert_eq!(rows, truth, "case {case}, {what}: called sound but reads otherwise");
                }
            }
            assert_eq!(std::fs::read(&mutant).unwrap(), changed, "case {case}, {what}: a reader wrote to the file");
        }
        println!("encrypted {encrypted}: {refused} refused, {found} found out, {same} read the same");
        assert!(refused > 0 && same > 0 && (encrypted || found > 0));
    }
}

#[test]
fn a_file_copied_in_the_middle_of_a_write_is_not_called_sound() {
    let (folder, path) = place();
    let copy = folder.path().join("copy.wardroom");
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    whole_step(&mut office, 0);
    let copied = office.transact(&STEP, |tx| {
        // A small cache makes SQLite write pages before the step is done.
        tx.conn().execute_batch("PRAGMA cache_size = 5; PRAGMA cache_spill = 1")?;
        for n in 0..400 {
            insert_person(tx.conn(), tx.new_id(), &format!("Half {n} {}", "x".repeat(300)))?;
        }
        std::fs::copy(&path, &copy).unwrap();
        Err::<(), _>(wardroom::kit::Problem::input("the program is killed here"))
    });
    assert!(copied.is_err());
    let sound = Office::open(&copy, &stepping().read_only()).and_then(|office| office.check());
    let called_sound = sound.is_ok_and(|findings| findings.iter().all(|f| f.severity != Severity::Error));
    let torn = std::fs::read(&copy).unwrap().windows(6).any(|w| w == b"Half 1");
    assert!(torn, "the copy holds nothing of the unfinished step, so this test proves nothing");
    assert!(!called_sound);
    assert_eq!(people(&office).len(), 1);
}

#[test]
fn a_full_disk_says_so_and_the_office_goes_on() {
    let (_folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    whole_step(&mut office, 0);
    let before = office.fingerprint().unwrap();
    let full = office.transact(&STEP, |tx| {
        let pages: i64 = tx.conn().query_row("PRAGMA page_count", [], |r| r.get(0))?;
        tx.conn().query_row(&format!("PRAGMA max_page_count = {}", pages + 2), [], |_| Ok(()))?;
        for n in 0..2000 {
            insert_person(tx.conn(), tx.new_id(), &format!("Too many {n}"))?;
        }
        Ok(())
    });
    let problem = full.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::File);
    assert!(problem.message.contains("disk is full"), "{problem}");
    office.read(|c| Ok(c.query_row("PRAGMA max_page_count = 1073741823", [], |_| Ok(()))?)).unwrap();
    assert_eq!(office.fingerprint().unwrap(), before);
    whole_step(&mut office, 1);
    assert_eq!(office.check().unwrap(), []);
}

#[test]
#[cfg(unix)]
fn a_folder_that_may_not_be_written_is_named_and_can_be_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, path) = place();
    let mut office = Office::create(&path, &common::profile(), &stepping()).unwrap();
    add_person(&mut office, "Ann");
    office.close().unwrap();
    let lock = |mode| std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    lock(0o555);
    if std::fs::write(folder.path().join("probe"), b"").is_ok() {
        lock(0o755);
        println!("skipped: this user may write everywhere");
        return;
    }
    let problem = Office::create(&folder.path().join("new.wardroom"), &common::profile(), &stepping()).unwrap_err();
    assert!(problem.message.contains("may not be written"), "{problem}");
    assert_eq!(people(&Office::open(&path, &stepping().read_only()).unwrap()), ["Ann"]);
    lock(0o755);
}
