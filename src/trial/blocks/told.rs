//! `by 5m notified oncall`: judged, and who was told instead.

use super::Failure;
use super::judge::Judge;
use super::select::Selected;
use super::story::Story;
use crate::channel::sends_resolved;
use crate::diag::{Diagnostic, codes};
use crate::engine::rules::State;
use crate::engine::world::{Instance, Notice, Why, Withheld};
use crate::model::{ExpectedTold, ExpectedWhen, Millis};
use crate::regexes::RegexError;
use crate::series::Labels;
use crate::text::Spanned;

impl Judge<'_> {
    /// A failure for each channel of which it does not hold.
    pub(super) fn told(&mut self, expected: &ExpectedTold) -> Result<Vec<Failure>, RegexError> {
        let selected = match &expected.of {
            Some(of) => Some(Selected::new(of)?),
            None => None,
        };
        let counts = |labels: &Labels| selected.as_ref().is_none_or(|selected| selected.holds(labels));
        let mut failures = Vec::new();
        for channel in &expected.channels {
            let of_channel = self.record.notices.iter().filter(|notice| notice.channel == channel.value);
            let news: Vec<&Notice> = of_channel
                .filter(|notice| {
                    notice
                        .alerts
                        .iter()
                        .any(|told| told.resolved == expected.resolved && counts(&told.labels))
                })
                .collect();
            let Some(fault) = self.fault(expected, channel, &news, &counts) else { continue };
            let mut story = Story::new(self.model, self.config);
            // What was too much is told of this channel; what was missing, of all that were told instead.
            let too_much = matches!(expected.when, ExpectedWhen::Never | ExpectedWhen::NotBefore(_));
            let about = |notice: &&Notice| match too_much || expected.times.is_some() {
                true => news.iter().any(|one| std::ptr::eq(*one, *notice)),
                false => notice.why != Why::Repeat && notice.alerts.iter().any(|told| counts(&told.labels)),
            };
            let told: Vec<&Notice> = self.record.notices.iter().filter(about).collect();
            let receivers = self.receivers_of(&channel.value);
            let withheld: Vec<&Withheld> = self
                .record
                .withheld
                .iter()
                .filter(|one| receivers.contains(&one.receiver.as_str()) && counts(&one.labels))
                .collect();
            story.told(&told, &withheld, &self.clock);
            if told.is_empty() && withheld.is_empty() {
                let alerts = self.record.instances.iter().filter(|one| counts(&one.labels));
                story.timelines(&alerts.collect::<Vec<_>>(), &self.clock, self.record.start);
            }
            failures.push(Failure { finding: fault, story: story.told_of() });
        }
        Ok(failures)
    }

    fn fault(
        &self,
        expected: &ExpectedTold,
        channel: &Spanned<String>,
        news: &[&Notice],
        counts: &dyn Fn(&Labels) -> bool,
    ) -> Option<Diagnostic> {
        let name = &channel.value;
        let word = if expected.resolved { "told of the end" } else { "notified" };
        let start = self.test.start;
        let until = |time: Millis| news.iter().filter(|notice| notice.at <= start + time).count();
        let (seen, end) = match expected.when {
            ExpectedWhen::By(time) => (until(time), Some(time)),
            ExpectedWhen::NotBefore(time) => (until(time - 1), Some(time)),
            ExpectedWhen::Ever | ExpectedWhen::Never => (news.len(), None),
        };
        let first = news.first().map(|notice| self.clock.text(notice.at));
        let message = match (expected.when, &expected.times) {
            (ExpectedWhen::Never | ExpectedWhen::NotBefore(_), _) => {
                if seen == 0 {
                    return None;
                }
                format!("`{name}` was {word} at {}", first?)
            }
            (_, Some(times)) => {
                if seen == times.value as usize {
                    return None;
                }
                let by =
                    end.map_or(String::new(), |end| format!(" by {}", crate::quantity::duration_text(end)));
                let message = match seen {
                    0 => format!("`{name}` was never {word}{by}"),
                    1 => format!("`{name}` was {word} once{by}"),
                    seen => format!("`{name}` was {word} {seen} times{by}"),
                };
                return Some(Diagnostic::new(codes::TEST_FAILED, times.span, message));
            }
            _ if seen > 0 => return None,
            _ => match first {
                Some(first) => format!("`{name}` was {word} only at {first}"),
                None => format!("`{name}` was never {word}"),
            },
        };
        let finding = Diagnostic::new(codes::TEST_FAILED, channel.span, message);
        if !expected.resolved || !news.is_empty() {
            return Some(finding);
        }
        if !self.tells_ends(name) {
            let help = format!("`{name}` says nothing when an alert ends: `send_resolved true`");
            return Some(finding.help(help));
        }
        let fires = |one: &Instance| one.state_at(self.record.end) == State::Firing;
        let end = self.clock.text(self.record.end);
        Some(match self.record.instances.iter().any(|one| counts(&one.labels) && fires(one)) {
            true => finding.help(format!("the alert still fires when the test ends, at {end}")),
            false => finding,
        })
    }

    fn tells_ends(&self, channel: &str) -> bool {
        let known = self.model.channels.iter().find(|known| known.name == channel);
        known.is_some_and(|known| sends_resolved(&known.kind, &known.settings))
    }

    /// The receivers that a channel belongs to.
    fn receivers_of(&self, channel: &str) -> Vec<&str> {
        let has = |receiver: &&crate::lower::Receiver| {
            receiver.integrations.iter().any(|kind| kind.channels.contains(&channel))
        };
        self.config.receivers.iter().filter(has).map(|receiver| receiver.name.as_str()).collect()
    }
}
