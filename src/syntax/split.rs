//! Cutting a file into its top-level statements, so that a fault in one cannot hide
//! another, that they can be parsed in parallel, and that pest's memory stays bounded.

use super::brackets::DEEPEST;
use super::lex::{Token, TokenKind, Tokens};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::text::{FileId, Span};
use std::ops::Range;

/// A top-level statement's place, and how many `}` it lacks.
#[derive(Debug, PartialEq)]
pub(super) struct Slice {
    pub range: Range<usize>,
    pub missing_braces: usize,
}

/// The words that begin a statement, sorted.
pub(super) const STATEMENT_WORDS: &[&str] = &[
    "alert",
    "alertmanager",
    "apply",
    "channel",
    "environment",
    "escalation",
    "fleet",
    "for",
    "gate",
    "inhibit",
    "let",
    "maintenance",
    "metrics",
    "policy",
    "prometheus",
    "record",
    "service",
    "severity",
    "slo",
    "template",
    "test",
    "use",
    "watchdog",
    "window",
];

pub(super) fn split(text: &str, file: FileId, findings: &mut Diagnostics) -> Vec<Slice> {
    let mut splitter = Splitter::new(text, false);
    splitter.run();
    if splitter.left_open() {
        // Somewhere a brace is missing. A statement at the left margin is then taken for
        // the beginning of the next one, so that the rest of the file still gets read.
        splitter = Splitter::new(text, true);
        splitter.run();
    }
    for fault in splitter.faults {
        findings.push(fault.diagnostic(file));
    }
    splitter.slices
}

struct Splitter<'a> {
    text: &'a str,
    /// Whether a statement word at the left margin ends an open block.
    break_at_margin: bool,
    open: Vec<Opened>,
    /// Columns before the first token of the line that is read.
    indent: usize,
    /// The first `{` of the statement whose `}` begins a line further left than the line of the `{`: where a
    /// brace is missing, this is the one.
    crooked: Option<(usize, usize)>,
    slice_start: Option<usize>,
    too_deep: bool,
    slices: Vec<Slice>,
    faults: Vec<Fault>,
}

struct Opened {
    kind: u8,
    at: usize,
    indent: usize,
}

enum Fault {
    /// A `{`, and the `}` that seems to be meant for another one.
    Unclosed(usize, Option<usize>),
    Stray(usize),
    TooDeep(usize),
}

impl Fault {
    fn diagnostic(&self, file: FileId) -> Diagnostic {
        let token = |at: usize| Span::new(file, at, at + 1);
        match *self {
            Fault::Unclosed(at, taken) => {
                let finding = Diagnostic::new(codes::SYNTAX_UNCLOSED, token(at), "this `{` is never closed")
                    .help("write a `}` where the block ends");
                match taken {
                    Some(taken) => finding.because(token(taken), "this `}` stands further left"),
                    None => finding,
                }
            }
            Fault::Stray(at) => Diagnostic::new(codes::SYNTAX_UNOPENED, token(at), "this `}` closes nothing")
                .help("remove it, or open the block that it should close"),
            Fault::TooDeep(at) => Diagnostic::new(
                codes::SYNTAX_TOO_DEEP,
                token(at),
                format!("brackets are nested more than {DEEPEST} deep here"),
            )
            .help("split the expression: give its parts names with `let` or `record`"),
        }
    }
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str, break_at_margin: bool) -> Splitter<'a> {
        Splitter {
            text,
            break_at_margin,
            open: Vec::new(),
            indent: 0,
            crooked: None,
            slice_start: None,
            too_deep: false,
            slices: Vec::new(),
            faults: Vec::new(),
        }
    }

    fn left_open(&self) -> bool {
        self.faults.iter().any(|fault| matches!(fault, Fault::Unclosed(..)))
    }

    fn run(&mut self) {
        let mut after_block = true;
        let mut tokens = Tokens::new(self.text).filter(|token| token.kind != TokenKind::Comment).peekable();
        let mut end = 0;
        while let Some(token) = tokens.next() {
            let next_word = tokens.peek().map(|next| &self.text[next.range()]);
            if token.kind == TokenKind::Word && self.begins_statement(&token, next_word, after_block) {
                self.finish_slice(end);
            }
            self.slice_start.get_or_insert(token.start);
            if token.after_line_break {
                self.indent =
                    self.text[..token.start].bytes().rev().take_while(|byte| *byte != b'\n').count();
            }
            match token.kind {
                TokenKind::Open => self.open_bracket(token.start),
                TokenKind::Close => self.close_bracket(&token),
                _ => {}
            }
            after_block = token.kind == TokenKind::Close && self.open.is_empty();
            end = token.end;
        }
        self.finish_slice(end);
    }

    fn begins_statement(&self, token: &Token, next: Option<&str>, after_block: bool) -> bool {
        let word = &self.text[token.range()];
        if STATEMENT_WORDS.binary_search(&word).is_err() || word == "for" && next != Some("each") {
            return false;
        }
        let at_margin = token.start == 0 || self.text.as_bytes()[token.start - 1] == b'\n';
        match self.open.is_empty() {
            true => after_block || token.after_line_break,
            false => self.break_at_margin && at_margin,
        }
    }

    fn finish_slice(&mut self, end: usize) {
        let braces: Vec<usize> =
            self.open.drain(..).filter(|opened| opened.kind == b'{').map(|opened| opened.at).collect();
        let crooked = self.crooked.take();
        if let Some(outermost) = braces.first() {
            let (at, taken) = crooked.map_or((*outermost, None), |(at, taken)| (at, Some(taken)));
            self.faults.push(Fault::Unclosed(at, taken));
        }
        if let Some(start) = self.slice_start.take()
            && start < end
            && !std::mem::take(&mut self.too_deep)
        {
            let end = start + self.text[start..end].trim_end().len();
            self.slices.push(Slice { range: start..end, missing_braces: braces.len() });
        }
    }

    fn open_bracket(&mut self, at: usize) {
        let bracket = self.text.as_bytes()[at];
        // Too deep already: only braces still matter, for where the statement ends.
        if self.open.len() <= DEEPEST || bracket == b'{' {
            self.open.push(Opened { kind: bracket, at, indent: self.indent });
        }
        if self.open.len() == DEEPEST + 1 && !self.too_deep {
            self.too_deep = true;
            self.faults.push(Fault::TooDeep(at));
        }
    }

    /// A `}` closes the innermost `{`, whatever is open inside it; pest words the rest.
    fn close_bracket(&mut self, token: &Token) {
        let at = token.start;
        let closes = match self.text.as_bytes()[at] {
            b'}' => b'{',
            b')' => b'(',
            _ => b'[',
        };
        // Within the innermost block: what stands outside is not looked at again and again.
        match self.open.iter().rposition(|opened| opened.kind == closes || opened.kind == b'{') {
            Some(found) if self.open[found].kind == closes => {
                let opened = &self.open[found];
                if closes == b'{' && token.after_line_break && opened.indent > self.indent {
                    self.crooked.get_or_insert((opened.at, at));
                }
                self.open.truncate(found);
            }
            None if closes == b'{' => {
                self.finish_slice(at);
                self.faults.push(Fault::Stray(at));
                self.slice_start = None;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "tests/split.rs"]
mod tests;
