//! `printf`. Source: `doPrintf` in Go's `fmt/print.go`.

use super::{Flags, Printer};
use crate::template::execute::value::Value;

/// Go takes no width or precision beyond this.
const MOST: usize = 1_000_000;

struct Format<'f, 'v> {
    text: &'f str,
    at: usize,
    arguments: &'f [Value<'v>],
    next: usize,
    /// Was an argument named by its number, as in `%[1]d`?
    reordered: bool,
    /// Did the last piece name one?
    after_index: bool,
    good: bool,
}

/// An error: the text is over `room` bytes long.
pub(in crate::template::execute) fn printf(
    format: &str,
    arguments: &[Value],
    room: usize,
) -> Result<String, String> {
    let mut printer = Printer::new();
    let mut format =
        Format { text: format, at: 0, arguments, next: 0, reordered: false, after_index: false, good: true };
    loop {
        let rest = &format.text[format.at..];
        let plain = rest.find('%').unwrap_or(rest.len());
        printer.out.push_str(&rest[..plain]);
        if printer.out.len() > room {
            return Err("the text grows too long".to_owned());
        }
        format.at += plain;
        if plain == rest.len() {
            break;
        }
        format.at += 1;
        if !format.verb(&mut printer) {
            break;
        }
    }
    if !format.reordered && format.next < arguments.len() {
        printer.flags = Flags::default();
        printer.out.push_str("%!(EXTRA ");
        for (index, argument) in arguments[format.next..].iter().enumerate() {
            if index > 0 {
                printer.out.push_str(", ");
            }
            match argument {
                Value::Absent => printer.out.push_str("<nil>"),
                argument => {
                    printer.out.extend([argument.clone().unboxed().type_name(), "="]);
                    printer.argument(argument, 'v');
                }
            }
        }
        printer.out.push(')');
    }
    Ok(printer.out)
}

impl Format<'_, '_> {
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let here = self.byte() == Some(byte);
        self.at += usize::from(here);
        here
    }

    /// One verb and its flags, behind its `%`; false at the end of the format.
    fn verb(&mut self, printer: &mut Printer) -> bool {
        self.good = true;
        self.after_index = false;
        printer.flags = self.flags();
        if !self.byte().is_some_and(|byte| byte.is_ascii_lowercase() && self.next < self.arguments.len()) {
            self.sizes(printer);
        }
        let Some(verb) = self.text[self.at..].chars().next() else {
            printer.out.push_str("%!(NOVERB)");
            return false;
        };
        self.at += verb.len_utf8();
        match self.arguments.get(self.next) {
            _ if verb == '%' => printer.out.push('%'),
            _ if !self.good => printer.out.push_str(&format!("%!{verb}(BADINDEX)")),
            None => printer.out.push_str(&format!("%!{verb}(MISSING)")),
            Some(argument) => {
                if verb == 'v' {
                    let flags = &mut printer.flags;
                    flags.go = std::mem::take(&mut flags.sharp);
                    flags.names = std::mem::take(&mut flags.plus);
                }
                printer.argument(argument, verb);
                self.next += 1;
            }
        }
        true
    }

    fn flags(&mut self) -> Flags {
        let mut flags = Flags::default();
        while let Some(byte) = self.byte() {
            match byte {
                b'#' => flags.sharp = true,
                b'0' => flags.zero = true,
                b'+' => flags.plus = true,
                b'-' => flags.minus = true,
                b' ' => flags.space = true,
                _ => break,
            }
            self.at += 1;
        }
        flags
    }

    /// Width, precision and the argument's number.
    fn sizes(&mut self, printer: &mut Printer) {
        self.index();
        if self.take(b'*') {
            let width = self.size_argument();
            match width {
                None => printer.out.push_str("%!(BADWIDTH)"),
                Some(width) => {
                    printer.flags.width = usize::try_from(width.unsigned_abs()).ok();
                    if width < 0 {
                        printer.flags.minus = true;
                        printer.flags.zero = false;
                    }
                }
            }
            self.after_index = false;
        } else {
            printer.flags.width = self.number();
            self.good &= !(self.after_index && printer.flags.width.is_some());
        }
        if self.take(b'.') {
            self.good &= !self.after_index;
            self.index();
            if self.take(b'*') {
                let precision = self.size_argument();
                printer.flags.precision = precision.and_then(|precision| usize::try_from(precision).ok());
                if printer.flags.precision.is_none() {
                    printer.out.push_str("%!(BADPREC)");
                }
                self.after_index = false;
            } else {
                printer.flags.precision = Some(self.number().unwrap_or(0));
            }
        }
        if !self.after_index {
            self.index();
        }
    }

    /// `[3]`.
    fn index(&mut self) {
        self.after_index = false;
        let rest = &self.text[self.at..];
        if !rest.starts_with('[') {
            return;
        }
        self.reordered = true;
        let Some(end) = rest.find(']').filter(|_| rest.len() >= 3) else {
            self.at += 1;
            self.good = false;
            return;
        };
        self.at += end + 1;
        let number = Some(&rest[1..end]).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let number = number.and_then(|digits| digits.parse::<usize>().ok());
        self.after_index = number.is_some();
        match number.and_then(|number| number.checked_sub(1)).filter(|index| *index < self.arguments.len()) {
            Some(index) => self.next = index,
            None => self.good = false,
        }
    }

    fn number(&mut self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let digits = &rest[..length];
        if digits.is_empty() {
            return None;
        }
        let number = digits.parse::<usize>().ok().filter(|number| *number <= MOST);
        // Go gives up at a number that is too large, and reads no further.
        self.at = if number.is_some() { self.at + length } else { self.text.len() };
        number
    }

    /// The argument that `*` stands for.
    fn size_argument(&mut self) -> Option<i64> {
        let argument = self.arguments.get(self.next)?.clone().unboxed();
        self.next += 1;
        match argument {
            Value::Integer(size) | Value::Long(size) | Value::Month(size) | Value::Weekday(size)
                if size.unsigned_abs() <= MOST as u64 =>
            {
                Some(size)
            }
            Value::Byte(size) => Some(i64::from(size)),
            _ => None,
        }
    }
}
