//! Measures everything and prints the table of `benches/RESULTS.md`.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use wardroom::kit::{Problem, Result, text, whole_file};

use crate::alone::Alone;
use crate::measure::FEW;
use crate::spread::Spread;
use crate::{alone, bank, big, measure, peers, register, rules, segments};

/// The long lists that are scrolled: what they hold, the key of the screen, and what it shows.
pub const LISTS: [(&str, &str, &str); 2] =
    [("people", "people.list", ""), ("entries", "money.entries", "2016-01-01..2025-12-31")];

/// One line of the table at one size.
struct Line {
    what: String,
    value: String,
    aim: &'static str,
    missed: bool,
}

/// One comparison at one size.
struct Beside {
    what: &'static str,
    command: &'static str,
    ours: Duration,
    theirs: Option<Duration>,
}

#[derive(Default)]
struct Results {
    lines: Vec<Line>,
    beside: Vec<Beside>,
}

impl Results {
    fn add(&mut self, what: impl Into<String>, value: impl Into<String>) {
        self.lines.push(Line { what: what.into(), value: value.into(), aim: "", missed: false });
    }

    fn aim(&mut self, what: impl Into<String>, value: impl Into<String>, aim: &'static str, met: bool) {
        self.lines.push(Line { what: what.into(), value: value.into(), aim, missed: !met });
    }

    fn beside(&mut self, what: &'static str, command: &'static str, ours: Duration, theirs: Option<Duration>) {
        self.beside.push(Beside { what, command, ours, theirs });
    }
}

/// Measures every size and writes the table.
pub fn print(sizes: &[usize]) -> Result<()> {
    let mut columns = Vec::new();
    for people in sizes {
        columns.push(at(*people)?);
    }
    eprintln!("the bank, and the rules of the law, by themselves");
    let mut alone = bank::measure(10_000)?;
    alone.extend(rules::measure(1_000_000)?);
    let page = page(sizes, &columns, &alone);
    println!("{page}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md");
    whole_file::write_whole(&path, page.as_bytes())
}

fn at(people: usize) -> Result<Results> {
    let mut results = Results::default();
    let say = |what: &str| eprintln!("{} people: {what}", text::count(people));
    say("importing");
    importing(&mut results, people)?;
    let kept = big::office(people)?;
    let place = tempfile::tempdir_in(big::folder()).map_err(|e| big::failed(&kept, e))?;
    let path = place.path().join("bench.wardroom");
    std::fs::copy(&kept, &path).map_err(|e| big::failed(&path, e))?;
    say("opening");
    opening(&mut results, &path);
    say("searching");
    searching(&mut results, &path, people);
    say("balances, saving, scrolling");
    working(&mut results, &path, people)?;
    say("segments");
    asking(&mut results, people)?;
    say("members");
    members(&mut results, people)?;
    say("receipts");
    receipts(&mut results, people)?;
    say("coming to rest");
    resting(&mut results, &path);
    Ok(results)
}

/// Brings everything in, in a process of its own; the office stays for what comes after, and what it took lies beside it.
fn importing(results: &mut Results, people: usize) -> Result<()> {
    let note = big::path(people).with_extension("took");
    let before = std::env::var_os("WARDROOM_KEPT").and_then(|_| numbers(&std::fs::read_to_string(&note).ok()?));
    let [members, donations, peak] = match before {
        Some(before) => before,
        None => {
            let took = child("import", people)?;
            whole_file::write_whole(&note, took.map(|n: f64| n.to_string()).join(" ").as_bytes())?;
            took
        }
    };
    let fast = |rows: f64| (format!("{} rows/s", text::count(rows as usize)), rows >= 30_000.0);
    let (value, met) = fast(people as f64 / members);
    results.aim("import people: validate, match, journal, index, seal", value, "≥ 30,000 rows/s", met);
    let all = (people + big::RECEIPTS.min(people)) as f64;
    let (value, met) = fast(all / donations);
    results.aim("import donations: validate, match donors, post, seal", value, "≥ 30,000 rows/s", met);
    results.add("import: memory at its peak", format!("{peak:.0} MB"));
    let plain = peers::sqlite_import(&big::members(people)?);
    results.beside(
        "import people",
        "`sqlite3 x.db '.import --csv people.csv people'`",
        Duration::from_secs_f64(members),
        plain,
    );
    Ok(())
}

