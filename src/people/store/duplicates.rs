//! Who may already be the person that is being typed in.

use rusqlite::{Connection, params};

use super::super::form::PersonForm;
use super::super::model::{Channel, Details};
use super::super::words::Query;
use super::search::{self, Hit, WORDS_SQL};
use crate::kit::Result;
use crate::kit::fold::fold;
use crate::t;

/// Somebody who may be the same, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    pub hit: Hit,
    /// In hundredths: 100 is certain.
    pub score: u8,
    /// In words: "same e-mail address".
    pub because: Vec<String>,
}

/// Below this a likeness is not worth a look.
const ENOUGH: u8 = 50;
const CANDIDATES: i64 = 60;

/// People in the register who may be the one in the form, the likeliest first. Half-typed forms do: nothing is checked.
///
/// # Errors
/// When the file cannot be read.
pub fn likely_duplicates(conn: &Connection, form: &PersonForm, limit: usize) -> Result<Vec<Likely>> {
    let typed = Typed::of(form);
    let mut found: Vec<Likely> = Vec::new();
    for id in candidates(conn, &typed)? {
        let Some(person) = super::find(conn, super::PersonId(id))? else { continue };
        let (score, because) = typed.compare(&person.details);
        if score >= ENOUGH {
            found.push(Likely { hit: search::card(conn, id)?, score, because });
        }
    }
    found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.hit.name.cmp(&b.hit.name)).then(a.hit.id.cmp(&b.hit.id)));
    found.truncate(limit);
    Ok(found)
}

struct Typed {
    name: String,
    number: String,
    emails: Vec<String>,
    phones: Vec<String>,
    postcodes: Vec<String>,
}

impl Typed {
    fn of(form: &PersonForm) -> Self {
        let name =
            if form.name.trim().is_empty() { format!("{} {}", form.given, form.family) } else { form.name.clone() };
        let values = |phone: bool| form.contacts.iter().filter(move |c| c.phone == phone).map(|c| c.value.as_str());
        Self {
            name: fold(&name),
            number: form.number.trim().to_owned(),
            emails: values(false).map(|v| Channel::Email.fold(v)).filter(|v| v.contains('@')).collect(),
            phones: values(true).map(str::to_owned).filter(|v| Channel::Phone.fold(v).len() >= 6).collect(),
            postcodes: form
                .addresses
                .iter()
                .map(|a| fold(&a.postcode).replace(' ', ""))
                .filter(|p| !p.is_empty())
                .collect(),
        }
    }

    fn compare(&self, known: &Details) -> (u8, Vec<String>) {
        let mut because = Vec::new();
        let name = fold(&known.name);
        let same_name = !self.name.is_empty() && (name == self.name || fold(&known.legal_name) == self.name);
        let alike = if same_name { 1.0 } else { likeness(&self.name, &name) };
        let mut score: f64 = 0.0;
        if !self.number.is_empty() && known.number.as_deref() == Some(self.number.as_str()) {
            because.push(t!("same number").to_owned());
            score = 1.0;
        }
        if known.contacts_by(Channel::Email).any(|c| self.emails.contains(&c.folded())) {
            because.push(t!("same e-mail address").to_owned());
            score = score.max(if alike > 0.8 { 0.98 } else { 0.75 });
        }
        if known.contacts_by(Channel::Phone).any(|c| self.phones.iter().any(|p| same_phone(p, &c.value))) {
            because.push(t!("same phone number").to_owned());
            score = score.max(if alike > 0.8 { 0.95 } else { 0.6 });
        }
        let here = known.addresses.iter().any(|a| self.postcodes.contains(&fold(&a.postcode).replace(' ', "")));
        if here && alike > 0.8 {
            because.push(t!("same postcode").to_owned());
            score = score.max(0.7 + 0.25 * alike);
        }
        if same_name {
            because.insert(0, t!("same name").to_owned());
            score = score.max(0.75);
        } else if alike > 0.9 {
            because.insert(0, t!("similar name").to_owned());
            score = score.max(alike - 0.35);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 100")]
        ((score.clamp(0.0, 1.0) * 100.0).round() as u8, because)
    }
}

/// The last nine digits decide: before them stand a country code or a zero.
pub(super) fn same_phone(one: &str, other: &str) -> bool {
    let tail = |text: &str| {
        let digits = Channel::Phone.fold(text);
        let from = digits.len().saturating_sub(9);
        digits.get(from..).unwrap_or("").to_owned()
    };
    let (one, other) = (tail(one), tail(other));
    one.len() >= 6 && one == other
}

/// How alike two folded names are, whatever the order of their words.
pub(super) fn likeness(one: &str, other: &str) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let sorted = |text: &str| {
        let mut words: Vec<&str> = text.split(' ').collect();
        words.sort_unstable();
        words.join(" ")
    };
    strsim::jaro_winkler(one, other).max(strsim::jaro_winkler(&sorted(one), &sorted(other)))
}

fn candidates(conn: &Connection, typed: &Typed) -> Result<Vec<i64>> {
    let mut ids: Vec<i64> = Vec::new();
    let mut add = |sql: &str, with: &[&dyn rusqlite::ToSql]| -> Result<()> {
        let mut select = conn.prepare_cached(sql)?;
        for id in select.query_map(with, |row| row.get::<_, i64>(0))? {
            let id = id?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(())
    };
    if !typed.number.is_empty() {
        add(search::NUMBER_SQL, params![typed.number])?;
    }
    for email in &typed.emails {
        add(search::CONTACT_SQL, params!["email", email, CANDIDATES])?;
    }
    for phone in typed.phones.iter().filter_map(|p| Query::of(p)).flat_map(|q| q.phones) {
        add(WORDS_SQL, params![format!("\"{phone}\""), CANDIDATES])?;
    }
    let words: Vec<&str> = typed.name.split(' ').filter(|w| !w.is_empty()).take(6).collect();
    if !words.is_empty() {
        let whole: Vec<String> = words.iter().map(|w| format!("\"{w}\"")).collect();
        add(WORDS_SQL, params![whole.join(" "), CANDIDATES])?;
        // Misspelt names share their beginnings: three letters of each word.
        let beginnings: Vec<String> =
            words.iter().map(|w| format!("\"{}\" *", w.chars().take(3).collect::<String>())).collect();
        if words.len() > 1 || typed.name.chars().count() >= 4 {
            add(WORDS_SQL, params![beginnings.join(" "), CANDIDATES])?;
        }
    }
    for postcode in &typed.postcodes {
        if let Some(first) = words.last().and_then(|w| w.chars().next()) {
            add(WORDS_SQL, params![format!("\"{postcode}\" \"{first}\" *"), CANDIDATES])?;
        }
    }
    Ok(ids)
}
