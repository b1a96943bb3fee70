//! Two records of one person side by side: what each says in each field, which of the two stays, and what a merge makes of it.
//!
//! One record is kept, the other goes. Of each field one value stays: that of the record that is kept, unless it has none or
//! the other's is chosen. Addresses, e-mail addresses, phone numbers, tags and languages are united; so are the office's own
//! fields, where that of the record that is kept stands; notes are put one after the other.

use std::collections::BTreeMap;

use super::model::{Address, Channel, Contact, Details};
use crate::kit::fold::fold;
use crate::kit::{PartDay, Problem, Result};
use crate::t;

/// Whose value of a field stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Take {
    /// That of the record that is kept.
    Keep,
    /// That of the record that goes.
    Other,
    /// Both, one after the other; only of notes.
    Both,
}

impl Take {
    /// By the word of the command line.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word {
            "keep" => Self::Keep,
            "other" => Self::Other,
            "both" => Self::Both,
            _ => return None,
        })
    }
}

/// A field of which one value stays.
#[derive(Clone, Copy)]
pub struct Field {
    /// As the command line names it.
    pub key: &'static str,
    pub label: fn() -> &'static str,
    /// What it says, for comparing and showing; empty where nothing is given.
    says: fn(&Details) -> String,
    /// Takes the value of the second into the first.
    take: fn(&mut Details, &Details),
    /// Both values can stay, one after the other.
    pub joins: bool,
}

impl std::fmt::Debug for Field {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Field").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Every such field. A name is one thing: its parts and its place in lists come with it.
pub const FIELDS: &[Field] = &[
    Field {
        key: "kind",
        label: || t!("Kind"),
        says: |d| if d.organisation { t!("Organisation") } else { t!("Person") }.to_owned(),
        take: |d, from| d.organisation = from.organisation,
        joins: false,
    },
    Field {
        key: "name",
        label: || t!("Name"),
        says: |d| d.name.clone(),
        take: |d, from| {
            d.name.clone_from(&from.name);
            d.given.clone_from(&from.given);
            d.family.clone_from(&from.family);
            d.sort_name.clone_from(&from.sort_name);
        },
        joins: false,
    },
    Field {
        key: "legal-name",
        label: || t!("Legal name"),
        says: |d| d.legal_name.clone(),
        take: |d, from| d.legal_name.clone_from(&from.legal_name),
        joins: false,
    },
    Field {
        key: "number",
        label: || t!("Number"),
        says: |d| d.number.clone().unwrap_or_default(),
        take: |d, from| d.number.clone_from(&from.number),
        joins: false,
    },
    Field {
        key: "honorific",
        label: || t!("Honorific"),
        says: |d| d.honorific.clone(),
        take: |d, from| d.honorific.clone_from(&from.honorific),
        joins: false,
    },
    Field {
        key: "pronouns",
        label: || t!("Pronouns"),
        says: |d| d.pronouns.clone(),
        take: |d, from| d.pronouns.clone_from(&from.pronouns),
        joins: false,
    },
    Field {
        key: "greeting",
        label: || t!("Letters begin"),
        says: |d| d.greeting.clone(),
        take: |d, from| d.greeting.clone_from(&from.greeting),
        joins: false,
    },
    Field {
        key: "employer",
        label: || t!("Employer"),
        says: |d| d.employer.clone(),
        take: |d, from| d.employer.clone_from(&from.employer),
        joins: false,
    },
    Field {
        key: "occupation",
        label: || t!("Occupation"),
        says: |d| d.occupation.clone(),
        take: |d, from| d.occupation.clone_from(&from.occupation),
        joins: false,
    },
    Field {
        key: "birth",
        label: || t!("Birth date"),
        says: |d| d.birth.map(PartDay::words).unwrap_or_default(),
        take: |d, from| d.birth = from.birth,
        joins: false,
    },
    Field {
        key: "source",
        label: || t!("Came from"),
        says: |d| d.source.clone(),
        take: |d, from| d.source.clone_from(&from.source),
        joins: false,
    },
    Field {
        key: "notes",
        label: || t!("Notes"),
        says: |d| d.notes.clone(),
        take: |d, from| d.notes.clone_from(&from.notes),
        joins: true,
    },
];

/// How the two records stand to each other in one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Same,
    OnlyKept,
    OnlyOther,
    Differ,
}

