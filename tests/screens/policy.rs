//! Policy on screen: a text written by keyboard, kept without a version, saved as one, compared; comments beside the clause.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use wardroom::app::bench;
use wardroom::kit::{Day, FixedClock, day};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::policy::model::{DocumentId, NewDocument};
use wardroom::policy::ops::{consult, document, step};
use wardroom::policy::{plain, store};
use wardroom::subjects;
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;

use super::hands::{Window, click, contains, ctrl, keys, press, shows};

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn empty_office() -> Office {
    let how = How::new(subjects::setup(), Arc::new(FixedClock::at(on("2026-11-27"))), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb").unwrap(), &how).unwrap()
}

fn office(text: &str) -> (Office, DocumentId) {
    let mut office = empty_office();
    let new = NewDocument { kind: "policy".into(), title: "Clean air".into(), ..NewDocument::default() };
    let done = document::import(&mut office, &new, Some("draft"), plain::read(text), "First").unwrap();
    (office, done.value.0)
}

fn at(office: Office, key: &'static str) -> Window {
    bench::screen(office, subjects::ALL, key).unwrap()
}

/// A screen that shows what a filter names.
fn showing(office: Office, key: &'static str, filter: &str) -> Window {
    bench::screen_on(Canvas::default(), Theme::default(), [1366.0, 768.0], office, subjects::ALL, key, filter).unwrap()
}

fn pressed(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    for _ in 0..3 {
        window.run_ok();
    }
}

/// Puts the caret into a clause, at its end.
fn into(window: &mut Window, name: &str) {
    window.get_by_label(name).focus();
    window.run_ok();
    pressed(window, Modifiers::NONE, Key::End);
}

fn working(window: Window, id: DocumentId) -> Vec<(u8, String)> {
    let office = window.into_state().into_office().unwrap();
    let body = office.read(|conn| store::working(conn, id)).unwrap().body;
    body.clauses.into_iter().map(|clause| (clause.depth, clause.text)).collect()
}

#[test]
fn an_office_without_policy_says_how_to_begin() {
    for (key, says) in [
        ("policy.list", "No documents yet"),
        ("policy.text", "No text is open"),
        ("policy.file", "No file is open"),
        ("policy.compare", "Nothing is compared"),
    ] {
        let window = at(empty_office(), key);
        assert!(shows(&window, says), "{}", bench::text(&window));
    }
}

#[test]
fn a_document_is_begun_by_keyboard_and_its_next_steps_say_what_they_lack() {
    let mut window = at(empty_office(), "policy.list");
    press(&mut window, Key::N);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is called"), "{}", bench::text(&window));
    window.get_by_label("Title").focus();
    window.run_ok();
    keys(&mut window, "Night buses");
    press(&mut window, Key::Enter);
    assert!(shows(&window, "Night buses"), "{}", bench::text(&window));
    assert!(contains(&window, "Take it up"), "{}", bench::text(&window));
    click(&mut window, "Take it up");
    click(&mut window, "Take the step");
    assert!(contains(&window, "Send to internal review"), "{}", bench::text(&window));
    assert!(contains(&window, "there is no version of the text yet"), "{}", bench::text(&window));
}

/// Enter, Tab, Shift+Tab, Alt and arrows, Ctrl+Enter, Backspace; all of it comes back out by Ctrl+Z.
#[test]
fn a_text_is_written_by_keyboard_and_comes_back_out() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 1");
    keys(&mut window, " more");
    pressed(&mut window, Modifiers::NONE, Key::Enter);
    keys(&mut window, "below");
    pressed(&mut window, Modifiers::NONE, Key::Tab);
    assert!(shows(&window, "Clause 1(1)"), "{}", bench::text(&window));
    pressed(&mut window, Modifiers::SHIFT, Key::Tab);
    pressed(&mut window, Modifiers::ALT, Key::ArrowUp);
    keys(&mut window, "!");
    pressed(&mut window, Modifiers::COMMAND, Key::Enter);
    keys(&mut window, "split");
    for _ in 0..5 {
        pressed(&mut window, Modifiers::NONE, Key::ArrowLeft);
    }
    pressed(&mut window, Modifiers::NONE, Key::Backspace);
    assert!(contains(&window, "3 clauses"), "{}", bench::text(&window));
    for _ in 0..40 {
        ctrl(&mut window, Key::Z);
    }
    assert!(contains(&window, "2 words · 2 clauses"), "{}", bench::text(&window));
    for _ in 0..40 {
        window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
        window.run_ok();
    }
    assert!(contains(&window, "3 clauses"), "{}", bench::text(&window));
}

