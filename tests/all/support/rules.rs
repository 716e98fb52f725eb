//! Rule sets made of expressions alone, for the lints that look at these.

use larum::ruleset::{Group, Origin, Rule, RuleKind, RuleSet};
use larum::syntax::parse_expression;
use larum::text::{FileId, SourceMap, Span, Spanned};

/// An alert `Case` with this expression and nothing else, as in a rule file.
#[track_caller]
pub fn alert(expression: &str) -> (RuleSet, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add("case", "case", expression);
    let rule = rule("Case", RuleKind::Alert(Box::default()), expression, file);
    (RuleSet { groups: vec![group("case", vec![rule], file)] }, sources)
}

/// The same of an expression that may be none.
pub fn alert_of(expression: &str) -> Option<(RuleSet, SourceMap)> {
    let (_, faults) = parse_expression(expression, FileId(0), 0);
    faults.is_empty().then(|| alert(expression))
}

/// A rule whose expression is the whole of a file.
#[track_caller]
pub fn rule(name: &str, kind: RuleKind, expression: &str, file: FileId) -> Rule {
    let span = Span::new(file, 0, expression.len());
    let (expr, faults) = parse_expression(expression, file, 0);
    assert!(faults.is_empty(), "{expression}: {faults:?}");
    Rule { kind, name: Spanned::new(name.to_owned(), span), expr, labels: vec![], span }
}

pub fn group(name: &str, rules: Vec<Rule>, file: FileId) -> Group {
    let span = Span::new(file, 0, 0);
    Group {
        name: Spanned::new(name.to_owned(), span),
        origin: Origin::Yaml,
        interval: None,
        query_offset: None,
        limit: None,
        labels: vec![],
        source_tenants: vec![],
        partial_response_strategy: None,
        rules,
        span,
    }
}
