//! Lowered rules and routes in the shape that another system takes than a lone Prometheus with its
//! Alertmanager. What such a system cannot say is refused here, at the token of the source.

mod configuration;
mod inline;
mod mimir;
mod names;
mod operator;
mod reads;
mod rulers;
mod settings;

pub use settings::{Routes, Secret, Targets};

use crate::diag::Diagnostic;
use crate::emit::EmitError;
use crate::lower::Output;
use crate::model::Model;
use crate::text::SourceMap;

/// What a program is built for, besides Prometheus itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Objects of the Prometheus Operator.
    Operator,
    /// A tenant of Grafana Mimir.
    Mimir,
    /// Thanos Ruler.
    Thanos,
    /// vmalert of VictoriaMetrics.
    Vmalert,
}

/// One file of the output.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Its path in the output folder.
    pub name: String,
    pub text: String,
}

/// What became of a program.
#[derive(Debug)]
pub struct Built {
    pub files: Vec<File>,
    /// What the target cannot say, in source order. With an error among them the files are not to be used.
    pub findings: Vec<Diagnostic>,
}

/// A compiled program, and what a target needs to know besides.
#[derive(Clone, Copy)]
pub struct Program<'a> {
    pub model: &'a Model,
    pub output: &'a Output<'a>,
    pub sources: &'a SourceMap,
    pub targets: &'a Targets,
}

/// Why there are no files.
#[derive(Debug)]
pub enum NotBuilt {
    /// `larum.toml` lacks what the target needs, in words for its user.
    Settings(String),
    /// A bug of Larum.
    Emit(EmitError),
    /// A bug of Larum: the configuration does not read back as it was meant.
    ReadBack(String),
}

/// The files for `target`.
///
/// # Errors
/// When a setting is missing, or the compiler made what nobody would accept.
pub fn build(target: Target, program: Program) -> Result<Built, NotBuilt> {
    match target {
        Target::Operator => operator::build(program),
        Target::Mimir => mimir::build(program),
        Target::Thanos => rulers::thanos(program),
        Target::Vmalert => rulers::vmalert(program),
    }
}