#[test]
fn what_is_written_is_kept_without_a_version_and_saved_as_one_by_name() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 1");
    keys(&mut window, " more");
    // A second after the last key.
    for _ in 0..120 {
        window.step();
    }
    assert!(contains(&window, "kept"), "{}", bench::text(&window));
    ctrl(&mut window, Key::S);
    keys(&mut window, "After the meeting");
    press(&mut window, Key::Enter);
    let office = window.into_state().into_office().unwrap();
    let versions = office.read(|conn| store::versions(conn, id)).unwrap();
    assert_eq!(versions.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["First", "After the meeting"]);
    let mut window = showing(office, "policy.compare", &format!("{id} 2"));
    assert!(contains(&window, "1 clause differs"), "{}", bench::text(&window));
    assert!(contains(&window, "changed: One more"), "{}", bench::text(&window));
    click(&mut window, "Side by side");
    assert!(contains(&window, "changed: One more"), "{}", bench::text(&window));
}

#[test]
fn lines_from_a_word_processor_become_clauses() {
    let (office, id) = office("1. One\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 1");
    window.event(Event::Paste("2. Two\n    (a) Deep\n3. Three\n".to_owned()));
    for _ in 0..120 {
        window.step();
    }
    let kept = working(window, id);
    let want = [(0, "One"), (0, "Two"), (1, "Deep"), (0, "Three")];
    assert_eq!(kept, want.map(|(depth, text)| (depth, text.to_owned())));
}

#[test]
fn a_comment_stands_beside_its_clause() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.text", &id.to_string());
    into(&mut window, "Clause 2");
    assert!(bench::text(&window).contains("Heading = Comments on 2"), "{}", bench::text(&window));
    window.get_by_label("A comment").focus();
    window.run_ok();
    keys(&mut window, "Says who?");
    click(&mut window, "Add the comment");
    let office = window.into_state().into_office().unwrap();
    let comments = office.read(|conn| store::comments(conn, id)).unwrap();
    assert_eq!(comments.len(), 1);
    let two = office.read(|conn| store::working(conn, id)).unwrap().body.clauses[1].id;
    assert_eq!(comments[0].new.anchor.clause, Some(two), "the clause that had the keyboard before the field took it");
    let mut window = showing(office, "policy.file", &format!("{id} comments"));
    assert!(shows(&window, "Says who?"), "{}", bench::text(&window));
    click(&mut window, "Checklist");
    assert!(shows(&window, "Contradictions"), "{}", bench::text(&window));
}

#[test]
fn a_list_of_the_file_takes_a_row_by_keyboard() {
    let (office, id) = office("1. One\n\n2. Two\n");
    let mut window = showing(office, "policy.file", &format!("{id} actions"));
    assert!(contains(&window, "Nothing yet under carrying out"), "{}", bench::text(&window));
    press(&mut window, Key::A);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Say what it is"), "{}", bench::text(&window));
    window.get_by_label("Action").focus();
    window.run_ok();
    keys(&mut window, "Ask the Council");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Ask the Council"), "{}", bench::text(&window));
}

/// A file as the system drops it.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("not asked for".to_owned())
    }
}

fn drop_on(window: &mut Window, paths: &[PathBuf]) {
    for path in paths {
        window.input_mut().dropped_files.push(Arc::new(Dropped(path.clone())));
    }
    for _ in 0..6 {
        window.run_ok();
    }
}

/// What a file would change is seen before it is a version, and clauses that it has keep their ids.
#[test]
fn a_file_becomes_a_version_of_the_document_with_its_title_and_shows_what_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("air.md");
    std::fs::write(&path, "# Clean air\n\n1. One more\n\n2. Two\n\n3. Three\n").unwrap();
    let (office, id) = office("# Clean air\n\n1. One\n\n2. Two\n");
    let two = office.read(|conn| store::working(conn, id)).unwrap().body.clauses[2].id;
    let mut window = at(office, "policy.list");
    drop_on(&mut window, std::slice::from_ref(&path));
    let seen = bench::text(&window);
    assert!(contains(&window, "1 new · 1 changed · 2 as before"), "{seen}");
    assert!(contains(&window, "Three") && contains(&window, "Nothing is in the office yet"), "{seen}");
    click(&mut window, "Import");
    let office = window.into_state().into_office().unwrap();
    let versions = office.read(|conn| store::versions(conn, id)).unwrap();
    assert_eq!(versions.len(), 2, "a version, not a second document");
    let body = office.read(|conn| store::working(conn, id)).unwrap().body;
    assert_eq!((body.clauses.len(), body.clauses[2].id), (4, two));
}

