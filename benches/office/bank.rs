//! The bank by itself: reading statements of many lines, and matching lines against what is open.

use std::fmt::Write as _;
use std::time::Instant;

use wardroom::bank::model::{
    self, AccountId, Awaited, BankLine, EntryId, KnownPerson, LineId, LineState, Movement, OwnAccount, PersonId,
    StatementId, World,
};
use wardroom::bank::statement::{self, Told, fields};
use wardroom::bank::{ops, store};
use wardroom::demo::Random;
use wardroom::kit::{Currency, Day, Money, Problem, Result, text};
use wardroom::ledger;
use wardroom::ledger::model::EntryKind;
use wardroom::office::profile::Profile;
use wardroom::office::{Expected, How, Office};
use wardroom::tabular::{Overrides, from_bytes};

use crate::alone::Alone;

const GIVEN: &[&str] =
    &["Ann", "Bea", "Cy", "Dan", "Eve", "Farah", "Gus", "Hana", "Ivo", "Jo", "Kit", "Lea", "Max", "Nia"];
const FAMILY: &[&str] =
    &["Ali", "Brook", "Cole", "Dunn", "Evans", "Fox", "Gray", "Holt", "Ito", "Jones", "Khan", "Lund"];

fn number(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn today() -> Day {
    Day::from_ymd_opt(2026, 11, 21).unwrap_or_default()
}

/// Names of which two people in a hundred share one, as in a register of that size.
fn name(n: usize) -> String {
    let part = |list: &[&str], n: usize| list.get(n % list.len()).copied().unwrap_or("Ann").to_owned();
    format!("{} {} {}", part(GIVEN, n), part(FAMILY, n / GIVEN.len()), syllables(n / 50 + n % 50 * 7))
}

fn syllables(mut n: usize) -> String {
    let mut out = String::new();
    loop {
        out.push_str(["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu"].get(n % 10).copied().unwrap_or("na"));
        n /= 10;
        if n == 0 {
            return out;
        }
    }
}

/// Lines held against what is open: six in ten entries that no statement has shown, the rest dues and pledges, of as many
/// people. Half of the lines are of entries, a third of what is awaited, the rest of nobody known; amounts are few, as dues
/// are, so that each line has many of its amount to be told apart from.
pub fn world(lines: usize, open: usize) -> World {
    let mut random = Random::new(7);
    let first = today() - chrono::TimeDelta::days(200);
    let day = |n: usize| first + chrono::TimeDelta::days(number(n % 190));
    let people = open.max(1);
    let account = AccountId(1);
    let amounts = [500, 1_000, 1_500, 2_000, 2_500, 3_600, 5_000];
    let mut amount = || Money(amounts.get(random.below(amounts.len())).copied().unwrap_or(500));
    let entries = open * 6 / 10;
    let movements: Vec<Movement> = (0..entries)
        .map(|n| Movement {
            entry: EntryId(number(n + 1)),
            account,
            kind: EntryKind::Donation,
            amount: amount(),
            received: day(n * 31),
            banked: None,
            person: Some(PersonId(number(n * 7 % people + 1))),
            who: name(n * 7 % people),
            references: String::new(),
            other: None,
            batch: None,
            root: EntryId(number(n + 1)),
        })
        .collect();
    let awaited: Vec<Awaited> = (entries..open)
        .map(|n| Awaited {
            source: "dues",
            source_says: "Dues",
            kind: EntryKind::Dues,
            it: Expected {
                row: number(n + 1),
                person: number(n * 7 % people + 1),
                name: name(n * 7 % people),
                amount: amount(),
                due: day(n * 17),
                says: "Dues".to_owned(),
                marks: vec![format!("M{:06}", n * 7 % people)],
                method: "",
                reference: String::new(),
                appeal: String::new(),
            },
        })
        .collect();
    let lines = (0..lines)
        .map(|n| {
            let of_entry = movements.get(n * 13 % entries.max(1)).filter(|_| n % 6 < 3);
            let of_dues = awaited.get(n * 11 % awaited.len().max(1)).filter(|_| n % 6 < 5);
            let (booked, amount, name, purpose) = match (of_entry, of_dues) {
                (Some(m), _) => {
                    (m.received + chrono::TimeDelta::days(2), m.amount, m.who.to_uppercase(), String::new())
                }
                (None, Some(a)) => (a.it.due, a.it.amount, String::new(), format!("DUES {}", a.it.marks.join(" "))),
                (None, None) => (day(n), Money(-500 - number(n)), format!("SHOP {n}"), "CARD PAYMENT".to_owned()),
            };
            BankLine {
                id: LineId(number(n + 1)),
                account,
                statement: StatementId(1),
                booked,
                valued: None,
                amount,
                name,
                number: String::new(),
                purpose,
                reference: String::new(),
                kind: String::new(),
                bank_ref: String::new(),
                row: n,
                state: LineState::Open,
                why: String::new(),
                reconciliation: None,
            }
        })
        .collect();
    let mut world = World {
        generation: 1,
        currency: *Currency::pound(),
        lines,
        movements,
        awaited,
        people: (0..people)
            .map(|n| KnownPerson { person: PersonId(number(n + 1)), name: name(n), number: format!("M{n:06}") })
            .collect(),
        payers: Vec::new(),
        accounts: vec![OwnAccount { id: account, name: "Current account".to_owned(), numbers: Vec::new() }],
        rules: Vec::new(),
    };
    world.put_in_order();
    world
}

/// One statement of so many lines in several forms: a name, and the bytes.
fn statements(lines: usize) -> Vec<(&'static str, Vec<u8>)> {
    let row = |n: usize| {
        let day = today() - chrono::TimeDelta::days(number(lines - n) / 300);
        (day, 500 + number(n % 90) * 100, name(n))
    };
    let total: i64 = (0..lines).map(|n| row(n).1).sum();
    let plain = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
    let mut ofx = String::from(
        "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\
         <CURDEF>GBP<BANKACCTFROM><BANKID>200000<ACCTID>55779911<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\n",
    );
    let mut camt = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\"><BkToCstmrStmt>\
         <Stmt><Id>1</Id><Acct><Id><IBAN>GB11BANK20000055779911</IBAN></Id><Ccy>GBP</Ccy></Acct>\
         <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">0.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{first}</Dt></Dt></Bal>\
         <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"GBP\">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>{last}</Dt></Dt></Bal>\n",
        first = row(0).0,
        last = row(lines.saturating_sub(1)).0,
        total = plain(total)
    );
    let mut mt940 = format!(":20:1\n:25:GB11BANK20000055779911\n:28C:1\n:60F:C{}GBP0,00\n", row(0).0.format("%y%m%d"));
    let mut csv = String::from("Date,Name,Details,Amount,Balance\n");
    let mut balance = 0;
    for n in 0..lines {
        let (day, amount, who) = row(n);
        balance += amount;
        let (iso, swift, sum) = (day.to_string(), day.format("%y%m%d"), plain(amount));
        // Writing to a String never fails.
        _ = writeln!(
            ofx,
            "<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{}<TRNAMT>{sum}<FITID>{n}<NAME>{who}<MEMO>DUES M{n:06}</STMTTRN>",
            day.format("%Y%m%d")
        );
        _ = writeln!(
            camt,
            "<Ntry><Amt Ccy=\"GBP\">{sum}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{iso}</Dt></BookgDt>\
             <AcctSvcrRef>{n}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{who}</Nm></Dbtr></RltdPties><RmtInf><Ustrd>DUES \
             M{n:06}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
        );
        _ = writeln!(mt940, ":61:{swift}C{}NTRF{n}\n:86:{who} DUES M{n:06}", sum.replace('.', ","));
        _ = writeln!(csv, "{iso},{who},DUES M{n:06},{sum},{}", plain(balance));
    }
    _ = writeln!(
        ofx,
        "</BANKTRANLIST><LEDGERBAL><BALAMT>{}<DTASOF>{}</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
        plain(total),
        row(lines.saturating_sub(1)).0.format("%Y%m%d")
    );
    camt.push_str("</Stmt></BkToCstmrStmt></Document>\n");
    _ = write!(
        mt940,
        ":62F:C{}GBP{}\n-\n",
        row(lines.saturating_sub(1)).0.format("%y%m%d"),
        plain(total).replace('.', ",")
    );
    vec![("ofx", ofx.into_bytes()), ("xml", camt.into_bytes()), ("sta", mt940.into_bytes()), ("csv", csv.into_bytes())]
}

