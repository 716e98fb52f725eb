//! `${name}` in texts: Larum's own shorthand for what the compiler knows.
//!
//! A name has letters, digits, `_`, `.` and `-`. `$${` stands for `${` itself; any other `$` is plain.
//! What is inside `{{ … }}` is Go's and is left alone, its texts and comments too: `$` means a variable there.

use super::TemplateError;
use super::lexer::Lexer;
use std::ops::Range;

/// A part of a text; the parts of one text in order make it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Text as it is to be shown. Of `$${`, only the `${`.
    Text(&'t str),
    /// `${name}`; `at` is the whole of it, in bytes.
    Shorthand { name: &'t str, at: Range<usize> },
}

/// Cuts a text into its pieces. Linear.
pub fn scan(text: &str) -> Result<Vec<Piece<'_>>, Vec<TemplateError>> {
    let mut pieces = Vec::new();
    let mut errors = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(['$', '{']) {
        let start = at + found;
        let rest = &text[start..];
        if rest.starts_with("{{") {
            at = Lexer::action_end(text, start);
        } else if rest.starts_with("$${") {
            push_text(&mut pieces, &text[done..start]);
            done = start + 1;
            at = start + 3;
        } else if rest.starts_with("${") {
            push_text(&mut pieces, &text[done..start]);
            match name(text, start) {
                Ok(name) => {
                    at = start + name.len() + 3;
                    pieces.push(Piece::Shorthand { name, at: start..at });
                }
                Err(error) => {
                    at = error.at.end;
                    errors.push(error);
                }
            }
            done = at;
        } else {
            at = start + 1;
        }
    }
    push_text(&mut pieces, &text[done..]);
    if errors.is_empty() { Ok(pieces) } else { Err(errors) }
}

/// Joins pieces, each shorthand replaced by what `resolve` gives for its name.
pub fn expand(pieces: &[Piece], resolve: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Shorthand { name, .. } => out.push_str(&resolve(name)),
        }
    }
    out
}

fn push_text<'t>(pieces: &mut Vec<Piece<'t>>, text: &'t str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
}

/// The name of the shorthand whose `${` is at `start`.
fn name(text: &str, start: usize) -> Result<&str, TemplateError> {
    let inside = &text[start + 2..];
    let length =
        inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '-'))).unwrap_or(inside.len());
    let end = start + 2 + length;
    match (length, inside[length..].chars().next()) {
        (0, Some('}')) => {
            let error = TemplateError::new(start..end + 1, "this `${}` names nothing");
            Err(error.help("write a name: `${value}`; `$${` stands for `${` itself"))
        }
        (_, Some('}')) => Ok(&inside[..length]),
        (_, Some(other)) if inside[length..].split('\n').next().is_some_and(|line| line.contains('}')) => {
            let at = end..end + other.len_utf8();
            let error = TemplateError::new(at, format!("`{other}` cannot stand in the name of a `${{…}}`"));
            Err(error.help("names have letters, digits, `_`, `.` and `-`; `$${` stands for `${` itself"))
        }
        _ => {
            let error = TemplateError::new(start..end, "this `${` is never closed");
            Err(error.help("close it with `}`; `$${` stands for `${` itself"))
        }
    }
}
