//! Pictures of who is told of what, and when. Pure: a model in, text out; the same model gives the
//! same text.
//!
//! ```text
//!  Model ── Scene (what is to be seen) ── Flow ──┬── mermaid
//!                                                └── dot
//! ```

mod dot;
mod flow;
mod mermaid;
mod scene;
mod words;

pub use dot::dot;
pub use mermaid::mermaid;
pub use scene::{Scene, Shown};
