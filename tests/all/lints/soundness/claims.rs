//! What Larum says of one expression, and whether that is so.

use super::prometheus::Answer;
use crate::support::rules::alert_of;
use larum::diag::{Applicability, Diagnostics};
use larum::expr::catalogue::Catalogue;
use larum::expr::labels::{self, Flow};
use larum::expr::{BinaryOp, ExprKind};
use larum::lint::{Facts, check};
use std::collections::{BTreeSet, HashMap};

pub struct Claims {
    pub text: String,
    flow: Flow,
    /// Expressions that mean the same, each with the claim that says so.
    same: Vec<(&'static str, String)>,
    /// The sides that never match, so that there is no result.
    never_matches: Option<[String; 2]>,
    selects_nothing: bool,
}

type Judged = (&'static str, Result<(), String>);

impl Claims {
    pub fn of(text: String, full: bool) -> Option<Claims> {
        let (rules, _) = alert_of(&text)?;
        let expr = &rules.groups[0].rules[0].expr;
        let mut faults = Diagnostics::default();
        let flow = labels::check(expr, None, &Catalogue::default(), &mut faults);
        let mut claims =
            Claims { text: text.clone(), flow, same: vec![], never_matches: None, selects_nothing: false };
        let part = |span: larum::text::Span| text[span.start as usize..span.end as usize].to_string();
        for found in check(&rules, &Facts::default()).sorted() {
            let at = found.primary.span;
            match (found.code.name, &expr.kind) {
                // Of labels that a `by` names it is taken that they are there.
                ("labels/never-matches", ExprKind::Binary(binary))
                    if binary.op.span == at && (full || !found.message.contains("only one of them")) =>
                {
                    match *binary.op {
                        BinaryOp::Unless => claims.same.push(("never matches", part(binary.left.span))),
                        _ => {
                            let sides = [part(binary.left.span), part(binary.right.span)];
                            claims.never_matches = Some(sides);
                        }
                    }
                }
                ("labels/needless-aggregation", ExprKind::Aggregate(outer)) if outer.op.span == at => {
                    claims.same.push(("changes nothing", part(outer.body.span)));
                }
                ("labels/replaces-nothing", ExprKind::Call(call))
                    if expr.span.end == at.end + 1 || call.arguments.iter().any(|one| one.span == at) =>
                {
                    claims.same.push(("replaces nothing", part(call.arguments[0].span)));
                }
                ("labels/needless-group", ExprKind::Binary(binary)) => {
                    let group = binary.matching.as_ref().and_then(|matching| matching.group.as_ref());
                    if group.is_some_and(|group| group.span == at) {
                        claims.same.push((
                            "group",
                            text[..at.start as usize].to_string() + &text[at.end as usize..],
                        ));
                    }
                }
                ("matchers/contradiction", ExprKind::Selector(_)) => claims.selects_nothing = true,
                _ => {}
            }
            if let Some(fix) = found.fix.filter(|fix| fix.applicability == Applicability::Safe) {
                let mut fixed = text.clone();
                for edit in fix.edits.iter().rev() {
                    fixed.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
                }
                claims.same.push(("fix", fixed));
            }
        }
        Some(claims)
    }

    pub fn expressions(&self) -> impl Iterator<Item = &str> {
        let sides = self.never_matches.iter().flatten();
        std::iter::once(&self.text)
            .chain(self.same.iter().map(|(_, text)| text))
            .chain(sides)
            .map(String::as_str)
    }

    pub fn judge(&self, answers: &HashMap<&str, Answer>) -> Vec<Judged> {
        let mut judged: Vec<Judged> = Vec::new();
        let answer = &answers[self.text.as_str()];
        for (claim, other) in &self.same {
            // Where one fails, its twin may fail later or not at all; both tell nothing.
            if let (Ok(one), Ok(another)) = (answer, &answers[other.as_str()]) {
                judged.push((
                    claim,
                    if one == another {
                        Ok(())
                    } else {
                        Err(format!("{other} gives {another:?}, not {one:?}"))
                    },
                ));
            }
        }
        let Ok(samples) = answer else { return judged };
        let there = |side: &String| answers[side.as_str()].as_ref().is_ok_and(|samples| !samples.is_empty());
        let never = self.never_matches.as_ref().map(|sides| match sides.iter().all(there) {
            true => "never matches",
            false => "never matches what is not there",
        });
        for claim in never.into_iter().chain(self.selects_nothing.then_some("selects nothing")) {
            judged.push((claim, if samples.is_empty() { Ok(()) } else { Err(format!("{samples:?}")) }));
        }
        for (labels, _) in samples {
            for (label, value) in labels {
                let impossible = self.flow.can_carry(label).err();
                judged.push((
                    "impossible",
                    impossible.map_or(Ok(()), |why| Err(format!("`{label}`, as {}", why.reason))),
                ));
                let allowed =
                    self.flow.values_of(label).is_none_or(|values| values.allow(value) != Some(false));
                judged
                    .push(("values", if allowed { Ok(()) } else { Err(format!("`{label}` is `{value}`")) }));
            }
            for label in ["x", "y", "z", "w"].into_iter().filter(|label| !labels.contains_key(*label)) {
                let allowed = self.flow.values_of(label).is_none_or(|values| values.allow("") != Some(false));
                judged
                    .push(("values", if allowed { Ok(()) } else { Err(format!("`{label}` is not there")) }));
            }
            for label in self.flow.guaranteed() {
                let there = labels.contains_key(label);
                judged.push((
                    "guaranteed",
                    if there { Ok(()) } else { Err(format!("no `{label}` in {labels:?}")) },
                ));
            }
        }
        if let Some(key) = self.flow.key() {
            let keys: BTreeSet<Vec<Option<&String>>> = samples
                .iter()
                .map(|(labels, _)| key.iter().map(|label| labels.get(label)).collect())
                .collect();
            let apart = keys.len() == samples.len();
            judged.push(("key", if apart { Ok(()) } else { Err(format!("{key:?} of {samples:?}")) }));
        }
        judged
    }
}
