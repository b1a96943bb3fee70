//! A piece of a text that is written: an editor without a frame, as long as its words, among others of its kind. Its undo is that
//! of the text that it is a piece of.

use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{Context, EventFilter, Frame, Id, Response, TextEdit, Ui};

use super::text::{Look, font};
use super::theme::look;
use super::typing;

/// See the head of this file.
pub struct Writing<'a> {
    id: Id,
    name: &'a str,
    text: &'a mut String,
    look: Look,
    enabled: bool,
    hint: &'a str,
    spans: Option<Spans>,
}

/// How a stretch of what is written is shown; the letters stay those that are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    Emphasis,
    Strong,
    /// Signs that only mean something: asterisks, a footnote.
    Sign,
    /// Stands for something else: the label of another clause.
    Link,
}

/// The stretches of a text that are shown in another way, in bytes and in order.
pub type Spans = fn(&str) -> Vec<(std::ops::Range<usize>, Span)>;

/// What somebody did in it.
pub struct Written {
    pub response: Response,
    /// The character before which the caret stands, while it has the keyboard.
    pub caret: Option<usize>,
    /// The characters that are marked, while it has the keyboard.
    pub marked: Option<std::ops::Range<usize>>,
    /// Whether the caret is in the first row, and in the last.
    pub first_row: bool,
    pub last_row: bool,
}

impl<'a> Writing<'a> {
    /// `name` is what a screen reader calls it.
    pub fn new(id: Id, name: &'a str, text: &'a mut String) -> Self {
        Self { id, name, text, look: super::BODY, enabled: true, hint: "", spans: None }
    }

    #[must_use]
    pub fn look(mut self, look: Look) -> Self {
        self.look = look;
        self
    }

    #[must_use]
    pub fn enabled(mut self, enabled: bool) -> Self {
        self.enabled = enabled;
        self
    }

    /// Shows stretches of it as what they mean.
    #[must_use]
    pub fn spans(mut self, spans: Spans) -> Self {
        self.spans = Some(spans);
        self
    }

    /// Shown while it is empty.
    #[must_use]
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = hint;
        self
    }

    pub fn show(self, ui: &mut Ui) -> Written {
        let colors = look(ui);
        let ink = self.look.color.unwrap_or(colors.text);
        let face = font(self.look.size, self.look.weight);
        let keys = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: false };
        // As high as its words, not as a control is.
        ui.spacing_mut().interact_size.y = self.look.line;
        let width = ui.available_width();
        let (spans, style) = (self.spans, self.look);
        let mut lay = |ui: &Ui, text: &dyn egui::TextBuffer, width: f32| {
            let found = spans.map(|spans| spans(text.as_str())).unwrap_or_default();
            laid(ui, text.as_str(), &found, style.ink(ink), width)
        };
        let edit = TextEdit::multiline(self.text)
            .layouter(&mut lay)
            .id(self.id)
            .frame(Frame::NONE)
            .font(face.clone())
            .text_color(ink)
            .hint_text(egui::RichText::new(self.hint).font(face).color(colors.faint))
            .desired_width(width)
            .desired_rows(1)
            .event_filter(keys)
            .interactive(self.enabled);
        let out = edit.show(ui);
        let response = out.response.response.clone();
        if response.has_focus() {
            typing::editor(ui.ctx(), self.id);
        }
        let range = out.cursor_range.filter(|_| response.has_focus());
        let (caret, marked) = range.map_or((None, None), |range| {
            let (a, b): (usize, usize) = (range.primary.index.into(), range.secondary.index.into());
            (Some(a), (a != b).then(|| a.min(b)..a.max(b)))
        });
        let (first_row, last_row) = range.map_or((false, false), |range| {
            let at = out.galley.pos_from_cursor(range.primary);
            (at.min.y < self.look.line / 2.0, at.max.y > out.galley.size().y - self.look.line / 2.0)
        });
        let response = response.accessible_name(self.name);
        Written { response, caret, marked, first_row, last_row }
    }
}

