//! Whole files, judged by other people's tools: `qpdf`, `pdftotext`, `pdffonts`. Where a tool is absent, the test says so and
//! passes.

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::DateTime;

use super::picture::test_png;
use super::*;
use crate::kit::Result;

const NAMES: [&str; 7] = [
    "Łukasz Żółkiewski",
    "Nguyễn Thị Ánh",
    "Ελένη Παπαδοπούλου",
    "Наталія Шевченко",
    "ليلى حداد",
    "王小明",
    "Zoë O’Brien-Núñez",
];

fn made_on() -> DateTime<chrono::Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).unwrap()
}

fn document() -> Document {
    Document::new("Receipt 2026-0001 für Żółkiewski", Paper::A4, made_on()).unwrap()
}

/// What a tool prints, or nothing where it is not installed.
fn tool(name: &str, arguments: &[&str], file: &Path) -> Option<String> {
    match Command::new(name).args(arguments).arg(file).output() {
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{name}: {said}");
            Some(String::from_utf8_lossy(&output.stdout).into_owned() + &said)
        }
        Err(_) => {
            println!("skipped: {name} is not installed");
            None
        }
    }
}

fn text_of(file: &Path) -> Option<String> {
    let out = file.with_extension("txt");
    let text = Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(file).arg(&out).status();
    match text {
        Ok(status) => {
            assert!(status.success());
            // Readers put direction marks around text that runs from right to left.
            let marks = ['\u{202A}', '\u{202B}', '\u{202C}', '\u{200E}', '\u{200F}', '\u{0C}'];
            Some(std::fs::read_to_string(out).unwrap().replace(marks, ""))
        }
        Err(_) => {
            println!("skipped: pdftotext is not installed");
            None
        }
    }
}

/// Whether this system has fonts for Arabic and Chinese, which the bundled ones lack.
fn all_scripts() -> bool {
    let has = NAMES.iter().all(|name| Fonts::shared().unwrap().shaped(name, Weight::Regular, false).is_ok());
    if !has {
        println!("skipped: this system has no fonts for Arabic or Chinese");
    }
    has
}

fn saved(folder: &tempfile::TempDir, document: Document) -> PathBuf {
    let path = folder.path().join("a.pdf");
    document.save(&path).unwrap();
    path
}

#[test]
fn names_come_back_as_they_went_in() {
    if !all_scripts() {
        return;
    }
    let mut document = document();
    document
        .page(|page| {
            for (at, name) in NAMES.iter().enumerate() {
                let y = 20.0 + 16.0 * at as f32;
                page.text(Region::new(20.0, y, 160.0, 8.0), Style::new(12.0), name)?;
                page.text(Region::new(20.0, y + 8.0, 160.0, 8.0), Style::new(12.0).bold().right(), name)?;
            }
            Ok(())
        })
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = saved(&folder, document);
    if let Some(text) = text_of(&path) {
        let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let twice: Vec<&str> = NAMES.iter().flat_map(|name| [*name, *name]).collect();
        assert_eq!(lines, twice);
    }
    if let Some(said) = tool("qpdf", &["--check"], &path) {
        assert!(said.contains("No syntax or stream encoding errors found") && !said.contains("WARNING"), "{said}");
    }
    if let Some(fonts) = tool("pdffonts", &[], &path) {
        for line in fonts.lines().skip(2) {
            assert!(line.contains('+') && line.contains("yes yes yes"), "{fonts}");
        }
    }
    assert!(std::fs::metadata(&path).unwrap().len() < 90_000);
}

#[test]
fn mixed_and_composed_text_comes_back() {
    if !all_scripts() {
        return;
    }
    let sentence = format!("Received from {}, 12 High Street", isolated("ليلى حداد"));
    let lines = [
        sentence.as_str(),
        "علاء الدين",
        "لا إله إلا",
        "Zoe\u{0308} and Zoë",
        "王小明 (Wang Xiaoming)",
        "A B fi fl ffi -> 3x4",
        "שרה כהן",
    ];
    let mut document = document();
    document
        .page(|page| {
            for (at, line) in lines.iter().enumerate() {
                page.text(Region::new(20.0, 20.0 + 10.0 * at as f32, 160.0, 8.0), Style::new(12.0), line)?;
            }
            Ok(())
        })
        .unwrap();
    let folder = tempfile::tempdir().unwrap();
    if let Some(text) = text_of(&saved(&folder, document)) {
        let read: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let wanted: Vec<String> = lines.iter().map(|line| line.replace(['\u{2068}', '\u{2069}'], "")).collect();
        assert_eq!(read, wanted);
    }
}

