//! Visible text: every string a person sees goes through `t!`, so that a catalogue can be made from the source.

use std::fmt::Display;

/// The text in the language of the screen. English is the source; a catalogue can stand behind this one place later.
pub fn translated(english: &'static str) -> &'static str {
    english
}

/// Puts values into the `{name}` places of a text.
pub fn fill(text: &str, values: &[(&str, &dyn Display)]) -> String {
    let mut out = text.to_owned();
    for (name, value) in values {
        out = out.replace(&format!("{{{name}}}"), &value.to_string());
    }
    out
}

/// A visible text: `t!("Record a donation")`, or with values `t!("{count} entries", count = n)`.
#[macro_export]
macro_rules! t {
    ($english:literal) => { $crate::kit::text::translated($english) };
    ($english:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::kit::text::fill($crate::kit::text::translated($english), &[$((stringify!($name), &$value as &dyn std::fmt::Display)),+])
    };
}

/// `1,284`: a count with grouped thousands.
pub fn count(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a, b or c`.
pub fn or_list(all: &[String]) -> String {
    listed(all, crate::t!("or"))
}

/// `a, b and c`.
pub fn and_list(all: &[String]) -> String {
    listed(all, crate::t!("and"))
}

fn listed(all: &[String], between: &str) -> String {
    match all {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {between} {last}", first.join(", ")),
    }
}

/// What there is to choose from where a name fits nothing; `none` says how the first one is made.
pub fn there_are(names: &[String], none: &str) -> String {
    match names {
        [] => t!("There are none yet: {how}", how = none),
        names => t!("There are: {names}", names = names.join(", ")),
    }
}

/// `1 donation`, `2 donations`.
pub fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// `A`, `A and B`, `A, B and C`.
pub fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => t!("{first} and {last}", first = first.join(", "), last = last),
    }
}
