//! The workbench for merging: which amendments are merged and with which words, the text with each in its colour and with its
//! number, and what collides, decided word group by word group. Nothing open, and it becomes a version.

use std::collections::BTreeMap;

use egui::{Align, Color32, Rect, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::super::body::Kind;
use super::super::change::{Conflict, Decided, Fix, Marked, MarkedAs, Merged};
use super::super::label::Labels;
use super::super::model::DocumentId;
use super::super::model::amendment::{AmendmentId, Choice as Chosen, Wording};
use super::super::ops::merging as ops;
use super::super::store;
use super::super::text::Kind as Piece;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::text;
use crate::ledger::screen::parts::{read_only, with_id, without_value};
use crate::t;
use crate::ui::{self, BODY, Button, Field, Link, SMALL, TextLook, Tone, checkbox, icons, line, look, paint_line};

use super::Looking;
use super::amendments::TABLES;

/// One that can be chosen.
#[derive(Clone, Debug)]
struct Offer {
    at: usize,
    id: AmendmentId,
    number: String,
    stands: String,
    tone: Tone,
    recommended: bool,
}

struct Data {
    called: String,
    offers: Vec<Offer>,
    passed: Chosen,
}

struct Result {
    merged: Merged,
    labels: Labels,
    base: Labels,
    /// Why nothing can be merged, if so.
    problem: Option<String>,
}

/// See the head of this file.
pub(in crate::policy) struct Merging {
    id: Option<DocumentId>,
    looking: Looking,
    data: Live<Option<Data>, Option<DocumentId>>,
    result: Live<Option<Result>, (Option<DocumentId>, Option<Chosen>)>,
    chosen: Option<Chosen>,
    only: bool,
    name: String,
    /// Own words for a conflict, by its key.
    words: BTreeMap<String, String>,
    saving: Option<Reply<i64>>,
    deciding: Option<Reply<()>>,
    split: ui::Split,
    heights: Vec<Option<f32>>,
    laid: (i32, usize),
}

impl Merging {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            data: Live::new(TABLES),
            result: Live::new(TABLES),
            chosen: None,
            only: true,
            name: String::new(),
            words: BTreeMap::new(),
            saving: None,
            deciding: None,
            split: ui::Split::default(),
            heights: Vec::new(),
            laid: (0, 0),
        })
    }

    fn open(&mut self, id: DocumentId) {
        if self.id != Some(id) {
            (self.id, self.chosen) = (Some(id), None);
        }
    }

    fn result(&self) -> Option<&Result> {
        self.result.get().and_then(Option::as_ref)
    }
}

/// The colour of an amendment: by its place among those that are merged. What tells them apart without colour is the number.
fn color(ui: &Ui, order: &[String], by: &[String]) -> (Color32, Color32) {
    let colors = look(ui);
    let all = [
        (colors.accent, colors.accent_tint),
        (colors.good, colors.good_tint),
        (colors.warning, colors.warning_tint),
        (colors.danger, colors.danger_tint),
    ];
    let at = by.first().and_then(|name| order.iter().position(|one| one == name)).unwrap_or(0);
    all.get(at % all.len()).copied().unwrap_or((colors.text, Color32::TRANSPARENT))
}

