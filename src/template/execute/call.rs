//! Calls of functions. Source: `evalCall` in Go's `text/template/exec.go`.

use super::evaluate::Given;
use super::functions::{self, Function, Type};
use super::tree::{Word, WordKind};
use super::value::Value;
use super::{At, ExpandError, Run};

impl<'r> Run<'r, '_> {
    /// `node` is what an error of the function itself points to.
    pub fn call(
        &mut self,
        dot: &Value<'r>,
        function: Function,
        node: At<'r>,
        given: Given<'r>,
    ) -> Result<Value<'r>, ExpandError> {
        let (fixed, more) = function.parameters();
        if let Function::And | Function::Or = function {
            self.check_count(function.name(), fixed.len(), true, &given)?;
            return self.short_circuit(dot, function == Function::Or, given);
        }
        let callee = given.words.first().filter(|_| function == Function::Call);
        let arguments = self.arguments(dot, function.name(), fixed, more, given)?;
        let result = match function {
            Function::Call => Err(no_function(callee, arguments.first())),
            _ => functions::run(self, function, &arguments),
        };
        match result {
            Ok(value) => {
                let made = match &value {
                    Value::Text(text) | Value::Html(text) => text.len(),
                    Value::Vector(vector) => vector.part.len(),
                    _ => 0,
                };
                self.spend(made as u64)?;
                Ok(value)
            }
            Err(message) => {
                self.at = node;
                Err(self.error(format!("error calling {}: {message}", function.name())))
            }
        }
    }

    fn check_count(
        &self,
        name: &str,
        least: usize,
        more: bool,
        given: &Given<'r>,
    ) -> Result<(), ExpandError> {
        let count = given.words.len() + usize::from(given.last.is_some());
        if more && count < least {
            let got = given.words.len();
            return Err(
                self.error(format!("wrong number of args for {name}: want at least {least} got {got}"))
            );
        }
        if !more && count != least {
            return Err(self.error(format!("wrong number of args for {name}: want {least} got {count}")));
        }
        Ok(())
    }

    /// The arguments of a function or method, each of its parameter's type.
    pub fn arguments(
        &mut self,
        dot: &Value<'r>,
        name: &str,
        fixed: &[Type],
        more: Option<Type>,
        given: Given<'r>,
    ) -> Result<Vec<Value<'r>>, ExpandError> {
        self.check_count(name, fixed.len(), more.is_some(), &given)?;
        let wanted = |index: usize| fixed.get(index).copied().or(more).unwrap_or(Type::Any);
        let mut arguments = Vec::with_capacity(given.words.len() + 1);
        for (index, word) in given.words.iter().enumerate() {
            let argument = self.argument(dot, wanted(index), word)?;
            arguments.push(received(argument, wanted(index)));
        }
        if let Some(last) = given.last {
            let wanted = wanted(arguments.len());
            let last = self.fits(last, wanted)?;
            arguments.push(received(last, wanted));
        }
        Ok(arguments)
    }

    /// `and` and `or` evaluate no more arguments than they need.
    fn short_circuit(
        &mut self,
        dot: &Value<'r>,
        ends_at: bool,
        given: Given<'r>,
    ) -> Result<Value<'r>, ExpandError> {
        let mut value = Value::Absent;
        for word in given.words {
            value = self.argument(dot, Type::Reflected, word)?;
            if value.truth() == ends_at {
                return Ok(value);
            }
        }
        Ok(given.last.unwrap_or(value))
    }
}

/// What a function of that parameter sees: of an `interface {}` the value in it.
fn received(value: Value, wanted: Type) -> Value {
    if wanted == Type::Any { value.unboxed() } else { value }
}

/// What `call` says: there are no functions among the values.
fn no_function(word: Option<&Word>, value: Option<&Value>) -> String {
    let name = match (word, value) {
        (Some(Word { kind: WordKind::Pipe(pipe), .. }), _) => pipe.to_string(),
        (Some(word), _) => word.to_string(),
        (None, Some(Value::Text(text))) => text.to_string(),
        (None, value) => format!("<{} Value>", value.map_or("invalid", Value::type_name)),
    };
    match value.cloned().map_or(Value::Absent, Value::unboxed) {
        Value::Absent => "call of nil".to_owned(),
        value => format!("non-function {name} of type {}", value.type_name()),
    }
}