/// A page with everything on it.
fn full_page(page: &mut Page<'_>) -> Result<()> {
    let sheet = page.region();
    page.address(
        Window::DinB,
        &["Zoë O’Brien-Núñez", "Flat 2", "12 High Street", "Riverside", "RV1 2AB"],
        "Party, 1 Low Road, Riverside",
    )?;
    page.fold_marks(Window::DinB);
    page.picture(Region::new(150.0, 10.0, 40.0, 20.0), Align::Right, &Picture::read(&test_png(200, 100))?);
    page.fill(Region::new(20.0, 120.0, 170.0, 12.0), Ink::grey(240));
    page.outline(Region::new(20.0, 120.0, 170.0, 60.0), Pen::BLACK);
    page.one_line(Region::new(22.0, 120.0, 100.0, 12.0), Style::new(14.0).bold(), "Receipt 2026-0001")?;
    page.figure(Region::new(140.0, 120.0, 48.0, 12.0), Style::new(14.0).bold().right(), "£1,250.00")?;
    let gbp = crate::kit::Currency::of("GBP")?;
    let words = words::amount(crate::kit::Money(125_005), gbp, words::Language::English);
    let y = page.text(Region::new(22.0, 134.0, 166.0, 10.0), Style::new(10.0), &words)?;
    page.rule(Region::new(22.0, y, 166.0, 1.0), y + 2.0, Pen::RULE);
    page.watermark(sheet, "COPY")
}

