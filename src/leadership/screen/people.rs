//! People with their pipelines: the list, and beside it how one stands, with what is kept of them and the form of one line.

use egui::{Id, Ui, vec2};

use super::super::model::parts::{AIMS, APPROVALS, CAN, MENTORS, OF_PERSON, TAKEN, part as part_of};
use super::super::model::{PersonId, RowId, Stands};
use super::super::store::{self, Line, TABLES};
use super::super::{cli, ops, printing, report};
use super::{AIM, APPROVAL, CAN as ADD_CAN, CATALOGUE, EXPORT, MENTOR, NEW, PRINT, REMOVE, TAKEN as ADD_TAKEN};
use crate::app::export::Exporting;
use crate::app::paper::{Goal, Papers, draw};
use crate::app::{Command, Live, Screen, Sight};
use crate::events::model::part::{Part, Row};
use crate::events::screen::part_pane::{Offers, RowForm};
use crate::kit::fold::fold;
use crate::kit::whole_file::write_whole;
use crate::kit::{Day, day, text};
use crate::ledger::screen::form::entered;
use crate::ledger::screen::typing::{Asking, Question};
use crate::people::screen::person::{self, Suggestions, Who};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Button, Choice, Link, SMALL, Search, Tone, icons, line, look};

/// Where a person of the register is seen.
const REGISTER: &str = "people.list";

/// Each list of a person with the command that adds to it.
const ADDS: [(&Part, &Command); 5] =
    [(&AIMS, &AIM), (&CAN, &ADD_CAN), (&TAKEN, &ADD_TAKEN), (&MENTORS, &MENTOR), (&APPROVALS, &APPROVAL)];

