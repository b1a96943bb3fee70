//! What is on: a gala with guests and money, a social that comes again with exceptions, a canvass day with shifts, a public meeting
//! that was, a partner's calendar.

use chrono::{Days, NaiveTime};

use super::Branch;
use crate::events::ics::{IcsEvent, Read};
use crate::events::model::part::{Part, PartForm};
use crate::events::model::{
    Access, EventId, NewAttendance, NewEvent, NewVenue, Presence, RowId, Status, Timing, VenueId, parts, rule,
};
use crate::events::{ops, store};
use crate::kit::{Day, Money, Problem, Result};
use crate::ledger::model::{Method, Terms};
use crate::people::PersonId;

fn at(day: Day, hour: u32, minute: u32) -> chrono::NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN))
}

/// The weekday that comes next, so many days on.
fn ahead(today: Day, days: u64, weekday: chrono::Weekday) -> Day {
    let from = today.checked_add_days(Days::new(days)).unwrap_or(today);
    from.iter_days().take(7).find(|day| chrono::Datelike::weekday(day) == weekday).unwrap_or(from)
}

impl Branch {
    pub(super) fn events(&mut self) -> Result<()> {
        let hall = self.venues()?;
        self.social()?;
        self.canvass()?;
        self.meeting(hall)?;
        self.partner()?;
        self.coalition()?;
        self.spring_canvass()?;
        self.gala(hall)
    }

    fn venues(&mut self) -> Result<VenueId> {
        let hall = NewVenue {
            name: "Hall of St Mark".to_owned(),
            address: "3 Mill Lane\nRiverside ZZ1 2BB".to_owned(),
            capacity: Some(120),
            access: Access::Full,
            access_note: "Ramp at the side door; loop in the front rows".to_owned(),
            cost: Some(Money(22_000)),
            cost_note: "An evening with the kitchen".to_owned(),
            contact: "Priya Placeholder, 01632 960 171".to_owned(),
            ..NewVenue::default()
        };
        let id = ops::venue::add(&mut self.office, &hall)?.value;
        let told = self.today.checked_sub_days(Days::new(40)).unwrap_or(self.today);
        ops::venue::note(&mut self.office, id, told, "The heating takes an hour: come early.")?;
        let room = NewVenue {
            name: "The Swan, back room".to_owned(),
            capacity: Some(30),
            access: Access::Part,
            access_note: "One step at the door".to_owned(),
            contact: "01632 960 305".to_owned(),
            ..NewVenue::default()
        };
        ops::venue::add(&mut self.office, &room)?;
        Ok(id)
    }

    fn row(&mut self, event: EventId, part: &'static Part, values: &[(&str, &str)]) -> Result<RowId> {
        let profile = self.office.read(crate::office::profile::get)?;
        let terms = Terms { currency: *profile.currency, today: self.today, month_first: false };
        let mut form = PartForm::new(part);
        for (key, value) in values {
            form.set(key, *value);
        }
        let values = form.parse(part, &terms).map_err(|problems| {
            Problem::defect(
                problems.iter().map(|p| format!("{}: {}", p.field, p.message)).collect::<Vec<_>>().join("; "),
            )
        })?;
        Ok(ops::part::add(&mut self.office, part, event, &values)?.value)
    }

    /// So many people of the register, each once.
    fn guests(&self, from: usize, count: usize) -> Vec<PersonId> {
        self.donors.iter().skip(from).take(count).copied().collect()
    }