/// The words of a clause, with each change in its colour, behind the number of the amendment.
fn laid(ui: &Ui, row: &Marked, order: &[String], labels: &Labels, width: f32) -> std::sync::Arc<egui::Galley> {
    let colors = look(ui);
    let style: TextLook = if row.clause.kind == Kind::Heading { BODY.strong() } else { BODY };
    let mut job = egui::text::LayoutJob::default();
    let format = |size: TextLook, ink: Color32, tint: Color32| egui::text::TextFormat {
        font_id: ui::font(size.size, size.weight),
        color: ink,
        background: tint,
        line_height: Some(style.line),
        ..Default::default()
    };
    let mut last: Vec<String> = Vec::new();
    for piece in &row.pieces {
        let words = labels.plain(&piece.text);
        if piece.kind == Piece::Equal {
            job.append(&words, 0.0, format(style, colors.text, Color32::TRANSPARENT));
            last.clear();
            continue;
        }
        let (ink, tint) = color(ui, order, &piece.by);
        if last != piece.by {
            let mark = if piece.conflict.is_some() { "? " } else { "" };
            job.append(
                &format!(" {mark}{} ", piece.by.join(", ")),
                0.0,
                format(SMALL.strong(), ink, Color32::TRANSPARENT),
            );
            last.clone_from(&piece.by);
        }
        let mut of = format(style, ink, tint);
        let stroke = Stroke::new(1.0, ink);
        if piece.kind.is_new() {
            of.underline = stroke
        } else {
            of.strikethrough = stroke
        }
        job.append(&words, 0.0, of);
    }
    job.wrap.max_width = width;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn sign(marked: MarkedAs) -> &'static str {
    match marked {
        MarkedAs::Stays => "",
        MarkedAs::Added => "+",
        MarkedAs::Gone => "−",
        MarkedAs::MovedFrom => "↗",
        MarkedAs::MovedTo => "↘",
    }
}

fn says(row: &Marked, labels: &Labels) -> String {
    let pieces = row.pieces.iter().map(|piece| {
        let words = labels.plain(&piece.text);
        match piece.kind {
            Piece::Equal => words,
            kind if kind.is_new() => t!("{by} inserts: {words}", by = piece.by.join(", "), words = words),
            _ => t!("{by} leaves out: {words}", by = piece.by.join(", "), words = words),
        }
    });
    pieces.collect::<Vec<_>>().join(" ")
}

