//! `inhibit`: sides that mean other alerts than they seem to.

use super::{clean, finds};

fn inhibit(rule: &str) -> String {
    format!(
        "severity critical {{ notify oncall }}\nseverity warning {{ notify team }}\n\
         service shop {{ owner \"web\" }}\n\
         alert NodeDown {{ critical when up{{job=\"node\"}} == 0 for 15m }}\n\
         alert DiskFull {{ warning when up{{job=\"disk\"}} == 0 for 15m labels {{ team = \"a\" }} }}\n\
         alert ShopDown on shop {{ critical when up{{job=\"shop\"}} == 0 for 15m }}\n\
         alert Rollout {{ warning when sum(up) == 7 }}\n\
         inhibit {rule}\n"
    )
}

#[test]
fn labels_that_a_side_cannot_carry() {
    finds(&inhibit("NodeDown mutes DiskFull sharing (datacentr)"), "labels/not-shared", "datacentr");
    clean(&inhibit("NodeDown mutes DiskFull sharing (instance)"));
}

#[test]
fn sides_without_an_alert() {
    // Anchored: it matches no alert but one with this very name.
    finds(&inhibit("{alertname=~\"Node\"} mutes DiskFull"), "inhibit/no-alert", "{alertname=~\"Node\"}");
    finds(&inhibit("NodeDown mutes {team=\"b\"}"), "inhibit/no-alert", "{team=\"b\"}");
    finds(
        &inhibit("NodeDown mutes DiskFull{severity=\"critical\"}"),
        "inhibit/no-alert",
        "DiskFull{severity=\"critical\"}",
    );
    clean(&inhibit("{alertname=~\"Node.*\"} mutes {team=\"a\"}"));
    clean(&inhibit("NodeDown mutes {service=\"shop\"}"));
}

#[test]
fn matchers_that_mean_more() {
    finds(&inhibit("NodeDown mutes {severity=\"warning\", team!=\"b\"}"), "inhibit/without-label", "team");
    finds(&inhibit("NodeDown mutes {severity=\"warning\", team!~\"b|c\"}"), "inhibit/without-label", "team");
    clean(&inhibit("NodeDown mutes {severity=\"warning\", team!~\"b|c|\"}"));
    // Every alert has a severity.
    clean(&inhibit("NodeDown mutes {severity!=\"critical\", severity!=\"page\"}"));
}

#[test]
fn sides_that_are_the_same() {
    finds(&inhibit("NodeDown mutes NodeDown"), "inhibit/no-effect", "NodeDown");
    finds(
        &inhibit("NodeDown{severity=\"critical\"} mutes NodeDown sharing (instance)"),
        "inhibit/no-effect",
        "NodeDown",
    );
    // What is on both sides mutes the rest of the target.
    clean(&inhibit("NodeDown mutes {severity=\"critical\"}"));
}

#[test]
fn pages_that_something_milder_mutes() {
    finds(&inhibit("Rollout mutes ShopDown"), "inhibit/less-severe", "Rollout");
    clean(&inhibit("Rollout mutes DiskFull"));
    clean(&inhibit("NodeDown mutes ShopDown"));
}
