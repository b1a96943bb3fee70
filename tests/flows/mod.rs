//! Operations, as the window and the command line call them.

mod appeals;
mod bank;
mod bank_matching;
mod bank_real;
mod duplicates;
mod erasure;
mod fundraising;
mod history;
mod ledger;
mod ledger_import;
mod letters;
mod member_numbers;
mod members;
mod members_import;
mod people;
mod people_consent;
mod people_import;
mod receipts;
mod reminders;
mod reports;
mod rules;
mod rules_out;
mod rules_year;
mod safety;
mod segments;
mod year;
