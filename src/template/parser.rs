//! Text and actions, and how they nest. Source: Go's `text/template/parse/parse.go`.
//!
//! One pass without a syntax tree: it parses, follows what `.` and each variable are, and notes facts.
//! After an error it goes on behind the action, so that one run shows several.

use super::TemplateError;
use super::call::Operand;
use super::facts::{Shown, Template};
use super::kind::Kind;
use super::lexer::{Lexer, Next};
use super::token::{Keyword, Token, TokenKind};
use super::words;
use std::collections::HashMap;
use std::ops::Range;

/// Blocks and parentheses in each other beyond this are refused, so that no walk runs out of stack.
pub(super) const MAX_NESTING: usize = 256;

/// More errors than this say nothing new; stopping keeps bad text linear.
const MAX_ERRORS: usize = 20;

pub(super) type Fallible<T> = Result<T, TemplateError>;

/// Who expands the template.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// Prometheus, in a rule.
    Rule,
    /// Alertmanager, in a notification.
    Notification,
}

pub(super) struct Parser<'t> {
    pub dialect: Dialect,
    pub text: &'t str,
    pub lexer: Lexer<'t>,
    pub errors: Vec<TemplateError>,
    pub found: Template,
    /// The variables in scope, `$` first.
    pub variables: Vec<(&'t str, Kind)>,
    pub dot: Kind,
    /// How many `range` bodies we are in: `break` needs one.
    pub ranges: usize,
    pub depth: usize,
    /// Arguments of the commands being read, innermost last.
    pub operands: Vec<Operand>,
    /// Templates by name, and whether they are empty: Go lets only those be defined again.
    pub defined: HashMap<String, bool>,
    /// The function that was last given the alert's value in this action.
    pub given_value: Option<&'static str>,
    pub called: Vec<(String, Range<usize>)>,
}

/// What ended a list of text and actions.
pub(super) enum Ending {
    End(Range<usize>),
    /// `{{else}}`, or `{{else if` with its keyword still open.
    Else(Range<usize>, Option<Keyword>),
    Eof,
}

/// Reads a template as Prometheus does when it loads a rule.
pub(super) fn parse(text: &str) -> Result<Template, Vec<TemplateError>> {
    if !text.contains("{{") {
        return Ok(Template::default());
    }
    let variables = vec![
        ("$", Kind::Root),
        ("$labels", Kind::Labels),
        ("$externalLabels", Kind::ExternalLabels),
        ("$externalURL", Kind::Text),
        ("$value", Kind::Value),
    ];
    run(Dialect::Rule, text, variables, Kind::Root)
}

/// Reads a template as Alertmanager does when it sends a notification.
pub(super) fn parse_notification(text: &str) -> Result<Template, Vec<TemplateError>> {
    if !text.contains("{{") {
        return Ok(Template::default());
    }
    run(Dialect::Notification, text, vec![("$", Kind::Notification)], Kind::Notification)
}

fn run<'t>(
    dialect: Dialect,
    text: &'t str,
    variables: Vec<(&'t str, Kind)>,
    dot: Kind,
) -> Result<Template, Vec<TemplateError>> {
    let mut parser = Parser {
        dialect,
        text,
        lexer: Lexer::new(text),
        errors: Vec::new(),
        found: Template::default(),
        variables,
        dot,
        ranges: 0,
        depth: 0,
        operands: Vec::new(),
        defined: HashMap::new(),
        given_value: None,
        called: Vec::new(),
    };
    loop {
        match parser.list(true, &mut true) {
            Ending::Eof => break,
            Ending::End(at) => parser.report(TemplateError::new(at, "this `end` closes nothing")),
            Ending::Else(at, _) => parser.report(TemplateError::new(at, "this `else` belongs to nothing")),
        }
    }
    if parser.errors.is_empty() {
        match dialect {
            Dialect::Rule => parser.check_called(),
            Dialect::Notification => {
                parser.found.defined = parser.defined.into_keys().collect();
                parser.found.defined.sort();
                parser.found.called = parser.called;
            }
        }
        Ok(parser.found)
    } else {
        Err(parser.errors)
    }
}

impl<'t> Parser<'t> {
    pub fn report(&mut self, error: TemplateError) {
        self.errors.push(error);
        if self.errors.len() >= MAX_ERRORS {
            self.lexer.at = self.text.len();
        }
    }

    /// Reports the error of an action and goes on behind it.
    fn recover(&mut self, error: TemplateError) {
        self.lexer.leave_action();
        self.report(error);
    }

    /// Text and actions up to `end`, `else` or the end of the text. `blank` turns false if there was any.
    pub fn list(&mut self, top: bool, blank: &mut bool) -> Ending {
        loop {
            match self.lexer.next_action(blank) {
                Next::End => return Ending::Eof,
                Next::BadComment(start) => {
                    let error = TemplateError::new(start..start + 2, "this comment is not closed");
                    self.report(
                        error.help("a comment is `{{/* … */}}`, without spaces between `{{` and `/*`"),
                    );
                    self.lexer.at = self.text.len();
                }
                Next::Action(start) => match self.action(start, top, blank) {
                    Ok(None) => {}
                    Ok(Some(ending)) => return ending,
                    Err(error) => self.recover(error),
                },
            }
        }
    }

