//! Operators and operands in a row become a tree, with the precedence of PromQL.
//! Works with two stacks and no recursion, and never makes a tree deeper than `DEEPEST`,
//! so that every later walk may recurse.

use super::reader::Reader;
use crate::diag::{Diagnostic, codes};
use crate::expr::{Binary, BinaryOp, Expr, ExprKind, Matching};
use crate::text::{Span, Spanned};

/// The deepest tree of one expression: 256 brackets and what stands in them.
pub(super) const DEEPEST: u32 = 512;

/// An expression and how deep its tree is.
pub(super) struct Built {
    pub expr: Expr,
    pub depth: u32,
}

impl Built {
    pub fn leaf(expr: Expr) -> Built {
        Built { expr, depth: 1 }
    }
}

/// A binary operator with what was written after it.
pub(super) struct Joint {
    pub op: Spanned<BinaryOp>,
    pub returns_bool: bool,
    pub matching: Option<Matching>,
}

enum Pending {
    Sign { negative: bool, span: Span },
    Joint(Joint),
}

/// Takes signs, operands and operators as they are read; `finish` gives the tree.
#[derive(Default)]
pub(super) struct Climb {
    operands: Vec<Built>,
    pending: Vec<Pending>,
}

impl Climb {
    pub fn operand(&mut self, operand: Built) {
        self.operands.push(operand);
    }

    pub fn sign(&mut self, negative: bool, span: Span) {
        self.pending.push(Pending::Sign { negative, span });
    }

    pub fn joint(&mut self, joint: Joint, reader: &mut Reader) {
        let strength = joint.op.precedence();
        while let Some(top) = self.pending.last() {
            let above = match top {
                Pending::Sign { .. } => BinaryOp::Multiply.precedence(),
                Pending::Joint(above) => above.op.precedence(),
            };
            if above < strength || above == strength && joint.op.value == BinaryOp::Power {
                break;
            }
            self.reduce(reader);
        }
        self.pending.push(Pending::Joint(joint));
    }

    /// The whole tree; the grammar gives an operand after every sign and operator.
    pub fn finish(mut self, span: Span, reader: &mut Reader) -> Built {
        while !self.pending.is_empty() {
            self.reduce(reader);
        }
        self.operands.pop().unwrap_or_else(|| Built::leaf(Expr::new(ExprKind::Error, span)))
    }

    fn reduce(&mut self, reader: &mut Reader) {
        let (Some(pending), Some(right)) = (self.pending.pop(), self.operands.pop()) else { return };
        let built = match pending {
            Pending::Sign { negative, span } => {
                let span = span.to(right.expr.span);
                let inner = Box::new(right.expr);
                let kind = if negative { ExprKind::Negate(inner) } else { ExprKind::Plus(inner) };
                Built { expr: Expr::new(kind, span), depth: right.depth + 1 }
            }
            Pending::Joint(joint) => {
                let Some(left) = self.operands.pop() else { return };
                let span = left.expr.span.to(right.expr.span);
                let depth = left.depth.max(right.depth) + 1;
                let Joint { op, returns_bool, matching } = joint;
                let binary = Binary { op, returns_bool, matching, left: left.expr, right: right.expr };
                Built { expr: Expr::new(ExprKind::Binary(Box::new(binary)), span), depth }
            }
        };
        self.operands.push(capped(built, reader));
    }
}

/// Refuses a tree that later walks could not recurse into.
pub(super) fn capped(built: Built, reader: &mut Reader) -> Built {
    if built.depth <= DEEPEST {
        return built;
    }
    let span = built.expr.span;
    let message = format!("this expression has more than {DEEPEST} operators inside one another");
    let finding = Diagnostic::new(codes::SYNTAX_TOO_DEEP, span, message);
    reader.report(finding.help("record a part of it with `record`, and use the recorded metric"));
    Built::leaf(Expr::new(ExprKind::Error, span))
}
