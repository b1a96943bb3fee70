//! What the ledger is made of: kinds, accounts and categories, entries, batches, and filters over entries.

mod batch;
mod chart;
mod entry;
mod filter;
mod form;
mod kind;
mod posting;
pub mod read;
mod through;

pub use crate::people::PersonId;
pub use batch::{Batch, BatchForm, BatchLine, BatchLineForm, BatchState, NewBatch, NewBatchLine, Shortfall, shortfall};
pub use chart::{Account, AccountKind, Category, CategoryKind, Fund};
pub use entry::{Entry, EntryLine, NewEntry, Split};
pub use filter::{Filter, Receipted};
pub use form::{
    EntryForm, FieldProblem, SplitForm, Terms, first_problem, read_amount, too_much, unusual_amount, wrong_days,
};
pub use kind::{EntryKind, Method};
pub use posting::{Posting, Usual, post, prove, reversed};
pub use through::{Beside, Through};

crate::row_id!(
    /// One thing that happened with money.
    EntryId
);
crate::row_id!(
    /// A place where money lies.
    AccountId
);
crate::row_id!(
    /// What money is for.
    CategoryId
);
crate::row_id!(
    /// Money given for a stated purpose only.
    FundId
);
crate::row_id!(
    /// A stack of cheques or cash keyed together.
    BatchId
);
