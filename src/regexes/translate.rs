//! The scanner: Go's pattern in, the crate's pattern out.
//!
//! Flags never reach the output: each atom is written with the meaning that the flags gave it where it stood.

use super::escape::{Escape, Item};
use super::{RegexError, class, escape, group, repeat};
use std::fmt::Write;

/// Groups in groups beyond this are refused, so that no later walk over the pattern runs out of stack.
/// Go's own limit is a tree of height 1000.
const MAX_NESTING: usize = 250;

/// What `(?imsU)` has switched on.
#[derive(Clone, Copy)]
pub(super) struct Flags {
    pub ignore_case: bool,
    pub multi_line: bool,
    pub dot_newline: bool,
    pub swap_greed: bool,
}

/// The last thing written: what a repetition operator applies to.
#[derive(Clone, Copy)]
pub(super) struct Atom {
    /// Where it begins in the output.
    pub start: usize,
    /// How often its innermost part is copied by counted repetitions: Go allows 1000.
    pub copies: u32,
    /// Is it a repetition already?
    pub repeated: bool,
}

/// A group that is open.
struct Group {
    /// Where its `(` is in the pattern, and in the output.
    at: usize,
    start: usize,
    /// The flags to go back to after `)`.
    flags: Flags,
    /// The largest `copies` of the atoms so far, before this group began.
    outer_copies: u32,
}

pub(super) struct Translator<'p> {
    pub pattern: &'p str,
    pub at: usize,
    pub flags: Flags,
    pub out: String,
    pub last: Option<Atom>,
    /// The largest `copies` of finished atoms of the innermost open group.
    copies: u32,
    groups: Vec<Group>,
    pub names: Vec<&'p str>,
    /// Where the last `:]` is, so that no `[:` searches for one in vain; 0 if there is none.
    pub last_posix_end: usize,
}

/// The same regex in the crate's words, or why Go refuses it. `dot_newline`: `.` also matches line breaks.
pub(super) fn translate(pattern: &str, dot_newline: bool) -> Result<String, RegexError> {
    let flags = Flags { ignore_case: false, multi_line: false, dot_newline, swap_greed: false };
    let out = String::with_capacity(pattern.len() * 2);
    let (last, groups, names) = (None, Vec::new(), Vec::new());
    let last_posix_end = pattern.rfind(":]").unwrap_or(0);
    let mut translator =
        Translator { pattern, at: 0, flags, out, last, copies: 1, groups, names, last_posix_end };
    translator.run()?;
    Ok(translator.out)
}

impl<'p> Translator<'p> {
    fn run(&mut self) -> Result<(), RegexError> {
        let mut after_repeat = None;
        while let Some(next) = self.rest().chars().next() {
            let from = self.at;
            self.at += next.len_utf8();
            let mut repeat = None;
            match next {
                '(' => group::open(self, from)?,
                ')' => self.close(from)?,
                '|' => {
                    self.finish_atom();
                    self.out.push('|');
                }
                '^' => self.atom(if self.flags.multi_line { "(?m:^)" } else { r"\A" }),
                '$' => self.atom(if self.flags.multi_line { "(?m:$)" } else { r"\z" }),
                '.' => self.atom(if self.flags.dot_newline { "(?s:.)" } else { r"[^\n]" }),
                '[' => class::bracketed(self, from)?,
                '\\' => self.escape(from)?,
                '*' | '+' | '?' | '{' => match repeat::read(self.pattern, from)? {
                    Some(count) => {
                        repeat::apply(self, &count, after_repeat)?;
                        repeat = Some(after_repeat.unwrap_or(from));
                    }
                    None => self.literal('{' as u32),
                },
                other => self.literal(other as u32),
            }
            after_repeat = repeat;
        }
        match self.groups.pop() {
            Some(open) => {
                let error = RegexError::new(
                    open.at..open.at + 1,
                    "missing closing )",
                    self.pattern,
                    "this `(` is never closed",
                );
                Err(error.help(r"close it with `)`, or write `\(` to match the character"))
            }
            None => Ok(()),
        }
    }

    pub fn rest(&self) -> &'p str {
        &self.pattern[self.at..]
    }

    fn escape(&mut self, from: usize) -> Result<(), RegexError> {
        match escape::read(self.pattern, from)? {
            (Escape::Item(Item::Char(code)), end) => {
                self.at = end;
                self.literal(code);
            }
            (Escape::Item(Item::Class(class)), end) => {
                self.at = end;
                let fold = self.flags.ignore_case;
                self.atom(&if fold { format!("(?i:{class})") } else { class });
            }
            (Escape::Assertion(assertion), end) => {
                self.at = end;
                self.atom(assertion);
            }
            (Escape::Quoted(literal), end) => {
                self.at = end;
                literal.chars().for_each(|c| self.literal(c as u32));
            }
        }
        Ok(())
    }

    /// One character that means itself, given by code point: Go allows surrogates, which match nothing.
    fn literal(&mut self, code: u32) {
        self.begin_atom();
        match char::from_u32(code) {
            None => self.out.push_str(class::NOTHING),
            Some(c) if self.flags.ignore_case && (c.is_ascii_alphabetic() || !c.is_ascii()) => {
                self.out.push_str("(?i:");
                self.out.push(c);
                self.out.push(')');
            }
            Some(c) => push_char(&mut self.out, c),
        }
    }

    fn atom(&mut self, text: &str) {
        self.begin_atom();
        self.out.push_str(text);
    }

    pub fn begin_atom(&mut self) {
        self.finish_atom();
        self.last = Some(Atom { start: self.out.len(), copies: 1, repeated: false });
    }

    /// The last atom can no longer be repeated: count its copies.
    fn finish_atom(&mut self) {
        if let Some(atom) = self.last.take() {
            self.copies = self.copies.max(atom.copies);
        }
    }

    /// Begins a group whose contents have these flags, written as `open`.
    pub fn open(&mut self, at: usize, open: &str, inner: Flags) -> Result<(), RegexError> {
        if self.groups.len() == MAX_NESTING {
            let message = format!("groups nest more than {MAX_NESTING} deep");
            return Err(RegexError::new(at..at + 1, "expression nests too deeply", self.pattern, message));
        }
        self.finish_atom();
        let (start, flags, outer_copies) = (self.out.len(), self.flags, self.copies);
        self.groups.push(Group { at, start, flags, outer_copies });
        self.out.push_str(open);
        (self.flags, self.copies) = (inner, 1);
        Ok(())
    }

    fn close(&mut self, at: usize) -> Result<(), RegexError> {
        let Some(group) = self.groups.pop() else {
            let error = RegexError::new(at..at + 1, "unexpected )", self.pattern, "this `)` closes nothing");
            return Err(error.help(r"remove it, or write `\)` to match the character"));
        };
        self.finish_atom();
        self.out.push(')');
        self.last = Some(Atom { start: group.start, copies: self.copies, repeated: false });
        (self.flags, self.copies) = (group.flags, group.outer_copies);
        Ok(())
    }
}

/// A character that means itself to the crate, in a class too.
pub(super) fn push_char(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() || c == '_' || !c.is_ascii() {
        out.push(c);
    } else {
        // Writing to a string cannot fail.
        let _ = write!(out, r"\x{:02X}", c as u32);
    }
}
