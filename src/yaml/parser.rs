//! Tokens to trees, with aliases, merges and repeated keys looked after on the way.

use super::aliases::Anchors;
use super::base64;
use super::fault::{Fault, Outcome};
use super::keys::too_deep;
use super::merge;
use super::node::{Entry, Kind, Node, Scalar, Style};
use super::resolve;
use super::scanner::{DEEPEST, Scanner};
use super::token::{Directive, Token, TokenKind};
use super::{Dialect, Stream};
use crate::diag::Diagnostics;
use crate::text::{FileId, Located, Span};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub(super) struct Parser<'a> {
    pub scanner: Scanner<'a>,
    pub file: FileId,
    dialect: Dialect,
    pub anchors: Anchors<'a>,
    /// Handles of tags that the document declares.
    handles: HashMap<&'a str, String>,
    pub findings: Diagnostics,
    /// Where the last token ended: an absent value stands there.
    pub behind: usize,
    depth: usize,
}

/// A node and how many nodes it is, aliases written out.
pub(super) type Weighed = (Node, u64);

pub(super) fn read(scanner: Scanner, dialect: Dialect) -> Stream {
    let mut stream = Stream::default();
    let file = scanner.file;
    if let Some(fault) = Scanner::forbidden(scanner.text) {
        stream.findings.push(fault.diagnostic(file));
        return stream;
    }
    let mut parser = Parser::new(scanner, dialect);
    let mut implicit = true;
    loop {
        match parser.document(implicit) {
            Ok(Some(document)) => stream.documents.push(document),
            Ok(None) => break,
            Err(fault) => {
                parser.findings.push(fault.diagnostic(file));
                break;
            }
        }
        implicit = false;
    }
    parser.end(&mut stream);
    stream
}

pub(super) fn read_first(scanner: Scanner, dialect: Dialect) -> (Stream, Option<Span>) {
    let mut stream = Stream::default();
    let file = scanner.file;
    if let Some(fault) = Scanner::forbidden(scanner.text) {
        stream.findings.push(fault.diagnostic(file));
        return (stream, None);
    }
    let mut parser = Parser::new(scanner, dialect);
    let mut unread = None;
    match parser.document(true).and_then(|document| Ok((document, parser.behind_it()?))) {
        Ok((document, behind)) => {
            stream.documents.extend(document);
            unread = behind.map(|at| Span::new(file, at.start, at.end));
        }
        Err(fault) => parser.findings.push(fault.diagnostic(file)),
    }
    parser.end(&mut stream);
    (stream, unread)
}

