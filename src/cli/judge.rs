//! What a project wants to hear of what was found.

use super::Failure;
use super::project::Project;
use crate::diag::{Diagnostic, Diagnostics, Level};
use crate::report::{Levels, allow};
use crate::text::{FileId, SourceMap};
use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use std::collections::HashSet;
use std::path::Path;

/// Comments and `[levels]`, applied everywhere alike.
pub(super) struct Judge {
    levels: Levels,
    /// Decides which allowances have ended.
    pub today: Date,
    /// Intervals that are over are no intervals.
    pub now: Timestamp,
}

impl Judge {
    /// As the project of a folder says.
    pub fn of(folder: &Path) -> Result<Judge, Failure> {
        Judge::of_project(&Project::of(folder)?)
    }

    pub fn of_project(project: &Project) -> Result<Judge, Failure> {
        let now = Zoned::now();
        Ok(Judge { levels: project.levels()?, today: now.date(), now: now.timestamp() })
    }

    /// The findings that no comment allows, at their levels in this project, in source order.
    pub fn judge(
        &self,
        found: Vec<Diagnostic>,
        commented: &[allow::Commented],
        sources: &SourceMap,
    ) -> Vec<Diagnostic> {
        let mut about = Diagnostics::default();
        let allowances = allow::read(commented, sources, &mut about);
        let unread: HashSet<FileId> = found
            .iter()
            .filter(|finding| finding.level() == Level::Error && allow::line(finding).is_none())
            .map(|finding| finding.primary.span.file)
            .collect();
        let kept = allow::apply(found, &allowances, self.today, &unread);
        let judged = kept.into_iter().chain(about.sorted()).filter_map(|finding| self.levels.judge(finding));
        let mut judged: Vec<Diagnostic> = judged.collect();
        judged.sort_by_key(|finding| finding.primary.span);
        judged
    }
}
