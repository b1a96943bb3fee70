//! A table by keyboard: arrows, pages, Home and End, Shift to extend, Ctrl+A, Enter to open.

use egui::{EventFilter, Id, Key, Modifiers, Ui};

use super::place::Shown;
use super::{Table, TableState};

impl Table<'_> {
    /// Answers the row that was opened.
    pub(super) fn keyboard(
        &self,
        ui: &Ui,
        id: Id,
        state: &mut TableState,
        shown: Shown,
        selected: &mut bool,
    ) -> Option<u64> {
        if !self.keyboard || self.rows == 0 {
            return None;
        }
        ui.memory_mut(|m| {
            let filter = EventFilter { vertical_arrows: true, horizontal_arrows: false, ..Default::default() };
            m.set_focus_lock_filter(id, filter);
        });
        let before = state.selection.clone();
        let last = self.rows - 1;
        let page = shown.fit().saturating_sub(1).max(1);
        let at = state.selection.cursor();
        let from = at.unwrap_or(state.place.first);
        let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
        let mut goal = None;
        for (key, to) in [
            (Key::ArrowDown, at.map_or(from, |a| a.saturating_add(1).min(last))),
            (Key::ArrowUp, at.map_or(from, |a| a.saturating_sub(1))),
            (Key::PageDown, from.saturating_add(page).min(last)),
            (Key::PageUp, from.saturating_sub(page)),
            (Key::Home, 0),
            (Key::End, last),
        ] {
            // Shift is asked for first, because a key without modifiers would also match it.
            if self.many && pressed(Modifiers::SHIFT, key) {
                goal = Some((to, true));
            } else if pressed(Modifiers::NONE, key) || pressed(Modifiers::COMMAND, key) {
                goal = Some((to, false));
            }
        }
        if let Some((row, extend)) = goal {
            if extend && at.is_some() {
                state.selection.extend(row);
            } else {
                state.selection.set(row);
            }
            state.reveal = Some(row);
        }
        if self.many && pressed(Modifiers::COMMAND, Key::A) {
            state.selection.all(self.rows);
        }
        *selected |= before != state.selection;
        let opened = pressed(Modifiers::NONE, Key::Enter);
        if opened { state.selection.cursor() } else { None }
    }
}