/// One person with all that is kept of them.
struct Seen {
    line: Line,
    lists: Vec<(&'static Part, Vec<Row>)>,
    offers: Vec<Offers>,
}

/// What is asked before something is removed: the list, the row, what it is called.
type Removing = (&'static Part, RowId, String);

/// See the head of this file.
pub(in crate::leadership) struct Pipelines {
    text: String,
    would_stand: bool,
    all: Live<Vec<Line>, Day>,
    shown: Shown<(String, bool)>,
    seen: Live<Option<Seen>, (Option<PersonId>, Option<Day>)>,
    form: Option<RowForm>,
    /// Somebody who is being added.
    new: Option<Who>,
    found: Suggestions,
    ask: Option<Asking<Removing>>,
    exporting: Exporting,
    papers: Option<Papers>,
    pending: Option<&'static str>,
}

impl Pipelines {
    pub(in crate::leadership) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            would_stand: false,
            all: Live::new(TABLES),
            shown: Shown::default(),
            seen: Live::new(TABLES),
            form: None,
            new: None,
            found: Suggestions::default(),
            ask: None,
            exporting: Exporting::default(),
            papers: None,
            pending: None,
        })
    }

    fn list(&self) -> &[Line] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<PersonId> {
        self.shown.open(self.list(), |one| one.person.0).map(PersonId)
    }

    /// What was read of the person who is open.
    fn seen(&self) -> Option<&Seen> {
        let open = self.open();
        self.seen.get().and_then(Option::as_ref).filter(|seen| Some(seen.line.person) == open)
    }

    fn is_dirty(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.typing.is_dirty())
    }

    fn table(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let soon = sight.today().checked_add_days(chrono::Days::new(60));
        let columns = [
            Column::new("name", t!("Name"), 160.0).grows(1.0).least(120.0).unsorted(),
            Column::new("aim", t!("Would like to be"), 150.0).grows(1.0).unsorted(),
            Column::new("reached", t!("Reached"), 112.0).unsorted(),
            Column::new("next", t!("Next"), 112.0).unsorted().spare(),
            Column::new("open", t!("Missing"), 76.0).figures().unsorted(),
            Column::new("lapses", t!("Next lapses"), 116.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Pipelines"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &Line, column| match column {
                0 => Cell::Strong(row.name.as_str().into()),
                1 => Cell::Text(report::aim(row).into()),
                2 => {
                    row.pipeline.reached().map_or(Cell::Empty, |step| Cell::Chip(step.name.clone().into(), Tone::Good))
                }
                3 => row.pipeline.next().map_or(Cell::Empty, |step| Cell::Text(step.name.clone().into())),
                4 => match row.pipeline.next().map_or(0, super::super::model::Step::open) {
                    0 => Cell::Empty,
                    open => Cell::Text(text::count(open).into()),
                },
                _ => match row.pipeline.lapses() {
                    Some((_, on)) if Some(on) <= soon => Cell::Chip(day::short(on).into(), Tone::Warning),
                    Some((_, on)) => Cell::Muted(day::short(on).into()),
                    None => Cell::Empty,
                },
            },
        );
        shown.table = state;
        if out.selected {
            shown.picked();
            if !self.is_dirty() {
                (self.form, self.new) = (None, None);
            }
        }
    }

    fn pane(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        if self.new.is_some() {
            return self.whom(ui);
        }
        let Some(person) = self.open() else {
            ui::paragraph(ui, t!("Choose somebody in the list, or add somebody: press N."), BODY.ink(look(ui).muted));
            return;
        };
        let Some(seen) = self.seen.get().and_then(Option::as_ref).filter(|seen| seen.line.person == person) else {
            return;
        };
        if Link::new(&seen.line.name).show(ui).clicked() {
            sight.go(REGISTER, person.to_string());
        }
        if let Some(form) = &mut self.form {
            if form.show(ui, sight, person.0, &seen.offers) {
                self.form = None;
            }
            return;
        }
        steps(ui, sight, &seen.line);
        let mut chosen = None;
        for (part, command) in ADDS {
            let rows = seen.lists.iter().find(|(of, _)| of == &part).map_or(&[][..], |(_, rows)| rows.as_slice());
            chosen = chosen.or(list(ui, sight, part, rows, command));
        }
        if let Some((part, row)) = chosen {
            self.form = Some(RowForm::of(part, row, sight, &super::LISTS));
        }
    }

    /// The field for somebody who is being added.
    fn whom(&mut self, ui: &mut Ui) {
        let Some(who) = &mut self.new else { return };
        ui::section(ui, t!("Add somebody"));
        let id = Id::unique("leadership.who");
        if who.is_blank() && ui.memory(|m| m.focused().is_none()) {
            ui.memory_mut(|m| m.request_focus(id));
        }
        let shown = person::Shown { label: t!("Who, of the register"), ..person::Shown::default() };
        let (response, taken) = person::show(ui, id, who, &self.found, shown);
        let done = taken || entered(&response);
        let mut leave = false;
        ui.horizontal(|ui| {
            let why_not = who.person.is_none().then(|| t!("Take somebody of the register from the list"));
            leave = Button::secondary(t!("Cancel")).key(t!("Esc")).show(ui).clicked();
            if Button::primary(t!("Go on")).unless(why_not).show(ui).clicked() {
                leave = false;
            }
        });
        leave |= !egui::Popup::is_any_open(ui.ctx()) && ui.input(|i| i.key_pressed(egui::Key::Escape));
        if let Some(person) = who.person
            && (done || !leave)
        {
            self.new = None;
            self.shown.show(person.0);
            self.form = Some(RowForm::new(&AIMS, "", &super::LISTS));
        } else if leave {
            self.new = None;
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        if key == NEW.key {
            (self.new, self.form) = (Some(Who::default()), None);
            return;
        }
        if key == EXPORT.key {
            self.exporting.begin(sight, &cli::LEADERSHIP);
            return;
        }
        let Some(person) = self.open() else {
            sight.notice(Tone::Warning, t!("Nobody is open"), t!("Choose somebody in the list, or add somebody"));
            return;
        };
        if key == PRINT.key {
            let goal = Goal::Viewer("pipeline.pdf".to_owned());
            self.papers = Papers::begin(
                sight,
                goal,
                Box::new(move |sight, path| {
                    draw(sight, t!("Drawing the pipeline"), move |office| {
                        write_whole(&path, &printing::pipeline(office, person)?)?;
                        Ok(vec![path])
                    })
                }),
            );
        } else if key == REMOVE.key {
            let open = self.form.as_ref().and_then(|form| Some((form.part(), form.row()?)));
            let row =
                open.or_else(|| self.seen()?.lists.iter().find_map(|(part, rows)| Some((*part, rows.first()?.id))));
            let found = row.and_then(|(part, id)| {
                let (_, rows) = self.seen()?.lists.iter().find(|(of, _)| *of == part)?;
                let row = rows.iter().find(|row| row.id == id)?;
                Some((part, id, part.title(row)))
            });
            match found {
                Some(found) => self.ask = Some(Asking::new(found)),
                None => sight.notice(Tone::Warning, t!("Nothing is open"), t!("Choose a line in the pane first")),
            }
        } else if let Some((part, _)) = ADDS.iter().find(|(_, command)| command.key == key) {
            let mut form = RowForm::new(part_of(part.key).unwrap_or(&AIMS), "", &super::LISTS);
            for (column, kind) in [("taken_on", "taken"), ("approved_on", "approvals"), ("since", "aims")] {
                if part.key == kind {
                    form.fill(column, day::short(sight.today()));
                }
            }
            self.form = Some(form);
        }
    }

    /// What is asked before a line is removed.
    fn question(&mut self, ui: &Ui, sight: &Sight<'_>) {
        let Some(ask) = &mut self.ask else { return };
        let (part, id, name) = ask.what.clone();
        let question = Question {
            title: t!("Remove {what} from {list}?", what = name, list = (part.says)().to_lowercase()),
            does: t!("Remove"),
            body: t!("What is over is better given its last day: then it stays to be found.").to_owned(),
            danger: true,
        };
        let save = |_: &Removing| Ok(sight.desk.run(&ops::REMOVE, move |office| ops::remove(office, part, id)));
        if !ask.show(ui, sight, &question, |_, _, _| {}, save) {
            self.ask = None;
        }
    }
}

