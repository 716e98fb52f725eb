//! The arguments of `larum simulate`.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What a story is written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum StoryFormat {
    /// A drawing for the terminal
    Text,
    /// A drawing for a document
    Svg,
    /// A page to be read, printed and kept
    Html,
    /// Data for programs
    Json,
}

/// How a story is written, and where.
#[derive(Args)]
pub struct StoryOptions {
    /// This alert alone, also when it is never active
    #[arg(long, value_name = "ALERT")]
    pub only: Option<String>,
    /// Another value of a `let`, and what that changes; may be given again
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// By default as the name of the file says
    #[arg(short, long)]
    pub format: Option<StoryFormat>,
    /// The file to write; `-` prints
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// The environment whose redeclarations apply
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
}

#[derive(Args)]
#[command(
    after_help = "FILE holds series in the notation of tests below a line `every 15s`, is a test file of promtool (.yml),\n\
    or was recorded: `promtool tsdb dump-openmetrics` (.om, or `# EOF` at its end).\n\n\
    Examples:\n  \
    larum simulate rules/zev-mud --scenario 'a burst of errors pages'   the series of a test, without its assertions\n  \
    larum simulate rules/zev-mud --series errors.series --for 2h        series of your own, and two hours\n  \
    larum simulate --series errors.series -o errors.html                for the postmortem\n  \
    larum simulate --series errors.series --starting '2026-03-01T01:30[Europe/Berlin]'   windows count\n  \
    larum simulate --scenario burst --set limit=10%                    what another limit would change"
)]
pub struct SimulateOptions {
    /// The folder of the program
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The series of a file
    #[arg(long, value_name = "FILE", required_unless_present = "scenario", conflicts_with = "scenario")]
    pub series: Option<PathBuf>,
    /// The series, silences and restarts of a `test` of the program
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// How long it runs; by default until the last sample
    #[arg(long = "for", value_name = "TIME")]
    pub lasts: Option<String>,
    /// When it starts: RFC 3339, or a clock's reading with [Zone/Name]
    #[arg(long, value_name = "TIME", conflicts_with = "scenario")]
    pub starting: Option<String>,
    #[command(flatten)]
    pub story: StoryOptions,
}
