//! The two code pages of DOS in which banks of Western and Central Europe still write MT940. The web's list of encodings,
//! which everything else is read by, does not have them.

/// Code page 850, bytes 128 to 255.
const WESTERN: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";
/// Code page 852, bytes 128 to 255.
const CENTRAL: &str = "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u{AD}˝˛ˇ˘§÷¸°¨˙űŘř■\u{A0}";

/// Whether the letters beyond ASCII lie where DOS has them and Windows has none.
pub(super) fn is_dos(bytes: &[u8]) -> bool {
    let high: Vec<u8> = bytes.iter().copied().filter(|b| *b >= 0x80).collect();
    let dos = high.iter().filter(|b| **b <= 0xA8).count();
    !high.is_empty() && dos * 5 >= high.len() * 4
}

/// The text; `central` chooses the page of Central Europe.
pub(super) fn decode(bytes: &[u8], central: bool) -> String {
    let page: Vec<char> = (if central { CENTRAL } else { WESTERN }).chars().collect();
    let letter = |byte: u8| match byte.checked_sub(0x80) {
        None => char::from(byte),
        Some(at) => page.get(usize::from(at)).copied().unwrap_or('\u{FFFD}'),
    };
    bytes.iter().map(|byte| letter(*byte)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_pages_are_whole_and_tell_themselves_from_windows() {
        assert_eq!((WESTERN.chars().count(), CENTRAL.chars().count()), (128, 128));
        assert_eq!(decode(b"j\xA2v\xA0\xA1r\xA0s", true), "jóváírás");
        assert_eq!(decode(b"M\x81ller Stra\xE1e", false), "Müller Straße");
        assert_eq!(decode(b"Gy\x8Br", true), "Győr");
        assert!(
            is_dos(b"j\xA2v\xA0\xA1r\xA0s")
                && !is_dos("Müller".as_bytes())
                && !is_dos(b"M\xFCller \xC4")
                && !is_dos(b"x")
        );
    }
}
