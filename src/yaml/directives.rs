//! `%YAML 1.1`, `%TAG ! tag:example.com,2026:`

use super::characters::{break_length, is_blank};
use super::fault::{Fault, Outcome};
use super::scanner::Scanner;
use super::token::{Directive, Token, TokenKind};

impl<'a> Scanner<'a> {
    pub fn fetch_directive(&mut self) -> Outcome<()> {
        self.close_all()?;
        let start = self.at;
        self.at += 1;
        let word = self.directive_word();
        let directive = match word {
            "YAML" => self.version(start)?,
            "TAG" => self.tag_directive(start)?,
            _ => {
                return Err(Fault::new(start..self.at, "there are the directives `%YAML` and `%TAG` alone")
                    .help("put the text in quotes if it shall begin with `%`"));
            }
        };
        let end = self.at;
        self.skip_blanks();
        self.comment();
        if self.at < self.bytes.len() && break_length(self.bytes, self.at) == 0 {
            return Err(Fault::new(self.at..self.at + 1, "a directive stands on a line of its own"));
        }
        self.line_break();
        self.tokens.push_back(Token { kind: TokenKind::Directive(directive), at: start..end });
        Ok(())
    }

    fn directive_word(&mut self) -> &'a str {
        let start = self.at;
        while !self.ends_word(0) {
            self.at += super::characters::width(self.bytes, self.at);
        }
        &self.text[start..self.at]
    }

    fn skip_blanks(&mut self) {
        while is_blank(self.bytes, self.at) {
            self.at += 1;
        }
    }

    fn version(&mut self, start: usize) -> Outcome<Directive<'a>> {
        self.skip_blanks();
        match self.directive_word() {
            "1.1" | "1.2" => Ok(Directive::Yaml),
            _ => Err(Fault::new(start..self.at, "only YAML 1.1 and 1.2 are read").help("write `%YAML 1.2`")),
        }
    }

    fn tag_directive(&mut self, start: usize) -> Outcome<Directive<'a>> {
        self.skip_blanks();
        let wrong = |end: usize| Fault::new(start..end, "a tag directive is `%TAG !name! prefix`");
        if self.byte(0) != b'!' {
            return Err(wrong(self.at));
        }
        let handle = self.tag_handle();
        if !is_blank(self.bytes, self.at) {
            return Err(wrong(self.at));
        }
        self.skip_blanks();
        let prefix = self.tag_text()?;
        if prefix.is_empty() || !self.ends_word(0) {
            return Err(wrong(self.at));
        }
        Ok(Directive::Tag { handle, prefix })
    }
}
