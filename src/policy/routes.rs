//! Who is told of alerts, for every set of labels that the routing tree tells apart.

use super::told::Horizons;
use crate::lower::AlertmanagerConfig;
use crate::model::Millis;
use crate::reach::Times;
use crate::reach::program::Calendar;
use crate::reach::symbolic::{Labels, Test, Tree, walk};
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// A configuration, prepared for many questions.
pub struct Routes<'c> {
    pub horizons: Horizons,
    tree: Tree<'c>,
    calendar: Calendar<'c>,
    /// The channels of each receiver, with their kinds.
    receivers: HashMap<&'c str, Arc<[Channel<'c>]>>,
    known: HashMap<Vec<Labels>, Option<Arc<[Cell<'c>]>>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Channel<'c> {
    /// The receiver's, where channels have no names.
    pub name: &'c str,
    pub kind: &'c str,
}

/// Labels that the tree does not tell apart, and who is told of them.
#[derive(Clone, Debug)]
pub struct Cell<'c> {
    pub labels: Labels,
    /// For each step of the escalation those that are told.
    pub steps: Vec<Vec<Told<'c>>>,
}

/// A receiver that is told.
#[derive(Clone, Debug)]
pub struct Told<'c> {
    pub receiver: &'c str,
    pub channels: Arc<[Channel<'c>]>,
    pub times: Arc<Times>,
    pub group_wait: Millis,
    pub group_interval: Millis,
    pub during: &'c [String],
    pub muted_by: &'c [String],
}

/// More sets of labels than this are not told apart.
const MOST_CELLS: usize = 1_024;

/// The compiler gives it to later steps: it tells nothing of the alert.
const ESCALATION: &str = "escalation";

impl<'c> Routes<'c> {
    pub fn new(config: &'c AlertmanagerConfig<'c>, horizons: Horizons) -> Routes<'c> {
        let receivers = config.receivers.iter().map(|receiver| {
            let mut channels = Vec::new();
            for of_kind in &receiver.integrations {
                for place in 0..of_kind.settings.len() {
                    let name = of_kind.channels.get(place).copied().unwrap_or(&receiver.name);
                    channels.push(Channel { name, kind: of_kind.kind });
                }
            }
            (receiver.name.as_str(), channels.into())
        });
        Routes {
            tree: Tree::new(config),
            calendar: Calendar::new(config, horizons.told.clone()),
            receivers: receivers.collect(),
            known: HashMap::new(),
            horizons,
        }
    }

    /// Every channel that some receiver has.
    pub fn channels(&self) -> impl Iterator<Item = Channel<'c>> + '_ {
        self.receivers.values().flat_map(|channels| channels.iter().copied())
    }

    pub fn named(&mut self, interval: &str) -> Arc<Times> {
        self.calendar.named(interval)
    }

    pub fn zone(&self, names: impl Iterator<Item = &'c String>) -> TimeZone {
        self.calendar.zone(names)
    }

    /// The cells of alerts whose steps have these labels, which differ in the step's number alone. None: too
    /// many to tell apart. Cells of which no example is known are left out.
    pub fn cells(&mut self, steps: &[Labels]) -> Option<Arc<[Cell<'c>]>> {
        let relevant: Vec<Labels> = steps.iter().map(|labels| self.tree.relevant(labels)).collect();
        if let Some(known) = self.known.get(&relevant) {
            return known.clone();
        }
        let fresh: Option<Arc<[Cell]>> = self.fresh(&relevant).map(Into::into);
        self.known.insert(relevant, fresh.clone());
        fresh
    }

    fn fresh(&mut self, steps: &[Labels]) -> Option<Vec<Cell<'c>>> {
        let several = steps.len() > 1;
        let entered: BTreeSet<usize> =
            steps.iter().flat_map(|labels| walk(&self.tree, labels).entered).collect();
        let mut parts = vec![steps.first()?.clone()];
        for id in entered {
            let tests = self.tree.node(id).tests.iter();
            let tests: Vec<Test> =
                tests.filter(|test| !several || &*test.label != ESCALATION).cloned().collect();
            if tests.is_empty() {
                continue;
            }
            let mut next = Vec::with_capacity(parts.len());
            for part in parts {
                let (inside, outside) = part.divide(&tests);
                next.extend(inside);
                next.extend(outside);
            }
            if next.len() > MOST_CELLS {
                return None;
            }
            parts = next;
        }
        let mut cells = Vec::new();
        for labels in parts {
            let Some(example) = labels.example() else { continue };
            let told = steps.iter().map(|step| self.told(&example, step, several)).collect();
            cells.push(Cell { labels, steps: told });
        }
        Some(cells)
    }

    /// Who is told of a step's alert with the labels of an example.
    fn told(&mut self, example: &[(Arc<str>, Arc<str>)], step: &Labels, several: bool) -> Vec<Told<'c>> {
        let number = step.get(ESCALATION).only().filter(|_| several).cloned();
        let own = example.iter().filter(|(name, _)| !several || &**name != ESCALATION);
        let own = own.map(|(name, value)| (&**name, &**value));
        let labels = Labels::known(own.chain(number.iter().map(|number| (ESCALATION, &**number))));
        let mut told = Vec::new();
        for outcome in walk(&self.tree, &labels).outcomes {
            let node = self.tree.node(outcome.node);
            let (route, settings) = (node.route, node.settings);
            told.push(Told {
                receiver: settings.receiver.value,
                channels: self.receivers.get(settings.receiver.value).cloned().unwrap_or_default(),
                times: self.calendar.times(route),
                group_wait: settings.group_wait.value,
                group_interval: settings.group_interval.value,
                during: &route.active_time_intervals,
                muted_by: &route.mute_time_intervals,
            });
        }
        told
    }
}
