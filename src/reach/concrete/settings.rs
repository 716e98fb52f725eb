//! What holds at a node, and where it was set. Receiver, grouping and times are inherited; the intervals
//! in which a node is active or muted are its own.

use crate::lower::Route;
use crate::model::Millis;

/// Who set a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setter {
    /// Nobody: Alertmanager's default.
    Default,
    /// The node that stands so many steps below the root on the path; the root is 0.
    Node(usize),
}

/// A value and who set it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Set<T> {
    pub value: T,
    pub by: Setter,
}

/// The effective settings of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings<'c> {
    /// Empty where not even the root names one.
    pub receiver: Set<&'c str>,
    /// `["..."]` is every label; none at all is one group for everything.
    pub group_by: Set<&'c [&'c str]>,
    pub group_wait: Set<Millis>,
    pub group_interval: Set<Millis>,
    pub repeat_interval: Set<Millis>,
}

const SECOND: Millis = 1000;

impl<'c> Settings<'c> {
    /// Alertmanager's, where nothing is set.
    pub const DEFAULT: Settings<'static> = Settings {
        receiver: default(""),
        group_by: default(&[]),
        group_wait: default(30 * SECOND),
        group_interval: default(5 * 60 * SECOND),
        repeat_interval: default(4 * 60 * 60 * SECOND),
    };

    /// Those of `route`, which stands `depth` steps below the root, in a parent with these.
    pub(in crate::reach) fn with(self, route: &'c Route<'c>, depth: usize) -> Settings<'c> {
        let by = Setter::Node(depth);
        let time = |own: Option<Millis>, inherited| own.map_or(inherited, |value| Set { value, by });
        let receiver = route.receiver.as_deref();
        let group_by = route.group_by.as_deref();
        Settings {
            receiver: receiver.map_or(self.receiver, |value| Set { value, by }),
            group_by: group_by.map_or(self.group_by, |value| Set { value, by }),
            group_wait: time(route.group_wait, self.group_wait),
            group_interval: time(route.group_interval, self.group_interval),
            repeat_interval: time(route.repeat_interval, self.repeat_interval),
        }
    }
}

const fn default<T>(value: T) -> Set<T> {
    Set { value, by: Setter::Default }
}
