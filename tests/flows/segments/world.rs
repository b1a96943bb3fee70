//! Small offices in which everything that a segment can ask is now this and now that, the same for the same seed.

use std::sync::Arc;

use serde_json::{Value as Json, json};
use wardroom::demo::Random;
use wardroom::events::model::part::PartForm;
use wardroom::events::model::{NewAttendance, NewEvent, Presence, Timing, parts, timing};
use wardroom::events::ops as events;
use wardroom::events::ops::shift::What;
use wardroom::kit::Currency;
use wardroom::kit::{Clock, Day, FixedClock, Money, PartDay, day};
use wardroom::ledger::model::Terms;
use wardroom::ledger::model::{EntryId, EntryKind, Method, NewEntry};
use wardroom::ledger::{ops as ledger, store as entries};
use wardroom::members::model::{End as Ended, How as Left, NewTerm, Pin, PinId, Rhythm, Rule, Settings, Status};
use wardroom::members::{ops as members, store as register};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::consent::{Said, State};
use wardroom::people::side_by_side::Choices;
use wardroom::people::{
    Address, Channel, Contact, Details, End, LinkKind, LogKind, LogLine, OwnField, OwnFieldId, OwnKind, PersonId,
    Validity, Way, ops,
};
use wardroom::receipts::model::{ReceiptKind, Scope};
use wardroom::receipts::{ops as receipts, store as issued};
use wardroom::subjects;

pub fn today() -> Day {
    on("2026-11-21")
}

pub fn on(iso: &str) -> Day {
    day::from_iso(iso).unwrap()
}

pub const TAGS: &[&str] = &["donor", "volunteer", "speaker"];
pub const BIRTHS: &[&str] = &[
    "",
    "2008-11-21",
    "2008-11-22",
    "2008-11",
    "2008-12",
    "2008",
    "--04-03",
    "1996-02-29",
    "1961",
    "2026-12",
    "1990-06-30",
];
const POSTCODES: &[&str] = &["RV1 1AA", "RV10 2AB", "rv11ab", "RV1A 3CD", "RV2 3CD", "10115", "00-950", ""];
pub const TOWNS: &[&str] = &["Riverside", "RIVERSIDE", "Łódź", "Leeds", ""];
pub const COUNTRIES: &[&str] = &["", "GB", "IE", "DE"];
pub const LANGUAGES: &[&str] = &["Welsh", "English", "Scottish Gaelic"];
pub const SOURCES: &[&str] = &["Stall", "stall", "A friend", ""];
pub const APPEALS: &[&str] = &["Spring appeal", "Minibus", ""];
pub const SIZES: &[&str] = &["Small", "Large"];
const NAMES: &[&str] = &["Ann Lee", "Bo Leeds", "Cy Ån", "Di Roe", "Ed O’Hara", "Flo Lee"];

/// The own fields, by kind: text, number, day, choice.
pub struct World {
    pub office: Office,
    pub people: Vec<PersonId>,
    pub fields: [OwnFieldId; 4],
    clock: Arc<FixedClock>,
    random: Random,
}

