//! Proof that what goes out comes back: arbitrary cells through CSV and XLSX, never a formula.

#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test that fails says so by panicking, and prints what it skips"
)]

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::kit::day::from_iso;
use crate::kit::{Day, Money};
use crate::tabular::{Overrides, open};

fn gbp() -> Currency {
    *Currency::of("GBP").unwrap()
}

fn texts(width: usize) -> Sheet {
    let columns =
        (0..width).map(|n| ColumnSpec::new(format!("c{n}"), format!("Field {n}"), ColumnKind::Text)).collect();
    Sheet { title: "People: a/b".into(), columns, currency: gbp() }
}

fn read_back(path: &Path, width: usize) -> Vec<Vec<String>> {
    let told = Overrides { header_row: Some(1), ..Overrides::default() };
    let source = open(path, &told).unwrap();
    assert_eq!(source.columns.len(), width, "{:?}", source.columns);
    source.rows().map(|row| (0..width).map(|c| row.cell(c).to_owned()).collect()).collect()
}

/// Texts that people and attackers write: formulas, quotes, line ends, other scripts, spaces at the ends.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[=+\\-@'\t\r\n;,|\" a-zéł1]{0,12}",
        2 => "\\PC{0,20}",
        1 => any::<String>(),
        1 => Just("_x000D_".to_owned()),
        1 => Just("=HYPERLINK(\"http://x\",\"y\")".to_owned()),
        1 => Just("-20.00".to_owned()),
    ]
    .prop_map(|text| text.replace('\0', ""))
}

fn rows() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..5).prop_flat_map(|width| prop::collection::vec(prop::collection::vec(cell(), width), 1..8)).prop_map(
        |mut rows| {
            rows.retain(|row| row.iter().any(|c| !c.trim().is_empty()));
            rows
        },
    )
}

fn write(path: &Path, rows: &[Vec<String>], width: usize) {
    let values = rows.iter().map(|row| Ok(row.iter().map(|c| Value::text(c.as_str())).collect()));
    assert_eq!(write_table(path, &texts(width), values).unwrap(), rows.len());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_comes_back_without_loss_and_without_a_formula(rows in rows()) {
        let Some(width) = rows.first().map(Vec::len) else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.csv");
        write(&path, &rows, width);
        prop_assert_eq!(&read_back(&path, width), &rows);
        let bytes = std::fs::read(&path).unwrap();
        let mut plain = csv_reader(&bytes);
        for record in plain.records().map(Result::unwrap) {
            for cell in &record {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{:?}", cell);
            }
        }
    }

    #[test]
    fn xlsx_comes_back_without_loss(rows in rows()) {
        let Some(width) = rows.first().map(Vec::len) else { return Ok(()) };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.xlsx");
        write(&path, &rows, width);
        let wanted: Vec<Vec<String>> = rows.iter().map(|r| r.iter().map(|c| c.replace(['\u{FFFE}', '\u{FFFF}'], "\u{FFFD}")).collect()).collect();
        prop_assert_eq!(&read_back(&path, width), &wanted);
    }
}

fn csv_reader(bytes: &[u8]) -> ::csv::Reader<&[u8]> {
    ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes))
}

fn mixed() -> (Sheet, Vec<Vec<Value>>) {
    let columns = vec![
        ColumnSpec::new("id", "Id", ColumnKind::Text),
        ColumnSpec::new("name", "Name", ColumnKind::Text),
        ColumnSpec::new("received", "Received on", ColumnKind::Day),
        ColumnSpec::new("amount", "Amount", ColumnKind::Money),
        ColumnSpec::new("count", "Count", ColumnKind::Count),
        ColumnSpec::new("gift_aid", "Gift aid", ColumnKind::YesNo),
    ];
    let day = |iso: &str| -> Day { from_iso(iso).unwrap() };
    let rows = vec![
        vec![
            "9007199254740993".into(),
            "Ann".into(),
            day("2026-11-21").into(),
            Money(-2000).into(),
            3_i64.into(),
            true.into(),
        ],
        vec![
            "2".into(),
            "=1+1".into(),
            day("1899-05-01").into(),
            Money(123_456_789).into(),
            Value::Blank,
            false.into(),
        ],
    ];
    (Sheet { title: "Donations".into(), columns, currency: gbp() }, rows)
}

#[test]
fn days_amounts_and_ids_come_back_from_each_format() {
    let folder = tempfile::tempdir().unwrap();
    let (sheet, rows) = mixed();
    for name in ["t.csv", "t.xlsx"] {
        let path = folder.path().join(name);
        write_table(&path, &sheet, rows.iter().cloned().map(Ok)).unwrap();
        let source = open(&path, &Overrides::default()).unwrap();
        assert_eq!(source.header_row, Some(1), "{name}");
        let names: Vec<&str> = source.columns.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(names, ["Id", "Name", "Received on", "Amount", "Count", "Gift aid"]);
        let back: Vec<Vec<String>> = source.rows().map(|r| (0..6).map(|c| r.cell(c).to_owned()).collect()).collect();
        let amount = if name == "t.csv" { "-20.00" } else { "-20" };
        assert_eq!(back[0], ["9007199254740993", "Ann", "2026-11-21", amount, "3", "yes"], "{name}");
        assert_eq!(back[1], ["2", "=1+1", "1899-05-01", "1234567.89", "", "no"], "{name}");
    }
    let path = folder.path().join("t.json");
    write_table(&path, &sheet, rows.into_iter().map(Ok)).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    assert_eq!(json[0]["id"], "9007199254740993");
    assert_eq!(json[0]["amount"], "-20.00");
    assert_eq!(json[1]["name"], "=1+1");
    assert!(json[1]["count"].is_null());
}

#[test]
fn a_row_that_fails_leaves_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["t.csv", "t.xlsx", "t.json"] {
        let path = folder.path().join(name);
        std::fs::write(&path, b"before").unwrap();
        let rows = vec![Ok(vec![Value::text("a")]), Err(Problem::input("cancelled"))];
        assert!(write_table(&path, &texts(1), rows).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"before");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3, "nothing is left beside");
    assert!(write_table(&folder.path().join("t.doc"), &texts(1), []).unwrap_err().message.contains("doc"));
}

#[test]
fn csv_begins_with_its_mark_and_ends_lines_as_rfc_4180_says() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    write(&path, &[vec!["a,b".into(), "say \"x\"".into()]], 2);
    assert_eq!(std::fs::read(&path).unwrap(), b"\xEF\xBB\xBFField 0,Field 1\r\n\"a,b\",\"say \"\"x\"\"\"\r\n");
}
