//! `reaches` against trying it out: for random programs, at instants of a year, each look of Alertmanager at each
//! step of an alert is asked of the concrete walk and the calendar, which are held against amtool elsewhere.

use crate::support::dice::Dice;
use crate::support::models::{MINUTE, SECOND};
use crate::support::random;
use crate::support::source::TODAY;
use jiff::{SignedDuration, Timestamp};
use larum::lower::{AlertmanagerConfig, Route, lower};
use larum::model::{Alert, Level, Millis, Model};
use larum::policy::{Cell, Horizons, Question, Routes, Verdict, lags, verdict};
use larum::reach::Times;
use larum::reach::concrete::{Calendar, Tree};
use larum::reach::program::{Delay, labels_of};

/// A level of a random program with known labels, and the tools to try it out.
struct Trial<'m> {
    model: &'m Model,
    config: &'m AlertmanagerConfig<'m>,
    tree: Tree<'m>,
    calendar: Calendar<'m>,
    alert: &'m Alert,
    level: &'m Level,
}

impl<'m> Trial<'m> {
    /// Who tells the target: the route, how long it takes to its first look, and from look to look.
    fn tellers(&self, cell: &Cell, target: &str) -> Vec<(&'m Route<'m>, Delay, Millis)> {
        let steps = self.model.escalations[self.level.escalation].steps.len();
        let mut tellers = Vec::new();
        for number in 1..=steps {
            let labels = labels_of(self.model, self.alert, self.level, number);
            let mut known: Vec<(String, String)> = Vec::new();
            let example = cell.labels.example().expect("cells have examples");
            for (name, value) in example.iter().filter(|(name, _)| &**name != "escalation") {
                known.push((name.to_string(), value.to_string()));
            }
            for (name, values) in labels.named() {
                if known.iter().all(|(label, _)| label != name)
                    && let Some(value) = values.only().filter(|value| !value.is_empty())
                {
                    known.push((name.to_string(), value.to_string()));
                }
            }
            let known: Vec<(&str, &str)> =
                known.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            for visit in self.tree.visits(&known) {
                let receiver = visit.settings.receiver.value;
                let receiver = self.config.receivers.iter().find(|one| one.name == receiver);
                let tells = receiver.is_some_and(|receiver| {
                    let named = |name: &&str| *name == target;
                    receiver
                        .integrations
                        .iter()
                        .any(|one| one.kind == target || one.channels.iter().any(named))
                });
                if tells {
                    let wait = visit.settings.group_wait.value;
                    let delay = Delay::of(self.model, self.alert, self.level, number, wait);
                    tellers.push((visit.route, delay, visit.settings.group_interval.value));
                }
            }
        }
        tellers
    }

    /// Whether one of the looks of Alertmanager tells in time what is seen at an instant.
    fn told(&self, tellers: &[(&'m Route<'m>, Delay, Millis)], within: Millis, seen: Timestamp) -> bool {
        tellers.iter().any(|(route, delay, again)| {
            let latest = within - delay.scrape - delay.evaluation;
            let mut looks = (0..).map(|look| delay.best() + look * again).take_while(|look| *look <= latest);
            looks.any(|look| {
                let at = seen + SignedDuration::from_millis(look);
                self.calendar.quiet(route, at).is_none()
            })
        })
    }
}

/// Instants to look at: some by chance, and those around the edges of what was reckoned.
fn instants(dice: &mut Dice, seen: &Times, verdict: &Verdict) -> Vec<Timestamp> {
    let minutes = seen.horizon().end.duration_since(seen.horizon().start).as_mins() as usize - 1;
    let mut all: Vec<Timestamp> = (0..25)
        .map(|_| seen.horizon().start + SignedDuration::from_mins(dice.number(0, minutes) as i64))
        .collect();
    if let Verdict::Gaps(gaps) = verdict {
        for range in gaps.ranges().iter().take(8) {
            for edge in [range.start, range.end] {
                all.extend([-1, 0, 1].map(|second| edge + SignedDuration::from_secs(second)));
            }
        }
    }
    all.retain(|instant| seen.contains(*instant));
    all
}

#[test]
fn what_is_proven_is_what_trying_finds() {
    let mut dice = Dice::new();
    let (mut proven, mut gaps, mut never, mut late) = (0, 0, 0, 0);
    for _ in 0..40 {
        let model = random::model(&mut dice);
        let output = lower(&model);
        let config = &output.alertmanager;
        let horizons = Horizons::from(TODAY);
        let mut routes = Routes::new(config, horizons.clone());
        for (alert, level) in
            model.alerts.iter().flat_map(|alert| alert.levels.iter().map(move |level| (alert, level)))
        {
            let tree = Tree::new(config).expect("lowering writes regexes that are right");
            let trial = Trial { model: &model, config, tree, calendar: Calendar::new(config), alert, level };
            let steps = model.escalations[level.escalation].steps.len();
            let labels: Vec<_> = (1..=steps).map(|number| labels_of(&model, alert, level, number)).collect();
            let Some(cells) = routes.cells(&labels) else { continue };
            let channel = dice.one_of(&model.channels);
            let target = if dice.chance(70) { &channel.name } else { &channel.kind };
            let within = *dice.one_of(&[40 * SECOND, 10 * MINUTE, 35 * MINUTE, 150 * MINUTE]);
            let window = model.windows.first().filter(|_| dice.chance(30));
            let seen = match window {
                Some(window) => Times::of(&window.intervals, &horizons.seen),
                None => Times::always(&horizons.seen),
            };
            for cell in cells.iter() {
                let question = Question { target, within, seen: &seen };
                let answer = verdict(cell, &lags(&model, alert, level), &question, &horizons);
                match &answer {
                    Verdict::Proven => proven += 1,
                    Verdict::Gaps(_) => gaps += 1,
                    Verdict::Never => never += 1,
                    Verdict::Late(_) => late += 1,
                }
                let tellers = trial.tellers(cell, target);
                let first = tellers.iter().map(|(_, delay, _)| delay.best()).min().unwrap_or(0);
                for at in instants(&mut dice, &seen, &answer) {
                    // What is first told outside of the window is no matter of it.
                    if window.is_some() && !seen.contains(at + SignedDuration::from_millis(first)) {
                        continue;
                    }
                    let expected = match &answer {
                        Verdict::Proven => true,
                        Verdict::Gaps(gaps) => !gaps.contains(at),
                        Verdict::Never | Verdict::Late(_) => false,
                    };
                    let told = trial.told(&tellers, within, at);
                    assert_eq!(
                        told, expected,
                        "{at} {target} within {within}: {answer:?} for {}",
                        cell.labels
                    );
                }
            }
        }
    }
    assert!(proven > 20 && gaps > 20 && never > 5 && late > 20, "{proven} {gaps} {never} {late}");
}
