//! The members: the list with its filters, and beside it one member, several that are selected, or the form that is being
//! typed.

mod several;

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Frame, Id, Margin, Stroke, Ui, vec2};

use super::ask::{Ask, What};
use super::detail::{self, Seen, Want};
use super::form::{Editing, Outcome};
use super::{
    ADD, APPLY, BRING_IN, CARDS, CHANGE_SETTINGS, CLASS, DIED, EDIT, END, EXPORT, LABELS, LETTER, NUMBER, PAY, PIN,
    RENEW, ROLL, SEARCH, SEE_CARDS, SEE_DUES, TABLES, WAIVE, question, tone,
};
use crate::app::export::Exporting;
use crate::app::{Command, Live, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, day, text};
use crate::letters::screen::{LABELS as ADDRESS_LABELS, RUN as LETTERS_TO, these};
use crate::members::model::{ClassId, PersonId, Register, Row, Status, TermId};
use crate::members::store;
use crate::people::screen::many::Many;
use crate::t;
use crate::ui::table::{Cell, Column, Table, TableState};
use crate::ui::{self, BODY, Button, Choice, Search, Split, Tone, icons, look};

/// Which members the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    /// Current and in grace.
    #[default]
    Members,
    All,
    Only(Status),
    /// Members whose paid time ends soon or has ended.
    Renewals,
    Owing,
}

/// Everybody, as the list shows them.
struct Everybody {
    rows: Arc<Vec<Row>>,
    register: Arc<Register>,
}

/// How many rows `several` selects, for pictures.
const SOME: u64 = 6;

/// Whom the rows were picked for, so that it is done once.
type Asked = (u64, String, Which, Option<ClassId>);

/// See the head of this file.
pub(in crate::members) struct Members {
    text: String,
    which: Which,
    class: Option<ClassId>,
    everybody: Live<Everybody, Day>,
    answer: u64,
    /// The rows that the filters leave, by their place among everybody.
    shown: Vec<usize>,
    asked: Option<Asked>,
    table: TableState,
    split: Split,
    /// Whom the pane shows, whether or not the list does.
    wanted: Option<PersonId>,
    open: Live<Option<Seen>, Option<PersonId>>,
    form: Option<Editing>,
    ask: Option<Ask>,
    exporting: Exporting,
    /// What is asked about several.
    many: Many,
    /// Who is selected, where it is more than one: rows move when the register is read again.
    picked: BTreeSet<PersonId>,
    pending: Option<&'static str>,
    focus_search: bool,
    reveal: bool,
    /// The first few rows are selected as soon as they are there.
    select_some: bool,
    /// A term that was saved; whose it is shows once everybody is read again.
    saved: Option<TermId>,
}

