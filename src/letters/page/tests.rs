//! Sheets and letters as they are drawn: boxes measured in the file itself, addresses where the windows are, names read back
//! with `pdftotext`. With `LOOK=folder` the files are kept there.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::DateTime;

use super::*;
use crate::letters::model::PersonId;
use crate::office::profile::Profile;

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

fn to(name: &str, lines: &[&str]) -> To {
    To {
        people: vec![PersonId(1)],
        name: name.to_owned(),
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
        post_key: Default::default(),
    }
}

fn stationery(jurisdiction: &str) -> Stationery {
    let mut profile = Profile::new("Example Party", "Riverside branch", jurisdiction).unwrap();
    profile.letterhead = "The Old Mill, 12 Bridge Street\nRiverside RV1 2AB".to_owned();
    profile.signatory = "Asha Mistry, Secretary".to_owned();
    Stationery::of(profile)
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

/// What is drawn in a file: its unpacked content streams.
fn drawn(bytes: &[u8]) -> Vec<String> {
    let find = |from: usize, what: &[u8]| {
        bytes.get(from..).and_then(|rest| rest.windows(what.len()).position(|part| part == what)).map(|at| from + at)
    };
    let (mut streams, mut from) = (Vec::new(), 0);
    while let Some(at) = find(from, b"stream\n") {
        let begin = at + b"stream\n".len();
        let Some(end) = find(begin, b"endstream") else { break };
        let mut text = String::new();
        let mut unpacked = Vec::new();
        if flate2::read::ZlibDecoder::new(&bytes[begin..end]).read_to_end(&mut unpacked).is_ok() {
            text = String::from_utf8_lossy(&unpacked).into_owned();
        }
        streams.push(text);
        from = end + b"endstream".len();
    }
    streams
}

/// The rectangles whose edge is drawn, in millimetres from the top left of the paper.
fn boxes(bytes: &[u8], paper: Paper) -> Vec<Region> {
    let mut found = Vec::new();
    for stream in drawn(bytes) {
        let lines: Vec<&str> = stream.lines().map(str::trim).collect();
        for pair in lines.windows(2) {
            let (Some(numbers), "S") = (pair[0].strip_suffix(" re"), pair[1]) else { continue };
            let points: Vec<f32> = numbers.split_whitespace().map(|n| n.parse().unwrap()).collect();
            let [x, y, width, height] = points[..] else { continue };
            let mm = |points: f32| points * 25.4 / 72.0;
            found.push(Region::new(mm(x), paper.height - mm(y + height), mm(width), mm(height)));
        }
    }
    found
}

/// What the makers say of their sheets, in millimetres: columns, rows, label, first, pitch. Written here a second time, so
/// that the sheet is measured and not compared with itself.
const MAKERS: [(&str, usize, usize, [f32; 2], [f32; 2], [f32; 2]); 8] = [
    ("L7160", 3, 7, [63.5, 38.1], [7.2, 15.1], [66.0, 38.1]),
    ("L7163", 2, 7, [99.1, 38.1], [4.7, 15.1], [101.6, 38.1]),
    ("L7159", 3, 8, [63.5, 33.9], [7.2, 12.9], [66.0, 33.9]),
    ("5160", 3, 10, [66.7, 25.4], [4.8, 12.7], [69.9, 25.4]),
    ("cards-a4-10", 2, 5, [85.0, 54.0], [20.0, 13.5], [85.0, 54.0]),
    ("cards-a4-8", 2, 4, [85.0, 54.0], [15.0, 25.5], [95.0, 64.0]),
    ("cards-letter-10", 2, 5, [85.0, 54.0], [23.0, 4.7], [85.0, 54.0]),
    ("cards-letter-8", 2, 4, [85.0, 54.0], [18.0, 16.7], [95.0, 64.0]),
];

/// The furthest that any edge of the drawn boxes is from where the maker has it, in millimetres; boxes that are missing are
/// infinitely far.
fn furthest(boxes: &[Region], maker: &(&str, usize, usize, [f32; 2], [f32; 2], [f32; 2])) -> f32 {
    let (_, columns, rows, size, first, pitch) = maker;
    let mut worst = 0.0_f32;
    for row in 0..*rows {
        for column in 0..*columns {
            let at =
                Region::new(first[0] + column as f32 * pitch[0], first[1] + row as f32 * pitch[1], size[0], size[1]);
            let apart = |b: &Region| {
                [b.x - at.x, b.y - at.y, b.right() - at.right(), b.bottom() - at.bottom()]
                    .into_iter()
                    .fold(0.0_f32, |most, edge| most.max(edge.abs()))
            };
            worst = worst.max(boxes.iter().map(apart).fold(f32::INFINITY, f32::min));
        }
    }
    worst
}

#[test]
fn labels_lie_within_half_a_millimetre_of_the_makers_sheet() {
    for maker in &MAKERS {
        let sheet = LabelSheet::of(maker.0).unwrap();
        let pdf = test_sheet(&sheet, Start::default(), None, made_on()).unwrap();
        let boxes = boxes(&pdf, sheet.paper);
        assert!(boxes.len() >= sheet.per_page(), "{}: {} boxes", maker.0, boxes.len());
        let worst = furthest(&boxes, maker);
        assert!(worst < 0.5, "{}: {worst} mm off", maker.0);
    }
}

/// The measuring itself would notice: a sheet moved by 0.7 mm, one with a wrong pitch, one with a row too few.
#[test]
fn a_sheet_that_is_off_is_noticed() {
    let maker = &MAKERS[0];
    let good = LabelSheet::of("L7160").unwrap();
    let measured = |sheet: &LabelSheet, shift: (f32, f32)| {
        let start = Start { at: 1, shift };
        furthest(&boxes(&test_sheet(sheet, start, None, made_on()).unwrap(), sheet.paper), maker)
    };
    assert!(measured(&good, (0.0, 0.0)) < 0.1);
    assert!(measured(&good, (0.7, 0.0)) > 0.5);
    assert!(measured(&good, (0.0, -0.7)) > 0.5);
    assert!(measured(&LabelSheet { pitch: (66.0, 38.3), ..good.clone() }, (0.0, 0.0)) > 0.5, "drifts from row to row");
    assert!(measured(&LabelSheet { rows: 6, ..good }, (0.0, 0.0)) > 5.0, "a row is missing");
}

/// The words of a page with their boxes in millimetres, or nothing where `pdftotext` is not installed.
fn words(path: &Path) -> Option<Vec<(String, Region)>> {
    let Ok(out) = Command::new("pdftotext").args(["-enc", "UTF-8", "-bbox"]).arg(path).arg("-").output() else {
        println!("skipped: pdftotext is not installed");
        return None;
    };
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let number = |line: &str, name: &str| -> f32 {
        let from = line.split(&format!("{name}=\"")).nth(1).unwrap();
        from.split('"').next().unwrap().parse::<f32>().unwrap() * 25.4 / 72.0
    };
    let word = |line: &str| {
        let inner = line.split('>').nth(1)?.split('<').next()?.to_owned();
        let (x, y) = (number(line, "xMin"), number(line, "yMin"));
        Some((inner, Region::new(x, y, number(line, "xMax") - x, number(line, "yMax") - y)))
    };
    Some(text.lines().filter(|line| line.contains("<word ")).filter_map(word).collect())
}

fn inside_of(word: &Region, place: &Region) -> bool {
    word.x >= place.x && word.right() <= place.right() && word.y >= place.y && word.bottom() <= place.bottom()
}

#[test]
fn each_address_stands_on_its_own_label_from_the_one_that_is_free() {
    let sheet = LabelSheet::of("L7160").unwrap();
    let all: Vec<To> =
        (0..18).map(|n| to(&format!("Person{n}"), &["12 Bridge Street", "Riverside", &format!("RV{n}")])).collect();
    let mut document = Document::new("Labels", sheet.paper, made_on()).unwrap();
    labels(&mut document, &sheet, &all, 3, (0.0, 0.0)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = kept("labels", &document.bytes().unwrap(), folder.path());
    let Some(words) = words(&path) else { return };
    for n in 0..18 {
        let place = sheet.place(3 + n);
        for text in [format!("Person{n}"), format!("RV{n}")] {
            let (_, at) = words.iter().find(|(word, _)| *word == text).unwrap_or_else(|| panic!("{text} is missing"));
            assert!(inside_of(at, &place), "{text} at {at:?}, its label is {place:?}");
        }
    }
}

#[test]
fn names_of_all_scripts_come_back_from_labels_and_letters() {
    let sheet = LabelSheet::of("L7163").unwrap();
    let letter_of = Letter { body: "{name}".into(), signed: true, ..Letter::default() };
    let folder = tempfile::tempdir().unwrap();
    for (n, name) in NAMES.iter().enumerate() {
        if can_print(name).is_err() {
            println!("skipped: this system has no font for {name}");
            continue;
        }
        let one = to(name, &["4 Quay Street", "RV1 4AB"]);
        let mut document = Document::new("Labels", sheet.paper, made_on()).unwrap();
        labels(&mut document, &sheet, std::slice::from_ref(&one), 0, (0.0, 0.0)).unwrap();
        let written = Written { heading: format!("For {name}"), body: format!("Dear {name},"), dated: "Today".into() };
        letter(&mut document, &one, &letter_of, &written, &stationery("gb")).unwrap();
        let path = kept(&format!("letters-name-{n}"), &document.bytes().unwrap(), folder.path());
        let Ok(out) = Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(&path).arg("-").output() else {
            println!("skipped: pdftotext is not installed");
            return;
        };
        let marks = ['\u{202A}', '\u{202B}', '\u{202C}', '\u{200E}', '\u{200F}'];
        let text = String::from_utf8_lossy(&out.stdout).replace(marks, "");
        assert!(text.matches(name).count() >= 4, "{name} in {text}");
    }
}

#[test]
fn long_addresses_get_smaller_letters_then_more_lines_and_are_never_cut() {
    let long = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Maria Anna";
    let street = "Flat 14, The Old Corn Exchange Buildings, 112–114 Upper Market Street South";
    let whole = to(long, &[street, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", "LL61 5UJ"]);
    for sheet in &LabelSheet::ADDRESS {
        let mut plan = Plan { to: vec![whole.clone(), to("Ann Ali", &["1 A Street", "RV1"])], ..Plan::default() };
        settle_labels(&mut plan, sheet);
        let (kept_on, left) = (plan.to.len(), plan.left_out.len());
        assert_eq!(kept_on + left, 2);
        assert!(plan.to.iter().any(|to| to.name == "Ann Ali"));
        // What the plan keeps is drawn whole.
        let mut document = Document::new("Labels", sheet.paper, made_on()).unwrap();
        labels(&mut document, sheet, &plan.to, 0, (0.0, 0.0)).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = kept(&format!("labels-long-{}", sheet.name), &document.bytes().unwrap(), folder.path());
        if kept_on == 2
            && let Some(words) = words(&path)
        {
            let place = sheet.place(0);
            for word in long.split(' ').chain(["LL61", "5UJ", "Exchange", "South"]) {
                // A reader may part a word at its hyphen, where the line was broken.
                for part in word.split_inclusive('-') {
                    let at = words.iter().find(|(text, _)| text.contains(part));
                    assert!(at.is_some_and(|(_, at)| inside_of(at, &place)), "{part} on {}", sheet.name);
                }
            }
        }
    }
    // One that cannot fit is left out with the reason, and not drawn in part.
    let endless = to(&"Very ".repeat(80), &["1 A Street", "RV1"]);
    let mut plan = Plan { to: vec![endless.clone()], ..Plan::default() };
    settle_labels(&mut plan, &LabelSheet::ADDRESS[3]);
    assert_eq!(plan.left_out.iter().map(|left| left.why.clone()).collect::<Vec<_>>(), [Why::DoesNotFit]);
    let mut document = Document::new("Labels", Paper::LETTER, made_on()).unwrap();
    assert!(labels(&mut document, &LabelSheet::ADDRESS[3], &[endless], 0, (0.0, 0.0)).is_err());
}

#[test]
fn addresses_of_letters_stand_in_their_windows() {
    // Where the paper shows through the envelope, wherever the sheet slides: DIN 5008:2020; UK DL and US #10 as `print`
    // works them out from envelope and fold.
    let seen = [
        (Envelope::DinA, "de", Region::new(20.0, 27.0, 85.0, 45.0)),
        (Envelope::DinB, "de", Region::new(20.0, 45.0, 85.0, 45.0)),
        (Envelope::Dl, "gb", Region::new(20.0, 57.0, 80.0, 24.0)),
        (Envelope::Us10, "us", Region::new(22.2, 57.0, 88.9, 24.0)),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (envelope, law, window) in seen {
        let stationery = stationery(law);
        let plain = Letter { envelope: Some(envelope), ..Letter::default() };
        let one = to("Addressee Uno", &["Street Dos", "Town Tres", "Code Quatro"]);
        let mut document = Document::new("Letter", paper(&plain, &stationery), made_on()).unwrap();
        let written = Written { heading: "Heading".into(), body: "Body text.".into(), dated: "Today".into() };
        letter(&mut document, &one, &plain, &written, &stationery).unwrap();
        let path = kept(&format!("window-{}", envelope.key()), &document.bytes().unwrap(), folder.path());
        let Some(words) = words(&path) else { return };
        for text in ["Uno", "Dos", "Tres", "Quatro"] {
            let (_, at) = words.iter().find(|(word, _)| word == text).unwrap();
            assert!(inside_of(at, &window), "{text} at {at:?} for {envelope:?}, seen is {window:?}");
        }
        for text in ["Heading", "Body"] {
            let (_, at) = words.iter().find(|(word, _)| word == text).unwrap();
            assert!(at.y > window.bottom(), "{text} would show in the window of {envelope:?}");
        }
    }
}

#[test]
fn a_long_letter_goes_on_and_its_signature_never_stands_alone() {
    let stationery = stationery("gb");
    let plain = Letter { signed: true, ..Letter::default() };
    let one = to("Ann Ali", &["1 A Street", "RV1 1AA"]);
    let folder = tempfile::tempdir().unwrap();
    for paragraphs in [1, 9, 10, 11, 12, 13, 14, 40] {
        let body: Vec<String> =
            (0..paragraphs).map(|n| format!("Paragraph{n}. {}", "These are some words of it. ".repeat(6))).collect();
        let written = Written { heading: "Heading".into(), body: body.join("\n\n"), dated: "Today".into() };
        let mut document = Document::new("Letter", Paper::A4, made_on()).unwrap();
        let pages = letter(&mut document, &one, &plain, &written, &stationery).unwrap();
        assert_eq!(document.page_count(), pages);
        let path = kept(&format!("long-{paragraphs}"), &document.bytes().unwrap(), folder.path());
        let Ok(out) = Command::new("pdftotext").args(["-enc", "UTF-8", "-layout"]).arg(&path).arg("-").output() else {
            println!("skipped: pdftotext is not installed");
            return;
        };
        let text = String::from_utf8_lossy(&out.stdout).into_owned();
        let sheets: Vec<&str> = text.split('\u{0C}').filter(|sheet| !sheet.trim().is_empty()).collect();
        assert_eq!(sheets.len(), pages, "{paragraphs}");
        for n in 0..paragraphs {
            assert_eq!(text.matches(&format!("Paragraph{n}.")).count(), 1, "{n} of {paragraphs}");
        }
        let last = sheets.last().unwrap();
        assert!(last.contains("Asha Mistry") && last.contains("words of it"), "{paragraphs}: {last}");
    }
}
