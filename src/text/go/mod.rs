//! Numbers and quoted text as Go writes and reads them: what Prometheus prints comes from here.
//! Source: Go's `strconv`, and `fmt` for `%v`.

mod format;
mod parse;
mod quote;

pub use format::{Form, float, float_in};
pub use parse::{BadFloat, parse_float, underscores_fit};
pub use quote::{is_print, quote};
