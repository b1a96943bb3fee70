#![doc = include_str!("ARCHITECTURE.md")]

pub mod cli;
pub mod kit;
pub mod office;
pub mod print;
pub mod receipts;
pub mod tabular;
pub mod ui;
