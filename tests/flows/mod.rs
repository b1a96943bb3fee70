//! Operations, as the window and the command line call them.

mod duplicates;
mod erasure;
mod history;
mod ledger;
mod ledger_import;
mod member_numbers;
mod members;
mod members_import;
mod people;
mod people_consent;
mod people_import;
mod receipts;
mod reports;
mod safety;
