//! Duplicates: two records merged with all that refers to them, un-merged also after other work, and pairs set apart.

use std::collections::BTreeMap;

use wardroom::kit::{Money, PartDay};
use wardroom::ledger::model::{EntryId, EntryKind, NewEntry, Terms};
use wardroom::ledger::{self, store as entries};
use wardroom::office::{Office, OpId, Severity, attachments};
use wardroom::people::consent::{Said, State};
use wardroom::people::side_by_side::{Choices, Take};
use wardroom::people::store::{self, Pair};
use wardroom::people::{
    AddressForm, ContactForm, End, LinkKind, LogForm, LogKind, OwnField, OwnFieldId, OwnKind, PersonForm, PersonId,
    Way, ops,
};
use wardroom::receipts::model::Scope;
use wardroom::receipts::{ops as receipts, store as issued};

use super::ledger::{content, office};
use super::people::today;

fn form(name: &str, number: &str, email: &str, phone: &str, tags: &str) -> PersonForm {
    let contact = |value: &str, phone| ContactForm { value: value.into(), phone, ..ContactForm::default() };
    PersonForm {
        name: name.into(),
        number: number.into(),
        contacts: vec![contact(email, false), contact(phone, true)],
        addresses: vec![AddressForm {
            street: "12 High Street".into(),
            locality: "Leeds".into(),
            postcode: "LS1 1AA".into(),
            ..AddressForm::default()
        }],
        tags: tags.into(),
        ..PersonForm::default()
    }
}

fn add(office: &mut Office, form: &PersonForm) -> PersonId {
    ops::add(office, &form.parse(today(), false).unwrap()).unwrap().value
}

fn give(office: &mut Office, person: PersonId, minor: i64) -> EntryId {
    let entry = NewEntry::simple(EntryKind::Donation, today(), Money(minor)).from(person);
    ledger::ops::record(office, &entry).unwrap().value
}

/// Ann twice: the second with a number, another e-mail address, a shared phone number, a tag of both and one of her own, two
/// donations, one of them receipted, and a scan.
struct World {
    office: Office,
    ann: PersonId,
    twin: PersonId,
    gift: EntryId,
    receipted: EntryId,
}

fn world() -> World {
    let mut office = office();
    let ann = add(&mut office, &form("Ann Lee", "", "ann@example.org", "020 7946 0958", "member"));
    let twin = add(&mut office, &form("A. Lee", "M-17", "lee@example.com", "+44 20 7946 0958", "member, donor"));
    give(&mut office, ann, 1000);
    let (gift, receipted) = (give(&mut office, twin, 2500), give(&mut office, twin, 4000));
    receipt(&mut office, receipted);
    attachments::attach(&mut office, "person", twin.0, "card.png", b"scan of a card").unwrap();
    World { office, ann, twin, gift, receipted }
}

fn receipt(office: &mut Office, entry: EntryId) {
    let scope = Scope::Donation(wardroom::receipts::model::EntryId(entry.0));
    let plan = office.read(|conn| issued::plan(conn, scope, today())).unwrap();
    receipts::issue(office, &plan).unwrap();
}

fn merge(world: &mut World) -> OpId {
    ops::merge(&mut world.office, world.ann, world.twin, &Choices::default()).unwrap().op.unwrap()
}

fn sound(office: &Office) {
    let wrong: Vec<_> = office.check().unwrap().into_iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
    let index: Vec<_> = office.check().unwrap().into_iter().filter(|f| f.place == "person_search").collect();
    assert!(index.is_empty(), "{index:?}");
}

/// Every INTEGER column of every table that holds this number, with how often.
fn holds(office: &Office, number: i64) -> BTreeMap<String, i64> {
    office
        .read(|conn| {
            let mut columns = conn.prepare(
                "SELECT s.name, c.name FROM seal_table s JOIN pragma_table_info(s.name) c WHERE c.type = 'INTEGER' ORDER BY 1, 2",
            )?;
            let columns = columns
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
            let mut found = BTreeMap::new();
            for (table, column) in columns {
                let sql = format!("SELECT count(*) FROM \"{table}\" WHERE \"{column}\" = ?1");
                let count: i64 = conn.query_row(&sql, [number], |row| row.get(0))?;
                if count > 0 {
                    found.insert(format!("{table}.{column}"), count);
                }
            }
            Ok(found)
        })
        .unwrap()
}

fn donor_of(office: &Office, entry: EntryId) -> Option<PersonId> {
    office.read(|conn| entries::entry(conn, entry)).unwrap().person
}

