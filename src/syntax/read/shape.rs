//! Values of series by their shape: `ramp from 0 to 100 over 30m`.

use super::super::ast::*;
use super::super::pairs::{part, parts, the};
use super::super::{Rule, reader::Reader, token};
use super::test::{duration, durations, named};
use crate::quantity::Quantity;
use pest::iterators::Pair;

pub(super) fn shape(pair: &Pair<Rule>, reader: &mut Reader) -> ShapeItem {
    let outages = parts(pair, Rule::shape_outage).map(|outage| OutageItem {
        from: duration(&outage, reader),
        hold: part(&outage, Rule::shape_for).map(|hold| duration(&hold, reader)),
    });
    ShapeItem {
        outages: outages.collect(),
        resets: parts(pair, Rule::shape_reset).map(|reset| duration(&reset, reader)).collect(),
        kind: kind(pair, reader),
        span: reader.span(pair),
    }
}

fn kind(pair: &Pair<Rule>, reader: &mut Reader) -> ShapeKind {
    if let Some(ramp) = part(pair, Rule::shape_ramp) {
        let [from, to] = two_numbers(&ramp, reader);
        let after = part(&ramp, Rule::shape_after).map(|after| duration(&after, reader));
        return ShapeKind::Ramp { from, to, over: duration(&ramp, reader), after };
    }
    if let Some(wave) = part(pair, Rule::shape_wave) {
        let [low, high] = two_numbers(&wave, reader);
        return ShapeKind::Wave { low, high, every: duration(&wave, reader) };
    }
    if let Some(rising) = part(pair, Rule::shape_rising) {
        let rates: Vec<RateItem> =
            parts(&rising, Rule::shape_rate).map(|rate| rate_of(&rate, reader)).collect();
        return ShapeKind::Rising(piecewise(rates, &rising, reader));
    }
    if let Some(observed) = part(pair, Rule::shape_observing) {
        return observing(&observed, reader);
    }
    let steps = the(pair, Rule::shape_steps);
    let numbers = parts(&steps, Rule::shape_number).map(|each| number(&each, reader)).collect();
    ShapeKind::Steps(piecewise(numbers, &steps, reader))
}

/// The first value, and the others with the times at which they begin.
fn piecewise<T>(values: Vec<T>, pair: &Pair<Rule>, reader: &mut Reader) -> Piecewise<T> {
    let mut values = values.into_iter();
    let first = values.next().unwrap_or_else(|| unreachable!("the grammar has a value in every shape"));
    (first, durations(pair, reader).into_iter().zip(values).collect())
}

fn two_numbers(pair: &Pair<Rule>, reader: &mut Reader) -> [Amount; 2] {
    let mut numbers = parts(pair, Rule::shape_number);
    std::array::from_fn(|_| {
        let next = numbers.next().unwrap_or_else(|| unreachable!("the grammar has two numbers here"));
        number(&next, reader)
    })
}

fn rate_of(pair: &Pair<Rule>, reader: &mut Reader) -> RateItem {
    RateItem {
        amount: number(&the(pair, Rule::shape_number), reader),
        every: part(pair, Rule::shape_every).map(|every| duration(&every, reader)),
    }
}

/// One that cannot be read was reported, and is no number.
fn number(pair: &Pair<Rule>, reader: &mut Reader) -> Amount {
    if let Some(name) = part(pair, Rule::amount_name) {
        return named(&name, reader);
    }
    let written = the(pair, Rule::written_number);
    let value = token::signed_word(&written, reader).unwrap_or_else(|| Quantity::plain(f64::NAN));
    Amount { value, named: None, span: reader.span(&written) }
}

fn observing(pair: &Pair<Rule>, reader: &mut Reader) -> ShapeKind {
    let rate = Some(rate_of(&the(pair, Rule::shape_rate), reader));
    let mut phases = vec![ObservedItem { rate, quantiles: quantiles(pair, reader) }];
    phases.extend(parts(pair, Rule::shape_then).map(|then| ObservedItem {
        rate: part(&then, Rule::shape_rate).map(|rate| rate_of(&rate, reader)),
        quantiles: quantiles(&then, reader),
    }));
    let buckets = part(pair, Rule::shape_buckets);
    let buckets = buckets.iter().flat_map(|buckets| parts(buckets, Rule::shape_number));
    let buckets = buckets.map(|bucket| number(&bucket, reader)).collect();
    ShapeKind::Observing { phases: piecewise(phases, pair, reader), buckets }
}

fn quantiles(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<(Name, Amount)> {
    let each = |quantile: Pair<Rule>| {
        let name = reader.text(&the(&quantile, Rule::quantile_name));
        (name, number(&the(&quantile, Rule::shape_number), reader))
    };
    parts(pair, Rule::shape_quantile).map(each).collect()
}
