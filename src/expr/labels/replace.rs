//! `label_replace` and `label_join`: labels made of labels.
//! Source: `evalLabelReplace` and `evalLabelJoin` of Prometheus 3.5 (`promql/functions.go`).

use super::flow::{Flow, Presence, Reason};
use super::functions::{text_argument, vector_of};
use super::replacement::Replacement;
use super::values::Values;
use super::{Walker, findings};
use crate::expr::{Call, Expr};
use crate::regexes;

impl Walker<'_> {
    /// `label_replace(v, "to", "$1", "from", "(.*)")`
    pub(super) fn label_replace(&mut self, call: &Call, flows: Vec<Flow>) -> Flow {
        let mut flow = vector_of(flows, call);
        let Some((to, target)) = self.target(call, &mut flow) else { return flow };
        let Some((from, source)) = text_argument(call, 3) else {
            // What it reads is not written here.
            flow.brought.clear();
            return written(flow, to, Presence::Possible, None);
        };
        flow.brought.remove(from);
        if let Some(reason) = flow.why_not(from).filter(|_| !from.is_empty()).cloned() {
            self.report(|| findings::impossible_text(from, source.span, "`label_replace`", &reason, &flow));
            return written(flow, to, Presence::Possible, None);
        }
        let (Some((text, place)), Some((pattern, regex))) = (text_argument(call, 2), text_argument(call, 4))
        else {
            return written(flow, to, Presence::Possible, None);
        };
        let Ok(compiled) = regexes::compile(pattern) else {
            return written(flow, to, Presence::Possible, None);
        };
        let replacement = Replacement::read(text);
        if let Some(group) = replacement.unknown_group(&compiled, pattern) {
            self.report(|| findings::no_group(place, group, regex.span));
            return written(flow, to, Presence::Possible, None);
        }
        let from_values = if from.is_empty() { Some(empty_text(source)) } else { flow.values_of(from) };
        let listed = from_values.as_ref().and_then(Values::list).filter(|_| !replacement.has_names());
        let outcomes = listed.map(|values| {
            let outcome =
                |value: &String| compiled.captures(value).map(|captures| replacement.expand(&captures));
            values.iter().map(outcome).collect::<Vec<Option<String>>>()
        });
        // An empty label is one that is not there: where it may be so, nothing is certain.
        match outcomes {
            Some(outcomes) if outcomes.iter().all(Option::is_none) => {
                let reason = from_values.map_or_else(|| empty_text(source).reason, |values| values.reason);
                self.report(|| findings::replaces_nothing(call, regex.span, Some(&reason)));
                flow
            }
            Some(outcomes) => {
                let reason = Reason { span: target.span, text: format!("`label_replace` makes `{to}` here") };
                let made = Values::listed(outcomes.iter().flatten().map(String::as_str), reason);
                let values = match outcomes.iter().any(Option::is_none) {
                    true => flow.values_of(to).and_then(|before| before.or(&made)),
                    false => Some(made),
                };
                written(flow, to, Presence::Possible, values)
            }
            None if from == to && replacement.is_whole(pattern) => {
                self.report(|| findings::replaces_nothing(call, regex.span, None));
                flow
            }
            None => {
                let made = replacement.constant().and_then(|text| {
                    let reason =
                        Reason { span: place.span, text: format!("`label_replace` makes it `{text}` here") };
                    flow.values_of(to)?.or(&Values::listed([text], reason))
                });
                written(flow, to, Presence::Possible, made)
            }
        }
    }

    /// `label_join(v, "to", ",", "a", "b")`
    pub(super) fn label_join(&mut self, call: &Call, flows: Vec<Flow>) -> Flow {
        let mut flow = vector_of(flows, call);
        let mut names = Vec::new();
        let mut impossible = false;
        for at in 3..call.arguments.len() {
            let Some((from, expr)) = text_argument(call, at) else {
                flow.brought.clear();
                continue;
            };
            names.push(from);
            flow.brought.remove(from);
            if from.is_empty() {
                self.report(|| findings::empty_label(call, expr.span));
                impossible = true;
            } else if let Some(reason) = flow.why_not(from).cloned() {
                self.report(|| findings::impossible_text(from, expr.span, "`label_join`", &reason, &flow));
                impossible = true;
            }
        }
        let Some((to, target)) = self.target(call, &mut flow) else { return flow };
        if names == [to] && call.arguments.len() == 4 && !impossible {
            self.report(|| findings::replaces_nothing(call, target.span, None));
            return flow;
        }
        written(flow, to, Presence::Possible, None)
    }

    /// The label that is written. None: which one is not known, and `flow` is of any label from now on.
    fn target<'a>(&mut self, call: &'a Call, flow: &mut Flow) -> Option<(&'a str, &'a Expr)> {
        match text_argument(call, 1) {
            Some(("", expr)) => {
                self.report(|| findings::empty_label(call, expr.span));
                *flow = Flow::open();
                None
            }
            Some(found) => Some(found),
            None => {
                *flow = Flow::open();
                None
            }
        }
    }
}

/// The value of the label that has no name.
fn empty_text(source: &Expr) -> Values {
    Values::listed(
        [""],
        Reason { span: source.span, text: "no label is read here, so that the value is empty".to_string() },
    )
}

fn written(mut flow: Flow, to: &str, presence: Presence, values: Option<Values>) -> Flow {
    flow.key = flow.key.filter(|key| !key.contains(to));
    flow.brought.remove(to);
    // The name is a label like others, but of names nothing is kept.
    if to == "__name__" {
        flow.key = None;
        return flow;
    }
    flow.put(to, presence);
    if let Some(values) = values {
        match values.only() {
            Some("") => flow.remove(to, &values.reason),
            _ => flow.narrow(to, &values),
        }
    }
    flow
}