#[test]
fn a_merge_moves_everything_and_is_undone_whole() {
    let mut world = world();
    let before = content(&world.office);
    let op = merge(&mut world);
    let World { office, ann, twin, gift, receipted } = &mut world;

    let one = office.read(|conn| store::get(conn, *ann)).unwrap().details;
    assert_eq!((one.name.as_str(), one.number.as_deref()), ("Ann Lee", Some("M-17")), "the blank number was filled");
    let values: Vec<&str> = one.contacts.iter().map(|c| c.value.as_str()).collect();
    assert_eq!(values, ["ann@example.org", "lee@example.com", "020 7946 0958"], "each once");
    assert_eq!((one.addresses.len(), one.tags.len()), (1, 2));
    assert_eq!((donor_of(office, *gift), donor_of(office, *receipted)), (Some(*ann), Some(*ann)));
    assert_eq!(office.read(|conn| attachments::of(conn, "person", ann.0)).unwrap().len(), 1);

    // Nothing holds the old id but what keeps it on purpose: the frozen receipt, and the note of who stands for it.
    let left: Vec<String> = holds(office, twin.0).into_keys().collect();
    assert_eq!(left, ["person_merged.was", "receipt.donor"]);
    let filter = issued::Filter { donor: Some(wardroom::receipts::model::PersonId(ann.0)), ..Default::default() };
    let papers = office.read(|conn| issued::list(conn, &filter, 0, 10)).unwrap();
    assert_eq!(papers.iter().map(|r| r.donor_name.as_str()).collect::<Vec<_>>(), ["A. Lee"], "led to, and unchanged");
    assert_eq!(office.read(|conn| store::find(conn, *twin)).unwrap().unwrap().id, *ann, "the old id leads to her");
    assert_eq!(office.read(|conn| store::resolve(conn, &twin.to_string())).unwrap(), *ann);
    assert_eq!(office.read(|conn| store::search(conn, "lee@example.com", 5)).unwrap()[0].id, *ann);
    sound(office);

    let undone = office.undo("").unwrap().value;
    assert_eq!((undone.op, undone.kept), (op, vec![]));
    assert_eq!(content(office), before);
    sound(office);
    office.redo().unwrap();
    assert_eq!(donor_of(office, *gift), Some(*ann));
    sound(office);
}

#[test]
fn a_merge_takes_own_fields_consent_links_and_notes_along_and_gives_them_back() {
    let mut world = world();
    let World { office, ann, twin, .. } = &mut world;
    let field = |office: &mut Office, name: &str| {
        let field = OwnField {
            id: OwnFieldId::default(),
            name: name.into(),
            kind: OwnKind::Text,
            options: vec![],
            in_list: false,
            closed: false,
        };
        ops::add_field(office, &field).unwrap().value
    };
    let (shirt, van) = (field(office, "Shirt size"), field(office, "Van"));
    for (id, own, birth) in
        [(*ann, vec![(shirt, "Small")], "1970"), (*twin, vec![(shirt, "Large"), (van, "yes")], "1970-05-17")]
    {
        let mut details = office.read(|conn| store::get(conn, id)).unwrap().details;
        details.own = own.into_iter().map(|(field, value)| (field, value.to_owned())).collect();
        details.birth = PartDay::from_iso(birth);
        ops::change(office, id, &details).unwrap();
    }
    let said = Said { way: Some(Way::Email), state: State::Yes, day: today(), how: "form".into() };
    ops::consent(office, *twin, &said).unwrap();
    let bob = add(office, &form("Bob Roe", "", "bob@example.org", "", ""));
    let household = (LinkKind::Household, End::Start);
    // The same household from both records, one link between the two, and one that only the twin has.
    ops::link(office, *ann, household, bob, "").unwrap();
    ops::link(office, *twin, household, bob, "").unwrap();
    ops::link(office, *twin, household, *ann, "").unwrap();
    ops::link(office, bob, (LinkKind::Payer, End::Start), *twin, "").unwrap();
    let late = add(office, &form("Cy Poe", "", "cy@example.org", "", ""));
    ops::link(office, late, household, bob, "").unwrap();
    let line = LogForm { about: "the hall".into(), ..LogForm::new(LogKind::Contact, today(), "Asha") };
    ops::log(office, *twin, &line.parse(today(), false).unwrap()).unwrap();
    let before = content(office);

    let op = merge(&mut world);
    let World { office, ann, twin, .. } = &mut world;
    let one = office.read(|conn| store::get(conn, *ann)).unwrap().details;
    assert_eq!(one.own, [(shirt, "Small".to_owned()), (van, "yes".to_owned())]);
    assert_eq!(one.birth, PartDay::from_iso("1970"), "hers, until the other is chosen");
    let links = |office: &Office, id: PersonId| office.read(|conn| store::links(conn, id)).unwrap();
    let kinds: Vec<_> = links(office, *ann).iter().map(|l| (l.kind, l.end, l.other)).collect();
    assert_eq!(kinds, [(LinkKind::Household, household_end(*ann, bob), bob), (LinkKind::Payer, End::Other, bob)]);
    assert_eq!(office.read(|conn| store::consents(conn, *ann)).unwrap().len(), 1);
    assert_eq!(office.read(|conn| store::log_of(conn, *ann)).unwrap().len(), 1);
    let left: Vec<String> = holds(office, twin.0).into_keys().collect();
    assert_eq!(left, ["person_merged.was", "receipt.donor"]);
    sound(office);
    assert_eq!(office.undo_op(op, "").unwrap().value.kept, vec![]);
    assert_eq!(content(office), before);
    sound(office);

    // A household that the merge turns round stands once, from the smaller id, and goes back.
    let op = ops::merge(office, late, *ann, &Choices::default()).unwrap().op.unwrap();
    let kinds: Vec<_> = links(office, late).iter().filter(|l| l.other == bob).map(|l| (l.kind, l.end)).collect();
    assert_eq!(kinds, [(LinkKind::Household, household_end(late, bob))]);
    assert_eq!(ops::link(office, bob, household, late, "").unwrap().op, None, "it is known as one");
    office.undo_op(op, "").unwrap();
    assert_eq!(content(office), before);
}

