//! The commands of receipts.
