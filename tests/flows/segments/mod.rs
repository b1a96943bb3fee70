//! Segments: who is in them, in which words, and what becomes of them.

mod naive;
mod world;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use wardroom::demo::Random;
use wardroom::kit::{Clock, Currency, FixedClock, Problem};
use wardroom::ledger::model::{EntryKind, NewEntry};
use wardroom::office::condition::Asking;
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office};
use wardroom::people::consent::{Said, State};
use wardroom::people::{self, Details, OwnField, OwnFieldId, OwnKind, PersonId};
use wardroom::segments::model::Tree;
use wardroom::segments::store::Words;
use wardroom::segments::{NewSegment, SegmentId, json as file, ops, store};
use wardroom::{ledger, subjects};

use crate::common::cases;
use naive::Naive;
use world::{World, on, today};

fn try_read(text: &str) -> Result<Tree, Problem> {
    file::read(text, subjects::setup().conditions, *Currency::pound())
}

fn read(text: &Json) -> Tree {
    try_read(&text.to_string()).unwrap_or_else(|e| panic!("{text}: {e}"))
}

fn ask<T>(office: &Office, f: impl FnOnce(&Asking<'_>) -> wardroom::kit::Result<T>) -> T {
    office.read(|conn| f(&Asking::new(conn, office.today())?)).unwrap()
}

fn ids(office: &Office, tree: &Tree) -> Vec<PersonId> {
    ask(office, |asking| store::ids(asking, tree))
}

fn words(office: &Office, tree: &Tree) -> Words {
    ask(office, |asking| store::words(asking, tree))
}

proptest! {
    #![proptest_config(cases(12))]

    /// One SQL statement for a tree finds whom one finds who looks at each person by themselves.
    #[test]
    fn a_segment_holds_whom_it_says(seed in any::<u64>(), how_many in 2..9_usize) {
        let world = World::new(seed, how_many);
        let naive = Naive::new(&world);
        let mut random = Random::new(seed ^ 1);
        let conditions = subjects::setup().conditions;
        let mut trees: Vec<Json> = (0..20).map(|_| world.tree(&mut random, 3)).collect();
        // And each condition by itself, with other values each time.
        trees.extend((0..conditions.len() * 2).map(|_| json!({ "all": [world.ask(&mut random)] })));
        for json in trees {
            let tree = read(&json);
            prop_assert_eq!(&file::write(&tree, *Currency::pound()).to_string().parse::<Json>().unwrap(), &normal(&json));
            let (mut found, told) =
                ask(&world.office, |asking| Ok((store::ids(asking, &tree)?, store::told(asking, &tree)?)));
            prop_assert_eq!(told.people, found.len());
            found.sort();
            let mut expected: Vec<PersonId> =
                world.people.iter().copied().filter(|person| naive.holds(*person, &json)).collect();
            expected.sort();
            prop_assert_eq!(found, expected, "{}: {}", told.words.says, json);
        }
    }
}

/// As the file writes it: amounts with their pence, numbers as numbers, choices each once.
fn normal(json: &Json) -> Json {
    match json {
        Json::Array(all) => {
            let mut each: Vec<Json> = Vec::new();
            for one in all.iter().map(normal) {
                if !one.is_string() || !each.contains(&one) {
                    each.push(one);
                }
            }
            each.into()
        }
        Json::Object(map) => map
            .iter()
            .map(|(key, value)| {
                let value = match (key.as_str(), value.as_str()) {
                    ("most", Some("60")) => "60.00".into(),
                    ("days", Some(days)) => days.parse::<i64>().unwrap().into(),
                    _ => normal(value),
                };
                (key.clone(), value)
            })
            .collect::<serde_json::Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// The property tries every condition, and each is true of some and false of others: none is there for nothing.
#[test]
fn each_condition_is_tried_and_tells_people_apart() {
    let mut told: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for seed in 0..24 {
        let world = World::new(seed, 8);
        let mut random = Random::new(seed);
        for _ in 0..150 {
            let mut one = world.ask(&mut random);
            one.as_object_mut().unwrap().remove("not");
            let key = one["ask"].as_str().unwrap().to_owned();
            let holds = ids(&world.office, &read(&json!({ "all": [one] }))).len();
            let counted = told.entry(key).or_default();
            (counted.0, counted.1) = (counted.0 + holds, counted.1 + world.people.len() - holds);
        }
    }
    let conditions = subjects::setup().conditions;
    assert_eq!(told.keys().map(String::as_str).collect::<Vec<_>>(), {
        let mut keys: Vec<&str> = conditions.iter().map(|condition| condition.key).collect();
        keys.sort_unstable();
        keys
    });
    let always: Vec<_> = told.iter().filter(|(_, (yes, no))| *yes == 0 || *no == 0).collect();
    assert!(always.is_empty(), "{always:?}");
    for condition in conditions {
        assert!(condition.key.contains('.') && !(condition.name)().is_empty() && !(condition.heading)().is_empty());
        for part in condition.parts {
            assert!(!["ask", "not", "all", "any", "none"].contains(&part.key), "{} {}", condition.key, part.key);
            assert!(!(part.label)().is_empty(), "{} {}", condition.key, part.key);
        }
    }
}

/// Every condition in words, as it is and turned round: with as little said as can be, and with as much.
#[test]
fn every_condition_says_what_it_asks() {
    let world = World::new(5, 6);
    let mut random = Random::new(11);
    let mut said: BTreeMap<String, BTreeMap<usize, String>> = BTreeMap::new();
    for _ in 0..3_000 {
        let mut one = world.ask(&mut random);
        let map = one.as_object_mut().unwrap();
        map.remove("not");
        let (key, parts) = (map["ask"].as_str().unwrap().to_owned(), map.len());
        let yes = words(&world.office, &read(&json!({ "any": [one.clone()] })));
        let no = words(&world.office, &read(&json!({ "none": [one] })));
        assert!(yes.gone.is_empty() && yes.says != no.says, "{key}: {}", yes.says);
        said.entry(key).or_default().entry(parts).or_insert_with(|| format!("{}\n    {}", yes.says, no.says));
    }
    let lines = said.into_values().flat_map(|of| {
        let (first, last) = (of.values().next().cloned(), of.values().next_back().cloned());
        if of.len() > 1 { vec![first, last] } else { vec![first] }
    });
    insta::assert_snapshot!("conditions_in_words", lines.flatten().collect::<Vec<_>>().join("\n"));
}

struct Small {
    office: Office,
    clock: Arc<FixedClock>,
}

impl Small {
    fn new() -> Self {
        let clock = Arc::new(FixedClock::at(today()));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
        Self {
            office: Office::in_memory(&Profile::new("Example Party", "Riverside", "gb").unwrap(), &how).unwrap(),
            clock,
        }
    }

    fn person(&mut self, name: &str, tags: &[&str]) -> PersonId {
        let details = Details { tags: tags.iter().map(|tag| (*tag).to_owned()).collect(), ..Details::named(name) };
        people::ops::add(&mut self.office, &details).unwrap().value
    }

    fn gives(&mut self, person: PersonId, day: &str, pence: i64) {
        let new = NewEntry::simple(EntryKind::Donation, on(day), wardroom::kit::Money(pence)).from(person);
        ledger::ops::record(&mut self.office, &new).unwrap();
    }

    fn make(&mut self, name: &str, asks: Json) -> SegmentId {
        let new = NewSegment { name: name.to_owned(), note: String::new(), tree: read(&asks) };
        ops::add(&mut self.office, &new).unwrap().value
    }

    fn people(&self, id: SegmentId) -> Vec<PersonId> {
        store::people(&self.office, id, self.office.today()).unwrap()
    }

    fn names(&self) -> Vec<String> {
        self.office.read(store::all).unwrap().into_iter().map(|stored| stored.name).collect()
    }
}

#[test]
fn a_segment_is_made_changed_deleted_and_taken_back() {
    let mut small = Small::new();
    let donor = small.person("Ann Lee", &["donor"]);
    small.person("Bo Roe", &[]);
    let id = small.make("  Donors   here ", json!({ "all": [{ "ask": "people.tag", "tag": ["donor"] }] }));
    assert_eq!((small.names(), small.people(id)), (vec!["Donors here".to_owned()], vec![donor]));

    let same = NewSegment { name: "DONORS HERE".into(), note: String::new(), tree: Tree::default() };
    assert!(ops::add(&mut small.office, &same).unwrap_err().message.contains("already a segment"));
    let nameless = NewSegment { name: " ".into(), ..same.clone() };
    assert!(ops::add(&mut small.office, &nameless).is_err());
    let hollow = read(&json!({ "all": [] }));
    let hollow = Tree { of: vec![wardroom::segments::model::Node::Group(hollow)], ..Tree::default() };
    let hollow = NewSegment { name: "Hollow".into(), note: String::new(), tree: hollow };
    assert!(ops::add(&mut small.office, &hollow).unwrap_err().message.contains("no condition"));

    // Everybody, until something is asked.
    ops::change(&mut small.office, id, &NewSegment { name: "Everybody".into(), ..same }).unwrap();
    assert_eq!(small.people(id).len(), 2);
    assert_eq!(small.office.undo("").unwrap().value.summary, "Renamed the segment “Donors here” to “Everybody”");
    assert_eq!(small.people(id), [donor]);
    ops::delete(&mut small.office, id).unwrap();
    assert!(store::people(&small.office, id, today()).is_err());
    small.office.undo("").unwrap();
    assert_eq!(small.people(id), [donor], "it comes back with what it asks");
}

/// Relative days move with the day on which it is asked; nothing is stored of who is in it.
#[test]
fn who_is_in_it_is_as_of_the_day() {
    let mut small = Small::new();
    let (early, late) = (small.person("Early", &[]), small.person("Late", &[]));
    small.gives(early, "2025-11-22", 5_000);
    small.gives(late, "2026-11-20", 5_000);
    let id =
        small.make("Lately", json!({ "all": [{ "ask": "ledger.gave", "least": "50", "when": "last 12 months" }] }));
    assert_eq!(small.people(id), [early, late]);
    assert_eq!(store::people(&small.office, id, on("2026-11-22")).unwrap(), [late]);
    small.clock.set(on("2027-12-01"));
    assert_eq!(small.people(id), []);
}

#[test]
fn what_is_not_understood_is_refused_by_its_name() {
    for (text, said) in [
        ("{", "no JSON"),
        ("[]", "no group"),
        (r#"{"some": []}"#, "begins with no group"),
        (r#"{"all": [{"ask": "canvass.told"}]}"#, "does not know the condition “canvass.told”"),
        (r#"{"all": [{"tag": ["a"]}]}"#, "“tag” is neither a condition nor a group"),
        (r#"{"all": [7]}"#, "“7” is neither"),
        (r#"{"all": [{"ask": "people.tag"}]}"#, "people.tag tag: Choose one"),
        (r#"{"all": [{"ask": "people.tag", "tag": ["a"], "colour": "red"}]}"#, "not “colour”"),
        (r#"{"all": [{"ask": "people.stopped", "since": "x"}]}"#, "people.stopped takes no values"),
        (r#"{"all": [{"ask": "ledger.gave", "when": "some time"}]}"#, "ledger.gave when: “some time” says no days"),
        (r#"{"all": [{"ask": "ledger.gave", "least": "60", "most": "50"}]}"#, "less than the other"),
        (r#"{"all": [{"ask": "people.age", "least": 200}]}"#, "from 1 to 130"),
        (r#"{"all": [{"ask": "people.town", "town": "!!"}]}"#, "letters or figures"),
        (r#"{"all": [{"ask": "people.stopped", "not": "yes"}]}"#, "“not” is"),
        (r#"{"all": [{"any": []}]}"#, "A group holds no condition"),
    ] {
        let problem = try_read(text).unwrap_err();
        assert!(problem.to_string().contains(said), "{text}: {problem}");
    }
    let deep = format!("{}{}", r#"{"all":["#.repeat(7), "]}".repeat(7));
    assert!(try_read(&deep).unwrap_err().message.contains("6 deep"));

    // One of the file that asks what this program does not know stays as it is and says why, wherever it is met.
    let mut small = Small::new();
    small.person("Ann Lee", &[]);
    let id = small.make("Came", json!({ "all": [{ "ask": "people.stopped" }] }));
    small
        .office
        .transact(&crate::common::STEP, |tx| {
            tx.conn().execute("UPDATE segment SET asks = replace(asks, 'people.stopped', 'canvass.told')", [])?;
            Ok(())
        })
        .unwrap();
    let problem = store::people(&small.office, id, today()).unwrap_err();
    assert!(problem.message.contains("“Came”") && problem.message.contains("canvass.told"), "{problem}");
    ops::rename(&mut small.office, id, "Came once", "").unwrap();
    assert!(small.office.read(store::all).unwrap()[0].asks.contains("canvass.told"));
}

#[test]
fn what_is_gone_is_said() {
    let mut small = Small::new();
    let ann = small.person("Ann Lee", &["donor"]);
    let field = OwnField {
        id: OwnFieldId(0),
        name: "Shirt".into(),
        kind: OwnKind::Choice,
        options: vec!["Small".into()],
        in_list: false,
        closed: false,
    };
    let id = people::ops::add_field(&mut small.office, &field).unwrap().value;
    let tree = read(&json!({ "all": [
        { "ask": "people.tag", "tag": ["donor"] },
        { "ask": "people.own_choice", "field": id.to_string(), "chosen": ["Small"], "not": true },
    ]}));
    assert_eq!(
        words(&small.office, &tree),
        Words {
            says: "People who are tagged “donor”, but do not have “Small” in “Shirt”".into(), gone: vec![]
        }
    );
    // Another name of the field changes the words and nothing else.
    people::ops::change_field(&mut small.office, &OwnField { id, name: "T-shirt".into(), ..field.clone() }).unwrap();
    assert!(words(&small.office, &tree).says.ends_with("in “T-shirt”"));
    people::ops::untag(&mut small.office, &[ann], "donor").unwrap();
    people::ops::remove_field(&mut small.office, &OwnField { id, ..field }).unwrap();
    let gone = words(&small.office, &tree);
    assert_eq!(
        gone.says,
        "People who are tagged “donor (gone)”, but do not have “Small (gone)” in “something that is gone”"
    );
    assert_eq!(
        gone.gone,
        ["Tag: there is no “donor” any more", "Field: what was chosen is gone", "Chosen: there is no “Small” any more"]
    );
    assert_eq!(ids(&small.office, &tree), [], "it asks what it asked, and nobody is like that any more");
}

#[test]
fn people_stand_in_the_order_of_the_list_however_many_they_are() {
    let mut small = Small::new();
    for n in 0..2_100 {
        small.person(&format!("{} {}", ["Zoë", "ann", "Łukasz"][n % 3], 7 * n % 2_100), &[]);
    }
    let listed =
        |office: &Office| office.read(|conn| people::store::page(conn, &people::store::Filter::default(), 0, 9_999));
    let listed: Vec<PersonId> = listed(&small.office).unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(ids(&small.office, &Tree::default()), listed);
    let few = read(&json!({ "all": [{ "ask": "people.tag", "tag": ["few"] }] }));
    let tagged: Vec<PersonId> = listed.iter().copied().step_by(300).collect();
    people::ops::tag(&mut small.office, &tagged, "few").unwrap();
    assert_eq!(ids(&small.office, &few), tagged);
}

/// The register's list, its search and its export are narrowed to a segment; whoever is not to be contacted stays out of
/// what leaves.
#[test]
fn lists_and_exports_are_narrowed() {
    let mut small = Small::new();
    let (ann, bo) = (small.person("Ann Lee", &["donor"]), small.person("Bo Lee", &["donor", "helper"]));
    small.person("Cy Lee", &["helper"]);
    let said = Said { way: None, state: State::No, day: today(), how: String::new() };
    people::ops::consent(&mut small.office, bo, &said).unwrap();
    let id = small.make("Donors", json!({ "all": [{ "ask": "people.tag", "tag": ["donor"] }] }));
    let among = people::store::Among::new(small.people(id));
    let shown = |filter: &people::store::Filter| {
        small
            .office
            .read(|conn| {
                let rows = people::store::page(conn, filter, 0, 100)?;
                assert_eq!(people::store::count(conn, filter)?, rows.len());
                Ok(rows.into_iter().map(|row| (row.id, row.stopped)).collect::<Vec<_>>())
            })
            .unwrap()
    };
    let filter = people::store::Filter { among: Some(among), ..Default::default() };
    assert_eq!(shown(&filter), [(ann, false), (bo, true)]);
    assert_eq!(shown(&people::store::Filter { text: "lee".into(), ..filter.clone() }).len(), 2);
    assert_eq!(shown(&people::store::Filter { text: "cy".into(), ..filter.clone() }), []);
    assert_eq!(shown(&people::store::Filter { tag: Some("helper".into()), ..filter }), [(bo, true)]);

    let ids = small.people(id).into_iter().map(|person| person.0).collect();
    let out = |everybody| {
        let mut rows = 0;
        let left = small
            .office
            .read(|conn| {
                let export = &people::store::EXPORT;
                export.rows_of(conn, Some(&ids), everybody, &mut |all| {
                    rows = all.count();
                    Ok(rows)
                })?;
                export.left_out_of(conn, Some(&ids), everybody)
            })
            .unwrap();
        (rows, left.0)
    };
    assert_eq!((out(false), out(true)), ((1, 1), (2, 0)));
}

/// What is asked of a large register is asked along its indexes, and each sub-select is worked out once.
#[test]
fn conditions_are_asked_along_indexes() {
    let small = Small::new();
    let plan = |asks: Json| {
        let tree = read(&json!({ "all": [asks] }));
        let asked = tree.asks()[0].clone();
        ask(&small.office, |asking| {
            let sql = (asked.condition.sql)(asking, &asked.values)?;
            let text = format!("EXPLAIN QUERY PLAN SELECT count(*) FROM person p WHERE {}", sql.text);
            let mut explain = asking.conn.prepare(&text)?;
            let steps = explain.query_map(rusqlite::params_from_iter(sql.values), |row| row.get::<_, String>(3))?;
            Ok(steps.collect::<rusqlite::Result<Vec<_>>>()?.join("; "))
        })
    };
    for (asks, uses) in [
        (json!({ "ask": "people.tag", "tag": ["a"] }), "COVERING INDEX person_tag_by_tag (tag=?)"),
        (json!({ "ask": "people.stopped" }), "INDEX person_consent_any"),
        (
            json!({ "ask": "people.noted", "kind": "contact", "when": "last 30 days" }),
            "person_log_by_day (kind=? AND day>?",
        ),
        (json!({ "ask": "people.open" }), "INDEX person_log_open"),
        (json!({ "ask": "people.own", "field": "7" }), "INDEX person_own_by_field (field=?)"),
        (json!({ "ask": "people.added", "when": "last 30 days" }), "INTEGER PRIMARY KEY (rowid>? AND rowid<?)"),
        (json!({ "ask": "ledger.gave", "when": "last 12 months" }), "COVERING INDEX entry_by_person"),
        (json!({ "ask": "ledger.gave", "least": "50" }), "COVERING INDEX entry_by_person"),
        (json!({ "ask": "ledger.last", "when": "last year" }), "COVERING INDEX entry_by_person"),
        (json!({ "ask": "receipts.receipted", "year": "last" }), "INDEX receipt_by_year (for_year=?)"),
        // Most people have one: there the table is walked, on purpose.
        (json!({ "ask": "people.has", "what": "email" }), "SCAN person_contact"),
    ] {
        let plan = plan(asks.clone());
        assert!(plan.contains(uses) && !plan.contains("CORRELATED LIST"), "{asks}: {plan}");
    }
}

#[test]
fn the_palette_finds_a_segment() {
    let mut small = Small::new();
    let id = small.make("Spring appeal", json!({ "all": [] }));
    let find = wardroom::segments::SUBJECT.find.unwrap();
    let found = small.office.read(|conn| find(conn, "APPE", 5)).unwrap();
    assert_eq!((found.len(), found[0].opens.filter.as_str()), (1, id.to_string().as_str()));
    assert!(small.office.read(|conn| find(conn, "a", 5)).unwrap().is_empty());
}
