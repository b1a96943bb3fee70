//! Recording what was done about findings.

use crate::kit::{Day, Money, Problem, Result, text};
use crate::ledger;
use crate::ledger::model::{EntryKind, NewEntry};
use crate::office::profile;
use crate::office::{Done, Office, Op, Reach, Tx, Undo};
use crate::people::store as people;
use crate::rules::book::Who;
use crate::rules::engine::Law;
use crate::rules::finding::Finding;
use crate::rules::store;
use crate::rules::words;
use crate::rules::work::{NewWork, Outcome, WorkId, outcomes};
use crate::t;

/// Records what was done about a finding.
pub static WORK: Op =
    Op { key: "rules.work", says: "Record what was done", undo: Undo::Reverse, reach: Reach::Command("rules work") };

/// Records that what fell due before a day was dealt with before this office was kept.
pub static WORK_BEFORE: Op = Op {
    key: "rules.work_before",
    says: "Set aside what is older",
    undo: Undo::ReverseKeep,
    reach: Reach::Command("rules set-aside"),
};

/// Records what was done about the finding of a key, as it is found now; the finding and its pack are kept with it.
///
/// # Errors
/// When it is no longer found, the outcome is none of its, or the money cannot go back in the ledger.
pub fn work(office: &mut Office, key: &str, new: &NewWork) -> Result<Done<WorkId>> {
    office.transact(&WORK, |tx| {
        let conn = tx.conn();
        let Some(finding) = store::find(conn, key, tx.today())? else {
            return Err(Problem::input(t!("The rules no longer find this. Nothing was recorded"))
                .hint(t!("Look at the list again")));
        };
        let law = store::law_of(conn, &finding.pack)?
            .ok_or_else(|| Problem::input(t!("The office no longer follows the law of this finding")))?;
        let possible = outcomes(&law, &finding);
        if !possible.contains(&new.outcome) {
            let keys: Vec<&str> = possible.iter().map(|outcome| outcome.key()).collect();
            return Err(Problem::input(t!("That is not what can be done about this. Nothing was recorded"))
                .hint(t!("Use one of {keys}", keys = keys.join(", "))));
        }
        let id = put(tx, &law, &finding, new)?;
        if new.refund {
            give_back(tx, &finding, new)?;
        }
        let currency = *profile::get(conn)?.currency;
        let who = match finding.who {
            Who::Person(person) => people::find(conn, person)?.map(|p| p.details.name).unwrap_or_default(),
            Who::Nobody(_) | Who::Unit => String::new(),
        };
        tx.say(t!(
            "{outcome}: {finding}",
            outcome = new.outcome.label().trim_end_matches('…'),
            finding = words::says(&finding, law.rule(&finding.rule), &who, currency)
        ));
        Ok(id)
    })
}

fn put(tx: &Tx<'_>, law: &Law, finding: &Finding, new: &NewWork) -> Result<WorkId> {
    let id = WorkId(tx.new_id());
    store::insert_work(tx.conn(), id, law, finding, new, &|| tx.new_id())?;
    Ok(id)
}

/// Records in the ledger that the money went back: from the newest of the entries on, as far as the amount goes.
fn give_back(tx: &Tx<'_>, finding: &Finding, new: &NewWork) -> Result<()> {
    let mut left = new.amount.unwrap_or_default();
    for id in finding.entries.iter().rev() {
        let entry = ledger::store::entry(tx.conn(), *id)?;
        let part = left.min(ledger::store::left_to_refund(tx.conn(), &entry)?);
        if part <= Money::ZERO || entry.kind == EntryKind::InKind {
            continue;
        }
        let simple = NewEntry::simple(EntryKind::Refund, new.on, part);
        let refund = NewEntry {
            person: entry.person,
            behalf_of: entry.behalf_of,
            payee: entry.payee.clone(),
            method: entry.method,
            note: new.means.clone(),
            refunds: Some(*id),
            ..simple
        };
        ledger::ops::record_in(tx, &refund)?;
        left -= part;
    }
    if left > Money::ZERO {
        let currency = profile::get(tx.conn())?.currency;
        return Err(Problem::input(t!(
            "The ledger has {left} less to give back than that. Nothing was recorded",
            left = currency.show(left)
        ))
        .hint(t!("Record what was done without the ledger, or give back less")));
    }
    Ok(())
}

/// Sets aside every open finding that fell due, or arose, before a day: it was dealt with before this office was kept. Answers
/// how many there were.
///
/// # Errors
/// When who says so is missing.
pub fn work_before(office: &mut Office, day: Day, by: &str, note: &str) -> Result<Done<usize>> {
    let (by, note) = (by.trim(), note.trim());
    office.transact(&WORK_BEFORE, |tx| {
        if by.is_empty() {
            return Err(Problem::input(t!("Say who did it")));
        }
        let conn = tx.conn();
        let laws = store::laws(conn)?;
        let new = NewWork {
            outcome: Outcome::Before,
            on: tx.today(),
            by: by.to_owned(),
            means: String::new(),
            note: note.to_owned(),
            amount: None,
            people: None,
            refund: false,
        };
        let mut done = 0;
        let list = store::List::new(conn, tx.today())?;
        for state in [store::State::Open, store::State::Notes] {
            let filter = store::Filter { state, upto: day.pred_opt(), ..store::Filter::default() };
            for listed in list.page(&filter, 0, usize::MAX)? {
                if let Some(law) = laws.iter().find(|law| law.pack.head.id == listed.finding.pack) {
                    put(tx, law, &listed.finding, &new)?;
                    done += 1;
                }
            }
        }
        let count = text::plural(done, t!("finding"), t!("findings"));
        tx.say(t!("Set aside {count} from before {day}", count = count, day = crate::kit::day::short(day)));
        Ok(done)
    })
}
