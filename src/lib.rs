#![doc = include_str!("ARCHITECTURE.md")]

pub mod app;
pub mod cli;
pub mod demo;
pub mod history;
pub mod home;
pub mod kit;
pub mod ledger;
pub mod members;
pub mod office;
pub mod people;
pub mod print;
pub mod receipts;
pub mod settings;
pub mod subjects;
pub mod tabular;
pub mod ui;
