//! Text and `{{ actions }}`, cut up as Go's `text/template` does. Source: `text/template/parse/lex.go`.

use super::token::{Fault, Token, TokenKind, word};

/// A place in the text. Small, so that the parser looks ahead by copying it.
#[derive(Clone, Copy)]
pub(super) struct Lexer<'t> {
    pub text: &'t str,
    pub at: usize,
    /// Where the `{{` of the current action is.
    action: usize,
    parens: usize,
}

/// What comes before the next action.
pub(super) enum Next {
    /// An action begins; the place is that of its `{{`.
    Action(usize),
    End,
    /// A comment that is not closed as it should: `{{/* … */}}`. The place is that of its `{{`.
    BadComment(usize),
}

/// What a `{{` turned out to begin.
pub(super) enum Entered {
    Action,
    Comment,
    BadComment,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Lexer<'t> {
        Lexer { text, at: 0, action: 0, parens: 0 }
    }

    pub fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Skips text and comments; `blank` turns false when there was more than white space.
    pub fn next_action(&mut self, blank: &mut bool) -> Next {
        loop {
            let rest = self.rest();
            let length = rest.find("{{").unwrap_or(rest.len());
            *blank &= rest[..length].bytes().all(|byte| byte.is_ascii_whitespace());
            self.at += length;
            if length == rest.len() {
                return Next::End;
            }
            let start = self.at;
            match self.enter_action() {
                Entered::Action => return Next::Action(start),
                Entered::BadComment => return Next::BadComment(start),
                Entered::Comment => {}
            }
        }
    }

    /// Passes the `{{` that is here, and the whole of a comment.
    pub fn enter_action(&mut self) -> Entered {
        (self.action, self.parens) = (self.at, 0);
        self.at += 2;
        let trim = matches!(self.rest().as_bytes(), [b'-', space, ..] if is_space(*space));
        self.at += if trim { 2 } else { 0 };
        let Some(comment) = self.rest().strip_prefix("/*") else { return Entered::Action };
        let Some(length) = comment.find("*/") else { return Entered::BadComment };
        self.at += length + 4;
        match self.right_delim() {
            Some(length) => {
                self.at += length;
                Entered::Comment
            }
            None => Entered::BadComment,
        }
    }

    /// Where the action whose `{{` is at `start` ends, quotes and comments respected; the end of the text
    /// if it is never closed. Behind a place that cannot be read, any `}}` ends it.
    pub fn action_end(text: &str, start: usize) -> usize {
        let mut lexer = Lexer { at: start, ..Lexer::new(text) };
        if let Entered::Comment = lexer.enter_action() {
            return lexer.at;
        }
        loop {
            match lexer.token().kind {
                TokenKind::RightDelim => return lexer.at,
                TokenKind::Bad(_) => {
                    lexer.leave_action();
                    return lexer.at;
                }
                _ => {}
            }
        }
    }

    /// After an error: goes behind the next `}}`, or to the next `{{` if that comes first.
    pub fn leave_action(&mut self) {
        while let Some(found) = self.rest().find(['{', '}']) {
            self.at += found;
            if self.rest().starts_with("{{") {
                return;
            }
            if self.rest().starts_with("}}") {
                self.at += 2;
                return;
            }
            self.at += 1;
        }
        self.at = self.text.len();
    }

    /// The length of `}}` or ` -}}`, when it is here.
    fn right_delim(&self) -> Option<usize> {
        match self.rest().as_bytes() {
            [b'}', b'}', ..] => Some(2),
            [space, b'-', b'}', b'}', ..] if is_space(*space) => Some(4),
            _ => None,
        }
    }

    /// The next token of the action.
    pub fn token(&mut self) -> Token {
        let start = self.at;
        if let Some(length) = self.right_delim() {
            if self.parens > 0 {
                return self.bad(start, start, Fault::UnclosedParen);
            }
            self.at += length;
            return self.emit(TokenKind::RightDelim, start);
        }
        let Some(first) = self.rest().chars().next() else {
            return self.bad(self.action, self.action + 2, Fault::UnclosedAction);
        };
        self.at += first.len_utf8();
        match first {
            ' ' | '\t' | '\r' | '\n' => self.space(start),
            '=' => self.emit(TokenKind::Assign, start),
            ':' if self.rest().starts_with('=') => {
                self.at += 1;
                self.emit(TokenKind::Declare, start)
            }
            ':' => self.bad(start, self.at, Fault::ExpectedDeclare),
            '|' => self.emit(TokenKind::Pipe, start),
            '"' => self.quoted('"', TokenKind::Text, Fault::UnclosedText, start),
            '\'' => self.quoted('\'', TokenKind::CharConstant, Fault::UnclosedChar, start),
            '`' => match self.rest().find('`') {
                Some(length) => {
                    self.at += length + 1;
                    self.emit(TokenKind::RawText, start)
                }
                None => self.bad(start, self.text.len(), Fault::UnclosedText),
            },
            '$' => self.name(TokenKind::Variable, start),
            '.' if !self.rest().starts_with(|next: char| next.is_ascii_digit()) => match self.at_terminator()
            {
                true if !self.rest().is_empty() => self.emit(TokenKind::Dot, start),
                _ => self.name(TokenKind::Field, start),
            },
            '.' | '+' | '-' | '0'..='9' => {
                self.at = start;
                self.number(start)
            }
            '(' => {
                self.parens += 1;
                self.emit(TokenKind::LeftParen, start)
            }
            ')' if self.parens == 0 => self.bad(start, self.at, Fault::UnexpectedParen),
            ')' => {
                self.parens -= 1;
                self.emit(TokenKind::RightParen, start)
            }
            ',' => self.emit(TokenKind::Comma, start),
            _ if is_alphanumeric(first) => {
                let token = self.name(TokenKind::Identifier, start);
                match token.kind {
                    TokenKind::Identifier => Token { kind: word(&self.text[token.at()]), ..token },
                    _ => token,
                }
            }
            ' '..='~' => self.emit(TokenKind::Char, start),
            _ => self.bad(start, self.at, Fault::BadCharacter),
        }
    }

    pub fn emit(&self, kind: TokenKind, start: usize) -> Token {
        Token { kind, start, end: self.at }
    }

    pub fn bad(&self, start: usize, end: usize, fault: Fault) -> Token {
        Token { kind: TokenKind::Bad(fault), start, end }
    }

    /// A run of white space; its last character may belong to ` -}}`.
    fn space(&mut self, start: usize) -> Token {
        let rest = self.rest();
        self.at += rest.bytes().position(|byte| !is_space(byte)).unwrap_or(rest.len());
        if self.rest().starts_with("-}}") {
            self.at -= 1;
        }
        self.emit(TokenKind::Space, start)
    }

    fn quoted(&mut self, quote: char, kind: TokenKind, fault: Fault, start: usize) -> Token {
        let mut escaped = false;
        for (offset, c) in self.rest().char_indices() {
            if c == '\n' {
                break;
            }
            if c == quote && !escaped {
                self.at += offset + 1;
                return self.emit(kind, start);
            }
            escaped = c == '\\' && !escaped;
        }
        self.bad(start, start + 1, fault)
    }

    fn name(&mut self, kind: TokenKind, start: usize) -> Token {
        let rest = self.rest();
        self.at += rest.find(|c| !is_alphanumeric(c)).unwrap_or(rest.len());
        if self.at_terminator() {
            return self.emit(kind, start);
        }
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        self.bad(self.at, self.at + length, Fault::BadCharacter)
    }

    /// May a name end here?
    fn at_terminator(&self) -> bool {
        match self.rest().as_bytes() {
            [] => true,
            [b' ' | b'\t' | b'\r' | b'\n' | b'.' | b',' | b'|' | b':' | b')' | b'(', ..] => true,
            rest => rest.starts_with(b"}}"),
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Go's idea: letters (category L), decimal digits (Nd) and `_`.
pub(super) fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c == '_' || c.is_ascii_alphanumeric();
    }
    static LETTER_OR_DIGIT: std::sync::LazyLock<Option<regex::Regex>> =
        std::sync::LazyLock::new(|| regex::Regex::new(r"\A[\pL\p{Nd}]\z").ok());
    let wider = c.is_alphabetic() || c.is_numeric();
    let narrower = LETTER_OR_DIGIT.as_ref().is_none_or(|regex| regex.is_match(c.encode_utf8(&mut [0; 4])));
    wider && narrower
}
