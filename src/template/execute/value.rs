//! What a template works with: the kinds of values that Prometheus gives, and those that Go's own functions make.

use super::Data;
use std::cell::RefCell;
use std::ops::{Deref, Range};
use std::rc::Rc;

#[derive(Clone)]
pub(super) enum Value<'a> {
    /// Nothing at all, as a missing entry of what `args` gives.
    Absent,
    Bool(bool),
    Integer(i64),
    /// Go's `int64`: what a time's `Unix` gives.
    Long(i64),
    /// An element of text.
    Byte(u8),
    Float(f64),
    Complex(f64, f64),
    Text(Text<'a>),
    /// What `safeHtml` gives: text of a type of its own.
    Html(Text<'a>),
    Labels(&'a [(String, String)]),
    SampleLabels(Rc<Sample>),
    /// What `args` gives, by sorted name.
    Arguments(Rc<Vec<(String, Value<'a>)>>),
    Vector(Vector),
    /// None: a nil pointer.
    Sample(Option<Rc<Sample>>),
    /// `.` at the top.
    Root(&'a Data<'a>),
    /// The alert's value where it is a native histogram.
    Histogram(&'a str),
    /// Nanoseconds since 1970, behind a pointer: what `toTime` gives.
    Time(i64),
    /// The same behind none: what a time's methods give.
    Instant(i64),
    /// 1 is January.
    Month(i64),
    /// 0 is Sunday.
    Weekday(i64),
    /// A value of Go's type `interface {}`, as errors tell it apart.
    Boxed(Rc<Value<'a>>),
}

/// One element of a query's result.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sample {
    /// Sorted by name.
    pub labels: Vec<(String, String)>,
    pub value: f64,
}

/// A slice of samples: parts of it see what `sortByLabel` does to the whole.
#[derive(Clone)]
pub(super) struct Vector {
    pub samples: Rc<RefCell<Vec<Rc<Sample>>>>,
    pub part: Range<usize>,
    /// Where a part taken of this part may end at most.
    pub capacity: usize,
}

impl Vector {
    pub fn new(samples: Vec<Rc<Sample>>) -> Vector {
        let length = samples.len();
        Vector { samples: Rc::new(RefCell::new(samples)), part: 0..length, capacity: length }
    }

    pub fn get(&self, index: usize) -> Option<Rc<Sample>> {
        self.part.clone().nth(index).and_then(|place| self.samples.borrow().get(place).cloned())
    }
}

/// Text that lives in the template or its data, or was made by running it.
#[derive(Clone)]
pub(super) enum Text<'a> {
    Lent(&'a str),
    Made(Rc<str>),
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Text::Lent(text) => text,
            Text::Made(text) => text,
        }
    }
}

/// The Go type of `.` at the top.
pub(super) const ROOT: &str = "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }";

impl<'a> Value<'a> {
    pub fn made(text: impl Into<Rc<str>>) -> Value<'a> {
        Value::Text(Text::Made(text.into()))
    }

    pub fn lent(text: &'a str) -> Value<'a> {
        Value::Text(Text::Lent(text))
    }

    pub fn boxed(self) -> Value<'a> {
        Value::Boxed(Rc::new(self))
    }

    /// The value itself, where it is of type `interface {}`.
    pub fn unboxed(self) -> Value<'a> {
        match self {
            Value::Boxed(value) => Rc::unwrap_or_clone(value).unboxed(),
            value => value,
        }
    }

    /// The name of its Go type, as `%T` and errors show it.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Absent => "<nil>",
            Value::Bool(_) => "bool",
            Value::Integer(_) => "int",
            Value::Long(_) => "int64",
            Value::Byte(_) => "uint8",
            Value::Float(_) => "float64",
            Value::Complex(..) => "complex128",
            Value::Text(_) => "string",
            Value::Html(_) => "template.HTML",
            Value::Labels(_) | Value::SampleLabels(_) => "map[string]string",
            Value::Arguments(_) => "map[string]interface {}",
            Value::Vector(_) => "template.queryResult",
            Value::Sample(_) => "*template.sample",
            Value::Root(_) => ROOT,
            Value::Histogram(_) => "*histogram.FloatHistogram",
            Value::Time(_) => "*time.Time",
            Value::Instant(_) => "time.Time",
            Value::Month(_) => "time.Month",
            Value::Weekday(_) => "time.Weekday",
            Value::Boxed(_) => "interface {}",
        }
    }

    /// Whether `if` takes it for true: not the zero of its type.
    pub fn truth(&self) -> bool {
        match self {
            Value::Absent => false,
            Value::Bool(value) => *value,
            Value::Integer(value) | Value::Long(value) | Value::Month(value) | Value::Weekday(value) => {
                *value != 0
            }
            Value::Byte(value) => *value != 0,
            Value::Float(value) => *value != 0.0,
            Value::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
            Value::Text(text) | Value::Html(text) => !text.is_empty(),
            Value::Labels(labels) => !labels.is_empty(),
            Value::SampleLabels(sample) => !sample.labels.is_empty(),
            Value::Arguments(entries) => !entries.is_empty(),
            Value::Vector(vector) => !vector.part.is_empty(),
            Value::Sample(sample) => sample.is_some(),
            Value::Root(_) | Value::Histogram(_) | Value::Time(_) | Value::Instant(_) => true,
            Value::Boxed(value) => value.truth(),
        }
    }

    /// Its labels, where it is a map of them.
    pub fn labels(&self) -> Option<&[(String, String)]> {
        match self {
            Value::Labels(labels) => Some(labels),
            Value::SampleLabels(sample) => Some(&sample.labels),
            _ => None,
        }
    }
}

/// The value of a label in sorted pairs.
pub(super) fn label<'l>(labels: &'l [(String, String)], name: &str) -> Option<&'l str> {
    let found = labels.binary_search_by(|(own, _)| own.as_str().cmp(name)).ok()?;
    Some(labels[found].1.as_str())
}
