//! Bank statements: what comes in, what is here already, and that all of it goes back out.

use std::path::Path;

use wardroom::bank::model::{Choice, LineState, Plan};
use wardroom::bank::statement::{self, File};
use wardroom::bank::store::{self, LineFilter};
use wardroom::bank::{import, ops};
use wardroom::kit::{Money, Result};
use wardroom::ledger;
use wardroom::ledger::model::{AccountId, AccountKind};
use wardroom::office::Office;
use wardroom::subjects;

use super::ledger::content;
use crate::common;

pub fn office() -> Office {
    let how = wardroom::office::How::new(subjects::setup(), common::clock(), "Asha M.").seed(7);
    Office::in_memory(&common::profile(), &how).unwrap()
}

pub fn account(office: &Office, name: &str) -> AccountId {
    office.read(|conn| ledger::store::find_account(conn, name)).unwrap()
}

pub fn fixture(name: &str) -> Vec<u8> {
    import::bytes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/bank").join(name)).unwrap()
}

pub fn read(office: &Office, name: &str, bytes: &[u8]) -> File {
    statement::read(name, bytes, &ops::reading(office).unwrap()).unwrap_or_else(|u| panic!("{}", u.problem()))
}

fn plan(office: &Office, file: &File, choice: &Choice) -> Result<Plan> {
    ops::prepare(office, file, account(office, "General"), choice)
}

/// Takes a file in: how many lines were added, updated and skipped.
pub fn take(office: &mut Office, file: &File) -> (usize, usize, usize) {
    let plan = plan(office, file, &Choice::default()).unwrap();
    let report = ops::commit(office, &plan).unwrap().value;
    assert!(report.ties_out(), "{report:?}");
    (report.added, report.updated, report.skipped)
}

/// `Date,Details,Amount` rows as a QIF, which has no ids.
fn qif(rows: &[(&str, &str, &str)]) -> Vec<u8> {
    let records: String = rows.iter().map(|(day, what, amount)| format!("D{day}\nT{amount}\nM{what}\n^\n")).collect();
    format!("!Type:Bank\n{records}").into_bytes()
}

fn sum(office: &Office) -> (usize, Money) {
    office.read(|conn| store::count(conn, &LineFilter::default())).unwrap()
}

#[test]
fn a_statement_comes_in_once_whatever_it_overlaps_and_goes_back_out() {
    let mut office = office();
    let before = content(&office);
    let file = read(&office, "sgml.ofx", &fixture("sgml.ofx"));
    let shown = plan(&office, &file, &Choice::default()).unwrap();
    let report = ops::commit(&mut office, &shown).unwrap().value;
    assert_eq!(
        wardroom::tabular::Report { op: None, ..report.clone() },
        shown.report,
        "the preview is what comes of it"
    );
    assert_eq!((report.read, report.added, report.total.as_deref()), (5, 5, Some("342.40")));
    assert_eq!(sum(&office), (5, Money(34_240)));
    assert_eq!(take(&mut office, &file), (0, 0, 5), "the same file again adds nothing");
    assert_eq!(office.read(|conn| store::statements(conn, None)).unwrap().len(), 1);
    // The same lines in another form of the same bank: the ids say so.
    let text = String::from_utf8(fixture("xml.ofx")).unwrap();
    let more = "<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261121</DTPOSTED><TRNAMT>5,00</TRNAMT><FITID>B6</FITID></STMTTRN>\n  </BANKTRANLIST>";
    let longer = text
        .replace("</BANKTRANLIST>", more)
        .replace("1542,40", "1547,40")
        .replace("20261120</DTASOF>", "20261121</DTASOF>");
    let file = read(&office, "xml.ofx", longer.as_bytes());
    assert_eq!(take(&mut office, &file), (1, 0, 5));
    assert!(office.check().unwrap().is_empty(), "{:?}", office.check().unwrap());
    office.undo("").unwrap();
    assert_eq!(sum(&office), (5, Money(34_240)));
    assert_eq!(take(&mut office, &file), (1, 0, 5), "an undone import is not taken for something deleted");
    office.undo("").unwrap();
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
}

#[test]
fn lines_without_an_id_are_known_by_content_and_place_within_the_day() {
    let mut office = office();
    let first =
        read(&office, "a.qif", &qif(&[("20/11/2026", "CARD SUBWAY", "-8.55"), ("20/11/2026", "CARD SUBWAY", "-8.55")]));
    assert_eq!(take(&mut office, &first), (2, 0, 0), "equal lines of one day are genuine");
    let overlap = [
        ("20/11/2026", "CARD SUBWAY", "-8.55"),
        ("20/11/2026", "CARD SUBWAY", "-8.55"),
        ("20/11/2026", "CARD SUBWAY", "-8.55"),
        ("21/11/2026", "CARD SUBWAY", "-8.55"),
    ];
    let second = read(&office, "b.qif", &qif(&overlap));
    assert_eq!(take(&mut office, &second), (2, 0, 2));
    assert_eq!(sum(&office), (4, Money(-4 * 855)));
}

