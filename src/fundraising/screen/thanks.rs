//! Thanks: who gave and was not thanked since, who gave most first. Letters and lists for a mail merge are made where all letters
//! are; what is marked as thanked is a line in the log of each.

use egui::{Align, Frame, Layout, Margin, Stroke, Ui, UiBuilder, vec2};

use super::super::model::{FieldProblem, PersonId, ThanksForm, ToThank};
use super::super::{ops, store};
use super::parts::{FOOT, Fields, foot, terms, two, without_value};
use super::shown::Shown;
use super::typing::{Asking, Question};
use super::{DONORS, PEOPLE, THANK, WRITE_THANKS};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::fold::fold;
use crate::kit::{Day, Money, day, text};
use crate::people::log::{LogKind, how_says};
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Search, Tone, icons, line, look};

/// What the answers depend on.
const TABLES: &[&str] = &["entry", "person", "person_log", "person_consent"];
/// Where letters are made.
const LETTERS: &str = "letters.run";

/// What is asked: whom, and how they were thanked.
#[derive(Clone, Debug, PartialEq)]
struct What {
    people: Vec<PersonId>,
    form: ThanksForm,
}

/// See the head of this file.
pub(in crate::fundraising) struct Thanks {
    text: String,
    all: Live<Vec<ToThank>, Day>,
    shown: Shown<String>,
    ask: Option<Asking<What>>,
    pending: bool,
}

