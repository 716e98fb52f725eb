//! The arguments of each command.

use super::backtest::BacktestOptions;
use super::diff::DiffOptions;
use super::simulate::SimulateOptions;
use super::test::TestOptions;
use crate::report::Format;
use crate::target::Target;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Compiler and policy linter for alerting: from threshold to the person who is paged.
#[derive(Parser)]
#[command(version, about, max_term_width = 100)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Say what is wrong with programs
    Check(CheckOptions),
    /// Compile a program to Prometheus rules and an Alertmanager configuration
    Build(BuildOptions),
    /// Show an alert as it will be, or the page of a diagnostic code
    Explain(ExplainOptions),
    /// Draw who is told of what, and when
    Graph(GraphOptions),
    /// Say what changes for those on call between two programs
    Diff(DiffOptions),
    /// Show who is told of an alert, by which route, and why
    Route(RouteOptions),
    /// Run tests: of the way from a series to the person who is told
    Test(TestOptions),
    /// Print what the policies of a program ask for, as prose for the handbook
    Policy(PolicyOptions),
    /// Run a program over series, and draw what happens and who is told
    Simulate(SimulateOptions),
    /// Run a program over the history of a Prometheus, and count who would have been told
    Backtest(Box<BacktestOptions>),
    /// Write a small program to begin with
    Init(InitOptions),
    /// Print the completions of a shell
    Completions(CompletionsOptions),
}

/// What counts as a failure.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings fail, too
    Warnings,
}

/// What makes `check` fail.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Error,
    /// Errors, too
    Warning,
    /// Whatever is shown
    Note,
}

/// For whom findings are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// People: findings drawn in their source
    Text,
    /// Programs: documented and versioned
    Json,
    /// Code scanning: SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    Junit,
    Checkstyle,
}

impl ReportFormat {
    /// None for people.
    pub fn machine(self) -> Option<Format> {
        Some(match self {
            ReportFormat::Text => return None,
            ReportFormat::Json => Format::Json,
            ReportFormat::Sarif => Format::Sarif,
            ReportFormat::Github => Format::Github,
            ReportFormat::Gitlab => Format::Gitlab,
            ReportFormat::Junit => Format::Junit,
            ReportFormat::Checkstyle => Format::Checkstyle,
        })
    }
}

#[derive(Args)]
#[command(after_help = "Exit codes: 0 clean, 1 findings, 2 usage or files.\n\nExamples:\n  \
    larum check                             all below this folder: programs, rule files, alertmanager.yml\n  \
    larum check rules.yml alertmanager.yml  files, looked at together\n  \
    larum check --fail-on error rules       warnings pass\n  \
    larum check --fix rules.yml             make the corrections that are certain\n  \
    larum check --write-baseline known.json rules  begin with an old code base …\n  \
    larum check --baseline known.json rules        … and hear of what is new\n  \
    larum check --format sarif -o larum.sarif      for code scanning")]
pub struct CheckOptions {
    /// Folders and files: programs, Prometheus rules, configurations of Alertmanager
    #[arg(default_value = ".")]
    pub paths: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ReportFormat,
    /// Write them to a file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// From which level on a finding fails the run
    #[arg(long, value_name = "LEVEL", default_value = "warning")]
    pub fail_on: FailOn,
    /// Show notes, too: what cannot be done better, but is good to know
    #[arg(long)]
    pub notes: bool,
    /// Show also matters of taste and of caution
    #[arg(long)]
    pub pedantic: bool,
    /// Leave out the findings that this file knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Write all findings to a file that `--baseline` reads
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,
    /// Only what is about rules and statements that changed since a revision of git
    #[arg(long, value_name = "REVISION")]
    pub changed_since: Option<String>,
    /// Make the corrections that are certain
    #[arg(long)]
    pub fix: bool,
    /// Make also corrections that may change what somebody relies on
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Programs whose policies hold for YAML files, too
    #[arg(long, value_name = "PATH")]
    pub policy: Vec<PathBuf>,
}

/// Systems that evaluate rules.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TargetName {
    /// Prometheus and Alertmanager
    Prometheus,
    /// Objects of the Prometheus Operator
    Operator,
    /// Rules and configuration of a tenant of Grafana Mimir
    Mimir,
    /// Thanos Ruler
    Thanos,
    /// vmalert of VictoriaMetrics
    Vmalert,
}

impl TargetName {
    /// None for Prometheus, whose files are what programs are lowered to.
    pub fn other(self) -> Option<Target> {
        match self {
            TargetName::Prometheus => None,
            TargetName::Operator => Some(Target::Operator),
            TargetName::Mimir => Some(Target::Mimir),
            TargetName::Thanos => Some(Target::Thanos),
            TargetName::Vmalert => Some(Target::Vmalert),
        }
    }
}

