//! Who may already be the person that is being typed in.

use rusqlite::{Connection, params};

use super::super::form::PersonForm;
use super::super::likeness::{TYPING, Traits, compare};
use super::super::model::{Address, Channel, Contact, Details};
use super::super::words::Query;
use super::search::{self, Hit, WORDS_SQL};
use crate::kit::fold::fold;
use crate::kit::{Day, PartDay, Result};
use crate::office::profile;

/// Somebody who may be the same, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likely {
    pub hit: Hit,
    /// In hundredths, at most 99: a rule is never certain.
    pub score: u8,
    /// In words: "same e-mail address".
    pub because: Vec<String>,
    /// When they were born, as far as it is known: what tells namesakes apart.
    pub born: Option<PartDay>,
}

const CANDIDATES: i64 = 60;

/// People in the register who may be the one in the form, the likeliest first. Half-typed forms do: nothing is checked, and a
/// birth date counts once it can be read.
///
/// # Errors
/// When the file cannot be read.
pub fn likely_duplicates(conn: &Connection, form: &PersonForm, today: Day, limit: usize) -> Result<Vec<Likely>> {
    let born = PartDay::typed(&form.birth, today, profile::get(conn)?.month_first).ok();
    let typed = Typed::of(form, born);
    let mut found: Vec<Likely> = Vec::new();
    for id in candidates(conn, &typed)? {
        let Some(person) = super::find(conn, super::PersonId(id))? else { continue };
        let (score, because) = typed.compare(&person.details);
        if f64::from(score) >= TYPING * 100.0 {
            let born = person.details.birth;
            found.push(Likely { hit: search::card(conn, super::PersonId(id))?, score, because, born });
        }
    }
    found.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.hit.name.cmp(&b.hit.name)).then(a.hit.id.cmp(&b.hit.id)));
    found.truncate(limit);
    Ok(found)
}

/// What is typed so far, as far as it can be compared.
struct Typed {
    /// Folded.
    name: String,
    number: String,
    emails: Vec<String>,
    phones: Vec<String>,
    postcodes: Vec<String>,
    traits: Traits,
}

impl Typed {
    fn of(form: &PersonForm, born: Option<PartDay>) -> Self {
        let name =
            if form.name.trim().is_empty() { format!("{} {}", form.given, form.family) } else { form.name.clone() };
        let values = |phone: bool| form.contacts.iter().filter(move |c| c.phone == phone).map(|c| c.value.as_str());
        let mut details = Details {
            organisation: form.organisation,
            number: Some(form.number.trim().to_owned()).filter(|number| !number.is_empty()),
            given: form.given.trim().to_owned(),
            family: form.family.trim().to_owned(),
            legal_name: form.legal_name.trim().to_owned(),
            birth: born.filter(|_| !form.organisation),
            ..Details::named(&name)
        };
        for (channel, phone) in [(Channel::Email, false), (Channel::Phone, true)] {
            details.contacts.extend(values(phone).map(|value| Contact::new(channel, "", value)));
        }
        details.addresses.extend(form.addresses.iter().map(|a| Address {
            street: a.street.clone(),
            locality: a.locality.clone(),
            region: a.region.clone(),
            postcode: a.postcode.clone(),
            ..Address::default()
        }));
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
            traits: Traits::of(&details),
        }
    }

    /// In hundredths, and why.
    fn compare(&self, known: &Details) -> (u8, Vec<String>) {
        let likeness = compare(&self.traits, &Traits::of(known));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 99")]
        let score = (likeness.score * 100.0).round().clamp(0.0, 99.0) as u8;
        (score, likeness.because.iter().map(|reason| reason.says().to_owned()).collect())
    }
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
