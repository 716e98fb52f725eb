//! Histograms as Prometheus writes them.

use super::{Bucket, Buckets, Histogram, ResetHint};
use crate::text::go::float as number;
use std::fmt;

/// As values are printed: `{count:3, sum:5, [-1,1]:1, (1,2]:2}`.
impl fmt::Display for Histogram {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        write!(out, "{{count:{}, sum:{}", number(self.count), number(self.sum))?;
        let zero = (self.zero_count != 0.0 && !self.is_custom()).then(|| self.zero_bucket());
        let buckets = self.negative_buckets().rev().filter(|bucket| bucket.count != 0.0).chain(zero);
        for bucket in buckets.chain(self.positive_buckets().filter(|bucket| bucket.count != 0.0)) {
            write!(out, ", {bucket}")?;
        }
        out.write_str("}")
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let open = if self.lower_inclusive { '[' } else { '(' };
        let close = if self.upper_inclusive { ']' } else { ')' };
        write!(out, "{open}{},{}{close}:{}", number(self.lower), number(self.upper), number(self.count))
    }
}

impl Histogram {
    /// As tests write them: `{{count:3 sum:5 buckets:[1 2]}}`. Buckets stand in one row: gaps are empty buckets, and
    /// those at the ends are left out. More than [`LONGEST_GAP`] of them are written
    /// as `…`, for they would fill the screen.
    pub fn notation(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.schema != 0 {
            parts.push(format!("schema:{}", self.schema));
        }
        let numbers = [
            ("count", self.count),
            ("sum", self.sum),
            ("z_bucket", self.zero_count),
            ("z_bucket_w", self.zero_threshold),
        ];
        for (key, value) in numbers {
            if value != 0.0 {
                parts.push(format!("{key}:{}", number(value)));
            }
        }
        if self.is_custom() {
            parts.push(format!("custom_values:[{}]", list(self.custom.iter().copied())));
        }
        match self.hint {
            ResetHint::Unknown => {}
            ResetHint::Reset => parts.push("counter_reset_hint:reset".to_owned()),
            ResetHint::NoReset => parts.push("counter_reset_hint:not_reset".to_owned()),
            ResetHint::Gauge => parts.push("counter_reset_hint:gauge".to_owned()),
        }
        row("offset", "buckets", &self.positive, &mut parts);
        row("n_offset", "n_buckets", &self.negative, &mut parts);
        format!("{{{{{}}}}}", parts.join(" "))
    }
}

/// How many empty buckets are written out.
const LONGEST_GAP: i64 = 10_000;

fn row(offset: &str, key: &str, buckets: &Buckets, parts: &mut Vec<String>) {
    let runs = runs(buckets);
    let Some((start, first)) = runs.first() else { return };
    if *start != 0 {
        parts.push(format!("{offset}:{start}"));
    }
    let mut texts: Vec<String> = first.iter().copied().map(number).collect();
    // Prometheus writes the empty buckets of all gaps where the first gap is.
    let ends = runs.iter().map(|(start, counts)| i64::from(*start) + counts.len() as i64);
    let gaps: i64 = runs.iter().skip(1).zip(ends).map(|((start, _), end)| i64::from(*start) - end).sum();
    if gaps > LONGEST_GAP {
        texts.push("…".to_owned());
    } else {
        texts.extend((0..gaps).map(|_| "0".to_owned()));
    }
    texts.extend(runs.iter().skip(1).flat_map(|(_, counts)| counts.iter().copied()).map(number));
    parts.push(format!("{key}:[{}]", texts.join(" ")));
}

/// Buckets without a gap, and where they begin; empty ones at their ends are left out.
fn runs(buckets: &Buckets) -> Vec<(i32, &[f64])> {
    let (indexes, mut counts) = (buckets.indexes(), buckets.counts());
    let mut runs = Vec::new();
    for run in indexes.chunk_by(|one, next| i64::from(*one) + 1 == i64::from(*next)) {
        let (own, rest) = counts.split_at(run.len());
        counts = rest;
        let filled = |count: &f64| *count != 0.0;
        if let (Some(first), Some(last)) = (own.iter().position(filled), own.iter().rposition(filled)) {
            runs.push((run[first], &own[first..=last]));
        }
    }
    runs
}

fn list(numbers: impl Iterator<Item = f64>) -> String {
    numbers.map(number).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::series::histogram::CUSTOM_SCHEMA;

    #[test]
    fn histograms_as_values_and_in_tests() {
        let table = [
            (Histogram::default(), "{count:0, sum:0}", "{{}}"),
            (
                Histogram {
                    schema: 1,
                    count: 3.1,
                    sum: -0.3,
                    zero_count: 7.1,
                    zero_threshold: 0.05,
                    positive: Buckets::run(-3, vec![5.1, 0.0, 10.0, 7.0, 0.0]),
                    negative: Buckets::from_iter([(-5, 4.1), (-4, 5.0)]),
                    hint: ResetHint::NoReset,
                    ..Histogram::default()
                },
                "{count:3.1, sum:-0.3, [-0.25,-0.17677669529663687):5, [-0.17677669529663687,-0.125):4.1, \
                 [-0.05,0.05]:7.1, (0.25,0.35355339059327373]:5.1, (0.5,0.7071067811865475]:10, \
                 (0.7071067811865475,1]:7}",
                "{{schema:1 count:3.1 sum:-0.3 z_bucket:7.1 z_bucket_w:0.05 counter_reset_hint:not_reset offset:-3 \
                 buckets:[5.1 0 10 7] n_offset:-5 n_buckets:[4.1 5]}}",
            ),
            (
                Histogram {
                    schema: CUSTOM_SCHEMA,
                    count: f64::INFINITY,
                    sum: f64::NAN,
                    positive: Buckets::from_iter([(0, 5.1), (2, 10.0), (3, 7.0)]),
                    custom: [1.0, 2.5, 1e22].into(),
                    hint: ResetHint::Gauge,
                    ..Histogram::default()
                },
                "{count:+Inf, sum:NaN, [-Inf,1]:5.1, (2.5,1e+22]:10, (1e+22,+Inf]:7}",
                "{{schema:-53 count:+Inf sum:NaN custom_values:[1 2.5 1e+22] counter_reset_hint:gauge \
                 buckets:[5.1 0 10 7]}}",
            ),
            (
                Histogram {
                    positive: Buckets::from_iter([(-9, 1.0), (2_000_000_000, 1.0)]),
                    ..Histogram::default()
                },
                "{count:0, sum:0, (0.0009765625,0.001953125]:1, (+Inf,+Inf]:1}",
                "{{offset:-9 buckets:[1 … 1]}}",
            ),
            (
                // What Prometheus 3.5.3 writes; the second 2 is not where it belongs.
                Histogram {
                    positive: Buckets::from_iter([(1, 2.0), (3, 2.0), (5, 3.0)]),
                    ..Histogram::default()
                },
                "{count:0, sum:0, (1,2]:2, (4,8]:2, (16,32]:3}",
                "{{offset:1 buckets:[2 0 0 2 3]}}",
            ),
        ];
        for (histogram, value, notation) in table {
            assert_eq!(histogram.to_string(), value);
            assert_eq!(histogram.notation(), notation);
        }
    }
}
