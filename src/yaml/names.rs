//! Anchors, aliases and tags.

use super::characters::width;
use super::fault::{Fault, Outcome};
use super::scanner::Scanner;
use super::token::{Token, TokenKind};

impl<'a> Scanner<'a> {
    /// `&name`, `*name`
    pub fn fetch_name(&mut self) -> Outcome<()> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.at;
        let is_alias = self.byte(0) == b'*';
        self.at += 1;
        while matches!(self.byte(0), b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-') {
            self.at += 1;
        }
        let name = &self.text[start + 1..self.at];
        let ends = self.ends_word(0)
            || matches!(self.byte(0), b'?' | b':' | b',' | b']' | b'}' | b'%' | b'@' | b'`');
        if name.is_empty() || !ends {
            let at = start..(self.at + width(self.bytes, self.at)).min(self.bytes.len());
            let (what, mark) = if is_alias { ("alias", '*') } else { ("anchor", '&') };
            let message = format!("the name of an {what} holds only letters, digits, `-` and `_`");
            return Err(Fault::new(at, message)
                .help(format!("put the text in quotes if it shall begin with `{mark}`")));
        }
        let kind = if is_alias { TokenKind::Alias(name) } else { TokenKind::Anchor(name) };
        self.tokens.push_back(Token { kind, at: start..self.at });
        Ok(())
    }

    /// `!`, `!name`, `!!name`, `!handle!name`, `!<name>`
    pub fn fetch_tag(&mut self) -> Outcome<()> {
        self.save_key()?;
        self.simple_key_allowed = false;
        let start = self.at;
        let (handle, suffix) = if self.byte(1) == b'<' {
            self.at += 2;
            let suffix = self.tag_text()?;
            if self.byte(0) != b'>' {
                return Err(self.bad_tag(start));
            }
            self.at += 1;
            ("", suffix)
        } else {
            let handle = self.tag_handle();
            let suffix = self.tag_text()?;
            match (handle.len(), suffix.is_empty()) {
                // `!` alone.
                (1, true) => ("", "!".to_owned()),
                (_, true) => return Err(self.bad_tag(start)),
                _ => (handle, suffix),
            }
        };
        if !self.ends_word(0) {
            return Err(self.bad_tag(start));
        }
        self.tokens.push_back(Token { kind: TokenKind::Tag { handle, suffix }, at: start..self.at });
        Ok(())
    }

    fn bad_tag(&self, start: usize) -> Box<Fault> {
        let at = start..(self.at + width(self.bytes, self.at)).min(self.bytes.len());
        Fault::new(at, "this is no tag of YAML").help("put the text in quotes if it shall begin with `!`")
    }

    /// `!`, `!!` or `!name!`; only `!` where a name follows that is no handle.
    pub fn tag_handle(&mut self) -> &'a str {
        let start = self.at;
        let mut end = start + 1;
        while matches!(self.bytes.get(end), Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'-')) {
            end += 1;
        }
        self.at = if self.bytes.get(end) == Some(&b'!') { end + 1 } else { start + 1 };
        &self.text[start..self.at]
    }

    /// The characters of an address, `%41` undone.
    pub fn tag_text(&mut self) -> Outcome<String> {
        let mut bytes = Vec::new();
        let start = self.at;
        loop {
            match self.byte(0) {
                byte @ (b'0'..=b'9'
                | b'A'..=b'Z'
                | b'a'..=b'z'
                | b'_'
                | b'-'
                | b';'
                | b'/'
                | b'?'
                | b':'
                | b'@'
                | b'&'
                | b'='
                | b'+'
                | b'$'
                | b'.'
                | b'!'
                | b'~'
                | b'*'
                | b'\''
                | b'('
                | b')') => bytes.push(byte),
                // Go takes these for parts of a tag, even between brackets.
                byte @ (b',' | b'[' | b']') => bytes.push(byte),
                b'%' => {
                    let code = self.text.get(self.at + 1..self.at + 3);
                    let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) else {
                        return Err(self.bad_tag(start));
                    };
                    bytes.push(code);
                    self.at += 2;
                }
                _ => break,
            }
            self.at += 1;
        }
        String::from_utf8(bytes).map_err(|_| self.bad_tag(start))
    }
}