impl<'a> Parser<'a> {
    fn new(scanner: Scanner<'a>, dialect: Dialect) -> Parser<'a> {
        Parser {
            file: scanner.file,
            scanner,
            dialect,
            anchors: Anchors::default(),
            handles: HashMap::new(),
            findings: Diagnostics::default(),
            behind: 0,
            depth: 0,
        }
    }

    fn end(self, stream: &mut Stream) {
        let file = self.file;
        stream.findings = self.findings;
        let comments = self.scanner.comments.into_iter();
        stream.comments = comments.map(|at| Span::new(file, at.start, at.end)).collect();
    }

    /// Where something stands behind the document that was read. Only one token is looked at: more need not be YAML.
    fn behind_it(&mut self) -> Outcome<Option<Range<usize>>> {
        match self.scanner.peek()?.kind {
            TokenKind::StreamEnd => Ok(None),
            TokenKind::DocumentEnd => {
                let at = self.scanner.place()?;
                let rest = self.scanner.text.get(at.end..).unwrap_or_default();
                let line = |line: &&str| !line.trim().is_empty() && !line.trim().starts_with(['#', '.']);
                Ok(rest.lines().any(|text| line(&text)).then_some(at))
            }
            _ => Ok(Some(self.scanner.place()?)),
        }
    }

    /// The next document; none at the end. Only the first may stand without `---`.
    fn document(&mut self, implicit: bool) -> Outcome<Option<Node>> {
        while !implicit && matches!(self.scanner.peek()?.kind, TokenKind::DocumentEnd) {
            self.next()?;
        }
        self.anchors = Anchors::default();
        self.handles.clear();
        if matches!(self.scanner.peek()?.kind, TokenKind::StreamEnd) {
            return Ok(None);
        }
        let directives = self.directives()?;
        let token = self.scanner.peek()?;
        let explicit = matches!(token.kind, TokenKind::DocumentStart);
        match token.kind {
            TokenKind::DocumentStart => drop(self.next()?),
            _ if implicit && !directives => {}
            _ => {
                let at = self.scanner.place()?;
                return Err(Fault::new(at, "the document above has ended before this").help(
                    "indent it to the level of what it belongs to, or begin a new document with `---`",
                ));
            }
        }
        // Where nothing said that a document begins, something must be in it.
        let ends = explicit
            && matches!(
                self.scanner.peek()?.kind,
                TokenKind::Directive(_)
                    | TokenKind::DocumentStart
                    | TokenKind::DocumentEnd
                    | TokenKind::StreamEnd
            );
        let node = if ends { self.empty(self.behind) } else { self.node(true, false)?.0 };
        Ok(Some(node))
    }

    fn directives(&mut self) -> Outcome<bool> {
        let mut found = false;
        while matches!(self.scanner.peek()?.kind, TokenKind::Directive(_)) {
            found = true;
            let token = self.next()?;
            if let TokenKind::Directive(Directive::Tag { handle, prefix }) = token.kind
                && self.handles.insert(handle, prefix).is_some()
            {
                return Err(Fault::new(token.at, format!("the handle `{handle}` is declared twice")));
            }
        }
        Ok(found)
    }

    pub fn next(&mut self) -> Outcome<Token<'a>> {
        let token = self.scanner.next()?;
        if !token.at.is_empty() {
            self.behind = token.at.end;
        }
        Ok(token)
    }

    pub fn span(&self, at: Range<usize>) -> Span {
        Span::new(self.file, at.start, at.end)
    }

    /// A value that is not written, at byte `at`.
    pub fn empty(&self, at: usize) -> Node {
        let span = self.span(at..at);
        self.scalar(Located::same(String::new(), span, at), Style::Plain, None)
    }

    fn scalar(&self, text: Located, style: Style, tag: Option<Box<str>>) -> Node {
        let span = text.span;
        let kind = Kind::Scalar(Scalar { text, style, tag, dialect: self.dialect });
        Node { span, kind: Arc::new(kind), is_alias: false }
    }

