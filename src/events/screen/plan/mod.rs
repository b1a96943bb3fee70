//! One event with all that is planned: who comes, and each part of its plan as a list with a form beside it.

mod act;
mod pane;
mod read;

use egui::{Frame, Margin, Stroke, Ui, vec2};

use super::super::model::part::Part;
use super::super::model::{Event, EventId, parts};
use super::super::{ops, store};
use super::deeds::{Ask, What};
use super::form::{Form, Offers};
use super::lots::Bidding;
use super::part_pane::{self, RowForm};
use super::people::{self, GuestForm};
use super::{
    ADD_ROW, ADVANCE, CALENDAR, CHECK_IN, CLOSE, GUEST, INVITE_SEGMENT, KEY_SHEET, NEXT_STATE, NO_SHOWS, PRINT_DOOR,
    PRINT_PACK, PRINT_SIGN_UP, REMOVE_EVENT, REMOVE_ROW, TELL, VIEW_BACK, VIEW_NEXT,
};
use super::{sheets, sums};
use crate::app::{Command, Live, Reply, Screen, Sight};
use crate::t;
use crate::ui::table::TableState;
use crate::ui::{self, Button, Split, Tab, icons, look};

pub(super) use read::Data;

/// How rows of a plan are written.
static PARTS: part_pane::Deeds = part_pane::Deeds {
    add_op: &ops::part::ADD,
    change_op: &ops::part::CHANGE,
    add: |office, part, event, values| ops::part::add(office, part, EventId(event), values),
    change: ops::part::change,
};

/// What is open on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View {
    Overview,
    People,
    Sheets,
    Tasks,
    Part(&'static Part),
    Tell,
    Review,
}

impl View {
    fn says(self) -> &'static str {
        match self {
            Self::Overview => t!("Overview"),
            Self::People => t!("People"),
            Self::Sheets => t!("Sheets"),
            Self::Tasks => t!("Tasks"),
            Self::Part(part) => (part.says)(),
            Self::Tell => t!("Whom to tell"),
            Self::Review => t!("Review"),
        }
    }
}

/// The lists of a plan, in groups by what they are about and in the order in which an event is planned, held and looked back at.
type Group = (fn() -> &'static str, &'static [View]);
const GROUPS: &[Group] = &[
    (|| t!("Overview"), &[View::Overview]),
    (|| t!("Work"), &[View::Tasks, View::Part(&parts::CHECKS), View::Part(&parts::ROLES), View::Part(&parts::SHIFTS)]),
    (|| t!("People"), &[View::People, View::Part(&parts::LEVELS), View::Part(&parts::TABLES), View::Sheets]),
    (
        || t!("Programme"),
        &[
            View::Part(&parts::RUN),
            View::Part(&parts::SPEAKERS),
            View::Part(&parts::ITEMS),
            View::Part(&parts::QUESTIONS),
            View::Part(&parts::DELEGATIONS),
        ],
    ),
    (
        || t!("Money"),
        &[
            View::Part(&parts::LINES),
            View::Part(&parts::SPONSORS),
            View::Part(&parts::BENEFITS),
            View::Part(&parts::LOTS),
        ],
    ),
    (|| t!("Word of it"), &[View::Part(&parts::CHANNELS), View::Part(&parts::PRESS), View::Tell]),
    (|| t!("Afterwards"), &[View::Review, View::Part(&parts::FEEDBACK), View::Part(&parts::LESSONS)]),
];

/// Every view, in the order of the tabs.
fn views() -> Vec<View> {
    GROUPS.iter().flat_map(|(_, views)| views.iter().copied()).collect()
}

/// See the head of this file.
pub(in crate::events) struct Plan {
    id: Option<EventId>,
    view: View,
    /// The row whose helpers are looked for.
    shift: Option<i64>,
    data: Live<Data, (i64, usize, Option<i64>)>,
    offers: Live<Offers>,
    table: TableState,
    split: Split,
    form: Option<Form>,
    row: Option<RowForm>,
    guest: Option<GuestForm>,
    doing: Option<Reply<()>>,
    paper: Option<Reply<std::path::PathBuf>>,
    ask: Option<Ask>,
    /// A promise to a sponsor that is being typed.
    promise: String,
    bidding: Bidding,
    pending: Option<&'static str>,
    /// The event that was added last is looked for: of any kind, or of one.
    finding: Option<(String, Option<Reply<Option<EventId>>>)>,
}

impl Plan {
    pub(in crate::events) fn boxed() -> Box<dyn Screen> {
        Box::new(Self {
            id: None,
            view: View::Overview,
            shift: None,
            data: Live::new(&[]),
            offers: Live::new(&["venue", "event_kind"]),
            table: TableState::default(),
            split: Split::default(),
            form: None,
            row: None,
            guest: None,
            doing: None,
            paper: None,
            ask: None,
            promise: String::new(),
            bidding: Bidding::default(),
            pending: None,
            finding: None,
        })
    }

    fn event(&self) -> Option<&Event> {
        self.data.get().and_then(|data| data.event.as_ref()).filter(|event| Some(event.id) == self.id)
    }

