//! Binary operators: what they join, `bool`, and how vectors are matched.

use super::{Checker, Type};
use crate::diag::{Diagnostic, codes};
use crate::expr::{Binary, Expr, Matching};

impl Checker<'_> {
    pub(super) fn binary(&mut self, binary: &Binary) -> Option<Type> {
        let left = self.operand(&binary.left, binary);
        let right = self.operand(&binary.right, binary);
        if binary.returns_bool && !binary.op.is_comparison() {
            let message = format!("`bool` cannot follow `{}`, it belongs to comparisons", binary.op.text());
            let finding = Diagnostic::new(codes::TYPE_BOOL, binary.op.span, message);
            self.report(finding.help("remove `bool`"));
        }
        if let Some(matching) = &binary.matching {
            self.labels(&matching.labels);
            if let Some(group) = &matching.group {
                self.labels(&group.include);
            }
            self.included_twice(matching);
        }
        let (left, right) = (left?, right?);
        if (left, right) == (Type::Vector, Type::Vector) {
            self.grouped_set(binary);
            return Some(Type::Vector);
        }
        self.with_scalar(binary, left, right);
        Some(if left == right { Type::Scalar } else { Type::Vector })
    }

    fn operand(&mut self, operand: &Expr, binary: &Binary) -> Option<Type> {
        let found = self.check(operand)?;
        if matches!(found, Type::Scalar | Type::Vector) {
            return Some(found);
        }
        let message = format!("`{}` cannot work on {}", binary.op.text(), found.name());
        let finding = Diagnostic::new(codes::TYPE_MISMATCH, operand.span, message);
        let finding = finding.because(binary.op.span, "this operator joins scalars and instant vectors");
        self.report(if found == Type::Matrix {
            finding.help("remove the range, or put a function such as `rate` around it")
        } else {
            finding
        });
        None
    }

    fn with_scalar(&mut self, binary: &Binary, left: Type, right: Type) {
        let op = binary.op.text();
        if let Some(matching) = binary.matching.as_ref().filter(|matching| !matching.labels.is_empty()) {
            let message = "labels can only be matched between two instant vectors";
            let scalar = if left == Type::Scalar { &binary.left } else { &binary.right };
            let finding = Diagnostic::new(codes::EXPR_MATCHING, matching.span, message);
            self.report(finding.because(scalar.span, "this is a scalar"));
        }
        if binary.op.is_set() {
            let scalar = if left == Type::Scalar { &binary.left } else { &binary.right };
            let message = format!("`{op}` joins instant vectors, and this is a scalar");
            let finding = Diagnostic::new(codes::TYPE_MISMATCH, scalar.span, message);
            self.report(
                finding.because(binary.op.span, "a set operator").help("make it a vector with `vector(…)`"),
            );
        }
        if left == right && binary.op.is_comparison() && !binary.returns_bool {
            let message = format!("two scalars are compared, and `{op}` then needs `bool`");
            let finding = Diagnostic::new(codes::TYPE_BOOL, binary.op.span, message);
            self.report(finding.help(format!("write `{op} bool`, or compare a metric")));
        }
    }

    fn grouped_set(&mut self, binary: &Binary) {
        let group = binary.matching.as_ref().and_then(|matching| matching.group.as_ref());
        if let (true, Some(group)) = (binary.op.is_set(), group) {
            let op = binary.op.text();
            let finding = Diagnostic::new(codes::EXPR_MATCHING, group.span, format!("`{op}` has no groups"));
            self.report(finding.help("remove it: a set operator matches many series with many"));
        }
    }

    fn included_twice(&mut self, matching: &Matching) {
        let Some(group) = matching.group.as_ref().filter(|_| matching.on) else { return };
        for label in &group.include {
            if let Some(first) = matching.labels.iter().find(|on| on.value == label.value) {
                let message = format!("`{}` stands in `on` already, the result has it anyway", label.value);
                let finding = Diagnostic::new(codes::EXPR_MATCHING, label.span, message);
                self.report(finding.because(first.span, "matched here").help("remove it from the group"));
            }
        }
    }
}