fn opening(results: &mut Results, path: &Path) {
    let spread = measure::opening(path, 15);
    results.aim("open", both(&spread), "p95 < 1 s", spread.part(95) < Duration::from_secs(1));
    let theirs = peers::sqlite(path, "SELECT count(*) FROM person");
    results.beside("open", "`sqlite3 FILE 'SELECT count(*) FROM person'`", spread.part(50), theirs);
    let home = measure::opening_home(path, 3);
    results.aim(
        "open, to Home with all its figures",
        ms(home.part(50)),
        "< 1 s",
        home.part(50) < Duration::from_secs(1),
    );
}

fn searching(results: &mut Results, path: &Path, people: usize) {
    let typed = measure::typed(people, 60);
    let office = measure::open(path);
    let most = Duration::from_millis(if people > 100_000 { 50 } else { 10 });
    let aim = "p95 < 10 ms (50 ms from a million)";
    let mut all = Spread::default();
    for (what, letters) in
        [("one letter", 1..2), ("two or three letters", 2..4), ("four to the full text", 4..usize::MAX)]
    {
        let texts: Vec<String> = typed.iter().filter(|t| letters.contains(&t.chars().count())).cloned().collect();
        let spread = measure::searches(&texts, |text| measure::search(&office, text, FEW));
        results.add(format!("search as you type: {what}"), three(&spread));
        all = all.join(&spread);
    }
    results.aim("search as you type: all of it", three(&all), aim, all.part(95) < most);
    let list = measure::searches(&typed, |text| measure::search_list(&office, text));
    results.aim("the same in the list of people, up to 500 hits", three(&list), aim, list.part(95) < most);
    office.close().expect("it closes");
    let scan = peers::sqlite(path, "SELECT id, name FROM person WHERE name LIKE '%zolkiewskx%'");
    results.beside(
        "search, p95",
        "`sqlite3 FILE \"SELECT id, name FROM person WHERE name LIKE '%…%'\"`",
        all.part(95),
        scan,
    );
}

fn working(results: &mut Results, path: &Path, people: usize) -> Result<()> {
    let mut office = measure::open(path);
    let balances = Spread::of(10, |_| measure::balances(&office));
    results.aim(
        "all balances: accounts, categories, funds",
        ms(balances.part(50)),
        "< 1 s",
        balances.part(95) < Duration::from_secs(1),
    );
    let person = Spread::of(40, |_| measure::save_person(&mut office));
    results.add("save a person", both(&person));
    let donor = measure::save_person(&mut office);
    let donation = Spread::of(40, |_| measure::save_donation(&mut office, donor));
    results.add("save a donation", both(&donation));
    let page = Spread::of(40, |at| measure::page(&office, people, at, 40));
    results.add("a page of 200 rows, anywhere in the list of people", both(&page));
    for (name, screen, filter) in LISTS {
        let (frames, back) = measure::frames(office, screen, filter, 600);
        office = back;
        let value = format!("{}, longest {}", both(&frames), ms(frames.longest()));
        results.aim(
            format!("a frame while the list of {name} scrolls"),
            value,
            "p95 < 8 ms",
            frames.part(95) < Duration::from_millis(8),
        );
    }
    office.close()?;
    let sums = "SELECT account, category, fund, sum(amount) FROM entry_line GROUP BY 1, 2, 3";
    results.beside(
        "all balances",
        "`sqlite3 FILE 'SELECT account, category, fund, sum(amount) FROM entry_line GROUP BY 1, 2, 3'`",
        balances.part(50),
        peers::sqlite(path, sums),
    );
    results.beside(
        "save a person",
        "one write of 4 KiB that waits for the disk, as `dd oflag=dsync bs=4k` does",
        person.part(50),
        peers::synced_write(),
    );
    Ok(())
}

/// Segments, in a process and an office of their own, which gets members.
fn asking(results: &mut Results, people: usize) -> Result<()> {
    let numbers: [f64; 2 * ASKED] = child("segments", people)?;
    let most = if people > 100_000 { 3.0 } else { 1.0 };
    for ((name, _), took) in segments::asked().into_iter().zip(numbers.chunks(2)) {
        let [count, list] = took else { continue };
        let value = [count, list].map(|took| ms(Duration::from_secs_f64(*took))).join(", listed ");
        results.aim(format!("segment: {name}: counted"), value, "< 1 s (3 s from a million)", *count < most);
    }
    Ok(())
}

