//! The pairs, the surest first.

use egui::{Frame, Margin, Stroke, Ui, UiBuilder, vec2};

use super::super::super::likeness::{BROAD, LIKELY};
use super::super::super::store::Pair;
use super::Duplicates;
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, look};

/// Height of the foot with its keys.
const FOOT: f32 = 40.0;

/// Draws the choice of how sure, the table, and the keys.
pub fn ui(screen: &mut Duplicates, ui: &mut Ui) {
    let area = ui.max_rect();
    ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
    Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
        let mut chosen = usize::from(screen.least < LIKELY);
        if ui::segments(ui, &[t!("Likely"), t!("All worth a look")], &mut chosen) {
            screen.least = if chosen == 0 { LIKELY } else { BROAD };
            screen.asked = None;
            screen.table.selection.clear();
        }
    });
    ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    let rest = ui.available_rect_before_wrap();
    let mut inner = ui.new_child(UiBuilder::new().id_salt("rows").max_rect(rest.with_max_y(rest.bottom() - FOOT)));
    let columns = [
        Column::new("score", t!("Score"), 64.0).figures().unsorted(),
        Column::new("who", t!("Who may be one"), 220.0).grows(1.0).least(160.0).unsorted(),
    ];
    let pairs = screen.found.as_ref().map_or(&[][..], |found| found.pairs.as_slice());
    let out = Table::new(t!("Pairs"), &columns).rows(u64::try_from(pairs.len()).unwrap_or(0)).show(
        &mut inner,
        &mut screen.table,
        |at| pairs.get(usize::try_from(at).ok()?),
        |pair: &Pair, column| match column {
            0 => Cell::Muted(percent(pair.score).into()),
            _ => Cell::Strong(names(pair).into()),
        },
    );
    if out.selected {
        screen.asked = None;
    }
    let mut strip = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(rest.with_min_y(rest.bottom() - FOOT)));
    ui::key_hints(&mut strip, &[("↓", t!("next")), ("M", t!("merge")), ("D", t!("set apart"))], "");
}

/// `Ann Lee / A. Lee`, or one name where both are written alike.
fn names(pair: &Pair) -> String {
    if pair.a_name == pair.b_name {
        format!("{} (2×)", pair.a_name)
    } else {
        format!("{} / {}", pair.a_name, pair.b_name)
    }
}

/// `98 %`; never 100, because a rule is never certain.
pub fn percent(score: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 99")]
    let hundredths = (score * 100.0).round().clamp(0.0, 99.0) as u8;
    format!("{hundredths} %")
}