/// A consultation on the first version, and a response that the page saved.
fn asked(office: &mut Office, id: DocumentId, folder: &Path) -> PathBuf {
    let opening = consult::Opening { closes: on("2026-12-20"), ..consult::Opening::default() };
    let consultation = consult::open(office, id, &opening).unwrap().value;
    let sha256 = office.read(|conn| store::newest(conn, id)).unwrap().unwrap().sha256;
    let saved = serde_json::json!({ "format": "wardroom-policy-response", "version": 1, "consultation": consultation.to_string(),
        "sha256": sha256, "name": "Cy Cole", "general": "Thank you.", "comments": [] });
    let path = folder.join("response.json");
    std::fs::write(&path, saved.to_string()).unwrap();
    path
}

#[test]
fn responses_are_dropped_many_at_a_time_and_one_that_was_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (mut office, id) = office("1. One\n\n2. Two\n");
    let path = asked(&mut office, id, folder.path());
    let broken = folder.path().join("broken.json");
    std::fs::write(&broken, "{}").unwrap();
    let mut window = showing(office, "policy.file", &format!("{id} comments"));
    drop_on(&mut window, &[path.clone(), broken, path]);
    let seen = bench::text(&window);
    assert!(contains(&window, "1 response read, 2 refused"), "{seen}");
    assert!(contains(&window, "broken.json") && contains(&window, "was read already"), "{seen}");
    let office = window.into_state().into_office().unwrap();
    assert_eq!(office.read(|conn| store::comments(conn, id)).unwrap().len(), 1);
}

/// Who, how and when, then clause and comment by Tab; a clause that the text has not is said beside the form.
#[test]
fn a_response_on_paper_is_keyed_by_keyboard() {
    let folder = tempfile::tempdir().unwrap();
    let (mut office, id) = office("1. One\n\n2. Two\n");
    asked(&mut office, id, folder.path());
    let mut window = showing(office, "policy.file", &format!("{id} comments"));
    press(&mut window, Key::K);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Write what is said"), "{}", bench::text(&window));
    window.get_by_label("Who (of the register, or by name)").focus();
    window.run_ok();
    keys(&mut window, "Di Dunn");
    window.get_by_label("Clause of comment 1").focus();
    window.run_ok();
    keys(&mut window, "9");
    pressed(&mut window, Modifiers::NONE, Key::Tab);
    keys(&mut window, "Too late");
    assert!(shows(&window, "Comment 2"), "the next line is there already: {}", bench::text(&window));
    click(&mut window, "Record it");
    assert!(contains(&window, "has no clause"), "{}", bench::text(&window));
    window.get_by_label("Clause of comment 1").focus();
    window.run_ok();
    pressed(&mut window, Modifiers::COMMAND, Key::A);
    keys(&mut window, "2");
    click(&mut window, "Record it");
    let office = window.into_state().into_office().unwrap();
    let comments = office.read(|conn| store::comments(conn, id)).unwrap();
    assert_eq!((comments[0].by.as_str(), comments[0].new.says.as_str()), ("Di Dunn", "Too late"));
    let two = office.read(|conn| store::working(conn, id)).unwrap().body.clauses[1].id;
    assert_eq!(comments[0].new.anchor.clause, Some(two));
}

