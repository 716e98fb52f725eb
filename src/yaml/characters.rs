//! Characters as YAML sorts them. Bytes of a text are asked for by offset; behind its end stands a 0, which
//! no text may hold.

/// The byte at `at`; 0 behind the end.
pub(super) fn byte(text: &[u8], at: usize) -> u8 {
    text.get(at).copied().unwrap_or(0)
}

/// How long the line break at `at` is; 0 where there is none.
pub(super) fn break_length(text: &[u8], at: usize) -> usize {
    match byte(text, at) {
        b'\n' => 1,
        b'\r' => 1 + usize::from(byte(text, at + 1) == b'\n'),
        // NEL
        0xC2 if byte(text, at + 1) == 0x85 => 2,
        // LS, PS
        0xE2 if byte(text, at + 1) == 0x80 && matches!(byte(text, at + 2), 0xA8 | 0xA9) => 3,
        _ => 0,
    }
}

pub(super) fn is_blank(text: &[u8], at: usize) -> bool {
    matches!(byte(text, at), b' ' | b'\t')
}

/// White space, a line break, or the end.
pub(super) fn ends_word(text: &[u8], at: usize) -> bool {
    match byte(text, at) {
        b' ' | b'\t' | b'\n' | b'\r' | 0 => true,
        0xC2 | 0xE2 => break_length(text, at) > 0,
        _ => false,
    }
}

/// How many bytes the character at `at` has.
pub(super) fn width(text: &[u8], at: usize) -> usize {
    match byte(text, at) {
        0..=0x7F => 1,
        0x80..=0xDF => 2,
        0xE0..=0xEF => 3,
        _ => 4,
    }
}

/// Whether YAML has no place for a character, not even in a comment.
pub(super) fn is_forbidden(character: char) -> bool {
    !matches!(character,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{A0}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}')
}
