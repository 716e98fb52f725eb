//! What YAML files do not say of the servers that read them.

use super::super::project::Project;
use super::super::{Failure, load};
use crate::expr::catalogue::{Dump, DumpFault, from_exposition, from_metadata};
use crate::import::Options;
use crate::lint::Facts;
use crate::text::{FileId, SourceMap};
use std::path::PathBuf;

/// How the servers read files.
pub(super) fn options(project: &Project) -> Options {
    let features = project.settings.prometheus.facts().features;
    Options { features, notation: project.notation() }
}

/// What `larum.toml` says of Prometheus, and the metrics of the dumps that it names.
pub(super) fn facts(project: &Project, sources: &mut SourceMap) -> Result<Facts, Failure> {
    let mut facts = project.settings.prometheus.facts();
    let dumps = &project.settings.catalogue;
    type Read = fn(&str, FileId) -> Result<Dump, DumpFault>;
    let kinds: [(&[PathBuf], Read); 2] =
        [(&dumps.exposition, from_exposition), (&dumps.metadata, from_metadata)];
    for (paths, read) in kinds {
        for path in paths {
            let path = project.path(path);
            let text = load::read(&path, &load::Texts::new())?;
            let file = sources.add(&path, path.to_string_lossy(), text);
            sources.leave_out(file);
            let dump = read(&sources.file(file).text, file).map_err(|fault| {
                let line = sources.file(file).line(fault.span.start);
                Failure::new(format!("{}:{line}: {}", path.display(), fault.message))
            })?;
            facts.catalogue.add_dump(&dump, dumps.complete);
        }
    }
    Ok(facts)
}
