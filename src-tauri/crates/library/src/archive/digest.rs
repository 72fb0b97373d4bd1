//! Names that don't tell what they stand for.

use sha2::{Digest, Sha256};

/// So many bytes of a text's SHA-256, in hexadecimal digits.
pub(super) fn digest(text: &str, bytes: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}
