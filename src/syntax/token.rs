//! Reading the tokens that statements and expressions share: strings, durations,
//! numbers, lists of labels, matchers.

use super::Rule;
use super::pairs::part;
use super::reader::Reader;
use crate::diag::{Diagnostic, codes};
use crate::expr::{Duration, MatchOp, Matcher};
use crate::quantity::{LONGEST_MILLISECONDS, Quantity, QuantityError};
use crate::text::{Span, Spanned, unquote};
use pest::iterators::Pair;

/// The value of `Rule::string`: escapes replaced, quotes gone. A bad escape is a finding.
pub(super) fn string(pair: &Pair<Rule>, reader: &mut Reader) -> Spanned<String> {
    let span = reader.span(pair);
    match unquote(pair.as_str()) {
        Ok(value) => Spanned::new(value, span),
        Err(fault) => {
            let place = span.part(fault.start, fault.end);
            let mut finding = Diagnostic::new(codes::SYNTAX_ESCAPE, place, fault.message);
            finding.help = fault.help;
            reader.report(finding);
            Spanned::new(pair.as_str().to_string(), span)
        }
    }
}

/// `Rule::quantity`; nothing after a finding.
pub(super) fn quantity(pair: &Pair<Rule>, reader: &mut Reader) -> Option<Quantity> {
    match Quantity::parse(pair.as_str()) {
        Ok(quantity) => Some(quantity),
        Err(error) => {
            let span = reader.span(pair);
            refuse(error, span, reader);
            None
        }
    }
}

/// `Rule::signed_quantity`: the quantity with its sign applied.
pub(super) fn signed_quantity(pair: Pair<Rule>, reader: &mut Reader) -> Option<Quantity> {
    let written = pair.as_str();
    let mut negative = false;
    let mut number = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::sign => negative = part.as_str() == "-",
            _ => number = quantity(&part, reader),
        }
    }
    let number = number?;
    Some(if negative { negated(number, written) } else { number })
}

/// `Rule::shape_number`: a sign and a quantity in one word. Nothing after a finding.
pub(super) fn signed_word(pair: &Pair<Rule>, reader: &mut Reader) -> Option<Quantity> {
    let written = pair.as_str();
    match Quantity::parse(written.trim_start_matches(['+', '-'])) {
        Ok(number) if written.starts_with('-') => Some(negated(number, written)),
        Ok(number) => Some(number),
        Err(error) => {
            let span = reader.span(pair);
            refuse(error, span, reader);
            None
        }
    }
}

fn negated(number: Quantity, written: &str) -> Quantity {
    let text = written.split_whitespace().collect::<String>().into();
    Quantity { value: -number.value, exact: number.exact.map(|exact| -exact), text, ..number }
}

/// Stands for a duration that could not be read, or whose value is not known yet: a minute is never wrong.
pub(super) const ANY_DURATION: i64 = 60_000;

/// What a clause waits: `Rule::time`.
pub(super) fn time(pair: &Pair<Rule>, reader: &mut Reader) -> Duration {
    match part(pair, Rule::time_name) {
        Some(name) => {
            Duration { named: Some(name.as_str().into()), ..Duration::new(ANY_DURATION, reader.span(&name)) }
        }
        None => duration(pair, reader),
    }
}

/// A span of time: `Rule::duration` or `Rule::quantity`. A plain number
/// counts seconds, as in Prometheus. A finding becomes a minute, of which nothing more is said.
pub(super) fn duration(pair: &Pair<Rule>, reader: &mut Reader) -> Duration {
    let span = reader.span(pair);
    let milliseconds = match duration_of(pair.as_str()) {
        Ok(milliseconds) => milliseconds,
        Err(error) => {
            refuse(error, span, reader);
            ANY_DURATION
        }
    };
    Duration::new(milliseconds, span)
}

