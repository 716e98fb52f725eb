//! Settings together as nobody would write them, and whatever `global` there is: our verdict is
//! amtool's, and each refusal stands at a token that it is about.

use super::samples::in_block;
use super::{amtool, at};
use crate::support::dice::Dice;
use larum::channel::{self, GLOBAL, INTEGRATIONS};
use larum::diag::{Diagnostics, codes};
use larum::model::Setting as Checked;
use larum::syntax::ast::{ChannelStatement, Setting, Settings, Value, ValueKind};
use larum::text::{FileId, Span, Spanned};
use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

/// What stands at each place of a made-up source: the place is the index.
struct Places(Vec<String>);

impl Places {
    fn next(&mut self, what: &str) -> Span {
        self.0.push(what.to_owned());
        Span::new(FileId(0), self.0.len() - 1, self.0.len())
    }

    fn settings(&mut self, json: &Json, what: &str) -> Settings {
        let span = self.next(what);
        let mut entries = Vec::new();
        for (key, value) in json.as_object().into_iter().flatten() {
            let name = Spanned::new(key.clone(), self.next(key));
            entries.push(Setting { key: name, op: None, values: vec![self.value(value, key)], span });
        }
        Settings { entries, span }
    }

    fn value(&mut self, json: &Json, name: &str) -> Value {
        let kind = match json {
            Json::Array(values) => {
                ValueKind::List(values.iter().map(|value| self.value(value, name)).collect())
            }
            Json::Object(_) => ValueKind::Block(self.settings(json, name)),
            other => super::value_of(other).kind,
        };
        Value { kind, span: self.next(name) }
    }
}

/// Several samples laid over each other, some of it left away.
fn mixed(dice: &mut Dice, samples: &[Json]) -> Json {
    let mut mixed = Map::new();
    for _ in 0..dice.number(1, 4) {
        mixed.extend(dice.one_of(samples).as_object().expect("a block").clone());
    }
    let kept = mixed.into_iter().filter(|_| dice.chance(85));
    Json::Object(kept.collect())
}

#[test]
fn verdicts_are_those_of_amtool() {
    let mut dice = Dice::new();
    let global_samples = in_block("global", GLOBAL);
    let mut cases = Vec::new();
    for integration in INTEGRATIONS {
        let samples = in_block(integration.kind, &integration.block);
        for _ in 0..20 {
            let global = if dice.chance(60) { mixed(&mut dice, &global_samples) } else { json!({}) };
            cases.push((integration.kind, mixed(&mut dice, &samples), global));
        }
    }
    let verdicts: Vec<bool> =
        cases.par_iter().map(|(kind, settings, global)| judge(kind, settings, global)).collect();
    let accepted = verdicts.iter().filter(|ok| **ok).count();
    assert!(accepted > 50 && verdicts.len() - accepted > 50, "{accepted} of {} accepted", verdicts.len());
}

/// Whether both accept a channel.
fn judge(kind: &str, settings: &Json, global: &Json) -> bool {
    let receiver = json!({ "name": "a", format!("{kind}_configs"): [settings] });
    let config = json!({ "global": global, "route": { "receiver": "a" }, "receivers": [receiver] });
    let verdict = amtool(&config);
    let mut places = Places(Vec::new());
    let mut found = Diagnostics::default();
    let checked = channel::check_global(&places.settings(global, "global"), &mut found);
    let checked = with_secrets(checked, global);
    let name = Spanned::new("it".to_owned(), places.next("it"));
    let statement =
        ChannelStatement { name, kind: at(kind.to_owned()), settings: places.settings(settings, "it") };
    channel::check(&statement, &checked, &mut found);
    let refusals: Vec<_> = found.iter().filter(|one| one.code != codes::CHANNEL_INLINE_SECRET).collect();
    for refusal in &refusals {
        let token = &places.0[refusal.primary.span.start as usize];
        let named = refusal.message.contains(&format!("`{token}`")) || token == "it";
        assert!(named, "{config}: `{}` stands at `{token}`", refusal.message);
    }
    assert!(
        refusals.is_empty() == verdict.ok || cannot_work(kind, settings),
        "{config}: {refusals:#?}\n{}",
        verdict.output
    );
    verdict.ok
}

/// `global` as the program would have it that allows its secrets.
fn with_secrets(mut checked: Vec<(String, Checked)>, global: &Json) -> Vec<(String, Checked)> {
    for (name, value) in global.as_object().into_iter().flatten() {
        if let (Some(text), false) = (value.as_str(), checked.iter().any(|(known, _)| known == name)) {
            checked.push((name.clone(), Checked::Text(text.to_owned())));
        }
    }
    checked
}

/// What Alertmanager lets pass although it cannot send with it.
fn cannot_work(kind: &str, settings: &Json) -> bool {
    let has = |name: &str| !settings[name].is_null();
    match kind {
        "incidentio" => !has("http_config") && !has("alert_source_token") && !has("alert_source_token_file"),
        "sns" => has("topic_arn") && has("phone_number") && has("target_arn"),
        _ => false,
    }
}
