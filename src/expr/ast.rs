//! The tree of an expression. Every node has the span of its text; nodes that the
//! compiler makes (a measure's `sum by`) carry the span of the token that asked for them.

use crate::quantity::Quantity;
use crate::text::{Span, Spanned};

#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub kind: ExprKind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    Number(Quantity),
    /// The string's value, unescaped.
    String(String),
    Selector(Selector),
    /// `x[5m]`
    Range(Box<Expr>, Duration),
    /// `x[1h:5m]`, `x[1h:]`
    Subquery(Box<Expr>, Duration, Option<Duration>),
    /// `x offset 5m`, also negative
    Offset(Box<Expr>, Duration),
    /// `x @ 1609746000`, `x @ start()`
    At(Box<Expr>, At),
    Negate(Box<Expr>),
    /// `+x`
    Plus(Box<Expr>),
    Paren(Box<Expr>),
    Binary(Box<Binary>),
    Aggregate(Box<Aggregate>),
    Call(Call),
    /// `p95(x)`: the quantile as a fraction, 0.95
    Percentile(Spanned<f64>, Vec<Expr>),
    /// The left side of a condition such as `> 5%`: the alert's measure.
    Measure,
    /// What could not be read; a diagnostic was given for it.
    Error,
}

/// A span of time, as PromQL has it.
#[derive(Clone, Debug)]
pub struct Duration {
    pub milliseconds: i64,
    /// The `let` or the parameter that stands in a clause until its value takes its place.
    pub named: Option<Box<str>>,
    /// Written with operators or parentheses, which Prometheus has behind a feature flag.
    pub computed: bool,
    pub span: Span,
}

impl Duration {
    pub fn new(milliseconds: i64, span: Span) -> Duration {
        Duration { milliseconds, named: None, computed: false, span }
    }
}

impl PartialEq for Duration {
    fn eq(&self, other: &Duration) -> bool {
        self.milliseconds == other.milliseconds
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum At {
    /// Seconds since 1970.
    Time(f64),
    Start,
    End,
}

/// `name{matchers}`; the name may be quoted inside the braces (`quoted`).
#[derive(Clone, Debug, PartialEq)]
pub struct Selector {
    pub name: Option<Spanned<String>>,
    pub matchers: Vec<Matcher>,
}

#[derive(Clone, Debug)]
pub struct Matcher {
    pub label: Spanned<String>,
    pub op: MatchOp,
    pub value: Spanned<String>,
}

impl PartialEq for Matcher {
    fn eq(&self, other: &Matcher) -> bool {
        self.label == other.label && self.op == other.op && self.value == other.value
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MatchOp {
    Equal,
    NotEqual,
    Regex,
    NotRegex,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Binary {
    pub op: Spanned<BinaryOp>,
    /// `bool` after a comparison.
    pub returns_bool: bool,
    pub matching: Option<Matching>,
    pub left: Expr,
    pub right: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Power,
    Atan2,
    Equal,
    NotEqual,
    Greater,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    And,
    Or,
    Unless,
}

/// `on (…) group_left (…)`
#[derive(Clone, Debug, PartialEq)]
pub struct Matching {
    /// `on` rather than `ignoring`.
    pub on: bool,
    pub labels: Vec<Spanned<String>>,
    pub group: Option<Group>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub side: Side,
    pub include: Vec<Spanned<String>>,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

/// `sum by (job) (x)`, `topk(5, x)`
#[derive(Clone, Debug, PartialEq)]
pub struct Aggregate {
    /// In lower case, as Prometheus reads it.
    pub op: Spanned<String>,
    pub grouping: Option<Grouping>,
    /// The parameter of `topk`, `quantile`, `count_values`, …
    pub parameter: Option<Expr>,
    pub body: Expr,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Grouping {
    /// `without` rather than `by`.
    pub without: bool,
    pub labels: Vec<Spanned<String>>,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub function: Spanned<String>,
    pub arguments: Vec<Expr>,
}

impl Expr {
    pub fn new(kind: ExprKind, span: Span) -> Expr {
        Expr { kind, span }
    }

    /// The expression inside any parentheses.
    pub fn unparenthesised(&self) -> &Expr {
        match &self.kind {
            ExprKind::Paren(inner) => inner.unparenthesised(),
            _ => self,
        }
    }

    /// The direct children, in source order.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Range(inner, _)
            | ExprKind::Subquery(inner, ..)
            | ExprKind::Offset(inner, _)
            | ExprKind::At(inner, _)
            | ExprKind::Negate(inner)
            | ExprKind::Plus(inner)
            | ExprKind::Paren(inner) => vec![inner],
            ExprKind::Binary(binary) => vec![&binary.left, &binary.right],
            ExprKind::Aggregate(aggregate) => {
                aggregate.parameter.iter().chain(std::iter::once(&aggregate.body)).collect()
            }
            ExprKind::Call(call) => call.arguments.iter().collect(),
            ExprKind::Percentile(_, arguments) => arguments.iter().collect(),
            ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Selector(_)
            | ExprKind::Measure
            | ExprKind::Error => vec![],
        }
    }
}

impl Expr {
    /// The labels of this node's own `by`, `on` and `group_left`.
    pub fn labels_mut(&mut self) -> Vec<&mut Spanned<String>> {
        match &mut self.kind {
            ExprKind::Aggregate(aggregate) => {
                aggregate.grouping.iter_mut().flat_map(|g| &mut g.labels).collect()
            }
            ExprKind::Binary(binary) => {
                let Some(matching) = &mut binary.matching else { return vec![] };
                let include = matching.group.iter_mut().flat_map(|group| &mut group.include);
                matching.labels.iter_mut().chain(include).collect()
            }
            _ => vec![],
        }
    }
}

impl Expr {
    /// Whether a node of this tree is of a kind that `wanted` says.
    fn has(&self, wanted: &impl Fn(&ExprKind) -> bool) -> bool {
        wanted(&self.kind) || self.children().into_iter().any(|child| child.has(wanted))
    }

    /// Whether the alert's measure stands in it.
    pub fn has_measure(&self) -> bool {
        self.has(&|kind| matches!(kind, ExprKind::Measure))
    }

    /// Whether a part of it could not be read.
    pub fn has_error(&self) -> bool {
        self.has(&|kind| matches!(kind, ExprKind::Error))
    }
}

impl BinaryOp {
    /// The comparison that holds exactly where this one does not; none for other operators.
    pub fn opposite(self) -> Option<BinaryOp> {
        Some(match self {
            BinaryOp::Equal => BinaryOp::NotEqual,
            BinaryOp::NotEqual => BinaryOp::Equal,
            BinaryOp::Greater => BinaryOp::LessOrEqual,
            BinaryOp::LessOrEqual => BinaryOp::Greater,
            BinaryOp::Less => BinaryOp::GreaterOrEqual,
            BinaryOp::GreaterOrEqual => BinaryOp::Less,
            _ => return None,
        })
    }
}
