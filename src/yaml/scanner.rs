//! Text to tokens. What may be a key is known only when its `:` comes, so tokens wait in a queue until then.

use super::characters::{break_length, byte, ends_word, is_blank, is_forbidden, width};
use super::fault::{Fault, Outcome};
use super::keys::SimpleKey;
use super::token::{Token, TokenKind};
use crate::text::FileId;
use std::collections::VecDeque;
use std::ops::Range;

/// Deeper nesting is a fault: what walks a tree may recurse.
pub(super) const DEEPEST: usize = 256;

pub(super) struct Scanner<'a> {
    pub file: FileId,
    pub text: &'a str,
    pub bytes: &'a [u8],
    pub at: usize,
    pub line: usize,
    pub line_start: usize,
    /// Each line begins with so many spaces that are none of its own: those of the text that it stands in.
    margin: usize,
    /// The column of the block collection that is open; -1 for none.
    pub indent: isize,
    pub indents: Vec<isize>,
    /// The brackets that are open.
    pub flow: Vec<usize>,
    /// One for each open bracket, and one for what is outside.
    pub simple_keys: Vec<SimpleKey>,
    pub simple_key_allowed: bool,
    pub tokens: VecDeque<Token<'a>>,
    /// How many tokens were taken.
    pub taken: usize,
    ready: bool,
    pub comments: Vec<Range<usize>>,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str, file: FileId) -> Scanner<'a> {
        let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        Scanner {
            file,
            text,
            bytes: text.as_bytes(),
            at: start,
            line: 0,
            line_start: start,
            margin: 0,
            indent: -1,
            indents: Vec::new(),
            flow: Vec::new(),
            simple_keys: vec![SimpleKey::default()],
            simple_key_allowed: true,
            tokens: VecDeque::new(),
            taken: 0,
            ready: false,
            comments: Vec::new(),
        }
    }

    /// Of a text inside a block scalar: the lines of `part`, indented by `margin`.
    pub fn inside(text: &'a str, part: Range<usize>, margin: usize, file: FileId) -> Scanner<'a> {
        let text = &text[..part.end];
        let mut scanner = Scanner { at: part.start, margin, ..Scanner::new(text, file) };
        scanner.begin_line();
        scanner
    }

    fn begin_line(&mut self) {
        let spaces = self.bytes[self.at..].iter().take(self.margin).take_while(|byte| **byte == b' ');
        self.at += spaces.count();
        self.line_start = self.at;
    }

    /// The first character that no YAML may hold.
    pub fn forbidden(text: &str) -> Option<Box<Fault>> {
        let (at, character) = text.char_indices().find(|(_, character)| is_forbidden(*character))?;
        let message = format!("the character U+{:04X} cannot stand in YAML", u32::from(character));
        let help = "leave it out, or write it as an escape in a text of double quotes";
        Some(Fault::new(at..at + character.len_utf8(), message).help(help))
    }

    /// The next token. Behind the last there is the end of the stream, for ever.
    pub fn peek(&mut self) -> Outcome<&Token<'a>> {
        while !self.ready {
            self.ready = self.is_ready()?;
            if !self.ready {
                self.fetch()?;
            }
        }
        Ok(&self.tokens[0])
    }

    /// Where the next token shows: what begins here, where the token itself has no text.
    pub fn place(&mut self) -> Outcome<Range<usize>> {
        let at = self.peek()?.at.clone();
        let mut end = at.end;
        if at.is_empty() {
            while !ends_word(self.bytes, end) {
                end += width(self.bytes, end);
            }
        }
        let word = self.text[at.start..end].trim_end_matches(':');
        Ok(if at.is_empty() && !word.is_empty() { at.start..at.start + word.len() } else { at })
    }

    pub fn next(&mut self) -> Outcome<Token<'a>> {
        self.peek()?;
        if matches!(self.tokens[0].kind, TokenKind::StreamEnd) {
            return Ok(Token { kind: TokenKind::StreamEnd, at: self.tokens[0].at.clone() });
        }
        self.ready = false;
        self.taken += 1;
        match self.tokens.pop_front() {
            Some(token) => Ok(token),
            None => Ok(Token { kind: TokenKind::StreamEnd, at: self.at..self.at }),
        }
    }

    /// Whether nothing can come before the first token of the queue any more.
    fn is_ready(&mut self) -> Outcome<bool> {
        if self.tokens.is_empty() {
            return Ok(false);
        }
        self.drop_stale_keys()?;
        Ok(!self.simple_keys.iter().any(|key| key.possible && key.token == self.taken))
    }

    pub fn column(&self) -> isize {
        self.at as isize - self.line_start as isize
    }

    pub fn byte(&self, ahead: usize) -> u8 {
        byte(self.bytes, self.at + ahead)
    }

    pub fn ends_word(&self, ahead: usize) -> bool {
        ends_word(self.bytes, self.at + ahead)
    }

    /// Takes the line break here; nothing where there is none.
    pub fn line_break(&mut self) -> Option<(char, Range<usize>)> {
        let length = break_length(self.bytes, self.at);
        if length == 0 {
            return None;
        }
        let at = self.at..self.at + length;
        self.at += length;
        self.line += 1;
        self.begin_line();
        // LS and PS stay what they are; all others become a line feed.
        let character = if length == 3 { self.text[at.clone()].chars().next().unwrap_or('\n') } else { '\n' };
        Some((character, at))
    }

    /// `---` or `...` on a line of its own.
    pub fn at_document_mark(&self) -> bool {
        self.column() == 0
            && (self.bytes[self.at..].starts_with(b"---") || self.bytes[self.at..].starts_with(b"..."))
            && self.ends_word(3)
    }

    pub fn push(&mut self, kind: TokenKind<'a>, length: usize) {
        let at = self.at..self.at + length;
        self.at += length;
        self.tokens.push_back(Token { kind, at });
    }

    /// White space, comments and line breaks before the next token.
    fn skip_to_token(&mut self) {
        loop {
            if self.column() == 0 && self.bytes[self.at..].starts_with("\u{FEFF}".as_bytes()) {
                self.at += 3;
                // It counts as one column.
                self.line_start += 2;
            }
            while self.byte(0) == b' '
                || self.byte(0) == b'\t' && (!self.flow.is_empty() || !self.simple_key_allowed)
            {
                self.at += 1;
            }
            self.comment();
            if self.line_break().is_none() {
                return;
            }
            if self.flow.is_empty() {
                self.simple_key_allowed = true;
            }
        }
    }

    /// Takes the comment here, if one begins.
    pub fn comment(&mut self) {
        if self.byte(0) != b'#' {
            return;
        }
        let start = self.at;
        while self.at < self.bytes.len() && break_length(self.bytes, self.at) == 0 {
            self.at += 1;
        }
        self.comments.push(start..self.at);
    }

    fn fetch(&mut self) -> Outcome<()> {
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.close_blocks(self.column());
        if self.at >= self.bytes.len() {
            return self.fetch_end();
        }
        let first = self.byte(0);
        if self.column() == 0 && first == b'%' {
            return self.fetch_directive();
        }
        if self.at_document_mark() {
            let kind = if first == b'-' { TokenKind::DocumentStart } else { TokenKind::DocumentEnd };
            self.close_all()?;
            self.push(kind, 3);
            return Ok(());
        }
        let flow = !self.flow.is_empty();
        match first {
            b'[' => self.fetch_open(TokenKind::FlowSequenceStart),
            b'{' => self.fetch_open(TokenKind::FlowMappingStart),
            b']' => self.fetch_close(TokenKind::FlowSequenceEnd),
            b'}' => self.fetch_close(TokenKind::FlowMappingEnd),
            b',' => self.fetch_comma(),
            b'-' if self.ends_word(1) => self.fetch_item(),
            b'?' if flow || self.ends_word(1) => self.fetch_key(),
            b':' if flow || self.ends_word(1) => self.fetch_value(),
            b'*' | b'&' => self.fetch_name(),
            b'!' => self.fetch_tag(),
            b'|' | b'>' if !flow => self.fetch_block_scalar(),
            b'\'' | b'"' => self.fetch_quoted(),
            _ if self.begins_plain(flow) => self.fetch_plain(),
            _ => Err(self.begins_nothing()),
        }
    }

    fn begins_plain(&self, flow: bool) -> bool {
        match self.byte(0) {
            b'-' => !is_blank(self.bytes, self.at + 1),
            b'?' | b':' => !flow && !self.ends_word(1),
            b' ' | b'\t' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>'
            | b'\'' | b'"' | b'%' | b'@' | b'`' => false,
            _ => true,
        }
    }

    fn begins_nothing(&self) -> Box<Fault> {
        let at = self.at..self.at + 1;
        match self.byte(0) {
            b'\t' => Fault::new(at, "a tab cannot indent").help("indent with spaces"),
            b'|' | b'>' => {
                let message = format!("`{}` cannot begin a text between brackets", self.byte(0) as char);
                Fault::new(at, message).help("put the text in quotes")
            }
            character => {
                Fault::new(at, format!("a text without quotes cannot begin with `{}`", character as char))
                    .help("put the text in quotes")
            }
        }
    }
}
