//! What to say where a template cannot be read: common mistakes get their own words.

use super::TemplateError;
use super::token::{Fault, Token, TokenKind};
use std::ops::Range;

pub(super) fn unexpected(text: &str, token: Token) -> TemplateError {
    let written = &text[token.at()];
    let error = |message: &str| TemplateError::new(token.at(), message);
    match token.kind {
        TokenKind::Bad(fault) => bad(text, token, fault),
        TokenKind::Char if written == "}" => {
            error("this `}` does not close the action").help("close it with `}}`")
        }
        TokenKind::Char if matches!(written, ">" | "<" | "!" | "&") => no_operator(written, token),
        TokenKind::Char if matches!(written, "*" | "/" | "%") => no_arithmetic(written, token),
        TokenKind::Assign => no_operator(written, token),
        TokenKind::RightDelim => error("the action ends too early"),
        TokenKind::Comma => error("arguments are not separated by `,`").help("separate them by spaces"),
        _ => error(&format!("`{written}` cannot stand here")),
    }
}

fn no_operator(written: &str, token: Token) -> TemplateError {
    let error = TemplateError::new(token.at(), format!("templates have no operator `{written}`"));
    error.help("compare with functions: `gt $value 5.0`, `eq $labels.job \"api\"`, `and`, `or`, `not`")
}

fn no_arithmetic(written: &str, token: Token) -> TemplateError {
    TemplateError::new(token.at(), format!("templates cannot calculate with `{written}`"))
        .help("calculate in the alert's expression")
}

fn bad(text: &str, token: Token, fault: Fault) -> TemplateError {
    let written = &text[token.at()];
    let error = |message: &str| TemplateError::new(token.at(), message);
    match fault {
        Fault::UnclosedAction => error("this `{{` is never closed").help("close it with `}}`"),
        Fault::UnclosedParen => TemplateError::new(
            token.start..text.len().min(token.start + 2),
            "a `(` is not closed before the action ends",
        )
        .help("add the missing `)`"),
        Fault::UnexpectedParen => error("this `)` closes nothing").help("remove it"),
        Fault::ExpectedDeclare => error("`:` begins only `:=`").help("declare a variable with `$x := …`"),
        Fault::UnclosedText => error("this text is never closed").help("close the quote on the same line"),
        Fault::UnclosedChar => error("this character is never closed").help("text stands in double quotes"),
        Fault::BadNumber => error(&format!("`{written}` is no number")),
        Fault::BadCharacter => match written {
            "-" => error("a name cannot hold `-` here").help("write `index $labels \"the-name\"`"),
            "[" => error("templates have no `[…]`").help("write `index $labels \"the-name\"`"),
            "=" => error("a space is missing before `=`").help("write `$x = …`"),
            "}" => error("this `}` does not close the action").help("close it with `}}`"),
            _ => {
                error(&format!("`{written}` cannot stand here")).help("separate names and operands by spaces")
            }
        },
    }
}

pub(super) fn bad_number(text: &str, token: Token) -> TemplateError {
    match text {
        "+" | "-" => no_arithmetic(text, token),
        _ => TemplateError::new(token.at(), format!("`{text}` is no number")),
    }
}

/// `escape` is counted from the literal's first quote.
pub(super) fn bad_escape(token: Token, escape: Range<usize>) -> TemplateError {
    let at = token.start + escape.start..token.start + escape.end;
    TemplateError::new(at, "this escape is unknown in quoted text")
        .help("write `\\\\` for a backslash, or put the text in backticks")
}
