//! Templates in the labels and annotations of alerts.

pub mod braces;
pub mod external_label;
pub mod faults;
pub mod label;
pub mod label_value;
pub mod percent;
pub mod query;
pub mod raw_value;
pub mod same_text;
mod text;

pub use text::{Place, Text};
