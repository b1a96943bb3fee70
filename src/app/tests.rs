//! The shell with a toy subject: the list of people who use the office.

use std::sync::Arc;

use egui::Ui;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::kit::{Day, FixedClock, Result};
use crate::office::profile::{self, CHANGE_OFFICERS, Officer, Profile};
use crate::office::{How, Office, Secret};
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{Field, icons};

struct Users {
    rows: Rows<Officer>,
    count: Live<usize>,
    table: TableState,
    name: String,
    saving: Option<Reply<profile::OfficerId>>,
    opened: String,
}

impl Users {
    fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            rows: Rows::new(&["officer"]),
            count: Live::new(&["officer"]),
            table: TableState::default(),
            name: String::new(),
            saving: None,
            opened: String::new(),
        })
    }
}

impl Screen for Users {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.rows.want(
            sight.desk,
            (),
            |conn, ()| Ok(profile::officers(conn)?.len() as u64),
            |conn, (), from, many| {
                Ok(profile::officers(conn)?.into_iter().skip(from as usize).take(many as usize).collect())
            },
        );
        self.count.want(sight.desk, (), |conn, ()| Ok(profile::officers(conn)?.len()));
        if let Some(Ok(_)) = self.saving.as_mut().and_then(Reply::take) {
            self.saving = None;
            self.name.clear();
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let count = self.count.get().copied().unwrap_or(0);
        sight.header(ui, &format!("{count} users"), |ui| {
            ADD.primary(ui, sight);
        });
        ui::line(ui, &self.opened, BODY);
        Field::new("New name", &mut self.name).show(ui);
        let columns = [Column::new("name", "Name", 200.0)];
        let rows = &self.rows;
        let out = Table::new("Users", &columns).rows(rows.total()).show(
            ui,
            &mut self.table,
            |at| rows.get(at),
            |user, _| Cell::Strong(user.name.as_str().into()),
        );
        self.rows.in_sight(out.visible);
    }

    fn command(&mut self, _key: &str, sight: &Sight<'_>) {
        let name = self.name.clone();
        self.saving =
            Some(sight.desk.run(&CHANGE_OFFICERS, move |o| profile::save_officer(o, None, &name, "", "", true)));
    }

    fn go(&mut self, filter: &str) {
        self.opened = format!("Opened {filter}");
    }

    fn draft(&self) -> Option<String> {
        (!self.name.is_empty()).then(|| self.name.clone())
    }

    fn restore(&mut self, draft: &str) {
        self.name = draft.to_owned();
    }
}

use crate::ui::{self, BODY};

static USERS: Section = Section { key: "users", name: || "Users", icon: icons::USERS };

static ADD: Command = Command {
    key: "users.add",
    says: || "New user",
    shortcut: Some(Shortcut::letter(egui::Key::N)),
    screen: "users.list",
    ..Command::NONE
};

static TOY: Subject = Subject {
    key: "users",
    screens: &[ScreenDef {
        key: "users.list",
        title: || "Users",
        section: &USERS,
        make: Users::boxed,
        ..ScreenDef::NONE
    }],
    commands: &[&ADD],
    badge: Some(|conn, _today| Ok(Some(profile::officers(conn)?.len()))),
    ..Subject::NONE
};

static SUBJECTS: &[&Subject] = &[&TOY];

fn office() -> Result<Office> {
    let day = Day::from_ymd_opt(2026, 11, 21).unwrap_or_default();
    let how = How::new(subject::setup(SUBJECTS), Arc::new(FixedClock::at(day)), "Asha M.").seed(1);
    Office::in_memory(&Profile::new("Test Party", "Riverside branch", "gb")?, &how)
}

fn type_name(harness: &mut Harness<'_, App>, name: &str) {
    harness.get_by_label("New name").focus();
    harness.run_ok();
    harness.get_by_label("New name").type_text(name);
    harness.run_ok();
}

