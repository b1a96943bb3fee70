//! Elections on screen: nominated, drawn, keyed twice by keyboard alone, settled, counted and declared.

use std::sync::Arc;

use egui::Key;
use wardroom::app::bench;
use wardroom::elections::model::{ElectionId, LotKind, NewElection, NewNomination, Rules};
use wardroom::elections::ops;
use wardroom::kit::{FixedClock, day};
use wardroom::office::{How, Office};
use wardroom::subjects;

use super::hands::{Window, click, contains, keys, press, shows};

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(crate::common::today())), "Asha M.").seed(1);
    Office::in_memory(&crate::common::profile(), &how).unwrap()
}

/// A chair with three candidates, the order drawn by hand.
fn drawn(office: &mut Office, rules: Rules) -> ElectionId {
    let on = day::from_iso("2026-12-01").unwrap();
    let new = NewElection { nominators: 0, ..NewElection::of("Chair", 1, rules, on) };
    let of = ops::new(office, &new).unwrap().value;
    let names =
        ["Ann Ali", "Bo Berg", "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria"].map(str::to_owned);
    for name in &names {
        let new = NewNomination { name: name.clone(), consents: true, ..NewNomination::default() };
        ops::nominate(office, of, &new).unwrap();
    }
    ops::close(office, of, false).unwrap();
    ops::draw(office, of, LotKind::Order, "", &names).unwrap();
    of
}

fn at(office: Office, filter: &str) -> Window {
    use wardroom::ui::Theme;
    use wardroom::ui::raster::Canvas;
    let size = [1366.0, 768.0];
    let key = "meetings.election";
    bench::screen_on(Canvas::default(), Theme::default(), size, office, subjects::ALL, key, filter).unwrap()
}

/// Keys a line for each paper.
fn papers(window: &mut Window, lines: &[&str]) {
    for line in lines {
        keys(window, line);
        press(window, Key::Enter);
    }
}

#[test]
fn papers_are_keyed_twice_and_compared_by_keyboard_alone() {
    let mut office = empty_office();
    let of = drawn(&mut office, Rules::Alternative);
    let mut window = at(office, &format!("{of} entry"));
    assert!(shows(&window, "Paper 1"), "{}", bench::text(&window));
    // The field has the keyboard at once; a name stands for its place, and what cannot be is said beside the field.
    papers(&mut window, &["1 2", "berg", "9"]);
    assert!(contains(&window, "9 is no place on this paper; the last is 3"), "{}", bench::text(&window));
    press(&mut window, Key::Escape);
    papers(&mut window, &["/2", "1"]);
    assert!(shows(&window, "Paper 5"), "{}", bench::text(&window));
    // Up takes the one before again.
    press(&mut window, Key::ArrowUp);
    assert!(shows(&window, "Paper 4, once more"), "{}", bench::text(&window));
    keys(&mut window, " 3");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Paper 5") && contains(&window, "4 keyed"), "{}", bench::text(&window));
    // The second entry: whoever made the first has to say that nobody else can.
    click(&mut window, "Second entry");
    assert!(contains(&window, "Asha M. keyed the other entry"), "{}", bench::text(&window));
    papers(&mut window, &["1 2"]);
    assert!(contains(&window, "Somebody else keys this one; nothing was kept"), "{}", bench::text(&window));
    assert!(!contains(&window, "1 3"), "the second does not see the first: {}", bench::text(&window));
    click(&mut window, "Nobody else can; the result shows both names");
    press(&mut window, Key::Escape);
    assert!(shows(&window, "Paper 1"), "{}", bench::text(&window));
}

/// Somebody else keyed the first entry. The keyboard alone: the second, what differs, what the paper shows, the result.
#[test]
fn what_differs_is_settled_from_the_same_field_and_the_result_declared() {
    let mut office = empty_office();
    let of = drawn(&mut office, Rules::FirstPast);
    office.set_who("Bo B.");
    ops::enter(&mut office, of, 1, None, &["1", "2", "2", "/1"].map(str::to_owned), false).unwrap();
    office.set_who("Asha M.");
    let mut window = at(office, &format!("{of} second"));
    papers(&mut window, &["1", "3", "ali"]);
    // Paper 3 as well: both are there to be settled, and the fourth is not keyed yet.
    assert!(contains(&window, "1 paper agrees, 3 to settle"), "{}", bench::text(&window));
    papers(&mut window, &["/1"]);
    assert!(contains(&window, "2 papers agree, 2 to settle"), "{}", bench::text(&window));
    for (marks, note) in [("2", "A faint cross beside Bo"), ("2", "As the first has it")] {
        press(&mut window, Key::ArrowDown);
        assert!(shows(&window, "What the paper says"), "{}", bench::text(&window));
        press(&mut window, Key::Backspace);
        keys(&mut window, marks);
        press(&mut window, Key::Tab);
        keys(&mut window, note);
        press(&mut window, Key::Enter);
        assert!(!shows(&window, "What the paper says"), "{}", bench::text(&window));
    }
    assert!(contains(&window, "4 papers agree"), "{}", bench::text(&window));
    assert!(contains(&window, "Paper 2 settled as 2: A faint cross beside Bo"), "{}", bench::text(&window));
    assert!(shows(&window, "To be declared"), "{}", bench::text(&window));
    click(&mut window, "Count");
    assert!(contains(&window, "Bo Berg elected"), "{}", bench::text(&window));
    click(&mut window, "Declare the result…");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Declared"), "{}", bench::text(&window));
    click(&mut window, "Count again");
    assert!(contains(&window, "Equal: the papers count to the declared result"), "{}", bench::text(&window));
}

#[test]
fn the_list_begins_an_election_and_leads_to_what_is_next() {
    let mut window = bench::screen(empty_office(), subjects::ALL, "meetings.elections").unwrap();
    assert!(shows(&window, "No election yet"), "{}", bench::text(&window));
    press(&mut window, Key::L);
    assert!(shows(&window, "New election"), "{}", bench::text(&window));
    keys(&mut window, "Treasurer");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say on which day the vote is"), "beside the field: {}", bench::text(&window));
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    keys(&mut window, "12 December 2026");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Election of Treasurer on 12 December 2026"), "{}", bench::text(&window));
    assert!(shows(&window, "Nominations open"), "{}", bench::text(&window));
}
