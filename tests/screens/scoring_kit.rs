//! Scoring away from the office, in the window: what scorers take away is saved from the panel, a kit is filled on a computer without
//! the office, a paper sheet is keyed in, and what a candidate needs is shown to the chair alone.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use egui::Key;
use wardroom::app::bench;
use wardroom::app::subject::Subject;
use wardroom::candidates::answers::Answers;
use wardroom::candidates::model::{CameBy, NewScorer, Role};
use wardroom::candidates::{self, kit, ops, seal};
use wardroom::kit::FixedClock;
use wardroom::office::{How, Office};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, choose, click, contains, keys, press};
use crate::common::{self, panel};

static KIT: &[&Subject] = &[&candidates::KIT];

fn office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(1);
    Office::in_memory(&common::profile(), &how).unwrap()
}

fn at(office: Office, all: &'static [&'static Subject], key: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, all, key, filter).unwrap()
}

fn reads(window: &Window, words: &str) -> bool {
    bench::text(window).contains(words)
}

/// Answers the question where a file goes.
fn save_to(window: &mut Window, path: &Path) {
    super::hands::ctrl(window, Key::A);
    keys(window, &path.display().to_string());
    press(window, Key::Enter);
}

#[test]
fn what_a_scorer_takes_away_is_saved_from_the_panel() {
    let folder = tempfile::tempdir().unwrap();
    for (command, name, begins) in [
        ("candidates.page", "page.html", "<!doctype html>"),
        ("candidates.kit", "kit.json", "{\"kind\":\"wardroom-kit-1\""),
        ("candidates.sheets", "sheets.pdf", "%PDF"),
        ("candidates.own_sheets", "own.pdf", "%PDF"),
        ("candidates.key_code", "key.pdf", "%PDF"),
    ] {
        let mut office = office();
        let of = panel::published(&mut office, 1);
        let mut window = at(office, subjects::ALL, "candidates.round", &format!("{of} panel {command}"));
        let path = folder.path().join(name);
        save_to(&mut window, &path);
        assert!(contains(&window, &format!("Wrote {name}")), "{command}: {}", bench::text(&window));
        let bytes = std::fs::read(&path).unwrap();
        assert!(bytes.starts_with(begins.as_bytes()), "{command}");
        if command == "candidates.key_code" {
            assert!(reads(&window, "A code on their key sheet"), "{}", bench::text(&window));
        }
    }
}

#[test]
fn a_kit_is_filled_by_keyboard_kept_sealed_and_taken_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    for id in &candidates[2..] {
        ops::withdraw(&mut office, of, *id, Some("")).unwrap();
    }
    ops::declare(&mut office, of, scorers[1], &[(candidates[0], false, String::new())]).unwrap();
    let path = folder.path().join("kit.json");
    std::fs::write(&path, kit::of(&panel::whole(&office, of), scorers[1]).unwrap().json().unwrap()).unwrap();

    let empty = || {
        let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(1);
        Office::in_memory(&common::profile(), &how).unwrap()
    };
    let filter = path.display().to_string();
    let mut window = at(empty(), KIT, "candidates.kit_desk", &filter);
    assert!(reads(&window, "Scoring kit for Sol Second"), "{}", bench::text(&window));
    keys(&mut window, "quiet words of Sol");
    press(&mut window, Key::Tab);
    keys(&mut window, "quiet words of Sol");
    press(&mut window, Key::Enter);
    // Of Ben nothing was declared at the office.
    assert!(reads(&window, "how do you stand to each candidate?"), "{}", bench::text(&window));
    click(&mut window, "No conflict, I can score");
    choose(&mut window, "Declare");
    assert!(reads(&window, "changed somebody’s mind. What did you do? (8 minutes)"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(reads(&window, "Not whole yet: Ann Ashworth and Ben Brook"), "{}", bench::text(&window));
    press(&mut window, Key::Num3);
    press(&mut window, Key::Enter);
    keys(&mut window, "PERIWINKLE");
    press(&mut window, Key::Escape);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Num0);
    assert!(reads(&window, "Not whole yet: Ben Brook"), "{}", bench::text(&window));
    press(&mut window, Key::PageDown);
    press(&mut window, Key::Num2);
    drop(window);
    let draft = std::fs::read_to_string(folder.path().join("kit.draft.json")).unwrap();
    assert!(!draft.to_lowercase().contains("periwinkle") && !draft.contains("says"), "{draft}");

    // Another day: a wrong passphrase is refused, the right one brings everything back.
    let mut window = at(empty(), KIT, "candidates.kit_desk", &filter);
    keys(&mut window, "quiet words of Tam");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "does not open"), "{}", bench::text(&window));
    keys(&mut window, "quiet words of Sol");
    press(&mut window, Key::Enter);
    press(&mut window, Key::Enter);
    assert!(reads(&window, "Not whole yet: Ben Brook"), "{}", bench::text(&window));
    assert!(reads(&window, "PERIWINKLE"), "{}", bench::text(&window));
    press(&mut window, Key::PageDown);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Num4);
    assert!(reads(&window, "Every card is whole"), "{}", bench::text(&window));
    choose(&mut window, "Save the answer file…");
    let answers = folder.path().join("answers.json");
    save_to(&mut window, &answers);
    assert!(contains(&window, "Wrote answers.json"), "{}", bench::text(&window));

    let text = std::fs::read_to_string(&answers).unwrap();
    assert!(!text.to_lowercase().contains("periwinkle"), "{text}");
    let answers = Answers::read(&text).unwrap();
    assert_eq!(ops::take_answers(&mut office, &answers, CameBy::Kit).unwrap().value, 2);
    assert!(ops::take_answers(&mut office, &answers, CameBy::Kit).unwrap_err().message.contains("already"));
    let whole = panel::whole(&office, of);
    let salt = seal::unhex(&whole.scorer(scorers[1]).unwrap().salt).unwrap().try_into().unwrap();
    let key = seal::Key::new("quiet words of Sol", &salt, whole.round.strength);
    let place = seal::Place { round: of.0, scorer: scorers[1].0, candidate: candidates[0].0 };
    let card = &whole.card(scorers[1], candidates[0]).unwrap().envelope;
    assert_eq!(seal::open(&key, place, card).unwrap().card.mark(whole.criteria[0].id.0).unwrap().note, "PERIWINKLE");
}

