//! What SQLite says, in words for a person.

use rusqlite::ErrorCode;

use crate::kit::{Problem, ProblemKind};

/// What is said of a file that cannot be read as it stands; an opening that was given a key says more.
pub(super) const DAMAGED: &str = "Something in the file is damaged and cannot be read";

/// Whether a value that was read is not what the schema says it is.
fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
    matches!(error, FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..))
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::UserFunctionError(_) = &error {
            return Self::defect("The program tried to write outside an operation; nothing was written").because(error);
        }
        let code = error.sqlite_error_code();
        let extended = error.sqlite_error().map(|e| e.extended_code);
        let (kind, message, hint) = match code {
            Some(ErrorCode::DiskFull) => (
                ProblemKind::File,
                "The disk is full. Nothing of this step was written",
                "Free some space and try again",
            ),
            Some(ErrorCode::ReadOnly) => (
                ProblemKind::File,
                "The file or its folder may not be written to. Nothing of this step was written",
                "Move the file to a folder of your own; commands that only read, such as `wardroom report`, work where it is",
            ),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                (ProblemKind::File, "The file is open elsewhere", "Close it there, or look at the newest backup")
            }
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => (
                ProblemKind::File,
                "The file could not be read or written. Nothing of this step was written",
                "Check that the disk or stick is still there",
            ),
            Some(ErrorCode::OperationInterrupted) => {
                (ProblemKind::Input, "Cancelled. Nothing was changed", "Start it again when you like")
            }
            Some(ErrorCode::ConstraintViolation) if extended == Some(rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY) => (
                ProblemKind::Input,
                "Something else in the office still refers to this record. Nothing was changed",
                "Change or remove what refers to it first",
            ),
            Some(ErrorCode::ConstraintViolation) if extended == Some(rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE) => (
                ProblemKind::Input,
                "There is already one like this. Nothing was changed",
                "Choose another name or number",
            ),
            _ if matches!(error, rusqlite::Error::QueryReturnedNoRows) => {
                (ProblemKind::Input, "There is no such record", "It may have been undone or removed")
            }
            // What the program wrote it can read; where it cannot, the file is another than was written.
            code if matches!(code, Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)) || is_damage(&error) => {
                (
                    ProblemKind::File,
                    DAMAGED,
                    "Keep this file as it is, and open the newest backup; `wardroom check` says what is damaged",
                )
            }
            _ => (
                ProblemKind::Defect,
                "The file refused a step of the program. Nothing was changed",
                "Please report this",
            ),
        };
        Self::new(kind, message).hint(hint).because(error)
    }
}
