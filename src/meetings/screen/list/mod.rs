//! The meetings: those to come and those that were held, and beside them one with its notice, agenda and what came of it.

mod pane;
mod series;

pub(super) use pane::task;

use egui::{Ui, vec2};

use super::super::model::{
    Body, BodyId, FieldProblem, Kind, MeetingForm, MeetingId, MeetingState, MinutesState, Record, Template,
};
use super::super::{ops, page, store};
use super::ask::{self, Asks, What};
use super::parts::{Fields, problem, terms, two, with_id};
use super::typing::{Outcome, Press, Typing};
use super::{AGENDA, ARCHIVE, BODIES, CALL, CANCEL, EDIT, ENTER, EXPORT, NOTICE, PLAN, PRINT, REMOVE, ROOM, SIGN};
use crate::app::export::Exporting;
use crate::app::viewed::Paper;
use crate::app::{Live, Reply, Screen, Sight};
use crate::cli::Stationery;
use crate::kit::fold::fold;
use crate::kit::{Day, day, text};
use crate::t;
use crate::ui::shown::{Shown, shown_bar};
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Field, SMALL, Search, Tone, icons, look};

/// What the answers depend on.
pub(super) const TABLES: &[&str] = &[
    "body",
    "body_member",
    "meeting",
    "agenda_item",
    "meeting_person",
    "presence",
    "interest",
    "speaker",
    "motion",
    "vote",
    "vote_said",
    "decision",
    "meeting_action",
    "minutes",
    "minutes_version",
    "task",
    "person",
    "membership",
];

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<MeetingId>,
    body: Option<BodyId>,
    template: String,
    form: MeetingForm,
    again: series::Again,
}

/// See the head of this file.
pub(in crate::meetings) struct Meetings {
    text: String,
    body: Option<BodyId>,
    lines: Live<Vec<store::Line>, Day>,
    bodies: Live<Vec<Body>>,
    record: Live<Option<Record>, Option<MeetingId>>,
    shown: Shown<(String, Option<BodyId>)>,
    form: Option<Typing<Typed>>,
    asks: Asks,
    paper: Paper,
    exporting: Exporting,
    pending: Option<&'static str>,
}

pub(super) fn state_chip(meeting: &super::super::model::Meeting, minutes: Option<MinutesState>) -> (String, Tone) {
    match (meeting.state(), minutes) {
        (MeetingState::Open, _) => (t!("Under way").to_owned(), Tone::Accent),
        (MeetingState::Cancelled, _) => (t!("Cancelled").to_owned(), Tone::Plain),
        (MeetingState::Planned, _) => (t!("Planned").to_owned(), Tone::Plain),
        (MeetingState::Closed, None | Some(MinutesState::Draft)) => (t!("Minutes to write").to_owned(), Tone::Warning),
        (MeetingState::Closed, Some(MinutesState::Approved)) => (t!("Approved").to_owned(), Tone::Good),
        (MeetingState::Closed, Some(state)) => (state.says().to_owned(), Tone::Accent),
    }
}

