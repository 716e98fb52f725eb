//! Operands: literals, variables, fields, functions, parentheses, and the fields after each.

use super::call::{self, Operand};
use super::functions::{self, Function};
use super::kind::Kind;
use super::notification;
use super::number::{self, Number};
use super::parser::{Dialect, Fallible, Parser};
use super::token::{Token, TokenKind};
use super::{TemplateError, quoted, words};

/// An operand; only the first of a command may be a function that still wants arguments.
pub(super) enum Term {
    Function(&'static Function),
    Value(Operand),
    /// A constant or `.`: has no fields that can be written after it, and runs nothing.
    Literal(Operand),
}

impl<'t> Parser<'t> {
    /// The operand that begins with `token`, or none if none does.
    pub fn operand(&mut self, token: Token, is_argument: bool) -> Fallible<Option<Term>> {
        let Some(term) = self.term(token)? else { return Ok(None) };
        let has_fields = self.peek().kind == TokenKind::Field;
        let mut operand = match term {
            Term::Function(function) if has_fields || is_argument => {
                self.run(function, token, self.operands.len())
            }
            Term::Literal(literal) if has_fields => {
                let message = format!("`{}` has no fields", &self.text[literal.at()]);
                return Err(TemplateError::new(self.peek().at(), message));
            }
            Term::Value(operand) if has_fields => operand,
            done => return Ok(Some(done)),
        };
        while self.peek().kind == TokenKind::Field {
            let field = self.lexer.token();
            let name = &self.text[field.start + 1..field.end];
            operand.kind = call::field(operand.kind, name, field.start + 1..field.end, &mut self.found);
            operand.end = field.end;
        }
        Ok(Some(Term::Value(operand)))
    }

    fn term(&mut self, token: Token) -> Fallible<Option<Term>> {
        let text = &self.text[token.at()];
        let of = |kind| Operand { kind, start: token.start, end: token.end, literal: false };
        Ok(Some(match token.kind {
            TokenKind::Identifier => match self.function(text) {
                Some(function) => Term::Function(function),
                None => return Err(self.no_function(text, token)),
            },
            TokenKind::Dot => Term::Literal(of(self.dot)),
            TokenKind::Nil => Term::Literal(of(Kind::Unknown)),
            TokenKind::Bool => Term::Literal(of(Kind::Bool)),
            TokenKind::Variable => Term::Value(of(self.variable(text, token)?)),
            TokenKind::Field => {
                let name_at = token.start + 1..token.end;
                Term::Value(of(call::field(self.dot, &text[1..], name_at, &mut self.found)))
            }
            TokenKind::CharConstant if quoted::is_char(text) => Term::Literal(of(Kind::Integer)),
            TokenKind::CharConstant => {
                let error = TemplateError::new(token.at(), "single quotes hold one character");
                return Err(error.help("write text in double quotes or backticks"));
            }
            TokenKind::Number => match number::classify(text) {
                Some(Number::Integer) => Term::Literal(of(Kind::Integer)),
                Some(Number::Float) => Term::Literal(of(Kind::Float)),
                Some(Number::Complex) => Term::Literal(of(Kind::Unknown)),
                None => return Err(words::bad_number(text, token)),
            },
            TokenKind::Text | TokenKind::RawText => match quoted::unquote(text) {
                Ok(_) => Term::Literal(Operand { literal: true, ..of(Kind::Text) }),
                Err(escape) => return Err(words::bad_escape(token, escape)),
            },
            TokenKind::LeftParen => {
                self.enter(token.at())?;
                let pipe = self.pipeline("parenthesis", TokenKind::RightParen);
                self.depth -= 1;
                Term::Value(Operand { end: self.lexer.at, ..of(pipe?.kind) })
            }
            _ => return Ok(None),
        }))
    }

    fn variable(&mut self, name: &str, token: Token) -> Fallible<Kind> {
        let known = self.variables.iter().rev().find(|(known, _)| *known == name);
        let Some((_, kind)) = known else {
            let error = TemplateError::new(token.at(), format!("there is no variable `{name}`"));
            let near = crate::text::nearest(name, self.variables.iter().map(|(known, _)| *known));
            return Err(match near {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None if self.dialect == Dialect::Notification => error
                    .help("a notification has `.CommonLabels.name`, and `.Labels.name` of each of `.Alerts`"),
                None if self.variables.iter().all(|(known, _)| *known != "$labels") => {
                    error.help("a template sees only what it is given: pass `.` and write `.Labels`")
                }
                None => error.help("the alert's labels are `$labels.name`, its value is `$value`"),
            });
        };
        if *kind == Kind::Value {
            self.found.value.get_or_insert(token.at());
        }
        Ok(*kind)
    }

    fn function(&self, name: &str) -> Option<&'static Function> {
        match self.dialect {
            Dialect::Rule => functions::function(name),
            Dialect::Notification => notification::function(name),
        }
    }

    fn no_function(&self, name: &str, token: Token) -> TemplateError {
        let error = TemplateError::new(token.at(), format!("there is no function `{name}`"));
        let variable = self.variables.iter().find(|(known, _)| known.strip_prefix('$') == Some(name));
        let near = match self.dialect {
            Dialect::Rule => crate::text::nearest(name, functions::names()),
            Dialect::Notification => crate::text::nearest(name, notification::names()),
        };
        match (variable, near) {
            (Some((variable, _)), _) => error.help(format!("did you mean `{variable}`?")),
            (None, Some(near)) => error.help(format!("did you mean `{near}`?")),
            (None, None) if self.dialect == Dialect::Notification => {
                error.help("a label is `.CommonLabels.name`, text stands in double quotes")
            }
            (None, None) => error.help("a label is `$labels.name`, text stands in double quotes"),
        }
    }
}
