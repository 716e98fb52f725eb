//! What a policy excepts: for a reason, until a day. One that is over, or that nothing needs, is a finding.

use super::item::Item;
use crate::diag::{Diagnostic, codes};
use crate::model::policy::{About, Policy, PolicyException, PolicyRule};
use crate::text::{Span, nearest};
use jiff::civil::Date;
use std::collections::HashSet;

/// The exceptions of one policy.
pub(super) struct Exceptions {
    today: Date,
    /// The names that excused something.
    used: HashSet<Span>,
}

impl Exceptions {
    pub fn new(today: Date) -> Exceptions {
        Exceptions { today, used: HashSet::new() }
    }

    /// Whether an exception excuses an item that does not keep a requirement of the rule.
    pub fn excuse(&mut self, policy: &Policy, rule: &PolicyRule, item: &Item) -> bool {
        let mut excused = false;
        for exception in policy.exceptions.iter().chain(&rule.exceptions) {
            if !is_about(exception.subject, item.about) {
                continue;
            }
            for name in exception.names.iter().filter(|name| name.value == item.name) {
                self.used.insert(name.span);
                excused |= !self.is_over(exception);
            }
        }
        excused
    }

    fn is_over(&self, exception: &PolicyException) -> bool {
        exception.until.as_ref().is_some_and(|until| until.value <= self.today)
    }

    /// Those that are over, and those that nothing needs. `names` tells what there is of a kind.
    pub fn findings(&self, policy: &Policy, names: &mut dyn FnMut(About) -> Vec<String>) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for exception in policy.all_exceptions() {
            if let Some(until) = exception.until.as_ref().filter(|_| self.is_over(exception)) {
                let message = format!("this exception ended on {}", until.value);
                findings.push(
                    Diagnostic::new(codes::POLICY_EXPIRED, until.span, message)
                        .here("no longer excepted")
                        .help("put right what it excepted, and remove it; or give it more time"),
                );
                continue;
            }
            for name in exception.names.iter().filter(|name| !self.used.contains(&name.span)) {
                let known = names(exception.subject);
                let what = exception.subject.word();
                let exists = known.contains(&name.value);
                let (message, help) = match nearest(name, known.iter().map(String::as_str)) {
                    _ if exists => {
                        (format!("{what} `{}` needs no exception", name.value), "remove it".to_string())
                    }
                    Some(close) => {
                        (format!("there is no {what} `{}`", name.value), format!("did you mean `{close}`?"))
                    }
                    None => (format!("there is no {what} `{}`", name.value), "remove it".to_string()),
                };
                findings.push(Diagnostic::new(codes::POLICY_UNUSED, name.span, message).help(help));
            }
        }
        findings
    }
}

/// An alert is excepted with its levels.
fn is_about(excepted: About, item: About) -> bool {
    let whole = |about| if about == About::Level { About::Alert } else { about };
    whole(excepted) == whole(item)
}
