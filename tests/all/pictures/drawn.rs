//! HTML and SVG, read back as XML.

use super::{SHOP, drawn, flow::named};
use crate::support::command::Project;
use crate::support::dice::{Dice, NASTY};
use crate::support::random;
use larum::picture::{Scene, html, svg};
use roxmltree::{Document, ParsingOptions};
use std::collections::BTreeSet;

/// Parses a picture; what it says, the names of its elements in order, and that nothing in it is
/// fetched from elsewhere.
pub struct Read {
    pub text: String,
    pub elements: Vec<String>,
}

#[track_caller]
pub fn read(picture: &str) -> Read {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(picture, options).unwrap_or_else(|error| {
        panic!("{error}\n{picture}");
    });
    let elements = || document.descendants().filter(|node| node.is_element());
    let mut ids = BTreeSet::new();
    for id in elements().filter_map(|node| node.attribute("id")) {
        assert!(ids.insert(id), "the id {id} stands twice");
    }
    for node in elements() {
        let name = node.tag_name().name();
        assert!(!["link", "img", "iframe", "image", "object"].contains(&name), "{name}");
        for attribute in node.attributes() {
            assert!(!attribute.name().starts_with("on"), "{}", attribute.name());
            match attribute.name() {
                "href" if attribute.value().starts_with('#') => {
                    assert!(ids.contains(&attribute.value()[1..]), "{} leads nowhere", attribute.value());
                }
                // A runbook is a link, which is fetched when somebody follows it.
                "href" => {
                    assert!(name == "a" && attribute.value().starts_with("http"), "{}", attribute.value())
                }
                "src" => panic!("src={}", attribute.value()),
                _ => {}
            }
        }
        if name == "style" {
            let style = node.text().unwrap_or_default();
            assert!(!style.contains("url(") && !style.contains("@import"), "{style}");
        }
    }
    let text: Vec<&str> =
        document.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
    Read {
        text: text.join(""),
        elements: elements().map(|node| node.tag_name().name().to_string()).collect(),
    }
}

#[test]
fn a_page_tells_everything_about_an_alert() {
    let page = read(&drawn(&["--format", "html"])).text;
    for words in [
        "above 5%",
        "for 2m",
        "handler: value of requests fail",
        // Scraped each minute, evaluated each minute, gathered for 30s.
        "≤ 4m30s oncall, team",
        "≤ 19m30s oncall outside office-hours",
        "≤ 1h4m30s managers",
        "every step again every 2h",
        "Sun, days of the month 1–7, 02:00–04:00",
    ] {
        let words =
            if words == "first sunday" { "Sun, days of the month 1–7, 02:00–04:00" } else { words };
        assert!(page.contains(words), "`{words}` is missing in\n{page}");
    }
}

#[test]
fn all_of_a_program_is_drawn() {
    let names = [
        "shop",
        "postgres",
        "immediate",
        "chat",
        "oncall",
        "managers",
        "team",
        "deadmans",
        "office-hours",
        "patch-day",
        "Watchdog",
        "critical",
        "warning",
    ];
    for format in ["html", "svg"] {
        let text = read(&drawn(&["--format", format])).text;
        let missing: Vec<_> = names.iter().filter(|name| !text.contains(**name)).collect();
        assert!(missing.is_empty(), "{format}: {missing:?}");
        for step in ["at once", "15m", "1h"] {
            assert!(text.contains(step), "{format}: {step}");
        }
    }
}

#[test]
fn a_page_of_one_alert_holds_no_other() {
    let page = read(&drawn(&["--format", "html", "--only", "ErrorRate"])).text;
    assert!(page.contains("only ErrorRate") && !page.contains("Watchdog"), "{page}");
    assert!(page.contains("PostgresDown"), "what quiets it is told");
    assert!(!page.contains("does not answer"), "{page}");
}

/// Whatever stands in names, the page is made of the same elements.
#[test]
fn no_name_breaks_out_of_a_drawing() {
    let plain = named("x");
    let scene = Scene::whole(&plain);
    let (page, drawing) = (read(&html(&scene)).elements, read(&svg(&scene)).elements);
    let texts = [
        "<script>alert(1)</script>",
        "\"><b>",
        "'",
        "]]>",
        "&amp;",
        "</style>",
        "</svg>",
        "--><i>",
        "\u{0}\u{1f}",
        "🙂é\u{202e}",
    ];
    for name in texts.iter().chain(&NASTY) {
        let model = named(name);
        let scene = Scene::whole(&model);
        assert_eq!(read(&html(&scene)).elements, page, "{name:?}");
        let seen: Vec<String> = read(&svg(&scene)).elements;
        // What is cut short is told in full by a title; long words stand in several lines.
        let count = |elements: &[String]| {
            elements.iter().filter(|name| !["title", "text"].contains(&name.as_str())).count()
        };
        assert_eq!(count(&seen), count(&drawing), "{name:?}");
        assert!(!seen.iter().any(|name| ["script", "b", "i"].contains(&name.as_str())), "{name:?}");
    }
}

#[test]
fn random_programs_are_drawn_the_same_each_time() {
    let mut dice = Dice::new();
    for _ in 0..20 {
        let model = random::model(&mut dice);
        let scene = Scene::whole(&model);
        let (page, drawing) = (html(&scene), svg(&scene));
        let text = read(&page).text;
        read(&drawing);
        assert!(model.alerts.iter().all(|alert| text.contains(&alert.name)), "{text}");
        assert!(page == html(&Scene::whole(&model)) && drawing == svg(&Scene::whole(&model)));
    }
}

/// Twice the alerts make a page at most twice as long.
#[test]
fn a_page_grows_as_its_program_does() {
    let size = |count: usize| {
        let many: String = (0..count)
            .map(|n| format!("alert Slow{n:03} on shop {{ warning when x{n:03} > 1 }}\n"))
            .collect();
        let project = Project::of(&[("shop.larum", &(SHOP.to_string() + &many))]);
        let page = project.larum(&["graph", "--format", "html"]).stdout;
        assert_eq!(read(&page).elements.iter().filter(|name| *name == "article").count(), count + 6);
        page.len()
    };
    assert!(size(400) < 2 * size(200));
}

#[test]
fn limits_are_told_in_words() {
    let cases = [
        ("x < 20 or x > 30", "below 20 or above 30"),
        ("a > 5ms or b > 8ms or c > 8ms", "above 5ms or 8ms"),
        ("x >= -1", "at least -1"),
        ("x == 0 or absent(x)", "equal to 0 or missing"),
        ("x > 1 and y > 2", "above 1, where more holds"),
        ("x != 1 unless y", "not 1, with exceptions"),
    ];
    let alert = |(index, (condition, _)): (usize, &(&str, &str))| {
        format!("alert Case{index} {{ warning when {condition} for 1m }}\n")
    };
    let alerts: String = cases.iter().enumerate().map(alert).collect();
    let project = Project::of(&[("shop.larum", &(SHOP.to_string() + &alerts))]);
    let ran = project.larum(&["graph", "--format", "html"]);
    let page = read(&ran.stdout).text;
    for (condition, words) in cases {
        assert!(page.contains(&format!("{words} for 1m")), "{condition}: {words} is not in\n{page}");
    }
}
