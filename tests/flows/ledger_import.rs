//! Donations from tables: who the donors are, what is refused and why, and that a preview is what comes of it.

use std::path::{Path, PathBuf};

use wardroom::kit::{Currency, Money};
use wardroom::ledger::import::{Plan, guess};
use wardroom::ledger::model::{EntryKind, Filter};
use wardroom::ledger::{ops, store};
use wardroom::office::Office;
use wardroom::people::{self, Channel, Contact, Details};
use wardroom::tabular::{self, Mapping, Overrides};

use super::ledger::{LOCK, content, office};

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn plan(office: &Office, path: &Path, again: bool) -> wardroom::kit::Result<Plan> {
    let source = tabular::open(path, &Overrides::default())?;
    ops::prepare(office, &source, &guess(&source), again)
}

fn import(office: &mut Office, path: &Path) -> tabular::Report {
    let plan = plan(office, path, false).unwrap();
    ops::commit(office, &plan).unwrap().value
}

fn names(office: &Office) -> Vec<String> {
    office
        .read(|conn| {
            let mut select = conn.prepare("SELECT name FROM person ORDER BY id")?;
            Ok(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap()
}

const TABLE: &str = "Date,Donor name,Email,Postcode,Amount,Type,Payment method,Status,Currency\n\
    2026-01-02,Ann Ali,ann@example.org,LS1 1AA,25.00,Donation,Visa,Completed,GBP\n\
    2026-01-03,ANN  ALI,,ls11aa,30.00,Donation,cash,Completed,GBP\n\
    2026-01-03,Ann Ali,,ls11aa,30.00,Donation,cash,Completed,GBP\n\
    2026-01-04,Ann Ali,,M1 1AA,5.00,Donation,,Completed,GBP\n\
    2026-01-05,,,,83.20,Donation,cash,Completed,GBP\n\
    2026-01-06,Harbour Hall,,,180.00,Non Cash,,Completed,GBP\n\
    2026-01-07,Bo Berg,,,10.00,Donation,,Pending,GBP\n\
    2026-01-08,Bo Berg,,,10.00,General Withdrawal,,Completed,GBP\n\
    2026-01-09,Bo Berg,,,10.00,Donation,,Completed,USD\n\
    soon,Bo Berg,,,10.00,Donation,,Completed,GBP\n\
    2026-01-10,Ann Ali,ann@example.org,LS1 1AA,-25.00,Refund,,Completed,GBP\n\
    2026-01-11,Bo Berg,,,0.00,Donation,,Completed,GBP\n";

#[test]
fn rows_come_in_or_are_refused_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let path = write(folder.path(), "gifts.csv", TABLE);
    let shown = plan(&office, &path, false).unwrap();
    let before = content(&office);
    let report = ops::commit(&mut office, &shown).unwrap().value;
    assert_eq!(tabular::Report { op: None, ..report.clone() }, shown.report, "the preview is what comes of it");
    assert!(report.ties_out());
    assert_eq!((report.read, report.added, report.refused, report.people_added), (12, 7, 5, 3));
    assert_eq!(report.total.as_deref(), Some("328.20"));
    assert_eq!(names(&office), ["Ann Ali", "Ann Ali", "Harbour Hall"], "two of one name live in two places");
    let said: Vec<(usize, &str)> = report.problems.iter().map(|p| (p.row, p.column.as_str())).collect();
    assert_eq!(said, [(8, "Status"), (9, "Type"), (10, "Currency"), (11, "Date"), (13, "Amount")]);
    let sums = office.read(|conn| store::sums(conn, &Filter::default())).unwrap();
    assert_eq!((sums.money_in, sums.money_out), (Money(17_320), Money(2500)));
    let in_kind = office.read(|conn| store::page(conn, &"kind:in_kind".parse().unwrap(), 0, 9)).unwrap();
    assert_eq!((in_kind[0].amount, in_kind[0].description.as_str()), (Money(18_000), "Non Cash"));
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
}

/// A slip in a year would put the money where no report shows it.
#[test]
fn rows_of_impossible_days_are_listed() {
    let folder = tempfile::tempdir().unwrap();
    let table = "Received date,Banked date,Donor name,Amount\n\
        0202-01-02,,Ann,1\n\
        2026-01-02,2206-01-03,Ann,2\n\
        2026-01-02,2026-01-01,Ann,3\n\
        2026-11-30,,Ann,4\n\
        2026-01-02,2026-01-02,Ann,5\n";
    let shown = plan(&office(), &write(folder.path(), "gifts.csv", table), false).unwrap();
    let said: Vec<(usize, &str)> = shown.report.problems.iter().map(|p| (p.row, p.column.as_str())).collect();
    assert_eq!(said, [(2, "Received date"), (3, "Banked date"), (4, "Banked date"), (5, "Received date")]);
    assert_eq!((shown.report.added, shown.report.refused), (1, 4));
}

fn somebody(office: &mut Office, name: &str, postcode: &str, email: &str) -> people::PersonId {
    let mut details = Details::named(name);
    if !postcode.is_empty() {
        details.addresses.push(people::Address { postcode: postcode.into(), ..people::Address::default() });
    }
    if !email.is_empty() {
        details.contacts.push(Contact::new(Channel::Email, "", email));
    }
    people::ops::add(office, &details).unwrap().value
}

/// Two of one name: the money of one would else stand with the other, or with a third who does not exist.
#[test]
fn a_row_that_fits_several_people_is_decided_by_a_person() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let elder = somebody(&mut office, "Ann Ali", "LS1 1AA", "");
    let younger = somebody(&mut office, "Ann Ali", "LS1 1AA", "ann@example.org");
    let far = somebody(&mut office, "Ann Ali", "M1 1AA", "");
    somebody(&mut office, "Bo Berg", "", "");
    somebody(&mut office, "Bo Berg", "", "");
    let table = "Date,Donor name,Email,Postcode,Amount,Colour\n\
        2026-01-02,Ann Ali,,,1,red\n\
        2026-01-02,Ann Ali,,ls11aa,2,\n\
        2026-01-03,ANN ALI,,LS1 1AA,3,\n\
        2026-01-02,Ann Ali,,M1 1AA,4,\n\
        2026-01-02,Ann Ali,ann@example.org,,5,\n\
        2026-01-02,Ann Ali,,ZZ9 9ZZ,6,\n\
        2026-01-02,Bo Berg,,N1 1AA,7,\n\
        2026-01-02,,,,8,\n\
        2026-01-02,Cy Dee,,,-9,\n";
    let path = write(folder.path(), "gifts.csv", table);
    let shown = plan(&office, &path, false).unwrap();
    let report = &shown.report;
    assert_eq!((report.read, report.added, report.refused, report.ambiguous), (9, 5, 4, 4), "{report:?}");
    assert_eq!((report.anonymous, report.refunds, report.unused_columns.join(" ")), (1, 1, "Colour".to_owned()));
    assert!(report.ties_out());
    let asked: Vec<_> = shown.asked.iter().map(|a| (a.says.as_str(), a.rows.clone(), a.people.len())).collect();
    assert_eq!(
        asked,
        [("Ann Ali", vec![2], 3), ("Ann Ali, ls11aa", vec![3, 4], 2), ("Bo Berg, N1 1AA", vec![8], 2)],
        "once for rows that say the same"
    );
    let said = &report.problems[0];
    assert_eq!((said.row, said.column.as_str()), (2, "Donor name"));
    for words in ["Ann Ali", "3 people of the register", "M1 1AA", "ann@example.org", "member number", &far.to_string()]
    {
        assert!(said.message.contains(words), "{words}: {}", said.message);
    }
    let refused = folder.path().join("refused.csv");
    shown.refused.write(&refused).unwrap();
    assert!(std::fs::read_to_string(&refused).unwrap().contains("3 people of the register"));

    // The first stays open, the second is the elder, the third is somebody new: once, for all rows that say so.
    let keys: Vec<String> = shown.asked.iter().map(|asked| asked.key.clone()).collect();
    let decided = [(keys[1].clone(), Some(elder)), (keys[2].clone(), None)].into();
    let source = tabular::open(&path, &Overrides::default()).unwrap();
    let plan = ops::prepare_as(&office, &source, &guess(&source), false, &decided).unwrap();
    assert_eq!((plan.report.added, plan.report.refused, plan.report.ambiguous), (8, 1, 1));
    ops::commit(&mut office, &plan).unwrap();
    let given = |id: people::PersonId| {
        office.read(|conn| store::sums(conn, &Filter { person: Some(id), ..Filter::default() })).unwrap().money_in
    };
    assert_eq!((given(elder), given(younger), given(far)), (Money(500), Money(500), Money(400)));
    assert_eq!(names(&office).iter().filter(|name| *name == "Bo Berg").count(), 3);
    assert!(office.check().unwrap().is_empty());
}

#[test]
fn the_same_input_twice_is_recognised_and_known_ids_are_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let rows = "Transaction ID,Date,Donor name,Amount\nT1,2026-01-02,Ann Ali,25\nT1,2026-01-02,Ann Ali,25\nT2,2026-01-03,Bo Berg,5\n";
    let path = write(folder.path(), "a.csv", rows);
    assert_eq!(import(&mut office, &path).added, 3, "equal rows of one input are genuine");
    let copy = write(folder.path(), "copy.csv", rows);
    let problem = plan(&office, &copy, false).unwrap_err();
    assert!(problem.message.contains("a.csv") && problem.to_string().contains("--again"), "{problem}");
    let again = plan(&office, &copy, true).unwrap();
    assert_eq!((again.report.added, again.report.people_added), (3, 0));
    let longer = write(folder.path(), "longer.csv", &format!("{rows}T2,2026-01-04,Bo Berg,5\nT3,2026-01-05,Cy,1\n"));
    let report = import(&mut office, &longer);
    assert_eq!(
        (report.added, report.skipped, report.people_added),
        (2, 3, 1),
        "the same id on another day is another donation"
    );
    assert!(report.ties_out());
    let stale = plan(&office, &copy, true).unwrap();
    people::ops::add(&mut office, &Details::named("Dee")).unwrap();
    assert!(ops::commit(&mut office, &stale).unwrap_err().message.contains("changed since"));
    office.undo("").unwrap();
    office.undo("").unwrap();
    assert_eq!(import(&mut office, &longer).added, 2, "an undone import can be taken again");
}

