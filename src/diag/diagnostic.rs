//! One finding, and the list that a run collects.

use super::Code;
use crate::text::Span;

/// How bad a finding is. Errors and warnings fail `larum check`; warnings fail a build only with
/// `--deny warnings`. Notes are shown only to who asks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
    /// What Alertmanager or Prometheus cannot do better: nothing to correct, but good to know.
    Note,
    /// A matter of taste or caution: looked for only where somebody asks for it.
    Pedantic,
}

impl Level {
    pub fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
            Level::Pedantic => "pedantic",
        }
    }
}

/// A span and what to say beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One finding. `primary` is the token that is wrong; `causes` are the tokens that made it so.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    pub code: Code,
    pub message: String,
    pub primary: Label,
    pub causes: Vec<Label>,
    pub help: Option<String>,
    pub fix: Option<Fix>,
    /// That of its code, unless somebody decided otherwise.
    level: Level,
    /// No comment and no setting makes it silent.
    pub locked: bool,
    /// The word of a policy that asks for what is missing: of two that one token breaks, both are told.
    pub requirement: Option<Span>,
}

/// A remedy that a program can carry out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does, as a sentence to its user without full stop: `remove `for: 0m``.
    pub title: String,
    pub applicability: Applicability,
    /// Of one file, apart from each other, in source order.
    pub edits: Vec<Edit>,
}

/// Whether a fix can be made without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applicability {
    /// The rules mean the same afterwards, or what their author certainly meant.
    Safe,
    /// It may change what somebody relies on.
    Unsafe,
    /// An example: it has gaps to fill in.
    Display,
}

/// Replaces the text at `span`.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

impl Diagnostic {
    /// A finding at `span`; `message` says what is wrong in one sentence without a full stop.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            primary: Label { span, text: String::new() },
            causes: Vec::new(),
            help: None,
            fix: None,
            level: code.level,
            locked: false,
            requirement: None,
        }
    }

    /// A few words printed under the token itself.
    pub fn here(mut self, text: impl Into<String>) -> Diagnostic {
        self.primary.text = text.into();
        self
    }

    /// A second place that caused the finding ("`sum` here removes all labels").
    pub fn because(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.causes.push(Label { span, text: text.into() });
        self
    }

    /// The remedy: what to write instead.
    pub fn help(mut self, text: impl Into<String>) -> Diagnostic {
        self.help = Some(text.into());
        self
    }

    /// What `--fix` does about it: replaces the texts at these spans.
    pub fn fix(
        mut self,
        applicability: Applicability,
        title: impl Into<String>,
        edits: impl IntoIterator<Item = (Span, String)>,
    ) -> Diagnostic {
        let edits = edits.into_iter().map(|(span, text)| Edit { span, text }).collect();
        self.fix = Some(Fix { title: title.into(), applicability, edits });
        self
    }

    /// "did you mean `x`?" when `known` holds a name close to `name`.
    pub fn did_you_mean<'a>(self, name: &str, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        match crate::text::nearest(name, known) {
            Some(close) => self.help(format!("did you mean `{close}`?")),
            None => self,
        }
    }

    /// At another level than its code's.
    pub fn at_level(mut self, level: Level) -> Diagnostic {
        self.level = level;
        self
    }

    /// No comment and no setting makes it silent: `locked` policies.
    pub fn locked(mut self) -> Diagnostic {
        self.locked = true;
        self
    }

    pub fn level(&self) -> Level {
        self.level
    }
}

/// The findings of a run, in source order once `sorted`.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub fn push(&mut self, finding: Diagnostic) {
        self.0.push(finding);
    }

    /// Adds those of an iterator, such as an `Option`.
    pub fn extend(&mut self, findings: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(findings);
    }

    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|finding| finding.level() == Level::Error)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }

    /// As they were found.
    pub fn into_vec(self) -> Vec<Diagnostic> {
        self.0
    }

    /// In source order, the same finding at the same token only once
    /// (a template applied ten times repeats its faults ten times).
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        let place = |finding: &Diagnostic| (finding.primary.span, finding.code.name, finding.requirement);
        self.0.sort_by_key(place);
        self.0.dedup_by(|a, b| place(a) == place(b));
        self.0
    }
}
