//! `larum build --target`: what other systems than Prometheus are given.

mod operator;
mod schema;
