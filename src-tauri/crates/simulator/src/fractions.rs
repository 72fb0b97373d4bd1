//! Whole numbers as fractions: now and then Spotify sends `640.0` for 640, in all of an answer.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use sample::Random;
use serde_json::{Number, Value};

use crate::{fault::with_body, often::Often};

/// Of 1,000 answers, how many have fractions if only some have: one in 50.
const SOMETIMES: usize = 20;

/// Whether the answer to the request of this number has fractions for all its whole numbers.
pub(crate) fn in_answer(often: Often, seed: u64, request: usize) -> bool {
    often.applies(SOMETIMES, &mut Random::new(seed, &[request as u64]))
}

/// The same answer with fractions. One that is not JSON stays as it is.
pub(crate) async fn with_fractions(response: Response) -> Response {
    let json = HeaderValue::from_static("application/json");
    if response.headers().get(header::CONTENT_TYPE) != Some(&json) {
        return response;
    }
    with_body(response, |bytes| match serde_json::from_slice(&bytes) {
        Ok(mut answer) => {
            rewrite(&mut answer);
            Body::from(answer.to_string())
        }
        Err(_) => Body::from(bytes),
    })
    .await
}

fn rewrite(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(fraction) = number.as_f64().and_then(Number::from_f64) {
                *number = fraction;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(rewrite),
        Value::Object(fields) => fields.values_mut().for_each(rewrite),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
