//! The clauses of a text as they are written: only those in sight are laid out, each an editor of its own; keys for structure work
//! on the clause that has the keyboard.

use std::collections::BTreeMap;

use egui::{Align, Event, Id, Key, Modifiers, Rect, Ui, UiBuilder, pos2, vec2};

use super::super::body::{Clause, Kind};
use super::super::edit::{Caret, Editing};
use super::super::inline::{self, Stretch};
use super::super::label::Labels;
use crate::t;
use crate::ui::writing::{self, Writing};
use crate::ui::{BODY, SMALL, TextLook, look, paint_line};

/// Room for labels at the left, and for each level.
const LABEL: f32 = 52.0;
const STEP: f32 = 22.0;
/// Above and below a clause.
const GAP: f32 = 6.0;
/// Clauses are laid out so far beyond what is in sight.
const BEYOND: f32 = 200.0;

const BODY_TEXT: TextLook = TextLook { size: 15.0, line: 22.0, ..BODY };

/// What the clauses in sight need, kept from frame to frame.
#[derive(Default)]
pub(super) struct TextView {
    /// The height of each clause as it was laid out last, by its id, for a width.
    heights: BTreeMap<i64, f32>,
    width: f32,
    tops: Vec<f32>,
    labels: Labels,
    labelled: Option<u64>,
    /// Who has the keyboard: the clause, the caret, whether it is in the first or last row.
    pub(super) focus: Option<(i64, usize)>,
    rows: (bool, bool),
    pub(super) marked: Option<std::ops::Range<usize>>,
    /// Where the keyboard goes next.
    goal: Option<Caret>,
    reveal: Option<usize>,
    top: f32,
}

fn id_of(clause: i64) -> Id {
    Id::unique(("policy.clause", clause))
}

fn face(clause: &Clause) -> TextLook {
    match (clause.kind, clause.depth) {
        (Kind::Heading, 0) => TextLook { size: 20.0, line: 28.0, ..BODY }.strong(),
        (Kind::Heading, _) => TextLook { size: 16.0, line: 24.0, ..BODY }.strong(),
        _ => BODY_TEXT,
    }
}

/// How far a clause stands to the right: by what it lies within, headings not counted.
fn indent(clause: &Clause, base: u8) -> f32 {
    if clause.kind == Kind::Heading { 0.0 } else { f32::from(clause.depth.saturating_sub(base).min(6)) * STEP }
}

impl TextView {
    /// Puts the caret somewhere, and what is there in sight.
    pub(super) fn put(&mut self, caret: Caret) {
        self.goal = Some(caret);
        self.reveal = Some(caret.at);
    }

    /// The clause that has the keyboard, by its place.
    pub(super) fn place(&self, editing: &Editing) -> Option<Caret> {
        let (id, char) = self.focus?;
        let at = editing.clauses().iter().position(|clause| clause.id == id)?;
        Some(Caret { at, char })
    }

    pub(super) fn labels(&mut self, editing: &Editing) -> &Labels {
        if self.labelled != Some(editing.structure()) {
            self.labels = Labels::of(editing.body());
            self.labelled = Some(editing.structure());
        }
        &self.labels
    }

    /// The place of the clause at the top of what is in sight.
    pub(super) fn topmost(&self) -> usize {
        self.tops.partition_point(|top| *top <= self.top + 1.0).saturating_sub(1)
    }

    /// Draws them, and does what keys say.
    pub(super) fn show(&mut self, ui: &mut Ui, editing: &mut Editing, writable: bool, marks: &BTreeMap<i64, usize>) {
        self.focus = self.focus.filter(|(id, _)| ui.memory(|m| m.has_focus(id_of(*id))));
        if let Some((id, _)) = self.focus
            && writable
            && let Some(at) = editing.clauses().iter().position(|clause| clause.id == id)
        {
            let char = writing::caret(ui.ctx(), id_of(id)).unwrap_or(0);
            if let Some(caret) = keys(ui, editing, Caret { at, char }, self.rows) {
                self.put(caret);
            }
        }
        self.labels(editing);
        let width = ui.available_width();
        if (width - self.width).abs() > 0.5 {
            self.heights.clear();
            self.width = width;
        }
        self.measure(editing, width);
        let total = self.tops.last().copied().unwrap_or(0.0) + 120.0;
        let out = egui::ScrollArea::vertical().id_salt("policy.text").auto_shrink([false, false]).show_viewport(
            ui,
            |ui, sight| {
                ui.set_height(total);
                ui.set_width(ui.available_width());
                let origin = ui.min_rect().min;
                if let Some(at) = self.reveal.take() {
                    self.reveal(ui, at, origin, sight);
                }
                let from = self.tops.partition_point(|top| *top < sight.min.y - BEYOND).saturating_sub(1);
                let to = self.tops.partition_point(|top| *top < sight.max.y + BEYOND).min(editing.clauses().len());
                // Who has the keyboard is drawn though out of sight, or it would lose it.
                let wanted = self.goal.map(|caret| caret.at).or_else(|| self.place(editing).map(|caret| caret.at));
                let outside = wanted.filter(|at| !(from..to).contains(at) && *at < editing.clauses().len());
                let mut focus = None;
                for at in outside.into_iter().chain(from..to) {
                    self.clause(ui, editing, at, origin, writable, marks, &mut focus);
                }
                self.focus = focus;
            },
        );
        self.top = out.state.clamped_offset().y;
    }

