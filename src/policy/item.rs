//! A thing that policies are about, with its fields and where they stand.

use crate::expr::Expr;
use crate::model::Millis;
use crate::model::policy::About;
use crate::text::Span;
use std::borrow::Cow;

/// An alert's level, a record, a service and so on.
#[derive(Debug)]
pub(super) struct Item<'a> {
    pub about: About,
    pub name: Cow<'a, str>,
    /// For messages: ``alert `Foo` (critical)``
    pub title: String,
    /// Where it stands; None: the policy is all that can be pointed at.
    pub span: Option<Span>,
    pub fields: Vec<(Cow<'a, str>, Found<'a>)>,
    /// Every expression that it evaluates; the first is the one whose result counts.
    pub exprs: Vec<&'a Expr>,
    /// Its place among the levels of a program, or among the rules of files.
    pub place: (usize, usize),
}

/// A field.
#[derive(Clone, Debug)]
pub(super) struct Found<'a> {
    pub value: Value<'a>,
    /// Somebody wrote it; else it is what holds where nobody does.
    pub written: bool,
    pub span: Option<Span>,
}

#[derive(Clone, Debug)]
pub(super) enum Value<'a> {
    /// May be a Go template, whose result nobody knows.
    Text(Cow<'a, str>),
    Number(f64),
    Time(Millis),
    Truth(bool),
    Unknown,
    /// Not even whether it is written is known.
    Hidden,
}

impl<'a> Found<'a> {
    pub fn written(value: Value<'a>, span: Option<Span>) -> Found<'a> {
        Found { value, written: true, span }
    }

    pub fn text(text: impl Into<Cow<'a, str>>, span: Option<Span>) -> Found<'a> {
        Found::written(Value::Text(text.into()), span)
    }

    pub fn count(count: usize) -> Found<'a> {
        Found { value: Value::Number(count as f64), written: count > 0, span: None }
    }

    /// A duration of which 0 is as good as none.
    pub fn time(millis: Millis, span: Option<Span>) -> Found<'a> {
        Found { value: Value::Time(millis), written: millis > 0, span }
    }

    /// What holds where nothing is written; None: nobody knows.
    pub fn default(time: Option<Millis>, span: Option<Span>) -> Found<'a> {
        Found { value: time.map_or(Value::Unknown, Value::Time), written: false, span }
    }

    pub const HIDDEN: Found<'static> = Found { value: Value::Hidden, written: false, span: None };
}

impl<'a> Item<'a> {
    pub fn new(about: About, name: impl Into<Cow<'a, str>>, span: Option<Span>) -> Item<'a> {
        let name = name.into();
        let title = format!("{} `{name}`", about.word());
        let mut item = Item {
            about,
            name: name.clone(),
            title,
            span,
            fields: Vec::new(),
            exprs: Vec::new(),
            place: (0, 0),
        };
        item.put("name", Found::text(name, span));
        item
    }

    pub fn put(&mut self, name: impl Into<Cow<'a, str>>, found: Found<'a>) {
        self.fields.push((name.into(), found));
    }

    pub fn get(&self, name: &str) -> Option<&Found<'a>> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, found)| found)
    }
}
