//! A year is closed, opened again and closed: what is to be settled, what the lock holds, what the statement says.

use std::sync::Arc;

use proptest::prelude::*;
use wardroom::cli::ClosingOf;
use wardroom::kit::{Clock, Currency, Day, FixedClock, Money, day};
use wardroom::ledger::import::Known;
use wardroom::ledger::model::{
    BatchForm, BatchLineForm, CategoryId, CategoryKind, EntryId, EntryKind, Filter, Method, NewEntry, PersonId, Split,
    Terms,
};
use wardroom::ledger::{ops as ledger, store as entries};
use wardroom::office::profile::{self, Profile};
use wardroom::office::{Finding, How, Office, Severity};
use wardroom::people::{self, Details};
use wardroom::subjects;
use wardroom::year::model::{CloseId, Kind, NewSample, Outcome, Standing, Statement, Why, Year, draw};
use wardroom::year::ops::{self, NewClosing};
use wardroom::year::store;

use crate::common;

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn year(n: i32) -> Year {
    Year { from: iso(&format!("{n}-01-01")), to: iso(&format!("{n}-12-31")) }
}

fn asked() -> Vec<ClosingOf> {
    subjects::nouns().iter().filter_map(|noun| noun.closing).collect()
}

struct World {
    office: Office,
    clock: Arc<FixedClock>,
}

impl World {
    fn new(law: &str) -> Self {
        let clock = Arc::new(FixedClock::at(iso("2026-03-01")));
        let how = How::new(subjects::setup(), Arc::clone(&clock) as Arc<dyn Clock>, "Asha M.").seed(1);
        let office = Office::in_memory(&Profile::new("Test Party", "Riverside", law).unwrap(), &how).unwrap();
        Self { office, clock }
    }

    fn person(&mut self, name: &str) -> PersonId {
        people::ops::add(&mut self.office, &Details::named(name)).unwrap().value
    }

    fn put(&mut self, kind: EntryKind, amount: i64, on: &str) -> EntryId {
        ledger::record(&mut self.office, &NewEntry::simple(kind, iso(on), Money(amount))).unwrap().value
    }

    /// Closes a year with a reason for whatever is open.
    fn close(&mut self, n: i32) -> wardroom::kit::Result<CloseId> {
        let left = ["receipts", "findings", "batches", "cash"].map(|key| (key.to_owned(), "Looked at".to_owned()));
        let new = NewClosing { year: year(n), left: left.to_vec(), note: String::new() };
        ops::close(&mut self.office, &new, &asked()).map(|done| done.value)
    }

    fn statement(&self, n: i32) -> Statement {
        self.office.read(|conn| store::statement(conn, year(n))).unwrap()
    }

    fn standing(&self, n: i32) -> Standing {
        let today = self.office.today();
        self.office.read(|conn| store::standing(conn, year(n), today)).unwrap()
    }

    fn errors(&self) -> Vec<Finding> {
        self.office.check().unwrap().into_iter().filter(|f| f.severity == Severity::Error).collect()
    }

    /// Every figure is what the entries make that it opens, and the statement adds up.
    fn ties_out(&self, statement: &Statement) {
        assert_eq!(statement.faults(), [""; 0], "{statement:#?}");
        for (row, figure) in statement.figures().filter(|(_, f)| !f.opens.is_empty()) {
            let filter: Filter = figure.opens.parse().unwrap();
            let part = self.office.read(|conn| entries::sums(conn, &filter)).unwrap().part;
            assert_eq!(Money(part.0 * figure.sign), figure.sum, "{} opens {}", row.key, figure.opens);
        }
        let nothing = |f: &wardroom::year::model::Figure| f.opens.is_empty() && !f.sum.is_zero();
        assert!(statement.figures().all(|(_, figure)| !nothing(figure)), "every sum opens its entries");
    }
}

fn refused<T: std::fmt::Debug>(result: wardroom::kit::Result<T>) -> String {
    let problem = result.unwrap_err();
    format!("{problem} {}", problem.hint.clone().unwrap_or_default())
}

