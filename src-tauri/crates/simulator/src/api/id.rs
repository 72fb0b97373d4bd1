//! Spotify's ids: 22 characters of base 62.

use crate::refusal::Refusal;

pub(super) fn is_id(text: &str) -> bool {
    text.len() == 22 && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

pub(super) fn checked(text: &str) -> Result<&str, Refusal> {
    if is_id(text) {
        Ok(text)
    } else {
        Err(Refusal::bad_request("Invalid base62 id"))
    }
}
