//! Commands, subject by subject.

mod receipts;
