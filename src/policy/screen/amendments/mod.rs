//! The amendments to a document: the marshalled list with what each asks, the picture of what collides, and beside them the one
//! that is looked at, or is written by editing a copy.

mod act;
mod ballot;
mod carrying;
mod form;
mod matrix;
mod pane;
mod papers;

use egui::Ui;

use super::super::label::Labels;
use super::super::model::amendment::{Amendment, AmendmentId, Board, Reading};
use super::super::model::carrying::CarriedOver;
use super::super::model::voting::OfMeeting;
use super::super::model::{DecisionId, DocumentId};
use super::super::ops::amend as ops;
use super::super::{change, store};
use super::{
    ACCEPT, AMEND, EN_BLOC, LIST_PAPER, LIST_SAVE, Looking, MERGE, SEPARATE, SYNOPSIS_PAPER, VOTING_PAPER, WHOLE,
    WORD_PAPER,
};
use crate::app::paper::Papers;
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::text;
use crate::ledger::screen::parts::without_value;
use crate::meetings;
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Tone, icons, look};

pub(super) const TABLES: &[&str] = &[
    "policy_document",
    "policy_version",
    "policy_workflow",
    "policy_amendment",
    "policy_supporter",
    "policy_link",
    "policy_fix",
    "decision",
    "vote",
    "meeting",
    "person",
];

/// An amendment in the list.
#[derive(Clone, Debug)]
struct Row {
    at: usize,
    id: AmendmentId,
    depth: u8,
    number: String,
    asks: String,
    proposer: String,
    recommends: &'static str,
    stands: String,
    tone: Tone,
}

/// Everything about the amendments to a document.
struct Data {
    of: DocumentId,
    called: String,
    board: Board,
    matrix: change::Matrix,
    labels: Labels,
    reading: Reading,
    standings: Vec<change::Standing>,
    rows: Vec<Row>,
    decisions: Vec<(DecisionId, String)>,
    /// Votes of the last meetings, the newest first.
    votes: Vec<OfMeeting>,
}

fn tone(one: &Amendment, fate: change::Fate) -> Tone {
    use super::super::model::amendment::State;
    match (one.state, fate) {
        (State::Draft | State::Withdrawn, _) => Tone::Plain,
        (State::Refused, _) => Tone::Danger,
        (_, change::Fate::Open) => Tone::Accent,
        (_, fate) if fate.is_in() => Tone::Good,
        (_, change::Fate::FallsWith(_) | change::Fate::FallsWithout(_)) => Tone::Warning,
        _ => Tone::Danger,
    }
}

impl Data {
    fn of(
        of: DocumentId,
        called: String,
        board: Board,
        decisions: Vec<(DecisionId, String)>,
        votes: Vec<OfMeeting>,
    ) -> Self {
        let (matrix, reading) = (board.matrix(), board.reading());
        let standings = board.standings(&matrix);
        let row = |at: usize, depth: u8| -> Option<Row> {
            let one = board.all.get(at)?;
            let asks: Vec<String> = board.instructions_in(&reading, one).into_iter().map(|i| i.words).collect();
            let standing = standings.get(at)?;
            Some(Row {
                at,
                id: one.id,
                depth,
                number: one.called(),
                asks: asks.join(" · "),
                proposer: one.proposer.clone(),
                recommends: one.recommends.says(),
                stands: board.standing_says(at, standing),
                tone: tone(one, standing.fate),
            })
        };
        let listed = board.marshalled().listed;
        let mut rows: Vec<Row> = listed.iter().filter_map(|l| row(l.entry, l.depth)).collect();
        // What is not called stands below: drafts, what was refused, what was withdrawn.
        let rest = (0..board.all.len()).filter(|at| !listed.iter().any(|l| l.entry == *at));
        rows.extend(rest.filter_map(|at| row(at, 0)));
        let labels = Labels::of(&board.base);
        Self { of, called, board, matrix, labels, reading, standings, rows, decisions, votes }
    }
}

/// See the head of this file.
pub(in crate::policy) struct Amendments {
    id: Option<DocumentId>,
    looking: Looking,
    documents: Live<Vec<(DocumentId, String)>>,
    data: Live<Option<Data>, Option<DocumentId>>,
    shown: Shown<bool>,
    /// The list, the picture, or what is to be carried over.
    view: usize,
    /// Only those that are called.
    called: bool,
    cell: Option<(usize, usize)>,
    form: Option<form::Form>,
    ask: Option<act::Ask>,
    papers: Option<Papers>,
    pending: Option<&'static str>,
    /// What is asked of the first amendment that it fits.
    asked: Option<String>,
    /// How open amendments to earlier versions stand to the newest.
    carried: Live<Vec<CarriedOver>, Option<DocumentId>>,
    doing: Option<Reply<()>>,
}

