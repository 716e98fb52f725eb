//! Services.

use super::changes::{Differences, Kind, Thing};
use super::named::Kinds;
use super::{Side, levels};
use crate::model::{Model, Service};

pub(super) fn compare(old: Option<Side>, new: Option<Side>, things: &mut Vec<Thing>) {
    let services = Kinds {
        kind: Kind::Service,
        name: |service: &Service| &service.name,
        span: |service| service.span,
        differences: &|before, after, differences| {
            service(before.zip(old), after.zip(new), differences);
        },
    };
    services.compare(
        old.map(|side| (side, &side.model.services[..])),
        new.map(|side| (side, &side.model.services[..])),
        things,
    );
}

fn service(old: Option<(&Service, Side)>, new: Option<(&Service, Side)>, differences: &mut Differences) {
    let text = |of: Option<(&Service, Side)>, text: fn(&Service, &Model) -> String| {
        of.map(|(service, side)| text(service, side.model)).unwrap_or_default()
    };
    let mut compare = |what: &str, of: fn(&Service, &Model) -> String| {
        differences.compare(what, text(old, of), text(new, of));
    };
    compare("owner", |service, _| service.owner.clone().unwrap_or_default());
    compare("select", |service, _| matchers(&service.select));
    compare("depends_on", |service, model| {
        let names = service.depends_on.iter().map(|id| model.services[*id].name.as_str());
        names.collect::<Vec<_>>().join(", ")
    });
    compare("fleet", |service, _| match &service.fleet {
        Some(fleet) => format!("{} of {}", fleet.label, fleet.members.join(", ")),
        None => String::new(),
    });
    let labels =
        |of: Option<(&Service, Side)>| of.map(|(service, _)| service.labels.clone()).unwrap_or_default();
    levels::pairs("label", &labels(old), &labels(new), differences, |_, _, _| false);
}

/// `job="api", env=~"a|b"`
pub(super) fn matchers(matchers: &[crate::expr::Matcher]) -> String {
    let text = |matcher: &crate::expr::Matcher| {
        format!("{}{}{:?}", matcher.label.value, matcher.op.text(), matcher.value.value)
    };
    matchers.iter().map(text).collect::<Vec<_>>().join(", ")
}