/// Members, in a process and an office of their own.
fn members(results: &mut Results, people: usize) -> Result<()> {
    let said = told("register", people)?;
    for line in said.lines() {
        let [took, within, what, shows] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        let seconds = |text: &str| text.parse().map(Duration::from_secs_f64).unwrap_or_default();
        let (took, within) = (seconds(took), seconds(within));
        let shows = if shows.is_empty() { String::new() } else { format!(", {shows}") };
        let aim = register::aim_of(what);
        results.aim(format!("members: {what}"), format!("{}{shows}", ms(took)), aim, took <= within);
    }
    Ok(())
}

/// How many segments are measured.
const ASKED: usize = 6;

fn receipts(results: &mut Results, people: usize) -> Result<()> {
    let [count, issued, printed, peak] = child("receipts", people)?;
    let all = issued + printed;
    let many = text::count(count as usize);
    results.aim(
        format!("{many} yearly receipts: listed, issued, printed"),
        format!("{all:.1} s"),
        "< 15 s",
        all < 15.0,
    );
    results.add("of that, printing", format!("{printed:.1} s, {:.0} pages/s", count / printed));
    results.aim("receipts: memory at its peak", format!("{peak:.0} MB"), "< 150 MB", peak < 150.0);
    results.beside(
        "print the receipts",
        "ReportLab, as many pages of thirty lines (`python3`, see `benches/office/peers.rs`)",
        Duration::from_secs_f64(printed),
        peers::reportlab(count as usize),
    );
    Ok(())
}

fn resting(results: &mut Results, path: &Path) {
    let rest = measure::rest(path, Duration::from_secs(10));
    results.add(
        "from opening until the whole file is proved against its seal",
        format!("{:.1} s", rest.after.as_secs_f64()),
    );
    let seconds = rest.watched.as_secs();
    results.aim(
        format!("frames drawn in {seconds} s while nothing happens"),
        rest.frames.to_string(),
        "0",
        rest.frames == 0,
    );
}

/// Does a part in a process of its own.
fn child<const N: usize>(part: &str, people: usize) -> Result<[f64; N]> {
    let said = told(part, people)?;
    numbers(&said).ok_or_else(|| Problem::file(format!("The part “{part}” of the benchmark failed")).because(said))
}

/// What that process says on its standard output.
fn told(part: &str, people: usize) -> Result<String> {
    let failed = || Problem::file(format!("The part “{part}” of the benchmark failed"));
    let program = std::env::current_exe().map_err(|e| failed().because(e))?;
    let done = Command::new(program)
        .args(["--part", part, &people.to_string()])
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|e| failed().because(e))?;
    if !done.status.success() {
        return Err(failed());
    }
    Ok(String::from_utf8_lossy(&done.stdout).into_owned())
}

fn numbers<const N: usize>(said: &str) -> Option<[f64; N]> {
    let numbers: Vec<f64> = said.split_whitespace().filter_map(|n| n.parse().ok()).collect();
    numbers.try_into().ok()
}

/// What [`child`] runs; it answers with numbers on standard output: seconds, and the peak of memory in MB.
pub fn part(part: &str, people: usize) -> Result<()> {
    if part == "import" {
        let [members, donations] = big::make(people)?;
        println!("{} {} {}", members.as_secs_f64(), donations.as_secs_f64(), peak());
        return Ok(());
    }
    if part == "register" {
        for line in register::measured(people)? {
            let (took, within) = (line.took.as_secs_f64(), line.within.as_secs_f64());
            println!("{took}\t{within}\t{}\t{}", line.what, line.said);
        }
        return Ok(());
    }
    let kept = big::office(people)?;
    let place = tempfile::tempdir_in(big::folder()).map_err(|e| big::failed(&kept, e))?;
    let path = place.path().join("part.wardroom");
    std::fs::copy(&kept, &path).map_err(|e| big::failed(&path, e))?;
    if part == "segments" {
        let office = segments::with_members(&path)?;
        let mut numbers = Vec::new();
        for (name, asks) in segments::asked() {
            let (count, list, held) = segments::times(&office, &asks, 3)?;
            eprintln!("  {held} people: {name}");
            numbers.extend([count, list].map(|spread| spread.part(50).as_secs_f64().to_string()));
        }
        office.close()?;
        println!("{}", numbers.join(" "));
        return Ok(());
    }
    let mut office = measure::open(&path);
    let run = measure::receipts(&mut office, &place.path().join("receipts.pdf"))?;
    office.close()?;
    println!("{} {} {} {}", run.receipts, run.issued.as_secs_f64(), run.printed.as_secs_f64(), peak());
    Ok(())
}

/// The most memory this process held, in MB; not a number where the system does not say.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next())
        .and_then(|kb| kb.parse::<f64>().ok())
        .map_or(f64::NAN, |kb| kb / 1024.0)
}

