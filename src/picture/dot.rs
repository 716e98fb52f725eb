//! A flow for Graphviz.

use super::flow::{Flow, Group, Kind};
use super::scene::Scene;
use std::fmt::Write;

const HEADER: &str = r##"digraph larum {
  rankdir=LR
  nodesep=0.2
  ranksep=0.9
  fontname="Helvetica"
  node [fontname="Helvetica", fontsize=12, shape=box, style="rounded,filled", penwidth=1]
  edge [fontname="Helvetica", fontsize=10, color="#6b7280", fontcolor="#374151", arrowsize=0.7]
"##;

/// A graph of a scene in the language of Graphviz.
pub fn dot(scene: &Scene) -> String {
    let flow = Flow::of(scene);
    let mut out = String::from(HEADER);
    for group in &flow.groups {
        push_group(&mut out, group);
    }
    for edge in &flow.edges {
        let mut attributes = Vec::new();
        attributes.extend(edge.label.as_ref().map(|label| format!("label={}", quoted(label))));
        if edge.waits {
            attributes.push("style=dashed".to_string());
        }
        // Writing to a String cannot fail.
        let _ = match attributes.join(", ") {
            none if none.is_empty() => writeln!(out, "  {} -> {}", edge.from, edge.to),
            some => writeln!(out, "  {} -> {} [{some}]", edge.from, edge.to),
        };
    }
    out + "}\n"
}

fn push_group(out: &mut String, group: &Group) {
    let indent = if group.title.is_some() { "    " } else { "  " };
    if let Some(title) = &group.title {
        // Graphviz draws a frame around what is called `cluster`.
        let _ = writeln!(out, "  subgraph cluster_{} {{", group.id);
        let title = quoted(title);
        let _ = writeln!(
            out,
            "    label={title}; labeljust=l; fontsize=12; style=\"rounded\"; color=\"#9ca3af\"; margin=12"
        );
    }
    for node in &group.nodes {
        let label = quoted(&node.lines.join("\n"));
        let (fill, line) = match node.kind {
            Kind::Service => ("#e8eef7", "#5b7ba6"),
            Kind::Alert => ("#fdf0e3", "#b9742e"),
            Kind::Step => ("#f3eefa", "#7d5fae"),
            Kind::Channel => ("#e6f4ee", "#3b8264"),
        };
        let _ = writeln!(out, "{indent}{} [label={label}, fillcolor=\"{fill}\", color=\"{line}\"]", node.id);
    }
    if group.nodes.iter().any(|node| node.kind == Kind::Channel) {
        // All in one column, at the end.
        let ids: Vec<&str> = group.nodes.iter().map(|node| node.id.as_str()).collect();
        let _ = writeln!(out, "  {{ rank=sink; {} }}", ids.join("; "));
    }
    if group.title.is_some() {
        *out += "  }\n";
    }
}

/// A text between quotes. Graphviz also reads backslashes and the entities of HTML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
