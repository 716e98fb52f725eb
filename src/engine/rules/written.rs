//! What a rule wrote at its last evaluation: series that are not written again end.

use crate::model::Millis;
use crate::series::{Reading, Refused, SeriesId, Store, stale};
use std::collections::HashSet;

#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    last: Vec<SeriesId>,
    now: Vec<SeriesId>,
}

impl Written {
    /// Writes a sample of this evaluation.
    ///
    /// # Errors
    /// In Prometheus' words, when the series has another sample at that time or later ones.
    pub fn append(
        &mut self,
        store: &mut Store,
        id: SeriesId,
        at: Millis,
        reading: &Reading,
    ) -> Result<(), String> {
        store.append(id, at, reading).map_err(words)?;
        self.now.push(id);
        Ok(())
    }

    /// Ends the series that the evaluation before this one wrote and this one did not. What another rule has written
    /// to stays.
    pub fn finish(&mut self, store: &mut Store, at: Millis) {
        if self.last != self.now {
            let now: HashSet<SeriesId> = self.now.iter().copied().collect();
            for id in self.last.iter().filter(|id| !now.contains(id)) {
                let _ = store.append(*id, at, &Reading::Float(stale()));
            }
        }
        std::mem::swap(&mut self.last, &mut self.now);
        self.now.clear();
    }
}

fn words(refused: Refused) -> String {
    match refused {
        Refused::OutOfOrder => "out of order sample".to_owned(),
        Refused::Duplicate => "duplicate sample for timestamp".to_owned(),
        Refused::Malformed(why) => why.to_string(),
    }
}
