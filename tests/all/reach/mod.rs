//! Routing as `larum route` tells it, against amtool and a running Alertmanager. What is compared goes the
//! whole way: YAML text, its import, the walk.

mod against_amtool;
mod program;
mod random_tree;
mod symbolic;

use larum::import::{Alertmanager, alertmanager};

/// Reads a configuration that must be right.
#[track_caller]
fn read(text: &str) -> Alertmanager {
    alertmanager(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"))
}

/// An alert's labels, borrowed as the walk wants them.
fn borrowed(labels: &[(String, String)]) -> Vec<(&str, &str)> {
    labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
