//! The arguments of `larum backtest`.

use super::super::simulate::StoryOptions;
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
#[command(
    after_help = "What was fetched stays on disk: a run that was stopped goes on where it was, and the next one, with another\n\
    threshold, fetches nothing. Nothing is written to the server.\n\n\
    Examples:\n  \
    larum backtest rules/zev-mud --prometheus http://prometheus:9090 --since 30d\n  \
    larum backtest --prometheus https://prometheus.example.com --bearer-token-file token --since 7d --only HighErrorRate\n  \
    larum backtest --prometheus http://localhost:9090 --since 2026-10-01 --until 2026-11-01 -o october.html\n  \
    larum backtest --prometheus http://localhost:9090 --since 30d --set limit=10%  how many pages fewer?"
)]
pub struct BacktestOptions {
    /// The folder of the program
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[command(flatten)]
    pub server: ServerOptions,
    /// From when on: how long ago, or a time
    #[arg(long, value_name = "TIME", default_value = "7d")]
    pub since: String,
    /// Until when: how long ago, or a time
    #[arg(long, value_name = "TIME", default_value = "now")]
    pub until: String,
    /// Evaluate all rules so often, in place of their own intervals
    #[arg(long, value_name = "TIME")]
    pub step: Option<String>,
    /// How long before `--since` rules begin to run; by default as long as they look back on each other
    #[arg(long, value_name = "TIME")]
    pub warm_up: Option<String>,
    /// Whose clock times are shown by
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub zone: String,
    /// Requests at a time
    #[arg(long, value_name = "NUMBER", default_value_t = 4)]
    pub connections: usize,
    /// Where what was fetched is kept; by default in the folder of the user's caches
    #[arg(long, value_name = "FOLDER")]
    pub cache: Option<PathBuf>,
    /// Keep nothing on disk, and use nothing that is there
    #[arg(long, conflicts_with = "cache")]
    pub no_cache: bool,
    #[command(flatten)]
    pub story: StoryOptions,
}

/// Where the server is, and what lets us in.
#[derive(Args)]
pub struct ServerOptions {
    /// The address of a Prometheus, or of what speaks like one
    #[arg(long, value_name = "URL")]
    pub prometheus: String,
    /// A header of each request, such as `X-Scope-OrgID: 1`; may be given again
    #[arg(long, value_name = "NAME: VALUE")]
    pub header: Vec<String>,
    /// A file that holds `NAME:PASSWORD`; else LARUM_BASIC_AUTH does
    #[arg(long, value_name = "FILE", conflicts_with = "bearer_token_file")]
    pub basic_auth_file: Option<PathBuf>,
    /// A file that holds a token for `Authorization: Bearer`; else LARUM_BEARER_TOKEN does
    #[arg(long, value_name = "FILE")]
    pub bearer_token_file: Option<PathBuf>,
    /// Certificates of authorities in PEM, in place of those that browsers trust
    #[arg(long, value_name = "FILE")]
    pub ca_file: Option<PathBuf>,
    /// The certificate in PEM that shows the server who we are
    #[arg(long, value_name = "FILE", requires = "key_file")]
    pub cert_file: Option<PathBuf>,
    /// Its private key in PEM
    #[arg(long, value_name = "FILE", requires = "cert_file")]
    pub key_file: Option<PathBuf>,
    /// How long an answer may take
    #[arg(long, value_name = "TIME", default_value = "2m")]
    pub timeout: String,
}
