//! The code that stands in place of a passphrase for who scores on paper: made here, printed on a key sheet, kept nowhere else.

use zeroize::Zeroizing;

/// Digits and letters that nobody takes for one another (D. Crockford, *Base 32*): neither I, L, O nor U.
const LETTERS: [char; 32] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'V', 'W', 'X', 'Y', 'Z',
];
/// How many there are: 20 of five bits each are a hundred bits.
const LENGTH: usize = 20;

/// Twenty letters in groups of five, from the first hundred of 128 random bits.
pub fn make(random: &[u8; 16]) -> Zeroizing<String> {
    let bits = u128::from_be_bytes(*random);
    let letter = |at: usize| LETTERS.get(usize::try_from(bits >> (5 * at) & 31).unwrap_or(0)).copied().unwrap_or('0');
    Zeroizing::new(grouped((0..LENGTH).map(letter)))
}

fn grouped(letters: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(LENGTH + 3);
    for (at, letter) in letters.enumerate() {
        if at > 0 && at.is_multiple_of(5) {
            out.push('-');
        }
        out.push(letter);
    }
    out
}

/// What was typed as [`make`] writes it: small letters, spaces and missing hyphens do not matter, nor O for 0, I or L for 1.
pub fn read(typed: &str) -> Zeroizing<String> {
    let letters = typed.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    Zeroizing::new(grouped(letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_however_it_is_typed() {
        let code = make(&[0x5A; 16]);
        assert_eq!(code.len(), 23);
        assert_eq!(code.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5]);
        assert_eq!(read(&code), code);
        assert_eq!(read(&format!("  {} ", code.to_lowercase().replace('-', " "))), code);
        assert_eq!(read("oiL").as_str(), "011");
        assert_ne!(make(&[1; 16]), code);
    }

    #[test]
    fn every_letter_comes_up() {
        let mut seen = std::collections::BTreeSet::new();
        for byte in 0..=255_u8 {
            seen.extend(
                make(&std::array::from_fn(|at| byte.wrapping_mul(at as u8 + 1).wrapping_add(byte / 7))).chars(),
            );
        }
        assert_eq!(seen.len(), 33, "32 letters and the hyphen: {seen:?}");
    }
}