/// Two years of a branch.
fn branch(law: &str) -> World {
    let mut w = World::new(law);
    let ann = w.person("Ann Ali");
    let bakery =
        people::ops::add(&mut w.office, &Details { organisation: true, ..Details::named("Harbour Bakery Ltd") })
            .unwrap()
            .value;
    w.put(EntryKind::Opening, 50_000, "2024-01-01");
    w.put(EntryKind::Dues, 2_400, "2024-02-01");
    w.put(EntryKind::Expense, 1_000, "2024-03-01");
    for (person, amount, on) in [(ann, 3_000, "2025-02-01"), (bakery, 12_500, "2025-03-01"), (ann, 700, "2026-01-10")] {
        let new = NewEntry::simple(EntryKind::Donation, iso(on), Money(amount)).from(person);
        ledger::record(&mut w.office, &new).unwrap();
    }
    w.put(EntryKind::Dues, 2_500, "2025-02-01");
    w.put(EntryKind::Expense, 4_321, "2025-05-05");
    let loan = NewEntry { person: Some(ann), ..NewEntry::simple(EntryKind::Loan, iso("2025-06-01"), Money(10_000)) };
    ledger::record(&mut w.office, &loan).unwrap();
    let given = NewEntry {
        person: Some(bakery),
        description: "Bread for the street party".into(),
        valuation: "Price in the shop".into(),
        ..NewEntry::simple(EntryKind::InKind, iso("2025-06-20"), Money(8_000))
    };
    ledger::record(&mut w.office, &given).unwrap();
    w
}

#[test]
fn a_year_is_closed_opened_again_and_closed() {
    let mut w = branch("gb");
    assert_eq!(
        (w.standing(2024), w.standing(2025), w.standing(2026)),
        (Standing::Next, Standing::Next, Standing::Running)
    );
    // What is open wants a reason, and what is not over stays.
    let new = NewClosing { year: year(2024), left: Vec::new(), note: String::new() };
    ops::close(&mut w.office, &new, &asked()).unwrap();
    assert!(refused(w.close(2024)).contains("closed already"));
    assert!(refused(w.close(2026)).contains("The next one is 2025"));
    // More cash was paid out than there was.
    let cash = NewEntry { method: Method::Cash, ..NewEntry::simple(EntryKind::Expense, iso("2025-05-06"), Money(50)) };
    ledger::record(&mut w.office, &cash).unwrap();
    let bare = NewClosing { year: year(2025), left: Vec::new(), note: String::new() };
    let said = refused(ops::close(&mut w.office, &bare, &asked()));
    assert!(said.contains("Cash below nothing at the end of the year (cash)"), "{said}");
    assert!(matches!(w.standing(2025), Standing::Next), "nothing was closed");
    let id = w.close(2025).unwrap();
    assert_eq!(w.standing(2025), Standing::Closed(id));
    assert!(refused(w.close(2026)).contains("not over before 31 December 2026"));
    assert_eq!(w.errors(), []);
    let closed = w.office.read(|conn| store::closed(conn, id)).unwrap();
    assert_eq!(
        (closed.entries, closed.balance),
        (7, Money(50_000 + 2_400 - 1_000 + 3_000 + 12_500 + 2_500 - 4_321 + 10_000 - 50))
    );
    assert!(closed.left.iter().any(|left| left.item == "cash" && left.reason == "Looked at"), "{closed:?}");
    let before = w.statement(2025);

    // The latest first, and with a reason.
    let first =
        w.office.read(|conn| Ok(store::all(conn)?.into_iter().find(|c| c.year == year(2024)).unwrap().id)).unwrap();
    assert!(refused(ops::reopen(&mut w.office, first, "A mistake")).contains("The last year that is closed is 2025"));
    assert!(refused(ops::reopen(&mut w.office, id, " ")).contains("with a reason"));
    ops::reopen(&mut w.office, id, "A bill was forgotten").unwrap();
    assert!(refused(ops::reopen(&mut w.office, id, "Again")).contains("open again already"));
    assert_eq!(w.standing(2025), Standing::Next);
    w.put(EntryKind::Expense, 999, "2025-12-30");
    let again = w.close(2025).unwrap();
    assert_ne!(again, id);
    let after = w.statement(2025);
    assert_eq!(after.sum("total.expense") - before.sum("total.expense"), Money(999));
    let book = w.office.read(store::all).unwrap();
    assert_eq!(book.len(), 3, "what was opened again stays in the book");
    assert_eq!(book[1].reopened.as_ref().unwrap().why, "A bill was forgotten");
    assert_eq!(w.errors(), []);
}

