//! Random templates: text, actions and blocks in each other, most of them well typed.

mod expressions;
mod literals;

use crate::support::dice::Dice;
use expressions::{KINDS, Kind, Scope, operand, pipeline};

/// A whole template.
pub fn template(dice: &mut Dice) -> String {
    let mut templates = Templates { kinds: Vec::new() };
    let mut out = String::new();
    for place in 0..dice.number(0, 12).saturating_sub(10) {
        let kind = *dice.one_of(&KINDS);
        let body = templates.body(dice, &mut Scope::called(kind), 2, false);
        out += &action(dice, &format!("define \"t{place}\""));
        out += &body;
        out += &action(dice, "end");
        templates.kinds.push(kind);
    }
    out += &templates.body(dice, &mut Scope::outer(), 3, false);
    out
}

/// The templates `t0`, `t1`, … and what each is to be called with.
struct Templates {
    kinds: Vec<Kind>,
}

/// Between braces, of which some trim the text around them.
fn action(dice: &mut Dice, inside: &str) -> String {
    let before = if dice.chance(8) { "{{- " } else { "{{ " };
    let after = if dice.chance(8) { " -}}" } else { " }}" };
    format!("{before}{inside}{after}")
}

impl Templates {
    fn body(&self, dice: &mut Dice, scope: &mut Scope, depth: usize, ranges: bool) -> String {
        let outer = scope.variables.len();
        let count = dice.number(1, 3);
        let text = (0..count).map(|_| self.piece(dice, scope, depth, ranges)).collect();
        scope.variables.truncate(outer);
        text
    }

    fn piece(&self, dice: &mut Dice, scope: &mut Scope, depth: usize, ranges: bool) -> String {
        let choice = if depth == 0 { dice.number(0, 9) } else { dice.number(0, 16) };
        match choice {
            0 => dice.one_of(&["text", " \n ", " a  ", "é }} ", "{ { "]).to_string(),
            1 => {
                let kind = *dice.one_of(&KINDS);
                let name = format!("$v{}", dice.number(0, 3));
                let set = format!("{name} := {}", pipeline(dice, scope, kind, 2));
                scope.variables.push((name, kind));
                action(dice, &set)
            }
            2 => {
                let (name, kind) = dice.one_of(&scope.variables).clone();
                let set = format!("{name} = {}", pipeline(dice, scope, kind, 2));
                action(dice, &set)
            }
            3 => dice.one_of(&["{{/* a }} \" */}}", "{{- /* b */ -}}", " {{- /* c */}} "]).to_string(),
            4 if ranges => {
                let word = *dice.one_of(&["break", "continue"]);
                action(dice, word)
            }
            5 if !self.kinds.is_empty() => {
                let place = dice.number(0, self.kinds.len() - 1);
                let given = operand(dice, scope, self.kinds[place], 1);
                let given = if dice.chance(90) { given } else { String::new() };
                action(dice, &format!("template \"t{place}\" {given}"))
            }
            10..=12 => self.choice(dice, scope, depth, ranges),
            13..=15 => self.range(dice, scope, depth),
            16 if dice.chance(40) => {
                let kind = *dice.one_of(&KINDS);
                let given = pipeline(dice, scope, kind, 1);
                let body = self.body(dice, &mut Scope::called(kind), depth - 1, false);
                let name = format!("block \"b{}\" {given}", dice.number(0, 99));
                action(dice, &name) + &body + &action(dice, "end")
            }
            _ => {
                let kind = if dice.chance(65) { Kind::Text } else { *dice.one_of(&KINDS) };
                let shown = pipeline(dice, scope, kind, 3);
                action(dice, &shown)
            }
        }
    }

    /// `if` or `with`, and what may follow it.
    fn choice(&self, dice: &mut Dice, scope: &mut Scope, depth: usize, ranges: bool) -> String {
        let word = *dice.one_of(&["if", "with"]);
        let mut out = String::new();
        let mut inner = scope.clone();
        for place in 0..dice.number(1, 2) {
            let kind = *dice.one_of(&KINDS);
            let mut head = pipeline(dice, &inner, kind, 2);
            if dice.chance(20) {
                let name = format!("$c{place}");
                head = format!("{name} := {head}");
                inner.variables.push((name, kind));
            }
            let opening = if place > 0 { format!("else {word} {head}") } else { format!("{word} {head}") };
            out += &action(dice, &opening);
            let mut body = inner.clone();
            if word == "with" {
                body.dot = kind;
            }
            out += &self.body(dice, &mut body, depth - 1, ranges);
        }
        if dice.chance(40) {
            out += &action(dice, "else");
            out += &self.body(dice, &mut inner, depth - 1, ranges);
        }
        out + &action(dice, "end")
    }

    fn range(&self, dice: &mut Dice, scope: &mut Scope, depth: usize) -> String {
        let any = *dice.one_of(&KINDS);
        let kind =
            *dice.one_of(&[Kind::Vector, Kind::Vector, Kind::Labels, Kind::Arguments, Kind::Integer, any]);
        let (over, element) = match kind {
            Kind::Integer => (literals::small(dice), Kind::Integer),
            Kind::Vector => (pipeline(dice, scope, kind, 2), Kind::Sample),
            Kind::Labels => (operand(dice, scope, kind, 2), Kind::Text),
            kind => (pipeline(dice, scope, kind, 1), *dice.one_of(&KINDS)),
        };
        // Not a number that takes forever.
        let over = if over.bytes().filter(u8::is_ascii_digit).count() > 3 { "3".to_owned() } else { over };
        let mut inner = scope.clone();
        inner.dot = element;
        let head = match dice.number(0, 3) {
            0 => {
                inner.variables.push(("$e".to_owned(), element));
                format!("range $e := {over}")
            }
            1 => {
                inner.variables.push(("$i".to_owned(), Kind::Integer));
                inner.variables.push(("$e".to_owned(), element));
                format!("range $i, $e := {over}")
            }
            _ => format!("range {over}"),
        };
        let mut out = action(dice, &head) + &self.body(dice, &mut inner, depth - 1, true);
        if dice.chance(30) {
            out += &action(dice, "else");
            out += &self.body(dice, scope, depth - 1, false);
        }
        out + &action(dice, "end")
    }
}
