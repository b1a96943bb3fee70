//! Bodies: the list, and beside it the rules of one with who sits in it.

use egui::{Ui, vec2};

use super::super::model::{Body, BodyForm, BodyId, BodyKind, FieldProblem, Seat, SeatForm};
use super::super::{ops, store};
use super::ask::{Asks, What};
use super::parts::{Fields, problem, terms, two, with_id};
use super::typing::{Outcome, Press, Typing};
use super::{NEW_BODY, PEOPLE, REMOVE_BODY, SEAT};
use crate::app::{Live, Reply, Screen, Sight};
use crate::kit::{day, text};
use crate::people::screen::person::Who;
use crate::t;
use crate::ui::shown::Shown;
use crate::ui::table::{Cell, Column, Table};
use crate::ui::{self, BODY, Choice, Field, Link, SMALL, Tone, checkbox, icons, line, look};

const TABLES: &[&str] = &["body", "body_member", "person", "membership"];

/// A body with its seats, how many belong to it and how many may vote today.
type Row = (Body, Vec<Seat>, (u32, u32));

#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    of: Option<BodyId>,
    form: BodyForm,
}

/// See the head of this file.
pub(in crate::meetings) struct Bodies {
    all: Live<Vec<Row>, crate::kit::Day>,
    shown: Shown<()>,
    form: Option<Typing<Typed>>,
    asks: Asks,
    pending: Option<&'static str>,
}

