//! The command line: one file a command. Only this module reads files, writes them, and prints.

mod arguments;
mod backtest;
mod build;
mod build_target;
mod build_tests;
mod check;
mod completions;
mod diff;
mod explain;
mod explain_alert;
mod git;
mod graph;
mod init;
mod judge;
mod load;
mod moment;
mod output;
mod policy;
mod program;
mod progress;
mod route;
mod project;
mod screen;
mod set;
mod simulate;
mod test;

pub use arguments::Arguments;

use arguments::Command;
use std::process::ExitCode;

/// How a run ended; the numbers are the exit codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Clean = 0,
    /// The program, or what is on disk, is not as it should be.
    Findings = 1,
    /// The command could not do its work: arguments, files.
    Failed = 2,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> ExitCode {
        ExitCode::from(outcome as u8)
    }
}

/// Runs one command. What went wrong with files or arguments is printed to stderr.
pub fn run(arguments: Arguments) -> Outcome {
    let result = match arguments.command {
        Command::Check(options) => check::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Graph(options) => graph::run(&options),
        Command::Diff(options) => diff::run(&options),
        Command::Route(options) => route::run(&options),
        Command::Policy(options) => policy::run(&options),
        Command::Simulate(options) => simulate::run(&options),
        Command::Backtest(options) => backtest::run(&options),
        Command::Test(options) => test::run(&options),
        Command::Init(options) => init::run(&options),
        Command::Completions(options) => completions::run(&options),
    };
    result.unwrap_or_else(|failure| {
        eprintln!("larum: {failure}");
        Outcome::Failed
    })
}

/// Why a command could not do its work, in words for its user.
#[derive(Debug)]
pub struct Failure(String);

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl Failure {
    fn new(message: impl Into<String>) -> Failure {
        Failure(message.into())
    }

    /// `cannot read PATH: permission denied`
    fn io(verb: &str, path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure(format!("cannot {verb} {}: {error}", path.display()))
    }
}
