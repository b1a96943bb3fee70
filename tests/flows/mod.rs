//! Operations, subject by subject.

mod receipts;
