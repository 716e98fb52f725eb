//! `larum check [PATH…]`

use super::arguments::CheckOptions;
use super::program::Program;
use super::progress::Progress;
use super::{Failure, Outcome, load, screen};

pub(super) fn run(options: &CheckOptions) -> Result<Outcome, Failure> {
    let mut worst = Outcome::Clean;
    for folder in load::programs(&options.paths)? {
        let mut progress = Progress::new();
        let program = Program::everywhere(&folder, options.notes, &mut progress)?;
        progress.clear();
        screen::print(&screen::findings(&program.findings, &program.sources, &std::io::stdout()))?;
        worst = worst.max(program.outcome(options.deny));
    }
    Ok(worst)
}
