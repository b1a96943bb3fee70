//! What donors said: the list with its filters, how it was meant, and beside it what is being written down.

use egui::{Align, Frame, Id, Layout, Margin, Stroke, Ui, vec2};

use super::super::model::feedback::{Asked, Heard, counted};
use super::super::model::{FieldProblem, PersonId};
use super::super::store;
use super::parts::{problem, two, with_id, without_value};
use super::shown::Shown;
use super::typing::{Outcome, Press, Typing};
use super::{FORGET_FEEDBACK, NOTE_FEEDBACK, PEOPLE};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{day, text};
use crate::ledger::screen::appeal::Appeals;
use crate::ledger::screen::form::entered;
use crate::people::log::how_says;
use crate::people::screen::person::{self, Suggestions, Who};
use crate::people::{LogForm, LogId, LogKind, LogLine, Mood, ops};
use crate::t;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, DayField, Field, Link, SMALL, Search, Tone, chip, icons, line, look};

/// What the answers depend on.
const TABLES: &[&str] = &["person_log", "person", "appeal", "appeal_name"];

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    /// The line that is changed, and whose it is; none for a new one.
    of: Option<(LogId, PersonId)>,
    who: Who,
    form: LogForm,
}

/// See the head of this file.
pub(in crate::fundraising) struct Feedback {
    asked: Asked,
    all: Live<Vec<Heard>>,
    shown: Shown<Asked>,
    form: Option<Typing<Typed>>,
    found: Suggestions,
    appeals: Appeals,
    going: Option<Reply<()>>,
    pending: Option<&'static str>,
}

/// The tone of a mood.
fn tone(mood: Mood) -> Tone {
    match mood {
        Mood::Unsaid => Tone::Plain,
        Mood::Good => Tone::Good,
        Mood::Mixed => Tone::Warning,
        Mood::Bad => Tone::Danger,
    }
}

