//! What a file is taken for.
