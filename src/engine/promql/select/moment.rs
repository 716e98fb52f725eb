//! The instant that a selector looks at: `offset` and `@`.

use crate::engine::promql::Run;
use crate::expr::At;
use crate::model::Millis;

#[derive(Clone, Debug, Default)]
pub struct Moment {
    pub offset: Millis,
    pub at: Option<At>,
}

impl Moment {
    pub fn resolve(&self, run: &Run, now: Millis) -> Millis {
        let base = match &self.at {
            None => now,
            Some(At::Time(seconds)) => (seconds * 1000.0).round() as Millis,
            Some(At::Start) => run.start,
            Some(At::End) => run.end,
        };
        base.saturating_sub(self.offset)
    }
}