#[test]
fn donors_are_found_by_number_address_and_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let email = Contact { preferred: true, ..Contact::new(Channel::Email, "home", "fam@example.org") };
    let known = Details { number: Some("17".into()), contacts: vec![email], ..Details::named("Siân Llewellyn") };
    people::ops::add(&mut office, &known).unwrap();
    people::ops::add(&mut office, &Details::named("Bo Berg")).unwrap();
    let path = write(
        folder.path(),
        "a.csv",
        "Date,First name,Last name,E-mail,Member number,Postcode,Amount\n\
         2026-01-02,S,L,,17,,1\n\
         2026-01-02,Sian,Llewellyn,FAM@example.org,,,2\n\
         2026-01-02,Tom,Llewellyn,fam@example.org,,,4\n\
         2026-01-02,Bo,Berg,,,N1 1AA,8\n\
         2026-01-02,,,new@example.org,,,16\n\
         2026-01-02,,,new@example.org,,,32\n",
    );
    let report = import(&mut office, &path);
    assert_eq!(names(&office), ["Siân Llewellyn", "Bo Berg", "Tom Llewellyn", "new@example.org"], "{report:?}");
    let donors =
        office.read(|conn| store::donors(conn, "2026-01-01".parse().unwrap(), "2026-12-31".parse().unwrap())).unwrap();
    let given: Vec<(&str, i64)> = donors.iter().map(|d| (d.name.as_str(), d.total.0)).collect();
    assert_eq!(given, [("new@example.org", 4800), ("Bo Berg", 800), ("Tom Llewellyn", 400), ("Siân Llewellyn", 300)]);
}

