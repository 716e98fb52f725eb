//! Functions of vectors and numbers at one instant.

mod absent;
mod calendar;
mod label_functions;
mod map;
mod maths;
mod natural;
mod negate;
mod numbers;

mod replace;
mod sort;
mod timestamp;

pub use absent::{Absent, absent_labels};
pub use calendar::{Calendar, Part};
pub use label_functions::{LabelFunction, Relabel};
pub use map::{Bounds, Map, renamed};
pub use maths::one_argument;
pub use negate::Negate;
pub use numbers::{AtFirstStep, FromScalar, Negated, Number, ScalarOf, Time};
pub use replace::Replacement;
pub use sort::{Order, Sort, compare};
pub use timestamp::{Clock, Timestamp};
