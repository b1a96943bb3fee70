//! The commands of receipts: exit codes, JSON and files as scripts see them.

use std::path::Path;

use wardroom::subjects;

use crate::common::told::{done, run, told};

fn text(path: &Path) -> Option<String> {
    let out = std::process::Command::new("pdftotext").args(["-layout"]).arg(path).arg("-").output();
    match out {
        Ok(out) => Some(String::from_utf8(out.stdout).unwrap()),
        Err(_) => {
            println!("skipped: pdftotext is not installed");
            None
        }
    }
}

struct Branch {
    folder: tempfile::TempDir,
    file: String,
}

impl Branch {
    fn new(law: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("branch.wardroom").display().to_string();
        done(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", law]);
        Self { folder, file }
    }

    fn at(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn person(&self, name: &str, postcode: &str) -> String {
        let mut words = vec!["people", "add", &self.file, "--name", name];
        if !postcode.is_empty() {
            words.extend(["--street", "4 Quay Street", "--locality", "Riverside", "--postcode", postcode]);
        }
        done(&words)["id"].as_str().unwrap().to_owned()
    }

    fn gift(&self, from: &str, amount: &str, on: &str) -> String {
        let words = [
            "ledger",
            "record",
            &self.file,
            "--kind",
            "donation",
            "--from",
            from,
            "--amount",
            amount,
            "--received",
            on,
        ];
        let said = done(&words);
        said["entry"]["id"].as_str().unwrap_or_else(|| panic!("{said}")).to_owned()
    }
}

#[test]
fn preview_issue_list_print_void_and_reissue() {
    let branch = Branch::new("gb");
    branch.person("Ann Ali", "RV2 1AA");
    branch.person("Ben Bo", "RV1 1AA");
    branch.person("No Address", "");
    branch.gift("Ann Ali", "25.00", "2026-01-05");
    branch.gift("Ann Ali", "15.00", "2026-02-05");
    branch.gift("Ben Bo", "20.00", "2026-03-05");
    branch.gift("No Address", "7.00", "2026-04-05");
    let file = branch.file.as_str();

    let preview = done(&["receipts", "preview", file, "--year", "2026"]);
    assert_eq!(preview["to_issue"]["count"], 2, "{preview}");
    assert_eq!(preview["to_issue"]["total"], "60.00");
    assert_eq!(preview["left_out"][0]["reason"], "no_address");
    assert_eq!(preview["left_out"][0]["total"], "7.00");
    assert_eq!(
        (preview["receipts"][0]["donor"].as_str(), preview["left_out"][0]["entries"][0]["donor"].as_str()),
        (Some("Ben Bo"), Some("No Address"))
    );
    let (_, said) = told(&["receipts", "preview", file, "--year", "2026"]);
    for words in ["  Ann Ali     ", "2 donations", "Left out: No address\n  No Address", "Ties out to the penny"] {
        assert!(said.contains(words), "{words}: {said}");
    }
    assert_eq!(
        (preview["ledger_total"].as_str(), preview["ties_out"].as_bool(), preview["currency"].as_str()),
        (Some("67.00"), Some(true), Some("GBP"))
    );

    let proof = branch.at("proof.pdf");
    done(&["receipts", "preview", file, "--year", "2026", "--proof", &proof]);
    assert!(text(Path::new(&proof)).is_none_or(|text| text.contains("PROOF")));

    let out = branch.at("out");
    let issued = done(&["receipts", "issue", file, "--year", "2026", "--to", &out]);
    assert_eq!(
        (issued["issued"].as_i64(), issued["first"].as_str(), issued["total"].as_str()),
        (Some(2), Some("2026-0001"), Some("60.00")),
        "{issued}"
    );
    assert!(Path::new(&out).join("2026-0001.pdf").exists() && Path::new(&out).join("2026-0002.pdf").exists());
    assert_eq!(issued["receipts"][0]["donor"], "Ben Bo", "the lower postcode goes first");

    let list = done(&["receipts", "list", file, "--year", "2026"]);
    let first = &list["receipts"][0];
    for (field, value) in [
        ("number", "2026-0001"),
        ("kind", "annual"),
        ("status", "issued"),
        ("donor", "Ben Bo"),
        ("total", "20.00"),
        ("issued_on", "2026-11-21"),
    ] {
        assert_eq!(first[field], value, "{field}");
    }
    assert!(first["replaces"].is_null() && first["replaced_by"].is_null() && first["void_reason"].is_null());

    let copy = branch.at("copy.pdf");
    assert_eq!(done(&["receipts", "print", file, "2026-0001", "--to", &copy])["printed_as"], "copy");
    assert!(text(Path::new(&copy)).is_none_or(|text| text.contains("COPY")));
    let original = text(&Path::new(&out).join("2026-0001.pdf"));
    assert!(original.is_none_or(|text| !text.contains("COPY") && text.contains("2026-0001")));

    let new = branch.at("new.pdf");
    let undo = done(&["undo", file, "--dry-run"]);
    assert_eq!((undo["needs_reason"].as_bool(), undo["refused"].is_null()), (Some(true), true), "{undo}");
    let reissued = done(&["receipts", "reissue", file, "2026-0001", "--reason", "Name misspelt", "--to", &new]);
    assert_eq!((reissued["number"].as_str(), reissued["replaces"].as_str()), (Some("2026-0003"), Some("2026-0001")));
    assert!(
        text(Path::new(&new))
            .is_none_or(|text| text.contains("2026-0001") && text.contains("2026-0003") && !text.contains("COPY"))
    );
    let before = done(&["undo", file, "--dry-run"]);
    assert!(before["leaves"].as_str().unwrap().contains("stays void"), "{before}");
    done(&["receipts", "void", file, "2026-0002", "--reason", "Cheque bounced"]);
    let list = done(&["receipts", "list", file]);
    let said: Vec<_> = list["receipts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            (
                r["status"].as_str().unwrap(),
                r["void_reason"].as_str(),
                r["replaced_by"].as_str(),
                r["replaces"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("void", Some("Name misspelt"), Some("2026-0003"), None),
            ("void", Some("Cheque bounced"), None, None),
            ("issued", None, None, Some("2026-0001"))
        ]
    );
    let void = branch.at("void.pdf");
    assert_eq!(done(&["receipts", "print", file, "2026-0002", "--to", &void])["printed_as"], "void");
    assert!(text(Path::new(&void)).is_none_or(|text| text.contains("CANCELLED") && text.contains("Cheque bounced")));

    assert_eq!(run(&["receipts", "void", file, "2026-0002", "--reason", "again"]).0, 1);
    assert_eq!(run(&["receipts", "void", file, "2026-0009", "--reason", "none"]).0, 1);
    assert_eq!(run(&["receipts", "void", file, "2026-0003"]).0, 2, "a void needs a reason");
    assert_eq!(run(&["receipts", "issue", file, "--to", &out]).0, 2);
    assert_eq!(done(&["check", file])["ok"], true);
    assert_eq!(done(&["info", file])["counts"]["receipts"], 3);
}

#[test]
fn one_donation_one_file_and_undo_of_the_run() {
    let branch = Branch::new("gb");
    branch.person("Ann Ali", "RV2 1AA");
    let early = branch.gift("Ann Ali", "25.00", "2026-01-05");
    let file = branch.file.as_str();
    let out = branch.at("one.pdf");
    let single = done(&["receipts", "issue", file, "--donation", &early, "--to", &out]);
    assert_eq!((single["issued"].as_i64(), single["first"].as_str()), (Some(1), Some("2026-0001")));
    assert!(Path::new(&out).exists());
    let again = branch.at("again.pdf");
    let (status, said) = run(&["receipts", "issue", file, "--donation", &early, "--to", &again]);
    assert!(status == 1 && said.to_string().contains("already receipted"), "{said}");

    branch.gift("Ann Ali", "5.00", "2026-02-05");
    branch.gift("Ann Ali", "6.00", "2026-02-06");
    let folder = branch.at("run");
    let run_of = done(&["receipts", "issue", file, "--year", "2026", "--to", &folder, "--one-file"]);
    assert_eq!(run_of["left_out"][0]["reason"], "already_receipted");
    assert_eq!(run_of["files"].as_array().unwrap().len(), 1);
    done(&["undo", file, "--reason", "Wrong year"]);
    let list = done(&["receipts", "list", file]);
    let states: Vec<_> = list["receipts"].as_array().unwrap().iter().map(|r| r["status"].as_str().unwrap()).collect();
    assert_eq!(states, ["issued", "void"], "undo goes past the print, voids the run and leaves the single one");
    assert_eq!(list["receipts"][1]["void_reason"], "Wrong year");
    assert_eq!(done(&["check", file])["ok"], true);
}

#[test]
fn a_receipted_donation_is_locked_until_its_receipt_is_void() {
    use wardroom::office::{How, Office, OpId};
    let branch = Branch::new("gb");
    branch.person("Ann Ali", "RV2 1AA");
    let file = branch.file.as_str();
    let words = [
        "ledger",
        "record",
        file,
        "--kind",
        "donation",
        "--from",
        "Ann Ali",
        "--amount",
        "25",
        "--received",
        "2026-01-05",
    ];
    let recorded = done(&words);
    let op: OpId = recorded["op"].as_str().unwrap().parse().unwrap();
    let entry = recorded["entry"]["id"].as_str().unwrap().to_owned();
    done(&["receipts", "issue", file, "--donation", &entry, "--to", &branch.at("a.pdf")]);
    let undo = || {
        let how = How::new(subjects::setup(), std::sync::Arc::new(wardroom::kit::SystemClock::default()), "Asha M.");
        Office::open(Path::new(file), &how).unwrap().undo_op(op, "")
    };
    let refused = undo().unwrap_err();
    assert!(refused.message.contains("receipt 2026-0001"), "{refused}");
    done(&["receipts", "void", file, "2026-0001", "--reason", "Cheque bounced"]);
    undo().unwrap();
    assert_eq!(done(&["check", file])["ok"], true);
}

/// Killed between the commit and the paper: the receipts stand, and their originals are made afterwards.
#[test]
fn what_was_issued_and_not_printed_is_printed_later_as_the_original() {
    let branch = Branch::new("gb");
    branch.person("Ann Ali", "RV2 1AA");
    branch.gift("Ann Ali", "25.00", "2026-01-05");
    let file = branch.file.as_str();
    {
        use wardroom::kit::SystemClock;
        use wardroom::office::{How, Office};
        use wardroom::receipts::{model, ops, store};
        let how = How::new(
            subjects::setup(),
            std::sync::Arc::new(SystemClock { today: wardroom::kit::Day::from_ymd_opt(2026, 11, 21) }),
            "Asha M.",
        );
        let mut office = Office::open(Path::new(file), &how).unwrap();
        let scope = model::Scope::Year { year: 2026, kind: model::ReceiptKind::Annual };
        let plan = office.read(|conn| store::plan(conn, scope, office.today())).unwrap();
        ops::issue(&mut office, &plan).unwrap();
    }
    let folder = branch.at("later");
    let printed = done(&["receipts", "print", file, "--unprinted", "--year", "2026", "--to", &folder]);
    assert_eq!(printed["printed"], 1);
    assert!(text(&Path::new(&folder).join("2026-0001.pdf")).is_none_or(|text| !text.contains("COPY")));
    assert_eq!(run(&["receipts", "print", file, "--unprinted", "--year", "2026", "--to", &folder]).0, 1);
}

/// A paper of that name may be another office's: it is never replaced unasked, and nothing is issued for it either.
#[test]
fn a_paper_that_is_there_is_not_replaced_unasked() {
    let branch = Branch::new("gb");
    branch.person("Ann Ali", "RV2 1AA");
    let gift = branch.gift("Ann Ali", "25.00", "2026-01-05");
    let (file, folder) = (branch.file.as_str(), branch.at("out"));
    std::fs::create_dir(&folder).unwrap();
    let taken = Path::new(&folder).join("2026-0001.pdf");
    let one = branch.at("receipts.csv");
    for path in [&taken, Path::new(&one)] {
        std::fs::write(path, "another paper").unwrap();
    }
    let taken = taken.display().to_string();
    for words in [
        &["receipts", "issue", file, "--year", "2026", "--to", &folder][..],
        &["receipts", "issue", file, "--donation", &gift, "--to", &taken],
        &["receipts", "preview", file, "--year", "2026", "--proof", &taken],
        &["report", file, "receipts", "--to", &one],
        &["export", file, "receipts", "--to", &one],
    ] {
        let (status, said) = run(words);
        assert!(status == 3 && said.to_string().contains("--force"), "{words:?}: {said}");
    }
    assert_eq!(
        std::fs::read_to_string(&taken).unwrap() + &std::fs::read_to_string(&one).unwrap(),
        "another paper".repeat(2)
    );
    assert_eq!(done(&["receipts", "list", file])["receipts"].as_array().unwrap().len(), 0);
    done(&["receipts", "issue", file, "--year", "2026", "--to", &folder, "--force"]);
    assert!(std::fs::read(&taken).unwrap().starts_with(b"%PDF"));
    assert_eq!(run(&["receipts", "print", file, "2026-0001", "--to", &taken]).0, 3);
}

#[test]
fn nothing_is_issued_where_it_could_not_be_printed() {
    let branch = Branch::new("gb");
    branch.person("Ann Ali", "RV2 1AA");
    let gift = branch.gift("Ann Ali", "25.00", "2026-01-05");
    let (status, _said) =
        run(&["receipts", "issue", &branch.file, "--donation", &gift, "--to", &branch.at("no/such/folder/a.pdf")]);
    assert_eq!(status, 3);
    assert_eq!(done(&["receipts", "list", &branch.file])["receipts"].as_array().unwrap().len(), 0);
}

#[test]
fn settings_series_report_and_export() {
    let branch = Branch::new("gb");
    let file = branch.file.as_str();
    branch.person("Ann Ali", "RV2 1AA");
    branch.gift("Ann Ali", "25.00", "2026-01-05");
    let set = done(&["receipts", "settings", file, "--minimum", "5", "--per-page", "3", "--place", "Riverside"]);
    assert_eq!(
        (set["minimum"].as_str(), set["per_page"].as_str(), set["envelope"].as_str()),
        (Some("5.00"), Some("3"), Some("dl"))
    );
    assert_eq!(run(&["receipts", "settings", file, "--envelope", "c4"]).0, 2);
    assert_eq!(done(&["receipts", "series", file, "--first", "413"])["series"][0]["next"], "2026-0413");
    let issued = done(&["receipts", "issue", file, "--year", "2026", "--to", &branch.at("out")]);
    assert_eq!(issued["first"], "2026-0413");
    assert_eq!(run(&["receipts", "series", file, "--first", "1"]).0, 1);
    let own = done(&["receipts", "series", file, "--add", "Second copy", "--prefix", "B"]);
    assert_eq!(own["series"][0]["next"], "B2026-0001");

    let report = done(&["report", file, "receipts"]);
    let rows = report["rows"].as_array().unwrap();
    assert!(
        rows.iter().any(|row| row[0] == "2026-0413" && row[2] == "2026" && row[5] == 1 && row[6] == "25.00"),
        "{report}"
    );
    assert!(rows.iter().any(|row| row[3] == "Already receipted" && row[6] == "25.00"), "{report}");
    for ending in ["csv", "xlsx", "json"] {
        assert_eq!(done(&["export", file, "receipts", "--to", &branch.at(&format!("book.{ending}"))])["rows"], 1);
    }
    assert!(std::fs::read_to_string(branch.at("book.csv")).unwrap().contains("2026-0413"));
}

#[test]
fn france_issues_none() {
    let branch = Branch::new("fr");
    let (status, said) = run(&["receipts", "preview", &branch.file, "--year", "2026"]);
    assert!(status == 1 && said.to_string().contains("CNCCFP"), "{said}");
}
