//! The rules of the law: jurisdiction packs, the engine that holds entries against them, and what it finds.

pub mod book;
pub mod engine;
pub mod extract;
pub mod finding;
pub mod pack;
