//! What a segment asks, answered for one person at a time by reading that person's records: slow, and written apart from
//! the SQL that it is held against.

use chrono::Datelike as _;
use serde_json::Value as Json;
use wardroom::events::store as events;
use wardroom::kit::fold::fold;
use wardroom::kit::{Age, Day, Money, OnDay, When, ids};
use wardroom::ledger::model::{Entry, EntryKind};
use wardroom::ledger::store::left_to_refund;
use wardroom::members::store as members;
use wardroom::office::profile;
use wardroom::people::consent::{ANY, State};
use wardroom::people::{Channel, End, LinkKind, LogKind, PersonId, Way, store, tally};
use wardroom::receipts::store as receipts;

use super::world::{World, today};

pub struct Naive<'w> {
    world: &'w World,
    entries: Vec<Entry>,
}

impl<'w> Naive<'w> {
    pub fn new(world: &'w World) -> Self {
        Self { world, entries: world.entries() }
    }

    /// Whether a tree holds somebody.
    pub fn holds(&self, person: PersonId, tree: &Json) -> bool {
        let map = tree.as_object().unwrap();
        if let Some(key) = map.get("ask") {
            let not = map.get("not").is_some_and(|not| not == true);
            return self.asks(person, key.as_str().unwrap(), tree) != not;
        }
        let (how, of) = map.iter().next().unwrap();
        let mut inside = of.as_array().unwrap().iter().map(|node| self.holds(person, node));
        match how.as_str() {
            "all" => inside.all(|holds| holds),
            "any" => inside.any(|holds| holds),
            "none" => !inside.any(|holds| holds),
            other => panic!("{other}"),
        }
    }

    fn within(&self, when: &Json, day: Day) -> bool {
        let Some(when) = when.as_str() else { return true };
        let profile = self.world.office.read(profile::get).unwrap();
        let (from, to) = when.parse::<When>().unwrap().days(today(), |day| profile.year_of(day));
        from.is_none_or(|from| from <= day) && to.is_none_or(|to| day <= to)
    }

    /// The donations of somebody that stand, with what was left of each.
    fn gave(&self, person: PersonId, fits: impl Fn(&Entry) -> bool) -> Vec<(Day, Money)> {
        let office = &self.world.office;
        let mine = self.entries.iter().filter(|e| e.kind.is_donation() && e.behalf_of.or(e.person) == Some(person));
        mine.filter(|e| e.reverses.is_none() && e.reversed_by.is_none() && fits(e))
            .map(|e| (e.received, office.read(|conn| left_to_refund(conn, e)).unwrap()))
            .filter(|(_, left)| *left > Money::ZERO)
            .collect()
    }

    fn asks(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        match key.split_once('.').unwrap() {
            ("people", key) => self.people(person, key, ask),
            ("members", key) => self.members(person, key, ask),
            ("ledger", key) => self.ledger(person, key, ask),
            ("events", key) => self.events(person, key, ask),
            ("leadership", key) => self.leadership(person, key, ask),
            ("policy", key) => self.policy(person, key, ask),
            ("receipts", "receipted") => self.receipted(person, ask),
            _ => panic!("{key}"),
        }
    }