    fn action(&mut self, start: usize, top: bool, blank: &mut bool) -> Fallible<Option<Ending>> {
        let before = self.lexer;
        let token = self.next_non_space();
        *blank &= matches!(token.kind, TokenKind::Keyword(Keyword::Define | Keyword::End | Keyword::Else));
        let TokenKind::Keyword(keyword) = token.kind else {
            self.lexer = before;
            self.given_value = None;
            let pipe = self.pipeline("action", TokenKind::RightDelim)?;
            if pipe.shows() && (pipe.kind == Kind::Value || self.given_value.is_some()) {
                let through = self.given_value.filter(|_| pipe.kind != Kind::Value);
                self.found.shown.push(Shown { through, at: start..self.lexer.at });
            }
            return Ok(None);
        };
        match keyword {
            Keyword::If | Keyword::Range | Keyword::With => self.control(keyword, token)?,
            Keyword::Define if top => self.define(token)?,
            Keyword::Define => {
                let error = TemplateError::new(token.at(), "`define` stands only outside other blocks");
                return Err(error.help("move it to the beginning of the text"));
            }
            Keyword::Block => self.block(token)?,
            Keyword::Template => self.template()?,
            Keyword::Break | Keyword::Continue => {
                self.expect_right_delim()?;
                if self.ranges == 0 {
                    let word = &self.text[token.at()];
                    self.report(TemplateError::new(token.at(), format!("`{word}` stands only in a `range`")));
                }
            }
            Keyword::End => {
                self.expect_right_delim()?;
                return Ok(Some(Ending::End(start..self.lexer.at)));
            }
            Keyword::Else => {
                let before = self.lexer;
                if let TokenKind::Keyword(next @ (Keyword::If | Keyword::With)) = self.next_non_space().kind {
                    return Ok(Some(Ending::Else(token.at(), Some(next))));
                }
                self.lexer = before;
                self.expect_right_delim()?;
                return Ok(Some(Ending::Else(token.at(), None)));
            }
        }
        Ok(None)
    }

    /// `if`, `with` or `range`, its `else` branches and `end`.
    fn control(&mut self, control: Keyword, opened: Token) -> Fallible<()> {
        self.enter(opened.at())?;
        let (scope, outer_dot, ranges) = (self.variables.len(), self.dot, self.ranges);
        self.head(control);
        self.ranges += usize::from(control == Keyword::Range);
        let mut in_else = false;
        loop {
            let ending = self.list(false, &mut true);
            self.ranges = ranges;
            match ending {
                Ending::End(_) => break,
                Ending::Eof => {
                    self.unclosed(opened);
                    break;
                }
                Ending::Else(at, _) if in_else => {
                    self.recover(TemplateError::new(at, "a second `else` for one block"));
                }
                Ending::Else(at, following) => {
                    self.dot = outer_dot;
                    match following {
                        None => in_else = true,
                        Some(keyword) if keyword == control => self.head(control),
                        Some(_) => {
                            in_else = true;
                            let error =
                                TemplateError::new(at, "this `else` continues with another kind of block");
                            self.recover(error.help("`else if` belongs to `if`, `else with` to `with`"));
                        }
                    }
                }
            }
        }
        self.variables.truncate(scope);
        self.dot = outer_dot;
        self.depth -= 1;
        Ok(())
    }

    /// The pipeline after `if`, `with` or `range`, and what `.` becomes.
    fn head(&mut self, control: Keyword) {
        let context = if control == Keyword::Range { "range" } else { "condition" };
        let before = self.found.labels.len();
        let pipe = match self.pipeline(context, TokenKind::RightDelim) {
            Ok(pipe) => pipe,
            Err(error) => {
                self.recover(error);
                self.dot = Kind::Unknown;
                return;
            }
        };
        // `eq $labels.x "…"` asks for a value, and takes for granted that there is one.
        if control != Keyword::Range && !self.text[pipe.at.clone()].contains("eq ") {
            let asked = self.found.labels[before..].iter().map(|(label, _)| label.clone());
            self.found.guards.extend(asked);
        }
        match control {
            Keyword::With => self.dot = pipe.kind,
            Keyword::Range => self.dot = self.element(&pipe),
            _ => {}
        }
    }

    pub fn unclosed(&mut self, opened: Token) {
        // After another error the `end` may well have been swallowed.
        if self.errors.is_empty() {
            let message = format!("this `{}` is never closed", &self.text[opened.at()]);
            self.report(TemplateError::new(opened.at(), message).help("close it with `{{ end }}`"));
        }
    }

    pub fn enter(&mut self, at: Range<usize>) -> Fallible<()> {
        if self.depth == MAX_NESTING {
            self.lexer.at = self.text.len();
            return Err(TemplateError::new(
                at,
                format!("blocks and parentheses nest over {MAX_NESTING} deep"),
            ));
        }
        self.depth += 1;
        Ok(())
    }

    pub fn next_non_space(&mut self) -> Token {
        loop {
            let token = self.lexer.token();
            if token.kind != TokenKind::Space {
                return token;
            }
        }
    }

    pub fn expect_right_delim(&mut self) -> Fallible<()> {
        let token = self.next_non_space();
        if token.kind == TokenKind::RightDelim { Ok(()) } else { Err(words::unexpected(self.text, token)) }
    }
}
