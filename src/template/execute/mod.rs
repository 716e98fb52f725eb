//! Runs the templates of rules as Prometheus does: a tree that is built once, then expanded for many alerts.
//! Sources: Prometheus 3.5's `template/template.go` and `rules/alerting.go`, Go's `text/template`.

mod build;
mod build_pipeline;
mod call;
mod evaluate;
mod functions;
mod layout;
mod methods;
mod print;
mod regex_cache;
mod tree;
mod value;
mod walk;

use super::TemplateError;
use std::collections::HashMap;
use std::fmt;
use tree::List;
use value::Value;

/// The length of what Prometheus puts before each template of a rule, so that `$labels` and its like are
/// there: columns of the first line count from it.
const PREFIX: usize = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}\
    {{$externalURL := .ExternalURL}}{{$value := .Value}}"
    .len();

/// Steps of one expansion; each byte of text that it makes is one, and each node that it visits several.
const MOST_STEPS: u64 = 16 << 20;
const NODE_STEPS: u64 = 16;

/// How deep lists and pipelines may run in each other before another template begins. Go's limit is 100 000
/// templates: what comes here calls itself without end.
const MAX_DEPTH: usize = 1_000;

/// What the template of an alert is given.
#[derive(Clone, Copy, Debug)]
pub struct Data<'a> {
    /// The alert's name, which errors show.
    pub name: &'a str,
    /// Sorted by name.
    pub labels: &'a [(String, String)],
    /// Sorted by name.
    pub external_labels: &'a [(String, String)],
    /// `$externalURL`.
    pub external_url: &'a str,
    /// What `externalURL` and `pathPrefix` give; promtool has none, and they fail there.
    pub server_url: Option<&'a str>,
    pub value: Measured<'a>,
}

/// An alert's value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured<'a> {
    Number(f64),
    /// A native histogram, as Prometheus prints it.
    Text(&'a str),
}

/// Answers the `query` of templates, at the time of the rule's evaluation.
pub trait Querier {
    /// The error is in Prometheus' words.
    fn query(&mut self, text: &str) -> Result<Vec<QuerySample>, String>;
}

/// One element of a query's result.
#[derive(Clone, Debug, PartialEq)]
pub struct QuerySample {
    pub labels: Vec<(String, String)>,
    pub value: f64,
}

/// Why a template cannot be expanded, in Prometheus' words; Prometheus shows them in place of the text,
/// as [`ExpandError::in_place`] does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpandError(Box<str>);

impl ExpandError {
    /// What the label or annotation becomes.
    pub fn in_place(&self) -> String {
        format!("<error expanding template: {self}>")
    }
}

impl fmt::Display for ExpandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ExpandError {}

/// A template of a rule, read once.
pub struct Prepared {
    text: Box<str>,
    main: List,
    defined: HashMap<Box<str>, List>,
    regexes: regex_cache::RegexCache,
}

impl Prepared {
    /// Reads the template as Prometheus does when it loads a rule. Linear.
    pub fn new(text: &str) -> Result<Prepared, Vec<TemplateError>> {
        super::parse(text)?;
        let built = build::build(text).map_err(|error| vec![error])?;
        Ok(Prepared {
            text: text.into(),
            main: built.main,
            defined: built.defined,
            regexes: regex_cache::RegexCache::default(),
        })
    }

    /// The text without any action, where there is none.
    pub fn plain(&self) -> Option<&str> {
        match self.main.as_slice() {
            [] => Some(""),
            [tree::Node::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// Expands it for one alert. Ends in an error after some 100 ms of work or 16 MiB of text.
    pub fn expand(&self, data: &Data, querier: &mut dyn Querier) -> Result<String, ExpandError> {
        if let Some(text) = self.plain() {
            return Ok(text.to_owned());
        }
        let mut run = Run {
            prepared: self,
            data,
            querier,
            out: String::with_capacity(self.text.len()),
            at: At::Nothing,
            template: None,
            variables: Vec::new(),
            depth: 0,
            steps: MOST_STEPS,
        };
        run.declare_data();
        let root = Value::Root(data);
        run.list(&root, &self.main)?;
        Ok(run.out)
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Prepared({:?})", self.text)
    }
}

/// One expansion.
struct Run<'r, 'q> {
    prepared: &'r Prepared,
    data: &'r Data<'r>,
    querier: &'q mut dyn Querier,
    out: String,
    /// What is being evaluated: errors point there.
    at: At<'r>,
    /// The name of the template that runs; none: the text itself.
    template: Option<&'r str>,
    variables: Vec<(&'r str, Value<'r>)>,
    depth: usize,
    /// Those that are left.
    steps: u64,
}

/// A node that an error can point to.
#[derive(Clone, Copy)]
enum At<'r> {
    Nothing,
    Invocation(&'r tree::Invocation),
    Pipe(&'r tree::Pipe),
    Command(&'r tree::Command),
    Word(&'r tree::Word),
}

impl<'r> Run<'r, '_> {
    /// The variables that Prometheus declares before each template.
    fn declare_data(&mut self) {
        let data = self.data;
        self.variables = vec![
            ("$", Value::Root(data)),
            ("$labels", Value::Labels(data.labels)),
            ("$externalLabels", Value::Labels(data.external_labels)),
            ("$externalURL", Value::lent(data.external_url)),
            ("$value", measured(data)),
        ];
    }

    /// An error in the words of Go, with the place of the node that is being evaluated.
    fn error(&self, message: impl fmt::Display) -> ExpandError {
        let main = format!("__alert_{}", self.data.name);
        let name = self.template.unwrap_or(&main);
        let (place, node): (usize, &dyn fmt::Display) = match &self.at {
            At::Nothing => {
                let text = format!("error executing template {main}: template: {name}: {message}");
                return ExpandError(text.into());
            }
            At::Invocation(invocation) => (invocation.at, invocation),
            At::Pipe(pipe) => (pipe.at, pipe),
            At::Command(command) => (command.at, command),
            At::Word(word) => (word.at, word),
        };
        let before = self.prepared.text.get(..place).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        let column = before.rfind('\n').map_or(place + PREFIX, |at| place - at - 1);
        let quoted = crate::text::go::quote(name);
        let text = format!(
            "error executing template {main}: template: {main}:{line}:{column}: executing {quoted} at <{node}>: {message}"
        );
        ExpandError(text.into())
    }

    /// Counts work; a template that does too much ends.
    fn spend(&mut self, steps: u64) -> Result<(), ExpandError> {
        self.charge(steps).map_err(|message| self.error(message))
    }

    /// The same inside of a function, which says itself what failed.
    fn charge(&mut self, steps: u64) -> Result<(), String> {
        let left = self.steps.checked_sub(steps);
        self.steps = left.unwrap_or(0);
        left.map(drop).ok_or_else(|| "the template runs too long or its text grows too long".to_owned())
    }

    /// The bytes of text that may still be made.
    fn room(&self) -> usize {
        usize::try_from(self.steps).unwrap_or(usize::MAX)
    }
}

fn measured<'r>(data: &'r Data<'r>) -> Value<'r> {
    match data.value {
        Measured::Number(number) => Value::Float(number),
        Measured::Text(text) => Value::Histogram(text),
    }
}

#[cfg(test)]
mod tests;