    fn gala(&mut self, hall: VenueId) -> Result<()> {
        let on = ahead(self.today, 100, chrono::Weekday::Sat);
        let event = NewEvent {
            kind: "gala".to_owned(),
            status: Status::Confirmed,
            venue: Some(hall),
            capacity: Some(24),
            lead: self.donors.first().copied(),
            appeal: "Spring gala".to_owned(),
            plan_b: "Old Ferry House, held until six weeks before".to_owned(),
            about: "Dinner, an auction and a ceilidh for the election fund.".to_owned(),
            ..NewEvent::new("Spring gala", Timing::once(at(on, 19, 0), at(on, 23, 30)))
        };
        let id = ops::event::add(&mut self.office, &event, true)?.value;
        let patron = self.row(
            id,
            &parts::LEVELS,
            &[("name", "Patron"), ("price", "75"), ("places", "6"), ("includes", "Front table, wine")],
        )?;
        let guest = self.row(
            id,
            &parts::LEVELS,
            &[("name", "Guest"), ("price", "35"), ("places", "18"), ("includes", "Dinner and dance")],
        )?;
        let mut tables = Vec::new();
        for name in ["One", "Two", "Three"] {
            tables.push(self.row(id, &parts::TABLES, &[("name", name), ("seats", "8")])?);
        }
        for (side, name, estimate, committed, each) in [
            ("expense", "Hall", "220", "220", "no"),
            ("expense", "Dinner", "14", "0", "yes"),
            ("expense", "Band", "180", "180", "no"),
            ("income", "Raffle", "120", "0", "no"),
        ] {
            let values =
                [("side", side), ("name", name), ("estimate", estimate), ("committed", committed), ("each", each)];
            self.row(id, &parts::LINES, &values)?;
        }
        for (when, what, minutes) in [
            ("18:00", "Doors for helpers", "60"),
            ("19:00", "Guests arrive", "30"),
            ("19:30", "Dinner", "75"),
            ("20:45", "Auction", "30"),
            ("21:15", "Ceilidh", "120"),
        ] {
            self.row(id, &parts::RUN, &[("at", when), ("what", what), ("minutes", minutes)])?;
        }
        for (number, title, reserve) in [("1", "A weekend on the river", "80"), ("2", "Cake for a year", "30")] {
            self.row(id, &parts::LOTS, &[("number", number), ("title", title), ("reserve", reserve)])?;
        }
        for (nth, person) in self.guests(10, 30).into_iter().enumerate() {
            let state = match nth {
                0..=13 => Presence::Going,
                14..=17 => Presence::Maybe,
                18..=20 => Presence::Declined,
                _ => Presence::Invited,
            };
            let new = NewAttendance {
                state,
                level: (nth < 14).then_some(if nth < 3 { patron } else { guest }),
                seat: (nth < 14).then(|| tables.get(nth / 5).copied()).flatten(),
                diet: if nth == 4 { "Vegan".to_owned() } else { String::new() },
                access: if nth == 7 { "Step-free".to_owned() } else { String::new() },
                channel: ["Letter", "Newsletter", "Told by a friend"]
                    .get(nth % 3)
                    .copied()
                    .unwrap_or("Letter")
                    .to_owned(),
                ..NewAttendance::default()
            };
            ops::people::invite(&mut self.office, id, &[person], &new)?;
        }
        self.sponsors(id)?;
        // A door list that lies ready, and a sign-up sheet of which two lines were keyed.
        ops::sheet::freeze(&mut self.office, id, 15)?;
        let sheet = ops::signup::blank(&mut self.office, id, 16)?.value;
        for (line, name, help) in
            [(1, "Imogen Imaginary", "Tables"), (2, "Bartholomew Wolfeschlegelsteinhausen-Example", "")]
        {
            let line = ops::signup::Line {
                line,
                name: name.to_owned(),
                help: help.to_owned(),
                may_write: line == 1,
                ..ops::signup::Line::default()
            };
            ops::signup::key(&mut self.office, sheet, &line)?;
        }
        let going = self.office.read(|conn| store::people(conn, id))?;
        for one in going.iter().filter(|one| !one.owes.is_zero()).take(9) {
            let payment = ops::people::Payment {
                amount: one.owes,
                on: self.today,
                method: Method::Card,
                account: None,
                reference: String::new(),
            };
            ops::people::pay(&mut self.office, one.id, &payment)?;
        }
        Ok(())
    }

