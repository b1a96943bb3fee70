//! A person at a window: keys pressed, words typed, things clicked, and what is seen then.

use egui::{Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use wardroom::app::App;

pub type Window = Harness<'static, App>;

/// Until nothing moves any more. What is asked of the office in the last frame of it is answered in another.
pub fn settle(window: &mut Window) {
    window.run_ok();
    window.run_ok();
}

/// Types words, letter by letter.
pub fn keys(window: &mut Window, text: &str) {
    for letter in text.chars() {
        window.event(egui::Event::Text(letter.to_string()));
        window.run_ok();
    }
}

/// Presses a key, as a keyboard does: with a letter comes its text.
pub fn press(window: &mut Window, key: Key) {
    if let [letter @ b'A'..=b'Z'] = key.name().as_bytes() {
        window.input_mut().events.push(egui::Event::Text(char::from(letter.to_ascii_lowercase()).to_string()));
    }
    window.key_press(key);
    settle(window);
}

pub fn ctrl(window: &mut Window, key: Key) {
    window.key_press_modifiers(Modifiers::COMMAND, key);
    settle(window);
}

pub fn click(window: &mut Window, label: &str) {
    window.get_by_label(label).click();
    settle(window);
}

/// The same by the keyboard, which reaches what lies below the edge of the window too.
pub fn choose(window: &mut Window, label: &str) {
    window.get_by_label(label).focus();
    settle(window);
    press(window, Key::Enter);
}

/// Whether something has just this name.
pub fn shows(window: &Window, label: &str) -> bool {
    window.query_all_by_label(label).next().is_some()
}

/// Whether the name of something has these words.
pub fn contains(window: &Window, label: &str) -> bool {
    window.query_all_by_label_contains(label).next().is_some()
}
