//! Pipelines: `$x := command arguments | command`.

use super::call::{Operand, call};
use super::functions::Function;
use super::kind::Kind;
use super::operand::Term;
use super::parser::{Fallible, Parser};
use super::token::{Token, TokenKind};
use super::{TemplateError, words};
use std::ops::Range;

/// What a pipeline gives.
pub(super) struct Pipe {
    pub kind: Kind,
    pub at: Range<usize>,
    pub variables: Variables,
}

/// The variables before a pipeline, by their places in the scope.
#[derive(Clone, Copy)]
pub(super) struct Variables {
    places: [Option<usize>; 2],
    /// Are they set with `=`, not declared with `:=`?
    assign: bool,
}

impl Pipe {
    /// Whether its value goes into the text, and not into a variable.
    pub fn shows(&self) -> bool {
        self.variables.places[0].is_none()
    }
}

impl<'t> Parser<'t> {
    /// A pipeline up to and with `end`, a `}}` or `)`.
    pub fn pipeline(&mut self, context: &str, end: TokenKind) -> Fallible<Pipe> {
        let variables = self.declarations(context)?;
        let mut input: Option<Operand> = None;
        loop {
            let before = self.lexer;
            let token = self.next_non_space();
            if token.kind == end {
                let Some(last) = input else {
                    return Err(TemplateError::new(token.at(), format!("this {context} has no value")));
                };
                self.set(variables, [last.kind; 2]);
                return Ok(Pipe { kind: last.kind, at: last.at(), variables });
            }
            self.lexer = before;
            input = Some(self.command(input)?);
        }
    }

    /// `$x :=`, `$x =`, and in `range` also `$i, $x :=`.
    fn declarations(&mut self, context: &str) -> Fallible<Variables> {
        let mut named: [Option<Token>; 2] = [None, None];
        let mut count = 0;
        let mut assign = false;
        loop {
            let before = self.lexer;
            let variable = self.next_non_space();
            let next =
                if variable.kind == TokenKind::Variable { self.next_non_space().kind } else { variable.kind };
            match next {
                TokenKind::Assign | TokenKind::Declare | TokenKind::Comma
                    if variable.kind == TokenKind::Variable && count < 2 =>
                {
                    named[count] = Some(variable);
                    count += 1;
                }
                _ => {
                    self.lexer = before;
                    break;
                }
            }
            if next != TokenKind::Comma {
                assign = next == TokenKind::Assign;
                break;
            }
            let ahead = self.lexer;
            let following = self.next_non_space();
            self.lexer = ahead;
            let goes_on =
                matches!(following.kind, TokenKind::Variable | TokenKind::RightDelim | TokenKind::RightParen);
            if context != "range" || count > 1 || !goes_on {
                let error =
                    TemplateError::new(variable.at(), format!("too many variables for this {context}"));
                return Err(error.help("only `range` takes two: `{{ range $key, $value := … }}`"));
            }
        }
        let places = named.map(|token| token.map(|token| self.declare(token, assign)));
        Ok(Variables { places, assign })
    }

    fn declare(&mut self, token: Token, assign: bool) -> usize {
        let name = &self.text[token.at()];
        if assign {
            if let Some(index) = self.variables.iter().rposition(|(known, _)| *known == name) {
                return index;
            }
            let error = TemplateError::new(token.at(), format!("there is no variable `{name}` to set"));
            self.found.faults.push(error.help(format!("declare it: `{name} := …`")));
        }
        self.variables.push((name, Kind::Unknown));
        self.variables.len() - 1
    }

    fn set(&mut self, variables: Variables, kinds: [Kind; 2]) {
        for (place, kind) in variables.places.into_iter().zip(kinds) {
            let Some(place) = place else { continue };
            let known = &mut self.variables[place].1;
            // A variable that is set again, perhaps under a condition, may be either.
            *known = if !variables.assign || *known == kind { kind } else { Kind::Unknown };
        }
    }

    /// What `.` is in the body of a `range`; its variables get the same kinds.
    pub fn element(&mut self, pipe: &Pipe) -> Kind {
        let Some((key, element)) = pipe.kind.elements() else {
            let message = format!("`range` cannot walk {}", pipe.kind);
            self.found.faults.push(TemplateError::new(pipe.at.clone(), message));
            return Kind::Unknown;
        };
        let one = pipe.variables.places[1].is_none();
        self.set(pipe.variables, if one { [element, Kind::Unknown] } else { [key, element] });
        element
    }

    /// One command of a pipeline, its `|` included. `input` is what the command before it gave.
    fn command(&mut self, input: Option<Operand>) -> Fallible<Operand> {
        let base = self.operands.len();
        let result = self.command_from(base, input);
        self.operands.truncate(base);
        result
    }

    fn command_from(&mut self, base: usize, input: Option<Operand>) -> Fallible<Operand> {
        let mut first: Option<(Term, Token)> = None;
        loop {
            let before = self.lexer;
            let start = self.next_non_space();
            if let Some(term) = self.operand(start, first.is_some())? {
                match (&first, term) {
                    (None, term) => first = Some((term, start)),
                    (Some(_), Term::Value(operand) | Term::Literal(operand)) => self.operands.push(operand),
                    (Some(_), Term::Function(..)) => {}
                }
            } else {
                self.lexer = before;
                // White space after the last operand.
                while self.peek().kind == TokenKind::Space {
                    self.lexer.token();
                }
            }
            let before = self.lexer;
            let token = self.lexer.token();
            match token.kind {
                TokenKind::Space => continue,
                TokenKind::Pipe if first.is_some() => break,
                TokenKind::RightDelim | TokenKind::RightParen if first.is_some() => {
                    self.lexer = before;
                    break;
                }
                _ => return Err(words::unexpected(self.text, token)),
            }
        }
        let Some((first, start)) = first else {
            return Err(words::unexpected(self.text, self.peek()));
        };
        self.operands.extend(input);
        match first {
            Term::Function(function) => Ok(self.run(function, start, base)),
            Term::Literal(literal) if input.is_some() => {
                let error = TemplateError::new(literal.at(), "only functions can stand after `|`");
                Err(error.help("name the function that takes what is before the `|`"))
            }
            Term::Value(operand) | Term::Literal(operand) => {
                if start.kind == TokenKind::Nil {
                    self.found.faults.push(TemplateError::new(start.at(), "`nil` alone shows nothing"));
                }
                self.check_no_arguments(operand, base);
                Ok(operand)
            }
        }
    }

    pub fn peek(&self) -> Token {
        let mut ahead = self.lexer;
        ahead.token()
    }

    /// Calls a function with the operands from `base` on.
    pub fn run(&mut self, function: &'static Function, name: Token, base: usize) -> Operand {
        let args = &self.operands[base..];
        if args.iter().any(|arg| arg.kind == Kind::Value) {
            self.given_value = Some(function.name);
        }
        let end = args.last().map_or(name.end, |arg| arg.end.max(name.end));
        let kind = call(self.text, function, name.at(), args, &mut self.found);
        Operand { kind, start: name.start, end, literal: false }
    }

    /// Values take no arguments. One of unknown kind may have a method, as times have.
    fn check_no_arguments(&mut self, value: Operand, base: usize) {
        if self.operands.len() > base && value.kind != Kind::Unknown {
            let text = &self.text[value.at()];
            let error =
                TemplateError::new(value.at(), format!("`{text}` is no function and takes no arguments"));
            self.found.faults.push(error.help("a command begins with the function: `printf \"%s\" $x`"));
        }
    }
}
