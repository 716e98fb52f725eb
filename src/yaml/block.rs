//! Scalars after `|` and `>`.

use super::characters::{break_length, ends_word, is_blank, width};
use super::fault::{Fault, Outcome};
use super::node::Style;
use super::plain::add_breaks;
use super::scanner::Scanner;
use super::token::{Token, TokenKind};
use crate::text::Pieces;
use std::ops::Range;

/// What becomes of the line breaks at the end.
#[derive(Clone, Copy, PartialEq)]
enum Chomp {
    /// `-`
    Strip,
    Clip,
    /// `+`
    Keep,
}

type Break = (char, Range<usize>);

impl<'a> Scanner<'a> {
    pub fn fetch_block_scalar(&mut self) -> Outcome<()> {
        self.forget_key()?;
        self.simple_key_allowed = true;
        let start = self.at;
        let style = if self.byte(0) == b'|' { Style::Literal } else { Style::Folded };
        self.at += 1;
        let (chomp, increment) = self.block_header(start)?;
        let mut indent = if increment > 0 { self.indent.max(0) + increment } else { 0 };
        let content = self.at;
        let mut end = self.at;
        let mut pieces = Pieces::default();
        let mut breaks = self.block_breaks(&mut indent)?;
        let mut line_end: Option<Break> = None;
        let mut was_blank = false;
        while self.column() == indent && self.at < self.bytes.len() {
            let blank = is_blank(self.bytes, self.at);
            let folds = style == Style::Folded && !was_blank && !blank;
            match line_end.take() {
                Some(('\n', at)) if folds && breaks.is_empty() => pieces.written(' ', at),
                Some(('\n', _)) if folds => {}
                before => add_breaks(&mut pieces, before),
            }
            add_breaks(&mut pieces, breaks);
            was_blank = blank;
            let from = self.at;
            while self.at < self.bytes.len() && break_length(self.bytes, self.at) == 0 {
                self.at += width(self.bytes, self.at);
            }
            pieces.same(&self.text[from..self.at], from);
            end = self.at;
            line_end = self.line_break();
            breaks = self.block_breaks(&mut indent)?;
        }
        if chomp != Chomp::Strip {
            add_breaks(&mut pieces, line_end);
        }
        if chomp == Chomp::Keep {
            add_breaks(&mut pieces, breaks);
        }
        let value = self.located(pieces, start..end, content.min(end));
        let at = start..end;
        self.tokens.push_back(Token { kind: TokenKind::Scalar(Box::new(value), style), at });
        Ok(())
    }

    /// What may stand behind `|` on its line: `-` or `+`, an indentation, a comment.
    fn block_header(&mut self, start: usize) -> Outcome<(Chomp, isize)> {
        let mut chomp = None;
        let mut increment = None;
        loop {
            match self.byte(0) {
                b'+' if chomp.is_none() => chomp = Some(Chomp::Keep),
                b'-' if chomp.is_none() => chomp = Some(Chomp::Strip),
                b'0' if increment.is_none() => {
                    let message = "the indentation of a text is at least 1";
                    return Err(Fault::new(self.at..self.at + 1, message));
                }
                digit @ b'1'..=b'9' if increment.is_none() => increment = Some(isize::from(digit - b'0')),
                _ => break,
            }
            self.at += 1;
        }
        while is_blank(self.bytes, self.at) {
            self.at += 1;
        }
        self.comment();
        if self.at < self.bytes.len() && self.line_break().is_none() {
            let mark = self.bytes[start] as char;
            let from = self.at;
            while !ends_word(self.bytes, self.at) {
                self.at += width(self.bytes, self.at);
            }
            let message = format!("the text of `{mark}` begins on the next line");
            return Err(Fault::new(from..self.at, message)
                .because(start..start + 1, "promises a text of whole lines")
                .help("put a text that begins so in quotes"));
        }
        Ok((chomp.unwrap_or(Chomp::Clip), increment.unwrap_or(0)))
    }

    /// Takes indentation and empty lines. An indentation of 0 is not known yet: that of the deepest of them is.
    fn block_breaks(&mut self, indent: &mut isize) -> Outcome<Vec<Break>> {
        let mut breaks = Vec::new();
        let mut deepest = 0;
        loop {
            while (*indent == 0 || self.column() < *indent) && self.byte(0) == b' ' {
                self.at += 1;
            }
            deepest = deepest.max(self.column());
            if (*indent == 0 || self.column() < *indent) && self.byte(0) == b'\t' {
                return Err(
                    Fault::new(self.at..self.at + 1, "a tab cannot indent").help("indent with spaces")
                );
            }
            match self.line_break() {
                Some(line_break) => breaks.push(line_break),
                None => break,
            }
        }
        if *indent == 0 {
            *indent = deepest.max(self.indent + 1).max(1);
        }
        Ok(breaks)
    }
}