/// From which end `one` sees the household shared with `other`.
fn household_end(one: PersonId, other: PersonId) -> End {
    if one < other { End::Start } else { End::Other }
}

#[test]
fn a_merge_is_undone_also_after_other_work() {
    let mut world = world();
    let op = merge(&mut world);
    let World { office, ann, twin, gift, receipted } = &mut world;
    // Ann gets an occupation, the moved address another e-mail kind, the moved donation a note; she gives again.
    let mut changed = PersonForm::from(&office.read(|conn| store::get(conn, *ann)).unwrap().details);
    changed.occupation = "Baker".into();
    changed.contacts.iter_mut().find(|c| c.value == "lee@example.com").unwrap().kind = "work".into();
    ops::change(office, *ann, &changed.parse(today(), false).unwrap()).unwrap();
    let entry = office.read(|conn| entries::entry(conn, *gift)).unwrap();
    let terms = Terms { currency: *wardroom::kit::Currency::pound(), today: today(), month_first: false };
    let mut form = entry.form(terms.currency);
    form.note = "for the roof".into();
    let new = form.parse(&terms).unwrap();
    ledger::ops::change(office, *gift, &new).unwrap();
    let later = give(office, *ann, 700);

    let undone = office.undo_op(op, "").unwrap().value;
    assert_eq!(undone.kept, vec![], "no column was changed twice");
    let (one, other) = office.read(|conn| Ok((store::get(conn, *ann)?, store::get(conn, *twin)?))).unwrap();
    assert_eq!((one.details.occupation.as_str(), one.details.number), ("Baker", None), "what came later stays");
    assert_eq!(one.details.contacts.len(), 2);
    assert_eq!(
        (other.details.number.as_deref(), other.details.contacts.len(), other.details.tags.len()),
        (Some("M-17"), 2, 2)
    );
    assert_eq!(other.details.contacts[0].kind, "work", "and so does what came later to a part that goes back");
    assert_eq!((donor_of(office, *gift), donor_of(office, *receipted)), (Some(*twin), Some(*twin)));
    assert_eq!(office.read(|conn| entries::entry(conn, *gift)).unwrap().note, "for the roof");
    assert_eq!(donor_of(office, later), Some(*ann));
    assert_eq!(office.read(|conn| store::search(conn, "lee@example.com", 5)).unwrap()[0].id, *twin);
    sound(office);
}

