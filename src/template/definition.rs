//! `define`, `block` and `template`.

use super::kind::Kind;
use super::parser::{Ending, Fallible, Parser};
use super::token::{Token, TokenKind};
use super::{TemplateError, quoted, words};
use std::ops::Range;

impl<'t> Parser<'t> {
    /// `{{define "name"}} … {{end}}`.
    pub fn define(&mut self, opened: Token) -> Fallible<()> {
        let (name, at) = self.template_name()?;
        self.expect_right_delim()?;
        self.body(name, at, Kind::Unknown, opened)
    }

    /// `{{block "name" pipeline}} … {{end}}`: defines a template and shows it.
    pub fn block(&mut self, opened: Token) -> Fallible<()> {
        let (name, at) = self.template_name()?;
        let pipe = self.pipeline("block", TokenKind::RightDelim)?;
        self.body(name, at, pipe.kind, opened)
    }

    /// `{{template "name" pipeline}}`.
    pub fn template(&mut self) -> Fallible<()> {
        let called = self.template_name()?;
        let before = self.lexer;
        if self.next_non_space().kind != TokenKind::RightDelim {
            self.lexer = before;
            self.pipeline("template", TokenKind::RightDelim)?;
        }
        self.called.push(called);
        Ok(())
    }

    fn template_name(&mut self) -> Fallible<(String, Range<usize>)> {
        let token = self.next_non_space();
        match token.kind {
            TokenKind::Text | TokenKind::RawText => match quoted::unquote(&self.text[token.at()]) {
                Ok(name) => Ok((name, token.at())),
                Err(escape) => Err(words::bad_escape(token, escape)),
            },
            _ => Err(words::unexpected(self.text, token).help("write the template's name in double quotes")),
        }
    }

    /// The body of a template: it sees no variable but `$`, which is what it was given.
    fn body(&mut self, name: String, at: Range<usize>, given: Kind, opened: Token) -> Fallible<()> {
        self.enter(opened.at())?;
        let variables = std::mem::replace(&mut self.variables, vec![("$", given)]);
        let dot = std::mem::replace(&mut self.dot, given);
        let ranges = std::mem::take(&mut self.ranges);
        let mut blank = true;
        loop {
            match self.list(false, &mut blank) {
                Ending::End(_) => break,
                Ending::Else(at, following) => {
                    if following.is_some() {
                        self.lexer.leave_action();
                    }
                    self.report(TemplateError::new(at, "this `else` belongs to nothing"));
                }
                Ending::Eof => {
                    self.unclosed(opened);
                    break;
                }
            }
        }
        (self.variables, self.dot, self.ranges) = (variables, dot, ranges);
        self.depth -= 1;
        if self.defined.get(&name).is_some_and(|empty| !empty) {
            if !blank {
                self.report(TemplateError::new(at, format!("the template `{name}` is defined twice")));
            }
        } else {
            self.defined.insert(name, blank);
        }
        Ok(())
    }

    /// Go looks a template up only when it is shown.
    pub fn check_called(&mut self) {
        for (name, at) in std::mem::take(&mut self.called) {
            if !self.defined.contains_key(&name) {
                let error = TemplateError::new(at, format!("there is no template `{name}`"));
                self.found.faults.push(
                    match crate::text::nearest(&name, self.defined.keys().map(String::as_str)) {
                        Some(near) => error.help(format!("did you mean `{near}`?")),
                        None => error
                            .help("rules cannot use the templates of Alertmanager; define it in this text"),
                    },
                );
            }
        }
    }
}