impl Amendments {
    pub(in crate::policy) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            looking: Looking::default(),
            documents: Live::new(&["policy_document", "policy_version", "policy_workflow"]),
            data: Live::new(TABLES),
            shown: Shown::default(),
            view: 0,
            called: false,
            cell: None,
            form: None,
            ask: None,
            papers: None,
            pending: None,
            asked: None,
            carried: Live::new(TABLES),
            doing: None,
        })
    }

    fn data(&self) -> Option<&Data> {
        self.data.get().and_then(Option::as_ref)
    }

    fn open(&self) -> Option<usize> {
        let data = self.data()?;
        let id = self.shown.open(&data.rows, |row| row.id.0)?;
        data.rows.iter().find(|row| row.id.0 == id).map(|row| row.at)
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("number", t!("Number"), 92.0).unsorted(),
            Column::new("asks", t!("Amendment"), 260.0).grows(2.0).least(160.0).unsorted(),
            Column::new("proposer", t!("Proposer"), 120.0).grows(0.5).unsorted().spare(),
            Column::new("recommends", t!("Committee"), 120.0).unsorted().spare(),
            Column::new("stands", t!("How it stands"), 150.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { data, shown, .. } = self;
        let all = data.get().and_then(Option::as_ref).map_or(&[][..], |data| data.rows.as_slice());
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Amendments"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &Row, column| match column {
                0 => Cell::Strong(format!("{}{}", "  ".repeat(usize::from(row.depth)), row.number).into()),
                1 => Cell::Text(row.asks.as_str().into()),
                2 => Cell::Muted(row.proposer.as_str().into()),
                3 => Cell::Muted(row.recommends.into()),
                _ => Cell::Chip(row.stands.as_str().into(), row.tone),
            },
        );
        shown.table = state;
        if out.selected {
            shown.picked();
            if self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
                self.form = None;
            }
        }
    }

    fn bar(&mut self, ui: &mut Ui) {
        let names: Vec<(DocumentId, String)> = self.documents.get().cloned().unwrap_or_default();
        let options: Vec<(Option<DocumentId>, &str)> =
            names.iter().map(|(id, name)| (Some(*id), name.as_str())).collect();
        let (view, id, called) = (&mut self.view, &mut self.id, &mut self.called);
        shown_bar(ui, self.shown.len(), |ui| {
            Choice::new(t!("Which document"), id, &options).bare().width(240.0).show(ui);
            ui::segments(ui, &[t!("List"), t!("What collides"), t!("Earlier versions")], view);
            let which = [(false, t!("All of them")), (true, t!("Those that are called"))];
            Choice::new(t!("Which amendments"), called, &which).bare().show(ui);
        });
    }

    fn commands(&mut self, sight: &Sight<'_>) {
        let Some(key) = self.pending.take() else { return };
        let Some(id) = self.id else { return };
        let Some(data) = self.data.get().and_then(Option::as_ref) else { return };
        if key == AMEND.key {
            self.form = Some(form::Form::write(&data.board, None, false));
        } else if key == WHOLE.key {
            self.form = Some(form::Form::write(&data.board, None, true));
        } else if key == SEPARATE.key {
            self.form = Some(form::Form::separate(&data.board, None));
        } else if key == EN_BLOC.key {
            self.ask = Some(act::Ask::new(act::What::Vote(ballot::Ballot::en_bloc(data)), data));
        } else if key == ACCEPT.key {
            if let Some((a, b)) = self.cell.filter(|_| self.view == 1).and_then(|cell| matrix::proposed(data, cell)) {
                self.doing = Some(sight.desk.run(&ops::LINK, move |office| {
                    ops::link(office, a, b, change::LinkKind::Excludes).map(without_value)
                }));
            }
        } else if key == MERGE.key {
            sight.go(super::MERGING, id.to_string());
        } else {
            self.papers = papers::begin(sight, id, key, &data.called);
        }
    }
}

