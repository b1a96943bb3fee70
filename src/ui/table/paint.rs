//! One row of a table: what stands in its cells, and what the pointer does there.

use std::borrow::Cow;

use egui::accesskit::Action;
use egui::{
    Align, Color32, CornerRadius, CursorIcon, Id, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder,
    pos2, vec2,
};

use super::columns::Laid;
use crate::ui::mark::{Tone, chip_size, paint_chip};
use crate::ui::text::{BODY, SMALL, paint_icon, paint_line};
use crate::ui::theme::look;
use crate::ui::tokens::{CHIP, mix};

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell<'a> {
    #[default]
    Empty,
    Text(Cow<'a, str>),
    /// The column a person looks for: a little heavier.
    Strong(Cow<'a, str>),
    Muted(Cow<'a, str>),
    /// A name, with what tells it apart small behind it.
    Named(Cow<'a, str>, Cow<'a, str>),
    Chip(Cow<'a, str>, Tone),
    Link(Cow<'a, str>),
    /// An icon with its meaning in words, and its colour.
    Icon(&'static str, Cow<'a, str>, Tone),
}

impl Cell<'_> {
    /// The words of the cell, for a screen reader and for copying.
    pub fn words(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Text(words)
            | Self::Strong(words)
            | Self::Muted(words)
            | Self::Named(words, _)
            | Self::Chip(words, _)
            | Self::Link(words)
            | Self::Icon(_, words, _) => words,
        }
    }
}

/// Where the pointer is over the rows, and what it did since the last frame.
pub(super) struct Pointer {
    pub at: Option<Pos2>,
    pub modifiers: Modifiers,
    clicked: bool,
    double_clicked: bool,
    other_button: bool,
}

impl Pointer {
    pub fn of(ui: &Ui, whole: &Response, body: Rect) -> Self {
        let at = whole.hover_pos().or_else(|| whole.interact_pointer_pos()).filter(|at| body.contains(*at));
        Self {
            at,
            modifiers: ui.input(|i| i.modifiers),
            clicked: whole.clicked(),
            double_clicked: whole.double_clicked(),
            other_button: whole.secondary_clicked(),
        }
    }
}

/// Which row, and where.
pub(super) struct At {
    pub index: u64,
    pub strip: Rect,
    pub selected: bool,
}

/// What the pointer did to a row.
#[derive(Default)]
pub(super) struct Hit {
    pub clicked: bool,
    pub double_clicked: bool,
    pub other_button: bool,
    pub link: Option<usize>,
    /// The row as a screen reader knows it.
    pub node: Option<Id>,
}

/// Draws one row and tells screen readers of it. `cell` is missing while the row is on its way.
pub(super) fn row<'c, F: Fn(usize) -> Cell<'c>>(
    sheet: &mut Ui,
    table: Id,
    columns: &[Laid],
    at: At,
    pointer: &Pointer,
    cell: Option<F>,
) -> Hit {
    let look = look(sheet);
    let mut hit = Hit::default();
    let over = pointer.at.filter(|p| at.strip.contains(*p));
    if at.selected {
        sheet.painter().rect_filled(at.strip, 0, look.accent_tint);
    } else if over.is_some() {
        sheet.painter().rect_filled(at.strip, 0, look.sunk);
    }
    let bottom = at.strip.bottom() - 0.5;
    sheet.painter().hline(at.strip.x_range(), bottom, Stroke::new(1.0, look.line));

    let Some(cell) = cell else {
        for (number, column) in columns.iter().enumerate().filter(|(_, c)| c.shown) {
            placeholder(sheet, column.cell(at.strip), number, mix(look.surface, look.line, 0.6));
        }
        return hit;
    };
    let readers = Readers::of(sheet, table, &at);
    hit.node = readers.row.as_ref().map(Ui::unique_id);
    hit.clicked = hit.node.is_some_and(|id| sheet.input(|i| i.has_accesskit_action_request(id, Action::Click)));
    for (number, column) in columns.iter().enumerate().filter(|(_, c)| c.shown) {
        let content = cell(number);
        let place = column.cell(at.strip);
        readers.tell(number, place, &content);
        let (painted, cut) = paint(sheet, place, column.align(), &content, look.row);
        let on_it = over.filter(|p| place.contains(*p));
        if let (Some(p), Cell::Link(_)) = (on_it, &content)
            && painted.expand(4.0).contains(p)
        {
            sheet.ctx().set_cursor_icon(CursorIcon::PointingHand);
            let y = painted.bottom() - 1.0;
            sheet.painter().hline(painted.x_range(), y, Stroke::new(1.0, look.accent));
            if pointer.clicked {
                hit.link = Some(number);
            }
        }
        if cut && on_it.is_some() {
            let id = table.with(("whole", at.index, number));
            sheet.interact(place, id, Sense::hover()).on_hover_text(content.words());
        }
    }
    if over.is_some() {
        hit.clicked |= pointer.clicked && hit.link.is_none();
        hit.double_clicked = pointer.double_clicked;
        hit.other_button = pointer.other_button;
    }
    hit
}

/// Paints a cell; answers where, and whether it had to be cut.
fn paint(ui: &Ui, place: Rect, align: Align, content: &Cell<'_>, row: f32) -> (Rect, bool) {
    let look = look(ui);
    let line = |words: &str, style| paint_line(ui, ui.painter(), place, align, words, style);
    match content {
        Cell::Empty => (Rect::NOTHING, false),
        Cell::Text(words) => line(words, BODY),
        Cell::Strong(words) => line(words, BODY.medium()),
        Cell::Muted(words) => line(words, BODY.ink(look.muted)),
        Cell::Link(words) => line(words, BODY.medium().ink(look.accent)),
        Cell::Named(name, detail) => {
            let (name_rect, cut) = line(name, BODY.medium());
            let rest = place.with_min_x(name_rect.right() + 6.0);
            if cut || rest.width() < 24.0 || detail.is_empty() {
                return (name_rect, cut || (!detail.is_empty() && rest.width() < 24.0));
            }
            let (_, detail_cut) = paint_line(
                ui,
                ui.painter(),
                rest.translate(vec2(0.0, 1.0)),
                Align::LEFT,
                detail,
                SMALL.ink(look.muted),
            );
            (name_rect, detail_cut)
        }
        Cell::Chip(words, tone) => {
            let wanted = chip_size(ui, words).x;
            // The chip's own padding may reach into the gap between the columns.
            let width = wanted.min(place.width() + 8.0);
            let height = CHIP.min(row - 4.0);
            let left = if align == Align::RIGHT { place.right() - width } else { place.left() };
            let rect = Rect::from_min_size(pos2(left, place.center().y - height / 2.0), vec2(width, height));
            paint_chip(ui, ui.painter(), rect, words, *tone);
            (rect, width < wanted)
        }
        Cell::Icon(icon, _, tone) => {
            let middle = if align == Align::RIGHT { place.right() - 8.0 } else { place.left() + 8.0 };
            let rect = Rect::from_center_size(pos2(middle, place.center().y), vec2(16.0, 16.0));
            paint_icon(ui.painter(), rect, icon, 16.0, tone.colors(&look).0);
            (rect, true)
        }
    }
}

/// A faint bar where text will stand.
fn placeholder(ui: &Ui, place: Rect, column: usize, color: Color32) {
    let share = 0.45 + 0.1 * (column % 4) as f32;
    let bar = Rect::from_min_size(pos2(place.left(), place.center().y - 4.0), vec2(place.width() * share, 8.0));
    ui.painter().rect_filled(bar, CornerRadius::same(4), color);
}

/// Rows and cells as a screen reader sees them; made only when one listens.
struct Readers {
    row: Option<Ui>,
    table: Id,
    index: u64,
}

impl Readers {
    fn of(sheet: &mut Ui, table: Id, at: &At) -> Self {
        let id = table.with(("row", at.index));
        let row = sheet.new_child(UiBuilder::new().scope_id(id).max_rect(at.strip));
        let node = sheet.ctx().accesskit_node_builder(row.unique_id(), |node| {
            node.set_role(Role::Row);
            node.set_row_index(usize::try_from(at.index).unwrap_or(usize::MAX));
            node.set_selected(at.selected);
            node.add_action(Action::Click);
            node.set_bounds(bounds(at.strip));
        });
        Self { row: node.map(|()| row), table, index: at.index }
    }

    fn tell(&self, column: usize, place: Rect, content: &Cell<'_>) {
        let Some(row) = &self.row else { return };
        let id = self.table.with(("cell", self.index, column));
        row.interact(place, id, Sense::hover());
        row.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Cell);
            node.set_label(content.words().to_owned());
            node.set_row_index(usize::try_from(self.index).unwrap_or(usize::MAX));
            node.set_column_index(column);
            node.set_bounds(bounds(place));
        });
        if let Cell::Named(_, detail) = content {
            row.ctx().accesskit_node_builder(id, |node| node.set_description(detail.to_string()));
        }
    }
}

fn bounds(rect: Rect) -> egui::accesskit::Rect {
    egui::accesskit::Rect { x0: rect.min.x.into(), y0: rect.min.y.into(), x1: rect.max.x.into(), y1: rect.max.y.into() }
}
