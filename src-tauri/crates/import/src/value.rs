//! A value as Spotify's exports hold it: the same key has different types in different years. Reading one never fails because
//! of its type; the caller then asks for the type it needs.

use std::{borrow::Cow, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// A value of any type, its text borrowed from the file where that holds no escapes.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) enum Value<'a> {
    /// Missing, `null`, a list or an object.
    #[default]
    Nothing,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(Cow<'a, str>),
}

impl Value<'_> {
    /// The text, unless it is empty or another type.
    pub(crate) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        }
    }

    /// True or false, in any of the ways that the exports write it.
    pub(crate) fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Integer(number) => Some(*number != 0),
            Self::Float(number) => Some(*number != 0.0),
            Self::Text(text) if text == "1" || text.eq_ignore_ascii_case("true") => Some(true),
            Self::Text(text) if text == "0" || text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// A whole number. Fractions are rounded, and digits in quotes count.
    pub(crate) fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            // Saturates, so that what is far too large stays far too large.
            Self::Float(number) if number.is_finite() => Some(number.round() as i64),
            Self::Text(text) => {
                let text = text.trim();
                let fraction = || text.parse::<f64>().ok().filter(|number| number.is_finite());
                text.parse()
                    .ok()
                    .or_else(|| fraction().map(|number| number.round() as i64))
            }
            _ => None,
        }
    }
}

/// As it is in the file, for the sample of a rejected row.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("–"),
            Self::Bool(value) => value.fmt(f),
            Self::Integer(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// The values that are not empty, in one line.
pub(crate) fn joined<const N: usize>(values: [&Value<'_>; N]) -> String {
    let present = values.into_iter().filter(|value| !matches!(value, Value::Nothing));
    present.map(ToString::to_string).collect::<Vec<_>>().join(" · ")
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyType)
    }
}

struct AnyType;

impl<'de> Visitor<'de> for AnyType {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of any type")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(i64::try_from(number).map_or(Value::Float(number as f64), Value::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value<'de>, E> {
        Ok(Value::Float(number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value<'de>, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Nothing)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value<'de>, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Nothing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(json: &str) -> Value<'_> {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn yes_and_no_are_known_in_every_form_the_exports_have() {
        for yes in ["true", "1", "\"true\"", "\"True\"", "\"1\"", "1.0"] {
            assert_eq!(value(yes).as_bool(), Some(true), "{yes}");
        }
        for no in ["false", "0", "\"false\"", "\"0\"", "0.0"] {
            assert_eq!(value(no).as_bool(), Some(false), "{no}");
        }
        for silent in ["null", "\"\"", "[]", "{\"a\":1}", "\"maybe\""] {
            assert_eq!(value(silent).as_bool(), None, "{silent}");
        }
    }

    #[test]
    fn a_number_counts_in_quotes_and_with_a_fraction() {
        for same in ["215000", "\"215000\"", "215000.0", "\" 215000 \"", "\"215000.4\""] {
            assert_eq!(value(same).as_integer(), Some(215_000), "{same}");
        }
        for none in ["null", "\"\"", "true", "\"long\"", "[1]", "\"inf\"", "\"NaN\""] {
            assert_eq!(value(none).as_integer(), None, "{none}");
        }
        assert_eq!(value("18446744073709551615").as_integer(), Some(i64::MAX));
    }

    #[test]
    fn text_is_borrowed_unless_it_holds_escapes() {
        assert!(matches!(value("\"Björk\""), Value::Text(Cow::Borrowed("Björk"))));
        assert!(matches!(value("\"Bj\\u00f6rk\""), Value::Text(Cow::Owned(text)) if text == "Björk"));
    }
}
