//! Which sheet of labels or cards, where it is begun, and what its first page will look like.

use egui::{CornerRadius, Id, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, vec2};

use super::super::page::Start;
use crate::app::Sight;
use crate::kit::Problem;
use crate::print::LabelSheet;
use crate::t;
use crate::ui::{self, Choice, Field, SMALL, look};

/// How far a printer's drift can be evened out, millimetres.
const MOST: f32 = 20.0;
/// What the sheet of one's own is called in the choice.
const OWN: &str = "\u{0}own";

/// What was typed.
#[derive(Clone, Debug)]
pub struct SheetAsk {
    known: Vec<LabelSheet>,
    /// The name of a known sheet, or [`OWN`].
    name: String,
    own: String,
    start: String,
    right: String,
    down: String,
}

impl SheetAsk {
    /// `last` is the sheet that was used last on this computer, `shift` what evens out its printer's drift.
    pub fn new(known: &[LabelSheet], last: &str, shift: (f32, f32)) -> Self {
        let of_old = known.iter().find(|sheet| sheet.name == last).map(|sheet| sheet.name.to_string());
        let is_own = of_old.is_none() && LabelSheet::of(last).is_ok();
        let said = |n: f32| if n == 0.0 { "0".to_owned() } else { n.to_string() };
        Self {
            name: match of_old {
                Some(name) => name,
                None if is_own => OWN.to_owned(),
                None => known.first().map(|sheet| sheet.name.to_string()).unwrap_or_default(),
            },
            known: known.to_vec(),
            own: if is_own { last.to_owned() } else { String::new() },
            start: "1".to_owned(),
            right: said(shift.0),
            down: said(shift.1),
        }
    }

    /// # Errors
    /// When no sheet is described by what was typed.
    pub fn sheet(&self) -> Result<LabelSheet, Problem> {
        if self.name != OWN {
            return LabelSheet::of(&self.name);
        }
        if self.own.trim().is_empty() {
            return Err(Problem::input(t!("Write the numbers of your sheet")));
        }
        LabelSheet::of(&self.own)
    }

    /// The first free label of a sheet, counted from 1.
    ///
    /// # Errors
    /// What is wrong with it, for the field.
    fn at(&self, sheet: &LabelSheet) -> Result<usize, String> {
        let last = sheet.per_page();
        let at = self.start.trim().parse::<usize>().ok().filter(|at| (1..=last).contains(at));
        at.ok_or_else(|| t!("A number from 1 to {last}", last = last))
    }

    fn shift(text: &str) -> Result<f32, &'static str> {
        if text.trim().is_empty() {
            return Ok(0.0);
        }
        let number = text.trim().replace(',', ".").replace('−', "-").parse::<f32>().ok();
        number.filter(|n| n.is_finite() && n.abs() <= MOST).ok_or_else(|| t!("At most 20"))
    }

    /// How the sheet is filled; `None` while something is wrong, which stands beside its field.
    pub fn read(&self) -> Option<(LabelSheet, Start)> {
        let sheet = self.sheet().ok()?;
        let (right, down) = (Self::shift(&self.right).ok()?, Self::shift(&self.down).ok()?);
        let start = Start { at: self.at(&sheet).ok()?, shift: (right, down) };
        Some((sheet, start))
    }

    /// What is remembered of it: the sheet as [`LabelSheet::of`] reads it, and the shift.
    pub fn kept(&self) -> Option<(String, (f32, f32))> {
        self.read().map(|(sheet, start)| (sheet.name.into_owned(), start.shift))
    }

    /// Shows the field for the numbers of one's own sheet.
    pub fn begin_own(&mut self) {
        OWN.clone_into(&mut self.name);
    }

    /// Draws the fields and the sheet; `names` are those of the first ones in order, `count` how many there are.
    pub fn ui(&mut self, ui: &mut Ui, names: &[&str], count: usize) {
        let said: Vec<(String, String)> =
            self.known.iter().map(|s| (s.name.to_string(), format!("{} · {}", title(s), s.says()))).collect();
        let mut options: Vec<(String, &str)> = said.iter().map(|(name, says)| (name.clone(), says.as_str())).collect();
        options.push((OWN.to_owned(), t!("A sheet of your own, by its numbers")));
        let width = ui.available_width();
        if Choice::new(t!("Sheet"), &mut self.name, &options).width(width).show(ui).changed() {
            "1".clone_into(&mut self.start);
        }
        let sheet = self.sheet();
        if self.name == OWN {
            let problem = sheet.as_ref().err().map(|problem| problem.message.as_str());
            let problem = problem.filter(|_| !self.own.trim().is_empty());
            Field::new(t!("Its numbers, in millimetres"), &mut self.own)
                .id(Id::unique("sheet.own"))
                .placeholder("A4 3x7 63.5x38.1 7.2,15.1 66x38.1")
                .hint(t!("Paper, columns x rows, width x height, left and top edge of the first, from one to the next"))
                .problem(problem)
                .show(ui);
        }
        let at_problem = sheet.as_ref().ok().and_then(|sheet| self.at(sheet).err());
        let [right_problem, down_problem] = [&self.right, &self.down].map(|text| Self::shift(text).err());
        ui.horizontal_top(|ui| {
            let third = ((ui.available_width() - 16.0) / 3.0).floor();
            Field::new(t!("First free one"), &mut self.start)
                .id(Id::unique("sheet.start"))
                .width(third)
                .figures()
                .problem(at_problem.as_deref())
                .show(ui);
            Field::new(t!("Right by, mm"), &mut self.right)
                .id(Id::unique("sheet.right"))
                .width(third)
                .figures()
                .problem(right_problem)
                .show(ui);
            Field::new(t!("Down by, mm"), &mut self.down)
                .id(Id::unique("sheet.down"))
                .width(third)
                .figures()
                .problem(down_problem)
                .show(ui);
        });
        let Ok(sheet) = sheet else { return };
        let at = self.at(&sheet).unwrap_or(1);
        if let Some(place) = draw(ui, &sheet, at, names) {
            self.start = (place + 1).to_string();
        }
        let sheets = sheet.pages(count, at).len();
        let words = match sheets {
            0 => t!("Click where the first one goes.").to_owned(),
            1 => t!("All on one sheet. Click where the first one goes.").to_owned(),
            sheets => t!("The first of {sheets} sheets. Click where the first one goes.", sheets = sheets),
        };
        ui::paragraph(ui, &words, SMALL.ink(look(ui).muted));
    }
}

