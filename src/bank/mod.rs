//! The bank: statements in, each line matched to the ledger, the account reconciled to what the bank says.

pub mod statement;
