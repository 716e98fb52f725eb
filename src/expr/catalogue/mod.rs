//! What is known of metrics: what a program declares, joined with what names tell.

mod dump;
mod exposition;
mod metadata;
mod names;
mod unit;

pub use dump::{Dump, DumpFault};
pub use exposition::from_exposition;
pub use metadata::from_metadata;
pub use unit::Unit;

use super::labels::Flow;
use super::ranges::Range;
use crate::quantity::Dimension;
use crate::text::Span;
use names::from_name;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetricKind {
    Counter,
    Gauge,
    /// Classic: `x_bucket`, `x_sum`, `x_count`.
    Histogram,
    NativeHistogram,
    Summary,
    Info,
    Unknown,
}

/// One line of a `metrics` block, or a recording rule of the program.
#[derive(Clone, Debug)]
pub struct Declaration {
    pub kind: MetricKind,
    /// The labels of the metric itself, without `le` and `quantile`; none when not said.
    pub labels: Option<Vec<String>>,
    pub unit: Option<Unit>,
    /// The labels are exactly these: a recorded series has no `job` unless its expression has.
    pub recorded: bool,
    /// Which values its samples have, when it is recorded and that is known.
    pub range: Option<Range>,
    /// The name in its declaration.
    pub span: Span,
}

/// The metrics of a program, by name.
#[derive(Clone, Debug)]
pub struct Catalogue {
    metrics: HashMap<String, Declaration>,
    target_labels: BTreeSet<String>,
    /// The labels of series that the rules of files record, each with what made it so.
    recorded: HashMap<String, Flow>,
    /// Labels that recorded series may have got before they are read: the external labels of the server
    /// that recorded them, when another one reads them.
    pub added_on_the_way: Option<Arc<BTreeSet<String>>>,
    /// All metrics there are stand here: others are misspelt.
    pub complete: bool,
}

/// What is known of one series name.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub kind: MetricKind,
    pub unit: Option<Unit>,
    /// The declaration that says so, if any; else the name does.
    pub declared: Option<&'a Declaration>,
    /// The part of the name that tells the unit (`_seconds`); empty when declared or unknown.
    pub suffix: &'static str,
    /// `le` of a bucket, `quantile` of a summary: there beside the declared labels.
    pub own_label: Option<&'static str>,
}

impl Default for Catalogue {
    fn default() -> Catalogue {
        let target_labels = ["instance", "job"].map(String::from).into();
        Catalogue {
            metrics: HashMap::new(),
            target_labels,
            recorded: HashMap::new(),
            added_on_the_way: None,
            complete: false,
        }
    }
}

impl MetricKind {
    /// The kind that a word at the beginning of a line of a `metrics` block names.
    pub fn named(word: &str) -> Option<MetricKind> {
        Some(match word {
            "counter" => MetricKind::Counter,
            "gauge" => MetricKind::Gauge,
            "histogram" => MetricKind::Histogram,
            "native_histogram" => MetricKind::NativeHistogram,
            "summary" => MetricKind::Summary,
            "info" => MetricKind::Info,
            _ => return None,
        })
    }

    /// All words that `named` knows, sorted.
    pub const WORDS: [&str; 6] = ["counter", "gauge", "histogram", "info", "native_histogram", "summary"];
}

impl Catalogue {
    /// Declares `name`. An earlier declaration stays and is returned: the caller reports the second.
    pub fn declare(&mut self, name: &str, declaration: Declaration) -> Result<(), &Declaration> {
        use std::collections::hash_map::Entry;
        match self.metrics.entry(name.to_string()) {
            Entry::Occupied(earlier) => Err(earlier.into_mut()),
            Entry::Vacant(place) => {
                place.insert(declaration);
                Ok(())
            }
        }
    }

    /// Declares a series that the rules of files record; an earlier declaration says more, and stays.
    pub fn declare_recorded(&mut self, name: &str, declaration: Declaration, flow: Flow) {
        if self.declare(name, declaration).is_ok() {
            self.recorded.insert(name.to_string(), flow);
        }
    }

    /// The labels of a series that the rules of files record.
    pub fn recorded(&self, name: &str) -> Option<&Flow> {
        self.recorded.get(name)
    }

    /// A label that scraping puts on every series (`namespace`, or whatever services select by);
    /// `job` and `instance` always are.
    pub fn add_target_label(&mut self, label: &str) {
        self.target_labels.insert(label.to_string());
    }

    pub fn target_labels(&self) -> impl Iterator<Item = &str> {
        self.target_labels.iter().map(String::as_str)
    }

