//! Binary operators.

use super::{Compiled, Compiler, vector_of};
use crate::engine::promql::Failure;
use crate::engine::promql::binary::{Card, Matched, Numbers, SetOperation, SignatureLabels, WithScalar};
use crate::engine::promql::plan::Plan;
use crate::expr::{Binary, Side};
use crate::text::Span;

impl Compiler<'_> {
    pub(super) fn binary(&self, binary: &Binary, span: Span) -> Compiled<Plan> {
        let op = binary.op.value;
        let (left, right) = (self.compile(&binary.left)?, self.compile(&binary.right)?);
        let returns_bool = binary.returns_bool;
        let (left, right) = match (left, right) {
            (Plan::Scalar(left), Plan::Scalar(right)) => {
                return Ok(Plan::Scalar(Box::new(Numbers { op, left, right })));
            }
            (Plan::Scalar(scalar), vector) if !op.is_set() => {
                let vector = vector_of(vector, binary.right.span)?;
                let node = WithScalar::new(op, vector, scalar, true, returns_bool, span);
                return Ok(Plan::Vector(Box::new(node)));
            }
            (vector, Plan::Scalar(scalar)) if !op.is_set() => {
                let vector = vector_of(vector, binary.left.span)?;
                let node = WithScalar::new(op, vector, scalar, false, returns_bool, span);
                return Ok(Plan::Vector(Box::new(node)));
            }
            (left, right) => (vector_of(left, binary.left.span)?, vector_of(right, binary.right.span)?),
        };
        let labels = SignatureLabels::new(binary.matching.as_ref());
        if op.is_set() {
            return Ok(Plan::Vector(Box::new(SetOperation::new(op, left, right, labels, span))));
        }
        let card = match binary.matching.as_ref().and_then(|matching| matching.group.as_ref()) {
            None => Card::OneToOne,
            Some(group) => {
                let include: Vec<Box<str>> =
                    group.include.iter().map(|name| name.value.as_str().into()).collect();
                if include.iter().any(|name| labels.on && labels.names(name)) {
                    return Err(Failure::new(
                        group.span,
                        "a label must not occur in ON and GROUP clause at once",
                    ));
                }
                match group.side {
                    Side::Left => Card::ManyToOne(include),
                    Side::Right => Card::OneToMany(include),
                }
            }
        };
        Ok(Plan::Vector(Box::new(Matched::new(op, returns_bool, (left, right), labels, card, span))))
    }
}
