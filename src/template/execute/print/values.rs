//! Values of each kind under each verb. Source: Go's `fmt/print.go`.

use super::Printer;
use crate::template::execute::value::{ROOT, Sample, Value};
use crate::template::execute::{Data, measured};
use crate::text::go::quote;
use std::borrow::Cow;

/// Where a pointer inside of another value points to: nobody can know.
const ADDRESS: u64 = 0xc0_0000_0000;

impl Printer {
    /// One operand of a call.
    pub fn argument(&mut self, value: &Value, verb: char) {
        match (value, verb) {
            (Value::Boxed(inner), _) => self.argument(inner, verb),
            (Value::Absent, 'T' | 'v') => self.pad("<nil>"),
            (Value::Absent, _) => self.bad_verb(value, verb),
            (_, 'T') => self.text(value.type_name(), 's', value),
            (_, 'p') => match value {
                Value::Sample(_) | Value::Time(_) | Value::Vector(_) | Value::Histogram(_) => {
                    self.pad(&format!("{ADDRESS:#x}"))
                }
                Value::Labels(_) | Value::SampleLabels(_) | Value::Arguments(_) => {
                    self.pad(&format!("{ADDRESS:#x}"))
                }
                _ => self.bad_verb(value, verb),
            },
            _ => self.inner(value, verb, 0),
        }
    }

    /// The value itself, not the pointer to it.
    pub fn shown(&mut self, value: &Value) {
        match value {
            Value::Boxed(inner) => self.shown(inner),
            Value::Sample(Some(sample)) => self.sample(sample, 'v'),
            value => self.argument(value, 'v'),
        }
    }

    pub fn bad_verb(&mut self, value: &Value, verb: char) {
        match value {
            Value::Absent => self.out.extend(["%!", verb.encode_utf8(&mut [0; 4]), "(<nil>)"]),
            value => self.bad(verb, value.type_name(), |printer| printer.argument(value, 'v')),
        }
    }

    pub fn bad(&mut self, verb: char, kind: &str, show: impl FnOnce(&mut Printer)) {
        self.out.extend(["%!", verb.encode_utf8(&mut [0; 4]), "(", kind, "="]);
        self.erroring = true;
        show(self);
        self.erroring = false;
        self.out.push(')');
    }

    fn inner(&mut self, value: &Value, verb: char, depth: usize) {
        match value {
            Value::Absent => self.out.push_str("<nil>"),
            Value::Boxed(inner) => self.inner(inner, verb, depth),
            Value::Bool(truth) => match verb {
                't' | 'v' => self.pad(if *truth { "true" } else { "false" }),
                _ => self.bad_verb(value, verb),
            },
            Value::Integer(number) | Value::Long(number) => {
                self.integer(number.unsigned_abs(), *number < 0, verb, value);
            }
            Value::Byte(byte) => self.integer(u64::from(*byte), false, verb, value),
            Value::Float(number) => self.float(*number, verb, value),
            Value::Complex(real, imaginary) => self.complex(*real, *imaginary, verb, value),
            Value::Text(text) | Value::Html(text) => self.text(text, verb, value),
            Value::Labels(labels) => self.labels(labels, verb),
            Value::SampleLabels(sample) => self.labels(&sample.labels, verb),
            Value::Arguments(entries) => {
                self.open(value.type_name(), "map[");
                for (index, (name, entry)) in entries.iter().enumerate() {
                    self.separate(index);
                    self.text(name, verb, &Value::lent(name));
                    self.out.push(':');
                    match (entry, self.flags.go) {
                        (Value::Absent, true) => self.out.push_str("interface {}(nil)"),
                        _ => self.inner(entry, verb, depth + 1),
                    }
                }
                self.close(']');
            }
            Value::Vector(vector) => {
                self.open(value.type_name(), "[");
                for index in 0..vector.part.len() {
                    self.separate(index);
                    self.inner(&Value::Sample(vector.get(index)), verb, depth + 1);
                }
                self.close(']');
            }
            Value::Sample(None) => match verb {
                'v' => self.pad(if self.flags.go { "(*template.sample)(nil)" } else { "<nil>" }),
                _ => self.bad_verb(&Value::Absent, verb),
            },
            Value::Sample(Some(sample)) if depth == 0 => {
                self.out.push('&');
                self.sample(sample, verb);
            }
            Value::Sample(Some(_)) => self.pointer(ADDRESS, verb, value),
            Value::Root(data) => self.root(data, verb),
            Value::Histogram(text) => self.text(text, verb, value),
            Value::Time(_) if depth > 0 && !self.prints_itself(verb) => self.pointer(ADDRESS, verb, value),
            Value::Time(nanoseconds) | Value::Instant(nanoseconds) => self.time(*nanoseconds, verb, value),
            Value::Month(number) => self.enumerated(*number, &month_name(*number), verb, value),
            Value::Weekday(number) => self.enumerated(*number, &weekday_name(*number), verb, value),
        }
    }

    /// Whether what has a text of its own shows it under this verb.
    pub fn prints_itself(&self, verb: char) -> bool {
        !self.erroring && matches!(verb, 'v' | 's' | 'x' | 'X' | 'q')
    }

    /// A number with a name.
    fn enumerated(&mut self, number: i64, name: &str, verb: char, value: &Value) {
        match self.prints_itself(verb) && !self.flags.go {
            true => self.text(name, verb, value),
            false => self.integer(number.unsigned_abs(), number < 0, verb, value),
        }
    }

