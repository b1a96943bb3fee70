//! The reports of members: who is what, who owes what, who may vote, who took part, who is likely to lapse.

mod lapsing;
mod participation;

use rusqlite::Connection;
use serde_json::json;

use super::model::{AGES, Bar, PersonId, Register, Roll, Rule, age_label};
use super::store;
use crate::cli::{About, Cell, Opens, Report, Sheet, SheetColumn, SheetRow, Span, Width};
use crate::kit::{Currency, Day, Money, Result, day, text};
use crate::office::profile;
use crate::t;

/// Where a member is seen.
pub(super) const LIST: &str = "members.list";
/// Where what is owed is seen, by its age.
pub(super) const ARREARS: &str = "members.arrears";

/// Where an entry of the ledger is seen.
pub(super) const ENTRIES: &str = "money.entries";

/// The roll for the last day of the span, under the office's rule.
pub const ROLL: Report = Report {
    name: "roll",
    says: "Roll",
    about: "Who may vote on the last day, under the rule of the settings, and why each other member may not",
    sheet: roll,
};

/// Every report of members.
pub const REPORTS: &[Report] = &[
    Report { name: "members", says: "Members", about: "Everybody and what each is today", sheet: members },
    Report { name: "arrears", says: "Arrears", about: "Who owes dues, by age, on the last day", sheet: arrears },
    ROLL,
    Report {
        name: "participation",
        says: "Participation",
        about: "What each person gave and paid, and how often they were spoken with, thanked or had a concern",
        sheet: participation::sheet,
    },
    Report {
        name: "lapsing",
        says: "Likely to lapse",
        about: "Members of whom something says that they may not renew, and what",
        sheet: lapsing::sheet,
    },
];

fn columns<const N: usize>(all: [(&str, Width); N]) -> Vec<SheetColumn> {
    all.into_iter().map(|(name, width)| SheetColumn { name: name.to_owned(), width }).collect()
}