impl Thanks {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            all: Live::new(TABLES),
            shown: Shown::default(),
            ask: None,
            pending: false,
        })
    }

    fn waiting(&self) -> &[ToThank] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    /// Those who are selected where several are, else all that the list shows; never those who are not to be contacted.
    fn chosen(&self) -> Vec<PersonId> {
        let fits = |one: &&ToThank| !one.stopped;
        let ids = |one: &ToThank| one.person;
        if self.shown.table.selection.count() > 1 {
            self.shown.selected(self.waiting()).filter(fits).map(ids).collect()
        } else {
            self.shown.rows(self.waiting()).filter(fits).map(ids).collect()
        }
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let currency = *sight.currency();
        let columns = [
            Column::new("name", t!("Donor"), 200.0).grows(1.0).least(140.0).unsorted(),
            Column::new("sum", t!("Given"), 110.0).figures().unsorted(),
            Column::new("gifts", t!("Donations"), 92.0).figures().unsorted().spare(),
            Column::new("last", t!("Last donation"), 120.0).unsorted(),
            Column::new("thanked", t!("Thanked before"), 130.0).unsorted().spare(),
            Column::new("state", t!("State"), 150.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let waiting = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Donors to thank"), &columns).rows(rows).many().show(
            ui,
            &mut state,
            |at| shown.row(waiting, at),
            |row: &ToThank, column| match column {
                0 => Cell::Link(row.name.as_str().into()),
                1 => Cell::Text(currency.figures(row.sum).into()),
                2 => Cell::Text(text::count(row.gifts).into()),
                3 => Cell::Text(day::short(row.last).into()),
                4 => Cell::Muted(row.thanked.map(day::short).unwrap_or_default().into()),
                _ if row.stopped => Cell::Chip(t!("Not to be contacted").into(), Tone::Warning),
                _ if row.first_time => Cell::Chip(t!("First donation").into(), Tone::Accent),
                _ => Cell::Empty,
            },
        );
        shown.table = state;
        let at = out.link.map(|(at, _)| at).or(out.opened);
        if let Some(one) = at.and_then(|at| self.shown.row(self.waiting(), at)) {
            sight.go(PEOPLE, one.person.to_string());
        }
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, what: &mut What, problems: &[FieldProblem]) {
    let fields = Fields { sight, problems };
    let hows: Vec<(String, String)> =
        LogKind::Thanks.hows().iter().map(|how| ((*how).to_owned(), how_says(how))).collect();
    let hows: Vec<(String, &str)> = hows.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
    two(
        ui,
        |ui| {
            Choice::new(t!("How"), &mut what.form.how, &hows).show(ui);
        },
        |ui| {
            fields.day(ui, "day", t!("On"), &mut what.form.day);
        },
    );
    fields.text(ui, "about", t!("For what"), &mut what.form.about);
}

fn save(what: &What, sight: &Sight<'_>) -> Result<Reply<()>, Vec<FieldProblem>> {
    let new = what.form.parse(&terms(sight))?;
    let people = what.people.clone();
    Ok(sight.desk.run(&ops::thanks::THANK, move |office| ops::thanks::thank(office, &people, &new).map(without_value)))
}

impl Screen for Thanks {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, sight.today(), |conn, today| store::to_thank(conn, *today));
        let words = fold(&self.text);
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &self.text, |one| fold(&one.name).contains(&words));
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            self.ask = None;
            self.shown.table.selection.clear();
        }
        if self.pending && self.all.get().is_some() {
            self.pending = false;
            let people = self.chosen();
            if people.is_empty() {
                return sight.notice(Tone::Warning, t!("Nobody here is to be thanked"), "");
            }
            let form = ThanksForm { day: day::short(sight.today()), how: "letter".to_owned(), about: String::new() };
            self.ask = Some(Asking::new(What { people, form }));
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let waiting = self.waiting();
        let sum: Money = waiting.iter().map(|one| one.sum).sum();
        let words = match waiting.len() {
            0 => String::new(),
            n => t!(
                "{donors} gave {sum} since they were thanked last",
                donors = text::plural(n, t!("donor"), t!("donors")),
                sum = sight.currency().show(sum)
            ),
        };
        sight.header(ui, &words, |ui| {
            WRITE_THANKS.primary(ui, sight);
            THANK.secondary(ui, sight);
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| {
                Search::new(t!("Search donors"), &mut self.text).width(240.0).show(ui);
                let shown = t!("{count} shown", count = text::count(self.shown.len()));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &shown, BODY.ink(look(ui).muted)));
            });
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        if self.all.get().is_none() {
            return;
        }
        if self.waiting().is_empty() {
            let body = t!(
                "Everybody who gave in the last twelve months was thanked since. A new donation puts its donor here"
            );
            ui::empty_state(ui, icons::HAND_HEART, t!("Nobody waits for thanks"), body, |ui| {
                if Button::primary(t!("See the donors")).show(ui).clicked() {
                    sight.go(DONORS, "");
                }
            });
            return;
        }
        let rest = ui.available_rect_before_wrap();
        let mut inner = ui.new_child(UiBuilder::new().max_rect(rest.with_max_y(rest.bottom() - FOOT)));
        self.table(&mut inner, sight);
        let shown: Money = self.shown.rows(self.waiting()).map(|one| one.sum).sum();
        let selected = self.shown.table.selection.count();
        foot(ui, sight, &[(t!("Given"), shown)], selected, rest.with_min_y(rest.bottom() - FOOT));
        if let Some(ask) = &mut self.ask {
            let count = text::plural(ask.what.people.len(), t!("donor"), t!("donors"));
            let question = Question {
                title: t!("Mark {count} as thanked?", count = count),
                does: t!("Mark as thanked"),
                body: t!("A line in the log of each says so, and they wait here no longer until they give again.")
                    .to_owned(),
                danger: false,
            };
            let open = ask.show(
                ui,
                sight,
                &question,
                |ui, what, problems| fields(ui, sight, what, problems),
                |what| save(what, sight),
            );
            if !open {
                self.ask = None;
            }
        }
    }

    fn go(&mut self, filter: &str) {
        if filter == THANK.key {
            self.pending = true;
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, sight: &Sight<'_>) {
        if key == THANK.key {
            self.pending = true;
        } else if key == WRITE_THANKS.key {
            let ids: Vec<String> = self.chosen().iter().map(ToString::to_string).collect();
            if ids.is_empty() {
                return sight.notice(Tone::Warning, t!("Nobody here is to be thanked"), "");
            }
            sight.go(LETTERS, format!("letter:thanks people:{}", ids.join(",")));
            // A letter that was printed may still lie on the table: only who sent it can say so.
            let next = t!("Once they are sent, come back to Thanks and mark these donors as thanked (M)");
            sight.notice(Tone::Plain, t!("These letters do not mark anybody as thanked"), next);
        }
    }
}
