//! How often and how long alerts fired, and how many messages there were: two tables.

use crate::picture::xml::{Text, put};
use crate::quantity::duration_text;
use crate::story::data::{Story, Tally, Total};
use crate::story::events::level_name;

pub(super) fn push(out: &mut String, story: &Story) {
    let fired: Vec<&Tally> = story.tally.iter().filter(|row| row.series > 0).collect();
    out.push_str("<section id=\"counts\">\n<h2>How often</h2>\n");
    if fired.is_empty() {
        out.push_str("<p>Nothing fired.</p>\n</section>\n");
        return;
    }
    out.push_str("<div class=\"scroll\" tabindex=\"0\">\n<table>\n<thead><tr>");
    super::titles(out, &["Alert", "Level"], &["Fired", "Series", "In all", "Longest", "Flaps"]);
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in fired {
        let level = level_name(&row.severity, row.part.as_deref(), row.step);
        put!(
            out,
            "<tr><th scope=\"row\">{}</th><td class=\"{}\"><span class=\"level\">{}</span></td>",
            Text(&row.alert),
            row.severity.class,
            Text(&level)
        );
        put!(
            out,
            "<td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>",
            row.fired,
            row.series,
            duration_text(row.firing),
            duration_text(row.longest),
            row.flaps
        );
        let told: Vec<String> = row.messages.iter().map(|(name, count)| format!("{name} {count}")).collect();
        put!(
            out,
            "<td>{}</td></tr>\n",
            Text(if told.is_empty() { "–".to_string() } else { told.join(", ") }.as_str())
        );
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
    totals(out, &story.totals);
    out.push_str("</section>\n");
}

fn totals(out: &mut String, totals: &[Total]) {
    if totals.is_empty() {
        out.push_str("<p>Nobody was told.</p>\n");
        return;
    }
    out.push_str("<div class=\"figures\">\n");
    for total in totals {
        put!(out, "<div class=\"figure\"><b>{}</b> <span>to {}", total.news, Text(&total.name));
        put!(out, " <small>{}", Text(&total.kind));
        for (count, word) in [(total.repeats, "repeated"), (total.ends, "over")] {
            if count > 0 {
                put!(out, ", +{count} {word}");
            }
        }
        out.push_str("</small></span></div>\n");
    }
    out.push_str("</div>\n");
}
