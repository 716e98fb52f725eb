//! Aggregations over series: `sum by (job) (x)`, `topk(5, x)`, `count_values("version", x)`.

mod choose;
mod count_values;
mod groups;
mod ranking;
mod ratio;
mod reduce;
mod state;

pub use choose::{Choice, Choose};
pub use count_values::CountValues;
pub use groups::GroupLabels;
pub use ranking::Rank;
pub use reduce::Reduce;
pub use state::{Reduction, approach};
