//! How a numbered thing is written: a prefix, perhaps a year, and a serial of at least so many digits. Receipts and members
//! number alike, and say the same of what a prefix or a serial may be.

use crate::t;

/// The greatest serial that anything is numbered with.
pub const LAST: i64 = 999_999_999_999;

/// What numbers of one series look like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbering {
    pub prefix: String,
    /// The least number of digits of a serial.
    pub digits: u32,
}

impl Numbering {
    /// `B2026-0001`, or without a year `B0001`.
    pub fn write(&self, year: Option<i32>, serial: i64) -> String {
        let (prefix, width) = (&self.prefix, usize::try_from(self.digits).unwrap_or(1));
        match year {
            Some(year) => format!("{prefix}{year:04}-{serial:0width$}"),
            None => format!("{prefix}{serial:0width$}"),
        }
    }

    /// The serial of a number written without a year; nothing for one that is of another form. Fewer or more leading zeros
    /// are the same number to people, so they are here.
    pub fn serial_of(&self, number: &str) -> Option<i64> {
        let digits = number.strip_prefix(self.prefix.as_str())?;
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
        plain.then(|| digits.parse().ok()).flatten().filter(|serial| (1..=LAST).contains(serial))
    }
}

/// Reads a prefix.
///
/// # Errors
/// What to write instead.
pub fn prefix(text: &str) -> Result<String, String> {
    let prefix = text.trim();
    let fits = |c: char| c.is_alphanumeric() || "-/.".contains(c);
    if prefix.chars().count() > 12 || !prefix.chars().all(fits) {
        return Err(t!("Use at most 12 letters, figures, - / or .").to_owned());
    }
    Ok(prefix.to_owned())
}

/// Reads a least number of digits; an empty text is `usual`.
///
/// # Errors
/// What to write instead.
pub fn digits(text: &str, usual: u32) -> Result<u32, String> {
    let digits = if text.trim().is_empty() { Some(usual) } else { text.trim().parse().ok() };
    digits.filter(|n| (1..=12).contains(n)).ok_or_else(|| t!("Write a number from 1 to 12").to_owned())
}

/// Reads a serial; an empty text is `usual`.
///
/// # Errors
/// What to write instead.
pub fn serial(text: &str, usual: i64) -> Result<i64, String> {
    let serial = if text.trim().is_empty() { Some(usual) } else { text.trim().parse().ok() };
    serial.filter(|n| (1..=LAST).contains(n)).ok_or_else(|| t!("Write the serial as a whole number from 1").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_leads_back_to_its_serial() {
        let numbering = Numbering { prefix: "M-".into(), digits: 4 };
        assert_eq!(numbering.write(None, 42), "M-0042");
        assert_eq!(numbering.write(Some(2026), 12_345), "M-2026-12345");
        for (number, serial) in
            [("M-0042", Some(42)), ("M-12345", Some(12_345)), ("M-42", Some(42)), ("M-0", None), ("m-0042", None)]
        {
            assert_eq!(numbering.serial_of(number), serial, "{number}");
        }
        let bare = Numbering { prefix: String::new(), digits: 1 };
        for (number, serial) in [("7", Some(7)), ("", None), ("7a", None), ("-7", None), ("9999999999999", None)] {
            assert_eq!(bare.serial_of(number), serial, "{number}");
        }
    }

    #[test]
    fn what_is_typed_is_read_or_refused() {
        assert_eq!((prefix(" M- "), digits("", 4), serial("", 1)), (Ok("M-".into()), Ok(4), Ok(1)));
        assert!(
            prefix("a b").is_err() && digits("13", 4).is_err() && serial("0", 1).is_err() && serial("x", 1).is_err()
        );
    }
}
