//! The law by command: a branch runs through a year in which each rule of its pack fires, everything is worked, the extract is
//! written, and the year is closed, opened again and closed. Nothing is done that a treasurer could not type.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use wardroom::rules::pack::{Pack, What, pack_for};

use crate::common::told::{done_on as done, refused_on as refused, run_on};

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

/// A branch under a law, and every rule that was seen in its commands' answers.
struct Branch {
    folder: tempfile::TempDir,
    file: String,
    today: String,
    seen: BTreeSet<String>,
}

impl Branch {
    fn new(law: &str, unit: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("branch.wardroom").display().to_string();
        let mut branch = Self { folder, file: file.clone(), today: "2026-01-05".to_owned(), seen: BTreeSet::new() };
        branch.run(&["new", &file, "--party", "Test Party", "--branch", "Riverside", "--jurisdiction", law]);
        branch.on_file(&["settings", "set"], &["--unit-type", unit]);
        branch
    }

    fn run(&mut self, words: &[&str]) -> Value {
        done(&self.today, words)
    }

    /// A command on the office: its two words, the file, the rest.
    fn on_file(&mut self, verb: &[&str], rest: &[&str]) -> Value {
        done(&self.today, &[verb, &[self.file.as_str()], rest].concat())
    }

    /// The next days.
    fn to(&mut self, day: &str) {
        self.today = day.to_owned();
        self.look();
    }

    fn person(&mut self, name: &str, more: &[&str]) {
        let place = ["--street", "4 Quay Street", "--locality", "Riverside", "--postcode", "ZZ1 1AA"];
        let name = ["--name", name];
        self.on_file(&["people", "add"], &[&name[..], if more.is_empty() { &place } else { more }].concat());
    }

    /// Money that came today, or on the day that is said.
    fn gift(&mut self, kind: &str, from: &str, amount: &str, more: &[&str]) -> Value {
        let mut words = vec!["--kind", kind, "--amount", amount];
        if !from.is_empty() {
            words.extend(["--from", from]);
        }
        words.extend(more);
        let told = self.on_file(&["ledger", "record"], &words);
        self.look();
        told
    }

    fn findings(&self, state: &str) -> Vec<Value> {
        let told = done(&self.today, &["rules", "findings", &self.file, "--state", state, "--limit", "1000"]);
        told["findings"].as_array().unwrap().clone()
    }

    /// Takes down which rules find something.
    fn look(&mut self) {
        for state in ["open", "notes"] {
            let found = self.findings(state);
            self.seen.extend(found.iter().map(|finding| text(&finding["rule"]).to_owned()));
        }
    }

    /// The only finding of a rule.
    fn one(&self, rule: &str) -> Value {
        let mut all = self.findings("open");
        all.extend(self.findings("notes"));
        all.retain(|finding| finding["rule"] == rule);
        assert_eq!(all.len(), 1, "{rule} on {}: {all:?}", self.today);
        all.remove(0)
    }

    fn work(&mut self, finding: &Value, outcome: &str, more: &[&str]) -> Value {
        let key = text(&finding["finding"]).to_owned();
        let note: &[&str] = if more.contains(&"--note") { &[] } else { &["--note", "Seen"] };
        let words = [&[key.as_str(), "--outcome", outcome, "--means", "Register"], note, more].concat();
        let told = self.on_file(&["rules", "work"], &words);
        assert_eq!(told["works"][0]["pack_digest"], told["pack_digest"], "kept with the pack it came from: {told}");
        self.look();
        told
    }

    fn work_one(&mut self, rule: &str, outcome: &str, more: &[&str]) {
        let finding = self.one(rule);
        self.work(&finding, outcome, more);
    }

    /// What stands in the calendar: returns, reports, bands, records.
    fn work_calendar(&mut self) {
        for finding in self.findings("open") {
            let outcome = match text(&finding["kind"]) {
                "report" | "return" => "reported",
                "band" | "retention" => "done",
                other => panic!("{other} is left: {finding}"),
            };
            self.work(&finding, outcome, &[]);
        }
        assert_eq!(self.findings("open"), Vec::<Value>::new());
    }

