//! A whole file, whatever is in it.

use super::kind::Kind;
use super::rules::{self, Rules};
use super::{Alertmanager, Import, Notation, decline, language};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::expr::types::Features;
use crate::ruleset::Group;
use crate::text::{FileId, Span};
use crate::yaml::{self, Dialect, Entry, Node, Stream};

/// How the servers read that will load the files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    pub features: Features,
    /// Of Alertmanager's matchers.
    pub notation: Notation,
}

/// What a file holds.
#[derive(Debug, Default)]
pub struct Imported {
    pub groups: Vec<Group>,
    pub alertmanagers: Vec<Alertmanager>,
    /// All of the file, for what they allow.
    pub comments: Vec<Span>,
    /// What a comment can stand above; empty where there is none.
    pub elements: Vec<Span>,
    /// Of the documents that are ours.
    pub findings: Diagnostics,
    /// What each document is; one of those that a Secret holds, where it is one of ours.
    pub kinds: Vec<Kind>,
}

impl Imported {
    /// Whether there is something to check, or something that was declined with a note. What is not ours is
    /// nobody's business where it was found in a folder, and a mistake where it was named.
    pub fn is_ours(&self) -> bool {
        self.kinds.iter().any(|kind| is_ours(*kind))
    }

    /// What the file is, for people: `this is …`.
    pub fn what(&self) -> &'static str {
        let known = self.kinds.iter().find(|kind| !matches!(kind, Kind::Empty | Kind::Other));
        known.or(self.kinds.first()).map_or("empty", |kind| kind.what())
    }
}

fn is_ours(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Rules
            | Kind::PrometheusRule
            | Kind::Alertmanager
            | Kind::AlertmanagerConfig
            | Kind::MimirTenant
            | Kind::Declined(_)
    )
}

/// Reads a file: rules and configurations of Alertmanager, told apart by what is in them.
pub fn read(text: &str, file: FileId, options: &Options) -> Imported {
    let mut reading = Reading { text, file, options, imported: Imported::default() };
    let stream = yaml::read(text, file, Dialect::V3);
    reading.stream(&stream, None, &|dialect| yaml::read(text, file, dialect));
    if !stream.comments.is_empty() {
        reading.imported.elements = stream.documents.iter().flat_map(yaml::Node::elements).collect();
    }
    reading.imported.comments = stream.comments;
    reading.imported
}

/// What a file packed by gzip begins with.
const GZIP: [u8; 2] = [0x1f, 0x8b];

const PACKED: &str = "a configuration of Alertmanager packed by gzip, which Larum does not read";

struct Reading<'a> {
    text: &'a str,
    file: FileId,
    options: &'a Options,
    imported: Imported,
}

