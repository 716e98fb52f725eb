//! The type check of PromQL: everything that Prometheus's own parser refuses beyond syntax.

mod call;
mod modifier;
mod operator;
mod selector;

use super::{Expr, ExprKind};
use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::quantity::Version;
use crate::text::Span;

/// What an expression evaluates to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    Scalar,
    /// An instant vector.
    Vector,
    /// A range vector.
    Matrix,
    String,
}

/// What is switched on in the Prometheus servers that will run the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Features {
    pub experimental_functions: bool,
    /// Arithmetic in ranges, steps and offsets: `[1h / 2]`.
    pub duration_expressions: bool,
    /// The oldest of them; none: as new as the functions that Larum knows.
    pub version: Option<Version>,
}

/// The features that concern expressions, as `--enable-feature` names them.
pub const FLAGS: [&str; 2] = [DURATIONS_FLAG, FUNCTIONS_FLAG];
const DURATIONS_FLAG: &str = "promql-duration-expr";
const FUNCTIONS_FLAG: &str = "promql-experimental-functions";

impl Features {
    /// From the names that `--enable-feature` takes; others do not concern expressions.
    pub fn named<'a>(names: impl IntoIterator<Item = &'a str>) -> Features {
        let mut features = Features::default();
        for name in names {
            features.switch_on(name);
        }
        features
    }

    /// Whether the name is that of a feature of expressions, which is on from now.
    pub fn switch_on(&mut self, name: &str) -> bool {
        match name {
            FUNCTIONS_FLAG => self.experimental_functions = true,
            DURATIONS_FLAG => self.duration_expressions = true,
            _ => return false,
        }
        true
    }
}

impl Type {
    /// The words that Prometheus uses, with an article.
    pub fn name(self) -> &'static str {
        match self {
            Type::Scalar => "a scalar",
            Type::Vector => "an instant vector",
            Type::Matrix => "a range vector",
            Type::String => "a string",
        }
    }
}

/// The type of an expression, and a finding for each thing that Prometheus would refuse.
/// None where the type cannot be told after a finding.
pub fn check(expr: &Expr, features: &Features, findings: &mut Diagnostics) -> Option<Type> {
    Checker { features, findings }.check(expr)
}

/// As `check`, for the whole expression of a rule, which must give a vector or a scalar.
pub fn check_rule(expr: &Expr, features: &Features, findings: &mut Diagnostics) -> Option<Type> {
    let found = check(expr, features, findings)?;
    if matches!(found, Type::Matrix | Type::String) {
        let message = format!("a rule cannot keep {}", found.name());
        let help = match found {
            Type::Matrix => "give the range to a function, such as `avg_over_time(…)`",
            _ => "write an expression that gives an instant vector",
        };
        findings.push(Diagnostic::new(codes::TYPE_MISMATCH, expr.span, message).help(help));
    }
    Some(found)
}

struct Checker<'a> {
    features: &'a Features,
    findings: &'a mut Diagnostics,
}

impl Checker<'_> {
    fn check(&mut self, expr: &Expr) -> Option<Type> {
        match &expr.kind {
            ExprKind::Number(_) => Some(Type::Scalar),
            ExprKind::String(_) => Some(Type::String),
            ExprKind::Selector(selector) => self.selector(selector, expr.span),
            ExprKind::Range(inner, window) => self.range(inner, window),
            ExprKind::Subquery(inner, window, step) => self.subquery(inner, window, step.as_ref()),
            ExprKind::Offset(inner, by) => {
                self.arithmetic(by);
                self.modifier(expr, inner)
            }
            ExprKind::At(inner, _) => self.modifier(expr, inner),
            ExprKind::Negate(inner) | ExprKind::Plus(inner) => self.sign(inner),
            ExprKind::Paren(inner) => self.check(inner),
            ExprKind::Binary(binary) => self.binary(binary),
            ExprKind::Aggregate(aggregate) => self.aggregate(aggregate),
            ExprKind::Call(call) => self.call(call, expr.span),
            ExprKind::Percentile(quantile, _) => {
                self.unexpanded(quantile.span, "a percentile");
                None
            }
            ExprKind::Measure => {
                self.unexpanded(expr.span, "the measure");
                None
            }
            ExprKind::Error => None,
        }
    }

    fn sign(&mut self, inner: &Expr) -> Option<Type> {
        let found = self.check(inner)?;
        if matches!(found, Type::Scalar | Type::Vector) {
            return Some(found);
        }
        let message = format!("a sign cannot stand before {}", found.name());
        self.error(codes::TYPE_MISMATCH, inner.span, message);
        None
    }

    fn unexpanded(&mut self, span: Span, what: &str) {
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, span, format!("{what} has no meaning here"));
        self.report(finding.help("measures stand in the expressions of alerts, objectives and records"));
    }

    /// What a feature flag switches on, and the declared servers do not have.
    fn switched_off(&mut self, what: &str, span: Span, flag: &str, instead: Option<String>) {
        let message = format!("{what} is experimental in Prometheus 3.5 and must be switched on");
        let help = format!(
            "{}run Prometheus with `--enable-feature={flag}` and say so: `features {flag}` in `prometheus {{ … }}`, or in `larum.toml`",
            instead.map(|text| format!("write what it comes to, `{text}`; or ")).unwrap_or_default()
        );
        self.report(Diagnostic::new(codes::EXPR_EXPERIMENTAL, span, message).help(help));
    }

    fn error(&mut self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::new(code, span, message));
    }

    fn report(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }
}
