//! What belongs to the office: party, branch, law, currency, year, look, and the people who use it.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use super::Office;
use super::attachments::AttachmentId;
use super::op::{Done, Op, Reach, Undo};
use super::transact::Tx;
use crate::kit::{Currency, Problem, Result, day};
use crate::t;

/// Changes what the office is.
pub static CHANGE_PROFILE: Op = Op {
    key: "office.change_profile",
    says: "Change the office’s details",
    undo: Undo::Reverse,
    reach: Reach::Command("settings set"),
};

/// Changes the list of people who use the office.
pub static CHANGE_OFFICERS: Op = Op {
    key: "office.change_officers",
    says: "Change who uses the office",
    undo: Undo::Reverse,
    reach: Reach::WindowOnly("a command names who acts with --as"),
};

crate::row_id!(
    /// A person of the office's small list of users.
    OfficerId
);

/// The office's details.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub party: String,
    pub branch: String,
    /// What kind of unit the law sees, one of [`UNIT_TYPES`].
    pub unit_type: String,
    /// Codes of jurisdiction packs, the first one leading: `gb`, `ca`, `de` …
    pub jurisdictions: Vec<String>,
    pub currency: &'static Currency,
    /// First day of the financial year: month 1–12, day 1–28.
    pub year_start: (u32, u32),
    /// IANA name.
    pub time_zone: String,
    /// Lines at the head of printed papers: name, address, contact.
    pub letterhead: String,
    pub logo: Option<AttachmentId>,
    pub signature: Option<AttachmentId>,
    /// Printed under the signature: name and post.
    pub signatory: String,
    /// Six hexadecimal digits.
    pub accent: String,
    /// Idle minutes before an encrypted file locks.
    pub lock_minutes: u32,
    pub paper: PaperSize,
    /// Days are typed and shown month first (US).
    pub month_first: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PaperSize {
    A4,
    Letter,
}

impl PaperSize {
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "A4",
            Self::Letter => "Letter",
        }
    }
}

/// A country whose law an office can follow, with what follows from choosing it.
#[derive(Debug)]
pub struct Jurisdiction {
    pub code: &'static str,
    pub name: &'static str,
    pub currency: &'static str,
    pub paper: PaperSize,
    pub month_first: bool,
    pub unit_type: &'static str,
    /// The key of the receipt wording it starts with.
    pub wording: &'static str,
}

/// The jurisdictions an office can be made for.
pub const JURISDICTIONS: &[Jurisdiction] = &[
    jurisdiction("gb", "Great Britain", "GBP", PaperSize::A4, "accounting_unit", "acknowledgement"),
    jurisdiction("ie", "Ireland", "EUR", PaperSize::A4, "accounting_unit", "acknowledgement"),
    jurisdiction("ca", "Canada (federal)", "CAD", PaperSize::Letter, "eda", "ca_official"),
    jurisdiction("us", "United States (federal)", "USD", PaperSize::Letter, "local_committee", "acknowledgement"),
    jurisdiction("de", "Germany", "EUR", PaperSize::A4, "ortsverband", "de_zuwendung"),
    jurisdiction("fr", "France", "EUR", PaperSize::A4, "section", "acknowledgement"),
    jurisdiction("nz", "New Zealand", "NZD", PaperSize::A4, "branch", "acknowledgement"),
    jurisdiction("au", "Australia (federal)", "AUD", PaperSize::A4, "branch", "acknowledgement"),
];

const fn jurisdiction(
    code: &'static str,
    name: &'static str,
    currency: &'static str,
    paper: PaperSize,
    unit_type: &'static str,
    wording: &'static str,
) -> Jurisdiction {
    Jurisdiction { code, name, currency, paper, month_first: matches!(code.as_bytes(), b"us"), unit_type, wording }
}

/// The kinds of unit that the laws tell apart, with the words for them.
pub const UNIT_TYPES: &[(&str, &str)] = &[
    ("branch", "Branch"),
    ("accounting_unit", "Accounting unit (Great Britain, Ireland)"),
    ("central_party", "Central party"),
    ("eda", "Electoral district association (Canada)"),
    ("local_committee", "Local committee (United States)"),
    ("state_committee", "State committee (United States)"),
    ("ortsverband", "Ortsverband (Germany)"),
    ("section", "Section (France)"),
];

/// The jurisdiction with this code.
///
/// # Errors
/// When Wardroom has none of that code.
pub fn jurisdiction_of(code: &str) -> Result<&'static Jurisdiction> {
    JURISDICTIONS.iter().find(|j| j.code.eq_ignore_ascii_case(code)).ok_or_else(|| {
        let codes: Vec<_> = JURISDICTIONS.iter().map(|j| j.code).collect();
        Problem::input(format!("Wardroom does not know the jurisdiction “{code}”"))
            .hint(format!("Use one of {}", codes.join(", ")))
    })
}