#[test]
fn what_was_receipted_or_written_since_stays_and_is_listed() {
    let mut world = world();
    let op = merge(&mut world);
    receipt(&mut world.office, world.gift);
    let mut changed = PersonForm::from(&world.office.read(|conn| store::get(conn, world.ann)).unwrap().details);
    changed.number = "M-99".into();
    ops::change(&mut world.office, world.ann, &changed.parse(today(), false).unwrap()).unwrap();
    let undone = world.office.undo_op(op, "").unwrap().value;
    let kept: Vec<(&str, i64)> = undone.kept.iter().map(|(table, row)| (table.as_str(), *row)).collect();
    assert_eq!(kept, [("entry", world.gift.0), ("person", world.ann.0)]);
    assert_eq!(donor_of(&world.office, world.gift), Some(world.ann), "the receipt names the one who was merged");
    assert_eq!(donor_of(&world.office, world.receipted), Some(world.twin), "that one was frozen before, as hers");
    let number = |id| world.office.read(|conn| store::get(conn, id)).unwrap().details.number;
    assert_eq!((number(world.ann).as_deref(), number(world.twin).as_deref()), (Some("M-99"), Some("M-17")));
    sound(&world.office);
}

#[test]
fn a_number_given_again_or_a_later_merge_stands_in_the_way_of_undo_and_says_so() {
    let mut world = world();
    let mut choices = Choices::default();
    choices.choose("number", Take::Keep).unwrap();
    let op = ops::merge(&mut world.office, world.ann, world.twin, &choices).unwrap().op.unwrap();
    let other = add(&mut world.office, &form("Eve Roe", "M-17", "eve@example.org", "", ""));
    let problem = world.office.undo_op(op, "").unwrap_err();
    assert!(problem.message.contains("given to another since"), "{problem}");
    let mut changed = PersonForm::from(&world.office.read(|conn| store::get(conn, other)).unwrap().details);
    changed.number = "M-18".into();
    ops::change(&mut world.office, other, &changed.parse(today(), false).unwrap()).unwrap();

    let second = ops::merge(&mut world.office, other, world.ann, &Choices::default()).unwrap().op.unwrap();
    assert_eq!(
        world.office.read(|conn| store::find(conn, world.twin)).unwrap().unwrap().id,
        other,
        "one step leads home"
    );
    let problem = world.office.undo_op(op, "").unwrap_err();
    assert!(problem.message.contains("a later step changed or removed"), "{problem}");
    world.office.undo_op(second, "").unwrap();
    world.office.undo_op(op, "").unwrap();
    assert_eq!(donor_of(&world.office, world.gift), Some(world.twin));
    sound(&world.office);
}

#[test]
fn a_merge_with_itself_or_nobody_changes_nothing() {
    let mut world = world();
    let before = content(&world.office);
    let merge = |office: &mut Office, a, b| ops::merge(office, a, b, &Choices::default()).unwrap_err().message;
    assert!(merge(&mut world.office, world.ann, world.ann).contains("one record already"));
    assert!(merge(&mut world.office, world.ann, PersonId(1)).contains("no such person"));
    assert_eq!(content(&world.office), before);
}

fn pairs(office: &Office) -> Vec<Pair> {
    office.read(|conn| store::pairs(conn, 0.5, || true)).unwrap()
}

#[test]
fn a_pair_that_was_set_apart_is_not_listed_again_until_that_is_taken_back() {
    let mut world = world();
    let World { office, ann, twin, .. } = &mut world;
    let found = pairs(office);
    assert_eq!(found.iter().map(|p| (p.a, p.b)).collect::<Vec<_>>(), [(*ann, *twin)]);
    assert!(found[0].because.contains(&"same phone number".to_owned()), "{:?}", found[0].because);
    ops::not_duplicate(office, *twin, *ann).unwrap();
    assert!(pairs(office).is_empty());
    assert_eq!(ops::not_duplicate(office, *ann, *twin).unwrap().op, None, "whichever stands first");
    office.undo("").unwrap();
    assert_eq!(pairs(office).len(), 1);
    office.redo().unwrap();
    // It survives a merge of one of them with a third, whoever has the smaller id.
    let third = add(office, &form("Ann Leigh", "", "leigh@example.org", "020 7946 0958", ""));
    ops::merge(office, third, *ann, &Choices::default()).unwrap();
    assert!(office.read(|conn| store::are_distinct(conn, third, *twin)).unwrap());
    assert!(pairs(office).is_empty(), "{:?}", pairs(office));
    ops::maybe_duplicate(office, *twin, third).unwrap();
    assert_eq!(pairs(office).len(), 1);
    // Who was set apart and is merged after all is not set apart from oneself.
    ops::not_duplicate(office, third, *twin).unwrap();
    ops::merge(office, third, *twin, &Choices::default()).unwrap();
    sound(office);
}
