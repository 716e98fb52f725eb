//! What the tests stand on: the real tools, real servers, and the built `larum`.

pub mod command;
pub mod compiled;
pub mod corpus;
pub mod dice;
pub mod expanded;
pub mod http;
pub mod linting_tools;
pub mod live;
pub mod markdown;
pub mod models;
#[cfg(all(target_os = "linux", target_arch = "x86_64"))]
pub mod moved_clock;
#[cfg(not(all(target_os = "linux", target_arch = "x86_64")))]
#[path = "unmoved_clock.rs"]
pub mod moved_clock;
pub mod promql;
pub mod pyyaml;
pub mod random;
pub mod refusals;
pub mod remote_write;
pub mod routes;
pub mod rules;
pub mod server;
pub mod servers;
pub mod source;
pub mod tools;