    /// Two who pay towards the gala, each with what they were promised.
    fn sponsors(&mut self, gala: EventId) -> Result<()> {
        for (person, promised, promises) in [
            (3, "250", [("Name on the programme", "done"), ("A table at the front", "open")]),
            (4, "100", [("A word of thanks from the stage", "open"), ("Their leaflet on each seat", "open")]),
        ] {
            let person = self.donors.get(person).map(ToString::to_string).unwrap_or_default();
            self.row(gala, &parts::SPONSORS, &[("person", &person), ("promised", promised)])?;
            for (benefit, state) in promises {
                self.row(gala, &parts::BENEFITS, &[("person", &person), ("benefit", benefit), ("state", state)])?;
            }
        }
        Ok(())
    }

    /// A coalition's table that met three times.
    fn coalition(&mut self) -> Result<()> {
        let first = self.today.checked_sub_days(Days::new(84)).unwrap_or(self.today);
        for nth in 0..3_u64 {
            let on = first.checked_add_days(Days::new(28 * nth)).unwrap_or(first);
            let event = NewEvent {
                kind: "coalition".to_owned(),
                status: Status::Confirmed,
                place: "Library, room 2".to_owned(),
                ..NewEvent::new("Buses together: the table", Timing::once(at(on, 18, 0), at(on, 19, 30)))
            };
            let id = ops::event::add(&mut self.office, &event, false)?.value;
            for (name, delegates, gaps) in [
                ("Tenants’ union of Riverside and the Quay", "Two of the committee", [false, false, false]),
                ("Pensioners’ forum", "The secretary", [false, false, true]),
                ("Cycling club", "", [true, false, false]),
            ] {
                let came = gaps.get(usize::try_from(nth).unwrap_or(0)).is_some_and(|gap| !gap);
                let values = [
                    ("name", name),
                    ("delegates", delegates),
                    ("number", "2"),
                    ("came", if came { "yes" } else { "no" }),
                ];
                self.row(id, &parts::DELEGATIONS, &values)?;
            }
            ops::event::close(&mut self.office, id, Some("Leaflets for the stops; none else"))?;
        }
        Ok(())
    }

    /// A canvass in spring, of which the hours are known.
    fn spring_canvass(&mut self) -> Result<()> {
        let on = self.today.checked_sub_days(Days::new(200)).unwrap_or(self.today);
        let event = NewEvent {
            kind: "canvass".to_owned(),
            status: Status::Confirmed,
            ..NewEvent::new("Spring canvass", Timing::once(at(on, 10, 0), at(on, 13, 0)))
        };
        let id = ops::event::add(&mut self.office, &event, false)?.value;
        let day = on.to_string();
        let values =
            [("role", "Doors"), ("day", day.as_str()), ("starts", "10:00"), ("ends", "12:30"), ("needed", "8")];
        let shift = self.row(id, &parts::SHIFTS, &values)?;
        for (nth, person) in self.guests(60, 8).into_iter().enumerate() {
            ops::shift::sign_up(&mut self.office, shift, person, false)?;
            let what = match nth {
                3 => ops::shift::What::NoShow,
                5 => ops::shift::What::Completed(Some(90)),
                _ => ops::shift::What::Completed(None),
            };
            ops::shift::outcome(&mut self.office, shift, person, what)?;
        }
        Ok(())
    }

    fn social(&mut self) -> Result<()> {
        let first = ahead(super::day(chrono::Datelike::year(&self.today), 1, 1)?, 0, chrono::Weekday::Thu);
        let start = at(first, 19, 30);
        let timing =
            Timing { rule: rule::typed("monthly", start, None, None)?, ..Timing::once(start, at(first, 22, 0)) };
        let event = NewEvent {
            kind: "social".to_owned(),
            status: Status::Confirmed,
            place: "The Swan, back room".to_owned(),
            ..NewEvent::new("First Thursday social", timing)
        };
        let id = ops::event::add(&mut self.office, &event, true)?.value;
        let far = start + chrono::TimeDelta::days(800);
        let coming: Vec<_> = event.timing.starts(at(self.today, 0, 0), far).into_iter().take(3).collect();
        if let [_, second, third] = coming.as_slice() {
            ops::event::leave_out(&mut self.office, id, *second)?;
            let mut moved = event.clone();
            moved.timing = Timing::once(*third + chrono::TimeDelta::hours(1), *third + chrono::TimeDelta::hours(4));
            "Quay Street Café".clone_into(&mut moved.place);
            ops::event::own_day(&mut self.office, id, *third, Some(&moved), false)?;
        }
        Ok(())
    }

