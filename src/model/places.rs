//! Where in the source the parts of a program stand that only a target has something to say about.

use crate::text::Span;

/// Empty for a model that no source stands behind.
#[derive(Clone, Debug, Default)]
pub struct Places {
    /// For each channel, the names of its settings, in their order.
    pub settings: Vec<Vec<Span>>,
    /// The names in `global { … }`, in their order.
    pub global: Vec<Span>,
    /// The word `templates`.
    pub templates: Option<Span>,
    /// For each window, the zones of its ranges that are not UTC.
    pub window_zones: Vec<Vec<Span>>,
    /// The same for maintenances.
    pub maintenance_zones: Vec<Vec<Span>>,
}

impl Places {
    /// The name of a channel's setting.
    pub fn setting(&self, channel: usize, setting: usize) -> Option<Span> {
        self.settings.get(channel)?.get(setting).copied()
    }
}
