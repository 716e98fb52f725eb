//! `at 4m Alert{…} is firing`: judged, and what happened instead.

use super::Failure;
use super::judge::Judge;
use super::story::Story;
use crate::diag::{Diagnostic, codes};
use crate::engine::rules::State;
use crate::engine::world::{Instance, Look};
use crate::model::{AlertState, ExpectedState, Level, Model};
use crate::quantity::{Dimension, humanised};
use crate::regexes::RegexError;
use crate::text::Spanned;

/// Two values are the same when they differ by less than this share: what people write is rounded.
const TOLERANCE: f64 = 1e-6;

impl Judge<'_> {
    pub(super) fn state(&mut self, expected: &ExpectedState) -> Result<Vec<Failure>, RegexError> {
        let at = self.test.start + expected.at.value;
        let selected = super::select::Selected::new(&expected.of)?;
        let record = self.record;
        let meant: Vec<&Instance> =
            record.instances.iter().filter(|one| selected.holds_for_state(&one.labels)).collect();
        let seen = meant.iter().map(|one| one.state_at(at)).max().unwrap_or_default();
        let wanted = of_model(expected.state.value);
        if (seen == wanted) == expected.negated {
            let finding = Diagnostic::new(
                codes::TEST_FAILED,
                expected.state.span,
                format!("{} is {} at {}", name(expected), seen.word(), self.clock.text(at)),
            );
            let story = self.story_of(&meant, expected, at);
            return Ok(vec![Failure { finding, story }]);
        }
        let candidates: Vec<(&Instance, &Look)> = meant
            .iter()
            .filter(|one| one.state_at(at) == wanted)
            .filter_map(|one| Some((*one, one.look_at(at)?)))
            .collect();
        let dimension = |instance: &Instance| dimension(self.model, instance);
        let faults =
            candidates.iter().map(|(instance, look)| faults(expected, instance, look, dimension(instance)));
        let Some(fewest) = faults.min_by_key(Vec::len) else { return Ok(Vec::new()) };
        let mut failures: Vec<Failure> = fewest
            .into_iter()
            .map(|fault| Failure {
                finding: Diagnostic::new(codes::TEST_FAILED, fault.span, fault.value),
                story: Story::default(),
            })
            .collect();
        // What the alert was like is told once, below the last of them.
        if let Some(last) = failures.last_mut() {
            let mut story = Story::new(self.model, self.config);
            story.title("the alert at that time");
            for (instance, look) in candidates.iter().take(MOST) {
                story.alert(instance, look, dimension(instance));
            }
            story.and_more_of(candidates.len(), MOST);
            let of_value =
                expected.value.as_ref().is_some_and(|value| value.span == last.finding.primary.span);
            if of_value {
                self.values_around(expected.of.name.as_ref(), &expected.of.matchers, at, &mut story);
            }
            last.story = story.told_of();
        }
        Ok(failures)
    }

    fn story_of(&mut self, meant: &[&Instance], expected: &ExpectedState, at: i64) -> Story {
        let mut story = Story::new(self.model, self.config);
        story.timelines(meant, &self.clock, self.record.start);
        if let Some(name) = expected.of.name.as_ref().filter(|_| meant.is_empty()) {
            let of_name = |one: &&Instance| one.labels.get("alertname") == name.value;
            let others: Vec<&Instance> = self.record.instances.iter().filter(of_name).collect();
            story.others(&others, &self.clock, self.record.start);
        }
        self.values_around(expected.of.name.as_ref(), &expected.of.matchers, at, &mut story);
        story.told_of()
    }
}

/// How many alerts are shown with their texts.
const MOST: usize = 4;

/// What the value of an alert counts.
fn dimension(model: &Model, instance: &Instance) -> Option<Dimension> {
    let alert = model.alerts.iter().find(|alert| alert.name == instance.labels.get("alertname"))?;
    let severity = instance.labels.get("severity");
    let of_severity = |level: &&Level| model.severities[level.severity].name == severity;
    alert.levels.iter().find(of_severity)?.dimension
}

fn of_model(state: AlertState) -> State {
    match state {
        AlertState::Inactive => State::Inactive,
        AlertState::Pending => State::Pending,
        AlertState::Firing => State::Firing,
    }
}

fn name(expected: &ExpectedState) -> String {
    match &expected.of.name {
        Some(name) => format!("`{}`", name.value),
        None => "no alert but these".to_string(),
    }
}

/// What of the details does not hold, each at its token.
fn faults(
    expected: &ExpectedState,
    instance: &Instance,
    look: &Look,
    dimension: Option<Dimension>,
) -> Vec<Spanned<String>> {
    let mut faults = Vec::new();
    let mut compare = |name: &Spanned<String>, text: &Spanned<String>, seen: &str| {
        if text.value != seen {
            let message = match seen {
                "" => format!("there is no `{}`", name.value),
                seen => format!("`{}` is `{seen}`", name.value),
            };
            faults.push(Spanned::new(message, text.span));
        }
    };
    for (name, value) in &expected.labels {
        compare(name, value, instance.labels.get(&name.value));
    }
    for (name, text) in &expected.annotations {
        let seen = look.annotations.iter().find(|(key, _)| *key == name.value);
        compare(name, text, seen.map_or("", |(_, text)| text));
    }
    if let Some(value) = &expected.value {
        let (wanted, seen) = (value.value, look.value);
        let same = wanted == seen
            || wanted.is_nan() && seen.is_nan()
            || (wanted - seen).abs() <= TOLERANCE * wanted.abs().max(seen.abs());
        if !same {
            faults.push(Spanned::new(format!("the value is {}", humanised(seen, dimension)), value.span));
        }
    }
    faults
}
