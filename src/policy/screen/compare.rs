//! Two versions held against each other, in one column or side by side. What went is struck through, what came is underlined, and
//! a sign stands at the left, so that it can be read without colour.

use egui::{Align, Color32, Frame, Margin, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::body::{Clause, Kind};
use super::super::compare::{self, Fate, Step};
use super::super::label::Labels;
use super::super::model::{Document, DocumentId, Version, VersionId};
use super::super::store;
use super::super::text::{Change, Kind as Piece};
use super::{LIST, Looking};
use crate::app::{Live, Screen, Sight};
use crate::t;
use crate::ui::writing::{Ink, pieces};
use crate::ui::{self, BODY, Button, Choice, SMALL, TextLook, checkbox, icons, line, look, paint_line};

const TABLES: &[&str] = &["policy_document", "policy_version", "policy_workflow"];

/// A clause as it is shown: its words with what changed in them, and its labels.
struct Row {
    fate: Fate,
    kind: Kind,
    depth: u8,
    old_label: String,
    new_label: String,
    changes: Vec<Change>,
}

struct Data {
    document: Document,
    called: String,
    versions: Vec<Version>,
    rows: Vec<Row>,
    changed: usize,
}

/// Which two are compared: none is the text at work.
type Which = (Option<VersionId>, Option<VersionId>);

/// See the head of this file.
pub(in crate::policy) struct Compare {
    id: Option<DocumentId>,
    looking: Looking,
    /// The version that was asked for by its number.
    asked: Option<i64>,
    which: Option<Which>,
    data: Live<Option<Data>, (Option<DocumentId>, Option<i64>, Option<Which>)>,
    only: bool,
    /// In one column, or side by side.
    beside: usize,
    heights: Heights,
}

/// The height of each row as it was laid out last, for a width, a layout, and a comparison.
#[derive(Default)]
struct Heights {
    of: Option<(i32, usize, bool, Option<Which>)>,
    all: Vec<Option<f32>>,
}

impl Compare {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            asked: None,
            which: None,
            data: Live::new(TABLES),
            only: true,
            beside: 0,
            heights: Heights::default(),
        })
    }
}

fn row(step: &Step, old: &Labels, new: &Labels) -> Row {
    let shown = step.new.as_ref().or(step.old.as_ref());
    let of = |clause: &Option<Clause>, labels: &Labels| {
        clause.as_ref().and_then(|clause| labels.get(clause.id)).map(|label| label.short.clone()).unwrap_or_default()
    };
    Row {
        fate: step.fate,
        kind: shown.map(|clause| clause.kind).unwrap_or_default(),
        depth: shown.map_or(0, |clause| clause.depth),
        old_label: of(&step.old, old),
        new_label: of(&step.new, new),
        changes: compare::words(step),
    }
}

/// What a fate is marked with, and called.
fn mark(fate: Fate) -> (&'static str, &'static str) {
    match fate {
        Fate::Same => ("", ""),
        Fate::Changed => ("≠", t!("changed")),
        Fate::Inserted => ("+", t!("inserted")),
        Fate::Left => ("−", t!("left out")),
        Fate::MovedAway => ("↗", t!("moved away")),
        Fate::Moved { changed: false } => ("↘", t!("moved here")),
        Fate::Moved { changed: true } => ("↘", t!("moved here and changed")),
    }
}

impl Row {
    fn look(&self) -> TextLook {
        if self.kind == Kind::Heading { BODY.strong() } else { BODY }
    }

    /// The pieces of one column: of both texts, of the old one, or of the new one.
    fn inks(&self, old: bool, new: bool) -> Vec<(Ink, &str)> {
        let ink = |kind: Piece| match (self.fate, kind) {
            (Fate::MovedAway, _) => Ink::Away,
            (Fate::Moved { changed: false }, _) => Ink::Here,
            (_, Piece::Equal) => Ink::Plain,
            (_, Piece::Delete) => Ink::Gone,
            (_, Piece::Insert) => Ink::Came,
            (_, Piece::MoveFrom) => Ink::Away,
            (_, Piece::MoveTo) => Ink::Here,
        };
        // A clause that stands elsewhere is read once there.
        let is_shown = |change: &&Change| (old && change.kind.is_old()) || (new && change.kind.is_new());
        self.changes.iter().filter(is_shown).map(|change| (ink(change.kind), change.text.as_str())).collect()
    }