impl Feedback {
    pub(in crate::fundraising) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            asked: Asked::default(),
            all: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            found: Suggestions::default(),
            appeals: Appeals::default(),
            going: None,
            pending: None,
        })
    }

    fn list(&self) -> &[Heard] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&Heard> {
        let id = self.shown.open(self.list(), |one| one.id.0)?;
        self.list().iter().find(|one| one.id.0 == id)
    }

    fn bar(&mut self, ui: &mut Ui) {
        let all = self.all.get().map_or(&[][..], Vec::as_slice);
        let found = counted(all);
        Search::new(t!("Search what was said"), &mut self.asked.text).width(200.0).show(ui);
        for (name, any, words, value) in [
            (t!("Which tag"), t!("Any tag"), &found.tags, &mut self.asked.tag),
            (t!("Which appeal"), t!("Any appeal"), &found.appeals, &mut self.asked.appeal),
        ] {
            let mut options: Vec<(Option<String>, String)> = vec![(None, any.to_owned())];
            options.extend(words.iter().map(|(word, of)| (Some(word.clone()), format!("{word} ({})", of.all()))));
            options.extend(
                value
                    .clone()
                    .filter(|own| words.iter().all(|(word, _)| word != own))
                    .map(|own| (Some(own.clone()), own)),
            );
            if options.len() > 1 {
                let options: Vec<(Option<String>, &str)> =
                    options.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
                Choice::new(name, value, &options).bare().width(150.0).show(ui);
            }
        }
        let mut moods: Vec<(Option<Mood>, &str)> = vec![(None, t!("Any mood"))];
        moods.extend(Mood::ALL.map(|mood| (Some(mood), mood.says())));
        Choice::new(t!("How it was meant"), &mut self.asked.mood, &moods).bare().width(130.0).show(ui);
        if let Some((from, to)) = self.asked.days {
            let words = t!("{from} to {to}", from = day::short(from), to = day::short(to));
            if Button::secondary(&words).icon(icons::X).show(ui).clicked() {
                self.asked.days = None;
            }
        }
        if ui.available_width() > 80.0 {
            let shown = t!("{count} shown", count = text::count(self.shown.len()));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| line(ui, &shown, BODY.ink(look(ui).muted)));
        }
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("day", t!("Day"), 96.0).unsorted(),
            Column::new("name", t!("Who"), 140.0).least(110.0).unsorted(),
            Column::new("about", t!("What they said"), 260.0).grows(1.0).least(200.0).unsorted(),
            Column::new("mood", t!("Meant"), 84.0).unsorted(),
            Column::new("tags", t!("Tags"), 130.0).unsorted().spare(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("What donors said"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &Heard, column| match column {
                0 => Cell::Muted(day::short(row.line.day).into()),
                1 => Cell::Strong(row.name.as_str().into()),
                2 => Cell::Text(row.line.about.replace('\n', " ").into()),
                3 if row.line.feedback.mood == Mood::Unsaid => Cell::Empty,
                3 => Cell::Chip(row.line.feedback.mood.says().into(), tone(row.line.feedback.mood)),
                _ => Cell::Muted(row.line.feedback.tags.join(", ").into()),
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
            let mut form = LogForm::from(&one.line);
            form.day = day::short(one.line.day);
            let who = Who::known(Some(one.person), &one.name);
            let mut typing = Typing::new(Typed { of: Some((one.id, one.person)), who, form });
            // A row that is looked at takes no keyboard.
            typing.takes_focus();
            self.form = Some(typing);
        }
        let Some(form) = &mut self.form else {
            let words = t!("Choose a line in the list, or write down what somebody said.");
            ui::paragraph(ui, words, BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        let mut enter = head(ui, sight, form, &self.found);
        enter |= fields(ui, sight, form, &self.appeals);
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => form.save(|typed| save(typed, sight)),
            None => {}
        }
    }

    fn begin(&mut self, key: &str, sight: &Sight<'_>) {
        if key == NOTE_FEEDBACK.key {
            let form = LogForm::new(LogKind::Feedback, sight.today(), &sight.facts.who);
            self.form = Some(Typing::new(Typed { form, ..Typed::default() }));
        } else if let Some(id) = self.open().map(|one| one.id) {
            let run = sight.desk.run(&ops::REMOVE_LOG, move |office| ops::remove_log(office, id).map(without_value));
            (self.going, self.form) = (Some(run), None);
        } else {
            sight.notice(Tone::Warning, t!("Nothing that was said is open"), t!("Choose a line in the list first"));
        }
    }
}

/// Who said it: a field for something new, else the name.
fn head(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>, found: &Suggestions) -> bool {
    let Some((_, person)) = form.typed.of else {
        ui::section(ui, t!("What somebody said"));
        let id = Id::unique("fundraising.feedback.who");
        if form.takes_focus() {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let Typing { typed, problems, .. } = form;
        let shown =
            person::Shown { label: t!("Who said it"), problem: problem(problems, "who"), ..person::Shown::default() };
        let (response, taken) = person::show(ui, id, &mut typed.who, found, shown);
        return !taken && entered(&response);
    };
    ui.horizontal(|ui| {
        if Link::new(&form.typed.who.text).show(ui).clicked() {
            sight.go(PEOPLE, person.to_string());
        }
        if let Some(mood) = Mood::of(&form.typed.form.mood).filter(|mood| *mood != Mood::Unsaid) {
            chip(ui, mood.says(), tone(mood));
        }
    });
    false
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>, appeals: &Appeals) -> bool {
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let mut enter = false;
    Field::new(t!("What they said"), &mut form.about).rows(3).problem(problem(problems, "about")).show(ui);
    let (today, month_first) = (sight.today(), sight.facts.profile.month_first);
    two(
        ui,
        |ui| {
            let width = ui.available_width().min(180.0);
            let field = DayField::new(t!("Day"), &mut form.day, today).happened().month_first(month_first).width(width);
            enter |= entered(&field.problem(problem(problems, "day")).show(ui));
        },
        |ui| {
            let mut hows: Vec<&str> = LogKind::Feedback.hows().to_vec();
            let own = form.how.clone();
            if !hows.contains(&own.as_str()) {
                hows.push(&own);
            }
            let said: Vec<(String, String)> = hows.iter().map(|how| ((*how).to_owned(), how_says(how))).collect();
            let options: Vec<(String, &str)> = said.iter().map(|(key, words)| (key.clone(), words.as_str())).collect();
            Choice::new(t!("How"), &mut form.how, &options).show(ui);
        },
    );
    two(
        ui,
        |ui| {
            let options = Mood::ALL.map(|mood| (mood.key().to_owned(), mood.says()));
            Choice::new(t!("How it was meant"), &mut form.mood, &options).problem(problem(problems, "mood")).show(ui);
        },
        |ui| enter |= entered(&Field::new(t!("Who heard it"), &mut form.who).show(ui)),
    );
    let tags =
        Field::new(t!("Tags"), &mut form.tags).hint(t!("Words it is counted by, with commas: letters, the hall"));
    enter |= entered(&tags.show(ui));
    let id = Id::unique("fundraising.feedback.appeal");
    let (response, taken) = appeals.show(ui, id, t!("Of which appeal, if of one"), &mut form.appeal, None);
    enter | (!taken && entered(&response))
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let who = typed.of.map(|(_, person)| person).or(typed.who.person);
    let known =
        |field: &str| ["day", "about", "mood", "who"].into_iter().find(|name| *name == field).unwrap_or("about");
    let parsed = typed.form.parse(sight.today(), sight.facts.profile.month_first);
    let mut problems: Vec<FieldProblem> = parsed
        .as_ref()
        .err()
        .map(|all| all.iter().map(|p| FieldProblem::new(known(&p.field), p.message.clone())).collect())
        .unwrap_or_default();
    if who.is_none() {
        problems.insert(0, FieldProblem::new("who", t!("Take somebody of the register from the list")));
    }
    let (Some(person), Ok(line)) = (who, parsed) else { return Err(problems) };
    let line: LogLine = line;
    Ok(match typed.of {
        Some((id, _)) => sight.desk.run(&ops::CHANGE_LOG, move |office| {
            ops::change_log(office, id, &line).map(|done| with_id(done, |()| id.0))
        }),
        None => sight
            .desk
            .run(&ops::LOG, move |office| ops::log(office, person, &line).map(|done| with_id(done, |id| id.0))),
    })
}

impl Screen for Feedback {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, (), |conn, ()| store::feedback(conn, &Asked::default()));
        let asked = self.asked.clone();
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &asked, |one| asked.fits(one));
            self.shown.follow(all, |one| one.id.0);
        }
        // What was undone, or removed elsewhere, is no longer there to be changed.
        let gone = |form: &Typing<Typed>, all: &[Heard]| {
            form.typed.of.is_some_and(|(id, _)| all.iter().all(|one| one.id != id)) && !form.is_dirty()
        };
        if !self.all.is_coming()
            && let Some(all) = self.all.get()
            && self.form.as_ref().is_some_and(|form| gone(form, all))
        {
            self.form = None;
        }
        if let Some(form) = &mut self.form {
            self.appeals.want(sight.desk);
            if form.typed.of.is_none() {
                self.found.want(sight.desk, &form.typed.who);
            }
            if let Some(Outcome::Saved(id)) = form.logic() {
                self.form = None;
                self.shown.show(id);
            }
        }
        if self.going.as_mut().is_some_and(|going| going.take().is_some()) {
            self.going = None;
        }
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.begin(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let total = counted(self.list()).total;
        let words = match total.all() {
            0 => String::new(),
            n => t!(
                "{count}: {good} good, {mixed} mixed, {bad} bad",
                count = text::plural(n, t!("thing was said"), t!("things were said")),
                good = total.of(Mood::Good),
                mixed = total.of(Mood::Mixed),
                bad = total.of(Mood::Bad)
            ),
        };
        sight.header(ui, &words, |ui| {
            NOTE_FEEDBACK.primary(ui, sight);
            ui::menu_button(ui, t!("More for what was said"), |ui| {
                FORGET_FEEDBACK.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "Write down what donors say of an appeal, a letter or the party, how they meant it, and by which words it is counted; it stands in their log too"
            );
            ui::empty_state(ui, icons::CHAT_TEXT, t!("Nothing was said yet"), body, |ui| {
                NOTE_FEEDBACK.primary(ui, sight);
            });
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        Frame::new().inner_margin(Margin::symmetric(24, 12)).show(ui, |ui| {
            ui.horizontal(|ui| self.bar(ui));
        });
        ui.painter().hline(area.x_range(), ui.cursor().top() - 0.5, Stroke::new(1.0, look(ui).line));
        let mut split = self.shown.split;
        let nothing = self.shown.is_empty() && !self.list().is_empty();
        let this = std::cell::RefCell::new(&mut *self);
        split.show(
            ui,
            |ui| {
                if nothing {
                    let words = t!("Nothing that was said has all of what the choices above ask for.");
                    Frame::new().inner_margin(Margin::symmetric(24, 16)).show(ui, |ui| {
                        ui::paragraph(ui, words, SMALL.ink(look(ui).muted));
                    });
                } else {
                    this.borrow_mut().table(ui);
                }
            },
            |ui| this.borrow_mut().pane(ui, sight),
        );
        self.shown.split = split;
    }

    /// A line's id, `new`, or what is asked for ([`Asked`]).
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(NOTE_FEEDBACK.key);
        } else if let Ok(asked) = filter.parse() {
            self.asked = asked;
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&NOTE_FEEDBACK, &FORGET_FEEDBACK].into_iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