    fn reveal(&self, ui: &Ui, at: usize, origin: egui::Pos2, sight: Rect) {
        let (Some(top), Some(bottom)) = (self.tops.get(at), self.tops.get(at + 1)) else { return };
        if *top >= sight.min.y && *bottom <= sight.max.y {
            return;
        }
        let rect = Rect::from_min_max(origin + vec2(0.0, *top), origin + vec2(10.0, *bottom));
        ui.scroll_to_rect_animation(rect, Some(Align::Center), egui::style::ScrollAnimation::none());
    }

    /// Where each clause begins: as high as it was laid out, else as its length lets expect.
    fn measure(&mut self, editing: &Editing, width: f32) {
        self.tops.clear();
        let (mut y, mut base) = (12.0, 0);
        for clause in editing.clauses() {
            self.tops.push(y);
            if clause.kind == Kind::Heading {
                base = clause.depth.saturating_add(1);
            }
            let height = self.heights.get(&clause.id).copied().unwrap_or_else(|| {
                let look = face(clause);
                let room = (width - LABEL - indent(clause, base) - 24.0).max(80.0);
                let signs = f32::from(u16::try_from(clause.text.len()).unwrap_or(u16::MAX));
                (signs * look.size * 0.47 / room).ceil().max(1.0) * look.line
            });
            y += height + GAP * 2.0 + if clause.kind == Kind::Heading { 10.0 } else { 0.0 };
        }
        self.tops.push(y);
    }

    #[expect(clippy::too_many_arguments, reason = "what one clause needs of the whole")]
    fn clause(
        &mut self,
        ui: &mut Ui,
        editing: &mut Editing,
        at: usize,
        origin: egui::Pos2,
        writable: bool,
        marks: &BTreeMap<i64, usize>,
        focus: &mut Option<(i64, usize)>,
    ) {
        let (Some(clause), Some(top)) = (editing.clauses().get(at), self.tops.get(at).copied()) else { return };
        let (id, look_, kind) = (clause.id, face(clause), clause.kind);
        let base =
            editing.clauses().iter().take(at + 1).rev().find(|c| c.kind == Kind::Heading).map_or(0, |c| c.depth + 1);
        let shift = indent(clause, base);
        let mut text = clause.text.clone();
        let above = if kind == Kind::Heading { GAP + 10.0 } else { GAP };
        let left = origin.x + LABEL + shift;
        let right = origin.x + self.width - 24.0;
        let height = self.heights.get(&id).copied().unwrap_or(look_.line);
        let area = Rect::from_min_max(pos2(left, origin.y + top + above), pos2(right, origin.y + top + above + height));
        let has = self.goal.is_some_and(|caret| caret.at == at) || ui.memory(|m| m.has_focus(id_of(id)));
        let colors = look(ui);
        if has {
            let row = area.expand2(vec2(0.0, GAP)).with_min_x(origin.x + 4.0).with_max_x(right + 12.0);
            ui.painter().rect_filled(row, 6.0, colors.sunk);
        }
        self.margin(ui, id, kind, area, (origin.x, shift), marks);
        if let Some(caret) = self.goal.filter(|caret| caret.at == at) {
            writing::put_caret(ui.ctx(), id_of(id), caret.char);
            self.goal = None;
        }
        let label = self.labels.shown(id);
        let name = if label.is_empty() || kind == Kind::Heading {
            kind_name(kind).to_owned()
        } else {
            t!("Clause {label}", label = label)
        };
        let mut inner = ui.new_child(UiBuilder::new().id_salt(id).max_rect(area.with_max_y(f32::INFINITY)));
        let hint = if kind == Kind::Heading { t!("Heading") } else { t!("Write here; Enter begins the next clause") };
        let before = writing::caret(ui.ctx(), id_of(id)).unwrap_or(0);
        let out = Writing::new(id_of(id), &name, &mut text)
            .look(look_)
            .spans(spans)
            .enabled(writable)
            .hint(if has || editing.clauses().len() == 1 { hint } else { "" })
            .show(&mut inner);
        let height = out.response.rect.height().max(look_.line);
        if self.heights.get(&id).is_none_or(|known| (known - height).abs() > 0.5) {
            self.heights.insert(id, height);
            ui.ctx().request_repaint();
        }
        if let Some(char) = out.caret {
            *focus = Some((id, char));
            self.rows = (out.first_row, out.last_row);
            self.marked = out.marked;
            if out.response.changed() && writable {
                editing.typed(at, &text, Caret { at, char: before }, Caret { at, char });
            }
        }
    }

