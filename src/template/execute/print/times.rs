//! Times: mostly as their own text, and else as what Go keeps of them.

use super::Printer;
use crate::template::execute::functions::times::{civil, show};
use crate::template::execute::print::month_name;
use crate::template::execute::value::Value;

/// Seconds from the beginning of the year 1 to 1970.
const SINCE_YEAR_1: i64 = 62_135_596_800;

impl Printer {
    pub fn time(&mut self, nanoseconds: i64, verb: char, value: &Value) {
        if !self.prints_itself(verb) {
            self.insides(nanoseconds, verb, matches!(value, Value::Time(_)));
        } else if self.flags.go {
            let text = in_go(nanoseconds);
            self.flags.go = false;
            self.text(&text, 's', value);
            self.flags.go = true;
        } else {
            self.text(&show(nanoseconds), verb, value);
        }
    }

    /// The fields of Go's `time.Time`: the nanoseconds, the seconds, and no zone.
    fn insides(&mut self, nanoseconds: i64, verb: char, pointer: bool) {
        self.out.push_str(if pointer { "&{" } else { "{" });
        let seconds = nanoseconds.div_euclid(1_000_000_000) + SINCE_YEAR_1;
        self.field("wall", 0);
        self.part(nanoseconds.rem_euclid(1_000_000_000), "uint64", verb);
        self.field("ext", 1);
        self.part(seconds, "int64", verb);
        self.field("loc", 2);
        match verb {
            'v' => self.pad("<nil>"),
            'b' | 'd' | 'o' | 'x' | 'X' => self.integer(0, false, verb, &Value::Absent),
            _ => self.bad(verb, "*time.Location", |printer| printer.pad("<nil>")),
        }
        self.out.push('}');
    }

    fn part(&mut self, number: i64, kind: &str, verb: char) {
        let integer = |printer: &mut Printer, verb| {
            printer.integer(number.unsigned_abs(), number < 0, verb, &Value::Absent);
        };
        match verb {
            'v' | 'd' | 'b' | 'o' | 'O' | 'x' | 'X' | 'c' | 'q' | 'U' => integer(self, verb),
            _ => self.bad(verb, kind, |printer| integer(printer, 'v')),
        }
    }
}

/// As `%#v` shows it.
fn in_go(nanoseconds: i64) -> String {
    let time = civil(nanoseconds);
    let month = month_name(time.month().into());
    format!(
        "time.Date({}, time.{month}, {}, {}, {}, {}, {}, time.UTC)",
        time.year(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        nanoseconds.rem_euclid(1_000_000_000)
    )
}
