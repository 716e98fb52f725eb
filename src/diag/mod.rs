//! Diagnostics: what is wrong, exactly where, why, and what to write instead.

pub mod codes;
mod diagnostic;
pub mod render;

pub use codes::Code;
pub use diagnostic::{Applicability, Diagnostic, Diagnostics, Edit, Fix, Label, Level};