/// A step is linked to a meeting that exists; then no vote in words is asked for.
#[test]
fn a_step_rests_on_a_meeting_of_the_book() {
    use wardroom::meetings::{self, model as of};
    let (mut office, id) = office("1. One\n");
    let body = of::NewBody { name: "Conference".into(), ..of::NewBody::default() };
    let body = meetings::ops::save_body(&mut office, None, &body).unwrap().value;
    let kind = of::Kind::Ordinary;
    let new = of::NewMeeting {
        body,
        kind,
        title: String::new(),
        day: on("2026-11-20"),
        starts: None,
        place: String::new(),
        online: String::new(),
    };
    let meeting = meetings::ops::plan(&mut office, &new, &[]).unwrap().value;
    for point in ["evidence", "cost", "consulted", "contradictions", "equality"] {
        step::check(&mut office, id, point, "not_needed", "A test").unwrap();
    }
    let change = NewDocument { kind: "charter".into(), title: "Clean air".into(), ..NewDocument::default() };
    document::change(&mut office, id, &change).unwrap();
    for to in ["tabled", "debated"] {
        let taking = wardroom::policy::model::Taking { to: to.into(), ..Default::default() };
        step::step(&mut office, id, &taking).unwrap();
    }
    let mut window = showing(office, "policy.list", &id.to_string());
    super::hands::choose(&mut window, "Adopt");
    click(&mut window, "Take the step");
    assert!(contains(&window, "Say how the vote went, or choose the meeting"), "{}", bench::text(&window));
    window.query_all_by_label("At which meeting").last().unwrap().click();
    window.run_ok();
    click(&mut window, "Conference, 20 Nov 2026");
    click(&mut window, "Take the step");
    let office = window.into_state().into_office().unwrap();
    let taken = office.read(|conn| store::taken(conn, id)).unwrap();
    let last = taken.last().unwrap();
    assert_eq!((last.to.as_str(), last.meeting), ("adopted", Some(meeting)), "{taken:?}");
}

/// Who brought it: somebody of the register or a name in one field; emptied, nobody did.
#[test]
fn the_lead_of_a_document_is_cleared_in_its_form() {
    let (mut office, id) = office("1. One\n");
    let ann =
        wardroom::people::ops::add(&mut office, &wardroom::people::Details::named("Ann Quillfeather")).unwrap().value;
    let new =
        NewDocument { kind: "policy".into(), title: "Clean air".into(), lead: Some(ann), ..NewDocument::default() };
    document::change(&mut office, id, &new).unwrap();
    let mut window = showing(office, "policy.list", &id.to_string());
    assert!(contains(&window, "Ann Quillfeather"), "{}", bench::text(&window));
    click(&mut window, "Change");
    window.get_by_label("Brought by (of the register, or by name)").focus();
    window.run_ok();
    pressed(&mut window, Modifiers::COMMAND, Key::A);
    pressed(&mut window, Modifiers::NONE, Key::Backspace);
    super::hands::choose(&mut window, "Save");
    let office = window.into_state().into_office().unwrap();
    let one = office.read(|conn| store::document(conn, id)).unwrap();
    assert_eq!((one.new.lead, one.lead_shown.as_str()), (None, ""));
}

#[test]
fn who_read_it_is_marked_by_one_key() {
    let (office, id) = office("1. One\n");
    let mut window = showing(office, "policy.file", &format!("{id} readers"));
    press(&mut window, Key::A);
    window.get_by_label("Who").focus();
    window.run_ok();
    keys(&mut window, "Bo Berg");
    super::hands::choose(&mut window, "Save");
    assert!(contains(&window, "Bo Berg"), "a name in words will do: {}", bench::text(&window));
    press(&mut window, Key::X);
    let office = window.into_state().into_office().unwrap();
    let part = &wardroom::policy::model::parts::READERS;
    let rows = office.read(|conn| store::part_rows(conn, part, id)).unwrap();
    assert_eq!((rows[0].text(part, "name"), rows[0].key(part, "read_on")), ("Bo Berg", "2026-11-27"));
}

/// Strong words, a footnote and a reference come by keyboard; a reference follows when clauses are numbered anew.
#[test]
fn emphasis_footnotes_and_references_come_by_keyboard() {
    let (office, id) = office("1. One\n\n2. Two words\n\n3. Three\n");
    let three = office.read(|conn| store::working(conn, id)).unwrap().body.clauses[2].id;
    let mut window = showing(office, "policy.text", &id.to_string());
    assert!(contains(&window, "Ctrl R: refer to a clause"), "{}", bench::text(&window));
    into(&mut window, "Clause 2");
    pressed(&mut window, Modifiers::COMMAND, Key::B);
    keys(&mut window, " see ");
    ctrl(&mut window, Key::R);
    window.query_all_by_label("Which clause").last().unwrap().click();
    window.run_ok();
    window.query_all_by_label("3 Three").last().unwrap().click();
    window.run_ok();
    click(&mut window, "Put it in");
    ctrl(&mut window, Key::T);
    keys(&mut window, "Note");
    assert!(contains(&window, "Two words see 3"), "{}", bench::text(&window));
    assert!(contains(&window, "Footnote: Note"), "{}", bench::text(&window));
    into(&mut window, "Clause 1");
    pressed(&mut window, Modifiers::NONE, Key::Enter);
    keys(&mut window, "New");
    into(&mut window, "Clause 3");
    assert!(contains(&window, "Two words see 4"), "it follows: {}", bench::text(&window));
    for _ in 0..120 {
        window.step();
    }
    let kept = working(window, id);
    assert_eq!(kept[2].1, format!("Two **words** see {{#{three}}}[^Note]"));
}

