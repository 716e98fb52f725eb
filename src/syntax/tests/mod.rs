//! Tests of reading text.

mod expressions;
mod types;