    /// The extract of a time as a table, a workbook and paper; answers the table.
    fn extract(&mut self, name: &str, from: &str, until: &str) -> String {
        let mut table = String::new();
        for ending in ["csv", "xlsx", "pdf"] {
            let out = self.folder.path().join(format!("{name}.{ending}")).display().to_string();
            self.on_file(&["rules", "extract"], &[name, "--from", from, "--until", until, "--to", &out]);
            if ending == "csv" {
                table = std::fs::read_to_string(&out).unwrap();
            }
        }
        table
    }

    /// Closes 2026, opens it again for a forgotten bill, and closes it anew.
    fn closes_reopens_and_closes(&mut self) {
        let file = self.file.clone();
        let status = self.run(&["year", "status", &file, "--year", "2026"]);
        let items = status["items"].as_array().unwrap();
        let findings = items.iter().find(|item| item["item"] == "findings").unwrap();
        assert_eq!(findings["open"], 0, "every finding is worked: {findings}");
        // Whoever has no receipt, and nothing else, is left with a reason.
        let open: Vec<&str> = items.iter().filter(|item| item["open"] != 0).map(|item| text(&item["item"])).collect();
        assert!(open.iter().all(|item| ["receipts", "cash"].contains(item)), "{status}");
        let left: Vec<String> = open.iter().map(|item| format!("{item}=The treasurer sees to it in March")).collect();
        let words: Vec<&str> =
            ["--year", "2026"].into_iter().chain(left.iter().flat_map(|reason| ["--left", reason])).collect();
        if !open.is_empty() {
            let (exit, said) = run_on(&self.today, &["year", "close", &file, "--year", "2026"]);
            assert_ne!(exit, 0, "what is open asks for a reason: {said}");
        }
        let closed = self.on_file(&["year", "close"], &words);
        let bill = ["ledger", "record", &file, "--kind", "expense", "--amount", "12", "--received", "2026-12-30"];
        assert!(refused(&self.today, &bill).contains("closed year 2026"));
        self.on_file(&["year", "reopen"], &["--reason", "A bill was forgotten"]);
        self.run(&bill);
        let again = self.on_file(&["year", "close"], &words);
        let pence = |value: &Value| text(&value["balance"]).replace('.', "").parse::<i64>().unwrap();
        assert_eq!(pence(&closed) - pence(&again), 1_200, "the bill is in the second closing");
        let book = self.run(&["year", "status", &file]);
        assert_eq!(book["closed"].as_array().unwrap().len(), 2, "{book}");
        let accounts = self.folder.path().join("accounts.pdf").display().to_string();
        self.on_file(&["year", "accounts"], &["--to", &accounts]);
        assert_eq!(self.run(&["check", &file])["ok"], true);
    }

    /// Every rule of the pack was seen, or stands here with why it finds nothing; a new rule without a case fails.
    fn saw_each_rule(&self, pack: &Pack, unit: &str, silent: &BTreeMap<&str, &str>) {
        for rule in &pack.rules {
            let (seen, why) = (self.seen.contains(&rule.id), silent.get(rule.id.as_str()));
            match why {
                _ if !rule.units.iter().any(|of| of == unit) => assert!(!seen, "{} is of other units", rule.id),
                None => assert!(seen, "{} never fired, and nothing says why: {:?}", rule.id, self.seen),
                Some(why) => assert!(!seen && !why.is_empty(), "{} fires after all: {why}", rule.id),
            }
        }
        for id in silent.keys() {
            assert!(pack.rules.iter().any(|rule| rule.id == *id), "the pack has no {id}");
        }
    }

    /// What `rules law` says of a rule: for those that are read and find nothing.
    fn says(&mut self, rule: &str) -> String {
        let told = self.on_file(&["rules", "law"], &[rule]);
        told["laws"][0]["rules"][0].to_string()
    }
}

fn pack(law: &str) -> &'static Pack {
    pack_for(law).unwrap().unwrap_or_else(|| panic!("there is no pack for {law}"))
}