    /// As a screen reader says it.
    fn says(&self) -> String {
        let label = if self.new_label.is_empty() { &self.old_label } else { &self.new_label };
        let words: String = self.changes.iter().map(|change| change.text.as_str()).collect();
        let (_, fate) = mark(self.fate);
        [label.as_str(), fate, words.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(": ")
    }

    /// Draws it at the cursor; answers how high it is. Room for signs and labels stands at the left of each column.
    fn show(&self, ui: &mut Ui, top: f32, left: f32, width: f32, beside: bool) -> f32 {
        const SIGNS: f32 = 72.0;
        let colors = look(ui);
        let shift = if self.kind == Kind::Heading { 0.0 } else { f32::from(self.depth.min(6)) * 14.0 };
        let columns: &[(bool, bool)] = if beside { &[(true, false), (false, true)] } else { &[(true, true)] };
        let share = if beside { (width - 24.0) / 2.0 } else { width };
        let mut height: f32 = 0.0;
        for (at, (old, new)) in (0_u8..).zip(columns.iter().copied()) {
            let x = left + f32::from(at) * (share + 24.0);
            let room = (share - SIGNS - shift).max(80.0);
            // Side by side, what moved is read where it is in each text.
            let inks = match self.fate {
                Fate::Moved { .. } if beside && old => Vec::new(),
                _ => self.inks(old, new),
            };
            let laid = pieces(ui, &inks, self.look(), room);
            height = height.max(laid.size().y);
            if !inks.is_empty() {
                let label = if new && !self.new_label.is_empty() { &self.new_label } else { &self.old_label };
                let row = egui::Rect::from_min_size(pos2(x + 20.0, top), vec2(SIGNS - 28.0 + shift, BODY.line));
                paint_line(ui, ui.painter(), row, Align::Max, label, BODY.ink(colors.muted));
                let row = egui::Rect::from_min_size(pos2(x, top), vec2(18.0, BODY.line));
                paint_line(ui, ui.painter(), row, Align::Min, mark(self.fate).0, BODY.strong().ink(colors.text));
            }
            ui.painter().galley(pos2(x + SIGNS + shift, top), laid, Color32::PLACEHOLDER);
        }
        height.max(BODY.line)
    }
}

impl Heights {
    fn begin(&mut self, of: (i32, usize, bool, Option<Which>), count: usize) {
        if self.of != Some(of) || self.all.len() != count {
            self.of = Some(of);
            self.all = vec![None; count];
        }
    }
}

const GAP: f32 = 12.0;

fn rows(ui: &mut Ui, heights: &mut Heights, all: &[&Row], beside: bool) {
    let width = ui.available_width() - 48.0;
    let guess = |row: &Row| {
        let signs: usize = row.changes.iter().map(|change| change.text.len()).sum();
        let lines = f32::from(u16::try_from(signs).unwrap_or(u16::MAX)) * 6.6
            / (if beside { width / 2.0 } else { width } - 90.0).max(80.0);
        lines.ceil().max(1.0) * BODY.line
    };
    let mut tops = Vec::with_capacity(all.len() + 1);
    let mut y = 8.0;
    for (row, known) in all.iter().zip(&heights.all) {
        tops.push(y);
        y += known.unwrap_or_else(|| guess(row)) + GAP;
    }
    tops.push(y);
    ScrollArea::vertical().id_salt("policy.compare").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
        ui.set_height(y + 40.0);
        ui.set_width(ui.available_width());
        let origin = ui.min_rect().min;
        let from = tops.partition_point(|top| *top < sight.min.y - 200.0).saturating_sub(1);
        let to = tops.partition_point(|top| *top < sight.max.y + 200.0).min(all.len());
        for at in from..to {
            let (Some(row), Some(top)) = (all.get(at), tops.get(at)) else { continue };
            let height = row.show(ui, origin.y + top, origin.x + 24.0, width, beside);
            let area = egui::Rect::from_min_size(origin + vec2(24.0, *top), vec2(width, height));
            let response = ui.interact(area, ui.scope_id().with(("row", at)), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, row.says()));
            if let Some(known) = heights.all.get_mut(at)
                && known.is_none_or(|known| (known - height).abs() > 0.5)
            {
                *known = Some(height);
                ui.ctx().request_repaint();
            }
        }
    });
}

