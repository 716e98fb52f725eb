//! The coarsest view of a text: words, strings, comments and brackets. Enough to find
//! where statements begin, and total: every text has tokens.

use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name or a keyword; also a number's leading digits.
    Word,
    /// Any of the three quotes, up to its end or the end of the line.
    String,
    Open,
    Close,
    /// `# …` up to the end of the line.
    Comment,
    Other,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// A line break stands between this token and the one before it.
    pub after_line_break: bool,
}

impl Token {
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

pub(super) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    pub fn new(text: &'a str) -> Tokens<'a> {
        Tokens { bytes: text.as_bytes(), at: 0 }
    }

    fn end_while(&self, start: usize, keep: impl Fn(u8) -> bool) -> usize {
        self.bytes[start..]
            .iter()
            .position(|byte| !keep(*byte))
            .map_or(self.bytes.len(), |found| start + found)
    }

    /// Past the closing quote, or at the end of the line (of the text, for back quotes).
    fn end_of_string(&self, start: usize, quote: u8) -> usize {
        let mut at = start + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' if quote != b'`' && self.bytes.get(at + 1) != Some(&b'\n') => at += 2,
                b'\n' if quote != b'`' => return at,
                _ if byte == quote => return at + 1,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let start = self.end_while(self.at, |byte| byte.is_ascii_whitespace());
        let after_line_break = self.bytes[self.at..start].contains(&b'\n');
        let first = *self.bytes.get(start)?;
        let (kind, end) = match first {
            b'#' => (TokenKind::Comment, self.end_while(start, |byte| byte != b'\n')),
            b'"' | b'\'' | b'`' => (TokenKind::String, self.end_of_string(start, first)),
            b'{' | b'(' | b'[' => (TokenKind::Open, start + 1),
            b'}' | b')' | b']' => (TokenKind::Close, start + 1),
            _ if is_word(first) => (TokenKind::Word, self.end_while(start, is_word)),
            _ => (TokenKind::Other, self.end_while(start + 1, |byte| (0x80..0xC0).contains(&byte))),
        };
        self.at = end.min(self.bytes.len());
        Some(Token { kind, start, end: self.at, after_line_break })
    }
}
