//! The alert that always fires: its channel hears of it at each multiple of its time.

use super::{ESCALATION, perform_with};
use crate::support::live::ALLOWANCE;

#[test]
fn the_watchdog_beats() {
    let program = r#"
channel deadmans = webhook { url "http://127.0.0.1:PORT/deadmans" }
watchdog every 6s notify deadmans
alert Load { critical when load > 5 for 2s  summary "a load of ${value}" }
"#;
    let mut stage = perform_with("the watchdog", &[ESCALATION, program].concat(), 1);
    let start = stage.timeline.now();
    stage.expect(start, 0.0, &["deadmans firing Watchdog"]);
    stage.quiet_until(start); // it was told once
    stage.sleep(6.0 * 6.0 + ALLOWANCE);
    let beats: Vec<f64> = stage.timeline.told().iter().map(|(at, _)| at.0.as_secs_f64()).collect();
    assert!(beats.len() >= 7, "{} beats", beats.len());
    for (number, beat) in beats.iter().enumerate() {
        let due = beats[0] + 6.0 * number as f64;
        // The first one may itself have been late.
        assert!((due - 2.0..due + ALLOWANCE).contains(beat), "beat {number} at {beat:.1}, due at {due:.1}");
    }
}
