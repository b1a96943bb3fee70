//! Home: what wants doing, in order of date, and what people would rather look at than read.

mod screen;

use crate::app::{HOME, ScreenDef, Subject};
use crate::t;

pub static SUBJECT: Subject = Subject {
    key: "home",
    screens: &[ScreenDef {
        key: "home",
        title: || t!("Home"),
        section: &HOME,
        make: screen::Home::boxed,
        ..ScreenDef::NONE
    }],
    ..Subject::NONE
};