    fn canvass(&mut self) -> Result<()> {
        let on = ahead(self.today, 5, chrono::Weekday::Sat);
        let event = NewEvent {
            kind: "canvass".to_owned(),
            place: "Meet at the Old Ferry House".to_owned(),
            lead: self.donors.get(1).copied(),
            ..NewEvent::new("Canvass Quay ward", Timing::once(at(on, 10, 0), at(on, 16, 0)))
        };
        let id = ops::event::add(&mut self.office, &event, true)?.value;
        let day = on.to_string();
        for (nth, (starts, ends)) in [("10:00", "12:30"), ("13:30", "16:00")].into_iter().enumerate() {
            let values =
                [("role", "Doors"), ("day", day.as_str()), ("starts", starts), ("ends", ends), ("needed", "6")];
            let shift = self.row(id, &parts::SHIFTS, &values)?;
            for (at, person) in self.guests(60 + nth * 10, 7 - nth * 3).into_iter().enumerate() {
                ops::shift::sign_up(&mut self.office, shift, person, at == 4)?;
                if at < 2 {
                    ops::shift::outcome(&mut self.office, shift, person, ops::shift::What::Confirmed)?;
                }
            }
        }
        Ok(())
    }

    fn meeting(&mut self, hall: VenueId) -> Result<()> {
        let on = self.today.checked_sub_days(Days::new(10)).unwrap_or(self.today);
        let event = NewEvent {
            kind: "public_meeting".to_owned(),
            status: Status::Confirmed,
            venue: Some(hall),
            ..NewEvent::new("Buses: a public meeting", Timing::once(at(on, 19, 0), at(on, 21, 0)))
        };
        let id = ops::event::add(&mut self.office, &event, false)?.value;
        for person in self.guests(120, 14) {
            let new =
                NewAttendance { state: Presence::Going, channel: "Leaflet".to_owned(), ..NewAttendance::default() };
            ops::people::invite(&mut self.office, id, &[person], &new)?;
        }
        let all = self.office.read(|conn| store::people(conn, id))?;
        for one in all.iter().take(10) {
            ops::people::check_in(&mut self.office, one.id, true)?;
        }
        ops::people::no_shows(&mut self.office, id)?;
        self.row(
            id,
            &parts::QUESTIONS,
            &[
                ("question", "When does the 14 run on Sundays again?"),
                ("name", "A neighbour of Mill Lane"),
                ("state", "follow_up"),
            ],
        )?;
        self.row(id, &parts::PRESS, &[("outlet", "Riverside Echo"), ("answer", "coming"), ("came", "yes")])?;
        self.row(id, &parts::FEEDBACK, &[("rating", "4"), ("better", "A microphone for the back rows")])?;
        self.row(
            id,
            &parts::LESSONS,
            &[("lesson", "The back rows heard nothing"), ("change", "Hire a second microphone")],
        )?;
        Ok(())
    }

    fn partner(&mut self) -> Result<()> {
        let on = ahead(self.today, 5, chrono::Weekday::Sat);
        let event = IcsEvent {
            uid: "day-of-action@tenants.example".to_owned(),
            sequence: 0,
            title: "Day of action".to_owned(),
            status: Status::Confirmed,
            timing: Timing::days(on, on),
            instead_of: None,
            place: "Market square".to_owned(),
            link: String::new(),
            about: String::new(),
        };
        let read = Read { name: "Tenants’ union".to_owned(), events: vec![event], ..Read::default() };
        ops::partner::read(&mut self.office, "Tenants’ union", "tenants.ics", &read)?;
        Ok(())
    }
}
