//! The two sides of an inhibition rule: which alerts they are.

use crate::diag::{Code, Diagnostic, Diagnostics, codes};
use crate::lint::routing::alerts::Alert;
use crate::lint::routing::look::Look;
use crate::lint::routing::place::Step;
use crate::lint::routing::words;
use crate::lower::{InhibitRule, Matcher};
use crate::model::known_rank;
use crate::reach::symbolic::{Labels, Test};
use crate::text::Span;

/// A rule, its matchers ready to be asked.
pub(in crate::lint::routing) struct Sides<'c> {
    pub index: usize,
    pub rule: &'c InhibitRule<'c>,
    pub source_tests: Vec<Test>,
    pub target_tests: Vec<Test>,
    /// None: no alert is on this side.
    pub source: Option<Labels>,
    pub target: Option<Labels>,
}

impl<'c> Sides<'c> {
    pub fn new(index: usize, rule: &'c InhibitRule<'c>) -> Sides<'c> {
        let tests = |matchers: &[Matcher]| matchers.iter().map(Test::new).collect::<Vec<_>>();
        let (source_tests, target_tests) = (tests(&rule.source), tests(&rule.target));
        Sides {
            index,
            rule,
            source: Labels::one_line().narrowed(&source_tests),
            target: Labels::one_line().narrowed(&target_tests),
            source_tests,
            target_tests,
        }
    }

    /// Where a side stands, or the whole rule.
    pub fn span(&self, look: &Look, side: &str) -> Span {
        ["matchers", "match", "match_re"]
            .into_iter()
            .find_map(|notation| self.setting(look, &format!("{side}_{notation}")))
            .unwrap_or_else(|| self.whole(look))
    }

    /// Where a matcher of a side stands.
    pub fn matcher(&self, look: &Look, side: &str, place: usize) -> Span {
        let matchers = if side == "source" { &self.rule.source } else { &self.rule.target };
        let written = matchers.get(place).and_then(|matcher| matcher.span);
        written.unwrap_or_else(|| self.span(look, side))
    }

    pub fn setting(&self, look: &Look, key: &str) -> Option<Span> {
        look.places.value(&[Step::Key("inhibit_rules"), Step::Index(self.index), Step::Key(key)])
    }

    pub fn whole(&self, look: &Look) -> Span {
        let written = look.places.value(&[Step::Key("inhibit_rules"), Step::Index(self.index)]);
        written.unwrap_or(look.places.whole())
    }
}

pub(super) fn check(look: &Look, rule: &Sides, findings: &mut Diagnostics) {
    for (side, labels) in [("source", &rule.source), ("target", &rule.target)] {
        if labels.is_none() {
            let message = "no alert can be on this side: its matchers never hold together";
            let finding = Diagnostic::new(codes::INHIBIT_NO_ALERT, rule.span(look, side), message);
            findings
                .push(finding.help("for either of two values write one matcher, such as `label=~\"a|b\"`"));
        }
    }
    let (Some(source), Some(target)) = (&rule.source, &rule.target) else { return };
    if !any_alert(look, rule, findings) {
        same(look, rule, source, target, findings);
        less_severe(look, rule, source, target, findings);
    }
}

/// A side without matchers.
fn any_alert(look: &Look, rule: &Sides, findings: &mut Diagnostics) -> bool {
    let everything = |tests: &[Test]| Labels::one_line().divide(tests).1.is_empty();
    let message = match (everything(&rule.source_tests), everything(&rule.target_tests)) {
        (false, false) => return false,
        (true, true) => "both sides of this rule are all alerts, so that it mutes nothing",
        (true, false) => {
            "any alert at all mutes the targets of this rule, and so does one of lowest severity"
        }
        (false, true) => "this rule mutes every alert but its own sources",
    };
    findings.push(
        Diagnostic::new(codes::INHIBIT_ANY_ALERT, rule.whole(look), message)
            .help("name both sides: `source_matchers` and `target_matchers`"),
    );
    true
}

