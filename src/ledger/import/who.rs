//! Who the donors of a table are: somebody of the register, somebody new, the same new one again, or nobody.

use std::collections::{BTreeMap, HashMap};

use crate::kit::fold::fold;
use crate::ledger::store::register::{Register, key_of, names_agree, postcode_key};
use crate::people::{Address, Channel, Contact, Details, PersonId, names};
use crate::tabular::Record;

/// From whom a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Somebody new by what was decided, by the key of [`Several`].
    decided: HashMap<String, usize>,
    pub people: Vec<Details>,
}

/// A row that could be from several people of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Several {
    /// What the row says of its donor; rows that say the same have the same answer.
    pub key: String,
    /// The same for a person to read.
    pub says: String,
    pub people: Vec<PersonId>,
}

/// Why nobody can say from whom a row is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unclear {
    Several(Several),
    /// The member number is that of a donor whose name has nothing of the row's.
    Number {
        holder: Donor,
        number: String,
        named: String,
    },
}

/// By the key of a [`Several`]: whom a person said it is, or nobody of them but somebody new.
pub type Decided = BTreeMap<String, Option<PersonId>>;

impl<'a> Finder<'a> {
    pub fn new(register: &'a Register) -> Self {
        Self {
            register,
            numbers: HashMap::new(),
            emails: HashMap::new(),
            names: HashMap::new(),
            decided: HashMap::new(),
            people: Vec::new(),
        }
    }

    /// Whom a row is from. A member number decides, where the name does not speak against it; then an e-mail address with a name
    /// that agrees; then name and postcode. A row or a person without a postcode is the same where the name is the only one
    /// of its kind.
    ///
    /// # Errors
    /// Where several people of the register fit, and nothing was decided; where the number belongs to somebody of another name.
    pub fn donor(&mut self, record: &Record, organisation: bool, decided: &Decided) -> Result<Donor, Unclear> {
        let text = |key: &str| record.text(key).unwrap_or("");
        let name = match record.text("donor_name") {
            Some(name) => one_line(name),
            None => one_line(&format!("{} {}", text("given"), text("family"))),
        };
        let number = text("member_number");
        let email = text("email");
        let folded = fold(&name);
        if !number.is_empty() {
            let new = || Some((Donor::New(*self.numbers.get(number)?), self.people.get(*self.numbers.get(number)?)?));
            let holder = match self.register.by_number(number) {
                Some((id, known)) => Some((Donor::Known(id), known.to_owned())),
                None => new().map(|(donor, details)| (donor, fold(&details.name))),
            };
            match holder {
                Some((donor, known)) if may_be_one(&known, &folded) => return Ok(donor),
                Some((holder, _)) => return Err(Unclear::Number { holder, number: number.to_owned(), named: name }),
                None => {}
            }
        }
        if folded.is_empty() && email.is_empty() {
            return Ok(Donor::Nobody);
        }
        let (email_key, name_key) = (key_of(&email.to_lowercase()), key_of(&folded));
        let postcode = postcode_key(text("postcode"));
        let mut as_decided = None;
        if number.is_empty() {
            match self.known(email, email_key, &folded, name_key, postcode) {
                Fits::Nobody => {}
                Fits::One(donor) => return Ok(donor),
                Fits::Several(people) => {
                    let says = [name.as_str(), text("postcode"), email];
                    let key = says.map(|part| fold(part).replace(' ', "")).join("|");
                    match decided.get(&key) {
                        Some(Some(id)) if people.contains(id) => return Ok(Donor::Known(*id)),
                        Some(None) => match self.decided.get(&key) {
                            Some(at) => return Ok(Donor::New(*at)),
                            None => as_decided = Some(key),
                        },
                        _ => {
                            let says = says.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
                            return Err(Unclear::Several(Several { key, says, people }));
                        }
                    }
                }
            }
        }
        let shown = if name.is_empty() { email.to_owned() } else { name };
        let name_key = if folded.is_empty() { key_of(&fold(&shown)) } else { name_key };
        let at = self.people.len();
        self.people.push(details(record, &shown, organisation));
        if let Some(key) = as_decided {
            self.decided.insert(key, at);
        }
        if !number.is_empty() {
            self.numbers.insert(number.to_owned(), at);
        }
        if !email.is_empty() {
            self.emails.entry(email_key).or_default().push(at);
        }
        self.names.entry(name_key).or_default().push((postcode, at));
        Ok(Donor::New(at))
    }

