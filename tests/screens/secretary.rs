//! A year of a secretary by keyboard, from the desk to the check: on the demo, and on lists that came from elsewhere.

use std::path::Path;
use std::sync::Arc;

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::{App, bench};
use wardroom::kit::{Day, FixedClock, day};
use wardroom::members::model::Register;
use wardroom::members::store;
use wardroom::office::{How, Office, Severity};
use wardroom::ui::Theme;
use wardroom::ui::raster::Canvas;
use wardroom::{demo, people, subjects};

use crate::common::imported;

fn on(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

type Window = Harness<'static, App>;

/// A secretary at the keyboard, with the office on one screen after the other.
struct Desk {
    clock: Arc<FixedClock>,
    window: Option<Window>,
}

impl Desk {
    fn sit_down(path: &Path) -> Self {
        let clock = Arc::new(FixedClock::at(on("2026-11-21")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as _, "Asha M.").seed(1);
        let office = Office::open(path, &how).unwrap();
        Self { clock, window: Some(Self::at(office, "home", "")) }
    }

    fn at(office: Office, screen: &'static str, filter: &str) -> Window {
        let size = [1366.0, 768.0];
        bench::screen_on(Canvas::default(), Theme::default(), size, office, subjects::ALL, screen, filter).unwrap()
    }

    /// Goes to another screen.
    fn go(&mut self, screen: &'static str, filter: &str) {
        let office = self.window.take().unwrap().into_state().into_office().unwrap();
        self.window = Some(Self::at(office, screen, filter));
    }

    fn window(&mut self) -> &mut Window {
        self.window.as_mut().unwrap()
    }

    fn press(&mut self, key: Key) {
        self.window().key_press(key);
        self.window().run_ok();
    }

    fn ctrl(&mut self, key: Key) {
        self.window().key_press_modifiers(Modifiers::COMMAND, key);
        self.window().run_ok();
    }

    fn write(&mut self, text: &str) {
        for letter in text.chars() {
            self.window().event(egui::Event::Text(letter.to_string()));
            self.window().run_ok();
        }
    }

    /// Writes over what stands in the field that has the keyboard.
    fn write_over(&mut self, text: &str) {
        self.ctrl(Key::A);
        self.write(text);
    }

    /// Tab, until the keyboard is on a control of this name.
    fn tab_to(&mut self, label: &str) {
        for _ in 0..120 {
            if self.window().query_all_by_label(label).any(|node| node.is_focused()) {
                return;
            }
            self.press(Key::Tab);
        }
        panic!("the keyboard does not get to {label}: {}", bench::text(self.window()));
    }

    fn sees(&mut self, words: &str) {
        let sees = self.window().query_all_by_label_contains(words).next().is_some();
        assert!(sees, "“{words}” in {}", bench::text(self.window()));
    }

    /// Asks the office something.
    fn ask<T>(&mut self, screen: &'static str, what: impl FnOnce(&Office) -> T) -> T {
        let office = self.window.take().unwrap().into_state().into_office().unwrap();
        let answer = what(&office);
        self.window = Some(Self::at(office, screen, ""));
        answer
    }

    fn register(&mut self) -> Arc<Register> {
        self.ask("home", |office| office.read(store::register)).unwrap()
    }
}

fn a_year(folder: &Path, path: &Path) {
    let mut desk = Desk::sit_down(path);
    // The application.
    let before = desk.register().rows(on("2026-11-21")).iter().filter(|row| row.status.is_member()).count();
    desk.go("members.applications", "");
    desk.press(Key::A);
    desk.sees("Charge the first dues");
    desk.press(Key::Enter);
    desk.sees("Approved: ");
    let after = desk.register().rows(on("2026-11-21")).iter().filter(|row| row.status.is_member()).count();
    assert_eq!(after, before + 1);

    // The dues of next year, seen and charged.
    desk.go("members.dues", "");
    desk.press(Key::I);
    desk.press(Key::Enter);
    desk.sees("Dues run 1 Jan 2027 to 31 Dec 2027");
    let register = desk.register();
    let charged = register.charges.iter().filter(|charge| charge.period.from >= on("2027-01-01")).count();
    assert!(charged > 2, "{charged} charges");

    // Partly paid, from the member in the pane.
    desk.clock.set(on("2027-02-01"));
    let payer =
        register.arrears(on("2027-02-01")).into_iter().find(|a| a.debts.iter().all(|d| d.member == a.payer)).unwrap();
    desk.go("members.list", &format!("members.pay:{}", payer.payer));
    desk.sees("It goes into the ledger");
    desk.write_over("5");
    desk.press(Key::Enter);
    desk.sees("Dues of £5.00 from");
    let owed = |register: &Register| {
        register.arrears(on("2027-02-01")).into_iter().find(|a| a.payer == payer.payer).map_or(0, |a| a.total().0)
    };
    assert_eq!(owed(&desk.register()), payer.total().0 - 500);

    // Reminders as one PDF; they are remembered.
    desk.go("members.arrears", "");
    desk.press(Key::W);
    desk.tab_to("Save as PDF");
    desk.press(Key::Space);
    desk.press(Key::S);
    let letters = folder.join("reminders.pdf");
    desk.write_over(&letters.display().to_string());
    desk.press(Key::Enter);
    desk.sees("of dues");
    assert!(std::fs::read(&letters).unwrap().starts_with(b"%PDF"));
    assert!(!desk.ask("home", |office| office.read(store::reminders)).unwrap().is_empty());

    // The roll for a day, with the reasons, printed to sign.
    desk.clock.set(on("2027-03-14"));
    desk.go("members.roll", "left_out");
    desk.sees("May vote: ");
    desk.sees("Left out: ");
    desk.go("members.roll", "print");
    desk.tab_to("Those left out follow, each with the reason");
    desk.tab_to("Save as PDF");
    desk.press(Key::Space);
    desk.tab_to("Save as PDF…");
    desk.press(Key::Space);
    let roll = folder.join("roll.pdf");
    desk.write_over(&roll.display().to_string());
    desk.press(Key::Enter);
    let shown = bench::text(desk.window());
    // A computer without fonts for every script says so, and prints no boxes.
    let printed = std::fs::read(&roll).is_ok_and(|bytes| bytes.starts_with(b"%PDF"));
    assert!(printed || shown.contains("No font on this computer"), "{shown}");

    // Two who are one are merged; after other work they are two again, by the history.
    let count = |desk: &mut Desk| -> i64 {
        let all = desk.ask("home", |office| office.read(people::store::counts)).unwrap();
        all.iter().map(|(_, n)| n).sum()
    };
    let people_before = count(&mut desk);
    desk.go("people.duplicates", "");
    desk.press(Key::M);
    desk.sees("Merged ");
    assert_eq!(count(&mut desk), people_before - 1);
    desk.go("people.list", "new:Olive Later");
    desk.ctrl(Key::Enter);
    assert_eq!(count(&mut desk), people_before, "{}", bench::text(desk.window()));
    desk.go("history", "Merged");
    desk.tab_to("Undo this step");
    desk.press(Key::Space);
    let undone = desk.ask("home", |office| office.read(|conn| wardroom::office::history::steps(conn, 0, 3))).unwrap();
    assert!(undone.iter().any(|step| step.kind == "people.merge" && step.undone), "{undone:?}");
    assert_eq!(count(&mut desk), people_before + 1, "what came after stays");

    // Somebody is erased.
    desk.go("people.list", "erase");
    desk.sees("cannot be undone");
    desk.tab_to("Reason");
    desk.write("asked by letter");
    desk.tab_to("Erase for good");
    desk.press(Key::Space);
    desk.sees("Erased a person: asked by letter");
    let office = desk.window.take().unwrap().into_state().into_office().unwrap();
    let findings = office.check().unwrap();
    assert!(findings.iter().all(|finding| finding.severity != Severity::Error), "{findings:?}");
    office.close().unwrap();
}

#[test]
fn a_secretarys_year_by_keyboard_on_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("demo.wardroom");
    demo::make(&path, demo::Size::default(), demo::usual_day().unwrap()).unwrap();
    a_year(folder.path(), &path);
}

#[test]
fn a_secretarys_year_by_keyboard_on_lists_that_came_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = imported(folder.path());
    a_year(folder.path(), Path::new(&path));
}
