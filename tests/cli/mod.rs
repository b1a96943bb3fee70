//! Commands, run in this process.

mod bank;
mod calculators;
mod candidates;
mod elections;
mod equality;
mod events;
mod fundraising;
mod leadership;
mod ledger;
mod letters;
mod meetings;
mod members;
mod people;
mod program;
mod reach;
mod receipts;
mod rights;
mod rules;
mod scoring_kit;
mod secretary;
mod segments;
mod stumbles;
mod tasks;
mod year;
