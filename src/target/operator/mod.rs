//! The Prometheus Operator: PrometheusRule objects, and the routes in a Secret or as an
//! AlertmanagerConfig.
//! Sources: the operator's API reference and its `pkg/alertmanager`, version 0.93.

mod config;
mod objects;
mod rules;
mod secret;

use super::settings::{Operator, Routes};
use super::{Built, NotBuilt, Program, names};
use crate::diag::Diagnostics;

pub(super) fn build(program: Program) -> Result<Built, NotBuilt> {
    let settings = &program.targets.operator;
    let namespace = namespace(settings)?;
    let mut findings = Diagnostics::default();
    let mut files = rules::files(program, namespace).map_err(NotBuilt::Emit)?;
    match settings.alertmanager {
        Routes::Secret => files.insert(0, secret::file(program, namespace)?),
        Routes::Config => files.insert(0, config::file(program, namespace, &mut findings)),
        Routes::None => {}
    }
    Ok(Built { files, findings: findings.sorted() })
}

fn namespace(settings: &Operator) -> Result<&str, NotBuilt> {
    let Some(namespace) = settings.namespace.as_deref() else {
        return Err(NotBuilt::Settings(
            "the target `operator` needs the namespace of its objects: write `namespace = \"monitoring\"` \
             under `[target.operator]` in larum.toml, or `--namespace monitoring`"
                .to_string(),
        ));
    };
    if !names::is_namespace(namespace) {
        return Err(NotBuilt::Settings(format!(
            "`{namespace}` is no name of a namespace: lower case letters, digits and `-`, 63 at most"
        )));
    }
    Ok(namespace)
}
