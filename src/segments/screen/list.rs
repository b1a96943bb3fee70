//! The list of segments, and what the screen says while there is none.

use egui::{Key, Modifiers, Ui, UiBuilder};

use super::super::examples::Example;
use super::{Line, NEW, SHOW, SegmentsScreen, Want};
use crate::app::Sight;
use crate::kit::text;
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, Button, Tone, icons, look};

/// Draws the list; answers what was asked for in it.
pub(super) fn show(screen: &mut SegmentsScreen, ui: &mut Ui, sight: &Sight<'_>) -> Option<Want> {
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, look(ui).surface);
    let foot = 40.0;
    // From nowhere, Down leads into the list.
    let nowhere = ui.memory(|m| m.focused().is_none()) && !egui::Popup::is_any_open(ui.ctx());
    screen.focus_table |= nowhere && ui.input_mut(|i| i.consume_key(Modifiers::NONE, Key::ArrowDown));
    let mut inner = ui.new_child(UiBuilder::new().id_salt("segments").max_rect(area.with_max_y(area.bottom() - foot)));
    let SegmentsScreen { lines, counts, table, .. } = screen;
    let lines = lines.get().map_or(&[][..], Vec::as_slice);
    let columns = [
        Column::new("name", t!("Segment"), 230.0).grows(2.0).least(150.0).unsorted(),
        Column::new("people", t!("People"), 84.0).figures().unsorted(),
        Column::new("says", t!("Who is in it"), 260.0).grows(2.0).least(160.0).unsorted().spare(),
    ];
    let out = Table::new(t!("Segments"), &columns).rows(u64::try_from(lines.len()).unwrap_or(0)).show(
        &mut inner,
        table,
        |at| lines.get(usize::try_from(at).ok()?),
        |line: &Line, column| match (column, &line.words) {
            (0, _) => Cell::Strong(line.stored.name.as_str().into()),
            (1, Err(_)) => Cell::Chip(t!("Not known").into(), Tone::Warning),
            (1, Ok(_)) => match counts.get(sight, &line.stored.asks) {
                Some(counted) if counted.fresh => Cell::Text(text::count(counted.people).into()),
                Some(counted) => Cell::Muted(text::count(counted.people).into()),
                None => Cell::Muted("…".into()),
            },
            (_, Ok(words)) => Cell::Muted(words.says.as_str().into()),
            (_, Err(why)) => Cell::Muted(why.as_str().into()),
        },
    );
    if std::mem::take(&mut screen.focus_table)
        && let Some(id) = out.id
    {
        ui.memory_mut(|m| m.request_focus(id));
    }
    if out.selected {
        screen.wanted = None;
    }
    let mut strip = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(area.with_min_y(area.bottom() - foot)));
    let keys = [("G", t!("new")), ("V", t!("change")), ("P", t!("people")), ("W", t!("write")), ("R", t!("rename"))];
    ui::key_hints(&mut strip, &keys, "");
    ui.advance_cursor_after_rect(area);
    out.opened.is_some().then_some(Want::Command(&SHOW))
}

/// What the screen is for, with some to begin with.
pub(super) fn empty(ui: &mut Ui, sight: &Sight<'_>, examples: &[Example]) -> Option<Want> {
    let mut want = None;
    let body = t!(
        "A segment says once whom you mean, and holds whoever that is today: for lists, letters, labels and exports. Begin with one of these, or with an empty one."
    );
    ui.spacing_mut().item_spacing.y = 8.0;
    ui::empty_state(ui, icons::FUNNEL_SIMPLE, t!("No segments yet"), body, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 8.0;
            for example in examples {
                if Button::secondary(example.name).unless(NEW.refused(sight)).show(ui).clicked() {
                    want = Some(Want::Begin(Box::new(example.clone())));
                }
            }
        });
    });
    want
}