/// One field of the two records.
#[derive(Clone, Debug)]
pub struct Line {
    pub field: &'static Field,
    pub kept: String,
    pub other: String,
    pub standing: Standing,
    /// What stays unless something else is chosen.
    pub usual: Take,
}

/// The fields of which at least one record says something.
pub fn lines(kept: &Details, other: &Details) -> Vec<Line> {
    FIELDS
        .iter()
        .filter_map(|field| {
            let (ours, theirs) = ((field.says)(kept), (field.says)(other));
            let (standing, usual) = match (ours.is_empty(), theirs.is_empty()) {
                (true, true) => return None,
                // Two people, or two organisations: nothing to see.
                _ if field.key == "kind" && ours == theirs => return None,
                (false, true) => (Standing::OnlyKept, Take::Keep),
                (true, false) => (Standing::OnlyOther, Take::Other),
                _ if ours == theirs => (Standing::Same, Take::Keep),
                _ => (Standing::Differ, if field.joins { Take::Both } else { Take::Keep }),
            };
            Some(Line { field, kept: ours, other: theirs, standing, usual })
        })
        .collect()
}

/// What was chosen, by the key of the field; of the others the usual stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices(BTreeMap<&'static str, Take>);

impl Choices {
    /// Chooses for one field.
    ///
    /// # Errors
    /// When there is no such field, or both cannot stay.
    pub fn choose(&mut self, key: &str, take: Take) -> Result<()> {
        let Some(field) = FIELDS.iter().find(|f| f.key == key) else {
            let all: Vec<&str> = FIELDS.iter().map(|f| f.key).collect();
            return Err(Problem::usage(t!("There is no field “{key}” to choose", key = key)).hint(t!(
                "The fields are {fields}; addresses, e-mail addresses, phone numbers, tags, languages and own fields are united",
                fields = all.join(", ")
            )));
        };
        if take == Take::Both && !field.joins {
            return Err(Problem::usage(t!("Of “{key}” only one can stay", key = key))
                .hint(t!("Write {key}=keep or {key}=other", key = key)));
        }
        self.0.insert(field.key, take);
        Ok(())
    }

    /// What stays of a field.
    pub fn of(&self, line: &Line) -> Take {
        self.0.get(line.field.key).copied().unwrap_or(line.usual)
    }

    /// The same choices once the records have changed sides.
    #[must_use]
    pub fn flipped(&self) -> Self {
        let flip = |take: Take| match take {
            Take::Keep => Take::Other,
            Take::Other => Take::Keep,
            Take::Both => Take::Both,
        };
        Self(self.0.iter().map(|(key, take)| (*key, flip(*take))).collect())
    }
}

/// What the record that is kept says after the merge. Parts keep their ids, so that their rows and history stay.
pub fn merged(kept: &Details, other: &Details, choices: &Choices) -> Details {
    // Whoever adds a field says here what becomes of it: a line above, or a union below.
    let Details {
        organisation: _,
        number: _,
        name: _,
        sort_name: _,
        given: _,
        family: _,
        legal_name: _,
        honorific: _,
        pronouns: _,
        greeting: _,
        employer: _,
        occupation: _,
        notes: _,
        birth: _,
        source: _,
        languages,
        own,
        addresses,
        contacts,
        tags,
    } = other;
    let mut new = kept.clone();
    for line in lines(kept, other) {
        match choices.of(&line) {
            Take::Keep => {}
            Take::Other => (line.field.take)(&mut new, other),
            Take::Both => new.notes = format!("{}\n\n{}", kept.notes.trim_end(), other.notes.trim_start()),
        }
    }
    for address in addresses {
        if !new.addresses.iter().any(|a| same_place(a, address)) {
            new.addresses.push(Address { preferred: false, ..address.clone() });
        }
    }
    for contact in contacts {
        if !new.contacts.iter().any(|c| same_contact(c, contact)) {
            new.contacts.push(Contact { preferred: false, ..contact.clone() });
        }
    }
    new.tags.extend(tags.iter().cloned());
    new.languages.extend(languages.iter().filter(|l| !kept.languages.contains(l)).cloned());
    new.own.extend(own.iter().filter(|(field, _)| kept.own(*field).is_none()).cloned());
    new.settle();
    new
}

