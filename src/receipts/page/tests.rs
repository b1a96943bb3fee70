//! Whole papers, read back with `pdftotext` and proved with `qpdf`; where a tool is absent, the test says so and passes.
//! With `LOOK=folder` the files are kept there.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use super::*;
use crate::kit::{Currency, Money, Problem, day};
use crate::receipts::model::{
    Draft, EntryId, Envelope, Issuer, Layout, Line, Making, PersonId, ReceiptKind, Replaced, wording,
};

const NAMES: [&str; 7] = [
    "Łukasz Żółkiewski",
    "Nguyễn Thị Ánh",
    "Ελένη Παπαδοπούλου",
    "Наталія Шевченко",
    "ليلى حداد",
    "王小明",
    "Zoë O’Brien-Núñez",
];

fn iso(text: &str) -> Day {
    day::from_iso(text).unwrap()
}

fn line(n: usize, amount: i64, advantage: i64) -> Line {
    Line {
        entry: EntryId(i64::try_from(n).unwrap()),
        day: iso("2026-01-05") + chrono::TimeDelta::days(i64::try_from(n).unwrap() * 11 % 350),
        kind: if n % 5 == 4 { "dues".into() } else { "donation".into() },
        amount: Money(amount),
        refunded: Money::ZERO,
        advantage: Money(advantage),
        advantage_is: if advantage > 0 { "Dinner".into() } else { String::new() },
    }
}

fn sheet(law: &str, key: &str, envelope: Envelope, per_page: u8, donor: &str, lines: usize) -> Sheet {
    let currency = match law {
        "gb" => "GBP",
        "ca" => "CAD",
        "us" => "USD",
        _ => "EUR",
    };
    let making = Making {
        wording: wording(key, law).unwrap(),
        issuer: Issuer {
            party: "Example Party".into(),
            branch: "Riverside branch".into(),
            lines: vec![
                "The Old Mill, 12 Bridge Street".into(),
                "Riverside RV1 2AB".into(),
                "treasurer@riverside.example".into(),
            ],
            place: "Riverside".into(),
            signatory: "Asha Mistry, Treasurer".into(),
            registration: "AU-1234".into(),
            ..Issuer::default()
        },
        currency: Currency::of(currency).unwrap(),
        kind: if lines > 1 { ReceiptKind::Annual } else { ReceiptKind::Single },
        issued_on: iso("2026-11-22"),
        layout: Layout { letter_paper: matches!(law, "ca" | "us"), envelope, per_page },
    };
    let advantage = if law == "ca" { 1_000 } else { 0 };
    let draft = Draft {
        donor: PersonId(1),
        name: donor.into(),
        address: vec!["4 Quay Street".into(), "Riverside".into(), "RV1 4AB".into()],
        lines: (0..lines).map(|n| line(n, 2_500 + 105 * i64::try_from(n).unwrap(), advantage)).collect(),
        ..Draft::default()
    };
    let replaced = (donor == "Replaced").then(|| Replaced { number: "2026-0017".into(), issued_on: iso("2026-02-01") });
    making.sheet(&draft, "2026-0413", replaced).unwrap()
}

fn kept(name: &str, bytes: &[u8], folder: &Path) -> PathBuf {
    let path = folder.join(format!("{name}.pdf"));
    crate::kit::whole_file::write_whole(&path, bytes).unwrap();
    if let Some(look) = std::env::var_os("LOOK") {
        std::fs::copy(&path, Path::new(&look).join(format!("{name}.pdf"))).unwrap();
    }
    if let Ok(out) = Command::new("qpdf").arg("--check").arg(&path).output() {
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stdout));
    } else {
        println!("skipped: qpdf is not installed");
    }
    path
}

/// The words of a file, without the marks that readers put around text from right to left.
fn text_of(path: &Path) -> Option<String> {
    let Ok(out) = Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(path).arg("-").output() else {
        println!("skipped: pdftotext is not installed");
        return None;
    };
    let marks = ['\u{202A}', '\u{202B}', '\u{202C}', '\u{200E}', '\u{200F}'];
    Some(String::from_utf8_lossy(&out.stdout).replace(marks, ""))
}