impl Merging {
    fn text(&mut self, ui: &mut Ui) {
        let only = self.only;
        let Self { result, heights, laid: laid_as, .. } = self;
        let Some(result) = result.get().and_then(Option::as_ref) else { return };
        let merged = &result.merged;
        let mut order: Vec<String> = Vec::new();
        for piece in merged.marked.iter().flat_map(|row| &row.pieces) {
            for name in &piece.by {
                if !order.contains(name) {
                    order.push(name.clone());
                }
            }
        }
        let changed =
            |row: &&Marked| !only || row.marked != MarkedAs::Stays || row.pieces.iter().any(|p| p.kind != Piece::Equal);
        let rows: Vec<&Marked> = merged.marked.iter().filter(changed).collect();
        if rows.is_empty() {
            ui.add_space(24.0);
            ui.indent("nothing", |ui| {
                ui::paragraph(ui, t!("Nothing is chosen, so the text stays as it is."), BODY.ink(look(ui).muted));
            });
            return;
        }
        let width = (ui.available_width() - 120.0).max(160.0);
        #[expect(clippy::cast_possible_truncation, reason = "a width in points")]
        let now = (width as i32, rows.len());
        if *laid_as != now {
            (*laid_as, *heights) = (now, vec![None; rows.len()]);
        }
        let mut tops = Vec::with_capacity(rows.len() + 1);
        let mut y = 12.0;
        for (row, known) in rows.iter().zip(heights.iter()) {
            tops.push(y);
            let signs: usize = row.pieces.iter().map(|p| p.text.len()).sum();
            let lines = f32::from(u16::try_from(signs).unwrap_or(u16::MAX)) * 6.8 / width;
            y += known.unwrap_or(lines.ceil().max(1.0) * BODY.line) + 12.0;
        }
        ScrollArea::vertical().id_salt("policy.merging").auto_shrink([false, false]).show_viewport(ui, |ui, sight| {
            ui.set_height(y + 32.0);
            let origin = ui.min_rect().min;
            let from = tops.partition_point(|top| *top < sight.min.y - 200.0).saturating_sub(1);
            let to = tops.partition_point(|top| *top < sight.max.y + 200.0);
            for at in from..to {
                let (Some(row), Some(top)) = (rows.get(at), tops.get(at)) else { continue };
                let old = matches!(row.marked, MarkedAs::Gone | MarkedAs::MovedFrom);
                let labels = if old { &result.base } else { &result.labels };
                let words = laid(ui, row, &order, labels, width);
                let height = words.size().y.max(BODY.line);
                let colors = look(ui);
                let left = origin.x + 24.0;
                let head = Rect::from_min_size(pos2(left, origin.y + top), vec2(16.0, BODY.line));
                paint_line(ui, ui.painter(), head, Align::Min, sign(row.marked), BODY.strong());
                let label =
                    labels.get(row.clause.id).map(|l| l.full.clone()).filter(|_| row.clause.kind == Kind::Numbered);
                let head = Rect::from_min_size(pos2(left + 16.0, origin.y + top), vec2(56.0, BODY.line));
                paint_line(ui, ui.painter(), head, Align::Min, &label.unwrap_or_default(), BODY.ink(colors.muted));
                ui.painter().galley(pos2(left + 76.0, origin.y + top), words, Color32::PLACEHOLDER);
                let area = Rect::from_min_size(pos2(left, origin.y + top), vec2(width + 76.0, height));
                let response = ui.interact(area, ui.scope_id().with(("row", at)), Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, says(row, labels)));
                if let Some(known) = heights.get_mut(at)
                    && known.is_none_or(|known| (known - height).abs() > 0.5)
                {
                    *known = Some(height);
                    ui.ctx().request_repaint();
                }
            }
        });
    }

    fn choices(&mut self, ui: &mut Ui) {
        let Some(Some(data)) = self.data.get() else { return };
        ui::section(ui, t!("Which are merged"));
        if data.offers.is_empty() {
            ui::paragraph(ui, t!("No amendment is before the meeting."), BODY.ink(look(ui).muted));
        }
        let mut chosen = self.chosen.clone().unwrap_or_else(|| data.passed.clone());
        let before = chosen.clone();
        for offer in &data.offers {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let mut is_in = chosen.contains_key(&offer.at);
                if checkbox(ui, &mut is_in, &offer.number).changed() {
                    if is_in {
                        chosen.insert(offer.at, Wording::Original)
                    } else {
                        chosen.remove(&offer.at)
                    };
                }
                ui::chip(ui, &offer.stands, offer.tone);
            });
            if offer.recommended
                && let Some(wording) = chosen.get_mut(&offer.at)
            {
                let mut at = usize::from(*wording == Wording::Recommended);
                if ui::segments(ui, &[t!("Its own words"), t!("Those recommended")], &mut at) {
                    *wording = if at == 1 { Wording::Recommended } else { Wording::Original };
                }
            }
        }
        if chosen != before || self.chosen.is_none() {
            self.chosen = Some(chosen);
        }
    }

    fn conflicts(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(result) = self.result.get().and_then(Option::as_ref) else { return };
        if let Some(problem) = &result.problem {
            ui::banner(ui, Tone::Danger, problem, "", "", |_| {});
            return;
        }
        let (mut act, why_not) = (None, read_only(sight));
        let merged = &result.merged;
        if !merged.conflicts.is_empty() {
            ui::section(ui, &t!("To be decided: {count}", count = merged.conflicts.len()));
        }
        for one in &merged.conflicts {
            let words = self.words.entry(one.key.clone()).or_default();
            if let Some(fix) = conflict(ui, one, &result.base, words, why_not) {
                act = Some((one.key.clone(), Some(fix)));
            }
        }
        for one in &merged.misfits {
            ui::banner(
                ui,
                Tone::Danger,
                &t!("Something of {by} does not fit this text", by = one.by),
                t!("Carry it over, or leave it out of the merge"),
                "",
                |_| {},
            );
        }
        if !merged.decided.is_empty() {
            ui::section(ui, t!("Decided"));
        }
        for Decided { conflict, fix } in &merged.decided {
            let clause = result.base.get(conflict.clause).map_or_else(String::new, |l| l.name.clone());
            let how = match fix {
                Fix::Base => t!("as it stands").to_owned(),
                Fix::Of(name) => t!("as {name} has it", name = name),
                Fix::Words(words) => format!("“{words}”"),
            };
            ui.horizontal_wrapped(|ui| {
                line(ui, &format!("{clause}: {how}"), SMALL);
                if Link::new(t!("Open again")).small().show(ui).clicked() {
                    act = Some((conflict.key.clone(), None));
                }
            });
        }
        for same in merged.same_place.iter().take(20) {
            let names: Vec<&str> = same.by.iter().map(String::as_str).collect();
            ui::paragraph(
                ui,
                &t!("{names} put something in at one place; all is kept, in this order.", names = text::list(&names)),
                SMALL.ink(look(ui).muted),
            );
        }
        if let Some((key, fix)) = act
            && let Some(id) = self.id
        {
            self.deciding = Some(
                sight
                    .desk
                    .run(&ops::DECIDE, move |office| ops::decide(office, id, &key, fix.as_ref()).map(without_value)),
            );
        }
    }

    fn finish(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let open = self.result().map_or(0, |r| r.merged.conflicts.len() + r.merged.misfits.len());
        let refused = self.result().is_none_or(|r| r.problem.is_some());
        let none = self.chosen.as_ref().is_none_or(BTreeMap::is_empty);
        let why_not = match () {
            () if none => Some(t!("Choose an amendment first")),
            () if open > 0 || refused => Some(t!("Decide what is open first")),
            () if self.saving.is_some() => Some(t!("It is being saved")),
            () => read_only(sight),
        };
        ui::section(ui, t!("The result"));
        Field::new(t!("What the version is called"), &mut self.name).placeholder(t!("As amended")).show(ui);
        if Button::primary(t!("Save as a version")).icon(icons::FLOPPY_DISK).unless(why_not).show(ui).clicked()
            && why_not.is_none()
            && let (Some(id), Some(chosen), Some(Some(data))) = (self.id, &self.chosen, self.data.get())
        {
            let all: Vec<(AmendmentId, Wording)> = chosen
                .iter()
                .filter_map(|(at, wording)| Some((data.offers.iter().find(|o| o.at == *at)?.id, *wording)))
                .collect();
            let name = self.name.clone();
            self.saving = Some(sight.desk.run(&ops::MERGE, move |office| {
                ops::merge(office, id, &all, &BTreeMap::new(), &name).map(|done| with_id(done, |version| version.0))
            }));
        }
    }
}

