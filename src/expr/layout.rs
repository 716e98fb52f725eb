//! Long expressions in several lines, as people break them: operators begin lines, what stands in
//! parentheses is indented.

use super::print::{needed_strengths, write_aggregation, write_operator};
use super::{Binary, Expr, ExprKind};

const INDENT: usize = 2;

impl Expr {
    /// The expression as PromQL, in lines of `width` columns where it can be broken.
    pub fn to_promql_lines(&self, width: usize) -> String {
        let text = self.to_promql();
        if text.len() <= width {
            return text;
        }
        let mut lines = Lines { out: String::with_capacity(text.len() + 64), width };
        lines.push(self, 0);
        lines.out
    }
}

struct Lines {
    out: String,
    width: usize,
}

impl Lines {
    /// Appends `expr`; further lines of it are indented by `indent` spaces.
    fn push(&mut self, expr: &Expr, indent: usize) {
        let text = expr.to_promql();
        let column = self.out.len() - self.out.rfind('\n').map_or(0, |at| at + 1);
        if column + text.len() <= self.width {
            return self.out.push_str(&text);
        }
        match &expr.kind {
            ExprKind::Paren(inner) => self.push_enclosed(std::iter::once(&**inner), indent),
            ExprKind::Binary(binary) => self.push_binary(binary, indent),
            ExprKind::Call(call) => {
                self.out.push_str(&call.function);
                self.push_enclosed(call.arguments.iter(), indent);
            }
            ExprKind::Aggregate(aggregate) => {
                write_aggregation(&mut self.out, aggregate);
                self.push_enclosed(
                    aggregate.parameter.iter().chain(std::iter::once(&aggregate.body)),
                    indent,
                );
            }
            _ => self.out.push_str(&text),
        }
    }

    fn push_binary(&mut self, binary: &Binary, indent: usize) {
        let (left, right) = needed_strengths(binary);
        self.push_operand(&binary.left, left, indent);
        self.start_line(indent);
        write_operator(&mut self.out, binary);
        self.out.push(' ');
        // Brackets show by themselves what belongs together.
        let bare = matches!(binary.right.kind, ExprKind::Binary(_)) && binary.right.strength() >= right;
        self.push_operand(&binary.right, right, indent + if bare { INDENT } else { 0 });
    }

    fn push_operand(&mut self, operand: &Expr, strength: u8, indent: usize) {
        if operand.strength() >= strength {
            self.push(operand, indent);
        } else {
            self.push_enclosed(std::iter::once(operand), indent);
        }
    }

    /// `(`, an argument a line, `)`
    fn push_enclosed<'a>(&mut self, arguments: impl Iterator<Item = &'a Expr>, indent: usize) {
        self.out.push('(');
        for (index, argument) in arguments.enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            self.start_line(indent + INDENT);
            self.push(argument, indent + INDENT);
        }
        self.start_line(indent);
        self.out.push(')');
    }

    fn start_line(&mut self, indent: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', indent));
    }
}
