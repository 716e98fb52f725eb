//! What a test expects: states of alerts, and who is told.

use super::Reader;
use super::names::Known;
use crate::diag::{Diagnostic, codes};
use crate::model::{AlertState, Expectation, ExpectedState, ExpectedTold, ExpectedWhen};
use crate::quantity::{Dimension, Quantity};
use crate::syntax::ast::{Amount, Name, Settings, StateItem, ToldItem, ToldWhen};
use crate::text::{Span, Spanned};

type Texts = Vec<(Spanned<String>, Spanned<String>)>;

impl<'a> Reader<'a> {
    pub(super) fn state(&mut self, item: &StateItem) -> Option<Expectation> {
        let of = self.alerts(&item.alert);
        let known = item.alert.name.as_ref().and_then(|name| self.known_quietly(name));
        let labels = self.pairs(&item.labels);
        let mut annotations = self.pairs(&item.annotations);
        annotations
            .extend(item.texts.iter().map(|(key, text)| (key.clone().map(annotation_name), text.clone())));
        if let Some(known) = &known {
            labels.iter().for_each(|(label, value)| self.can_have(known, label, value));
            annotations.iter().for_each(|(name, _)| self.can_be_annotated(known, name));
            item.value.iter().for_each(|value| self.can_have_value(known, value));
        }
        let state = self.alert_state(&item.state)?;
        let details = item.value.is_some() || !labels.is_empty() || !annotations.is_empty();
        if details && (item.negated || state.value == AlertState::Inactive) {
            let message = "an alert that is not there has no labels, texts or value";
            self.findings.push(
                Diagnostic::new(codes::TEST_DETAILS, item.state.span, message)
                    .help("take them away, or expect it to fire"),
            );
        }
        Some(Expectation::State(Box::new(ExpectedState {
            at: Spanned::new(item.at.milliseconds, item.at.span),
            of,
            state,
            negated: item.negated,
            labels,
            annotations,
            value: item.value.as_ref().map(|value| Spanned::new(value.value.value, value.span)),
            span: item.span,
        })))
    }

    fn alert_state(&mut self, name: &Name) -> Option<Spanned<AlertState>> {
        let found = AlertState::ALL.into_iter().find(|state| state.name() == name.value);
        if found.is_none() {
            let known = AlertState::ALL.map(AlertState::name);
            self.findings.push(super::super::names::unknown("state", name, known));
        }
        Some(Spanned::new(found?, name.span))
    }

    /// The alert of a name of which all was said already.
    fn known_quietly(&self, name: &Name) -> Option<Known<'a>> {
        let model = self.model;
        let alert = model.alerts.iter().find(|alert| alert.name == name.value);
        alert.map(|alert| Known::Alert(model, alert))
    }

    fn pairs(&mut self, blocks: &[Settings]) -> Texts {
        blocks.iter().flat_map(|block| super::super::fields::pairs(block, self.findings)).collect()
    }

    /// Reports an annotation that no level of the alert has.
    fn can_be_annotated(&mut self, known: &Known, name: &Spanned<String>) {
        let Known::Alert(_, alert) = known else { return };
        let annotations = alert.levels.iter().flat_map(|level| &level.annotations);
        let names: Vec<&str> = annotations.map(|(name, _)| name.as_str()).collect();
        if !names.contains(&name.value.as_str()) {
            let message = format!("`{}` has no annotation `{}`", alert.name, name.value);
            self.findings.push(
                Diagnostic::new(codes::TEST_LABEL, name.span, message)
                    .because(alert.span, "this alert")
                    .help("take it away, or annotate the alert so")
                    .did_you_mean(&name.value, names),
            );
        }
    }

    /// Reports a value in a unit that no level of the alert measures in.
    fn can_have_value(&mut self, known: &Known, value: &Amount) {
        let Known::Alert(_, alert) = known else { return };
        let Some(written) = value.value.dimension else { return };
        let measured: Option<Vec<Dimension>> = alert.levels.iter().map(|level| level.dimension).collect();
        let Some(measured) = measured.filter(|all| !all.iter().any(|own| may_be(*own, written))) else {
            return;
        };
        let Some(first) = measured.first() else { return };
        let message = format!(
            "`{}` is {}, but the value of `{}` is {}",
            value.value.text,
            written.name(),
            alert.name,
            first.name()
        );
        self.findings.push(
            Diagnostic::new(codes::UNIT_MISMATCH, value.span, message)
                .because(alert.span, "this alert")
                .help(format!("write {}, or a number without a unit", first.name())),
        );
    }

    pub(super) fn told(&mut self, item: &ToldItem) -> Option<Expectation> {
        let of = item.of.as_ref().map(|set| self.alerts(set));
        let names = self.model.channels.iter().map(|channel| channel.name.as_str());
        let known: Vec<&str> = names.collect();
        let mut channels: Vec<Spanned<String>> = Vec::new();
        for channel in &item.channels {
            if let Some(first) = channels.iter().find(|first| first.value == channel.value) {
                self.findings.push(twice(channel, first.span));
            } else if known.contains(&channel.value.as_str()) {
                channels.push(channel.clone());
            } else {
                self.findings.push(super::super::names::unknown("channel", channel, known.iter().copied()));
            }
        }
        let times = match &item.times {
            Some(times) => Some(self.count(times)?),
            None => None,
        };
        let when = match &item.when {
            ToldWhen::Ever => ExpectedWhen::Ever,
            ToldWhen::Never => ExpectedWhen::Never,
            ToldWhen::By(by) => ExpectedWhen::By(by.milliseconds),
            ToldWhen::NotBefore(before) => {
                self.positive(before, "what comes before");
                ExpectedWhen::NotBefore(before.milliseconds)
            }
        };
        (!channels.is_empty()).then(|| {
            let (resolved, span) = (item.resolved, item.span);
            Expectation::Told(Box::new(ExpectedTold { when, resolved, channels, times, of, span }))
        })
    }

    fn count(&mut self, times: &Spanned<Quantity>) -> Option<Spanned<u32>> {
        let value = times.value.value;
        if times.value.dimension.is_none() && value.fract() == 0.0 && (1.0..1e9).contains(&value) {
            return Some(Spanned::new(value as u32, times.span));
        }
        self.findings.push(
            Diagnostic::new(codes::FIELD_TYPE, times.span, "`times` counts notifications")
                .help("write a whole number such as `2 times`; for none, write `never notified`"),
        );
        None
    }
}

/// What a name tells only roughly goes together: bytes that may be a second's, moments that may be ages.
fn may_be(measured: Dimension, written: Dimension) -> bool {
    use Dimension::*;
    measured == written
        || matches!(
            (measured, written),
            (BytesPerSecond, Bytes | PerSecond) | (Bytes | PerSecond, BytesPerSecond) | (Timestamp, Time)
        )
}

/// `runbook "…"` is the annotation `runbook_url`.
fn annotation_name(key: String) -> String {
    match key.as_str() {
        "runbook" | "dashboard" => key + "_url",
        _ => key,
    }
}

fn twice(channel: &Spanned<String>, first: Span) -> Diagnostic {
    Diagnostic::new(codes::NAME_DUPLICATE, channel.span, format!("`{}` stands here twice", channel.value))
        .because(first, "first here")
        .help("remove one of them")
}