fn ms(time: Duration) -> String {
    let ms = time.as_secs_f64() * 1e3;
    match ms {
        _ if ms >= 1000.0 => format!("{:.2} s", ms / 1e3),
        _ if ms >= 10.0 => format!("{ms:.0} ms"),
        _ if ms >= 0.1 => format!("{ms:.1} ms"),
        _ => format!("{:.0} µs", ms * 1e3),
    }
}

fn both(spread: &Spread) -> String {
    format!("{}, p95 {}", ms(spread.part(50)), ms(spread.part(95)))
}

fn three(spread: &Spread) -> String {
    format!("{}, p99 {}", both(spread), ms(spread.part(99)))
}

fn page(sizes: &[usize], columns: &[Results], by_themselves: &[Alone]) -> String {
    let kept = if std::env::var_os("WARDROOM_KEPT").is_some() { "WARDROOM_KEPT=1 " } else { "" };
    let list = sizes.iter().map(usize::to_string).collect::<Vec<_>>().join(",");
    let mut out = format!(
        "# Results\n\nMade by `{kept}WARDROOM_PEOPLE={list} cargo bench -- --table`, Wardroom {}, on {}.\n\n\
         Each office has the people of its column, as many donations over nine years, and {} more in {}, which are receipted. \
         Times are the middle one of several unless they say p95 or p99; the file is in the system’s cache. **Bold** misses its aim.\n\n",
        env!("CARGO_PKG_VERSION"),
        machine(),
        text::count(big::RECEIPTS),
        big::YEAR,
    );
    let heads: Vec<String> = sizes.iter().map(|n| format!("{} people", text::count(*n))).collect();
    out.push_str(&format!("| what | {} | aim |\n|---|{}---|\n", heads.join(" | "), "---|".repeat(sizes.len())));
    for (at, line) in columns.first().map_or(&[][..], |c| &c.lines).iter().enumerate() {
        let cells: Vec<String> = columns
            .iter()
            .filter_map(|column| column.lines.get(at))
            .map(|line| if line.missed { format!("**{}**", line.value) } else { line.value.clone() })
            .collect();
        out.push_str(&format!("| {} | {} | {} |\n", line.what, cells.join(" | "), line.aim));
    }
    out.push_str(&format!(
        "\nBeside what anybody can run on the same machine (our time divided by theirs; less is better):\n\n\
         | what | {} | beside |\n|---|{}---|\n",
        heads.join(" | "),
        "---|".repeat(sizes.len())
    ));
    for (at, beside) in columns.first().map_or(&[][..], |c| &c.beside).iter().enumerate() {
        let cells: Vec<String> = columns.iter().filter_map(|c| c.beside.get(at)).map(ratio).collect();
        out.push_str(&format!("| {} | {} | {} |\n", beside.what, cells.join(" | "), beside.command));
    }
    out.push_str("\nThe bank and the rules of the law by themselves (`cargo bench -- --bank`, `--rules 1000000`):\n\n");
    out.push_str(&alone::table(by_themselves));
    out
}

fn ratio(beside: &Beside) -> String {
    let Some(theirs) = beside.theirs else { return "not installed".to_owned() };
    let times = beside.ours.as_secs_f64() / theirs.as_secs_f64().max(1e-9);
    format!("{} : {} = {times:.2}", ms(beside.ours), ms(theirs))
}

/// Cores, memory, how busy they were, and system, as far as the system says.
fn machine() -> String {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_default();
    let after = |text: String, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once([':', '='])
            .map(|(_, value)| value.trim().trim_matches('"').to_owned())
            .filter(|v| !v.is_empty())
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let model = after(read("/proc/cpuinfo"), "model name").map_or(String::new(), |model| format!(" of {model}"));
    let memory = after(read("/proc/meminfo"), "MemTotal").and_then(|kb| kb.split(' ').next()?.parse::<u64>().ok());
    let memory = memory.map_or(String::new(), |kb| format!(", {} GB of memory", kb.div_ceil(1 << 20)));
    let system = after(read("/etc/os-release"), "PRETTY_NAME").unwrap_or_else(|| std::env::consts::OS.to_owned());
    // What else ran meanwhile takes its share of every number.
    let load = read("/proc/loadavg").split(' ').nth(1).map_or(String::new(), |load| format!(", load {load}"));
    format!("{cores} cores{model}{memory}{load}, {system} ({})", std::env::consts::ARCH)
}
