//! `larum simulate`: a burst of errors, as text, drawing, page and data.

use super::{PROGRAM, counted};
use crate::support::command::Project;

/// Errors for twenty minutes, from minute ten on; one instance is down for five.
const SERIES: &str = r#"# a burst of errors
every 30s
http_requests_total{job="shop", handler="/save", status="500"} 0+0x20 0+20x40 800+0x80
http_requests_total{job="shop", handler="/save", status="200"} 0+180x140
http_requests_total{job="shop", handler="/load", status="200"} 0+180x140
up{job="shop", instance="a:80"} 1x60 0x10 1x70
"#;

fn project() -> Project {
    Project::of(&[("program.larum", PROGRAM), ("errors.series", SERIES)])
}

#[track_caller]
fn simulated(project: &Project, arguments: &[&str]) -> String {
    let ran = project.larum(&[&["simulate", "--series", "errors.series"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    ran.stdout
}

#[test]
fn the_story_is_told_in_order_of_time() {
    let text = simulated(&project(), &["--only", "ErrorRate"]);
    let events: Vec<&str> = text.lines().map(str::trim).filter(|line| line.contains("  ")).collect();
    for event in [
        "critical is pending",
        "critical fires",
        "told oncall (pagerduty), team (slack): critical fires",
        "critical, step 2 fires",
        "told managers (pagerduty): critical, step 2 fires",
        "warning: inhibited, nobody is told",
        "critical is over",
    ] {
        assert!(events.iter().any(|line| line.ends_with(event)), "no `{event}` in\n{text}");
    }
    for shown in ["critical > 5% ┼", "critical until < 3% ┼", "warning > 1% ┼", "handler=\"/save\"", "█"]
    {
        assert!(text.contains(shown), "no `{shown}` in\n{text}");
    }
    assert!(text.contains(|c| ('\u{2801}'..='\u{28ff}').contains(&c)), "no curve in\n{text}");
    assert!(!text.contains('\u{1b}'), "colours in a pipe");
}

#[test]
fn counts_say_how_often_and_how_long() {
    let (levels, channels) = counted(&simulated(&project(), &["--format", "json"]));
    let level = |alert: &str, severity: &str, step: u64| {
        let mut found = levels.iter().filter(|level| {
            level["alert"] == alert && level["severity"] == severity && level["step"] == step
        });
        found.next().unwrap_or_else(|| panic!("no {alert} {severity} {step} in {levels:?}")).clone()
    };
    let critical = level("ErrorRate", "critical", 1);
    assert_eq!((&critical["fired"], &critical["series"]), (&1.into(), &1.into()));
    assert_eq!(critical["messages"], serde_json::json!({"oncall": 1, "team": 1}));
    assert_eq!(level("ErrorRate", "critical", 2)["messages"], serde_json::json!({"managers": 1}));
    assert_eq!(level("ErrorRate", "warning", 1)["messages"], serde_json::json!({}), "inhibited");
    // `for 1m` of five and a half minutes.
    assert_eq!(level("ShopDown", "critical", 1)["firing_ms"], 270_000);
    assert_eq!(level("ShopDown", "critical", 2)["fired"], 0);
    let told = channels.as_array().expect("channels").iter().map(|own| own["channel"].as_str().unwrap_or(""));
    assert_eq!(told.collect::<Vec<_>>(), ["managers", "oncall", "team"]);
}

#[test]
fn pictures_are_well_formed_and_need_nothing_else() {
    let project = project();
    for name in ["story.svg", "story.html"] {
        simulated(&project, &["-o", name]);
        let text = project.read(name);
        let body = text.trim_start_matches("<!DOCTYPE html>\n");
        let document = roxmltree::Document::parse(body).unwrap_or_else(|error| panic!("{name}: {error}"));
        let all: Vec<&str> = document.descendants().filter_map(|node| node.text()).collect();
        for words in ["critical > 5%", "critical until < 3%", "warning > 1%", "critical, step 2", "managers"]
        {
            assert!(all.iter().any(|text| text.contains(words)), "{name}: no `{words}`");
        }
        assert!(all.iter().any(|text| text.starts_with("oncall told at ")), "{name}: marks say nothing");
        for foreign in ["<script", "<link", "@import", "url(", "src="] {
            assert!(!text.contains(foreign), "{name} holds `{foreign}`");
        }
        let names = document.descendants().flat_map(|node| node.attributes()).map(|own| own.value());
        let abroad = names.filter(|value| value.starts_with("http") && !value.contains("w3.org"));
        assert_eq!(abroad.count(), 0, "{name}");
    }
}

#[test]
fn times_are_those_of_a_clock_when_it_starts_at_one() {
    let starting = ["--starting", "2026-03-29T01:30[Europe/Berlin]", "--only", "ShopDown"];
    let text = simulated(&project(), &starting);
    assert!(text.contains("Sunday, 29 March 2026, 01:30"), "{text}");
    // Half an hour later clocks go forward.
    assert!(text.contains("2026-03-29 03:01:30  critical fires"), "{text}");
}

#[test]
fn a_scenario_is_a_test_without_its_assertions() {
    let test = r#"
test "burst" {
  series every 30s {
    up{job="shop", instance="a:80"} 1x10 0x60
  }
  silence ShopDown at 6m for 5m
  restart prometheus at 20m
  at 30m ShopDown is firing
}
"#;
    let project = Project::of(&[("program.larum", PROGRAM), ("test.larum", test)]);
    let ran = project.larum(&["simulate", "--scenario", "burst"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for words in ["test “burst”", "critical fires", "silenced", "told oncall (pagerduty), team (slack)"] {
        assert!(ran.stdout.contains(words), "no `{words}` in\n{}", ran.stdout);
    }
    let ran = project.larum(&["simulate", "--scenario", "burs"]);
    assert_eq!(
        (ran.code, ran.stderr.as_str()),
        (2, "larum: the program has no test `burs`; did you mean `burst`?\n")
    );
}

#[test]
fn what_cannot_be_done_is_said() {
    let project = project();
    project.write("bad.series", "every 30s\nup 1 2y\n");
    project.write("none.series", "# nothing\n");
    for (arguments, said) in [
        (&["--series", "bad.series"][..], "bad.series:2:"),
        (&["--series", "none.series"], "none.series holds no series"),
        (&["--series", "gone.series"], "cannot read gone.series"),
        (&["--series", "errors.series", "--only", "ErrorRat"], "did you mean `ErrorRate`?"),
        (&["--series", "errors.series", "--for", "soon"], "--for: "),
        (&["--series", "errors.series", "--for", "0s"], "a run is longer than nothing"),
        (&["--series", "errors.series", "--for", "200y"], "give a shorter `--for`"),
        (&["--series", "errors.series", "-o", "story.png"], "give `--format`"),
        (&["--series", "errors.series", "--starting", "noon"], "`noon` is no time"),
    ] {
        let ran = project.larum(&[&["simulate"], arguments].concat());
        assert!(ran.code == 2 && ran.stderr.contains(said), "{arguments:?}: {}", ran.stderr);
    }
}

/// The picture of the page is that of the page's program. A new one is in the build folder.
#[test]
fn the_picture_of_the_page_is_the_one_that_is_drawn() {
    let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let page = std::fs::read_to_string(docs.join("simulate.md")).expect("the page");
    let program = crate::support::markdown::blocks(&page);
    let program = program.iter().find(|block| block.language == "larum").expect("a program");
    let project = Project::of(&[("shop/program.larum", program.text)]);
    let ran = project.larum(&["simulate", "shop", "--scenario", "burst", "--format", "svg"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    if std::fs::read_to_string(docs.join("simulate.svg")).ok().as_ref() != Some(&ran.stdout) {
        let fresh = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("simulate.svg");
        std::fs::write(&fresh, &ran.stdout).expect("the build folder takes a file");
        panic!("docs/simulate.svg is out of date; the right one is {}", fresh.display());
    }
}
