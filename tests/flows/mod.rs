//! Operations, as a window or a command would do them.

mod people;
mod people_import;
