//! The words of the table of integrations.

use super::given::Given;
use crate::diag::Diagnostics;

/// One of Alertmanager's ways to tell people: `slack`, `pagerduty`, …
pub struct Integration {
    /// The part of `slack_configs` before `_configs`.
    pub kind: &'static str,
    /// Alertmanager's version that brought it, where that is later than 0.22.
    pub since: Option<&'static str>,
    /// Whether it tells of the end of an alert unless `send_resolved` says otherwise.
    pub send_resolved: bool,
    pub opens: Opens,
    pub block: Block,
}

/// What a notification leaves behind there, until the alert's end is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A message, which nobody has to close.
    Nothing,
    Ticket,
    /// An incident: somebody is paged.
    Incident,
}

/// Settings that stand together in braces, and what must hold between them.
pub struct Block {
    /// Each type with the names of the settings of that type.
    pub settings: &'static [(Type, &'static [&'static str])],
    pub rules: &'static [Rule],
}

/// What a setting's value may be.
#[derive(Clone, Copy)]
pub enum Type {
    Text,
    /// Text that Alertmanager expands as a Go template.
    Template,
    /// A template whose result is cut after so many characters (or bytes) by the receiving service.
    Limited(usize),
    /// Text that nobody may read: only from a file.
    Secret,
    /// A URL that is a secret as a whole.
    SecretUrl,
    /// A URL or a template of one, which may hold a secret.
    TemplateUrl,
    /// `http://host…` or `https://host…`
    Url,
    /// A URL of any scheme: of a proxy.
    ProxyUrl,
    /// A path on the machine of Alertmanager.
    File,
    /// `host:port`
    Address,
    /// As Prometheus writes it: `1d12h`.
    Duration,
    /// As Go writes it: `36h`.
    Timeout,
    /// 0, 1, 2, …
    Count,
    Integer,
    /// With a fraction, too.
    Number,
    Bool,
    OneOf(&'static [&'static str]),
    List(&'static Type),
    /// Keys of the user's own.
    Map(&'static Type),
    /// Anything that YAML can say.
    Any,
    /// A block of anything.
    Object,
    /// A block of anything, whose texts Alertmanager expands as Go templates.
    Templates,
    Block(&'static Block),
    /// A template, or a block around it.
    TemplateOr(&'static Block),
}

/// What must hold between the settings of a block.
pub enum Rule {
    /// At least one of the first, or one of the second in `global`.
    Needs(&'static [&'static str], &'static [&'static str]),
    /// At most one of these.
    OneOnly(&'static [&'static str]),
    /// When one of the first is there, one of the second must be.
    With(&'static [&'static str], &'static [&'static str]),
    All(&'static [Rule]),
    /// What else must hold, in words and as a check.
    Also(&'static str, fn(&Given, &mut Diagnostics)),
}

impl Block {
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.settings.iter().flat_map(|(_, names)| names.iter().copied())
    }

    pub fn type_of(&self, name: &str) -> Option<Type> {
        self.settings.iter().find(|(_, names)| names.contains(&name)).map(|(kind, _)| *kind)
    }
}
