//! The builder: a segment put together condition by condition, with how many fit each, and the whole in words beside it.

use std::collections::BTreeMap;

use egui::{Frame, Key, Margin, Modifiers, ScrollArea, Ui, UiBuilder, vec2};
use serde::{Deserialize, Serialize};

use super::super::examples::Example;
use super::super::form::{AskForm, Item, Reading, SegmentForm, What, Wrong};
use super::super::model::{How, NewSegment, SegmentId, Stored};
use super::super::{json, ops};
use super::counts::Counts;
use super::offers::Offers;
use super::pane;
use super::tree::{self, Act, Drawing, field_id};
use crate::app::{Reply, Sight};
use crate::kit::{Problem, Result, text};
use crate::office::Done;
use crate::t;
use crate::ui::{self, BODY, Button, Field, SMALL, Split, Tone, line, look, paragraph};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Leave,
}

/// What is typed and kept while the office is locked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Typed {
    /// The segment that is changed; none for a new one.
    id: Option<SegmentId>,
    form: SegmentForm,
    before: SegmentForm,
}

/// See the head of this file.
pub struct Builder {
    typed: Typed,
    /// Saving was tried: from then on what is missing is told too.
    tried: bool,
    problems: Vec<Wrong>,
    refused: Option<Problem>,
    saving: Option<Reply<SegmentId>>,
    goto: Option<(u32, String)>,
    offers: Offers,
    /// What the items and the whole ask, as the file has it, and the form they were worked out from.
    asks: BTreeMap<u32, String>,
    whole: Option<String>,
    worked_out: Option<SegmentForm>,
    /// The group that the keyboard was in last.
    here: Option<u32>,
    split: Split,
}

fn reading(sight: &Sight<'_>) -> Reading {
    Reading {
        conditions: sight.setup().conditions,
        currency: *sight.currency(),
        today: sight.today(),
        month_first: sight.facts.profile.month_first,
    }
}

impl Builder {
    /// A new segment, with a first condition to choose.
    pub fn new(_sight: &Sight<'_>) -> Self {
        let before = SegmentForm::default();
        let mut form = before.clone();
        let first = form.add(None, What::Ask(AskForm::default()));
        let mut builder = Self::of(Typed { id: None, before: form.clone(), form });
        builder.goto = Some((first, "key".to_owned()));
        builder
    }

    /// A new one like an example.
    pub fn like(sight: &Sight<'_>, example: &Example) -> Self {
        let form = SegmentForm::of(example.name, "", &example.tree, *sight.currency());
        Self::of(Typed { id: None, form, before: SegmentForm::default() })
    }

    /// One that is there.
    ///
    /// # Errors
    /// When it asks something that this program does not know.
    pub fn change(sight: &Sight<'_>, stored: &Stored) -> Result<Self> {
        let tree = json::read(&stored.asks, sight.setup().conditions, *sight.currency())?;
        let form = SegmentForm::of(&stored.name, &stored.note, &tree, *sight.currency());
        Ok(Self::of(Typed { id: Some(stored.id), before: form.clone(), form }))
    }

    fn of(typed: Typed) -> Self {
        Self {
            typed,
            tried: false,
            problems: Vec::new(),
            refused: None,
            saving: None,
            goto: Some((0, "name".to_owned())),
            offers: Offers::default(),
            asks: BTreeMap::new(),
            whole: None,
            worked_out: None,
            here: None,
            split: Split::default(),
        }
    }

    pub fn is_dirty(&self) -> bool {
        self.typed.form != self.typed.before
    }

    pub fn draft(&self) -> Option<String> {
        self.is_dirty().then(|| serde_json::to_string(&self.typed).ok()).flatten()
    }

    /// `None` where the draft is of another program and cannot be read.
    pub fn restore(draft: &str) -> Option<Self> {
        serde_json::from_str(draft).ok().map(Self::of)
    }

    /// Gives the keyboard back to it.
    pub fn resume(&mut self) {
        self.goto = Some((0, "name".to_owned()));
    }

    /// Takes the answer of saving and asks for counts and choices; the segment's id once it is saved.
    pub fn logic(&mut self, sight: &Sight<'_>, counts: &mut Counts) -> Option<SegmentId> {
        match self.saving.as_mut().and_then(Reply::take) {
            Some(Ok(id)) => return Some(id),
            Some(Err(problem)) => {
                (self.saving, self.refused) = (None, Some(problem));
                self.goto = Some((0, "name".to_owned()));
            }
            None => {}
        }
        self.work_out(sight);
        self.offers.want(sight, &self.typed.form.of, &reading(sight));
        let wanted: Vec<String> = self.whole.iter().chain(self.asks.values()).cloned().collect();
        counts.want(sight, &wanted, false);
        None
    }

