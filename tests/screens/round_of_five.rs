//! A whole round: five candidates and four scorers, two of them at one computer, one on the page in a browser, one on paper; one is
//! recused from a candidate, one leaves before the last, and two candidates are level.

use std::path::Path;
use std::sync::Arc;

use egui::Key;
use serde_json::{Value, json};
use wardroom::app::bench;
use wardroom::candidates::kit;
use wardroom::candidates::model::{CandidateId, RoundId, ScorerId};
use wardroom::candidates::{ops, store};
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, choose, contains, keys, press, settle, shows};
use crate::common::told::{done, office, refused_on, run, written};
use crate::common::{self, browser, panel};

const ROUND: &str = "Quay Ward by-election";
const SCRIPT: &str = include_str!("../fixtures/scoring_page/score.js");

fn reopened(file: &str) -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(3);
    Office::open(Path::new(file), &how).unwrap()
}

fn at(file: &str, key: &'static str, filter: &str) -> Window {
    let size = [1366.0, 768.0];
    bench::screen_on(Canvas::default(), Theme::default(), size, reopened(file), subjects::ALL, key, filter).unwrap()
}

/// A word of a scorer that no one may read before the round is opened.
fn note(scorer: usize, candidate: usize) -> String {
    format!("PERIWINKLE {scorer}{candidate}")
}

fn figure(points: Option<i64>) -> Key {
    [Key::Num0, Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5][usize::try_from(points.unwrap_or(0)).unwrap()]
}

/// At the shared computer: a passphrase, conflicts, then every card by the keyboard; the desk is locked afterwards.
fn scores_here(window: &mut Window, scorer: usize) {
    use egui_kittest::kittest::Queryable as _;
    let words = format!("quiet words of number {scorer}");
    keys(window, &words);
    press(window, Key::Tab);
    keys(window, &words);
    press(window, Key::Enter);
    assert!(bench::text(window).contains("how do you stand to each candidate?"), "{}", bench::text(window));
    for nth in 0..panel::CANDIDATES.len() {
        window.query_all_by_label("No conflict, I can score").nth(nth).unwrap().focus();
        settle(window);
        press(window, Key::Space);
    }
    choose(window, "Declare");
    // The cards come in an order of this scorer's own; the next one is shown when one is handed in.
    for _ in panel::CANDIDATES {
        let shown = bench::text(window);
        let candidate = panel::CANDIDATES.iter().position(|name| shown.contains(&format!("Heading = {name}"))).unwrap();
        for points in panel::points(scorer, candidate) {
            press(window, figure(points));
            press(window, Key::Enter);
            keys(window, &note(scorer, candidate));
            press(window, Key::Escape);
            press(window, Key::ArrowDown);
        }
        assert!(!contains(window, "lack a mark or a note"), "{candidate}: {}", bench::text(window));
        press(window, Key::H);
        let told = format!("handed in 1 sealed card for {ROUND}");
        assert!(contains(window, &told), "{candidate}: {}", bench::text(window));
    }
    press(window, Key::L);
    assert!(!bench::text(window).contains("PERIWINKLE"), "{}", bench::text(window));
}

/// On the page in a browser: the answer file that it saves. Without a browser, the kit is filled as the page does it.
fn scores_on_the_page(folder: &Path, made: &kit::Kit, marks: &Value) -> String {
    let page = made.page().unwrap();
    let Some(chosen) = browser::found() else {
        eprintln!("skipped: there is no browser on this computer, so Tam fills the kit");
        return String::new();
    };
    let script = SCRIPT
        .replace("@MARKS@", &marks.to_string())
        .replace("@RECUSED@", &json!([panel::CANDIDATES[2]]).to_string())
        .replace("@PASSPHRASE@", &json!("quiet words of number 2").to_string());
    let left = browser::filled(chosen, folder, &browser::with_hook(&page, &script));
    assert_eq!(left("log"), "[]");
    left("answers")
}

