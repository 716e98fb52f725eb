//! Series: label sets, samples, and the store that rules read and write.

mod column;
pub mod histogram;
mod labels;
pub mod notation;
mod reading;
mod sets;
mod store;

pub use column::Column;
pub use histogram::{Histogram, ResetHint};
pub use labels::{Labels, NAME};
pub use reading::{Reading, STALE_BITS, is_stale, stale};
pub use sets::{LabelSets, SetId};
pub use store::{Refused, Series, SeriesId, Store};
