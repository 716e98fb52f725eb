//! Where in the source the parts of a program stand that only a target has something to say about.

use crate::text::Span;
use std::collections::HashMap;

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
    /// Where policies point: by the name of an alert, a service and so on, or by the severity of a level,
    /// the fields that are written there. Only in a program that has policies.
    pub fields: HashMap<Span, Vec<(String, Span)>>,
}

impl Places {
    /// The name of a channel's setting.
    pub fn setting(&self, channel: usize, setting: usize) -> Option<Span> {
        self.settings.get(channel)?.get(setting).copied()
    }

    /// Where a field is written of what is named at `named`.
    pub fn field(&self, named: Span, field: &str) -> Option<Span> {
        let fields = self.fields.get(&named)?;
        fields.iter().find(|(name, _)| name == field).map(|(_, span)| *span)
    }
}
