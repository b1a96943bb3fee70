//! What the commands of a plan do.

use super::super::deeds::{Ask, What};
use super::super::part_pane::RowForm;
use super::super::people::GuestForm;
use super::super::{
    ADD_ROW, ADVANCE, CHECK_IN, CLOSE, DOOR, GUEST, INVITE_SEGMENT, KEY_SHEET, NEXT_STATE, NO_SHOWS, PRINT_DOOR,
    PRINT_PACK, PRINT_SIGN_UP, REMOVE_EVENT, REMOVE_ROW, SHEET, TELL, VIEW_BACK, VIEW_NEXT,
};
use super::{Plan, View, views};
use crate::app::Sight;
use crate::events::model::{Event, EventId};
use crate::events::{ops, printing};
use crate::kit::day;
use crate::ledger::screen::parts::without_value;
use crate::office::Done;
use crate::t;
use crate::ui::Tone;

impl Plan {
    pub(super) fn act(&mut self, key: &str, sight: &Sight<'_>) {
        let Some(event) = self.event().cloned() else { return };
        let id = event.id;
        match key {
            key if key == ADD_ROW.key => self.add(&event),
            key if key == REMOVE_ROW.key => self.remove(sight),
            key if key == NEXT_STATE.key => self.settle(sight),
            key if key == VIEW_NEXT.key || key == VIEW_BACK.key => self.step(key == VIEW_NEXT.key),
            key if key == CHECK_IN.key => sight.go(DOOR, id.to_string()),
            key if key == PRINT_DOOR.key || key == PRINT_SIGN_UP.key || key == PRINT_PACK.key => {
                self.print(key, event, sight);
            }
            key if key == KEY_SHEET.key => match self.sheet() {
                Some(number) => sight.go(SHEET, number.to_string()),
                None => sight.notice(
                    Tone::Warning,
                    t!("No sheet to key in"),
                    t!("Print a door list or a sign-up sheet first; it stands under Sheets then"),
                ),
            },
            key if key == INVITE_SEGMENT.key => {
                let all = self.data.get().map(|data| data.segments.clone()).unwrap_or_default();
                if self.view == View::People {
                    self.ask = Some(Ask::of(What::Segment(all), &event));
                } else {
                    // The choices are read with the list of people.
                    self.turn(View::People);
                    self.pending = Some(INVITE_SEGMENT.key);
                }
            }
            key if key == REMOVE_EVENT.key => self.ask = Some(Ask::of(What::Remove, &event)),
            key if key == TELL.key => self.ask = Some(Ask::of(What::Tell, &event)),
            key if key == NO_SHOWS.key => self.ask = Some(Ask::of(What::NoShows, &event)),
            key if key == CLOSE.key => self.ask = Some(Ask::of(What::Close(event.closed.is_some()), &event)),
            key if key == GUEST.key => match self.guest.as_ref().and_then(GuestForm::host) {
                Some((host, name)) => self.ask = Some(Ask::of(What::Guest(host, name), &event)),
                None => {
                    sight.notice(Tone::Warning, t!("Nobody is open"), t!("Choose somebody in the list of people first"))
                }
            },
            key if key == ADVANCE.key => {
                let work =
                    move |office: &mut crate::office::Office| ops::people::advance(office, id).map(without_value);
                self.doing = Some(sight.desk.run(&ops::people::ADVANCE, work));
            }
            _ => {}
        }
    }

    fn add(&mut self, event: &Event) {
        match self.view {
            View::People => self.guest = Some(GuestForm::new()),
            View::Part(part) => {
                self.row = Some(RowForm::new(part, &day::short(event.new.timing.start.date()), &super::PARTS));
            }
            View::Tasks => self.ask = Some(Ask::of(What::Act, event)),
            View::Tell => self.ask = Some(Ask::of(What::Tell, event)),
            View::Overview | View::Sheets | View::Review => {}
        }
    }

    fn remove(&mut self, sight: &Sight<'_>) {
        let row = self.row.as_ref().and_then(RowForm::row);
        let guest = self.guest.as_ref().and_then(GuestForm::id);
        self.doing = match (self.view, row, guest) {
            (View::Part(part), Some(row), _) => {
                Some(sight.desk.run(&ops::part::REMOVE, move |office| ops::part::remove(office, part, row)))
            }
            (View::People, _, Some(guest)) => {
                Some(sight.desk.run(&ops::people::TAKE_OFF, move |office| ops::people::take_off(office, guest)))
            }
            _ => None,
        };
        (self.row, self.guest) = (None, None);
    }