/// Alertmanager lets no alert be muted by one that is itself on both sides.
fn same(look: &Look, rule: &Sides, source: &Labels, target: &Labels, findings: &mut Diagnostics) {
    let within = |labels: &Labels, tests: &[Test]| labels.clone().divide(tests).1.is_empty();
    let sources_are_targets = within(source, &rule.target_tests);
    if !sources_are_targets {
        return;
    }
    let finding = |code: Code, message: String| {
        Diagnostic::new(code, rule.span(look, "target"), message)
            .because(rule.span(look, "source"), "these are sources as well")
            .help("Alertmanager lets no alert be muted by one that is itself on both sides")
    };
    if within(target, &rule.source_tests) {
        findings.push(finding(
            codes::INHIBIT_NO_EFFECT,
            "this mutes nothing: both sides are the same alerts".to_owned(),
        ));
        return;
    }
    let both = source.common(target).filter(Labels::is_certain);
    if let Some(both) = both {
        let message = format!("of these targets, those that match `{both}` are never muted");
        findings.push(finding(codes::INHIBIT_OVERLAP, message));
    }
}

/// Labels that tell how bad an alert is.
const SEVERITIES: [&str; 2] = ["severity", "priority"];

/// The gravest target is graver than the gravest source.
fn less_severe(look: &Look, rule: &Sides, source: &Labels, target: &Labels, findings: &mut Diagnostics) {
    for label in SEVERITIES {
        let ranks = |labels: &Labels| -> Option<Vec<(u32, String)>> {
            let listed = labels.get(label).listed()?;
            listed.iter().map(|value| Some((known_rank(value)?, value.to_string()))).collect()
        };
        let (Some(sources), Some(targets)) = (ranks(source), ranks(target)) else { continue };
        let (Some(gravest), Some(muted)) = (sources.iter().min(), targets.iter().min()) else { continue };
        if muted.0 < gravest.0 {
            let message = format!("`{}` alerts mute `{}` ones, which are more severe", gravest.1, muted.1);
            findings.push(
                Diagnostic::new(codes::INHIBIT_LESS_SEVERE, rule.span(look, "target"), message)
                    .because(rule.span(look, "source"), "what mutes them")
                    .help("let it mute only what is no more severe than itself"),
            );
            return;
        }
    }
    // What the sources are is known by the rules.
    let Some(alerts) = &look.alerts else { return };
    let sources = || alerts.all.iter().filter(|alert| alert.surely_matches(&rule.source_tests));
    let may = |alert: &&Alert| alert.labels.narrowed(&rule.source_tests).is_some();
    let ranks: Option<Vec<u32>> = alerts.all.iter().filter(may).map(Alert::rank).collect();
    let Some(gravest) = ranks.and_then(|ranks| ranks.into_iter().min()) else { return };
    let muted = alerts.all.iter().find(|alert| {
        alert.surely_matches(&rule.target_tests)
            && !alert.surely_matches(&rule.source_tests)
            && alert.rank().is_some_and(|rank| rank < gravest && rank <= 20)
    });
    if let (Some(muted), Some(example)) = (muted, sources().next()) {
        let severity = muted.severity().unwrap_or_default();
        let message =
            format!("this mutes `{}` ({severity}), which is more severe than what mutes it", muted.name);
        findings.push(
            Diagnostic::new(codes::INHIBIT_LESS_SEVERE, rule.span(look, "target"), message)
                .because(
                    rule.span(look, "source"),
                    format!(
                        "`{}` is one that mutes it: {}",
                        example.name,
                        example.severity().unwrap_or_default()
                    ),
                )
                .help("let it mute only what is no more severe than itself"),
        );
    }
}

/// `source_matchers` as people read it.
pub(super) fn side_words(matchers: &[Matcher]) -> String {
    matchers.iter().map(words::matcher).collect::<Vec<_>>().join(", ")
}
