//! Whole numbers as fractions: now and then Spotify sends `640.0` for 640, in all of an answer.

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::Response,
};
use sample::Random;
use serde_json::{Number, Value};

use crate::fault::with_body;

/// In one of so many answers, if only sometimes.
const SOMETIMES: usize = 50;

/// Which answers have fractions for all their whole numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fractions {
    /// None.
    Never,
    /// About one in 50. The seed and the number of the request decide which.
    Sometimes,
    /// Every one.
    Always,
}

impl Fractions {
    /// Whether the answer to the request of this number has them.
    pub(crate) fn apply_to(self, seed: u64, request: usize) -> bool {
        match self {
            Self::Never => false,
            Self::Sometimes => Random::new(seed, &[request as u64]).below(SOMETIMES) == 0,
            Self::Always => true,
        }
    }
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