/// One conflict with its sides; how it is decided, if it was.
fn conflict(ui: &mut Ui, one: &Conflict, labels: &Labels, words: &mut String, why_not: Option<&str>) -> Option<Fix> {
    let mut fix = None;
    let clause = labels.get(one.clause).map_or_else(String::new, |l| l.name.clone());
    ui::paragraph(ui, &t!("{clause}: “{words}”", clause = clause, words = labels.plain(&one.base)), BODY.medium());
    for side in &one.sides {
        let text = if side.gone { t!("leave it out").to_owned() } else { labels.plain(&side.text) };
        let says = format!("{}: {text}", side.by.join(", "));
        if Link::new(&says).show(ui).clicked() && why_not.is_none() {
            fix = side.by.first().cloned().map(Fix::Of);
        }
    }
    if Link::new(t!("As it stands")).show(ui).clicked() && why_not.is_none() {
        fix = Some(Fix::Base);
    }
    use super::super::change::Dispute;
    if matches!(one.dispute, Dispute::Words | Dispute::Clause | Dispute::Number) {
        ui.horizontal(|ui| {
            Field::new(t!("Other words"), words).bare().placeholder(t!("Other words")).width(190.0).show(ui);
            let empty = words.trim().is_empty().then(|| t!("Write the words first"));
            if Button::secondary(t!("Take these")).unless(empty.or(why_not)).show(ui).clicked() && empty.is_none() {
                fix = Some(Fix::Words(words.clone()));
            }
        });
    }
    ui.add_space(8.0);
    fix
}

