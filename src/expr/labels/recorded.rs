//! The labels of series that a rule records.

use super::flow::{Flow, Presence, Reason};
use super::values::Values;
use crate::text::Span;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What stands between the name of a recorded series and what took a label away from it.
const WITHOUT: &str = " is recorded without it: ";

impl Flow {
    /// The series that a rule records under `name` from these, with `labels` put on all of them:
    /// name, value, place. An empty value takes a label away.
    pub fn recorded<'a>(
        mut self,
        name: &str,
        labels: impl IntoIterator<Item = (&'a str, &'a str, Span)>,
    ) -> Flow {
        self.is_scalar = false;
        self.brought.clear();
        for (label, value, span) in labels {
            if value.is_empty() {
                self.remove(label, &Reason { span, text: "an empty value removes it".to_string() });
            } else {
                self.put(label, Presence::Guaranteed);
                let reason =
                    Reason { span, text: format!("`{name}` is recorded with `{label}=\"{value}\"`") };
                self.values.insert(label.to_string(), Values::listed([value], reason));
            }
        }
        for reason in self.removed.values_mut().chain(&mut self.closed) {
            // Of series recorded from recorded ones, the first name and the first cause say enough.
            let cause = reason.text.rsplit(WITHOUT).next().unwrap_or(&reason.text);
            reason.text = format!("`{name}`{WITHOUT}{cause}");
        }
        self
    }

    /// The series of several rules that record one name.
    pub fn or(self, other: Flow) -> Flow {
        self.either(other)
    }

    /// The same, read perhaps where `labels` were added on the way.
    pub(super) fn passed_on(mut self, labels: Option<Arc<BTreeSet<String>>>) -> Flow {
        self.added_on_the_way = labels;
        // Of one name, so that all labels together tell its series apart.
        self.key = self.all_labels();
        self
    }
}
