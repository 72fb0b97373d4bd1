//! A reader of OpenAPI 3.0 schemas, as far as Spotify's file uses them: `$ref`, `allOf`, `oneOf`, `nullable`, `enum`, `required`.
//! Stricter than the standard: every property is expected and no other is allowed, except for the given exceptions.

use std::{cell::RefCell, collections::BTreeSet};

use serde_json::{Map, Value};

/// Where an answer may differ from the file, as `Schema.field`.
pub(super) struct Exceptions {
    pub(super) absent: BTreeSet<&'static str>,
    pub(super) unknown: BTreeSet<&'static str>,
    pub(super) null: BTreeSet<&'static str>,
}

/// The file, and which exceptions were needed so far.
pub(super) struct Schema {
    file: Value,
    exceptions: Exceptions,
    used: RefCell<BTreeSet<&'static str>>,
}

/// A property: the schema that declares it, by name, and its own schema.
struct Property<'a> {
    owner: String,
    name: &'a str,
    schema: &'a Value,
}

impl Schema {
    pub(super) fn new(file: Value, exceptions: Exceptions) -> Self {
        Self {
            file,
            exceptions,
            used: RefCell::default(),
        }
    }

    /// Everything that is wrong with an answer to `method` on the path that the file calls `pattern`.
    pub(super) fn complaints(&self, method: &str, pattern: &str, status: u16, answer: &Value) -> Vec<String> {
        let place = format!("{method} {pattern} {status}");
        let responses = &self.file["paths"][pattern][method.to_lowercase()]["responses"];
        let Some(response) = responses.get(status.to_string()) else {
            return vec![format!("{place}: the file has no answer with status {status}")];
        };
        let response = self.resolved(response).1;
        let mut wrong = Vec::new();
        match response["content"]["application/json"].get("schema") {
            Some(schema) => self.check(schema, "response", answer, &place, &mut wrong),
            None if answer.is_null() => {}
            None => wrong.push(format!("{place}: the file has no body here")),
        }
        wrong
    }

    /// Exceptions that nothing needed: one day they would hide a mistake.
    pub(super) fn unused(&self) -> Vec<String> {
        let used = self.used.borrow();
        let Exceptions { absent, unknown, null } = &self.exceptions;
        let all = absent.iter().chain(unknown).chain(null);
        all.filter(|name| !used.contains(*name))
            .map(|name| format!("an exception that nothing needs: {name}"))
            .collect()
    }

    /// Method and path of every call that the file marks as deprecated.
    pub(super) fn deprecated(&self) -> Vec<(String, String)> {
        let paths = self.file["paths"].as_object().unwrap();
        let calls = paths.iter().flat_map(|(path, calls)| {
            let calls = calls.as_object().unwrap().iter();
            let gone = calls.filter(|(_, call)| call["deprecated"] == true);
            gone.map(|(method, _)| (method.to_uppercase(), path.clone()))
        });
        calls.collect()
    }

    /// Checks `value` against `schema`, which is called `name` unless it has its own name.
    fn check(&self, schema: &Value, name: &str, value: &Value, place: &str, wrong: &mut Vec<String>) {
        let (own, schema) = self.resolved(schema);
        let name = own.unwrap_or(name);
        if value.is_null() {
            if schema["nullable"] != true {
                wrong.push(format!("{place}: null, which the file does not allow"));
            }
            return;
        }
        if let Some(choices) = schema["oneOf"].as_array() {
            let attempts = choices.iter().map(|choice| {
                let mut attempt = Vec::new();
                self.check(choice, name, value, place, &mut attempt);
                attempt
            });
            // Only the nearest miss is worth reading.
            wrong.extend(attempts.min_by_key(Vec::len).unwrap_or_default());
            return;
        }
        let mut properties = Vec::new();
        self.properties(schema, name, &mut properties);
        if !properties.is_empty() {
            match value.as_object() {
                Some(object) => self.check_object(&properties, name, object, place, wrong),
                None => wrong.push(format!("{place}: not an object")),
            }
            return;
        }
        self.check_plain(schema, name, value, place, wrong);
    }

    fn check_object(
        &self,
        properties: &[Property],
        name: &str,
        object: &Map<String, Value>,
        place: &str,
        wrong: &mut Vec<String>,
    ) {
        for property in properties {
            let (key, place) = (
                format!("{}.{}", property.owner, property.name),
                format!("{place} > {}", property.name),
            );
            match object.get(property.name) {
                None if self.excepted(&self.exceptions.absent, &key) => {}
                None => wrong.push(format!("{place}: absent ({key})")),
                // Where the file allows null, no exception is needed.
                Some(Value::Null) if self.resolved(property.schema).1["nullable"] == true => {}
                Some(Value::Null) if self.excepted(&self.exceptions.null, &key) => {}
                Some(Value::Null) => wrong.push(format!("{place}: null, which the file does not allow ({key})")),
                Some(value) => self.check(property.schema, &key, value, &place, wrong),
            }
        }
        for field in object
            .keys()
            .filter(|field| properties.iter().all(|property| property.name != *field))
        {
            if !self.excepted(&self.exceptions.unknown, &format!("{name}.{field}")) {
                wrong.push(format!("{place} > {field}: unknown to {name}"));
            }
        }
    }

    fn check_plain(&self, schema: &Value, name: &str, value: &Value, place: &str, wrong: &mut Vec<String>) {
        let kind = schema["type"].as_str().unwrap_or("object");
        let fits = match kind {
            "string" => value.is_string(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            "boolean" => value.is_boolean(),
            "array" => value.is_array(),
            _ => value.is_object(),
        };
        if !fits {
            wrong.push(format!("{place}: {value} is not of type {kind}"));
        }
        if schema["enum"]
            .as_array()
            .is_some_and(|allowed| !allowed.contains(value))
        {
            wrong.push(format!("{place}: {value} is none of {}", schema["enum"]));
        }
        for item in value.as_array().into_iter().flatten() {
            if !(item.is_null() && self.excepted(&self.exceptions.null, &format!("{name}[]"))) {
                self.check(&schema["items"], name, item, &format!("{place}[]"), wrong);
            }
        }
    }

    /// All properties of `schema`, including those of its parts.
    fn properties<'a>(&'a self, schema: &'a Value, name: &str, found: &mut Vec<Property<'a>>) {
        for part in schema["allOf"].as_array().into_iter().flatten() {
            let (own, part) = self.resolved(part);
            self.properties(part, own.unwrap_or(name), found);
        }
        for (key, schema) in schema["properties"].as_object().into_iter().flatten() {
            found.push(Property {
                owner: name.to_owned(),
                name: key,
                schema,
            });
        }
    }

    /// What a reference refers to, with its name. Anything else is returned as it is, without a name.
    fn resolved<'a>(&'a self, schema: &'a Value) -> (Option<&'a str>, &'a Value) {
        if let Some(reference) = schema["$ref"].as_str() {
            let path = reference.strip_prefix('#').unwrap();
            let target = self
                .file
                .pointer(path)
                .unwrap_or_else(|| panic!("{reference} leads nowhere"));
            let (further, target) = self.resolved(target);
            return (further.or(path.rsplit('/').next()), target);
        }
        // Spotify writes a described reference as an allOf of one.
        match schema["allOf"].as_array().map(Vec::as_slice) {
            Some([one]) if schema.get("properties").is_none() => self.resolved(one),
            _ => (None, schema),
        }
    }

    fn excepted(&self, list: &BTreeSet<&'static str>, key: &str) -> bool {
        match list.get(key) {
            Some(known) => {
                self.used.borrow_mut().insert(known);
                true
            }
            None => false,
        }
    }
}