fn pages(text: &str) -> usize {
    text.matches('\u{0C}').count()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn printed(sheet: &Sheet, face: Face, name: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let print = Print { sheet: sheet.clone(), face };
    let bytes = one(&print, &|_| None).unwrap();
    text_of(&kept(name, &bytes, folder.path()))
}

#[test]
fn an_acknowledgement_says_what_it_must() {
    let sheet = sheet("gb", "acknowledgement", Envelope::Dl, 1, NAMES[0], 1);
    let Some(text) = printed(&sheet, Face::Original, "gb-single") else { return };
    let flat = squeezed(&text);
    for part in [
        "Łukasz Żółkiewski",
        "2026-0413",
        "22 November 2026",
        "£25.00",
        "Twenty-five pounds",
        "Riverside branch",
        "Example Party",
        "Asha Mistry",
        "4 Quay Street",
        "RV1 4AB",
        "not a tax receipt",
        "2026-1",
    ] {
        assert!(flat.contains(part), "{part} in {flat}");
    }
    assert_eq!(pages(&text), 1);
    assert!(!flat.contains("COPY"));
}

#[test]
fn names_of_all_scripts_come_back_as_they_went_in() {
    for (n, name) in NAMES.iter().enumerate() {
        let sheet = sheet("gb", "acknowledgement", Envelope::Dl, 1, name, 1);
        let bytes = one(&Print { sheet, face: Face::Original }, &|_| None);
        let Ok(bytes) = bytes else {
            println!("skipped: this system has no font for {name}");
            continue;
        };
        let folder = tempfile::tempdir().unwrap();
        let Some(text) = text_of(&kept(&format!("name-{n}"), &bytes, folder.path())) else { return };
        assert!(text.contains(name), "{name} in {text}");
    }
}

#[test]
fn a_copy_is_the_same_document_but_for_its_mark() {
    for (law, key, mark) in
        [("gb", "acknowledgement", "COPY"), ("ca", "ca_official", "DUPLICATE"), ("de", "de_zuwendung", "KOPIE")]
    {
        for per_page in [1, 2] {
            let sheet = sheet(law, key, Envelope::Dl, per_page, NAMES[6], 1);
            let Some(original) = printed(&sheet, Face::Original, &format!("{law}-{per_page}-original")) else { return };
            let copy = printed(&sheet, Face::Copy, &format!("{law}-{per_page}-copy")).unwrap();
            assert!(!original.contains(mark) && copy.contains(mark));
            // A reader may break the word across the face into parts.
            let words = |text: &str| {
                let mut words: Vec<String> =
                    text.split_whitespace().filter(|w| !mark.contains(w)).map(str::to_owned).collect();
                words.sort();
                words
            };
            assert_eq!(words(&original), words(&copy));
        }
    }
    let sheet = sheet("gb", "acknowledgement", Envelope::Dl, 1, NAMES[0], 3);
    let again = || one(&Print { sheet: sheet.clone(), face: Face::Copy }, &|_| None).unwrap();
    assert!(again() == again(), "a print has the same bytes each time");
}

#[test]
fn a_void_receipt_says_so_with_its_reason() {
    let sheet = sheet("ca", "ca_official", Envelope::Us10, 1, NAMES[6], 1);
    let face = Face::Void { reason: "Wrong date received".into(), on: Some(iso("2026-11-23")) };
    let Some(text) = printed(&sheet, face, "ca-void") else { return };
    let flat = squeezed(&text);
    assert!(flat.contains("CANCELLED 23 November 2026: Wrong date received"), "{flat}");
}

#[test]
fn the_canadian_receipt_has_every_field_of_the_regulation() {
    let sheet = sheet("ca", "ca_official", Envelope::Us10, 1, "Replaced", 1);
    let Some(text) = printed(&sheet, Face::Original, "ca-replacement") else { return };
    let flat = squeezed(&text);
    for part in [
        "Official receipt for income tax purposes",
        "Registered association Riverside branch",
        "Serial number 2026-0413",
        "Agent Asha Mistry",
        "Date issued 22 November 2026",
        "Date received 5 January 2026",
        "Contributor Replaced, 4 Quay Street",
        "Amount of contribution $25.00",
        "Description of advantage Dinner",
        "Amount of advantage $10.00",
        "Eligible amount $15.00",
        "replaces official receipt 2026-0017",
    ] {
        assert!(flat.contains(part), "{part} in {flat}");
    }
}

#[test]
fn german_papers_keep_to_one_page_and_list_the_rest() {
    let one_gift = sheet("de", "de_zuwendung", Envelope::DinB, 3, "Jörg Weiß", 1);
    let Some(text) = printed(&one_gift, Face::Original, "de-zuwendung") else { return };
    let flat = squeezed(&text);
    assert_eq!(pages(&text), 1);
    for part in [
        "Bestätigung über Geldzuwendungen/Mitgliedsbeitrag",
        "25,00 €",
        "fünfundzwanzig Euro",
        "05.01.2026",
        "haftet für die entgangene Steuer",
        "nicht um Mitgliedsbeiträge",
    ] {
        assert!(flat.contains(part), "{part} in {flat}");
    }
    let many = sheet("de", "de_zuwendung", Envelope::DinA, 1, "Jörg Weiß", 12);
    let text = printed(&many, Face::Original, "de-sammel").unwrap();
    assert_eq!(pages(&text), 2, "{text}");
    let flat = squeezed(&text);
    for part in [
        "Sammelbestätigung",
        "keine weiteren Bestätigungen",
        "Anlage zur Sammelbestätigung 2026-0413",
        "Mitgliedsbeitrag",
        "Gesamtsumme",
    ] {
        assert!(flat.contains(part), "{part} in {flat}");
    }
}

#[test]
fn a_long_list_goes_on_pages_of_its_own_and_loses_no_line() {
    for lines in [2, 8, 16, 60] {
        let sheet = sheet("gb", "acknowledgement", Envelope::Dl, 1, NAMES[0], lines);
        let Some(text) = printed(&sheet, Face::Original, &format!("gb-annual-{lines}")) else { return };
        for line in &sheet.lines {
            let amount = labels::money(&sheet, line.amount);
            assert!(text.contains(&amount), "{amount} of {lines}");
        }
        assert!(squeezed(&text).contains(&labels::money(&sheet, sheet.totals.amount)));
    }
}

#[test]
fn slips_share_pages_and_long_ones_get_a_letter() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipts.pdf");
    let go = AtomicBool::new(false);
    for (per_page, lines, expected) in [(3_u8, vec![1, 4, 2, 1], 2), (3, vec![1, 30, 1], 4), (2, vec![1, 12, 3], 2)] {
        let prints: Vec<_> = lines
            .iter()
            .zip(NAMES)
            .map(|(n, name)| {
                Ok(Print {
                    sheet: sheet("gb", "acknowledgement", Envelope::Dl, per_page, name, *n),
                    face: Face::Original,
                })
            })
            .collect();
        let files = run(&path, "Receipts", iso("2026-11-22"), prints, &|_| None, &mut |_| {}, &go).unwrap();
        let bytes = std::fs::read(&files[0]).unwrap();
        let kept = kept(&format!("slips-{per_page}-{}", lines.len()), &bytes, folder.path());
        let Some(text) = text_of(&kept) else { return };
        assert_eq!(pages(&text), expected, "{per_page} to a page, {lines:?}");
        for name in NAMES.iter().take(lines.len()) {
            assert!(text.contains(name), "{name}");
        }
    }
}