fn read(form: &str, bytes: &[u8]) -> Result<statement::File> {
    let told = Told::new(*Currency::pound(), today());
    let name = format!("statement.{form}");
    let read = if statement::format_of(bytes).is_some() {
        statement::read(&name, bytes, &told)
    } else {
        let source = from_bytes(std::path::Path::new(&name), bytes.to_vec(), &Overrides::default())?;
        statement::read_table(&source, &fields::guess(&source), &told)?
    };
    read.map_err(statement::Unread::problem)
}

/// What reading ten times so many lines takes, and matching them against as many open items.
pub fn measure(lines: usize) -> Result<Vec<Alone>> {
    let many = lines * 10;
    let mut rows = Vec::new();
    for (form, bytes) in statements(many) {
        let begun = Instant::now();
        let file = read(form, &bytes)?;
        let took = begun.elapsed().as_secs_f64();
        let count: usize = file.statements.iter().map(|s| s.lines.len()).sum();
        let what = format!("bank: read {} lines of {form}, {} MB", text::count(count), bytes.len() / 1_000_000);
        rows.push(Alone::seconds(what, took, "< 5 s", 5.0));
        if form == "xml" {
            let how = How::new(
                wardroom::subjects::setup(),
                std::sync::Arc::new(wardroom::kit::SystemClock::default()),
                "bench",
            );
            let mut office = Office::in_memory(&Profile::new("Example Party", "Riverside", "gb")?, &how)?;
            let account = office.read(|conn| ledger::store::find_account(conn, "General"))?;
            let begun = Instant::now();
            let plan = ops::prepare(&office, &file, account, &model::Choice::default())?;
            ops::commit(&mut office, &plan)?;
            let took = begun.elapsed().as_secs_f64();
            rows.push(Alone::seconds("bank: take them into an office", took, "< 10 s", 10.0));
            let begun = Instant::now();
            let world = office.read(|conn| store::world(conn, &[], today()))?;
            let what = format!("bank: read the {} that wait to be matched", text::count(world.lines.len()));
            rows.push(Alone::seconds(what, begun.elapsed().as_secs_f64(), "< 2 s", 2.0));
        }
    }
    let world = world(lines, many);
    let begun = Instant::now();
    let plan = model::match_plan(&world);
    let took = begun.elapsed().as_secs_f64();
    let any = plan.lines.iter().filter(|p| !p.suggestions.is_empty()).count();
    if plan.sure().is_empty() {
        return Err(Problem::defect("nothing was matched"));
    }
    let what = format!(
        "bank: match {} lines against {} open items; {} sure, {} with a suggestion",
        text::count(lines),
        text::count(many),
        text::count(plan.sure().len()),
        text::count(any)
    );
    rows.push(Alone::seconds(what, took, "< 2 s", 2.0));
    Ok(rows)
}