/// Rung by rung how somebody stands.
fn steps(ui: &mut Ui, sight: &Sight<'_>, seen: &Line) {
    if seen.pipeline.steps.is_empty() {
        ui::paragraph(ui, t!("There is no ladder yet that says what each rung asks."), BODY.ink(look(ui).muted));
        if Button::secondary(t!("To the catalogue")).show(ui).clicked() {
            sight.go(CATALOGUE, "");
        }
        return;
    }
    for step in &seen.pipeline.steps {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.horizontal(|ui| {
                line(ui, &step.name, BODY.strong());
                if step.is_met() {
                    ui::chip(ui, t!("Reached"), Tone::Good);
                } else {
                    ui::chip(ui, &t!("{count} to go", count = text::count(step.open())), Tone::Plain);
                }
            });
            for (need, stands) in &step.asks {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 8.0;
                    let tone = match stands {
                        Stands::Met(_) => Tone::Good,
                        Stands::Lapsed(_) => Tone::Danger,
                        Stands::Comes(_) => Tone::Accent,
                        Stands::Missing => Tone::Plain,
                    };
                    ui::chip(ui, &stands.says(), tone);
                    line(ui, &need.says(), SMALL);
                });
            }
        });
    }
}

/// One of a person's lists; answers the row that was clicked.
fn list<'a>(
    ui: &mut Ui,
    sight: &Sight<'_>,
    part: &'static Part,
    rows: &'a [Row],
    command: &'static Command,
) -> Option<(&'static Part, &'a Row)> {
    let mut chosen = None;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui::section(ui, (part.says)());
        for row in rows {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                if Link::new(&part.title(row)).show(ui).clicked() {
                    chosen = Some((part, row));
                }
                let rest = row.shown.iter().skip(1).filter(|text| !text.is_empty());
                line(
                    ui,
                    &rest.map(|text| text.replace('\n', " ")).collect::<Vec<_>>().join(" · "),
                    SMALL.ink(look(ui).muted),
                );
            });
        }
        command.secondary(ui, sight);
    });
    chosen
}

impl Screen for Pipelines {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, sight.today(), |conn, today| store::people(conn, *today));
        let (words, would_stand) = (fold(&self.text), self.would_stand);
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &(self.text.clone(), would_stand), |one| {
                let aim = report::aim(one);
                (!would_stand || !aim.is_empty()) && fold(&format!("{} {aim}", one.name)).contains(&words)
            });
            self.shown.follow(all, |one| one.person.0);
        }
        let open = self.open();
        self.seen.want(sight.desk, (open, Some(sight.today())), |conn, (open, today)| {
            let (Some(person), Some(today)) = (open, today) else { return Ok(None) };
            let lists = OF_PERSON.iter().map(|part| Ok((*part, store::rows_of(conn, part, person.0)?)));
            Ok(Some(Seen {
                line: store::person(conn, *person, *today)?,
                lists: lists.collect::<crate::kit::Result<_>>()?,
                offers: store::offers(conn)?,
            }))
        });
        if let Some(form) = &mut self.form
            && form.logic(sight).is_some()
        {
            self.form = None;
        }
        if let Some(who) = &self.new {
            self.found.want(sight.desk, who);
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic()) {
            (self.ask, self.form) = (None, None);
        }
        if self.papers.as_mut().is_some_and(|papers| papers.logic(sight).is_some()) {
            self.papers = None;
        }
        self.exporting.logic(sight);
        if self.all.get().is_some()
            && (self.open().is_none() || self.seen().is_some())
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let stand = self.list().iter().filter(|one| !report::aim(one).is_empty()).count();
        let words = match stand {
            0 => String::new(),
            n => t!("{count} would like to stand", count = text::count(n)),
        };
        sight.header(ui, &words, |ui| {
            NEW.primary(ui, sight);
            ui::menu_button(ui, t!("More for pipelines"), |ui| {
                for command in [&AIM, &ADD_CAN, &ADD_TAKEN, &MENTOR, &APPROVAL, &PRINT, &EXPORT, &REMOVE] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.new.is_none() && self.open().is_none() {
            let body = t!(
                "Who would like to stand, what they can do, what they were trained in, who mentors them and until when they are approved. How they stand on each rung is worked out from it"
            );
            ui::empty_state(ui, icons::CHALKBOARD_TEACHER, t!("Nobody is on the way yet"), body, |ui| {
                NEW.primary(ui, sight);
                if Button::secondary(t!("To the catalogue")).show(ui).clicked() {
                    sight.go(CATALOGUE, "");
                }
            });
            return;
        }
        shown_bar(ui, self.shown.len(), |ui| {
            Search::new(t!("Search people and aims"), &mut self.text).width(220.0).show(ui);
            let options = [(false, t!("Everybody")), (true, t!("Who would stand"))];
            Choice::new(t!("Which people"), &mut self.would_stand, &options).bare().show(ui);
        });
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        self.question(ui, sight);
    }

    /// A person's id, `new`, the key of a list to add to, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            (self.form, self.new) = (None, None);
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(NEW.key);
        } else if filter == REMOVE.key {
            self.pending = Some(REMOVE.key);
        } else if let Some((_, command)) = ADDS.iter().find(|(part, _)| part.key == filter) {
            self.pending = Some(command.key);
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.is_dirty() {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