#[test]
fn undoing_a_close_opens_the_year_again_with_the_reason() {
    let mut w = branch("gb");
    w.close(2024).unwrap();
    let next = w.office.next_undo().unwrap().unwrap();
    assert!(next.leaves.unwrap().contains("The year is open again"));
    assert!(refused(w.office.undo("")).contains("with a reason"));
    w.office.undo("Too early").unwrap();
    assert_eq!(w.standing(2024), Standing::Next);
    let book = w.office.read(store::all).unwrap();
    assert_eq!(book[0].reopened.as_ref().unwrap().why, "Too early");
    assert_eq!(w.errors(), []);
}

#[test]
fn the_lock_holds_by_whatever_way_an_entry_would_change() {
    let mut w = branch("gb");
    let old = w.put(EntryKind::Expense, 500, "2025-07-01");
    let moved = w.put(EntryKind::Expense, 600, "2025-08-01");
    // Moved out of the year before it is closed: undoing that would move it back in.
    let change = NewEntry::simple(EntryKind::Expense, iso("2026-01-05"), Money(600));
    ledger::change(&mut w.office, moved, &change).unwrap();
    let moved_by = w.office.next_undo().unwrap().unwrap().op;
    w.put(EntryKind::Dues, 100, "2025-09-01");
    let recorded_by = w.office.next_undo().unwrap().unwrap().op;
    w.close(2025).unwrap();
    let held = "the closed year 2025";
    let new = |on: &str| NewEntry::simple(EntryKind::Expense, iso(on), Money(100));
    // Recorded, also long before the year; changed; moved in; taken back on a day of it; given back on one.
    assert!(refused(ledger::record(&mut w.office, &new("2025-12-31"))).contains(held));
    assert!(
        refused(ledger::record(&mut w.office, &new("2019-12-31"))).contains(held),
        "what lies before is closed with it"
    );
    assert!(refused(ledger::change(&mut w.office, old, &new("2025-07-01"))).contains(&format!("locked by {held}")));
    assert!(refused(ledger::change(&mut w.office, moved, &new("2025-08-01"))).contains(held));
    assert!(refused(ledger::reverse(&mut w.office, old, iso("2025-12-31"), "Wrong")).contains(held));
    assert!(refused(w.office.undo_op(recorded_by, "")).contains(held));
    assert!(refused(w.office.undo_op(moved_by, "")).contains(held), "an undo does not move it back in either");
    // The entry says by what it is held, and so does the list.
    let entry = w.office.read(|conn| entries::entry(conn, old)).unwrap();
    assert_eq!(entry.locks, [held]);
    let filter = Filter::between(year(2025).from, year(2025).to);
    let rows = w.office.read(|conn| entries::page(conn, &filter, 0, 99)).unwrap();
    assert!(rows.iter().all(|row| row.lock.as_deref() == Some(held)));
    // A reversal goes into the open year; the person in an entry may still become another.
    ledger::reverse(&mut w.office, old, iso("2026-02-01"), "Paid twice").unwrap();
    w.office.undo("").unwrap();
    let (ann, twin) = (w.person("Ann Double"), w.person("Ann Twin"));
    let gift = NewEntry::simple(EntryKind::Donation, iso("2026-02-02"), Money(100)).from(twin);
    ledger::record(&mut w.office, &gift).unwrap();
    let of_the_year = w.office.read(|conn| people::store::resolve(conn, "Ann Ali")).unwrap();
    people::ops::merge(&mut w.office, ann, of_the_year, &wardroom::people::side_by_side::Choices::default()).unwrap();
    assert_eq!(w.errors(), []);
    // A list with a row of the closed year says so before anything is recorded.
    let known: Known = w.office.read(ledger::known).unwrap();
    assert_eq!(known.closed.len(), 1);
    // Once it is open again all of that goes.
    let id = w.office.read(store::last_closed).unwrap().unwrap().id;
    ops::reopen(&mut w.office, id, "To put right").unwrap();
    ledger::change(&mut w.office, old, &new("2025-07-01")).unwrap();
    assert_eq!(w.errors(), []);
}