/// A text with its stretches, wrapped to a width.
fn laid(
    ui: &Ui,
    text: &str,
    spans: &[(std::ops::Range<usize>, Span)],
    style: Look,
    width: f32,
) -> std::sync::Arc<egui::Galley> {
    let colors = look(ui);
    let ink = style.color.unwrap_or(colors.text);
    let plain = egui::text::TextFormat {
        font_id: font(style.size, style.weight),
        color: ink,
        line_height: Some(style.line),
        ..egui::text::TextFormat::default()
    };
    let mut job = egui::text::LayoutJob::default();
    let mut at = 0;
    for (range, span) in spans {
        job.append(text.get(at..range.start).unwrap_or_default(), 0.0, plain.clone());
        let format = match span {
            Span::Emphasis => egui::text::TextFormat { italics: true, ..plain.clone() },
            Span::Strong => {
                egui::text::TextFormat { font_id: font(style.size, super::text::Weight::SemiBold), ..plain.clone() }
            }
            Span::Sign => egui::text::TextFormat { color: colors.faint, ..plain.clone() },
            Span::Link => egui::text::TextFormat { color: colors.accent, ..plain.clone() },
        };
        job.append(text.get(range.clone()).unwrap_or_default(), 0.0, format);
        at = range.end;
    }
    job.append(text.get(at..).unwrap_or_default(), 0.0, plain);
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Gives a piece the keyboard, with the caret before a character; nothing beyond the end.
pub fn put_caret(ctx: &Context, id: Id, char: usize) {
    let mut state = TextEditState::load(ctx, id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::one(CCursor::new(char))));
    state.store(ctx, id);
    ctx.memory_mut(|m| m.request_focus(id));
}

/// Where the caret of a piece stands.
pub fn caret(ctx: &Context, id: Id) -> Option<usize> {
    let range = TextEditState::load(ctx, id)?.cursor.char_range()?;
    Some(range.primary.index.into())
}

/// The characters of a piece that are marked.
pub fn marked(ctx: &Context, id: Id) -> Option<std::ops::Range<usize>> {
    let range = TextEditState::load(ctx, id)?.cursor.char_range()?;
    let (a, b): (usize, usize) = (range.primary.index.into(), range.secondary.index.into());
    (a != b).then(|| a.min(b)..a.max(b))
}

/// How a piece of a compared text is shown: what went is struck through, what came is underlined, so that it can be read without
/// colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    Plain,
    Gone,
    Came,
    /// Stands elsewhere now.
    Away,
    /// Stood elsewhere.
    Here,
}

/// Lays compared pieces out, wrapped to a width.
pub fn pieces(ui: &Ui, all: &[(Ink, &str)], look_: Look, width: f32) -> std::sync::Arc<egui::Galley> {
    let colors = look(ui);
    let mut job = egui::text::LayoutJob::default();
    for (ink, words) in all {
        let (color, tint) = match ink {
            Ink::Plain => (look_.color.unwrap_or(colors.text), egui::Color32::TRANSPARENT),
            Ink::Gone => (colors.danger, colors.danger_tint),
            Ink::Came => (colors.good, colors.good_tint),
            Ink::Away => (colors.muted, colors.sunk),
            Ink::Here => (colors.accent, colors.accent_tint),
        };
        let stroke = egui::Stroke::new(1.0, color);
        let format = egui::text::TextFormat {
            font_id: font(look_.size, look_.weight),
            color,
            background: tint,
            line_height: Some(look_.line),
            strikethrough: if matches!(ink, Ink::Gone | Ink::Away) { stroke } else { egui::Stroke::NONE },
            underline: if matches!(ink, Ink::Came | Ink::Here) { stroke } else { egui::Stroke::NONE },
            ..Default::default()
        };
        job.append(words, 0.0, format);
    }
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}
