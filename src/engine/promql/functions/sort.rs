//! `sort(x)`, `sort_desc(x)`, `sort_by_label(x, "job")`.

use super::natural::natural_less;
use crate::engine::promql::aggregate::Rank;
use crate::engine::promql::output::Item;
use crate::engine::promql::{Failure, Output, Run, Vector};
use crate::model::Millis;
use crate::series::{Labels, Reading};
use std::cmp::Ordering;

#[derive(Clone, Debug)]
pub enum Order {
    Ascending,
    Descending,
    /// By labels, read as people read numbers; backwards if so.
    Labels(Vec<String>, bool),
}

pub struct Sort {
    inner: Box<dyn Vector>,
    order: Order,
    output: Output,
}

impl Sort {
    pub fn new(inner: Box<dyn Vector>, order: Order) -> Sort {
        Sort { inner, order, output: Output::default() }
    }
}

impl Vector for Sort {
    fn evaluate(&mut self, run: &mut Run, now: Millis) -> Result<(), Failure> {
        self.output.clear();
        self.inner.evaluate(run, now)?;
        let input = self.inner.output();
        while self.output.slots.len() < input.slots.len() {
            self.output.slots.of(input.slots.get(self.output.slots.len() as u32));
        }
        self.output.items.extend(input.items.iter().cloned());
        let items = &mut self.output.items;
        match &self.order {
            Order::Ascending => by_value(items, Rank::Least),
            Order::Descending => by_value(items, Rank::Greatest),
            Order::Labels(names, backwards) => {
                let sets = &run.store.sets;
                let labels = |item: &Item| sets.labels(input.slots.get(item.slot).set);
                items.sort_by(|one, other| {
                    let order = by_labels(names, labels(one), labels(other));
                    if *backwards { order.reverse() } else { order }
                });
            }
        }
        Ok(())
    }

    fn output(&self) -> &Output {
        &self.output
    }
}

/// Floats alone; NaNs stand last either way.
fn by_value(items: &mut Vec<Item>, best_first: Rank) {
    items.retain(|item| matches!(item.reading, Reading::Float(_)));
    best_first.sort(items);
}

fn by_labels(names: &[String], one: &Labels, other: &Labels) -> Ordering {
    for name in names {
        let (one, other) = (one.get(name), other.get(name));
        if one != other {
            return if natural_less(one, other) { Ordering::Less } else { Ordering::Greater };
        }
    }
    compare(one, other)
}

/// The order of label sets: name by name, value by value; the shorter of equal beginnings first.
pub fn compare(one: &Labels, other: &Labels) -> Ordering {
    one.iter().cmp(other.iter())
}
