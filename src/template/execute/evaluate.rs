//! Pipelines, commands, operands and their fields. Source: the `eval` functions of Go's
//! `text/template/exec.go`.

use super::functions::Type;
use super::tree::{Command, Pipe, Word, WordKind};
use super::value::{Text, Value, label};
use super::{At, ExpandError, NODE_STEPS, Run, measured};
use crate::template::number::{Constant, has_float_syntax};

/// What a call is given: the words after its name, and what stands before the `|`.
#[derive(Default)]
pub(super) struct Given<'r> {
    pub words: &'r [Word],
    pub last: Option<Value<'r>>,
}

impl Given<'_> {
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.last.is_none()
    }
}

impl<'r> Run<'r, '_> {
    pub fn pipe(&mut self, dot: &Value<'r>, pipe: &'r Pipe) -> Result<Value<'r>, ExpandError> {
        self.spend(NODE_STEPS)?;
        self.depth += 1;
        self.at = At::Pipe(pipe);
        let mut last = None;
        for command in &pipe.commands {
            last = Some(self.command(dot, command, last)?.unboxed());
        }
        let value = last.unwrap_or(Value::Absent);
        for name in &pipe.variables {
            if pipe.assign {
                self.assign(name, value.clone())?;
            } else {
                self.variables.push((name, value.clone()));
            }
        }
        self.depth -= 1;
        Ok(value)
    }

    pub fn assign(&mut self, name: &str, value: Value<'r>) -> Result<(), ExpandError> {
        match self.variables.iter_mut().rev().find(|(known, _)| *known == name) {
            Some((_, variable)) => {
                *variable = value;
                Ok(())
            }
            None => Err(self.error(format!("undefined variable: {name}"))),
        }
    }

    fn command(
        &mut self,
        dot: &Value<'r>,
        command: &'r Command,
        last: Option<Value<'r>>,
    ) -> Result<Value<'r>, ExpandError> {
        let word = &command.first;
        let given = Given { words: &command.arguments, last };
        match &word.kind {
            WordKind::Field(_) | WordKind::Chain(..) | WordKind::Variable(..) => self.value(dot, word, given),
            WordKind::Function(function) => {
                self.at = At::Word(word);
                self.call(dot, *function, At::Command(command), given)
            }
            WordKind::Pipe(pipe) => {
                self.no_arguments(word, &given)?;
                self.pipe(dot, pipe)
            }
            _ => {
                self.at = At::Word(word);
                self.no_arguments(word, &given)?;
                match &word.kind {
                    WordKind::Dot => Ok(dot.clone()),
                    WordKind::Nil => Err(self.error("nil is not a command")),
                    _ => self.constant(word),
                }
            }
        }
    }

    fn no_arguments(&self, word: &Word, given: &Given) -> Result<(), ExpandError> {
        if given.is_empty() {
            return Ok(());
        }
        Err(self.error(match &word.kind {
            WordKind::Pipe(pipe) => format!("can't give argument to non-function {pipe}"),
            _ => format!("can't give argument to non-function {word}"),
        }))
    }

    /// An operand that has fields or may have.
    fn value(&mut self, dot: &Value<'r>, word: &'r Word, given: Given<'r>) -> Result<Value<'r>, ExpandError> {
        self.at = At::Word(word);
        let (receiver, names) = match &word.kind {
            WordKind::Field(names) => (dot.clone(), names),
            WordKind::Chain(inner, names) => (self.any(dot, inner)?, names),
            WordKind::Variable(name, names) => {
                let found = self.variables.iter().rev().find(|(known, _)| *known == &**name);
                let Some((_, value)) = found else {
                    return Err(self.error(format!("undefined variable: {name}")));
                };
                let value = value.clone();
                if names.is_empty() {
                    self.no_arguments(word, &given)?;
                    return Ok(value);
                }
                (value, names)
            }
            _ => return self.any(dot, word),
        };
        let Some((last, before)) = names.split_last() else { return Ok(receiver) };
        let mut receiver = receiver;
        for name in before {
            receiver = self.field(dot, receiver, name, word, Given::default())?;
        }
        self.field(dot, receiver, last, word, given)
    }

    /// An operand of which no type is asked.
    fn any(&mut self, dot: &Value<'r>, word: &'r Word) -> Result<Value<'r>, ExpandError> {
        self.at = At::Word(word);
        match &word.kind {
            WordKind::Dot => Ok(dot.clone()),
            WordKind::Nil => Ok(Value::Absent),
            WordKind::Field(_) | WordKind::Chain(..) | WordKind::Variable(..) => {
                self.value(dot, word, Given::default())
            }
            WordKind::Pipe(pipe) => self.pipe(dot, pipe),
            WordKind::Function(function) => self.call(dot, *function, At::Word(word), Given::default()),
            WordKind::Bool(_) | WordKind::Number(..) | WordKind::Text(..) => self.constant(word),
        }
    }

    /// An argument for a parameter of that type.
    pub fn argument(
        &mut self,
        dot: &Value<'r>,
        wanted: Type,
        word: &'r Word,
    ) -> Result<Value<'r>, ExpandError> {
        self.at = At::Word(word);
        match (&word.kind, wanted) {
            (WordKind::Nil, Type::Sample) => Ok(Value::Sample(None)),
            (WordKind::Nil, Type::Vector) => Ok(Value::Vector(super::value::Vector::new(Vec::new()))),
            (WordKind::Nil, Type::Reflected | Type::Any) => Ok(Value::Absent),
            (WordKind::Nil, wanted) => Err(self.error(format!("cannot assign nil to {wanted}"))),
            (WordKind::Bool(_) | WordKind::Number(..) | WordKind::Text(..), _) => {
                self.constant_of(wanted, word)
            }
            _ => {
                let value = self.any(dot, word)?;
                self.fits(value, wanted)
            }
        }
    }

    fn constant_of(&mut self, wanted: Type, word: &'r Word) -> Result<Value<'r>, ExpandError> {
        match (wanted, &word.kind) {
            (Type::Reflected | Type::Any, _) => self.constant(word),
            (Type::Text, WordKind::Text(text, _)) => Ok(Value::lent(text)),
            (Type::Text, _) => Err(self.error(format!("expected string; found {word}"))),
            (Type::Integer, WordKind::Number(Constant { integer: Some(value), .. }, _)) => {
                Ok(Value::Integer(*value))
            }
            (Type::Integer, _) => Err(self.error(format!("expected integer; found {word}"))),
            (Type::Vector | Type::Sample | Type::Time, _) => {
                Err(self.error(format!("can't handle {word} for arg of type {wanted}")))
            }
        }
    }

    /// A constant of which its own syntax tells the type.
    fn constant(&mut self, word: &'r Word) -> Result<Value<'r>, ExpandError> {
        match &word.kind {
            WordKind::Bool(value) => Ok(Value::Bool(*value)),
            WordKind::Text(text, _) => Ok(Value::lent(text)),
            WordKind::Number(constant, literal) => match constant {
                Constant { complex: Some((real, imaginary)), .. } => Ok(Value::Complex(*real, *imaginary)),
                Constant { float: Some(value), .. }
                    if !literal.starts_with('\'') && has_float_syntax(literal) =>
                {
                    Ok(Value::Float(*value))
                }
                Constant { integer: Some(value), .. } => Ok(Value::Integer(*value)),
                _ => Err(self.error(format!("{literal} overflows int"))),
            },
            _ => Ok(Value::Absent),
        }
    }

    /// Whether a parameter of that type takes the value.
    pub fn fits(&mut self, value: Value<'r>, wanted: Type) -> Result<Value<'r>, ExpandError> {
        let value = match (wanted, value) {
            (Type::Reflected | Type::Any, value) => return Ok(value),
            (_, value @ Value::Boxed(_)) if !matches!(value.clone().unboxed(), Value::Absent) => {
                value.unboxed()
            }
            (_, value) => value,
        };
        match (wanted, &value) {
            (Type::Sample, Value::Absent) => Ok(Value::Sample(None)),
            (Type::Vector, Value::Absent) => Ok(Value::Vector(super::value::Vector::new(Vec::new()))),
            (_, Value::Absent) => Err(self.error(format!("invalid value; expected {wanted}"))),
            (Type::Text, Value::Text(_))
            | (Type::Integer, Value::Integer(_))
            | (Type::Vector, Value::Vector(_))
            | (Type::Sample, Value::Sample(_))
            | (Type::Time, Value::Time(_) | Value::Instant(_)) => Ok(value),
            _ => {
                let got = value.type_name();
                Err(self.error(format!("wrong type for value; expected {wanted}; got {got}")))
            }
        }
    }

    fn field(
        &mut self,
        dot: &Value<'r>,
        receiver: Value<'r>,
        name: &'r str,
        word: &'r Word,
        given: Given<'r>,
    ) -> Result<Value<'r>, ExpandError> {
        let kind = receiver.type_name();
        let has_arguments = !given.is_empty();
        let receiver = match receiver {
            Value::Absent => return Ok(Value::Absent),
            Value::Boxed(inner) if matches!(*inner, Value::Absent) => {
                return Err(self.error(format!("nil pointer evaluating {kind}.{name}")));
            }
            receiver => receiver.unboxed(),
        };
        if let Some(method) = super::methods::named(&receiver, name) {
            return self.method(dot, &receiver, method, name, word, given);
        }
        let data = self.data;
        let found = match (&receiver, name) {
            (Value::Root(_), "Labels") => Value::Labels(data.labels),
            (Value::Root(_), "ExternalLabels") => Value::Labels(data.external_labels),
            (Value::Root(_), "ExternalURL") => Value::lent(data.external_url),
            (Value::Root(_), "Value") => measured(data).boxed(),
            (Value::Sample(Some(sample)), "Labels") => Value::SampleLabels(sample.clone()),
            (Value::Sample(Some(sample)), "Value") => Value::Float(sample.value).boxed(),
            (Value::Sample(None), "Labels" | "Value") => {
                return Err(self.error(format!("nil pointer evaluating {kind}.{name}")));
            }
            (Value::Labels(_) | Value::SampleLabels(_) | Value::Arguments(_), _) if has_arguments => {
                return Err(self.error(format!("{name} is not a method but has arguments")));
            }
            (Value::Labels(labels), _) => return Ok(Value::lent(label(labels, name).unwrap_or_default())),
            (Value::SampleLabels(sample), _) => {
                let value = label(&sample.labels, name).unwrap_or_default();
                return Ok(Value::Text(Text::Made(value.into())));
            }
            (Value::Arguments(entries), _) => {
                let found = entries.iter().find(|(own, _)| own == name);
                return Ok(found.map_or(Value::Absent, |(_, value)| value.clone()).boxed());
            }
            _ => return Err(self.error(format!("can't evaluate field {name} in type {kind}"))),
        };
        if has_arguments {
            return Err(self.error(format!("{name} has arguments but cannot be invoked as function")));
        }
        Ok(found)
    }
}
