//! All real files that lie beside the project: each opens with sensible columns or is refused in words.

#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that fails says so by panicking, and prints what it skips"
)]

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::*;
use crate::kit::Result;

/// The folder of real files, or `None` with a printed word where it is absent.
fn data() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the real files are not here");
    None
}

fn files(folders: &[&str]) -> Vec<PathBuf> {
    let Some(data) = data() else { return Vec::new() };
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| std::fs::read_dir(data.join(folder)).unwrap())
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn opened(name: &str) -> Option<Result<Source>> {
    Some(open(&data()?.join(name), &Overrides::default()))
}

#[test]
fn every_file_opens_or_is_refused_in_words() {
    for path in files(&["finance", "payments", "contacts", "hostile", "polling", "bank"]) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if std::fs::metadata(&path).unwrap().len() > 5_000_000 {
            // The two registers have tests of their own below.
            continue;
        }
        let started = Instant::now();
        let result = open(&path, &Overrides::default());
        let took = started.elapsed();
        match &result {
            Ok(source) => {
                println!(
                    "{name}: {:?} {} {:?} header {:?} rows {} columns {} {:?} notes {:?} {took:?}",
                    source.format,
                    source.encoding.as_deref().unwrap_or("-"),
                    source.delimiter,
                    source.header_row,
                    source.row_count,
                    source.columns.len(),
                    source.columns.iter().take(6).map(|c| c.name.as_str()).collect::<Vec<_>>(),
                    source.notes.iter().take(2).collect::<Vec<_>>(),
                );
                assert!(!source.columns.is_empty(), "{name}");
                assert_eq!(source.rows().count(), source.row_count, "{name}");
            }
            Err(problem) => {
                println!("{name}: REFUSED {problem} | {}", problem.details());
                assert!(problem.hint.is_some(), "{name}: {problem}");
            }
        }
        assert!(took < Duration::from_secs(30), "{name} took {took:?}");
    }
}

fn refusal(name: &str) -> Option<String> {
    Some(opened(name)?.unwrap_err().to_string())
}

/// Opens a file that must open.
fn table(name: &str) -> Option<Source> {
    Some(opened(name)?.unwrap_or_else(|problem| panic!("{name}: {problem}")))
}

fn column<'s>(source: &'s Source, name: &str) -> &'s Column {
    let at = source.column(name).unwrap_or_else(|| panic!("no column {name}"));
    &source.columns[at]
}

fn cells(source: &Source, name: &str) -> Vec<String> {
    let at = source.column(name).unwrap_or_else(|| panic!("no column {name}"));
    source.rows().map(|row| row.cell(at).to_owned()).collect()
}

fn reading() -> Reading {
    Reading::new(crate::kit::day::from_iso("2026-11-21").unwrap())
}

fn currency(code: &str) -> crate::kit::Currency {
    *crate::kit::Currency::of(code).unwrap()
}

#[test]
fn the_uk_register_of_donations() {
    let Some(source) = table("finance/uk_ec_donations_part1.csv") else { return };
    assert_eq!((source.row_count, source.header_row), (55_000, Some(1)));
    assert_eq!(column(&source, "Value").profile.decimal_mark(), Decision::Decided(DecimalMark::Point));
    assert_eq!(column(&source, "AcceptedDate").profile.date_order(), Decision::Decided(DateOrder::DayMonthYear));
    let values = cells(&source, "Value");
    let gbp = currency("GBP");
    let sums: Vec<_> = values.iter().map(|v| reading().money(v, gbp).unwrap_or_else(|e| panic!("{v}: {e}"))).collect();
    assert_eq!(values.iter().zip(&sums).filter(|(v, sum)| v.contains("£-") && sum.is_zero()).count(), 2);
    let donors = cells(&source, "DonorName");
    assert_eq!(donors.iter().filter(|d| !d.is_empty() && d.trim() != d.as_str()).count(), 23);
    assert!(donors.iter().any(|d| d.starts_with('@')));
    assert_eq!(source.rows().filter(|row| row.cells().any(|c| c.contains(['\r', '\n']))).count(), 30);
    assert_eq!(source.rows().last().unwrap().number, 55_001, "rows are counted, not lines");
}

