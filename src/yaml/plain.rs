//! Scalars without quotes, and how lines of a text become one.

use super::characters::{break_length, ends_word, is_blank, width};
use super::fault::{Fault, Outcome};
use super::node::Style;
use super::scanner::Scanner;
use super::token::{Token, TokenKind};
use crate::text::{Located, Pieces, Span};
use std::ops::Range;

/// White space between two words: blanks of one line, or line breaks.
#[derive(Default)]
pub(super) struct Gap {
    blanks: Range<usize>,
    first: Option<(char, Range<usize>)>,
    more: Vec<(char, Range<usize>)>,
    /// A line has ended, maybe by an escape that leaves nothing.
    pub broken: bool,
}

impl Gap {
    /// Adds it to the value: one line break is a space, of several the first is lost.
    pub fn join(self, pieces: &mut Pieces, text: &str) {
        if !self.broken {
            pieces.same(&text[self.blanks.clone()], self.blanks.start);
            return;
        }
        match self.first {
            Some(('\n', at)) if self.more.is_empty() => pieces.written(' ', at),
            Some(('\n', _)) | None => {}
            Some((character, at)) => pieces.written(character, at),
        }
        add_breaks(pieces, self.more);
    }
}

pub(super) fn add_breaks(pieces: &mut Pieces, breaks: impl IntoIterator<Item = (char, Range<usize>)>) {
    for (character, at) in breaks {
        match (character, at.len()) {
            // As the file has it.
            ('\n', 1) => pieces.same("\n", at.start),
            _ => pieces.written(character, at),
        }
    }
}

impl<'a> Scanner<'a> {
    /// The white space here. `indent` is the column before which no tab may stand on a new line.
    pub fn gap(&mut self, broken: bool, indent: Option<isize>) -> Outcome<Gap> {
        let mut gap = Gap { blanks: self.at..self.at, broken, ..Gap::default() };
        loop {
            if is_blank(self.bytes, self.at) {
                let abused = gap.broken && indent.is_some_and(|indent| self.column() < indent);
                if abused && self.byte(0) == b'\t' {
                    let message = "a tab cannot indent the continuation of a text";
                    return Err(Fault::new(self.at..self.at + 1, message).help("indent with spaces"));
                }
                self.at += 1;
                if !gap.broken {
                    gap.blanks.end = self.at;
                }
            } else if let Some(line_break) = self.line_break() {
                if gap.broken {
                    gap.more.push(line_break);
                } else {
                    gap.first = Some(line_break);
                    gap.broken = true;
                }
            } else {
                return Ok(gap);
            }
        }
    }

    pub fn fetch_plain(&mut self) -> Outcome<()> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.at;
        let mut end = self.at;
        let indent = self.indent + 1;
        let mut pieces = Pieces::default();
        let mut gap = Gap::default();
        loop {
            if self.at_document_mark() || self.byte(0) == b'#' {
                break;
            }
            let word = self.plain_word();
            if !word.is_empty() {
                std::mem::take(&mut gap).join(&mut pieces, self.text);
                pieces.same(&self.text[word.clone()], word.start);
                end = word.end;
            }
            if !is_blank(self.bytes, self.at) && break_length(self.bytes, self.at) == 0 {
                break;
            }
            gap = self.gap(false, Some(indent))?;
            if self.flow.is_empty() && self.column() < indent {
                break;
            }
        }
        if gap.broken {
            self.simple_key_allowed = true;
        }
        let value = self.located(pieces, start..end, start);
        self.tokens
            .push_back(Token { kind: TokenKind::Scalar(Box::new(value), Style::Plain), at: start..end });
        Ok(())
    }

    /// The characters up to white space or an indicator that ends the text.
    fn plain_word(&mut self) -> Range<usize> {
        let start = self.at;
        let flow = !self.flow.is_empty();
        while !self.ends_word(0) {
            let ends = match self.byte(0) {
                b':' => ends_word(self.bytes, self.at + 1),
                b',' | b'?' | b'[' | b']' | b'{' | b'}' => flow,
                _ => false,
            };
            if ends {
                break;
            }
            self.at += width(self.bytes, self.at);
        }
        start..self.at
    }

    /// The value of a token; `start` is where it would begin if it is empty.
    pub fn located(&self, pieces: Pieces, at: Range<usize>, start: usize) -> Located {
        pieces.finish(Span::new(self.file, at.start, at.end), start)
    }
}