impl Meetings {
    pub(in crate::meetings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            text: String::new(),
            body: None,
            lines: Live::new(TABLES),
            bodies: Live::new(TABLES),
            record: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            asks: Asks::default(),
            paper: Paper::default(),
            exporting: Exporting::default(),
            pending: None,
        })
    }

    fn list(&self) -> &[store::Line] {
        self.lines.get().map_or(&[][..], Vec::as_slice)
    }

    fn record(&self) -> Option<&Record> {
        self.record.get().and_then(Option::as_ref)
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("day", t!("Day"), 104.0).unsorted(),
            Column::new("name", t!("Meeting"), 200.0).grows(1.0).least(150.0).unsorted(),
            Column::new("state", t!("State"), 138.0).unsorted(),
            Column::new("present", t!("There"), 60.0).figures().unsorted().spare(),
            Column::new("actions", t!("Open actions"), 100.0).figures().unsorted().spare(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { lines, shown, .. } = self;
        let all = lines.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let figure = |n: u32| if n == 0 { Cell::Empty } else { Cell::Text(n.to_string().into()) };
        let out = Table::new(t!("Meetings"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |row: &store::Line, column| match column {
                0 => Cell::Text(day::short(row.meeting.new.day).into()),
                1 if row.meeting.cancelled.is_some() => Cell::Muted(row.meeting.name().into()),
                1 => Cell::Strong(row.meeting.name().into()),
                2 => {
                    let (words, tone) = state_chip(&row.meeting, row.minutes);
                    if tone == Tone::Plain { Cell::Muted(words.into()) } else { Cell::Chip(words.into(), tone) }
                }
                3 => figure(row.present),
                _ => figure(row.open_actions),
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
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        if let Some(form) = &mut self.form {
            ui::section(ui, if form.typed.of.is_some() { t!("Meeting") } else { t!("New meeting") });
            let bodies = self.bodies.get().map_or(&[][..], Vec::as_slice);
            let enter = fields(ui, sight, form, bodies);
            match form.buttons(ui, sight, enter) {
                Some(Press::Left) => self.form = None,
                Some(Press::Save) => {
                    let bodies = bodies.to_vec();
                    form.save(|typed| save(typed, &bodies, sight));
                }
                None => {}
            }
            return;
        }
        let Some(record) = self.record() else {
            ui::paragraph(ui, t!("Choose a meeting in the list, or plan one."), BODY.ink(look(ui).muted));
            return;
        };
        let mut asked = None;
        pane::shown(ui, sight, record, &mut asked);
        if let Some(what) = asked {
            self.asks.ask(what);
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        if key == PLAN.key {
            let body = self.body.or_else(|| self.bodies.get().and_then(|all| all.first()).map(|body| body.id));
            let form = MeetingForm { kind: Kind::Ordinary.key().to_owned(), ..MeetingForm::default() };
            self.form = Some(Typing::new(Typed { of: None, body, form, ..Typed::default() }));
            return;
        }
        if key == EXPORT.key {
            self.exporting.begin(sight, &store::MEETINGS);
            return;
        }
        let Some(record) = self.record().cloned() else {
            sight.notice(Tone::Warning, t!("No meeting is open"), t!("Choose one in the list first"));
            return;
        };
        let (id, name) = (record.meeting.id, record.meeting.called());
        match key {
            _ if key == EDIT.key => {
                let form = MeetingForm::of(&record.meeting.new);
                let typed = Typed { of: Some(id), body: Some(record.body.id), form, ..Typed::default() };
                self.form = Some(Typing::new(typed));
            }
            _ if key == AGENDA.key => {
                self.asks.ask(What::Items { meeting: id, lines: String::new(), note: String::new() });
            }
            _ if key == NOTICE.key => self.asks.ask(What::Notice {
                meeting: id,
                sent: day::short(record.meeting.notice.unwrap_or(sight.today())),
                rule: t!(
                    "{rule} before {day}: it has to be sent by {last}.",
                    rule = record.body.new.notice.says(),
                    day = day::short(record.meeting.new.day),
                    last = day::short(record.body.new.notice.last_day(record.meeting.new.day))
                ),
            }),
            _ if key == CANCEL.key => {
                self.asks.ask(What::Cancel { meeting: id, name, off: record.meeting.cancelled.is_none() });
            }
            _ if key == REMOVE.key => self.asks.ask(What::Remove { meeting: id, name }),
            _ if key == ENTER.key => sight.go(ROOM, id.to_string()),
            _ if key == CALL.key => sight.go("letters.run", format!("meeting:{id}")),
            _ => {
                let (sign, archive) = (key == SIGN.key, key == ARCHIVE.key);
                let file = if archive {
                    t!("{meeting}.pdf", meeting = name)
                } else if sign {
                    t!("Attendance {meeting}.pdf", meeting = name)
                } else {
                    t!("Notice {meeting}.pdf", meeting = name)
                };
                self.paper.make(sight, &file, move |office| {
                    let stationery = office.read(Stationery::read)?;
                    let record = office.read(|conn| store::record(conn, id))?;
                    let at = office.clock().now();
                    if sign {
                        let called =
                            office.read(|conn| store::called_names(conn, &record.body, record.meeting.new.day))?;
                        page::list(&record, &called, &stationery, at)
                    } else if archive {
                        let text = match &record.minutes {
                            Some(minutes) => minutes.text.clone(),
                            None => super::super::model::minutes::written(&record),
                        };
                        page::archive(&record, &text, &stationery, at)
                    } else {
                        page::notice(&record, &stationery, at)
                    }
                });
            }
        }
    }
}

fn fields(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>, bodies: &[Body]) -> bool {
    let id = egui::Id::unique("meetings.day");
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed, problems, .. } = form;
    let fields = Fields { sight, problems };
    let (mut enter, mut began) = (false, false);
    if typed.of.is_none() {
        let options: Vec<(Option<BodyId>, &str)> = bodies
            .iter()
            .filter(|body| body.new.ended.is_none())
            .map(|body| (Some(body.id), body.new.name.as_str()))
            .collect();
        Choice::new(t!("Body"), &mut typed.body, &options).problem(problem(problems, "body")).show(ui);
    }
    let kinds: Vec<(String, &str)> = Kind::ALL.iter().map(|kind| (kind.key().to_owned(), kind.says())).collect();
    let today = sight.today();
    two(
        ui,
        |ui| {
            let month_first = sight.facts.profile.month_first;
            let width = ui.available_width().min(180.0);
            let shown =
                ui::DayField::new(t!("Day"), &mut typed.form.day, today).month_first(month_first).width(width).id(id);
            enter |= ask::enter(&shown.problem(problem(problems, "day")).show(ui));
        },
        |ui| began |= fields.text(ui, "starts", t!("Begins at"), &mut typed.form.starts),
    );
    Choice::new(t!("Kind"), &mut typed.form.kind, &kinds).show(ui);
    if typed.of.is_none() {
        began |= series::fields(ui, sight, typed, problems);
    }
    let mut more = fields.text(ui, "place", t!("Place"), &mut typed.form.place);
    more |= fields.text(ui, "online", t!("Online"), &mut typed.form.online);
    let title = Field::new(t!("Its own name"), &mut typed.form.title);
    more |= ask::enter(&title.hint(t!("Empty: the body and the kind")).show(ui));
    if typed.of.is_none() {
        let mut options: Vec<(String, &str)> = vec![(String::new(), t!("The body’s own, or the usual one"))];
        options.extend(Template::ALL.iter().map(|t| (t.key().to_owned(), t.says())));
        options.push(("none".to_owned(), t!("None")));
        Choice::new(t!("Agenda"), &mut typed.template, &options).show(ui);
        let body = bodies.iter().find(|body| Some(body.id) == typed.body);
        let on = day::typed(&typed.form.day, today, sight.facts.profile.month_first).ok();
        if let (Some(body), Some(on)) = (body, on) {
            let rule = body.new.notice;
            let late = rule.days > 0 && rule.last_day(on) < today;
            let ink = if late { look(ui).danger } else { look(ui).muted };
            ui::paragraph(ui, &rule.verdict(None, on), SMALL.ink(ink));
        }
    }
    enter | began | more
}

fn save(typed: &Typed, bodies: &[Body], sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse(typed.body, &terms(sight))?;
    if let Some(id) = typed.of {
        return Ok(sight
            .desk
            .run(&ops::CHANGE, move |office| ops::change(office, id, &new).map(|done| with_id(done, |id| id.0))));
    }
    let agenda = match (bodies.iter().find(|body| Some(body.id) == typed.body), typed.template.as_str()) {
        (Some(body), template) if template != "none" => ops::agenda_for(body, new.kind, Template::of(template)),
        _ => Vec::new(),
    };
    if !typed.again.rhythm.is_empty() {
        let all = typed.again.meetings(&new, sight)?;
        return Ok(sight.desk.run(&ops::PLAN_SERIES, move |office| {
            let done = ops::plan_series(office, &all, &agenda)?;
            Ok(with_id(done, |ids| ids.first().map_or(0, |id| id.0)))
        }));
    }
    Ok(sight.desk.run(&ops::PLAN, move |office| ops::plan(office, &new, &agenda).map(|done| with_id(done, |id| id.0))))
}

impl Screen for Meetings {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.lines.want(sight.desk, sight.today(), |conn, today| store::lines(conn, &store::Filter::default(), *today));
        self.bodies.want(sight.desk, (), |conn, ()| store::bodies(conn));
        let filters = (self.text.clone(), self.body);
        let words = fold(&self.text);
        if let Some(all) = self.lines.get() {
            self.shown.arrange(stamp, all, &filters, |row| {
                filters.1.is_none_or(|body| row.meeting.new.body == body)
                    && fold(&format!("{} {}", row.meeting.called(), row.meeting.new.place)).contains(&words)
            });
            self.shown.follow(all, |row| row.meeting.id.0);
        }
        let open = self.shown.open(self.list(), |row| row.meeting.id.0).map(MeetingId);
        self.record.want(sight.desk, open, |conn, id| id.map(|id| store::record(conn, id)).transpose());
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Typing::logic) {
            self.form = None;
            self.shown.show(id);
        }
        self.asks.logic(sight);
        self.paper.logic(sight);
        self.exporting.logic(sight);
        let ready = self.lines.get().is_some() && self.bodies.get().is_some() && !self.record.is_coming();
        if ready && let Some(key) = self.pending.take() {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let today = sight.today();
        let coming = self.list().iter().filter(|l| l.meeting.new.day >= today && l.meeting.cancelled.is_none()).count();
        let words = if coming == 0 { String::new() } else { t!("{count} to come", count = text::count(coming)) };
        sight.header(ui, &words, |ui| {
            PLAN.primary(ui, sight);
            PRINT.secondary(ui, sight);
            ui::menu_button(ui, t!("More for meetings"), |ui| {
                for command in [&EDIT, &AGENDA, &NOTICE, &SIGN, &ARCHIVE, &CALL, &ENTER, &CANCEL, &REMOVE, &EXPORT] {
                    command.item(ui, sight);
                }
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.lines.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let none = self.bodies.get().is_some_and(Vec::is_empty);
            let body = if none {
                t!(
                    "Set up first who meets: a committee, the branch, a panel, with its rules. Then plan a meeting of it"
                )
            } else {
                t!(
                    "Plan a meeting: its agenda comes from the body, its notice is held against the rule, and its minutes write themselves"
                )
            };
            ui::empty_state(ui, icons::GAVEL, t!("No meetings yet"), body, |ui| {
                if none {
                    if ui::Button::primary(t!("Set up a body")).show(ui).clicked() {
                        sight.go(BODIES, "new");
                    }
                } else {
                    PLAN.primary(ui, sight);
                }
            });
            return;
        }
        shown_bar(ui, self.shown.len(), |ui| {
            Search::new(t!("Search meetings"), &mut self.text).width(220.0).show(ui);
            let bodies = self.bodies.get().map_or(&[][..], Vec::as_slice);
            let options: Vec<(Option<BodyId>, &str)> = [(None, t!("All bodies"))]
                .into_iter()
                .chain(bodies.iter().map(|body| (Some(body.id), body.new.name.as_str())))
                .collect();
            Choice::new(t!("Which body"), &mut self.body, &options).bare().show(ui);
        });
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        self.asks.show(ui, sight);
    }

    /// A record's id, `new`, the key of a command, or words.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(PLAN.key);
        } else if let Some(command) = [&EDIT, &AGENDA, &NOTICE, &CANCEL, &REMOVE].into_iter().find(|c| c.key == filter)
        {
            self.pending = Some(command.key);
        } else {
            filter.clone_into(&mut self.text);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key && c.screen == super::MEETINGS).map(|c| c.key);
        }
    }
}