    /// What is looked at is settled by one word: the next of its state, done, told.
    pub(super) fn settle(&mut self, sight: &Sight<'_>) {
        let (Some(at), Some(data)) = (self.cursor(), self.data.get()) else { return };
        self.doing = match self.view {
            View::Part(part) => {
                let Some(row) = data.rows.get(at) else { return };
                let Some((_, values)) = part.next(row) else {
                    let what = part.title(row);
                    sight.notice(Tone::Accent, t!("“{what}” is settled", what = what), "");
                    return;
                };
                let id = row.id;
                self.row = None;
                let work = move |office: &mut crate::office::Office| ops::part::change(office, part, id, &values);
                Some(sight.desk.run(&ops::part::CHANGE, work))
            }
            View::Tasks => {
                let Some(task) = data.tasks.get(at).filter(|task| task.is_open()) else { return };
                let (id, today) = (task.id, sight.today());
                let work =
                    move |office: &mut crate::office::Office| crate::tasks::ops::finish(office, &[id], today, "");
                Some(sight.desk.run(&crate::tasks::ops::FINISH, work))
            }
            View::Tell => {
                let told = data.changes.first().and_then(|change| change.people.get(at));
                let Some(id) = told.filter(|one| one.told.is_none()).map(|one| one.id) else { return };
                Some(sight.desk.run(&ops::money::TOLD, move |office| ops::money::told(office, &[id], true)))
            }
            View::Overview | View::People | View::Sheets | View::Review => None,
        };
    }

    /// The next list of the plan, or the one before, around and around.
    fn step(&mut self, on: bool) {
        let all = views();
        let at = all.iter().position(|view| *view == self.view).unwrap_or(0);
        let to = if on { at + 1 } else { at + all.len() - 1 };
        if let Some(view) = all.get(to % all.len().max(1)) {
            self.turn(*view);
        }
    }

    /// The sheet that is looked at, else the last one.
    pub(super) fn sheet(&self) -> Option<i64> {
        let sheets = &self.data.get()?.sheets;
        let at = if self.view == View::Sheets { self.cursor().unwrap_or(0) } else { 0 };
        sheets.get(at).or(sheets.first()).map(|one| one.number)
    }

    fn print(&mut self, key: &str, event: Event, sight: &Sight<'_>) {
        let id = event.id;
        let name = match key {
            key if key == PRINT_DOOR.key => "door-list.pdf",
            key if key == PRINT_SIGN_UP.key => "sign-up-sheet.pdf",
            _ => "everything.pdf",
        };
        let Some(path) = sight.paper(name) else { return };
        self.paper = Some(if key == PRINT_DOOR.key {
            sight.desk.run(&ops::sheet::SHEET, move |office| {
                let done = ops::sheet::freeze(office, id, ops::sheet::WALK_INS)?;
                printing::door_list(office, done.value, &path)?;
                Ok(Done { value: path, op: done.op, changed: done.changed })
            })
        } else if key == PRINT_SIGN_UP.key {
            sight.desk.run(&ops::signup::BLANK, move |office| {
                let done = ops::signup::blank(office, id, ops::sheet::SIGN_UPS)?;
                printing::sign_up(office, &event, done.value, ops::sheet::SIGN_UPS, &path)?;
                Ok(Done { value: path, op: done.op, changed: done.changed })
            })
        } else {
            sight.desk.run(&ops::sheet::PAPERS, move |office| {
                let done = ops::sheet::papers(office, &[id])?;
                printing::pack(office, std::slice::from_ref(&event), &done.value, &path)?;
                Ok(Done { value: path, op: done.op, changed: done.changed })
            })
        });
    }

    /// Prints a sheet again, as it was printed first.
    pub(super) fn print_again(&mut self, event: EventId, number: i64, sight: &Sight<'_>) {
        let Some(path) = sight.paper("sheet.pdf") else { return };
        self.paper = Some(sight.desk.ask_office(move |office| {
            printing::again(office, event, number, &path)?;
            Ok(path)
        }));
    }
}