    fn pointer(&mut self, address: u64, verb: char, value: &Value) {
        match verb {
            'v' if self.flags.go => {
                self.out.push_str(&format!("({})({address:#x})", value.type_name()));
            }
            'v' => self.pad(&format!("{address:#x}")),
            'b' | 'd' | 'o' | 'x' | 'X' => self.integer(address, false, verb, value),
            _ => self.bad_verb(value, verb),
        }
    }

    fn open(&mut self, kind: &str, plain: &str) {
        match self.flags.go {
            true => self.out.extend([kind, "{"]),
            false => self.out.push_str(plain),
        }
    }

    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.out.push_str(if self.flags.go { ", " } else { " " });
        }
    }

    fn close(&mut self, plain: char) {
        self.out.push(if self.flags.go { '}' } else { plain });
    }

    fn labels(&mut self, labels: &[(String, String)], verb: char) {
        self.open("map[string]string", "map[");
        for (index, (name, value)) in labels.iter().enumerate() {
            self.separate(index);
            self.text(name, verb, &Value::lent(name));
            self.out.push(':');
            self.text(value, verb, &Value::lent(value));
        }
        self.close(']');
    }

    fn sample(&mut self, sample: &Sample, verb: char) {
        self.open("template.sample", "{");
        self.field("Labels", 0);
        self.labels(&sample.labels, verb);
        self.field("Value", 1);
        self.float(sample.value, verb, &Value::Float(sample.value));
        self.out.push('}');
    }

    pub fn field(&mut self, name: &str, index: usize) {
        self.separate(index);
        if self.flags.go || self.flags.names {
            self.out.extend([name, ":"]);
        }
    }

    fn root(&mut self, data: &Data, verb: char) {
        self.open(ROOT, "{");
        let parts = [
            ("Labels", Value::Labels(data.labels)),
            ("ExternalLabels", Value::Labels(data.external_labels)),
            ("ExternalURL", Value::lent(data.external_url)),
            ("Value", measured(data)),
        ];
        for (index, (name, part)) in parts.iter().enumerate() {
            self.field(name, index);
            self.inner(part, verb, 1);
        }
        self.out.push('}');
    }

    pub fn text(&mut self, text: &str, verb: char, value: &Value) {
        match verb {
            'v' if self.flags.go => {
                let quoted = quote(self.cut(text));
                self.pad(&quoted);
            }
            'v' | 's' => {
                let cut = self.cut(text);
                self.pad(cut);
            }
            'q' => {
                let cut = self.cut(text);
                let quoted = match (self.flags.sharp && can_be_raw(cut), self.flags.plus) {
                    (true, _) => format!("`{cut}`"),
                    (false, true) => ascii(&quote(cut)),
                    (false, false) => quote(cut),
                };
                self.pad(&quoted);
            }
            'x' | 'X' => self.hex(text, verb == 'X'),
            _ => self.bad_verb(value, verb),
        }
    }

    /// As many characters as the precision says.
    fn cut<'t>(&self, text: &'t str) -> &'t str {
        let end = self.flags.precision.and_then(|most| text.char_indices().nth(most));
        end.map_or(text, |(end, _)| &text[..end])
    }

    fn hex(&mut self, text: &str, upper: bool) {
        let most = self.flags.precision.unwrap_or(usize::MAX);
        let prefix = match (self.flags.sharp, upper) {
            (true, false) => "0x",
            (true, true) => "0X",
            (false, _) => "",
        };
        let mut out = String::new();
        for (index, byte) in text.bytes().take(most).enumerate() {
            if index == 0 || self.flags.space {
                out.push_str(if index > 0 { " " } else { "" });
                out.push_str(prefix);
            }
            out.push_str(&if upper { format!("{byte:02X}") } else { format!("{byte:02x}") });
        }
        self.pad(&out);
    }

    /// Fills up to the width: with spaces, or on the left with zeros.
    pub fn pad(&mut self, text: &str) {
        let missing = self.flags.width.map_or(0, |width| width.saturating_sub(text.chars().count()));
        let fill = if self.flags.zero && !self.flags.minus { '0' } else { ' ' };
        if self.flags.minus {
            self.out.push_str(text);
        }
        self.out.extend(std::iter::repeat_n(fill, missing));
        if !self.flags.minus {
            self.out.push_str(text);
        }
    }
}

fn can_be_raw(text: &str) -> bool {
    !text.chars().any(|c| c == '`' || c == '\u{feff}' || c == '\x7f' || (c < ' ' && c != '\t'))
}

/// Quoted text without characters beyond ASCII.
fn ascii(quoted: &str) -> String {
    quoted.chars().fold(String::new(), |mut out, c| {
        match u32::from(c) {
            ..0x80 => out.push(c),
            code @ ..0x1_0000 => out.push_str(&format!("\\u{code:04x}")),
            code => out.push_str(&format!("\\U{code:08x}")),
        }
        out
    })
}

pub(super) fn ascii_char(quoted: &str) -> String {
    ascii(quoted)
}

pub(in crate::template::execute) fn month_name(number: i64) -> Cow<'static, str> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    name(&NAMES, number - 1).unwrap_or_else(|| format!("%!Month({number})").into())
}

pub(in crate::template::execute) fn weekday_name(number: i64) -> Cow<'static, str> {
    const NAMES: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    name(&NAMES, number).unwrap_or_else(|| format!("%!Weekday({number})").into())
}

fn name(names: &[&'static str], index: i64) -> Option<Cow<'static, str>> {
    Some((*names.get(usize::try_from(index).ok()?)?).into())
}
