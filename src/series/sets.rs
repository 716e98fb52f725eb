//! Label sets as small numbers, so that what is worked out for one of them is remembered by number.

use super::Labels;
use std::collections::HashMap;

/// A label set of one [`LabelSets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SetId(pub u32);

/// All label sets that were seen: equal ones have one number.
#[derive(Clone, Debug, Default)]
pub struct LabelSets {
    known: HashMap<Labels, SetId>,
    all: Vec<Labels>,
}

impl LabelSets {
    pub fn id(&mut self, labels: &Labels) -> SetId {
        if let Some(id) = self.known.get(labels) {
            return *id;
        }
        let id = SetId(self.all.len() as u32);
        self.all.push(labels.clone());
        self.known.insert(labels.clone(), id);
        id
    }

    /// The number of a label set that was seen.
    pub fn known(&self, labels: &Labels) -> Option<SetId> {
        self.known.get(labels).copied()
    }

    pub fn labels(&self, id: SetId) -> &Labels {
        &self.all[id.0 as usize]
    }
}
