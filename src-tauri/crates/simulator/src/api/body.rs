//! Bodies of requests, as JSON objects.

use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// A missing body is an empty object.
pub(super) fn object(body: &[u8]) -> Result<Map<String, Value>, Refusal> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    serde_json::from_slice(body).map_err(|_| Refusal::bad_request("Error parsing JSON."))
}
