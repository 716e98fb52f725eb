//! Lists and mappings, by indentation and in brackets.

use super::fault::{Fault, Outcome};
use super::node::{Entry, Node};
use super::parser::{Parser, Weighed};
use super::reader::QUOTE_TEMPLATES;
use super::token::TokenKind;

/// What ends a node early.
fn is(kind: &TokenKind, ends: &[&str]) -> bool {
    let name = match kind {
        TokenKind::BlockEntry => "-",
        TokenKind::BlockEnd => "end",
        TokenKind::Key => "?",
        TokenKind::Value => ":",
        TokenKind::FlowEntry => ",",
        TokenKind::FlowSequenceEnd => "]",
        TokenKind::FlowMappingEnd => "}",
        _ => return false,
    };
    ends.contains(&name)
}

impl Parser<'_> {
    fn next_is(&mut self, kinds: &[&str]) -> Outcome<bool> {
        Ok(is(&self.scanner.peek()?.kind, kinds))
    }

    /// A node, or nothing where one of `ends` comes next.
    fn node_unless(&mut self, ends: &[&str], block: bool, indentless: bool) -> Outcome<Weighed> {
        if self.next_is(ends)? {
            self.anchors.count();
            return Ok((self.empty(self.behind), 1));
        }
        self.node(block, indentless)
    }

    pub fn block_sequence(&mut self) -> Outcome<Weighed> {
        let start = self.next()?.at.start;
        self.anchors.count();
        let (mut items, mut weight) = (Vec::new(), 1);
        while self.next_is(&["-"])? {
            self.next()?;
            let (item, more) = self.node_unless(&["-", "end"], true, false)?;
            items.push(item);
            weight += more;
        }
        if !self.next_is(&["end"])? {
            let at = self.scanner.place()?;
            return Err(Fault::new(at, "this is no item of the list it stands in")
                .because(start..start + 1, "the list begins here")
                .help("begin it with `- `, or indent it like what it belongs to"));
        }
        self.next()?;
        Ok((self.sequence(start..self.behind, items), weight))
    }

    /// A list whose `-` stand under the first letter of its key.
    pub fn indentless_sequence(&mut self) -> Outcome<Weighed> {
        let start = self.scanner.peek()?.at.start;
        self.anchors.count();
        let (mut items, mut weight) = (Vec::new(), 1);
        while self.next_is(&["-"])? {
            self.next()?;
            let (item, more) = self.node_unless(&["-", "?", ":", "end"], true, false)?;
            items.push(item);
            weight += more;
        }
        Ok((self.sequence(start..self.behind, items), weight))
    }

    pub fn block_mapping(&mut self) -> Outcome<Weighed> {
        let start = self.next()?.at.start;
        self.anchors.count();
        let (mut entries, mut weight) = (Vec::new(), 1);
        while self.next_is(&["?"])? {
            self.next()?;
            let ends = &["?", ":", "end"];
            let (key, of_key) = self.node_unless(ends, true, true)?;
            let (value, of_value) = if self.next_is(&[":"])? {
                self.next()?;
                self.node_unless(ends, true, true)?
            } else {
                self.anchors.count();
                (self.empty(self.behind), 1)
            };
            weight += of_key + of_value;
            entries.push(Entry { key, value, merged: None });
        }
        if !self.next_is(&["end"])? {
            let at = self.scanner.place()?;
            let message = match self.scanner.peek()?.kind {
                TokenKind::BlockEntry => "a list item stands among the keys of a mapping",
                _ => "this is no key of the mapping it stands in",
            };
            // What stands before it on its line is a whole value for YAML.
            let line = self.scanner.text[..at.start].rsplit('\n').next().unwrap_or_default();
            let help = if line.contains("{{") {
                QUOTE_TEMPLATES
            } else {
                "indent it like what it belongs to; a text with special characters needs quotes"
            };
            return Err(Fault::new(at, message)
                .because(start..start + 1, "the mapping begins here")
                .help(help));
        }
        self.next()?;
        let node = self.mapping(start..self.behind, entries)?;
        Ok((node, weight))
    }

    pub fn flow_sequence(&mut self) -> Outcome<Weighed> {
        let start = self.next()?.at.start;
        self.anchors.count();
        let (mut items, mut weight) = (Vec::<Node>::new(), 1);
        while !self.next_is(&["]"])? {
            if !items.is_empty() {
                self.comma(start, "]")?;
                if self.next_is(&["]"])? {
                    break;
                }
            }
            let (item, more) = if self.next_is(&["?"])? { self.pair()? } else { self.node(false, false)? };
            items.push(item);
            weight += more;
        }
        self.next()?;
        Ok((self.sequence(start..self.behind, items), weight))
    }

    /// `[a: b]`: a mapping of one key.
    fn pair(&mut self) -> Outcome<Weighed> {
        self.next()?;
        self.anchors.count();
        let start = self.scanner.peek()?.at.start;
        let (key, of_key) = if self.next_is(&[":", ",", "]"])? {
            // Go's reader loses this token, so nearly all that begins with a bare `?` is refused.
            self.anchors.count();
            let key = self.empty(self.behind);
            self.next()?;
            (key, 1)
        } else {
            self.node(false, false)?
        };
        let (value, of_value) = if self.next_is(&[":"])? {
            self.next()?;
            self.node_unless(&[",", "]"], false, false)?
        } else {
            self.anchors.count();
            (self.empty(self.behind), 1)
        };
        let entry = Entry { key, value, merged: None };
        Ok((self.mapping(start..self.behind.max(start), vec![entry])?, 1 + of_key + of_value))
    }

    pub fn flow_mapping(&mut self) -> Outcome<Weighed> {
        let start = self.next()?.at.start;
        self.anchors.count();
        let (mut entries, mut weight) = (Vec::<Entry>::new(), 1);
        while !self.next_is(&["}"])? {
            if !entries.is_empty() {
                self.comma(start, "}")?;
                if self.next_is(&["}"])? {
                    break;
                }
            }
            let is_key = self.next_is(&["?"])?;
            if is_key {
                self.next()?;
            }
            let ends: &[&str] = if is_key { &[":", ",", "}"] } else { &[] };
            let (key, of_key) = self.node_unless(ends, false, false)?;
            let (value, of_value) = if is_key && self.next_is(&[":"])? {
                self.next()?;
                self.node_unless(&[",", "}"], false, false)?
            } else {
                self.anchors.count();
                (self.empty(self.behind), 1)
            };
            weight += of_key + of_value;
            entries.push(Entry { key, value, merged: None });
        }
        self.next()?;
        let node = self.mapping(start..self.behind, entries)?;
        Ok((node, weight))
    }

    fn comma(&mut self, start: usize, close: &str) -> Outcome<()> {
        if self.next_is(&[","])? {
            self.next()?;
            return Ok(());
        }
        let at = self.scanner.place()?;
        let help = if self.scanner.text[start..].starts_with("{{") {
            QUOTE_TEMPLATES.to_owned()
        } else {
            format!("write `,` between two, and `{close}` at the end; a text with brackets needs quotes")
        };
        Err(Fault::new(at, format!("`,` or `{close}` is missing before this"))
            .because(start..start + 1, "the bracket opens here")
            .help(help))
    }
}
