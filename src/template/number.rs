//! Which texts Go takes for numbers. Source: `text/template/parse/node.go` (`newNumber`) and `strconv`.

/// How a number is stored when nothing asks for a certain type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Number {
    Integer,
    Float,
    Complex,
}

/// The kind of a number as the lexer found it; none if Go refuses it.
pub(super) fn classify(text: &str) -> Option<Number> {
    if let Some(rest) = text.strip_suffix('i') {
        let split = rest.rfind(['+', '-']).filter(|at| *at > 0 && !ends_in_exponent(&rest[..*at]));
        let parts_fit = match split {
            Some(at) => is_float(&rest[..at]) && is_float(&rest[at..]),
            None => is_float(rest),
        };
        return parts_fit.then_some(Number::Complex);
    }
    if is_integer(text) {
        return Some(Number::Integer);
    }
    (text.contains(['.', 'e', 'E', 'p', 'P']) && is_float(text)).then_some(Number::Float)
}

fn ends_in_exponent(text: &str) -> bool {
    !text.starts_with("0x") && text.ends_with(['e', 'E']) || text.ends_with(['p', 'P'])
}

fn is_integer(text: &str) -> bool {
    let negative = text.starts_with('-');
    let body = text.strip_prefix(['-', '+']).unwrap_or(text);
    let signed = body.len() < text.len();
    let lower = body.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, &lower[..]),
    };
    let plain: String = digits.chars().filter(|c| *c != '_').collect();
    let limit = match (signed, negative) {
        (false, _) => u64::MAX,
        (true, true) => i64::MIN.unsigned_abs(),
        (true, false) => i64::MAX as u64,
    };
    underscores_fit(&lower)
        && plain.starts_with(|c: char| c.is_digit(radix))
        && u64::from_str_radix(&plain, radix).is_ok_and(|value| value <= limit)
}

fn is_float(text: &str) -> bool {
    let body = text.strip_prefix(['-', '+']).unwrap_or(text).to_ascii_lowercase();
    if !underscores_fit(&body) {
        return false;
    }
    let plain = body.replace('_', "");
    match plain.strip_prefix("0x") {
        Some(hex) => is_hex_float(hex),
        // Rust's floats are Go's here, but for words such as `inf`, and for numbers too large.
        None => {
            plain.starts_with(|c: char| c.is_ascii_digit() || c == '.')
                && plain.parse::<f64>().is_ok_and(f64::is_finite)
        }
    }
}

/// `1.8p-3`, the prefix cut off. The exponent is required.
fn is_hex_float(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once('p') else { return false };
    let digits = mantissa.replacen('.', "", 1);
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && !exponent.is_empty()
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

/// `_` only between digits, or between a base prefix and a digit.
fn underscores_fit(lower: &str) -> bool {
    let prefixed = matches!(lower.as_bytes(), [b'0', b'x' | b'o' | b'b', ..]);
    let hexadecimal = lower.starts_with("0x");
    let is_digit = |byte: u8| byte.is_ascii_digit() || hexadecimal && byte.is_ascii_hexdigit();
    let mut before = if prefixed { b'0' } else { b'!' };
    for byte in lower.bytes().skip(if prefixed { 2 } else { 0 }) {
        let class = match byte {
            b'_' if before != b'0' => return false,
            b'_' => b'_',
            digit if is_digit(digit) => b'0',
            _ if before == b'_' => return false,
            _ => b'!',
        };
        before = class;
    }
    before != b'_'
}
