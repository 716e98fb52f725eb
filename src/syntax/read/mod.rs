//! Pairs to statements, a file for each part of the language.

mod bad;
mod notify;
mod policy;
mod reuse;
mod settings;
mod shape;
mod slo;
mod statement;
mod test;
mod watch;
mod window;

pub(super) use statement::statements;

use super::Rule;
use super::ast::Name;
use super::pairs::{part, parts, the};
use super::reader::Reader;
use super::token;
use crate::quantity::Quantity;
use crate::text::Spanned;
use pest::iterators::Pair;

/// The `name` of a pair that has one.
fn name(pair: &Pair<Rule>, reader: &Reader) -> Name {
    reader.text(&the(pair, Rule::name))
}

/// The names of a comma-separated `names` in a pair; none when it has no `names`.
fn names(pair: &Pair<Rule>, reader: &Reader) -> Vec<Name> {
    part(pair, Rule::names).map_or(vec![], |list| parts(&list, Rule::name).map(|n| reader.text(&n)).collect())
}

/// The name after `on`.
fn on_target(pair: &Pair<Rule>, reader: &Reader) -> Option<Name> {
    part(pair, Rule::on_target).map(|on| name(&on, reader))
}

/// A quantity; one that cannot be read was reported and is no number, so that nothing
/// else is said of it.
fn quantity(pair: &Pair<Rule>, reader: &mut Reader) -> Spanned<Quantity> {
    let quantity = token::quantity(pair, reader).unwrap_or_else(|| Quantity::plain(f64::NAN));
    Spanned::new(quantity, reader.span(pair))
}

/// `Rule::signed_quantity`
fn signed_quantity(pair: &Pair<Rule>, reader: &mut Reader) -> Spanned<Quantity> {
    let quantity = token::signed_quantity(pair.clone(), reader).unwrap_or_else(|| Quantity::plain(f64::NAN));
    Spanned::new(quantity, reader.span(pair))
}
