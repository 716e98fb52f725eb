//! What another value changes, as a table of the page.

use crate::picture::xml::{Text, put};
use crate::story::compare;
use crate::story::data::{Compared, Story};

pub(super) fn push(out: &mut String, story: &Story, compared: &Compared) {
    put!(out, "<section id=\"compared\">\n<h2>As it is → with {}</h2>\n", Text(&compared.change));
    let rows = compare::rows(story, compared);
    if rows.is_empty() {
        out.push_str("<p>Nothing fires in either.</p>\n</section>\n");
        return;
    }
    out.push_str("<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>");
    super::titles(out, &["Alert"], &["Fired", "In all"]);
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        put!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td class=\"number\">{}</td><td>{}</td></tr>\n",
            Text(&row.name),
            Text(&row.fired),
            Text(&row.firing),
            Text(&row.messages)
        );
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    for line in compare::totals(story, compared) {
        put!(out, "<p>{}</p>\n", Text(&line));
    }
    out.push_str("</section>\n");
}
