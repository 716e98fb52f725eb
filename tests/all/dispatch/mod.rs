//! Alertmanager on a simulated clock: tables of what happens, and random worlds that run on a real one, too.

mod limits;
mod live;
mod schedule;
mod table;
