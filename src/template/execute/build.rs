//! Builds the tree of a template that the parser has accepted. Source: Go's `text/template/parse/parse.go`.

use super::tree::{Invocation, List, Node};
use crate::template::lexer::{Entered, Lexer};
use crate::template::token::{Keyword, Token, TokenKind};
use crate::template::{TemplateError, quoted};
use std::collections::HashMap;

pub(super) type Fallible<T> = Result<T, TemplateError>;

/// The whole text, and the templates that it defines.
pub(super) struct Built {
    pub main: List,
    pub defined: HashMap<Box<str>, List>,
}

/// The text must have passed the parser: here is no word on what is wrong, only that something is.
pub(super) fn build(text: &str) -> Fallible<Built> {
    let mut builder = Builder { text, lexer: Lexer::new(text), defined: HashMap::new(), trim: false };
    let mut main = List::new();
    match builder.list(&mut main)? {
        Ending::Eof => Ok(Built { main, defined: builder.defined }),
        _ => Err(builder.unexpected()),
    }
}

pub(super) struct Builder<'t> {
    pub text: &'t str,
    pub lexer: Lexer<'t>,
    defined: HashMap<Box<str>, List>,
    /// Did the last action end in ` -}}`?
    trim: bool,
}

enum Ending {
    End,
    Else(Option<Keyword>),
    Eof,
}