    /// What is asked and what is wrong, when the form is another than before.
    fn work_out(&mut self, sight: &Sight<'_>) {
        if self.worked_out.as_ref() == Some(&self.typed.form) {
            return;
        }
        let (form, reading) = (&self.typed.form, reading(sight));
        self.asks.clear();
        work_out_items(form, &form.of, &reading, &mut self.asks);
        let parsed = form.parse(&reading);
        self.whole = parsed.as_ref().ok().map(|tree| json::write(tree, reading.currency).to_string());
        self.problems = form.wrong_words();
        self.problems.extend(parsed.err().unwrap_or_default());
        self.worked_out = Some(form.clone());
    }

    fn save(&mut self, sight: &Sight<'_>) {
        if self.saving.is_some() {
            return;
        }
        (self.tried, self.refused) = (true, None);
        self.work_out(sight);
        if let Some(first) = self.problems.first() {
            let field = if first.field.is_empty() { "how" } else { first.field.as_str() };
            self.goto = Some((first.item, field.to_owned()));
            return;
        }
        let form = &self.typed.form;
        let Ok(tree) = form.parse(&reading(sight)) else { return };
        let new = NewSegment { name: form.name.clone(), note: form.note.clone(), tree };
        self.saving = Some(match self.typed.id {
            None => sight.desk.run(&ops::ADD, move |office| ops::add(office, &new)),
            Some(id) => sight.desk.run(&ops::CHANGE, move |office| {
                let done = ops::change(office, id, &new)?;
                Ok(Done { value: id, op: done.op, changed: done.changed })
            }),
        });
    }

    fn does(&mut self, act: Act, reading: &Reading) {
        let form = &mut self.typed.form;
        match act {
            Act::Add(group) => {
                let id = form.add(group, What::Ask(AskForm::default()));
                self.goto = Some((id, "key".to_owned()));
            }
            Act::AddGroup(group) => {
                // Inside “all” one thinks of “any”, and the other way round.
                let id = form.add(group, What::Group { how: How::Any, of: Vec::new() });
                let first = form.add(Some(id), What::Ask(AskForm::default()));
                self.goto = Some((first, "key".to_owned()));
            }
            Act::Remove(id) => {
                let next = form.remove(id);
                self.goto = Some(next.map_or((0, "add".to_owned()), |next| (next, "key".to_owned())));
            }
            Act::Up(id) => form.shift(id, false),
            Act::Down(id) => form.shift(id, true),
            Act::Wrap(id) => {
                let group = form.wrap(id);
                self.goto = Some((group, "how".to_owned()));
            }
            Act::Lift(id) => form.lift(id),
            Act::Chosen(id) => {
                if let Some(ask) = ask_mut(&mut form.of, id)
                    && let Some(condition) = reading.condition(&ask.key)
                {
                    *ask = AskForm { not: ask.not, ..AskForm::blank(condition) };
                    self.goto = condition.parts.first().map(|part| (id, part.key.to_owned()));
                }
            }
        }
    }

