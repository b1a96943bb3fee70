//! Entries, batches, refunds, reversals, balances: what a treasurer does, and that it always ties out.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use proptest::prelude::*;
use wardroom::cli::{Cell, Span};
use wardroom::kit::{Currency, Day, FixedClock, Money, day};
use wardroom::ledger::model::{
    AccountId, AccountKind, BatchForm, BatchLineForm, BatchState, CategoryKind, EntryForm, EntryId, EntryKind, Filter,
    Method, NewEntry, Receipted, Split, SplitForm, Terms,
};
use wardroom::ledger::{ops, page, store};
use wardroom::office::profile::Profile;
use wardroom::office::{How, Office, Op, Reach, Severity, Undo};
use wardroom::people::{self, Details, PersonId};
use wardroom::subjects;

fn on(iso: &str) -> Day {
    day::from_iso(iso).unwrap()
}

fn terms() -> Terms {
    Terms { currency: *Currency::pound(), today: on("2026-11-21"), month_first: false }
}

pub fn office() -> Office {
    office_in("gb")
}

pub fn office_in(jurisdiction: &str) -> Office {
    let clock = Arc::new(FixedClock::at(on("2026-11-21")));
    let profile = Profile::new("Test Party", "Riverside", jurisdiction).unwrap();
    let mut setup = subjects::setup();
    setup.ops = OPS.get_or_init(|| setup.ops.iter().copied().chain([TEST_OPS]).collect());
    Office::in_memory(&profile, &How::new(setup, clock, "Asha M.").seed(1)).unwrap()
}

static OPS: OnceLock<Vec<&[&Op]>> = OnceLock::new();
static TEST_OPS: &[&Op] = &[&LOCK];

