//! The screens, worked without a display: what is read, clicked and typed.

mod money;
