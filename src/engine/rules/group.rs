//! Groups of rules, from wherever they were written, as the state machine needs them.

use crate::expr::Expr;
use crate::lower;
use crate::model::Millis;
use crate::ruleset;
use crate::text::Span;

/// Rules that are evaluated one after the other, at one time.
#[derive(Clone, Debug)]
pub struct Group {
    pub name: String,
    /// None: that of the server.
    pub interval: Option<Millis>,
    /// How far before the time of the evaluation it looks, and writes.
    pub query_offset: Millis,
    /// How many alerts or series a rule may have; 0 for any number.
    pub limit: i64,
    pub rules: Vec<Rule>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub struct Rule {
    /// The alertname, or the name of the recorded series.
    pub name: String,
    pub kind: Kind,
    /// Plain PromQL, type-checked.
    pub expr: Expr,
    /// With those of the group; sorted by name. An empty value takes a label away.
    pub labels: Vec<(String, String)>,
    pub span: Span,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Record,
    Alert {
        /// `for`
        pending: Millis,
        keep_firing_for: Millis,
        /// Sorted by name.
        annotations: Vec<(String, String)>,
    },
}

impl Rule {
    pub fn is_alert(&self) -> bool {
        matches!(self.kind, Kind::Alert { .. })
    }

    /// `for`; 0 of a record.
    pub fn pending(&self) -> Millis {
        match self.kind {
            Kind::Alert { pending, .. } => pending,
            Kind::Record => 0,
        }
    }
}

impl From<&ruleset::Group> for Group {
    fn from(group: &ruleset::Group) -> Group {
        Group {
            name: group.name.value.clone(),
            // Nothing and 0 are the same to Prometheus.
            interval: group.interval.as_ref().map(|clause| clause.value).filter(|interval| *interval > 0),
            query_offset: group.query_offset.as_ref().map_or(0, |clause| clause.value),
            limit: group.limit.as_ref().map_or(0, |clause| clause.value),
            rules: group.rules.iter().map(|rule| of_ruleset(group, rule)).collect(),
            span: group.span,
        }
    }
}

fn of_ruleset(group: &ruleset::Group, rule: &ruleset::Rule) -> Rule {
    let pair = |field: &ruleset::Field| (field.name.value.clone(), field.value.value.clone());
    Rule {
        name: rule.name.value.clone(),
        kind: match rule.alert() {
            None => Kind::Record,
            Some(alert) => Kind::Alert {
                pending: rule.pending(),
                keep_firing_for: rule.keep_firing_for(),
                annotations: sorted(alert.annotations.iter().map(pair)),
            },
        },
        expr: rule.expr.clone(),
        labels: sorted(group.labels_of(rule).map(pair)),
        span: rule.span,
    }
}

impl Group {
    /// A group that a program was lowered to. `read` makes the tree of an expression that the referee accepts.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn lowered<E>(
        group: &lower::Group,
        mut read: impl FnMut(&lower::Rule) -> Result<Expr, E>,
    ) -> Result<Group, E> {
        let rules = group.rules.iter().map(|rule| Ok(of_lowered(rule, read(rule)?)));
        Ok(Group {
            name: group.name.clone(),
            interval: group.interval,
            query_offset: 0,
            limit: 0,
            rules: rules.collect::<Result<_, E>>()?,
            span: group.span,
        })
    }
}

fn of_lowered(rule: &lower::Rule, expr: Expr) -> Rule {
    let kind = match &rule.kind {
        lower::RuleKind::Record => Kind::Record,
        lower::RuleKind::Alert { pending, keep_firing_for, annotations } => Kind::Alert {
            pending: *pending,
            keep_firing_for: *keep_firing_for,
            annotations: sorted(owned(annotations)),
        },
    };
    let labels = sorted(owned(&rule.labels));
    Rule { name: rule.name.to_string(), kind, expr, labels, span: rule.span }
}

fn owned<'a>(pairs: &'a [(&str, std::borrow::Cow<str>)]) -> impl Iterator<Item = (String, String)> + 'a {
    pairs.iter().map(|(name, value)| (name.to_string(), value.to_string()))
}

fn sorted(pairs: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort();
    pairs
}