fn duration_of(text: &str) -> Result<i64, QuantityError> {
    let starts_as_number = text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with("0x");
    let of_durations = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
    if starts_as_number && text.ends_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(of_durations)
    {
        return crate::quantity::parse_duration(text);
    }
    let number = Quantity::parse(text)?;
    // Prometheus rounds to nanoseconds and then forgets what is less than a millisecond.
    let milliseconds = ((number.value * 1e9).round() / 1e6).trunc();
    if number.dimension.is_some() || number.value.is_nan() {
        let help = Some("write a duration such as `5m`".to_string());
        return Err(QuantityError { message: format!("`{text}` is not a duration"), help });
    }
    if milliseconds.abs() > LONGEST_MILLISECONDS as f64 {
        let message = format!("`{text}` seconds are longer than Prometheus can count");
        return Err(QuantityError { message, help: None });
    }
    if milliseconds == 0.0 && number.value != 0.0 {
        let message = format!("`{text}` seconds are less than a millisecond");
        return Err(QuantityError { message, help: Some("the shortest duration is `1ms`".to_string()) });
    }
    Ok(milliseconds as i64)
}

fn refuse(error: QuantityError, span: Span, reader: &mut Reader) {
    let mut finding = Diagnostic::new(codes::SYNTAX_NUMBER, span, error.message);
    finding.help = error.help;
    reader.report(finding);
}

/// `Rule::label_name`: bare or quoted.
pub(super) fn label_name(pair: Pair<Rule>, reader: &mut Reader) -> Spanned<String> {
    let text = reader.text(&pair);
    match pair.into_inner().next() {
        Some(quoted) if quoted.as_rule() == Rule::string => string(&quoted, reader),
        _ => text,
    }
}

/// `Rule::label_list`: `(handler, "http.method")`.
pub(super) fn label_list(pair: Pair<Rule>, reader: &mut Reader) -> Vec<Spanned<String>> {
    let names = pair.into_inner().filter(|part| part.as_rule() == Rule::label_name);
    names.map(|name| label_name(name, reader)).collect()
}

/// What stands between the braces of a selector.
#[derive(Default)]
pub(super) struct Matchers {
    /// A quoted metric name: `{"http.requests"}`.
    pub name: Option<Spanned<String>>,
    pub matchers: Vec<Matcher>,
}

/// `Rule::matchers`.
pub(super) fn matchers(pair: Pair<Rule>, reader: &mut Reader) -> Matchers {
    let mut found = Matchers::default();
    for part in pair.into_inner().filter(|part| part.as_rule() == Rule::matcher) {
        matcher(part, &mut found, reader);
    }
    found
}

fn matcher(pair: Pair<Rule>, found: &mut Matchers, reader: &mut Reader) {
    let mut parts = pair.into_inner();
    let Some(name) = parts.next() else { return };
    let quoted = name.as_str().starts_with(['"', '\'', '`']);
    let label = label_name(name, reader);
    let (Some(op), Some(value)) = (parts.next(), parts.next()) else {
        return metric_name(label, quoted, found, reader);
    };
    let op = match_operator(&op);
    let value = string(&value, reader);
    found.matchers.push(Matcher { label, op, value });
}

/// `Rule::match_operator`.
pub(super) fn match_operator(pair: &Pair<Rule>) -> MatchOp {
    match pair.as_str() {
        "!~" => MatchOp::NotRegex,
        "!=" => MatchOp::NotEqual,
        "=~" => MatchOp::Regex,
        _ => MatchOp::Equal,
    }
}

/// A name alone between braces is the metric, and must be quoted.
fn metric_name(name: Spanned<String>, quoted: bool, found: &mut Matchers, reader: &mut Reader) {
    if !quoted {
        let message = format!("the label `{}` has no value to match", name.value);
        let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, name.span, message);
        return reader.report(
            finding.help(format!("write `{}=\"…\"`, or `\"{0}\"` for a metric of that name", name.value)),
        );
    }
    if let Some(first) = &found.name {
        let message = format!("the metric's name is given twice, as `{}` and `{}`", first.value, name.value);
        let finding = Diagnostic::new(codes::SYNTAX_UNEXPECTED, name.span, message);
        return reader.report(finding.because(first.span, "the first name"));
    }
    found.name = Some(name);
}