#[test]
fn official_slips_fit_two_to_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let prints = (0..2)
        .map(|_| Ok(Print { sheet: sheet("ca", "ca_official", Envelope::Us10, 2, NAMES[6], 1), face: Face::Copy }));
    let files = run(
        &folder.path().join("a.pdf"),
        "Receipts",
        iso("2026-11-22"),
        prints,
        &|_| None,
        &mut |_| {},
        &AtomicBool::new(false),
    )
    .unwrap();
    let Some(text) = text_of(&kept("ca-slips", &std::fs::read(&files[0]).unwrap(), folder.path())) else { return };
    assert_eq!(pages(&text), 1);
    assert_eq!(text.matches("$15.00").count(), 2);
}

#[test]
fn a_proof_says_what_is_open() {
    let mut sheet = sheet("de", "de_zuwendung", Envelope::DinB, 1, "Jörg Weiß", 1);
    sheet.number.clear();
    let note = wording("de_zuwendung", "de").unwrap().note.clone();
    let Some(text) = printed(&sheet, Face::Proof { notices: vec![note] }, "de-proof") else { return };
    let flat = squeezed(&text);
    assert!(flat.contains("PROOF") && flat.contains("was not confirmed") && !flat.contains("2026-0413"));
}

#[test]
fn a_cancelled_or_failed_run_leaves_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipts.pdf");
    let cancel = AtomicBool::new(false);
    let print = || Print { sheet: sheet("gb", "acknowledgement", Envelope::Dl, 1, NAMES[0], 1), face: Face::Original };
    let mut stop = |done| cancel.store(done == 2, Ordering::Relaxed);
    assert!(
        run(&path, "Receipts", iso("2026-11-22"), (0..5).map(|_| Ok(print())), &|_| None, &mut stop, &cancel).is_err()
    );
    let failing = [Ok(print()), Err(Problem::input("no"))];
    assert!(
        run(&path, "Receipts", iso("2026-11-22"), failing, &|_| None, &mut |_| {}, &AtomicBool::new(false)).is_err()
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn logo_and_signature_stand_on_the_paper() {
    let mut sheet = sheet("gb", "acknowledgement", Envelope::Dl, 1, NAMES[0], 1);
    let plain = one(&Print { sheet: sheet.clone(), face: Face::Original }, &|_| None).unwrap();
    (sheet.issuer.logo, sheet.issuer.signature) = (Some("1".into()), Some("2".into()));
    let mut png = Vec::new();
    let pixels = image::RgbImage::from_fn(60, 30, |x, y| image::Rgb([(x * 4) as u8, (y * 8) as u8, 90]));
    image::DynamicImage::ImageRgb8(pixels)
        .write_to(&mut std::io::Cursor::new(&mut png), image::ImageFormat::Png)
        .unwrap();
    let picture = Picture::read(&png).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let with = one(&Print { sheet: sheet.clone(), face: Face::Original }, &|_| Some(picture.clone())).unwrap();
    assert!(with.len() > plain.len());
    kept("gb-pictures", &with, folder.path());
    let gone = one(&Print { sheet, face: Face::Original }, &|_| None).unwrap();
    assert!(!gone.is_empty(), "a picture that is gone does not stop the paper");
}
