//! Text in XML and HTML.

use std::fmt::{Display, Formatter, Result, Write};

/// Text as it may stand between tags and in attributes. Characters that XML cannot hold become
/// a replacement sign.
pub struct XmlText<'a>(pub &'a str);

impl XmlText<'_> {
    /// The same for an attribute, where line ends must be written out.
    pub fn attribute(&self) -> String {
        self.to_string().replace('\n', "&#10;").replace('\t', "&#9;")
    }
}

impl Display for XmlText<'_> {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        for c in self.0.chars() {
            match c {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                '\n' | '\t' => out.write_char(c)?,
                '\u{fffe}' | '\u{ffff}' => out.write_char('\u{fffd}')?,
                c if c.is_control() => out.write_char('\u{fffd}')?,
                // Would turn the direction of what follows.
                '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => out.write_char('\u{fffd}')?,
                c => out.write_char(c)?,
            }
        }
        Ok(())
    }
}
