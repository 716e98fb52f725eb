//! Groups of rules with their places, wherever they were written: what the linter looks at. A program
//! gives one ([`of_model`]), and so do rule files (`import::rules`).

mod program;

pub use program::of_model;

use crate::expr::Expr;
use crate::model::Millis;
use crate::text::{Located, Span, Spanned};

/// All rules that were given together.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    pub groups: Vec<Group>,
}

/// Who wrote a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A Larum program: `analyse` has checked names, types, units, labels and templates already.
    Program,
    /// A rule file.
    Yaml,
}

/// Rules that are evaluated one after the other, at one time.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: Spanned<String>,
    pub origin: Origin,
    pub interval: Option<Clause<Millis>>,
    pub query_offset: Option<Clause<Millis>>,
    pub limit: Option<Clause<i64>>,
    /// Put on every rule that has no label of this name itself.
    pub labels: Vec<Field>,
    /// Mimir's `source_tenants`.
    pub source_tenants: Vec<Spanned<String>>,
    /// Thanos' `partial_response_strategy`.
    pub partial_response_strategy: Option<Clause<String>>,
    pub rules: Vec<Rule>,
    pub span: Span,
}

/// One rule. Of a program: one level of an alert, or a record.
#[derive(Clone, Debug)]
pub struct Rule {
    pub kind: RuleKind,
    /// The alertname, or the name of the recorded series.
    pub name: Spanned<String>,
    /// Plain PromQL; every node has its place in the file.
    pub expr: Expr,
    /// Its own, without those of the group.
    pub labels: Vec<Field>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum RuleKind {
    Record,
    Alert(Box<AlertFields>),
}

#[derive(Clone, Debug, Default)]
pub struct AlertFields {
    /// `for`
    pub pending: Option<Clause<Millis>>,
    pub keep_firing_for: Option<Clause<Millis>>,
    pub annotations: Vec<Field>,
}

/// A key and its value, and where both stand.
#[derive(Clone, Debug)]
pub struct Clause<T> {
    pub key: Span,
    pub value: T,
    pub span: Span,
}

/// A label or an annotation.
#[derive(Clone, Debug)]
pub struct Field {
    pub name: Spanned<String>,
    /// May be a Go template.
    pub value: Located,
}

impl Rule {
    /// The fields that only alerts have.
    pub fn alert(&self) -> Option<&AlertFields> {
        match &self.kind {
            RuleKind::Alert(fields) => Some(fields),
            RuleKind::Record => None,
        }
    }

    /// `for` in milliseconds; 0 when there is none.
    pub fn pending(&self) -> Millis {
        self.alert().and_then(|alert| alert.pending.as_ref()).map_or(0, |clause| clause.value)
    }

    /// `keep_firing_for` in milliseconds; 0 when there is none.
    pub fn keep_firing_for(&self) -> Millis {
        self.alert().and_then(|alert| alert.keep_firing_for.as_ref()).map_or(0, |clause| clause.value)
    }
}

impl Group {
    /// The labels of a rule as Prometheus puts them together: those of the rule win.
    pub fn labels_of<'a>(&'a self, rule: &'a Rule) -> impl Iterator<Item = &'a Field> {
        let own = |field: &&Field| !rule.labels.iter().any(|label| label.name == field.name);
        rule.labels.iter().chain(self.labels.iter().filter(own))
    }

    /// The value of a label of a rule, when it has one.
    pub fn label_of<'a>(&'a self, rule: &'a Rule, name: &str) -> Option<&'a Located> {
        self.labels_of(rule).find(|field| field.name.value == name).map(|field| &field.value)
    }
}

impl RuleSet {
    /// Every rule with its group, in source order.
    pub fn rules(&self) -> impl Iterator<Item = (&Group, &Rule)> {
        self.groups.iter().flat_map(|group| group.rules.iter().map(move |rule| (group, rule)))
    }
}
