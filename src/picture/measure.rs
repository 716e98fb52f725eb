//! How wide a text is at most: no picture may lean on the fonts of its reader.

/// The width of `text` in a sans-serif font of `size`, in the unit of `size`, rather more than less.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

fn em(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' => 0.36,
        'f' | 'r' | 't' | '(' | ')' | '[' | ']' | '-' | '/' => 0.45,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 1.02,
        'A'..='Z' => 0.76,
        c if c.is_ascii() => 0.67,
        c if u32::from(c) < 0x1100 => 0.75,
        _ => 1.05,
    }
}

/// `text` in no more than `room`; what is cut off shows as `…`.
pub(crate) fn fitted(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_string();
    }
    let room = room - em('…') * size;
    let mut used = 0.0;
    let short: String = text
        .chars()
        .take_while(|c| {
            used += em(*c) * size;
            used <= room
        })
        .collect();
    short + "…"
}
