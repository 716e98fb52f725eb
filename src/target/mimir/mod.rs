//! Grafana Mimir: one file of rules a namespace for `mimirtool rules load`, within the limits of the
//! ruler, and the tenant's Alertmanager configuration for its API.

mod groups;
mod secrets;

use super::{Built, File, NotBuilt, Program, configuration};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::emit::{Around, document, group_text, rules_document};
use crate::model::Setting;

pub(super) fn build(program: Program) -> Result<Built, NotBuilt> {
    let mut findings = Diagnostics::default();
    let mut files =
        vec![File { name: "alertmanager.yml".to_string(), text: alertmanager(program, &mut findings)? }];
    for (namespace, groups) in groups::of(program, &mut findings)? {
        let head = [("namespace".to_string(), Setting::Text(namespace.to_string()))];
        let around = Around { head: &head, ..Around::default() };
        let texts: Vec<String> =
            groups.iter().map(|group| group_text(group, around, program.sources)).collect();
        files.push(File { name: format!("rules/{namespace}.yml"), text: rules_document(around, &texts) });
    }
    Ok(Built { files, findings: findings.sorted() })
}

/// What is posted to `/api/v1/alerts` of a tenant. Source: "HTTP API" of Mimir's documentation.
fn alertmanager(program: Program, findings: &mut Diagnostics) -> Result<String, NotBuilt> {
    if let (Some(span), false) =
        (program.model.places.templates, program.model.alertmanager.templates.is_empty())
    {
        let message = "Mimir knows no files of templates: their texts stand in the tenant's configuration";
        findings.push(
            Diagnostic::new(codes::TARGET_MIMIR_SETTING, span, message)
                .help("write the texts into the settings of the channels"),
        );
    }
    let mut inlined = secrets::Inlined::new(program, findings);
    let text = configuration::text(program, |owner, settings| inlined.settings(owner, settings))?;
    Ok(document(&[
        ("template_files".to_string(), Setting::Map(Vec::new())),
        ("alertmanager_config".to_string(), Setting::Text(text)),
    ]))
}