#[test]
fn a_kit_file_opens_as_what_it_is_and_other_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let of = panel::published(&mut office, 1);
    let (scorers, _) = panel::ids(&office, of);
    let made = kit::of(&panel::whole(&office, of), scorers[1]).unwrap();
    for (name, text, says) in [
        ("kit.json", made.json().unwrap(), "Scoring kit for Sol Second"),
        ("page.html", made.page().unwrap(), "This is a scoring page for a browser"),
        (
            "answers.json",
            r#"{"kind":"wardroom-answers-1","round":"1"}"#.to_owned(),
            "This is the answer file of a scorer",
        ),
        ("draft.json", r#"{"kind":"wardroom-draft-1"}"#.to_owned(), "This is a draft of half-filled cards"),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        let clock = Arc::new(FixedClock::at(common::today()));
        let mut alive = bench::Alive::open(subjects::ALL, clock, path, folder.path().join("copies"));
        let mut tries = 0;
        while !bench::text(alive.harness()).contains(says) && tries < 100 {
            alive.wait(Duration::from_millis(50));
            tries += 1;
        }
        let shown = bench::text(alive.harness());
        assert!(shown.contains(says), "{name}: {shown}");
        assert_eq!(shown.contains("Close the file"), name == "kit.json", "{shown}");
        assert!(!shown.contains("Money"), "nothing of an office is there: {shown}");
    }
}

#[test]
fn a_paper_sheet_is_keyed_by_a_substitute_with_the_code() {
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    let stand_in = NewScorer { person: None, name: "Viv Substitute".into(), role: Role::Substitute };
    ops::scorer(&mut office, of, None, &stand_in).unwrap();
    ops::publish_with(&mut office, of, Some("a seed")).unwrap();
    let (scorers, candidates) = panel::ids(&office, of);
    let said: Vec<_> = candidates.iter().map(|id| (*id, false, String::new())).collect();
    ops::declare(&mut office, of, scorers[3], &said).unwrap();
    let sheets = ops::freeze_sheets(&mut office, of, Some(scorers[3])).unwrap().value;
    let code = ops::key_code(&mut office, of, scorers[3], false).unwrap().value;
    let mut window = at(office, subjects::ALL, "candidates.scoring", &format!("{of} sheet"));
    keys(&mut window, &sheets[0].number.to_string());
    use egui_kittest::kittest::Queryable as _;
    window.get_by_role_and_label(egui::accesskit::Role::ComboBox, "Keyed in by").click();
    window.run_ok();
    click(&mut window, "Viv Substitute");
    window_focus(&mut window, "Code of the key sheet, or the scorer’s passphrase");
    keys(&mut window, &code.to_lowercase());
    press(&mut window, Key::Enter);
    assert!(reads(&window, "Sheet 1 of Uma Fourth, keyed in by Viv Substitute"), "{}", bench::text(&window));
    press(&mut window, Key::Num3);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Num0);
    press(&mut window, Key::H);
    assert!(reads(&window, "Sheet 1 is in, sealed"), "{}", bench::text(&window));
    // The same number again.
    keys(&mut window, &sheets[0].number.to_string());
    press(&mut window, Key::Enter);
    assert!(contains(&window, "was keyed in already"), "{}", bench::text(&window));
}