pub(super) fn is_trimmed(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

impl<'t> Builder<'t> {
    pub fn unexpected(&self) -> TemplateError {
        let at = self.lexer.at.min(self.text.len());
        TemplateError::new(at..at, "this template cannot be read")
    }

    fn list(&mut self, nodes: &mut List) -> Fallible<Ending> {
        loop {
            let rest = self.lexer.rest();
            let length = rest.find("{{").unwrap_or(rest.len());
            let mut plain = &rest[..length];
            if self.trim {
                plain = plain.trim_start_matches(is_trimmed);
            }
            self.trim = false;
            let last = length == rest.len();
            if matches!(&rest.as_bytes()[length..], [b'{', b'{', b'-', b' ' | b'\t' | b'\r' | b'\n', ..]) {
                plain = plain.trim_end_matches(is_trimmed);
            }
            if !plain.is_empty() {
                nodes.push(Node::Text(plain.into()));
            }
            self.lexer.at += length;
            if last {
                return Ok(Ending::Eof);
            }
            match self.lexer.enter_action() {
                Entered::Action => {
                    if let Some(ending) = self.action(nodes)? {
                        return Ok(ending);
                    }
                }
                Entered::Comment => self.trim = self.text[..self.lexer.at].ends_with("-}}"),
                Entered::BadComment => return Err(self.unexpected()),
            }
        }
    }

    fn action(&mut self, nodes: &mut List) -> Fallible<Option<Ending>> {
        let before = self.lexer;
        let token = self.next_non_space();
        let TokenKind::Keyword(keyword) = token.kind else {
            self.lexer = before;
            let pipe = self.pipeline(TokenKind::RightDelim)?;
            nodes.push(Node::Action(pipe));
            return Ok(None);
        };
        match keyword {
            Keyword::If | Keyword::With => nodes.push(self.choice(keyword)?),
            Keyword::Range => {
                let pipe = self.pipeline(TokenKind::RightDelim)?;
                let (body, otherwise) = self.branches()?;
                nodes.push(Node::Range { pipe, body, otherwise });
            }
            Keyword::Define => {
                let (name, _) = self.template_name()?;
                self.close()?;
                self.define(name)?;
            }
            Keyword::Block => {
                let (name, at) = self.template_name()?;
                let pipe = Some(self.pipeline(TokenKind::RightDelim)?);
                self.define(name.clone())?;
                nodes.push(Node::Template(Box::new(Invocation { at, name, pipe })));
            }
            Keyword::Template => {
                let (name, at) = self.template_name()?;
                let before = self.lexer;
                let pipe = if self.next_non_space().kind == TokenKind::RightDelim {
                    self.lexer = before;
                    self.close()?;
                    None
                } else {
                    self.lexer = before;
                    Some(self.pipeline(TokenKind::RightDelim)?)
                };
                nodes.push(Node::Template(Box::new(Invocation { at, name, pipe })));
            }
            Keyword::Break | Keyword::Continue => {
                self.close()?;
                nodes.push(if keyword == Keyword::Break { Node::Break } else { Node::Continue });
            }
            Keyword::End => {
                self.close()?;
                return Ok(Some(Ending::End));
            }
            Keyword::Else => {
                let before = self.lexer;
                if let TokenKind::Keyword(next @ (Keyword::If | Keyword::With)) = self.next_non_space().kind {
                    return Ok(Some(Ending::Else(Some(next))));
                }
                self.lexer = before;
                self.close()?;
                return Ok(Some(Ending::Else(None)));
            }
        }
        Ok(None)
    }

    fn choice(&mut self, keyword: Keyword) -> Fallible<Node> {
        let (mut branches, mut otherwise) = (Vec::new(), List::new());
        loop {
            let pipe = self.pipeline(TokenKind::RightDelim)?;
            let mut body = List::new();
            let ending = self.list(&mut body)?;
            branches.push((pipe, body));
            match ending {
                Ending::End => break,
                Ending::Else(Some(next)) if next == keyword => {}
                Ending::Else(None) => {
                    self.until_end(&mut otherwise)?;
                    break;
                }
                _ => return Err(self.unexpected()),
            }
        }
        Ok(Node::Choice { with: keyword == Keyword::With, branches, otherwise })
    }

    /// The body of a `range`, and its `else`.
    fn branches(&mut self) -> Fallible<(List, List)> {
        let (mut body, mut otherwise) = (List::new(), List::new());
        match self.list(&mut body)? {
            Ending::End => {}
            Ending::Else(None) => self.until_end(&mut otherwise)?,
            _ => return Err(self.unexpected()),
        }
        Ok((body, otherwise))
    }

    fn until_end(&mut self, nodes: &mut List) -> Fallible<()> {
        match self.list(nodes)? {
            Ending::End => Ok(()),
            _ => Err(self.unexpected()),
        }
    }

    /// A template that is only white space does not take the place of another, nor keep its place.
    fn define(&mut self, name: Box<str>) -> Fallible<()> {
        let mut body = List::new();
        self.until_end(&mut body)?;
        if self.defined.get(&name).is_none_or(|known| is_blank(known)) {
            self.defined.insert(name, body);
        }
        Ok(())
    }

    fn template_name(&mut self) -> Fallible<(Box<str>, usize)> {
        let token = self.next_non_space();
        match token.kind {
            TokenKind::Text | TokenKind::RawText => {
                let name = quoted::unquote(&self.text[token.at()]).map_err(|_| self.unexpected())?;
                Ok((name.into(), token.start))
            }
            _ => Err(self.unexpected()),
        }
    }

    fn close(&mut self) -> Fallible<()> {
        let token = self.next_non_space();
        if token.kind != TokenKind::RightDelim {
            return Err(self.unexpected());
        }
        self.closed(token);
        Ok(())
    }

    pub fn closed(&mut self, token: Token) {
        self.trim = token.end - token.start == 4;
    }

    pub fn peek(&self) -> Token {
        let mut ahead = self.lexer;
        ahead.token()
    }

    pub fn next_non_space(&mut self) -> Token {
        loop {
            let token = self.lexer.token();
            if token.kind != TokenKind::Space {
                return token;
            }
        }
    }

    /// The start of the next token that is no space.
    pub fn next_start(&self) -> usize {
        let rest = self.lexer.rest();
        self.lexer.at + rest.len() - rest.trim_start_matches(is_trimmed).len()
    }
}

fn is_blank(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| matches!(node, Node::Text(text) if text.trim().is_empty()))
}