/// What a scorer writes on the card about a candidate, as the lines of a table.
fn table(scorer: usize, candidate: usize) -> String {
    let line = |(at, points): (usize, Option<i64>)| {
        let says = points.map_or("none".to_owned(), |points| points.to_string());
        format!("{},{says},{}\n", at + 1, note(scorer, candidate))
    };
    format!(
        "criterion,says,note\n{}",
        panel::points(scorer, candidate).into_iter().enumerate().map(line).collect::<String>()
    )
}

struct Round {
    file: String,
    of: RoundId,
    scorers: Vec<ScorerId>,
    candidates: Vec<CandidateId>,
}

fn published(folder: &Path) -> Round {
    let file = office(folder);
    let mut office = reopened(&file);
    let of = panel::draft(&mut office, 3);
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    office.close().unwrap();
    Round { file, of, scorers, candidates }
}

/// Tam, elsewhere, with the page (or the kit, where there is no browser); the file is taken once.
fn tam(folder: &Path, round: &Round) {
    let mut office = reopened(&round.file);
    let made = kit::of(&panel::whole(&office, round.of), round.scorers[2]).unwrap();
    let marks: Value = panel::CANDIDATES
        .iter()
        .enumerate()
        .map(|(at, name)| ((*name).to_owned(), json!(panel::points(2, at))))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let mut answers = scores_on_the_page(folder, &made, &marks);
    if answers.is_empty() {
        let said: Vec<_> =
            round.candidates.iter().map(|id| (*id, *id == round.candidates[2], "A cousin".to_owned())).collect();
        ops::declare(&mut office, round.of, round.scorers[2], &said).unwrap();
        let whole = panel::whole(&office, round.of);
        let made = kit::of(&whole, round.scorers[2]).unwrap();
        let cards: Vec<_> = [0, 1, 3, 4]
            .map(|at| (round.candidates[at], panel::card(&whole, panel::points(2, at), &note(2, at))))
            .into();
        let key = made.key("quiet words of number 2").unwrap();
        answers = made.answers(&key, &cards).unwrap().json().unwrap();
    }
    office.close().unwrap();
    assert!(!answers.contains("PERIWINKLE"));
    let taken = written(folder, "answers.json", &answers);
    // A digit that changed on the way costs nobody their card.
    let at = answers.rfind("\"sealed\":\"").unwrap() + 20;
    let other = if answers.get(at..=at) == Some("0") { "1" } else { "0" };
    let mut damaged = answers.clone();
    damaged.replace_range(at..=at, other);
    let bad = written(folder, "damaged.json", &damaged);
    let said = refused_on("2026-11-21", &["candidates", "answers", &round.file, &bad]);
    assert!(said.contains("not what the scorer saved"), "{said}");
    done(&["candidates", "answers", &round.file, &taken]);
    let twice = refused_on("2026-11-21", &["candidates", "answers", &round.file, &taken]);
    assert!(twice.contains("already"), "{twice}");
}

/// Uma, on paper: five numbered sheets, of which four come back.
fn uma(folder: &Path, round: &Round) {
    let on = |verb: &str, rest: &[&str]| done(&[&["candidates", verb, &round.file, ROUND][..], rest].concat());
    on("declare", &["--scorer", "Uma Fourth", "--others-free"]);
    let to = folder.join("sheets.pdf").display().to_string();
    assert_eq!(on("sheets", &["--scorer", "Uma Fourth", "--to", &to])["sheets"], json!([1, 2, 3, 4, 5]));
    let key = written(folder, "uma.txt", "quiet words of number 3\n");
    on("passphrase", &["--scorer", "Uma Fourth", "--scorer-passphrase-file", &key]);
    // Which sheet is about whom stands on the paper.
    let office = reopened(&round.file);
    let sheets = office.read(|conn| store::sheets(conn, round.of)).unwrap();
    office.close().unwrap();
    for (candidate, id) in round.candidates.iter().enumerate().take(4) {
        let number = sheets.iter().find(|one| one.candidate == *id).unwrap().number.to_string();
        let keyed = written(folder, "sheet.csv", &table(3, candidate));
        on("key-sheet", &[&number, "--from", &keyed, "--scorer-passphrase-file", &key]);
    }
}