    fn known(&self, email: &str, email_key: u64, folded: &str, name_key: u64, postcode: u64) -> Fits {
        if !email.is_empty() {
            if let Some(id) = self.register.by_email(email_key, folded) {
                return Fits::One(Donor::Known(id));
            }
            let mut same = self.emails.get(&email_key).into_iter().flatten().copied();
            let agrees = |at: &usize| self.people.get(*at).is_some_and(|p| names_agree(&fold(&p.name), folded));
            if let Some(at) = same.find(agrees) {
                return Fits::One(Donor::New(at));
            }
        }
        if folded.is_empty() {
            return Fits::Nobody;
        }
        let people = self.namesakes(name_key, postcode);
        if people.len() > 1 {
            return Fits::Several(people);
        }
        let old = self.register.by_name(name_key).map(|(p, id)| (p, Donor::Known(id)));
        let new = self.names.get(&name_key).into_iter().flatten().map(|(p, at)| (*p, Donor::New(*at)));
        let mut only: Option<(u64, Donor)> = None;
        let mut several = false;
        for (at, donor) in old.chain(new) {
            if at == postcode {
                return Fits::One(donor);
            }
            several |= only.is_some_and(|(_, other)| other != donor);
            only = Some((at, donor));
        }
        match only {
            Some((at, donor)) if !several && (at == 0 || postcode == 0) => Fits::One(donor),
            _ => Fits::Nobody,
        }
    }

    /// The people of the register of this name whom a row with this postcode can mean: those who live there, else those of whom
    /// no postcode is known; all of them where the row has none.
    fn namesakes(&self, name_key: u64, postcode: u64) -> Vec<PersonId> {
        let all: Vec<(u64, PersonId)> = self.register.by_name(name_key).collect();
        let living = |at: u64| all.iter().filter(move |(p, _)| *p == at).map(|(_, id)| *id);
        let mut people: Vec<PersonId> = match postcode {
            0 => all.iter().map(|(_, id)| *id).collect(),
            _ if living(postcode).next().is_some() => living(postcode).collect(),
            _ => living(0).collect(),
        };
        people.sort_unstable();
        people.dedup();
        people
    }
}

/// Who fits a row.
enum Fits {
    Nobody,
    One(Donor),
    /// More than one of the register.
    Several(Vec<PersonId>),
}

/// What a row says of its donor.
fn details(record: &Record, name: &str, organisation: bool) -> Details {
    let text = |key: &str| record.text(key).unwrap_or("").to_owned();
    // Where the list does not say what the donor is, the name may: "Harbour Bakery Ltd".
    let unsaid = ["organisation", "given", "family"].iter().all(|key| record.text(key).is_none());
    let organisation = organisation || unsaid && names::is_organisation(name);
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
        number: record.text("member_number").map(str::to_owned),
        name: name.to_owned(),
        given: text("given"),
        family: text("family"),
        addresses: if address.is_empty() { Vec::new() } else { vec![address] },
        contacts: contact.into_iter().collect(),
        ..Details::default()
    }
}

/// Words that names of bodies have in common.
const COMMON: &[&str] =
    &["the", "of", "and", "for", "ltd", "limited", "plc", "llp", "inc", "gmbh", "mr", "mrs", "ms", "dr"];

/// Whether two names may be writings of one person's: a marriage or a short form leaves a word, initials begin words. Both
/// folded.
fn may_be_one(a: &str, b: &str) -> bool {
    let telling = |word: &&str| word.chars().count() > 1 && !COMMON.contains(word);
    let shared = a.split(' ').filter(telling).any(|word| b.split(' ').any(|other| other == word));
    let begins =
        |few: &str, many: &str| few.split(' ').all(|word| many.split(' ').any(|other| other.starts_with(word)));
    names_agree(a, b) || shared || begins(a, b) || begins(b, a) || strsim::jaro_winkler(a, b) > 0.9
}

/// Without outer spaces, breaks and doubled spaces.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
