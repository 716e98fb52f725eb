//! Objectives and deployment gates.

use super::super::ast::*;
use super::super::pairs::{part, parts, the};
use super::super::{Rule, expression, reader::Reader, token};
use super::bad::skipped_items;
use super::watch::{by_clause, extras, level_clauses};
use super::{name, on_target, quantity};
use crate::expr::Expr;
use crate::quantity::Quantity;
use crate::text::Spanned;
use pest::iterators::Pair;

pub(super) fn slo(pair: &Pair<Rule>, reader: &mut Reader) -> SloStatement {
    skipped_items(pair, reader);
    SloStatement {
        name: name(pair, reader),
        on: on_target(pair, reader),
        objective: part(pair, Rule::slo_objective).map(|item| {
            let over = token::duration(&the(&item, Rule::duration), reader);
            (quantity_in(&item, reader), over)
        }),
        bad: expr_in(pair, Rule::slo_bad, reader),
        good: expr_in(pair, Rule::slo_good, reader),
        total: expr_in(pair, Rule::slo_total, reader),
        page: slo_level(pair, Rule::slo_page, reader),
        ticket: slo_level(pair, Rule::slo_ticket, reader),
        min_traffic: part(pair, Rule::slo_min_traffic).map(|item| quantity_in(&item, reader)),
        by: by_clause(pair, reader),
        extras: extras(pair, reader),
        span: reader.span(pair),
    }
}

fn expr_in(pair: &Pair<Rule>, holder: Rule, reader: &mut Reader) -> Option<Expr> {
    part(pair, holder).map(|item| expression::expression(the(&item, Rule::expr), reader))
}

fn quantity_in(pair: &Pair<Rule>, reader: &mut Reader) -> Spanned<Quantity> {
    quantity(&the(pair, Rule::quantity), reader)
}

fn slo_level(pair: &Pair<Rule>, holder: Rule, reader: &mut Reader) -> Option<SloLevel> {
    part(pair, holder).map(|item| SloLevel {
        severity: name(&item, reader),
        escalate: part(&item, Rule::escalate_clause).map(|clause| name(&clause, reader)),
    })
}

pub(super) fn gate(pair: &Pair<Rule>, reader: &mut Reader) -> GateStatement {
    skipped_items(pair, reader);
    GateStatement {
        name: name(pair, reader),
        on: on_target(pair, reader),
        checks: parts(pair, Rule::gate_requires).map(|item| check(&item, reader)).collect(),
        confidence: part(pair, Rule::gate_confidence).map(|item| quantity_in(&item, reader)),
        no_go: part(pair, Rule::gate_no_go).map(|item| (name(&item, reader), level_clauses(&item, reader))),
        extras: extras(pair, reader),
        span: reader.span(pair),
    }
}

fn check(pair: &Pair<Rule>, reader: &mut Reader) -> GateCheck {
    let kind = match part(pair, Rule::gate_quiet) {
        Some(quiet) => GateCheckKind::Quiet { severity: name(&quiet, reader), on: on_target(&quiet, reader) },
        None => {
            let check = the(pair, Rule::gate_check);
            GateCheckKind::Holds(
                name(&check, reader),
                expression::expression(the(&check, Rule::expr), reader),
            )
        }
    };
    let weight = part(pair, Rule::gate_weight).map(|weight| quantity_in(&weight, reader));
    GateCheck { kind, weight, span: reader.span(pair) }
}
