//! Real statements against a demo office: taken in, matched, taken out again; and what is refused changes nothing.

use std::path::{Path, PathBuf};

use wardroom::bank::import::{Answers, Seen, seen};
use wardroom::bank::model::{Choice, Deed, NewPart, entry_of, match_plan, usual_kind};
use wardroom::bank::store::{self, LineFilter};
use wardroom::bank::{ops, statement};
use wardroom::kit::Currency;
use wardroom::ledger;
use wardroom::office::profile::{self, Profile};
use wardroom::office::{How, Office};
use wardroom::{demo, subjects};

use super::ledger::content;
use crate::common;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if !path.exists() {
        println!("skipped: the real files are not here");
        return None;
    }
    Some(path)
}

fn demo_office() -> (tempfile::TempDir, Office) {
    let (folder, path) = common::place();
    demo::make(&path, demo::Size { people: 60, years: 1, seed: 1 }, demo::usual_day().unwrap()).unwrap();
    let how = How::new(subjects::setup(), common::clock(), "Asha M.");
    let office = Office::open(&path, &how).unwrap();
    (folder, office)
}

/// A CAMT, an OFX, an MT940 and two awkward tables, in the office's pounds although their banks say otherwise.
const FILES: &[(&str, &str)] = &[
    ("bank/camt_viafintech_053_valid_example_v4.xml", "EUR"),
    ("bank/actual_data.ofx", "USD"),
    ("bank/mt940_ASNB_mt940.txt", "EUR"),
    ("bank/csv_bank2ynab_test_raiffeisen_01.csv", ""),
    ("bank/csv_bank2ynab_CSV_A_20180414_112204.csv", "EUR"),
];

