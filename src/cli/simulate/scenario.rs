//! A `test` of the program, without what it expects.

use super::super::Failure;
use super::Scene;
use crate::engine::world;
use crate::model::{Millis, Model};
use crate::series::Store;
use crate::story::Clock;
use crate::text::nearest;
use jiff::tz::TimeZone;

/// `lasts` in place of what the test needs.
pub(super) fn of_test(model: &Model, name: &str, lasts: Option<Millis>) -> Result<Scene, Failure> {
    let Some(test) = model.tests.iter().find(|test| test.title.value == name) else {
        let near = nearest(name, model.tests.iter().map(|test| test.title.value.as_str()));
        let known: Vec<String> = model.tests.iter().map(|test| format!("  {}", test.title.value)).collect();
        return Err(Failure::new(match (near, known.is_empty()) {
            (Some(near), _) => format!("the program has no test `{name}`; did you mean `{near}`?"),
            (None, true) => "the program has no tests".to_string(),
            (None, false) => format!("the program has no test `{name}`; it has\n{}", known.join("\n")),
        }));
    };
    let mut test = test.clone();
    test.lasts = lasts.unwrap_or(test.lasts);
    let mut store = Store::default();
    world::fill(&mut store, &test);
    let zone = match &test.zone {
        Some(name) => TimeZone::get(name).ok(),
        None => (test.start != 0).then_some(TimeZone::UTC),
    };
    Ok(Scene {
        store,
        actions: world::actions(&test),
        start: test.start,
        until: test.start.saturating_add(test.lasts),
        clock: zone.map_or(Clock::Elapsed, Clock::Wall),
        note: format!("test “{name}”"),
    })
}
