//! What a row adds to somebody who is in the register already.

use super::model::{Address, Channel, Details};
use crate::kit::fold::fold;

/// Fills what is blank and leaves the rest: texts that are empty, an address where there is none, an e-mail address or a
/// phone number where there is none, tags that are missing.
pub fn fill(known: &Details, row: &Details) -> Details {
    let mut new = known.clone();
    texts(&mut new, row, |known, _| known.is_empty());
    if new.number.is_none() {
        new.number.clone_from(&row.number);
    }
    if is_called_by_email(known) && !is_called_by_email(row) {
        new.name.clone_from(&row.name);
    }
    new.birth = known.birth.or(row.birth);
    if known.languages.is_empty() {
        new.languages.clone_from(&row.languages);
    }
    new.own.extend(row.own.iter().filter(|(field, _)| known.own(*field).is_none()).cloned());
    if known.addresses.is_empty() {
        new.addresses.clone_from(&row.addresses);
    }
    for channel in [Channel::Email, Channel::Phone] {
        if known.contacts_by(channel).next().is_none() {
            new.contacts.extend(row.contacts_by(channel).cloned());
        }
    }
    new.tags.extend(row.tags.iter().cloned());
    new.settle();
    new
}

/// Takes what the row says and keeps what it does not mention. An address or contact replaces the one of its kind.
pub fn update(known: &Details, row: &Details) -> Details {
    let mut new = known.clone();
    texts(&mut new, row, |_, row| !row.is_empty());
    if row.number.is_some() {
        new.number.clone_from(&row.number);
    }
    if !is_called_by_email(row) {
        new.name.clone_from(&row.name);
    }
    new.birth = row.birth.or(known.birth);
    if !row.languages.is_empty() {
        new.languages.clone_from(&row.languages);
    }
    new.own.retain(|(field, _)| row.own(*field).is_none());
    new.own.extend(row.own.iter().cloned());
    for address in &row.addresses {
        if new.addresses.iter().any(|a| same_place(a, address)) {
            continue;
        }
        match new
            .addresses
            .iter_mut()
            .find(|a| a.kind == address.kind && !row.addresses.iter().any(|r| same_place(a, r)))
        {
            Some(old) => *old = Address { id: old.id, preferred: old.preferred, ..address.clone() },
            None => new.addresses.push(Address { preferred: false, ..address.clone() }),
        }
    }
    for contact in &row.contacts {
        let folded = contact.folded();
        if new.contacts.iter().any(|c| c.channel == contact.channel && c.folded() == folded) {
            continue;
        }
        let mentioned = |value: &str| row.contacts.iter().any(|r| r.channel == contact.channel && r.folded() == value);
        match new
            .contacts
            .iter_mut()
            .find(|c| c.channel == contact.channel && c.kind == contact.kind && !mentioned(&c.folded()))
        {
            Some(old) => old.value.clone_from(&contact.value),
            None => new.contacts.push(super::model::Contact { preferred: false, ..contact.clone() }),
        }
    }
    new.tags.extend(row.tags.iter().cloned());
    new.settle();
    new
}

fn texts(new: &mut Details, row: &Details, take: impl Fn(&str, &str) -> bool) {
    for (known, row) in [
        (&mut new.sort_name, &row.sort_name),
        (&mut new.given, &row.given),
        (&mut new.family, &row.family),
        (&mut new.legal_name, &row.legal_name),
        (&mut new.honorific, &row.honorific),
        (&mut new.pronouns, &row.pronouns),
        (&mut new.greeting, &row.greeting),
        (&mut new.employer, &row.employer),
        (&mut new.occupation, &row.occupation),
        (&mut new.notes, &row.notes),
        (&mut new.source, &row.source),
    ] {
        if take(known, row) {
            known.clone_from(row);
        }
    }
}

/// A name that is only an e-mail address says nothing.
fn is_called_by_email(details: &Details) -> bool {
    details.name.contains('@')
}

fn same_place(one: &Address, other: &Address) -> bool {
    fold(&one.one_line()) == fold(&other.one_line())
}

#[cfg(test)]
mod tests {
    use super::super::model::Contact;
    use super::*;

    fn person(email: &str, phone: &str, employer: &str) -> Details {
        let mut details = Details { employer: employer.into(), ..Details::named("Ann Lee") };
        for (channel, value) in [(Channel::Email, email), (Channel::Phone, phone)] {
            if !value.is_empty() {
                details.contacts.push(Contact::new(channel, "home", value));
            }
        }
        details.settle();
        details
    }

    fn values(details: &Details) -> Vec<&str> {
        details.contacts.iter().map(|c| c.value.as_str()).collect()
    }

    #[test]
    fn filling_overwrites_nothing() {
        let new = fill(&person("a@x.org", "", ""), &person("b@x.org", "0113", "Leeds Mills"));
        assert_eq!((values(&new), new.employer.as_str()), (vec!["a@x.org", "0113"], "Leeds Mills"));
        assert_eq!(fill(&new, &person("c@x.org", "", "Other")), new);
    }

    #[test]
    fn updating_replaces_what_the_row_says_and_keeps_the_rest() {
        let new = update(&person("a@x.org", "0113", "Old Mill"), &person("b@x.org", "", "Leeds Mills"));
        assert_eq!((values(&new), new.employer.as_str()), (vec!["b@x.org", "0113"], "Leeds Mills"));
        assert_eq!(update(&new, &new), new);
    }
}
