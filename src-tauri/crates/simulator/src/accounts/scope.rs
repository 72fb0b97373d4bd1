//! The scopes that an app may ask for here: those that Tonearm needs, and two that show the whole profile.

/// Each with what it allows, as the consent page says it.
const SCOPES: &[(&str, &str)] = &[
    ("user-top-read", "See which artists and tracks are played most"),
    ("user-read-recently-played", "See what was played lately"),
    ("user-read-currently-playing", "See what is playing now"),
    ("playlist-read-private", "See private playlists"),
    ("playlist-modify-private", "Make and change private playlists"),
    ("playlist-modify-public", "Make and change public playlists"),
    ("user-read-private", "See the country and kind of subscription"),
    ("user-read-email", "See the e-mail address"),
];

/// What a scope allows; `None` for one that does not exist.
pub(super) fn description(scope: &str) -> Option<&'static str> {
    SCOPES
        .iter()
        .find(|(known, _)| *known == scope)
        .map(|(_, description)| *description)
}
