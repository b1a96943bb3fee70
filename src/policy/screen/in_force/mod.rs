//! Policy in force on a day, searched clause by clause; and what belongs to it across all documents: positions for speakers,
//! members' questions, contradictions, what is carried out, what comes of it, who read it.

mod bulletin;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use crate::app::export::Exporting;
use crate::app::paper::Papers;
use crate::app::{Live, Screen, Sight};
use crate::events::model::RowId;
use crate::events::model::part::{Part, Row};
use crate::events::screen::part_pane;
use crate::kit::{Day, day, text};
use crate::ledger::screen::parts::terms;
use crate::ledger::screen::typing::Asking;
use crate::policy::export;
use crate::policy::model::workflow::Workflow;
use crate::policy::model::{DocumentId, parts};
use crate::policy::screen::{BULLETIN, EXPORT_HELD, FILE, LIST, POSITIONS_PAPER, holds, papers};
use crate::policy::store::{self, InForce};
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Field, SMALL, Search, Split, Tab, icons, look};
use bulletin::Bulletin;

/// What the answers depend on.
const TABLES: &[&str] = &[
    "policy_document",
    "policy_version",
    "policy_workflow",
    "policy_force",
    "policy_source",
    "policy_position",
    "policy_question",
    "policy_contradiction",
    "policy_action",
    "policy_measure",
    "policy_read",
    "person",
];

/// What is open: the texts, or a list across all documents. Contradictions are those of drafts too.
const LISTS: &[&Part] =
    &[&parts::POSITIONS, &parts::QUESTIONS, &parts::CONTRADICTIONS, &parts::ACTIONS, &parts::MEASURES, &parts::READERS];

/// What is read.
struct Data {
    flow: Workflow,
    holds: Vec<InForce>,
    /// The rows of the list that is open, each with the document it is of.
    rows: Vec<Row>,
    of: Vec<(RowId, DocumentId, String)>,
}

/// A clause that says what is looked for: of which text, its id, its label, its words.
struct Hit {
    at: usize,
    clause: i64,
    label: String,
    words: String,
}

/// See the head of this file.
pub(in crate::policy) struct InForceScreen {
    text: String,
    on: String,
    /// 0: the texts; else a list.
    tab: usize,
    data: Live<Data, (Day, usize)>,
    hits: Vec<Hit>,
    asked: Option<(u64, String, Day)>,
    table: TableState,
    split: Split,
    bulletin: Option<Asking<Bulletin>>,
    papers: Option<Papers>,
    exporting: Exporting,
    pending: Option<&'static str>,
}

