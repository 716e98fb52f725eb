//! Thanos Ruler and vmalert: they take the files of Prometheus, but results of rules reach them in
//! another way. Sources: `docs/components/rule.md` of Thanos; the README of vmalert.

use super::inline::inline_conditions;
use super::reads::{reads_alerts, words};
use super::{Built, File, NotBuilt, Program, configuration};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::emit::{Around, EmitError, group_text, rules_document};
use crate::lower::{Group, Rule, RuleKind};
use crate::model::Setting;

/// Rules of a Thanos Ruler.
pub(super) fn thanos(program: Program) -> Result<Built, NotBuilt> {
    let settings = &program.targets.thanos;
    let strategy = settings.partial_response_strategy.map(|strategy| {
        ("partial_response_strategy".to_string(), Setting::Text(strategy.name().to_string()))
    });
    let of_group: Vec<_> = strategy.into_iter().collect();
    let stateless = settings.stateless;
    build(program, &of_group, |group, findings| {
        if stateless {
            inline_conditions(group);
            memory(
                group,
                codes::TARGET_THANOS_MEMORY,
                "a stateless Thanos Ruler sees its alerts only once they are written to the remote storage",
                findings,
            );
        }
    })
}

/// Rules of vmalert.
pub(super) fn vmalert(program: Program) -> Result<Built, NotBuilt> {
    let keeps = program.targets.vmalert.keeps_alerts;
    build(program, &[], |group, findings| {
        inline_conditions(group);
        if !keeps {
            memory(
                group,
                codes::TARGET_VMALERT_MEMORY,
                "vmalert sees its own alerts only where it writes them to what it reads",
                findings,
            );
        }
        group.rules.iter().for_each(|rule| refuse_functions(rule, findings));
    })
}

fn build(
    program: Program,
    of_group: &[(String, Setting)],
    mut adapt: impl FnMut(&mut Group, &mut Diagnostics),
) -> Result<Built, NotBuilt> {
    let mut findings = Diagnostics::default();
    let around = Around { of_group, ..Around::default() };
    let text = configuration::text(program, |_, settings| settings.to_vec())?;
    let mut files = vec![File { name: "alertmanager.yml".to_string(), text }];
    for file in &program.output.rule_files {
        let mut texts = Vec::new();
        for group in file.groups() {
            let mut group = group.map_err(|refused| NotBuilt::Emit(EmitError::Refused(refused)))?;
            adapt(&mut group, &mut findings);
            texts.push(group_text(&group, around, program.sources));
        }
        files.push(File { name: format!("rules/{}.yml", file.name), text: rules_document(around, &texts) });
    }
    Ok(Built { files, findings: findings.sorted() })
}

/// Warns of each rule that leans on `ALERTS`.
fn memory(group: &Group, code: Code, why: &str, findings: &mut Diagnostics) {
    for rule in group.rules.iter().filter(|rule| reads_alerts(rule)) {
        let message = format!("`{}` leans on its alerts in `ALERTS`, and {why}", rule.name);
        findings.push(Diagnostic::new(code, rule.span, message).help(
            "say in larum.toml that it keeps them, or do without `until`, `keep_firing_for` with later steps, and gates over alerts",
        ));
    }
}

/// Functions of PromQL that MetricsQL lacks.
const NOT_IN_METRICSQL: [&str; 8] = [
    "histogram_count",
    "histogram_fraction",
    "histogram_sum",
    "info",
    "limit_ratio",
    "ts_of_last_over_time",
    "ts_of_max_over_time",
    "ts_of_min_over_time",
];

/// Functions of templates that vmalert lacks.
const NOT_IN_TEMPLATES: [&str; 2] = ["graphLink", "tableLink"];

fn refuse_functions(rule: &Rule, findings: &mut Diagnostics) {
    let called = |text: &str, name: &str| {
        text.match_indices(name).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            let whole = before.is_none_or(|c| !(c.is_ascii_alphanumeric() || matches!(c, '_' | ':')));
            whole && text[at + name.len()..].trim_start().starts_with('(')
        })
    };
    for name in NOT_IN_METRICSQL.into_iter().filter(|name| called(&rule.expr, name)) {
        findings.push(missing(rule, name, "the function of PromQL"));
    }
    if let RuleKind::Alert { annotations, .. } = &rule.kind {
        for name in NOT_IN_TEMPLATES {
            let used = |text: &str| text.contains("{{") && words(text).any(|word| word == name);
            if annotations.iter().any(|(_, text)| used(text)) {
                findings.push(missing(rule, name, "the function of templates"));
            }
        }
    }
}

fn missing(rule: &Rule, name: &str, what: &str) -> Diagnostic {
    let message = format!("vmalert lacks {what} `{name}`, which `{}` calls", rule.name);
    Diagnostic::new(codes::TARGET_VMALERT_FUNCTION, rule.span, message).help("say it without that function")
}
