//! Aggregations.

use super::modifiers::is_fixed;
use super::{Compiled, Compiler, expected};
use crate::engine::promql::Failure;
use crate::engine::promql::aggregate::{Choice, Choose, CountValues, GroupLabels, Reduce, Reduction};
use crate::engine::promql::functions::AtFirstStep;
use crate::engine::promql::plan::{Plan, Scalar, Vector};
use crate::expr::{Aggregate, Expr};
use crate::text::Span;

impl Compiler<'_> {
    pub(super) fn aggregate(&self, aggregate: &Aggregate, span: Span) -> Compiled<Plan> {
        let op = aggregate.op.value.as_str();
        let labels = GroupLabels::new(aggregate.grouping.as_ref());
        let body = self.vector(&aggregate.body)?;
        let parameter = || aggregate.parameter.as_ref().ok_or_else(|| expected("a parameter", span));
        let node: Box<dyn Vector> = if let Some(choice) = Choice::named(op) {
            let parameter: &Expr = parameter()?;
            let scalar = self.parameter_of(aggregate, parameter)?;
            Box::new(Choose::new(choice, scalar, labels, body, span, parameter.span))
        } else if op == "count_values" {
            let parameter = parameter()?;
            Box::new(CountValues::new(self.text(parameter)?, labels, body, parameter.span))
        } else if let Some(reduction) = Reduction::named(op) {
            let parameter = match &aggregate.parameter {
                Some(parameter) => Some((self.parameter_of(aggregate, parameter)?, parameter.span)),
                None => None,
            };
            Box::new(Reduce::new(reduction, parameter, labels, body, aggregate.body.span))
        } else {
            return Err(Failure::new(span, format!("unknown aggregation {op}")));
        };
        Ok(Plan::Vector(node))
    }

    /// When what is aggregated is the same at all steps, Prometheus aggregates it at the first one alone, whatever the
    /// parameter is at the others.
    fn parameter_of(&self, aggregate: &Aggregate, parameter: &Expr) -> Compiled<Box<dyn Scalar>> {
        let scalar = self.scalar(parameter)?;
        Ok(if is_fixed(&aggregate.body) { Box::new(AtFirstStep(scalar)) } else { scalar })
    }
}
