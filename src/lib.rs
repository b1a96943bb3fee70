#![doc = include_str!("ARCHITECTURE.md")]

#[macro_use]
pub mod kit;
pub mod print;
