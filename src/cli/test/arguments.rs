//! The arguments of `larum test`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// How outcomes are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TestFormat {
    /// People: a line a test, and what went wrong drawn in its source
    Text,
    /// Programs
    Json,
    /// CI systems
    Junit,
}

/// Whose meaning of ranges holds.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PrometheusVersion {
    /// A range holds the sample at its beginning
    #[value(name = "2")]
    Two,
    /// It does not
    #[value(name = "3")]
    Three,
}

#[derive(Args)]
#[command(
    after_help = "Exit codes: 0 all passed, 1 a test failed or too little is covered, 2 usage or files.\n\n\
    Examples:\n  \
    larum test                               all below this folder: programs, test files\n  \
    larum test rules/zev-mud --run database  tests whose names hold `database`\n  \
    larum test rules_test.yml                a file of `promtool test rules`\n  \
    larum test --prometheus 2 old_test.yml   with the ranges of Prometheus 2\n  \
    larum test --watch                       again, whenever a file changes\n  \
    larum test --coverage --fail-under 90    what no test has exercised\n  \
    larum test --format junit -o tests.xml   for CI"
)]
pub struct TestOptions {
    /// Folders and files: programs, and files of `promtool test rules`
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// Only tests whose names match
    #[arg(long, value_name = "REGEX")]
    pub run: Option<String>,
    /// Run again whenever a file changes
    #[arg(long, conflicts_with = "output")]
    pub watch: bool,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: TestFormat,
    /// Write the outcomes to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Show which alerts, levels, steps, routes and escalations no test has exercised
    #[arg(long)]
    pub coverage: bool,
    /// Fail when less than this is covered
    #[arg(long, value_name = "PERCENT")]
    pub fail_under: Option<f64>,
    /// Whose ranges the tests of files were written for
    #[arg(long, value_name = "VERSION", default_value = "3")]
    pub prometheus: PrometheusVersion,
    /// Features that are switched on for files: `promql-experimental-functions`, `promql-delayed-name-removal`
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub enable_feature: Vec<String>,
    /// Pass over fields of rule files that Prometheus does not know
    #[arg(long)]
    pub ignore_unknown_fields: bool,
}
