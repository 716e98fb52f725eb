//! A file's text to its statements.

use super::ast::Statement;
use super::comments::Comments;
use super::reader::Reader;
use super::split::{Slice, split};
use super::{Rule, grammar, read, syntax_error};
use crate::diag::Diagnostics;
use crate::text::FileId;
use rayon::prelude::*;

/// What one file says.
#[derive(Clone, Debug, Default)]
pub struct File {
    pub statements: Vec<Statement>,
    pub comments: Comments,
}

/// Reads a file. Never fails: what cannot be read is reported and left out.
pub fn parse(text: &str, file: FileId) -> (File, Diagnostics) {
    let mut findings = Diagnostics::default();
    let slices = split(text, file, &mut findings);
    let comments = Comments::of(text);
    let read: Vec<(Vec<Statement>, Diagnostics)> =
        slices.par_iter().map(|slice| parse_slice(text, slice, file)).collect();
    let mut statements = Vec::new();
    for (found, faults) in read {
        statements.extend(found);
        findings.append(faults);
    }
    for statement in &mut statements {
        statement.doc = comments.doc_above(text, statement.span.start as usize);
    }
    (File { statements, comments }, findings)
}

fn parse_slice(text: &str, slice: &Slice, file: FileId) -> (Vec<Statement>, Diagnostics) {
    let base = slice.range.start;
    let mut reader = Reader::new(file, base);
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
    (statements, reader.findings)
}