    fn people(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        let office = &self.world.office;
        let details = office.read(|conn| store::get(conn, person)).unwrap().details;
        let text = |part: &str| ask[part].as_str().unwrap_or("").to_owned();
        let among = |part: &str, value: &str| ask[part].as_array().unwrap().iter().any(|v| v == value);
        let number = |part: &str| ask[part].as_i64();
        let standing = office.read(|conn| store::standing(conn, person, today())).unwrap();
        let said = |way: &str| {
            let way = Way::of(way);
            standing.ways.iter().find(|c| c.said.way == way).map(|c| c.said.state)
        };
        let log = office.read(|conn| store::log_of(conn, person)).unwrap();
        let links = office.read(|conn| store::links(conn, person)).unwrap();
        let own = |at: usize| details.own(self.world.fields[at]);
        match key {
            "kind" => details.organisation == (text("kind") == "organisation"),
            "tag" => details.tags.iter().any(|tag| among("tag", tag)),
            "postcode" => {
                let plain = |text: &str| text.to_uppercase().replace([' ', '-'], "");
                let wanted = text("begins");
                details.address_on(today()).filter(|a| !a.postcode.is_empty()).is_some_and(|a| {
                    let outward = tally::area(&a.postcode, "");
                    match plain(&wanted).as_str() {
                        "RV1" => outward == "RV1" || outward == "RV1A",
                        "RV" => outward.starts_with("RV"),
                        begins => plain(&a.postcode).starts_with(begins),
                    }
                })
            }
            "town" => details.address_on(today()).is_some_and(|a| fold(&a.locality) == fold(&text("town"))),
            "country" => details
                .address_on(today())
                .is_some_and(|a| among("country", if a.country.is_empty() { "GB" } else { &a.country })),
            "age" => {
                let Some(Age { least, most }) = details.age_on(today()) else { return false };
                let (least, most) = (i64::from(least), i64::from(most));
                let (young, old) = if ask["maybe"] == true { (most, least) } else { (least, most) };
                number("least").is_none_or(|n| young >= n) && number("most").is_none_or(|n| old <= n)
            }
            "age_unknown" => !details.organisation && details.age_on(today()).is_none(),
            "language" => details.languages.iter().any(|language| among("language", language)),
            "source" if ask["source"].is_null() => !details.source.is_empty(),
            "source" => !details.source.is_empty() && among("source", &fold(&details.source)),
            "added" => {
                let made = ids::moment_of(person.0).unwrap().with_timezone(&chrono_tz::Europe::London);
                self.within(&ask["when"], made.date_naive())
            }
            "has" => match text("what").as_str() {
                "email" => details.contact_on(Channel::Email, today()).is_some(),
                "phone" => details.contact_on(Channel::Phone, today()).is_some(),
                _ => details.address_on(today()).is_some(),
            },
            "may" => {
                let reach =
                    office.read(|conn| store::reach(conn, person, &Way::of(&text("way")).unwrap(), today())).unwrap();
                if ask["asked"] == true { reach.consented() } else { reach.may() }
            }
            "consent" => {
                let said = said(&text("way"));
                match text("said").as_str() {
                    "yes" => said == Some(State::Yes),
                    "no" => said == Some(State::No),
                    _ => !matches!(said, Some(State::Yes | State::No)),
                }
            }
            "stopped" => {
                assert_eq!(ANY, "any");
                standing.stop.is_some()
            }
            "noted" => log
                .iter()
                .any(|l| Some(l.line.kind) == LogKind::of(&text("kind")) && self.within(&ask["when"], l.line.day)),
            "interest" => log.iter().any(|l| l.line.kind == LogKind::Interest && l.line.how == text("how")),
            "open" => log.iter().any(|l| l.line.open),
            "linked" => links.iter().any(|l| l.kind.word(l.end) == text("link")),
            "referred" => links.iter().any(|l| {
                let by = format!(" {} ", fold(&text("by")));
                (l.kind, l.end) == (LinkKind::Referred, End::Other)
                    && (ask["by"].is_null() || format!(" {} ", fold(&l.name)).contains(&by))
            }),
            "referrer" => {
                let others = links.iter().filter(|l| (l.kind, l.end) == (LinkKind::Referred, End::Start)).count();
                others as i64 >= number("least").unwrap_or(1)
            }
            "own" => own(0).is_some(),
            "own_text" => own(0).is_some_and(|value| fold(value).contains(&fold(&text("words")))),
            "own_number" => own(1).is_some_and(|value| (-1.0..=10.0).contains(&value.parse::<f64>().unwrap())),
            "own_day" => own(2).is_some_and(|value| self.within(&ask["when"], super::world::on(value))),
            "own_choice" => own(3).is_some_and(|value| among("chosen", value)),
            other => panic!("{other}"),
        }
    }