/// What holds is searched clause by clause, on any day; lists stand there across documents.
#[test]
fn policy_in_force_is_searched_and_lists_stand_across_documents() {
    let mut office = empty_office();
    let window = at(empty_office(), "policy.in_force");
    assert!(contains(&window, "Nothing is in force on this day"), "{}", bench::text(&window));
    let new = NewDocument { kind: "charter".into(), title: "Charter".into(), ..NewDocument::default() };
    let text = plain::read("1. Meet monthly.\n\n2. Report to the committee.\n");
    let id = document::import(&mut office, &new, Some("draft"), text, "First").unwrap().value.0;
    for point in ["evidence", "cost", "consulted", "contradictions", "equality"] {
        step::check(&mut office, id, point, "not_needed", "A charter").unwrap();
    }
    for to in ["tabled", "debated", "adopted", "in_force"] {
        let taking = wardroom::policy::model::Taking { to: to.into(), vote: "carried".into(), ..Default::default() };
        step::step(&mut office, id, &taking).unwrap();
    }
    let part = &wardroom::policy::model::parts::QUESTIONS;
    let values = part.fields.iter().map(|field| match field.key {
        "question" => wardroom::events::model::part::Value::Text("How often?".into()),
        "name" | "answer" => wardroom::events::model::part::Value::Text(String::new()),
        _ => wardroom::events::model::part::Value::None,
    });
    wardroom::policy::ops::part::add(&mut office, part, id, &values.collect::<Vec<_>>()).unwrap();
    let mut window = at(office, "policy.in_force");
    assert!(contains(&window, "C1 Charter") && contains(&window, "Meet monthly"), "{}", bench::text(&window));
    window.get_by_label("Search what is in force").focus();
    window.run_ok();
    keys(&mut window, "REPORT");
    assert!(contains(&window, "1 clause says so"), "{}", bench::text(&window));
    keys(&mut window, "xyz");
    assert!(contains(&window, "Nothing in force says so"), "{}", bench::text(&window));
    click(&mut window, "Questions");
    assert!(contains(&window, "How often?") && contains(&window, "C1 Charter"), "{}", bench::text(&window));
    click(&mut window, "Texts");
    window.get_by_label("Day").focus();
    window.run_ok();
    keys(&mut window, "1 Nov 2026");
    assert!(contains(&window, "Nothing is in force on this day"), "{}", bench::text(&window));
}

/// A party names, orders, adds and removes; what hangs loose is said, and no document is left nowhere.
#[test]
fn the_workflow_is_edited_by_keyboard() {
    let (office, _) = office("1. One\n");
    let mut window = showing(office, "policy.workflow", "stages");
    assert!(contains(&window, "As the program brings it"), "{}", bench::text(&window));
    press(&mut window, Key::D);
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Give it a name"), "{}", bench::text(&window));
    window.get_by_label("Name").focus();
    window.run_ok();
    keys(&mut window, "Straw poll");
    press(&mut window, Key::Enter);
    assert!(contains(&window, "Your own") && contains(&window, "2 loose ends"), "{}", bench::text(&window));
    assert!(contains(&window, "no step leads to it"), "{}", bench::text(&window));
    super::hands::choose(&mut window, "Remove it…");
    click(&mut window, "Remove");
    assert!(contains(&window, "As the program brings it"), "{}", bench::text(&window));
    // The stage where a document is stays.
    let office = window.into_state().into_office().unwrap();
    let at = wardroom::policy::model::workflow::built_in().stage.iter().position(|stage| stage.key == "draft").unwrap();
    let mut window = showing(office, "policy.workflow", "stages");
    window.query_all_by_label("Stages").last().unwrap().focus();
    window.run_ok();
    for _ in 0..at {
        pressed(&mut window, Modifiers::NONE, Key::ArrowDown);
    }
    super::hands::choose(&mut window, "Remove it…");
    assert!(bench::text(&window).contains("Remove Draft?"), "{}", bench::text(&window));
    click(&mut window, "Remove");
    assert!(contains(&window, "would be nowhere"), "{}", bench::text(&window));
}
