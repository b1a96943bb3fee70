//! What the party keeps: the ladder, what each rung asks, training, skills. A list each, with a form beside it.

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::parts::{CATALOGUE as LISTS, RUNGS, part as part_of};
use super::super::ops;
use super::super::store::{self, TABLES};
use super::{ADD, START, TAKE_OUT};
use crate::app::{Live, Reply, Screen, Sight};
use crate::events::model::part::{Part, Row};
use crate::events::screen::part_pane::{self, Offers, RowForm};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, BODY, Split, Tab, Tone, icons, look};

/// See the head of this file.
pub(in crate::leadership) struct Catalogue {
    part: &'static Part,
    all: Live<(Vec<Row>, Vec<Offers>, bool), &'static str>,
    table: TableState,
    split: Split,
    form: Option<RowForm>,
    doing: Option<Reply<()>>,
    pending: Option<&'static str>,
}

impl Catalogue {
    pub(in crate::leadership) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            part: &RUNGS,
            all: Live::new(TABLES),
            table: TableState::default(),
            split: Split::default(),
            form: None,
            doing: None,
            pending: None,
        })
    }

    fn is_dirty(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.typing.is_dirty())
    }

    fn rows(&self) -> &[Row] {
        self.all.get().map_or(&[][..], |(rows, ..)| rows.as_slice())
    }

    fn turn(&mut self, part: &'static Part) {
        if self.part != part && !self.is_dirty() {
            (self.part, self.form) = (part, None);
            self.table.other_rows();
        }
    }

    fn tabs(&mut self, ui: &mut Ui) {
        let tabs: Vec<Tab<'_>> = LISTS.iter().map(|part| Tab::new((part.says)())).collect();
        let mut chosen = LISTS.iter().position(|part| *part == self.part).unwrap_or(0);
        Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
            if ui::tabs(ui, &tabs, &mut chosen)
                && let Some(part) = LISTS.get(chosen)
            {
                self.turn(part);
            }
        });
    }

    fn list(&mut self, ui: &mut Ui) {
        let mut state = std::mem::take(&mut self.table);
        let rows = self.rows();
        if rows.is_empty() && self.all.get().is_some() {
            Frame::new().inner_margin(Margin::same(24)).show(ui, |ui| {
                ui::paragraph(ui, (self.part.about)(), BODY.ink(look(ui).muted));
            });
        } else if part_pane::table(ui, self.part, rows, &mut state, None) && !self.is_dirty() {
            self.form = None;
        }
        self.table = state;
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.form.is_none() {
            let at = usize::try_from(self.table.selection.cursor().unwrap_or(0)).unwrap_or(0);
            self.form = self.rows().get(at).map(|row| RowForm::of(self.part, row, sight, &super::LISTS));
        }
        let Some((_, offers, _)) = self.all.get() else { return };
        let Some(form) = &mut self.form else {
            ui::paragraph(ui, &t!("Add a {what}: press L.", what = (self.part.one)()), BODY.ink(look(ui).muted));
            return;
        };
        if form.show(ui, sight, 0, offers) {
            self.form = None;
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        if key == ADD.key {
            self.form = Some(RowForm::new(self.part, "", &super::LISTS));
        } else if key == START.key {
            self.doing = Some(sight.desk.run(&ops::START, ops::start));
        } else if let Some(id) = self.form.as_ref().and_then(RowForm::row) {
            let part = self.part;
            self.doing = Some(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, part, id)));
        } else {
            sight.notice(Tone::Warning, t!("Nothing is open"), t!("Choose a line in the list first"));
        }
    }
}

impl Screen for Catalogue {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.all.want(sight.desk, self.part.key, |conn, key| {
            let part = part_of(key).unwrap_or(&RUNGS);
            let rows = store::rows_of(conn, part, 0)?;
            Ok((rows, store::offers(conn)?, store::ladder(conn)?.is_empty()))
        });
        if let Some(form) = &mut self.form
            && form.logic(sight).is_some()
        {
            self.form = None;
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => (self.doing, self.form) = (None, None),
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        sight.header(ui, "", |ui| {
            ADD.primary(ui, sight);
            ui::menu_button(ui, t!("More for the catalogue"), |ui| {
                START.item(ui, sight);
                TAKE_OUT.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        let bare = self.all.get().is_some_and(|(rows, _, no_ladder)| rows.is_empty() && *no_ladder);
        if bare && self.part == &RUNGS && self.form.is_none() {
            let body = t!(
                "What somebody needs on the way from member to officer to candidate: rungs, and what each asks. Begin with the usual ones and change them, or write your own"
            );
            ui::empty_state(ui, icons::CHALKBOARD_TEACHER, t!("No ladder yet"), body, |ui| {
                START.primary(ui, sight);
                ADD.secondary(ui, sight);
            });
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        self.tabs(ui);
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
    }

    /// The key of a list, or `new`.
    fn go(&mut self, filter: &str) {
        if filter == "new" {
            self.pending = Some(ADD.key);
        } else if let Some(part) = part_of(filter) {
            self.turn(part);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.is_dirty() {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
