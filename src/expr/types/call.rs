//! Calls and aggregations: known names, the number and the types of the arguments.

use super::{Checker, Type};
use crate::diag::{Diagnostic, codes};
use crate::expr::functions::{AGGREGATIONS, FUNCTIONS, Function};
use crate::expr::measure::MEASURES;
use crate::expr::{Aggregate, Call, Expr, ExprKind};
use crate::text::{Span, Spanned};

impl Checker<'_> {
    pub(super) fn call(&mut self, call: &Call, span: Span) -> Option<Type> {
        let Some(function) = Function::named(&call.function) else {
            self.unknown_function(&call.function);
            self.check_all(&call.arguments);
            return None;
        };
        self.experimental(&call.function, function.experimental);
        self.too_new(&call.function, function);
        self.count_arguments(function, call, span);
        for (index, argument) in call.arguments.iter().enumerate() {
            let expected = function.arguments.get(index).or(function.arguments.last());
            if function.name == "info" && index == 1 {
                self.info_selector(argument);
            } else if let Some(expected) = expected {
                self.expect(argument, *expected, function.name);
            }
        }
        self.replacement_regex(call);
        Some(function.returns)
    }

    pub(super) fn aggregate(&mut self, aggregate: &Aggregate) -> Option<Type> {
        self.experimental(&aggregate.op, matches!(aggregate.op.as_str(), "limitk" | "limit_ratio"));
        if let Some(parameter) = &aggregate.parameter {
            let expected = if aggregate.op.value == "count_values" { Type::String } else { Type::Scalar };
            self.expect(parameter, expected, &aggregate.op);
        }
        self.expect(&aggregate.body, Type::Vector, &aggregate.op);
        if let Some(grouping) = &aggregate.grouping {
            self.labels(&grouping.labels);
        }
        Some(Type::Vector)
    }

    fn check_all(&mut self, arguments: &[Expr]) {
        for argument in arguments {
            self.check(argument);
        }
    }

    /// Checks an argument against the type that `function` wants.
    fn expect(&mut self, argument: &Expr, expected: Type, function: &str) {
        let Some(found) = self.check(argument) else { return };
        if found == expected {
            return;
        }
        let message = format!("`{function}` needs {} here, not {}", expected.name(), found.name());
        let help = match (expected, found) {
            (Type::Matrix, Type::Vector) => match argument.unparenthesised().kind {
                ExprKind::Selector(_) => "add a range, such as `[5m]`",
                _ => "make it a subquery, such as `(…)[1h:1m]`",
            },
            (Type::Vector, Type::Matrix) => "remove the range, or put a function such as `rate` around it",
            (Type::Vector, Type::Scalar) => "make it a vector with `vector(…)`",
            (Type::Scalar, Type::Vector) => "make it a number with `scalar(…)`, or write the number",
            (Type::String, _) => "write a string in quotes",
            _ => return self.error(codes::TYPE_MISMATCH, argument.span, message),
        };
        self.report(Diagnostic::new(codes::TYPE_MISMATCH, argument.span, message).help(help));
    }

    fn count_arguments(&mut self, function: &Function, call: &Call, span: Span) {
        let given = call.arguments.len();
        let (least, most) = function.arity();
        if given >= least && most.is_none_or(|most| given <= most) {
            return;
        }
        let wanted = match most {
            Some(most) if most == least => most.to_string(),
            Some(most) => format!("{least} or {most}"),
            None => format!("at least {least}"),
        };
        let plural = if wanted == "1" { "" } else { "s" };
        let message = format!("`{}` takes {wanted} argument{plural}, not {given}", function.name);
        let types: Vec<&str> = function.arguments.iter().map(|argument| argument.name()).collect();
        let finding = Diagnostic::new(codes::TYPE_ARGUMENTS, span, message);
        let list = types.join(", ");
        self.report(if list.is_empty() {
            finding
        } else {
            finding.help(format!("its arguments are {list}"))
        });
    }

    fn unknown_function(&mut self, name: &Spanned<String>) {
        if MEASURES.contains(&name.as_str()) {
            return self.unexpanded(name.span, &format!("the measure `{}`", name.value));
        }
        let finding = Diagnostic::new(
            codes::EXPR_UNKNOWN_FUNCTION,
            name.span,
            format!("Prometheus 3.5 has no function `{}`", name.value),
        );
        if name.value == "holt_winters" {
            return self
                .report(finding.help("it is named `double_exponential_smoothing` since Prometheus 3"));
        }
        let lower = name.to_ascii_lowercase();
        if Function::named(&lower).is_some() {
            return self.report(finding.help(format!("names of functions are in lower case: `{lower}`")));
        }
        let known = FUNCTIONS.iter().map(|function| function.name).chain(AGGREGATIONS).chain(MEASURES);
        self.report(finding.did_you_mean(name, known));
    }

    fn experimental(&mut self, name: &Spanned<String>, experimental: bool) {
        if !experimental || self.features.experimental_functions {
            return;
        }
        self.switched_off(&format!("`{}`", name.value), name.span, super::FUNCTIONS_FLAG, None);
    }

    fn too_new(&mut self, name: &Spanned<String>, function: &Function) {
        let Some((since, declared)) = function.since.zip(self.features.version) else { return };
        if since > declared {
            let message =
                format!("`{}` came with Prometheus {since}, and the program is for {declared}", name.value);
            let help = format!("run Prometheus {since} or later and declare it, or do without");
            self.report(Diagnostic::new(codes::VERSION_PROMETHEUS, name.span, message).help(help));
        }
    }

    /// The second argument of `info` names labels, not a metric; it may match everything.
    fn info_selector(&mut self, argument: &Expr) {
        match &argument.kind {
            ExprKind::Selector(selector) if selector.name.is_none() => self.matchers(&selector.matchers),
            ExprKind::Error => {}
            _ => {
                let message = "the second argument of `info` selects labels only";
                let finding = Diagnostic::new(codes::TYPE_MISMATCH, argument.span, message);
                self.report(
                    finding.help("write matchers without a metric, such as `{k8s_cluster_name=~\".+\"}`"),
                );
            }
        }
    }

    /// Prometheus refuses a bad regex of `label_replace` only when the rule runs, each time.
    fn replacement_regex(&mut self, call: &Call) {
        if call.function.value != "label_replace" {
            return;
        }
        if let Some(Expr { kind: ExprKind::String(pattern), span }) = call.arguments.get(4) {
            self.regex(pattern, *span);
        }
    }
}