impl InForceScreen {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            on: String::new(),
            tab: 0,
            data: Live::new(TABLES),
            hits: Vec::new(),
            asked: None,
            table: TableState::default(),
            split: Split::default(),
            bulletin: None,
            papers: None,
            exporting: Exporting::default(),
            pending: None,
        })
    }

    fn day(&self, sight: &Sight<'_>) -> Day {
        let terms = terms(sight);
        day::typed(&self.on, terms.today, terms.month_first).unwrap_or(sight.today())
    }

    fn part(&self) -> Option<&'static Part> {
        LISTS.get(self.tab.checked_sub(1)?).copied()
    }

    fn cursor(&self) -> usize {
        self.table.selection.cursor().and_then(|at| usize::try_from(at).ok()).unwrap_or(0)
    }

    fn turn(&mut self, tab: usize) {
        if self.tab != tab {
            self.tab = tab;
            self.table.other_rows();
        }
    }

    /// The clauses that say what is looked for; without words each text has one row.
    fn find(&mut self, stamp: u64, on: Day) {
        let asked = (stamp, self.text.clone(), on);
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let Some(data) = self.data.get() else { return };
        self.hits = data.holds.iter().enumerate().flat_map(|(at, one)| hits(at, one, &self.text)).collect();
        if self.asked.as_ref().is_some_and(|(_, words, _)| *words != self.text) {
            self.table.other_rows();
        }
        self.asked = Some(asked);
    }

    fn bar(&mut self, ui: &mut Ui) {
        let mut names = vec![t!("Texts")];
        names.extend(LISTS.iter().map(|part| (part.says)()));
        let tabs: Vec<Tab<'_>> = names.into_iter().map(Tab::new).collect();
        let mut chosen = self.tab;
        Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
            if ui::tabs(ui, &tabs, &mut chosen) {
                self.turn(chosen);
            }
        });
        let x = ui.available_rect_before_wrap().x_range();
        ui.painter().hline(x, ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                if self.tab == 0 {
                    Search::new(t!("Search what is in force"), &mut self.text).width(260.0).show(ui);
                }
                ui::line(ui, t!("as it holds on"), SMALL.ink(look(ui).muted));
                Field::new(t!("Day"), &mut self.on).bare().placeholder(t!("Today")).width(132.0).show(ui);
                let found = match (self.tab, self.text.trim().is_empty()) {
                    (0, true) => self.data.get().map(|data| text::plural(data.holds.len(), t!("text"), t!("texts"))),
                    (0, false) => Some(text::plural(self.hits.len(), t!("clause says so"), t!("clauses say so"))),
                    _ => self.data.get().map(|data| text::plural(data.rows.len(), t!("line"), t!("lines"))),
                };
                ui::line(ui, &found.unwrap_or_default(), SMALL.ink(look(ui).muted));
            });
        });
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(data) = self.data.get() else { return };
        let mut state = std::mem::take(&mut self.table);
        match self.part() {
            Some(part) if data.rows.is_empty() => {
                let title = t!("Nothing yet under {part}", part = (part.says)().to_lowercase());
                let body = t!("{about}. It is written in the file of a document (F there).", about = (part.about)());
                ui::empty_state(ui, icons::LIST_CHECKS, &title, &body, |ui| {
                    if Button::primary(t!("Go to the documents")).show(ui).clicked() {
                        sight.go(LIST, "");
                    }
                });
            }
            Some(part) => {
                let names = data.of.iter().map(|(row, _, name)| (*row, name.clone())).collect();
                part_pane::table(ui, part, &data.rows, &mut state, Some(&(t!("Document"), names)));
            }
            None if data.holds.is_empty() => {
                let body = t!(
                    "A document comes into force by its steps. From then on its text of every day is here, searched and with a note at each clause that changed"
                );
                ui::empty_state(ui, icons::SCROLL, t!("Nothing is in force on this day"), body, |ui| {
                    if Button::primary(t!("Go to the documents")).show(ui).clicked() {
                        sight.go(LIST, "");
                    }
                });
            }
            None if self.hits.is_empty() => {
                let body = t!("No clause in force says “{words}”. Part of a word will do", words = self.text.trim());
                ui::empty_state(ui, icons::MAGNIFYING_GLASS, t!("Nothing in force says so"), &body, |_| {});
            }
            None => texts(ui, data, &self.hits, &mut state),
        }
        self.table = state;
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 10.0);
        let at = self.cursor();
        let Some(data) = self.data.get() else { return };
        let part = self.part();
        let open = match part {
            Some(_) => data.rows.get(at).and_then(|row| data.of.iter().find(|(id, _, _)| *id == row.id)),
            None => None,
        };
        if let (Some(part), Some(row), Some((_, id, name))) = (part, data.rows.get(at), open) {
            ui::section(ui, &part.title(row));
            let title = part.title(row);
            let said = |shown: &&String| !shown.is_empty() && **shown != title;
            for (field, shown) in part.fields.iter().zip(&row.shown).filter(|(_, shown)| said(shown)) {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui::paragraph(ui, (field.says)(), SMALL.ink(look(ui).muted));
                    ui::paragraph(ui, shown, BODY);
                });
            }
            ui::paragraph(ui, &t!("From {document}", document = name), SMALL.ink(look(ui).muted));
            if Button::secondary(t!("Open it in the file")).icon(icons::FOLDER_OPEN).show(ui).clicked() {
                sight.go(FILE, format!("{id} {}", part.key));
            }
            return;
        }
        if part.is_some() {
            return;
        }
        let Some((hit, holds)) = self.hits.get(at).and_then(|hit| Some((hit, data.holds.get(hit.at)?))) else { return };
        let called = holds.document.called(&data.flow);
        ui::section(ui, &called);
        let from = day::long(holds.force.from);
        let all = [(t!("Holds from"), from.as_str()), (t!("By"), holds.force.origin.as_str())];
        let rows: Vec<(&str, &str)> = all.into_iter().filter(|(_, words)| !words.is_empty()).collect();
        ui::key_values(ui, &rows);
        ui.horizontal_wrapped(|ui| {
            if Button::secondary(t!("One page about it")).icon(icons::PRINTER).show(ui).clicked() {
                self.papers = papers::summary(sight, holds.document.id, &called);
            }
            if Button::secondary(t!("Open the document")).show(ui).clicked() {
                sight.go(LIST, holds.document.id.to_string());
            }
        });
        let reveal = (!self.text.trim().is_empty()).then_some(hit.clause);
        holds::text(ui, holds, reveal);
    }

    fn commands(&mut self, key: &'static str, sight: &Sight<'_>) {
        if key == BULLETIN.key {
            self.bulletin = Some(Asking::new(Bulletin::until(sight.today())));
        } else if key == POSITIONS_PAPER.key {
            self.papers = papers::positions(sight, self.day(sight));
        } else if key == EXPORT_HELD.key {
            let open = self.part().and_then(|part| export::of(part.key)).unwrap_or(&export::IN_FORCE);
            self.exporting.begin(sight, open);
        }
    }
}

