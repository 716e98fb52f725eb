//! A label set, as Prometheus has it: sorted by name, no empty values.

use crate::text::go::quote;
use std::fmt;
use std::sync::Arc;

/// The label that holds a metric's name.
pub const NAME: &str = "__name__";

/// Cheap to clone.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Labels(Arc<[(Box<str>, Box<str>)]>);

impl Default for Labels {
    fn default() -> Labels {
        Labels(Arc::new([]))
    }
}

impl Labels {
    /// Sorts them; an empty value is the same as no label. Of two with one name the later wins.
    pub fn new<N: Into<Box<str>>, V: Into<Box<str>>>(pairs: impl IntoIterator<Item = (N, V)>) -> Labels {
        let mut all: Vec<(Box<str>, Box<str>)> =
            pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        all.reverse();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all.dedup_by(|(later, _), (kept, _)| later == kept);
        all.retain(|(_, value)| !value.is_empty());
        Labels(all.into())
    }

    /// The value of a label; empty when it is not there.
    pub fn get(&self, name: &str) -> &str {
        let found = self.0.binary_search_by(|(own, _)| (**own).cmp(name));
        found.map_or("", |index| &*self.0[index].1)
    }

    /// The metric's name; empty when it has none.
    pub fn name(&self) -> &str {
        self.get(NAME)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of which `keep` says so.
    pub fn filter(&self, keep: impl Fn(&str) -> bool) -> Labels {
        Labels(self.0.iter().filter(|(name, _)| keep(name)).cloned().collect())
    }

    /// With `name` set to `value`, or without it when that is empty.
    pub fn with(&self, name: &str, value: &str) -> Labels {
        Labels::new(self.iter().chain([(name, value)]))
    }
}

/// As Prometheus writes it: `name{a="b"}`, `{a="b"}`, `{}`.
impl fmt::Display for Labels {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str(self.name())?;
        let mut rest = self.iter().filter(|(name, _)| *name != NAME).peekable();
        if rest.peek().is_none() && !self.name().is_empty() {
            return Ok(());
        }
        out.write_str("{")?;
        for (index, (name, value)) in rest.enumerate() {
            let comma = if index > 0 { ", " } else { "" };
            write!(out, "{comma}{name}={}", quote(value))?;
        }
        out.write_str("}")
    }
}
