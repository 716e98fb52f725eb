//! Tests of reading text.

mod expressions;