impl Screen for Merging {
    fn logic(&mut self, sight: &Sight<'_>) {
        if let Some(id) = self.looking.logic(sight) {
            self.open(id);
        }
        self.data.want(sight.desk, self.id, |conn, id| {
            let Some(id) = *id else { return Ok(None) };
            let called = store::document(conn, id)?.called(&store::workflow(conn)?);
            let board = store::board(conn, id, None)?;
            let standings = board.standings(&board.matrix());
            let offer = |entry: usize| {
                let (one, standing) = (board.all.get(entry)?, standings.get(entry)?);
                Some(Offer {
                    at: entry,
                    id: one.id,
                    number: one.called(),
                    stands: board.standing_says(entry, standing),
                    tone: if standing.fate.is_in() { Tone::Good } else { Tone::Plain },
                    recommended: one.recommended.is_some(),
                })
            };
            let offers = board.marshalled().listed.iter().filter_map(|l| offer(l.entry)).collect();
            Ok(Some(Data { called, offers, passed: board.passed() }))
        });
        self.result.want(sight.desk, (self.id, self.chosen.clone()), |conn, (id, chosen)| {
            let (Some(id), Some(chosen)) = (id, chosen) else { return Ok(None) };
            let board = store::board(conn, *id, None)?;
            let base = Labels::of(&board.base);
            // The amendments may be others by now than those that were chosen from.
            let known: Chosen = chosen.iter().filter(|(at, _)| **at < board.all.len()).map(|(a, w)| (*a, *w)).collect();
            Ok(Some(match board.merge(&known, &board.fixes) {
                Ok(merged) => Result { labels: Labels::of(&merged.body), merged, base, problem: None },
                Err(problem) => {
                    Result { labels: base.clone(), merged: Merged::default(), base, problem: Some(problem.message) }
                }
            }))
        });
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(_)) => {
                self.saving = None;
                if let Some(id) = self.id {
                    sight.go(super::COMPARE, id.to_string());
                }
            }
            Some(Err(problem)) => {
                self.saving = None;
                sight.problem(problem);
            }
            None => {}
        }
        if let Some(Err(problem)) = self.deciding.as_mut().and_then(Reply::take) {
            self.deciding = None;
            sight.problem(problem);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let called = self.data.get().and_then(Option::as_ref).map(|data| data.called.clone()).unwrap_or_default();
        sight.header(ui, &called, |ui| {
            if let Some(id) = self.id
                && Button::secondary(t!("Amendments")).show(ui).clicked()
            {
                sight.go(super::AMENDMENTS, id.to_string());
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            let body = t!("Choose a document under Amendments, and merge what passed from there.");
            ui::empty_state(ui, icons::GIT_DIFF, t!("Nothing is merged"), body, |ui| {
                if Button::primary(t!("Go to the amendments")).show(ui).clicked() {
                    sight.go(super::AMENDMENTS, "");
                }
            });
            return;
        }
        let mut split = std::mem::take(&mut self.split);
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                let this = &mut *this.borrow_mut();
                egui::Frame::new().inner_margin(egui::Margin::symmetric(24, 12)).show(ui, |ui| {
                    checkbox(ui, &mut this.only, t!("Only what changes"));
                });
                this.text(ui);
            },
            |ui| {
                let this = &mut *this.borrow_mut();
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                this.choices(ui);
                this.conflicts(ui, sight);
                this.finish(ui, sight);
            },
        );
        self.split = split;
    }

    /// A document's id or words.
    fn go(&mut self, filter: &str) {
        match filter.parse::<i64>() {
            Ok(id) => self.open(DocumentId(id)),
            Err(_words) if filter.is_empty() => {}
            Err(_words) => self.looking.begin(filter),
        }
    }
}