/// What the file holds, whatever its history: for each table the count and the sum of its rows.
pub fn content(office: &Office) -> Vec<(String, i64, i64)> {
    office
        .read(|conn| {
            let mut select = conn.prepare("SELECT name, count, sum FROM seal_table ORDER BY name")?;
            Ok(select
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

fn ann(office: &mut Office) -> PersonId {
    people::ops::add(office, &Details::named("Ann Ali")).unwrap().value
}

fn account(office: &Office, name: &str) -> AccountId {
    office.read(|conn| store::find_account(conn, name)).unwrap()
}

fn balance(office: &Office, name: &str) -> i64 {
    let balances = office.read(|conn| store::account_balances(conn, on("2026-12-31"))).unwrap();
    balances.into_iter().find(|b| b.account.name == name).unwrap().balance.0
}

fn category(office: &Office, name: &str) -> i64 {
    office
        .read(|conn| {
            let id = store::find_category(conn, name)?;
            store::category_total(conn, id, on("2026-12-31"))
        })
        .unwrap()
        .0
}

fn donation(minor: i64) -> NewEntry {
    NewEntry::simple(EntryKind::Donation, on("2026-11-14"), Money(minor))
}

fn sound(office: &Office) {
    let findings = office.check().unwrap();
    let errors: Vec<_> = findings.iter().filter(|f| f.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

/// What another subject does that rests on an entry.
pub static LOCK: Op = Op { key: "test.lock", says: "Lock", undo: Undo::Reverse, reach: Reach::WindowOnly("a test") };

fn lock(office: &mut Office, entry: EntryId) {
    office
        .transact(&LOCK, |tx| store::lock(tx.conn(), tx.new_id(), entry, "bank_line", 7, "bank line of 14 Nov 2026"))
        .unwrap();
}

#[test]
fn a_donation_is_recorded_undone_and_done_again() {
    let mut office = office();
    let ann = ann(&mut office);
    let before = content(&office);
    let done = ops::record(&mut office, &NewEntry { method: Method::Cheque, ..donation(2500).from(ann) }).unwrap();
    assert!(done.changed.touches("entry") && done.changed.touches("entry_line"));
    assert_eq!((balance(&office, "General"), category(&office, "Donations")), (2500, -2500));
    let after = content(&office);
    assert_eq!(office.next_undo().unwrap().unwrap().summary, "Donation of £25.00 from Ann Ali");
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
    assert_eq!(balance(&office, "General"), 0);
    office.redo().unwrap();
    assert_eq!(content(&office), after);
    sound(&office);
}

#[test]
fn cash_goes_to_the_cash_box_and_in_kind_to_no_account() {
    let mut office = office();
    ops::record(&mut office, &NewEntry { method: Method::Cash, ..donation(4000) }).unwrap();
    let room = NewEntry {
        description: "Hall for an evening".into(),
        ..NewEntry::simple(EntryKind::InKind, on("2026-11-10"), Money(18_000))
    };
    ops::record(&mut office, &room).unwrap();
    assert_eq!((balance(&office, "Cash"), balance(&office, "General")), (4000, 0));
    assert_eq!(
        (category(&office, "In-kind donations"), category(&office, "In-kind donations used")),
        (-18_000, 18_000)
    );
    let sums = office.read(|conn| store::sums(conn, &Filter::default())).unwrap();
    assert_eq!((sums.count, sums.money_in, sums.money_out), (2, Money(4000), Money::ZERO), "in kind is no money in");
    sound(&office);
}

#[test]
fn transfers_loans_openings_and_split_expenses_tie_out() {
    let mut office = office();
    let ann = ann(&mut office);
    let (bank, cash) = (account(&office, "General"), account(&office, "Cash"));
    let simple = |kind, minor| NewEntry::simple(kind, on("2026-11-01"), Money(minor));
    ops::record(&mut office, &NewEntry { account: Some(bank), ..simple(EntryKind::Opening, 100_000) }).unwrap();
    ops::record(&mut office, &simple(EntryKind::Loan, 50_000).from(ann)).unwrap();
    ops::record(
        &mut office,
        &NewEntry { account: Some(bank), to_account: Some(cash), ..simple(EntryKind::Transfer, 3000) },
    )
    .unwrap();
    let (print, rooms) = office
        .read(|conn| {
            Ok((store::find_category(conn, "printing and leaflets")?, store::find_category(conn, "Rooms and venues")?))
        })
        .unwrap();
    let part =
        |category, amount: &str| SplitForm { category: Some(category), amount: amount.into(), ..SplitForm::default() };
    let form = EntryForm {
        kind: "expense".into(),
        received: "2/11".into(),
        amount: "53.40".into(),
        payee: "Hall of St Mark".into(),
        splits: vec![part(print, "31.20"), part(rooms, "22.20")],
        ..EntryForm::default()
    };
    let expense = ops::record(&mut office, &form.parse(&terms()).unwrap()).unwrap().value;
    assert_eq!((balance(&office, "General"), balance(&office, "Cash")), (100_000 + 50_000 - 3000 - 5340, 3000));
    assert_eq!((category(&office, "Loans"), category(&office, "Opening balances")), (-50_000, -100_000));
    assert_eq!((category(&office, "Printing and leaflets"), category(&office, "Rooms and venues")), (3120, 2220));
    let entry = office.read(|conn| store::entry(conn, expense)).unwrap();
    assert_eq!((entry.amount, entry.who()), (Money(-5340), "Hall of St Mark"));
    assert_eq!(
        entry.form(*Currency::pound()).parse(&terms()).unwrap(),
        NewEntry { account: Some(bank), ..form.parse(&terms()).unwrap() }
    );
    assert!(
        ops::record(
            &mut office,
            &NewEntry { to_account: Some(bank), account: Some(bank), ..simple(EntryKind::Transfer, 1) }
        )
        .is_err()
    );
    sound(&office);
}

#[test]
fn refunds_stop_at_what_is_left() {
    let mut office = office();
    let ann = ann(&mut office);
    let id = ops::record(&mut office, &donation(10_000).from(ann)).unwrap().value;
    let day = on("2026-11-20");
    ops::refund(&mut office, id, Money(6000), day, "asked for it", vec![]).unwrap();
    let problem = ops::refund(&mut office, id, Money(4001), day, "", vec![]).unwrap_err();
    assert!(problem.message.contains("£40.00"), "{problem}");
    assert!(ops::reverse(&mut office, id, day, "wrong").unwrap_err().message.contains("given back"));
    let rest = ops::refund(&mut office, id, Money(4000), day, "", vec![]).unwrap().value;
    assert_eq!((balance(&office, "General"), category(&office, "Donations")), (0, 0));
    // A refund that is itself reversed leaves its money to be given back again; what reversed it has none of its own.
    let reversal = ops::reverse(&mut office, rest, day, "the cheque was never cashed").unwrap().value;
    assert!(ops::refund(&mut office, reversal, Money(1), day, "", vec![]).unwrap_err().message.contains("£0.00"));
    ops::refund(&mut office, id, Money(4000), day, "", vec![]).unwrap();
    assert_eq!(balance(&office, "General"), 0);
    let donors = office.read(|conn| store::donors(conn, on("2026-01-01"), on("2026-12-31"))).unwrap();
    assert!(donors.is_empty(), "what was given back whole is no donation any more: {donors:?}");
    sound(&office);
}

#[test]
fn a_locked_entry_is_neither_changed_nor_undone_but_reversed() {
    let mut office = office();
    let ann = ann(&mut office);
    let id = ops::record(&mut office, &donation(2500).from(ann)).unwrap().value;
    let recorded = office.next_undo().unwrap().unwrap().op;
    ops::change(&mut office, id, &donation(2600).from(ann)).unwrap();
    assert_eq!(balance(&office, "General"), 2600);
    office.undo("").unwrap();
    assert_eq!(balance(&office, "General"), 2500);
    lock(&mut office, id);
    for problem in [ops::change(&mut office, id, &donation(1)).unwrap_err(), office.undo_op(recorded, "").unwrap_err()]
    {
        assert!(problem.message.contains("locked by bank line of 14 Nov 2026"), "{problem}");
    }
    let right = ops::correct(&mut office, id, &donation(2600).from(ann), "misread the cheque").unwrap().value;
    assert_eq!(balance(&office, "General"), 2600);
    let (wrong, right) = office.read(|conn| Ok((store::entry(conn, id)?, store::entry(conn, right)?))).unwrap();
    assert_eq!((right.replaces, wrong.replaced_by), (Some(id), Some(right.id)));
    let reversal = office.read(|conn| store::entry(conn, wrong.reversed_by.unwrap())).unwrap();
    assert_eq!(
        (reversal.reverses, reversal.amount, reversal.note.as_str()),
        (Some(id), Money(-2500), "misread the cheque")
    );
    assert!(ops::reverse(&mut office, id, on("2026-11-21"), "again").is_err());
    assert!(ops::reverse(&mut office, reversal.id, on("2026-11-21"), "again").is_err());
    assert!(ops::reverse(&mut office, right.id, on("2026-11-21"), "  ").is_err(), "a reason is asked for");
    sound(&office);
}

fn line(name: &str, amount: &str) -> BatchLineForm {
    BatchLineForm { new_name: name.into(), amount: amount.into(), ..BatchLineForm::default() }
}

fn batch_form(count: &str, total: &str, lines: Vec<BatchLineForm>) -> BatchForm {
    BatchForm {
        declared_count: count.into(),
        declared_total: total.into(),
        banked: "2026-11-16".into(),
        lines,
        ..BatchForm::default()
    }
}

#[test]
fn a_batch_is_saved_unbalanced_and_posted_only_when_it_agrees() {
    let mut office = office();
    let ann = ann(&mut office);
    let mut lines = vec![
        BatchLineForm { person: Some(ann), ..line("", "20") },
        line("Siân Llewellyn", "250"),
        line("sian llewellyn", "54.10"),
    ];
    let form = batch_form("4", "400", lines.clone());
    let id = ops::save_batch(&mut office, None, &form.parse(&terms()).unwrap()).unwrap().value;
    let problem = ops::post_batch(&mut office, id, false).unwrap_err();
    assert!(problem.message.contains("£324.10") && problem.to_string().contains("£75.90"), "{problem}");
    assert_eq!(balance(&office, "General"), 0);
    lines.push(line("", "75.90"));
    let form = batch_form("4", "400", lines);
    let saved = ops::save_batch(&mut office, Some(id), &form.parse(&terms()).unwrap()).unwrap();
    assert_eq!(saved.changed.0.iter().map(String::as_str).collect::<Vec<_>>(), ["batch_line"]);
    let before = content(&office);
    let posted = ops::post_batch(&mut office, id, false).unwrap().value;
    assert_eq!(
        (posted.number, posted.entries.len(), posted.people_added),
        (1, 4, 1),
        "the same new name is one person"
    );
    assert_eq!(balance(&office, "General"), 40_000);
    let sums = office.read(|conn| store::sums(conn, &Filter { batch: Some(id), ..Filter::default() })).unwrap();
    assert_eq!((sums.count, sums.money_in), (4, Money(40_000)));
    let problem = ops::change(&mut office, posted.entries[0], &NewEntry { batch: Some(id), ..donation(1).from(ann) })
        .unwrap_err();
    assert!(problem.message.contains("batch"), "{problem}");
    assert!(ops::post_batch(&mut office, id, false).unwrap_err().message.contains("posted already"));
    sound(&office);
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
    office.redo().unwrap();
    assert_eq!(balance(&office, "General"), 40_000);
    lock(&mut office, posted.entries[2]);
    assert!(
        office.undo_op(find_op(&office, "ledger.post_batch"), "").unwrap_err().message.contains("locked by bank line")
    );
    sound(&office);
}

fn find_op(office: &Office, kind: &str) -> wardroom::office::OpId {
    let id = office
        .read(|conn| Ok(conn.query_row("SELECT max(id) FROM journal_op WHERE kind = ?1", [kind], |row| row.get(0))?))
        .unwrap();
    wardroom::office::OpId(id)
}

#[test]
fn a_discarded_batch_keeps_its_number_and_a_slip_shows_the_order() {
    let mut office = office();
    let form = batch_form("2", "30", vec![line("Zoë O’Brien-Núñez", "10"), line("Łukasz Żółkiewski", "20")]);
    let new = form.parse(&terms()).unwrap();
    let first = ops::save_batch(&mut office, None, &new).unwrap().value;
    ops::discard_batch(&mut office, first).unwrap();
    assert!(ops::save_batch(&mut office, Some(first), &new).is_err());
    let second = ops::save_batch(&mut office, None, &new).unwrap().value;
    let batch = office.read(|conn| store::batch(conn, second)).unwrap();
    assert_eq!((batch.number, batch.state), (2, BatchState::Draft));
    assert_eq!(
        batch.lines.iter().map(|l| l.person_name.as_str()).collect::<Vec<_>>(),
        ["Zoë O’Brien-Núñez", "Łukasz Żółkiewski"]
    );
    assert_eq!(office.read(store::batches).unwrap().len(), 1);
    let head =
        page::Letterhead { party: "Test Party".into(), branch: "Riverside".into(), paper: wardroom::print::Paper::A4 };
    let pdf = page::batch_slip(&batch, "General", &head, *Currency::pound(), office.clock().now()).unwrap();
    assert!(pdf.starts_with(b"%PDF"));
    assert!(ops::post_new_batch(&mut office, &form_of("1", "5").parse(&terms()).unwrap(), false).is_ok());
    assert!(ops::post_new_batch(&mut office, &form_of("2", "5").parse(&terms()).unwrap(), false).is_err());
    assert_eq!(office.read(store::batches).unwrap().len(), 2, "a batch that is refused leaves nothing behind");
}

fn form_of(count: &str, total: &str) -> BatchForm {
    batch_form(count, total, vec![line("", "5")])
}

#[test]
fn accounts_categories_and_funds_are_added_renamed_and_closed() {
    let mut office = office();
    let till = ops::save_account(&mut office, None, " Till ", AccountKind::Cash, false).unwrap().value;
    assert!(ops::save_account(&mut office, None, "till", AccountKind::Cash, false).is_ok(), "names differ by case");
    assert!(
        ops::save_account(&mut office, None, "Till", AccountKind::Cash, false).unwrap_err().message.contains("already")
    );
    ops::save_account(&mut office, Some(till), "Till", AccountKind::Cash, true).unwrap();
    assert!(
        ops::record(&mut office, &NewEntry { account: Some(till), ..donation(1) })
            .unwrap_err()
            .message
            .contains("closed")
    );
    let stalls = ops::save_category(&mut office, None, "Stalls", CategoryKind::Income, false).unwrap().value;
    let fund = ops::save_fund(&mut office, None, "Election 2027", "the election only", false).unwrap().value;
    let split = Split { category: Some(stalls), fund: Some(fund), amount: Money(700), memo: String::new() };
    ops::record(&mut office, &NewEntry { splits: vec![split], ..donation(700) }).unwrap();
    assert!(ops::save_category(&mut office, Some(stalls), "Stalls", CategoryKind::Expense, false).is_err());
    let funds = office.read(|conn| store::fund_balances(conn, on("2026-12-31"))).unwrap();
    assert_eq!((funds.len(), funds[0].balance), (1, Money(700)));
    sound(&office);
}

#[test]
fn every_figure_of_a_report_opens_the_rows_behind_it() {
    let mut office = office();
    let ann = ann(&mut office);
    let record = |office: &mut Office, kind, day: &str, minor| {
        ops::record(office, &NewEntry::simple(kind, on(day), Money(minor)).from(ann)).unwrap().value
    };
    record(&mut office, EntryKind::Donation, "2026-01-31", 5000);
    record(&mut office, EntryKind::Donation, "2026-02-01", 700);
    record(&mut office, EntryKind::Donation, "2025-02-28", 300);
    record(&mut office, EntryKind::Expense, "2026-02-11", 1200);
    let wrong = record(&mut office, EntryKind::Donation, "2026-02-12", 9999);
    ops::reverse(&mut office, wrong, on("2026-02-13"), "keyed twice").unwrap();
    ops::record(&mut office, &donation(8320)).unwrap();
    let span = Span { from: on("2026-01-01"), to: on("2026-12-31"), today: on("2026-11-21") };
    for sheet in [store::report::income, store::report::donors_by_total, store::report::balances] {
        let sheet = office.read(|conn| sheet(conn, &span)).unwrap();
        let figure =
            sheet.columns.iter().position(|c| ["Amount", "Total", "Balance"].contains(&c.name.as_str())).unwrap();
        let mut opened = 0;
        for row in &sheet.rows {
            assert_eq!(row.cells.len(), sheet.columns.len());
            let (Some(opens), Cell::Money(shown)) = (&row.opens, &row.cells[figure]) else { continue };
            let filter: Filter = opens.filter.parse().unwrap();
            let sums = office.read(|conn| store::sums(conn, &filter)).unwrap();
            let whole = !filter.by_part() && filter.kinds.is_empty();
            let behind = if whole { sums.money_in - sums.money_out } else { sums.part };
            // The report shows what was spent as a positive figure.
            let expenses = filter.sides == [CategoryKind::Expense] && filter.from.is_some();
            let spent = expenses || (filter.category.is_some() && filter.category == find(&office, "Other expenses"));
            assert_eq!(if spent { -behind } else { behind }, *shown, "{} {filter}", sheet.title);
            opened += 1;
        }
        assert!(opened >= 2, "{}", sheet.title);
    }
    let income = office.read(|conn| store::report::income(conn, &span)).unwrap();
    let february = income.rows.iter().find(|r| r.cells[1] == Cell::Text("Feb 2026".into())).unwrap();
    assert_eq!(
        (february.cells[2].value(), february.cells[3].value()),
        (&Cell::Money(Money(700)), &Cell::Money(Money(300))),
        "last year beside it"
    );
    let statement = office.read(|conn| store::report::statement_of(conn, &span, ann)).unwrap();
    assert_eq!(statement.rows.last().unwrap().cells.last(), Some(&Cell::Money(Money(5000 + 700 - 1200))));
    let all = office.read(|conn| store::report::statements(conn, &span)).unwrap();
    assert_eq!(all.rows[0].cells[0], Cell::Text("Ann Ali".into()));
    assert!(all.rows.iter().all(|r| r.cells.len() == all.columns.len()));
}

fn find(office: &Office, name: &str) -> Option<wardroom::ledger::model::CategoryId> {
    office.read(|conn| store::find_category(conn, name)).ok()
}

#[test]
fn lists_are_filtered_and_paged_newest_first() {
    let mut office = office();
    let ann = ann(&mut office);
    for n in 1..=9 {
        ops::record(
            &mut office,
            &NewEntry::simple(EntryKind::Donation, on(&format!("2026-03-0{n}")), Money(n * 100)).from(ann),
        )
        .unwrap();
    }
    let tea = NewEntry {
        payee: "Café Zürich".into(),
        reference: "R-77".into(),
        ..NewEntry::simple(EntryKind::Expense, on("2026-03-05"), Money(950))
    };
    let tea = ops::record(&mut office, &tea).unwrap().value;
    let list = |line: &str| office.read(|conn| store::page(conn, &line.parse().unwrap(), 0, 100)).unwrap();
    assert_eq!(list("").len(), 10);
    assert_eq!(list("zurich cafe").iter().map(|r| r.id).collect::<Vec<_>>(), [tea]);
    assert_eq!(list("r 77")[0].amount, Money(-950));
    assert_eq!(
        list("kind:donation 2026-03-04..2026-03-06").iter().map(|r| r.amount.0).collect::<Vec<_>>(),
        [600, 500, 400]
    );
    let pages: Vec<i64> = (0..4)
        .flat_map(|p| office.read(|conn| store::page(conn, &Filter::default(), p * 3, 3)).unwrap())
        .map(|r| r.amount.0)
        .collect();
    assert_eq!(pages.len(), 10);
    assert_eq!(pages[..3], [900, 800, 700]);
    lock(&mut office, tea);
    let no = Filter { receipted: Some(Receipted::No), ..Filter::default() };
    assert_eq!(office.read(|conn| store::page(conn, &no, 0, 100)).unwrap().len(), 10, "a bank line is no receipt");
    assert_eq!(office.read(|conn| store::page(conn, &"bakery".parse().unwrap(), 0, 1)).unwrap(), []);
}

/// Balances and totals stay one walk along an index, however large the ledger is.
#[test]
fn balances_walk_covering_indexes() {
    let office = office();
    office
        .read(|conn| {
            for sql in [
                "SELECT sum(amount) FROM entry_line WHERE account = 1 AND day <= '2026-01-01'",
                "SELECT substr(day, 1, 7) AS m, sum(amount) FROM entry_line WHERE category = 1 AND day BETWEEN 'a' AND 'b' GROUP BY m",
                "SELECT person, sum(amount) FROM entry INDEXED BY entry_by_person WHERE person IS NOT NULL AND received_on BETWEEN 'a' AND 'b' AND kind IN ('donation') GROUP BY person",
            ] {
                let plan: Vec<String> = conn
                    .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?
                    .query_map([], |row| row.get(3))?
                    .collect::<rusqlite::Result<_>>()?;
                assert!(plan.iter().any(|line| line.contains("COVERING INDEX")), "{sql}: {plan:?}");
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn check_finds_what_does_not_tie_out() {
    let mut office = office();
    let id = ops::record(&mut office, &donation(2500)).unwrap().value;
    sound(&office);
    for sql in [
        "UPDATE entry_line SET amount = amount + 1 WHERE entry = ?1 AND category IS NOT NULL",
        "UPDATE entry SET amount = amount + 1 WHERE id = ?1",
        "UPDATE entry_line SET day = '2020-01-01' WHERE entry = ?1",
        "DELETE FROM entry_line WHERE entry = ?1",
    ] {
        office.transact(&LOCK, |tx| Ok(tx.conn().execute(sql, [id.0])?)).unwrap();
        assert!(office.check().unwrap().iter().any(|f| f.severity == Severity::Error), "{sql}");
        office.undo("").unwrap();
        sound(&office);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Record(usize, i64),
    Change(usize, i64),
    Reverse(usize),
    Refund(usize, i64),
    Correct(usize, i64),
    Batch(Vec<i64>),
    Lock(usize),
    Undo,
    Redo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let minor = 1_i64..50_000;
    let step = prop_oneof![
        4 => (0_usize..10, minor.clone()).prop_map(|(k, a)| Step::Record(k, a)),
        2 => (0_usize..40, minor.clone()).prop_map(|(n, a)| Step::Change(n, a)),
        2 => (0_usize..40).prop_map(Step::Reverse),
        2 => (0_usize..40, minor.clone()).prop_map(|(n, a)| Step::Refund(n, a)),
        1 => (0_usize..40, minor.clone()).prop_map(|(n, a)| Step::Correct(n, a)),
        1 => prop::collection::vec(minor, 1..4).prop_map(Step::Batch),
        1 => (0_usize..40).prop_map(Step::Lock),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
    ];
    prop::collection::vec(step, 1..25)
}

fn take(office: &mut Office, step: &Step, person: PersonId) {
    let all: Vec<EntryId> =
        office.read(|conn| store::page(conn, &Filter::default(), 0, 1000)).unwrap().iter().map(|r| r.id).collect();
    let pick = |n: usize| all.get(n % all.len().max(1)).copied();
    let day = on("2026-11-20");
    let kinds = [
        EntryKind::Donation,
        EntryKind::Dues,
        EntryKind::Levy,
        EntryKind::InKind,
        EntryKind::Loan,
        EntryKind::Event,
        EntryKind::Income,
        EntryKind::Expense,
        EntryKind::Transfer,
        EntryKind::Opening,
    ];
    let (bank, cash) = (account(office, "General"), account(office, "Cash"));
    // Many steps are refused, rightly; what counts is that the ledger ties out whatever was tried.
    let refused = match step {
        Step::Record(kind, minor) => {
            let entry = NewEntry::simple(kinds[kind % kinds.len()], day, Money(*minor)).from(person);
            ops::record(
                office,
                &NewEntry { account: Some(bank), to_account: Some(cash), description: "x".into(), ..entry },
            )
            .err()
        }
        Step::Change(n, minor) => pick(*n).and_then(|id| {
            let entry = office.read(|conn| store::entry(conn, id)).unwrap();
            let mut form = entry.form(*Currency::pound());
            form.amount = terms().currency.plain(Money(*minor));
            form.received = "2026-10-01".into();
            let new = form.parse(&terms()).ok()?;
            ops::change(office, id, &new).err()
        }),
        Step::Reverse(n) => pick(*n).and_then(|id| ops::reverse(office, id, day, "wrong").err()),
        Step::Refund(n, minor) => pick(*n).and_then(|id| ops::refund(office, id, Money(*minor), day, "", vec![]).err()),
        Step::Correct(n, minor) => pick(*n).and_then(|id| ops::correct(office, id, &donation(*minor), "wrong").err()),
        Step::Batch(amounts) => {
            let lines = amounts.iter().map(|a| line("Bo Berg", &terms().currency.plain(Money(*a)))).collect();
            let total = terms().currency.plain(Money(amounts.iter().sum()));
            let form = batch_form(&amounts.len().to_string(), &total, lines);
            ops::post_new_batch(office, &form.parse(&terms()).unwrap(), true).err()
        }
        Step::Lock(n) => {
            if let Some(id) = pick(*n).filter(|id| office.read(|conn| store::lock_of(conn, id.0)).unwrap().is_none()) {
                lock(office, id);
            }
            None
        }
        Step::Undo => office.undo("").err(),
        Step::Redo => office.redo().err(),
    };
    if let Some(problem) = refused {
        assert_ne!(problem.exit_code(), 4, "a defect: {problem} {step:?}");
        assert_ne!(problem.exit_code(), 3, "a fault of the file: {problem} {} {step:?}", problem.details());
    }
}

/// Balances as anybody would work them out by hand.
fn by_hand(office: &Office) -> BTreeMap<String, i64> {
    office
        .read(|conn| {
            let mut sums = BTreeMap::new();
            let mut select = conn.prepare(
                "SELECT a.name, l.amount FROM entry_line l JOIN account a ON a.id = l.account JOIN entry e ON e.id = l.entry \
                 WHERE e.received_on <= '2026-12-31'",
            )?;
            let mut rows = select.query([])?;
            while let Some(row) = rows.next()? {
                *sums.entry(row.get(0)?).or_insert(0) += row.get::<_, i64>(1)?;
            }
            Ok(sums)
        })
        .unwrap()
}

proptest! {
    #![proptest_config(crate::common::cases(24))]

    #[test]
    fn whatever_is_done_ties_out(steps in steps()) {
        let mut office = office();
        let person = ann(&mut office);
        for step in &steps {
            take(&mut office, step, person);
            let uneven: i64 = office.read(|conn| Ok(conn.query_row(
                "SELECT count(*) FROM (SELECT 1 FROM entry_line GROUP BY entry HAVING sum(amount) <> 0)", [], |row| row.get(0))?)).unwrap();
            prop_assert_eq!(uneven, 0, "{:?}", step);
        }
        let by_hand = by_hand(&office);
        for name in ["General", "Cash"] {
            prop_assert_eq!(balance(&office, name), by_hand.get(name).copied().unwrap_or(0));
        }
        sound(&office);
    }

    #[test]
    fn undo_walks_back_to_the_beginning_and_redo_forth_again(steps in steps()) {
        let mut office = office();
        let person = ann(&mut office);
        let start = content(&office);
        for step in steps.iter().filter(|s| !matches!(s, Step::Undo | Step::Redo | Step::Lock(_))) {
            take(&mut office, step, person);
        }
        let end = content(&office);
        let mut done = 0;
        while office.next_undo().unwrap().is_some_and(|next| next.says != "Add person") {
            office.undo("").unwrap();
            done += 1;
        }
        prop_assert_eq!(content(&office), start.clone());
        for _ in 0..done {
            office.redo().unwrap();
        }
        prop_assert_eq!(content(&office), end.clone());
    }
}

#[test]
fn the_year_before_opens_its_own_rows_and_the_difference_both() {
    let mut office = office();
    let ann = ann(&mut office);
    for (kind, day, minor) in [
        (EntryKind::Donation, "2024-02-29", 5000),
        (EntryKind::Donation, "2024-03-01", 700),
        (EntryKind::Donation, "2023-02-28", 300),
        (EntryKind::Donation, "2023-12-31", 400),
        (EntryKind::Expense, "2023-02-11", 1200),
        (EntryKind::Expense, "2024-02-11", 900),
    ] {
        ops::record(&mut office, &NewEntry::simple(kind, on(day), Money(minor)).from(ann)).unwrap();
    }
    // From a leap year's point of view, and from the point of view of the year after one.
    for (from, to) in [("2024-01-01", "2024-12-31"), ("2024-02-01", "2024-02-29"), ("2025-01-01", "2025-02-28")] {
        let span = Span { from: on(from), to: on(to), today: on("2024-11-21") };
        let sheet = office.read(|conn| store::report::income(conn, &span)).unwrap();
        for row in &sheet.rows {
            let [now, then, difference] = [2, 3, 4].map(|at| {
                let Cell::Money(shown) = row.cells[at].value() else { panic!("no figure in {row:?}") };
                let filter: Filter = row.opens_at(at).unwrap().filter.parse().unwrap();
                (*shown, office.read(|conn| store::sums(conn, &filter)).unwrap().part, filter)
            });
            let is_spent = now.2.category == find(&office, "Other expenses") || now.2.sides == [CategoryKind::Expense];
            for (shown, behind, filter) in [&now, &then] {
                assert_eq!(*shown, if is_spent { -*behind } else { *behind }, "{filter}");
            }
            assert_eq!(difference.0, now.0 - then.0);
            assert_eq!(difference.1, now.1 + then.1, "{}: the rows of both years", difference.2);
        }
    }
}
