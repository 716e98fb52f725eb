//! A file's text to its statements.

use super::ast::Statement;
use super::comments::Comments;
use super::lex::{TokenKind, Tokens};
use super::reader::Reader;
use super::split::{Slice, split};
use super::{Rule, grammar, read, syntax_error};
use crate::diag::Diagnostics;
use crate::text::{FileId, Span};
use rayon::prelude::*;

/// What one file says.
#[derive(Clone, Debug, Default)]
pub struct File {
    pub statements: Vec<Statement>,
    pub comments: Comments,
    pub damaged: Vec<Damaged>,
}

/// A top-level statement that could not be read, or not all of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Damaged {
    pub span: Span,
    /// The word after its first one: what it would have declared.
    pub name: Option<String>,
}

/// Reads a file. Never fails: what cannot be read is reported and left out.
pub fn parse(text: &str, file: FileId) -> (File, Diagnostics) {
    let mut findings = Diagnostics::default();
    let slices = split(text, file, &mut findings);
    let comments = Comments::of(text);
    let read: Vec<(Vec<Statement>, Diagnostics)> =
        slices.par_iter().map(|slice| parse_slice(text, slice, file)).collect();
    let mut statements = Vec::new();
    let mut damaged = Vec::new();
    for (slice, (found, faults)) in slices.iter().zip(read) {
        statements.extend(found);
        if slice.missing_braces > 0 || faults.has_errors() {
            let name = declared(&text[slice.range.clone()]);
            damaged.push(Damaged { span: Span::new(file, slice.range.start, slice.range.end), name });
        }
        findings.append(faults);
    }
    for statement in &mut statements {
        statement.doc = comments.doc_above(text, statement.span.start as usize);
    }
    (File { statements, comments, damaged }, findings)
}

fn declared(slice: &str) -> Option<String> {
    let mut tokens = Tokens::new(slice).filter(|token| token.kind != TokenKind::Comment);
    let name = tokens.nth(1).filter(|token| token.kind == TokenKind::Word)?;
    Some(slice[name.range()].to_owned())
}

fn parse_slice(text: &str, slice: &Slice, file: FileId) -> (Vec<Statement>, Diagnostics) {
    let base = slice.range.start;
    let mut reader = Reader::new(file, base).ending(slice.range.end);
    // A block whose end is missing was reported; closing it here lets its items be read.
    let closed;
    let source = match slice.missing_braces {
        0 => &text[slice.range.clone()],
        missing => {
            closed = format!("{}{}", &text[slice.range.clone()], "\n}".repeat(missing));
            &closed
        }
    };
    let statements = match grammar::parse(Rule::slice, source) {
        Ok(mut pairs) => pairs.next().map_or(vec![], |pair| read::statements(&pair, &mut reader)),
        Err(error) => {
            reader.report(syntax_error::diagnose(*error, source, file, base));
            vec![]
        }
    };
    (statements, reader.found())
}
