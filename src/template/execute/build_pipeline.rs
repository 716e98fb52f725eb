//! Builds pipelines: `$x := command arguments | command`.

use super::build::{Builder, Fallible};
use super::functions::Function;
use super::tree::{Command, Pipe, Word, WordKind};
use crate::template::token::{Token, TokenKind};
use crate::template::{number, quoted};

impl Builder<'_> {
    /// A pipeline up to and with `end`, a `}}` or `)`.
    pub fn pipeline(&mut self, end: TokenKind) -> Fallible<Pipe> {
        let mut pipe =
            Pipe { at: self.next_start(), variables: Vec::new(), assign: false, commands: Vec::new() };
        self.declarations(&mut pipe);
        loop {
            let before = self.lexer;
            let token = self.next_non_space();
            if token.kind == end && !pipe.commands.is_empty() {
                if end == TokenKind::RightDelim {
                    self.closed(token);
                }
                return Ok(pipe);
            }
            self.lexer = before;
            pipe.commands.push(self.command()?);
        }
    }

    /// `$x :=`, `$x =`, `$i, $x :=`.
    fn declarations(&mut self, pipe: &mut Pipe) {
        loop {
            let before = self.lexer;
            let variable = self.next_non_space();
            if variable.kind == TokenKind::Variable {
                let next = self.next_non_space().kind;
                if matches!(next, TokenKind::Assign | TokenKind::Declare | TokenKind::Comma) {
                    pipe.variables.push(self.text[variable.at()].into());
                    if next == TokenKind::Comma {
                        continue;
                    }
                    pipe.assign = next == TokenKind::Assign;
                    return;
                }
            }
            self.lexer = before;
            return;
        }
    }

    /// One command of a pipeline, its `|` included.
    fn command(&mut self) -> Fallible<Command> {
        let at = self.next_start();
        let mut first = None;
        let mut arguments = Vec::new();
        loop {
            let before = self.lexer;
            let start = self.next_non_space();
            match self.operand(start)? {
                Some(word) if first.is_none() => first = Some(word),
                Some(word) => arguments.push(word),
                None => {
                    self.lexer = before;
                    while self.peek().kind == TokenKind::Space {
                        self.lexer.token();
                    }
                }
            }
            let before = self.lexer;
            match self.lexer.token().kind {
                TokenKind::Space => {}
                TokenKind::Pipe => break,
                TokenKind::RightDelim | TokenKind::RightParen => {
                    self.lexer = before;
                    break;
                }
                _ => return Err(self.unexpected()),
            }
        }
        Ok(Command { at, first: first.ok_or_else(|| self.unexpected())?, arguments })
    }

    fn operand(&mut self, token: Token) -> Fallible<Option<Word>> {
        let Some(mut kind) = self.term(token)? else { return Ok(None) };
        let mut at = token.start;
        let mut names: Vec<Box<str>> = Vec::new();
        while self.peek().kind == TokenKind::Field {
            let field = self.lexer.token();
            // Go places such an operand at its first field.
            if names.is_empty() {
                at = field.start;
            }
            names.push(self.text[field.start + 1..field.end].into());
        }
        if !names.is_empty() {
            kind = match kind {
                WordKind::Field(mut before) => {
                    before.append(&mut names);
                    WordKind::Field(before)
                }
                WordKind::Variable(name, _) => WordKind::Variable(name, names),
                kind => WordKind::Chain(Box::new(Word { at: token.start, kind }), names),
            };
        }
        Ok(Some(Word { at, kind }))
    }

    fn term(&mut self, token: Token) -> Fallible<Option<WordKind>> {
        let text = &self.text[token.at()];
        Ok(Some(match token.kind {
            TokenKind::Identifier => {
                WordKind::Function(Function::named(text).ok_or_else(|| self.unexpected())?)
            }
            TokenKind::Dot => WordKind::Dot,
            TokenKind::Nil => WordKind::Nil,
            TokenKind::Bool => WordKind::Bool(text == "true"),
            TokenKind::Variable => WordKind::Variable(text.into(), Vec::new()),
            TokenKind::Field => WordKind::Field(vec![text[1..].into()]),
            TokenKind::CharConstant => {
                let c = quoted::unquote(text).ok().and_then(|inside| inside.chars().next());
                let code = u32::from(c.ok_or_else(|| self.unexpected())?);
                let constant = number::Constant {
                    integer: Some(code.into()),
                    unsigned: Some(code.into()),
                    float: Some(code.into()),
                    complex: None,
                };
                WordKind::Number(constant, text.into())
            }
            TokenKind::Number => {
                let constant = number::read(text).ok_or_else(|| self.unexpected())?;
                WordKind::Number(constant, text.into())
            }
            TokenKind::Text | TokenKind::RawText => {
                let value = quoted::unquote(text).map_err(|_| self.unexpected())?;
                WordKind::Text(value.into(), text.into())
            }
            TokenKind::LeftParen => WordKind::Pipe(self.pipeline(TokenKind::RightParen)?),
            _ => return Ok(None),
        }))
    }
}
