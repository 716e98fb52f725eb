//! Random choices, the same in each run.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

pub struct Dice(TestRunner);

/// How many of them a test tries: a script asks for more by a variable.
pub fn number_of(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |number| number.parse().expect(variable))
}

impl Dice {
    pub fn new() -> Dice {
        Dice(TestRunner::deterministic())
    }

    /// A value of `strategy`.
    pub fn of<S: Strategy>(&mut self, strategy: S) -> S::Value {
        strategy.new_tree(&mut self.0).expect("the strategy refuses nothing").current()
    }

    /// From `least` to `most`, both included.
    pub fn number(&mut self, least: usize, most: usize) -> usize {
        self.of(least..=most)
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.of(0..100_u32) < percent
    }

    pub fn one_of<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.number(0, values.len() - 1)]
    }

    /// From `least` to `most` things.
    pub fn several<T>(
        &mut self,
        least: usize,
        most: usize,
        mut make: impl FnMut(&mut Dice, usize) -> T,
    ) -> Vec<T> {
        (0..self.number(least, most)).map(|index| make(self, index)).collect()
    }

    /// Some of the numbers under `count`, in order.
    pub fn some_of(&mut self, count: usize) -> Vec<usize> {
        (0..count).filter(|_| self.chance(50)).collect()
    }

    /// Text that YAML readers like to take for something else, and any other text. No template.
    pub fn text(&mut self) -> String {
        let text = if self.chance(50) { self.one_of(&NASTY).to_string() } else { self.of(any::<String>()) };
        text.replace("{{", "{ {")
    }
}

/// What some reader of YAML reads as no text, as two texts, or not at all.
pub const NASTY: [&str; 96] = [
    "",
    " ",
    "  lead",
    "trail ",
    "\ttab",
    "tab\t",
    "in\tside",
    "\n",
    "line\n",
    "two\nlines",
    "two\n\nends\n\n",
    "\nfirst empty",
    " first\nspace",
    "a\n  b",
    "a\n \nb",
    "a\n\tb",
    "a\r\nb",
    "cr\r",
    "on",
    "On",
    "OFF",
    "yes",
    "No",
    "y",
    "N",
    "true",
    "False",
    "null",
    "Null",
    "~",
    "nan",
    ".nan",
    ".NaN",
    ".inf",
    "-.inf",
    "+.INF",
    "0",
    "-1",
    "+1",
    "1.5",
    "1e3",
    "1E3",
    "1.e+3",
    ".5",
    "0x1F",
    "0o17",
    "017",
    "0b101",
    "1_000",
    "12:30:45",
    "12:30",
    "190:20:30.15",
    "2001-12-14",
    "2001-12-14t21:59:43.10-05:00",
    "<<",
    "=",
    "!",
    "!tag",
    "&anchor",
    "*alias",
    "- item",
    "-",
    "--",
    "---",
    "...",
    "? key",
    "?",
    ": value",
    ":",
    "key: value",
    "key:",
    "a:b",
    "a #b",
    "#",
    "a#b",
    "%",
    "@at",
    "`tick",
    "\"quoted\"",
    "'single'",
    "it's",
    "back\\slash",
    "[a]",
    "{a}",
    "{a: b}",
    ",",
    "a, b",
    "|",
    ">",
    "emoji 🙂 é",
    "\u{feff}bom",
    "nel\u{85}x",
    "ls\u{2028}x\u{2029}",
    "del\u{7f}",
    "nul\u{0}bell\u{7}",
    "\u{fffe}\u{ffff}\u{10ffff}",
];
