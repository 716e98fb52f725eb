//! Templates that notifications show: Alertmanager looks one up only when it shows it. When there is none, the
//! notification does not arrive.

use super::look::{Look, integrations};
use super::place::Step;
use crate::channel::{Block, Type, integration};
use crate::diag::{Diagnostic, Diagnostics, codes};
use crate::model::Setting;
use crate::template::{TemplateError, parse_notification};
use crate::text::{Span, nearest};
use std::collections::BTreeSet;

/// A file that `templates` names, read.
pub struct TemplateFile<'a> {
    pub text: &'a str,
    /// Of the whole file.
    pub span: Span,
}

/// Alertmanager's own, but for those called `….default.…`, of which each version has more.
const BUILT_IN: [&str; 6] = [
    "__alertmanager",
    "__alertmanagerURL",
    "__description",
    "__subject",
    "__text_alert_list",
    "__text_alert_list_markdown",
];

struct Checker<'l, 'c> {
    look: &'l Look<'c>,
    /// None: not all of them are known.
    defined: Option<BTreeSet<String>>,
}

/// `files` are those that `templates` names; None where they were not all read.
pub(super) fn check(look: &Look, files: Option<&[TemplateFile]>, findings: &mut Diagnostics) {
    let none = look.config.templates.is_empty();
    let files = if none { Some(&[][..]) } else { files };
    let parsed: Vec<_> =
        files.into_iter().flatten().map(|file| (file, parse_notification(file.text))).collect();
    let own = parsed.iter().filter_map(|(_, parsed)| parsed.as_ref().ok());
    let mut defined: BTreeSet<String> = own.flat_map(|parsed| parsed.defined()).map(str::to_owned).collect();
    defined.extend(BUILT_IN.map(str::to_owned));
    // A file that cannot be read may define any.
    let all_known = files.is_some() && parsed.iter().all(|(_, parsed)| parsed.is_ok());
    let checker = Checker { look, defined: all_known.then_some(defined) };
    for (file, parsed) in &parsed {
        let place = |at: std::ops::Range<usize>| file.span.part(at.start, at.end);
        match parsed {
            Ok(template) => {
                checker.faults(template.faults(), &place, findings);
                checker.called(template.called(), &place, findings);
            }
            Err(errors) => checker.faults(errors, &place, findings),
        }
    }
    for (index, receiver) in look.config.receivers.iter().enumerate() {
        for (kind, place, settings) in integrations(receiver) {
            let Some(known) = integration(kind) else { continue };
            let mut way =
                vec![Step::Key("receivers"), Step::Index(index), Step::Configs(kind), Step::Index(place)];
            checker.block(&known.block, settings, &mut way, findings);
        }
    }
}

impl<'l, 'c> Checker<'l, 'c> {
    fn block<'s>(
        &self,
        block: &'static Block,
        settings: &'s [(String, Setting)],
        way: &mut Vec<Step<'s>>,
        findings: &mut Diagnostics,
    ) {
        for (name, value) in settings {
            if let Some(kind) = block.type_of(name) {
                way.push(Step::Key(name));
                self.value(kind, value, way, findings);
                way.pop();
            }
        }
    }

    fn value<'s>(&self, kind: Type, value: &'s Setting, way: &mut Vec<Step<'s>>, findings: &mut Diagnostics) {
        match (kind, value) {
            (
                Type::Template | Type::Limited(_) | Type::TemplateUrl | Type::TemplateOr(_) | Type::Templates,
                Setting::Text(text),
            ) => self.text(text, way, findings),
            (Type::List(inner), Setting::List(values)) => {
                for (index, value) in values.iter().enumerate() {
                    way.push(Step::Index(index));
                    self.value(*inner, value, way, findings);
                    way.pop();
                }
            }
            (Type::Templates, Setting::List(values)) => {
                for (index, value) in values.iter().enumerate() {
                    way.push(Step::Index(index));
                    self.value(kind, value, way, findings);
                    way.pop();
                }
            }
            (Type::Map(inner), Setting::Map(entries)) => {
                for (key, value) in entries {
                    way.push(Step::Key(key));
                    self.value(*inner, value, way, findings);
                    way.pop();
                }
            }
            (Type::Templates, Setting::Map(entries)) => {
                for (key, value) in entries {
                    way.push(Step::Key(key));
                    self.value(kind, value, way, findings);
                    way.pop();
                }
            }
            (Type::Block(inner) | Type::TemplateOr(inner), Setting::Map(entries)) => {
                self.block(inner, entries, way, findings);
            }
            _ => {}
        }
    }

    fn text(&self, text: &str, way: &[Step], findings: &mut Diagnostics) {
        let place = |at| self.look.places.part(way, at).unwrap_or(self.look.places.whole());
        // What else is wrong with it was said when it was read.
        let Ok(template) = parse_notification(text) else { return };
        let own: BTreeSet<&str> = template.defined().collect();
        let others = template.called().filter(|(name, _)| !own.contains(name));
        self.called(others, &place, findings);
    }

    fn faults(
        &self,
        faults: &[TemplateError],
        place: &dyn Fn(std::ops::Range<usize>) -> Span,
        findings: &mut Diagnostics,
    ) {
        for TemplateError { at, message, help } in faults {
            let message = format!("this template cannot be used: {message}");
            let finding = Diagnostic::new(codes::CHANNEL_TEMPLATE, place(at.clone()), message);
            findings.push(match help {
                Some(help) => finding.help(help.clone()),
                None => finding,
            });
        }
    }

    fn called<'t>(
        &self,
        called: impl Iterator<Item = (&'t str, std::ops::Range<usize>)>,
        place: &dyn Fn(std::ops::Range<usize>) -> Span,
        findings: &mut Diagnostics,
    ) {
        let Some(defined) = &self.defined else { return };
        for (name, at) in called {
            if name.contains(".default.") || defined.contains(name) {
                continue;
            }
            let help = match nearest(name, defined.iter().map(String::as_str)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "define it in a file under `templates`".to_owned(),
            };
            let message = format!("there is no template `{name}`: the notification cannot be sent");
            findings.push(Diagnostic::new(codes::CHANNEL_UNKNOWN_TEMPLATE, place(at), message).help(help));
        }
    }
}
