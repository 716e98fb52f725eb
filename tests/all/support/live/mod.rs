//! Real servers at work: a Prometheus that scrapes the test's own series, Alertmanagers that tell the test's
//! own receivers, and a record of who was told what, and when.

mod expectations;
mod outages;
pub mod scaled;
mod silences;
mod stage;
mod timeline;
mod world;

pub use expectations::{ALLOWANCE, First};
pub use stage::{Setup, Stage};
pub use timeline::Moment;
