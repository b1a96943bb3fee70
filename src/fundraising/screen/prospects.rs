//! Prospects: the list, whose next step is due first, and beside it the one that is being written down.

use egui::{Id, Ui, vec2};

use super::super::model::{FieldProblem, PersonId, Prospect, ProspectForm, ProspectId, Standing};
use super::super::{ops::prospect as ops, store};
use super::parts::{Fields, problem, terms, two, with_id, without_value};
use super::shown::Shown;
use super::typing::{Asking, Outcome, Press, Question, Typing};
use super::{ADD_PROSPECT, ENTRIES, PEOPLE, REMOVE_PROSPECT};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, day, text};
use crate::ledger::screen::form::entered;
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::shown::shown_bar;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Link, SMALL, Search, Tone, icons, line, look};

/// What the answers depend on.
const TABLES: &[&str] = &["prospect", "person", "entry"];

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    /// Whose record is changed; none for a new one.
    of: Option<PersonId>,
    who: Who,
    form: ProspectForm,
}

/// See the head of this file.
pub(in crate::fundraising) struct Prospects {
    text: String,
    all_of_them: bool,
    all: Live<Vec<Prospect>, Day>,
    shown: Shown<(String, bool)>,
    form: Option<Typing<Typed>>,
    found: Suggestions,
    ask: Option<Asking<(ProspectId, String)>>,
    pending: Option<&'static str>,
}

fn tone(state: Standing) -> Tone {
    match state {
        Standing::Open => Tone::Accent,
        Standing::Asked => Tone::Warning,
        Standing::Gave => Tone::Good,
        Standing::Declined => Tone::Plain,
    }
}

