//! The newer parser: any name; a text without quotes may hold all but blanks and ``{}!=~,\"'` ``, one in
//! double quotes has the escapes of Go. Source: Alertmanager's `matcher/parse`.

use super::{Fault, Part};
use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::text::unquote;
use std::iter::Peekable;
use std::ops::Range;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Comma,
    Operator(MatchOp),
    Text(String),
}

type Tokens = Peekable<std::vec::IntoIter<(Token, Range<usize>)>>;

pub(super) fn parse(text: &str) -> Result<Vec<Part>, Fault> {
    let mut tokens = tokens(text)?.into_iter().peekable();
    let open = tokens.next_if(|(token, _)| *token == Token::Open);
    let mut parts = Vec::new();
    while let Some((Token::Text(_), _)) = tokens.peek() {
        parts.push(matcher(&mut tokens)?);
        if tokens.next_if(|(token, _)| *token == Token::Comma).is_none() {
            break;
        }
    }
    match (open, tokens.next()) {
        (Some(_), Some((Token::Close, _))) => {}
        (Some((_, at)), _) => return Err(Fault::syntax(at, "the `{` is never closed")),
        (None, None) => return Ok(parts),
        (None, Some((Token::Close, at))) => return Err(Fault::syntax(at, "the `}` closes nothing")),
        (None, Some((_, at))) => {
            let message =
                format!("`{text}` must be matchers such as `name=\"value\"`, with commas between them");
            return Err(Fault::syntax(at, message));
        }
    }
    match tokens.next() {
        None => Ok(parts),
        Some((_, at)) => Err(Fault::syntax(at, "nothing may follow the `}`")),
    }
}

/// One matcher; its first token is a text.
fn matcher(tokens: &mut Tokens) -> Result<Part, Fault> {
    let Some((Token::Text(label), name_at)) = tokens.next() else {
        return Err(Fault::syntax(0..0, "a label is missing"));
    };
    let (op, op_at) = match tokens.next() {
        Some((Token::Operator(op), at)) => (op, at),
        other => {
            let at = other.map_or(name_at, |(_, at)| at);
            return Err(Fault::syntax(at, format!("`{label}` must be followed by `=`, `!=`, `=~` or `!~`")));
        }
    };
    match tokens.next() {
        Some((Token::Text(value), value_at)) => {
            let at = name_at.start..value_at.end;
            Ok(Part { matcher: Matcher::new(label, op, value), at, value_at })
        }
        other => {
            let at = other.map_or(op_at, |(_, at)| at);
            let message = format!("the value of `{label}` is missing or must stand in double quotes");
            Err(Fault::syntax(at, message))
        }
    }
}

fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = match first {
            c if c.is_whitespace() => {
                at += c.len_utf8();
                continue;
            }
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '=' if rest.starts_with("=~") => (Token::Operator(MatchOp::Regex), 2),
            '=' => (Token::Operator(MatchOp::Equal), 1),
            '!' if rest.starts_with("!=") => (Token::Operator(MatchOp::NotEqual), 2),
            '!' if rest.starts_with("!~") => (Token::Operator(MatchOp::NotRegex), 2),
            '"' => quoted(text, at)?,
            c if is_reserved(c) => {
                let message = format!("`{c}` must stand in double quotes");
                return Err(Fault::syntax(at..at + c.len_utf8(), message));
            }
            _ => {
                let length = rest.find(is_reserved).unwrap_or(rest.len());
                (Token::Text(rest[..length].to_string()), length)
            }
        };
        found.push((token, at..at + length));
        at += length;
    }
    Ok(found)
}

fn is_reserved(c: char) -> bool {
    c.is_whitespace() || "{}!=~,\\\"'`".contains(c)
}

/// The text in double quotes that begins at `start`, and how long it is with them.
fn quoted(text: &str, start: usize) -> Result<(Token, usize), Fault> {
    let rest = &text[start..];
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let whole = start..start + at + 1;
                let inside = &rest[..=at];
                if inside.contains('\n') {
                    return Err(Fault::syntax(whole, format!("{inside} has a line break: write `\\n`")));
                }
                return match unquote(inside) {
                    Ok(value) => Ok((Token::Text(value), at + 1)),
                    Err(fault) => Err(Fault::syntax(whole, fault.message)),
                };
            }
            _ => {}
        }
    }
    Err(Fault::syntax(start..text.len(), format!("the quotes of {rest} are never closed")))
}