#[test]
fn a_full_page_is_sound_and_equal_input_gives_equal_bytes() {
    let make = || {
        let mut document = document();
        document.page(full_page).unwrap();
        document.bytes().unwrap()
    };
    let bytes = make();
    assert_eq!(bytes, make());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pdf");
    crate::kit::whole_file::write_whole(&path, &bytes).unwrap();
    if let Some(said) = tool("qpdf", &["--check"], &path) {
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
    }
    if let Some(info) = tool("pdfinfo", &["-isodates"], &path) {
        for part in ["Receipt 2026-0001 für Żółkiewski", "Producer:        Wardroom", "2026-09-21T", "A4"] {
            assert!(info.contains(part), "{part}: {info}");
        }
    }
    if let Some(text) = text_of(&path) {
        // The turned word is read in two parts, because the lines of the page lie between them.
        for part in [
            "Zoë O’Brien-Núñez",
            "RV1 2AB",
            "CO",
            "PY",
            "one thousand, two hundred and fifty pounds and five pence",
            "£1,250.00",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
    let mut other = Document::new("Another", Paper::A4, made_on()).unwrap();
    other.page(full_page).unwrap();
    assert_ne!(bytes, other.bytes().unwrap());
}

#[test]
fn a_report_counts_its_pages_and_keeps_its_rows() {
    let mut table = Table::new(vec![
        Column::text("Received", 2.0),
        Column::text("Donor", 4.0),
        Column::text("What for", 4.0).wrapped(),
        Column::figures("Amount", 2.0),
    ]);
    table.section("May 2026");
    for n in 1..=80 {
        let note =
            if n % 9 == 0 { "For the leaflet about the bridge, the second half to follow in June" } else { "General" };
        table.row(["3 May 2026", "Łukasz Żółkiewski of the Riverside branch", note, &format!("{n},250.00")]);
    }
    table.total(["", "Total", "", "3,260,000.00"]);
    let frame = Frame {
        title: "Donations received".to_owned(),
        subtitle: "Riverside branch, 2026".to_owned(),
        foot: "Made on 3 June 2026".to_owned(),
        landscape: true,
    };
    let mut document = document();
    table.draw(&mut document, &frame).unwrap();
    let pages = document.page_count();
    let folder = tempfile::tempdir().unwrap();
    if let Some(text) = text_of(&saved(&folder, document)) {
        assert!(text.contains(&format!("Page {pages} of {pages}")), "{text}");
        assert_eq!(text.matches("What for").count(), pages);
        assert!((1..=80).all(|n| text.contains(&format!(" {n},250.00"))));
        assert!(text.contains("3,260,000.00"));
    }
}

#[test]
fn a_failed_page_leaves_the_document_as_it_was() {
    let mut document = document();
    document.page(full_page).unwrap();
    let problem = document.page(|page| {
        page.text(page.region(), Style::new(10.0), "good")?;
        page.text(page.region(), Style::new(10.0), "\u{10FFFD}")
    });
    assert!(problem.unwrap_err().message.contains("U+10FFFD"));
    assert_eq!(document.page_count(), 1);
    document.bytes().unwrap();
}

#[test]
fn a_long_address_keeps_its_last_line_in_place() {
    let last_line = |lines: &[&str]| {
        let mut document = document();
        document.page(|page| page.address(Window::UkDl, lines, "")).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = saved(&folder, document);
        let boxes = tool("pdftotext", &["-bbox"], &path)
            .map(|_| std::fs::read_to_string(path.with_extension("html")).unwrap())?;
        let line = boxes.lines().find(|line| line.contains(">RV1<"))?.to_owned();
        let bottom = line.split("yMax=\"").nth(1)?.split('"').next()?.parse::<f32>().ok()?;
        Some(bottom)
    };
    let Some(short) = last_line(&["A", "RV1 2AB"]) else { return };
    let long = last_line(&[
        "A very long name of an organisation that must be broken somewhere",
        "B",
        "C",
        "D",
        "E",
        "RV1 2AB",
    ])
    .unwrap();
    assert!((short - long).abs() < 2.0, "{short} {long}");
    assert!(short < Window::UkDl.address().bottom() / 25.4 * 72.0 + 1.0);
}

/// Ten thousand receipts, one to a page: `cargo test --release --lib ten_thousand -- --ignored --nocapture`.
#[test]
#[ignore = "takes seconds in release and minutes otherwise"]
fn ten_thousand_receipts_in_steady_memory() {
    let folder = tempfile::tempdir().unwrap();
    let started = std::time::Instant::now();
    let gbp = crate::kit::Currency::of("GBP").unwrap();
    let logo = Picture::read(&test_png(300, 150)).unwrap();
    let wording = "Thank you for your donation. This receipt is an acknowledgement and not a tax document. The branch keeps a \
        record of donations as the law on political parties requires, and reports those above the limit to the commission.";
    let draw = |document: &mut Document, n: i64| {
        document.page(|page| {
            let name = format!("{} {}", NAMES[usize::try_from(n % 4).unwrap()], n);
            page.picture(Region::new(150.0, 10.0, 40.0, 20.0), Align::Right, &logo);
            page.address(
                Window::UkDl,
                &[&name, &format!("{n} High Street"), "Riverside", &format!("RV{} 2AB", n % 90)],
                "",
            )?;
            page.text(Region::new(20.0, 100.0, 170.0, 10.0), Style::new(16.0).bold(), &format!("Receipt 2026-{n:05}"))?;
            page.text(Region::new(20.0, 112.0, 170.0, 20.0), Style::new(10.0), wording)?;
            let mut y = 140.0;
            for line in 0..12 {
                let money = crate::kit::Money(n * 13 + line * 25);
                page.one_line(Region::new(20.0, y, 30.0, 6.0), Style::new(10.0), &format!("{} May 2026", line + 1))?;
                page.one_line(Region::new(50.0, y, 90.0, 6.0), Style::new(10.0), "Donation by cheque")?;
                page.figure(Region::new(150.0, y, 40.0, 6.0), Style::new(10.0).right(), &gbp.figures(money))?;
                y += 6.0;
            }
            let words = words::amount(crate::kit::Money(n * 156), gbp, words::Language::English);
            page.text(Region::new(20.0, y + 4.0, 170.0, 12.0), Style::new(10.0), &words)?;
            page.text(Region::new(20.0, y + 20.0, 170.0, 12.0), Style::new(8.0).muted(), wording)?;
            Ok(())
        })
    };
    let files = Volumes::new("Receipts", Paper::A4, made_on())
        .write(&folder.path().join("r.pdf"), 1..=10_000_i64, draw, |_| {}, &std::sync::atomic::AtomicBool::new(false))
        .unwrap();
    let size: u64 = files.iter().map(|file| std::fs::metadata(file).unwrap().len()).sum();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("peak memory not known here");
    println!("{} files, {} MB, {:?}, {peak}", files.len(), size / 1_000_000, started.elapsed());
    assert_eq!(files.len(), 40);
}

/// Fitted to what a printer can reach, labels would drift and addresses leave their windows.
#[test]
fn viewers_are_asked_to_print_at_full_size() {
    let mut document = document();
    document.page(|page| page.text(Region::new(20.0, 20.0, 100.0, 8.0), Style::new(12.0), "Size")).unwrap();
    let bytes = document.bytes().unwrap();
    let has = |what: &[u8]| bytes.windows(what.len()).any(|part| part == what);
    assert!(has(b"/ViewerPreferences") && has(b"/PrintScaling/None"));
}
