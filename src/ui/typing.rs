//! Whose `Ctrl Z` is: a field's while it has the keyboard and holds typing of its own, else the last operation's.
//!
//! A field holds typing while its text is another than the program last put there. What the program puts there while the
//! keyboard is elsewhere (another record, the emptied form) is a new beginning, and egui's memory of older texts goes with it:
//! it would bring back the words of another record. Only hashes are kept here, never a text.

use egui::text_edit::TextEditState;
use egui::{Context, Id, IdMap, Key, Ui};
use xxhash_rust::xxh3::xxh3_64;

#[derive(Clone, Copy)]
struct Held {
    /// The text as the program put it there.
    given: u64,
    /// The text of the last frame.
    last: u64,
}

#[derive(Clone, Default)]
struct Typing {
    fields: IdMap<Held>,
    /// The field whose typing was undone last and can be done again.
    redo: Option<Id>,
    /// The field of an editor that keeps what was typed itself, over many fields.
    editor: Option<Id>,
}

/// `f` must not ask the context anything: it is locked meanwhile.
fn typing<T>(ctx: &Context, f: impl FnOnce(&mut Typing) -> T) -> T {
    ctx.data_mut(|data| f(data.get_temp_mut_or_default(Id::unique("typing"))))
}

/// Before a field is drawn: what changed its text since the last frame was not the keyboard.
pub(super) fn begin(ui: &Ui, id: Id, text: &str) {
    let now = xxh3_64(text.as_bytes());
    let focused = ui.memory(|m| m.has_focus(id));
    let is_new = typing(ui.ctx(), |typing| {
        let held = typing.fields.entry(id).or_insert(Held { given: now, last: now });
        let is_new = held.last != now && !focused;
        if is_new {
            held.given = now;
        }
        held.last = now;
        is_new
    });
    if is_new && let Some(mut state) = TextEditState::load(ui.ctx(), id) {
        state.clear_undoer();
    }
}

/// After a field was drawn: what the keyboard changed.
pub(super) fn end(ui: &Ui, id: Id, text: &str, changed: bool) {
    if changed {
        keep(ui, id, text);
        let undid = ui.input(|i| i.modifiers.command && !i.modifiers.shift && i.key_pressed(Key::Z));
        typing(ui.ctx(), |typing| {
            if undid {
                typing.redo = Some(id);
            }
        });
    }
    if typing(ui.ctx(), |typing| typing.redo == Some(id)) && !can_redo(ui.ctx(), id, text) {
        forget_redo(ui.ctx());
    }
}

/// A field's own helper wrote its text in better form (`1250,5` as `1,250.50`): that is still typing.
pub(super) fn keep(ui: &Ui, id: Id, text: &str) {
    let now = xxh3_64(text.as_bytes());
    typing(ui.ctx(), |typing| {
        if let Some(held) = typing.fields.get_mut(&id) {
            held.last = now;
        }
    });
}

fn can_redo(ctx: &Context, id: Id, text: &str) -> bool {
    let Some(state) = TextEditState::load(ctx, id) else { return false };
    let Some(range) = state.cursor.char_range() else { return false };
    state.undoer().has_redo(&(range, text.to_owned()))
}

/// Says that a field belongs to an editor with an undo of its own: while it has the keyboard, undo and redo are the editor's.
pub fn editor(ctx: &Context, id: Id) {
    typing(ctx, |typing| typing.editor = Some(id));
}

/// Whether undo belongs to the field that has the keyboard.
pub fn owns_undo(ctx: &Context) -> bool {
    let Some(id) = ctx.memory(|m| m.focused()) else { return false };
    typing(ctx, |typing| {
        typing.editor == Some(id) || typing.fields.get(&id).is_some_and(|held| held.last != held.given)
    })
}

/// Whether redo belongs to the field that has the keyboard: it holds typing, or its typing was what was undone last.
pub fn owns_redo(ctx: &Context) -> bool {
    let focused = ctx.memory(|m| m.focused());
    owns_undo(ctx) || typing(ctx, |typing| typing.redo.is_some() && typing.redo == focused)
}

/// An operation was undone or done again: redo is about that now.
pub fn forget_redo(ctx: &Context) {
    typing(ctx, |typing| typing.redo = None);
}

/// Whether Escape was pressed to leave a screen, and not to take the keyboard out of a field. Asked once a frame; `was` keeps
/// whether something had the keyboard in the frame before, from which Escape has taken it by now.
pub fn escaped(ui: &Ui, was: &mut bool) -> bool {
    let has = ui.ctx().egui_wants_keyboard_input();
    let had = std::mem::replace(was, has);
    !has && !had && ui.input_mut(|i| i.consume_key(egui::Modifiers::NONE, Key::Escape))
}

/// Puts words into a field where its cursor stands, in the place of what is selected, and the cursor behind them; at the end
/// of a field that was never in use.
pub fn insert(ctx: &Context, id: Id, text: &mut String, words: &str) {
    let mut state = TextEditState::load(ctx, id);
    let range = state.as_ref().and_then(|state| state.cursor.char_range());
    let count = text.chars().count();
    let (from, to) = range.map_or((count, count), |range| {
        let (a, b): (usize, usize) = (range.primary.index.into(), range.secondary.index.into());
        (a.min(b).min(count), a.max(b).min(count))
    });
    let at = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    text.replace_range(at(from)..at(to), words);
    if let Some(state) = &mut state {
        let behind = egui::text::CCursor::new(from + words.chars().count());
        state.cursor.set_char_range(Some(egui::text::CCursorRange::one(behind)));
        state.clone().store(ctx, id);
    }
    ctx.memory_mut(|m| m.request_focus(id));
}
