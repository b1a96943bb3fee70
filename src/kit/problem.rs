//! One kind of error for the whole program: what happened, what was kept, what to do.

use std::error::Error;
use std::fmt;

/// The result of everything that can go wrong in a way a person should hear about.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

/// Who can mend a problem; the command line's exit status follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was typed, or what the office holds, does not allow it (exit 1).
    Input,
    /// The command was called wrongly (exit 2).
    Usage,
    /// The file cannot be opened, read or written (exit 3).
    File,
    /// A mistake in the program (exit 4).
    Defect,
}

impl Kind {
    /// As scripts read it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Usage => "usage",
            Self::File => "file",
            Self::Defect => "defect",
        }
    }
}

/// A message for a person, handled exactly once: shown, or passed on.
#[derive(Debug)]
pub struct Problem {
    pub kind: Kind,
    /// What happened, and what was kept. One sentence; file paths come last.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
    pub source: Option<Box<dyn Error + Send + Sync>>,
}

impl Problem {
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), hint: None, source: None }
    }

    /// The input, or the state of the office, does not allow it.
    pub fn input(message: impl Into<String>) -> Self {
        Self::new(Kind::Input, message)
    }

    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(Kind::Usage, message)
    }

    pub fn file(message: impl Into<String>) -> Self {
        Self::new(Kind::File, message)
    }

    pub fn defect(message: impl Into<String>) -> Self {
        Self::new(Kind::Defect, message)
    }

    /// Adds what the person can do about it; an empty text adds nothing.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into()).filter(|hint| !hint.trim().is_empty());
        self
    }

    /// Adds the technical cause, shown only when details are asked for.
    #[must_use]
    pub fn because(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// The exit status of the command line: 1 input, 2 usage, 3 file, 4 defect.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::Input => 1,
            Kind::Usage => 2,
            Kind::File => 3,
            Kind::Defect => 4,
        }
    }

    /// The whole chain of causes, for the details of a notice and for the log.
    pub fn details(&self) -> String {
        let mut out = String::new();
        let mut next: Option<&(dyn Error + 'static)> = self.source.as_deref().map(|e| e as _);
        while let Some(error) = next {
            if !out.is_empty() {
                out.push_str(": ");
            }
            out.push_str(&error.to_string());
            next = error.source();
        }
        out
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, ". {hint}")?;
        }
        Ok(())
    }
}

impl Error for Problem {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|e| e as _)
    }
}
