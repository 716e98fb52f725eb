//! What the tests stand on: the real tools, real servers, and the built `larum`.

pub mod command;
pub mod compiled;
pub mod dice;
pub mod http;
pub mod live;
pub mod markdown;
pub mod models;
pub mod promql;
pub mod pyyaml;
pub mod random;
pub mod refusals;
pub mod routes;
pub mod server;
pub mod servers;
pub mod source;
pub mod tools;
