//! The pictures of the real systems hold all of them: what the rules and routes name is drawn.

use super::built::{in_parallel, list, production, yaml};
use super::coverage;
use crate::pictures::read;
use crate::support::command::Project;

#[test]
fn every_alert_channel_and_window_of_every_system_is_drawn() {
    in_parallel(production(), |built| {
        let source = built.source.to_str().expect("a UTF-8 path");
        let draw = |format| {
            let ran = Project::of(&[]).larum(&["graph", source, "--format", format]);
            assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{source}");
            ran.stdout
        };
        let page = read(&draw("html")).text;
        let missing: Vec<_> =
            coverage::alert_names(built).into_iter().filter(|name| !page.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "{source}: the page lacks {missing:?}");
        let config = yaml(&built.alertmanager);
        let names =
            |key| list(&config, key).into_iter().map(|one| one["name"].as_str().unwrap_or("").to_string());
        for text in [page, read(&draw("svg")).text] {
            for interval in names("time_intervals") {
                let name = interval.trim_start_matches("maintenance/");
                assert!(text.contains(name), "{source}: {name} is missing");
            }
            for receiver in
                names("receivers").filter(|name| !name.starts_with("watchdog/") && name.contains('/'))
            {
                let policy = receiver.split('/').next().unwrap_or_default();
                assert!(text.contains(policy), "{source}: {policy} is missing");
            }
        }
    });
}
