//! Events on screen: a new one by keyboard, days walked through, the door by a few letters with walk-ins on the same line.

use std::sync::Arc;

use egui::{Key, Modifiers};
use wardroom::app::bench;
use wardroom::events::model::{EventId, NewAttendance, NewEvent, Presence, Timing, timing};
use wardroom::events::{ops, store};
use wardroom::kit::{Day, FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::{self, Details};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, choose, click, contains, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2027-03-05"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

/// A gala tonight with three who come, one of them twice by her first letters.
fn office() -> (Office, EventId) {
    let mut office = empty_office();
    let timing = Timing::once(timing::local("2027-03-05 19:00").unwrap(), timing::local("2027-03-05 23:00").unwrap());
    let event = NewEvent { kind: "gala".to_owned(), ..NewEvent::new("Spring gala", timing) };
    let id = ops::event::add(&mut office, &event, true).unwrap().value;
    for name in ["Ann Ali", "Anna Berg", "Cy Cole"] {
        let person = people::ops::add(&mut office, &Details::named(name)).unwrap().value;
        let new = NewAttendance { state: Presence::Going, ..NewAttendance::default() };
        ops::people::invite(&mut office, id, &[person], &new).unwrap();
    }
    (office, id)
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

/// A screen that shows what a filter names.
fn showing(office: Office, key: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, key, filter).unwrap()
}

#[test]
fn an_office_without_events_says_how_to_begin() {
    for (key, says) in [
        ("events.calendar", "No events yet"),
        ("events.venues", "No venues yet"),
        ("events.plan", "No event is open"),
        ("events.door", "No door is open"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, says), "{}", bench::text(&window));
    }
}