impl World {
    pub fn new(seed: u64, how_many: usize) -> Self {
        let clock = Arc::new(FixedClock::at(on("2026-05-10")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
        let mut profile = Profile::new("Example Party", "Riverside", "gb").unwrap();
        profile.time_zone = "Europe/London".to_owned();
        if seed.is_multiple_of(3) {
            profile.year_start = (4, 6);
        }
        let office = Office::in_memory(&profile, &how).unwrap();
        let random = Random::new(seed);
        let mut world = Self { office, people: Vec::new(), fields: [OwnFieldId(0); 4], clock, random };
        world.own_fields();
        for at in 0..how_many {
            let day = world.day_of_the_year();
            world.clock.set(day);
            world.person(at);
        }
        world.clock.set(today());
        for _ in 0..how_many {
            world.said();
            world.noted();
            world.linked();
        }
        world.members();
        for _ in 0..how_many * 2 {
            world.entry();
        }
        world.receipts();
        world.events();
        world.leadership();
        world.policy();
        world
    }

    fn some(&mut self) -> PersonId {
        self.people[self.random.below(self.people.len())]
    }

    /// A day of this year or of the two before.
    fn day(&mut self) -> Day {
        today() - chrono::Days::new(self.random.below(1000) as u64)
    }

    fn day_of_the_year(&mut self) -> Day {
        today() - chrono::Days::new(self.random.below(60) as u64)
    }

    fn valid(&mut self) -> Validity {
        let near = |random: &mut Random| today() + chrono::TimeDelta::days(random.below(5) as i64 - 2);
        match self.random.below(4) {
            0 => Validity { from: Some(near(&mut self.random)), to: None },
            1 => Validity { from: None, to: Some(near(&mut self.random)) },
            _ => Validity::default(),
        }
    }

    fn own_fields(&mut self) {
        let kinds = [OwnKind::Text, OwnKind::Number, OwnKind::Day, OwnKind::Choice];
        for (at, kind) in kinds.into_iter().enumerate() {
            let field = OwnField {
                id: OwnFieldId(0),
                name: format!("Field {at}"),
                kind,
                options: if kind == OwnKind::Choice {
                    SIZES.iter().map(|s| (*s).to_owned()).collect()
                } else {
                    Vec::new()
                },
                in_list: false,
                closed: false,
            };
            self.fields[at] = ops::add_field(&mut self.office, &field).unwrap().value;
        }
    }

    fn person(&mut self, at: usize) {
        let mut details = Details::named(&format!("{} {at}", self.random.pick(NAMES)));
        details.organisation = self.random.one_in(4);
        details.birth = PartDay::from_iso(self.random.pick(BIRTHS));
        details.source = self.random.pick(SOURCES).to_owned();
        details.languages =
            LANGUAGES.iter().filter(|_| self.random.one_in(3)).map(|language| (*language).to_owned()).collect();
        details.tags = TAGS.iter().filter(|_| self.random.one_in(3)).map(|tag| (*tag).to_owned()).collect();
        for _ in 0..self.random.below(3) {
            let (postcode, locality) = (self.random.pick(POSTCODES).to_owned(), self.random.pick(TOWNS).to_owned());
            let country = self.random.pick(COUNTRIES).to_owned();
            let valid = self.valid();
            let preferred = self.random.one_in(2);
            let street = self.random.pick(&["4 Quay Street", "4 Quay Street", ""]).to_owned();
            details.addresses.push(Address {
                street,
                postcode,
                locality,
                country,
                valid,
                preferred,
                ..Address::default()
            });
        }
        for channel in [Channel::Email, Channel::Phone] {
            for n in 0..self.random.below(3) {
                let value = format!("{at}{n}@example.org");
                details.contacts.push(Contact { valid: self.valid(), ..Contact::new(channel, "home", &value) });
            }
        }
        let day = self.day();
        let values = [
            self.random.pick(&["nuts", "No nuts", "milk"]).to_owned(),
            self.random.pick(&["3", "-2", "10.5"]).to_owned(),
            day.to_string(),
            self.random.pick(SIZES).to_owned(),
        ];
        details.own = self.fields.into_iter().zip(values).filter(|_| self.random.one_in(2)).collect();
        details.settle();
        self.people.push(ops::add(&mut self.office, &details).unwrap().value);
    }

    fn said(&mut self) {
        let way = match self.random.below(6) {
            0 | 1 => None,
            2 => Some(Way::Email),
            3 => Some(Way::Post),
            4 => Some(Way::Text),
            _ => Way::of("newsletter"),
        };
        let state = State::ALL[self.random.below(3)];
        // Lately and often, so that several were said on one day.
        let day = today() - chrono::Days::new(self.random.below(3) as u64);
        let person = self.some();
        let said = Said { way, state, day, how: self.random.pick(&["", "by phone"]).to_owned() };
        ops::consent(&mut self.office, person, &said).unwrap();
    }

    fn noted(&mut self) {
        let kind = LogKind::ALL[self.random.below(LogKind::ALL.len())];
        let line = LogLine {
            kind,
            day: self.day(),
            how: self.random.pick(kind.hows()).to_owned(),
            who: String::new(),
            about: "something".to_owned(),
            step: String::new(),
            due: None,
            open: kind == LogKind::Concern && self.random.one_in(2),
            feedback: wardroom::people::Feedback::default(),
        };
        let person = self.some();
        ops::log(&mut self.office, person, &line).unwrap();
    }

    fn linked(&mut self) {
        let (one, other) = (self.some(), self.some());
        let kind = LinkKind::ALL[self.random.below(4)];
        if one != other {
            // The same link twice is refused, which is as good here.
            drop(ops::link(&mut self.office, one, (kind, End::Start), other, ""));
        }
    }

    fn members(&mut self) {
        let rule = Rule { days: 100, age: self.random.one_in(2).then_some(18), ..Rule::default() };
        let settings = Settings { grace_days: 30, rule, ..Settings::default() };
        members::change_settings(&mut self.office, &settings).unwrap();
        let classes = self.office.read(register::classes).unwrap();
        for class in classes.iter().filter(|class| class.owes) {
            members::save_class(&mut self.office, Some(class.id), class, Some((on("2020-01-01"), Money(2_400))))
                .unwrap();
        }
        for person in self.people.clone() {
            let class = classes[self.random.below(classes.len())].id;
            let start = self.day();
            let rhythm = Rhythm::ALL[self.random.below(4)];
            let payer = self.random.one_in(5).then(|| self.some());
            match self.random.below(6) {
                0 => {}
                1 => {
                    members::apply(&mut self.office, person, &NewTerm::application(class, start)).unwrap();
                }
                _ => {
                    let covered = start + chrono::Days::new(self.random.below(400) as u64);
                    let covered_to = self.random.one_in(2).then_some(covered);
                    let since = self.random.one_in(3).then_some(on("2015-01-01"));
                    let new = NewTerm { rhythm, payer, covered_to, since, ..NewTerm::member(class, start) };
                    let term = members::add(&mut self.office, person, &new).unwrap().value;
                    match self.random.below(8) {
                        0 => {
                            let last = start.max(self.day());
                            let end = Ended { on: last, how: Left::Resigned, why: "moved".into() };
                            members::end(&mut self.office, term, None, &end).unwrap();
                        }
                        1 => {
                            let day = start.max(self.day());
                            members::died(&mut self.office, term, day).unwrap();
                        }
                        2 => {
                            let pin = Pin {
                                id: PinId(0),
                                status: Status::PINNABLE[self.random.below(3)],
                                from: start,
                                until: None,
                                who: String::new(),
                                why: "the committee said so".into(),
                            };
                            members::pin(&mut self.office, term, &pin).unwrap();
                        }
                        _ => {}
                    }
                }
            }
        }
        let plan =
            self.office.read(register::register).unwrap().plan(on("2026-01-01"), on("2026-12-31"), today(), false);
        if !plan.charges.is_empty() {
            members::run(&mut self.office, &plan).unwrap();
        }
        for _ in 0..self.people.len() / 2 {
            let (person, day) = (self.some(), self.day());
            let amount = Money([600, 2_400, 5_000][self.random.below(3)]);
            ledger::record(&mut self.office, &NewEntry::simple(EntryKind::Dues, day, amount).from(person)).unwrap();
        }
    }

    fn entry(&mut self) {
        let kind = [EntryKind::Donation, EntryKind::Donation, EntryKind::InKind, EntryKind::Levy][self.random.below(4)];
        let amount = Money([1_000, 2_500, 5_000, 10_000][self.random.below(4)]);
        let (day, person) = (self.day(), self.some());
        let mut new = NewEntry::simple(kind, day, amount).from(person);
        if kind == EntryKind::InKind {
            (new.description, new.valuation) = ("paper".into(), "shop price".into());
        } else {
            new.method = [Method::Cheque, Method::StandingOrder, Method::Unsaid][self.random.below(3)];
        }
        new.appeal = self.random.pick(APPEALS).to_owned();
        if self.random.one_in(6) {
            new.behalf_of = Some(self.some()).filter(|other| *other != person);
        }
        let id = ledger::record(&mut self.office, &new).unwrap().value;
        let back = [amount, Money(500)][self.random.below(2)];
        match self.random.below(8) {
            0 => {
                ledger::reverse(&mut self.office, id, today(), "a mistake").unwrap();
            }
            1 if kind != EntryKind::InKind => {
                let refund = ledger::refund(&mut self.office, id, back, today(), "", Vec::new()).unwrap().value;
                if self.random.one_in(3) {
                    ledger::reverse(&mut self.office, refund, today(), "kept after all").unwrap();
                }
            }
            _ => {}
        }
    }

    /// An event this year and one before it, with who came and who worked.
    fn events(&mut self) {
        for (title, start) in [("Gala", "2026-05-02 19:00"), ("Rally", "2025-03-08 12:00")] {
            let start = timing::local(start).unwrap();
            let event = NewEvent::new(title, Timing::once(start, start + chrono::TimeDelta::hours(3)));
            let event = events::event::add(&mut self.office, &event, false).unwrap().value;
            let day = start.date().to_string();
            let mut form = PartForm::new(&parts::SHIFTS);
            for (key, text) in
                [("role", "Door"), ("day", day.as_str()), ("starts", "18:00"), ("ends", "20:00"), ("needed", "2")]
            {
                form.set(key, text);
            }
            let terms = Terms { currency: *Currency::of("GBP").unwrap(), today: today(), month_first: false };
            let values = form.parse(&parts::SHIFTS, &terms).unwrap();
            let shift = events::part::add(&mut self.office, &parts::SHIFTS, event, &values).unwrap().value;
            for person in self.people.clone() {
                if self.random.one_in(2) {
                    let new = NewAttendance { state: Presence::Going, ..NewAttendance::default() };
                    events::people::invite(&mut self.office, event, &[person], &new).unwrap();
                }
                if self.random.one_in(3) {
                    events::shift::sign_up(&mut self.office, shift, person, false).unwrap();
                    let what = if self.random.one_in(2) { What::Completed(None) } else { What::NoShow };
                    events::shift::outcome(&mut self.office, shift, person, what).unwrap();
                }
            }
            let all = self.office.read(|conn| wardroom::events::store::people(conn, event)).unwrap();
            for one in all {
                if self.random.one_in(2) {
                    events::people::check_in(&mut self.office, one.id, true).unwrap();
                }
            }
        }
    }

    /// Two documents with who brought them, who reads them and who answered.
    fn policy(&mut self) {
        use wardroom::policy::model::{NewDocument, parts};
        use wardroom::policy::ops;
        let terms = Terms { currency: *Currency::of("GBP").unwrap(), today: today(), month_first: false };
        for title in ["Clean air", "Night buses"] {
            let lead = Some(self.some());
            let new = NewDocument { kind: "policy".into(), title: title.into(), lead, ..NewDocument::default() };
            let body = wardroom::policy::plain::read("1. One\n");
            let (id, _) = ops::document::import(&mut self.office, &new, None, body, "First").unwrap().value;
            let until = ops::consult::Opening { closes: today(), opens: Some(today()), ..Default::default() };
            let asked = ops::consult::open(&mut self.office, id, &until).unwrap().value;
            for person in self.people.clone() {
                let row = |world: &mut Self, part: &'static _, key: &str, word: &str| {
                    let mut form = PartForm::new(part);
                    form.set("person", person.to_string());
                    form.set(key, word);
                    let values = form.parse(part, &terms).unwrap();
                    ops::part::add(&mut world.office, part, id, &values).unwrap();
                };
                if self.random.one_in(6) {
                    let role = if self.random.one_in(2) { "mover" } else { "supporter" };
                    row(self, &parts::SPONSORS, "role", role);
                }
                if self.random.one_in(2) {
                    let day = if self.random.one_in(2) { "2026-05-01" } else { "" };
                    row(self, &parts::READERS, "read_on", day);
                }
                if self.random.one_in(3) {
                    let day = Some(self.day());
                    let comments = vec![(wardroom::policy::anchor::Anchor::default(), "Yes".to_owned())];
                    let reply = ops::consult::Reply {
                        person: Some(person),
                        day,
                        comments,
                        channel: "paper".into(),
                        ..Default::default()
                    };
                    ops::consult::respond(&mut self.office, asked, &reply).unwrap();
                }
            }
        }
    }

    /// What some people can do, were trained in, would stand for and were approved as.
    fn leadership(&mut self) {
        use wardroom::leadership::model::parts::{AIMS, APPROVALS, CAN, TAKEN};
        use wardroom::leadership::{ops, store};
        ops::start(&mut self.office).unwrap();
        let first = |office: &Office, table| office.read(|conn| store::offered(conn, table)).unwrap()[0].0.clone();
        let (rung, skill) = (first(&self.office, "leader_rung"), first(&self.office, "leader_skill"));
        let training = first(&self.office, "leader_training");
        let terms = Terms { currency: *Currency::of("GBP").unwrap(), today: today(), month_first: false };
        for person in self.people.clone() {
            let day = self.random.pick(&["2020-02-01", "2025-11-30", "2026-06-01"]);
            let level = self.random.pick(&["learning", "helped", "alone", "teaches"]);
            let state = self.random.pick(&["open", "later"]);
            let organisation =
                self.office.read(|conn| wardroom::people::store::get(conn, person)).unwrap().details.organisation;
            for (part, fields) in [
                (&AIMS, vec![("rung", rung.as_str()), ("state", state)]),
                (&CAN, vec![("skill", skill.as_str()), ("level", level), ("seen_on", day)]),
                (&CAN, vec![("skill", skill.as_str()), ("level", "helped"), ("seen_on", "2026-01-01")]),
                (&TAKEN, vec![("training", training.as_str()), ("taken_on", day), ("until_on", "2026-12-31")]),
                (&TAKEN, vec![("training", training.as_str()), ("taken_on", "2019-01-01"), ("until_on", "2020-01-01")]),
                (&APPROVALS, vec![("rung", rung.as_str()), ("approved_on", day)]),
            ] {
                if organisation || self.random.one_in(2) {
                    continue;
                }
                let mut form = PartForm::new(part);
                for (key, text) in fields {
                    form.set(key, text);
                }
                ops::add(&mut self.office, part, person.0, &form.parse(part, &terms).unwrap()).unwrap();
            }
        }
    }

    fn receipts(&mut self) {
        let scope = Scope::Year { year: 2025, kind: ReceiptKind::Annual };
        let plan = self.office.read(|conn| issued::plan(conn, scope, today())).unwrap();
        if plan.drafts.is_empty() {
            return;
        }
        receipts::issue(&mut self.office, &plan).unwrap();
        let all = self.office.read(|conn| issued::list(conn, &issued::Filter::default(), 0, 100)).unwrap();
        if let Some(first) = all.first().filter(|_| self.random.one_in(2)) {
            receipts::void(&mut self.office, &first.number, "a test").unwrap();
        }
        // Whose receipt it is after two were merged.
        if self.random.one_in(3)
            && let [one, .., other] = self.people[..]
            && ops::merge(&mut self.office, one, other, &Choices::default()).is_ok()
        {
            self.people.pop();
        }
    }

    /// Every entry of the ledger.
    pub fn entries(&self) -> Vec<wardroom::ledger::model::Entry> {
        let all = |conn: &_| {
            let ids: Vec<EntryId> =
                entries::page(conn, &Default::default(), 0, 10_000)?.into_iter().map(|row| row.id).collect();
            ids.into_iter().map(|id| entries::entry(conn, id)).collect()
        };
        self.office.read(all).unwrap()
    }

    /// A tree of conditions and groups with values that mean something here.
    pub fn tree(&self, random: &mut Random, depth: usize) -> Json {
        let how = random.pick(&["all", "any", "none"]).to_owned();
        let nodes: Vec<Json> = (0..1 + random.below(3))
            .map(|_| if depth > 1 && random.one_in(3) { self.tree(random, depth - 1) } else { self.ask(random) })
            .collect();
        json!({ how: nodes })
    }

    /// One condition with values, now and then turned round.
    pub fn ask(&self, random: &mut Random) -> Json {
        let keys = wardroom::subjects::setup().conditions;
        let condition = keys[random.below(keys.len())];
        let mut ask = self.values(condition.key, random);
        ask["ask"] = condition.key.into();
        if random.one_in(3) {
            ask["not"] = true.into();
        }
        ask
    }

    /// The id of the first of a short list.
    fn first(&self, table: &'static str) -> String {
        self.office.read(|conn| wardroom::leadership::store::offered(conn, table)).unwrap()[0].0.clone()
    }

    fn values(&self, key: &str, random: &mut Random) -> Json {
        let when = [
            "last 3 days",
            "last 12 months",
            "more than 6 months ago",
            "this year",
            "last year",
            "2026-01-01..",
            "..2025-06-30",
            "2026-10-01..2026-11-15",
            "next 2 weeks",
        ];
        let [text, number, day, choice] = self.fields.map(|id| id.to_string());
        let classes = self.office.read(register::classes).unwrap();
        let class = classes[random.below(classes.len())].id.to_string();
        let mut values = match key {
            "people.kind" => json!({ "kind": random.pick(&["person", "organisation"]) }),
            "people.tag" => json!({ "tag": [random.pick(TAGS), random.pick(TAGS)] }),
            "people.postcode" => {
                json!({ "begins": random.pick(&["RV1", "rv", "RV10 2", "101", "00-9", "RV1 1AB", "rv11ab"]) })
            }
            "people.town" => json!({ "town": random.pick(&["riverside", "Lodz", "Leeds"]) }),
            "people.country" => json!({ "country": [random.pick(&["GB", "IE", "DE"])] }),
            "people.age" => match random.below(3) {
                0 => json!({ "least": 18 }),
                1 => json!({ "most": 30 }),
                _ => json!({ "least": 18, "most": 65 }),
            },
            "people.language" => json!({ "language": [random.pick(LANGUAGES)] }),
            "people.source" if random.one_in(2) => json!({ "source": [random.pick(&["stall", "a friend"])] }),
            "people.added" | "ledger.first" | "ledger.last" | "members.since" => json!({ "when": random.pick(&when) }),
            "people.has" => json!({ "what": random.pick(&["email", "phone", "post"]) }),
            "people.may" => json!({ "way": random.pick(&["email", "post", "text", "newsletter"]) }),
            "people.consent" => json!({
                "way": random.pick(&["email", "post", "text", "newsletter"]), "said": random.pick(&["yes", "no", "unknown"]),
            }),
            "people.noted" => json!({ "kind": random.pick(&["contact", "concern", "thanks", "interest"]) }),
            "people.interest" => json!({ "how": random.pick(&["do", "give", "stand"]) }),
            "people.linked" => {
                json!({ "link": random.pick(&["household", "payer-for", "paid-by", "referred-by", "contact-of"]) })
            }
            "people.referred" if random.one_in(2) => json!({ "by": random.pick(&["lee", "an", "Ann"]) }),
            "people.referrer" => json!({ "least": 1 + random.below(2) }),
            "people.own" => json!({ "field": text }),
            "people.own_text" => json!({ "field": text, "words": random.pick(&["NUTS", "no", "milk"]) }),
            "people.own_choice" => json!({ "field": choice, "chosen": [random.pick(SIZES)] }),
            "people.own_number" => json!({ "field": number, "least": -1, "most": 10 }),
            "people.own_day" => json!({ "field": day, "when": random.pick(&when) }),
            "members.status" => json!({
                "status": [random.pick(&["member", "current", "in_grace", "lapsed", "applied", "resigned", "died"])],
            }),
            "members.class" => json!({ "class": [class] }),
            "events.came" | "events.invited" if random.one_in(2) => {
                let all = self.office.read(wardroom::events::store::events).unwrap();
                json!({ "event": all[random.below(all.len())].id.to_string() })
            }
            "policy.leads" | "policy.read" | "policy.responded" if random.one_in(2) => {
                let all = self.office.read(wardroom::policy::store::documents).unwrap();
                json!({ "document": all[random.below(all.len())].id.to_string() })
            }
            "leadership.aims" | "leadership.approved" if random.one_in(2) => {
                json!({ "rung": self.first("leader_rung") })
            }
            "leadership.can" => json!({
                "skill": self.first("leader_skill"), "level": random.pick(&["learning", "helped", "alone", "teaches"]),
            }),
            "leadership.trained" => json!({ "training": self.first("leader_training") }),
            "members.renewal" => json!({ "days": random.pick(&["0", "60", "400"]) }),
            _ => json!({}),
        };
        let map = values.as_object_mut().unwrap();
        let mut maybe = |keys: &[&str], part: &str, value: Json| {
            if keys.contains(&key) && random.one_in(2) {
                map.insert(part.to_owned(), value);
            }
        };
        let at = (self.people.len() * 7 + key.len()) % when.len();
        maybe(
            &["people.noted", "ledger.gave", "members.left", "events.came", "events.invited", "events.helped"],
            "when",
            when[at].into(),
        );
        maybe(&["policy.responded"], "when", when[at].into());
        maybe(&["policy.read"], "how", ["asked", "read", "open"][at % 3].into());
        maybe(&["people.age"], "maybe", true.into());
        maybe(&["people.may"], "asked", true.into());
        maybe(&["members.status", "members.votes"], "on", ["2026-03-01", "90 days ago", "in 2 months"][at % 3].into());
        maybe(&["members.owes"], "least", "10.00".into());
        maybe(&["members.owes"], "days", 30.into());
        maybe(&["ledger.gave"], "least", "25.00".into());
        maybe(&["ledger.gave"], "most", "60".into());
        maybe(&["ledger.gave"], "times", 2.into());
        maybe(&["events.helped"], "hours", 3.into());
        maybe(&["ledger.gave"], "kind", ["donation", "in_kind"][at % 2].into());
        maybe(&["ledger.gave"], "appeal", json!(["Spring appeal"]));
        maybe(&["ledger.gave"], "method", "standing_order".into());
        maybe(&["receipts.receipted"], "year", ["this", "last", "2025"][at % 3].into());
        values
    }
}
