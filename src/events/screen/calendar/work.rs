//! What the commands of the calendar do, and what they read and write in the background.

use super::super::deeds::{Ask, What};
use super::super::form::Form;
use super::super::{
    ADD, AGENDA, ALSO, EXPORT, EXPORT_TASKS, MONTH, OWN_DAY, PLAN, PRINT_TODAY, READ, SKIP, TODAY, WEEK,
};
use super::{Calendar, View, Work};
use crate::app::{Sight, Wish, WishKind};
use crate::events::model::Of;
use crate::events::{export, ics, ops, printing, store};
use crate::kit::whole_file::write_whole;
use crate::kit::{Problem, text};
use crate::ledger::screen::parts::with_id;
use crate::meetings::MEETINGS;
use crate::office::Done;
use crate::t;
use crate::ui::Tone;

impl Calendar {
    pub(super) fn act(&mut self, key: &str, sight: &Sight<'_>) {
        let at = self.day(sight);
        match key {
            key if key == ADD.key => self.form = Some(Form::new(at)),
            key if key == TODAY.key => self.go_to(sight.today()),
            key if key == MONTH.key => self.view = View::Month,
            key if key == WEEK.key => self.view = View::Week,
            key if key == AGENDA.key => self.view = View::Agenda,
            PLAN => match self.chosen {
                Some((Of::Own(id), _)) => sight.go(PLAN, id.to_string()),
                Some((Of::Meeting(id), _)) => sight.go(MEETINGS, id.to_string()),
                _ => {}
            },
            key if key == EXPORT.key || key == EXPORT_TASKS.key => {
                let choice = sight.choose(wish(t!("Save the calendar"), t!("Save"), WishKind::Save));
                self.work = Some(Work::Save(choice, key == EXPORT_TASKS.key));
            }
            key if key == SKIP.key || key == OWN_DAY.key || key == ALSO.key => self.of_series(key, sight),
            key if key == READ.key => {
                self.work =
                    Some(Work::Pick(sight.choose(wish(t!("A partner’s calendar"), t!("Read it"), WishKind::Open))));
            }
            key if key == PRINT_TODAY.key => {
                let Some(path) = sight.paper("today.pdf") else { return };
                self.work = Some(Work::Paper(sight.desk.run(&ops::sheet::PAPERS, move |office| {
                    let events = office.read(|conn| store::events_on(conn, at))?;
                    if events.is_empty() {
                        return Err(Problem::input(t!("Nothing is on that day, so nothing was printed"))
                            .hint(t!("Choose a day with an event in the calendar")));
                    }
                    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
                    let done = ops::sheet::papers(office, &ids)?;
                    printing::pack(office, &events, &done.value, &path)?;
                    Ok(Done { value: path, op: done.op, changed: done.changed })
                })));
            }
            _ => {}
        }
    }

    /// What is done with one day of a series, or with a series of which one day is looked at.
    fn of_series(&mut self, key: &str, sight: &Sight<'_>) {
        let chosen = self.chosen;
        let open = self.open.get().and_then(Option::as_ref);
        let found = open.filter(|open| chosen.is_some_and(|(of, _)| of == Of::Own(open.event.id)));
        let (Some(event), Some((_, at))) = (found.map(|open| open.event.clone()), chosen) else {
            sight.notice(Tone::Warning, t!("No day of a series is open"), t!("Choose one in the calendar first"));
            return;
        };
        let Some((series, at)) = event.series.or(event.new.timing.is_series().then_some((event.id, at))) else {
            let hint = t!("Edit it and choose under “Again” how it comes again");
            sight.notice(Tone::Warning, t!("“{title}” does not come again", title = event.new.title), hint);
            return;
        };
        match key {
            key if key == SKIP.key => self.ask = Some(Ask::of(What::Skip(at), &event)),
            key if key == ALSO.key => self.ask = Some(Ask::of(What::Also, &event)),
            _ if event.series.is_some() => sight.go(PLAN, event.id.to_string()),
            _ => {
                self.own = Some(sight.desk.run(&ops::event::OWN_DAY, move |office| {
                    ops::event::own_day(office, series, at, None, true).map(|done| with_id(done, |id| id.0))
                }));
            }
        }
    }

    pub(super) fn work(&mut self, sight: &Sight<'_>) {
        let Some(work) = self.work.take() else { return };
        self.work = match work {
            Work::Save(choice, with_tasks) => match choice.take() {
                None => Some(Work::Save(choice, with_tasks)),
                Some(None) => None,
                Some(Some(path)) => Some(Work::Written(sight.desk.ask_office(move |office| {
                    let now = office.clock().now();
                    let (text, count, tasks) = office.read(|conn| export::calendar(conn, None, with_tasks, now))?;
                    write_whole(&path, text.as_bytes())?;
                    let mut what = text::plural(count, t!("event"), t!("events"));
                    if with_tasks {
                        what = t!(
                            "{events} and {tasks}",
                            events = what,
                            tasks = text::plural(tasks, t!("task"), t!("tasks"))
                        );
                    }
                    Ok(t!("{what} written to {file}", what = what, file = path.display()))
                }))),
            },
            Work::Pick(choice) => match choice.take() {
                None => Some(Work::Pick(choice)),
                Some(None) => None,
                Some(Some(path)) => {
                    Some(Work::Read(sight.desk.run(&ops::partner::READ, move |office| read_partner(office, &path))))
                }
            },
            Work::Written(mut reply) => match reply.take() {
                None => Some(Work::Written(reply)),
                Some(Ok(says)) => {
                    sight.notice(Tone::Good, says, "");
                    None
                }
                Some(Err(problem)) => {
                    sight.problem(problem);
                    None
                }
            },
            Work::Read(mut reply) => match reply.take() {
                None => Some(Work::Read(reply)),
                Some(Ok((says, why))) => {
                    let tone = if why.is_empty() { Tone::Good } else { Tone::Warning };
                    sight.notice(tone, says, why.into_iter().take(3).collect::<Vec<_>>().join("; "));
                    None
                }
                Some(Err(problem)) => {
                    sight.problem(problem);
                    None
                }
            },
            Work::Paper(mut reply) => match reply.take() {
                None => Some(Work::Paper(reply)),
                Some(Ok(path)) => {
                    sight.show_paper(path);
                    None
                }
                Some(Err(problem)) => {
                    sight.problem(problem);
                    None
                }
            },
        };
    }
}

fn wish(title: &str, confirm: &str, kind: WishKind) -> Wish {
    let name = if kind == WishKind::Save { "events.ics" } else { "" };
    Wish {
        title: title.to_owned(),
        confirm: confirm.to_owned(),
        kind,
        endings: Some((t!("Calendars"), &["ics"])),
        name: name.to_owned(),
    }
}

/// Reads a partner's calendar from a file and keeps it: what is said of it, and what was not taken.
fn read_partner(
    office: &mut crate::office::Office,
    path: &std::path::Path,
) -> crate::kit::Result<Done<(String, Vec<String>)>> {
    let bytes = crate::events::import::bytes(path)?;
    let found = ics::read(&bytes)?;
    let file = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if found.name.is_empty() { file.trim_end_matches(".ics").to_owned() } else { found.name.clone() };
    let done = ops::partner::read(office, &name, &file, &found)?;
    let why = found.refused.iter().map(|(what, why)| format!("{what}: {why}")).collect();
    let says = t!("Calendar of {name}: {count}", name = name, count = found.says());
    Ok(Done { value: (says, why), op: done.op, changed: done.changed })
}