    fn members(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        let register = self.world.office.read(|conn| members::register_of(conn, person)).unwrap();
        let terms = register.terms_of(person);
        let day = ask["on"].as_str().map_or(today(), |text| text.parse::<OnDay>().unwrap().day(today()));
        let Some(term) = register.main_term(terms, day) else {
            return key == "owes" && self.owes(person, ask);
        };
        let standing = register.standing(term, day);
        match key {
            "status" => standing.is_some_and(|s| {
                let wanted = ask["status"][0].as_str().unwrap();
                s.status.key() == wanted || wanted == "member" && s.status.is_member()
            }),
            "class" => term.class_on(today()).to_string() == ask["class"][0].as_str().unwrap(),
            "since" => term
                .start
                .is_some_and(|start| start <= today() && self.within(&ask["when"], term.since.unwrap_or(start))),
            "renewal" => {
                let days = ask["days"].as_str().unwrap().parse().unwrap();
                let soon = today() + chrono::Days::new(days);
                standing.is_some_and(|s| s.status.is_member() && s.paid_to.is_some_and(|to| to <= soon))
            }
            "owes" => self.owes(person, ask),
            "votes" => register.roll(day, &register.settings.rule).voters.iter().any(|voter| voter.person == person),
            "left" => terms.iter().filter_map(|t| t.end.as_ref()).any(|end| self.within(&ask["when"], end.on)),
            other => panic!("{other}"),
        }
    }

    fn owes(&self, person: PersonId, ask: &Json) -> bool {
        let register = self.world.office.read(|conn| members::register_of(conn, person)).unwrap();
        let least = if ask["least"].is_null() { Money(1) } else { Money(1_000) };
        let due = today() - chrono::Days::new(ask["days"].as_u64().unwrap_or(0));
        let mine = register.arrears(today()).into_iter().find(|arrears| arrears.payer == person);
        mine.is_some_and(|a| a.debts.iter().filter(|d| d.due <= due).map(|d| d.owed).sum::<Money>() >= least)
    }

    fn ledger(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        let within = |entry: &Entry| self.within(&ask["when"], entry.received);
        match key {
            "gave" => {
                let gave = self.gave(person, |entry| {
                    within(entry)
                        && (ask["kind"].is_null()
                            || EntryKind::of(ask["kind"].as_str().unwrap()).unwrap() == entry.kind)
                        && (ask["appeal"].is_null() || ask["appeal"][0] == entry.appeal.as_str())
                        && (ask["method"].is_null() || ask["method"] == entry.method.key())
                });
                let sum: Money = gave.iter().map(|(_, sum)| *sum).sum();
                gave.len() as u64 >= ask["times"].as_u64().unwrap_or(1)
                    && (ask["least"].is_null() || sum >= Money(2_500))
                    && (ask["most"].is_null() || sum <= Money(6_000))
            }
            "first" => {
                self.gave(person, |_| true).iter().map(|g| g.0).min().is_some_and(|d| self.within(&ask["when"], d))
            }
            "last" => {
                self.gave(person, |_| true).iter().map(|g| g.0).max().is_some_and(|d| self.within(&ask["when"], d))
            }
            "never" => self.gave(person, |_| true).is_empty(),
            "stopped" => {
                let gave = |when: &str| !self.gave(person, |e| self.within(&when.into(), e.received)).is_empty();
                gave("last year") && !gave("this year")
            }
            other => panic!("{other}"),
        }
    }

    fn events(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        let office = &self.world.office;
        let all = office.read(events::events).unwrap();
        if key == "helped" {
            let work: Vec<_> = all
                .iter()
                .flat_map(|event| office.read(|conn| events::work_of(conn, event.id)).unwrap())
                .filter(|w| w.person == person && w.state == "completed" && self.within(&ask["when"], w.day))
                .collect();
            let minutes: i64 = work.iter().map(events::Work::worked).sum();
            return !work.is_empty() && minutes >= ask["hours"].as_i64().unwrap_or(0) * 60;
        }
        all.iter().any(|event| {
            let asked = ask["event"].as_str().is_none_or(|id| id == event.id.to_string());
            let on = self.within(&ask["when"], event.new.timing.start.date());
            let people = office.read(|conn| events::people(conn, event.id)).unwrap();
            asked
                && on
                && people.iter().any(|one| one.person == Some(person) && (key == "invited" || one.came == Some(true)))
        })
    }

