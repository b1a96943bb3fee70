//! The rows of policy: read and written on a connection that is given, never in a transaction of their own.

mod amendments;
mod check;
mod comments;
mod conditions;
mod consult;
mod documents;
mod force;
mod parts;
mod personal;
mod values;
mod versions;
mod way;
mod working;

pub use amendments::{
    amendment, amendments, board, find_amendment, link_key, link_of, to_carry_over, votes_of_meetings,
};
pub(super) use amendments::{
    delete_amendment, delete_link, insert_amendment, insert_link, insert_supporter, put_fix, update_amendment,
};
pub use check::{check, guard};
pub use comments::{Comment, NewComment, comment, comments, of_consultation};
pub(super) use comments::{delete_comment, insert_comment, set_answer};
pub use conditions::CONDITIONS;
pub use consult::{Consultation, Response, consultation, consultations, responses};
pub(super) use consult::{insert_consultation, insert_response, known_response};
pub use documents::{counts, document, documents, find_document};
pub(super) use documents::{delete_document, insert_document, set_stage, update_document};
pub use force::{InForce, force, in_force, notes_of, sources, text_on};
pub(super) use force::{insert_force, insert_source};
pub use parts::{labels, part_row, part_rows};
pub use personal::PERSONAL;
pub use values::{Mark, Value, find_value, marks, values};
pub(super) use values::{put_mark, put_value};
pub use versions::{body_of, find_version, newest, version, versions};
pub(super) use versions::{insert_version, next_number};
pub use way::{Decided, Links, Settled, checklist, facts, links, taken, workflow};
pub(super) use way::{insert_step, put_check, put_workflow, take_check};
pub use working::{drop_working, next_clause, put_working, working};