    /// The names of all declared metrics, for did-you-mean.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.metrics.keys().map(String::as_str)
    }

    /// What is known of the series `name`; `x_bucket`, `x_sum`, `x_count` of a declared `x` too.
    pub fn metric(&self, name: &str) -> Facts<'_> {
        let told = from_name(name);
        let mut facts =
            Facts { kind: told.kind, unit: told.unit, declared: None, suffix: told.suffix, own_label: None };
        if let Some(declaration) = self.metrics.get(name) {
            facts.declared = Some(declaration);
            facts.kind = declaration.kind;
            if declaration.unit.is_some() || declaration.recorded {
                facts.unit = declaration.unit;
                facts.suffix = "";
            }
            facts.own_label = (declaration.kind == MetricKind::Summary).then_some("quantile");
        } else if let Some((declaration, suffix)) = self.family(name) {
            facts.declared = Some(declaration);
            facts.kind = MetricKind::Counter;
            if suffix == "_sum" {
                facts.unit = declaration.unit.or(from_name(name.strip_suffix(suffix).unwrap_or(name)).unit);
            } else {
                facts.unit = Some(Unit::base(Dimension::Count));
                facts.suffix = "";
            }
            facts.own_label = (suffix == "_bucket").then_some("le");
        } else if name.ends_with("_bucket") {
            facts.own_label = Some("le");
        }
        facts
    }

    /// The declared histogram or summary that the series `name` is a part of, and which part.
    fn family(&self, name: &str) -> Option<(&Declaration, &'static str)> {
        ["_bucket", "_sum", "_count"].into_iter().find_map(|suffix| {
            let declaration = self.metrics.get(name.strip_suffix(suffix)?)?;
            let has_it = match declaration.kind {
                MetricKind::Histogram => true,
                MetricKind::Summary => suffix != "_bucket",
                _ => false,
            };
            has_it.then_some((declaration, suffix))
        })
    }
}

impl Facts<'_> {
    /// Whether the series can carry the label, when all of its labels are known: those of `labels`.
    pub fn has_label(&self, label: &str, catalogue: &Catalogue) -> Option<bool> {
        let declared = self.declared?;
        let own = declared.labels.as_ref()?.iter().any(|known| known == label);
        let scraped = !declared.recorded && catalogue.target_labels.contains(label);
        Some(own || scraped || self.own_label == Some(label))
    }

    /// Every label that the series can carry, when that is known: declared labels, the labels that
    /// scraping adds, and `le` or `quantile`. None: anything is possible.
    pub fn labels(&self, catalogue: &Catalogue) -> Option<BTreeSet<String>> {
        let declared = self.declared?;
        let mut labels: BTreeSet<String> = declared.labels.as_ref()?.iter().cloned().collect();
        if !declared.recorded {
            labels.extend(catalogue.target_labels.iter().cloned());
        }
        labels.extend(self.own_label.map(String::from));
        Some(labels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::default();
        let span = Span::new(FileId(0), 0, 1);
        let declaration = Declaration {
            kind: MetricKind::Histogram,
            labels: Some(vec!["handler".into()]),
            unit: Unit::named("seconds"),
            recorded: false,
            range: None,
            span,
        };
        assert!(catalogue.declare("latency", declaration.clone()).is_ok());
        assert!(catalogue.declare("latency", declaration.clone()).is_err());
        let summary = Declaration { kind: MetricKind::Summary, unit: None, ..declaration };
        assert!(catalogue.declare("gc_seconds", summary).is_ok());
        catalogue
    }

    #[test]
    fn parts_of_a_histogram_follow_its_declaration() {
        let catalogue = catalogue();
        let dimension = |name: &str| catalogue.metric(name).unit.map(|unit| unit.dimension);
        assert_eq!(dimension("latency_sum"), Some(Dimension::Time));
        assert_eq!(dimension("latency_count"), Some(Dimension::Count));
        assert_eq!(catalogue.metric("latency_bucket").kind, MetricKind::Counter);
        assert_eq!(dimension("gc_seconds_sum"), Some(Dimension::Time));
        assert_eq!(dimension("gc_seconds"), Some(Dimension::Time));
        assert_eq!(dimension("other_sum"), None);
    }

    #[test]
    fn labels_are_the_declared_ones_and_the_targets() {
        let catalogue = catalogue();
        let labels = |name: &str| {
            catalogue.metric(name).labels(&catalogue).map(|set| set.into_iter().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(labels("latency_bucket").as_deref(), Some("handler instance job le"));
        assert_eq!(labels("latency_count").as_deref(), Some("handler instance job"));
        assert_eq!(labels("gc_seconds").as_deref(), Some("handler instance job quantile"));
        assert_eq!(labels("undeclared"), None);
    }
}