#[test]
fn a_british_branch_runs_through_a_year_by_command() {
    let mut b = Branch::new("gb", "accounting_unit");
    b.person("Olwen Old", &[]);
    b.gift("donation", "Olwen Old", "20", &["--received", "2018-03-01"]);

    // A company gives, and nobody has said that it is one. What it causes is said before and while it is recorded.
    b.to("2026-01-12");
    b.person("Harbour Bakery Ltd", &["--organisation"]);
    let gift = ["--kind", "donation", "--amount", "26000", "--from", "Harbour Bakery Ltd"];
    let foreseen = b.on_file(&["rules", "foresee"], &gift);
    let told = b.gift("donation", "Harbour Bakery Ltd", "26000", &["--method", "transfer"]);
    assert_eq!(told["causes"], foreseen["causes"], "what was foreseen is what it caused");
    assert!(foreseen["causes"].to_string().contains("before keeping"), "{foreseen}");
    b.on_file(&["rules", "donor"], &["Harbour Bakery Ltd", "--class", "company", "--register", "01234567"]);
    b.work_one("gb.accept_check", "accepted", &[]);

    // Dues of a size at which the check is not certain to be asked for.
    b.to("2026-02-09");
    b.person("Ann Ali", &[]);
    b.gift("dues", "Ann Ali", "600", &["--method", "transfer"]);
    b.work_one("gb.accept_check.dues", "accepted", &[]);

    // An envelope without a name: nobody is found, and it goes to the regulator.
    b.to("2026-03-02");
    b.gift("donation", "", "600", &["--method", "cash"]);
    b.work_one("gb.anonymous", "unidentified", &[]);
    b.to("2026-03-20");
    b.work_one("gb.return", "paid_over", &["--amount", "600", "--refund"]);

    b.to("2026-04-08");
    let table = b.extract("quarter", "2026-01-01", "2026-03-31");
    assert!(table.contains("Harbour Bakery Ltd") && table.contains("01234567"), "{table}");
    b.work_one("gb.report.au", "reported", &[]);
    b.work_one("gb.report.refused", "reported", &[]);
    b.work_one("gb.accounts", "done", &[]);
    b.work_one("gb.retention", "done", &[]);
    for day in ["2026-04-08", "2026-07-06", "2026-10-05", "2027-01-11"] {
        b.to(day);
        b.work_calendar();
    }
    b.closes_reopens_and_closes();
    b.to("2027-01-12");
    b.work_calendar();

    let silent = BTreeMap::from([
        ("gb.receipt", "whether a receipt is given is the branch’s own choice"),
        ("gb.bequest", "a note to be read: entries do not say that they are bequests"),
        ("gb.weekly", "a note to be read during an election"),
        ("gb.bill2026", "it is proposed and no law"),
    ]);
    b.saw_each_rule(pack("gb"), "accounting_unit", &silent);
    for rule in silent.keys() {
        assert!(b.says(rule).contains("\"says\""), "{rule} is read in `rules law`");
    }
}

/// The rules of the same pack that only the central party has.
#[test]
fn a_british_central_party_reports_its_quarters_by_command() {
    let mut b = Branch::new("gb", "central_party");
    b.to("2026-01-12");
    b.person("Harbour Bakery Ltd", &["--organisation"]);
    b.on_file(&["rules", "donor"], &["Harbour Bakery Ltd", "--class", "company", "--register", "01234567"]);
    b.gift("donation", "Harbour Bakery Ltd", "26000", &["--method", "transfer"]);
    b.work_one("gb.accept_check", "accepted", &[]);
    b.to("2026-04-08");
    b.work_one("gb.report.central", "reported", &[]);
    let mine: BTreeSet<&str> = pack("gb")
        .rules
        .iter()
        .filter(|rule| rule.units.iter().all(|unit| unit == "central_party"))
        .map(|rule| rule.id.as_str())
        .collect();
    assert_eq!(mine, BTreeSet::from(["gb.quarter.central", "gb.report.central"]));
    assert!(mine.iter().all(|rule| b.seen.contains(*rule)), "{:?}", b.seen);
    b.work_calendar();
}