impl Compare {
    fn bar(&mut self, ui: &mut Ui) {
        let Some(Some(data)) = self.data.get() else { return };
        let names: Vec<(Option<VersionId>, String)> = data
            .versions
            .iter()
            .map(|version| (Some(version.id), version.called()))
            .chain([(None, t!("The text at work").to_owned())])
            .collect();
        let options: Vec<(Option<VersionId>, &str)> = names.iter().map(|(id, name)| (*id, name.as_str())).collect();
        let changed = data.changed;
        let (mut old, mut new) = self.which.unwrap_or_default();
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                Choice::new(t!("The text before"), &mut old, &options).bare().width(200.0).show(ui);
                line(ui, t!("with"), SMALL.ink(look(ui).muted));
                Choice::new(t!("The text after"), &mut new, &options).bare().width(200.0).show(ui);
                ui::segments(ui, &[t!("In one"), t!("Side by side")], &mut self.beside);
                checkbox(ui, &mut self.only, t!("Only what changed"));
                let words = crate::kit::text::plural(changed, t!("clause differs"), t!("clauses differ"));
                line(ui, &words, SMALL.ink(look(ui).muted));
            });
        });
        if self.which != Some((old, new)) {
            self.which = Some((old, new));
        }
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
    }
}

impl Screen for Compare {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(id) = self.looking.logic(sight) {
            (self.id, self.which) = (Some(id), None);
        }
        let asked = (self.id, self.asked, self.which);
        self.data.want(sight.desk, asked, |conn, (id, asked, which)| {
            let Some(id) = *id else { return Ok(None) };
            let (document, versions) = (store::document(conn, id)?, store::versions(conn, id)?);
            let called = document.called(&store::workflow(conn)?);
            let which = which.unwrap_or_else(|| first(&versions, *asked));
            let body = |version: Option<VersionId>| match version {
                Some(version) => store::body_of(conn, version),
                None => Ok(store::working(conn, id)?.body),
            };
            let (old, new) = (body(which.0)?, body(which.1)?);
            let (before, after) = (Labels::of(&old), Labels::of(&new));
            let rows: Vec<Row> = compare::compare(&old, &new).iter().map(|step| row(step, &before, &after)).collect();
            let changed = rows.iter().filter(|row| !matches!(row.fate, Fate::Same | Fate::MovedAway)).count();
            Ok(Some(Data { document, called, versions, rows, changed }))
        });
        if self.which.is_none()
            && let Some(Some(data)) = self.data.get()
            && Some(data.document.id) == self.id
        {
            self.which = Some(first(&data.versions, self.asked));
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let called = self.data.get().and_then(Option::as_ref).map(|data| data.called.clone()).unwrap_or_default();
        sight.header(ui, &called, |ui| {
            if let Some(id) = self.id
                && Button::secondary(t!("Open the text")).icon(icons::PENCIL_SIMPLE).show(ui).clicked()
            {
                sight.go(super::TEXT, id.to_string());
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            let body = t!("Choose a document in the list, and compare its versions there with V");
            ui::empty_state(ui, icons::GIT_DIFF, t!("Nothing is compared"), body, |ui| {
                if Button::primary(t!("Go to the documents")).show(ui).clicked() {
                    sight.go(LIST, "");
                }
            });
            return;
        }
        self.bar(ui);
        let Self { data, heights, only, beside, which, .. } = self;
        let Some(Some(data)) = data.get() else { return };
        let all: Vec<&Row> = data.rows.iter().filter(|row| !*only || row.fate != Fate::Same).collect();
        if all.is_empty() {
            let body = t!("The two say the same, word by word. Choose another version above.");
            ui::empty_state(ui, icons::CHECK_CIRCLE, t!("Nothing differs"), body, |_| {});
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "a width in points")]
        heights.begin((ui.available_width() as i32, *beside, *only, *which), all.len());
        rows(ui, heights, &all, *beside == 1);
    }

    /// A document's id, and the number of the version to begin with.
    fn go(&mut self, filter: &str) {
        let (id, version) = filter.split_once(' ').unwrap_or((filter, ""));
        self.asked = version.parse().ok();
        match id.parse() {
            Ok(id) => (self.id, self.which) = (Some(id), None),
            Err(_words) => self.looking.begin(id),
        }
    }
}

/// What is compared at first: the version that was asked for with the one before, else the newest with the text at work, or with
/// the one before where nothing else is there.
fn first(versions: &[Version], asked: Option<i64>) -> Which {
    let at = asked.and_then(|number| versions.iter().position(|version| version.number == number));
    let id = |at: usize| versions.get(at).map(|version| version.id);
    match at {
        Some(0) => (id(0), id(1)),
        Some(at) => (id(at - 1), id(at)),
        None => (versions.last().map(|version| version.id), None),
    }
}