#[test]
fn a_name_says_what_a_donor_is_where_the_list_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let text = "Date,Donor,Donor type,Amount\n2026-01-02,Mill Lane Ltd,,1\n2026-01-02,Ann Ltd,Individual,2\n\
                2026-01-02,Bo Berg,,4\n2026-01-02,Quay Club,Company,8\n";
    import(&mut office, &write(folder.path(), "a.csv", text));
    let organisations: Vec<String> = office
        .read(|conn| {
            let mut select = conn.prepare("SELECT name FROM person WHERE organisation = 1 ORDER BY id")?;
            Ok(select.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
        })
        .unwrap();
    assert_eq!(organisations, ["Mill Lane Ltd", "Quay Club"]);
}

#[test]
fn a_number_joins_nobody_of_another_name() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    people::ops::add(&mut office, &Details { number: Some("17".into()), ..Details::named("Siân Llewellyn") }).unwrap();
    let path = write(
        folder.path(),
        "a.csv",
        "Date,Donor,Member number,Company registration number,Amount\n\
         2026-01-02,Sian Llewelyn,17,,1\n\
         2026-01-02,Siân Roe,17,,2\n\
         2026-01-02,Bo Berg,17,,4\n\
         2026-01-03,Harbour Hall Ltd,,000000,8\n\
         2026-01-03,Mill Lane Ltd,,000000,16\n\
         2026-01-03,Cy Brook,18,,32\n\
         2026-01-03,Dee Moss,18,,64\n",
    );
    let plan = plan(&office, &path, false).unwrap();
    let refused: Vec<(usize, &str)> =
        plan.report.problems.iter().map(|problem| (problem.row, problem.column.as_str())).collect();
    assert_eq!(refused, [(4, "Member number"), (8, "Member number")]);
    assert!(plan.report.problems[0].message.contains("Siân Llewellyn"), "{:?}", plan.report.problems);
    ops::commit(&mut office, &plan).unwrap();
    assert_eq!(names(&office), ["Siân Llewellyn", "Harbour Hall Ltd", "Mill Lane Ltd", "Cy Brook"]);
}