#[test]
fn a_new_event_is_planned_by_keyboard_and_its_day_walked_to() {
    let mut window = at(office().0, "events.calendar");
    assert!(contains(&window, "Spring gala, 19:00"), "{}", bench::text(&window));
    press(&mut window, Key::ArrowRight);
    press(&mut window, Key::ArrowRight);
    assert!(bench::text(&window).contains("Heading = Sunday 7 March 2027"), "{}", bench::text(&window));
    press(&mut window, Key::N);
    keys(&mut window, "Walk to the weir");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Walk to the weir, 19:30"), "{}", bench::text(&window));
    assert!(contains(&window, "Sun 7 Mar 2027, 19:30 to 21:30"), "{}", bench::text(&window));
    // A week on by the arrow, a month by the page, back to today by T.
    press(&mut window, Key::PageDown);
    assert!(contains(&window, "April 2027"), "{}", bench::text(&window));
    press(&mut window, Key::T);
    assert!(bench::text(&window).contains("Heading = Friday 5 March 2027"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(
        contains(&window, "Raise money and thank those who give"),
        "the purpose of its kind: {}",
        bench::text(&window)
    );
    press(&mut window, Key::W);
    assert!(contains(&window, "1 Mar to 7 Mar 2027"), "{}", bench::text(&window));
    press(&mut window, Key::G);
    assert!(contains(&window, "From 5 Mar 2027"), "{}", bench::text(&window));
}

#[test]
fn a_form_says_what_is_wrong_beside_the_field() {
    let mut window = at(office().0, "events.calendar");
    press(&mut window, Key::N);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is called"), "{}", bench::text(&window));
}

#[test]
fn the_door_takes_a_few_letters_and_walk_ins_on_the_same_line() {
    let (office, id) = office();
    let mut window = showing(office, "events.door", &id.to_string());
    assert!(contains(&window, "Spring gala: 0 of 3 in"), "{}", bench::text(&window));
    keys(&mut window, "co");
    assert!(contains(&window, "Enter: Cy Cole is in"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Spring gala: 1 of 3 in"), "{}", bench::text(&window));
    keys(&mut window, "ann");
    assert!(contains(&window, "2 of these letters. Enter: Ann Ali is in"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    keys(&mut window, "Zoe Zed");
    assert!(contains(&window, "Nobody of that name is still expected"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "3 of 4 in, 1 walked in"), "{}", bench::text(&window));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_ok();
    assert!(contains(&window, "2 of 3 in, 0 walked in"), "undone like anything: {}", bench::text(&window));
}

#[test]
fn a_part_of_the_plan_is_added_to_by_keyboard() {
    let (office, id) = office();
    let mut window = showing(office, "events.plan", &format!("{id} run"));
    assert!(contains(&window, "Nothing yet under running order"), "{}", bench::text(&window));
    press(&mut window, Key::A);
    keys(&mut window, "19:30");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is"), "{}", bench::text(&window));
    click(&mut window, "What");
    keys(&mut window, "Dinner");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Spring gala, running order: Dinner"), "{}", bench::text(&window));
}

#[test]
fn a_list_of_people_shows_what_they_owe_and_who_waits() {
    let (mut office, id) = office();
    let all = office.read(|conn| store::people(conn, id)).unwrap();
    ops::people::answer(&mut office, all[0].id, Presence::Maybe).unwrap();
    let window = showing(office, "events.plan", &format!("{id} people"));
    assert!(contains(&window, "0 invited · 2 going · 1 maybe"), "{}", bench::text(&window));
    assert!(shows(&window, "Anna Berg"), "{}", bench::text(&window));
}

/// Whether something of the window reads so, headings included.
fn reads(window: &Window, words: &str) -> bool {
    bench::text(window).contains(words)
}

/// Somebody tagged, and a segment of who is.
fn with_helpers(office: &mut Office) {
    let details = Details { tags: vec!["helper".to_owned()], ..Details::named("Dee Dean") };
    people::ops::add(office, &details).unwrap();
    let asks = r#"{"all":[{"ask":"people.tag","tag":["helper"]}]}"#;
    let tree = wardroom::segments::json::read(asks, subjects::setup().conditions, *wardroom::kit::Currency::pound());
    let new = wardroom::segments::NewSegment { name: "Helpers".to_owned(), note: String::new(), tree: tree.unwrap() };
    wardroom::segments::ops::add(office, &new).unwrap();
}

#[test]
fn a_segment_is_invited_from_the_plan() {
    let (mut office, id) = office();
    with_helpers(&mut office);
    let mut window = showing(office, "events.plan", &id.to_string());
    press(&mut window, Key::I);
    assert!(contains(&window, "Whoever is in it today is put on the list"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "1 invited · 3 going"), "{}", bench::text(&window));
    assert!(shows(&window, "Dee Dean"), "{}", bench::text(&window));
}

#[test]
fn a_door_list_is_keyed_in_by_its_lines_and_a_name_takes_a_blank_one() {
    let (mut office, id) = office();
    let number = ops::sheet::freeze(&mut office, id, 5).unwrap().value;
    let mut window = showing(office, "events.plan", &format!("{id} sheets"));
    assert!(shows(&window, "Not keyed yet"), "{}", bench::text(&window));
    press(&mut window, Key::E);
    assert!(contains(&window, &format!("Door list {number}: Spring gala")), "{}", bench::text(&window));
    keys(&mut window, "1-2");
    assert!(contains(&window, "Enter: Ann Ali, Anna Berg came"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    keys(&mut window, "9");
    assert!(contains(&window, "The lines with a name go from 1 to 3"), "{}", bench::text(&window));
    press(&mut window, Key::Backspace);
    keys(&mut window, "Zoe Zed");
    press(&mut window, Key::Enter);
    let text = bench::text(&window);
    assert!(reads(&window, "Cell “Zoe Zed”") && reads(&window, "Cell “Walked in”"), "{text}");
    assert_eq!(text.matches("Cell “Keyed”").count(), 3, "two ticked, one written: {text}");
}

#[test]
fn a_sign_up_sheet_is_keyed_line_by_line() {
    let (mut office, id) = office();
    let number = ops::signup::blank(&mut office, id, 3).unwrap().value;
    let mut window = showing(office, "events.sheet", &number.to_string());
    assert!(reads(&window, "Heading = Line 1"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say who wrote the line"), "beside the field: {}", bench::text(&window));
    keys(&mut window, "Imogen Imaginary");
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    keys(&mut window, "imogen@example.org");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Line 1: Imogen Imaginary, new in the register"), "{}", bench::text(&window));
    assert!(reads(&window, "Heading = Line 2"), "on to the next: {}", bench::text(&window));
    keys(&mut window, "Imogen I.");
    press(&mut window, Key::Tab);
    press(&mut window, Key::Tab);
    keys(&mut window, "imogen@example.org");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Line 2: Imogen I., known already"), "{}", bench::text(&window));
}

/// A social every week from tonight on.
fn series() -> Office {
    let mut office = empty_office();
    let start = timing::local("2027-03-05 19:00").unwrap();
    let rule = wardroom::events::model::rule::typed("weekly", start, None, None).unwrap();
    let timing = Timing { rule, ..Timing::once(start, timing::local("2027-03-05 22:00").unwrap()) };
    let event = NewEvent { kind: "social".to_owned(), ..NewEvent::new("Social", timing) };
    ops::event::add(&mut office, &event, true).unwrap();
    office
}

#[test]
fn a_day_of_a_series_is_left_out_put_in_and_planned_by_itself() {
    let mut window = at(series(), "events.calendar");
    press(&mut window, Key::X);
    assert!(contains(&window, "No day of a series is open"), "{}", bench::text(&window));
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    press(&mut window, Key::X);
    assert!(reads(&window, "Leave out 12 March 2027?"), "{}", bench::text(&window));
    press(&mut window, Key::Enter);
    assert!(
        reads(&window, "Friday 12 March 2027") && contains(&window, "Nothing is on that day"),
        "{}",
        bench::text(&window)
    );
    // One more, on the Sunday after.
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    press(&mut window, Key::L);
    keys(&mut window, "21/3/2027");
    press(&mut window, Key::Enter);
    for _ in 0..2 {
        press(&mut window, Key::ArrowRight);
    }
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Sun 21 Mar 2027, 19:00 to 22:00"), "{}", bench::text(&window));
    // That one gets a plan of its own, with its tasks dated back from it.
    press(&mut window, Key::O);
    assert!(shows(&window, "Plan of an event") || contains(&window, "Overview"), "{}", bench::text(&window));
    press(&mut window, Key::J);
    assert!(contains(&window, "21 Mar 2027"), "a task on the day: {}", bench::text(&window));
}

#[test]
fn questions_are_answered_and_tasks_done_by_one_key() {
    let (mut office, id) = office();
    let part = &wardroom::events::model::parts::QUESTIONS;
    let mut form = wardroom::events::model::part::PartForm::new(part);
    form.set("question", "When does the 14 run?");
    form.set("name", "A neighbour");
    let terms = wardroom::ledger::model::Terms {
        currency: *wardroom::kit::Currency::pound(),
        today: on("2027-03-05"),
        month_first: false,
    };
    ops::part::add(&mut office, part, id, &form.parse(part, &terms).unwrap()).unwrap();
    let mut window = showing(office, "events.plan", &format!("{id} questions"));
    assert!(shows(&window, "Mark: Answered"), "{}", bench::text(&window));
    press(&mut window, Key::S);
    assert!(shows(&window, "Mark: To follow up"), "{}", bench::text(&window));
    // Back through the lists to the tasks: another one, and done.
    for _ in 0..12 {
        press(&mut window, Key::B);
        if contains(&window, "See it in Tasks") {
            break;
        }
    }
    press(&mut window, Key::A);
    keys(&mut window, "Thank the band");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Thank the band"), "{}", bench::text(&window));
    press(&mut window, Key::S);
    assert!(contains(&window, "Done 5 Mar 2027"), "{}", bench::text(&window));
}

#[test]
fn a_kind_is_written_down_and_an_event_begins_with_it() {
    let mut window = at(empty_office(), "events.kinds");
    assert!(shows(&window, "Kinds of event"), "{}", bench::text(&window));
    press(&mut window, Key::K);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is called"), "{}", bench::text(&window));
    click(&mut window, "Name");
    keys(&mut window, "Summer fête");
    click(&mut window, "Tasks: days before, a bar, the task");
    keys(&mut window, "Book the field");
    choose(&mut window, "Save");
    assert!(contains(&window, "write the days before, a bar and the task"), "{}", bench::text(&window));
    click(&mut window, "Tasks: days before, a bar, the task");
    for _ in 0..20 {
        press(&mut window, Key::Backspace);
    }
    keys(&mut window, "42 | Book the field");
    choose(&mut window, "Save");
    assert!(reads(&window, "Cell “Own”") && reads(&window, "Cell “Summer fête”"), "{}", bench::text(&window));
}

#[test]
fn hours_of_who_helped_and_what_came_of_an_event() {
    let (mut office, id) = office();
    let person = office.read(|conn| store::people(conn, id)).unwrap()[0].person.unwrap();
    let part = &wardroom::events::model::parts::SHIFTS;
    let mut form = wardroom::events::model::part::PartForm::new(part);
    for (key, text) in [("role", "Door"), ("day", "5/3/2027"), ("starts", "18:00"), ("ends", "20:30"), ("needed", "1")]
    {
        form.set(key, text);
    }
    let terms = wardroom::ledger::model::Terms {
        currency: *wardroom::kit::Currency::pound(),
        today: on("2027-03-05"),
        month_first: false,
    };
    let shift = ops::part::add(&mut office, part, id, &form.parse(part, &terms).unwrap()).unwrap().value;
    ops::shift::sign_up(&mut office, shift, person, false).unwrap();
    ops::shift::outcome(&mut office, shift, person, ops::shift::What::Completed(None)).unwrap();
    let window = showing(office, "events.volunteers", "");
    assert!(contains(&window, "1 volunteer, 2:30 hours") && shows(&window, "Ann Ali"), "{}", bench::text(&window));
    let (office, id) = self::office();
    let mut window = showing(office, "events.plan", &format!("{id} review"));
    assert!(contains(&window, "3 people neither came nor marked absent"), "{}", bench::text(&window));
    click(&mut window, "No lesson was written down");
    assert!(contains(&window, "Nothing yet under lessons"), "{}", bench::text(&window));
}
