//! What is wrong with a file of series, and where.

use crate::series::notation::Fault;
use std::fmt;

/// Lines and columns count from 1; a column counts characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFault {
    /// None: of the whole file.
    pub line: Option<usize>,
    pub column: usize,
    /// The line.
    pub text: String,
    /// How many characters are wrong; at least 1.
    pub length: usize,
    pub message: String,
    pub help: Option<String>,
}

impl InputFault {
    pub(super) fn of_file(message: impl Into<String>) -> InputFault {
        let (text, message) = (String::new(), message.into());
        InputFault { line: None, column: 1, text, length: 1, message, help: None }
    }

    /// Of a whole line.
    pub(super) fn of_line(line: usize, text: &str, message: impl Into<String>) -> InputFault {
        let trimmed = text.trim();
        let column = text.chars().take_while(|c| c.is_whitespace()).count() + 1;
        let length = trimmed.chars().count().max(1);
        let (text, message) = (text.trim_end().to_string(), message.into());
        InputFault { line: Some(line), column, text, length, message, help: None }
    }

    /// Of a notation that stands in `text` from the byte `base` on.
    pub(super) fn of_notation(line: usize, text: &str, base: usize, fault: Fault) -> InputFault {
        let characters = |end: usize| text.get(..end.min(text.len())).map_or(0, |part| part.chars().count());
        let column = characters(base + fault.place.start) + 1;
        let end = characters(base + fault.place.end) + 1;
        InputFault {
            line: Some(line),
            column,
            text: text.to_string(),
            length: end.saturating_sub(column).max(1),
            message: fault.message,
            help: fault.help,
        }
    }

    pub(super) fn help(mut self, help: &str) -> InputFault {
        self.help = Some(help.to_string());
        self
    }

    /// With the name of its file, and a mark below the place.
    pub fn drawn(&self, name: &str) -> String {
        let mut text = match self.line {
            None => format!("{name}: {}", self.message),
            Some(line) => {
                let marks = "^".repeat(self.length.min(120));
                let indent: String = " ".repeat(self.column - 1);
                let shown: String =
                    self.text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(400).collect();
                format!("{name}:{line}:{}: {}\n  {shown}\n  {indent}{marks}", self.column, self.message)
            }
        };
        if let Some(help) = &self.help {
            text += &format!("\n  help: {help}");
        }
        text
    }
}

impl fmt::Display for InputFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.drawn("the file"))
    }
}