    /// Draws it. `active`: no dialog stands above it.
    pub fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>, counts: &Counts, active: bool) -> Option<Outcome> {
        let mut outcome = None;
        let (mut save, mut acts) = (false, Vec::new());
        if active {
            if pressed(ui, Modifiers::COMMAND, Key::Enter) {
                save = true;
            } else if pressed(ui, Modifiers::COMMAND, Key::J) {
                acts.push(Act::Add(self.here));
            } else if pressed(ui, Modifiers::COMMAND, Key::G) {
                acts.push(Act::AddGroup(self.here));
            } else if pressed(ui, Modifiers::NONE, Key::Escape) {
                outcome = Some(Outcome::Leave);
            }
        }
        let title = if self.typed.id.is_some() { t!("Change a segment") } else { t!("New segment") };
        let busy = self.saving.is_some().then(|| t!("Saving…"));
        sight.header(ui, title, |ui| {
            save |= Button::primary(t!("Save")).key(t!("Ctrl Enter")).unless(busy).show(ui).clicked();
            if Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked() {
                outcome = Some(Outcome::Leave);
            }
        });
        let mut split = self.split;
        let this = std::cell::RefCell::new((&mut *self, &mut acts));
        split.show(
            ui,
            |ui| {
                let (this, acts) = &mut *this.borrow_mut();
                acts.extend(this.conditions(ui, sight, counts));
            },
            |ui| {
                let (this, _) = &mut *this.borrow_mut();
                save |= this.beside(ui, counts, sight);
            },
        );
        self.split = split;
        let reading = reading(sight);
        for act in acts {
            self.does(act, &reading);
        }
        if save {
            self.save(sight);
        }
        outcome
    }

    /// The tree, in the left of the screen.
    fn conditions(&mut self, ui: &mut Ui, sight: &Sight<'_>, counts: &Counts) -> Vec<Act> {
        let area = ui.max_rect();
        let foot = 40.0;
        let inner = area.with_max_y(area.bottom() - foot);
        let mut inside = ui.new_child(UiBuilder::new().id_salt("tree").max_rect(inner));
        let reading = reading(sight);
        let words: Vec<(String, String)> = reading
            .conditions
            .iter()
            .map(|condition| (condition.key.to_owned(), format!("{}: {}", (condition.heading)(), (condition.name)())))
            .collect();
        let shape = self.typed.form.clone();
        let tried = self.tried;
        let problems: Vec<Wrong> = self.problems.iter().filter(|wrong| tried || !wrong.missing).cloned().collect();
        let Self { typed, asks, offers, goto, here, .. } = self;
        let room = |id: u32| shape.has_room_below(id);
        let mut drawing = Drawing {
            sight,
            reading,
            counts,
            asks,
            problems: &problems,
            offers,
            conditions: &words,
            goto,
            acts: Vec::new(),
            here: None,
            room: &room,
        };
        ScrollArea::vertical().auto_shrink([false, false]).show(&mut inside, |ui| {
            Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(8.0, 8.0);
                let form = &mut typed.form;
                ui.horizontal(|ui| {
                    line(ui, t!("People for whom"), BODY.ink(look(ui).muted));
                    tree::hows(ui, field_id(0, "how"), &mut form.how);
                    line(ui, t!("hold"), BODY.ink(look(ui).muted));
                });
                tree::items(ui, &mut drawing, &mut form.of, None, form.how);
            });
        });
        if let Some(group) = drawing.here {
            *here = group;
        }
        let acts = drawing.acts;
        let mut strip = ui.new_child(UiBuilder::new().id_salt("foot").max_rect(area.with_min_y(area.bottom() - foot)));
        let keys = [
            (t!("Ctrl J"), t!("condition")),
            (t!("Ctrl G"), t!("group")),
            (t!("Ctrl Enter"), t!("save")),
            (t!("Esc"), t!("leave")),
        ];
        ui::key_hints(&mut strip, &keys, "");
        ui.advance_cursor_after_rect(area);
        acts
    }

    /// Name, count and words, beside the tree; answers whether Enter asked to save.
    fn beside(&mut self, ui: &mut Ui, counts: &Counts, sight: &Sight<'_>) -> bool {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        if let Some(problem) = &self.refused {
            ui::banner(ui, Tone::Danger, &problem.message, problem.hint.as_deref().unwrap_or(""), "", |_| {});
        }
        if self.goto.as_ref().is_some_and(|(item, field)| *item == 0 && (field == "name" || field == "note")) {
            let field = self.goto.take().map_or_else(String::new, |(_, field)| field);
            ui.memory_mut(|m| m.request_focus(field_id(0, &field)));
        }
        let tried = self.tried;
        let problem = |problems: &[Wrong], field: &str| {
            let found = problems.iter().find(|w| w.item == 0 && w.field == field && (tried || !w.missing));
            found.map(|wrong| wrong.says.clone())
        };
        let wrong = (problem(&self.problems, "name"), problem(&self.problems, "note"));
        let form = &mut self.typed.form;
        let name = Field::new(t!("Name"), &mut form.name).problem(wrong.0.as_deref()).id(field_id(0, "name")).show(ui);
        if name.changed() {
            self.refused = None;
        }
        let enter = name.lost_focus() && ui.input(|i| i.key_pressed(Key::Enter));
        let counted = self.whole.as_ref().and_then(|whole| Some((counts.get(sight, whole)?, counts.told(whole)?)));
        match counted {
            Some((counted, told)) => {
                let tone = (!counted.fresh).then_some(Tone::Plain);
                ui::stat(ui, t!("People in it today"), &text::count(counted.people), tone);
                pane::stopped(ui, counted.stopped);
                paragraph(ui, &told.words.says, BODY);
                pane::gone(ui, &told.words.gone);
            }
            None if self.whole.is_some() => {
                ui::stat(ui, t!("People in it today"), "…", None);
            }
            None => {
                ui::stat(ui, t!("People in it today"), "–", None);
                paragraph(ui, t!("The count shows once every condition is complete."), BODY.ink(look(ui).muted));
            }
        }
        ui.add_space(4.0);
        Field::new(t!("Note"), &mut form.note).rows(2).problem(wrong.1.as_deref()).id(field_id(0, "note")).show(ui);
        paragraph(
            ui,
            t!("A segment keeps what is asked, never names: who is in it is worked out each day."),
            SMALL.ink(look(ui).muted),
        );
        enter
    }
}

/// Whether a key is meant for the builder, and not for a list or dialog above it.
fn pressed(ui: &Ui, modifiers: Modifiers, key: Key) -> bool {
    let covered = egui::Popup::is_any_open(ui.ctx()) || ui.memory(|m| m.top_modal_layer().is_some());
    !covered && ui.input_mut(|i| i.consume_key(modifiers, key))
}

fn work_out_items(form: &SegmentForm, items: &[Item], reading: &Reading, asks: &mut BTreeMap<u32, String>) {
    for item in items {
        if let Some(text) = form.item_json(item, reading) {
            asks.insert(item.id, text);
        }
        if let What::Group { of, .. } = &item.what {
            work_out_items(form, of, reading, asks);
        }
    }
}

fn ask_mut(items: &mut [Item], id: u32) -> Option<&mut AskForm> {
    items.iter_mut().find_map(|item| match &mut item.what {
        What::Ask(ask) if item.id == id => Some(ask),
        What::Ask(_) => None,
        What::Group { of, .. } => ask_mut(of, id),
    })
}