impl Screen for Amendments {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.documents.want(sight.desk, (), |conn, ()| {
            let flow = store::workflow(conn)?;
            let all = store::documents(conn)?;
            Ok(all.into_iter().filter(|one| one.versions > 0).map(|one| (one.id, one.called(&flow))).collect())
        });
        if let Some(id) = self.looking.logic(sight) {
            self.id = Some(id);
        }
        if self.id.is_none() {
            self.id = self.documents.get().and_then(|all| all.first()).map(|(id, _)| *id);
        }
        let (stamp, today) = (sight.desk.revision(TABLES), sight.today());
        self.data.want(sight.desk, self.id, move |conn, id| {
            let Some(id) = *id else { return Ok(None) };
            let called = store::document(conn, id)?.called(&store::workflow(conn)?);
            let decisions = meetings::store::decisions(conn)?;
            let decisions = decisions.into_iter().take(60).map(|d| (d.id, format!("{} {}", d.number, d.text)));
            let votes = store::votes_of_meetings(conn, today)?;
            Ok(Some(Data::of(id, called, store::board(conn, id, None)?, decisions.collect(), votes)))
        });
        let wanted = self.id.filter(|_| self.view == 2);
        self.carried.want(sight.desk, wanted, |conn, id| match id {
            Some(id) => store::to_carry_over(conn, *id),
            None => Ok(Vec::new()),
        });
        let (called, of) = (self.called, self.id.map_or(0, |id| id.0.unsigned_abs()));
        if let Some(data) = self.data.get().and_then(Option::as_ref) {
            let stands = |row: &Row| data.board.all.get(row.at).is_some_and(Amendment::stands);
            self.shown.arrange(stamp.wrapping_add(of), &data.rows, &called, |row| !called || stands(row));
            self.shown.follow(&data.rows, |row| row.id.0);
        }
        if let Some(form) = &mut self.form {
            match form.logic(sight) {
                form::Then::Saved(id) => {
                    self.form = None;
                    self.shown.show(id);
                }
                form::Then::Stays => {}
            }
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            Some(Ok(())) => self.doing = None,
            None => {}
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
        if self.data().is_some() {
            self.commands(sight);
            self.ask_of_one(sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = self.data().map_or_else(String::new, |data| {
            let count = text::plural(data.rows.len(), t!("amendment"), t!("amendments"));
            let elsewhere = data.board.elsewhere.len();
            if elsewhere == 0 {
                return format!("{} · {count}", data.called);
            }
            let others = text::plural(elsewhere, t!("amendment"), t!("amendments"));
            t!(
                "{document} · {count}, {others} to earlier versions",
                document = data.called,
                count = count,
                others = others
            )
        });
        sight.header(ui, &words, |ui| {
            AMEND.primary(ui, sight);
            MERGE.secondary(ui, sight);
            ui::menu_button(ui, t!("More for amendments"), |ui| {
                for command in
                    [&EN_BLOC, &SEPARATE, &WHOLE, &LIST_PAPER, &VOTING_PAPER, &SYNOPSIS_PAPER, &LIST_SAVE, &WORD_PAPER]
                {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.documents.get().is_some_and(Vec::is_empty) {
            let body = t!(
                "A document that has a version can be amended: begin one under Documents, and save its text as a version."
            );
            ui::empty_state(ui, icons::SCROLL, t!("Nothing can be amended yet"), body, |ui| {
                if ui::Button::primary(t!("Go to the documents")).show(ui).clicked() {
                    sight.go(super::LIST, "");
                }
            });
            return;
        }
        if self.form.is_none() {
            self.bar(ui);
        }
        let nothing = self.data().is_some_and(|data| data.rows.is_empty() && data.board.elsewhere.is_empty());
        if nothing && self.form.is_none() {
            let body = t!("Write one by editing a copy of the text: what is asked is put into words by itself.");
            ui::empty_state(ui, icons::SCROLL, t!("No amendments yet"), body, |ui| {
                AMEND.primary(ui, sight);
            });
            return;
        }
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                let this = &mut *this.borrow_mut();
                match (&mut this.form, this.view) {
                    (Some(form), _) => form.text(ui, sight),
                    (None, 1) => this.picture(ui),
                    (None, 2) => this.carry_over(ui, sight),
                    (None, _) => this.table(ui),
                }
            },
            |ui| this.borrow_mut().pane(ui, sight),
        );
        self.shown.split = split;
        if let Some(ask) = &mut self.ask
            && !ask.show(ui, sight)
        {
            self.ask = None;
        }
    }

    /// A document's id or words, with `new`, `bloc`, `matrix`, `earlier`, an amendment's id, or what is asked of one behind it.
    fn go(&mut self, filter: &str) {
        let (id, rest) = filter.split_once(' ').unwrap_or((filter, ""));
        match id.parse::<i64>() {
            Ok(id) => self.id = Some(DocumentId(id)),
            Err(_words) if id.is_empty() => {}
            Err(_words) => self.looking.begin(id),
        }
        match rest {
            "new" => self.pending = Some(AMEND.key),
            "matrix" => self.view = 1,
            "bloc" => self.pending = Some(EN_BLOC.key),
            "earlier" => self.view = 2,
            rest => {
                if let Ok(id) = rest.parse() {
                    self.shown.show(id);
                } else if !rest.is_empty() {
                    self.asked = Some(rest.to_owned());
                }
            }
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        let all = [
            &AMEND,
            &WHOLE,
            &SEPARATE,
            &EN_BLOC,
            &ACCEPT,
            &MERGE,
            &LIST_PAPER,
            &VOTING_PAPER,
            &SYNOPSIS_PAPER,
            &LIST_SAVE,
            &WORD_PAPER,
        ];
        self.pending = all.into_iter().find(|c| c.key == key).map(|c| c.key);
    }
}

impl Amendments {
    fn picture(&mut self, ui: &mut Ui) {
        let Some(data) = self.data.get().and_then(Option::as_ref) else { return };
        let order: Vec<usize> = self.shown.rows(&data.rows).map(|row| row.at).collect();
        let names: Vec<&str> = order
            .iter()
            .map(|at| data.board.all.get(*at).and_then(|one| one.number.as_deref()).unwrap_or("–"))
            .map(|name| name.rsplit_once('-').map_or(name, |(_, end)| end))
            .collect();
        if let Some(cell) = matrix::show(ui, &order, &names, &data.matrix, self.cell) {
            self.cell = Some(cell);
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if let Some(form) = &mut self.form {
            if form.show(ui, sight) {
                self.form = None;
            }
            return;
        }
        let open = self.open();
        let Some(data) = self.data.get().and_then(Option::as_ref) else { return };
        let act = match (self.view, open.and_then(|at| Some((at, data.board.all.get(at)?)))) {
            (1, _) => matrix::legend(ui, sight, data, self.cell),
            (2, _) => {
                let body = t!(
                    "Those that a new version left alone are carried over as they are. What needs hand is written anew and keeps its number."
                );
                ui::paragraph(ui, body, BODY.ink(look(ui).muted));
                pane::Act::None
            }
            (_, Some((at, one))) => pane::show(ui, sight, data, at, one),
            (_, None) => {
                ui::paragraph(ui, t!("Choose an amendment in the list, or write one."), BODY.ink(look(ui).muted));
                pane::Act::None
            }
        };
        let id = open.and_then(|at| data.board.all.get(at)).map(|one| one.id);
        self.does(sight, act, id);
    }

    /// Asks what a filter named of the first amendment that it fits.
    fn ask_of_one(&mut self, sight: &Sight<'_>) {
        let Some(data) = self.data.get().and_then(Option::as_ref).filter(|data| Some(data.of) == self.id) else {
            return;
        };
        let Some(word) = self.asked.take() else { return };
        if let Some((id, act)) = pane::asked(data, &word) {
            self.shown.show(id.0);
            self.does(sight, act, Some(id));
        }
    }

    fn does(&mut self, sight: &Sight<'_>, act: pane::Act, id: Option<AmendmentId>) {
        let Some(data) = self.data.get().and_then(Option::as_ref) else { return };
        let one = data.board.all.iter().find(|one| Some(one.id) == id);
        match (act, one) {
            (pane::Act::Edit, Some(one)) => self.form = Some(form::Form::change(&data.board, one)),
            (pane::Act::Amend, Some(one)) => self.form = Some(form::Form::write(&data.board, Some(one), false)),
            (pane::Act::Reword, Some(one)) => self.form = Some(form::Form::recommend(&data.board, one)),
            (pane::Act::Separate, Some(one)) => self.form = Some(form::Form::separate(&data.board, Some(one))),
            (pane::Act::Ask(what), _) => self.ask = Some(act::Ask::new(*what, data)),
            (pane::Act::Show(id), _) => {
                self.view = 0;
                self.shown.show(id.0);
            }
            (pane::Act::Accept(a, b), _) => {
                self.doing = Some(sight.desk.run(&ops::LINK, move |office| {
                    ops::link(office, a, b, change::LinkKind::Excludes).map(without_value)
                }));
            }
            (pane::Act::Unlink(a, b, kind), _) => {
                self.doing = Some(
                    sight
                        .desk
                        .run(&ops::UNLINK, move |office| ops::unlink(office, a, b, Some(kind)).map(without_value)),
                );
            }
            _ => {}
        }
    }

    /// What is open to earlier versions: how it stands, carried over where it can be, written anew where not.
    fn carry_over(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(data) = self.data.get().and_then(Option::as_ref) else { return };
        let all = self.carried.get().map_or(&[][..], Vec::as_slice);
        match carrying::show(ui, sight, all, &data.board) {
            carrying::Act::None => {}
            carrying::Act::All => {
                if let Some(id) = self.id {
                    self.doing =
                        Some(sight.desk.run(&ops::REBASE, move |office| ops::rebase(office, id).map(without_value)));
                }
            }
            carrying::Act::Rewrite(at) => {
                if let Some(one) = all.get(at) {
                    self.form = Some(form::Form::rewrite(&data.board, &one.one, &one.rebased.ops));
                }
            }
        }
    }
}
