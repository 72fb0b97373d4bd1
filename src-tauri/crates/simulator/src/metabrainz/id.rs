//! Ids of artists, recordings, genres and addresses.

use sample::Random;
use uuid::Builder;

/// An id in the form of MusicBrainz's, a random UUID.
pub(super) fn mbid(random: &mut Random) -> String {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&random.next_u64().to_be_bytes());
    bytes[8..].copy_from_slice(&random.next_u64().to_be_bytes());
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}
