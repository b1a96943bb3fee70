//! Operations, as the window and the command line call them.

mod duplicates;
mod erasure;
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
mod segments;
