//! A program in every environment that was asked for: what is to be said of it, each thing once.

use super::analyse;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::syntax::Damaged;
use crate::syntax::ast::Statement;
use crate::text::{FileId, Span};
use std::collections::{HashMap, HashSet};

/// What the files of a program say, before it is known what that means.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The name of the program.
    pub name: String,
    pub statements: Vec<Statement>,
    /// What could not be read of them.
    pub damaged: Vec<Damaged>,
    /// What reading them found.
    pub findings: Diagnostics,
    /// Files of folders that the program uses: what it does not need of them is no finding.
    pub libraries: HashSet<FileId>,
}

/// The model in the first of the environments (none: outside all of them), when there are no
/// errors in any, and the findings of all, in source order. `now` is told what is analysed; `lint` looks
/// at what it means in each environment.
pub fn analyse_everywhere(
    source: Source,
    environments: &[Option<String>],
    mut now: impl FnMut(&str),
    lint: impl Fn(&Model) -> Diagnostics,
) -> (Option<Model>, Vec<Diagnostic>) {
    let Source { name, mut statements, damaged, mut findings, libraries } = source;
    let broken = findings.has_errors();
    let unread: HashSet<Span> = findings.iter().map(|finding| finding.primary.span).collect();
    let mut model = None;
    let mut linted = Diagnostics::default();
    let mut needed: HashSet<Span> = HashSet::new();
    let mut unused: Option<HashMap<(Span, String), Diagnostic>> = None;
    // What one environment leaves unused may serve another: only a look at all of them tells.
    let sees_all = environments.len() > super::environments(&statements).len();
    for (index, environment) in environments.iter().enumerate() {
        let last = index + 1 == environments.len();
        let mine = if last { std::mem::take(&mut statements) } else { statements.clone() };
        now(environment.as_deref().unwrap_or(&name));
        let (made, found) = analyse(&name, mine, environment.as_deref());
        if let Some(model) = made.as_ref().filter(|_| !broken) {
            let told = lint(model);
            needed.extend(needed_exceptions(model, &told));
            linted.append(told);
        }
        if index == 0 {
            model = made;
        }
        let (idle, other): (Vec<_>, Vec<_>) =
            found.iter().cloned().partition(|finding| finding.code == codes::NAME_UNUSED);
        other
            .into_iter()
            .filter(|finding| !unread.contains(&finding.primary.span) && !follows(finding, &damaged))
            .for_each(|f| findings.push(f));
        let idle: HashMap<_, _> =
            idle.into_iter().map(|f| ((f.primary.span, f.message.clone()), f)).collect();
        // Used in one environment is used.
        unused = Some(match unused {
            Some(mut known) => {
                known.retain(|unused, _| idle.contains_key(unused));
                known
            }
            None => idle,
        });
    }
    // What a file holds that could not be read may well be what uses a name.
    let told = |(span, message): &(Span, String)| {
        sees_all && !broken && !libraries.contains(&span.file) && !findings.iter().any(|f| meant(f, message))
    };
    let idle: Vec<_> = unused.unwrap_or_default().into_iter().filter(|(unused, _)| told(unused)).collect();
    findings.extend(idle.into_iter().map(|(_, finding)| finding));
    let model = model.filter(|_| !findings.has_errors());
    // Of no weight for the model: a comment may allow them.
    let is_told = |finding: &&Diagnostic| {
        let at = finding.primary.span;
        finding.code != codes::POLICY_UNUSED || !needed.contains(&at) && !libraries.contains(&at.file)
    };
    findings.extend(linted.iter().filter(is_told).cloned());
    (model, findings.sorted())
}

/// The exceptions of policies that excuse something in one environment.
fn needed_exceptions(model: &Model, told: &Diagnostics) -> Vec<Span> {
    let idle: HashSet<Span> = told
        .iter()
        .filter(|finding| finding.code == codes::POLICY_UNUSED)
        .map(|finding| finding.primary.span)
        .collect();
    let names = model.policies.iter().flat_map(|policy| policy.excepted()).map(|name| name.span);
    names.filter(|span| !idle.contains(span)).collect()
}

/// Whether the name that is said to be unused is the one that a misspelt use meant.
fn meant(finding: &Diagnostic, unused: &str) -> bool {
    let word = finding.help.as_deref().and_then(|help| help.strip_prefix("did you mean "));
    word.and_then(|word| word.strip_suffix('?')).is_some_and(|word| unused.contains(word))
}

/// Whether a finding is but a consequence of what could not be read: something is missing in a
/// statement that was read in part, or a name is unknown whose declaration was not read.
fn follows(finding: &Diagnostic, damaged: &[Damaged]) -> bool {
    let inside = |span: Span| {
        let at = finding.primary.span;
        span.file == at.file && span.start <= at.start && at.end <= span.end
    };
    let named = |name: &String| finding.message.contains(&format!("`{name}`"));
    let misses = [codes::FIELD_MISSING, codes::TEST_NOTHING, codes::TEST_NO_END].contains(&finding.code);
    (misses && damaged.iter().any(|lost| inside(lost.span)))
        || (finding.code == codes::NAME_UNKNOWN
            && damaged.iter().any(|lost| lost.name.as_ref().is_some_and(named)))
}