impl Reading<'_> {
    /// The documents of a file, or of a text inside one. `again` reads it in another dialect.
    fn stream(&mut self, stream: &Stream, inside: Option<Span>, again: &dyn Fn(Dialect) -> Stream) {
        let mut old: Option<Stream> = None;
        let mut ours: Vec<Span> = Vec::new();
        let mut first: Option<(Kind, Span)> = None;
        for (index, document) in stream.documents.iter().enumerate() {
            let kind = Kind::of(document);
            if inside.is_none() || is_ours(kind) {
                self.imported.kinds.push(kind);
            }
            if matches!(kind, Kind::Alertmanager | Kind::AlertmanagerConfig) {
                let old = old.get_or_insert_with(|| again(Dialect::V2));
                if let Some(document) = old.documents.get(index) {
                    self.alertmanager(match kind {
                        Kind::Alertmanager => super::alertmanager_document(document, self.options.notation),
                        _ => super::alertmanager_config(document, self.options.notation),
                    });
                }
            } else {
                self.document(document, kind);
            }
            if is_ours(kind) {
                ours.push(document.span);
            }
            if matches!(kind, Kind::Rules | Kind::Alertmanager) {
                match first {
                    Some((before, span)) if before == kind => self.ignored(document, kind, span),
                    Some(_) => {}
                    None => first = Some((kind, document.span)),
                }
            }
        }
        let read = old.as_ref().filter(|_| first.is_some_and(|(kind, _)| kind == Kind::Alertmanager));
        self.faults(read.unwrap_or(stream), &ours, inside);
    }

    /// Prometheus and Alertmanager read one document of a file.
    fn ignored(&mut self, document: &Node, kind: Kind, first: Span) {
        let server = if kind == Kind::Rules { "Prometheus" } else { "Alertmanager" };
        let message = format!("{server} reads only the first document of a file, and this is another");
        self.imported.findings.push(
            Diagnostic::new(codes::FILE_IGNORED_DOCUMENT, beginning(document), message)
                .because(Span { end: first.start, ..first }, "the first begins here")
                .help("put it in a file of its own, or its groups into the first document"),
        );
    }

    /// What is wrong with the YAML itself: of documents that are ours, and of those that look like ours.
    fn faults(&mut self, stream: &Stream, ours: &[Span], inside: Option<Span>) {
        let read_to = stream.documents.last().map_or(0, |document| document.span.end);
        for finding in stream.findings.iter() {
            let at = finding.primary.span;
            let of_ours = ours.iter().any(|span| span.start <= at.start && at.end <= span.end);
            if of_ours {
                self.imported.findings.push(finding.clone());
                continue;
            }
            if at.start < read_to || !is_fault(finding) {
                continue;
            }
            let start = inside.map_or(read_to as usize, |span| span.start as usize);
            let end = inside.map_or(self.text.len(), |span| span.end as usize);
            let rest = self.text.get(start..end).unwrap_or_default();
            let Some(kind) = looks_like(rest) else {
                if inside.is_none() {
                    self.imported.kinds.push(Kind::Other);
                    self.imported.findings.push(finding.clone());
                }
                continue;
            };
            self.imported.kinds.push(kind);
            match decline::template(rest) {
                Some((place, what)) => {
                    self.declined(Span::new(self.file, start + place, start + place + 2), what)
                }
                None => self.imported.findings.push(finding.clone()),
            }
        }
    }

    fn document(&mut self, document: &Node, kind: Kind) {
        match kind {
            Kind::Rules => self.rules(document, rules::rule_file(document, &self.options.features)),
            Kind::PrometheusRule => {
                self.rules(document, rules::prometheus_rule(document, &self.options.features));
            }
            Kind::List => {
                for item in document.get("items").and_then(Node::sequence).unwrap_or_default() {
                    let kind = Kind::of(item);
                    self.imported.kinds.push(kind);
                    // A list in a list is nothing that Kubernetes has.
                    if kind != Kind::List {
                        self.document(item, kind);
                    }
                }
            }
            Kind::AlertmanagerConfig => {
                self.alertmanager(super::alertmanager_config(document, self.options.notation));
            }
            Kind::Holder => {
                let is_secret = document.get("kind").is_some_and(|kind| kind.is_text("Secret"));
                for part in ["data", "stringData"] {
                    for entry in document.get(part).and_then(Node::mapping).unwrap_or_default() {
                        match is_secret && part == "data" {
                            true => self.encoded(entry),
                            false => self.inside(&entry.value),
                        }
                    }
                }
            }
            Kind::MimirTenant => {
                if let Some(text) = document.get("alertmanager_config") {
                    self.inside(text);
                }
            }
            Kind::Declined(what) => self.declined(beginning(document), what),
            Kind::Alertmanager | Kind::Tests | Kind::Prometheus | Kind::Empty | Kind::Other => {}
        }
    }

    /// A file in a text of a file. Only where its lines stand as they are can a finding have a place.
    fn inside(&mut self, node: &Node) {
        let Some(scalar) = node.scalar() else { return };
        let text = self.text;
        let Some(stream) = yaml::read_inside(text, scalar, Dialect::V3) else { return };
        let again = |dialect| yaml::read_inside(text, scalar, dialect).unwrap_or_default();
        self.stream(&stream, Some(scalar.text.span), &again);
    }

    /// A configuration of Alertmanager in base64: whatever is found in it stands at the whole of it.
    fn encoded(&mut self, entry: &Entry) {
        let Some(bytes) = entry.value.text().and_then(|text| yaml::base64::decode(&text.value)) else {
            return;
        };
        if bytes.starts_with(&GZIP) {
            if entry.key.text().is_some_and(|key| key.value.starts_with("alertmanager.y")) {
                self.imported.kinds.push(Kind::Declined(PACKED));
                self.declined(entry.key.span, PACKED);
            }
            return;
        }
        let Ok(text) = String::from_utf8(bytes) else { return };
        let stream = yaml::read_decoded(&text, entry.value.span, Dialect::V2);
        if stream.documents.first().is_some_and(|document| Kind::of(document) == Kind::Alertmanager) {
            self.stream(&stream, Some(entry.value.span), &|dialect| {
                yaml::read_decoded(&text, entry.value.span, dialect)
            });
        }
    }

    fn alertmanager(&mut self, import: Import) {
        self.imported.alertmanagers.extend(import.config);
        self.imported.findings.append(import.findings);
    }

    fn rules(&mut self, document: &Node, rules: Rules) {
        if rules.findings.has_errors()
            && let Some((span, what)) = self.why_declined(document, &rules.findings)
        {
            return self.declined(span, what);
        }
        self.imported.groups.extend(rules.groups);
        self.imported.findings.append(rules.findings);
    }

    /// Why rules with errors are none of Prometheus.
    fn why_declined(&self, document: &Node, findings: &Diagnostics) -> Option<(Span, &'static str)> {
        if let Some(what) = language::of(document) {
            return Some((beginning(document), what));
        }
        let (start, end) = (document.span.start as usize, document.span.end as usize);
        let at = |(place, what)| (Span::new(self.file, place, place + 2), what);
        let unfilled = self.text.get(start..end).and_then(decline::unfilled);
        let unfilled = unfilled.map(|(place, what)| (start + place, what));
        unfilled.or_else(|| decline::variable(self.text, self.file, findings)).map(at)
    }

    fn declined(&mut self, span: Span, what: &str) {
        let finding =
            Diagnostic::new(codes::FILE_DECLINED, span, format!("nothing is checked here: this is {what}"));
        self.imported.findings.push(finding);
    }
}

/// The first key of a document.
fn beginning(document: &Node) -> Span {
    let first = document.mapping().and_then(|entries| entries.first());
    first.map_or(document.span, |entry| entry.key.span)
}

fn is_fault(finding: &Diagnostic) -> bool {
    [codes::YAML_SYNTAX, codes::YAML_ALIAS, codes::SYNTAX_TOO_DEEP].contains(&finding.code)
}

/// What a text that cannot be read as YAML was meant to be, by its first words.
fn looks_like(text: &str) -> Option<Kind> {
    let begins = |word: &str| text.lines().any(|line| line.trim_start().starts_with(word));
    if begins("kind: PrometheusRule") {
        return Some(Kind::PrometheusRule);
    }
    if begins("kind:") || begins("- hosts:") {
        return None;
    }
    if begins("groups:") && begins("rules:") && begins("expr:")
        || begins("groups:") && (begins("- name:") || begins("- alert:") || begins("- record:"))
    {
        return Some(Kind::Rules);
    }
    (begins("route:") && begins("receivers:")).then_some(Kind::Alertmanager)
}
