//! What policies may ask of each thing: one table of fields.

use super::policy::About::{self, *};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Text,
    Number,
    Time,
    Truth,
}

/// A field and what has it.
#[derive(Clone, Copy, Debug)]
pub struct PolicyField {
    pub name: &'static str,
    pub holds: FieldType,
    pub of: &'static [About],
}

const RULES: &[About] = &[Alert, Level, Record];
const ALERTS: &[About] = &[Alert, Level];

/// Sorted by name. A name with a dot at its end stands for all names that begin so.
pub const POLICY_FIELDS: &[PolicyField] = &[
    field("alerts", FieldType::Number, &[Group, Service]),
    field("annotation.", FieldType::Text, &[Alert, Level, Service]),
    field("channels", FieldType::Number, &[Escalation]),
    field("dashboard", FieldType::Text, &[Alert, Level, Service]),
    field("description", FieldType::Text, ALERTS),
    field("escalation", FieldType::Text, ALERTS),
    field("for", FieldType::Time, ALERTS),
    field("group", FieldType::Text, RULES),
    field("group_interval", FieldType::Time, &[Escalation]),
    field("group_wait", FieldType::Time, &[Escalation]),
    field("interval", FieldType::Time, &[Alert, Level, Record, Group]),
    field("keep_firing_for", FieldType::Time, ALERTS),
    field("kind", FieldType::Text, &[Channel]),
    field("label.", FieldType::Text, &[Alert, Level, Record, Group, Service]),
    field("levels", FieldType::Number, &[Alert, Level, Group, Service]),
    field("limit", FieldType::Number, &[Group]),
    field("lookback", FieldType::Time, RULES),
    field("name", FieldType::Text, &About::ALL),
    field("offset", FieldType::Time, RULES),
    field("owner", FieldType::Text, &[Alert, Level, Record, Service]),
    field("query_offset", FieldType::Time, &[Group]),
    field("range", FieldType::Time, RULES),
    field("rank", FieldType::Number, ALERTS),
    field("records", FieldType::Number, &[Group, Service]),
    field("repeat", FieldType::Time, &[Escalation]),
    field("rules", FieldType::Number, &[Group]),
    field("runbook", FieldType::Text, &[Alert, Level, Service]),
    field("sends_resolved", FieldType::Truth, &[Channel]),
    field("service", FieldType::Text, RULES),
    field("severity", FieldType::Text, ALERTS),
    field("steps", FieldType::Number, &[Alert, Level, Escalation]),
    field("summary", FieldType::Text, ALERTS),
];

const fn field(name: &'static str, holds: FieldType, of: &'static [About]) -> PolicyField {
    PolicyField { name, holds, of }
}

impl PolicyField {
    /// The field of that name that `subject` has.
    pub fn named(name: &str, subject: About) -> Option<&'static PolicyField> {
        let is = |field: &&PolicyField| match field.name.strip_suffix('.') {
            Some(family) => {
                name.strip_prefix(family).is_some_and(|rest| rest.len() > 1 && rest.starts_with('.'))
            }
            None => field.name == name,
        };
        POLICY_FIELDS.iter().filter(|field| field.of.contains(&subject)).find(is)
    }

    /// The names of all fields that `subject` has; families end with a dot.
    pub fn names(subject: About) -> impl Iterator<Item = &'static str> {
        POLICY_FIELDS.iter().filter(move |field| field.of.contains(&subject)).map(|field| field.name)
    }
}
