//! The rules of the law: jurisdiction packs, the engine that holds entries against them, what it finds, and what is done about
//! it. The program advises; the treasurer decides, and what was decided is kept with the pack that asked for it.
//!
//! [`pack`] reads the law from data; [`engine`] is a pure function from one donor's entries to findings; [`store`] keeps the
//! findings in a derived table, true after every step; work on them ([`work`]) is what the history holds.

pub mod book;
pub mod cli;
pub mod engine;
pub mod extract;
pub mod finding;
pub mod ops;
pub mod own;
pub mod pack;
pub mod report;
mod screen;
pub mod store;
pub mod values;
pub mod words;
pub mod work;

use rusqlite::Connection;

use crate::app::{Opens, ScreenDef, Subject, Todo};
use crate::kit::{Day, Result, text};
use crate::ledger::MONEY;
use crate::office::profile;
use crate::t;
use crate::ui::Tone;

/// The screen of findings.
pub(crate) const FINDINGS_SCREEN: &str = "money.rules";

/// The description that window and command line know.
pub static SUBJECT: Subject = Subject {
    key: "rules",
    ops: ops::OPS,
    derived: &[&store::FINDINGS],
    personal: store::PERSONAL,
    foresee: Some(store::foresee),
    take_said: Some(ops::take_said),
    noun: cli::NOUN,
    screens: SCREENS,
    commands: screen::COMMANDS,
    todo: Some(todo),
    of_entries: Some(of_entries),
    ..Subject::NONE
};

const SCREENS: &[ScreenDef] = &[ScreenDef {
    key: FINDINGS_SCREEN,
    title: || t!("Rules"),
    section: &MONEY,
    tab: Some(40),
    badge: Some((|conn, today| Ok(store::List::new(conn, today)?.tally()?.open), Tone::Warning)),
    make: screen::Rules::boxed,
    poses: &[
        "first",
        "work",
        "donor",
        "aside",
        "done",
        "nothing like this",
        "law",
        "law:gb.report.au",
        "own",
        "own:value",
        "own:rule",
        "own:election",
        "own:donor",
        "extracts",
    ],
}];

/// What is open about some entries, the grave before the rest.
fn of_entries(conn: &Connection, entries: &[i64], _today: Day) -> Result<Vec<(i64, Todo)>> {
    let currency = *profile::get(conn)?.currency;
    let laws = store::laws(conn)?;
    let mut all = Vec::new();
    for listed in store::open_of(conn, entries)? {
        let rule = laws.iter().find_map(|law| law.rule(&listed.finding.rule));
        let todo = Todo {
            due: listed.finding.due,
            says: words::says(&listed.finding, rule, &listed.name, currency),
            detail: words::why(&listed.finding, currency),
            does: screen::verb(listed.finding.kind),
            opens: Opens { screen: FINDINGS_SCREEN, filter: format!("finding:{}", listed.finding.key()) },
        };
        let of = listed.finding.entries.iter().map(|id| id.0).filter(|id| entries.binary_search(id).is_ok());
        all.extend(of.map(|entry| (entry, todo.clone())));
    }
    Ok(all)
}

/// How many findings stand on Home by themselves.
const SHOWN: usize = 12;

/// What is due by day, each by itself; what is older than a year, and what only wants a look, in one line each.
fn todo(conn: &Connection, today: Day) -> Result<Vec<Todo>> {
    let currency = *profile::get(conn)?.currency;
    let (laws, list) = (store::laws(conn)?, store::List::new(conn, today)?);
    let old = today.checked_sub_months(chrono::Months::new(12)).unwrap_or(today);
    let all = store::Filter::default();
    let grave = store::Filter { least: Some(finding::Severity::Act), ..all.clone() };
    let recent = store::Filter { since: Some(old), ..grave.clone() };
    let before = store::Filter { upto: old.pred_opt(), ..grave.clone() };
    let mut todo = Vec::new();
    for listed in list.page(&recent, 0, SHOWN)? {
        let finding = &listed.finding;
        let rule = laws.iter().find_map(|law| law.rule(&finding.rule));
        todo.push(Todo {
            due: finding.due,
            says: words::says(finding, rule, &listed.name, currency),
            detail: words::why(finding, currency),
            does: screen::verb(finding.kind),
            opens: Opens { screen: FINDINGS_SCREEN, filter: format!("finding:{}", finding.key()) },
        });
    }
    let mut see = |count: usize, says: &dyn Fn(&str) -> String, filter: &store::Filter| {
        if count > 0 {
            todo.push(Todo {
                due: None,
                says: says(&text::plural(count, t!("thing"), t!("things"))),
                detail: String::new(),
                does: t!("See them"),
                opens: Opens { screen: FINDINGS_SCREEN, filter: filter.to_string() },
            });
        }
    };
    see(list.count(&recent)?.saturating_sub(SHOWN), &|n| t!("{count} more under the law’s rules", count = n), &recent);
    see(list.count(&before)?, &|n| t!("Look through {count} from long ago under the law’s rules", count = n), &before);
    let unsure = list.count(&all)?.saturating_sub(list.count(&grave)?);
    see(unsure, &|n| t!("Look at {count} that may matter under the law", count = n), &all);
    Ok(todo)
}