impl Bodies {
    pub(in crate::meetings) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            all: Live::new(TABLES),
            shown: Shown::default(),
            form: None,
            asks: Asks::default(),
            pending: None,
        })
    }

    fn list(&self) -> &[Row] {
        self.all.get().map_or(&[][..], Vec::as_slice)
    }

    fn open(&self) -> Option<&Row> {
        let id = self.shown.open(self.list(), |(body, ..)| body.id.0)?;
        self.list().iter().find(|(body, ..)| body.id.0 == id)
    }

    fn table(&mut self, ui: &mut Ui) {
        let columns = [
            Column::new("name", t!("Body"), 190.0).grows(1.0).least(150.0).unsorted(),
            Column::new("kind", t!("Kind"), 130.0).unsorted().spare(),
            Column::new("members", t!("Votes"), 64.0).figures().unsorted(),
            Column::new("quorum", t!("Quorum"), 190.0).grows(1.0).unsorted(),
            Column::new("notice", t!("Notice"), 110.0).unsorted(),
        ];
        let rows = u64::try_from(self.shown.len()).unwrap_or(0);
        let Self { all, shown, .. } = self;
        let all = all.get().map_or(&[][..], Vec::as_slice);
        let mut state = std::mem::take(&mut shown.table);
        let out = Table::new(t!("Bodies"), &columns).rows(rows).show(
            ui,
            &mut state,
            |at| shown.row(all, at),
            |(body, _, (_, entitled)): &Row, column| match column {
                0 if body.new.ended.is_some() => Cell::Muted(body.new.name.as_str().into()),
                0 => Cell::Strong(body.new.name.as_str().into()),
                1 => Cell::Text(body.new.kind.says().into()),
                2 => Cell::Text(entitled.to_string().into()),
                3 => Cell::Text(body.new.quorum.says().into()),
                _ if body.new.notice.days == 0 => Cell::Muted(t!("None").into()),
                _ => Cell::Text(body.new.notice.says().into()),
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
            && let Some((body, ..)) = self.open()
        {
            let mut typing = Typing::new(Typed { of: Some(body.id), form: BodyForm::of(&body.new) });
            typing.takes_focus();
            self.form = Some(typing);
        }
        let seen = self.open().cloned();
        let Some(form) = &mut self.form else {
            ui::paragraph(ui, t!("Choose a body in the list, or set one up."), BODY.ink(look(ui).muted));
            return;
        };
        ui.spacing_mut().item_spacing = vec2(8.0, 12.0);
        match &seen {
            Some((body, seats, bounds)) if form.typed.of == Some(body.id) => {
                ui::section(ui, &body.new.name);
                let mut asked = None;
                seated(ui, sight, body, seats, *bounds, &mut asked);
                if let Some(what) = asked {
                    self.asks.ask(what);
                }
                ui::section(ui, t!("Its rules"));
            }
            _ => drop(ui::section(ui, t!("New body"))),
        }
        let enter = rules(ui, sight, form);
        match form.buttons(ui, sight, enter) {
            Some(Press::Left) => self.form = None,
            Some(Press::Save) => form.save(|typed| save(typed, sight)),
            None => {}
        }
    }

    fn act(&mut self, key: &str, sight: &Sight<'_>) {
        if key == NEW_BODY.key {
            let form = BodyForm { kind: BodyKind::Committee.key().to_owned(), ..BodyForm::default() };
            self.form = Some(Typing::new(Typed { of: None, form }));
            return;
        }
        let Some((body, ..)) = self.open() else {
            sight.notice(Tone::Warning, t!("No body is open"), t!("Choose one in the list first"));
            return;
        };
        let what = if key == SEAT.key {
            let form = SeatForm { from: day::short(sight.today()), ..SeatForm::default() };
            What::Seat { body: body.id, seat: None, who: Who::default(), form, posts: body.new.posts.clone() }
        } else {
            What::RemoveBody { body: body.id, name: body.new.name.clone() }
        };
        self.asks.ask(what);
    }
}

/// Who sits in it, with what it comes to today.
fn seated(ui: &mut Ui, sight: &Sight<'_>, body: &Body, seats: &[Seat], bounds: (u32, u32), asked: &mut Option<What>) {
    let (members, entitled) = bounds;
    let muted = look(ui).muted;
    let needed = body.new.quorum.needed(members, entitled);
    let words = if body.new.roll {
        t!(
            "{members} members, {entitled} on the roll; {needed} make a quorum today",
            members = members,
            entitled = entitled,
            needed = needed
        )
    } else {
        t!("{entitled} may vote; {needed} make a quorum today", entitled = entitled, needed = needed)
    };
    ui::paragraph(ui, &words, SMALL.ink(muted));
    let today = sight.today();
    let place = |seat: &Seat| body.new.posts.iter().position(|post| post.eq_ignore_ascii_case(&seat.new.post));
    let mut now: Vec<&Seat> = seats.iter().filter(|seat| seat.new.until.is_none_or(|until| until >= today)).collect();
    now.sort_by_key(|seat| (seat.new.post.is_empty(), place(seat).unwrap_or(usize::MAX)));
    for (at, seat) in now.into_iter().enumerate() {
        ui.push_id(at, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if ui::icon_button(ui, icons::TRASH, &t!("Remove the seat of {name}", name = seat.name)).clicked() {
                        *asked = Some(What::Unseat { seat: seat.id, name: seat.name.clone() });
                    }
                    if ui::icon_button(ui, icons::PENCIL_SIMPLE, &t!("Change the seat of {name}", name = seat.name))
                        .clicked()
                    {
                        *asked = Some(What::Seat {
                            body: body.id,
                            seat: Some(seat.id),
                            who: Who::known(Some(seat.new.person), &seat.name),
                            form: SeatForm::of(&seat.new),
                            posts: body.new.posts.clone(),
                        });
                    }
                    ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                        ui.vertical(|ui| {
                            ui.spacing_mut().item_spacing.y = 0.0;
                            if Link::new(&seat.name).show(ui).clicked() {
                                sight.go(PEOPLE, seat.new.person.to_string());
                            }
                            let vote = if seat.new.voting { "" } else { t!("without a vote") };
                            let words = [seat.new.post.as_str(), vote]
                                .into_iter()
                                .filter(|part| !part.is_empty())
                                .collect::<Vec<_>>();
                            if !words.is_empty() {
                                line(ui, &words.join(", "), SMALL.ink(muted));
                            }
                        });
                    });
                });
            });
        });
    }
    let filled = |post: &String| seats.iter().any(|s| s.holds_on(today) && s.new.post.eq_ignore_ascii_case(post));
    let vacant: Vec<&str> = body.new.posts.iter().filter(|post| !filled(post)).map(String::as_str).collect();
    if !vacant.is_empty() {
        ui::paragraph(ui, &t!("Vacant: {posts}", posts = vacant.join(", ")), SMALL.ink(look(ui).warning));
    }
    SEAT.secondary(ui, sight);
}

