//! Floats as text. Source: `strconv.FormatFloat`.

/// Which of Go's formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `'f'`: `1000000`, `0.001`.
    Fixed,
    /// `'e'`: `1e+06`.
    Exponent,
    /// `'g'`: with an exponent below 10⁻⁴, and from 10⁶ on; with a precision, from 10 to its power on.
    General,
}

/// As Go's `%v` prints a float: `1.5`, `1e+06`, `+Inf`, `NaN`.
pub fn float(value: f64) -> String {
    float_in(value, Form::General, None)
}

/// With so many digits behind the point (`Fixed`, `Exponent`) or in all (`General`); none: as many as
/// tell the float from all others. `Fixed` without precision is how Prometheus prints samples.
pub fn float_in(value: f64, form: Form, precision: Option<usize>) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "+Inf" } else { "-Inf" }.to_owned();
    }
    match (form, precision) {
        (Form::Fixed, None) => to_even(value, format!("{value}"), |digits| format!("{value:.digits$}")),
        (Form::Fixed, Some(digits)) => format!("{value:.digits$}"),
        (Form::Exponent, None) => two_digits(&shortest(value)),
        (Form::Exponent, Some(digits)) => two_digits(&format!("{value:.digits$e}")),
        (Form::General, None) => general(&shortest(value), 6),
        (Form::General, Some(digits)) => {
            let digits = digits.max(1);
            general(&format!("{value:.*e}", digits - 1), digits as i32)
        }
    }
}

/// As many digits as tell the float from all others, with an exponent.
fn shortest(value: f64) -> String {
    to_even(value, format!("{value:e}"), |digits| format!("{value:.digits$e}"))
}

/// Of two shortest numbers that are equally near, Rust takes the greater one, and Go the even one. `with` writes the
/// float with so many digits behind the point, rounded to the nearest, ties to even.
fn to_even(value: f64, text: String, with: impl Fn(usize) -> String) -> String {
    /// What is that near to two shortest numbers has one digit more, and those with fewer digits than 16 are their own.
    const FEWEST: usize = 15;
    let mantissa = text.split('e').next().unwrap_or_default();
    let Some((_, fraction)) = mantissa.split_once('.') else { return text };
    let odd = mantissa.bytes().last().is_some_and(|digit| digit % 2 == 1);
    if !odd || mantissa.len() <= FEWEST {
        return text;
    }
    let rounded = with(fraction.len());
    if rounded.parse() == Ok(value) { rounded } else { text }
}

/// Rust's `1.5e7` in the shorter of the two forms, zeros at the end cut off.
fn general(scientific: &str, threshold: i32) -> String {
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific.to_owned() };
    let mantissa =
        if mantissa.contains('.') { mantissa.trim_end_matches('0').trim_end_matches('.') } else { mantissa };
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if exponent < -4 || exponent >= threshold {
        return two_digits(&format!("{mantissa}e{exponent}"));
    }
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", mantissa),
    };
    let digits: String = mantissa.chars().filter(|c| *c != '.').collect();
    match usize::try_from(exponent) {
        Ok(exponent) if digits.len() <= exponent + 1 => {
            format!("{sign}{digits}{}", "0".repeat(exponent + 1 - digits.len()))
        }
        Ok(exponent) => format!("{sign}{}.{}", &digits[..=exponent], &digits[exponent + 1..]),
        Err(_) => {
            format!("{sign}0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize - 1))
        }
    }
}

/// Rust's exponent `e7` as Go's `e+07`.
fn two_digits(scientific: &str) -> String {
    let Some((mantissa, exponent)) = scientific.split_once('e') else { return scientific.to_owned() };
    let (sign, digits) = match exponent.strip_prefix('-') {
        Some(digits) => ('-', digits),
        None => ('+', exponent),
    };
    format!("{mantissa}e{sign}{digits:0>2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortest_as_go_prints_them() {
        let tiny = format!("0.{}1", "0".repeat(319));
        for (value, general, fixed, exponent) in [
            (0.0, "0", "0", "0e+00"),
            (-0.0, "-0", "-0", "-0e+00"),
            (1.0, "1", "1", "1e+00"),
            (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004", "3.0000000000000004e-01"),
            (100_000.0, "100000", "100000", "1e+05"),
            (123_456.7, "123456.7", "123456.7", "1.234567e+05"),
            (1e6, "1e+06", "1000000", "1e+06"),
            (123_456_789.0, "1.23456789e+08", "123456789", "1.23456789e+08"),
            (1e21, "1e+21", "1000000000000000000000", "1e+21"),
            (123e-7, "1.23e-05", "0.0000123", "1.23e-05"),
            (0.00012, "0.00012", "0.00012", "1.2e-04"),
            (-1234.5, "-1234.5", "-1234.5", "-1.2345e+03"),
            (1e-320, "1e-320", tiny.as_str(), "1e-320"),
            // Half way between two shortest numbers.
            (
                1_900_000_000_000_000.0 + 0.25,
                "1.9000000000000002e+15",
                "1900000000000000.2",
                "1.9000000000000002e+15",
            ),
            (
                1_900_000_000_000_000.0 + 0.75,
                "1.9000000000000008e+15",
                "1900000000000000.8",
                "1.9000000000000008e+15",
            ),
            (
                8_388_608.0 + 1.0 / 1024.0,
                "8.388608000976562e+06",
                "8388608.000976562",
                "8.388608000976562e+06",
            ),
            (f64::NAN, "NaN", "NaN", "NaN"),
            (f64::INFINITY, "+Inf", "+Inf", "+Inf"),
            (f64::NEG_INFINITY, "-Inf", "-Inf", "-Inf"),
        ] {
            assert_eq!(float(value), general);
            assert_eq!(float_in(value, Form::Fixed, None), fixed);
            assert_eq!(float_in(value, Form::Exponent, None), exponent);
        }
    }

    #[test]
    fn with_a_precision() {
        for (value, digits, general, fixed, exponent) in [
            (1234.5678, 4, "1235", "1234.5678", "1.2346e+03"),
            (12345.678, 4, "1.235e+04", "12345.6780", "1.2346e+04"),
            (0.5, 0, "0.5", "0", "5e-01"),
            (1.5, 0, "2", "2", "2e+00"),
            (2.5, 0, "2", "2", "2e+00"),
            (100.0, 4, "100", "100.0000", "1.0000e+02"),
            (0.000123456, 3, "0.000123", "0.000", "1.235e-04"),
            (999.99, 4, "1000", "999.9900", "9.9999e+02"),
            (-0.0, 2, "-0", "-0.00", "-0.00e+00"),
        ] {
            assert_eq!(float_in(value, Form::General, Some(digits)), general);
            assert_eq!(float_in(value, Form::Fixed, Some(digits)), fixed);
            assert_eq!(float_in(value, Form::Exponent, Some(digits)), exponent);
        }
    }
}