impl Profile {
    /// A new office's details, with what its jurisdiction brings.
    ///
    /// # Errors
    /// When a name is missing or the jurisdiction is unknown.
    pub fn new(party: &str, branch: &str, jurisdiction: &str) -> Result<Self> {
        let law = jurisdiction_of(jurisdiction)?;
        let profile = Self {
            party: party.trim().to_owned(),
            branch: branch.trim().to_owned(),
            unit_type: law.unit_type.to_owned(),
            jurisdictions: vec![law.code.to_owned()],
            currency: Currency::of(law.currency)?,
            year_start: (1, 1),
            time_zone: iana_time_zone::get_timezone().unwrap_or_else(|_| "UTC".to_owned()),
            letterhead: String::new(),
            logo: None,
            signature: None,
            signatory: String::new(),
            accent: "2B5C8A".to_owned(),
            lock_minutes: 10,
            paper: law.paper,
            month_first: law.month_first,
        };
        profile.check()?;
        Ok(profile)
    }

    /// The leading jurisdiction.
    pub fn jurisdiction(&self) -> &str {
        self.jurisdictions.first().map_or("", String::as_str)
    }

    /// # Errors
    /// Says which detail cannot be right.
    pub fn check(&self) -> Result<()> {
        if self.party.is_empty() || self.branch.is_empty() {
            return Err(Problem::input("An office needs the name of its party and of its branch"));
        }
        if self.jurisdictions.is_empty() {
            return Err(Problem::input("An office needs at least one jurisdiction"));
        }
        if self.accent.len() != 6 || !self.accent.chars().all(|c| c.is_ascii_hexdigit()) {
            return Err(Problem::input(format!("“{}” is not a colour", self.accent))
                .hint("Write six hexadecimal digits, like 2B5C8A"));
        }
        if !(1..=12).contains(&self.year_start.0) || !(1..=28).contains(&self.year_start.1) {
            return Err(Problem::input("The financial year starts on a day from 1 to 28 of a month"));
        }
        if !(1..=240).contains(&self.lock_minutes) {
            return Err(Problem::input("The lock time is between 1 and 240 minutes"));
        }
        if self.time_zone.parse::<chrono_tz::Tz>().is_err() {
            return Err(
                Problem::input(format!("“{}” is not a time zone", self.time_zone)).hint("Write it like Europe/London")
            );
        }
        Ok(())
    }

    /// First and last day of the financial year that `day` lies in.
    pub fn year_of(&self, day: crate::kit::Day) -> (crate::kit::Day, crate::kit::Day) {
        use chrono::Datelike as _;
        let start_in =
            |year: i32| crate::kit::Day::from_ymd_opt(year, self.year_start.0, self.year_start.1).unwrap_or(day);
        let first = if start_in(day.year()) <= day { start_in(day.year()) } else { start_in(day.year() - 1) };
        let next = start_in(first.year() + 1);
        (first, next.pred_opt().unwrap_or(next))
    }

    /// The financial year that somebody means by `2026`, `2026/27` or a day in it.
    ///
    /// # Errors
    /// When it is no financial year of this office.
    pub fn year_named(&self, typed: &str) -> Result<(crate::kit::Day, crate::kit::Day)> {
        let typed = typed.trim();
        if let Ok(on) = day::from_iso(typed) {
            return Ok(self.year_of(on));
        }
        let start = typed.get(..4).and_then(|year| year.parse::<i32>().ok());
        let first = start.and_then(|year| crate::kit::Day::from_ymd_opt(year, self.year_start.0, self.year_start.1));
        let year = first.map(|first| self.year_of(first)).filter(|(from, to)| day::year_words(*from, *to) == typed);
        year.ok_or_else(|| {
            Problem::usage(t!("“{year}” is no financial year of this office", year = typed))
                .hint(t!("Write it like 2026, or 2026/27 where the year does not begin in January"))
        })
    }

    /// The financial year so many years after another, or before it.
    pub fn years_on(&self, from: crate::kit::Day, years: i32) -> Option<(crate::kit::Day, crate::kit::Day)> {
        let months = chrono::Months::new(12 * years.unsigned_abs());
        let on = if years < 0 { from.checked_sub_months(months) } else { from.checked_add_months(months) }?;
        Some(self.year_of(on))
    }
}

/// A person who uses the office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    pub id: OfficerId,
    pub name: String,
    pub initials: String,
    pub post: String,
    pub active: bool,
}

const COLUMNS: &str = "party, branch, unit_type, currency, year_start_month, year_start_day, time_zone, letterhead, logo, \
    signature, signatory, accent, lock_minutes, paper, month_first";

