//! Operations, as the window and the command line call them.

mod appeals;
mod duplicates;
mod erasure;
mod fundraising;
mod history;
mod ledger;
mod ledger_import;
mod members;
mod people;
mod people_consent;
mod people_import;
mod receipts;
mod reports;
mod safety;