#[derive(Args)]
#[command(
    after_help = "Writes DIR/rules/<service>.yml and DIR/alertmanager.yml; nothing when anything is wrong.\n\n\
    Examples:\n  \
    larum build rules/zev-mud -o out            write the files\n  \
    larum build rules/zev-mud -o out --check    fail when out is not what the source gives: for CI\n  \
    larum build rules/zev-mud --env staging     with the redeclarations of an environment\n  \
    larum build rules/zev-mud -o -              print them\n  \
    larum build rules/zev-mud --tests           with its tests, for promtool"
)]
pub struct BuildOptions {
    /// The folder of the program
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// Where to write; `-` prints
    #[arg(short, long, value_name = "DIR", default_value = "out")]
    pub output: PathBuf,
    /// What is to evaluate the rules
    #[arg(long, value_name = "NAME", default_value = "prometheus")]
    pub target: TargetName,
    /// The namespace of the objects: for the operator
    #[arg(long, value_name = "NAME")]
    pub namespace: Option<String>,
    /// The environment whose redeclarations apply
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
    /// Write its tests, too, as far as promtool can run them: DIR/tests/<program>.yml
    #[arg(long, conflicts_with_all = ["target"])]
    pub tests: bool,
    /// Write nothing: show how the files differ, and exit 1 when they do
    #[arg(long)]
    pub check: bool,
    /// Fail on warnings
    #[arg(long, value_name = "WHAT")]
    pub deny: Option<Deny>,
}

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    larum explain HighErrorRate rules/api    source, expression, labels, steps with times, receivers\n  \
    larum explain syntax/unexpected          the page of a diagnostic code\n  \
    larum explain codes                      all codes")]
pub struct ExplainOptions {
    /// The name of an alert, a code such as `name/unknown`, or `codes`
    pub what: String,
    /// The folder of the program
    #[arg(default_value = ".")]
    pub path: PathBuf,
    /// The environment whose redeclarations apply
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
}

/// What a picture is written as.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PictureFormat {
    /// A flowchart for Markdown
    Mermaid,
    /// A graph for Graphviz
    Dot,
    /// A drawing for the wall
    Svg,
    /// A page to be read and printed
    Html,
}

#[derive(Args)]
#[command(
    after_help = "Without `--format` the name of the file says it: .mmd, .dot, .svg, .html; Mermaid is printed.\n\n\
    Examples:\n  \
    larum graph rules/zev-mud                       a flowchart in Mermaid\n  \
    larum graph rules/zev-mud -o flow.dot           the same for Graphviz\n  \
    larum graph rules/zev-mud --only DatabaseDown   one alert, service or escalation"
)]
pub struct GraphOptions {
    /// The folder of the program
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[arg(short, long)]
    pub format: Option<PictureFormat>,
    /// The file to write; `-` prints
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// What belongs to this alert, service or escalation
    #[arg(long, value_name = "NAME")]
    pub only: Option<String>,
    /// The environment whose redeclarations apply
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
}

#[derive(Args)]
#[command(
    after_help = "An alert of the program needs its name only, and its severity when it has several: its other fixed\n\
    labels are added.\n\nExamples:\n  \
    larum route alertname=ServiceDown severity=critical -p rules/zev-mud\n  \
    larum route alertname=Slow --at '2026-11-21T03:00[Europe/Berlin]'    is it muted then?\n  \
    larum route alertname=Slow --firing alertname=DbDown                 does that inhibit it?\n  \
    larum route severity=critical -p alertmanager.yml                    any configuration"
)]
pub struct RouteOptions {
    /// The labels of the alert
    #[arg(required = true, value_name = "LABEL=VALUE")]
    pub labels: Vec<String>,
    /// The folder of the program, or an alertmanager.yml
    #[arg(short, long, default_value = ".")]
    pub path: PathBuf,
    /// A time: RFC 3339, or a clock's reading with [Zone/Name], else in UTC; or `now`
    #[arg(long, value_name = "TIME")]
    pub at: Option<String>,
    /// Another alert that fires; may be given again
    #[arg(long, value_name = "LABEL=VALUE,…")]
    pub firing: Vec<String>,
    /// The environment whose redeclarations apply
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
    /// Print JSON
    #[arg(long)]
    pub json: bool,
}

/// How prose is written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProseFormat {
    Markdown,
    Text,
}

#[derive(Args)]
#[command(after_help = "Examples:\n  \
    larum policy rules/zev-mud                          what every alert there must keep\n  \
    larum policy > handbook/alerting.md\n  \
    larum policy --starter > policies/starter.larum     a policy to begin with")]
pub struct PolicyOptions {
    /// The folder of the program, or of policies alone
    #[arg(default_value = ".")]
    pub path: PathBuf,
    #[arg(short, long, default_value = "markdown")]
    pub format: ProseFormat,
    /// Print a policy to begin with, as a file of Larum
    #[arg(long)]
    pub starter: bool,
}

#[derive(Args)]
#[command(after_help = "Example:\n  larum init alerts && larum check alerts")]
pub struct InitOptions {
    /// The folder to write to; it may exist, but hold no program
    #[arg(default_value = ".")]
    pub path: PathBuf,
}

#[derive(Args)]
#[command(
    after_help = "Example:\n  larum completions bash > ~/.local/share/bash-completion/completions/larum"
)]
pub struct CompletionsOptions {
    pub shell: clap_complete::Shell,
}
