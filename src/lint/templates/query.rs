//! PromQL that templates run with `query "…"`: checked as that of rules, and so are the labels that are read
//! from its result.

use super::Text;
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::labels::{self, Flow};
use crate::expr::{dimensions, types};
use crate::lint::{Look, View};
use crate::syntax::parse_expression;
use crate::template::Query;
use crate::text::{FileId, Span};

/// The file that queries seem to stand in until their places are known.
const NOWHERE: FileId = FileId(u32::MAX);

pub fn check(look: &Look, view: &View, findings: &mut Diagnostics) {
    for text in &view.texts {
        for query in text.template().into_iter().flat_map(|template| template.queries()) {
            of_query(look, text, query, findings);
        }
    }
}

fn of_query(look: &Look, text: &Text, query: &Query, findings: &mut Diagnostics) {
    let (expr, mut faults) = parse_expression(&query.text, NOWHERE, 0);
    if !faults.has_errors() {
        types::check(&expr, &look.facts.features, &mut faults);
    }
    let flow = match faults.has_errors() || expr.has_error() {
        true => Flow::open(),
        false => {
            dimensions::check(&expr, None, &look.catalogue, &mut faults);
            labels::check(&expr, None, &look.catalogue, &mut faults)
        }
    };
    for (label, at) in &query.labels {
        let Err(impossible) = flow.can_carry(label) else { continue };
        let message = format!("the result of this query never has the label `{label}`");
        faults.push(
            Diagnostic::new(codes::TEMPLATE_LABEL, text.span_of(at.clone()), message)
                .because(impossible.cause, impossible.reason)
                .help("keep the label in the query, or leave it out of the text")
                .did_you_mean(label, flow.known_labels().unwrap_or_default()),
        );
    }
    findings.extend(faults.into_vec().into_iter().map(|fault| placed(fault, text, query)));
}

/// The finding with its places in the query turned into places of the file.
fn placed(mut finding: Diagnostic, text: &Text, query: &Query) -> Diagnostic {
    let place = |span: Span| {
        if span.file != NOWHERE {
            return span;
        }
        let whole = query.at.clone();
        // Escapes within the template's own quotes are not followed.
        let exact = query.text.len() == whole.len();
        let part = whole.start + span.start as usize..whole.start + span.end as usize;
        text.span_of(if exact { part } else { whole })
    };
    finding.primary.span = place(finding.primary.span);
    finding.causes.iter_mut().for_each(|cause| cause.span = place(cause.span));
    // What a fix would write has to be quoted as the text around it is.
    finding.fix = None;
    finding
}
