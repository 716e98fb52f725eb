//! What the tests stand on: the real tools, real servers, and the built `larum`.

pub mod command;
pub mod compiled;
pub mod dice;
pub mod models;
pub mod pyyaml;
pub mod random;
pub mod routes;
pub mod refusals;
pub mod servers;
pub mod tools;
