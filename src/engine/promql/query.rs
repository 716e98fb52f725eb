//! A compiled expression: evaluated at an instant, or over a range.

use super::compile::Compiler;
use super::functions::compare;
use super::output::{Item, Output, same_labels, without_metadata};
use super::plan::{Plan, Vector};
use super::run::Scope;
use super::select::Source;
use super::{Answer, Failure, Options, Row, Run, Sample, Value};
use crate::expr::Expr;
use crate::model::Millis;
use crate::series::{Reading, SetId, Store};
use crate::text::Span;
use std::collections::HashMap;

/// Most steps of a range query, as Prometheus' API allows.
const MAX_STEPS: i64 = 11_000;

/// A compiled expression with all that it remembers of the label sets that it met: it belongs to one store.
pub struct Query {
    plan: Plan,
    options: Options,
    number: u64,
    span: Span,
}

impl Query {
    /// The expression is PromQL that passed the type check.
    pub fn new(expr: &Expr, options: &Options) -> Query {
        let plan = Compiler { options }.plan(expr);
        Query { plan, options: options.clone(), number: 0, span: expr.span }
    }

    /// # Errors
    /// What Prometheus ends the evaluation with.
    pub fn instant(&mut self, store: &mut Store, at: Millis) -> Result<Answer, Failure> {
        self.number += 1;
        let mut run = Run::new(store, &self.options, Scope::at(at), self.number);
        let value = match &mut self.plan {
            Plan::Scalar(scalar) => Value::Scalar(scalar.evaluate(&mut run, at)?),
            Plan::Text(text) => Value::Text(text.clone()),
            Plan::Vector(vector) => vector_at(&mut **vector, &mut run, at, self.span)?,
            Plan::Selector(selector) => vector_at(&mut **selector, &mut run, at, self.span)?,
            Plan::Range(source) => ranges_at(source, &mut run, at, self.span)?,
            Plan::Nothing(failure) => return Err(failure.clone()),
        };
        Ok(Answer { value, notes: run.notes.finish() })
    }

    /// From `start` on in steps, not beyond `end`.
    ///
    /// # Errors
    /// What Prometheus ends the evaluation with; also when there are too many steps.
    pub fn range(
        &mut self,
        store: &mut Store,
        start: Millis,
        end: Millis,
        step: Millis,
    ) -> Result<Answer, Failure> {
        self.number += 1;
        if step <= 0 {
            let message = "zero or negative query resolution step widths are not accepted";
            return Err(Failure::new(self.span, message));
        }
        if end.saturating_sub(start) / step > MAX_STEPS {
            let message = "exceeded maximum resolution of 11,000 points per timeseries";
            return Err(Failure::new(self.span, message));
        }
        let mut run = Run::new(store, &self.options, Scope { start, end, step }, self.number);
        let mut rows = Rows::default();
        let mut at = start;
        while at <= end {
            match &mut self.plan {
                Plan::Scalar(scalar) => {
                    let value = scalar.evaluate(&mut run, at)?;
                    rows.of(SetId(u32::MAX)).samples.push((at, Reading::Float(value)));
                }
                Plan::Vector(vector) => rows.take(&mut **vector, &mut run, at, self.span)?,
                Plan::Selector(selector) => rows.take(&mut **selector, &mut run, at, self.span)?,
                Plan::Text(_) | Plan::Range(_) => {
                    let message = "invalid expression type for range query, must be Scalar or instant Vector";
                    return Err(Failure::new(self.span, message));
                }
                Plan::Nothing(failure) => return Err(failure.clone()),
            }
            let Some(next) = at.checked_add(step) else { break };
            at = next;
        }
        let notes = std::mem::take(&mut run.notes).finish();
        Ok(Answer { value: Value::Matrix(rows.finish(store)), notes })
    }
}

/// The label set of an item, its name dropped if that was put off.
fn set_of(run: &mut Run, output: &Output, item: &Item) -> SetId {
    let identity = output.slots.get(item.slot);
    if identity.drop_name && run.options.delayed_name_removal {
        return without_metadata(&mut run.store.sets, identity.set);
    }
    identity.set
}

fn vector_at(vector: &mut dyn Vector, run: &mut Run, at: Millis, span: Span) -> Result<Value, Failure> {
    vector.evaluate(run, at)?;
    let output = vector.output();
    let mut samples = Vec::with_capacity(output.items.len());
    for item in &output.items {
        samples.push(Sample { labels: set_of(run, output, item), at, reading: item.reading.clone() });
    }
    if run.options.delayed_name_removal {
        let mut sets: Vec<SetId> = samples.iter().map(|sample| sample.labels).collect();
        sets.sort_unstable();
        if sets.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(same_labels(span));
        }
    }
    Ok(Value::Vector(samples))
}

/// All samples of the ranges themselves.
fn ranges_at(source: &mut Source, run: &mut Run, at: Millis, span: Span) -> Result<Value, Failure> {
    source.prepare(run, at)?;
    let mut rows = Vec::new();
    for index in 0..source.len() {
        let labels = source.identity(index).set;
        let window = source.window(run.store, index);
        let floats = window.times.iter().zip(window.values);
        let mut samples: Vec<(Millis, Reading)> =
            floats.map(|(time, value)| (*time, Reading::Float(*value))).collect();
        let histograms = window.histogram_times.iter().zip(window.histograms);
        samples.extend(histograms.map(|(time, value)| (*time, Reading::Histogram(value.clone()))));
        samples.sort_by_key(|(time, _)| *time);
        if !samples.is_empty() {
            run.hold(samples.len(), span)?;
            rows.push(Row { labels, samples });
        }
    }
    rows.sort_by(|one, other| {
        compare(run.store.sets.labels(one.labels), run.store.sets.labels(other.labels))
    });
    Ok(Value::Matrix(rows))
}

/// The series of a matrix under way.
#[derive(Default)]
struct Rows {
    places: HashMap<SetId, usize>,
    rows: Vec<Row>,
    held: usize,
}

impl Rows {
    fn of(&mut self, labels: SetId) -> &mut Row {
        let rows = &mut self.rows;
        let place = *self.places.entry(labels).or_insert_with(|| {
            rows.push(Row { labels, samples: Vec::new() });
            rows.len() - 1
        });
        &mut self.rows[place]
    }

    fn take(
        &mut self,
        vector: &mut dyn Vector,
        run: &mut Run,
        at: Millis,
        span: Span,
    ) -> Result<(), Failure> {
        run.release(self.held);
        vector.evaluate(run, at)?;
        let output = vector.output();
        for item in &output.items {
            let labels = set_of(run, output, item);
            let row = self.of(labels);
            if row.samples.last().is_some_and(|(time, _)| *time == at) {
                return Err(same_labels(span));
            }
            row.samples.push((at, item.reading.clone()));
        }
        self.held += output.items.len();
        Ok(())
    }

    fn finish(mut self, store: &mut Store) -> Vec<Row> {
        let none = store.sets.id(&crate::series::Labels::default());
        for row in &mut self.rows {
            if row.labels == SetId(u32::MAX) {
                row.labels = none;
            }
        }
        let sets = &store.sets;
        self.rows.sort_by(|one, other| compare(sets.labels(one.labels), sets.labels(other.labels)));
        self.rows
    }
}
