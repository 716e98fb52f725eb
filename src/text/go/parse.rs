//! Text as floats. Source: `strconv.ParseFloat`.

/// Why Go reads no float from a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadFloat {
    Syntax,
    /// A number beyond all floats.
    Range,
}

/// In Go's words, as far as they say why.
impl std::fmt::Display for BadFloat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            BadFloat::Syntax => "invalid syntax",
            BadFloat::Range => "value out of range",
        })
    }
}

/// Decimal and hexadecimal floats, `_` between digits, `inf`, `infinity` and `nan` in any case.
pub fn parse_float(text: &str) -> Result<f64, BadFloat> {
    let (negative, body) = match text.as_bytes() {
        [b'-', ..] => (true, &text[1..]),
        [b'+', ..] => (false, &text[1..]),
        _ => (false, text),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    if body.eq_ignore_ascii_case("inf") || body.eq_ignore_ascii_case("infinity") {
        return Ok(sign * f64::INFINITY);
    }
    if text.eq_ignore_ascii_case("nan") {
        return Ok(f64::NAN);
    }
    let lower = body.to_ascii_lowercase();
    if lower.contains('_') && !underscores_fit(&lower) {
        return Err(BadFloat::Syntax);
    }
    let plain = lower.replace('_', "");
    let value = match plain.strip_prefix("0x") {
        Some(digits) => hexadecimal(digits).ok_or(BadFloat::Syntax)?,
        None if plain.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            plain.parse().map_err(|_| BadFloat::Syntax)?
        }
        None => return Err(BadFloat::Syntax),
    };
    if value.is_infinite() { Err(BadFloat::Range) } else { Ok(sign * value) }
}

/// `1.8p-3`, lower case and without the prefix. The exponent is required.
fn hexadecimal(text: &str) -> Option<f64> {
    let (mantissa, exponent) = text.split_once('p')?;
    let digits = mantissa.replacen('.', "", 1);
    let fraction = mantissa.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let unsigned = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if digits.is_empty() || unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    // The first 16 digits that count; what follows only breaks ties.
    let (mut bits, mut dropped, mut sticky) = (0u64, 0i64, false);
    for digit in digits.chars() {
        let digit = u64::from(digit.to_digit(16)?);
        if bits >> 60 == 0 {
            bits = bits << 4 | digit;
        } else {
            dropped += 1;
            sticky |= digit != 0;
        }
    }
    let size = unsigned.trim_start_matches('0').get(..9).unwrap_or(unsigned);
    let size: i64 = size.parse().ok()?;
    let power = if exponent.starts_with('-') { -size } else { size };
    let power = power + 4 * (dropped - i64::try_from(fraction).ok()?);
    Some(scaled(bits, sticky, power))
}

/// `bits` times two to the `power`, rounded once to the nearest, ties to even.
fn scaled(bits: u64, sticky: bool, power: i64) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    // The place of the highest bit, and how many bits of the mantissa the float has there.
    let top = 63 - i64::from(bits.leading_zeros());
    let lowest = (top + power - 52).max(-1074);
    if top + power > 1023 {
        return f64::INFINITY;
    }
    let shift = lowest - power;
    let kept = if shift <= 0 {
        bits << -shift
    } else if shift > 64 {
        0
    } else {
        let wide = u128::from(bits);
        let (kept, rest) = (wide >> shift, wide & ((1 << shift) - 1));
        let half = 1u128 << (shift - 1);
        let up = rest > half || rest == half && (sticky || kept & 1 == 1);
        kept as u64 + u64::from(up)
    };
    // In two steps, both exact: two to the lowest of powers alone is no normal float.
    let half_way = lowest / 2;
    kept as f64 * 2f64.powi(half_way as i32) * 2f64.powi((lowest - half_way) as i32)
}

/// Whether every `_` stands between digits, or between a base prefix and a digit; `lower` has no sign.
pub fn underscores_fit(lower: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_go_reads() {
        for (text, value) in [
            ("1", 1.0),
            ("+1.5e3", 1500.0),
            ("1.", 1.0),
            (".5", 0.5),
            ("1_000", 1000.0),
            ("-0", -0.0),
            ("0x1p4", 16.0),
            ("-0X1.8P-1", -0.75),
            ("0x_1F.8p0", 31.5),
            ("0x1.fffffffffffff8p0", 2.0),
            ("0x1p-1074", 5e-324),
            ("0x1p-1075", 0.0),
            ("0x1.8p-1075", 5e-324),
            ("0x1.fffffffffffffp1023", f64::MAX),
            ("0x0.00000000000000000000001p92", 1.0),
            ("0x10000000000000000000000p-88", 1.0),
            ("1e-400", 0.0),
            ("inf", f64::INFINITY),
            ("+Inf", f64::INFINITY),
            ("-iNfinity", f64::NEG_INFINITY),
        ] {
            let read = parse_float(text);
            assert_eq!(read.map(f64::to_bits), Ok(f64::to_bits(value)), "{text}: {read:?}");
        }
        assert!(parse_float("NaN").is_ok_and(f64::is_nan));
    }

    #[test]
    fn what_go_refuses() {
        for text in [
            "", " 1", "1 ", ".", "e5", "1e", "+nan", "-nan", "++1", "0x1", "0x", "0xp1", "0x.p1", "0x1p",
            "1__0", "_1", "1_", "1e1_", "infi", "1,5", "0b1", "é", "0x1é", "1e+",
        ] {
            assert_eq!(parse_float(text), Err(BadFloat::Syntax), "{text}");
        }
        for text in ["1e999", "-1e309", "0x1p1024", "0x1.fffffffffffff8p1023", "0x1p99999999999999999999"] {
            assert_eq!(parse_float(text), Err(BadFloat::Range), "{text}");
        }
    }
}
