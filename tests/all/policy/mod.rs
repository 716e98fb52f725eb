//! Policies: what is found, in programs and in rule files; and what is proven, against trying it out.

mod brute_force;
mod cases;
mod cells;
mod imported;
mod prose;
mod starter;
