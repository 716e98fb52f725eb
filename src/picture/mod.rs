//! Pictures of who is told of what, and when. Pure: a model in, text out; the same model gives the
//! same text.
//!
//! ```text
//!                                ┌── flow ──┬── mermaid
//!  Model ── scene ── counts, … ──┤          └── dot
//!          (what is to be seen)  ├── html
//!                                └── svg
//! ```

mod condition;
mod counts;
mod dependencies;
mod dot;
mod flow;
mod html;
mod interval_words;
pub(crate) mod kind;
mod layers;
pub(crate) mod measure;
mod mermaid;
mod quiet;
mod scene;
pub(crate) mod severity;
mod summary;
pub(crate) mod svg;
mod times;
mod told;
mod week;
mod words;
pub(crate) mod xml;

pub use dot::dot;
pub use html::html;
pub use mermaid::mermaid;
pub use scene::{Scene, Shown};
pub use svg::svg;
