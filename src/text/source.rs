//! The files of a program, and where their lines begin.

use super::Span;
use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::OnceLock;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// One source file: its text and its line index.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// As its user named it, for findings.
    pub path: PathBuf,
    /// As its program sees it, for comments in generated files: the same wherever it is built.
    pub name: String,
    pub text: String,
    lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    pub fn new(path: PathBuf, name: String, text: String) -> SourceFile {
        SourceFile { path, name, text, lines: OnceLock::new() }
    }

    /// Line and column of a byte offset, both counted from 1; the column counts characters.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let (line, start) = self.line_start(offset);
        let end = self.text.floor_char_boundary(offset as usize);
        let column = self.text[start..end].chars().count();
        (line, column + 1)
    }

    /// The line of a byte offset, counted from 1. A long line costs no more than a short one.
    pub fn line(&self, offset: u32) -> usize {
        self.line_start(offset).0
    }

    /// The text of the line that a byte offset stands in, without its end.
    pub fn line_text(&self, offset: u32) -> &str {
        let (_, start) = self.line_start(offset);
        let line = &self.text[start..];
        line.split('\n').next().unwrap_or(line)
    }

    /// The line of a byte offset, counted from 1, and where it begins.
    fn line_start(&self, offset: u32) -> (usize, usize) {
        let starts = self.lines.get_or_init(|| line_starts(&self.text));
        let line = starts.partition_point(|start| *start <= offset);
        (line, starts[line - 1] as usize)
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    let after_newline = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
    std::iter::once(0).chain(after_newline).collect()
}

/// All files of one program; a `FileId` is an index here.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
    left_out: HashSet<FileId>,
}

impl SourceMap {
    pub fn add(
        &mut self,
        path: impl Into<PathBuf>,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> FileId {
        self.files.push(SourceFile::new(path.into(), name.into(), text.into()));
        FileId(self.files.len() as u32 - 1)
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The files that were looked at.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let all = self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file));
        all.filter(|(id, _)| !self.left_out.contains(id))
    }

    /// There was nothing in the file to look at.
    pub fn leave_out(&mut self, id: FileId) {
        self.left_out.insert(id);
    }

    pub fn text(&self, span: Span) -> &str {
        &self.file(span.file).text[span.start as usize..span.end as usize]
    }

    /// `name:line`, as comments in generated files name their source.
    pub fn place(&self, span: Span) -> String {
        let file = self.file(span.file);
        format!("{}:{}", file.name, file.line(span.start))
    }
}
