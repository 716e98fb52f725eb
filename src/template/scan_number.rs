//! Cutting a number out of an action. Source: `lexNumber` in Go's `text/template/parse/lex.go`.

use super::lexer::{Lexer, is_alphanumeric};
use super::token::{Fault, Token, TokenKind};

impl Lexer<'_> {
    /// Anything that looks like a number: whether it is one, `number` tells.
    pub fn number(&mut self, start: usize) -> Token {
        if !self.scan_number() {
            return self.bad(start, self.at, Fault::BadNumber);
        }
        if self.rest().starts_with(['+', '-']) && !(self.scan_number() && self.text[..self.at].ends_with('i'))
        {
            return self.bad(start, self.at, Fault::BadNumber);
        }
        self.emit(TokenKind::Number, start)
    }

    fn scan_number(&mut self) -> bool {
        self.accept(b"+-");
        let mut digits: &[u8] = b"0123456789_";
        if self.accept(b"0") {
            if self.accept(b"xX") {
                digits = b"0123456789abcdefABCDEF_";
            } else if self.accept(b"oO") {
                digits = b"01234567_";
            } else if self.accept(b"bB") {
                digits = b"01_";
            }
        }
        while self.accept(digits) {}
        if self.accept(b".") {
            while self.accept(digits) {}
        }
        let exponent = match digits.len() {
            11 => self.accept(b"eE"),
            23 => self.accept(b"pP"),
            _ => false,
        };
        if exponent {
            self.accept(b"+-");
            while self.accept(b"0123456789_") {}
        }
        self.accept(b"i");
        match self.rest().chars().next() {
            Some(c) if is_alphanumeric(c) => {
                self.at += c.len_utf8();
                false
            }
            _ => true,
        }
    }

    fn accept(&mut self, allowed: &[u8]) -> bool {
        let found = self.rest().bytes().next().is_some_and(|byte| allowed.contains(&byte));
        self.at += usize::from(found);
        found
    }
}
