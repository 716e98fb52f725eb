//! Sets of labels in words: as matchers.

use super::labels::Labels;
use super::values::{Any, Kind, Values};
use std::fmt;
use std::sync::Arc;

/// So many values of a list are named.
const MOST_NAMED: usize = 6;

/// `service="api", team!~"a|b"`; nothing when nothing is said.
impl fmt::Display for Labels {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut texts = self.named().flat_map(|(label, values)| values.matchers(label));
        if let Some(first) = texts.next() {
            f.write_str(&first)?;
        }
        texts.try_for_each(|text| write!(f, ", {text}"))
    }
}

impl Values {
    /// Matchers that hold for these values; none for any value. Long lists are cut with `…`.
    pub fn matchers(&self, label: &str) -> Vec<String> {
        match &self.0 {
            Kind::OneOf(values) => vec![list(label, ["=", "=~"], values.iter())],
            Kind::Any(any) => any.matchers(label),
        }
    }
}

impl Any {
    fn matchers(&self, label: &str) -> Vec<String> {
        let regex = |op: &'static str| {
            move |language: &Arc<crate::regexes::language::Language>| {
                format!("{label}{op}{:?}", language.pattern())
            }
        };
        let mut texts: Vec<String> = self.within.iter().map(regex("=~")).collect();
        texts.extend(self.without.iter().map(regex("!~")));
        if !self.except.is_empty() {
            texts.push(list(label, ["!=", "!~"], self.except.iter()));
        }
        texts
    }
}

fn list<'a>(
    label: &str,
    [one, many]: [&str; 2],
    values: impl ExactSizeIterator<Item = &'a Arc<str>>,
) -> String {
    let count = values.len();
    let mut named: Vec<&str> = values.take(MOST_NAMED).map(|value| &**value).collect();
    if count > MOST_NAMED {
        named.push("…");
    }
    format!("{label}{}{:?}", if count == 1 { one } else { many }, named.join("|"))
}