#[test]
fn canada_in_whole_cents_and_germany_with_decimal_commas() {
    let Some(source) = table("finance/ca_federal_contributions_part1.csv") else { return };
    assert_eq!(source.row_count, 60_000);
    let minor = Reading { amount_unit: AmountUnit::Minor, ..reading() };
    let sums: Vec<i64> =
        cells(&source, "contribution_amount").iter().map(|c| minor.money(c, currency("CAD")).unwrap().0).collect();
    assert!(sums.contains(&100_000) && sums.iter().min() == Some(&-110_000));

    let source = table("finance/de_lobbycontrol_parteispenden.csv").unwrap();
    assert_eq!(source.columns[1].name, "Geldgeber");
    let amounts = column(&source, "Betrag");
    assert_eq!(amounts.profile.decimal_mark(), Decision::Decided(DecimalMark::Comma));
    let comma = Reading { decimal_mark: Some(DecimalMark::Comma), ..reading() };
    let refused: Vec<String> = cells(&source, "Betrag")
        .into_iter()
        .filter(|c| !c.is_empty() && comma.money(c, currency("EUR")).is_err())
        .collect();
    assert_eq!(refused.len(), 3, "two amounts in one cell: {refused:?}");

    let source = table("finance/de_parteispenden_2011.tsv").unwrap();
    assert_eq!((source.delimiter, source.columns[0].name.as_str()), (Some('\t'), "#Partei"));
}

#[test]
fn dates_of_every_kind() {
    let Some(source) = table("finance/us_calaccess_LOAN_CD.tsv") else { return };
    assert_eq!(column(&source, "LOAN_DATE1").profile.date_order(), Decision::Decided(DateOrder::MonthDayYear));
    let source = table("finance/in_electoral_bonds_encashed.csv").unwrap();
    assert!(column(&source, "Date of Encashment").profile.is_days());
    assert_eq!(column(&source, "Date of Encashment").profile.date_order(), Decision::Unneeded);
    let source = table("payments/civicrm_contributions_amount_validate.csv").unwrap();
    let marks = column(&source, "Total Amount").profile.decimal_mark();
    assert_eq!(marks, Decision::Mixed(vec![DecimalMark::Point, DecimalMark::Comma]));
    let source = table("payments/sibs_settlement_pt_with_total_row.csv").unwrap();
    assert_eq!(column(&source, "Montante Bruto").profile.decimal_mark(), Decision::Decided(DecimalMark::Comma));
    assert_eq!(column(&source, "Data Movimento").profile.date_order(), Decision::Decided(DateOrder::DayMonthYear));
}

#[test]
fn encodings_and_separators() {
    let Some(source) = table("polling/uk_wdiv_democracy-counts-utf-16le.csv") else { return };
    assert_eq!((source.encoding.as_deref(), source.row_count), (Some("utf-16le"), 34));
    let source = table("payments/gopay_windows-1250_semicolon_crlf.csv").unwrap();
    assert_eq!((source.encoding.as_deref(), source.delimiter), (Some("windows-1250"), Some(';')));
    let source = table("finance/uk_donations_7500up_2013.csv").unwrap();
    assert_eq!((source.row_count, source.columns.len()), (843, 7), "lines end with CR only");
    let source = table("finance/us_fec_1550126.fec").unwrap();
    assert_eq!((source.delimiter, source.row_count, source.header_row), (Some('\u{1C}'), 25, None));
    let source = table("hostile/csvkit_null_byte.csv").unwrap();
    assert!(source.notes.iter().any(|n| n.contains("row 2")), "{:?}", source.notes);
    let source = table("bank/actual_windows-1252-euro.csv").unwrap();
    assert_eq!(source.encoding.as_deref(), Some("windows-1252"));
    assert!(source.rows().any(|row| row.cells().any(|c| c.contains('€'))));
}

#[test]
fn headings_that_repeat_stand_lower_or_are_missing() {
    let Some(source) = table("payments/actblue_paid_contributions.csv") else { return };
    assert_eq!(source.columns.len(), 101);
    assert!(source.column("Reserved (7)").is_some() && source.column("Reserved (8)").is_none());
    let source = table("payments/paypal_activity_legacy_trailing_commas.csv").unwrap();
    assert_eq!(cells(&source, "Gross").first().unwrap(), "-20.00");
    let source = table("finance/us_nyc_cfb_contributions_sample_noheader.csv").unwrap();
    assert_eq!((source.header_row, source.row_count, source.columns[0].name.as_str()), (None, 5685, "A"));
    let source = table("hostile/csvkit_bad_skip_lines.csv").unwrap();
    assert_eq!((source.header_row, source.columns.len()), (Some(4), 3));
}

#[test]
fn workbooks_keep_days_and_name_errors() {
    let Some(source) = table("hostile/calamine_date_1904.xlsx") else { return };
    let days: Vec<String> = source.rows().map(|row| row.cell(0).to_owned()).collect();
    assert!(days == ["2021-01-01", "2021-01-02", "15:10:10"], "{days:?}");
    let source = table("hostile/calamine_errors.xlsx").unwrap();
    assert!(source.notes.iter().any(|n| n.contains("A1") && n.contains("#DIV/0!")), "{:?}", source.notes);
    assert!(refusal("hostile/calamine_pass_protected.ods").unwrap().contains("password"));
    assert!(refusal("hostile/messytables_encrypted_no_password.xls").unwrap().contains("password"));
    assert!(refusal("hostile/calamine_issue_594_dos.ods").unwrap().contains("more cells"));
    assert!(refusal("hostile/messytables_simple.zip").unwrap().contains("ZIP"));
    assert!(refusal("hostile/sqlite_valid.db").unwrap().contains("SQLite"));
}