fn words(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn maybe_day(day: Option<crate::kit::Day>) -> Cell {
    day.map_or(Cell::Empty, Cell::Day)
}

fn opens(person: super::model::PersonId) -> Option<Opens> {
    Some(Opens { screen: LIST, filter: person.to_string() })
}

fn members(conn: &Connection, span: &Span) -> Result<Sheet> {
    let register = store::register(conn)?;
    let rows = store::rows(conn, span.today)?;
    let members = rows.iter().filter(|row| row.status.is_member()).count();
    let mut sheet = Sheet {
        title: t!("Members").to_owned(),
        subtitle: t!(
            "{day}: {members}",
            day = day::long(span.today),
            members = text::plural(members, t!("member"), t!("members"))
        ),
        columns: columns([
            (t!("Name"), Width::Text),
            (t!("Number"), Width::Short),
            (t!("Class"), Width::Short),
            (t!("Status"), Width::Short),
            (t!("Since"), Width::Day),
            (t!("Paid to"), Width::Day),
            (t!("Owes"), Width::Money),
        ]),
        rows: Vec::with_capacity(rows.len() + 1),
    };
    let owed: Money = rows.iter().map(|row| row.owed).sum();
    for row in rows.iter() {
        sheet.rows.push(SheetRow {
            cells: vec![
                words(row.name.as_str()),
                words(row.number.as_deref().unwrap_or_default()),
                words(register.class_name(row.class)),
                words(row.status.label()),
                maybe_day(row.since),
                maybe_day(row.paid_to),
                Cell::Money(row.owed),
            ],
            strong: false,
            opens: opens(row.person),
        });
    }
    let mut cells = vec![words(t!("Together")), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty];
    cells.push(Cell::Money(owed));
    let opens = Some(Opens { screen: LIST, filter: "owing".to_owned() });
    sheet.rows.push(SheetRow { cells, strong: true, opens });
    Ok(sheet)
}

fn arrears(conn: &Connection, span: &Span) -> Result<Sheet> {
    let register = store::register(conn)?;
    // What is not over yet is looked at today.
    let on = span.to.min(span.today);
    let mut sheet = Sheet {
        title: t!("Arrears").to_owned(),
        subtitle: t!("Dues owed on {day}, by days overdue", day = day::long(on)),
        columns: columns([(t!("Payer"), Width::Text), (t!("Since"), Width::Day)]),
        rows: Vec::new(),
    };
    let ages = (0..AGES.len()).map(|age| SheetColumn { name: age_label(age).to_owned(), width: Width::Money });
    sheet.columns.extend(ages);
    sheet.columns.push(SheetColumn { name: t!("Together").to_owned(), width: Width::Money });
    let mut totals = [Money::ZERO; 5];
    let mut all = Money::ZERO;
    for arrears in register.arrears(on) {
        let mut cells = vec![words(arrears.name.clone()), maybe_day(arrears.since())];
        for (total, sum) in totals.iter_mut().zip(arrears.ages) {
            *total += sum;
            cells.push(if sum.is_zero() { Cell::Empty } else { Cell::Money(sum) });
        }
        all += arrears.total();
        cells.push(Cell::Money(arrears.total()));
        sheet.rows.push(SheetRow { cells, strong: false, opens: opens(arrears.payer) });
    }
    let mut cells = vec![words(t!("Together")), Cell::Empty];
    let aged = |(total, (key, _)): (Money, (&str, _))| {
        let opens = Opens { screen: ARREARS, filter: key.to_owned() };
        Cell::Opening(Box::new(Cell::Money(total)), opens)
    };
    cells.extend(totals.into_iter().zip(AGES).map(aged));
    cells.push(Cell::Money(all));
    let opens = Some(Opens { screen: ARREARS, filter: String::new() });
    sheet.rows.push(SheetRow { cells, strong: true, opens });
    Ok(sheet)
}

fn roll(conn: &Connection, span: &Span) -> Result<Sheet> {
    let register = store::register(conn)?;
    let currency = *profile::get(conn)?.currency;
    let roll = register.roll(span.to.min(span.today), &register.settings.rule);
    Ok(roll_sheet(&register, &roll, currency))
}

/// A roll as a table: those who may vote, then those left out with the reasons.
pub fn roll_sheet(register: &Register, roll: &Roll, currency: Currency) -> Sheet {
    let mut rows = Vec::with_capacity(roll.voters.len() + roll.left_out.len() + 1);
    for voter in &roll.voters {
        rows.push(SheetRow {
            cells: vec![
                words(voter.name.clone()),
                words(voter.number.clone().unwrap_or_default()),
                words(register.class_name(voter.class)),
                Cell::Day(voter.since),
                words(t!("Yes")),
                Cell::Empty,
            ],
            strong: false,
            opens: opens(voter.person),
        });
    }
    for absent in &roll.left_out {
        rows.push(SheetRow {
            cells: vec![
                words(absent.name.clone()),
                words(absent.number.clone().unwrap_or_default()),
                words(register.class_name(absent.class)),
                Cell::Empty,
                words(t!("No")),
                words(bars_say(&absent.bars, currency)),
            ],
            strong: false,
            opens: opens(absent.person),
        });
    }
    let count = text::plural(roll.voters.len(), t!("person may vote"), t!("people may vote"));
    Sheet {
        title: t!("Roll for {day}", day = day::long(roll.day)),
        subtitle: t!("{rule}. {count}", rule = rule_says(register, &roll.rule), count = count),
        columns: columns([
            (t!("Name"), Width::Text),
            (t!("Number"), Width::Short),
            (t!("Class"), Width::Short),
            (t!("Member since"), Width::Day),
            (t!("Votes"), Width::Short),
            (t!("Why not"), Width::Text),
        ]),
        rows,
    }
}

/// The reasons why somebody may not vote, in one line.
pub fn bars_say(bars: &[Bar], currency: Currency) -> String {
    bars.iter().map(|bar| bar.says(currency)).collect::<Vec<_>>().join("; ")
}

/// A rule in words: what the roll says at its head.
pub fn rule_says(register: &Register, rule: &Rule) -> String {
    let mut parts = Vec::new();
    if rule.days > 0 {
        let days = text::plural(usize::try_from(rule.days).unwrap_or(usize::MAX), t!("day"), t!("days"));
        parts.push(t!("member for at least {days}", days = days));
    } else {
        parts.push(t!("member on the day").to_owned());
    }
    if rule.forgive > 0 {
        parts.push(t!("gaps of up to {days} days forgiven", days = rule.forgive));
    }
    parts.push(match (rule.paid_up, rule.grace) {
        (true, false) => t!("dues paid").to_owned(),
        (true, true) => t!("dues paid or in grace").to_owned(),
        (false, _) => t!("dues not asked for").to_owned(),
    });
    if let Some(age) = rule.age {
        parts.push(t!("aged {age} or over", age = age));
    }
    let named = |wanted: &dyn Fn(&super::model::Class) -> bool| {
        register.classes.iter().filter(|c| wanted(c)).map(|c| c.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    parts.push(if rule.classes.is_empty() {
        t!("classes {names}", names = named(&|c| c.votes))
    } else {
        t!("classes {names}", names = named(&|c| rule.classes.contains(&c.id)))
    });
    let mut says = parts.join(", ");
    if let Some(first) = says.get(..1).map(str::to_uppercase) {
        says.replace_range(..1, &first);
    }
    says
}

/// The membership of a person, what is owed for it, and for whom they pay.
///
/// # Errors
/// When the file cannot be read.
pub fn about(conn: &Connection, person: i64, today: Day) -> Result<Vec<About>> {
    let id = PersonId(person);
    if !store::pays_or_belongs(conn, id)? {
        return Ok(Vec::new());
    }
    let register = store::register_of(conn, id)?;
    let currency = *profile::get(conn)?.currency;
    let opens = |person: PersonId| Opens { screen: LIST, filter: person.to_string() };
    let mut all = Vec::new();
    let terms = register.terms_of(id);
    if let Some((term, standing)) =
        register.main_term(terms, today).and_then(|term| Some((term, register.standing(term, today)?)))
    {
        let class = register.class_name(term.class_on(today));
        let since = term.since.map(|since| t!("Since {day}", day = day::short(since)));
        let paid = standing.paid_to.map(|to| t!("paid to {day}", day = day::short(to)));
        all.push(About {
            key: "membership",
            label: t!("Membership"),
            says: format!("{} · {class}", standing.status.label()),
            detail: since.into_iter().chain(paid).collect::<Vec<_>>().join(", "),
            data: json!({ "status": standing.status.key(), "class": class, "since": term.since,
                "paid_to": standing.paid_to, "pinned": standing.pin.is_some() }),
            opens: opens(id),
        });
    }
    let owed: Money = register.arrears(today).iter().filter(|a| a.payer == id).map(|a| a.total()).sum();
    let ahead = register.ahead_of(id);
    if !owed.is_zero() || !ahead.is_zero() {
        let mut says = Vec::new();
        if !owed.is_zero() {
            says.push(t!("{sum} owed", sum = currency.show(owed)));
        }
        if !ahead.is_zero() {
            says.push(t!("{sum} paid ahead", sum = currency.show(ahead)));
        }
        let payments = Opens { screen: ENTRIES, filter: format!("person:{person} kind:dues") };
        all.push(About {
            key: "dues",
            label: t!("Dues"),
            says: says.join(" · "),
            detail: String::new(),
            data: json!({ "owed": currency.plain(owed), "paid_ahead": currency.plain(ahead), "currency": currency.code }),
            opens: if terms.is_empty() { payments } else { opens(id) },
        });
    }
    let others = register.terms.iter().filter(|term| term.person != id && term.pays() == id && term.runs_on(today));
    all.extend(others.map(|term| About {
        key: "pays_for",
        label: t!("Pays for"),
        says: register.name(term.person).to_owned(),
        detail: String::new(),
        data: json!({ "person": term.person, "name": register.name(term.person) }),
        opens: opens(term.person),
    }));
    Ok(all)
}
