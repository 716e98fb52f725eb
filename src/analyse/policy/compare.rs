//! Comparisons of fields with values: operators and types.

use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::FieldType;
use crate::model::policy::{Compare, Expected};
use crate::quantity::parse_duration;
use crate::regexes;
use crate::syntax::ast::{Name, Value, ValueKind};
use crate::text::Spanned;

/// The operator and the value; what does not fit the field is reported.
pub(super) fn read(
    field: &Name,
    holds: FieldType,
    op: &Spanned<String>,
    value: &Value,
    findings: &mut Diagnostics,
) -> Option<(Compare, Expected)> {
    let compare = match op.as_str() {
        "==" => Compare::Equal,
        "!=" => Compare::NotEqual,
        "<" => Compare::Less,
        "<=" => Compare::LessOrEqual,
        ">" => Compare::Greater,
        ">=" => Compare::GreaterOrEqual,
        "!~" => Compare::NotMatches,
        "in" => Compare::In,
        _ => Compare::Matches,
    };
    use Compare::*;
    let fits = match holds {
        FieldType::Text => matches!(compare, Equal | NotEqual | Matches | NotMatches | In),
        FieldType::Truth => matches!(compare, Equal | NotEqual),
        FieldType::Number | FieldType::Time => !matches!(compare, Matches | NotMatches | In),
    };
    if !fits {
        let wanted = match holds {
            FieldType::Text => "`==`, `!=`, `matches`, `!~` or `in`",
            FieldType::Truth => "`==` or `!=`",
            FieldType::Number | FieldType::Time => "`==`, `!=`, `<`, `<=`, `>` or `>=`",
        };
        let message = format!("`{}` cannot be compared with `{}`", field.value, op.value);
        findings.push(
            Diagnostic::new(codes::FIELD_TYPE, op.span, message)
                .help(format!("it is compared with {wanted}")),
        );
        return None;
    }
    let expected = expected(holds, compare, value);
    if expected.is_none() {
        let wanted = match (holds, compare) {
            (FieldType::Text, In) => "a list such as `[critical, warning]`",
            (FieldType::Text, _) => "a text or a word",
            (FieldType::Truth, _) => "`true` or `false`",
            (FieldType::Number, _) => "a number",
            (FieldType::Time, _) => "a duration such as `5m`",
        };
        let message = format!("`{}` is compared with {wanted}", field.value);
        findings.push(
            Diagnostic::new(codes::FIELD_TYPE, value.span, message).help(format!("write {wanted} here")),
        );
    }
    let expected = expected?;
    if let (Matches | NotMatches, Some(text)) = (compare, value.text()) {
        let text = Spanned::new(text.to_string(), value.span);
        if !pattern(&text, true, findings) {
            return None;
        }
    }
    Some((compare, expected))
}

fn expected(holds: FieldType, compare: Compare, value: &Value) -> Option<Expected> {
    match (holds, &value.kind) {
        (FieldType::Text, ValueKind::List(values)) if compare == Compare::In => {
            let texts: Option<Vec<String>> =
                values.iter().map(|value| value.text().map(str::to_string)).collect();
            texts.filter(|texts| !texts.is_empty()).map(Expected::Texts)
        }
        (FieldType::Text, ValueKind::Quantity(number)) if compare != Compare::In => {
            Some(Expected::Texts(vec![number.text.to_string()]))
        }
        (FieldType::Text, _) if compare != Compare::In => {
            value.text().map(|text| Expected::Texts(vec![text.to_string()]))
        }
        (FieldType::Truth, ValueKind::Word(word)) => match word.as_str() {
            "true" => Some(Expected::Truth(true)),
            "false" => Some(Expected::Truth(false)),
            _ => None,
        },
        (FieldType::Number, ValueKind::Quantity(number)) if number.dimension.is_none() => {
            Some(Expected::Number(number.value))
        }
        (FieldType::Time, ValueKind::Quantity(number)) => {
            parse_duration(&number.text).ok().map(Expected::Time)
        }
        _ => None,
    }
}

/// Reports a regex that Prometheus would refuse.
pub(super) fn pattern(text: &Spanned<String>, is_regex: bool, findings: &mut Diagnostics) -> bool {
    let Err(error) = regexes::compile(text) else { return true };
    if is_regex {
        let mut finding = Diagnostic::new(codes::EXPR_REGEX, text.span, error.message);
        finding.help = error.help;
        findings.push(finding);
    }
    !is_regex
}
