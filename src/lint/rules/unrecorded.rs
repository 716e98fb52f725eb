//! Names with colons are those of recorded series; that no rule records one may be a mistake in it.

use super::reads::reads;
use super::suggest::Suggestions;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::lint::Look;
use crate::ruleset::Origin;

pub fn check(look: &Look, findings: &mut Diagnostics) {
    // Rules that record nothing read what others record. A complete catalogue knows them all: `metric/unknown`.
    if look.records.is_empty() || look.catalogue.complete {
        return;
    }
    let mut suggestions = Suggestions::new(look.records.keys().copied());
    for (_, rule) in look.rules.rules().filter(|(group, _)| group.origin == Origin::Yaml) {
        for read in reads(&rule.expr) {
            let name = read.name.value.as_str();
            if !name.contains(':') || look.catalogue.metric(name).declared.is_some() {
                continue;
            }
            let help = match suggestions.of(name) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "look for it in the rules of other files, or record it".to_string(),
            };
            let message = format!("no rule here records `{name}`");
            findings.push(Diagnostic::new(codes::RECORD_MISSING, read.name.span, message).help(help));
        }
    }
}
