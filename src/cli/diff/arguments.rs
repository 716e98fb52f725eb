//! The arguments of `larum diff`.

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use std::path::PathBuf;

/// How changes are printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a comment of a pull request
    Markdown,
}

#[derive(Args)]
#[command(
    after_help = "OLD and NEW are folders or revisions of git; a name that is both means the folder.\n\
    Exit codes: 0 the same, 1 different, 2 usage, files, or a side that does not compile.\n\n\
    Examples:\n  \
    larum diff main                              what the working tree changes\n  \
    larum diff v1.2 v1.3 --path rules/zev-mud    between two revisions\n  \
    larum diff old new                           between two folders\n  \
    larum diff origin/main --format markdown     for a comment of a pull request"
)]
pub struct DiffOptions {
    /// What was: a folder, or a revision of git
    pub old: String,
    /// What is now; left out, it is what is on disk
    pub new: Option<String>,
    /// The folder of the program, or of several, where a side is no folder
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    pub path: PathBuf,
    /// The environment whose redeclarations apply
    #[arg(long, value_name = "NAME")]
    pub env: Option<String>,
    /// The first day of the year whose times are looked at; left out, it is today
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
}