    fn is_dirty(&self) -> bool {
        self.form.as_ref().is_some_and(|form| form.typing.is_dirty())
            || self.row.as_ref().is_some_and(|form| form.typing.is_dirty())
            || self.guest.as_ref().is_some_and(|form| form.typing.is_dirty())
    }

    fn turn(&mut self, view: View) {
        if self.view == view || self.is_dirty() {
            return;
        }
        self.view = view;
        (self.form, self.row, self.guest, self.shift) = (None, None, None, None);
        self.table.other_rows();
    }

    fn cursor(&self) -> Option<usize> {
        usize::try_from(self.table.selection.cursor().unwrap_or(0)).ok()
    }

    /// The groups, and under them the lists of the one that is open.
    fn tabs(&mut self, ui: &mut Ui) {
        let open = GROUPS.iter().position(|(_, views)| views.contains(&self.view)).unwrap_or(0);
        let tabs: Vec<Tab<'_>> = GROUPS.iter().map(|(says, _)| Tab::new(says())).collect();
        let mut group = open;
        let mut to = None;
        Frame::new().inner_margin(Margin::symmetric(24, 0)).show(ui, |ui| {
            if ui::tabs(ui, &tabs, &mut group) {
                to = GROUPS.get(group).and_then(|(_, views)| views.first());
            }
        });
        let line = ui.cursor().top() - 0.5;
        ui.painter().hline(ui.max_rect().x_range(), line, Stroke::new(1.0, look(ui).line));
        let views = GROUPS.get(open).map_or(&[][..], |(_, views)| views);
        if views.len() > 1 {
            let names: Vec<&str> = views.iter().map(|view| view.says()).collect();
            let mut at = views.iter().position(|view| *view == self.view).unwrap_or(0);
            Frame::new().inner_margin(Margin::symmetric(24, 8)).show(ui, |ui| {
                if ui::segments(ui, &names, &mut at) {
                    to = views.get(at);
                }
            });
            let line = ui.cursor().top() - 0.5;
            ui.painter().hline(ui.max_rect().x_range(), line, Stroke::new(1.0, look(ui).line));
        }
        if let Some(view) = to {
            self.turn(*view);
        }
    }

    fn list(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let Some(data) = self.data.get() else { return };
        let mut state = std::mem::take(&mut self.table);
        let other = match self.view {
            View::Overview => {
                sums::overview(ui, sight, data);
                false
            }
            View::People => {
                sums::strip(ui, sight, data);
                if data.people.is_empty() {
                    sums::nothing(
                        ui,
                        t!("Nobody is on the list yet"),
                        t!(
                            "Put people on it, one by one or a whole segment; who answers when no place is left waits in their turn"
                        ),
                    );
                    false
                } else {
                    people::table(ui, sight, &data.people, &mut state)
                }
            }
            View::Tasks => {
                sums::tasks(ui, sight, &data.tasks, &mut state);
                false
            }
            View::Tell => {
                sums::tell(ui, data, &mut state);
                false
            }
            View::Sheets => {
                sheets::table(ui, &data.sheets, &mut state);
                false
            }
            View::Review => {
                sums::review(ui, sight, data);
                false
            }
            View::Part(part) => {
                sums::part_strip(ui, sight, part, data);
                if data.rows.is_empty() {
                    sums::nothing(
                        ui,
                        &t!("Nothing yet under {part}", part = (part.says)().to_lowercase()),
                        (part.about)(),
                    );
                    false
                } else {
                    part_pane::table(ui, part, &data.rows, &mut state, sums::extra(sight, part, data).as_ref())
                }
            }
        };
        self.table = state;
        if other && !self.is_dirty() {
            (self.row, self.guest) = (None, None);
        }
    }
}

impl Screen for Plan {
    fn logic(&mut self, sight: &Sight<'_>) {
        self.offers.want(sight.desk, (), |conn, ()| {
            Ok(Offers {
                kinds: store::kinds(conn)?.into_iter().map(|kind| (kind.key, kind.name)).collect(),
                venues: store::venues(conn)?
                    .into_iter()
                    .filter(|v| !v.new.closed)
                    .map(|v| (v.id.to_string(), v.new.name))
                    .collect(),
            })
        });
        if let Some((kind, finding)) = &mut self.finding {
            let kind = kind.clone();
            let newest = move |conn: &_| {
                let fits = |event: &&Event| kind == "newest" || event.new.kind == kind;
                Ok(store::events(conn)?.iter().filter(fits).map(|event| event.id).max())
            };
            let reply = finding.get_or_insert_with(|| sight.desk.ask(newest));
            if let Some(found) = reply.take() {
                self.finding = None;
                match found {
                    Ok(found) => self.id = found,
                    Err(problem) => sight.problem(problem),
                }
            }
        }
        let at = views().iter().position(|view| *view == self.view).unwrap_or(0);
        let id = self.id.map_or(0, |id| id.0);
        self.data.want_office(sight.desk, (id, at, self.shift), |office, (id, at, shift)| {
            let view = views().get(*at).copied().unwrap_or(View::Overview);
            if *id == 0 {
                return Ok(Data::default());
            }
            read::read(office, EventId(*id), view, *shift)
        });
        if let Some(form) = &mut self.form
            && form.logic(sight).is_some()
        {
            self.form = None;
        }
        if let Some(row) = &mut self.row
            && row.logic(sight).is_some()
        {
            self.row = None;
        }
        if let Some(guest) = &mut self.guest
            && guest.logic(sight).is_some()
        {
            self.guest = None;
        }
        match self.doing.as_mut().and_then(Reply::take) {
            Some(Ok(())) => self.doing = None,
            Some(Err(problem)) => {
                self.doing = None;
                sight.problem(problem);
            }
            None => {}
        }
        match self.paper.as_mut().and_then(Reply::take) {
            Some(Ok(path)) => {
                self.paper = None;
                sight.show_paper(path);
            }
            Some(Err(problem)) => {
                self.paper = None;
                sight.problem(problem);
            }
            None => {}
        }
        if self.ask.as_mut().is_some_and(|ask| !ask.logic(sight)) {
            match self.ask.take().map(|ask| ask.what().clone()) {
                Some(What::Remove) => {
                    self.id = None;
                    sight.go(CALENDAR, "");
                }
                Some(What::Tell) => self.turn(View::Tell),
                _ => {}
            }
        }
        self.bidding.logic(sight);
        if self.event().is_some()
            && !self.data.is_coming()
            && let Some(key) = self.pending.take()
        {
            self.act(key, sight);
        }
    }

