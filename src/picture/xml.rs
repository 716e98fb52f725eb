//! Text in XML and HTML.

pub(crate) use crate::text::XmlText as Text;

/// Appends formatted text to a String, which cannot fail.
macro_rules! put {
    ($out:expr, $($format:tt)*) => {{
        use std::fmt::Write as _;
        let _ = write!($out, $($format)*);
    }};
}
pub(crate) use put;
