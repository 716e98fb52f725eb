//! Expected numbers are what Prometheus 3.5.3 says of the same histograms.

use super::classic;
use super::fraction::fraction;
use super::moments::{mean, standard_deviation, variance};
use super::quantile::quantile;
use crate::series::{Histogram, notation::parse_histogram};

const INF: f64 = f64::INFINITY;
const NAN: f64 = f64::NAN;

const CUSTOM: &str = "{{schema:-53 sum:5 count:10 custom_values:[1 2] buckets:[3 4 3]}}";
const BELOW_ZERO: &str = "{{schema:-53 count:10 sum:1 custom_values:[-3 -1 2] buckets:[3 4 2 1]}}";
const BOTH_SIDES: &str = "{{sum:4.5 count:12 z_bucket:2 z_bucket_w:0.5 buckets:[1 2 3] n_buckets:[1 1]}}";
const WITH_NAN: &str = "{{sum:NaN count:12 z_bucket:2 z_bucket_w:0.5 buckets:[1 2 3] n_buckets:[1 1]}}";

fn read(text: &str) -> Histogram {
    parse_histogram(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
}

fn near(found: f64, expected: f64) -> bool {
    found == expected || (found.is_nan() && expected.is_nan()) || (found - expected).abs() < 1e-12
}

#[test]
fn quantiles_of_native_histograms() {
    let (nan, skewed) = ("result is NaN", "result is skewed higher");
    for (text, q, expected, remark) in [
        (CUSTOM, -1.0, -INF, ""),
        (CUSTOM, 2.0, INF, ""),
        (CUSTOM, NAN, NAN, ""),
        (CUSTOM, 0.0, 0.0, ""),
        (CUSTOM, 0.1, 0.3333333333333333, ""),
        (CUSTOM, 0.5, 1.5, ""),
        (CUSTOM, 0.9, 2.0, ""),
        (CUSTOM, 1.0, 2.0, ""),
        ("{{}}", 0.5, NAN, ""),
        (BOTH_SIDES, 0.05, -1.3195079107728942, ""),
        (BOTH_SIDES, 0.12, -0.7371346086455506, ""),
        (BOTH_SIDES, 0.25, 0.0, ""),
        (BOTH_SIDES, 0.3, 0.2999999999999998, ""),
        (BOTH_SIDES, 0.5, 0.5, ""),
        (BOTH_SIDES, 0.6, 1.071773462536293, ""),
        (BOTH_SIDES, 0.9, 3.0314331330207964, ""),
        // The interpolation happens in the last bucket, wherever the quantile lies.
        (WITH_NAN, 0.0, 2.0, skewed),
        (WITH_NAN, 0.1, 2.0945882456412535, skewed),
        (WITH_NAN, 0.5, 2.519842099789746, skewed),
        (WITH_NAN, 0.9, NAN, nan),
        (WITH_NAN, 1.0, NAN, nan),
    ] {
        let (found, told) = quantile(q, &read(text));
        assert!(near(found, expected), "{q} of {text}: {found} is not {expected}");
        let told = told.map_or_else(String::new, |words| words("".into()).to_string());
        assert!(told.contains(remark) && told.is_empty() == remark.is_empty(), "{q} of {text}: {told}");
    }
}

#[test]
fn fractions_of_native_histograms() {
    for (text, lower, upper, expected) in [
        (CUSTOM, -INF, 0.5, 0.15),
        (CUSTOM, 0.2, 3.0, 0.64),
        (CUSTOM, -INF, INF, 1.0),
        (CUSTOM, 1.5, INF, 0.5),
        (CUSTOM, -0.6, -0.1, 0.0),
        (CUSTOM, 3.0, 100.0, 0.0),
        (CUSTOM, 1.0, 1.0, 0.0),
        (CUSTOM, NAN, 1.0, NAN),
        (BELOW_ZERO, -5.0, 1.0, NAN), // a value inside the first bucket
        (BELOW_ZERO, -2.0, 1.0, 0.3),
        (BELOW_ZERO, -0.5, 5.0, 0.2),
        (BELOW_ZERO, -INF, -2.0, 0.5),
        ("{{}}", 0.0, 1.0, NAN),
        (BOTH_SIDES, -INF, INF, 1.0),
        (BOTH_SIDES, -1.5, 0.7, 0.3391991106576165),
        (WITH_NAN, -INF, INF, 0.8333333333333334),
        (WITH_NAN, -INF, 0.5, 0.3333333333333333),
        (WITH_NAN, -1.0, 0.5, 0.25),
        (WITH_NAN, 0.2, 3.0, 0.446240625180289),
        (WITH_NAN, 1.5, INF, 0.319172916546474),
        (WITH_NAN, -0.6, -0.1, 0.08858620048614947),
        (WITH_NAN, -1.5, 2.5, 0.6292288987819369),
    ] {
        let (found, told) = fraction(lower, upper, &read(text));
        assert!(near(found, expected), "{lower} to {upper} of {text}: {found} is not {expected}");
        assert_eq!(told.is_some(), text == WITH_NAN, "{lower} to {upper} of {text}");
    }
}

#[test]
fn mean_and_spread() {
    assert_eq!(mean(&read(CUSTOM)), 0.5);
    assert!(near(variance(&read(BOTH_SIDES)), 2.0818023997951047));
    assert!(near(standard_deviation(&read(BOTH_SIDES)), 1.4428452445758362));
    assert_eq!(standard_deviation(&read(CUSTOM)), INF);
    assert!(variance(&read(WITH_NAN)).is_nan());
}

#[test]
fn quantiles_of_classic_histograms() {
    let raised: &[(f64, f64)] = &[(1.0, 2.0), (2.0, 1.0), (INF, 4.0)];
    let rounded: &[(f64, f64)] = &[(1.0, 2.0), (2.0, 2.0 - 1e-13), (INF, 4.0)];
    let plain: &[(f64, f64)] = &[(INF, 10.0), (2.0, 7.0), (1.0, 3.0)];
    for (pairs, q, expected) in [
        (plain, 0.1, (0.3333333333333333, false)),
        (plain, 0.5, (1.5, false)),
        (plain, 0.9, (2.0, false)),
        (plain, -0.1, (-INF, false)),
        (plain, 1.1, (INF, false)),
        (plain, NAN, (NAN, false)),
        (raised, 0.5, (1.0, true)),
        (rounded, 0.5, (1.0, false)),
        (&[(-1.0, 2.0), (INF, 4.0)], 0.1, (-1.0, false)),
        (&[(1.0, 1.0), (1.0, 1.0), (INF, 4.0)], 0.25, (0.5, false)), // of one bound: joined
        (&[(1.0, 2.0), (2.0, 4.0)], 0.5, (NAN, false)),              // none up to infinity
        (&[(INF, 4.0)], 0.5, (NAN, false)),
        (&[(1.0, 0.0), (INF, 0.0)], 0.5, (NAN, false)),
        (&[], 0.5, (NAN, false)),
    ] {
        let (found, forced) = classic::quantile(q, &mut buckets(pairs));
        assert!(near(found, expected.0), "{q} of {pairs:?}: {found} is not {}", expected.0);
        assert_eq!(forced, expected.1, "{q} of {pairs:?}");
    }
}

#[test]
fn fractions_of_classic_histograms() {
    let plain: &[(f64, f64)] = &[(1.0, 3.0), (2.0, 7.0), (INF, 10.0)];
    for (pairs, lower, upper, expected) in [
        (plain, 0.0, 1.0, NAN), // a value inside the first bucket
        (plain, 1.0, 2.0, 0.4),
        (plain, -INF, 1.0, 0.3),
        (plain, -INF, 1.5, 0.5),
        (plain, 1.5, INF, 0.5),
        (plain, 3.0, 4.0, 0.0),
        (plain, 2.0, 1.0, 0.0),
        (plain, NAN, 1.0, NAN),
        (&[(-1.0, 2.0), (INF, 4.0)], -INF, -1.0, 0.5),
        (&[(1.0, 2.0)], 0.0, 1.0, NAN),
        (&[], 0.0, 1.0, NAN),
    ] {
        let found = classic::fraction(lower, upper, &mut buckets(pairs));
        assert!(near(found, expected), "{lower} to {upper} of {pairs:?}: {found} is not {expected}");
    }
}

fn buckets(pairs: &[(f64, f64)]) -> Vec<classic::Bucket> {
    pairs.iter().map(|(upper, count)| classic::Bucket { upper: *upper, count: *count }).collect()
}