#[test]
fn what_is_done_shows_in_list_rail_and_notice_and_undo_takes_it_back() {
    let mut harness = bench::screen(office().unwrap(), SUBJECTS, "users.list").unwrap();
    type_name(&mut harness, "Ann Ali");
    harness.get_by_label("New user").click();
    harness.run_ok();
    assert!(harness.query_by_label("1 users").is_some());
    assert!(harness.query_all_by_label("Ann Ali").next().is_some(), "in the list");
    assert!(harness.query_by_label("Ann Ali uses the office").is_some(), "in the notice");
    type_name(&mut harness, "Bo");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
    harness.run_ok();
    assert!(harness.query_by_label("1 users").is_some(), "in a field with typing, undo is the field's own");
    harness.get_by_label("Undo the last step").click();
    harness.run_ok();
    assert!(harness.query_by_label("0 users").is_some());
    assert!(harness.query_by_label("Undid: Ann Ali uses the office").is_some());
    harness.ctx.memory_mut(|m| m.stop_text_input());
    harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
    harness.run_ok();
    assert!(harness.query_by_label("1 users").is_some(), "and done again");
}

#[test]
fn in_a_field_undo_is_the_typings_while_there_is_some_and_else_the_operations() {
    let mut harness = bench::screen(office().unwrap(), SUBJECTS, "users.list").unwrap();
    type_name(&mut harness, "Ann Ali");
    harness.get_by_label("New user").click();
    harness.run_ok();
    let undo = |harness: &mut Harness<'_, App>| {
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        harness.run_ok();
    };
    let redo = |harness: &mut Harness<'_, App>| {
        harness.key_press_modifiers(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, egui::Key::Z);
        harness.run_ok();
    };
    let stands = |harness: &Harness<'_, App>, users: &str, typed: &str, why: &str| {
        assert!(harness.query_by_label(users).is_some(), "{why}: {users}\n{}", bench::text(harness));
        let field = harness.get_by_label("New name").accesskit_node().value().unwrap_or_default();
        assert_eq!(field, typed, "{why}");
    };
    harness.get_by_label("New name").focus();
    harness.run_ok();
    undo(&mut harness);
    stands(&harness, "0 users", "", "the field is merely focused, and empty as the saving left it");
    redo(&mut harness);
    stands(&harness, "1 users", "", "so is redo");

    type_name(&mut harness, "Bo");
    undo(&mut harness);
    stands(&harness, "1 users", "", "there is typing, so it goes first");
    redo(&mut harness);
    stands(&harness, "1 users", "Bo", "and comes back first");
    undo(&mut harness);
    undo(&mut harness);
    stands(&harness, "0 users", "", "when the typing is gone, the operation's turn comes");
    redo(&mut harness);
    stands(&harness, "1 users", "", "what was undone last is done again first");
}

#[test]
fn letters_are_commands_only_outside_fields() {
    let mut harness = bench::screen(office().unwrap(), SUBJECTS, "users.list").unwrap();
    type_name(&mut harness, "Bo");
    harness.key_press(egui::Key::N);
    harness.run_ok();
    assert!(harness.query_by_label("0 users").is_some(), "the letter belongs to the field");
    harness.ctx.memory_mut(|m| m.stop_text_input());
    harness.run_ok();
    harness.key_press(egui::Key::N);
    harness.run_ok();
    assert!(harness.query_by_label("1 users").is_some(), "outside it is the command");
}

#[test]
fn nothing_is_asked_or_drawn_while_nothing_happens() {
    let mut harness = bench::screen(office().unwrap(), SUBJECTS, "users.list").unwrap();
    harness.run_ok();
    assert_eq!(harness.run_ok(), Some(1), "one frame, and then it rests");
}

/// A window without an office, on a thread of its own for what it opens.
fn empty_window() -> Harness<'static, App> {
    let day = Day::from_ymd_opt(2026, 11, 21).unwrap();
    window_with(Machine::default(), Arc::new(FixedClock::at(day)))
}

fn window_with(machine: Machine, clock: Arc<dyn Clock>) -> Harness<'static, App> {
    let house = House {
        subjects: SUBJECTS,
        setup: subject::setup(SUBJECTS),
        clock,
        who: Some("Asha M.".to_owned()),
        demo: None,
    };
    let mut harness = Harness::builder()
        .with_size([1366.0, 768.0])
        .with_max_steps(20)
        .with_context_setup(|ctx| Theme::default().install(ctx))
        .build_ui_state(
            |ui, app: &mut App| {
                app.logic(ui.ctx());
                app.ui(&mut crate::ui::raster::whole_window(ui));
            },
            App::new(house, machine),
        );
    harness.run_ok();
    harness
}

