//! Saying things once: lets, templates, loops, environments.

use super::super::ast::*;
use super::super::pairs::{part, parts, the};
use super::super::{Rule, expression, reader::Reader};
use super::name;
use super::settings::values;
use super::statement::statements;
use pest::iterators::Pair;

pub(super) fn let_statement(pair: &Pair<Rule>, reader: &mut Reader) -> LetStatement {
    let value = bound(pair, reader).unwrap_or_else(|| unreachable!("the grammar has a value in every let"));
    LetStatement { name: identifier(pair, reader), value }
}

fn identifier(pair: &Pair<Rule>, reader: &Reader) -> Name {
    reader.text(&the(pair, Rule::identifier))
}

/// The list or the expression of a pair that may have one.
fn bound(pair: &Pair<Rule>, reader: &mut Reader) -> Option<Bound> {
    if let Some(list) = part(pair, Rule::list) {
        return Some(Bound::List(values(&list, reader), reader.span(&list)));
    }
    part(pair, Rule::expr).map(|expr| Bound::Expr(expression::expression(expr, reader)))
}

pub(super) fn template(pair: &Pair<Rule>, reader: &mut Reader) -> TemplateStatement {
    let parameters = parts(pair, Rule::parameter)
        .map(|parameter| Parameter {
            name: identifier(&parameter, reader),
            default: bound(&parameter, reader),
        })
        .collect();
    TemplateStatement { name: name(pair, reader), parameters, body: body(pair, reader) }
}

pub(super) fn apply(pair: &Pair<Rule>, reader: &mut Reader) -> ApplyStatement {
    let arguments = parts(pair, Rule::argument).map(|argument| Argument {
        name: part(&argument, Rule::argument_name).map(|given| identifier(&given, reader)),
        value: bound(&argument, reader)
            .unwrap_or_else(|| unreachable!("the grammar has a value in every argument")),
        span: reader.span(&argument),
    });
    let arguments = arguments.collect();
    ApplyStatement { template: name(pair, reader), arguments }
}

pub(super) fn for_each(pair: &Pair<Rule>, reader: &mut Reader) -> ForEachStatement {
    let list = match part(pair, Rule::list) {
        Some(list) => ForEachList::Values(values(&list, reader)),
        None => ForEachList::Named(name(pair, reader)),
    };
    ForEachStatement { variable: identifier(pair, reader), list, body: body(pair, reader) }
}

pub(super) fn environment(pair: &Pair<Rule>, reader: &mut Reader) -> EnvironmentStatement {
    EnvironmentStatement { name: name(pair, reader), body: body(pair, reader) }
}

fn body(pair: &Pair<Rule>, reader: &mut Reader) -> Vec<Statement> {
    statements(&the(pair, Rule::statements), reader)
}
