//! What the tests of a program have exercised of it.

use super::programs::{Ran, Tested, shown};
use crate::trial::coverage::Coverage;
use crate::trial::report::Covered;

/// None when there is no program outside of all environments.
pub(super) fn covered(program: &Tested, ran: &Ran) -> Option<Covered> {
    let model = program.models.first()?;
    let output = crate::lower::lower(model);
    let mut coverage = Coverage::new(model, &output.alertmanager);
    for (index, ran) in &ran.records {
        match index {
            0 => coverage.ran(&ran.record),
            // Who is told in another environment says nothing of who is told in this one.
            _ => coverage.saw(&ran.record),
        }
    }
    for labels in ran.files.iter().flat_map(|file| &file.expected) {
        coverage.fires(labels);
    }
    let items = coverage.items().into_iter().map(|item| {
        let place = item.span.map(|span| program.place(span));
        let place = place.map_or(String::new(), |place| format!("{}:{}", place.file, place.line));
        (item, place)
    });
    Some(Covered { program: shown(&program.folder), items: items.collect() })
}
