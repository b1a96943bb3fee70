//! Who the donors of a table are: somebody of the register, somebody new, the same new one again, or nobody.

use std::collections::HashMap;

use crate::kit::fold::fold;
use crate::ledger::store::register::{Register, key_of, names_agree, postcode_key};
use crate::people::{Address, Channel, Contact, Details, PersonId};
use crate::tabular::Record;

/// From whom a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Donor {
    Nobody,
    Known(PersonId),
    /// The place in [`super::Plan::new_people`].
    New(usize),
}

/// Finds donors in one pass: in the register, then among those this table has brought.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    register: &'a Register,
    numbers: HashMap<String, usize>,
    emails: HashMap<u64, Vec<usize>>,
    names: HashMap<u64, Vec<(u64, usize)>>,
    pub people: Vec<Details>,
}

impl<'a> Finder<'a> {
    pub fn new(register: &'a Register) -> Self {
        Self { register, numbers: HashMap::new(), emails: HashMap::new(), names: HashMap::new(), people: Vec::new() }
    }

    /// Whom a row is from. A number decides; then an e-mail address with a name that agrees; then name and postcode. A row
    /// or a person without a postcode is the same where the name is the only one of its kind.
    pub fn donor(&mut self, record: &Record, organisation: bool) -> Donor {
        let text = |key: &str| record.text(key).unwrap_or("");
        let name = match record.text("donor_name") {
            Some(name) => one_line(name),
            None => one_line(&format!("{} {}", text("given"), text("family"))),
        };
        let number = text("number");
        if !number.is_empty() {
            if let Some(id) = self.register.by_number(number) {
                return Donor::Known(id);
            }
            if let Some(at) = self.numbers.get(number) {
                return Donor::New(*at);
            }
        }
        let email = text("email");
        let folded = fold(&name);
        if folded.is_empty() && email.is_empty() {
            return Donor::Nobody;
        }
        let (email_key, name_key) = (key_of(&email.to_lowercase()), key_of(&folded));
        let postcode = postcode_key(text("postcode"));
        if number.is_empty()
            && let Some(donor) = self.known(email, email_key, &folded, name_key, postcode)
        {
            return donor;
        }
        let shown = if name.is_empty() { email.to_owned() } else { name };
        let name_key = if folded.is_empty() { key_of(&fold(&shown)) } else { name_key };
        let at = self.people.len();
        self.people.push(details(record, &shown, organisation));
        if !number.is_empty() {
            self.numbers.insert(number.to_owned(), at);
        }
        if !email.is_empty() {
            self.emails.entry(email_key).or_default().push(at);
        }
        self.names.entry(name_key).or_default().push((postcode, at));
        Donor::New(at)
    }

    fn known(&self, email: &str, email_key: u64, folded: &str, name_key: u64, postcode: u64) -> Option<Donor> {
        if !email.is_empty() {
            if let Some(id) = self.register.by_email(email_key, folded) {
                return Some(Donor::Known(id));
            }
            let mut same = self.emails.get(&email_key).into_iter().flatten().copied();
            let agrees = |at: &usize| self.people.get(*at).is_some_and(|p| names_agree(&fold(&p.name), folded));
            if let Some(at) = same.find(agrees) {
                return Some(Donor::New(at));
            }
        }
        if folded.is_empty() {
            return None;
        }
        let old = self.register.by_name(name_key).map(|(p, id)| (p, Donor::Known(id)));
        let new = self.names.get(&name_key).into_iter().flatten().map(|(p, at)| (*p, Donor::New(*at)));
        let mut only: Option<(u64, Donor)> = None;
        let mut several = false;
        for (at, donor) in old.chain(new) {
            if at == postcode {
                return Some(donor);
            }
            several |= only.is_some_and(|(_, other)| other != donor);
            only = Some((at, donor));
        }
        match only {
            Some((at, donor)) if !several && (at == 0 || postcode == 0) => Some(donor),
            _ => None,
        }
    }
}

/// What a row says of its donor.
fn details(record: &Record, name: &str, organisation: bool) -> Details {
    let text = |key: &str| record.text(key).unwrap_or("").to_owned();
    let kind = if organisation { "work" } else { "home" };
    let postcode = if postcode_key(&text("postcode")) == 0 { String::new() } else { text("postcode") };
    let address = Address {
        kind: kind.to_owned(),
        street: text("street"),
        locality: text("locality"),
        region: text("region"),
        postcode,
        country: text("country"),
        preferred: true,
        ..Address::default()
    };
    let contact =
        record.text("email").map(|email| Contact { preferred: true, ..Contact::new(Channel::Email, kind, email) });
    Details {
        organisation,
        number: record.text("number").map(str::to_owned),
        name: name.to_owned(),
        given: text("given"),
        family: text("family"),
        addresses: if address.is_empty() { Vec::new() } else { vec![address] },
        contacts: contact.into_iter().collect(),
        ..Details::default()
    }
}

/// Without outer spaces, breaks and doubled spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