/// One place written alike, whatever it is for.
pub fn same_place(one: &Address, other: &Address) -> bool {
    let text = |a: &Address| fold(&a.one_line()).replace(' ', "");
    text(one) == text(other)
}

/// One e-mail address, or one phone number with or without its country code.
pub fn same_contact(one: &Contact, other: &Contact) -> bool {
    let (a, b) = (one.folded(), other.folded());
    let tail = |digits: &str| digits.get(digits.len().saturating_sub(9)..).unwrap_or("").to_owned();
    one.channel == other.channel
        && (a == b || (one.channel == Channel::Phone && a.len().min(b.len()) >= 9 && tail(&a) == tail(&b)))
}

#[cfg(test)]
mod tests {
    use super::super::own::OwnFieldId;
    use super::*;

    fn record(name: &str, employer: &str, notes: &str, email: &str) -> Details {
        let mut details = Details { employer: employer.into(), notes: notes.into(), ..Details::named(name) };
        details.contacts.push(Contact::new(Channel::Email, "home", email));
        details.settle();
        details
    }

    #[test]
    fn the_kept_record_wins_and_the_other_fills_what_is_blank() {
        let kept = record("Ann Lee", "", "Rings on Sundays", "ann@x.org");
        let other = Details {
            number: Some("17".into()),
            tags: vec!["donor".into()],
            ..record("A. Lee", "Mill", "Has a van", "ANN@x.org")
        };
        let new = merged(&kept, &other, &Choices::default());
        assert_eq!((new.name.as_str(), new.employer.as_str(), new.number.as_deref()), ("Ann Lee", "Mill", Some("17")));
        assert_eq!(new.notes, "Rings on Sundays\n\nHas a van");
        assert_eq!((new.contacts.len(), new.tags.len()), (1, 1), "one e-mail address, whatever its capitals");
    }

    #[test]
    fn birth_dates_languages_sources_and_own_fields_are_not_lost() {
        let own = |fields: &[(i64, &str)]| fields.iter().map(|(id, v)| (OwnFieldId(*id), (*v).to_owned())).collect();
        let birth = |text: &str| PartDay::from_iso(text);
        let kept = Details {
            birth: birth("1970"),
            languages: vec!["Welsh".into(), "English".into()],
            own: own(&[(1, "Small")]),
            ..Details::named("Ann Lee")
        };
        let other = Details {
            birth: birth("1970-05-17"),
            languages: vec!["English".into(), "Polish".into()],
            source: "Stall".into(),
            own: own(&[(1, "Large"), (2, "7")]),
            ..Details::named("Ann Lee")
        };
        let new = merged(&kept, &other, &Choices::default());
        assert_eq!((new.birth, new.source.as_str()), (birth("1970"), "Stall"));
        assert_eq!(new.languages, ["Welsh", "English", "Polish"], "the first stays the preferred one");
        assert_eq!(new.own, own(&[(1, "Small"), (2, "7")]));
        let mut choices = Choices::default();
        choices.choose("birth", Take::Other).unwrap();
        assert_eq!(merged(&kept, &other, &choices).birth, birth("1970-05-17"));
    }

    #[test]
    fn a_choice_takes_the_other_and_flipping_takes_the_same() {
        let (kept, other) = (record("Ann Lee", "Mill", "", "a@x.org"), record("Ann Roe", "Bakery", "", "b@x.org"));
        let mut choices = Choices::default();
        choices.choose("name", Take::Other).unwrap();
        choices.choose("employer", Take::Keep).unwrap();
        let new = merged(&kept, &other, &choices);
        let flipped = merged(&other, &kept, &choices.flipped());
        assert_eq!((new.name.as_str(), new.employer.as_str()), ("Ann Roe", "Mill"));
        assert_eq!((flipped.name, flipped.employer), (new.name, new.employer));
        assert!(choices.choose("shoe size", Take::Keep).is_err() && choices.choose("name", Take::Both).is_err());
    }

    #[test]
    fn phone_numbers_are_one_with_and_without_the_country_code() {
        let phone = |value: &str| Contact::new(Channel::Phone, "home", value);
        assert!(same_contact(&phone("020 7946 0958"), &phone("+44 20 7946 0958")));
        assert!(!same_contact(&phone("0958"), &phone("1958")));
    }
}
