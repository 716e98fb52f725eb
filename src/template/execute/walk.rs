//! Text, actions, conditions, loops, templates in templates. Source: the `walk` functions of Go's
//! `text/template/exec.go`.

use super::tree::{Invocation, List, Node, Pipe};
use super::value::Value;
use super::{At, ExpandError, MAX_DEPTH, NODE_STEPS, Run, print};

/// How a list of nodes ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    On,
    Break,
    Continue,
}

impl<'r> Run<'r, '_> {
    pub fn list(&mut self, dot: &Value<'r>, nodes: &'r List) -> Result<Flow, ExpandError> {
        self.spend(NODE_STEPS)?;
        self.depth += 1;
        for node in nodes {
            self.spend(NODE_STEPS)?;
            let flow = match node {
                Node::Text(text) => {
                    self.write(text)?;
                    Flow::On
                }
                Node::Action(pipe) => {
                    let value = self.pipe(dot, pipe)?;
                    if pipe.variables.is_empty() {
                        self.show(&value)?;
                    }
                    Flow::On
                }
                Node::Choice { with, branches, otherwise } => self.choice(dot, *with, branches, otherwise)?,
                Node::Range { pipe, body, otherwise } => self.range(dot, pipe, body, otherwise)?,
                Node::Template(invocation) => {
                    self.invoke(dot, invocation)?;
                    Flow::On
                }
                Node::Break => Flow::Break,
                Node::Continue => Flow::Continue,
            };
            if flow != Flow::On {
                self.depth -= 1;
                return Ok(flow);
            }
        }
        self.depth -= 1;
        Ok(Flow::On)
    }

    fn write(&mut self, text: &str) -> Result<(), ExpandError> {
        self.spend(text.len() as u64)?;
        self.out.push_str(text);
        Ok(())
    }

    fn show(&mut self, value: &Value<'r>) -> Result<(), ExpandError> {
        match value {
            Value::Text(text) | Value::Html(text) => self.write(text),
            value => self.write(&print::value(value)),
        }
    }

    fn choice(
        &mut self,
        dot: &Value<'r>,
        with: bool,
        branches: &'r [(Pipe, List)],
        otherwise: &'r List,
    ) -> Result<Flow, ExpandError> {
        // Variables of one branch's condition are there in the branches after it.
        let scope = self.variables.len();
        for (pipe, body) in branches {
            let value = self.pipe(dot, pipe)?;
            if value.truth() {
                let flow = self.list(if with { &value } else { dot }, body);
                self.variables.truncate(scope);
                return flow;
            }
        }
        let flow = self.list(dot, otherwise);
        self.variables.truncate(scope);
        flow
    }

    fn range(
        &mut self,
        dot: &Value<'r>,
        pipe: &'r Pipe,
        body: &'r List,
        otherwise: &'r List,
    ) -> Result<Flow, ExpandError> {
        let scope = self.variables.len();
        let over = self.pipe(dot, pipe)?.unboxed();
        let length = match &over {
            Value::Integer(_) | Value::Long(_) | Value::Byte(_) | Value::Month(_) | Value::Weekday(_)
                if pipe.variables.len() > 1 =>
            {
                let shown = print::value(&over);
                let message = format!("can't use {shown} to iterate over more than one variable");
                return Err(self.error(message));
            }
            Value::Integer(count) | Value::Long(count) | Value::Month(count) | Value::Weekday(count) => {
                usize::try_from(*count).unwrap_or(0)
            }
            Value::Byte(count) => usize::from(*count),
            Value::Vector(vector) => vector.part.len(),
            Value::Arguments(entries) => entries.len(),
            Value::Absent | Value::Sample(None) => 0,
            map => match map.labels() {
                Some(labels) => labels.len(),
                None => {
                    let shown = print::value(map);
                    return Err(self.error(format!("range can't iterate over {shown}")));
                }
            },
        };
        for index in 0..length {
            let (key, element) = element(&over, index);
            match self.iteration(pipe, key, element, body)? {
                Flow::Break => break,
                Flow::Continue | Flow::On => {}
            }
        }
        if length == 0 {
            let flow = self.list(dot, otherwise);
            self.variables.truncate(scope);
            return flow;
        }
        self.variables.truncate(scope);
        Ok(Flow::On)
    }

    fn iteration(
        &mut self,
        pipe: &'r Pipe,
        key: Value<'r>,
        element: Value<'r>,
        body: &'r List,
    ) -> Result<Flow, ExpandError> {
        let scope = self.variables.len();
        match pipe.variables.as_slice() {
            [] => {}
            [one] if pipe.assign => self.assign(one, element.clone())?,
            [one, two, ..] if pipe.assign => {
                self.assign(one, key)?;
                self.assign(two, element.clone())?;
            }
            [_] => self.set_top(1, element.clone()),
            [_, _, ..] => {
                self.set_top(1, element.clone());
                self.set_top(2, key);
            }
        }
        let flow = self.list(&element, body);
        self.variables.truncate(scope);
        flow
    }

    /// Sets the variable that was declared last, or the one before it.
    fn set_top(&mut self, from_end: usize, value: Value<'r>) {
        let place = self.variables.len().checked_sub(from_end);
        if let Some((_, variable)) = place.and_then(|place| self.variables.get_mut(place)) {
            *variable = value;
        }
    }

    fn invoke(&mut self, dot: &Value<'r>, invocation: &'r Invocation) -> Result<(), ExpandError> {
        self.at = At::Invocation(invocation);
        let prepared = self.prepared;
        let Some((name, body)) = prepared.defined.get_key_value(&invocation.name) else {
            let name = crate::text::go::quote(&invocation.name);
            return Err(self.error(format!("template {name} not defined")));
        };
        if self.depth >= MAX_DEPTH {
            return Err(self.error("exceeded maximum template depth (100000)"));
        }
        let given = match &invocation.pipe {
            Some(pipe) => self.pipe(dot, pipe)?,
            None => Value::Absent,
        };
        let at = self.at;
        let template = self.template.replace(name);
        // It sees no variable but `$`, which is what it was given.
        let variables = std::mem::replace(&mut self.variables, vec![("$", given.clone())]);
        self.list(&given, body)?;
        self.variables = variables;
        self.template = template;
        self.at = at;
        Ok(())
    }
}

/// The key and the element at a place that is there.
fn element<'r>(over: &Value<'r>, index: usize) -> (Value<'r>, Value<'r>) {
    let place = Value::Integer(index as i64);
    match over {
        Value::Vector(vector) => (place, Value::Sample(vector.get(index))),
        Value::Arguments(entries) => {
            entries.get(index).map_or((Value::Absent, Value::Absent), |(name, value)| {
                (Value::made(name.as_str()), value.clone().boxed())
            })
        }
        Value::Labels(labels) => labels
            .get(index)
            .map_or((Value::Absent, Value::Absent), |(name, value)| (Value::lent(name), Value::lent(value))),
        Value::SampleLabels(sample) => {
            sample.labels.get(index).map_or((Value::Absent, Value::Absent), |(name, value)| {
                (Value::made(name.as_str()), Value::made(value.as_str()))
            })
        }
        Value::Byte(_) => (Value::Absent, Value::Byte(index as u8)),
        Value::Long(_) => (Value::Absent, Value::Long(index as i64)),
        Value::Month(_) => (Value::Absent, Value::Month(index as i64)),
        Value::Weekday(_) => (Value::Absent, Value::Weekday(index as i64)),
        _ => (Value::Absent, place),
    }
}
