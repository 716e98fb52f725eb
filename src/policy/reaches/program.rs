//! Whether the alerts of a program reach their targets. While another alert mutes an alert, that one must tell
//! the target itself; other levels of the same alert are the same incident.

use super::findings::{failure, only_for};
use super::{Lags, Question, Verdict, seen, verdict};
use crate::diag::codes;
use crate::lower::AlertmanagerConfig;
use crate::model::policy::Reaches;
use crate::model::{Alert, Level, Model};
use crate::policy::failure::Failure;
use crate::policy::item::Item;
use crate::policy::program::title;
use crate::policy::routes::{Cell, Routes};
use crate::policy::told::Horizons;
use crate::reach::Times;
use crate::reach::program::{Delay, Inhibition, RuleId, labels_of};
use crate::reach::symbolic::Labels;
use crate::text::{Span, Spanned};
use std::collections::HashMap;
use std::sync::Arc;

pub(crate) struct OfProgram<'c> {
    pub model: &'c Model,
    routes: Routes<'c>,
    inhibition: Inhibition<'c>,
    /// By the word of the target: by inhibit rule the alerts that may mute others by it, and do not tell the target.
    silent: HashMap<Span, HashMap<RuleId, Vec<Source>>>,
    seen: HashMap<Span, Arc<Times>>,
}

/// A level that mutes others.
struct Source {
    place: (usize, usize),
    labels: Labels,
}

