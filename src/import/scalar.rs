//! Values of YAML as Alertmanager's reader takes them. It reads YAML 1.1, where every scalar can be text
//! as it is written, and `yes` is true.

use crate::model::Setting;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// `continue: yes`; None where it is neither true nor false.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => Some(true),
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A mapping of names to values, in the order of the source.
#[derive(Clone, Debug)]
pub(super) struct Pairs<V>(pub Vec<(String, V)>);

impl<V> Default for Pairs<V> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct InOrder<V>(std::marker::PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for InOrder<V> {
            type Value = Pairs<V>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<V>, A::Error> {
                let mut pairs: Vec<(String, V)> = Vec::new();
                let mut seen = std::collections::HashSet::new();
                while let Some(key) = map.next_key::<String>()? {
                    if !seen.insert(key.clone()) {
                        return Err(A::Error::custom(format!("`{key}` stands there twice")));
                    }
                    pairs.push((key, map.next_value()?));
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(InOrder(std::marker::PhantomData))
    }
}

/// A setting that nothing here looks into. `null` says as much as its absence.
#[derive(Clone, Debug)]
pub(super) struct Anything(pub Option<Setting>);

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Anything, D::Error> {
        from.deserialize_any(AnyVisitor)
    }
}

struct AnyVisitor;

impl<'de> Visitor<'de> for AnyVisitor {
    type Value = Anything;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Anything, E> {
        Ok(Anything(None))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Anything, E> {
        Ok(Anything(Some(Setting::Bool(value))))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Anything, E> {
        Ok(Anything(Some(Setting::Number(value.to_string()))))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Anything, E> {
        Ok(Anything(Some(Setting::Number(value.to_string()))))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Anything, E> {
        Ok(Anything(Some(Setting::Number(value.to_string()))))
    }

    fn visit_str<E>(self, value: &str) -> Result<Anything, E> {
        Ok(Anything(Some(Setting::Text(value.to_string()))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Anything, A::Error> {
        let mut elements = Vec::new();
        while let Some(Anything(element)) = list.next_element()? {
            elements.extend(element);
        }
        Ok(Anything(Some(Setting::List(elements))))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Anything, A::Error> {
        let pairs = Pairs::<Anything>::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
        Ok(Anything(Some(Setting::Map(without_nulls(pairs)))))
    }
}

pub(super) fn without_nulls(pairs: Pairs<Anything>) -> Vec<(String, Setting)> {
    pairs.0.into_iter().filter_map(|(key, Anything(value))| Some((key, value?))).collect()
}