#[test]
fn a_batch_of_the_year_is_posted_before_it_is_closed_or_left_with_a_reason() {
    let mut w = branch("gb");
    w.close(2024).unwrap();
    let line = BatchLineForm { amount: "10".into(), new_name: "Somebody".into(), ..BatchLineForm::default() };
    let form = BatchForm {
        received: "2025-12-20".into(),
        declared_count: "1".into(),
        declared_total: "10".into(),
        lines: vec![line],
        ..BatchForm::default()
    };
    let terms = Terms { currency: *Currency::pound(), today: w.office.today(), month_first: false };
    let batch = ledger::save_batch(&mut w.office, None, &form.parse(&terms).unwrap()).unwrap().value;
    let span = wardroom::cli::Span { from: year(2025).from, to: year(2025).to, today: w.office.today() };
    let items = w.office.read(|conn| wardroom::cli::closing(asked(), conn, &span)).unwrap();
    let keys: Vec<&str> = items.iter().map(|item| item.key).collect();
    assert_eq!(keys, ["ledger", "batches", "cash", "funds", "receipts", "findings"]);
    assert!(items.iter().all(|item| !item.says.is_empty() && !item.label.is_empty()));
    let settled = |key: &str| items.iter().find(|item| item.key == key).unwrap().open == 0;
    assert!(settled("ledger") && !settled("batches") && settled("cash") && settled("receipts"));
    let left = vec![("receipts".to_owned(), "Later".to_owned())];
    let new = NewClosing { year: year(2025), left, note: String::new() };
    assert!(refused(ops::close(&mut w.office, &new, &asked())).contains("1 batch keyed and not posted (batches)"));
    w.close(2025).unwrap();
    // What was left goes into the open year: the batch of a closed one is not posted.
    assert!(refused(ledger::post_batch(&mut w.office, batch, false)).contains("the closed year 2025"));
}

#[test]
fn a_british_statement_is_receipts_and_payments_and_notes_what_is_no_money() {
    let mut w = branch("gb");
    ops::note(&mut w.office, year(2025), "review", "We knocked on doors.").unwrap();
    assert!(refused(ops::note(&mut w.office, year(2025), "basis", "Ours")).contains("no note"));
    let statement = w.statement(2025);
    w.ties_out(&statement);
    let sum = |key: &str| statement.sum(key);
    assert_eq!((sum("income.donations"), sum("income.membership")), (Money(15_500), Money(2_500)));
    assert_eq!(
        (sum("total.income"), sum("total.expense"), sum("result")),
        (Money(18_000), Money(4_321), Money(13_679))
    );
    assert_eq!(
        (sum("note.in_kind"), sum("note.owed"), sum("total.loan")),
        (Money(8_000), Money(10_000), Money(10_000))
    );
    assert_eq!((sum("opening"), sum("closing")), (Money(51_400), Money(75_079)));
    assert!(statement.unconfirmed && statement.row("note.review").unwrap().says.contains("doors"));
    let before = statement.row("income.membership").unwrap().before.as_ref().unwrap();
    assert_eq!(before.sum, Money(2_400));
    // A category stands where somebody puts it, in years that are open.
    let dues = w.office.read(|conn| entries::find_category(conn, "Membership dues")).unwrap();
    assert!(refused(ops::place(&mut w.office, dues, Some("staff"))).contains("The lines are donations"));
    ops::place(&mut w.office, dues, Some("other_in")).unwrap();
    let placed = w.statement(2025);
    w.ties_out(&placed);
    assert_eq!((placed.sum("income.other_in"), placed.sum("income.membership")), (Money(2_500), Money::ZERO));
    w.close(2025).unwrap();
    ops::place(&mut w.office, dues, None).unwrap();
    assert_eq!(w.statement(2025).sum("income.other_in"), Money(2_500), "a closed year stays as it was closed");
    assert!(refused(ops::note(&mut w.office, year(2025), "review", "More")).contains("Open the year again"));
    assert_eq!(w.errors(), []);
}

