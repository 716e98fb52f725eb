//! `name{label="value", "utf-8 label"='value'}`

use super::Fault;
use super::cursor::{Cursor, is_word};
use crate::series::{Labels, NAME};
use crate::text::unquote;

/// Words that Prometheus never reads as a metric.
const NO_METRIC: [&str; 8] = ["atan2", "bool", "group_left", "group_right", "ignoring", "inf", "nan", "on"];

/// `blanks`: they may stand between the name and the brace.
pub(super) fn read(cursor: &mut Cursor, blanks: bool) -> Result<Labels, Fault> {
    let start = cursor.at();
    let name = match cursor.next_is(|c| c.is_ascii_alphabetic() || matches!(c, '_' | ':')) {
        true => cursor.take_while(|c| is_word(c) || c == ':'),
        false => "",
    };
    if NO_METRIC.contains(&name.to_ascii_lowercase().as_str()) {
        let fault = Fault::new(cursor.since(start), format!("`{name}` is a word of PromQL, not a metric"));
        return Err(fault.help(format!("write `{{\"{name}\"}}`")));
    }
    if blanks {
        cursor.skip_blanks();
    }
    if !cursor.take("{") {
        if name.is_empty() {
            let found = cursor.found();
            return Err(Fault::new(
                cursor.here(),
                format!("a series begins with its name or `{{`, not with {found}"),
            ));
        }
        return Ok(Labels::new([(NAME, name)]));
    }
    let mut pairs = pairs(cursor)?;
    if !name.is_empty() {
        pairs.retain(|(label, _)| label != NAME);
        pairs.push((NAME.to_string(), name.to_string()));
    }
    Ok(Labels::new(pairs))
}

/// What stands between the braces, and the closing one.
fn pairs(cursor: &mut Cursor) -> Result<Vec<(String, String)>, Fault> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    loop {
        cursor.skip_blanks();
        if cursor.take("}") {
            return Ok(pairs);
        }
        let start = cursor.at();
        let (label, value) = pair(cursor)?;
        // An empty value is no label.
        if !value.is_empty() {
            if pairs.iter().any(|(other, _)| *other == label) {
                return Err(Fault::new(cursor.since(start), format!("the label `{label}` is given twice")));
            }
            pairs.push((label, value));
        }
        cursor.skip_blanks();
        if !cursor.take(",") && !cursor.next_is(|c| c == '}') {
            let found = cursor.found();
            return Err(Fault::new(cursor.here(), format!("`,` or `}}` stands behind a label, not {found}")));
        }
    }
}

fn pair(cursor: &mut Cursor) -> Result<(String, String), Fault> {
    let quoted = cursor.next_is(is_quote);
    let label = match quoted {
        true => string(cursor)?,
        false if cursor.next_is(|c| is_word(c) && !c.is_ascii_digit()) => {
            cursor.take_while(is_word).to_string()
        }
        false => {
            let found = cursor.found();
            return Err(Fault::new(cursor.here(), format!("a label or `}}` stands here, not {found}")));
        }
    };
    cursor.skip_blanks();
    if quoted && cursor.next_is(|c| matches!(c, ',' | '}')) {
        return Ok((NAME.to_string(), label));
    }
    if !cursor.take("=") {
        let found = cursor.found();
        return Err(Fault::new(cursor.here(), format!("`=` stands behind a label's name, not {found}")));
    }
    cursor.skip_blanks();
    if !cursor.next_is(is_quote) {
        let fault = Fault::new(cursor.here(), format!("the value of `{label}` stands in quotes"));
        return Err(fault.help(format!("write `{label}=\"…\"`; a series has values, not patterns")));
    }
    Ok((label, string(cursor)?))
}

fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '`')
}

fn string(cursor: &mut Cursor) -> Result<String, Fault> {
    let start = cursor.at();
    let rest = cursor.rest();
    let quote = rest.chars().next().unwrap_or('"');
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' if quote != '`' => escaped = true,
            '\n' if quote != '`' => break,
            _ if character == quote => {
                cursor.advance(at + 1);
                return unquote(&rest[..=at]).map_err(|fault| {
                    let place = start + fault.start..start + fault.end;
                    Fault { place, message: fault.message, help: fault.help }
                });
            }
            _ => {}
        }
    }
    Err(Fault::new(start..start + 1, "this quote is never closed"))
}