fn hits(at: usize, one: &InForce, words: &str) -> Vec<Hit> {
    if words.trim().is_empty() {
        return vec![Hit { at, clause: 0, label: String::new(), words: one.document.new.summary.clone() }];
    }
    let hit = |(clause, label, words)| Hit { at, clause, label, words };
    one.said(words).into_iter().map(hit).collect()
}

fn texts(ui: &mut Ui, data: &Data, hits: &[Hit], state: &mut TableState) {
    let searched = hits.iter().any(|hit| hit.clause != 0);
    let columns = [
        Column::new("title", t!("Document"), 170.0).grows(1.0).least(120.0).unsorted(),
        Column::new("clause", if searched { t!("Clause") } else { t!("Topic") }, 108.0).unsorted(),
        Column::new("says", if searched { t!("What it says") } else { t!("In short") }, 220.0).grows(2.0).unsorted(),
        Column::new("from", t!("Holds from"), 112.0).unsorted().spare(),
        Column::new("review", t!("Review"), 112.0).unsorted().spare(),
    ];
    Table::new(t!("Policy in force"), &columns).rows(u64::try_from(hits.len()).unwrap_or(0)).show(
        ui,
        state,
        |at| hits.get(usize::try_from(at).ok()?),
        |hit: &Hit, column| {
            let Some(holds) = data.holds.get(hit.at) else { return Cell::Empty };
            match column {
                0 => Cell::Strong(holds.document.called(&data.flow).into()),
                1 if searched => Cell::Text(hit.label.as_str().into()),
                1 => Cell::Muted(holds.document.new.topic.clone().into()),
                2 => Cell::Text(hit.words.as_str().into()),
                3 => Cell::Muted(day::short(holds.force.from).into()),
                _ => holds.document.new.review_on.map_or(Cell::Empty, |on| Cell::Muted(day::short(on).into())),
            }
        },
    );
}

impl Screen for InForceScreen {
    fn logic(&mut self, sight: &Sight<'_>) {
        let (on, tab) = (self.day(sight), self.tab);
        let part = self.part();
        let stamp = sight.desk.revision(TABLES);
        self.data.want(sight.desk, (on, tab), move |conn, (on, _)| {
            let flow = store::workflow(conn)?;
            let (mut rows, mut of) = (Vec::new(), Vec::new());
            for document in store::documents(conn)? {
                let Some(part) = part else { break };
                let drafts = part == &parts::CONTRADICTIONS && document.ended_on.is_none();
                if !drafts && !document.is_in_force(*on) {
                    continue;
                }
                for row in store::part_rows(conn, part, document.id)? {
                    of.push((row.id, document.id, document.called(&flow)));
                    rows.push(row);
                }
            }
            let holds = if part.is_none() { store::in_force(conn, *on)? } else { Vec::new() };
            Ok(Data { flow, holds, rows, of })
        });
        self.find(stamp, on);
        if self.bulletin.as_mut().is_some_and(|asking| !asking.logic()) {
            self.bulletin = None;
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
        self.exporting.logic(sight);
        if let Some(key) = self.pending.take() {
            self.commands(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let on = day::long(self.day(sight));
        sight.header(ui, &on, |ui| {
            BULLETIN.primary(ui, sight);
            POSITIONS_PAPER.secondary(ui, sight);
            ui::menu_button(ui, t!("More for policy in force"), |ui| {
                EXPORT_HELD.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        self.bar(ui);
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        if let Some(asking) = &mut self.bulletin
            && !bulletin::show(asking, ui, sight, &mut self.papers)
        {
            self.bulletin = None;
        }
    }

    /// The key of a list, `bulletin`, or words to look for.
    fn go(&mut self, filter: &str) {
        if let Some(at) = LISTS.iter().position(|part| part.key == filter) {
            self.turn(at + 1);
        } else if filter == "bulletin" {
            self.pending = Some(BULLETIN.key);
        } else {
            self.turn(0);
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        self.pending = [&BULLETIN, &POSITIONS_PAPER, &EXPORT_HELD].into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}
