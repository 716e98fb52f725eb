//! Small trees by hand. Random ones, against a reading of concrete labels: `tests/all/reach.rs`.

use super::{Labels, Tree, Values, outcomes, walk};
use crate::expr::MatchOp::{self, *};
use crate::lower::{Matcher, Route};

fn route(receiver: &str, matchers: &[(&'static str, MatchOp, &'static str)]) -> Route<'static> {
    let matchers = matchers.iter().map(|(label, op, value)| Matcher::new(*label, *op, *value)).collect();
    Route { receiver: Some(receiver.to_string()), matchers, ..Route::default() }
}

fn continued(mut route: Route<'static>) -> Route<'static> {
    route.continues = true;
    route
}

fn root(routes: Vec<Route<'static>>) -> Route<'static> {
    Route { receiver: Some("root".into()), routes, ..Route::default() }
}

/// `receiver: labels` of each outcome.
fn told(root: &Route<'static>, labels: &Labels) -> Vec<String> {
    let tree = Tree::of_route(root);
    let mut texts = Vec::new();
    for outcome in outcomes(&tree, labels) {
        assert!(outcome.is_certain());
        for labels in &outcome.labels {
            texts.push(format!("{}: {labels}", tree.node(outcome.node).settings.receiver.value));
        }
    }
    texts
}

#[test]
fn what_a_child_does_not_take_goes_on() {
    let tree = root(vec![
        route("page", &[("severity", Equal, "critical")]),
        route("api", &[("service", Regex, "api-.*")]),
    ]);
    assert_eq!(
        told(&tree, &Labels::any()),
        [
            r#"root: service!~"api-.*", severity!="critical""#,
            r#"page: severity="critical""#,
            r#"api: service=~"api-.*", severity!="critical""#,
        ]
    );
    let of_api = Labels::known([("service", "api-1")]).with("severity", Values::any());
    assert_eq!(
        told(&tree, &of_api),
        [r#"page: service="api-1", severity="critical""#, r#"api: service="api-1", severity!="critical""#,]
    );
    assert_eq!(told(&tree, &Labels::known([("severity", "info")])), [r#"root: severity="info""#]);
}

#[test]
fn continue_tells_both() {
    let tree = root(vec![
        continued(route("log", &[("severity", NotEqual, "")])),
        route("page", &[("severity", Equal, "critical")]),
    ]);
    assert_eq!(
        told(&tree, &Labels::any()),
        [r#"root: severity="""#, r#"log: severity!="""#, r#"page: severity="critical""#]
    );
}

#[test]
fn two_matchers_leave_two_parts() {
    let tree = root(vec![route("both", &[("a", Equal, "1"), ("b", Equal, "2")])]);
    assert_eq!(
        told(&tree, &Labels::any()),
        [r#"root: a!="1""#, r#"root: a="1", b!="2""#, r#"both: a="1", b="2""#]
    );
}

#[test]
fn nothing_reaches_what_siblings_take_together() {
    let tree = root(vec![
        route("known", &[("team", Regex, "a|b")]),
        route("other", &[("team", NotRegex, "[ab]")]),
        route("never", &[("team", Regex, "[ab].?|")]),
    ]);
    let prepared = Tree::of_route(&tree);
    let walk = walk(&prepared, &Labels::any());
    assert_eq!(walk.entered, [0, 1, 2]);
    assert_eq!(walk.outcomes.len(), 2, "nothing stays at the root: {walk:?}");
}

#[test]
fn a_regex_that_nobody_can_reason_about_loses_nothing() {
    let tree = root(vec![
        route("one", &[("team", Regex, ".*a.{30}")]),
        route("two", &[("team", Regex, ".*b.{29}c")]),
    ]);
    let prepared = Tree::of_route(&tree);
    let outcomes = outcomes(&prepared, &Labels::any());
    assert_eq!(outcomes.iter().map(|outcome| outcome.node).collect::<Vec<_>>(), [0, 1, 2]);
}

#[test]
fn many_parts_are_capped_and_lose_nothing() {
    // Each child doubles the ways to pass all of them.
    let names: Vec<String> = (0..40).map(|number| format!("label-{number}")).collect();
    let children = names.iter().map(|name| {
        let matcher = |value| Matcher::equal(format!("{name}-{value}"), value);
        Route { receiver: Some(name.clone()), matchers: vec![matcher("a"), matcher("b")], ..Route::default() }
    });
    let tree = root(children.collect());
    let prepared = Tree::of_route(&tree);
    let walk = walk(&prepared, &Labels::any());
    assert_eq!(walk.outcomes.len(), 41);
    assert!(walk.outcomes[40].labels.len() <= super::MOST_PARTS + 2);
    assert!(walk.outcomes[1].is_certain());
}

#[test]
fn settings_are_inherited_and_intervals_are_not() {
    let mut parent = route("parent", &[("a", Equal, "1")]);
    parent.group_wait = Some(0);
    parent.mute_time_intervals = vec!["nights".into()];
    parent.routes = vec![Route { matchers: vec![Matcher::equal("b", "2")], ..Route::default() }];
    let tree = root(vec![parent]);
    let prepared = Tree::of_route(&tree);
    let [outcome] = &outcomes(&prepared, &Labels::known([("a", "1"), ("b", "2")]))[..] else { panic!() };
    let node = prepared.node(outcome.node);
    assert_eq!((node.settings.receiver.value, node.settings.group_wait.value), ("parent", 0));
    assert_eq!(node.settings.group_interval.value, 300_000);
    assert!(node.route.mute_time_intervals.is_empty());
    assert_eq!(prepared.path(outcome.node), [0, 0]);
}