impl Members {
    pub(in crate::members) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            which: Which::default(),
            class: None,
            everybody: Live::new(TABLES),
            answer: 0,
            shown: Vec::new(),
            asked: None,
            table: TableState::default(),
            split: Split::default(),
            wanted: None,
            open: Live::new(TABLES),
            form: None,
            ask: None,
            exporting: Exporting::default(),
            many: Many::default(),
            picked: BTreeSet::new(),
            pending: None,
            focus_search: false,
            reveal: false,
            select_some: false,
            saved: None,
        })
    }

    fn row(&self, at: u64) -> Option<&Row> {
        let at = *self.shown.get(usize::try_from(at).ok()?)?;
        self.everybody.get()?.rows.get(at)
    }

    /// Who stands in the pane.
    fn person(&self) -> Option<PersonId> {
        let cursor = self.table.selection.cursor().and_then(|at| self.row(at));
        self.wanted.or_else(|| cursor.or_else(|| self.row(0)).map(|row| row.person))
    }

    fn show_person(&mut self, person: PersonId) {
        self.wanted = Some(person);
        self.reveal = true;
        self.form = None;
        let fits = self
            .shown
            .iter()
            .any(|at| self.everybody.get().and_then(|all| all.rows.get(*at)).is_some_and(|row| row.person == person));
        if !fits {
            (self.text, self.which, self.class) = (String::new(), Which::All, None);
        }
    }

    /// Picks the rows that fit; costs nothing while neither filters nor rows changed.
    fn arrange(&mut self, sight: &Sight<'_>) {
        let asked = (self.answer, self.text.clone(), self.which, self.class);
        if self.asked.as_ref() == Some(&asked) {
            return;
        }
        let Some(all) = self.everybody.get() else { return };
        let today = sight.today();
        let soon = today + chrono::TimeDelta::days(i64::from(all.register.settings.remind_days));
        let words = fold(&self.text);
        let fits = |row: &Row| {
            let text = words.is_empty()
                || words.split(' ').all(|word| fold(&row.name).split(' ').any(|part| part.starts_with(word)))
                || row.number.as_deref().is_some_and(|n| fold(n).starts_with(&words));
            let which = match self.which {
                Which::Members => row.status.is_member(),
                Which::All => true,
                Which::Only(status) => row.status == status,
                Which::Renewals => row.status.is_member() && row.paid_to.is_some_and(|to| to <= soon),
                Which::Owing => row.owed > Money::ZERO,
            };
            text && which && self.class.is_none_or(|class| class == row.class)
        };
        self.shown = (0..).zip(all.rows.iter()).filter(|(_, row)| fits(row)).map(|(at, _)| at).collect();
        let same_question = self
            .asked
            .as_ref()
            .is_some_and(|(_, text, which, class)| (text, which, class) == (&asked.1, &asked.2, &asked.3));
        if !same_question && self.asked.is_some() {
            self.table.selection.clear();
            self.picked.clear();
            self.wanted = None;
        } else if !self.picked.is_empty() {
            // Whoever was selected stays so, wherever they stand now.
            let stays = |at: &usize| all.rows.get(*at).is_some_and(|row| self.picked.contains(&row.person));
            let places = (0..).zip(&self.shown).filter(|(_, at)| stays(at));
            self.table.selection.put(places.map(|(place, _)| place));
        }
        self.asked = Some(asked);
        if std::mem::take(&mut self.select_some) {
            self.table.selection.put(0..SOME.min(u64::try_from(self.shown.len()).unwrap_or(0)));
            self.picked = self.selected().into_iter().map(|row| row.person).collect();
        }
    }

    fn follow(&mut self) {
        let Some(person) = self.wanted else { return };
        let all = self.everybody.get();
        let at = self.shown.iter().position(|at| all.and_then(|a| a.rows.get(*at)).is_some_and(|r| r.person == person));
        if let Some(at) = at.and_then(|at| u64::try_from(at).ok())
            && self.table.selection.cursor() != Some(at)
        {
            self.table.selection.set(at);
            if std::mem::take(&mut self.reveal) {
                self.table.reveal = Some(at);
            }
        }
    }

    /// Opens the question or form of a command about the member in the pane.
    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        let today = sight.today();
        let Some(Some(seen)) = self.open.get() else {
            sight.notice(Tone::Warning, t!("No member is open"), t!("Choose one in the list first"));
            return;
        };
        if let Some(why) = detail::why_not(key, seen, today) {
            sight.notice(Tone::Warning, why, "");
            return;
        }
        let Some(term) = seen.main(today) else { return };
        if key == EDIT.key {
            self.form = Some(Editing::change(term, &seen.register, seen.number()));
        } else if let Some(what) = question::of(key, seen, term, sight) {
            self.ask = Some(Ask::new(what, &seen.register, term));
        }
    }

    fn does(&mut self, want: Want, sight: &Sight<'_>) {
        match want {
            Want::Command(key) => self.begin(key, sight),
            Want::Open(person) => self.show_person(person),
            Want::Unpin(term, pin) => {
                let Some(Some(seen)) = self.open.get() else { return };
                let Some(term) = seen.register.term(term) else { return };
                let says = term.pins.iter().find(|p| p.id == pin).map(|p| p.why.clone()).unwrap_or_default();
                self.ask = Some(Ask::new(What::Unpin { pin, says }, &seen.register, term));
            }
            Want::Waive(id) => {
                let Some(Some(seen)) = self.open.get() else { return };
                let mut all = seen.register.charges.iter().zip(&seen.register.settled);
                let Some((charge, settled)) = all.find(|(c, _)| c.id == id) else { return };
                let Some(term) = seen.register.term(charge.term) else { return };
                let what = question::waive(charge, charge.amount - settled.paid);
                self.ask = Some(Ask::new(what, &seen.register, term));
            }
        }
    }

    fn filters(&mut self, ui: &mut Ui) {
        let id = Id::unique("members.search");
        if std::mem::take(&mut self.focus_search) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let wide = (ui.available_width() - 330.0).clamp(150.0, 240.0);
        Search::new(t!("Search members"), &mut self.text).width(wide).key("F").id(id).show(ui);
        let mut which = vec![
            (Which::Members, t!("Members")),
            (Which::All, t!("Everybody")),
            (Which::Renewals, t!("Renewals due")),
            (Which::Owing, t!("Owing dues")),
        ];
        which.extend(Status::ALL.map(|status| (Which::Only(status), status.label())));
        Choice::new(t!("Which members"), &mut self.which, &which).bare().show(ui);
        let classes = self.everybody.get().map(|all| &all.register.classes);
        let mut options = vec![(None, t!("Any class"))];
        options.extend(classes.into_iter().flatten().map(|c| (Some(c.id), c.name.as_str())));
        Choice::new(t!("Which class"), &mut self.class, &options).bare().show(ui);
        if ui.available_width() > 90.0 {
            let shown = t!("{count} shown", count = text::count(self.shown.len()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui::line(ui, &shown, BODY.ink(look(ui).muted));
            });
        }
    }

    /// Draws the list; answers whether another row was chosen, and whether one was opened.
    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> (bool, bool) {
        let area = ui.max_rect();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| ui.horizontal(|ui| self.filters(ui)));
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let Some(all) = self.everybody.get() else { return (false, false) };
        if self.shown.is_empty() {
            let mut reset = false;
            let body = t!("Search finds names and numbers by how they begin.");
            ui::empty_state(ui, icons::MAGNIFYING_GLASS, t!("Nobody is like this"), body, |ui| {
                reset = Button::secondary(t!("Show everybody")).show(ui).clicked();
            });
            if reset {
                (self.text, self.which, self.class) = (String::new(), Which::All, None);
            }
            return (false, false);
        }
        let owed = t!("Owed {sign}", sign = sight.currency().sign.trim());
        let columns = [
            Column::new("name", t!("Name"), 190.0).grows(3.0).least(130.0).unsorted(),
            Column::new("class", t!("Class"), 96.0).grows(1.0).least(84.0).unsorted().spare(),
            Column::new("status", t!("Status"), 108.0).least(100.0).unsorted(),
            Column::new("paid", t!("Paid to"), 104.0).unsorted().spare(),
            Column::new("number", t!("Number"), 84.0).unsorted().spare(),
            Column::new("owed", &owed, 84.0).figures().unsorted(),
        ];
        let (shown, currency) = (&self.shown, *sight.currency());
        let register = &all.register;
        let out = Table::new(t!("Members"), &columns).rows(u64::try_from(shown.len()).unwrap_or(0)).many().show(
            ui,
            &mut self.table,
            |at| all.rows.get(*shown.get(usize::try_from(at).ok()?)?),
            |row, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Muted(register.class_name(row.class).to_owned().into()),
                2 => Cell::Chip(row.status.label().into(), tone(row.status)),
                3 => Cell::Muted(row.paid_to.map(day::short).unwrap_or_default().into()),
                4 => Cell::Muted(row.number.as_deref().unwrap_or("").into()),
                _ if row.owed.is_zero() => Cell::Empty,
                _ => Cell::Text(currency.figures(row.owed).into()),
            },
        );
        (out.selected, out.opened.is_some())
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) -> Option<Want> {
        let known = self.everybody.get().map(|all| &all.register);
        let classes = known.map(|register| register.classes.clone()).unwrap_or_default();
        let auto = known.is_some_and(|register| register.settings.numbers.auto);
        if let Some(form) = &mut self.form {
            match form.ui(ui, sight, &classes, auto) {
                Some(Outcome::Left) => self.form = None,
                Some(Outcome::Saved(_)) | None => {}
            }
            return None;
        }
        let selected = self.selected();
        if !selected.is_empty() {
            several::show(ui, sight, &selected);
            return None;
        }
        match self.open.get() {
            Some(Some(seen)) => detail::show(ui, sight, seen),
            _ => {
                ui::paragraph(
                    ui,
                    t!("Choose somebody in the list, and what is known of them shows here."),
                    BODY.ink(look(ui).muted),
                );
                None
            }
        }
    }
}

