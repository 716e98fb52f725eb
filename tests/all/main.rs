//! Every integration test, as one crate: it links once and its modules share `support`.

// Tests are hosts: they read files and run programs.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

mod support;

mod alertmanager;
mod bad_input;
mod bare_run;
mod channels;
mod codes;
mod commands;
mod diagnostics;
mod diff;
mod differential;
mod dispatch;
mod docs;
mod environments;
mod escalation;
mod expressions;
mod histograms;
mod inhibition;
mod layers;
mod lints;
mod live;
mod lowering;
mod pictures;
mod policy;
mod portable;
mod promql;
mod promqltest;
mod promql_trees;
mod random_programs;
mod random_texts;
mod ranges;
mod reach;
mod real_tools;

mod regexes;
mod report;
mod route_command;
mod routing;
mod routing_lints;
mod scalars;
mod story;
mod systems;
mod targets;
mod templates;
mod traps;
mod trial;
mod trial_blocks;
mod versions;
mod yaml;
