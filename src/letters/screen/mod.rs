//! Letters on screen.
