//! Writing: the type scale, and lines of text that may run right to left.

use std::sync::{Arc, LazyLock};

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{
    Align, Align2, Color32, FontFamily, FontId, Galley, Painter, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo,
    vec2,
};

use super::bidi;
use super::theme::look;

/// The weights that are bundled (400, 500, 600), and the icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    Medium,
    SemiBold,
    Icon,
}

static MEDIUM: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("medium".into()));
static SEMI_BOLD: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("semibold".into()));
static ICONS: LazyLock<FontFamily> = LazyLock::new(|| FontFamily::Name("icons".into()));

impl Weight {
    pub(super) fn family(self) -> FontFamily {
        match self {
            Self::Regular => FontFamily::Proportional,
            Self::Medium => MEDIUM.clone(),
            Self::SemiBold => SEMI_BOLD.clone(),
            Self::Icon => ICONS.clone(),
        }
    }
}

/// A font of the house.
pub fn font(size: f32, weight: Weight) -> FontId {
    FontId::new(size, weight.family())
}

/// How a text looks: its place on the scale, weight, and colour (the theme's text colour when none is given).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// Points.
    pub size: f32,
    /// Height of a line, points.
    pub line: f32,
    pub weight: Weight,
    pub color: Option<Color32>,
}

/// 12/16: captions, chips, table heads.
pub const SMALL: Look = Look { size: 12.0, line: 16.0, weight: Weight::Regular, color: None };
/// 14/20: what nearly everything is written in.
pub const BODY: Look = Look { size: 14.0, line: 20.0, weight: Weight::Regular, color: None };
/// 20/28: the title of a page.
pub const TITLE: Look = Look { size: 20.0, line: 28.0, weight: Weight::SemiBold, color: None };
/// 28/34: the amount of a record, the figures of a summary.
pub const FIGURE: Look = Look { size: 28.0, line: 34.0, weight: Weight::SemiBold, color: None };

impl Look {
    #[must_use]
    pub const fn medium(mut self) -> Self {
        self.weight = Weight::Medium;
        self
    }

    #[must_use]
    pub const fn strong(mut self) -> Self {
        self.weight = Weight::SemiBold;
        self
    }

    #[must_use]
    pub const fn ink(mut self, color: Color32) -> Self {
        self.color = Some(color);
        self
    }
}

/// Lays out one line, at most `width` points wide; what does not fit ends in `…`. Right-to-left text comes out in its order.
pub fn galley(ui: &Ui, text: &str, look_: Look, width: f32) -> Arc<Galley> {
    let color = look_.color.unwrap_or_else(|| look(ui).text);
    let one_line: std::borrow::Cow<'_, str> =
        if text.contains(['\n', '\r', '\t']) { text.replace(['\n', '\r', '\t'], " ").into() } else { text.into() };
    let lay = |shown: String, width: f32| {
        let format = TextFormat { font_id: font(look_.size, look_.weight), color, ..Default::default() };
        let mut job = LayoutJob::single_section(shown, format);
        job.wrap = TextWrapping::truncate_at_width(width);
        job.break_on_newline = false;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let shown = bidi::visual(&one_line);
    let whole = matches!(shown, std::borrow::Cow::Borrowed(_));
    if whole {
        return lay(shown.into_owned(), width);
    }
    let laid = lay(shown.into_owned(), f32::INFINITY);
    if laid.size().x <= width {
        return laid;
    }
    // Cutting the picture would cut the beginning of a right-to-left text; the end of what is said goes instead.
    let mut kept: Vec<char> = one_line.chars().collect();
    while kept.pop().is_some() {
        let shorter: String = kept.iter().collect::<String>() + "…";
        let laid = lay(bidi::visual(&shorter).into_owned(), f32::INFINITY);
        if laid.size().x <= width {
            return laid;
        }
    }
    lay("…".to_owned(), f32::INFINITY)
}

/// Paints one line into `rect`, centred in height; answers the painted rectangle and whether it had to be cut.
pub fn paint_line(ui: &Ui, painter: &Painter, rect: Rect, align: Align, text: &str, look_: Look) -> (Rect, bool) {
    let laid = galley(ui, text, look_, rect.width());
    let cut = laid.elided || (laid.size().x > 0.0 && laid.text().ends_with('…') && !text.ends_with('…'));
    let size = laid.size();
    let at = Align2([align, Align::Center]).align_size_within_rect(size, rect).min;
    let at = snapped(ui, at);
    painter.galley(at, laid, Color32::PLACEHOLDER);
    (Rect::from_min_size(at, size), cut)
}

/// The nearest whole pixel, so that lines of text are sharp and stand level.
pub(super) fn snapped(ui: &Ui, at: Pos2) -> Pos2 {
    let scale = ui.pixels_per_point();
    Pos2::new((at.x * scale).round() / scale, (at.y * scale).round() / scale)
}

/// How wide a text is on one line, points.
pub fn width(ui: &Ui, text: &str, look_: Look) -> f32 {
    galley(ui, text, look_, f32::INFINITY).size().x.ceil()
}

/// How high a text is as a [`paragraph`] of this width, points.
pub fn height(ui: &Ui, text: &str, look_: Look, width: f32) -> f32 {
    wrapped(ui, text, look_, width).size().y
}

/// A line of text as a widget: cut with `…` where the room ends, and whole in the hover text then.
pub fn line(ui: &mut Ui, text: &str, look_: Look) -> Response {
    let room = ui.available_width();
    let laid = galley(ui, text, look_, if ui.is_sizing_pass() { f32::INFINITY } else { room });
    let width = laid.size().x.ceil();
    let (rect, response) = ui.allocate_exact_size(vec2(width, look_.line), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if ui.is_rect_visible(rect) {
        let at = snapped(ui, Align2::LEFT_CENTER.align_size_within_rect(laid.size(), rect).min);
        let elided = laid.elided;
        ui.painter().galley(at, laid, Color32::PLACEHOLDER);
        if elided {
            return response.on_hover_text(text);
        }
    }
    response
}

fn wrapped(ui: &Ui, text: &str, look_: Look, width: f32) -> Arc<Galley> {
    let color = look_.color.unwrap_or_else(|| look(ui).text);
    let mut job = LayoutJob::default();
    for (at, row) in text.split('\n').enumerate() {
        let shown = bidi::visual(row);
        let format = TextFormat {
            font_id: font(look_.size, look_.weight),
            color,
            line_height: Some(look_.line),
            ..Default::default()
        };
        if at > 0 {
            job.append("\n", 0.0, format.clone());
        }
        job.append(&shown, 0.0, format);
    }
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Text of several lines, wrapped to the room there is.
pub fn paragraph(ui: &mut Ui, text: &str, look_: Look) -> Response {
    let laid = wrapped(ui, text, look_, ui.available_width());
    let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    if ui.is_rect_visible(rect) {
        ui.painter().galley(snapped(ui, rect.min), laid, Color32::PLACEHOLDER);
    }
    response
}

/// Paints an icon of the house in the middle of `rect`.
pub fn paint_icon(painter: &Painter, rect: Rect, icon: &str, size: f32, color: Color32) {
    painter.text(rect.center(), Align2::CENTER_CENTER, icon, font(size, Weight::Icon), color);
}
