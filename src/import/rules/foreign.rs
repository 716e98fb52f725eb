//! Fields that other rulers know and Prometheus refuses. A file that has them is a file for such a ruler, so they
//! are read and noted.

use crate::diag::{Diagnostic, codes};
use crate::yaml::{Fields, Reader};

/// What the groups stand in.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Home {
    File,
    /// An object of Kubernetes, which the operator writes to files of Prometheus or Thanos.
    Object,
}

pub(super) const OF_FILE: &[&str] = &["namespace"];

pub(super) const OF_GROUP: &[&str] = &[
    "align_evaluation_time_on_interval",
    "concurrency",
    "debug",
    "eval_alignment",
    "eval_delay",
    "eval_offset",
    "evaluation_delay",
    "headers",
    "notifier_headers",
    "params",
    "partial_response_strategy",
    "source_tenants",
    "tenant",
    "type",
];

pub(super) const OF_RULE: &[&str] = &["debug", "update_entries_limit"];

/// Who knows a field.
fn ruler(field: &str) -> &'static str {
    match field {
        "partial_response_strategy" => "Thanos",
        "namespace" | "source_tenants" | "evaluation_delay" | "align_evaluation_time_on_interval" => "Mimir",
        _ => "vmalert",
    }
}

/// Notes the fields of `names` that are there.
pub(super) fn report(fields: &Fields, names: &[&str], home: Home, reader: &mut Reader) {
    for entry in fields.entries() {
        let Some(name) = entry.key.text().filter(|name| names.contains(&name.value.as_str())) else {
            continue;
        };
        // The operator's objects have this one.
        if home == Home::Object && name.value == "partial_response_strategy" {
            continue;
        }
        let message =
            format!("`{}` is a field of {}; Prometheus refuses the file", name.value, ruler(&name.value));
        reader.report(Diagnostic::new(codes::FILE_FOREIGN_FIELD, entry.key.span, message));
    }
}
