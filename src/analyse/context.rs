//! What the analysis of alerts looks things up in. Read only, so that alerts are analysed
//! in parallel.

use super::names::Table;
use super::notify::Notifying;
use super::service::ServiceFacts;
use crate::diag::Diagnostics;
use crate::expr::catalogue::{Catalogue, Unit};
use crate::expr::labels::{self, Flow};
use crate::expr::measure::{self, MeasureContext};
use crate::expr::types;
use crate::expr::{Duration, Expr, dimensions, select};
use crate::model::{Escalation, EscalationId, Matchers, Millis, ServiceId, Severity, SeverityId};
use crate::quantity::Dimension;
use crate::syntax::ast::{LevelClauses, Name};

pub(super) struct Context<'a> {
    pub names: &'a Notifying,
    pub services: &'a Table,
    pub facts: &'a [ServiceFacts],
    pub severities: &'a [Severity],
    pub escalations: &'a [Escalation],
    pub catalogue: &'a Catalogue,
    pub features: types::Features,
    /// In milliseconds: Prometheus' own, for groups that have none.
    pub evaluation_interval: Millis,
    /// Prometheus 3.11 or later.
    pub restores_templated_labels: bool,
}

/// Which environment a program is looked at for.
pub(super) struct Environment<'a> {
    /// All that it declares.
    pub known: Vec<String>,
    /// None: outside of all of them.
    pub wanted: Option<&'a str>,
}

/// An expression that passed all checks, with what is known of its result.
pub(super) struct Checked {
    pub expr: Expr,
    pub flow: Flow,
    pub dimension: Option<Dimension>,
    /// The same with its scale: milliseconds, percent from 0 to 100.
    pub unit: Option<Unit>,
}

/// How the measures in an expression are turned into PromQL.
#[derive(Clone, Copy, Default)]
pub(super) struct Clauses<'a> {
    pub in_measure: bool,
    pub over: Option<&'a Duration>,
    pub by: &'a [Name],
    /// The clauses stand beside this very expression: it must use them.
    pub its_own: bool,
}

impl Context<'_> {
    /// The same, with other knowledge of metrics.
    pub fn with_catalogue<'c>(&'c self, catalogue: &'c Catalogue) -> Context<'c> {
        Context { catalogue, ..*self }
    }

    pub fn service(&self, name: &Option<Name>, findings: &mut Diagnostics) -> Option<ServiceId> {
        self.services.find(name.as_ref()?, findings)
    }

    /// The matchers that a service adds to the selectors of its alerts.
    pub fn select(&self, service: Option<ServiceId>) -> Matchers<'_> {
        service.map_or(&[], |id| &self.facts[id].service.select)
    }

    /// Turns measures into PromQL and adds the service's matchers.
    pub fn expand(
        &self,
        expr: Expr,
        clauses: Clauses,
        service: Option<ServiceId>,
        findings: &mut Diagnostics,
    ) -> Expr {
        let context = MeasureContext {
            catalogue: self.catalogue,
            in_measure: clauses.in_measure,
            window: clauses.over,
            by: clauses.by,
            clauses_are_its_own: clauses.its_own,
        };
        let (mut expr, faults) = measure::expand(expr, &context);
        findings.append(faults);
        select::inject(&mut expr, self.select(service), self.catalogue, findings);
        expr
    }

    /// Checks types, units and labels of an expanded expression. None when the types are
    /// wrong: then nothing else can be said of it.
    pub fn check(&self, expr: Expr, findings: &mut Diagnostics) -> Option<Checked> {
        let mut faults = Diagnostics::default();
        types::check_rule(&expr, &self.features, &mut faults);
        let broken = faults.has_errors() || expr.has_error();
        findings.append(faults);
        if broken {
            return None;
        }
        let value = dimensions::check(&expr, None, self.catalogue, findings);
        let flow = labels::check(&expr, None, self.catalogue, findings);
        Some(Checked { expr, flow, dimension: value.dimension(), unit: value.unit() })
    }

    pub fn severity(&self, name: &Name, findings: &mut Diagnostics) -> Option<SeverityId> {
        self.names.severities.find(name, findings)
    }

    /// A level's own escalation, else its service's, else its severity's.
    pub fn escalation(
        &self,
        clauses: &LevelClauses,
        service: Option<ServiceId>,
        severity: SeverityId,
        findings: &mut Diagnostics,
    ) -> EscalationId {
        let own = clauses.escalate.as_ref().and_then(|name| self.names.escalations.find(name, findings));
        let services = service.and_then(|id| self.facts[id].escalation);
        own.or(services).unwrap_or(self.severities[severity].escalation)
    }
}