#[test]
fn a_file_of_another_account_or_currency_is_refused_by_name() {
    let mut office = office();
    let file = read(&office, "sgml.ofx", &fixture("sgml.ofx"));
    take(&mut office, &file);
    ledger::ops::save_account(&mut office, None, "Savings", AccountKind::Bank, false).unwrap();
    let savings = account(&office, "Savings");
    let file = read(&office, "statement.xml", &fixture("statement.xml"));
    let problem = ops::prepare(&office, &file, savings, &Choice::default()).unwrap_err();
    assert!(problem.message.contains("is a statement of “General”, not of “Savings”"), "{problem}");
    let other = String::from_utf8(fixture("sgml.ofx").into_iter().filter(u8::is_ascii).collect()).unwrap();
    let other = other.replace("55779911", "11223344");
    let file = read(&office, "other.ofx", other.as_bytes());
    let problem = plan(&office, &file, &Choice::default()).unwrap_err();
    assert!(problem.message.contains("200000/11223344") && problem.message.contains("20000055779911"), "{problem}");
    let told = Choice { number: Some("11223344".into()), ..Choice::default() };
    assert_eq!(plan(&office, &file, &told).unwrap().numbers, ["20000011223344"]);
    let dollars = read(&office, "usd.ofx", other.replace("GBP", "USD").as_bytes());
    let problem = plan(&office, &dollars, &told).unwrap_err();
    assert!(problem.message.contains("USD") && problem.message.contains("GBP"), "{problem}");
}

#[test]
fn a_booking_that_came_as_one_gives_way_to_its_payments() {
    let mut office = office();
    let file = read(&office, "statement.xml", &fixture("statement.xml"));
    take(&mut office, &file);
    let part = |amount: &str, name: &str| {
        format!(
            "<TxDtls><Amt Ccy=\"GBP\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr></RltdPties></TxDtls>"
        )
    };
    let notice = format!(
        "<?xml version=\"1.0\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><Ntfctn>\
         <Acct><Id><IBAN>GB11BANK20000055779911</IBAN></Id></Acct><Ntry><Amt Ccy=\"GBP\">312.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
         <Sts>BOOK</Sts><BookgDt><Dt>2026-11-05</Dt></BookgDt><AcctSvcrRef>B2</AcctSvcrRef><NtryDtls>{}{}</NtryDtls></Ntry>\
         </Ntfctn></BkToCstmrDbtCdtNtfctn></Document>",
        part("300.00", "Ann"),
        part("12.00", "Bo")
    );
    let notice = read(&office, "notice.xml", notice.as_bytes());
    assert_eq!(take(&mut office, &notice), (0, 2, 0));
    assert_eq!(sum(&office), (6, Money(34_240)), "one booking became two payments of the same sum");
    let file = read(&office, "again.xml", &fixture("statement.xml"));
    take(&mut office, &file);
    assert_eq!(sum(&office), (6, Money(34_240)));
    assert_eq!(take(&mut office, &notice), (0, 0, 2));
    office.undo("").unwrap();
    assert_eq!(sum(&office).0, 5);
}

#[test]
fn a_preview_holds_for_one_state_of_the_office() {
    let mut office = office();
    let file = read(&office, "days.qif", &fixture("days.qif"));
    let shown = plan(&office, &file, &Choice::default()).unwrap();
    wardroom::people::ops::add(&mut office, &wardroom::people::Details::named("Dee")).unwrap();
    assert!(ops::commit(&mut office, &shown).unwrap_err().message.contains("changed since"));
}

#[test]
fn a_statement_is_taken_out_and_read_again() {
    let mut office = office();
    let file = read(&office, "statement.xml", &fixture("statement.xml"));
    take(&mut office, &file);
    let id = office.read(|conn| store::statements(conn, None)).unwrap()[0].id;
    ops::forget(&mut office, id).unwrap();
    assert_eq!(sum(&office).0, 0);
    assert_eq!(take(&mut office, &file), (5, 0, 0));
    let open = office
        .read(|conn| store::page(conn, &LineFilter { state: Some(LineState::Open), ..LineFilter::default() }, 0, 9))
        .unwrap();
    assert_eq!(open.first().map(|l| (l.amount, l.title().to_owned())), Some((Money(-600), "ACCOUNT FEE".to_owned())));
}
