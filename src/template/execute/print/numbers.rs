//! Integers and floats under each verb. Source: Go's `fmt/format.go`.

use super::Printer;
use super::values::ascii_char;
use crate::template::execute::value::Value;
use crate::text::go::{Form, float_in, is_print, quote};

impl Printer {
    pub fn integer(&mut self, magnitude: u64, negative: bool, verb: char, value: &Value) {
        let is_byte = matches!(value, Value::Byte(_));
        match verb {
            'v' if self.flags.go && is_byte => {
                let sharp = std::mem::replace(&mut self.flags.sharp, true);
                self.digits(format!("{magnitude:x}"), negative, 'x');
                self.flags.sharp = sharp;
            }
            'v' | 'd' => self.digits(magnitude.to_string(), negative, 'd'),
            'b' => self.digits(format!("{magnitude:b}"), negative, 'b'),
            'o' | 'O' => self.digits(format!("{magnitude:o}"), negative, verb),
            'x' => self.digits(format!("{magnitude:x}"), negative, 'x'),
            'X' => self.digits(format!("{magnitude:X}"), negative, 'X'),
            'c' => self.pad(character(magnitude, negative).encode_utf8(&mut [0; 4])),
            'q' => {
                let c = character(magnitude, negative);
                let quoted = match c {
                    '\'' => "'\\''".to_owned(),
                    '"' => "'\"'".to_owned(),
                    c => {
                        let quoted = quote(c.encode_utf8(&mut [0; 4]));
                        format!("'{}'", &quoted[1..quoted.len() - 1])
                    }
                };
                let quoted = if self.flags.plus { ascii_char(&quoted) } else { quoted };
                self.pad(&quoted);
            }
            'U' => {
                let digits = self.flags.precision.unwrap_or(4).max(4);
                let mut text = format!("U+{magnitude:0digits$X}");
                let c = u32::try_from(magnitude).ok().and_then(char::from_u32);
                if let Some(c) = c.filter(|c| self.flags.sharp && is_print(*c)) {
                    text.push_str(&format!(" '{c}'"));
                }
                let zero = std::mem::replace(&mut self.flags.zero, false);
                self.pad(&text);
                self.flags.zero = zero;
            }
            _ => self.bad_verb(value, verb),
        }
    }

    fn digits(&mut self, digits: String, negative: bool, verb: char) {
        let flags = self.flags;
        let signed = negative || flags.plus || flags.space;
        let least = match flags.precision {
            Some(0) if digits == "0" => {
                let blank = " ".repeat(flags.width.unwrap_or(0));
                self.out.push_str(&blank);
                return;
            }
            Some(precision) => precision,
            None if flags.zero && !flags.minus => {
                flags.width.unwrap_or(0).saturating_sub(usize::from(signed))
            }
            None => 0,
        };
        let zeros = "0".repeat(least.saturating_sub(digits.len()));
        let prefix = match (verb, flags.sharp) {
            ('b', true) => "0b",
            ('o', true) if !zeros.starts_with('0') && !digits.starts_with('0') => "0",
            ('x', true) => "0x",
            ('X', true) => "0X",
            ('O', _) => "0o",
            _ => "",
        };
        let sign = match (negative, flags.plus, flags.space) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        self.flags.zero = false;
        self.pad(&format!("{sign}{prefix}{zeros}{digits}"));
        self.flags.zero = flags.zero;
    }

    pub fn float(&mut self, number: f64, verb: char, value: &Value) {
        match verb {
            'v' | 'g' => self.number(number, Form::General, None, false),
            'G' => self.number(number, Form::General, None, true),
            'e' => self.number(number, Form::Exponent, Some(6), false),
            'E' => self.number(number, Form::Exponent, Some(6), true),
            'f' | 'F' => self.number(number, Form::Fixed, Some(6), false),
            'x' | 'X' => self.signed(hexadecimal(number, self.flags.precision, verb == 'X')),
            'b' => self.signed(binary(number)),
            _ => self.bad_verb(value, verb),
        }
    }

    fn number(&mut self, number: f64, form: Form, precision: Option<usize>, upper: bool) {
        let precision = self.flags.precision.or(precision);
        let mut text = float_in(number, form, precision);
        if upper && number.is_finite() {
            text = text.to_ascii_uppercase();
        }
        if self.flags.sharp && number.is_finite() {
            text = with_point(&text, form, precision);
        }
        self.signed(text);
    }

