//! Calls of functions.

use super::modifiers::{first_moment, is_fixed};
use super::{Compiled, Compiler, expected};
use crate::engine::promql::Failure;
use crate::engine::promql::functions::{
    Absent, Bounds, Calendar, Clock, FromScalar, LabelFunction, Map, Number, Order, Part, Relabel,
    Replacement, ScalarOf, Sort, Time, Timestamp, absent_labels, one_argument,
};
use crate::engine::promql::histograms::{self, OfEach, Places, Shares, of_histogram};
use crate::engine::promql::info::{Info, InfoSeries, Look, Wanted};
use crate::engine::promql::plan::{Plan, Vector};
use crate::engine::promql::range_functions::{self, AbsentOverTime, RangeFunction};
use crate::engine::promql::select::{Source, Test};
use crate::expr::{Call, Expr, ExprKind};
use crate::regexes;
use crate::series::NAME;
use crate::text::Span;

impl Compiler<'_> {
    pub(super) fn call(&self, call: &Call, span: Span) -> Compiled<Plan> {
        let name = call.function.value.as_str();
        let arguments = call.arguments.as_slice();
        if let Some(apply) = range_functions::named(name) {
            let (source, place) = self.range(arguments, span)?;
            let scalars = arguments.iter().enumerate().filter(|(index, _)| *index != place);
            let scalars = scalars.map(|(_, argument)| self.scalar(argument)).collect::<Result<_, _>>()?;
            return vector(RangeFunction::new(name, apply, source, scalars, arguments[place].span));
        }
        let first = || arguments.first().ok_or_else(|| expected("an argument", span));
        match name {
            "pi" => Ok(Plan::Scalar(Box::new(Number(std::f64::consts::PI)))),
            "time" => Ok(Plan::Scalar(Box::new(Time))),
            "scalar" => Ok(Plan::Scalar(Box::new(ScalarOf(self.vector(first()?)?)))),
            "vector" => vector(FromScalar::new(self.scalar(first()?)?, span)),
            "absent" => {
                let argument = first()?;
                vector(Absent::new(self.vector(argument)?, absent_labels(argument)))
            }
            "absent_over_time" => {
                let (source, place) = self.range(arguments, span)?;
                vector(AbsentOverTime::new(source, absent_labels(first()?), arguments[place].span))
            }
            "timestamp" => {
                let clock = match self.compile(first()?)? {
                    Plan::Selector(selector) => Clock::OfSamples(selector),
                    plan => Clock::OfEvaluation(super::vector_of(plan, span)?),
                };
                vector(Timestamp::new(clock, span))
            }
            "sort" => vector(Sort::new(self.vector(first()?)?, Order::Ascending)),
            "sort_desc" => vector(Sort::new(self.vector(first()?)?, Order::Descending)),
            "sort_by_label" | "sort_by_label_desc" => {
                let names = self.texts(arguments.get(1..).unwrap_or_default())?;
                vector(Sort::new(self.vector(first()?)?, Order::Labels(names, name == "sort_by_label_desc")))
            }
            "label_replace" | "label_join" => self.relabel(name, arguments, span),
            "info" => self.info(arguments, span),
            "histogram_quantile" | "histogram_fraction" => self.shares(arguments, span),
            _ => match of_histogram(name) {
                Some(apply) => vector(OfEach::new(self.vector(first()?)?, apply, span)),
                None => self.of_floats(name, arguments, span),
            },
        }
    }

    /// The argument that is a range, and which of them it is.
    fn range(&self, arguments: &[Expr], span: Span) -> Compiled<(Source, usize)> {
        for (place, argument) in arguments.iter().enumerate() {
            if let Plan::Range(source) = self.compile(argument)? {
                return Ok((*source, place));
            }
        }
        Err(expected("a range vector", span))
    }

    fn of_floats(&self, name: &str, arguments: &[Expr], span: Span) -> Compiled<Plan> {
        let part = Part::named(name);
        let Some(apply) = part.or_else(|| one_argument(name)) else {
            return Err(Failure::new(span, format!("unknown function with name {name:?}")));
        };
        let Some((of, scalars)) = arguments.split_first() else {
            return match part {
                Some(part) => vector(FromScalar::new(Box::new(Calendar(part)), span)),
                None => Err(expected("an argument", span)),
            };
        };
        let scalars = scalars.iter().map(|scalar| self.scalar(scalar)).collect::<Result<Vec<_>, _>>()?;
        let least = match name {
            "clamp" => 2,
            "clamp_min" | "clamp_max" => 1,
            _ => 0,
        };
        if scalars.len() < least {
            return Err(expected("more arguments", span));
        }
        let bounds = if name == "clamp" { Bounds::Both } else { Bounds::None };
        vector(Map::new(self.vector(of)?, scalars, bounds, apply, span))
    }

    /// `histogram_quantile(q, x)`, or `histogram_fraction(lower, upper, x)`.
    fn shares(&self, arguments: &[Expr], call: Span) -> Compiled<Plan> {
        let (wanted, parameter, of) = match arguments {
            [q, of] => (histograms::Wanted::Quantile(self.scalar(q)?), q.span, of),
            [lower, upper, of] => {
                let wanted =
                    histograms::Wanted::Fraction { lower: self.scalar(lower)?, upper: self.scalar(upper)? };
                (wanted, lower.span, of)
            }
            _ => return Err(expected("two or three arguments", call)),
        };
        vector(Shares::new(wanted, self.vector(of)?, Places { call, parameter, vector: of.span }))
    }

    fn texts(&self, arguments: &[Expr]) -> Compiled<Vec<String>> {
        arguments.iter().map(|argument| self.text(argument).map(str::to_owned)).collect()
    }

    fn relabel(&self, name: &str, arguments: &[Expr], span: Span) -> Compiled<Plan> {
        let [of, texts @ ..] = arguments else { return Err(expected("an argument", span)) };
        let texts = self.texts(texts)?;
        let fail = |message: String| Err(Failure::new(span, message));
        let (target, how) = match (name, texts.as_slice()) {
            ("label_replace", [target, replacement, source, pattern]) => {
                let Ok(regex) = regexes::compile(pattern) else {
                    return fail(format!("invalid regular expression in label_replace(): {pattern}"));
                };
                let replacement = Replacement::new(replacement);
                (target, Relabel::Replace { source: source.clone(), regex, replacement })
            }
            ("label_join", [target, separator, sources @ ..]) => {
                if let Some(source) = sources.iter().find(|source| source.is_empty()) {
                    return fail(format!("invalid source label name in label_join(): {source}"));
                }
                (target, Relabel::Join { sources: sources.to_vec(), separator: separator.clone() })
            }
            _ => return Err(expected("more arguments", span)),
        };
        if target.is_empty() {
            return fail(format!("invalid destination label name in {name}(): {target}"));
        }
        vector(LabelFunction::new(self.vector(of)?, target.clone(), how, span))
    }

    fn info(&self, arguments: &[Expr], span: Span) -> Compiled<Plan> {
        let [of, rest @ ..] = arguments else { return Err(expected("an argument", span)) };
        let tests = match rest.first().map(|data| &data.unparenthesised().kind) {
            None => Vec::new(),
            Some(ExprKind::Selector(selector)) => Test::of(selector)?,
            Some(_) => return Err(expected("a selector", span)),
        };
        let (mut names, data): (Vec<Test>, Vec<Test>) =
            tests.into_iter().partition(|test| *test.label == *NAME);
        if rest.is_empty() {
            names.push(Test::equal(NAME, "target_info"));
        }
        let mut select: Vec<Test> = names.iter().chain(&data).cloned().collect();
        if names.is_empty() {
            select.push(Test::equal(NAME, "target_info"));
        }
        let look = Look(first_moment(of).unwrap_or_default());
        let infos = InfoSeries::new(select, look);
        let fixed = arguments.iter().all(is_fixed);
        vector(Info::new(
            self.vector(of)?,
            infos,
            Wanted { names, data, said: !rest.is_empty() },
            fixed,
            span,
        ))
    }
}

fn vector(node: impl Vector + 'static) -> Compiled<Plan> {
    Ok(Plan::Vector(Box::new(node)))
}
