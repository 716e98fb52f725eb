//! The `larum` program: parse arguments, run the command, exit.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    larum::cli::run(larum::cli::Arguments::parse()).into()
}