impl Screen for Members {
    fn logic(&mut self, sight: &Sight<'_>) {
        let before = self.everybody.get().map(|all| std::ptr::from_ref(all.rows.as_slice()));
        self.everybody.want(sight.desk, sight.today(), |conn, today| {
            Ok(Everybody { rows: store::rows(conn, *today)?, register: store::register(conn)? })
        });
        if self.everybody.get().map(|all| std::ptr::from_ref(all.rows.as_slice())) != before {
            self.answer += 1;
        }
        let saved = self.saved.and_then(|id| self.everybody.get()?.register.term(id)).map(|term| term.person);
        if let Some(person) = saved {
            self.saved = None;
            self.show_person(person);
        }
        self.arrange(sight);
        self.follow();
        let today = sight.today();
        self.open.want(sight.desk, self.person(), move |conn, person| {
            person.map_or(Ok(None), |person| store::seen(conn, person, today))
        });
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(|form| form.logic(sight)) {
            self.form = None;
            self.saved = Some(id);
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            self.ask = None;
        }
        self.exporting.logic(sight);
        self.many.logic(sight);
        if let Some(key) = self.pending
            && self.everybody.get().is_some()
            && !self.open.is_coming()
        {
            self.pending = None;
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let all = self.everybody.get();
        let count = all.map_or(0, |all| all.rows.iter().filter(|row| row.status.is_member()).count());
        let nobody = all.is_some_and(|all| all.rows.is_empty());
        let subtitle = if all.is_some() && !nobody { super::members(count) } else { String::new() };
        sight.header(ui, &subtitle, |ui| {
            APPLY.primary(ui, sight);
            if ui.available_width() > 420.0 {
                ADD.secondary(ui, sight);
            }
            ui::menu_button(ui, t!("More for members"), |ui| {
                ADD.item(ui, sight);
                SEE_DUES.item(ui, sight);
                if ui::menu_item(ui, Some(icons::LIST_CHECKS), t!("Roll"), None, true).clicked() {
                    sight.go(ROLL, "");
                }
                for command in [&BRING_IN, &LETTER, &LABELS, &SEE_CARDS, &EXPORT] {
                    command.item(ui, sight);
                }
                CHANGE_SETTINGS.item(ui, sight);
            });
        });
        if nobody && self.form.is_none() {
            empty(ui, sight);
        } else {
            let mut split = self.split;
            let this = std::cell::RefCell::new(&mut *self);
            let (mut picked, mut want) = ((false, false), None);
            split.show(
                ui,
                |ui| picked = this.borrow_mut().list(ui, sight),
                |ui| want = this.borrow_mut().pane(ui, sight),
            );
            self.split = split;
            if picked.0 {
                self.wanted = None;
                self.picked = self.selected().into_iter().map(|row| row.person).collect();
            }
            if picked.1 {
                self.pending = Some(EDIT.key);
            }
            if let Some(want) = want {
                self.does(want, sight);
            }
        }
        self.many.ui(ui, sight);
        let seen = self.open.get().and_then(Option::as_ref);
        if let (Some(ask), Some(seen)) = (&mut self.ask, seen) {
            let first = ask.first(&seen.register, sight);
            if !ask.show(ui, sight, &seen.register, first.as_ref()) {
                self.ask = None;
            }
        }
    }

    fn go(&mut self, filter: &str) {
        let filter = filter.trim();
        let (word, rest) = filter.split_once(':').unwrap_or((filter, ""));
        let command: Option<&'static Command> =
            [&EDIT, &PAY, &CLASS, &NUMBER, &PIN, &RENEW, &WAIVE, &END, &DIED].into_iter().find(|c| c.key == word);
        if let Some(command) = command {
            if let Ok(id) = rest.parse() {
                self.show_person(PersonId(id));
            }
            self.pending = Some(command.key);
        } else if let Ok(id) = filter.parse::<i64>() {
            self.show_person(PersonId(id));
        } else if word == "new" || word == "member" {
            self.form = Some(Editing::new(word == "member", None));
        } else if word == "several" {
            self.select_some = true;
        } else if word == "renewals" {
            (self.text, self.which, self.class) = (String::new(), Which::Renewals, None);
        } else if word == "owing" {
            (self.text, self.which, self.class) = (String::new(), Which::Owing, None);
        } else if let Some(status) = Status::of(word) {
            (self.text, self.which, self.class) = (String::new(), Which::Only(status), None);
        } else if !filter.is_empty() {
            (self.text, self.which, self.class) = (filter.to_owned(), Which::All, None);
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == APPLY.key || key == ADD.key {
            if !self.form.as_ref().is_some_and(Editing::is_dirty) {
                self.form = Some(Editing::new(key == ADD.key, None));
            }
        } else if key == SEARCH.key {
            self.focus_search = true;
        } else if let Some((_, screen)) =
            [(&LETTER, LETTERS_TO), (&LABELS, ADDRESS_LABELS), (&SEE_CARDS, CARDS)].iter().find(|(c, _)| c.key == key)
        {
            sight.go(screen, these(self.on_paper()));
        } else if key == EXPORT.key {
            self.export(sight);
        } else if !self.for_many(key, sight) && self.form.is_none() {
            let known = [&EDIT, &PAY, &CLASS, &NUMBER, &PIN, &RENEW, &WAIVE, &END, &DIED];
            self.pending = known.into_iter().find(|c| c.key == key).map(|c| c.key);
        }
    }

    fn draft(&self) -> Option<String> {
        self.form.as_ref().and_then(Editing::draft)
    }

    fn restore(&mut self, draft: &str) {
        self.form = Editing::restore(draft);
    }
}

/// What the screen is for, while nobody is in it.
fn empty(ui: &mut Ui, sight: &Sight<'_>) {
    let body = t!(
        "Here are the members of your branch: since when, in which class, paid up to when. Say first what each class costs, then write down whom you have, or take in an application."
    );
    ui::empty_state(ui, icons::IDENTIFICATION_CARD, t!("No members yet"), body, |ui| {
        BRING_IN.secondary(ui, sight);
        ADD.secondary(ui, sight);
        if Button::secondary(t!("Classes and fees")).show(ui).clicked() {
            sight.command(&CHANGE_SETTINGS);
        }
    });
}
