//! What the server knows of the time that is looked at, and what is to be said of that.

use super::access;
use super::fetch::{Cache, Came, Fetch, fetch};
use super::options::BacktestOptions;
use super::server::Server;
use super::span::Span;
use crate::cli::Failure;
use crate::cli::progress::Progress;
use crate::engine::rules::Group;
use crate::model::Millis;
use crate::quantity::duration_text;
use crate::series::Store;
use crate::story::{Own, needs, wanted_text};
use std::path::PathBuf;

/// A first sample so much later than what is looked back on says that the server knows no more.
const LATE: Millis = 10 * 60_000;
/// So many selectors without samples are named.
const MOST_NAMED: usize = 5;

/// How it is asked for.
pub(super) struct Wish<'a> {
    pub groups: &'a [Group],
    /// Rules run from here on.
    pub from: Millis,
    pub span: Span,
    pub lookback: Millis,
    /// External labels that the program says the server has.
    pub external: &'a [(String, String)],
}

/// All samples, and notes for the story.
pub(super) fn history(
    wish: &Wish,
    server: &Server,
    options: &BacktestOptions,
    progress: &mut Progress,
) -> Result<(Store, Vec<String>), Failure> {
    let needs = needs(wish.groups, (wish.from, wish.span.end), wish.lookback);
    progress.now(&format!("asking {}", server.address()));
    let mut external = server.greet()?;
    external.extend(wish.external.iter().cloned());
    let cache = cache(options, server);
    let how = Fetch {
        server,
        cache: cache.as_ref(),
        connections: options.connections,
        now: wish.span.now,
        own: &Own::of(wish.groups),
        external: &external,
    };
    let mut store = Store::default();
    let came = fetch(&how, &needs, &mut store, progress)?;
    progress.clear();
    said(&came, server, store.all().len());
    let mut notes = Vec::new();
    if server.is_asked_by_query() {
        notes
            .push("the server has no remote read: a series seems to live up to 5m longer than it did".into());
    }
    if came.left_out > 0 {
        notes.push(format!(
            "{} native histograms are left out, which the server does not give with their exact buckets: rules that \
             read them see no data",
            came.left_out
        ));
    }
    let first = needs.iter().map(|need| need.from).min().unwrap_or(wish.from);
    if let Some(late) = came.first.filter(|at| at - first > LATE) {
        let late = late - first;
        notes.push(format!(
            "the server has no samples of the first {} that rules look back on",
            duration_text(late / 60_000 * 60_000)
        ));
    }
    notes.iter().for_each(|note| eprintln!("larum: {note}"));
    let empty = needs.iter().zip(&came.of_need).filter(|(_, samples)| **samples == 0);
    let empty: Vec<String> = empty.map(|(need, _)| wanted_text(&need.wanted)).collect();
    for selector in empty.iter().take(MOST_NAMED) {
        eprintln!("larum: the server has no samples of {selector}");
    }
    if empty.len() > MOST_NAMED {
        eprintln!("larum: nor of {} more selectors", empty.len() - MOST_NAMED);
    }
    Ok((store, notes))
}

/// One line about what was fetched, for people.
fn said(came: &Came, server: &Server, series: usize) {
    let size = came.bytes as f64 / f64::from(1 << 20);
    eprintln!(
        "{} samples of {series} series from {} in {} parts ({} on disk), {size:.1} MiB",
        came.samples,
        server.address(),
        came.parts,
        came.kept
    );
}

fn cache(options: &BacktestOptions, server: &Server) -> Option<Cache> {
    if options.no_cache {
        return None;
    }
    let of = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let users = || of("XDG_CACHE_HOME").or_else(|| Some(of("HOME")?.join(".cache")));
    let folder = options.cache.clone().or_else(|| Some(users()?.join("larum/backtest")))?;
    Some(Cache::new(&folder, server.address(), &access::tenant(&options.server)))
}
