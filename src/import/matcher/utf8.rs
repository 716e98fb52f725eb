//! The newer parser: any name; a text without quotes may hold all but blanks and ``{}!=~,\"'` ``, one in
//! double quotes has the escapes of Go. Source: Alertmanager's `matcher/parse`.

use crate::expr::MatchOp;
use crate::lower::Matcher;
use crate::syntax::unquote_go;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Open,
    Close,
    Comma,
    Operator(MatchOp),
    Text(String),
}

pub(super) fn parse(text: &str) -> Result<Vec<Matcher<'static>>, String> {
    let mut tokens = tokens(text)?.into_iter().peekable();
    let mut matchers = Vec::new();
    let braced = tokens.next_if_eq(&Token::Open).is_some();
    while let Some(Token::Text(_)) = tokens.peek() {
        let Some(Token::Text(label)) = tokens.next() else { break };
        let Some(Token::Operator(op)) = tokens.next() else {
            return Err(format!("`{label}` must be followed by `=`, `!=`, `=~` or `!~`"));
        };
        let Some(Token::Text(value)) = tokens.next() else {
            return Err(format!("the value of `{label}` is missing or must stand in double quotes"));
        };
        matchers.push(Matcher::new(label, op, value));
        if tokens.next_if_eq(&Token::Comma).is_none() {
            break;
        }
    }
    match (braced, tokens.next()) {
        (true, Some(Token::Close)) => {}
        (true, _) => return Err("the `{` is never closed".to_string()),
        (false, None) => return Ok(matchers),
        (false, Some(Token::Close)) => return Err("the `}` closes nothing".to_string()),
        (false, Some(_)) => {
            return Err(format!(
                "`{text}` must be matchers such as `name=\"value\"`, with commas between them"
            ));
        }
    }
    match tokens.next() {
        None => Ok(matchers),
        Some(_) => Err("nothing may follow the `}`".to_string()),
    }
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            c if c.is_whitespace() => {
                rest = &rest[c.len_utf8()..];
                continue;
            }
            '{' => (Token::Open, 1),
            '}' => (Token::Close, 1),
            ',' => (Token::Comma, 1),
            '=' if rest.starts_with("=~") => (Token::Operator(MatchOp::Regex), 2),
            '=' => (Token::Operator(MatchOp::Equal), 1),
            '!' if rest.starts_with("!=") => (Token::Operator(MatchOp::NotEqual), 2),
            '!' if rest.starts_with("!~") => (Token::Operator(MatchOp::NotRegex), 2),
            '"' => quoted(rest)?,
            c if is_reserved(c) => return Err(format!("`{c}` must stand in double quotes")),
            _ => {
                let length = rest.find(is_reserved).unwrap_or(rest.len());
                (Token::Text(rest[..length].to_string()), length)
            }
        };
        found.push(token);
        rest = &rest[length..];
    }
    Ok(found)
}

fn is_reserved(c: char) -> bool {
    c.is_whitespace() || "{}!=~,\\\"'`".contains(c)
}

/// The text in double quotes at the beginning of `rest`, and how long it is with them.
fn quoted(rest: &str) -> Result<(Token, usize), String> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => {
                let text = &rest[..=at];
                if text.contains('\n') {
                    return Err(format!("{text} has a line break: write `\\n`"));
                }
                return unquote_go(text).map(|value| (Token::Text(value), at + 1));
            }
            _ => {}
        }
    }
    Err(format!("the quotes of {rest} are never closed"))
}