#[test]
fn a_canadian_association_runs_through_a_year_by_command() {
    let mut b = Branch::new("ca", "eda");
    let home = ["--street", "4 Quay Street", "--locality", "Riverside", "--postcode", "K1A 0A6", "--country", "CA"];
    b.person("Olwen Old", &home);
    b.gift("donation", "Olwen Old", "20", &["--received", "2015-03-01"]);

    // Over the year’s limit for one person: the excess goes back.
    b.to("2026-01-12");
    b.person("Ann Ali", &home);
    let told = b.gift("donation", "Ann Ali", "1800", &["--method", "transfer"]);
    assert!(told["causes"].as_array().is_some_and(|causes| !causes.is_empty()), "{told}");
    b.to("2026-01-13");
    b.work_one("ca.limit", "returned", &["--amount", "25", "--refund"]);

    // Cash over $20.
    b.to("2026-01-16");
    b.person("Bob Roe", &home);
    b.gift("donation", "Bob Roe", "30", &["--method", "cash"]);
    b.work_one("ca.cash", "returned", &["--refund"]);

    // A hat at an event: nobody’s, until it is said that many gave, each within what a nameless one may.
    b.to("2026-02-02");
    b.gift("donation", "", "600", &["--method", "cash"]);
    let hat = b.one("ca.anonymous");
    b.work(&hat, "collection", &["--people", "40", "--note", "Winter supper"]);
    assert!(b.findings("open").iter().all(|finding| finding["kind"] != "anonymous"), "$15.00 each is let");

    // One cheque too many from nobody.
    b.to("2026-02-03");
    b.gift("donation", "", "50", &["--method", "cheque"]);
    b.work_one("ca.anonymous", "unidentified", &[]);
    b.to("2026-02-20");
    b.work_one("ca.pay_over", "paid_over", &["--refund"]);

    // Somebody whose address is not known gives more than $200, and then it is known.
    b.to("2026-03-02");
    b.person("Cat Coe", &["--email", "cat@example.org"]);
    b.gift("donation", "Cat Coe", "250", &["--method", "transfer"]);
    assert_eq!(b.one("ca.identify")["missing"].as_array().map(Vec::len), Some(1));
    b.on_file(&["people", "change"], &[&["Cat Coe"], &home[..]].concat());
    b.look();

    // A company may not give.
    b.to("2026-04-01");
    b.person("Quay Shop Inc", &["--organisation"]);
    b.gift("donation", "Quay Shop Inc", "100", &["--method", "transfer"]);
    b.work_one("ca.donors", "impermissible", &[]);
    b.to("2026-04-03");
    b.work_one("ca.return_ineligible", "returned", &["--refund"]);

    // Given for somebody else.
    b.to("2026-04-06");
    let abroad = ["--street", "4 Rue du Quai", "--locality", "Port", "--postcode", "75001", "--country", "FR"];
    b.person("Dee Doe", &abroad);
    b.gift("donation", "Dee Doe", "80", &["--method", "transfer"]);
    b.work_one("ca.donors", "indirect", &[]);
    b.to("2026-04-08");
    b.work_one("ca.return", "returned", &["--refund"]);

    // Enough for an auditor.
    b.to("2026-06-01");
    for n in 0..8 {
        let name = format!("Donor {n}");
        b.person(&name, &home);
        b.gift("donation", &name, "1100", &["--method", "transfer"]);
    }
    for day in ["2026-12-31", "2027-01-04"] {
        b.to(day);
        b.work_calendar();
    }
    let table = b.extract("annual", "2026-01-01", "2026-12-31");
    assert!(table.contains("Ann Ali") && table.contains("Donor 7"), "{table}");
    b.closes_reopens_and_closes();

    let silent = BTreeMap::from([
        ("ca.collection", "it lets a hat pass: it is what “collection” answers, and finds nothing by itself"),
        ("ca.receipt", "receipts are a run of their own"),
        ("ca.official_receipt", "receipts are a run of their own"),
        ("ca.credit", "what a donor gets back is asked with `rules credit`"),
        ("ca.membership", "a note to be read"),
        ("ca.in_kind", "a note to be read"),
        ("ca.c25", "it is proposed and no law"),
    ]);
    b.saw_each_rule(pack("ca"), "eda", &silent);
    let quiet =
        |what: &What| matches!(what, What::Note(_) | What::Receipt(_) | What::TaxRelief(_) | What::CollectionEvent(_));
    for rule in &pack("ca").rules {
        assert_eq!(silent.contains_key(rule.id.as_str()), quiet(&rule.what), "{}", rule.id);
    }
    let credit = b.on_file(&["rules", "credit"], &["--amount", "400", "--on", "2026-05-01"]);
    assert_eq!((&credit["credits"][0]["rule"], text(&credit["credits"][0]["amount"])), (&"ca.credit".into(), "300.00"));
    let receipts = b.on_file(&["receipts", "preview"], &["--year", "2026"]);
    assert!(receipts.to_string().contains("Ann Ali"), "{receipts}");
}
