//! Files that are none yet: templates that something fills in first. What Prometheus says of them means nothing, so
//! neither does what we could say.

use crate::diag::Diagnostics;
use crate::text::FileId;

/// Why a text that is no YAML is none: it is a template of one. Where the template shows, and its words.
pub(super) fn template(text: &str) -> Option<(usize, &'static str)> {
    let helm = [
        "{{-",
        "{{ .Values",
        "{{.Values",
        "{{ .Release",
        "{{.Release",
        "{{ include ",
        "{{ template ",
        "{{/*",
    ];
    let jinja = ["{%"];
    let erb = ["<%"];
    [(&helm[..], "a Helm template"), (&jinja[..], "a Jinja template"), (&erb[..], "an ERB template")]
        .into_iter()
        .filter_map(|(marks, what)| Some((marks.iter().filter_map(|mark| text.find(mark)).min()?, what)))
        .min()
}

/// Words of Helm that no template of an alert has: the file may be YAML before they are filled in.
pub(super) fn unfilled(text: &str) -> Option<(usize, &'static str)> {
    let marks = [
        "{{ .Values.",
        "{{ .Release.",
        "{{.Values.",
        "{{.Release.",
        "{{ include \"",
        "{{- include \"",
        "{{ $.Values.",
    ];
    let first = marks.iter().filter_map(|mark| text.find(mark)).min()?;
    Some((first, "a Helm template"))
}

/// Whether an error stands on a line with a variable to be filled in: `${NAME}`.
pub(super) fn variable(text: &str, file: FileId, findings: &Diagnostics) -> Option<(usize, &'static str)> {
    findings.iter().filter(|finding| finding.primary.span.file == file).find_map(|finding| {
        let span = finding.primary.span;
        let start = text[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
        let end =
            text[span.end as usize..].find('\n').map_or(text.len(), |newline| span.end as usize + newline);
        let line = &text[start..end];
        let at = line.match_indices("${").map(|(at, _)| at).find(|at| {
            line[at + 2..]
                .starts_with(|first: char| first.is_ascii_alphabetic() || first == '_' || first == '{')
        })?;
        Some((start + at, "a template with variables"))
    })
}
