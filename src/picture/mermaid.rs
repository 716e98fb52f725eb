//! A flow as a Mermaid flowchart: GitHub, GitLab and many wikis draw it in Markdown.

use super::flow::{Edge, Flow, Group, Kind};
use super::scene::Scene;
use std::fmt::Write;

/// A Mermaid flowchart of a scene.
pub fn mermaid(scene: &Scene) -> String {
    let flow = Flow::of(scene);
    let mut out = String::from("flowchart LR\n");
    for group in &flow.groups {
        push_group(&mut out, group);
    }
    let frames: Vec<&str> =
        flow.groups.iter().filter(|group| group.title.is_some()).map(|group| group.id.as_str()).collect();
    if !frames.is_empty() {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "  class {} frame", frames.join(","));
    }
    for edge in &flow.edges {
        push_edge(&mut out, edge);
    }
    // Colours that can be read on light and on dark pages.
    out += "  classDef frame fill:none,stroke:#8a93a3\n";
    out += "  classDef service fill:#e8eef7,stroke:#5b7ba6,color:#16263d\n";
    out += "  classDef alert fill:#fdf0e3,stroke:#b9742e,color:#3d2407\n";
    out += "  classDef step fill:#f3eefa,stroke:#7d5fae,color:#2a1845\n";
    out += "  classDef channel fill:#e6f4ee,stroke:#3b8264,color:#0c3022\n";
    out
}

fn push_group(out: &mut String, group: &Group) {
    let indent = if group.title.is_some() { "    " } else { "  " };
    if let Some(title) = &group.title {
        let _ = writeln!(out, "  subgraph {}[\"{}\"]", group.id, escaped(title));
    }
    for node in &group.nodes {
        let lines: Vec<String> = node.lines.iter().map(|line| escaped(line)).collect();
        let label = lines.join("<br/>");
        let (open, close, class) = match node.kind {
            Kind::Service => ("[", "]", "service"),
            Kind::Alert => ("[", "]", "alert"),
            Kind::Step => ("(", ")", "step"),
            Kind::Channel => ("([", "])", "channel"),
        };
        let _ = writeln!(out, "{indent}{}{open}\"{label}\"{close}:::{class}", node.id);
    }
    if group.title.is_some() {
        *out += "  end\n";
    }
}

fn push_edge(out: &mut String, edge: &Edge) {
    let arrow = if edge.waits { "-.->" } else { "-->" };
    let label = edge.label.as_ref().map(|label| format!("|\"{}\"|", escaped(label))).unwrap_or_default();
    let _ = writeln!(out, "  {} {arrow}{label} {}", edge.from, edge.to);
}

/// What means nothing to Mermaid, to HTML and to Markdown stays; the rest is written as Mermaid's
/// entities.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || " -.,/()·".contains(c) => out.push(c),
            // In the middle of a word this begins no emphasis.
            '_' => out.push(c),
            c if c.is_control() => out.push(' '),
            c => {
                let _ = write!(out, "#{};", u32::from(c));
            }
        }
    }
    out
}