    /// Puts the sign where it belongs and fills up to the width.
    fn signed(&mut self, text: String) {
        let flags = self.flags;
        let (sign, digits) = match text.as_bytes() {
            [b'-', ..] => ("-", &text[1..]),
            [b'+', ..] => ("+", &text[1..]),
            _ if flags.plus => ("+", text.as_str()),
            _ if flags.space => (" ", text.as_str()),
            _ => ("", text.as_str()),
        };
        let sign = if sign == "+" && flags.space && !flags.plus { " " } else { sign };
        if digits == "Inf" || digits == "NaN" {
            self.flags.zero = false;
            self.pad(&format!("{sign}{digits}"));
            self.flags.zero = flags.zero;
        } else if flags.zero && !flags.minus && !sign.is_empty() {
            self.out.push_str(sign);
            self.flags.width = flags.width.map(|width| width.saturating_sub(1));
            self.pad(digits);
            self.flags.width = flags.width;
        } else {
            self.pad(&format!("{sign}{digits}"));
        }
    }

    pub fn complex(&mut self, real: f64, imaginary: f64, verb: char, value: &Value) {
        if !matches!(verb, 'v' | 'b' | 'g' | 'G' | 'x' | 'X' | 'f' | 'F' | 'e' | 'E') {
            return self.bad_verb(value, verb);
        }
        self.out.push('(');
        self.float(real, verb, value);
        let plus = std::mem::replace(&mut self.flags.plus, true);
        self.float(imaginary, verb, value);
        self.out.push_str("i)");
        self.flags.plus = plus;
    }
}

fn character(magnitude: u64, negative: bool) -> char {
    let code = u32::try_from(magnitude).ok().filter(|_| !negative);
    code.and_then(char::from_u32).unwrap_or('\u{FFFD}')
}

/// `%#g` keeps the point, and zeros up to the precision.
fn with_point(text: &str, form: Form, precision: Option<usize>) -> String {
    let at = text.find(['e', 'E']).unwrap_or(text.len());
    let (mantissa, tail) = text.split_at(at);
    let mut out = mantissa.to_owned();
    if !out.contains('.') {
        out.push('.');
    }
    if form == Form::General {
        let digits =
            mantissa.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
        let least = precision.unwrap_or(6).max(1);
        let known = if digits == 0 { 1 } else { digits };
        out.push_str(&"0".repeat(least.saturating_sub(known)));
    }
    out + tail
}

/// `0x1.8p+01`.
fn hexadecimal(number: f64, precision: Option<usize>, upper: bool) -> String {
    if !number.is_finite() {
        return float_in(number, Form::General, None);
    }
    let bits = number.to_bits();
    let (mut exponent, mut mantissa) = ((bits >> 52 & 0x7ff) as i64 - 1023, bits & ((1 << 52) - 1));
    if number == 0.0 {
        exponent = 0;
    } else if exponent == -1023 {
        // A subnormal: its highest bit becomes the one before the point.
        let shift = i64::from(mantissa.leading_zeros()) - 11;
        mantissa <<= shift;
        exponent = -1022 - shift;
        mantissa |= 1 << 52;
    } else {
        mantissa |= 1 << 52;
    }
    if let Some(digits) = precision.filter(|digits| *digits < 13) {
        let drop = 52 - 4 * digits as u32;
        let (rest, half) = (mantissa & ((1 << drop) - 1), 1 << (drop - 1));
        mantissa >>= drop;
        mantissa += u64::from(rest > half || rest == half && mantissa & 1 == 1);
        mantissa <<= drop;
        if mantissa >> 53 == 1 {
            mantissa >>= 1;
            exponent += 1;
        }
    }
    let fraction = format!("{:013x}", mantissa & ((1 << 52) - 1));
    let fraction = match precision {
        None => fraction.trim_end_matches('0').to_owned(),
        Some(digits) => format!("{fraction:0<digits$}")[..digits].to_owned(),
    };
    let point = if fraction.is_empty() { "" } else { "." };
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let (direction, size) = if exponent < 0 { ('-', -exponent) } else { ('+', exponent) };
    let text = format!("{sign}0x{}{point}{fraction}p{direction}{size:02}", mantissa >> 52);
    if upper { text.to_ascii_uppercase() } else { text }
}

/// `4503599627370496p-52`.
fn binary(number: f64) -> String {
    if !number.is_finite() {
        return float_in(number, Form::General, None);
    }
    let bits = number.to_bits();
    let (field, fraction) = (bits >> 52 & 0x7ff, bits & ((1 << 52) - 1));
    let (mantissa, exponent) = match field {
        0 => (fraction, -1074),
        field => (fraction | 1 << 52, field as i64 - 1075),
    };
    let sign = if number.is_sign_negative() { "-" } else { "" };
    format!("{sign}{mantissa}p{exponent:+}")
}
