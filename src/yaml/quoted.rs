//! Scalars in quotes.

use super::characters::{break_length, width};
use super::fault::{Fault, Outcome};
use super::node::Style;
use super::scanner::Scanner;
use super::token::{Token, TokenKind};
use crate::text::Pieces;

impl<'a> Scanner<'a> {
    pub fn fetch_quoted(&mut self) -> Outcome<()> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.at;
        let quote = self.byte(0);
        self.at += 1;
        let mut pieces = Pieces::default();
        loop {
            if self.at_document_mark() {
                return Err(self.unclosed(start).because(self.at..self.at + 3, "the document ends here"));
            }
            if self.at >= self.bytes.len() {
                return Err(self.unclosed(start));
            }
            let broken = self.quoted_word(quote, &mut pieces)?;
            if self.byte(0) == quote {
                break;
            }
            self.gap(broken, None)?.join(&mut pieces, self.text);
        }
        self.at += 1;
        let at = start..self.at;
        let value = self.located(pieces, at.clone(), start + 1);
        let style = if quote == b'"' { Style::DoubleQuoted } else { Style::SingleQuoted };
        self.tokens.push_back(Token { kind: TokenKind::Scalar(Box::new(value), style), at });
        Ok(())
    }

    fn unclosed(&self, start: usize) -> Box<Fault> {
        let quote = self.bytes[start] as char;
        Fault::new(start..start + 1, format!("this `{quote}` is never closed"))
    }

    /// What stands up to white space or the closing quote; whether an escaped line break ended it.
    fn quoted_word(&mut self, quote: u8, pieces: &mut Pieces) -> Outcome<bool> {
        let mut from = self.at;
        while !self.ends_word(0) {
            match self.byte(0) {
                b'\'' if quote == b'\'' && self.byte(1) == b'\'' => {
                    pieces.same(&self.text[from..self.at], from);
                    pieces.written('\'', self.at..self.at + 2);
                    self.at += 2;
                    from = self.at;
                }
                b'\\' if quote == b'"' => {
                    pieces.same(&self.text[from..self.at], from);
                    if break_length(self.bytes, self.at + 1) > 0 {
                        self.at += 1;
                        self.line_break();
                        return Ok(true);
                    }
                    self.escape(pieces)?;
                    from = self.at;
                }
                byte if byte == quote => break,
                _ => self.at += width(self.bytes, self.at),
            }
        }
        pieces.same(&self.text[from..self.at], from);
        Ok(false)
    }

    fn escape(&mut self, pieces: &mut Pieces) -> Outcome<()> {
        let start = self.at;
        let character = match self.byte(1) {
            b'0' => '\0',
            b'a' => '\u{7}',
            b'b' => '\u{8}',
            b't' | b'\t' => '\t',
            b'n' => '\n',
            b'v' => '\u{B}',
            b'f' => '\u{C}',
            b'r' => '\r',
            b'e' => '\u{1B}',
            b' ' => ' ',
            b'"' => '"',
            b'\'' => '\'',
            b'/' => '/',
            b'\\' => '\\',
            b'N' => '\u{85}',
            b'_' => '\u{A0}',
            b'L' => '\u{2028}',
            b'P' => '\u{2029}',
            b'x' => return self.code(2, pieces),
            b'u' => return self.code(4, pieces),
            b'U' => return self.code(8, pieces),
            _ => return Err(self.unknown_escape()),
        };
        self.at += 2;
        pieces.written(character, start..self.at);
        Ok(())
    }

    fn unknown_escape(&self) -> Box<Fault> {
        let end = self.at + 1 + width(self.bytes, self.at + 1);
        let at = self.at..end.min(self.bytes.len());
        let message = format!("`{}` is no escape of YAML", &self.text[at.clone()]);
        Fault::new(at, message)
            .help("write `\\\\` for one backslash, or use single quotes, which know no escapes")
    }

    /// `\x41`, `\u0041`, `\U00000041`
    fn code(&mut self, digits: usize, pieces: &mut Pieces) -> Outcome<()> {
        let start = self.at;
        let end = start + 2 + digits;
        let code =
            self.text.get(start + 2..end).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(code) = code else {
            let known =
                self.bytes[start + 2..].iter().take(digits).take_while(|byte| byte.is_ascii_hexdigit());
            let at = start..start + 2 + known.count();
            let message = format!("`\\{}` wants {digits} hexadecimal digits", self.byte(1) as char);
            return Err(Fault::new(at, message));
        };
        let character = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        let Some(character) = character else {
            return Err(Fault::new(start..end, format!("there is no character U+{}", code.to_uppercase())));
        };
        self.at = end;
        pieces.written(character, start..end);
        Ok(())
    }
}