#[test]
fn contacts_of_every_program() {
    for path in files(&["contacts"]).iter().filter(|p| p.extension().is_some_and(|e| e == "vcf")) {
        let name = format!("contacts/{}", path.file_name().unwrap().to_string_lossy());
        if name.contains("user-cal") {
            assert!(refusal(&name).unwrap().contains("calendar"));
        } else if name.contains("sabre") {
            assert!(refusal(&name).unwrap().contains("No contact"), "a picture and nothing else");
        } else {
            let source = table(&name).unwrap();
            assert!(cells(&source, "Name").iter().any(|n| !n.is_empty()), "{name}");
            assert!(source.rows().all(|row| row.cells().all(|c| !c.contains('\u{FFFD}'))), "{name}");
        }
    }
    let Some(source) = table("contacts/vcard_kcontacts_9.vcf") else { return };
    assert!(cells(&source, "Note")[0].contains("строка более 70"), "{:?}", cells(&source, "Note"));
}

/// Broken copies of real files: bytes flipped, ends cut off. Whatever comes of it, it comes soon and in words.
#[test]
fn broken_files_are_read_or_refused() {
    let mut seed = 20_261_121_u64;
    let mut next = move |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(seed >> 33).unwrap() % below.max(1)
    };
    let small = |path: &&PathBuf| (1..20_000).contains(&std::fs::metadata(path).unwrap().len());
    let all = files(&["hostile", "contacts", "payments"]);
    for path in all.iter().filter(small) {
        for _ in 0..3 {
            let mut bytes = std::fs::read(path).unwrap();
            for _ in 0..=next(6) {
                let at = next(bytes.len());
                bytes[at] = u8::try_from(next(256)).unwrap();
            }
            if next(3) == 0 {
                bytes.truncate(next(bytes.len()));
            }
            let started = Instant::now();
            match source::from_bytes(path, bytes, &Overrides::default()) {
                Ok(source) => assert_eq!(source.rows().count(), source.row_count),
                Err(problem) => assert!(!problem.message.is_empty()),
            }
            assert!(started.elapsed() < Duration::from_secs(20), "{}", path.display());
        }
    }
}

/// `cargo test --release --lib tabular::real_files::speed -- --ignored --nocapture` prints rows a second.
#[test]
#[ignore = "a measurement, for release builds"]
fn speed() {
    let folder = tempfile::tempdir().unwrap();
    let columns = ["Name", "Street", "Town", "Postcode", "E-mail", "Received", "Amount", "Note"];
    let sheet = Sheet {
        title: "Speed".into(),
        columns: columns.iter().map(|c| ColumnSpec::new(*c, *c, ColumnKind::Text)).collect(),
        currency: currency("GBP"),
    };
    let row = |n: i64| {
        let texts = [
            format!("Ann Person {n}"),
            format!("{n} High Street"),
            "Leeds".into(),
            format!("LS{} 1AA", n % 99),
            format!("p{n}@example.org"),
        ];
        let day = crate::kit::day::from_iso("2020-01-01").unwrap() + chrono::Days::new(n as u64 % 2000);
        let mut row: Vec<Value> = texts.into_iter().map(Value::Text).collect();
        row.extend([Value::Day(day), Value::Money(crate::kit::Money(n)), Value::Blank]);
        Ok(row)
    };
    let count = 1_000_000;
    let say = |what: &str, started: Instant| {
        println!("{what}: {:.0} rows a second", count as f64 / started.elapsed().as_secs_f64())
    };
    for ending in ["csv", "json", "xlsx"] {
        let path = folder.path().join(format!("t.{ending}"));
        let started = Instant::now();
        write_table(&path, &sheet, (0..count).map(row)).unwrap();
        say(&format!("write {ending}"), started);
    }
    for ending in ["csv", "xlsx"] {
        let started = Instant::now();
        let source = open(&folder.path().join(format!("t.{ending}")), &Overrides::default()).unwrap();
        say(&format!("open and profile {ending}"), started);
        let started = Instant::now();
        assert_eq!(source.rows().map(|row| row.cell(6).len()).filter(|n| *n > 0).count(), count as usize);
        say(&format!("read again {ending}"), started);
    }
}
