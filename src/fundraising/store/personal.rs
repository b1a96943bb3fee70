//! What fundraising holds about people, and what becomes of it when somebody is erased.

use crate::office::{Erase, Personal};
use crate::t;

/// Every reference to a person.
pub const PERSONAL: &[&Personal] = &[&PLEDGE, &SHARE, &PAGE, &ASKED, &PROSPECT];

static PLEDGE: Personal = Personal {
    table: "pledge",
    column: "person",
    says: || t!("Pledges and standing orders"),
    // What was given stands in the ledger, which the law keeps; no law makes a branch keep a promise.
    erase: Erase::Remove,
    standing: Some("cancelled_on IS NULL AND ends_on IS NULL AND rhythm <> 'once'"),
    money: &["amount"],
    labels: &[
        ("first_on", || t!("First on")),
        ("ends_on", || t!("Ends on")),
        ("pledged_on", || t!("Promised on")),
        ("cancelled_why", || t!("Why it was cancelled")),
    ],
    ..Personal::NONE
};

static SHARE: Personal = Personal {
    table: "pledge_share",
    column: "pledge",
    of: "pledge",
    says: || t!("Donations given towards a pledge"),
    money: &["amount"],
    hide: &["pledge"],
    ..Personal::NONE
};

static PAGE: Personal = Personal {
    table: "appeal_name",
    column: "person",
    says: || t!("Pages on which money is raised for an appeal"),
    // What came by the page still belongs to the appeal.
    erase: Erase::Unlink,
    money: &["target"],
    hide: &["appeal"],
    ..Personal::NONE
};

static PROSPECT: Personal = Personal {
    table: "prospect",
    column: "person",
    says: || t!("What they might give, and the next step"),
    money: &["capacity"],
    labels: &[
        ("interest", || t!("What moves them")),
        ("asker", || t!("Who asks")),
        ("step", || t!("Next step")),
        ("step_on", || t!("By")),
    ],
    ..Personal::NONE
};

static ASKED: Personal = Personal {
    table: "appeal_recipient",
    column: "person",
    says: || t!("Appeals that were put to them"),
    labels: &[("ask", || t!("Which time"))],
    ..Personal::NONE
};
