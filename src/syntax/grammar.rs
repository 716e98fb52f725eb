//! The parser that pest makes from `grammar/larum.pest`.

use pest::Parser;
use pest::error::Error;
use pest::iterators::Pairs;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/larum.pest"]
pub struct Grammar;

/// Parses a text that is one `rule`.
pub(super) fn parse(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Box<Error<Rule>>> {
    Grammar::parse(rule, text).map_err(Box::new)
}

#[cfg(test)]
mod tests {
    use super::{Grammar, Rule};
    use pest::Parser;

    #[test]
    fn the_program_of_the_contract_parses() {
        let text = include_str!("tests/whole.larum");
        let parsed = Grammar::parse(Rule::slice, text).unwrap_or_else(|error| panic!("{error}"));
        for pair in parsed.flatten() {
            let gap = matches!(
                pair.as_rule(),
                Rule::bad_item | Rule::bad_test_item | Rule::bad_line | Rule::bad_statement
            );
            assert!(!gap, "not read: {:?}", pair.as_str());
        }
    }
}
