//! `larum build --target`: what other systems than Prometheus are given.

mod merge;
mod operator;
mod operator_config;
mod rulers;
mod schema;
