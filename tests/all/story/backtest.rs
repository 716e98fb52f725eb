//! `larum backtest` against a real Prometheus: what it counts is what the same samples give without a server.

use super::history::{HOURS, History, START, openmetrics};
use super::{PROGRAM, counted};
use crate::support::command::{Project, Ran};
use crate::support::http::{self, HttpServer};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Both begin an hour after the first sample, so that all that they look back on is there.
const FROM: i64 = START + 3600;
const UNTIL: i64 = START + HOURS * 3600;

fn time(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds).expect("a time").to_string()
}

/// The arguments of a backtest of all of the history.
fn arguments(address: &str) -> Vec<String> {
    let words = ["backtest", "--prometheus", address, "--cache", "kept", "--format", "json"];
    // A simulation knows of nothing before its start, either.
    let words = words.into_iter().chain(["--warm-up", "0s"]);
    let mut all: Vec<String> = words.map(str::to_string).collect();
    all.extend(["--since".to_string(), time(FROM), "--until".to_string(), time(UNTIL)]);
    all
}

fn backtest(project: &Project, address: &str, more: &[&str]) -> Ran {
    let all = arguments(address);
    let all: Vec<&str> = all.iter().map(String::as_str).chain(more.iter().copied()).collect();
    project.larum(&all)
}

/// What the samples give when they are loaded from their file.
fn loaded(project: &Project, samples: &str) -> String {
    project.write("history.om", samples);
    let lasts = format!("{}s", UNTIL - FROM);
    let starting = time(FROM);
    let ran = project.larum(&[
        "simulate",
        "--series",
        "history.om",
        "--starting",
        &starting,
        "--for",
        &lasts,
        "--format",
        "json",
    ]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    ran.stdout
}

#[test]
fn pages_are_counted_as_the_same_samples_give_them() {
    let samples = openmetrics();
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let expected = counted(&loaded(&project, &samples));
    let fired = expected.0.iter().filter(|level| level["fired"].as_u64() > Some(0)).count();
    assert!(fired >= 4, "a history in which little happens shows little: {:?}", expected.0);
    let history = History::start(&samples, &[]);
    let first = backtest(&project, &history.address(), &[]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert_eq!(counted(&first.stdout), expected);
    assert!(first.stderr.contains("(0 on disk)"), "{}", first.stderr);
    // Again, with nothing to fetch.
    let again = backtest(&project, &history.address(), &[]);
    assert_eq!(again.stdout, first.stdout);
    assert!(!again.stderr.contains("(0 on disk)"), "{}", again.stderr);
    // A server without remote read gives the same where no series ends.
    let port = history.server.port();
    let proxy = HttpServer::start(move |request| match (request.path.as_str(), request.body.as_str()) {
        ("/api/v1/read", _) => (404, "not found".to_string()),
        (path, "") => http::ask(port, "GET", path, "").expect("Prometheus answers"),
        (path, form) => http::ask(port, "GET", &format!("{path}?{form}"), "").expect("Prometheus answers"),
    });
    let by_query = backtest(&project, &format!("http://127.0.0.1:{}", proxy.port()), &[]);
    assert_eq!(by_query.code, 0, "{}", by_query.stderr);
    assert_eq!(counted(&by_query.stdout), expected);
    assert!(by_query.stdout.contains("no remote read"), "{}", by_query.stdout);
}

#[test]
fn parts_that_are_too_much_are_halved() {
    let samples = openmetrics();
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let expected = counted(&loaded(&project, &samples));
    let history = History::start(&samples, &["--storage.remote.read-sample-limit=400"]);
    let ran = backtest(&project, &history.address(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(counted(&ran.stdout), expected);
}

#[test]
fn what_was_stopped_goes_on_where_it_was() {
    let samples = openmetrics();
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let history = History::start(&samples, &["--storage.remote.read-sample-limit=400"]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_larum"))
        .args(arguments(&history.address()))
        .args(["--connections", "1"])
        .current_dir(project.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("larum runs");
    let began = Instant::now();
    while kept(&project).len() < 3 && began.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(2));
    }
    child.kill().expect("it is killed");
    child.wait().expect("it ended");
    let before = kept(&project).len();
    assert!(before >= 3, "nothing was kept");
    // One of them is damaged meanwhile: it is fetched again.
    let one = kept(&project).into_iter().next().expect("a part");
    std::fs::write(&one, "larum chunk 2\nnonsense").expect("a file");
    let ran = backtest(&project, &history.address(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(counted(&ran.stdout), counted(&loaded(&project, &samples)));
}

#[test]
fn a_server_that_dies_is_asked_again_later() {
    let samples = openmetrics();
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let mut history = History::start(&samples, &["--storage.remote.read-sample-limit=400"]);
    let child = Command::new(env!("CARGO_BIN_EXE_larum"))
        .args(arguments(&history.address()))
        .args(["--connections", "1"])
        .current_dir(project.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("larum runs");
    let began = Instant::now();
    while kept(&project).len() < 3 && began.elapsed() < Duration::from_secs(60) {
        thread::sleep(Duration::from_millis(2));
    }
    history.server.kill();
    let ended = child.wait_with_output().expect("it ended");
    let said = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert_eq!(ended.status.code(), Some(2), "{said}");
    assert!(said.contains("cannot ask") && said.contains("the same command goes on from there"), "{said}");
    history.server.start_again();
    let ran = backtest(&project, &history.address(), &[]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(counted(&ran.stdout), counted(&loaded(&project, &samples)));
}

/// The parts on disk.
fn kept(project: &Project) -> Vec<std::path::PathBuf> {
    let all = walkdir::WalkDir::new(project.path("kept")).into_iter().flatten();
    let is_part = |path: &std::path::PathBuf| path.extension().is_some_and(|ending| ending == "chunk");
    all.map(walkdir::DirEntry::into_path).filter(is_part).collect()
}

#[test]
fn what_a_server_does_wrong_is_said() {
    let project = Project::of(&[("program.larum", PROGRAM)]);
    let said = |answer: fn(&http::Request) -> (u16, String)| {
        let server = HttpServer::start(answer);
        let ran = backtest(&project, &format!("http://127.0.0.1:{}", server.port()), &["--timeout", "5s"]);
        assert_eq!(ran.code, 2, "{}", ran.stdout);
        ran.stderr
    };
    assert!(
        said(|_| (401, "who are you?".into()))
            .contains("(status 401): who are you?; give `--basic-auth-file")
    );
    assert!(
        said(|_| (200, "<html>a login page</html>".into()))
            .contains("with an HTML page: does it want a login")
    );
    assert!(said(|_| (200, "{\"version\":1}".into())).contains("not as a Prometheus does"));
    assert!(said(|_| (404, String::new())).contains("is there a path missing"));
    let broken: fn(&http::Request) -> (u16, String) = |request| match request.path.as_str() {
        "/api/v1/read" => (200, "half of an ans".into()),
        _ => (200, r#"{"status":"success","data":{"resultType":"vector","result":[]}}"#.into()),
    };
    assert!(said(broken).contains("breaks off"));
    for (address, words) in [
        ("localhost:9090", "is no address of a server"),
        ("http://localhost/api/v1", "without `/api/v1`"),
        ("http://127.0.0.1:1", "cannot ask http://127.0.0.1:1: "),
    ] {
        let ran = backtest(&project, address, &[]);
        assert!(ran.code == 2 && ran.stderr.contains(words), "{address}: {}", ran.stderr);
    }
}
