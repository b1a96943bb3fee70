//! Operations, as the window and the command line call them.

mod history;
mod ledger;
mod ledger_import;
mod people;
mod people_consent;
mod people_import;
mod receipts;
