//! A page that opens in any browser from a file, without a network: a template is filled in one pass, so that nothing people wrote
//! is taken for a place to fill, and a content security policy names its one script and style by their hashes.

use sha2::{Digest as _, Sha256};

/// A template with `{{NAME}}` replaced by what stands for it; what is put in is not looked at again. A name without a value stays.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        out.push_str(before);
        let known = after.split_once("}}").and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        match known {
            Some((value, after)) => {
                out.push_str(value);
                rest = after;
            }
            None => {
                out.push_str("{{");
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// Words as they stand in a page.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("<br>"),
            c => out.push(c),
        }
    }
    out
}

/// JSON that can stand in a script element: nothing in it ends the element or begins a comment.
pub fn in_script(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}

/// What stands between a tag without attributes and its end in a template.
pub fn within<'t>(template: &'t str, tag: &str) -> &'t str {
    let (open, close) = (format!("<{tag}>"), format!("</{tag}>"));
    let found = template.split_once(open.as_str()).and_then(|(_, rest)| rest.split_once(close.as_str()));
    found.map_or("", |(inner, _)| inner)
}

/// The SHA-256 of an inline script or style as a content security policy names it, in base 64.
pub fn csp_hash(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digest = Sha256::digest(text.as_bytes());
    let mut out = String::with_capacity(44);
    for three in digest.chunks(3) {
        let mut bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        bits <<= 8 * (3 - three.len());
        for place in 0..4 {
            let digit = usize::try_from(bits >> (18 - 6 * place) & 63).unwrap_or(0);
            out.push(if place <= three.len() { DIGITS.get(digit).map_or('=', |d| char::from(*d)) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_not_filled_again() {
        let filled = fill("{{A}} and {{B}}, {{C}} {{", &[("A", "{{B}}"), ("B", "{{A}}")]);
        assert_eq!(filled, "{{B}} and {{A}}, {{C}} {{");
    }

    #[test]
    fn nothing_in_a_name_ends_the_script_and_the_json_stays_the_same() {
        let name = serde_json::to_string("</script><!-- & \u{2028}").unwrap();
        let inside = in_script(&name);
        assert!(!inside.contains(['<', '>', '&', '\u{2028}']), "{inside}");
        assert_eq!(serde_json::from_str::<String>(&inside).unwrap(), "</script><!-- & \u{2028}");
    }

    #[test]
    fn hashes_are_those_of_a_content_security_policy() {
        // echo -n "alert('Hello, world.');" | openssl dgst -sha256 -binary | openssl base64, as the CSP specification has it.
        assert_eq!(csp_hash("alert('Hello, world.');"), "qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }
}
