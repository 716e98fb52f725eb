//! Base64, as Go's decoder takes it: the padding must be there; line breaks do not count.

/// The bytes that a text stands for; none where it is no base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let letters: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
    if !letters.len().is_multiple_of(4) {
        return None;
    }
    let padding = letters.iter().rev().take_while(|byte| **byte == b'=').count();
    let mut bytes = Vec::with_capacity(letters.len() / 4 * 3);
    for (index, group) in letters.chunks(4).enumerate() {
        let last = (index + 1) * 4 == letters.len();
        let missing = if last { padding } else { 0 };
        if missing > 2 {
            return None;
        }
        let mut bits = 0_u32;
        for letter in &group[..4 - missing] {
            bits = bits << 6 | u32::from(digit(*letter)?);
        }
        bits <<= 6 * missing as u32;
        bytes.extend_from_slice(&bits.to_be_bytes()[1..4 - missing]);
    }
    Some(bytes)
}

/// The text that stands for bytes.
pub fn encode(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits =
            group.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize] as char;
            text.push(if place <= group.len() { letter } else { '=' });
        }
    }
    text
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn what_is_written_is_read_again() {
        for (bytes, text) in
            [("", ""), ("M", "TQ=="), ("Ma", "TWE="), ("Man", "TWFu"), ("test:test", "dGVzdDp0ZXN0")]
        {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
    }

    #[test]
    fn texts_are_decoded_as_by_go() {
        for (text, bytes) in [("", ""), ("aGk=", "hi"), ("aGkh", "hi!"), ("aA==", "h"), ("aG\nkh\n", "hi!")] {
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        for text in ["a", "aGk", "a===", "====", "aG=k", "aG k", "%%==", "aGk=aGk="] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