    /// A node. `block`: block collections may begin here; `indentless`: also a list that is not indented.
    pub fn node(&mut self, block: bool, indentless: bool) -> Outcome<Weighed> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let at = self.scanner.place()?;
            return Err(too_deep(at));
        }
        let node = self.node_here(block, indentless);
        self.depth -= 1;
        node
    }

    fn node_here(&mut self, block: bool, indentless: bool) -> Outcome<Weighed> {
        let (mut anchor, mut tag) = (None, None);
        loop {
            match self.scanner.peek()?.kind {
                TokenKind::Alias(name) if anchor.is_none() && tag.is_none() => {
                    let at = self.next()?.at;
                    return self.anchors.alias(name, at, self.file);
                }
                TokenKind::Anchor(name) if anchor.is_none() => {
                    self.next()?;
                    anchor = Some(name);
                    self.anchors.open(name);
                }
                TokenKind::Tag { .. } if tag.is_none() => tag = Some(self.tag()?),
                _ => break,
            }
        }
        let named = anchor.is_some() || tag.is_some();
        let (node, weight) = self.content(block, indentless, named, tag)?;
        if let Some(name) = anchor {
            self.anchors.close(name, &node, weight);
        }
        Ok((node, weight))
    }

    fn content(
        &mut self,
        block: bool,
        indentless: bool,
        named: bool,
        tag: Option<Box<str>>,
    ) -> Outcome<Weighed> {
        let token = self.scanner.peek()?;
        let start = token.at.start;
        match token.kind {
            TokenKind::BlockEntry if indentless => self.indentless_sequence(),
            TokenKind::Scalar(..) => {
                let token = self.next()?;
                let TokenKind::Scalar(text, style) = token.kind else { return Ok((self.empty(start), 1)) };
                let node = self.scalar(*text, style, tag);
                self.keeps_its_tag(&node)?;
                let node = self.decoded(node)?;
                self.anchors.count();
                Ok((node, 1))
            }
            TokenKind::FlowSequenceStart => self.flow_sequence(),
            TokenKind::FlowMappingStart => self.flow_mapping(),
            TokenKind::BlockSequenceStart if block => self.block_sequence(),
            TokenKind::BlockMappingStart if block => self.block_mapping(),
            _ if named => {
                let span = self.span(self.behind..self.behind);
                let text = Located::same(String::new(), span, self.behind);
                let node = self.scalar(text, Style::Plain, tag);
                self.keeps_its_tag(&node)?;
                self.anchors.count();
                Ok((node, 1))
            }
            _ => Err(self.no_value()?),
        }
    }

    /// What a text with the tag `!!binary` stands for.
    fn decoded(&self, node: Node) -> Outcome<Node> {
        match node.scalar() {
            Some(scalar) if scalar.tag.as_deref() == Some("!!binary") => {
                let Some(bytes) = base64::decode(&scalar.text.value) else {
                    let at = node.span.start as usize..node.span.end as usize;
                    return Err(Fault::new(at, "this is no base64, as `!!binary` says"));
                };
                let text = Located::whole(String::from_utf8_lossy(&bytes).into_owned(), node.span);
                Ok(self.scalar(text, scalar.style, scalar.tag.clone()))
            }
            _ => Ok(node),
        }
    }

    fn keeps_its_tag(&self, node: &Node) -> Outcome<()> {
        match node.scalar() {
            Some(scalar) if scalar.tag.is_some() && !resolve::keeps_its_tag(scalar) => {
                let tag = scalar.tag.as_deref().unwrap_or_default();
                let message = format!("`{}` cannot be read as `{tag}`", scalar.text.value);
                Err(Fault::new(node.span.start as usize..node.span.end as usize, message))
            }
            _ => Ok(()),
        }
    }

    fn no_value(&mut self) -> Outcome<Box<Fault>> {
        let at = self.scanner.place()?;
        let message = match self.scanner.peek()?.kind {
            TokenKind::BlockEntry => "a list cannot stand here",
            TokenKind::FlowEntry => "nothing stands before this comma",
            TokenKind::FlowSequenceEnd | TokenKind::FlowMappingEnd => "this bracket closes nothing",
            TokenKind::Alias(_) | TokenKind::Anchor(_) | TokenKind::Tag { .. } => {
                "a value has at most one anchor and one tag, and an alias has none"
            }
            TokenKind::DocumentEnd => "no document has begun that could end here",
            TokenKind::StreamEnd => "a bracket is not closed at the end of the file",
            _ => "a value is missing here",
        };
        Ok(Fault::new(at, message))
    }

    /// The tag of the next token, short: `!!str`.
    fn tag(&mut self) -> Outcome<Box<str>> {
        let token = self.next()?;
        let TokenKind::Tag { handle, suffix } = token.kind else { return Ok("!".into()) };
        let tag = match (handle, self.handles.get(handle)) {
            ("", _) => suffix,
            (_, Some(prefix)) => format!("{prefix}{suffix}"),
            ("!", None) => format!("!{suffix}"),
            ("!!", None) => format!("!!{suffix}"),
            _ => {
                let message = format!("the handle `{handle}` of this tag is declared nowhere");
                return Err(Fault::new(token.at, message));
            }
        };
        Ok(match tag.strip_prefix("tag:yaml.org,2002:") {
            Some(name) => format!("!!{name}").into(),
            None => tag.into(),
        })
    }

    /// A mapping of what was read, merges made and repeated keys found.
    pub fn mapping(&mut self, at: Range<usize>, entries: Vec<Entry>) -> Outcome<Node> {
        let entries = merge::unique(entries, self.dialect, &mut self.findings);
        let entries = merge::merged(entries, &mut self.findings);
        Ok(Node { span: self.span(at), kind: Arc::new(Kind::Mapping(entries)), is_alias: false })
    }

    pub fn sequence(&self, at: Range<usize>, items: Vec<Node>) -> Node {
        Node { span: self.span(at), kind: Arc::new(Kind::Sequence(items)), is_alias: false }
    }
}