#[test]
fn four_score_in_their_own_ways_and_the_ladder_decides() {
    let folder = tempfile::tempdir().unwrap();
    let round = published(folder.path());
    let file = &round.file;
    {
        let mut window = at(file, "candidates.scoring", &format!("{} {}", round.of, round.scorers[0]));
        scores_here(&mut window, 0);
    }
    {
        let mut window = at(file, "candidates.scoring", &format!("{} {}", round.of, round.scorers[1]));
        scores_here(&mut window, 1);
    }
    tam(folder.path(), &round);
    uma(folder.path(), &round);
    let bytes = std::fs::read(file).unwrap();
    assert!(!bytes.windows(10).any(|at| at == b"PERIWINKLE"), "nothing readable is in the file before it is opened");
    let progress = done(&["candidates", "progress", file, ROUND]);
    let ways: Vec<_> = progress["progress"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["handed_in"].as_u64().unwrap(), one["due"].as_u64().unwrap()))
        .collect();
    assert_eq!(ways, [(5, 5), (5, 5), (4, 4), (4, 5)]);

    let mut window = at(file, "candidates.round", &format!("{} candidates.open", round.of));
    for scorer in 0..panel::SCORERS.len() {
        use egui_kittest::kittest::Queryable as _;
        window.query_all_by_role(egui::accesskit::Role::PasswordInput).nth(scorer).unwrap().focus();
        settle(&mut window);
        keys(&mut window, &format!("quiet words of number {scorer}"));
    }
    choose(&mut window, "Open all cards");
    assert!(contains(&window, "Uma Fourth handed in 4 of 5 cards"), "{}", bench::text(&window));
    {
        use egui_kittest::kittest::Queryable as _;
        window.get_by_role_and_label(egui::accesskit::Role::TextInput, "Why").focus();
    }
    settle(&mut window);
    keys(&mut window, "Left before the last interview");
    choose(&mut window, "Open all cards");
    assert!(!shows(&window, "Open all cards"), "{}", bench::text(&window));
    drop(window);

    let window = at(file, "candidates.results", &round.of.to_string());
    assert!(contains(&window, "Ann Ashworth and Ben Brook were level"), "{}", bench::text(&window));
    drop(window);
    let found =
        done(&["candidates", "results", file, ROUND, "--to", &folder.path().join("marks.csv").display().to_string()]);
    let order: Vec<_> =
        found["candidates"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(order, ["Ann Ashworth", "Ben Brook", "Cy Carr", "Di Dunmore", "Ed Eldritch"], "{found}");
    let table = std::fs::read_to_string(folder.path().join("marks.csv")).unwrap();
    for states in ["recused", "absent", "no evidence", "PERIWINKLE"] {
        assert!(table.contains(states), "{states}: {table}");
    }
    let figures: Vec<_> =
        found["candidates"].as_array().unwrap().iter().map(|one| one["mean"].as_f64().unwrap()).collect();
    for (figure, by_hand) in figures.iter().zip([4.0, 4.0, 17.0 / 6.0, 2.75, 2.0]) {
        assert!((figure - by_hand).abs() < 1e-9, "{figures:?}");
    }
    let shown = done(&["candidates", "show", file, ROUND]);
    assert!(shown.to_string().contains("Left before the last interview"), "{shown}");
    let because: Vec<String> = panel::CANDIDATES.iter().map(|name| format!("{name}=As the marks say")).collect();
    let reasons = because.iter().flat_map(|one| ["--because", one.as_str()]);
    let words: Vec<&str> =
        ["candidates", "decide", file, ROUND, "--chosen", "Ann Ashworth"].into_iter().chain(reasons).collect();
    done(&words);
    let record = folder.path().join("record.pdf").display().to_string();
    done(&["candidates", "record", file, ROUND, "--to", &record]);
    assert!(std::fs::read(&record).unwrap().starts_with(b"%PDF"));
    let (_, checked) = run(&["check", file]);
    assert_eq!(checked["ok"], json!(true), "{checked}");
}
