//! Larum: a compiler and policy linter for alerting.
//!
//! ```text
//!  .larum files ── syntax ── AST ── analyse ── Model ──┬── lower ──┬── rules + routes ── emit, target ── YAML
//!                                                      │           ├── diff ── text, Markdown, JSON
//!                                                      │           ├── picture ── HTML, SVG, Mermaid, DOT
//!                                                      │           └── reach ── who is told ── explain, route
//!                                                      │                 │
//!  rules.yml ────────── yaml ── import ──┬── RuleSet ──┴── lint, policy ─┴── findings ── report ── text, JSON, SARIF, …
//!  alertmanager.yml ────────────────────┘
//! ```
//!
//! Modules stand in pipeline order; imports run one way (`tests/all/layers.rs`).

pub mod text;
pub mod graph;
pub mod diag;
pub mod quantity;
pub mod yaml;
pub mod series;
pub mod regexes;
pub mod template;
pub mod expr;
pub mod syntax;
pub mod model;
pub mod ruleset;
pub mod channel;
pub mod analyse;
pub mod lower;
pub mod emit;
pub mod import;
pub mod reach;
pub mod engine;
pub mod lint;
pub mod policy;
pub mod report;
pub mod target;
pub mod settings;
pub mod picture;
pub mod story;
pub mod diff;
pub mod trial;
/// The host: all else is pure.
#[allow(clippy::disallowed_methods, clippy::disallowed_macros)]
pub mod cli;
