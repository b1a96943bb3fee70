//! Commands, run in this process.

mod amendments;
mod bank;
mod calculators;
mod candidates;
mod decided;
mod elections;
mod events;
mod fundraising;
mod leadership;
mod ledger;
mod letters;
mod meetings;
mod members;
mod people;
mod policy;
mod program;
mod reach;
mod receipts;
mod rights;
mod rules;
mod secretary;
mod segments;
mod stumbles;
mod tasks;
mod year;