    fn ui(&mut self, ui: &mut Ui, sight: &Sight<'_>) {
        let words = self.event().map(|event| event.new.title.clone()).unwrap_or_default();
        sight.header(ui, &words, |ui| {
            match self.view {
                View::People | View::Part(_) | View::Tasks => drop(ADD_ROW.primary(ui, sight)),
                View::Sheets => drop(PRINT_DOOR.primary(ui, sight)),
                View::Review => {}
                View::Overview | View::Tell => drop(CHECK_IN.primary(ui, sight)),
            }
            ui::menu_button(ui, t!("More for the event"), |ui| {
                let all: [&Command; 17] = [
                    &CHECK_IN,
                    &NEXT_STATE,
                    &VIEW_NEXT,
                    &VIEW_BACK,
                    &TELL,
                    &INVITE_SEGMENT,
                    &GUEST,
                    &ADVANCE,
                    &NO_SHOWS,
                    &PRINT_DOOR,
                    &PRINT_SIGN_UP,
                    &KEY_SHEET,
                    &PRINT_PACK,
                    &CLOSE,
                    &ADD_ROW,
                    &REMOVE_ROW,
                    &REMOVE_EVENT,
                ];
                for command in all {
                    command.item(ui, sight);
                }
            });
            if Button::secondary(t!("Calendar")).show(ui).clicked() {
                sight.go(CALENDAR, self.id.map(|id| id.to_string()).unwrap_or_default());
            }
        });
        let area = ui.available_rect_before_wrap();
        ui.painter().rect_filled(area, 0, look(ui).surface);
        if self.id.is_none() {
            ui::empty_state(
                ui,
                icons::CALENDAR,
                t!("No event is open"),
                t!("Choose one in the calendar, then open its plan"),
                |ui| {
                    if Button::primary(t!("To the calendar")).show(ui).clicked() {
                        sight.go(CALENDAR, "");
                    }
                },
            );
            return;
        }
        ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
        self.tabs(ui);
        let mut split = self.split;
        let this = std::cell::RefCell::new(&mut *self);
        split.show(ui, |ui| this.borrow_mut().list(ui, sight), |ui| this.borrow_mut().pane(ui, sight));
        self.split = split;
        if let Some(ask) = &mut self.ask
            && !ask.show(ui, sight)
        {
            self.ask = None;
        }
    }

    /// An event's id, `newest`, or the kind of which the newest is meant; and perhaps the key of a part: `123 people`.
    fn go(&mut self, filter: &str) {
        let mut words = filter.split_whitespace();
        let first = words.next().unwrap_or_default();
        if let Ok(id) = first.parse() {
            if self.id != Some(EventId(id)) {
                (self.form, self.row, self.guest, self.shift) = (None, None, None, None);
                self.table.other_rows();
            }
            self.id = Some(EventId(id));
        } else if !first.is_empty() {
            self.finding = Some((first.to_owned(), None));
        }
        match words.next() {
            Some("people") => self.turn(View::People),
            Some("tasks") => self.turn(View::Tasks),
            Some("tell") => self.turn(View::Tell),
            Some("sheets") => self.turn(View::Sheets),
            Some("review") => self.turn(View::Review),
            Some(key) => {
                if let Some(part) = parts::part(key) {
                    self.turn(View::Part(part));
                } else {
                    self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
                }
            }
            None => {}
        }
    }

    fn command(&mut self, key: &str, _sight: &Sight<'_>) {
        if !self.is_dirty() {
            self.pending = super::COMMANDS.iter().find(|c| c.key == key).map(|c| c.key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_plan_has_its_tab() {
        let all = views();
        for part in parts::ALL {
            assert_eq!(all.iter().filter(|view| **view == View::Part(part)).count(), 1, "{}", part.key);
        }
    }
}
