//! The tree of a program, as written: names unresolved, every token with its span.

mod alert;
mod notify;
mod policy;
mod settings;
mod statement;
mod test;
mod visit;
mod window;

pub use alert::*;
pub use notify::*;
pub use policy::*;
pub use settings::*;
pub use statement::*;
pub use test::*;
pub use visit::*;
pub use window::*;