/// Remembers what was used in the settings of this computer.
pub fn remember(
    sight: &Sight<'_>,
    sheet: &str,
    shift: (f32, f32),
    which: fn(&mut crate::app::machine::Sheets) -> &mut String,
) {
    let sheets = &mut sight.machine.borrow_mut().sheets;
    sheet.clone_into(which(sheets));
    sheets.shift = [shift.0, shift.1];
}

fn title(sheet: &LabelSheet) -> &str {
    match sheet.name.strip_prefix("cards-") {
        Some(_) => t!("Cards"),
        None => &sheet.name,
    }
}

/// The first page, as wide as there is room; answers the box that was clicked, counted from 0.
fn draw(ui: &mut Ui, sheet: &LabelSheet, at: usize, names: &[&str]) -> Option<usize> {
    let look = look(ui);
    let scale = (ui.available_width() / sheet.paper.width).min(1.7);
    let size = vec2(sheet.paper.width, sheet.paper.height) * scale;
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    let says = t!("The sheet has {count}; the first goes to number {at}", count = sheet.per_page(), at = at);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &says));
    let on_sheet = |place: usize| {
        let place = sheet.place(place);
        let corner = rect.min + vec2(place.x, place.y) * scale;
        Rect::from_min_size(corner, vec2(place.width, place.height) * scale)
    };
    let painter = ui.painter_at(rect);
    painter.rect(rect, CornerRadius::same(2), look.surface, Stroke::new(1.0, look.strong_line), StrokeKind::Inside);
    let hovered: Option<Pos2> = response.hover_pos();
    let mut clicked = None;
    for place in 0..sheet.per_page() {
        let own = on_sheet(place);
        let inside = own.shrink(1.0);
        let is_hovered = hovered.is_some_and(|pos| own.contains(pos));
        let text = (place + 1).checked_sub(at).and_then(|nth| names.get(nth));
        let (fill, line) = match text {
            Some(_) => (look.accent_tint, look.strong_line),
            None if place + 1 < at => (look.sunk, look.line),
            None => (look.surface, look.line),
        };
        let line = if is_hovered { look.accent } else { line };
        painter.rect(inside, CornerRadius::same(3), fill, Stroke::new(1.0, line), StrokeKind::Inside);
        let room = Rect::from_center_size(inside.center(), vec2(inside.width() - 10.0, 16.0));
        match text {
            Some(name) => {
                ui::paint_line(ui, &painter, room, egui::Align::Center, name, SMALL);
            }
            None if place + 1 < at || is_hovered => {
                let number = (place + 1).to_string();
                ui::paint_line(ui, &painter, room, egui::Align::Center, &number, SMALL.ink(look.faint));
            }
            None => {}
        }
        if is_hovered && response.clicked() {
            clicked = Some(place);
        }
    }
    if hovered.is_some() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    clicked
}
