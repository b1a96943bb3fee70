//! Operations, as the window and the command line call them.

mod history;
mod people;
mod receipts;
mod people_import;
