//! What is known of a person or an organisation.

use serde::Serialize;

use super::names;
use super::own::OwnFieldId;
use crate::kit::fold::{digits, fold};
use crate::kit::{Age, Day, PartDay};

crate::row_id!(
    /// A person or an organisation.
    PersonId
);
crate::row_id!(
    /// One postal address of a person.
    AddressId
);
crate::row_id!(
    /// One e-mail address or phone number of a person.
    ContactId
);

/// A person or an organisation as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: PersonId,
    pub details: Details,
}

/// What is known of a person or an organisation, whether it is in the file yet or not. Texts are trimmed; empty means
/// unknown or not given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    pub organisation: bool,
    /// The member or supporter number, if it has one.
    pub number: Option<String>,
    /// The name as people have it, in one piece: what shows everywhere.
    pub name: String,
    /// What lists are sorted by, where the guess from the name would be wrong.
    pub sort_name: String,
    pub given: String,
    pub family: String,
    /// Where it differs from `name`; used only where the law requires it.
    pub legal_name: String,
    pub honorific: String,
    pub pronouns: String,
    /// How a letter begins, where "Dear" and the name would be wrong.
    pub greeting: String,
    pub employer: String,
    pub occupation: String,
    pub notes: String,
    /// As much of it as is known.
    pub birth: Option<PartDay>,
    /// In their own order, the first preferred; each once.
    pub languages: Vec<String>,
    /// Where they came from: a stall, a friend, the website.
    pub source: String,
    /// The values of the office's own fields, in the order of the fields' ids.
    pub own: Vec<(OwnFieldId, String)>,
    /// At most one is preferred, and it stands first.
    pub addresses: Vec<Address>,
    /// E-mail addresses and phone numbers; of each channel at most one is preferred, and it stands first.
    pub contacts: Vec<Contact>,
    /// In order, each once.
    pub tags: Vec<String>,
}

/// A postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Address {
    /// `None` while it is not in the file.
    pub id: Option<AddressId>,
    /// `home`, `work`, `post` or any other word.
    pub kind: String,
    /// House, street and whatever else comes before the town, a line each.
    pub street: String,
    pub locality: String,
    pub region: String,
    pub postcode: String,
    /// Two letters of ISO 3166 where the country is known, else as it was written. Empty: the office's own.
    pub country: String,
    pub preferred: bool,
    pub valid: Validity,
}

/// Which way a contact goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    Email,
    Phone,
}

/// An e-mail address or a phone number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// `None` while it is not in the file.
    pub id: Option<ContactId>,
    pub channel: Channel,
    /// `home`, `work`, `mobile`, `fax` or any other word.
    pub kind: String,
    /// As it was written.
    pub value: String,
    pub preferred: bool,
    pub valid: Validity,
}

/// The days from and to which something holds, both included; open where absent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    pub from: Option<Day>,
    pub to: Option<Day>,
}

impl Validity {
    pub fn covers(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Channel {
    /// As it stands in the file.
    pub fn key(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Phone => "phone",
        }
    }

    /// What a match compares: an e-mail address in lower case, only the digits of a phone number.
    pub fn fold(self, value: &str) -> String {
        match self {
            Self::Email => value.trim().to_lowercase(),
            Self::Phone => digits(value),
        }
    }
}

impl Contact {
    pub fn new(channel: Channel, kind: &str, value: &str) -> Self {
        Self {
            id: None,
            channel,
            kind: kind.to_owned(),
            value: value.to_owned(),
            preferred: false,
            valid: Validity::default(),
        }
    }

    pub fn folded(&self) -> String {
        self.channel.fold(&self.value)
    }
}

impl Address {
    /// Whether nothing of the place itself is given.
    pub fn is_empty(&self) -> bool {
        [&self.street, &self.locality, &self.region, &self.postcode].iter().all(|part| part.is_empty())
    }

    /// `12 High Street, Leeds, LS1 1AA`, for lists.
    pub fn one_line(&self) -> String {
        let parts = [&self.street, &self.locality, &self.region, &self.postcode, &self.country];
        let lines = parts.iter().flat_map(|part| part.lines()).map(str::trim).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join(", ")
    }
}

impl Details {
    /// Somebody known by name only: an organisation where the name ends like one.
    pub fn named(name: &str) -> Self {
        Self { name: name.trim().to_owned(), organisation: names::is_organisation(name), ..Self::default() }
    }

    /// What lists are sorted by: the sort name as given, or the guess.
    pub fn sort_key(&self) -> String {
        if self.sort_name.is_empty() { fold(&self.guessed_sort_name()) } else { fold(&self.sort_name) }
    }

    /// The sort name that the program would take by itself: "Żółkiewski, Łukasz".
    pub fn guessed_sort_name(&self) -> String {
        names::sort_name(&self.name, &self.given, &self.family, self.organisation)
    }

