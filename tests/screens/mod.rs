//! Screens as people use them: by keyboard, by the names a screen reader says.

mod people;
