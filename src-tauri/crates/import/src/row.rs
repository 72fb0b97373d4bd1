//! A macro by which a format declares its rows: a field for each key that matters. Keys may come in any order and any may be
//! missing; unknown keys are skipped unread; if a key comes twice, the last one counts.

/// Declares a row that borrows from the file: `row! { Row { end = "endTime", … } }`.
macro_rules! row {
    ($(#[$doc:meta])* $row:ident { $($field:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub(crate) struct $row<'a> {
            $($field: $crate::value::Value<'a>,)+
        }

        impl<'de> serde::Deserialize<'de> for $row<'de> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                #[derive(serde::Deserialize)]
                #[serde(field_identifier)]
                #[allow(non_camel_case_types, reason = "the fields' names serve as the keys'")]
                enum Key {
                    $(#[serde(rename = $key)] $field,)+
                    #[serde(other)]
                    Unknown,
                }

                struct Keys;

                impl<'de> serde::de::Visitor<'de> for Keys {
                    type Value = $row<'de>;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str("a row")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut object: A) -> Result<$row<'de>, A::Error> {
                        let mut row = $row::default();
                        while let Some(key) = object.next_key()? {
                            match key {
                                $(Key::$field => row.$field = object.next_value()?,)+
                                Key::Unknown => {
                                    object.next_value::<serde::de::IgnoredAny>()?;
                                }
                            }
                        }
                        Ok(row)
                    }
                }

                deserializer.deserialize_map(Keys)
            }
        }
    };
}

pub(crate) use row;
