//! A template as a tree. Source: Go's `text/template/parse/node.go`.
//!
//! Nodes know where they are and print themselves as Go prints them: errors name them so.

use super::functions::Function;
use crate::template::number::Constant;
use std::fmt;
use std::sync::Arc;

pub(super) type List = Vec<Node>;

pub(super) enum Node {
    Text(Box<str>),
    Action(Pipe),
    /// `if` or `with`, its `else if` or `else with` branches, and what follows a bare `else`.
    Choice {
        with: bool,
        branches: Vec<(Pipe, List)>,
        otherwise: List,
    },
    Range {
        pipe: Pipe,
        body: List,
        otherwise: List,
    },
    Template(Box<Invocation>),
    Break,
    Continue,
}

/// `{{template "name" pipeline}}`.
pub(super) struct Invocation {
    pub at: usize,
    pub name: Box<str>,
    pub pipe: Option<Pipe>,
}

pub(super) struct Pipe {
    pub at: usize,
    pub variables: Vec<Box<str>>,
    /// Are they set with `=`, not declared with `:=`?
    pub assign: bool,
    pub commands: Vec<Command>,
}

/// A function or value and its arguments; there is at least one word.
pub(super) struct Command {
    pub at: usize,
    pub first: Word,
    pub arguments: Vec<Word>,
}

pub(super) struct Word {
    pub at: usize,
    pub kind: WordKind,
}

pub(super) enum WordKind {
    Dot,
    Nil,
    Bool(bool),
    Number(Constant, Box<str>),
    /// Its value, and the literal.
    Text(Arc<str>, Box<str>),
    /// `.a.b`.
    Field(Vec<Box<str>>),
    /// `$x.a.b`.
    Variable(Box<str>, Vec<Box<str>>),
    Function(Function),
    Pipe(Pipe),
    /// `(pipeline).a.b`, `function.a`.
    Chain(Box<Word>, Vec<Box<str>>),
}

impl fmt::Display for Invocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{{template {}", crate::text::go::quote(&self.name))?;
        if let Some(pipe) = &self.pipe {
            write!(f, " {pipe}")?;
        }
        f.write_str("}}")
    }
}

impl fmt::Display for Pipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.variables.is_empty() {
            f.write_str(&self.variables.join(", "))?;
            f.write_str(if self.assign { " = " } else { " := " })?;
        }
        for (index, command) in self.commands.iter().enumerate() {
            if index > 0 {
                f.write_str(" | ")?;
            }
            write!(f, "{command}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.first)?;
        self.arguments.iter().try_for_each(|argument| write!(f, " {argument}"))
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = |f: &mut fmt::Formatter<'_>, names: &[Box<str>]| {
            names.iter().try_for_each(|name| write!(f, ".{name}"))
        };
        match &self.kind {
            WordKind::Dot => f.write_str("."),
            WordKind::Nil => f.write_str("nil"),
            WordKind::Bool(value) => write!(f, "{value}"),
            WordKind::Number(_, literal) | WordKind::Text(_, literal) => f.write_str(literal),
            WordKind::Field(names) => fields(f, names),
            WordKind::Variable(name, names) => {
                f.write_str(name)?;
                fields(f, names)
            }
            WordKind::Function(function) => f.write_str(function.name()),
            WordKind::Pipe(pipe) => write!(f, "({pipe})"),
            WordKind::Chain(word, names) => {
                write!(f, "{word}")?;
                fields(f, names)
            }
        }
    }
}
