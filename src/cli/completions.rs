//! `larum completions SHELL`

use super::arguments::{Arguments, CompletionsOptions};
use super::{Failure, Outcome};
use clap::CommandFactory;

pub(super) fn run(options: &CompletionsOptions) -> Result<Outcome, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "larum", &mut script);
    super::screen::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