impl Prospects {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            all_of_them: false,
            all: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            found: Suggestions::default(),
            ask: None,
            pending: None,
        })
    }

    fn list(&self) -> &[Prospect] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&Prospect> {
        let id = self.shown.open(self.list(), |one| one.id.0)?;
        self.list().iter().find(|one| one.id.0 == id)
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let (currency, today) = (*sight.currency(), sight.today());
        let columns = [
            Column::new("name", t!("Who"), 160.0).grows(1.0).least(130.0).unsorted(),
            Column::new("step", t!("Next step"), 170.0).grows(1.0).unsorted(),
            Column::new("due", t!("By"), 110.0).unsorted(),
            Column::new("capacity", t!("Could give"), 92.0).figures().unsorted().spare(),
            Column::new("state", t!("State"), 112.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Prospects"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &Prospect, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 if row.new.step.is_empty() => Cell::Muted(row.new.interest.as_str().into()),
                1 => Cell::Text(row.new.step.as_str().into()),
                2 => match row.new.due.map(day::short) {
                    Some(due) if row.is_late(today) => Cell::Chip(due.into(), Tone::Danger),
                    Some(due) => Cell::Text(due.into()),
                    None => Cell::Empty,
                },
                3 => Cell::Text(row.new.capacity.map(|sum| currency.figures(sum)).unwrap_or_default().into()),
                _ => Cell::Chip(row.new.state.label().into(), tone(row.new.state)),
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

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        if self.form.is_none()
            && let Some(one) = self.open()
        {
            let typed = Typed {
                of: Some(one.person),
                who: Who::known(Some(one.person), &one.name),
                form: ProspectForm::of(&one.new, *sight.currency()),
            };
            let mut typing = Typing::new(typed);
            // A row that is looked at takes no keyboard.
            typing.takes_focus();
            self.form = Some(typing);
        }
        let given = self.open().map(|one| (one.person, one.given));
        let Some(form) = &mut self.form else {
            let words = t!("Choose somebody in the list, or write a new prospect down.");
            ui::paragraph(ui, words, BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let mut enter = head(ui, sight, form, &self.found, given);
        enter |= fields(ui, sight, form);
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => form.save(|typed| save(typed, sight)),
            None => {}
        }
    }
}

/// Who it is: a field for a new one, else the name with what they gave.
fn head(
    ui: &mut Ui,
    sight: &Sight<'_>,
    form: &mut Typing<Typed>,
    found: &Suggestions,
    given: Option<(PersonId, Money)>,
) -> bool {
    let Some(of) = form.typed.of else {
        ui::section(ui, t!("New prospect"));
        let id = Id::unique("fundraising.prospect.who");
        if form.takes_focus() {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let Typing { typed, problems, .. } = form;
        let shown =
            person::Shown { label: t!("Who may give"), problem: problem(problems, "who"), ..person::Shown::default() };
        let (response, taken) = person::show(ui, id, &mut typed.who, found, shown);
        return !taken && entered(&response);
    };
    if Link::new(&form.typed.who.text).show(ui).clicked() {
        sight.go(PEOPLE, of.to_string());
    }
    ui.add_space(-8.0);
    if let Some((person, sum)) = given.filter(|(person, _)| *person == of) {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            line(ui, t!("gave"), SMALL.ink(look(ui).muted));
            if Link::new(&sight.currency().show(sum)).small().show(ui).clicked() {
                sight.go(ENTRIES, store::given(person, sight.today()).to_string());
            }
            line(ui, t!("in the last twelve months"), SMALL.ink(look(ui).muted));
        });
    }
    false
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>) -> bool {
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let fields = Fields { sight, problems };
    let (mut enter, mut more) = (false, false);
    two(
        ui,
        |ui| enter |= fields.money(ui, "capacity", t!("Could give in a year"), &mut form.capacity),
        |ui| {
            let options = Standing::ALL.map(|state| (state.key().to_owned(), state.label()));
            Choice::new(t!("State"), &mut form.state, &options).problem(problem(problems, "state")).show(ui);
        },
    );
    more |= fields.text(ui, "interest", t!("What moves them"), &mut form.interest);
    more |= fields.text(ui, "asker", t!("Who asks"), &mut form.asker);
    more |= fields.text(ui, "step", t!("Next step"), &mut form.step);
    more |= fields.day(ui, "due", t!("By"), &mut form.due);
    more |= fields.text(ui, "note", t!("Note"), &mut form.note);
    enter | more
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let Some(person) = typed.of.or(typed.who.person) else {
        return Err(vec![FieldProblem::new("who", t!("Take somebody of the register from the list"))]);
    };
    let new = typed.form.parse(&terms(sight))?;
    Ok(sight.desk.run(&ops::SAVE, move |office| ops::save(office, person, &new).map(|done| with_id(done, |id| id.0))))
}

impl Screen for Prospects {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, sight.today(), |conn, today| store::prospects(conn, *today));
        let (words, all_of_them) = (fold(&self.text), self.all_of_them);
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &(self.text.clone(), all_of_them), |one| {
                (all_of_them || one.new.state.is_open())
                    && fold(&format!("{} {} {}", one.name, one.new.step, one.new.asker)).contains(&words)
            });
            self.shown.follow(all, |one| one.id.0);
        }
        if let Some(form) = &mut self.form {
            if form.typed.of.is_none() {
                self.found.want(sight.desk, &form.typed.who);
            }
            if let Some(Outcome::Saved(id)) = form.logic() {
                self.form = None;
                self.shown.show(id);
            }
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            (self.ask, self.form) = (None, None);
        }
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            if key == ADD_PROSPECT.key {
                let form = ProspectForm { state: Standing::Open.key().to_owned(), ..ProspectForm::default() };
                self.form = Some(Typing::new(Typed { form, ..Typed::default() }));
            } else if let Some((id, name)) = self.open().map(|one| (one.id, one.name.clone())) {
                self.ask = Some(Asking::new((id, name)));
            } else {
                sight.notice(Tone::Warning, t!("No prospect is open"), t!("Choose one in the list first"));
            }
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let open = self.list().iter().filter(|one| one.new.state.is_open()).count();
        let sum: Money =
            self.list().iter().filter(|one| one.new.state.is_open()).filter_map(|one| one.new.capacity).sum();
        let words = match open {
            0 => String::new(),
            n => t!(
                "{count} to be won, who could give {sum} a year",
                count = text::plural(n, t!("prospect"), t!("prospects")),
                sum = sight.currency().show(sum)
            ),
        };
        sight.header(ui, &words, |ui| {
            ADD_PROSPECT.primary(ui, sight);
            ui::menu_button(ui, t!("More for prospects"), |ui| {
                REMOVE_PROSPECT.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "Write down who may give more than they do, what moves them, who asks and what comes next; what is late shows first"
            );
            ui::empty_state(ui, icons::HANDSHAKE, t!("No prospects yet"), body, |ui| {
                ADD_PROSPECT.primary(ui, sight);
            });
            return;
        }
        shown_bar(ui, self.shown.len(), |ui| {
            Search::new(t!("Search prospects"), &mut self.text).width(220.0).show(ui);
            let options = [(false, t!("To be won")), (true, t!("All of them"))];
            Choice::new(t!("Which prospects"), &mut self.all_of_them, &options).bare().show(ui);
        });
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        if let Some(ask) = &mut self.ask {
            let (id, name) = ask.what.clone();
            let question = Question {
                title: t!("Remove the prospect {name}?", name = name),
                does: t!("Remove"),
                body: t!("The person stays in the register.").to_owned(),
                danger: true,
            };
            let save = |_: &(ProspectId, String)| {
                Ok(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, id).map(without_value)))
            };
            if !ask.show(ui, sight, &question, |_, _, _| {}, save) {
                self.ask = None;
            }
        }
    }

    /// A record's id, `new`, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(ADD_PROSPECT.key);
        } else if filter == REMOVE_PROSPECT.key {
            self.pending = Some(REMOVE_PROSPECT.key);
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&ADD_PROSPECT, &REMOVE_PROSPECT].into_iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