#[test]
fn an_import_is_undone_but_for_what_was_locked_since() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let path = write(folder.path(), "a.csv", "Date,Donor,Amount\n2026-01-02,Ann Ali,25\n2026-01-03,Bo Berg,5\n");
    let plan = plan(&office, &path, false).unwrap();
    let op = ops::commit(&mut office, &plan).unwrap().op.unwrap();
    let ann = office.read(|conn| store::page(conn, &"ann".parse().unwrap(), 0, 1)).unwrap()[0].id;
    office.transact(&LOCK, |tx| store::lock(tx.conn(), tx.new_id(), ann, "receipt", 1, "receipt 2026-0001")).unwrap();
    let undone = office.undo_op(op, "").unwrap().value;
    assert!(undone.kept.iter().any(|(table, id)| table == "entry" && *id == ann.0), "{undone:?}");
    assert_eq!(names(&office), ["Ann Ali"]);
    let sums = office.read(|conn| store::sums(conn, &Filter::default())).unwrap();
    assert_eq!((sums.count, sums.money_in), (1, Money(2500)));
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
}

#[test]
fn donations_go_out_and_come_back_in() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = office();
    import(&mut first, &write(folder.path(), "gifts.csv", TABLE));
    for ending in ["csv", "xlsx"] {
        let out = folder.path().join(format!("out.{ending}"));
        let sheet = tabular::Sheet {
            title: "Donations".into(),
            columns: store::donation_columns(),
            currency: *Currency::pound(),
        };
        let rows =
            first.read(|conn| store::donations(conn, &mut |rows| tabular::write_table(&out, &sheet, rows))).unwrap();
        assert_eq!(rows, 7);
        let mut second = office();
        let report = import(&mut second, &out);
        assert_eq!(
            (report.added, report.refused, report.people_added, report.total.as_deref()),
            (7, 0, 3, Some("328.20")),
            "{report:?}"
        );
        let look = |office: &Office| {
            let rows = office.read(|conn| store::page(conn, &Filter::default(), 0, 99)).unwrap();
            let mut rows: Vec<_> =
                rows.into_iter().map(|r| (r.received, r.kind, r.who, r.amount, r.method, r.description)).collect();
            rows.sort();
            rows
        };
        assert_eq!(look(&first), look(&second), "{ending}");
        let entries = folder.path().join(format!("entries.{ending}"));
        let sheet =
            tabular::Sheet { title: "Entries".into(), columns: store::entry_columns(), currency: *Currency::pound() };
        assert_eq!(
            first
                .read(|conn| store::entries_out(conn, &mut |rows| tabular::write_table(&entries, &sheet, rows)))
                .unwrap(),
            8
        );
    }
}

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {name} is not here");
    None
}

#[test]
fn the_uk_register_of_donations_comes_in() {
    let Some(path) = shared("finance/uk_ec_donations_part1.csv") else { return };
    let mut office = office();
    let source = tabular::open(&path, &Overrides::default()).unwrap();
    let mapping = guess(&source);
    let map = |key: &str| mapping.columns.get(key).map(|c| c.headings().join("+")).unwrap_or_default();
    for (key, heading) in [
        ("donor_name", "DonorName"),
        ("amount", "Value"),
        ("received", "ReceivedDate"),
        ("banked", "AcceptedDate"),
        ("organisation", "DonorStatus"),
        ("postcode", "Postcode"),
        ("kind", "DonationType"),
        ("description", "NatureOfDonation"),
        ("source_id", "ECRef"),
    ] {
        assert_eq!(map(key), heading, "{key}");
    }
    let plan = ops::prepare(&office, &source, &mapping, false).unwrap();
    let report = ops::commit(&mut office, &plan).unwrap().value;
    assert!(report.ties_out());
    let said = |words: &str| report.problems.iter().filter(|p| p.message.contains(words)).count();
    assert_eq!((report.read, report.refused), (55_000, 34), "{:?}", report.problems.iter().take(5).collect::<Vec<_>>());
    assert_eq!(said("nil"), 2, "the two accounting dashes");
    assert_eq!(said("not banked before it is received"), 32, "slips in the days of the register itself");
    assert!((15_000..19_000).contains(&report.people_added), "{}", report.people_added);
    let total = office.read(|conn| store::sums(conn, &Filter::default())).unwrap().money_in;
    assert_eq!(report.total.as_deref(), Some(Currency::pound().plain(total).as_str()));
    assert!(ops::prepare(&office, &source, &mapping, false).is_err());
}

