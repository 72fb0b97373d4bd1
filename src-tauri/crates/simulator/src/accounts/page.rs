//! The page that asks the listener for consent. It says plainly that it is not Spotify.

use super::authorize::Asked;

/// Every scope of Spotify's that a client may ask for here, with what it allows in words.
const SCOPES: &[(&str, &str)] = &[
    ("user-top-read", "See which artists and tracks are played most"),
    ("user-read-recently-played", "See what was played lately"),
    ("user-read-currently-playing", "See what is playing now"),
    ("playlist-read-private", "See private playlists"),
    ("playlist-modify-private", "Make and change private playlists"),
    ("playlist-modify-public", "Make and change public playlists"),
    ("ugc-image-upload", "Set the picture of a playlist"),
    ("user-library-read", "See what is saved in the library"),
    ("user-library-modify", "Save to the library and take out of it"),
    ("user-read-private", "See the country and kind of subscription"),
    ("user-read-email", "See the e-mail address"),
];

pub(super) fn is_scope(scope: &str) -> bool {
    SCOPES.iter().any(|(known, _)| *known == scope)
}

/// The whole page. The form carries everything that was asked, so that nothing need be remembered until the answer.
pub(super) fn consent(asked: &Asked) -> String {
    let scopes = asked
        .scopes()
        .filter_map(|scope| SCOPES.iter().find(|(known, _)| *known == scope));
    let mut words: String = scopes.map(|(_, words)| format!("<li>{words}</li>")).collect();
    if words.is_empty() {
        words = "<li>See the name and picture of the profile</li>".to_owned();
    }
    let fields: String = asked
        .fields()
        .into_iter()
        .map(|(name, value)| format!("<input type=\"hidden\" name=\"{name}\" value=\"{}\">", escaped(value)))
        .collect();
    include_str!("consent.html")
        .replace("{{client}}", &escaped(&asked.client_id))
        .replace("{{scopes}}", &words)
        .replace("{{fields}}", &fields)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
