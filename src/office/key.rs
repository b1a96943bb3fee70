//! Passphrases and the raw key they make. The raw key opens the file without the passphrase, so it is never written
//! anywhere but on a recovery sheet that a person asks for.

use std::fmt;

use pbkdf2::pbkdf2_hmac;
use sha2::{Digest as _, Sha256, Sha512};
use zeroize::{Zeroize, Zeroizing};

use crate::kit::{Problem, Result};

/// Rounds of PBKDF2-HMAC-SHA512, the default of SQLCipher 4.
const ROUNDS: u32 = 256_000;

/// What a person types. Wiped from memory when dropped; never shown.
#[derive(Clone)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    pub fn new(text: impl Into<String>) -> Self {
        Self(Zeroizing::new(text.into()))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was typed, for who makes a key of it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Why this passphrase should not be used, if so.
    pub fn weakness(&self) -> Option<&'static str> {
        (self.0.chars().count() < 10).then_some("Use at least ten characters; three or four words are good")
    }

    /// The key for a file with this salt (the file's first 16 bytes).
    pub fn key(&self, salt: [u8; 16]) -> Key {
        let mut bytes = [0_u8; 32];
        pbkdf2_hmac::<Sha512>(self.0.as_bytes(), &salt, ROUNDS, &mut bytes);
        let key = Key { bytes, salt };
        bytes.zeroize();
        key
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// The 256-bit key of one file, with the file's salt.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    bytes: [u8; 32],
    salt: [u8; 16],
}

impl Drop for Key {
    fn drop(&mut self) {
        self.bytes.zeroize();
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

impl Key {
    /// A fresh salt for a new encrypted file.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn fresh_salt() -> Result<[u8; 16]> {
        let mut salt = [0_u8; 16];
        getrandom::fill(&mut salt).map_err(|e| {
            Problem::file("The system gave no random numbers, so nothing was encrypted").because(e.to_string())
        })?;
        Ok(salt)
    }

    /// SQLCipher's raw-key form: `x'…64 key digits, 32 salt digits…'`.
    pub(super) fn literal(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(100));
        text.push_str("x'");
        for byte in self.bytes.iter().chain(&self.salt) {
            push_hex(&mut text, *byte);
        }
        text.push('\'');
        text
    }

    /// The recovery code: the key in groups of four letters and digits, with a check group at the end.
    pub fn recovery_code(&self) -> Zeroizing<String> {
        let mut digits = Zeroizing::new(String::with_capacity(80));
        for byte in &self.bytes {
            push_hex(&mut digits, *byte);
        }
        digits.push_str(&check_group(&self.bytes));
        let mut code = Zeroizing::new(String::with_capacity(100));
        for (at, c) in digits.chars().enumerate() {
            if at > 0 && at.is_multiple_of(4) {
                code.push('-');
            }
            code.push(c.to_ascii_uppercase());
        }
        code
    }

    /// Reads a recovery code back.
    ///
    /// # Errors
    /// When letters are missing or the check group does not fit.
    pub fn from_recovery_code(code: &str, salt: [u8; 16]) -> Result<Self> {
        let digits: Zeroizing<Vec<u8>> =
            Zeroizing::new(code.chars().filter_map(|c| c.to_digit(16)).filter_map(|d| u8::try_from(d).ok()).collect());
        let wrong = || {
            Problem::input("This is not the recovery code of a Wardroom file")
                .hint("Type all seventeen groups of the recovery sheet")
        };
        if digits.len() != 68 {
            return Err(wrong());
        }
        let mut bytes = [0_u8; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = pair.iter().fold(0, |sum, d| (sum << 4) | d);
        }
        let check: String = digits.iter().skip(64).filter_map(|d| char::from_digit(u32::from(*d), 16)).collect();
        if check != check_group(&bytes) {
            return Err(wrong());
        }
        Ok(Self { bytes, salt })
    }
}

fn check_group(bytes: &[u8; 32]) -> String {
    let digest = Sha256::digest(bytes);
    let mut text = String::new();
    for byte in digest.iter().take(2) {
        push_hex(&mut text, *byte);
    }
    text
}

pub(super) fn push_hex(text: &mut String, byte: u8) {
    for half in [byte >> 4, byte & 15] {
        text.extend(char::from_digit(u32::from(half), 16));
    }
}

/// Lower-case hexadecimal digits of some bytes.
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        push_hex(&mut text, *byte);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_recovery_code_comes_back_and_a_typing_mistake_is_found() {
        let key = Passphrase::new("correct horse battery").key([3; 16]);
        let code = key.recovery_code();
        assert_eq!(Key::from_recovery_code(&code.to_lowercase(), [3; 16]).unwrap(), key);
        let wrong =
            if code.starts_with('0') { code.replacen('0', "1", 1) } else { format!("0{}", code.get(1..).unwrap()) };
        assert!(Key::from_recovery_code(&wrong, [3; 16]).is_err());
        assert!(Key::from_recovery_code("1234", [3; 16]).is_err());
    }

    #[test]
    fn nothing_secret_is_shown() {
        let passphrase = Passphrase::new("correct horse battery");
        let shown = format!("{passphrase:?} {:?}", passphrase.key([0; 16]));
        assert!(!shown.contains("horse") && !shown.contains('['));
    }
}