impl<'c> OfProgram<'c> {
    pub fn new(model: &'c Model, config: &'c AlertmanagerConfig<'c>, horizons: Horizons) -> OfProgram<'c> {
        OfProgram {
            model,
            routes: Routes::new(config, horizons),
            inhibition: Inhibition::new(config),
            silent: HashMap::new(),
            seen: HashMap::new(),
        }
    }

    pub fn failures(&mut self, asked: &Reaches, item: &Item) -> Vec<Failure> {
        let model = self.model;
        let Some(alert) = model.alerts.get(item.place.0) else { return Vec::new() };
        let Some(level) = alert.levels.get(item.place.1) else { return Vec::new() };
        let lags = lags(model, alert, level);
        let mut failures = Vec::new();
        for target in &asked.targets {
            let seen = self.seen(asked, target);
            let question = Question { target, within: asked.within, seen: &seen };
            let Some(cells) = self.cells(alert, level) else { continue };
            let failing: Vec<(&Cell, Verdict)> = cells
                .iter()
                .map(|cell| (cell, verdict(cell, &lags, &question, &self.routes.horizons)))
                .filter(|(_, verdict)| *verdict != Verdict::Proven)
                .collect();
            if let Some((cell, verdict)) = failing.first() {
                let (found, names) =
                    failure(item, target, asked, (cell, &lags), (&question, verdict), &mut self.routes);
                let found = if failing.len() < cells.len() { only_for(cell, &cells, found) } else { found };
                let mut found = Failure { span: Some(level.span), ..self.explained(found, &names) };
                if *verdict == Verdict::Never {
                    found.causes.push((model.escalations[level.escalation].span, "who is told".to_string()));
                }
                failures.push(found);
            } else if let Some(found) = self.muted(item, target, asked, alert, level, &question) {
                failures.push(found);
            }
        }
        failures
    }

    fn seen(&mut self, asked: &Reaches, target: &Spanned<String>) -> Arc<Times> {
        let horizons = &self.routes.horizons;
        self.seen.entry(target.span).or_insert_with(|| Arc::new(seen(asked, horizons))).clone()
    }

    fn cells(&mut self, alert: &Alert, level: &Level) -> Option<Arc<[Cell<'c>]>> {
        let steps = self.model.escalations[level.escalation].steps.len();
        let labels: Vec<Labels> =
            (1..=steps).map(|number| labels_of(self.model, alert, level, number)).collect();
        self.routes.cells(&labels)
    }

    /// With the places of what quiets it.
    fn explained(&self, mut failure: Failure, names: &[String]) -> Failure {
        for name in names {
            let maintenance = name
                .strip_prefix("maintenance/")
                .and_then(|name| self.model.maintenances.iter().find(|maintenance| maintenance.name == name));
            let window = || self.model.windows.iter().find(|window| window.name == *name);
            let place = maintenance.map(|maintenance| maintenance.span).or_else(|| Some(window()?.span));
            failure.causes.extend(place.map(|place| (place, "these times".to_string())));
        }
        failure
    }

    /// Another alert that may mute this one and does not tell the target.
    fn muted(
        &mut self,
        item: &Item,
        target: &Spanned<String>,
        asked: &Reaches,
        alert: &Alert,
        level: &Level,
        question: &Question,
    ) -> Option<Failure> {
        let labels = labels_of(self.model, alert, level, 1);
        let mut rules = self.inhibition.with_target(&labels);
        // Those that mute only what bears the same name are levels of one alert.
        rules.retain(|rule| !self.inhibition.rule(*rule).equal.contains(&"alertname"));
        if rules.is_empty() {
            return None;
        }
        if !self.silent.contains_key(&target.span) {
            let silent = self.silent_sources(asked, question);
            self.silent.insert(target.span, silent);
        }
        let silent = self.silent.get(&target.span)?;
        for rule in rules {
            for source in silent.get(&rule).into_iter().flatten() {
                if source.place.0 == item.place.0 || !self.inhibition.may_quiet(rule, &source.labels, &labels)
                {
                    continue;
                }
                let (other, place) = title(self.model, source.place)?;
                let inhibits = self.inhibition.rule(rule);
                let message =
                    format!("nobody tells `{}` of {} while {other} fires", target.value, item.title);
                let mut found = Failure::new(codes::POLICY_UNREACHED, Some(level.span), message, target.span)
                    .here(format!("muted by `{}`", inhibits.name));
                found.causes.push((place, format!("does not tell `{}` itself", target.value)));
                found.causes.extend(inhibits.span.map(|span| (span, "mutes it".to_string())));
                return Some(found);
            }
        }
        None
    }

    /// The levels that mute others and do not tell the target as they should, once they fire.
    fn silent_sources(&mut self, asked: &Reaches, question: &Question) -> HashMap<RuleId, Vec<Source>> {
        let model = self.model;
        let mut silent: HashMap<RuleId, Vec<Source>> = HashMap::new();
        for (index, alert) in model.alerts.iter().enumerate() {
            for (place, level) in alert.levels.iter().enumerate() {
                let labels = labels_of(model, alert, level, 1);
                let rules = self.inhibition.with_source(&labels);
                if rules.is_empty() {
                    continue;
                }
                let steps = &model.escalations[level.escalation].steps;
                let lags = Lags { unseen: 0, pending: steps.iter().map(|step| step.after).collect() };
                let question = Question { within: asked.within, ..*question };
                let Some(cells) = self.cells(alert, level) else { continue };
                let tells =
                    |cell: &Cell| verdict(cell, &lags, &question, &self.routes.horizons) == Verdict::Proven;
                if cells.iter().all(tells) {
                    continue;
                }
                for rule in rules {
                    let labels = labels.clone();
                    silent.entry(rule).or_default().push(Source { place: (index, place), labels });
                }
            }
        }
        silent
    }
}

/// How long a level takes, to each of its steps.
pub fn lags(model: &Model, alert: &Alert, level: &Level) -> Lags {
    let steps = model.escalations[level.escalation].steps.len();
    let delays: Vec<Delay> = (1..=steps).map(|number| Delay::of(model, alert, level, number, 0)).collect();
    Lags {
        unseen: delays.first().map_or(0, |delay| delay.scrape + delay.evaluation),
        pending: delays.iter().map(|delay| delay.pending).collect(),
    }
}
