//! Small parts that several sections show.

use crate::model::{Channel, Severity};
use crate::picture::kind::sign;
use crate::picture::severity::class;
use crate::picture::summary::{self, Piece};
use crate::picture::xml::{Text, put};

/// A channel with its sign and its kind.
pub(super) fn channel(out: &mut String, channel: &Channel, also: Option<&str>) {
    put!(
        out,
        "<span class=\"channel\"><svg class=\"sign\" aria-hidden=\"true\"><use href=\"#{}\" /></svg><b>{}</b> <span class=\"kind\">{}</span>",
        sign(&channel.kind),
        Text(&channel.name),
        Text(&channel.kind)
    );
    if let Some(also) = also {
        put!(out, " <span class=\"when\">{}</span>", Text(also));
    }
    out.push_str("</span> ");
}

/// The name of a severity in its colour.
pub(super) fn severity(out: &mut String, severity: &Severity) {
    put!(out, "<span class=\"severity {}\">{}</span>", class(severity), Text(&severity.name));
}

/// An annotation; what a template prints stands apart.
pub(super) fn annotation(out: &mut String, text: &str) {
    self::pieces(out, summary::pieces(text));
}

pub(super) fn pieces(out: &mut String, pieces: Vec<Piece>) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => put!(out, "{}", Text(text)),
            Piece::Slot(name) => put!(out, "<var>{}</var>", Text(name)),
        }
    }
}