#[test]
fn a_german_statement_keeps_people_and_organisations_apart_and_counts_what_is_in_kind() {
    let mut w = branch("de");
    let statement = w.statement(2025);
    w.ties_out(&statement);
    let sum = |key: &str| statement.sum(key);
    assert_eq!((sum("income.e1"), sum("income.e3"), sum("income.e4")), (Money(2_500), Money(3_000), Money(20_500)));
    assert_eq!(
        (sum("expense.a2b"), sum("total.income"), sum("total.expense")),
        (Money(8_000), Money(26_000), Money(12_321))
    );
    assert_eq!(sum("note.in_kind"), Money(8_000));
    let numbers: Vec<&str> =
        statement.rows.iter().filter(|r| r.key.starts_with("income.")).map(|r| r.number.as_str()).collect();
    assert_eq!(numbers, ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"], "in the order of the act");
    w.close(2025).unwrap();
    assert_eq!(w.errors(), []);
    // Who gave is put right later: nothing is lost, and check says which figure was another.
    let bakery = w.office.read(|conn| people::store::resolve(conn, "Harbour Bakery Ltd")).unwrap();
    people::ops::change(&mut w.office, bakery, &Details::named("Harbour Bakery")).unwrap();
    let said = w.office.check().unwrap();
    assert!(said.iter().all(|f| f.severity == Severity::Notice) && said.len() >= 2, "{said:?}");
}

#[test]
fn check_finds_a_closed_year_that_is_no_longer_what_it_was() {
    let mut w = branch("gb");
    w.close(2025).unwrap();
    let broken = |sql: &str| {
        let mut w = branch("gb");
        w.close(2025).unwrap();
        let broke = w.office.transact(&common::STEP, |tx| {
            tx.conn().execute(sql, [])?;
            Ok(())
        });
        broke.unwrap();
        w.errors().into_iter().map(|f| f.what).collect::<Vec<_>>().join("; ")
    };
    assert!(broken("DELETE FROM period_lock").contains("Nothing holds the entries"));
    assert!(broken("UPDATE year_close SET entries = 3").contains("had 3 entries and has 6"));
    assert!(
        broken("UPDATE year_close SET statement = replace(statement, '15500', '15501')")
            .contains("no longer what its entries make")
    );
    assert!(broken("UPDATE year_close SET reopened_on = '2026-01-01', reopened_why = 'x'").contains("not closed"));
    // What the ledger holds no step changes, not even one that knows nothing of years.
    let past = w.office.transact(&common::STEP, |tx| {
        tx.conn().execute("UPDATE entry SET amount = amount + 1 WHERE received_on LIKE '2025%'", [])?;
        Ok(())
    });
    assert!(refused(past).contains("the closed year 2025"));
    let past = w.office.transact(&common::STEP, |tx| {
        tx.conn().execute("UPDATE entry_line SET category = NULL, account = 1 WHERE 0", [])?;
        tx.conn().execute("UPDATE entry_line SET memo = 'Words' WHERE day LIKE '2025%'", [])?;
        Ok(())
    });
    past.unwrap();
}

#[test]
fn the_examiner_draws_by_a_seed_and_ticks_what_agrees() {
    let mut w = branch("gb");
    let new = NewSample { year: year(2025), seed: "8 April".into(), count: 3, least: Some(Money(10_000)) };
    let id = ops::examine(&mut w.office, &new).unwrap().value;
    let (sample, all, population) = w
        .office
        .read(|conn| Ok((store::sample(conn, id)?, store::sampled(conn, id)?, store::population(conn, year(2025))?)))
        .unwrap();
    assert_eq!((sample.of_all, all.len()), (6, 5), "two large ones, three drawn");
    let again = draw("8 April", 3, Some(Money(10_000)), &population);
    assert_eq!(all.iter().map(|one| one.entry).collect::<Vec<_>>(), again.iter().map(|d| d.entry).collect::<Vec<_>>());
    assert_eq!(all.iter().filter(|one| one.why == Why::Large).count(), 2);
    let entry = all[0].entry;
    assert!(refused(ops::checked(&mut w.office, id, entry, Outcome::Query, " ")).contains("what is to be asked"));
    assert!(refused(ops::checked(&mut w.office, id, EntryId(1), Outcome::Agreed, "")).contains("not in"));
    ops::checked(&mut w.office, id, entry, Outcome::Query, "Where is the invoice?").unwrap();
    let one = w.office.read(|conn| store::sampled(conn, id)).unwrap().remove(0);
    assert_eq!((one.outcome, one.note.as_str(), one.by.as_str()), (Outcome::Query, "Where is the invoice?", "Asha M."));
    w.office.undo("").unwrap();
    let one = w.office.read(|conn| store::sampled(conn, id)).unwrap().remove(0);
    assert_eq!((one.outcome, one.on), (Outcome::Open, None));
    // A seed of its own where nobody names one.
    let id = ops::examine(&mut w.office, &NewSample { seed: String::new(), ..new }).unwrap().value;
    assert!(w.office.read(|conn| store::sample(conn, id)).unwrap().new.seed.len() > 8);
    assert_eq!(w.errors(), []);
}

#[test]
fn the_audit_shows_the_paper_and_what_a_change_took_away() {
    let mut w = branch("gb");
    let new = NewEntry {
        reference: "0042".into(),
        method: Method::Cheque,
        ..NewEntry::simple(EntryKind::Expense, iso("2025-10-01"), Money(2_000))
    };
    let id = ledger::record(&mut w.office, &new).unwrap().value;
    ledger::change(
        &mut w.office,
        id,
        &NewEntry {
            amount: Money(2_500),
            splits: vec![Split { amount: Money(2_500), ..Split::default() }],
            ..new.clone()
        },
    )
    .unwrap();
    ledger::attach(&mut w.office, id, "invoice.pdf", b"%PDF-1.4 made up").unwrap();
    let (row, changed) = w.office.read(|conn| store::audited(conn, id)).unwrap().unwrap();
    assert_eq!(row.paper(), "0042, invoice.pdf");
    assert_eq!((row.categories.as_str(), row.accounts.as_str()), ("Other expenses", "General"));
    assert_eq!((row.steps.len(), row.later().count()), (3, 2));
    assert_eq!(changed.iter().map(|c| c.says.as_str()).collect::<Vec<_>>(), ["Amount was −£20.00"]);
    w.close(2025).unwrap();
    let pdf = wardroom::year::printing::audit(&w.office, year(2025)).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    let rows = w.office.read(|conn| store::audit(conn, &"2025-01-01..2025-12-31".parse().unwrap(), 0, 99)).unwrap();
    assert_eq!(rows.len(), 7);
}

#[test]
fn a_year_that_begins_elsewhere_is_closed_as_the_office_counts() {
    let mut w = World::new("gb");
    let mut profile: Profile = w.office.read(profile::get).unwrap();
    profile.year_start = (4, 6);
    profile::change(&mut w.office, &profile).unwrap();
    w.put(EntryKind::Dues, 100, "2024-05-01");
    w.put(EntryKind::Dues, 200, "2025-04-05");
    w.put(EntryKind::Dues, 400, "2025-04-06");
    let first = w.office.read(|conn| store::next(conn, None)).unwrap().unwrap();
    assert_eq!((first.label(), first.to), ("2024/25".to_owned(), iso("2025-04-05")));
    let new = NewClosing { year: first, left: Vec::new(), note: String::new() };
    ops::close(&mut w.office, &new, &asked()).unwrap();
    let statement = w.office.read(|conn| store::statement(conn, first)).unwrap();
    assert_eq!(statement.sum("total.income"), Money(300));
    // Another beginning of the year makes one that is shorter, and nothing is counted twice.
    profile.year_start = (1, 1);
    profile::change(&mut w.office, &profile).unwrap();
    let next = w.office.read(|conn| store::next(conn, None)).unwrap().unwrap();
    assert_eq!((next.from, next.to), (iso("2025-04-06"), iso("2025-12-31")));
    let new = NewClosing { year: next, left: Vec::new(), note: String::new() };
    ops::close(&mut w.office, &new, &asked()).unwrap();
    assert_eq!(w.errors(), []);
    w.clock.set(iso("2027-01-02"));
    let years = w.office.read(|conn| store::years(conn, iso("2027-01-02"))).unwrap();
    assert_eq!(years.iter().map(|y| y.label()).collect::<Vec<_>>(), ["2027", "2026", "2025", "2024/25"]);
}

/// What is recorded in the property: kind, category or none, from an organisation, amount, day of two years, and what becomes of it.
type Step = (usize, usize, bool, i64, i64, u8);

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..11_usize, 0..8_usize, any::<bool>(), 1..1_000_000_i64, 0..730_i64, 0..6_u8), 1..25)
}

