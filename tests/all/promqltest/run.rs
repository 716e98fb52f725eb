//! Carries out a script.

use super::script::{Command, Eval, Load, What, When, read};
use super::{compare, custom_buckets, pinned};
use larum::engine::promql::{Options, Query, Value};
use larum::expr::Expr;
use larum::series::{Labels, Reading, SetId, Store};

const MINUTE: i64 = 60_000;

/// What does not come out as expected: the line and why.
pub fn failures(text: &str) -> Vec<(usize, String)> {
    let (commands, mut failures) = read(text);
    let mut store = Store::default();
    for Command { line, what } in &commands {
        let outcome = match what {
            What::Clear => {
                store = Store::default();
                Ok(())
            }
            What::Load(load) => append_all(load, &mut store),
            What::Eval(eval) => {
                evaluate(eval, &mut store).map_err(|fault| format!("{}\n    {fault}", eval.text))
            }
        };
        failures.extend(outcome.err().map(|fault| (*line, fault)));
    }
    failures
}

/// As the scripts' own engine has it.
fn options() -> Options {
    Options { max_samples: 10_000, delayed_name_removal: true, ..Options::default() }
}

fn append_all(load: &Load, store: &mut Store) -> Result<(), String> {
    for series in &load.series {
        let readings = (0_i64..).zip(series.values.iter());
        append(
            &series.labels,
            readings.filter_map(|(index, reading)| Some((index * load.step, reading?))),
            store,
        )?;
    }
    if load.custom_buckets {
        for (labels, histograms) in custom_buckets::of(load) {
            append(&labels, histograms.into_iter().map(|(at, histogram)| (at, histogram.into())), store)?;
        }
    }
    Ok(())
}

fn append(
    labels: &Labels,
    samples: impl Iterator<Item = (i64, Reading)>,
    store: &mut Store,
) -> Result<(), String> {
    let id = store.series_of(labels);
    for (at, reading) in samples {
        store.append(id, at, &reading).map_err(|refused| format!("{labels} at {at}: {refused:?}"))?;
    }
    Ok(())
}

fn evaluate(eval: &Eval, store: &mut Store) -> Result<(), String> {
    let expr = match &eval.expr {
        Ok(expr) => expr,
        Err(message) => return compare::failure(&eval.expected, message),
    };
    let at = match eval.when {
        When::At(at) => at,
        When::Range { end, .. } if eval.expected.gives_ranges => end,
        When::Range { start, end, step } => return over_range(eval, expr, [start, end, step], store),
    };
    at_instant(eval, expr, at, store)?;
    let Some(pinned) = pinned::pinned(expr, at) else { return Ok(()) };
    for other in pinned::other_times(at) {
        at_instant(eval, &pinned, other, store)
            .map_err(|fault| format!("as {} at {other}: {fault}", pinned.to_promql()))?;
    }
    Ok(())
}

fn over_range(
    eval: &Eval,
    expr: &Expr,
    [start, end, step]: [i64; 3],
    store: &mut Store,
) -> Result<(), String> {
    let answer = match Query::new(expr, &options()).range(store, start, end, step) {
        Err(failure) => return compare::failure(&eval.expected, &failure.message),
        Ok(_) if !eval.expected.fail.is_empty() => return Err("expected to fail".to_string()),
        Ok(answer) => answer,
    };
    compare::notes(&eval.expected, &answer)?;
    compare::ranges(&eval.expected, eval.when, &answer.value, store)
}

/// At an instant, and as the middle step of a query over a range.
fn at_instant(eval: &Eval, expr: &Expr, at: i64, store: &mut Store) -> Result<(), String> {
    let expected = &eval.expected;
    let mut query = Query::new(expr, &options());
    let answer = match query.instant(store, at) {
        Err(failure) => return compare::failure(expected, &failure.message),
        Ok(_) if !expected.fail.is_empty() => return Err("expected to fail".to_string()),
        Ok(answer) => answer,
    };
    compare::notes(expected, &answer)?;
    if expected.gives_ranges {
        return compare::ranges(expected, eval.when, &answer.value, store);
    }
    compare::instant(expected, &answer.value, store)?;
    if expected.string.is_some() || pinned::asks_for_edges(expr) {
        return Ok(());
    }
    let answer = query.range(store, at - MINUTE, at + MINUTE, MINUTE);
    let answer = answer.map_err(|failure| format!("over a range it failed: {}", failure.message))?;
    if expected.ordered {
        // A range has an order of its own.
        return Ok(());
    }
    let Value::Matrix(rows) = &answer.value else { return Err(format!("over a range: {:?}", answer.value)) };
    let of_middle = rows.iter().filter_map(|row| {
        let (_, reading) = row.samples.iter().find(|(time, _)| *time == at)?;
        Some((row.labels, reading))
    });
    let middle: Vec<(SetId, &Reading)> = of_middle.collect();
    let same = match (expected.scalar, middle.first()) {
        (Some(_), Some((_, Reading::Float(value)))) => {
            compare::instant(expected, &Value::Scalar(*value), store)
        }
        _ => compare::vector(expected, &middle, store, false),
    };
    same.map_err(|fault| format!("over a range: {fault}"))
}