fn window_focus(window: &mut Window, label: &str) {
    use egui_kittest::kittest::Queryable as _;
    window.get_by_label(label).focus();
    window.run_ok();
}

#[test]
fn what_a_candidate_needs_is_written_and_shown_with_the_chairs_passphrase() {
    let mut office = office();
    let of = panel::draft(&mut office, 1);
    let mut window = at(office, subjects::ALL, "candidates.round", &format!("{of} candidates"));
    click(&mut window, "Write what they need to be heard fairly…");
    keys(&mut window, "quiet words of number 0");
    press(&mut window, Key::Tab);
    keys(&mut window, "quiet words of number 0");
    press(&mut window, Key::Enter);
    window_focus(&mut window, "What they need to be heard fairly");
    keys(&mut window, "PERIWINKLE");
    choose(&mut window, "Keep it sealed");
    assert!(!reads(&window, "PERIWINKLE"), "{}", bench::text(&window));
    choose(&mut window, "Show what they need to be heard fairly…");
    keys(&mut window, "quiet words of number 1");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "This is not the passphrase of Rae Chair"), "{}", bench::text(&window));
    keys(&mut window, "quiet words of number 0");
    press(&mut window, Key::Enter);
    assert!(reads(&window, "PERIWINKLE"), "{}", bench::text(&window));
    choose(&mut window, "Lock");
    assert!(!reads(&window, "PERIWINKLE"), "{}", bench::text(&window));
}

/// Pictures of what no round shows: a kit at work, a sheet being keyed in. Made where `PICTURES` names a folder.
#[test]
fn pictures_of_scoring_away() {
    let Ok(folder) = std::env::var("PICTURES") else { return };
    let place = tempfile::tempdir().unwrap();
    for (dark, size) in [(false, [1366.0, 768.0]), (true, [1024.0, 640.0])] {
        let theme = Theme { dark, ..Theme::default() };
        let name = |what: &str| format!("{folder}/{what}-{}.png", if dark { "dark" } else { "light" });
        let mut office = office();
        let of = panel::published(&mut office, 1);
        let (scorers, _) = panel::ids(&office, of);
        let path = place.path().join(format!("Scoring kit Sol Second {dark}.json"));
        std::fs::write(&path, kit::of(&panel::whole(&office, of), scorers[1]).unwrap().json().unwrap()).unwrap();
        let sheets = ops::freeze_sheets(&mut office, of, Some(scorers[3])).unwrap().value;
        let code = ops::key_code(&mut office, of, scorers[3], false).unwrap().value;
        let how = How::new(subjects::setup(), Arc::new(FixedClock::at(common::today())), "Asha M.").seed(1);
        let empty = Office::in_memory(&common::profile(), &how).unwrap();
        let canvas = Canvas::default();
        let filter = path.display().to_string();
        let mut window =
            bench::screen_on(canvas.clone(), theme, size, empty, KIT, "candidates.kit_desk", &filter).unwrap();
        let save = |canvas: &Canvas, window: &Window, what: &str| {
            let png = canvas.png(&window.ctx, window.output()).unwrap();
            std::fs::write(name(what), png).unwrap();
        };
        save(&canvas, &window, "kit-door");
        keys(&mut window, "quiet words of Sol");
        press(&mut window, Key::Tab);
        keys(&mut window, "quiet words of Sol");
        press(&mut window, Key::Enter);
        save(&canvas, &window, "kit-brief");
        press(&mut window, Key::Enter);
        press(&mut window, Key::Num3);
        save(&canvas, &window, "kit-cards");
        let canvas = Canvas::default();
        let filter = format!("{of} sheet");
        let all = subjects::ALL;
        let mut window =
            bench::screen_on(canvas.clone(), theme, size, office, all, "candidates.scoring", &filter).unwrap();
        save(&canvas, &window, "sheet-door");
        keys(&mut window, &sheets[0].number.to_string());
        window_focus(&mut window, "Code of the key sheet, or the scorer’s passphrase");
        keys(&mut window, &code);
        press(&mut window, Key::Enter);
        save(&canvas, &window, "sheet-card");
    }
}