    /// The label of a clause, and how many comments it has.
    fn margin(
        &self,
        ui: &Ui,
        id: i64,
        kind: Kind,
        area: Rect,
        (left, shift): (f32, f32),
        marks: &BTreeMap<i64, usize>,
    ) {
        let colors = look(ui);
        let short = self.labels.get(id).map(|label| label.short.as_str()).unwrap_or_default();
        if kind != Kind::Heading && !short.is_empty() {
            let rect = Rect::from_min_max(
                pos2(left + 10.0 + shift, area.min.y),
                pos2(area.min.x - 6.0, area.min.y + BODY_TEXT.line),
            );
            paint_line(ui, ui.painter(), rect, Align::Max, short, BODY.ink(colors.muted));
        }
        if let Some(count) = marks.get(&id) {
            let rect = Rect::from_min_size(pos2(area.max.x + 4.0, area.min.y), vec2(18.0, BODY_TEXT.line));
            paint_line(ui, ui.painter(), rect, Align::Min, &count.to_string(), SMALL.strong().ink(colors.accent));
        }
    }
}

/// How what a clause holds is shown while it is written.
fn spans(text: &str) -> Vec<(std::ops::Range<usize>, writing::Span)> {
    let shown = |(at, stretch)| {
        let span = match stretch {
            Stretch::Emphasis => writing::Span::Emphasis,
            Stretch::Strong => writing::Span::Strong,
            Stretch::Sign => writing::Span::Sign,
            Stretch::Reference => writing::Span::Link,
        };
        (at, span)
    };
    inline::stretches(text).into_iter().map(shown).collect()
}

/// What a kind is called.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Heading => t!("Heading"),
        Kind::Paragraph => t!("Text"),
        Kind::Numbered => t!("Clause"),
        Kind::Item => t!("Point"),
    }
}

/// Does what a key says of the structure; answers where the caret goes. What is no such key is left to the words.
fn keys(ui: &Ui, editing: &mut Editing, caret: Caret, rows: (bool, bool)) -> Option<Caret> {
    let pressed = |modifiers: Modifiers, key: Key| ui.input_mut(|i| i.consume_key(modifiers, key));
    // The longer ones first: a shorter one would take them for its own.
    if pressed(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z) || pressed(Modifiers::COMMAND, Key::Y) {
        return editing.redo();
    }
    if pressed(Modifiers::COMMAND, Key::Z) {
        return editing.undo();
    }
    let clause = editing.clauses().get(caret.at).map(|clause| clause.id);
    let marked = clause.and_then(|id| writing::marked(ui.ctx(), id_of(id)));
    if pressed(Modifiers::COMMAND, Key::B) {
        return editing.emphasise(caret, marked, "**");
    }
    if pressed(Modifiers::COMMAND, Key::I) {
        return editing.emphasise(caret, marked, "*");
    }
    if pressed(Modifiers::COMMAND, Key::Enter) {
        return editing.split(caret);
    }
    if pressed(Modifiers::ALT, Key::ArrowUp) {
        return editing.move_up(caret);
    }
    if pressed(Modifiers::ALT, Key::ArrowDown) {
        return editing.move_down(caret);
    }
    for (key, kind) in
        [(Key::Num1, Kind::Heading), (Key::Num2, Kind::Numbered), (Key::Num3, Kind::Item), (Key::Num4, Kind::Paragraph)]
    {
        if pressed(Modifiers::ALT, key) {
            return editing.set_kind(caret, kind);
        }
    }
    if pressed(Modifiers::SHIFT, Key::Tab) {
        return editing.outdent(caret);
    }
    let plain = ui.input(|i| i.modifiers.is_none());
    if !plain {
        return paste(ui, editing, caret);
    }
    if pressed(Modifiers::NONE, Key::Tab) {
        return editing.indent(caret);
    }
    if pressed(Modifiers::NONE, Key::Enter) {
        return editing.enter(caret);
    }
    let marks =
        editing.clauses().get(caret.at).and_then(|clause| writing::marked(ui.ctx(), id_of(clause.id))).is_some();
    if caret.char == 0 && caret.at > 0 && !marks && pressed(Modifiers::NONE, Key::Backspace) {
        return editing.join(caret);
    }
    if rows.0 && caret.at > 0 && pressed(Modifiers::NONE, Key::ArrowUp) {
        let char = editing.clauses().get(caret.at - 1)?.text.chars().count();
        return Some(Caret { at: caret.at - 1, char: char.min(caret.char) });
    }
    if rows.1 && caret.at + 1 < editing.clauses().len() && pressed(Modifiers::NONE, Key::ArrowDown) {
        return Some(Caret { at: caret.at + 1, char: 0 });
    }
    paste(ui, editing, caret)
}

/// Several lines that are pasted become clauses; one line is left to the words.
fn paste(ui: &Ui, editing: &mut Editing, caret: Caret) -> Option<Caret> {
    let text = ui.input_mut(|i| {
        let at = i.events.iter().position(|event| matches!(event, Event::Paste(text) if text.trim().contains('\n')))?;
        match i.events.remove(at) {
            Event::Paste(text) => Some(text),
            _ => None,
        }
    })?;
    editing.paste(caret, &text)
}