    /// The name for papers on which the law wants the legal one: receipts, declarations.
    pub fn name_in_law(&self) -> &str {
        if self.legal_name.is_empty() { &self.name } else { &self.legal_name }
    }

    /// The name on an envelope or a badge.
    pub fn name_with_honorific(&self) -> String {
        if self.honorific.is_empty() { self.name.clone() } else { format!("{} {}", self.honorific, self.name) }
    }

    /// How a letter begins: the greeting as given, else "Dear" and the name.
    pub fn salutation(&self) -> String {
        if self.greeting.is_empty() { crate::t!("Dear {name}", name = self.name) } else { self.greeting.clone() }
    }

    /// How old the person is on a day; see [`PartDay::age_on`] for 29 February and for a birth date known in part. An
    /// organisation has no age.
    pub fn age_on(&self, day: Day) -> Option<Age> {
        self.birth.filter(|_| !self.organisation)?.age_on(day)
    }

    /// What stands in one of the office's own fields.
    pub fn own(&self, field: OwnFieldId) -> Option<&str> {
        self.own.iter().find(|(id, _)| *id == field).map(|(_, value)| value.as_str())
    }

    /// Where post goes on a day: the preferred address if it holds then, else the first that does.
    pub fn address_on(&self, day: Day) -> Option<&Address> {
        let holding = || self.addresses.iter().filter(|a| a.valid.covers(day) && !a.is_empty());
        holding().find(|a| a.preferred).or_else(|| holding().next())
    }

    /// The e-mail address or phone number to use on a day.
    pub fn contact_on(&self, channel: Channel, day: Day) -> Option<&Contact> {
        let holding = || self.contacts.iter().filter(|c| c.channel == channel && c.valid.covers(day));
        holding().find(|c| c.preferred).or_else(|| holding().next())
    }

    pub fn contacts_by(&self, channel: Channel) -> impl Iterator<Item = &Contact> {
        self.contacts.iter().filter(move |c| c.channel == channel)
    }

    /// Puts the parts into their order: the preferred first, one preferred of each sort, tags sorted and each once.
    pub fn settle(&mut self) {
        self.contacts.sort_by_key(|c| (c.channel, !c.preferred));
        for channel in [Channel::Email, Channel::Phone] {
            let mut of_channel = self.contacts.iter_mut().filter(|c| c.channel == channel);
            if let Some(first) = of_channel.next() {
                first.preferred = true;
            }
            of_channel.for_each(|later| later.preferred = false);
        }
        self.addresses.sort_by_key(|a| !a.preferred);
        for (at, address) in self.addresses.iter_mut().enumerate() {
            address.preferred = at == 0;
        }
        self.tags.sort();
        self.tags.dedup();
        self.own.sort();
        self.own.dedup_by_key(|(field, _)| *field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::day::from_iso;

    #[test]
    fn one_of_each_sort_is_preferred_and_stands_first() {
        let mut details = Details::named("Ann Lee");
        details.contacts = vec![
            Contact::new(Channel::Phone, "home", "1"),
            Contact { preferred: true, ..Contact::new(Channel::Email, "work", "b@x.org") },
            Contact::new(Channel::Email, "home", "a@x.org"),
            Contact { preferred: true, ..Contact::new(Channel::Email, "home", "c@x.org") },
        ];
        details.settle();
        let shown: Vec<_> = details.contacts.iter().map(|c| (c.value.as_str(), c.preferred)).collect();
        assert_eq!(shown, [("b@x.org", true), ("c@x.org", false), ("a@x.org", false), ("1", true)]);
    }

    #[test]
    fn an_address_that_no_longer_holds_is_not_used() {
        let day = |iso| from_iso(iso).unwrap();
        let mut details = Details::named("Ann Lee");
        let old = Address {
            street: "1 Old Road".into(),
            preferred: true,
            valid: Validity { from: None, to: Some(day("2025-12-31")) },
            ..Address::default()
        };
        details.addresses = vec![old, Address { street: "2 New Road".into(), ..Address::default() }];
        assert_eq!(details.address_on(day("2025-06-01")).unwrap().street, "1 Old Road");
        assert_eq!(details.address_on(day("2026-01-01")).unwrap().street, "2 New Road");
    }

    #[test]
    fn the_legal_name_stays_off_everything_that_does_not_need_it() {
        let mut details = Details::named("Sam Roe");
        assert_eq!(details.name_in_law(), "Sam Roe");
        details.legal_name = "Samantha Ann Roe".into();
        assert_eq!(details.name_in_law(), "Samantha Ann Roe");
        assert_eq!(details.salutation(), "Dear Sam Roe");
        assert_eq!(details.sort_key(), "roe sam");
    }
}
