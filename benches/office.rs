//! Benchmarks of the file: opening, searching, saving, at three sizes.
fn main() {}
