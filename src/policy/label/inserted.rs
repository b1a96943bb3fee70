//! How the clauses of a level are counted, and the number of what is inserted between two that stand. Where the source does not say
//! a number, that is marked ([`Inserted::sure`]).

/// How the clauses of one level are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// 1, 2, 3
    Number,
    /// a, b, c
    Letter,
    /// i, ii, iii
    Roman,
    /// A, B, C
    Capital,
}

impl Style {
    /// Of a clause that lies within so many numbered ones.
    pub fn of(level: usize) -> Self {
        match level {
            0 | 1 => Self::Number,
            2 => Self::Letter,
            3 => Self::Roman,
            _ => Self::Capital,
        }
    }

    /// The count in this style, without brackets.
    pub fn write(self, n: u32) -> String {
        match self {
            Self::Number => n.to_string(),
            Self::Roman => roman(n),
            Self::Letter | Self::Capital => {
                let base = if self == Self::Letter { b'a' } else { b'A' };
                // After z comes z1, as in Acts.
                match u8::try_from(n.saturating_sub(1)) {
                    Ok(at) if at < 26 => char::from(base + at).to_string(),
                    _ => format!("{}{}", char::from(base + 25), n - 26),
                }
            }
        }
    }

    /// The count that a label is in this style; none where something stands before or behind it.
    pub fn count(self, label: &str) -> Option<u32> {
        self.read(label).filter(|o| o.before.is_empty() && o.after.is_empty()).map(|o| o.count)
    }

    /// A label (without brackets) in what stands before the count, the count, and what follows it.
    pub(super) fn read(self, label: &str) -> Option<Ordinal> {
        let digits = |text: &str| text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        match self {
            Self::Number => {
                let start = label.find(|c: char| c.is_ascii_digit())?;
                let (before, rest) = label.split_at_checked(start)?;
                let (count, after) = rest.split_at_checked(digits(rest))?;
                let ok = before.chars().all(char::is_alphabetic) && after.chars().all(char::is_alphanumeric);
                ok.then_some(())?;
                Some(Ordinal { before: before.to_owned(), count: count.parse().ok()?, after: after.to_owned() })
            }
            Self::Roman => {
                // The longest beginning that is a Roman numeral as one is written.
                let ends = label.char_indices().map(|(at, c)| at + c.len_utf8());
                let mut found = ends.filter_map(|end| {
                    let head = label.get(..end)?;
                    Some((from_roman(head)?, label.get(end..)?))
                });
                let (count, after) = found.next_back()?;
                Some(Ordinal { before: String::new(), count, after: after.to_owned() })
            }
            Self::Letter | Self::Capital => {
                let first = label.chars().next().filter(char::is_ascii_alphabetic)?;
                let rest = label.get(1..)?;
                let (more, after) = rest.split_at_checked(digits(rest))?;
                let more: u32 = if more.is_empty() { 0 } else { more.parse().ok()? };
                let count = u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1 + more;
                Some(Ordinal { before: String::new(), count, after: after.to_owned() })
            }
        }
    }
}

/// A label taken apart: `ZA1B` is `ZA`, 1, `B`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ordinal {
    before: String,
    count: u32,
    after: String,
}

fn roman(mut n: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while n >= value {
            out.push_str(sign);
            n -= value;
        }
    }
    out
}

fn from_roman(text: &str) -> Option<u32> {
    let value = |c: char| {
        Some(match c {
            'i' => 1,
            'v' => 5,
            'x' => 10,
            'l' => 50,
            'c' => 100,
            'd' => 500,
            'm' => 1000,
            _ => return None,
        })
    };
    let values: Vec<u32> = text.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0_u32;
    for (at, value) in values.iter().enumerate() {
        match values.get(at + 1) {
            Some(next) if next > value => sum = sum.checked_add(next - value)?.checked_sub(*next)?,
            _ => sum = sum.checked_add(*value)?,
        }
    }
    // Only as it is written: iiii and ic are none.
    (sum > 0 && roman(sum) == text).then_some(sum)
}

/// The number of something that is inserted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    pub label: String,
    /// False where the rule is from memory and should be checked before it is relied on.
    pub sure: bool,
}

/// The number for what is inserted between two labels of one level (without brackets); none stands at an end. At the end
/// the series goes on.
pub fn inserted(style: Style, before: Option<&str>, after: Option<&str>) -> Option<Inserted> {
    let sure = |label: String| Some(Inserted { label, sure: true });
    let unsure = |label: String| Some(Inserted { label, sure: false });
    let upper = matches!(style, Style::Number | Style::Capital);
    let letter = if upper { 'A' } else { 'a' };
    let zed = if upper { 'Z' } else { 'z' };
    match (before, after) {
        (None, None) => sure(style.write(1)),
        (Some(before), None) => sure(style.write(style.read(before)?.count + 1)),
        (None, Some(after)) if style == Style::Number && style.read(after)?.before.is_empty() => {
            sure(format!("{letter}{after}"))
        }
        // Of letters and numerals, and before A1.
        (None, Some(after)) => unsure(format!("{zed}{}{after}", if style == Style::Roman { "a" } else { "" })),
        (Some(before), Some(after)) => {
            let (b, a) = (style.read(before)?, style.read(after)?);
            let rest = |whole: &str, head: &str| whole.strip_prefix(head).map(str::to_owned);
            if b.count != a.count {
                return Some(match b.after.chars().last() {
                    None => Inserted { label: format!("{before}{letter}"), sure: true },
                    Some(_) => next_letter(before),
                });
            }
            if b.before != a.before {
                // A1 | 1 is B1; A1 | B1 is AA1; A1 | AA1 is AZA1.
                if let Some(rest) = rest(&a.before, &b.before).filter(|_| !b.before.is_empty()) {
                    return unsure(format!("{}{zed}{rest}{}{}", b.before, b.count, b.after));
                }
                let next = next_letter(&b.before);
                let taken = next.label == a.before;
                return match taken {
                    false => Some(Inserted { label: format!("{}{}{}", next.label, b.count, b.after), sure: next.sure }),
                    true => unsure(format!("{}{letter}{}{}", b.before, b.count, b.after)),
                };
            }
            if let Some(rest) = rest(&a.after, &b.after) {
                return unsure(format!("{before}{zed}{rest}"));
            }
            let next = next_letter(before);
            if next.label == after { sure(format!("{before}{letter}")) } else { Some(next) }
        }
    }
}

/// The label with its last letter one on.
fn next_letter(label: &str) -> Inserted {
    let mut head = label.to_owned();
    match head.pop() {
        Some(c) if c.is_ascii_alphabetic() && !c.eq_ignore_ascii_case(&'z') => {
            let next = u8::try_from(c).map_or(c, |c| char::from(c + 1));
            head.push(next);
            Inserted { label: head, sure: true }
        }
        _ => Inserted { label: format!("{label}1"), sure: false },
    }
}
