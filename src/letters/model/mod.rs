//! What a letter is: its text with fields, the letters that come with the program, whom one writes to, and the list that
//! follows from it: who gets one, in post order, and who is left out and why.

mod built_in;
mod form;
mod letter;
mod plan;
mod text;
mod whom;

pub use crate::people::{Envelope, FieldProblem, PersonId};
pub use built_in::built_in;
pub use form::LetterForm;
pub use letter::{Letter, LetterId};
pub use plan::{Asked, Left, Plan, To, Why};
pub use text::{Text, names_match};
pub use whom::Whom;
