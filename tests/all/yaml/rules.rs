//! What is wrong in rule files, at which token.
