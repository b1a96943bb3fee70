#![doc = include_str!("ARCHITECTURE.md")]

pub mod cli;
pub mod kit;
pub mod office;
pub mod people;
pub mod tabular;
pub mod ui;