/// A clock that stands until it is moved, for what happens while nothing does.
#[derive(Debug)]
struct StillClock(std::sync::atomic::AtomicI64);

impl StillClock {
    fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, std::sync::atomic::Ordering::SeqCst);
    }
}

impl Clock for StillClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0.load(std::sync::atomic::Ordering::SeqCst), 0).unwrap()
    }

    fn today(&self) -> Day {
        self.now().date_naive()
    }
}

/// When the window of this harness wants to be drawn next, once nothing is under way any more.
fn next_frame(harness: &mut Harness<'_, App>) -> std::time::Duration {
    let proved = |harness: &Harness<'_, App>| match &harness.state().stage {
        Stage::Open(room) => room.chores.proof == chores::Proof::Sound && room.chores.is_done() && room.desk.is_idle(),
        _ => false,
    };
    for _ in 0..400 {
        harness.step();
        if proved(harness) {
            for _ in 0..4 {
                harness.step();
            }
            return harness.output().viewport_output.get(&egui::ViewportId::ROOT).unwrap().repaint_delay;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    panic!("the chores were never done");
}

#[test]
fn a_window_at_rest_is_drawn_only_when_it_must_lock_or_back_up() {
    let minutes = |n: u64| std::time::Duration::from_secs(n * 60);
    let clock = Arc::new(StillClock(1_795_262_400.into()));
    for encrypted in [false, true] {
        let (place, path) = file(encrypted);
        let mut machine = Machine::default();
        machine.backups = Some(place.path().join("backups"));
        let mut harness = window_with(machine, clock.clone());
        let ctx = harness.ctx.clone();
        let secret = if encrypted { passphrase("correct horse battery") } else { Secret::None };
        harness.state_mut().open(&ctx, path, secret);
        wait_for(&mut harness, "0 users");
        // While the person may still be at work, the proof of the file waits and the window looks again.
        clock.pass(2);
        let delay = next_frame(&mut harness);
        if encrypted {
            assert_eq!(delay, minutes(9) - std::time::Duration::from_secs(2), "the last minute before it locks");
        } else {
            assert_eq!(delay, std::time::Duration::MAX, "{:?}", harness.ctx.repaint_causes());
        }
        let rest = delay.min(minutes(9)).as_secs();
        clock.pass(i64::try_from(rest).unwrap());
        harness.run_ok();
        assert_eq!(bench::text(&harness).contains("Locks in 60 s"), encrypted);
    }
}

/// Draws until these words are on screen; the office's thread takes its time.
fn wait_for(harness: &mut Harness<'_, App>, words: &str) {
    for _ in 0..400 {
        harness.run_ok();
        if bench::text(harness).contains(words) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    panic!("“{words}” never came:\n{}", bench::text(harness));
}

fn passphrase(words: &str) -> Secret {
    Secret::Passphrase(crate::office::Passphrase::new(words))
}

/// A file of an empty office, its passphrase "correct horse battery" where it is encrypted.
fn file(encrypted: bool) -> (tempfile::TempDir, std::path::PathBuf) {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("branch.wardroom");
    let secret = if encrypted { passphrase("correct horse battery") } else { Secret::None };
    let clock = Arc::new(FixedClock::at(Day::from_ymd_opt(2026, 11, 21).unwrap()));
    let how = How::new(subject::setup(SUBJECTS), clock, "Asha M.").secret(secret);
    let profile = Profile::new("Test Party", "Riverside branch", "gb").unwrap();
    Office::create(&path, &profile, &how).unwrap().close().unwrap();
    (place, path)
}

#[test]
fn a_passphrase_from_the_command_line_opens_without_asking_and_a_wrong_one_is_asked_for() {
    let (_place, path) = file(true);
    let mut harness = empty_window();
    let ctx = harness.ctx.clone();
    harness.state_mut().open(&ctx, path.clone(), passphrase("correct horse battery"));
    wait_for(&mut harness, "0 users");
    assert!(bench::text(&harness).contains("Asha M."), "who was named on the command line acts");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    wait_for(&mut harness, "Unlock");
    drop(harness);

    let mut harness = empty_window();
    let ctx = harness.ctx.clone();
    harness.state_mut().open(&ctx, path, passphrase("wrong horse battery"));
    wait_for(&mut harness, "passphrase is wrong");
    assert!(bench::text(&harness).contains("Unlock"), "it can be typed there and then");

    let (_place, plain) = file(false);
    let mut harness = empty_window();
    let ctx = harness.ctx.clone();
    harness.state_mut().open(&ctx, plain, passphrase("correct horse battery"));
    wait_for(&mut harness, "0 users");
}

#[test]
fn widths_and_order_of_a_list_are_there_again_in_the_next_window() {
    let (_place, path) = file(false);
    let mut harness = empty_window();
    let ctx = harness.ctx.clone();
    harness.state_mut().open(&ctx, path.clone(), Secret::None);
    wait_for(&mut harness, "0 users");
    harness.get_by_label("Name").click();
    harness.run_ok();
    let machine = harness.state().machine.borrow().clone();
    assert_eq!(machine.layouts.tables.keys().collect::<Vec<_>>(), ["users.list: name"]);
    drop(harness);

    let mut harness = window_with(machine, Arc::new(FixedClock::at(Day::from_ymd_opt(2026, 11, 21).unwrap())));
    let sorted = |harness: &Harness<'_, App>| harness.get_by_label("Name").accesskit_node().data().sort_direction();
    let ctx = harness.ctx.clone();
    harness.state_mut().open(&ctx, path, Secret::None);
    wait_for(&mut harness, "0 users");
    assert_eq!(sorted(&harness), Some(egui::accesskit::SortDirection::Ascending));
    ui::layout::reset(&harness.ctx);
    harness.run_ok();
    assert_eq!(sorted(&harness), None);
    assert_eq!(harness.state().machine.borrow().layouts, ui::layout::Layouts::default());
}

#[test]
fn a_locked_file_gives_back_what_was_half_typed_and_only_for_the_passphrase() {
    let (place, path) = file(true);

    let mut harness = empty_window();
    let ctx = harness.ctx.clone();
    harness.state_mut().open(&ctx, path.clone(), Secret::None);
    wait_for(&mut harness, "Passphrase");
    let unlock = |harness: &mut Harness<'_, App>, words: &str| {
        harness.get_by_label("Passphrase").focus();
        harness.run_ok();
        harness.get_by_label("Passphrase").type_text(words);
        harness.run_ok();
        harness.get_by_label("Unlock").click();
    };
    unlock(&mut harness, "wrong horse battery");
    wait_for(&mut harness, "passphrase is wrong");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    let field = harness.get_by_label("Passphrase");
    field.focus();
    harness.run_ok();
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    unlock(&mut harness, "correct horse battery");
    wait_for(&mut harness, "0 users");
    assert!(bench::text(&harness).contains("Locks in 10 min"));
    type_name(&mut harness, "Half-typed");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::L);
    wait_for(&mut harness, "Unlock");
    assert!(!bench::text(&harness).contains("Half-typed"), "nothing of the office is left on screen");
    let files: Vec<_> = std::fs::read_dir(place.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(files, ["branch.wardroom"], "locked means closed: one file");
    unlock(&mut harness, "correct horse battery");
    wait_for(&mut harness, "Half-typed");
}

#[test]
fn the_palette_has_the_keyboard_and_does_what_it_found() {
    let mut harness = bench::screen(office().unwrap(), SUBJECTS, "users.list").unwrap();
    type_name(&mut harness, "Cleo");
    harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::K);
    harness.run_ok();
    harness.event(egui::Event::Text("new u".to_owned()));
    harness.run_ok();
    assert!(bench::text(&harness).contains("ListBoxOption “New user”"), "{}", bench::text(&harness));
    harness.key_press(egui::Key::Enter);
    harness.run_ok();
    assert!(bench::text(&harness).contains("1 users"), "{}", bench::text(&harness));
}