/// Reads the office's details.
///
/// # Errors
/// When the file cannot be read.
pub fn get(conn: &Connection) -> Result<Profile> {
    let mut jurisdictions = conn.prepare_cached("SELECT code FROM office_jurisdiction ORDER BY position")?;
    let jurisdictions = jurisdictions.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    let (mut profile, currency) =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM office WHERE id = 1"))?.query_row([], |row| {
            let currency: String = row.get(3)?;
            let profile = Profile {
                party: row.get(0)?,
                branch: row.get(1)?,
                unit_type: row.get(2)?,
                jurisdictions: Vec::new(),
                currency: Currency::pound(),
                year_start: (row.get(4)?, row.get(5)?),
                time_zone: row.get(6)?,
                letterhead: row.get(7)?,
                logo: row.get::<_, Option<i64>>(8)?.map(AttachmentId),
                signature: row.get::<_, Option<i64>>(9)?.map(AttachmentId),
                signatory: row.get(10)?,
                accent: row.get(11)?,
                lock_minutes: row.get(12)?,
                paper: if row.get::<_, String>(13)? == "A4" { PaperSize::A4 } else { PaperSize::Letter },
                month_first: row.get(14)?,
            };
            Ok((profile, currency))
        })?;
    profile.jurisdictions = jurisdictions;
    profile.currency = Currency::of(&currency)?;
    Ok(profile)
}

pub(super) fn insert(tx: &Tx<'_>, profile: &Profile) -> Result<()> {
    profile.check()?;
    tx.conn().execute(
        &format!("INSERT INTO office (id, {COLUMNS}) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"),
        fields(profile),
    )?;
    put_jurisdictions(tx, profile)
}

fn put_jurisdictions(tx: &Tx<'_>, profile: &Profile) -> Result<()> {
    tx.conn().execute("DELETE FROM office_jurisdiction", [])?;
    for (position, code) in profile.jurisdictions.iter().enumerate() {
        tx.conn().execute(
            "INSERT INTO office_jurisdiction (id, code, position) VALUES (?1, ?2, ?3)",
            params![tx.new_id(), code, i64::try_from(position).unwrap_or(0)],
        )?;
    }
    Ok(())
}

fn fields(p: &Profile) -> [Box<dyn rusqlite::ToSql>; 15] {
    [
        Box::new(p.party.clone()),
        Box::new(p.branch.clone()),
        Box::new(p.unit_type.clone()),
        Box::new(p.currency.code),
        Box::new(p.year_start.0),
        Box::new(p.year_start.1),
        Box::new(p.time_zone.clone()),
        Box::new(p.letterhead.clone()),
        Box::new(p.logo.map(|a| a.0)),
        Box::new(p.signature.map(|a| a.0)),
        Box::new(p.signatory.clone()),
        Box::new(p.accent.clone()),
        Box::new(p.lock_minutes),
        Box::new(p.paper.name()),
        Box::new(p.month_first),
    ]
}

/// Changes the office's details. The currency stays once there are amounts in the ledger.
///
/// # Errors
/// When a detail cannot be right, or the currency may no longer change.
pub fn change(office: &mut Office, profile: &Profile) -> Result<Done<()>> {
    profile.check()?;
    let has_amounts = office.setup.has_amounts.map_or(Ok(false), |asked| asked(&office.conn))?;
    office.transact(&CHANGE_PROFILE, |tx| {
        let before = get(tx.conn())?;
        if has_amounts && before.currency.code != profile.currency.code {
            return Err(Problem::input("The currency cannot change once there are entries in the ledger")
                .hint("Make a new office for another currency"));
        }
        tx.conn().execute(
            "UPDATE office SET party = ?1, branch = ?2, unit_type = ?3, currency = ?4, year_start_month = ?5, year_start_day = ?6, \
             time_zone = ?7, letterhead = ?8, logo = ?9, signature = ?10, signatory = ?11, accent = ?12, lock_minutes = ?13, \
             paper = ?14, month_first = ?15 WHERE id = 1",
            fields(profile),
        )?;
        if before.jurisdictions != profile.jurisdictions {
            put_jurisdictions(tx, profile)?;
        }
        Ok(())
    })
}

/// The people who use the office, those who still do first.
///
/// # Errors
/// When the file cannot be read.
pub fn officers(conn: &Connection) -> Result<Vec<Officer>> {
    let mut select =
        conn.prepare_cached("SELECT id, name, initials, post, active FROM officer ORDER BY active DESC, name")?;
    let list = select
        .query_map([], |row| {
            Ok(Officer {
                id: OfficerId(row.get(0)?),
                name: row.get(1)?,
                initials: row.get(2)?,
                post: row.get(3)?,
                active: row.get(4)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(list)
}

/// Adds a person to the list of users, or changes one (`id` given).
///
/// # Errors
/// When the name is missing.
pub fn save_officer(
    office: &mut Office,
    id: Option<OfficerId>,
    name: &str,
    initials: &str,
    post: &str,
    active: bool,
) -> Result<Done<OfficerId>> {
    let (name, initials, post) = (name.trim(), initials.trim(), post.trim());
    if name.is_empty() {
        return Err(Problem::input("A person who uses the office needs a name"));
    }
    office.transact(&CHANGE_OFFICERS, |tx| {
        let id = id.unwrap_or_else(|| OfficerId(tx.new_id()));
        tx.conn().execute(
            "INSERT INTO officer (id, name, initials, post, active) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (id) DO UPDATE SET name = ?2, initials = ?3, post = ?4, active = ?5",
            params![id.0, name, initials, post, active],
        )?;
        tx.say(if post.is_empty() {
            format!("{name} uses the office")
        } else {
            format!("{name}, {post}, uses the office")
        });
        Ok(id)
    })
}
