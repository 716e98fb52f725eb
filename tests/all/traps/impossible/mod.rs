//! What the compiler cannot write, looked for in all that it writes: for random programs, for each
//! shape of escalation, and for the systems under `rules/`.

mod routes;
mod steps;
mod texts;

use super::models::{crafted, systems};
use crate::support::dice::Dice;
use crate::support::random;
use larum::lower::{AlertmanagerConfig, Route, lower};
use larum::model::Model;
use std::sync::OnceLock;

/// Every program that is looked at.
fn every_model() -> &'static [Model] {
    static MODELS: OnceLock<Vec<Model>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let mut dice = Dice::new();
        let random = (0..150).map(|_| random::model(&mut dice));
        random.chain(crafted()).chain(systems()).collect()
    })
}

fn for_each(look: impl Fn(&Model, &AlertmanagerConfig)) {
    for model in every_model() {
        look(model, &lower(model).alertmanager);
    }
}

/// Every node of a tree, with the nodes above it.
fn nodes<'r, 'm>(route: &'r Route<'m>) -> Vec<Vec<&'r Route<'m>>> {
    let mut found = vec![vec![route]];
    for child in &route.routes {
        found.extend(nodes(child).into_iter().map(|below| [vec![route], below].concat()));
    }
    found
}
