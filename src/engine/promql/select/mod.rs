//! Samples out of the store: at an instant, over a range, and of subqueries.

mod instant;
mod matchers;
mod moment;
mod range;
mod selection;
mod source;
mod subquery;

pub use instant::{InstantSelector, latest};
pub use matchers::Test;
pub use moment::Moment;
pub use range::RangeSelector;
pub use selection::Selection;
pub use source::{Source, Window};
pub use subquery::Subquery;
