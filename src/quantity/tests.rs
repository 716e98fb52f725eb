//! Every form of a quantity, and what PromQL it becomes.

use super::{Dimension, Quantity};

#[test]
fn every_form_becomes_its_base_units() {
    use Dimension::*;
    for (text, base, dimension) in [
        ("0", "0", None),
        ("12", "12", None),
        ("1.50", "1.50", None),
        (".5", "0.5", None),
        ("5.", "5", None),
        ("1e3", "1e3", None),
        ("1E3", "1000", None),
        ("1e-9", "1e-9", None),
        ("1e300", "1e300", None),
        ("1_000", "1000", None),
        ("1_000.5", "1000.5", None),
        ("1e1_0", "10000000000", None),
        ("0x_1F", "31", None),
        ("0_8", "8", None),
        ("010", "8", None),
        ("0_10", "8", None),
        ("08", "8", None),
        ("0x1F", "31", None),
        ("123456789012345678901234567890", "123456789012345678901234567890", None),
        ("inf", "Inf", None),
        ("INF", "Inf", None),
        ("nAn", "NaN", None),
        ("5%", "0.05", Some(Ratio)),
        ("99.9%", "0.999", Some(Ratio)),
        ("0.1%", "0.001", Some(Ratio)),
        ("250ms", "0.25", Some(Time)),
        ("1h30m", "5400", Some(Time)),
        ("1.5h", "5400", Some(Time)),
        ("2y", "63072000", Some(Time)),
        ("512MiB", "536870912", Some(Bytes)),
        ("80MB", "80000000", Some(Bytes)),
        ("1kB", "1000", Some(Bytes)),
        ("1KB", "1000", Some(Bytes)),
        ("1KiB", "1024", Some(Bytes)),
        ("7B", "7", Some(Bytes)),
        ("1.5PiB", "1688849860263936", Some(Bytes)),
        ("60fps", "60", Some(FramesPerSecond)),
        ("85°C", "85", Some(Celsius)),
        ("100/s", "100", Some(PerSecond)),
        ("90/min", "1.5", Some(PerSecond)),
        ("10/h", "0.002777777777777778", Some(PerSecond)),
    ] {
        let quantity = Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {}", error.message));
        assert_eq!(quantity.base_text(), base, "{text}");
        assert_eq!(quantity.dimension, dimension, "{text}");
        let reread: f64 = base.parse().expect("a number");
        assert!(quantity.value == reread || reread.is_nan(), "{text}: {} is not {base}", quantity.value);
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in ["1_.5", "1__0", "0x", "", "1e", "30s1m", "1e400", "300y"] {
        assert!(Quantity::parse(text).is_err(), "{text}");
    }
}

#[test]
fn numbers_of_the_compiler() {
    assert_eq!(Quantity::plain(0.3).base_text(), "0.3");
    assert_eq!(Quantity::plain(-2.0).base_text(), "-2");
    assert_eq!(Quantity::plain(f64::NEG_INFINITY).base_text(), "-Inf");
    assert_eq!(Quantity::exact("14.40".parse().expect("a decimal")).base_text(), "14.4");
}

#[test]
fn a_quantity_prints_as_many_digits_as_a_float_has() {
    let printed = |text: &str| Quantity::parse(text).map(|quantity| quantity.base_text().into_owned());
    assert_eq!(printed("100/min").as_deref(), Ok("1.6666666666666667"));
    assert_eq!(printed("99.95%").as_deref(), Ok("0.9995"));
}
