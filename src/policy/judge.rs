//! Every rule of every policy, asked of everything that it is about.

use super::condition::{Answer, Judge};
use super::exceptions::Exceptions;
use super::failure::Failure;
use super::item::Item;
use super::reaches::{OfFiles, OfProgram, Reach};
use super::told::Horizons;
use super::{Subject, imported, program};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lower::lower;
use crate::model::policy::{About, Compare, Expected, Policy, PolicyRule, RequirementKind, TestKind};
use crate::model::{Model, RANKS};
use crate::text::{Span, nearest};
use jiff::civil::Date;
use std::collections::HashMap;

/// What does not keep the policies. Exceptions end by `today`; times are looked at from there on for a year.
pub fn check(policies: &[Policy], subject: &Subject, today: Date) -> Diagnostics {
    let mut findings = Diagnostics::default();
    if policies.is_empty() {
        return findings;
    }
    let horizons = Horizons::from(today);
    let asks_for_times = policies.iter().flat_map(|policy| &policy.rules).any(|rule| {
        rule.requirements.iter().any(|requirement| matches!(requirement.kind, RequirementKind::Reaches(_)))
    });
    match *subject {
        Subject::Program(model) => {
            policies.iter().for_each(|policy| misspelt_severities(policy, model, &mut findings));
            let output = asks_for_times.then(|| lower(model));
            let reach = output.as_ref().map_or(Reach::Unknown, |output| {
                Reach::Program(OfProgram::new(model, &output.alertmanager, horizons))
            });
            let judge = Judge::new(&model.catalogue, program::recorded(model));
            Court { judge, reach, items: &|about| program::items(model, about) }.all(
                policies,
                today,
                &mut findings,
            );
        }
        Subject::Imported { rules, config, facts } => {
            let reach = match config.filter(|_| asks_for_times) {
                Some(config) => Reach::Files(OfFiles::new(rules, config, facts, horizons)),
                None => Reach::Unknown,
            };
            let judge = Judge::new(&facts.catalogue, imported::recorded(rules));
            Court { judge, reach, items: &|about| imported::items(rules, config, facts, about) }.all(
                policies,
                today,
                &mut findings,
            );
        }
    }
    findings
}

/// All that is needed to judge.
struct Court<'a> {
    judge: Judge<'a>,
    reach: Reach<'a>,
    items: &'a dyn Fn(About) -> Vec<Item<'a>>,
}

impl<'a> Court<'a> {
    fn all(mut self, policies: &[Policy], today: Date, findings: &mut Diagnostics) {
        let mut known: HashMap<About, Vec<Item<'a>>> = HashMap::new();
        let items = self.items;
        for policy in policies {
            let mut exceptions = Exceptions::new(today);
            for rule in &policy.rules {
                let about = known.entry(rule.subject).or_insert_with(|| items(rule.subject));
                self.rule(policy, rule, about, &mut exceptions, findings);
            }
            let mut names = |about: About| {
                let about = known.entry(about).or_insert_with(|| items(about));
                about.iter().map(|item| item.name.to_string()).collect()
            };
            findings.extend(exceptions.findings(policy, &mut names));
        }
    }

    fn rule(
        &mut self,
        policy: &Policy,
        rule: &PolicyRule,
        items: &[Item],
        exceptions: &mut Exceptions,
        findings: &mut Diagnostics,
    ) {
        let mut unknown: Vec<Span> = Vec::new();
        for requirement in &rule.requirements {
            if let RequirementKind::Reaches(asked) = &requirement.kind {
                let told = self.reach.unknown_targets(asked);
                unknown.extend((!told.is_empty()).then_some(requirement.span));
                findings.extend(told);
            }
        }
        for item in items.iter().filter(|item| self.judge.selects(rule.filter.as_ref(), item)) {
            for requirement in &rule.requirements {
                let failures: Vec<Failure> = match &requirement.kind {
                    RequirementKind::Holds(condition) => match self.judge.requires(condition, item) {
                        Answer::Fails(failures) => failures,
                        Answer::Holds | Answer::Unknown => continue,
                    },
                    RequirementKind::Reaches(_) if unknown.contains(&requirement.span) => continue,
                    RequirementKind::Reaches(asked) => self.reach.failures(asked, item),
                };
                if failures.is_empty() || exceptions.excuse(policy, rule, item) {
                    continue;
                }
                findings.extend(
                    failures.into_iter().map(|failure| failure.diagnostic(item, policy, requirement)),
                );
            }
        }
    }
}

/// A severity that nobody declares and that is close to one that somebody does.
fn misspelt_severities(policy: &Policy, model: &Model, findings: &mut Diagnostics) {
    let declared = || model.severities.iter().map(|severity| severity.name.as_str());
    let known = |name: &str| declared().any(|one| one == name) || RANKS.iter().any(|(rank, _)| *rank == name);
    for rule in &policy.rules {
        let required = rule.requirements.iter().filter_map(|requirement| match &requirement.kind {
            RequirementKind::Holds(condition) => Some(condition),
            RequirementKind::Reaches(_) => None,
        });
        for test in rule.filter.iter().chain(required).flat_map(|condition| condition.tests()) {
            let TestKind::Compare { field, op, value: Expected::Texts(texts) } = &test.kind else { continue };
            if field.value != "severity" || matches!(op, Compare::Matches | Compare::NotMatches) {
                continue;
            }
            for text in texts.iter().filter(|text| !known(text)) {
                if let Some(close) = nearest(text, declared()) {
                    findings.push(
                        Diagnostic::new(
                            codes::NAME_UNKNOWN,
                            test.span,
                            format!("there is no severity `{text}`"),
                        )
                        .help(format!("did you mean `{close}`?")),
                    );
                }
            }
        }
    }
}
