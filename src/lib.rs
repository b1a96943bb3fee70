#![doc = include_str!("ARCHITECTURE.md")]

pub mod kit;
pub mod office;
pub mod tabular;