#[test]
fn real_statements_are_matched_against_a_demo_office_and_all_of_it_goes_back() {
    if shared("bank").is_none() {
        return;
    }
    let (_folder, mut office) = demo_office();
    let before = content(&office);
    ledger::ops::save_account(&mut office, None, "Trial", ledger::model::AccountKind::Bank, false).unwrap();
    let account = office.read(|conn| ledger::store::find_account(conn, "Trial")).unwrap();
    let mut steps = 1;
    for (name, code) in FILES {
        let path = shared(name).unwrap();
        let told = statement::Told::new(
            if code.is_empty() { *Currency::pound() } else { *Currency::of(code).unwrap() },
            office.today(),
        );
        let bytes = std::fs::read(&path).unwrap();
        let file = if statement::format_of(&bytes).is_some() {
            statement::read(&statement::name_of(&path), &bytes, &told).unwrap_or_else(|u| panic!("{}", u.problem()))
        } else {
            let source = wardroom::tabular::open(&path, &wardroom::tabular::Overrides::default()).unwrap();
            let mapping = statement::fields::guess(&source);
            statement::read_table(&source, &mapping, &told).unwrap().unwrap_or_else(|u| panic!("{}", u.problem()))
        };
        let mut file = file;
        // Only the codes differ from the office's; the lines are as the bank wrote them.
        file.statements.iter_mut().for_each(|s| s.currency = None);
        let number = file.statements.first().map(|s| s.account.clone()).filter(|n| !n.is_empty());
        let plan = ops::prepare(&office, &file, account, &Choice { number, bring_back: false })
            .unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert!(plan.report.added > 0, "{name}");
        ops::commit(&mut office, &plan).unwrap();
        steps += 1;
    }
    let waiting = office
        .read(|conn| store::page(conn, &LineFilter { account: Some(account), ..LineFilter::default() }, 0, 1_000))
        .unwrap();
    assert!(waiting.len() > 90, "{}", waiting.len());
    // Nothing of the demo is like these lines, so each is recorded as what it usually is; then nothing waits, and all is sound.
    let (expects, today) = (office.setup().expects, office.today());
    let shown = match_plan(&office.read(|conn| store::world(conn, expects, today)).unwrap());
    assert!(waiting.iter().all(|l| shown.line(l.id).is_some()), "each line is planned");
    for line in waiting.iter().rev().take(25) {
        let part = NewPart::of(entry_of(line, usual_kind(line), line.amount));
        ops::accept(&mut office, &[line.id], &Deed::record(part), None).unwrap_or_else(|p| panic!("{line:?}: {p}"));
        steps += 1;
    }
    let findings = office.check().unwrap();
    let errors: Vec<_> = findings.iter().filter(|f| f.severity == wardroom::office::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    for _ in 0..steps {
        office.undo("").unwrap();
    }
    assert_eq!(content(&office), before);
}

/// The demo's own statement of this month: what is sure is matched as it was shown, in one step that comes back out.
#[test]
fn the_demos_bank_is_matched_in_one_step_that_comes_back_out() {
    let (_folder, mut office) = demo_office();
    let before = content(&office);
    let (expects, today) = (office.setup().expects, office.today());
    let shown = match_plan(&office.read(|conn| store::world(conn, expects, today)).unwrap());
    let sure = shown.sure().len();
    assert!(sure >= 5 && sure < shown.lines.len(), "{sure} of {}", shown.lines.len());
    let done = ops::accept_sure(&mut office, &shown).unwrap();
    assert!(done.value.lines >= sure);
    assert!(office.check().unwrap().iter().all(|f| f.severity != wardroom::office::Severity::Error));
    office.undo("").unwrap();
    assert_eq!(content(&office), before);
}

/// What a file shows once each question that it leaves open is answered with the first choice.
fn answered(office: &Office, path: &Path, account: ledger::model::AccountId) -> wardroom::kit::Result<Seen> {
    let mut said = Answers::default();
    for _ in 0..4 {
        match seen(office, path, account, &Choice::default(), &said)? {
            Seen::Asks(question) => said.take(question.setting, question.choices[0].0),
            seen => return Ok(seen),
        }
    }
    seen(office, path, account, &Choice::default(), &said)
}

/// Every statement and every hostile file, in an office of each currency they are in: what is refused names its file and a
/// reason, and nothing of it is in the office.
#[test]
fn what_is_refused_names_its_file_and_leaves_nothing_behind() {
    let (mut refused, mut placed) = (0, 0);
    for code in ["GBP", "EUR", "USD"] {
        let mut profile = Profile::new("Example Party", "Riverside", "gb").unwrap();
        profile.currency = Currency::of(code).unwrap();
        let how = How::new(subjects::setup(), common::clock(), "Asha M.");
        let mut office = Office::in_memory(&profile, &how).unwrap();
        assert_eq!(office.read(profile::get).unwrap().currency.code, code);
        let general = office.read(|conn| ledger::store::find_account(conn, "General")).unwrap();
        let before = content(&office);
        for folder in ["bank", "hostile"] {
            let Some(folder) = shared(folder) else { return };
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                let name = statement::name_of(&path);
                let problem = match answered(&office, &path, general) {
                    Ok(Seen::Plan(plan)) => match ops::commit(&mut office, &plan) {
                        Ok(_) => {
                            office.undo("").unwrap();
                            continue;
                        }
                        Err(problem) => problem,
                    },
                    Ok(Seen::Asks(question)) => panic!("{name}: {}", question.asks),
                    Ok(Seen::Refused(problem, _)) | Err(problem) => {
                        assert!(problem.message.contains(&name), "{name}: {problem}");
                        problem
                    }
                };
                refused += 1;
                placed += usize::from(problem.message.contains(", line ") || problem.message.contains(", row "));
                assert!(problem.message.len() > name.len() + 20, "{name}: {problem}");
                println!("{code} {problem}");
                let lines = office.read(|conn| store::count(conn, &LineFilter::default())).unwrap().0;
                assert_eq!((lines, content(&office)), (0, before.clone()), "{name}");
            }
        }
    }
    assert!(refused > 100 && placed > 50, "{refused}, of which {placed} say where");
}