fn rules(ui: &mut Ui, sight: &Sight<'_>, form: &mut Typing<Typed>) -> bool {
    let id = egui::Id::unique("meetings.body.name");
    if form.takes_focus() {
        ui.memory_mut(|m| m.request_focus(id));
    }
    let Typing { typed: Typed { form, .. }, problems, .. } = form;
    let fields = Fields { sight, problems };
    let name = Field::new(t!("Name"), &mut form.name).id(id).problem(problem(problems, "name")).show(ui);
    let mut enter = super::ask::enter(&name);
    let kinds = BodyKind::ALL.map(|kind| (kind.key().to_owned(), kind.says()));
    Choice::new(t!("Kind"), &mut form.kind, &kinds).show(ui);
    checkbox(ui, &mut form.roll, t!("All members; the roll votes"));
    two(
        ui,
        |ui| enter |= fields.text(ui, "notice_days", t!("Notice, in days"), &mut form.notice_days),
        |ui| {
            let options = [(false, t!("Clear days")), (true, t!("Plain days"))];
            Choice::new(t!("Counted as"), &mut form.notice_plain, &options).show(ui);
        },
    );
    let quorum = Field::new(t!("Quorum"), &mut form.quorum).problem(problem(problems, "quorum"));
    enter |= super::ask::enter(&quorum.hint(t!("5, 1/3, more than 1/2 of entitled; empty for none")).show(ui));
    Field::new(t!("Majorities other than simple"), &mut form.majorities)
        .rows(2)
        .hint(t!("A line each: rule change = 2/3 of present"))
        .problem(problem(problems, "majorities"))
        .show(ui);
    checkbox(ui, &mut form.casting, t!("The chair has a casting vote on a tie"));
    enter |= fields.text(ui, "proxies", t!("Proxies that one may hold"), &mut form.proxies);
    Field::new(t!("Posts"), &mut form.posts).rows(3).hint(t!("A line each")).show(ui);
    enter |= fields.text(ui, "attend", t!("Who may attend"), &mut form.attend);
    Field::new(t!("Its usual agenda"), &mut form.agenda)
        .rows(4)
        .hint(t!("A line each: Treasurer’s report | 10 | consent"))
        .problem(problem(problems, "agenda"))
        .show(ui);
    enter |= fields.day(ui, "ended", t!("Ended on"), &mut form.ended);
    enter
}

fn save(typed: &Typed, sight: &Sight<'_>) -> Result<Reply<i64>, Vec<FieldProblem>> {
    let new = typed.form.parse(&terms(sight))?;
    let of = typed.of;
    Ok(sight
        .desk
        .run(&ops::SAVE_BODY, move |office| ops::save_body(office, of, &new).map(|done| with_id(done, |id| id.0))))
}

impl Screen for Bodies {
    fn logic(&mut self, sight: &Sight<'_>) {
        let stamp = sight.desk.revision(TABLES);
        self.all.want(sight.desk, sight.today(), |conn, today| {
            let bodies = store::bodies(conn)?;
            bodies
                .into_iter()
                .map(|body| Ok((body.clone(), store::seats(conn, body.id)?, store::bounds(conn, &body, *today)?)))
                .collect()
        });
        if let Some(all) = self.all.get() {
            self.shown.arrange(stamp, all, &(), |_| true);
            self.shown.follow(all, |(body, ..)| body.id.0);
        }
        if let Some(Outcome::Saved(id)) = self.form.as_mut().and_then(Typing::logic) {
            self.form = None;
            self.shown.show(id);
        }
        if self.asks.logic(sight) && self.form.as_ref().is_some_and(|form| !form.is_dirty()) {
            self.form = None;
        }
        if self.all.get().is_some()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = match self.list().len() {
            0 => String::new(),
            n => text::plural(n, t!("body"), t!("bodies")),
        };
        sight.header(ui, &words, |ui| {
            NEW_BODY.primary(ui, sight);
            ui::menu_button(ui, t!("More for bodies"), |ui| {
                SEAT.item(ui, sight);
                REMOVE_BODY.item(ui, sight);
            });
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.all.get().is_some_and(Vec::is_empty) && self.form.is_none() {
            let body = t!(
                "A committee, the branch in meeting, a panel: who sits in it, how many make a quorum, which majority a decision needs and how long before a meeting notice is sent"
            );
            ui::empty_state(ui, icons::USERS_THREE, t!("No bodies yet"), body, |ui| {
                NEW_BODY.primary(ui, sight);
            });
            return;
        }
        let mut split = self.shown.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().table(ui), |ui| this.borrow_mut().pane(ui, sight));
        self.shown.split = split;
        self.asks.show(ui, sight);
    }

    /// A record's id, or the key of a command.
    fn go(&mut self, filter: &str) {
        if let Ok(id) = filter.parse() {
            self.form = None;
            self.shown.show(id);
        } else if filter == "new" {
            self.pending = Some(NEW_BODY.key);
        } else {
            self.pending = [&SEAT, &REMOVE_BODY].into_iter().find(|c| c.key == filter).map(|c| c.key);
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.form.as_ref().is_some_and(Typing::is_dirty) {
            self.pending = [&NEW_BODY, &SEAT, &REMOVE_BODY].into_iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}
