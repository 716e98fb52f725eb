//! Keys and indentation: where a mapping or a list begins and ends without a word of its own.

use super::fault::{Fault, Outcome};
use super::scanner::{DEEPEST, Scanner};
use super::token::{Token, TokenKind};
use crate::diag::codes;
use std::ops::Range;

/// A token that becomes a key if `:` follows on its line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SimpleKey {
    pub possible: bool,
    /// Nothing else can stand here.
    required: bool,
    /// The number of its token in the stream.
    pub token: usize,
    at: usize,
    line: usize,
    column: isize,
}

/// A key that needs no `?` is no longer.
const LONGEST_KEY: usize = 1024;

impl<'a> Scanner<'a> {
    /// Keys whose line has ended, or that are too long, are none.
    pub fn drop_stale_keys(&mut self) -> Outcome<()> {
        for index in 0..self.simple_keys.len() {
            let key = self.simple_keys[index];
            if key.possible && (key.line < self.line || self.is_too_long(key.at)) {
                if key.required {
                    return Err(self.no_colon(key.at));
                }
                self.simple_keys[index].possible = false;
            }
        }
        Ok(())
    }

    fn is_too_long(&self, start: usize) -> bool {
        let bytes = self.at - start;
        bytes > LONGEST_KEY && self.text[start..self.at].chars().count() > LONGEST_KEY
    }

    fn no_colon(&self, start: usize) -> Box<Fault> {
        let line = self.text[start..].split(['\n', '\r']).next().unwrap_or_default().trim_end();
        Fault::new(start..start + line.len(), "this line is neither `key: value` nor an item of a list")
            .help("write `:` and a space behind a key, or indent the line to continue the text above it")
    }

    /// Remembers that the token which begins here may be a key.
    pub fn save_key(&mut self) -> Outcome<()> {
        if !self.simple_key_allowed {
            return Ok(());
        }
        self.forget_key()?;
        let key = SimpleKey {
            possible: true,
            required: self.flow.is_empty() && self.indent == self.column(),
            token: self.taken + self.tokens.len(),
            at: self.at,
            line: self.line,
            column: self.column(),
        };
        if let Some(last) = self.simple_keys.last_mut() {
            *last = key;
        }
        Ok(())
    }

    /// What might have been a key at this depth of brackets is none.
    pub fn forget_key(&mut self) -> Outcome<()> {
        match self.simple_keys.last_mut() {
            Some(key) if key.possible && key.required => {
                let at = key.at;
                Err(self.no_colon(at))
            }
            Some(key) => {
                key.possible = false;
                Ok(())
            }
            None => Ok(()),
        }
    }

    /// Begins a block collection at `column`, if that is deeper; its token goes before token `number`.
    fn open_block(&mut self, column: isize, number: usize, kind: TokenKind<'a>, at: usize) -> Outcome<()> {
        if !self.flow.is_empty() || self.indent >= column {
            return Ok(());
        }
        self.indents.push(self.indent);
        self.indent = column;
        if self.indents.len() > DEEPEST {
            return Err(too_deep(at..at + 1));
        }
        self.tokens.insert(number - self.taken, Token { kind, at: at..at });
        Ok(())
    }

    /// Ends the block collections that are deeper than `column`.
    pub fn close_blocks(&mut self, column: isize) {
        if !self.flow.is_empty() {
            return;
        }
        while self.indent > column {
            self.push(TokenKind::BlockEnd, 0);
            self.indent = self.indents.pop().unwrap_or(-1);
        }
    }

    pub fn close_all(&mut self) -> Outcome<()> {
        self.close_blocks(-1);
        self.forget_key()?;
        self.simple_key_allowed = false;
        Ok(())
    }

    pub fn fetch_end(&mut self) -> Outcome<()> {
        self.line += 1;
        self.line_start = self.at;
        self.close_all()?;
        self.push(TokenKind::StreamEnd, 0);
        Ok(())
    }

    pub fn fetch_open(&mut self, kind: TokenKind<'a>) -> Outcome<()> {
        self.save_key()?;
        self.simple_keys.push(SimpleKey::default());
        self.flow.push(self.at);
        if self.flow.len() > DEEPEST {
            return Err(too_deep(self.at..self.at + 1));
        }
        self.simple_key_allowed = true;
        self.push(kind, 1);
        Ok(())
    }

    pub fn fetch_close(&mut self, kind: TokenKind<'a>) -> Outcome<()> {
        self.forget_key()?;
        if self.flow.pop().is_some() {
            self.simple_keys.pop();
        }
        self.simple_key_allowed = false;
        self.push(kind, 1);
        Ok(())
    }

    pub fn fetch_comma(&mut self) -> Outcome<()> {
        self.forget_key()?;
        self.simple_key_allowed = true;
        self.push(TokenKind::FlowEntry, 1);
        Ok(())
    }

    /// `- `
    pub fn fetch_item(&mut self) -> Outcome<()> {
        if self.flow.is_empty() {
            if !self.simple_key_allowed {
                return Err(Fault::new(self.at..self.at + 1, "a list cannot begin here")
                    .help("begin it on a line of its own, or put the text in quotes"));
            }
            let number = self.taken + self.tokens.len();
            self.open_block(self.column(), number, TokenKind::BlockSequenceStart, self.at)?;
        }
        self.forget_key()?;
        self.simple_key_allowed = true;
        self.push(TokenKind::BlockEntry, 1);
        Ok(())
    }

    /// `? `
    pub fn fetch_key(&mut self) -> Outcome<()> {
        if self.flow.is_empty() {
            if !self.simple_key_allowed {
                return Err(Fault::new(self.at..self.at + 1, "a key cannot begin here")
                    .help("begin it on a line of its own, or put the text in quotes"));
            }
            let number = self.taken + self.tokens.len();
            self.open_block(self.column(), number, TokenKind::BlockMappingStart, self.at)?;
        }
        self.forget_key()?;
        self.simple_key_allowed = self.flow.is_empty();
        self.push(TokenKind::Key, 1);
        Ok(())
    }

    /// `: `
    pub fn fetch_value(&mut self) -> Outcome<()> {
        let key = self.simple_keys.last().copied().unwrap_or_default();
        if key.possible {
            let token = Token { kind: TokenKind::Key, at: key.at..key.at };
            self.tokens.insert(key.token - self.taken, token);
            self.open_block(key.column, key.token, TokenKind::BlockMappingStart, key.at)?;
            if let Some(last) = self.simple_keys.last_mut() {
                last.possible = false;
            }
            self.simple_key_allowed = false;
        } else {
            if self.flow.is_empty() {
                if !self.simple_key_allowed {
                    return Err(Fault::new(self.at..self.at + 1, "`: ` cannot stand inside a value")
                        .here("begins a second value")
                        .help("put the whole text in quotes, or begin the key on a line of its own"));
                }
                let number = self.taken + self.tokens.len();
                self.open_block(self.column(), number, TokenKind::BlockMappingStart, self.at)?;
            }
            self.simple_key_allowed = self.flow.is_empty();
        }
        self.push(TokenKind::Value, 1);
        Ok(())
    }
}

pub(super) fn too_deep(at: Range<usize>) -> Box<Fault> {
    Fault::new(at, format!("lists and mappings stand more than {DEEPEST} deep in one another"))
        .code(codes::SYNTAX_TOO_DEEP)
}
