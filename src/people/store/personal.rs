//! What the register holds about a person, for the right of access and for erasure.

use rusqlite::Connection;

use super::super::model::PersonId;
use crate::kit::Result;
use crate::office::{Erase, Personal};
use crate::t;

/// The person, the parts with readable headings, and the names of imported lists.
pub const PERSONAL: &[&Personal] =
    &[&PERSON, &ADDRESS, &CONTACT, &TAG, &OWN, &CONSENT, &LINK, &LOG, &MERGED, &IMPORTED];

static PERSON: Personal = Personal {
    table: "person",
    column: "id",
    says: || t!("The person"),
    erase: Erase::Root(name_and_address),
    identifies: &["name", "legal_name", "sort_name"],
    // An organisation is nobody's personal data, so it is never due by itself.
    standing: Some("organisation = 1"),
    hide: &["organisation", "sort_key"],
    labels: &[("given", || t!("Given name")), ("family", || t!("Family name")), ("greeting", || t!("Letters begin"))],
    ..Personal::NONE
};

static ADDRESS: Personal = Personal {
    table: "person_address",
    column: "person",
    says: || t!("Addresses"),
    identifies: &["street"],
    labels: &[("locality", || t!("Town")), ("valid_from", || t!("Holds from")), ("valid_to", || t!("Holds until"))],
    ..Personal::NONE
};

static CONTACT: Personal = Personal {
    table: "person_contact",
    column: "person",
    says: || t!("E-mail addresses and phone numbers"),
    identifies: &["value", "folded"],
    hide: &["folded"],
    labels: &[
        ("value", || t!("Address or number")),
        ("valid_from", || t!("Holds from")),
        ("valid_to", || t!("Holds until")),
    ],
    ..Personal::NONE
};

static TAG: Personal = Personal { table: "person_tag", column: "person", says: || t!("Tags"), ..Personal::NONE };

static OWN: Personal = Personal { table: "person_own", column: "person", says: || t!("Own fields"), ..Personal::NONE };

static CONSENT: Personal =
    Personal { table: "person_consent", column: "person", says: || t!("Consent"), ..Personal::NONE };

static LINK: Personal =
    Personal { table: "person_link", column: "person", says: || t!("Links with others"), ..Personal::NONE };

static LOG: Personal = Personal {
    table: "person_log",
    column: "person",
    says: || t!("Notes of contacts, concerns and thanks"),
    labels: &[
        ("step", || t!("Next step or outcome")),
        ("open", || t!("Wants doing")),
        ("mood", || t!("How it was meant")),
    ],
    ..Personal::NONE
};

static MERGED: Personal = Personal {
    table: "person_merged",
    column: "person",
    says: || t!("Records merged into this one"),
    identifies: &["name"],
    former: Some("was"),
    ..Personal::NONE
};

/// A list may be called after the person who is on it.
static IMPORTED: Personal = Personal { table: "import_run", column: "source", erase: Erase::Named, ..Personal::NONE };

/// As the law wants a donor's name and address: the legal name, the preferred address.
fn name_and_address(conn: &Connection, id: i64) -> Result<Option<String>> {
    let person = super::find(conn, PersonId(id))?;
    Ok(person.map(|person| {
        let name = person.details.name_in_law().to_owned();
        match person.details.addresses.first().filter(|a| !a.is_empty()) {
            Some(address) => format!("{name}, {}", address.one_line()),
            None => name,
        }
    }))
}