#[test]
fn other_registers_and_services_come_in_or_say_why_not() {
    let with = |name: &str, currency: &str, map: &str| -> Option<wardroom::kit::Result<tabular::Report>> {
        let path = shared(name)?;
        let toml = Mapping::from_toml(map).unwrap();
        let source = match tabular::open(&path, &toml.overrides().unwrap()) {
            Ok(source) => source,
            Err(problem) => return Some(Err(problem)),
        };
        let mapping = Mapping { columns: guess(&source).columns, ..toml };
        let mut office = super::ledger::office_in(currency);
        Some(
            ops::prepare(&office, &source, &mapping, false).and_then(|plan| Ok(ops::commit(&mut office, &plan)?.value)),
        )
    };
    let Some(canada) = with("finance/ca_Bloc_2009_contributions.csv", "ca", "amount_unit = \"minor\"") else { return };
    let canada = canada.unwrap();
    assert_eq!((canada.read, canada.refused), (2636, 0), "{:?}", canada.problems.first());
    let australia = with("finance/au_aec_donor_declarations_2015-16.csv", "au", "").unwrap().unwrap_err();
    assert!(australia.message.contains("No column says when"), "{australia}");
    let australia =
        with("finance/au_aec_donor_declarations_2015-16.csv", "au", "[constants]\nreceived = \"2016-06-30\"")
            .unwrap()
            .unwrap();
    assert_eq!((australia.read, australia.added + australia.refused), (3221, 3221));
    assert!(australia.refused < 30, "{:?}", australia.problems.first());
    let germany = with("finance/de_lobbycontrol_parteispenden.csv", "de", "[constants]\nreceived = \"2017-12-31\"")
        .unwrap()
        .unwrap();
    let two = germany.problems.iter().filter(|p| p.column == "Betrag").count();
    assert!(two >= 3 && germany.added > 10_000, "{} {:?}", germany.added, germany.problems.first());
    let paypal = with("payments/paypal_en_us_dates_holds_pending.csv", "de", "").unwrap().unwrap();
    assert_eq!(
        (paypal.added, paypal.refused, paypal.total.as_deref()),
        (1, 3, Some("1250.00")),
        "{:?}",
        paypal.problems
    );
    let helps = with("payments/canadahelps_sample.csv", "ca", "").unwrap().unwrap();
    assert_eq!((helps.added, helps.people_added, helps.total.as_deref()), (3, 3, Some("175.00")), "{helps:?}");
    let blue = with("payments/actblue_paid_contributions.csv", "us", "").unwrap().unwrap();
    assert_eq!((blue.read, blue.added + blue.refused), (2, 2));
    let sibs = with("payments/sibs_settlement_pt_with_total_row.csv", "de", "").unwrap().unwrap();
    assert_eq!((sibs.added, sibs.total.as_deref()), (5, Some("1405.40")), "{sibs:?}");
    assert_eq!(sibs.problems.iter().map(|p| p.row).collect::<Vec<_>>(), [7], "the row of totals");
    // Whatever else there is comes in or is refused in words.
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/payments");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = format!("payments/{}", entry.unwrap().file_name().to_string_lossy());
        match with(&name, "gb", "").unwrap() {
            Ok(report) => assert!(report.ties_out() && report.problems.iter().all(|p| p.row > 0), "{name}"),
            Err(problem) => assert!(problem.exit_code() < 4 && !problem.message.is_empty(), "{name}: {problem}"),
        }
    }
}

#[test]
fn kinds_of_a_table_become_kinds_of_entries() {
    let folder = tempfile::tempdir().unwrap();
    let mut office = office();
    let path = write(
        folder.path(),
        "a.csv",
        "Date,Donor,Amount,Kind,Ledger category\n2026-01-02,Ann,25,dues,\n2026-01-02,Ann,5,event,Donations\n2026-01-02,Ann,5,loan,\n2026-01-02,Ann,5,donation,Nonsense\n",
    );
    let report = import(&mut office, &path);
    assert_eq!((report.added, report.refused), (3, 1), "{report:?}");
    assert!(report.problems[0].message.contains("Nonsense"));
    let rows = office.read(|conn| store::page(conn, &Filter::default(), 0, 9)).unwrap();
    assert_eq!(rows.iter().map(|r| r.kind).collect::<Vec<_>>(), [EntryKind::Loan, EntryKind::Event, EntryKind::Dues]);
}
