//! What a value in a template is, as far as it can be told without running it.

use std::fmt;

/// A query of the template, counted from 0; none: nobody knows which.
pub(super) type QueryPlace = Option<u32>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Unknown,
    /// `.` at the top: labels, external labels, external URL, value.
    Root,
    /// The alert's own labels.
    Labels,
    ExternalLabels,
    /// `$value`: a float, or a native histogram.
    Value,
    Integer,
    Float,
    Text,
    Bool,
    /// What `query` gives: the place of the query among those of the template, when its text is constant.
    Vector(QueryPlace),
    /// One element of it.
    Sample(QueryPlace),
    SampleLabels(QueryPlace),
    /// `.` of a notification.
    Notification,
    /// Its alerts.
    Alerts,
    AlertList,
    /// One of them.
    Alert,
    /// Labels or annotations of a notification or of one of its alerts.
    KeyValues,
}

/// The fields of a notification, and of one of its alerts.
const NOTIFICATION: &[&str] = &[
    "Alerts",
    "CommonLabels",
    "CommonAnnotations",
    "GroupLabels",
    "Status",
    "Receiver",
    "ExternalURL",
    "NotificationReason",
];
const ALERT: &[&str] =
    &["Labels", "Annotations", "Status", "StartsAt", "EndsAt", "GeneratorURL", "Fingerprint"];

impl Kind {
    /// What `.name` of it is; an error names the fields that there are.
    pub fn field(self, name: &str) -> Result<Kind, &'static [&'static str]> {
        Ok(match (self, name) {
            (Kind::Unknown, _) => Kind::Unknown,
            (Kind::Root, "Labels") => Kind::Labels,
            (Kind::Root, "ExternalLabels") => Kind::ExternalLabels,
            (Kind::Root, "ExternalURL") => Kind::Text,
            (Kind::Root, "Value") => Kind::Value,
            (Kind::Root, _) => return Err(&["Labels", "Value", "ExternalLabels", "ExternalURL"]),
            (Kind::Labels | Kind::ExternalLabels | Kind::SampleLabels(_), _) => Kind::Text,
            (Kind::Sample(query), "Labels") => Kind::SampleLabels(query),
            (Kind::Sample(_), "Value") => Kind::Float,
            (Kind::Sample(_), _) => return Err(&["Labels", "Value"]),
            (Kind::Notification, "Alerts") => Kind::Alerts,
            (Kind::Notification, "CommonLabels" | "CommonAnnotations" | "GroupLabels") => Kind::KeyValues,
            (Kind::Notification, "Receiver" | "Status" | "ExternalURL") => Kind::Text,
            (Kind::Notification, "NotificationReason") => Kind::Unknown,
            (Kind::Notification, _) => return Err(NOTIFICATION),
            (Kind::Alerts, "Firing" | "Resolved") => Kind::AlertList,
            (Kind::Alerts, _) => return Err(&["Firing", "Resolved"]),
            (Kind::Alert, "Labels" | "Annotations") => Kind::KeyValues,
            (Kind::Alert, "Status" | "GeneratorURL" | "Fingerprint") => Kind::Text,
            (Kind::Alert, "StartsAt" | "EndsAt") => Kind::Unknown,
            (Kind::Alert, _) => return Err(ALERT),
            // Methods.
            (Kind::KeyValues, "Names" | "Values" | "SortedPairs" | "Remove" | "String") => Kind::Unknown,
            (Kind::KeyValues, _) => Kind::Text,
            // A histogram has fields, all with a capital.
            (Kind::Value, _) if name.starts_with(|first: char| first.is_uppercase()) => Kind::Unknown,
            _ => return Err(&[]),
        })
    }

    /// What `range` gives for its key and its element; none if it cannot be walked.
    pub fn elements(self) -> Option<(Kind, Kind)> {
        Some(match self {
            Kind::Vector(query) => (Kind::Integer, Kind::Sample(query)),
            Kind::Labels | Kind::ExternalLabels | Kind::SampleLabels(_) | Kind::KeyValues => {
                (Kind::Text, Kind::Text)
            }
            Kind::Alerts | Kind::AlertList => (Kind::Integer, Kind::Alert),
            Kind::Integer => (Kind::Integer, Kind::Integer),
            Kind::Unknown | Kind::Text => (Kind::Unknown, Kind::Unknown),
            Kind::Bool | Kind::Float | Kind::Value | Kind::Root | Kind::Sample(_) => return None,
            Kind::Notification | Kind::Alert => return None,
        })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Unknown => "a value",
            Kind::Root => "the alert's data",
            Kind::Labels => "the label set",
            Kind::ExternalLabels => "the set of external labels",
            Kind::Value => "the alert's value",
            Kind::Integer => "an integer",
            Kind::Float => "a number",
            Kind::Text => "text",
            Kind::Bool => "true or false",
            Kind::Vector(_) => "a query result",
            Kind::Sample(_) => "a sample",
            Kind::SampleLabels(_) => "a sample's label set",
            Kind::Notification => "a notification",
            Kind::Alerts | Kind::AlertList => "the list of alerts",
            Kind::Alert => "an alert",
            Kind::KeyValues => "a set of labels",
        })
    }
}
