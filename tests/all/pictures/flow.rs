//! Mermaid and DOT.

use super::{SHOP, drawn};
use crate::support::command::Project;
use crate::support::dice::Dice;
use crate::support::models::*;
use crate::support::random;
use larum::model::{Model, When};
use larum::picture::{Scene, dot, mermaid};

#[test]
fn mermaid_of_a_small_program() {
    insta::assert_snapshot!(drawn(&["--format", "mermaid"]));
}

#[test]
fn dot_of_a_small_program() {
    insta::assert_snapshot!(drawn(&["--format", "dot"]));
}

#[test]
fn many_alerts_are_counted_by_severity_and_service() {
    let many: String =
        (0..40).map(|n| format!("alert Slow{n} on shop {{ warning when x{n} > 1 }}\n")).collect();
    let project = Project::of(&[("shop.larum", &(SHOP.to_string() + &many))]);
    let text = project.larum(&["graph"]).stdout;
    assert!(text.contains("41 warning<br/>shop 41") && !text.contains("Slow7"), "{text}");
    assert!(text.contains("1 critical<br/>postgres 1") || text.contains("postgres 1, shop 1"), "{text}");
}

#[test]
fn a_part_shows_what_belongs_to_it_alone() {
    let alert = drawn(&["--only", "ErrorRate"]);
    assert!(alert.contains("ErrorRate") && !alert.contains("PostgresDown") && !alert.contains("deadmans"));
    let service = drawn(&["--only", "postgres"]);
    assert!(service.contains("PostgresDown") && !service.contains("ErrorRate"));
    let escalation = drawn(&["--only", "chat"]);
    assert!(escalation.contains("warning for 10m") && !escalation.contains("critical for"), "{escalation}");
    assert!(!escalation.contains("managers"), "{escalation}");
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let project = Project::of(&[("shop.larum", SHOP)]);
    let ran = project.larum(&["graph", "--only", "ErorRate"]);
    assert!(ran.code == 2 && ran.stderr.contains("did you mean `ErrorRate`?"), "{ran:?}");
    let ran = project.larum(&["graph", "-o", "picture.png"]);
    assert!(ran.code == 2 && ran.stderr.contains("--format"), "{ran:?}");
    project.write("wrong.larum", "alert Down { critical when upp( }\n");
    assert_eq!(project.larum(&["graph"]).code, 1);
}

#[test]
fn the_name_of_the_file_says_what_it_holds() {
    let project = Project::of(&[("shop.larum", SHOP)]);
    for (name, start) in
        [("a.mmd", "flowchart LR"), ("a.dot", "digraph"), ("a.svg", "<svg"), ("a.html", "<!DOCTYPE")]
    {
        let ran = project.larum(&["graph", "-o", name]);
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{ran:?}");
        assert!(project.read(name).starts_with(start), "{name}");
    }
}

/// A model in which everything is called by one name.
pub fn named(name: &str) -> Model {
    let mut model = empty();
    model.channels = vec![webhook(name)];
    let window = larum::model::Window { name: name.into(), intervals: vec![], span: at(1) };
    model.windows = vec![window];
    let within = Some(When { window: 0, outside: false });
    model.escalations = vec![escalation(name, vec![step(0, &[(&[0], within)])])];
    model.severities = vec![severity(name, 10, 0)];
    model.services = vec![service(name)];
    model.services[0].owner = Some(name.into());
    model.alerts = vec![alert(name, Some(0), vec![level("critical", 0, 0, "up == 0")])];
    model
}

/// Mermaid's labels: only letters and harmless signs between the quotes, all else as `#NUMBER;`.
#[test]
fn no_name_breaks_out_of_mermaid() {
    for name in ["\"]:::x", "a\nb", "`md`", "<script>", "end", "a#b;c", "x --> y", "naïve 🙂", "%%{init}%%"]
    {
        for line in mermaid(&Scene::whole(&named(name))).lines() {
            let mut inside = false;
            for part in line.split('"') {
                let plain = |c: char| c.is_alphanumeric() || " -_.,/()·#;<>".contains(c);
                let text = part.replace("<br/>", "");
                if inside {
                    assert!(text.chars().all(plain) && !text.contains(['<', '>']), "{name:?}: {line}");
                }
                inside = !inside;
            }
            assert!(inside, "{name:?}: a quote is open in {line}");
        }
    }
}

/// Each quote of DOT is closed in its line, whatever stands in it.
#[test]
fn no_name_breaks_out_of_dot() {
    for name in ["\"", "\\", "\\\"", "a\nb", "<b>", "&lt;", "\\N", "naïve 🙂", "];"] {
        for line in dot(&Scene::whole(&named(name))).lines() {
            let mut open = false;
            let mut escaped = false;
            for c in line.chars() {
                match c {
                    _ if escaped => escaped = false,
                    '\\' if open => escaped = true,
                    '"' => open = !open,
                    _ => {}
                }
            }
            assert!(!open && !escaped, "{name:?}: {line}");
        }
    }
}

#[test]
fn a_picture_is_the_same_each_time() {
    let mut dice = Dice::new();
    for _ in 0..20 {
        let model = random::model(&mut dice);
        let scene = Scene::whole(&model);
        assert_eq!(mermaid(&scene), mermaid(&Scene::whole(&model)));
        assert_eq!(dot(&scene), dot(&Scene::whole(&model)));
    }
}

#[test]
fn a_picture_that_has_no_place_leaves_nothing_behind() {
    let project = Project::of(&[("a.larum", SHOP), ("taken.svg/notes", "a folder of that name")]);
    let ran = project.larum(&["graph", "-o", "taken.svg"]);
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("cannot replace taken.svg"), "{}", ran.stderr);
    let left = std::fs::read_dir(project.path(".")).expect("the project").count();
    assert_eq!(left, 2, "only what was there before");
}
