//! The real Prometheus tools, asked whether they accept what Larum writes.
//!
//! A missing tool is fetched once by `scripts/tools.sh`; a tool that cannot be had fails the
//! test, so that no run is green for want of a judge.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What a tool answered about a file.
#[derive(Debug)]
pub struct Verdict {
    /// Accepted, without a finding of any of the tool's own lints.
    pub ok: bool,
    /// Everything that the tool printed.
    pub output: String,
}

impl Verdict {
    /// Fails the test with the tool's own words unless it accepted the file.
    #[track_caller]
    pub fn expect_ok(&self, file: &Path) {
        assert!(self.ok, "{} is refused:\n{}", file.display(), self.output);
    }
}

/// `promtool check rules` with every lint on, each of them fatal.
pub fn promtool_check_rules(rules: &Path) -> Verdict {
    promtool_check_rule_files(&[rules])
}

/// The same for many files at once.
pub fn promtool_check_rule_files(rules: &[impl AsRef<OsStr>]) -> Verdict {
    ask(Command::new(path_of("promtool")).args(["check", "rules", "--lint=all", "--lint-fatal"]).args(rules))
}

/// `promtool check rules` without lints, with features such as `promql-experimental-functions` on.
pub fn promtool_check_rules_with(features: &str, rules: &Path) -> Verdict {
    let feature = format!("--enable-feature={features}");
    ask(Command::new(path_of("promtool")).args([&feature, "check", "rules", "--lint=none"]).arg(rules))
}

/// Which of many rule files promtool loads, in one run.
pub fn promtool_loads(rules: &[impl AsRef<OsStr>]) -> Vec<bool> {
    let mut command = Command::new(path_of("promtool"));
    // Refusals go to standard error.
    let text = standard_output(command.args(["check", "rules", "--lint=none"]).args(rules));
    let sections: Vec<&str> = text.split("Checking ").skip(1).collect();
    assert_eq!(sections.len(), rules.len(), "promtool judged other files:\n{text}");
    sections.iter().map(|section| section.contains("  SUCCESS: ")).collect()
}

/// `promtool test rules` over one file of tests.
pub fn promtool_test_rules(tests: &Path) -> Verdict {
    ask(Command::new(path_of("promtool")).args(["test", "rules"]).arg(tests))
}

/// `amtool check-config`, in the default mode or where every matcher must be of the UTF-8 syntax.
pub fn amtool_check_config(config: &Path, utf8_strict: bool) -> Verdict {
    amtool_check_configs(&[config], utf8_strict)
}

/// The same for many files at once.
pub fn amtool_check_configs(configs: &[impl AsRef<OsStr>], utf8_strict: bool) -> Verdict {
    let mut command = Command::new(path_of("amtool"));
    if utf8_strict {
        command.arg("--enable-feature=utf8-strict-mode");
    }
    ask(command.arg("check-config").args(configs))
}

/// `amtool config routes test`: the receivers of an alert with `labels`, in the order of the tree.
#[track_caller]
pub fn amtool_receivers(config: &Path, labels: &[(&str, String)]) -> Vec<String> {
    let words: Vec<String> = labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
    amtool_routes(config, &words)
}

/// The same, with the labels in the words of amtool: `name="value"`.
#[track_caller]
pub fn amtool_routes(config: &Path, labels: &[String]) -> Vec<String> {
    let mut command = Command::new(path_of("amtool"));
    command.args(["config", "routes", "test", "--config.file"]).arg(config);
    let verdict = ask(command.args(labels).stderr(Stdio::null()));
    verdict.expect_ok(config);
    // Warnings come first.
    let receivers = verdict.output.lines().last().unwrap_or_default();
    receivers.split(',').map(str::to_owned).collect()
}

/// Which of many files amtool accepts.
pub fn amtool_accepts(configs: &[impl AsRef<OsStr>]) -> Vec<bool> {
    amtool_accepts_in(None, configs)
}

/// The same with a feature, such as `utf8-strict-mode`. Some files crash it, which counts as a refusal: it is
/// then asked again about those behind them.
pub fn amtool_accepts_in(feature: Option<&str>, configs: &[impl AsRef<OsStr>]) -> Vec<bool> {
    let mut verdicts = Vec::new();
    while verdicts.len() < configs.len() {
        // So many names fit on a command line.
        let end = configs.len().min(verdicts.len() + 500);
        let mut command = Command::new(path_of("amtool"));
        command.args(feature.map(|feature| format!("--enable-feature={feature}")));
        let text = standard_output(command.arg("check-config").args(&configs[verdicts.len()..end]));
        let sections: Vec<&str> = text.split("Checking '").skip(1).collect();
        assert!(!sections.is_empty(), "amtool judged nothing:\n{text}");
        for (index, section) in sections.iter().enumerate() {
            let (ok, failed) = (section.contains("  SUCCESS"), section.contains("  FAILED: "));
            let crashed = !ok && !failed && index + 1 == sections.len();
            assert!(ok != failed || crashed, "amtool did not judge a file:\n{section}");
            verdicts.push(ok);
        }
    }
    assert_eq!(verdicts.len(), configs.len(), "amtool judged other files");
    verdicts
}

/// `amtool config routes show`: the nodes below the root, each as it is drawn.
pub fn amtool_shown_routes(config: &Path) -> Vec<String> {
    let text = standard_output(
        Command::new(path_of("amtool")).args(["config", "routes", "show", "--config.file"]).arg(config),
    );
    let drawn = text.lines().filter_map(|line| line.split_once("── "));
    drawn.skip(1).map(|(_, node)| node.to_owned()).collect()
}

fn standard_output(command: &mut Command) -> String {
    let answer = command.output().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    String::from_utf8_lossy(&answer.stdout).into_owned()
}

/// Path of `prometheus`, `promtool`, `alertmanager` or `amtool`.
pub fn path_of(program: &str) -> PathBuf {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(fetched).join(program)
}

/// The folder of the tools, after the script has seen all four of them run.
fn fetched() -> PathBuf {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let target = scratch.parent().expect("the scratch folder lies in the build folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/tools.sh");
    let verdict = ask(Command::new(&script).env("CARGO_TARGET_DIR", target));
    assert!(verdict.ok, "the real tools are missing and {} failed:\n{}", script.display(), verdict.output);
    target.join("tools/bin")
}

fn ask(command: &mut Command) -> Verdict {
    let answer = command.output().unwrap_or_else(|error| panic!("cannot run {command:?}: {error}"));
    let output = [answer.stdout, answer.stderr].concat();
    Verdict { ok: answer.status.success(), output: String::from_utf8_lossy(&output).into_owned() }
}
