//! Documents that hold rule groups or settings inside of something else: objects of Kubernetes,
//! files of rulers.

use super::HEADER;
use super::rules::push_group;
use super::yaml::Yaml;
use crate::lower::Group;
use crate::model::Setting;
use crate::text::SourceMap;

/// A document of settings alone.
pub fn document(settings: &[(String, Setting)]) -> String {
    let nowhere = SourceMap::default();
    let mut yaml = headed(&nowhere, settings);
    std::mem::take(&mut yaml.text)
}

/// What stands around rule groups.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// What the document begins with.
    pub head: &'a [(String, Setting)],
    /// The key under which `groups` stands; none: at the top.
    pub inside: Option<&'a str>,
    /// Settings of each group besides its own.
    pub of_group: &'a [(String, Setting)],
}

/// One group as it will stand in a document, so that its size is known before it has its place.
pub fn group_text(group: &Group, around: Around, sources: &SourceMap) -> String {
    let mut yaml = Yaml::indented(sources, if around.inside.is_some() { 4 } else { 2 });
    push_group(&mut yaml, group, around.of_group);
    yaml.text
}

/// A document of groups that `group_text` gave.
pub fn rules_document(around: Around, groups: &[String]) -> String {
    let nowhere = SourceMap::default();
    let mut yaml = headed(&nowhere, around.head);
    if let Some(key) = around.inside {
        yaml.text.push_str(&format!("{key}:\n  "));
    }
    yaml.text.push_str("groups:\n");
    yaml.text.push_str(&groups.join("\n"));
    yaml.text
}

fn headed<'s>(sources: &'s SourceMap, settings: &[(String, Setting)]) -> Yaml<'s> {
    let mut yaml = Yaml::new(sources);
    yaml.comment(HEADER);
    yaml.blank_line();
    yaml.settings(settings);
    yaml
}
