//! What lints look at: all rules with what is known of them, and one rule with what its expression does.

use super::Facts;
use super::recorded::recorded;
use super::templates::Text;
use crate::diag::Diagnostics;
use crate::expr::Expr;
use crate::expr::catalogue::Catalogue;
use crate::expr::dimensions::{self, Value};
use crate::expr::labels::{self, Flow};
use crate::expr::ranges::{self, Node};
use crate::expr::types;
use crate::ruleset::{Group, Origin, Rule, RuleSet};
use std::collections::{BTreeSet, HashMap};

/// All rules that were given together, indexed.
pub struct Look<'a> {
    pub rules: &'a RuleSet,
    pub facts: &'a Facts,
    /// The declared metrics and, added to them, the series that the rules record.
    pub catalogue: Catalogue,
    /// The names of recorded series that are made of themselves, one after the other.
    pub circles: Vec<Vec<&'a str>>,
    /// The names that are in any circle, listed or not.
    pub circular: BTreeSet<&'a str>,
    /// Every alerting rule, by alertname.
    pub alerts: HashMap<&'a str, Vec<(&'a Group, &'a Rule)>>,
    /// Every recording rule, by the name of its series.
    pub records: HashMap<&'a str, Vec<(&'a Group, &'a Rule)>>,
}

impl<'a> Look<'a> {
    pub fn new(rules: &'a RuleSet, facts: &'a Facts) -> Look<'a> {
        let recorded = recorded(rules, facts);
        let mut look = Look {
            rules,
            facts,
            catalogue: recorded.catalogue,
            circles: recorded.circles,
            circular: recorded.circular,
            alerts: HashMap::new(),
            records: HashMap::new(),
        };
        for (group, rule) in rules.rules() {
            let table = if rule.alert().is_some() { &mut look.alerts } else { &mut look.records };
            table.entry(rule.name.value.as_str()).or_default().push((group, rule));
        }
        look
    }
}

impl Look<'_> {
    /// The labels of a rule's result, for who asks for nothing else; None where its expression is not sound.
    pub fn flow(&self, rule: &Rule) -> Option<Flow> {
        let mut faults = Diagnostics::default();
        types::check_rule(&rule.expr, &self.facts.features, &mut faults);
        let sound = !faults.has_errors() && !rule.expr.has_error();
        sound.then(|| labels::flow(&rule.expr, &self.catalogue))
    }
}

/// One rule, and what was found out about its expression.
pub struct View<'a> {
    pub group: &'a Group,
    pub rule: &'a Rule,
    /// Every part of its expression, in source order, each before what stands in it.
    pub nodes: Vec<&'a Expr>,
    /// False: the expression is not sound, so that nothing more is said of it.
    pub sound: bool,
    /// The labels of its result.
    pub flow: Flow,
    /// The unit of its result.
    pub unit: Value,
    /// Which values each part of the expression can have; none when it is not sound.
    pub ranges: Option<Node<'a>>,
    /// The labels and annotations of an alert, read as templates.
    pub texts: Vec<Text<'a>>,
}

impl<'a> View<'a> {
    /// Analyses the expression once. Of rule files, reports what analysing finds; of programs that is done.
    pub fn new(look: &Look<'a>, group: &'a Group, rule: &'a Rule, findings: &mut Diagnostics) -> View<'a> {
        let mut faults = Diagnostics::default();
        types::check_rule(&rule.expr, &look.facts.features, &mut faults);
        let sound = !faults.has_errors() && !rule.expr.has_error();
        let (flow, unit) = if sound {
            let unit = dimensions::check(&rule.expr, None, &look.catalogue, &mut faults);
            (labels::check(&rule.expr, None, &look.catalogue, &mut faults), unit)
        } else {
            (Flow::open(), Value::default())
        };
        if group.origin == Origin::Yaml {
            findings.append(faults);
        }
        let ranges = sound.then(|| ranges::of(&rule.expr, &look.catalogue));
        View {
            group,
            rule,
            nodes: rule.expr.nodes(),
            sound,
            flow,
            unit,
            ranges,
            texts: Text::all(group, rule),
        }
    }
}
