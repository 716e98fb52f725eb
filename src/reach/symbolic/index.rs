//! Which of many siblings a known label can match: those that want this value, and those that do
//! not list the values of the label.

use super::labels::Labels;
use super::test::Test;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Fewer siblings are simply asked.
const WORTH_IT: usize = 8;
/// So many labels have an index of their own, those that most siblings ask for.
const MOST_LABELS: usize = 4;

/// Siblings, or other lists of matchers, by what they ask for.
#[derive(Debug, Default)]
pub struct Index {
    siblings: usize,
    labels: Vec<ByLabel>,
}

#[derive(Debug)]
struct ByLabel {
    label: Arc<str>,
    by_value: HashMap<Arc<str>, Vec<usize>>,
    /// Those that do not list the label's values, in order.
    others: Vec<usize>,
}

impl Index {
    pub fn new<'t>(siblings: impl ExactSizeIterator<Item = &'t [Test]> + Clone) -> Index {
        let count = siblings.len();
        if count < WORTH_IT {
            return Index { siblings: count, labels: Vec::new() };
        }
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        for test in siblings.clone().flatten().filter(|test| test.listed().is_some()) {
            *asked.entry(&test.label).or_default() += 1;
        }
        let mut most: Vec<(&str, usize)> = asked.into_iter().collect();
        most.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        most.truncate(MOST_LABELS);
        let labels = most.into_iter().map(|(label, _)| ByLabel::new(label, siblings.clone())).collect();
        Index { siblings: count, labels }
    }

    /// The places of all siblings that may match, in order.
    pub fn candidates(&self, labels: &Labels) -> Vec<usize> {
        let found = self.labels.iter().filter_map(|index| {
            let values = labels.get(&index.label).listed()?;
            let matching: Vec<&Vec<usize>> =
                values.iter().filter_map(|value| index.by_value.get(value)).collect();
            let count = matching.iter().map(|places| places.len()).sum::<usize>() + index.others.len();
            Some((count, matching, &index.others))
        });
        let Some((count, matching, others)) = found.min_by_key(|(count, ..)| *count) else {
            return (0..self.siblings).collect();
        };
        let mut places = Vec::with_capacity(count);
        places.extend(matching.into_iter().chain([others]).flatten());
        places.sort_unstable();
        places.dedup();
        places
    }
}

impl ByLabel {
    fn new<'t>(label: &str, siblings: impl Iterator<Item = &'t [Test]>) -> ByLabel {
        let mut by_value: HashMap<Arc<str>, Vec<usize>> = HashMap::new();
        let mut others = Vec::new();
        for (place, tests) in siblings.enumerate() {
            let listed = tests.iter().filter(|test| &*test.label == label).find_map(Test::listed);
            match listed {
                Some(values) => {
                    for value in values {
                        by_value.entry(value.clone()).or_default().push(place);
                    }
                }
                None => others.push(place),
            }
        }
        ByLabel { label: label.into(), by_value, others }
    }
}