proptest! {
    #![proptest_config(common::cases(12))]

    /// Whatever was recorded, refunded, reversed: every statement ties out to the ledger to the penny, before and after closing.
    #[test]
    fn a_statement_ties_out_to_the_ledger_to_the_penny(steps in steps(), german in any::<bool>()) {
        let mut w = World::new(if german { "de" } else { "gb" });
        let ann = w.person("Ann Ali");
        let body = Details { organisation: true, ..Details::named("Harbour Bakery Ltd") };
        let body = people::ops::add(&mut w.office, &body).unwrap().value;
        let accounts = w.office.read(entries::accounts).unwrap();
        let categories: Vec<CategoryId> = w.office.read(|conn| Ok(entries::categories(conn)?.into_iter()
            .filter(|c| matches!(c.kind, CategoryKind::Income | CategoryKind::Expense)).map(|c| c.id).collect())).unwrap();
        for (kind, category, organisation, amount, on, then) in steps {
            let kind = EntryKind::ALL[kind];
            let on = iso("2024-01-01") + chrono::TimeDelta::days(on);
            let own = (category > 3 && kind.has_categories() && kind != EntryKind::Refund).then(|| categories[category]);
            let new = NewEntry {
                person: Some(if organisation { body } else { ann }),
                to_account: accounts.get(1).map(|a| a.id),
                account: accounts.first().map(|a| a.id).filter(|_| kind.has_account()),
                description: "Something".into(),
                splits: vec![Split { category: own, amount: Money(amount), ..Split::default() }],
                ..NewEntry::simple(kind, on, Money(amount))
            };
            let Ok(done) = ledger::record(&mut w.office, &new) else { continue };
            match then {
                0 => drop(ledger::reverse(&mut w.office, done.value, on, "Wrong")),
                1 => drop(ledger::refund(&mut w.office, done.value, Money((amount / 2).max(1)), on, "", Vec::new())),
                2 => drop(w.office.undo("")),
                _ => {}
            }
        }
        for n in [2024, 2025] {
            w.ties_out(&w.statement(n));
        }
        let both = w.office.read(|conn| entries::account_balances(conn, iso("2025-12-31"))).unwrap();
        prop_assert_eq!(w.statement(2025).sum("closing"), both.into_iter().map(|b| b.balance).sum::<Money>());
        let left = ["receipts", "findings", "cash", "funds"].map(|key| (key.to_owned(), "Looked at".to_owned()));
        for n in [2024, 2025] {
            let new = NewClosing { year: year(n), left: left.to_vec(), note: String::new() };
            if ops::close(&mut w.office, &new, &asked()).is_ok() {
                w.ties_out(&w.statement(n));
                prop_assert!(w.statement(n).rows.iter().any(|row| row.kind == Kind::Total));
            }
        }
        prop_assert_eq!(w.errors(), []);
    }
}