    fn policy(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        use wardroom::policy::model::parts::{READERS, SPONSORS};
        use wardroom::policy::store;
        let office = &self.world.office;
        let documents = office.read(store::documents).unwrap();
        documents.iter().filter(|one| ask["document"].as_str().is_none_or(|id| id == one.id.to_string())).any(|one| {
            let rows = |part| office.read(|conn| store::part_rows(conn, part, one.id)).unwrap();
            match key {
                "leads" => {
                    one.new.lead == Some(person)
                        || rows(&SPONSORS).iter().any(|row| {
                            row.number(&SPONSORS, "person") == Some(person.0) && row.key(&SPONSORS, "role") == "mover"
                        })
                }
                "read" => rows(&READERS).iter().any(|row| {
                    let read = !row.text(&READERS, "read_on").is_empty();
                    row.number(&READERS, "person") == Some(person.0)
                        && match ask["how"].as_str() {
                            Some("read") => read,
                            Some("open") => !read,
                            _ => true,
                        }
                }),
                "responded" => {
                    let all = office.read(|conn| store::consultations(conn, Some(one.id))).unwrap();
                    all.iter().any(|of| {
                        let responses = office.read(|conn| store::responses(conn, of.id)).unwrap();
                        responses.iter().any(|r| r.person == Some(person) && self.within(&ask["when"], r.day))
                    })
                }
                other => panic!("{other}"),
            }
        })
    }

    fn leadership(&self, person: PersonId, key: &str, ask: &Json) -> bool {
        use wardroom::leadership::model::parts::{AIMS, APPROVALS, CAN, TAKEN};
        use wardroom::leadership::{model, store};
        let office = &self.world.office;
        let part = match key {
            "aims" => &AIMS,
            "can" => &CAN,
            "trained" => &TAKEN,
            "approved" => &APPROVALS,
            other => panic!("{other}"),
        };
        let rows = office.read(|conn| store::rows_of(conn, part, person.0)).unwrap();
        let today = today().to_string();
        let is = |row: &wardroom::events::model::part::Row, column: &str| {
            ask[column].as_str().is_none_or(|id| row.number(part, column) == id.parse().ok())
        };
        let runs = |row: &wardroom::events::model::part::Row, from: &str| {
            let until = row.key(part, "until_on");
            row.key(part, from) <= today.as_str() && (until.is_empty() || until >= today.as_str())
        };
        match key {
            "aims" => rows.iter().any(|row| is(row, "rung") && row.key(part, "state") == "open"),
            "can" => {
                // The list has the newest sight of each skill first.
                let seen = rows.iter().find(|row| is(row, "skill"));
                let least = model::level(ask["level"].as_str().unwrap_or("learning"));
                seen.is_some_and(|row| model::level(row.key(part, "level")) >= least)
            }
            "trained" => rows.iter().any(|row| is(row, "training") && runs(row, "taken_on")),
            _ => rows
                .iter()
                .any(|row| is(row, "rung") && row.key(part, "withdrawn_on").is_empty() && runs(row, "approved_on")),
        }
    }

    fn receipted(&self, person: PersonId, ask: &Json) -> bool {
        let year = match ask["year"].as_str() {
            None => None,
            Some("this") => Some(today().year()),
            Some("last") => Some(today().year() - 1),
            Some(year) => Some(year.parse().unwrap()),
        };
        let office = &self.world.office;
        let all = office.read(|conn| receipts::list(conn, &receipts::Filter::default(), 0, 1_000)).unwrap();
        all.iter()
            .filter(|r| r.status.key() == "issued" && year.is_none_or(|year| r.for_year == year))
            .any(|r| office.read(|conn| store::stands_for(conn, r.donor)).unwrap() == person)
    }
}
